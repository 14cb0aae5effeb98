//! Attacks for people: the table of lines, the worst cases, the smallest texts.

use super::terminal::clean;
use super::words::plural;
use crate::attack::run::{Report, Row, Worst};
use crate::attack::smallest::Smallest;
use anstyle::Style;
use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};
use std::fmt::Write;

const BOLD: Style = Style::new().bold();

/// Two blanks between columns, one line under the header.
const PLAIN: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('-').junction('-'))
    .content_lines(ContentLineStyle::none());

/// Characters of an answer that are shown.
const SHOWN: usize = 400;

/// The whole view.
pub fn render(report: &Report, width: usize) -> String {
    let mut out = String::new();
    let mut table = Table::new();
    table.load_style(PLAIN).force_no_tty();
    table.set_header(["probe", "n", "what must hold", "in", "line", "held", "mean change"]);
    let percent = |share: Option<f64>| share.map_or("-".to_string(), |share| format!("{:.1} %", 100.0 * share));
    for row in &report.rows {
        let held = match (row.line, row.held) {
            (None, _) | (_, None) => "-",
            (_, Some(true)) => "yes",
            (_, Some(false)) => "NO",
        };
        table.add_row([
            row.probe.to_string(),
            row.n.to_string(),
            row.expect.clone(),
            percent(row.share),
            percent(row.line),
            held.to_string(),
            row.mean_change.map_or("-".to_string(), |change| format!("{:+.4}", change + 0.0)),
        ]);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if at == 0 { 2 } else { 0 }, 1));
        let left = matches!(at, 0 | 2);
        column.set_cell_alignment(if left { CellAlignment::Left } else { CellAlignment::Right });
    }
    let _ = writeln!(out, "{}", table.trim_fmt());
    for row in report.rows.iter().filter(|row| !row.worst.is_empty() && row.line.is_some()) {
        worst(&mut out, row, width);
    }
    let _ = writeln!(
        out,
        "\n{}, {}: {}.",
        plural(report.items as u64, "item", "items"),
        plural(report.cases as u64, "case", "cases"),
        match report.held {
            Some(true) => "all lines are held",
            Some(false) => "not all lines are held",
            None => "nothing to try; no answer of these items can be changed so",
        }
    );
    out
}

fn worst(out: &mut String, row: &Row, width: usize) {
    let mark = if row.held == Some(false) { ", NOT HELD" } else { "" };
    let _ = writeln!(out, "\n{BOLD}{}: {}{BOLD:#} ({}{mark})", row.probe, row.about, row.expect);
    let options = textwrap::Options::new(width).initial_indent("    ").subsequent_indent("    ").break_words(true);
    for Worst { item, base, attacked, before, after } in &row.worst {
        let flags: Vec<&str> = after.flags.iter().map(|flag| flag.name()).collect();
        let _ = writeln!(
            out,
            "  {}: {:.2} {} -> {:.2} {}{}{}",
            clean(item),
            before.score,
            before.band.name(),
            after.score,
            after.band.name(),
            if flags.is_empty() { "" } else { ", " },
            flags.join(", ")
        );
        if !base.is_empty() {
            let _ = writeln!(out, "{}", textwrap::fill(&format!("\"{}\"", shown(base)), &options));
        }
        let _ = writeln!(out, "{}", textwrap::fill(&format!("-> \"{}\"", shown(attacked)), &options));
    }
}

/// The smallest texts of one item.
pub fn smallest(item: &str, found: &[Smallest], width: usize) -> String {
    let mut out = format!("{BOLD}{item}{BOLD:#}\n");
    if found.is_empty() {
        out.push_str("  no combination of its own words reaches more than weak\n");
    }
    let options = textwrap::Options::new(width).initial_indent("    ").subsequent_indent("    ").break_words(true);
    for one in found {
        let flags: Vec<&str> = one.flags.iter().map(|flag| flag.name()).collect();
        let _ = writeln!(
            out,
            "  {} with {}, score {:.2}{}{}",
            one.band.name(),
            plural(one.words as u64, "word", "words"),
            one.score,
            if flags.is_empty() { "" } else { ", flagged " },
            flags.join(", ")
        );
        let _ = writeln!(out, "{}", textwrap::fill(&format!("\"{}\"", one.text), &options));
        let _ = writeln!(out, "{}", textwrap::fill(&format!("meets {}", one.concepts.join(", ")), &options));
    }
    out
}

/// One line without control characters: a probe's text must not reach the terminal as it is.
fn shown(text: &str) -> String {
    let line = |c: char| if c.is_whitespace() { ' ' } else { c };
    let mut out = clean(&text.chars().take(SHOWN).map(line).collect::<String>());
    if text.chars().nth(SHOWN).is_some() {
        out.push_str(" ...");
    }
    out
}
