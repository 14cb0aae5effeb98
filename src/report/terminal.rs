//! A grade for people: the answer with its evidence marked, what is met and missing, and the way on.
//!
//! Evidence stands in brackets with a number that the list below refers to, so that it reads without colour too.

use super::words::{self, trimmed};
use crate::bank::Band;
use crate::feedback::{Reveal, said_well};
use crate::rubric::Rubric;
use crate::scoring::{ConceptGrade, Evidence, Explanation, Grade, Status, band_name, is_owed, next_step};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Longest part of an answer that is shown, in bytes.
const SHOWN: usize = 6_000;

fn colour(color: AnsiColor) -> Style {
    color.on_default()
}

fn status_style(status: Status) -> Style {
    match status {
        Status::Met => colour(AnsiColor::Green),
        Status::Partial => colour(AnsiColor::Yellow),
        Status::Missed => Style::new().dimmed(),
        Status::Contradicted => colour(AnsiColor::Red),
    }
}

pub(super) fn band_style(band: Band) -> Style {
    match band {
        Band::Strong => colour(AnsiColor::Green),
        Band::Average => colour(AnsiColor::Yellow),
        Band::Weak => colour(AnsiColor::Red),
    }
    .bold()
}

/// One marked piece of the answer.
struct Mark {
    evidence: Evidence,
    number: usize,
    style: Style,
}

/// How a grade is shown. What it may tell is settled before (see [`Curtain`](crate::feedback::Curtain)).
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The level of disclosure.
    pub reveal: Reveal,
    /// Columns.
    pub width: usize,
    /// By which open points can be spoken of: names of concepts, then of misconceptions, by index. May be empty.
    pub names: &'a [Option<String>],
}

/// The whole view of a grade: the question, then [`result`].
pub fn grade(grade: &Grade, rubric: &Rubric, answer: &str, reveal: Reveal, width: usize) -> String {
    let item = &rubric.item;
    let shown = Shown { reveal, width, names: &[] };
    question(&item.question, &item.id, &item.topic, width) + &result(grade, rubric, answer, shown)
}

/// A question with its id and topic.
pub fn question(question: &str, id: &str, topic: &str, width: usize) -> String {
    let bold = Style::new().bold();
    let dim = Style::new().dimmed();
    let mut out = String::new();
    if !question.trim().is_empty() {
        out += &format!("{bold}{}{bold:#}\n", wrap(question, width, "", ""));
    }
    // A question that is in no bank has no topic, and its id is nobody's name for it.
    if !topic.is_empty() {
        out += &format!("{dim}{id} - {topic}{dim:#}\n");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The answer with its evidence marked, the band, what is met and missing, and the next step.
pub fn result(grade: &Grade, rubric: &Rubric, answer: &str, shown: Shown) -> String {
    let mut out = String::new();
    let Shown { width, names, .. } = shown;
    let name = |index: usize| names.get(index).and_then(Option::as_deref);
    let bold = Style::new().bold();
    let mut marks = Vec::new();
    let mut numbers = Vec::new();
    for concept in &grade.concepts {
        let number =
            if concept.evidence.is_empty() { 0 } else { numbers.iter().filter(|number| **number > 0).count() + 1 };
        numbers.push(number);
        for evidence in &concept.evidence {
            marks.push(Mark { evidence: *evidence, number, style: status_style(concept.status) });
        }
    }
    let mut next = numbers.iter().filter(|number| **number > 0).count();
    let mut statements = Vec::new();
    for statement in grade.misconceptions.iter().chain(&grade.red_flags) {
        next += 1;
        statements.push(next);
        for evidence in &statement.evidence {
            marks.push(Mark { evidence: *evidence, number: next, style: colour(AnsiColor::Red) });
        }
    }
    let _ = writeln!(out, "{}\n", wrap(&marked(answer, marks), width, "  ", "  "));

    let band = band_style(grade.band);
    let _ = writeln!(
        out,
        "{band}{}{band:#}  score {} (average from {:.2}, strong from {:.2}), confidence {:.2}{}",
        band_name(grade.band).to_uppercase(),
        words::score(grade.score, &grade.arithmetic),
        grade.arithmetic.average_from,
        grade.arithmetic.strong_from,
        grade.confidence,
        if grade.needs_review { ", worth a second look" } else { "" }
    );
    if !grade.flags.is_empty() {
        let _ = writeln!(out, "flags: {}", grade.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(", "));
    }
    for cap in &grade.arithmetic.caps {
        let concept = |id: &str| grade.concepts.iter().find(|concept| concept.id == id).map(|concept| concept.label);
        let wrong = |id: &str| grade.misconceptions.iter().find(|wrong| wrong.id == id).map(|wrong| wrong.label);
        let _ = writeln!(out, "{}", wrap(&words::cap(cap, concept, wrong), width, "", "  "));
    }
    out.push('\n');
    concepts(&mut out, grade, rubric, &numbers, shown);
    if !grade.misconceptions.is_empty() {
        let _ = writeln!(out, "\n{bold}To correct{bold:#}");
        for (at, (wrong, number)) in grade.misconceptions.iter().zip(&statements).enumerate() {
            let right = wrong.correction.map(|correction| format!(": {correction}")).unwrap_or_default();
            let text = format!("{} [{number}]{right}", wrong.label);
            let sign = name(grade.concepts.len() + at).map_or("!".to_string(), |name| format!("{name})"));
            let _ = writeln!(out, "{}", wrap(&text, width, &format!("  {sign} "), "    "));
        }
    }
    if !grade.red_flags.is_empty() {
        let _ = writeln!(out, "\n{bold}Red flags{bold:#}");
        for (flag, number) in grade.red_flags.iter().zip(&statements[grade.misconceptions.len()..]) {
            let ask = flag.correction.map(|probe| format!(" Ask: {probe}")).unwrap_or_default();
            let _ = writeln!(out, "{}", wrap(&format!("{} [{number}].{ask}", flag.label), width, "  ! ", "    "));
        }
    }
    if let Some(step) = next_step(grade, rubric) {
        let mut parts = Vec::new();
        for (at, index) in step.misconceptions.iter().enumerate() {
            let gain = if at == 0 { step.corrected } else { 0.0 };
            parts.push((gain, format!("correct \"{}\"", grade.misconceptions[*index].label)));
        }
        let say = |index: usize| match name(index) {
            Some(name) => format!("say {name}: {}", grade.concepts[index].label),
            None => format!("say: {}", grade.concepts[index].label),
        };
        // In this order: each gain is what comes on top of those before.
        parts.extend(step.concepts.iter().zip(&step.gains).map(|(index, gain)| (*gain, say(*index))));
        if !parts.is_empty() {
            let changes = if parts.len() == 1 { "one change" } else { "these changes" };
            let band = band_name(step.band);
            let _ = writeln!(out, "\n{bold}Next step{bold:#}\n  {band} ({:.2}) with {changes}:", step.score);
            for (gain, what) in parts {
                let gain = if gain < 0.005 { "     ".to_string() } else { format!("+{gain:.2}") };
                let _ = writeln!(out, "{}", wrap(&what, width, &format!("  {gain}  "), "         "));
            }
        }
    }
    out
}

fn concepts(out: &mut String, grade: &Grade, rubric: &Rubric, numbers: &[usize], shown: Shown) {
    let Shown { reveal, width, names } = shown;
    let bold = Style::new().bold();
    let hints: Vec<Option<&str>> =
        rubric.item.keyword_set.iter().flat_map(|set| &set.concepts).map(|concept| concept.hint.as_deref()).collect();
    for (status, title, sign) in [
        (Status::Met, "Met", "+"),
        (Status::Partial, "Partly", "~"),
        (Status::Contradicted, "Contradicted", "x"),
        (Status::Missed, "Missing", "-"),
    ] {
        let mut first = true;
        let due = |concept: &ConceptGrade| status != Status::Missed || is_owed(concept, &grade.groups);
        let own = |(_, concept): &(usize, &ConceptGrade)| concept.status == status && due(concept);
        for (index, concept) in grade.concepts.iter().enumerate().filter(own) {
            if first {
                let _ = writeln!(out, "{bold}{title}{bold:#}");
                first = false;
            }
            let style = status_style(status);
            let sign = names.get(index).and_then(Option::as_deref).map_or(sign.to_string(), |name| format!("{name})"));
            let number = if numbers[index] > 0 { format!("[{}] ", numbers[index]) } else { String::new() };
            let essential = if concept.required { ", essential" } else { "" };
            let why = concept.evidence.first().map(|evidence| words::why(evidence.kind)).unwrap_or_default();
            let why = if why.is_empty() { String::new() } else { format!("; {why}") };
            let line = format!("{number}{} (weight {}{essential}{why})", concept.label, trimmed(concept.weight));
            let _ = writeln!(out, "{style}{}{style:#}", wrap(&line, width, &format!("  {sign} "), "    "));
            if matches!(status, Status::Missed | Status::Contradicted) {
                // Below this level the label is the hint, or not even that.
                let hint = hints.get(index).copied().flatten().filter(|_| reveal >= Reveal::Label);
                let said = if reveal == Reveal::Answer { said_well(rubric, index) } else { None };
                let dim = Style::new().dimmed();
                for (name, text) in [("hint", hint), ("a good answer", said)] {
                    if let Some(text) = text {
                        let _ =
                            writeln!(out, "{dim}{}{dim:#}", wrap(&format!("{name}: {text}"), width, "    ", "    "));
                    }
                }
            }
        }
    }
}

/// The answer with brackets and numbers around evidence. Overlapping pieces are joined into one bracket with all numbers.
fn marked(answer: &str, mut marks: Vec<Mark>) -> String {
    marks.sort_by_key(|mark| (mark.evidence.start, mark.evidence.end, mark.number));
    let mut joined: Vec<(usize, usize, Vec<usize>, Style)> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some((_, end, numbers, _)) if mark.evidence.start < *end => {
                *end = (*end).max(mark.evidence.end);
                if !numbers.contains(&mark.number) {
                    numbers.push(mark.number);
                }
            }
            _ => joined.push((mark.evidence.start, mark.evidence.end, vec![mark.number], mark.style)),
        }
    }
    let mut out = String::new();
    let mut at = 0;
    for (start, end, numbers, style) in joined {
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let _ = write!(
            out,
            "{}{style}[{}]{style:#}({})",
            clean(&answer[at..start]),
            clean(&answer[start..end]),
            numbers.join(",")
        );
        at = end;
    }
    out.push_str(&clean(&answer[at..]));
    if out.len() > SHOWN {
        let mut end = SHOWN;
        while !out.is_char_boundary(end) {
            end -= 1;
        }
        out.truncate(end);
        let reset = anstyle::Reset;
        let _ = write!(out, "{reset} ...");
    }
    out
}

/// Control characters of an answer must not reach the terminal.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' || !c.is_control() { c } else { '\u{fffd}' }).collect()
}

pub(super) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(true)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .flat_map(|(at, line)| {
            let options = if at == 0 { options.clone() } else { options.clone().initial_indent(rest) };
            textwrap::wrap(line, options).into_iter().map(|line| line.into_owned()).collect::<Vec<_>>()
        })
        .collect();
    lines.join("\n")
}

/// The arithmetic as an indented tree.
pub fn explanation(explanation: &Explanation) -> String {
    let mut out = String::new();
    branch(&mut out, explanation, 0);
    out
}

fn branch(out: &mut String, explanation: &Explanation, depth: usize) {
    let _ = writeln!(out, "{:>9.4}  {}{}", explanation.value, "  ".repeat(depth), explanation.label);
    for part in &explanation.parts {
        branch(out, part, depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::EvidenceKind;

    fn mark(start: usize, end: usize, number: usize) -> Mark {
        let evidence = Evidence { start, end, kind: EvidenceKind::Support, cue: None, fuzzy: false };
        Mark { evidence, number, style: Style::new() }
    }

    #[test]
    fn marks_stand_around_their_words_whatever_their_order() {
        assert_eq!(marked("one two three", vec![mark(8, 13, 2), mark(0, 3, 1)]), "[one](1) two [three](2)");
        assert_eq!(marked("one two", Vec::new()), "one two");
    }

    #[test]
    fn overlapping_marks_are_one_bracket_with_all_numbers() {
        assert_eq!(marked("one two three", vec![mark(0, 7, 1), mark(4, 13, 2), mark(4, 7, 1)]), "[one two three](1,2)");
        assert_eq!(
            marked("one two", vec![mark(0, 3, 1), mark(3, 7, 2)]),
            "[one](1)[ two](2)",
            "touching is not overlapping"
        );
    }

    #[test]
    fn a_long_answer_is_cut_at_a_character() {
        for shift in 0..3 {
            let text = format!("{}{}", "x".repeat(shift), "é".repeat(SHOWN));
            let shown = marked(&text, Vec::new());
            assert!(shown.ends_with(" ...") && shown.len() < SHOWN + 20);
        }
    }

    #[test]
    fn control_characters_are_shown_as_such() {
        assert_eq!(clean("a\u{1b}[0mb\tc\nd\u{7f}"), "a\u{fffd}[0mb\tc\nd\u{fffd}");
    }
}
