//! A grade for people: the answer with its evidence marked, what is met and missing, and the way on.
//!
//! Evidence stands in brackets with a number that the list below refers to, so that it reads without colour too.

use super::{next_step, points, words};
use crate::bank::Band;
use crate::feedback::{Hidden, Reveal};
use crate::rubric::Rubric;
use crate::scoring::{Cap, CapReason, Evidence, Explanation, Grade, Status};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Longest part of an answer that is shown, in bytes.
const SHOWN: usize = 6_000;

fn colour(color: AnsiColor) -> Style {
    color.on_default()
}

pub(super) fn status_style(status: Status) -> Style {
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
    /// What is hidden of concepts, by index. May be empty.
    pub hidden: &'a [Option<Hidden>],
}

impl<'a> Shown<'a> {
    pub(super) fn name(&self, index: usize) -> Option<&'a str> {
        self.names.get(index)?.as_deref()
    }

    pub(super) fn hidden(&self, concept: usize) -> Option<&'a Hidden> {
        self.hidden.get(concept)?.as_ref()
    }
}

/// The whole view of a grade: the question, then [`result`].
pub fn grade(grade: &Grade, rubric: &Rubric, answer: &str, shown: Shown) -> String {
    let item = &rubric.item;
    question(&item.question, &item.id, &item.topic, shown.width) + &result(grade, rubric, answer, shown)
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
    let (numbers, marks) = number_marks(grade);
    let mut out = format!("{}\n\n", wrap(&marked(answer, marks), shown.width, "  ", "  "));
    out += &headline(grade, shown);
    out.push('\n');
    out += &points::lists(grade, rubric, &numbers.concepts, shown);
    out += &corrections(grade, &numbers.statements, shown);
    out += &next_step::view(grade, rubric, shown);
    out
}

/// The numbers by which lists refer to marks.
struct Numbers {
    /// Of each concept; 0 for one without evidence.
    concepts: Vec<usize>,
    /// Of misconceptions, then of red flags.
    statements: Vec<usize>,
}

/// Numbers what has evidence, in the order of the lists.
fn number_marks(grade: &Grade) -> (Numbers, Vec<Mark>) {
    let mut marks = Vec::new();
    let mut last = 0;
    let mut number = |evidence: &[Evidence], style: Style| {
        if evidence.is_empty() {
            return 0;
        }
        last += 1;
        marks.extend(evidence.iter().map(|evidence| Mark { evidence: *evidence, number: last, style }));
        last
    };
    let concepts =
        grade.concepts.iter().map(|concept| number(&concept.evidence, status_style(concept.status))).collect();
    let statements = grade.misconceptions.iter().chain(&grade.red_flags);
    let statements = statements.map(|one| number(&one.evidence, colour(AnsiColor::Red))).collect();
    (Numbers { concepts, statements }, marks)
}

/// Band, score and confidence, flags, and the caps that decide.
fn headline(grade: &Grade, shown: Shown) -> String {
    let (band, sums) = (band_style(grade.band), &grade.arithmetic);
    let line = format!(
        "{band}{}{band:#}  score {} (average from {}, strong from {}), confidence {:.2}{}",
        grade.band.name().to_uppercase(),
        words::score(grade.score, sums.bands()),
        words::cut(sums.average_from),
        words::cut(sums.strong_from),
        grade.confidence,
        if grade.needs_review { ", worth a second look" } else { "" }
    );
    let mut out = format!("{}\n", wrap(&line, shown.width, "", "  "));
    if !grade.flags.is_empty() {
        let flags: Vec<&str> = grade.flags.iter().map(|flag| flag.name()).collect();
        let _ = writeln!(out, "{}", wrap(&format!("flags: {}", flags.join(", ")), shown.width, "", "  "));
    }
    for line in caps(grade, shown) {
        let _ = writeln!(out, "{}", wrap(&line, shown.width, "", "  "));
    }
    out
}

/// A line for each cap that decides; one for all essential points whose labels are hidden.
fn caps(grade: &Grade, shown: Shown) -> Vec<String> {
    let index = |id: &str| grade.concepts.iter().position(|concept| concept.id == id);
    let concept = |id: &str| index(id).map(|index| grade.concepts[index].label);
    let wrong = |id: &str| grade.misconceptions.iter().find(|wrong| wrong.id == id).map(|wrong| wrong.label);
    let hidden = |cap: &Cap| match &cap.reason {
        CapReason::Required(id) => index(id).filter(|index| shown.hidden(*index).is_some()),
        _ => None,
    };
    let mut lines = Vec::new();
    let mut essential = Vec::new();
    let decisive = words::decisive(&grade.arithmetic);
    for cap in &decisive {
        match hidden(cap) {
            Some(index) => essential.push(index),
            None => lines.push(words::cap(cap, concept, wrong)),
        }
    }
    if let (false, Some(cap)) = (essential.is_empty(), decisive.first()) {
        let what = match essential.len() {
            1 => "an essential point is missing".to_string(),
            many => format!("{many} essential points are missing"),
        };
        let names: Vec<&str> = essential.iter().filter_map(|index| shown.name(*index)).collect();
        let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
        lines.insert(0, format!("at most {}: {what}{names}", cap.band.name()));
    }
    lines
}

/// Wrong statements with what is right, and red flags with what to ask.
fn corrections(grade: &Grade, numbers: &[usize], shown: Shown) -> String {
    let bold = Style::new().bold();
    let mut out = String::new();
    if !grade.misconceptions.is_empty() {
        let _ = writeln!(out, "\n{bold}To correct{bold:#}");
    }
    for (at, (wrong, number)) in grade.misconceptions.iter().zip(numbers).enumerate() {
        let right = wrong.correction.map(|correction| format!(": {correction}")).unwrap_or_default();
        let text = format!("{} [{number}]{right}", wrong.label);
        let sign = shown.name(grade.concepts.len() + at).map_or("!".to_string(), |name| format!("{name})"));
        let _ = writeln!(out, "{}", wrap(&text, shown.width, &format!("  {sign} "), "    "));
    }
    if !grade.red_flags.is_empty() {
        let _ = writeln!(out, "\n{bold}Red flags{bold:#}");
    }
    for (flag, number) in grade.red_flags.iter().zip(&numbers[grade.misconceptions.len()..]) {
        let ask = flag.correction.map(|probe| format!(" Ask: {probe}")).unwrap_or_default();
        let _ = writeln!(out, "{}", wrap(&format!("{} [{number}].{ask}", flag.label), shown.width, "  ! ", "    "));
    }
    out
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
    use crate::claims::EvidenceKind;

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
