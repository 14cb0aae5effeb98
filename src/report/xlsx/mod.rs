//! The workbook: overview, candidates, answers, concepts, items, concept rates, what to review, and answers that share
//! passages.
//!
//! Texts are written as texts, so that nothing an answer begins with is taken for a formula.

mod book;

use super::extras::Extras;
use super::facts::{ItemFacts, facts};
use super::gathering::{Gathered, Gathering};
use super::review_table::file_of;
use super::words::{NOT_GRADED, file_name};
use crate::analysis::ItemAnalysis;
use crate::analysis::findings::percent;
use crate::analysis::histogram::Histogram;
use crate::bank::{Band, Bank};
use crate::rows::output::{Whole, WholeFile};
use crate::rows::record::{Record, RecordConcept, RecordGrade};
use crate::rows::spill::{Reader, Spill};
use crate::scoring::{ENGINE, Status};
use crate::span::Span;
use book::{Book, Cell, Plan};
use rust_xlsxwriter::XlsxError;
use std::io;
use std::sync::Arc;

const OVERVIEW: Plan = ("Overview", &[("What", 44), ("Value", 16), ("Note", 90)]);
const CANDIDATES: Plan = (
    "Candidates",
    &[
        ("Rank", 7),
        ("Candidate", 28),
        ("Name", 26),
        ("E-mail", 28),
        ("Mean score", 11),
        ("Points", 9),
        ("Of", 9),
        ("Band", 10),
        ("Answers", 9),
        ("Strong", 9),
        ("Average", 9),
        ("Weak", 9),
        ("Answers with red flags", 12),
        ("Answers with misconceptions", 15),
        ("Second look", 9),
        ("Odd", 24),
    ],
);
/// The columns are named so that the sheet can be read again (`--sheet Answers`): ids are called ids, since a column `Answer`
/// holds answers, and what stands beside `Out of` is `Points`, since a `Score` would be taken for points.
const ANSWERS: Plan = (
    "Answers",
    &[
        ("File", 18),
        ("Line", 8),
        ("Answer id", 18),
        ("Candidate", 24),
        ("Name", 24),
        ("E-mail", 28),
        ("Item", 26),
        ("Score (0 to 1)", 8),
        ("Points", 8),
        ("Out of", 8),
        ("Band", 10),
        ("Confidence", 11),
        ("Second look", 9),
        ("Met", 40),
        ("Partly", 30),
        ("Contradicted", 30),
        ("Missing", 40),
        ("Misconceptions", 30),
        ("Red flags", 30),
        ("Flags", 16),
        ("Feedback", 40),
        ("Response", 80),
        ("Not graded because", 40),
        ("Marked by", 10),
        ("Machine's score", 10),
        ("Machine's band", 10),
        ("Comment", 40),
    ],
);
const CONCEPTS: Plan = (
    "Concepts",
    &[
        ("Answer id", 18),
        ("Candidate", 24),
        ("Item", 26),
        ("Concept", 24),
        ("Label", 60),
        ("Weight", 8),
        ("Essential", 10),
        ("Status", 13),
        ("Evidence", 60),
    ],
);
const ITEMS: Plan = (
    "Items",
    &[
        ("No.", 6),
        ("Item", 26),
        ("Question", 60),
        ("Topic", 22),
        ("Answers", 9),
        ("Facility", 9),
        ("Standard deviation", 11),
        ("Item-rest correlation", 11),
        ("Upper - lower 27 %", 11),
        ("Alpha without it", 11),
        ("Strong", 9),
        ("Average", 9),
        ("Weak", 9),
        ("Second look", 9),
        ("What looks odd", 100),
    ],
);
const RATES: Plan = (
    "Concept rates",
    &[
        ("Item", 26),
        ("Concept", 24),
        ("Label", 60),
        ("Weight", 8),
        ("Essential", 10),
        ("Answers", 9),
        ("Hit rate", 9),
        ("Met", 9),
        ("Partly", 9),
        ("Missed", 9),
        ("Contradicted", 13),
        ("Correlation with the rest", 13),
    ],
);
const REVIEW: Plan = (
    "Review",
    &[
        ("Order", 8),
        ("answer_id", 18),
        ("candidate_id", 24),
        ("Name", 24),
        ("question_id", 26),
        ("file", 18),
        ("Reason", 40),
        ("Machine's score", 10),
        ("Machine's band", 10),
        ("Response", 80),
        ("band", 10),
        ("score", 10),
        ("comment", 40),
    ],
);

const ALIKE: Plan = (
    "Alike",
    &[
        ("Share of own words", 10),
        ("Item", 26),
        ("Answer id", 18),
        ("Candidate", 24),
        ("Shared here", 70),
        ("Other answer id", 18),
        ("Other candidate", 24),
        ("Shared there", 70),
    ],
);

/// Rows from which on sheets may outgrow what a plain archive can hold.
const LARGE: u64 = 50_000;
/// Questions that have a column in the sheet of candidates.
const COLUMNS: usize = 200;

/// The workbook as an output of a run.
pub struct Xlsx<'e> {
    bank: &'e Bank,
    gathering: Arc<Gathering<'e>>,
}

impl<'e> Xlsx<'e> {
    /// With the questions of a bank.
    pub fn new(bank: &'e Bank, gathering: Arc<Gathering<'e>>) -> Self {
        Xlsx { bank, gathering }
    }
}

impl Whole for Xlsx<'_> {
    fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()> {
        let gathered = self.gathering.of(spill)?;
        let analysis = &gathered.analysis;
        let facts = facts(self.bank, analysis);
        let mut book = Book::new(spill.path().parent(), analysis.overall.rows > LARGE).map_err(failed)?;
        let questions: Vec<String> = analysis.items.iter().take(COLUMNS).map(|item| item.tally.id.clone()).collect();
        let mut sheet = |plan, more: &[String]| book.sheet(plan, more).map_err(failed);
        let overview_sheet = sheet(OVERVIEW, &[])?;
        let candidates_sheet = sheet(CANDIDATES, &questions)?;
        let (answers_sheet, concepts_sheet) = (sheet(ANSWERS, &[])?, sheet(CONCEPTS, &[])?);
        let (items_sheet, rates_sheet) = (sheet(ITEMS, &[])?, sheet(RATES, &[])?);
        let (review_sheet, alike_sheet) = (sheet(REVIEW, &[])?, sheet(ALIKE, &[])?);
        overview(&mut book, overview_sheet, analysis).map_err(failed)?;
        candidates(&mut book, candidates_sheet, analysis, self.bank, questions.len()).map_err(failed)?;
        for record in spill.records()? {
            let record = record?;
            answer(&mut book, answers_sheet, &record).map_err(failed)?;
            concepts(&mut book, concepts_sheet, &record).map_err(failed)?;
        }
        items(&mut book, items_sheet, rates_sheet, analysis, &facts).map_err(failed)?;
        review(&mut book, review_sheet, &gathered, &mut spill.reader()?)?;
        alike(&mut book, alike_sheet, &gathered.extras, &mut spill.reader()?)?;
        book.save(out).map_err(failed)
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}

fn overview(book: &mut Book, sheet: usize, analysis: &ItemAnalysis) -> Result<(), XlsxError> {
    let overall = &analysis.overall;
    let names: Vec<&str> = overall.files.iter().map(|file| file_name(file)).collect();
    let mut line = |what: &str, value: Cell, note: String| book.row(sheet, &[Cell::Text(what), value, Cell::Own(note)]);
    line("Files", Cell::Count(overall.files.len() as u64), names.join(", "))?;
    line("Graded by", Cell::Text(ENGINE), "by rules; a person decides".to_string())?;
    let ungraded = match analysis.ungraded.len() {
        0 => String::new(),
        count => format!("{count} of them {NOT_GRADED}"),
    };
    line("Candidates", Cell::Count(analysis.people() as u64), ungraded)?;
    line("Answers graded", Cell::Count(overall.rows - overall.failed), String::new())?;
    line("Rows not graded", Cell::Count(overall.failed), "the sheet Answers has the reasons".to_string())?;
    for band in [Band::Strong, Band::Average, Band::Weak] {
        let count = overall.bands[band as usize];
        let share = count as f64 / (overall.rows - overall.failed).max(1) as f64;
        line(&format!("Answers: {}", band.name()), Cell::Count(count), percent(share))?;
    }
    line("Mean score", Cell::Figure(overall.scores.mean_of_x()), String::new())?;
    line("Standard deviation of scores", Cell::Figure(overall.scores.deviation_x()), String::new())?;
    let alpha = analysis.alpha.as_ref().map(|alpha| alpha.alpha);
    line(
        "Reliability (Cronbach's alpha)",
        Cell::Figure(alpha),
        "0.70 is the usual least for ranking people".to_string(),
    )?;
    line("Worth a second look", Cell::Count(overall.review), "the sheet Review has them in order".to_string())?;
    for flag in &overall.red_flags {
        line(&format!("Red flag: {}", flag.label), Cell::Count(flag.count), String::new())?;
    }
    for (step, count) in overall.histogram.counts.iter().enumerate() {
        let (from, to) = Histogram::borders(step);
        line(&format!("Answers with scores from {from:.2} to {to:.2}"), Cell::Count(*count), String::new())?;
    }
    let left = analysis.left_out;
    if left.of_items > 0 {
        line("Answers to further questions", Cell::Count(left.of_items), "in the totals alone".to_string())?;
    }
    if left.of_candidates > 0 {
        let note = "counted for their questions, not ranked".to_string();
        line("Answers beyond what is ranked", Cell::Count(left.of_candidates), note)?;
    }
    Ok(())
}

fn candidates(
    book: &mut Book,
    sheet: usize,
    analysis: &ItemAnalysis,
    bank: &Bank,
    columns: usize,
) -> Result<(), XlsxError> {
    for one in &analysis.candidates {
        let [weak, average, strong] = one.bands;
        let flags: Vec<&str> = one.flags.iter().map(|flag| flag.name()).collect();
        let mut cells = vec![
            Cell::Count(one.rank as u64),
            Cell::Text(&one.person.id),
            Cell::Text(one.person.name.as_deref().unwrap_or_default()),
            Cell::Text(one.person.email.as_deref().unwrap_or_default()),
            Cell::Figure(Some(one.share)),
            Cell::Figure(one.points.map(|points| points.0)),
            Cell::Figure(one.points.map(|points| points.1)),
            Cell::Text(bank.bands().of(one.share).name()),
            Cell::Count(one.answers),
            Cell::Count(strong),
            Cell::Count(average),
            Cell::Count(weak),
            Cell::Count(one.red_flags),
            Cell::Count(one.misconceptions),
            Cell::Count(one.review),
            Cell::Own(flags.join(" ")),
        ];
        let first = cells.len();
        cells.extend((0..columns).map(|_| Cell::Figure(None)));
        for score in analysis.scores.of(one.index) {
            if let Some(cell) = cells.get_mut(first + score.item()) {
                *cell = Cell::Figure(Some(score.score()));
            }
        }
        book.row(sheet, &cells)?;
    }
    for person in &analysis.ungraded {
        let mut cells = vec![Cell::Text(""), Cell::Text(&person.id)];
        cells.extend([&person.name, &person.email].map(|text| Cell::Text(text.as_deref().unwrap_or_default())));
        cells.extend([const { Cell::Figure(None) }; 3]);
        cells.push(Cell::Text(NOT_GRADED));
        book.row(sheet, &cells)?;
    }
    Ok(())
}

fn labels<'a>(labels: impl Iterator<Item = &'a str>) -> Cell<'static> {
    Cell::Own(labels.collect::<Vec<_>>().join("; "))
}

fn answer(book: &mut Book, sheet: usize, record: &Record) -> Result<(), XlsxError> {
    let mut cells = vec![
        Cell::Text(file_name(&record.file)),
        Cell::Count(record.line),
        Cell::Text(&record.answer_id),
        Cell::Own(record.candidate_id().into_owned()),
        Cell::Text(record.name.as_deref().unwrap_or_default()),
        Cell::Text(record.email.as_deref().unwrap_or_default()),
        Cell::Text(record.item()),
    ];
    match &record.grade {
        Some(grade) => cells.extend(graded(record, grade)),
        None => cells.extend([const { Cell::Text("") }; 14]),
    }
    let error = record.error.as_ref().map(|error| format!("{}: {}", error.code, error.message));
    cells.extend([Cell::Text(&record.answer), Cell::Own(error.unwrap_or_default())]);
    if let Some(marked) = &record.overridden {
        cells.extend([
            Cell::Text("person"),
            Cell::Figure(Some(marked.machine.score)),
            Cell::Text(marked.machine.band.name()),
            Cell::Text(marked.comment.as_deref().unwrap_or_default()),
        ]);
    }
    book.row(sheet, &cells)
}

/// What a grade has, from the score to the feedback.
fn graded<'a>(record: &Record, grade: &'a RecordGrade) -> [Cell<'a>; 14] {
    let with =
        |status: Status| labels(grade.concepts.iter().filter(|one| one.status == status).map(|one| one.label.as_str()));
    [
        Cell::Figure(Some(grade.score)),
        Cell::Figure(record.points),
        Cell::Figure(record.max_score),
        Cell::Text(grade.band.name()),
        Cell::Figure(Some(grade.confidence)),
        Cell::Text(if grade.needs_review { "yes" } else { "" }),
        with(Status::Met),
        with(Status::Partial),
        with(Status::Contradicted),
        labels(grade.missing.iter().map(String::as_str)),
        labels(grade.misconceptions.iter().map(|one| one.label.as_str())),
        labels(grade.red_flags.iter().map(|one| one.label.as_str())),
        Cell::Own(grade.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(" ")),
        Cell::Own(grade.feedback.join(" ")),
    ]
}

fn concepts(book: &mut Book, sheet: usize, record: &Record) -> Result<(), XlsxError> {
    for concept in record.grade.iter().flat_map(|grade| &grade.concepts) {
        book.row(
            sheet,
            &[
                Cell::Text(&record.answer_id),
                Cell::Own(record.candidate_id().into_owned()),
                Cell::Text(record.item()),
                Cell::Text(&concept.id),
                Cell::Text(&concept.label),
                Cell::Figure(Some(concept.weight)),
                Cell::Text(if concept.required { "yes" } else { "" }),
                Cell::Text(concept.status.name()),
                Cell::Own(evidence(record, concept)),
            ],
        )?;
    }
    Ok(())
}

/// The words that show a concept.
fn evidence(record: &Record, concept: &RecordConcept) -> String {
    record.passages(concept.evidence.iter().map(|evidence| (evidence.start, evidence.end)))
}

fn items(
    book: &mut Book,
    sheet: usize,
    rates: usize,
    analysis: &ItemAnalysis,
    facts: &[ItemFacts],
) -> Result<(), XlsxError> {
    for (at, (item, facts)) in analysis.items.iter().zip(facts).enumerate() {
        let tally = &item.tally;
        let [weak, average, strong] = tally.bands;
        let odd = analysis.findings.iter().filter(|finding| finding.item == at).map(|finding| match &finding.about {
            Some(about) => format!("{about}: {}", finding.text),
            None => finding.text.clone(),
        });
        book.row(
            sheet,
            &[
                Cell::Count(at as u64 + 1),
                Cell::Text(&facts.id),
                Cell::Text(&facts.question),
                Cell::Text(&facts.topic),
                Cell::Count(tally.answers()),
                Cell::Figure(Some(tally.facility())),
                Cell::Figure(tally.scores.deviation_x()),
                Cell::Figure(item.discrimination.item_rest),
                Cell::Figure(item.discrimination.upper_lower),
                Cell::Figure(item.alpha_without),
                Cell::Count(strong),
                Cell::Count(average),
                Cell::Count(weak),
                Cell::Count(tally.review),
                Cell::Own(odd.collect::<Vec<_>>().join(" ")),
            ],
        )?;
        for concept in &tally.concepts {
            let mut cells = vec![
                Cell::Text(&tally.id),
                Cell::Text(&concept.id),
                Cell::Text(&concept.label),
                Cell::Figure(Some(concept.weight)),
                Cell::Text(if concept.required { "yes" } else { "" }),
                Cell::Count(concept.answers()),
                Cell::Figure(Some(concept.hit_rate())),
            ];
            cells.extend(Status::ALL.map(|status| Cell::Count(concept.with(status))));
            cells.push(Cell::Figure(concept.rest()));
            book.row(rates, &cells)?;
        }
    }
    Ok(())
}

/// The order of review, with empty columns in which a person judges: `--overrides` reads
/// them from here, or saved as CSV.
fn review(book: &mut Book, sheet: usize, gathered: &Gathered, reader: &mut Reader) -> io::Result<()> {
    for (at, entry) in gathered.extras.review.iter().enumerate() {
        let record = reader.record(entry.place)?;
        let grade = record.grade.as_ref();
        // Of an answer that a person has marked the machine's own values, and the mark in its place.
        let marked = record.overridden.as_ref();
        let machine = marked
            .map(|marked| (marked.machine.score, marked.machine.band))
            .or_else(|| grade.map(|grade| (grade.score, grade.band)));
        let cells = [
            Cell::Count(at as u64 + 1),
            Cell::Text(&record.answer_id),
            Cell::Own(record.candidate_id().into_owned()),
            Cell::Text(record.name.as_deref().unwrap_or_default()),
            Cell::Text(record.question_id.as_deref().unwrap_or_default()),
            Cell::Text(file_of(&record, &gathered.analysis)),
            Cell::Text(&entry.reason),
            Cell::Figure(machine.map(|machine| machine.0)),
            Cell::Text(machine.map(|machine| machine.1.name()).unwrap_or_default()),
            Cell::Text(&record.answer),
            Cell::Text(marked.map(|marked| marked.band.name()).unwrap_or_default()),
            Cell::Figure(marked.map(|marked| marked.score)),
            Cell::Text(marked.and_then(|marked| marked.comment.as_deref()).unwrap_or_default()),
        ];
        book.row(sheet, &cells).map_err(failed)?;
    }
    Ok(())
}

/// Pairs of answers that share passages: leads, never verdicts.
fn alike(book: &mut Book, sheet: usize, extras: &Extras, reader: &mut Reader) -> io::Result<()> {
    for lead in &extras.leads {
        let [one, other] = lead.places;
        let (one, other) = (reader.record(one)?, reader.record(other)?);
        let shared = |record: &Record, passages: &[Span]| {
            Cell::Own(record.passages(passages.iter().map(|span| (span.start, span.end))))
        };
        let cells = [
            Cell::Figure(Some(lead.share)),
            Cell::Text(one.item()),
            Cell::Text(&one.answer_id),
            Cell::Own(one.candidate().to_string()),
            shared(&one, &lead.passages[0]),
            Cell::Text(&other.answer_id),
            Cell::Own(other.candidate().to_string()),
            shared(&other, &lead.passages[1]),
        ];
        book.row(sheet, &cells).map_err(failed)?;
    }
    Ok(())
}
