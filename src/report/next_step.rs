//! The next step of a grade for people: what it takes to reach the next band, and what each part of it gains.
//!
//! What is told is what follows once a point is stated, in whatever words: no wording is promised to state it.

use super::terminal::{Shown, wrap};
use super::words;
use crate::bank::Band;
use crate::rubric::Rubric;
use crate::scoring::{Grade, Step, next_step};
use anstyle::Style;
use std::fmt::Write;

/// Gains below this are none.
const LEAST: f64 = 0.005;

/// The step with a line for each part; nothing where there is none.
pub fn view(grade: &Grade, rubric: &Rubric, shown: Shown) -> String {
    let Some(step) = next_step(grade, rubric) else { return String::new() };
    if step.concepts.is_empty() && step.misconceptions.is_empty() {
        return String::new();
    }
    let bold = Style::new().bold();
    let head = format!(
        "{} ({}) once {}:",
        step.band.name(),
        words::score(step.score, grade.arithmetic.bands()),
        condition(&step)
    );
    let mut out = format!("\n{bold}Next step{bold:#}\n{}\n", wrap(&head, shown.width, "  ", "  "));
    let mut line = |gain: Option<f64>, what: &str| {
        let gain = gain.map_or("     ".to_string(), |gain| format!("{:+.2}", gain + 0.0));
        let _ = writeln!(out, "{}", wrap(what, shown.width, &format!("  {gain}  "), "         "));
    };
    // Where nothing but corrections is asked for, what falls away is what they are about.
    let (corrected, released) = match step.concepts.is_empty() {
        true => (step.score - grade.score, 0.0),
        false => (step.corrected, step.released),
    };
    for (at, index) in step.misconceptions.iter().enumerate() {
        // Together they gain what the first line says.
        line((at == 0).then_some(corrected), &correct(grade, *index, shown));
    }
    for (index, gain) in step.concepts.iter().zip(&step.gains) {
        line(Some(*gain), &say(grade, *index, shown));
    }
    if released >= LEAST {
        line(Some(released), &falls(grade));
    } else if released <= -LEAST {
        line(Some(released), &format!("what still keeps it under {}", above(step.band)));
    }
    out
}

/// The name of the next higher band.
fn above(band: Band) -> &'static str {
    match band {
        Band::Weak => Band::Average.name(),
        Band::Average | Band::Strong => Band::Strong.name(),
    }
}

fn condition(step: &Step) -> &'static str {
    match (step.misconceptions.len(), step.concepts.len()) {
        (0, 1) => "this point is there",
        (0, _) => "these points are there",
        (1, 0) => "this is corrected",
        (_, 0) => "these are corrected",
        _ => "all of this is done",
    }
}

fn correct(grade: &Grade, index: usize, shown: Shown) -> String {
    let label = grade.misconceptions[index].label;
    match shown.name(grade.concepts.len() + index) {
        Some(name) => format!("correct {name}: {label}"),
        // The candidate's own words stand in quotes already.
        None if label.starts_with('"') => format!("correct {label}"),
        None => format!("correct \"{label}\""),
    }
}

/// Which point to state. What is hidden is spoken of by its name, or by its sort.
fn say(grade: &Grade, index: usize, shown: Shown) -> String {
    match (shown.name(index), shown.hidden(index)) {
        (Some(name), Some(_)) => format!("say {name}"),
        (Some(name), None) => format!("say {name}: {}", grade.concepts[index].label),
        (None, Some(hidden)) => match &hidden.hint {
            Some(hint) => format!("say more: {} (hint: {hint})", hidden.sort),
            None => format!("say more: {}", hidden.sort),
        },
        (None, None) => format!("say: {}", grade.concepts[index].label),
    }
}

/// What held the score down and does not any more.
fn falls(grade: &Grade) -> String {
    let mut reasons: Vec<&str> =
        words::decisive(&grade.arithmetic).iter().map(|cap| words::reason(&cap.reason)).collect();
    reasons.dedup();
    match reasons.is_empty() {
        true => "what held it down falls away".to_string(),
        false => format!("what held it down falls away ({})", reasons.join("; ")),
    }
}
