//! CSV with a row per candidate, for upload: points per question, total, comment.
//!
//! Memory holds a number and a place in the spill per answer; texts are read again when they are written.

use super::Whole;
use super::table::{line, optional};
use crate::rows::record::{Candidate, Record};
use crate::rows::spill::Spill;
use crate::scoring::round4;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The gradebook. Of several answers of a candidate to one question the last that could be graded counts, as everywhere.
pub struct Gradebook;

/// One answer: its points (score where the most points are unknown) and its place.
type Cell = (f64, u64);

/// Who and what, each in the order of first appearance.
#[derive(Default)]
struct Book {
    /// Questions with graded answers: what a row that failed names may be no question at all.
    questions: Vec<String>,
    people: Vec<Person>,
    named: bool,
}

#[derive(Default)]
struct Person {
    id: String,
    name: String,
    email: String,
    /// Graded answers by the number of the question, in this order: nobody has to answer all.
    cells: Vec<(usize, Cell)>,
    /// Places of the rows that could not be graded.
    failed: Vec<u64>,
}

impl Person {
    /// The last answer to a question counts.
    fn put(&mut self, question: usize, cell: Cell) {
        match self.cells.binary_search_by_key(&question, |(question, _)| *question) {
            Ok(at) => self.cells[at].1 = cell,
            Err(at) => self.cells.insert(at, (question, cell)),
        }
    }

    fn cell(&self, question: usize) -> Option<Cell> {
        let at = self.cells.binary_search_by_key(&question, |(question, _)| *question).ok()?;
        Some(self.cells[at].1)
    }
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
        for person in &book.people {
            let mut fields = vec![person.id.clone()];
            if book.named {
                fields.extend([person.name.clone(), person.email.clone()]);
            }
            let mut total = None;
            let mut comment = Vec::new();
            for at in 0..book.questions.len() {
                let cell = person.cell(at);
                fields.push(optional(cell.map(|(points, _)| points)));
                if let Some((points, place)) = cell {
                    *total.get_or_insert(0.0) += points;
                    comment.extend(remark(&reader.record(place)?));
                }
            }
            for place in &person.failed {
                comment.extend(remark(&reader.record(*place)?));
            }
            // Points have four decimals; their sum has no more.
            fields.push(optional(total.map(round4)));
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
    let mut people: FxHashMap<Candidate, usize> = FxHashMap::default();
    for record in spill.records()? {
        let record = record?;
        let person = *people.entry(record.candidate().into_owned()).or_insert_with(|| {
            book.people.push(Person {
                id: record.candidate().to_string(),
                name: record.name.clone().unwrap_or_default(),
                email: record.email.clone().unwrap_or_default(),
                ..Person::default()
            });
            book.people.len() - 1
        });
        book.named |= record.name.is_some() || record.email.is_some();
        let person = &mut book.people[person];
        let Some(grade) = &record.grade else {
            person.failed.push(record.at);
            continue;
        };
        let question = *questions.entry(record.item().to_string()).or_insert_with(|| {
            book.questions.push(record.item().to_string());
            book.questions.len() - 1
        });
        person.put(question, (record.points.unwrap_or(grade.score), record.at));
    }
    Ok(book)
}

/// What to tell the candidate about one answer: why it could not be graded, or what is missing or wrong.
fn remark(record: &Record) -> Option<String> {
    let item = record.item();
    if let Some(error) = &record.error {
        let item = if item.is_empty() { String::new() } else { format!("{item}: ") };
        return Some(format!("{item}not graded ({}, line {}).", error.code, record.line));
    }
    let grade = record.grade.as_ref()?;
    let wrong = grade.misconceptions.iter().map(|wrong| format!("not so: {}", wrong.label));
    let missing = (!grade.missing.is_empty()).then(|| format!("missing: {}", grade.missing.join("; ")));
    // What a person said about the answer goes before what the machine found.
    let comment = record.overridden.as_ref().and_then(|overridden| overridden.comment.clone());
    let remarks: Vec<String> = comment.into_iter().chain(wrong).chain(missing).collect();
    (!remarks.is_empty()).then(|| format!("{item}: {}.", remarks.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_to_a_question_counts_whatever_the_order() {
        let mut person = Person::default();
        for (question, points) in [(7, 1.0), (2, 2.0), (7, 3.0), (100_000, 4.0)] {
            person.put(question, (points, 0));
        }
        let points = |question| person.cell(question).map(|(points, _)| points);
        assert_eq!([points(2), points(7), points(100_000), points(3)], [Some(2.0), Some(3.0), Some(4.0), None]);
        assert_eq!(person.cells.len(), 3);
    }
}
