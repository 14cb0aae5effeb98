//! Progress for people: what is weak, what is still believed, the trend, and what is due. Every bar has its number.

use super::terminal::wrap;
use crate::progress::summary::{Period, Summary, WeakConcept, WeakTopic};
use crate::progress::{Dispute, Subject};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Weak spots that are shown.
const SPOTS: usize = 10;
/// Length of the longest bar.
const BAR: usize = 20;

/// The whole view.
pub fn view(summary: &Summary, width: usize) -> String {
    let mut out = String::new();
    let Some(since) = summary.since else {
        return "Nothing has been practised yet: gradus practice\n".to_string();
    };
    let bold = Style::new().bold();
    let regular = &summary.regularity;
    let row = if regular.in_a_row > 1 { format!(", {} in a row", regular.in_a_row) } else { String::new() };
    let head = format!(
        "{} and {} ({} different) since {since}. Practised on {} of the last {}{row}.",
        plural(summary.answers, "answer"),
        plural(summary.visits, "question"),
        summary.items,
        regular.days,
        plural(regular.of, "day"),
    );
    let _ = writeln!(out, "{}", wrap(&head, width, "", ""));

    let _ = writeln!(out, "\n{bold}Topics, the weakest first{bold:#}");
    let _ = writeln!(out, "  score                       asked  missed   due  topic");
    for topic in &summary.topics {
        let _ = writeln!(out, "{}", topic_line(topic, width));
    }
    if !summary.concepts.is_empty() {
        let _ = writeln!(out, "\n{bold}Weak spots{bold:#}");
        for (at, weak) in summary.concepts.iter().take(SPOTS).enumerate() {
            spot(&mut out, at + 1, weak, summary, width);
        }
        if summary.concepts.len() > SPOTS {
            let more = summary.concepts.len() - SPOTS;
            let _ = writeln!(out, "  ... and {more} more (--format json has them all)");
        }
    }
    if !summary.misconceptions.is_empty() {
        let _ = writeln!(out, "\n{bold}Still believed{bold:#}");
        for held in &summary.misconceptions {
            let text = format!(
                "{} ({}, {}, last on {}). {}",
                held.label,
                held.item,
                plural(held.times, "time"),
                held.last,
                held.correction
            );
            let _ = writeln!(out, "{}", wrap(&text, width, "  ! ", "    "));
        }
    }
    let _ = writeln!(out, "\n{bold}Trend{bold:#} (mean score of first tries)");
    for period in &summary.trend {
        let _ = writeln!(out, "{}", period_line(period));
    }
    let _ = writeln!(out, "\n{bold}Due{bold:#} (points)");
    let due: Vec<String> = summary
        .forecast
        .iter()
        .map(|due| {
            let day = match due.in_days {
                Some(0) => "today".to_string(),
                Some(1) => "tomorrow".to_string(),
                Some(days) => format!("in {days} days"),
                None => "later".to_string(),
            };
            format!("{day} {}", due.concepts)
        })
        .collect();
    let _ = writeln!(out, "{}", wrap(&due.join(", "), width, "  ", "  "));
    if summary.disputes > 0 {
        let disputed = plural(summary.disputes, "grade");
        let _ = writeln!(out, "\n{disputed} disputed: gradus progress --disputes");
    }
    out
}

fn topic_line(topic: &WeakTopic, width: usize) -> String {
    let share = if topic.asked > 0 { 100.0 * topic.missed as f64 / topic.asked as f64 } else { 0.0 };
    let bar = bar(topic.score);
    let line = format!("  {:.2} {bar:BAR$}  {:>5}  {share:>4.0} %  {:>4}  ", topic.score, topic.visits, topic.due);
    let room = width.saturating_sub(line.len()).max(10);
    let name: String = topic.topic.chars().take(room).collect();
    let style = if topic.score < 0.4 { AnsiColor::Red.on_default() } else { Style::new() };
    format!("{line}{style}{name}{style:#}")
}

fn spot(out: &mut String, number: usize, weak: &WeakConcept, summary: &Summary, width: usize) {
    let bold = Style::new().bold();
    let first = format!("{number:>3}. ");
    let _ = writeln!(out, "{bold}{}{bold:#}", wrap(&weak.label, width, &first, "     "));
    let due = match weak.due {
        Some(due) if due <= summary.day => "; due today".to_string(),
        Some(due) => format!("; due on {due}"),
        None => String::new(),
    };
    let facts = format!(
        "{} - {}: missed {} of {}, last on {}{due}",
        weak.item,
        weak.topic,
        weak.missed,
        plural(weak.asked, "time"),
        weak.last_missed
    );
    let _ = writeln!(out, "{}", wrap(&facts, width, "     ", "     "));
    if let Some(explanation) = &weak.explanation {
        let dim = Style::new().dimmed();
        let _ = writeln!(out, "{dim}{}{dim:#}", wrap(explanation, width, "     ", "     "));
    }
}

fn period_line(period: &Period) -> String {
    let days = if period.from == period.to {
        format!("{}           ", period.to)
    } else {
        format!("{} to {}", period.from, &period.to.to_string()[5..])
    };
    match period.score {
        None => format!("  {days}  -"),
        Some(score) => {
            let answers = plural(period.answers, "answer");
            format!("  {days}  {score:.2} {:BAR$}  {answers}, {} strong", bar(score), period.strong)
        }
    }
}

/// A bar for a share of 0 to 1; never quite empty, so that it is not taken for a gap.
fn bar(share: f64) -> String {
    let length = (share.clamp(0.0, 1.0) * BAR as f64).round().max(1.0);
    "=".repeat(length as usize)
}

fn plural(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Disputed grades, for the author of the bank: what should have counted, and by which words.
pub fn disputes(disputes: &[(Dispute, String)], width: usize) -> String {
    if disputes.is_empty() {
        return "No grade has been disputed.\n".to_string();
    }
    let mut out = String::new();
    for (dispute, answer) in disputes {
        let (what, id) = match &dispute.subject {
            Subject::Concept(id) => ("should meet", id),
            Subject::Misconception(id) => ("should not show", id),
        };
        let day = crate::progress::Day(dispute.moment.day);
        let _ = writeln!(out, "{} {what} {id} ({day})", dispute.item);
        let _ = writeln!(out, "{}", wrap(&super::terminal::clean(&dispute.wording), width, "  words:  ", "          "));
        if dispute.wording != *answer {
            let _ = writeln!(out, "{}", wrap(&super::terminal::clean(answer), width, "  answer: ", "          "));
        }
    }
    out
}
