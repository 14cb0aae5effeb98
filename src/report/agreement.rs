//! Agreement for people: tables of figures, confusion, bands and the largest disagreements. "-" is a figure that cannot be
//! told (a correlation with a constant).

use super::terminal::clean;
use super::words::{file_name, plural};
use crate::agreement::bootstrap::Interval;
use crate::agreement::measures::{COUNT, Figure, Measures};
use crate::agreement::reliability::{Decile, Reliability};
use crate::agreement::report::{BandSlice, LabelSlice, QuestionSlice};
use crate::agreement::worst::Disagreement;
use crate::agreement::{Floor, Report, Slice};
use crate::rows::shortened_by;
use anstyle::Style;
use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};
use std::fmt::Write;

const BOLD: Style = Style::new().bold();

/// Two blanks between columns, one line under the header.
const PLAIN: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('-').junction('-'))
    .content_lines(ContentLineStyle::none());

/// Measures in the order of [`Measures::into_array`].
const NAMES: [&str; COUNT] = [
    "Pearson r",
    "Spearman rho",
    "RMSE (of max.)",
    "MAE (of max.)",
    "SMD",
    "QWK, points",
    "exact, points",
    "adjacent, points",
    "QWK, bands",
    "exact, bands",
    "adjacent, bands",
];

/// The whole view. Questions are listed where asked for.
pub fn render(report: &Report, per_question: bool, width: usize) -> String {
    let mut out = String::new();
    if report.files.len() > 1 {
        overview(&mut out, report);
    }
    for file in &report.files {
        slice(&mut out, file, per_question);
    }
    if report.files.len() > 1 {
        slice(&mut out, &report.overall, false);
    }
    explain(&mut out, report, width);
    if !report.worst.is_empty() {
        let count = report.worst.len();
        let _ = writeln!(out, "{BOLD}The {count} largest disagreements{BOLD:#}");
        for row in &report.worst {
            disagreement(&mut out, row, width);
        }
    }
    out
}

/// One line for each floor that was not reached.
pub fn floors(floors: &[Floor]) -> String {
    let mut out = String::new();
    for floor in floors.iter().filter(|floor| !floor.reached) {
        let name = if floor.measure == "qwk" { "QWK" } else { "Pearson" };
        let value = match floor.value {
            Some(value) => format!("{value:.4}"),
            None => "not defined (one side is constant)".to_string(),
        };
        let _ = writeln!(out, "{}: {name} is {value}, below the floor of {}", floor.file, floor.floor);
    }
    out
}

/// Three decimals, or "-".
fn figure(value: Figure) -> String {
    let shown = value.map_or_else(|| "-".to_string(), |value| format!("{value:.3}"));
    if shown == "-0.000" { "0.000".to_string() } else { shown }
}

fn interval(value: Option<Interval>) -> String {
    value.map_or_else(|| "-".to_string(), |value| format!("{:.3} to {:.3}", value.low, value.high))
}

/// A table whose first column is text and whose others are numbers.
fn table<S: ToString>(header: impl IntoIterator<Item = S>, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(PLAIN).force_no_tty();
    table.set_header(header.into_iter().map(|name| name.to_string()).collect::<Vec<_>>());
    table.add_rows(rows);
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if at == 0 { 2 } else { 0 }, 1));
        column.set_cell_alignment(if at == 0 { CellAlignment::Left } else { CellAlignment::Right });
    }
    table.trim_fmt()
}

fn overview(out: &mut String, report: &Report) {
    let header =
        ["file", "rows", "quest.", "r", "rho", "RMSE", "MAE", "SMD", "QWK", "exact", "adj.", "QWK b.", "exact b."];
    let mut header: Vec<&str> = header.to_vec();
    let schemes: Vec<&str> = report.overall.labels.iter().map(|labels| labels.scheme).collect();
    let names: Vec<String> = schemes.iter().map(|scheme| format!("F1 {scheme}")).collect();
    header.extend(names.iter().map(String::as_str));
    let rows = report.files.iter().chain([&report.overall]).map(|slice| {
        let mut row = vec![clean(file_name(&slice.name)), slice.rows.to_string(), slice.questions.to_string()];
        row.extend(slice.measures.into_array()[..COUNT - 1].iter().map(|value| figure(*value)));
        row.extend(schemes.iter().map(|scheme| {
            let labels = slice.labels.iter().find(|labels| labels.scheme == *scheme);
            figure(labels.and_then(|labels| labels.scores.macro_f1))
        }));
        row
    });
    let _ = writeln!(out, "{BOLD}Agreement with human judgement{BOLD:#}\n{}\n", table(header, rows));
}

fn slice(out: &mut String, slice: &Slice, per_question: bool) {
    let questions = if slice.questions == 1 { "question" } else { "questions" };
    let _ = writeln!(
        out,
        "{BOLD}{}{BOLD:#}: {}, {} {questions}",
        clean(&slice.name),
        plural(slice.rows as u64, "row", "rows"),
        slice.questions
    );
    let _ = writeln!(
        out,
        "  judged by {}; mean human {}, mean machine {}",
        judged_by(slice),
        figure(slice.human_mean),
        figure(slice.machine_mean)
    );
    if let Some((rmse, mae)) = slice.rmse_points.zip(slice.mae_points) {
        let _ = writeln!(out, "  in points: RMSE {rmse:.3}, MAE {mae:.3}");
    }
    let _ = writeln!(out, "\n{}\n", measures(slice));
    let _ = writeln!(out, "{}\n", bands(slice));
    reliability(out, &slice.confidence);
    for labels in &slice.labels {
        label_table(out, labels);
    }
    if let Some(questions) = slice.per_question.as_ref().filter(|_| per_question) {
        let _ = writeln!(out, "{}\n", questions_table(questions));
    }
}

fn judged_by(slice: &Slice) -> String {
    let by = slice.judged_by;
    let mut parts = Vec::new();
    if by.points > 0 {
        let scales: Vec<String> = slice
            .scales
            .iter()
            .map(|scale| {
                let steps = match scale.steps {
                    1 => format!("0 or {}", scale.max),
                    steps => format!("0 to {} by {}", scale.max, round(scale.max / f64::from(steps))),
                };
                match scale.between {
                    0 => steps,
                    between => {
                        format!("{steps}, not even: {between} between the steps, rounded where points are compared")
                    }
                }
            })
            .collect();
        parts.push(format!("points ({})", scales.join("; ")));
    }
    for (count, name) in [(by.bands, "bands"), (by.labels, "labels")] {
        if count > 0 {
            parts.push(name.to_string());
        }
    }
    parts.join(", ")
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn measures(slice: &Slice) -> String {
    let mut header = vec!["", "machine", "95 % interval"];
    let mut columns: Vec<[String; COUNT]> = Vec::new();
    let figures = |line: Measures<Figure>| line.into_array().map(figure);
    columns.push(figures(slice.measures));
    columns.push(slice.intervals.into_array().map(interval));
    for baseline in &slice.baselines {
        header.push(baseline.name);
        columns.push(figures(baseline.measures));
    }
    if let Some(humans) = &slice.humans {
        header.extend(["human-human", "machine-1 human", "degradation"]);
        columns.extend([humans.human_human, humans.machine_one_human, humans.degradation].map(figures));
    }
    let rows = NAMES.iter().enumerate().map(|(at, name)| {
        let mut row = vec![name.to_string()];
        row.extend(columns.iter().map(|column| column[at].clone()));
        row
    });
    table(header, rows)
}

fn bands(slice: &Slice) -> String {
    let names = ["weak", "average", "strong"];
    let mut header: Vec<String> = vec!["human's band".to_string(), "rows".to_string()];
    header.extend(names.map(str::to_string));
    header.extend(["recall", "precision", "F1", "MAE", "human", "machine"].map(str::to_string));
    if let Some(first) = slice.bands.first() {
        header.extend(first.baselines.iter().map(|baseline| format!("recall: {}", baseline.name)));
    }
    let row = |band: &BandSlice| {
        let counts = slice.band_labels.confusion.counts.get(band.band as usize);
        let mut row = vec![band.band.name().to_string(), band.rows.to_string()];
        row.extend(counts.into_iter().flatten().map(u64::to_string));
        row.extend([band.exact, band.precision, band.f1, band.mae, band.human_mean, band.machine_mean].map(figure));
        row.extend(band.baselines.iter().map(|baseline| figure(baseline.exact)));
        row
    };
    table(header, slice.bands.iter().map(row))
}

/// How often bands are right at each confidence, and what a review queue would find.
fn reliability(out: &mut String, told: &Reliability) {
    let header: Vec<String> = std::iter::once("a tenth of the rows each".to_string())
        .chain((1..=told.deciles.len()).map(|at| at.to_string()))
        .collect();
    let line = |name: &str, value: &dyn Fn(&Decile) -> f64| {
        let cells = told.deciles.iter().map(|decile| format!("{:.2}", value(decile)));
        std::iter::once(name.to_string()).chain(cells).collect::<Vec<String>>()
    };
    let rows =
        [line("mean confidence", &|decile| decile.confidence), line("share of right bands", &|decile| decile.right)];
    if !told.deciles.is_empty() {
        let _ = writeln!(out, "{}", table(header, rows));
    }
    let _ = writeln!(
        out,
        "  {} of {} wrong bands are in the fifth of the rows with the lowest confidence; marked for review: {} of the rows, \
         with {} of the wrong bands\n",
        percent(told.wrong_in_least_sure_fifth),
        told.wrong,
        percent(told.review),
        percent(told.wrong_in_review),
    );
}

fn percent(share: Figure) -> String {
    share.map_or_else(|| "-".to_string(), |share| format!("{:.0} %", 100.0 * share))
}

fn label_table(out: &mut String, labels: &LabelSlice) {
    let mut header = vec![format!("human ({})", labels.scheme), "rows".to_string()];
    header.extend(labels.confusion.labels.iter().map(|label| shown_label(label)));
    header.extend(["recall", "precision", "F1"].map(str::to_string));
    let rows = labels.scores.labels.iter().zip(&labels.confusion.counts).map(|(label, counts)| {
        let mut row = vec![label.label.to_string(), label.human.to_string()];
        row.extend(counts.iter().map(u64::to_string));
        row.extend([label.recall, label.precision, label.f1].map(figure));
        row
    });
    let _ = writeln!(out, "{}\n", table(header, rows));
    let mut header = vec!["", "machine", "95 % interval"];
    header.extend(labels.baselines.iter().map(|baseline| baseline.name));
    let lines = [
        ("accuracy", labels.scores.accuracy, labels.intervals.accuracy),
        ("macro F1", labels.scores.macro_f1, labels.intervals.macro_f1),
        ("weighted F1", labels.scores.weighted_f1, labels.intervals.weighted_f1),
    ];
    let rows = lines.into_iter().enumerate().map(|(at, (name, value, range))| {
        let mut row = vec![name.to_string(), figure(value), interval(range)];
        row.extend(labels.baselines.iter().map(|baseline| {
            let figures = baseline.figures;
            figure([figures.accuracy, figures.macro_f1, figures.weighted_f1][at])
        }));
        row
    });
    let _ = writeln!(out, "{}\n", table(header, rows));
}

/// Long labels make tables too wide.
fn shown_label(label: &str) -> String {
    label.replace("partially_correct_incomplete", "partial").replace("partially_correct", "partial")
}

fn questions_table(questions: &[QuestionSlice]) -> String {
    let mut header: Vec<String> =
        ["question", "rows", "human", "machine", "r", "rho", "RMSE", "MAE", "SMD", "QWK", "exact", "adj."]
            .map(str::to_string)
            .to_vec();
    header.extend(["QWK b.", "exact b.", "adj. b.", "r overlap"].map(str::to_string));
    if let Some(first) = questions.first() {
        header.extend(first.labels.iter().map(|labels| format!("F1 {}", labels.scheme)));
    }
    let rows = questions.iter().map(|question| {
        let mut row = vec![excerpt(&question.question_id, 40), question.rows.to_string()];
        row.extend([question.human_mean, question.machine_mean].map(figure));
        row.extend(question.measures.into_array().map(figure));
        row.push(figure(question.baselines.last().and_then(|baseline| baseline.measures.pearson)));
        row.extend(question.labels.iter().map(|labels| figure(labels.figures.macro_f1)));
        row
    });
    table(header, rows)
}

fn explain(out: &mut String, report: &Report, width: usize) {
    let settings = &report.settings;
    let mut text = format!(
        "Scores are shares of the maximum. Human points become bands at {} (average) and {} (strong) of the maximum; QWK, \
         exact and adjacent compare points rounded to the human scale.",
        settings.human_bands.average_from, settings.human_bands.strong_from,
    );
    if settings.intervals.resamples > 0 {
        let _ = write!(
            text,
            " Intervals: {} draws of questions with replacement, seed {}.",
            settings.intervals.resamples, settings.intervals.seed
        );
    }
    text.push_str(
        " Baselines: the mean of the other questions of the file, the logarithm of the answer's length, the share of the best \
         reference's words that the answer has; correlations of that number, all else by a line fitted on the other \
         questions. SMD is the difference of the means in standard deviations of the human scores; above 0 the machine is the milder \
         one.",
    );
    let _ = writeln!(out, "{}\n", textwrap::fill(&text, width));
}

/// Longest part of an answer that is shown, in characters.
const SHOWN: usize = 400;

fn disagreement(out: &mut String, row: &Disagreement, width: usize) {
    let label = row.human_label.as_deref().map(|label| format!(", {}", excerpt(label, 40))).unwrap_or_default();
    let flags = if row.flags.is_empty() { String::new() } else { format!("; flags: {}", row.flags.join(", ")) };
    let _ = writeln!(
        out,
        "\n{BOLD}{:+.2}{BOLD:#}  human {:.2} ({}{label}), machine {:.2} ({}), confidence {:.2}{}{flags}",
        row.difference,
        row.human,
        row.human_band.name(),
        row.machine,
        row.machine_band.name(),
        row.confidence,
        if row.needs_review { ", for review" } else { "" },
    );
    let place = format!("{}, line {}: {} / {}", file_name(&row.file), row.line, row.question_id, row.answer_id);
    let options = textwrap::Options::new(width).initial_indent("  ").subsequent_indent("  ").break_words(true);
    let _ = writeln!(out, "{}", textwrap::fill(&excerpt(&place, 200), &options));
    let answer = format!("\"{}\"", excerpt(&row.answer, SHOWN));
    let _ = writeln!(out, "{}", textwrap::fill(&answer, &options));
    let concepts = row.concepts;
    let _ = writeln!(
        out,
        "  {} met, {} partial, {} contradicted, {} missed",
        concepts.met, concepts.partial, concepts.contradicted, concepts.missed
    );
    let options = options.initial_indent("  - ").subsequent_indent("    ");
    for piece in &row.evidence {
        let text = format!("{}: {} <- \"{}\"", piece.status, excerpt(&piece.of, 90), excerpt(&piece.text, 120));
        let _ = writeln!(out, "{}", textwrap::fill(&text, &options));
    }
}

/// One line of at most so many characters; control characters of an answer must not reach the terminal.
fn excerpt(text: &str, most: usize) -> String {
    clean(&shortened_by(text, most, " ..."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_a_dash_and_nothing_is_minus_zero() {
        assert_eq!(figure(None), "-");
        assert_eq!(figure(Some(-0.0001)), "0.000");
        assert_eq!(figure(Some(0.12345)), "0.123");
    }

    #[test]
    fn floors_say_which_file_and_figure_fell_short() {
        let floor = |value, reached| Floor { file: "a.csv".into(), measure: "qwk", floor: 0.6, value, reached };
        let text = floors(&[floor(Some(0.5), false), floor(Some(0.7), true), floor(None, false)]);
        assert_eq!(
            text,
            "a.csv: QWK is 0.5000, below the floor of 0.6\na.csv: QWK is not defined (one side is constant), below the floor of 0.6\n"
        );
    }

    #[test]
    fn answers_are_shown_on_one_line_without_control_characters() {
        assert_eq!(excerpt("a\nb\u{1b}[31mc", 20), "a b\u{fffd}[31mc");
        assert_eq!(excerpt("abcdef", 3), "abc ...");
    }
}
