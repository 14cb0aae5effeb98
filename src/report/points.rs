//! The points of a grade for people, by status: what is met, and what is open with the way to it.
//!
//! Open points of which no more may be told than their sort, and that are of one sort, stand in one line.

use super::terminal::{Shown, status_style, wrap};
use super::words::{self, trimmed};
use crate::feedback::{Reveal, said_well};
use crate::rubric::Rubric;
use crate::scoring::{ConceptGrade, Grade, GroupGrade, Status, is_owed, open};
use anstyle::Style;
use std::fmt::Write;

/// Weights that differ by less are the same.
const ROUNDING: f64 = 1e-3;

/// Points that stand in one line.
struct Line<'a> {
    /// By index.
    concepts: Vec<usize>,
    /// What is said of them.
    text: &'a str,
    /// Behind the weight.
    notes: String,
    /// Nothing tells one of them from the next.
    alike: bool,
}

/// All points, by status. `numbers` are those of their marks, 0 without any.
pub fn lists(grade: &Grade, rubric: &Rubric, numbers: &[usize], shown: Shown) -> String {
    let mut out = String::new();
    let bold = Style::new().bold();
    for (status, title, sign) in [
        (Status::Met, "Met", "+"),
        (Status::Partial, "Partly", "~"),
        (Status::Contradicted, "Contradicted", "x"),
        (Status::Missed, "Missing", "-"),
    ] {
        let lines = lines(grade, status, shown);
        if !lines.is_empty() {
            let _ = writeln!(out, "{bold}{title}{bold:#}");
        }
        let style = status_style(status);
        for line in lines {
            let first = line.concepts[0];
            let sign = match signs(&line.concepts, shown) {
                Some(names) => format!("{names})"),
                None => sign.to_string(),
            };
            let number = if numbers[first] > 0 { format!("[{}] ", numbers[first]) } else { String::new() };
            let text = format!("{number}{}", worded(&line, grade));
            let _ = writeln!(out, "{style}{}{style:#}", wrap(&text, shown.width, &format!("  {sign} "), "    "));
            if matches!(status, Status::Missed | Status::Contradicted) {
                out += &help(rubric, first, shown);
            }
        }
    }
    out
}

/// The points with a status in the order of the keyword set, like ones together.
fn lines<'a>(grade: &Grade<'a>, status: Status, shown: Shown<'a>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line> = Vec::new();
    let open = open(&grade.concepts, &grade.groups);
    // What stands in place of hidden labels is alike for different points.
    let due = |index: usize, concept: &ConceptGrade| match shown.hidden(index) {
        _ if status != Status::Missed => true,
        Some(_) => is_owed(concept, &grade.groups),
        None => open.contains(&index),
    };
    let own = |(index, concept): &(usize, &ConceptGrade)| concept.status == status && due(*index, concept);
    for (index, concept) in grade.concepts.iter().enumerate().filter(own) {
        let hidden = shown.hidden(index);
        let text = hidden.map_or(concept.label, |hidden| hidden.sort.as_str());
        let notes = notes(concept, grade);
        let alike = hidden.is_some_and(|hidden| hidden.hint.is_none()) && concept.evidence.is_empty();
        let same = |line: &&mut Line| alike && line.alike && line.text == text && line.notes == notes;
        match lines.iter_mut().find(same) {
            Some(line) => line.concepts.push(index),
            None => lines.push(Line { concepts: vec![index], text, notes, alike }),
        }
    }
    lines
}

/// What is to be known of a point beside its weight.
fn notes(concept: &ConceptGrade, grade: &Grade) -> String {
    let mut notes = String::new();
    if concept.required {
        notes.push_str(", essential");
    }
    if concept.status == Status::Missed
        && let Some((enough, of)) = grade.groups.iter().find_map(|group| choice(concept, group, grade))
    {
        let _ = write!(notes, ", {enough} of {of} such {}", if enough == 1 { "is enough" } else { "are enough" });
    }
    let why = concept.evidence.first().map(|evidence| words::why(evidence.kind)).unwrap_or_default();
    if !why.is_empty() {
        let _ = write!(notes, "; {why}");
    }
    notes
}

/// How many of how many missing points fill the group of a point, where not all of them are needed.
fn choice(concept: &ConceptGrade, group: &GroupGrade, grade: &Grade) -> Option<(usize, usize)> {
    if !group.of.contains(&concept.id) {
        return None;
    }
    let members = grade.concepts.iter().filter(|one| group.of.contains(&one.id) && one.status == Status::Missed);
    let mut weights: Vec<f64> = members.map(|one| one.weight).collect();
    weights.sort_by(f64::total_cmp);
    // The lightest first: so many are enough, whichever they are.
    let (mut left, mut enough) = (group.weight - group.earned, 0);
    for weight in &weights {
        if left <= ROUNDING {
            break;
        }
        left -= weight;
        enough += 1;
    }
    (left <= ROUNDING && enough < weights.len()).then_some((enough, weights.len()))
}

/// What a line says: `Label (weight 2, essential)`, `3 points, each a part of it (weights 2, 1, 1)`.
fn worded(line: &Line, grade: &Grade) -> String {
    let weights: Vec<String> = line.concepts.iter().map(|index| trimmed(grade.concepts[*index].weight)).collect();
    let (text, notes, first) = (line.text, &line.notes, &weights[0]);
    match weights.len() {
        1 => format!("{text} (weight {first}{notes})"),
        count if weights.iter().all(|weight| weight == first) => {
            format!("{count} points, each {text} (weight {first} each{notes})")
        }
        count => format!("{count} points, each {text} (weights {}{notes})", weights.join(", ")),
    }
}

/// The names of points: `a`, `a, c`, `a-d`; `None` where they have none.
fn signs(concepts: &[usize], shown: Shown) -> Option<String> {
    let names: Vec<&str> = concepts.iter().map(|index| shown.name(*index)).collect::<Option<_>>()?;
    let letter = |name: &str| if name.len() == 1 { name.bytes().next() } else { None };
    let in_a_row = names.windows(2).all(|pair| match (letter(pair[0]), letter(pair[1])) {
        (Some(one), Some(next)) => one + 1 == next,
        _ => false,
    });
    match names.as_slice() {
        [first, .., last] if in_a_row && names.len() > 2 => Some(format!("{first}-{last}")),
        names => Some(names.join(", ")),
    }
}

/// What helps to an open point, as far as it may be told.
fn help(rubric: &Rubric, concept: usize, shown: Shown) -> String {
    let concepts = rubric.item.keyword_set.iter().flat_map(|set| &set.concepts);
    let hint = match shown.hidden(concept) {
        Some(hidden) => hidden.hint.as_deref(),
        None => concepts.into_iter().nth(concept).and_then(|concept| concept.hint.as_deref()),
    };
    let said = if shown.reveal == Reveal::Answer { said_well(rubric, concept) } else { None };
    let dim = Style::new().dimmed();
    let mut out = String::new();
    for (name, text) in [("hint", hint), ("a good answer", said)] {
        if let Some(text) = text {
            let _ = writeln!(out, "{dim}{}{dim:#}", wrap(&format!("{name}: {text}"), shown.width, "    ", "    "));
        }
    }
    out
}
