//! Fits the numbers of `src/scoring/fitted.rs` and shows how good they are on questions and data sets left out.
//!
//! ```text
//! cargo run --release --example fit -- FILE...            labelled rows with question, references, score, max_score
//! cargo run --release --example fit -- --rows FILE...     the measures of each row as JSON lines, and no fit
//! ```
//!
//! Method: scores are centred and scaled within each set (what is fitted is who is better, not how strict a set is), each
//! set counts the same, features are scaled to unit variance, ridge regression (Hoerl and Kennard 1970) with the signs
//! that sense demands (a feature with the wrong sign is dropped and the rest fitted again). The closest reference depends
//! on the weights: three rounds. The map from sum to score is a line through nothing, bent once.

use gradus::engine::Engine;
use gradus::matching::Polarity;
use gradus::rubric::Rubric;
use gradus::scoring::derived::Reading;
use gradus::scoring::fitted::WEIGHTS;
use gradus::similarity::features::Features;
use gradus::text::{Analyzer, term_of};
use nalgebra::{DMatrix, DVector};
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::sync::Arc;

type Failure = Box<dyn std::error::Error>;

/// Strength of the ridge, in units of a data set.
const LAMBDA: f64 = 4.0;
/// Where the line bends: above this score it runs flatter, so that only the whole reference earns everything.
const KNEE: f64 = 0.8;
/// Folds over questions, and how often they are drawn.
const FOLDS: u64 = 8;
const DRAWS: u64 = 3;

/// Features that may count, with the sign they must have. A number instead of `None` is set, not fitted: the lines to
/// hold under attack ask for it where data says little.
const COLUMNS: &[(&str, f64, Option<f64>)] = &[
    ("covered", 1.0, None),
    ("late", 1.0, None),
    ("soft", 1.0, None),
    ("net", 1.0, None),
    ("close", 1.0, None),
    ("small", 1.0, None),
    ("items", 1.0, None),
    ("brief", -1.0, None),
    ("undenied", -1.0, None),
    ("opposed", -1.0, None),
    ("stance_same", 1.0, None),
    ("stance_other", -1.0, None),
    ("roles", -1.0, Some(0.2)),
    ("numbers_wrong", -1.0, Some(0.1)),
];
/// Measures that a copy of the reference need not have.
const EXTRA: [&str; 2] = ["items", "stance_same"];

struct Row {
    set: String,
    question: String,
    label: String,
    contrary: bool,
    score: f64,
    features: Vec<Vec<f64>>,
    words: f64,
    id: String,
}

fn main() -> Result<(), Failure> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let dump = files.first().is_some_and(|first| first == "--rows");
    if dump {
        files.remove(0);
    }
    let rows = read(&files)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if dump {
        writeln!(out, "{}", serde_json::json!({ "names": Features::NAMES }))?;
        for row in &rows {
            writeln!(
                out,
                "{}",
                serde_json::json!({"set": row.set, "q": row.question, "id": row.id, "label": row.label, "contrary": row.contrary, "y": row.score, "x": row.features})
            )?;
        }
        return Ok(());
    }
    report(&rows, &mut out)
}

/// Reads labelled rows and measures each answer against each reference.
fn read(files: &[String]) -> Result<Vec<Row>, Failure> {
    let engine = Engine::shipped();
    let mut analyzer = Analyzer::new();
    let mut rubrics: HashMap<String, Arc<Rubric>> = HashMap::new();
    let mut rows = Vec::new();
    for file in files {
        for line in std::io::BufReader::new(std::fs::File::open(file)?).lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_string();
            let references: Vec<String> = serde_json::from_value(row["references"].clone())?;
            let (question, answer) = (text("question"), text("answer"));
            let rubric = rubrics
                .entry(format!("{question}\u{1}{references:?}"))
                .or_insert_with(|| engine.inline("row", &question, &references));
            let Some(derived) = &rubric.derived else { continue };
            let analysis = analyzer.analyze(&answer);
            let polarity = Polarity::read(&analysis, &answer);
            let reading = Reading::new(derived, rubric, &analysis, &polarity);
            rows.push(Row {
                set: text("dataset"),
                question: text("question_id"),
                label: text("label"),
                contrary: reading.contrary().is_some(),
                score: row["score"].as_f64().unwrap_or(0.0) / row["max_score"].as_f64().unwrap_or(1.0),
                features: reading.features().map(|one| one.values().to_vec()).collect(),
                words: analysis.tokens.len() as f64,
                id: text("answer_id"),
            });
        }
    }
    Ok(rows)
}

fn columns() -> Result<Vec<usize>, Failure> {
    COLUMNS
        .iter()
        .map(|(name, ..)| {
            Features::NAMES.iter().position(|known| known == name).ok_or_else(|| format!("no feature {name}").into())
        })
        .collect()
}

/// The measures that may count, against the reference that is closest under `weights`.
fn closest(rows: &[Row], columns: &[usize], weights: &[f64]) -> Vec<Vec<f64>> {
    let sum = |values: &Vec<f64>| columns.iter().zip(weights).map(|(at, weight)| values[*at] * weight).sum::<f64>();
    rows.iter()
        .map(|row| {
            let mut best = &row.features[0];
            for other in &row.features[1..] {
                if sum(other) > sum(best) {
                    best = other;
                }
            }
            columns.iter().map(|at| best[*at]).collect()
        })
        .collect()
}

/// Ridge regression with signs over the rows that `train` keeps.
fn fit(rows: &[Row], values: &[Vec<f64>], train: &dyn Fn(&Row) -> bool) -> Result<Vec<f64>, Failure> {
    let width = COLUMNS.len();
    let mut gram = DMatrix::<f64>::zeros(width, width);
    let mut target = DVector::<f64>::zeros(width);
    for set in sets(rows) {
        let members: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].set == set && train(&rows[*at])).collect();
        if members.is_empty() {
            continue;
        }
        let count = members.len() as f64;
        let mean = |value: &dyn Fn(usize) -> f64| members.iter().map(|at| value(*at)).sum::<f64>() / count;
        let centre: Vec<f64> = (0..width).map(|column| mean(&|at| values[at][column])).collect();
        let middle = mean(&|at| rows[at].score);
        let spread = mean(&|at| (rows[at].score - middle).powi(2)).sqrt().max(1e-6);
        for at in &members {
            let x = DVector::from_fn(width, |column, _| values[*at][column] - centre[column]);
            gram += &x * x.transpose() / count;
            target += x * ((rows[*at].score - middle) / spread / count);
        }
    }
    let scale: Vec<f64> = (0..width).map(|column| (gram[(column, column)] / 5.0).sqrt().max(1e-6)).collect();
    let mut weights = vec![0.0; width];
    for (weight, (_, sign, set)) in weights.iter_mut().zip(COLUMNS) {
        *weight = sign * set.unwrap_or(0.0);
    }
    let mut free: Vec<usize> = (0..width).filter(|column| COLUMNS[*column].2.is_none()).collect();
    loop {
        let size = free.len();
        let a = DMatrix::from_fn(size, size, |i, j| {
            gram[(free[i], free[j])] / scale[free[i]] / scale[free[j]] + if i == j { LAMBDA } else { 0.0 }
        });
        let b = DVector::from_fn(size, |i, _| {
            let set: f64 = (0..width)
                .filter(|column| COLUMNS[*column].2.is_some())
                .map(|column| gram[(free[i], column)] * weights[column])
                .sum();
            (target[free[i]] - set) / scale[free[i]]
        });
        let solved = a.cholesky().ok_or("the features are linearly dependent")?.solve(&b);
        let worst = (0..size)
            .map(|i| (solved[i] * COLUMNS[free[i]].1, i))
            .filter(|(value, _)| *value < 0.0)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match worst {
            Some((_, i)) => {
                free.remove(i);
            }
            None => {
                for (i, column) in free.iter().enumerate() {
                    weights[*column] = solved[i] / scale[*column];
                }
                return Ok(weights);
            }
        }
    }
}

fn sets(rows: &[Row]) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for row in rows {
        if !sets.contains(&row.set) {
            sets.push(row.set.clone());
        }
    }
    sets
}

fn dot(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let (a, b) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let (a, b) = (a / count, b / count);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        ab += (x - a) * (y - b);
        aa += (x - a).powi(2);
        bb += (y - b).powi(2);
    }
    if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

/// The fold of a question: a hash, so that it depends on nothing else.
fn fold(row: &Row, draw: u64) -> u64 {
    (term_of(&format!("{draw} {} {}", row.set, row.question)) >> 20) % FOLDS
}

/// Predictions for questions left out.
fn left_out(rows: &[Row], values: &[Vec<f64>], draw: u64) -> Result<Vec<f64>, Failure> {
    let mut sums = vec![0.0; rows.len()];
    for number in 0..FOLDS {
        let weights = fit(rows, values, &|row| fold(row, draw) != number)?;
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| fold(row, draw) == number) {
            let _ = row;
            sums[at] = dot(&values[at], &weights);
        }
    }
    Ok(sums)
}

/// The map: a line from nothing said, nothing earned, to the full score, by least squares, every set with the same
/// weight. (Isotonic regression over all sets fits how strict they are rather than who is better: r falls by .03.)
fn points(rows: &[Row], sums: &[f64], most: f64) -> Vec<(f64, f64)> {
    let mut sizes: HashMap<&str, f64> = HashMap::new();
    for row in rows {
        *sizes.entry(&row.set).or_default() += 1.0;
    }
    let (mut xy, mut xx) = (0.0, 0.0);
    for (row, sum) in rows.iter().zip(sums) {
        xy += sum * row.score / sizes[row.set.as_str()];
        xx += sum * sum / sizes[row.set.as_str()];
    }
    let whole = xx / f64::max(xy, 1e-9);
    vec![(0.0, 0.0), (KNEE * whole, KNEE), (most, 1.0)]
}

fn map(points: &[(f64, f64)], x: f64) -> f64 {
    let Some(after) = points.iter().position(|point| x < point.0) else { return points.last().map_or(0.0, |p| p.1) };
    if after == 0 {
        return points[0].1;
    }
    let ((x0, y0), (x1, y1)) = (points[after - 1], points[after]);
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

/// Macro F1 and weighted F1 over classes, and F1 of the last class.
fn f1(truth: &[usize], guess: &[usize], classes: usize) -> (f64, f64, Vec<f64>) {
    let mut each = Vec::new();
    let mut weighted = 0.0;
    for class in 0..classes {
        let hit = truth.iter().zip(guess).filter(|(t, g)| **t == class && **g == class).count() as f64;
        let said = guess.iter().filter(|g| **g == class).count() as f64;
        let is = truth.iter().filter(|t| **t == class).count() as f64;
        let one = if said + is > 0.0 { 2.0 * hit / (said + is) } else { 0.0 };
        weighted += one * is / truth.len().max(1) as f64;
        each.push(one);
    }
    (each.iter().sum::<f64>() / classes as f64, weighted, each)
}

fn report(rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    let columns = columns()?;
    let mut weights: Vec<f64> = COLUMNS
        .iter()
        .map(|(name, ..)| WEIGHTS.iter().find(|(known, _)| known == name).map_or(0.0, |(_, weight)| *weight))
        .collect();
    for _ in 0..3 {
        weights = fit(rows, &closest(rows, &columns, &weights), &|_| true)?;
    }
    let values = closest(rows, &columns, &weights);
    weights = fit(rows, &values, &|_| true)?;
    let names = sets(rows);
    let draws: Vec<Vec<f64>> =
        (0..DRAWS).map(|draw| left_out(rows, &values, draw)).collect::<Result<Vec<_>, Failure>>()?;
    let of = |set: &str, sums: &[f64]| -> Vec<(f64, f64)> {
        rows.iter().zip(sums).filter(|(row, _)| row.set == set).map(|(row, sum)| (*sum, row.score)).collect()
    };
    // What a copy of the reference reaches.
    let most: f64 = COLUMNS
        .iter()
        .zip(&weights)
        .filter(|((name, ..), weight)| **weight > 0.0 && !EXTRA.contains(name))
        .map(|(_, weight)| weight)
        .sum();
    // The sum is brought to the scale of scores, so that weights can be read.
    let curve = points(rows, &draws[0], most);
    let unit = match curve.last() {
        Some(last) => last.0.max(1e-9) * 0.75,
        _ => return Err("no rows".into()),
    };
    writeln!(
        out,
        "{:14} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "set", "rows", "LOQO r", "LODO r", "mapped", "RMSE", "mean", "length"
    )?;
    let mut sums = [0.0; 5];
    for set in &names {
        let question: f64 = draws.iter().map(|sums| pearson(&of(set, sums))).sum::<f64>() / DRAWS as f64;
        let others = fit(rows, &values, &|row| row.set != *set)?;
        let other: Vec<f64> = values.iter().map(|values| dot(values, &others)).collect();
        let dataset = pearson(&of(set, &other));
        let pairs = of(set, &draws[0]);
        let rmse = (pairs.iter().map(|(x, y)| (map(&curve, *x) - y).powi(2)).sum::<f64>() / pairs.len() as f64).sqrt();
        let mapped = pearson(&pairs.iter().map(|(x, y)| (map(&curve, *x), *y)).collect::<Vec<_>>());
        let mean = pairs.iter().map(|(_, y)| y).sum::<f64>() / pairs.len() as f64;
        let spread = (pairs.iter().map(|(_, y)| (y - mean).powi(2)).sum::<f64>() / pairs.len() as f64).sqrt();
        let lengths: Vec<f64> = rows.iter().map(|row| (1.0 + row.words).ln()).collect();
        let length = pearson(&of(set, &lengths));
        for (sum, value) in sums.iter_mut().zip([question, dataset, rmse, length, mapped]) {
            *sum += value / names.len() as f64;
        }
        writeln!(
            out,
            "{set:14} {:>6} {question:>7.3} {dataset:>7.3} {mapped:>7.3} {rmse:>7.3} {spread:>7.3} {length:>7.3}",
            pairs.len()
        )?;
    }
    writeln!(
        out,
        "{:14} {:>6} {:>7.3} {:>7.3} {:>7.3} {:>7.3} {:>7} {:>7.3}\n",
        "mean",
        rows.len(),
        sums[0],
        sums[1],
        sums[4],
        sums[2],
        "",
        sums[3]
    )?;
    let turned: Vec<bool> = rows.iter().map(|row| row.contrary).collect();
    classes(rows, &draws[0], &turned, &curve, out)?;
    writeln!(out, "\npub const WEIGHTS: &[(&str, f64)] = &[")?;
    for ((name, ..), weight) in COLUMNS.iter().zip(&weights) {
        if *weight != 0.0 {
            writeln!(out, "    (\"{name}\", {:.3}),", weight / unit)?;
        }
    }
    writeln!(out, "];\npub const MAP: &[(f64, f64)] = &[")?;
    for (x, y) in &curve {
        writeln!(out, "    ({:.3}, {:.3}),", x / unit, y)?;
    }
    writeln!(out, "];")?;
    Ok(())
}

/// Labels of three classes: correct, other, contradictory. One cut on the score serves all sets.
fn classes(
    rows: &[Row],
    sums: &[f64],
    turned: &[bool],
    curve: &[(f64, f64)],
    out: &mut impl Write,
) -> Result<(), Failure> {
    let labelled: Vec<(String, Vec<usize>)> = sets(rows)
        .into_iter()
        .map(|set| (set.clone(), (0..rows.len()).filter(|at| rows[*at].set == set).collect::<Vec<_>>()))
        .filter(|(_, members)| members.iter().any(|at| rows[*at].label == "contradictory"))
        .collect();
    let truth = |members: &[usize]| -> Vec<usize> {
        members
            .iter()
            .map(|at| match rows[*at].label.as_str() {
                "correct" => 0,
                "contradictory" => 2,
                _ => 1,
            })
            .collect()
    };
    let guess = |members: &[usize], cut: f64| -> Vec<usize> {
        members
            .iter()
            .map(|at| match map(curve, sums[*at]) {
                y if y >= cut => 0,
                _ if turned[*at] => 2,
                _ => 1,
            })
            .collect()
    };
    let two = |classes: &[usize]| classes.iter().map(|class| usize::from(*class != 0)).collect::<Vec<_>>();
    let worth = |cut: f64| -> f64 {
        labelled.iter().map(|(_, members)| f1(&two(&truth(members)), &two(&guess(members, cut)), 2).0).sum()
    };
    let cut = (30..90).map(|cut| f64::from(cut) / 100.0).max_by(|a, b| worth(*a).total_cmp(&worth(*b))).unwrap_or(0.5);
    writeln!(out, "labels: correct from {cut}, on questions left out")?;
    for (set, members) in &labelled {
        let (truth, guess) = (truth(members), guess(members, cut));
        let (macro2, weighted2, _) = f1(&two(&truth), &two(&guess), 2);
        let (macro3, weighted3, each) = f1(&truth, &guess, 3);
        writeln!(
            out,
            "{set}: 2-way macro F1 {macro2:.3} weighted {weighted2:.3}; 3-way macro {macro3:.3} weighted {weighted3:.3}; contradictory F1 {:.3}",
            each[2]
        )?;
        for (class, name) in ["correct", "other", "contradictory"].iter().enumerate() {
            let line: Vec<usize> = (0..3)
                .map(|said| truth.iter().zip(&guess).filter(|(t, g)| **t == class && **g == said).count())
                .collect();
            writeln!(
                out,
                "  {name:14} said correct {:>5}, other {:>5}, contradictory {:>5}",
                line[0], line[1], line[2]
            )?;
        }
    }
    Ok(())
}
