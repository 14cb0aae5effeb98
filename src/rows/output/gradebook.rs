//! CSV with a row per candidate, for upload: points per question, total, comment.
//!
//! Memory holds a number and a place in the spill per answer; texts are read again when they are written.

use super::Whole;
use super::table::line;
use crate::rows::record::{self, Record};
use crate::rows::spill::Spill;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The gradebook. A candidate who answered a question more than once counts with the last answer.
pub struct Gradebook;

/// One answer: its points (score where the most points are unknown; `None` where it could not be graded) and its place.
type Cell = (Option<f64>, u64);

/// Who and what, each in the order of first appearance.
#[derive(Default)]
struct Book {
    questions: Vec<String>,
    candidates: Vec<Candidate>,
    named: bool,
}

struct Candidate {
    id: String,
    name: String,
    email: String,
    cells: Vec<Option<Cell>>,
}

impl Whole for Gradebook {
    fn render(&self, spill: &Spill, out: &mut BufWriter<File>) -> io::Result<()> {
        let book = collect(spill)?;
        let mut buffer = Vec::new();
        let mut header = vec!["candidate"];
        if book.named {
            header.extend(["name", "email"]);
        }
        header.extend(book.questions.iter().map(String::as_str));
        header.extend(["total", "comment"]);
        line(&header, &mut buffer)?;
        let mut reader = spill.reader()?;
        for candidate in &book.candidates {
            let mut fields = vec![candidate.id.clone()];
            if book.named {
                fields.extend([candidate.name.clone(), candidate.email.clone()]);
            }
            let mut total = 0.0;
            let mut comment = Vec::new();
            for at in 0..book.questions.len() {
                let Some((points, place)) = candidate.cells.get(at).copied().flatten() else {
                    fields.push(String::new());
                    continue;
                };
                total += points.unwrap_or(0.0);
                fields.push(points.map(|points| points.to_string()).unwrap_or_default());
                comment.extend(remark(&reader.record(place)?));
            }
            // Points have four decimals; their sum has no more.
            fields.push(((total * 10_000.0).round() / 10_000.0).to_string());
            fields.push(comment.join(" "));
            line(&fields.iter().map(String::as_str).collect::<Vec<_>>(), &mut buffer)?;
            out.write_all(&buffer)?;
            buffer.clear();
        }
        out.write_all(&buffer)
    }
}

fn collect(spill: &Spill) -> io::Result<Book> {
    let mut book = Book::default();
    let mut questions: FxHashMap<String, usize> = FxHashMap::default();
    let mut candidates: FxHashMap<record::Candidate, usize> = FxHashMap::default();
    for record in spill.records()? {
        let record = record?;
        let question = *questions.entry(record.item().to_string()).or_insert_with(|| {
            book.questions.push(record.item().to_string());
            book.questions.len() - 1
        });
        let candidate = *candidates.entry(record.candidate().into_owned()).or_insert_with(|| {
            book.candidates.push(Candidate {
                id: record.candidate().to_string(),
                name: record.name.clone().unwrap_or_default(),
                email: record.email.clone().unwrap_or_default(),
                cells: Vec::new(),
            });
            book.candidates.len() - 1
        });
        book.named |= record.name.is_some() || record.email.is_some();
        let cells = &mut book.candidates[candidate].cells;
        if cells.len() <= question {
            cells.resize(question + 1, None);
        }
        let points = record.grade.as_ref().map(|grade| record.points.unwrap_or(grade.score));
        cells[question] = Some((points, record.at));
    }
    Ok(book)
}

/// What to tell the candidate about one answer: why it could not be graded, or what is missing or wrong.
fn remark(record: &Record) -> Option<String> {
    let item = record.item();
    if let Some(error) = &record.error {
        return Some(format!("{item}: not graded ({}, line {}).", error.code, record.line));
    }
    let grade = record.grade.as_ref()?;
    let wrong = grade.misconceptions.iter().map(|wrong| format!("not so: {}", wrong.label));
    let missing = (!grade.missing.is_empty()).then(|| format!("missing: {}", grade.missing.join("; ")));
    // What a person said about the answer goes before what the machine found.
    let comment = record.overridden.as_ref().and_then(|overridden| overridden.comment.clone());
    let remarks: Vec<String> = comment.into_iter().chain(wrong).chain(missing).collect();
    (!remarks.is_empty()).then(|| format!("{item}: {}.", remarks.join("; ")))
}
