//! `gradus draft`: the keyword set that references imply, as TOML for an author to edit.

use super::args::{Args, Draft};
use super::{Failure, Outcome, engine, unknown_item};
use crate::bank::{Item, KeywordSet, Need};
use crate::engine::Engine;
use crate::rows::{says_something, slug::slug};
use crate::rubric::derive;
use std::fmt::Write as _;
use std::io::{Read, Write};

pub fn run(command: &Draft, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let (id, question, references) = source(command, &engine)?;
    if !references.iter().any(|reference| says_something(reference)) {
        return Err(Failure::Message("a draft needs a reference; give one with --reference TEXT".into()));
    }
    let set = derive(&question, &references, engine.compiler().lexicon());
    let mut out = anstream::stdout().lock();
    out.write_all(toml(&id, &question, &set).as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Id, question and references: of an item of the bank, of a JSON row on standard input, or as typed.
fn source(command: &Draft, engine: &Engine) -> Result<(String, String, Vec<String>), Failure> {
    match command.item.as_deref() {
        None if command.reference.is_empty() => Err(Failure::Message(
            "give an item's id, or --question and --reference; `gradus draft --help` shows how".into(),
        )),
        None => {
            let question = command.question.clone().unwrap_or_default();
            Ok((slug(&question), question, command.reference.clone()))
        }
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            let row: serde_json::Value = serde_json::from_str(text.trim()).map_err(|error| {
                Failure::Message(format!(
                    "standard input: expected one JSON object with `question` and `references`: {error}"
                ))
            })?;
            let field = |name: &str| row[name].as_str().unwrap_or_default().to_string();
            let references = match &row["references"] {
                serde_json::Value::String(one) => vec![one.clone()],
                serde_json::Value::Array(all) => all.iter().filter_map(|one| one.as_str().map(String::from)).collect(),
                _ => Vec::new(),
            };
            let id = [field("id"), field("question_id")].into_iter().find(|id| !id.is_empty());
            let question = field("question");
            Ok((slug(&id.unwrap_or_else(|| question.clone())), question, references))
        }
        Some(id) => {
            let item: &Item = &engine.rubric(id).ok_or_else(|| unknown_item(engine.bank(), id))?.item;
            Ok((item.id.clone(), item.question.clone(), item.references.clone()))
        }
    }
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// The `[[item]]` of a keyword-sets file.
fn toml(id: &str, question: &str, set: &KeywordSet) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# A draft made from references. Mend the labels, drop what an answer need not say,");
    let _ = writeln!(out, "# add other ways to say the rest; then run `gradus check`.");
    for line in question.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(out, "# {}", line.trim());
    }
    let _ = writeln!(out, "\n[[item]]\nid = {}", quoted(id));
    for concept in &set.concepts {
        let _ = writeln!(out, "\n[[item.concept]]\nid = {}", quoted(&concept.id));
        let _ = writeln!(out, "label = {}\nweight = {}", quoted(&concept.label), concept.weight);
        let list = |alternatives: &[crate::bank::Alternative]| {
            alternatives.iter().map(|one| quoted(&one.pattern.value)).collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(out, "alternatives = [{}]", list(&concept.alternatives));
        if !concept.partial.is_empty() {
            let _ = writeln!(out, "partial = [{}]", list(&concept.partial));
        }
    }
    for group in &set.groups {
        let _ = writeln!(out, "\n[[item.group]]\nid = {}\nlabel = {}", quoted(&group.id), quoted(&group.label));
        let _ = writeln!(out, "weight = {}", group.weight);
        match group.need {
            Some(Need::Count(need)) => {
                let _ = writeln!(out, "need = {need}");
            }
            Some(Need::All) => {
                let _ = writeln!(out, "need = \"all\"");
            }
            None => {}
        }
        let of: Vec<String> = group.of.iter().map(|member| quoted(&member.value)).collect();
        let _ = writeln!(out, "of = [{}]", of.join(", "));
    }
    out
}
