//! The mapping of a table for people: what each column was taken for, or what is not sure and how to say it.

use super::said::letters;
use super::{ALIKE, Doubt, Mapping, NUMBERS, RESEMBLES, Sureness, Taken};
use crate::rows::shortened;
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// A header is shown up to so many characters.
const SHOWN: usize = 60;

/// So many columns are named; of others the number.
const NAMED: usize = 5;

/// What the columns of a table were taken for, a line each.
pub fn mapping(file: &str, mapping: &Mapping) -> String {
    let mut out = format!("{file}: a row per candidate; its columns:\n");
    for (at, (header, taken)) in mapping.header.iter().zip(&mapping.taken).enumerate() {
        let what = match taken {
            Taken::Answers(id, Sureness::Same) => format!("-> {id}, sure"),
            Taken::Answers(id, Sureness::Like(likeness)) => format!("-> {id}, sure ({likeness:.2} alike)"),
            Taken::Answers(id, Sureness::Said) => format!("-> {id}, as --map says"),
            Taken::AnswersTo(asked) => format!("-> the question in column {}, sure", asked + 1),
            Taken::Questions => "the text of a question".to_string(),
            Taken::Id | Taken::Name | Taken::Email => "who answered".to_string(),
            Taken::Left(reason) => format!("left out: {reason}"),
            // A mapping has none of these.
            Taken::Unsure(..) => "unsure".to_string(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {} {what}", column(at, header));
    }
    out
}

/// A warning before results without people are made of a table that does not say who answered; `way` is the way out.
pub fn nobody(file: &str, way: &str) -> String {
    format!(
        "warning: {file}: no column was recognised that says who answered, so candidates are told apart by their rows, and \
         no name can be covered in their answers. {way}\n"
    )
}

/// `column 4 (D) "What is ..."`.
fn column(at: usize, header: &str) -> String {
    format!("column {} ({}) \"{}\"", at + 1, letters(at), shortened(header, SHOWN))
}

/// A table that is not mapped: what is not sure, with the candidates and a line to paste.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl Refused {
    /// A table whose first line is a row that says `named`.
    pub(super) fn headerless(file: &str, named: &str) -> Refused {
        Refused(format!(
            "{file}: the header line is missing: the first line is itself an answer, to `{}`. Put the names of the columns \
             above it, such as: question_id,answer",
            shortened(named, SHOWN)
        ))
    }

    pub(super) fn new(file: &str, header: &[String], taken: &[Taken]) -> Refused {
        let mut out = String::new();
        let mut paste = Vec::new();
        let guesses = guesses(taken);
        for (at, (name, taken)) in header.iter().zip(taken).enumerate() {
            let Taken::Unsure(candidates, doubt) = taken else { continue };
            let why = match (doubt, candidates.is_empty()) {
                (Doubt::Twice(other), _) => format!("column {} answers the same question, too", other + 1),
                (_, true) => "no question of the bank is like it".to_string(),
                (Doubt::Header, false) => "not sure, it may be".to_string(),
                (Doubt::YesNo, false) => {
                    "it asks for yes or no, and has no sentences below it; still it may be".to_string()
                }
                (Doubt::Answers, false) => "the header says no question; the answers sound like".to_string(),
                (Doubt::Text, false) => "not sure which question it answers, it may be".to_string(),
            };
            let _ = writeln!(out, "  {}: {why}", column(at, name));
            for candidate in candidates {
                let likeness = match doubt {
                    Doubt::Header | Doubt::YesNo | Doubt::Text => format!(" ({:.2} alike)", candidate.likeness),
                    Doubt::Answers | Doubt::Twice(_) => String::new(),
                };
                let _ = writeln!(out, "      {} \"{}\"{likeness}", candidate.id, shortened(&candidate.question, SHOWN));
            }
            let guess = guesses.get(&at).copied().unwrap_or("-");
            paste.push(format!("--map '{}={guess}'", at + 1));
        }
        let numbers: Vec<usize> = (0..taken.len()).filter(|at| taken[*at] == Taken::Left(NUMBERS)).collect();
        if let Some(first) = numbers.first().filter(|_| paste.is_empty()) {
            let shown = numbers.iter().take(NAMED).map(|at| format!("`{}`", shortened(&header[*at], SHOWN)));
            let mut shown = shown.collect::<Vec<_>>().join(", ");
            if numbers.len() > NAMED {
                let _ = write!(shown, " and {} more", numbers.len() - NAMED);
            }
            return Refused(format!(
                "{file}: no column holds answers in words: below {shown} there are numbers, such as marks. Give the file \
                 with the answers (of a workbook the sheet, with --sheet). If the numbers are the answers, --map '{}=ITEM' \
                 says so of a column.",
                first + 1
            ));
        }
        if paste.is_empty() {
            let names: Vec<String> = header.iter().map(|name| format!("`{}`", shortened(name, SHOWN))).collect();
            return Refused(format!(
                "{file}: no column holds answers. Expected a column `answer` beside a column `question_id`, or columns \
                 headed by questions of the bank (`gradus items` lists them); the header has: {}. --map COLUMN=ITEM says \
                 which column answers which question.",
                names.join(", ")
            ));
        }
        Refused(format!(
            "{file}: it is not sure what {} of its {} columns {}:\n{out}Check the guesses, and add to the command:\n  {}\n\
             (`-` leaves a column out; `gradus items` lists all questions)",
            paste.len(),
            header.len(),
            if paste.len() == 1 { "answers" } else { "answer" },
            paste.join(" ")
        ))
    }
}

/// The item to propose for each unsure column that has one worth proposing. No item is proposed twice, nor one that
/// another column answers for sure: where two columns want one, the likelier gets it, and the other its next candidate.
fn guesses(taken: &[Taken]) -> FxHashMap<usize, &str> {
    let mut gone: Vec<&str> = Vec::new();
    let mut wishes = Vec::new();
    for (at, column) in taken.iter().enumerate() {
        match column {
            Taken::Answers(id, _) => gone.push(id),
            Taken::Unsure(candidates, doubt) => {
                let least = match doubt {
                    Doubt::Answers => 0.0,
                    // With yes and no below it there is nothing to grade.
                    Doubt::YesNo => ALIKE,
                    _ => RESEMBLES,
                };
                let worth = candidates.iter().filter(|candidate| candidate.likeness >= least);
                wishes.extend(worth.map(|candidate| (at, candidate)));
            }
            _ => {}
        }
    }
    // A stable sort: equally likely ones stay in the order of the columns and of their candidates.
    wishes.sort_by(|(_, a), (_, b)| b.likeness.total_cmp(&a.likeness));
    let mut guesses = FxHashMap::default();
    for (at, candidate) in wishes {
        if !guesses.contains_key(&at) && !gone.contains(&candidate.id.as_str()) {
            gone.push(&candidate.id);
            guesses.insert(at, candidate.id.as_str());
        }
    }
    guesses
}
