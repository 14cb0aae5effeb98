//! Fits the numbers of `src/scoring/fitted.rs` and shows how good they are on questions and data sets left out.
//!
//! ```text
//! cargo run --release --example fit -- FILE...            labelled rows with question, references, score, max_score
//! cargo run --release --example fit -- --ablate FILE...   what each measure is worth: the fit without it
//! cargo run --release --example fit -- --rows FILE...     the measures of each row as JSON lines, and no fit
//! ```
//!
//! Method: scores are centred and scaled within each set (what is fitted is who is better, not how strict a set is), each
//! set counts the same, features are scaled to unit variance, ridge regression (Hoerl and Kennard 1970) with the signs
//! that sense demands (a feature with the wrong sign is dropped and the rest fitted again). The closest reference depends
//! on the weights: three rounds.

mod ridge;
mod rows;

use gradus::scoring::derived::{doubt, scale};
use gradus::scoring::fitted::{AGAINST, WEIGHTS};
use gradus::similarity::features::Features;
use ridge::{DRAWS, closest, fit, left_out, pearson, set_left_out};
use rows::{Row, read, sets};
use std::io::Write;

type Failure = Box<dyn std::error::Error>;

/// A measure that may count.
#[derive(Clone)]
pub struct Column {
    name: &'static str,
    /// Where it stands among the features.
    at: usize,
    sort: Sort,
}

/// What is known of a measure before it is fitted.
#[derive(Clone, Copy)]
pub struct Sort {
    /// The sign that its weight must have.
    sign: f64,
    /// A number instead of `None` is set, not fitted: the lines to hold under attack ask for it where data says little.
    set: Option<f64>,
    /// A copy of the reference need not have it.
    extra: bool,
}

/// Speaks for an answer.
const FOR: Sort = Sort { sign: 1.0, set: None, extra: false };
/// Speaks for an answer, but a copy of the reference need not have it.
const EXTRA: Sort = Sort { extra: true, ..FOR };
/// Speaks against it.
const NOT: Sort = Sort { sign: -1.0, ..FOR };

/// Costs what is set by hand.
const fn costs(set: f64) -> Sort {
    Sort { set: Some(set), ..NOT }
}

/// Measures that may count, with their signs and what is set by hand.
const COLUMNS: Features<Sort> = Features {
    covered: FOR,
    late: FOR,
    soft: FOR,
    net: FOR,
    close: FOR,
    small: FOR,
    items: EXTRA,
    brief: NOT,
    undenied: NOT,
    denied: EXTRA,
    opposed: NOT,
    stance_same: EXTRA,
    stance_other: NOT,
    turned: costs(0.4),
    opposites: costs(0.4),
    roles: costs(0.5),
    swapped: costs(0.3),
    numbers_wrong: costs(0.5),
};
/// Up to so many references are left of items with several.
const MOST_REFERENCES: usize = 5;

fn main() -> Result<(), Failure> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mode = files.first().filter(|first| first.starts_with("--")).cloned();
    if mode.is_some() {
        files.remove(0);
    }
    let rows = read(&files)?;
    if rows.is_empty() {
        return Err("no rows with references; usage: fit [--ablate | --rows] FILE...".into());
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match mode.as_deref() {
        None => report(&rows, &mut out),
        Some("--ablate") => ablate(&rows, &mut out),
        Some("--rows") => dump(&rows, &mut out),
        Some(other) => Err(format!("{other}: no such mode; --ablate and --rows are there").into()),
    }
}

fn dump(rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::json!({ "names": Features::NAMES }))?;
    for row in rows {
        writeln!(
            out,
            "{}",
            serde_json::json!({"set": row.set, "q": row.question, "id": row.id, "label": row.label,
                "contrary": row.contrary, "y": row.score, "x": row.features})
        )?;
    }
    Ok(())
}

fn columns() -> Vec<Column> {
    let sorts = Features::NAMES.into_iter().zip(COLUMNS.values()).enumerate();
    sorts.map(|(at, (name, sort))| Column { name, at, sort }).collect()
}

/// Weights on all rows and the values they were fitted on, those of the closest reference.
fn settle(rows: &[Row], columns: &[Column]) -> Result<(Vec<f64>, Vec<Vec<f64>>), Failure> {
    let mut weights: Vec<f64> = columns.iter().map(|column| WEIGHTS.values()[column.at]).collect();
    for _ in 0..3 {
        weights = fit(rows, columns, &closest(rows, columns, &weights), &|_| true)?;
    }
    let values = closest(rows, columns, &weights);
    Ok((fit(rows, columns, &values, &|_| true)?, values))
}

/// Scores of a set's rows beside what was predicted.
fn pairs(rows: &[Row], set: &str, sums: &[f64]) -> Vec<(f64, f64)> {
    rows.iter().zip(sums).filter(|(row, _)| row.set == set).map(|(row, sum)| (*sum, row.score)).collect()
}

fn report(rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    let columns = columns();
    let (mut weights, values) = settle(rows, &columns)?;
    let draws: Vec<Vec<f64>> =
        (0..DRAWS).map(|draw| left_out(rows, &columns, &values, draw)).collect::<Result<_, Failure>>()?;
    let others = set_left_out(rows, &columns, &values)?;
    // What a copy of the reference reaches is 1.
    let counted = columns.iter().zip(&weights).filter(|(column, _)| !column.sort.extra);
    let whole: f64 = counted.map(|(_, weight)| weight.max(0.0)).sum::<f64>().max(1e-9);
    weights.iter_mut().for_each(|weight| *weight /= whole);
    let scaled: Vec<f64> = draws[0].iter().map(|sum| sum / whole).collect();
    let against = |values: &Vec<f64>| -> f64 {
        let wrong = columns.iter().zip(&weights).filter(|(column, _)| AGAINST.values()[column.at]);
        wrong.map(|(column, weight)| values[column.at] * weight).sum()
    };
    let scores: Vec<f64> = rows
        .iter()
        .zip(&values)
        .zip(&scaled)
        .map(|((row, values), sum)| scale(*sum, against(values), doubt(row.features.len())))
        .collect();
    writeln!(
        out,
        "r with human scores: questions left out, sets left out, scaled; RMSE and spread of scores; r of log length\n\
         {:14} {:>6} {:>9} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "set", "rows", "questions", "sets", "scaled", "RMSE", "spread", "length"
    )?;
    let names = sets(rows);
    let mut sums = [0.0; 5];
    for set in &names {
        let question = draws.iter().map(|sums| pearson(&pairs(rows, set, sums))).sum::<f64>() / DRAWS as f64;
        let dataset = pearson(&pairs(rows, set, &others));
        let mapped = pairs(rows, set, &scores);
        let count = mapped.len() as f64;
        let rmse = (mapped.iter().map(|(x, y)| (x - y).powi(2)).sum::<f64>() / count).sqrt();
        let mean = mapped.iter().map(|(_, y)| y).sum::<f64>() / count;
        let spread = (mapped.iter().map(|(_, y)| (y - mean).powi(2)).sum::<f64>() / count).sqrt();
        let lengths: Vec<f64> = rows.iter().map(|row| (1.0 + row.words).ln()).collect();
        let figures = [question, dataset, pearson(&mapped), rmse, pearson(&pairs(rows, set, &lengths))];
        for (sum, value) in sums.iter_mut().zip(figures) {
            *sum += value / names.len() as f64;
        }
        let [question, dataset, mapped, rmse, length] = figures;
        writeln!(
            out,
            "{set:14} {count:>6} {question:>9.3} {dataset:>7.3} {mapped:>7.3} {rmse:>7.3} {spread:>7.3} {length:>7.3}"
        )?;
    }
    let [question, dataset, mapped, rmse, length] = sums;
    writeln!(
        out,
        "{:14} {:>6} {question:>9.3} {dataset:>7.3} {mapped:>7.3} {rmse:>7.3} {:>7} {length:>7.3}\n",
        "mean",
        rows.len(),
        ""
    )?;
    writeln!(out, "pub const WEIGHTS: Features = Features {{")?;
    for (column, weight) in columns.iter().zip(&weights) {
        writeln!(out, "    {}: {weight:.3},", column.name)?;
    }
    writeln!(out, "}};")?;
    forgiven(rows, &columns, &weights, out)
}

/// What each measure is worth: r on questions and on sets left out, without it.
fn ablate(rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    let all = columns();
    let names = sets(rows);
    write!(out, "{:14} {:>9} {:>7} |", "without", "questions", "sets")?;
    for set in &names {
        write!(out, " {set:>12}")?;
    }
    writeln!(out, "   (questions left out)")?;
    let mut whole = [0.0; 2];
    for left in std::iter::once(None).chain(all.iter().map(Some)) {
        let columns: Vec<Column> =
            all.iter().filter(|column| left.is_none_or(|left| left.name != column.name)).cloned().collect();
        let (_, values) = settle(rows, &columns)?;
        let draws: Vec<Vec<f64>> =
            (0..DRAWS).map(|draw| left_out(rows, &columns, &values, draw)).collect::<Result<_, Failure>>()?;
        let others = set_left_out(rows, &columns, &values)?;
        let of = |set: &String| draws.iter().map(|sums| pearson(&pairs(rows, set, sums))).sum::<f64>() / DRAWS as f64;
        let each: Vec<f64> = names.iter().map(of).collect();
        let mean = each.iter().sum::<f64>() / names.len() as f64;
        let dataset = names.iter().map(|set| pearson(&pairs(rows, set, &others))).sum::<f64>() / names.len() as f64;
        match left {
            None => {
                whole = [mean, dataset];
                write!(out, "{:14} {mean:>9.3} {dataset:>7.3} |", "(nothing)")?;
            }
            Some(left) => {
                write!(out, "{:14} {:>+9.3} {:>+7.3} |", left.name, mean - whole[0], dataset - whole[1])?;
            }
        }
        for r in each {
            write!(out, " {r:>12.3}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// How much may be forgiven with so many references: least squares on items with several, once with all of them and once
/// with fewer (every run of neighbours). Answers and marks are the same, so the difference is the references' alone. The
/// line that is printed starts from 1, which sets with one reference ask for.
fn forgiven(rows: &[Row], columns: &[Column], weights: &[f64], out: &mut impl Write) -> Result<(), Failure> {
    let sum = |values: &Vec<f64>| columns.iter().zip(weights).map(|(column, weight)| values[column.at] * weight).sum();
    let many: Vec<(Vec<f64>, f64)> = rows
        .iter()
        .filter(|row| row.features.len() > 1)
        .map(|row| (row.features.iter().map(sum).collect::<Vec<f64>>(), row.score))
        .collect();
    let (mut above, mut below) = (0.0, 0.0);
    for count in 1..=MOST_REFERENCES {
        let (mut product, mut square) = (0.0, 0.0);
        for (sums, score) in &many {
            for from in 0..sums.len() {
                let best = (0..count.min(sums.len())).map(|at| sums[(from + at) % sums.len()]).fold(0.0, f64::max);
                let met = best.min(1.0);
                let missing = scale(met, 0.0, 1.0) - met;
                product += missing * (score - met) / sums.len() as f64;
                square += missing * missing / sums.len() as f64;
            }
        }
        let (share, log) = (product / f64::max(square, 1e-9), (count as f64).ln());
        above += (1.0 - share) * log;
        below += log * log;
        writeln!(out, "{count} of several references: {share:.2} of what is missing forgiven")?;
    }
    writeln!(out, "pub const FEWER: f64 = {:.2};", above / f64::max(below, 1e-9))?;
    Ok(())
}
