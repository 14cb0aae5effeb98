//! The mapping of a table for people: what each column was taken for, or what is not sure and how to say it.

use super::said::letters;
use super::{Doubt, Mapping, Sureness, Taken};
use std::fmt::Write;

/// A header is shown up to so many characters.
const SHOWN: usize = 60;

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

/// `column 4 (D) "What is ..."`.
fn column(at: usize, header: &str) -> String {
    format!("column {} ({}) \"{}\"", at + 1, letters(at), shortened(header))
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}...", line[..at].trim_end()),
        None => line,
    }
}

/// A table that is not mapped: what is not sure, with the candidates and a line to paste.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl Refused {
    pub(super) fn new(file: &str, header: &[String], taken: &[Taken]) -> Refused {
        let mut out = String::new();
        let mut paste = Vec::new();
        for (at, (name, taken)) in header.iter().zip(taken).enumerate() {
            let Taken::Unsure(candidates, doubt) = taken else { continue };
            let why = match (doubt, candidates.is_empty()) {
                (Doubt::Twice, _) => "another column answers the same question, too",
                (_, true) => "no question of the bank is like it",
                (Doubt::Header, false) => "not sure, it may be",
                (Doubt::Answers, false) => "the header says no question; the answers sound like",
                (Doubt::Text, false) => "not sure which question it answers, it may be",
            };
            let _ = writeln!(out, "  {}: {why}", column(at, name));
            for candidate in candidates {
                let likeness = match doubt {
                    Doubt::Header | Doubt::Text => format!(" ({:.2} alike)", candidate.likeness),
                    Doubt::Answers | Doubt::Twice => String::new(),
                };
                let _ = writeln!(out, "      {} \"{}\"{likeness}", candidate.id, shortened(&candidate.question));
            }
            let guess = match (doubt, candidates.first()) {
                (Doubt::Twice, _) | (_, None) => "-",
                (_, Some(candidate)) => &candidate.id,
            };
            paste.push(format!("--map '{}={guess}'", at + 1));
        }
        if paste.is_empty() {
            let names: Vec<String> = header.iter().map(|name| format!("`{}`", shortened(name))).collect();
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
