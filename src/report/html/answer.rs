//! One answer for the page: the text with its marks, what is met and what is not, and how the score came about.

use super::highlight::{Kind, Mark, Piece, pieces, visible};
use crate::bank::Band;
use crate::overrides::Overridden;
use crate::report::facts::ItemFacts;
use crate::report::words::{self, trimmed};
use crate::rows::record::{Record, RecordGrade, RecordStatement};
use crate::scoring::{Evidence, Status};
use crate::span::Span;
use askama::Template;
use std::cmp::Ordering;

/// Answers longer than this many bytes are folded.
const FOLDED: usize = 4_000;
/// Characters of a folded answer that stand in its fold.
const OPENING: usize = 300;

/// Characters quoted on either side of what a statement is found by.
const QUOTED: usize = 80;

/// One answer.
#[derive(Template)]
#[template(path = "answer.html", config = "src/report/html/askama.toml")]
pub struct AnswerView {
    /// Its place in the page.
    pub anchor: String,
    /// The item's place in the page.
    pub item: String,
    /// The question's text.
    pub question: String,
    /// The band.
    pub band: Band,
    /// 0 to 1.
    pub score: f64,
    /// Two decimals.
    pub score_shown: String,
    /// Points of the most points, where there are any.
    pub points: Option<String>,
    /// Two decimals.
    pub confidence: String,
    /// A person should look.
    pub review: bool,
    /// A person has judged.
    pub person: Option<PersonView>,
    /// What is odd.
    pub flags: Vec<&'static str>,
    /// How a long answer begins, and how long it is.
    pub folded: Option<(String, String)>,
    /// Concepts: met, partly met, contradicted, missed.
    pub points_list: Vec<PointView>,
    /// Misconceptions.
    pub wrong: Vec<StatementView>,
    /// Red flags.
    pub red_flags: Vec<StatementView>,
    /// The number of the words that say otherwise than every model answer, where there are any.
    pub clash: Option<usize>,
    /// What the person who answered is told.
    pub feedback: Vec<String>,
    /// The arithmetic, line by line.
    pub sums: Vec<(String, String)>,
    text: String,
    marks: Vec<Mark>,
}

/// A person's mark: what the machine had said, and what the person says.
pub struct PersonView {
    /// Band, score and confidence.
    pub machine: String,
    /// The person's comment.
    pub comment: Option<String>,
}

/// A concept's part.
pub struct PointView {
    /// The number of its marks; 0 without any.
    pub number: usize,
    /// Its status, whose word is the class in the style sheet.
    pub status: Status,
    /// The concept's label.
    pub label: String,
    /// Weight, whether it is essential, and what is odd about the evidence.
    pub notes: String,
    /// For a point that is not met.
    pub hint: Option<String>,
    /// For a point that is not met.
    pub follow_up: Option<String>,
    essential: bool,
    weight: f64,
}

/// A misconception or a red flag.
pub struct StatementView {
    /// The number of its marks.
    pub number: usize,
    /// Its label.
    pub label: String,
    /// The correction, or the question to ask.
    pub correction: Option<String>,
    /// The sentence that says it.
    pub quote: String,
}

impl AnswerView {
    /// The answer in pieces.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(&self.text, &self.marks)
    }

    /// Whether there is any text.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Labels of what is met, essential points first.
    pub fn met(&self) -> impl Iterator<Item = &PointView> {
        let met = || self.points_list.iter().filter(|point| point.status == Status::Met);
        met().filter(|point| point.essential).chain(met().filter(|point| !point.essential))
    }

    /// Points that are not met, the most urgent first.
    pub fn open(&self) -> Vec<&PointView> {
        let mut open: Vec<&PointView> = self.points_list.iter().filter(|point| point.status != Status::Met).collect();
        open.sort_by(|a, b| a.before(b));
        open
    }
}

impl PointView {
    /// What is said otherwise comes before what is only missing, then what is essential, then what weighs more.
    pub fn before(&self, other: &PointView) -> Ordering {
        let key = |point: &PointView| (point.status == Status::Contradicted, point.essential);
        key(other).cmp(&key(self)).then(other.weight.total_cmp(&self.weight))
    }

    /// The status in a word.
    pub fn word(&self) -> &'static str {
        match self.status {
            Status::Met => "Met",
            Status::Partial => "Partly",
            Status::Contradicted => "Contradicted",
            Status::Missed => "Missed",
        }
    }
}

/// The view of a record; `None` for one without a grade.
pub fn answer(record: Record, facts: &ItemFacts, anchor: String, item: String) -> Option<AnswerView> {
    let grade = record.grade?;
    let mut marks = Vec::new();
    let points_list = points(&grade, facts, &mut marks);
    let next = points_list.iter().filter(|point| point.number > 0).count();
    let text = record.answer;
    let wrong = statements(&grade.misconceptions, Kind::Wrong, next, &text, &mut marks);
    let red_flags = statements(&grade.red_flags, Kind::Flagged, next + wrong.len(), &text, &mut marks);
    let clash = (!grade.arithmetic.clashes.is_empty()).then_some(next + wrong.len() + red_flags.len() + 1);
    let otherwise = |span: &Span| Mark {
        range: span.start..span.end,
        kind: Kind::Contradicted,
        number: clash.unwrap_or_default(),
        label: "says otherwise than every model answer".to_string(),
    };
    marks.extend(grade.arithmetic.clashes.iter().map(otherwise));
    let length = words::count(text.chars().count() as u64, "character", "characters");
    Some(AnswerView {
        anchor,
        item,
        question: facts.question.clone(),
        band: grade.band,
        score: grade.score,
        score_shown: words::score(grade.score, grade.arithmetic.bands()),
        points: record.points.zip(record.max_score).map(|(got, most)| format!("{} of {}", trimmed(got), trimmed(most))),
        confidence: format!("{:.2}", grade.confidence),
        review: grade.needs_review,
        person: record.overridden.as_ref().map(|marked| PersonView {
            machine: format!(
                "{} ({}, confidence {:.2})",
                marked.machine.band.name(),
                words::score(marked.machine.score, grade.arithmetic.bands()),
                marked.machine.confidence
            ),
            comment: marked.comment.as_deref().map(visible),
        }),
        flags: grade.flags.iter().map(|flag| flag.name()).collect(),
        folded: (text.len() > FOLDED).then(|| (visible(&words::opening(&text, OPENING)), length)),
        points_list,
        wrong,
        red_flags,
        clash,
        sums: sums(&grade, record.overridden.as_ref()),
        feedback: grade.feedback,
        text,
        marks,
    })
}

fn points(grade: &RecordGrade, facts: &ItemFacts, marks: &mut Vec<Mark>) -> Vec<PointView> {
    let mut number = 0;
    let mut all = Vec::new();
    for concept in &grade.concepts {
        let kind = match concept.status {
            Status::Met => Kind::Met,
            Status::Partial | Status::Missed => Kind::Partial,
            Status::Contradicted => Kind::Contradicted,
        };
        number += usize::from(!concept.evidence.is_empty());
        let own = if concept.evidence.is_empty() { 0 } else { number };
        marks.extend(concept.evidence.iter().map(|evidence| mark(evidence, kind, own, &concept.label)));
        let mut notes = format!("weight {}", trimmed(concept.weight));
        if concept.required {
            notes.push_str(", essential");
        }
        let why = concept.evidence.first().map(|evidence| words::why(evidence.kind)).unwrap_or_default();
        if !why.is_empty() {
            notes.push_str("; ");
            notes.push_str(why);
        }
        if concept.evidence.iter().any(|evidence| evidence.fuzzy) {
            notes.push_str("; a word read as misspelt");
        }
        let help = facts.help(&concept.id).filter(|_| concept.status != Status::Met);
        all.push(PointView {
            number: own,
            status: concept.status,
            label: concept.label.clone(),
            notes,
            hint: help.and_then(|help| help.hint.clone()),
            follow_up: help.and_then(|help| help.follow_up.clone()),
            essential: concept.required,
            weight: concept.weight,
        });
    }
    let order = [Status::Met, Status::Partial, Status::Contradicted, Status::Missed];
    // Stable: within a status the order of the keyword set stays.
    all.sort_by_key(|point| order.iter().position(|status| *status == point.status));
    all
}

fn statements(
    found: &[RecordStatement],
    kind: Kind,
    before: usize,
    text: &str,
    marks: &mut Vec<Mark>,
) -> Vec<StatementView> {
    let view = |(at, statement): (usize, &RecordStatement)| {
        let number = before + at + 1;
        marks.extend(statement.evidence.iter().map(|evidence| mark(evidence, kind, number, &statement.label)));
        let quote = statement.evidence.first().map(|one| words::sentence(text, one.start, one.end, QUOTED));
        StatementView {
            number,
            label: statement.label.clone(),
            correction: statement.correction.clone(),
            quote: visible(&quote.unwrap_or_default()),
        }
    };
    found.iter().enumerate().map(view).collect()
}

fn mark(evidence: &Evidence, kind: Kind, number: usize, label: &str) -> Mark {
    Mark { range: evidence.start..evidence.end, kind, number, label: label.to_string() }
}

/// The arithmetic of a score. An item with references alone is summed otherwise; then only the outcome is told.
fn sums(grade: &RecordGrade, marked: Option<&Overridden>) -> Vec<(String, String)> {
    let sums = &grade.arithmetic;
    let four = |value: f64| format!("{value:.4}");
    let mut lines = Vec::new();
    let raw = (sums.coverage + sums.support - sums.contradicted - sums.clash - sums.penalty).clamp(0.0, 1.0);
    if sums.possible > 0.0 && (raw - sums.raw).abs() < 0.001 {
        let coverage = format!("coverage: {} earned of {} possible", trimmed(sums.earned), trimmed(sums.possible));
        lines.push((coverage, four(sums.coverage)));
        let support = format!("+ closeness to the best reference ({:.2}) in what is not covered", sums.similarity);
        lines.push((support, four(sums.support)));
        for (label, value) in [
            ("− points said otherwise", sums.contradicted),
            ("− words that say otherwise than every model answer", sums.clash),
            ("− misconceptions", sums.penalty),
        ] {
            if value > 0.0 {
                lines.push((label.to_string(), four(value)));
            }
        }
    } else if sums.raw > 0.0 {
        lines.push(("sum before limits".to_string(), four(sums.raw)));
    }
    for cap in &sums.caps {
        let concept = |id: &str| grade.concepts.iter().find(|concept| concept.id == id).map(|one| one.label.as_str());
        let wrong = |id: &str| grade.misconceptions.iter().find(|wrong| wrong.id == id).map(|one| one.label.as_str());
        lines.push((words::cap(cap, concept, wrong), String::new()));
    }
    let cuts =
        format!("score (average from {}, strong from {})", words::cut(sums.average_from), words::cut(sums.strong_from));
    lines.push((cuts, four(marked.map_or(grade.score, |marked| marked.machine.score))));
    lines.extend(marked.map(|marked| ("a person's mark, which counts".to_string(), four(marked.score))));
    lines
}
