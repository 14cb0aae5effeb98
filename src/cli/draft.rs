//! `gradus draft`: the keyword set that references imply, as TOML for an author to edit.

use super::args::{Args, Draft as Command};
use super::{Failure, Outcome, engine, unknown_item};
use crate::bank::Item;
use crate::draft::{Draft, DraftError, Source};
use crate::engine::Engine;
use crate::text::slug::slug;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::io::{Read, Write};

pub fn run(command: &Command, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let draft = Draft::new(source(command, &engine)?, engine.compiler()).map_err(|error| {
        let help = match error {
            DraftError::NoQuestion => "; give it with --question TEXT, or as `question` of the JSON object",
            DraftError::NoReference => "; give it with --reference TEXT, or in `references` of the JSON object",
            DraftError::NothingSaid => "",
        };
        Failure::Message(format!("{error}{help}"))
    })?;
    let mut out = anstream::stdout().lock();
    out.write_all(draft.to_toml().as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// What to draft from: an item of the bank, a JSON object on standard input, or what is typed.
fn source(command: &Command, engine: &Engine) -> Result<Source, Failure> {
    match command.item.as_deref() {
        None if command.reference.is_empty() && command.question.is_none() => Err(Failure::Message(
            "give an item's id, or --question and --reference; `gradus draft --help` shows how".into(),
        )),
        None => {
            let question = command.question.clone().unwrap_or_default();
            Ok(Source { id: slug(&question), question, references: command.reference.clone(), known: false })
        }
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            row(&text)
        }
        Some(id) => {
            let item: &Item = &engine.rubric(id).ok_or_else(|| unknown_item(engine.bank(), id))?.item;
            let (id, question, references) = (item.id.clone(), item.question.clone(), item.references.clone());
            Ok(Source { id, question, references, known: true })
        }
    }
}

/// A JSON object with a question and its references.
fn row(text: &str) -> Result<Source, Failure> {
    let text = text.trim_start_matches('\u{feff}').trim_end();
    let row: Row = serde_json::from_str(text).map_err(|error| {
        // The line leads the message.
        let (line, said) = (error.line().max(1), error.to_string());
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let expected = "expected one JSON object with `question` and `references` (a text, or a list of texts)";
        Failure::Message(format!("standard input, line {line}: {said}; {expected}"))
    })?;
    let id = [row.id, row.question_id].into_iter().flatten().map(|id| id.0).find(|id| !id.is_empty());
    let id = slug(&id.unwrap_or_else(|| row.question.clone()));
    Ok(Source { id, question: row.question, references: row.references.0, known: false })
}

/// A question as rows bring it along; what else they hold is not read.
#[derive(Deserialize)]
struct Row {
    id: Option<Id>,
    question_id: Option<Id>,
    #[serde(default)]
    question: String,
    #[serde(default, alias = "reference", alias = "model_answer")]
    references: References,
}

/// An id: a text, or a whole number as programs export it.
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Id;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an id as text")
            }

            fn visit_str<E>(self, id: &str) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }

            fn visit_u64<E>(self, id: u64) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }
        }
        input.deserialize_any(Read)
    }
}

/// A text, or a list of texts. Anything else is told with its line, not left out.
#[derive(Default)]
struct References(Vec<String>);

impl<'de> Deserialize<'de> for References {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = References;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("references as a text or a list of texts")
            }

            fn visit_str<E>(self, one: &str) -> Result<References, E> {
                Ok(References(vec![one.to_string()]))
            }

            fn visit_unit<E>(self) -> Result<References, E> {
                Ok(References::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<References, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = list.next_element()? {
                    all.push(one);
                }
                Ok(References(all))
            }
        }
        input.deserialize_any(Read)
    }
}
