//! Progress for people: what is weak, what is still believed, the trend, and what is due. Every bar has its number.

use super::terminal::wrap;
use super::words;
use crate::progress::summary::{Period, Summary, WeakConcept, WeakTopic};
use crate::progress::{Day, Dispute, Subject};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Weak spots that are shown.
const SPOTS: usize = 10;
/// Length of the longest bar.
const BAR: usize = 20;

/// From so many columns on there are tables with bars.
const WIDE: usize = 76;

/// The whole view.
pub fn view(summary: &Summary, width: usize) -> String {
    let mut out = String::new();
    let Some(since) = summary.since else {
        return "Nothing has been practised yet: gradus practice\n".to_string();
    };
    let bold = Style::new().bold();
    let _ = writeln!(out, "{}", wrap(&head(summary, since), width, "", ""));

    let _ = writeln!(out, "\n{bold}Topics, the weakest first{bold:#}");
    if width >= WIDE {
        let _ = writeln!(out, "  score                       asked  missed   due  topic");
    }
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
            let line = format!("... and {more} more (--format json has them all)");
            let _ = writeln!(out, "{}", wrap(&line, width, "  ", "  "));
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
    let title = format!("{bold}Trend{bold:#} (mean score of first tries)");
    let _ = writeln!(out, "\n{}", wrap(&title, width, "", "  "));
    for period in &summary.trend {
        let _ = writeln!(out, "{}", period_line(period, width));
    }
    let _ = writeln!(out, "\n{bold}Due{bold:#} (points)");
    let due: Vec<String> = summary.forecast.iter().map(|due| format!("{} {}", due.day(), due.concepts)).collect();
    let _ = writeln!(out, "{}", wrap(&due.join(", "), width, "  ", "  "));
    if summary.disputes > 0 {
        let disputed = plural(summary.disputes, "grade");
        let line = format!("{disputed} disputed: gradus progress --disputes");
        let _ = writeln!(out, "\n{}", wrap(&line, width, "", "  "));
    }
    out
}

/// How much was practised, and how regularly.
fn head(summary: &Summary, since: Day) -> String {
    let questions = format!("{} to {}", plural(summary.answers, "answer"), plural(summary.items, "question"));
    let tries = match summary.visits == summary.answers {
        true => String::new(),
        false => format!(" ({})", words::count(summary.visits, "first try", "first tries")),
    };
    let regular = &summary.regularity;
    if regular.of == 1 {
        return format!("{questions}{tries}, all of it today.");
    }
    let row = if regular.in_a_row > 1 { format!(", {} in a row", regular.in_a_row) } else { String::new() };
    format!("{questions}{tries} since {since}. Practised on {} of the last {} days{row}.", regular.days, regular.of)
}

fn topic_line(topic: &WeakTopic, width: usize) -> String {
    let share = if topic.asked > 0 { 100.0 * topic.missed as f64 / topic.asked as f64 } else { 0.0 };
    if width < WIDE {
        let line = format!(
            "{}: {:.2}, asked {}, missed {share:.0} %, due {}",
            topic.topic, topic.score, topic.visits, topic.due
        );
        return wrap(&line, width, "  ", "    ");
    }
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

fn period_line(period: &Period, width: usize) -> String {
    let days = match period.from == period.to {
        true => period.to.to_string(),
        false => format!("{} to {}", period.from, &period.to.to_string()[5..]),
    };
    let strong = || format!("{}, {} strong", plural(period.answers, "answer"), period.strong);
    match period.score {
        None if width < WIDE => format!("  {days}: -"),
        Some(score) if width < WIDE => wrap(&format!("{days}: {score:.2}, {}", strong()), width, "  ", "    "),
        None => format!("  {days:19}  -"),
        Some(score) => format!("  {days:19}  {score:.2} {:BAR$}  {}", bar(score), strong()),
    }
}

/// A bar for a share of 0 to 1; never quite empty, so that it is not taken for a gap.
fn bar(share: f64) -> String {
    let length = (share.clamp(0.0, 1.0) * BAR as f64).round().max(1.0);
    "=".repeat(length as usize)
}

fn plural(count: u64, what: &str) -> String {
    words::count(count, what, &format!("{what}s"))
}

/// A disputed grade.
pub struct Disputed {
    /// What is disputed.
    pub dispute: Dispute,
    /// The label of the concept or misconception.
    pub about: String,
    /// The whole answer.
    pub answer: String,
}

/// Disputed grades, for the author of the bank: what should have counted, and by which words.
pub fn disputes(disputes: &[Disputed], width: usize) -> String {
    if disputes.is_empty() {
        return "No grade has been disputed.\n".to_string();
    }
    let mut out = String::new();
    for Disputed { dispute, about, answer } in disputes {
        let what = match &dispute.subject {
            Subject::Concept(_) => "should meet",
            Subject::Misconception(_) => "should not show",
        };
        let day = Day(dispute.moment.day);
        let head = format!("{} {what} \"{about}\" ({day})", dispute.item);
        let _ = writeln!(out, "{}", wrap(&head, width, "", "  "));
        let _ = writeln!(out, "{}", wrap(&super::terminal::clean(&dispute.wording), width, "  words:  ", "          "));
        if dispute.wording != *answer {
            let _ = writeln!(out, "{}", wrap(&super::terminal::clean(answer), width, "  answer: ", "          "));
        }
    }
    out
}
