//! `gradus grade`: one answer.

use super::args::{Args, Grade, View};
use super::{CONVERT, Failure, Outcome, engine, unknown_item, width};
use crate::engine::Engine;
use crate::feedback::{self, Curtain, Reveal};
use crate::report::terminal::{self, Shown};
use crate::rows::says_something;
use crate::rubric::Rubric;
use crate::scoring::{self, explain};
use crate::text::slug;
use serde::Serialize;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// The JSON of one grade.
#[derive(Serialize)]
struct Graded<'a> {
    question_id: &'a str,
    #[serde(flatten)]
    grade: &'a scoring::Grade<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<scoring::Explanation>,
}

pub fn run(command: &Grade, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let (rubric, answer) = what(command, &engine)?;
    let rubric = &*rubric;
    let typed = answer.filter(|answer| *answer != "-");
    if let Some(answer) = typed {
        warn_of_a_file(command, answer)?;
    }
    // Who types the answer has the question above it.
    let asked = typed.is_none() && io::stdin().is_terminal();
    let answer = match typed {
        Some(answer) => answer.to_string(),
        None => read_stdin(&rubric.item.question)?,
    };
    let grade = feedback::grade(rubric, &answer);
    let curtain = (command.reveal != Reveal::default()).then(|| Curtain::new(&grade, rubric, &answer, command.reveal));
    let grade = match &curtain {
        Some(curtain) => curtain.before(grade),
        None => grade,
    };
    let mut out = anstream::stdout().lock();
    match command.format {
        View::Json => {
            let explanation = command.explain.then(|| explain(&grade, rubric));
            serde_json::to_writer_pretty(
                &mut out,
                &Graded { question_id: &rubric.item.id, grade: &grade, explanation },
            )?;
            writeln!(out)?;
        }
        View::Text => {
            let hidden = curtain.as_ref().map(Curtain::hidden).unwrap_or_default();
            let shown = Shown { reveal: command.reveal, width: width(), names: &[], hidden };
            let view = match asked && io::stdout().is_terminal() {
                true => terminal::result(&grade, rubric, &answer, shown),
                false => terminal::grade(&grade, rubric, &answer, shown),
            };
            write!(out, "{view}")?;
            if command.explain {
                write!(out, "\n{}", terminal::explanation(&explain(&grade, rubric)))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// What to grade by, an item of the bank or references as typed, and the answer as typed.
fn what<'c>(command: &'c Grade, engine: &Engine) -> Result<(Arc<Rubric>, Option<&'c str>), Failure> {
    let (first, second) = (command.item.as_deref(), command.answer.as_deref());
    if command.reference.is_empty() {
        let id = first.unwrap_or_default();
        let rubric = engine.rubric(id).ok_or_else(|| unknown_item(engine.bank(), id))?;
        return Ok((Arc::clone(rubric), second));
    }
    let references: Vec<String> =
        command.reference.iter().filter(|reference| says_something(reference)).cloned().collect();
    if references.is_empty() {
        return Err(Failure::Message("--reference says nothing: give the text of a model answer".into()));
    }
    if second.is_some() {
        let help = "give the answer alone (in quotation marks), or an item and no --reference";
        return Err(Failure::Message(format!("--reference stands in place of an item: {help}")));
    }
    // Without an item the first argument is the answer.
    let question = command.question.as_deref().unwrap_or_default();
    Ok((engine.inline(&slug::id_of(question), question, &references), first))
}

/// An answer of one word that is the name of a file was hardly meant as an answer.
fn warn_of_a_file(command: &Grade, answer: &str) -> io::Result<()> {
    let is_word = !answer.is_empty() && !answer.contains(char::is_whitespace);
    if !is_word || !Path::new(answer).is_file() {
        return Ok(());
    }
    let item =
        if command.reference.is_empty() { command.item.as_deref().unwrap_or_default() } else { "--reference ..." };
    writeln!(
        anstream::stderr(),
        "note: \"{answer}\" was graded as the answer itself; to grade the file of that name: gradus grade {item} - < {answer}"
    )
}

/// Reads the answer from standard input; on a terminal says so first.
fn read_stdin(question: &str) -> Result<String, Failure> {
    let mut input = io::stdin().lock();
    if input.is_terminal() {
        writeln!(anstream::stderr(), "{question}\n(type your answer, then Ctrl-D on a line of its own)\n")?;
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::Message(format!(
            "standard input is not UTF-8 (byte {}); {CONVERT}",
            error.utf8_error().valid_up_to() + 1
        ))
    })?;
    match text.find('\0') {
        Some(at) => Err(Failure::Message(format!(
            "standard input holds a NUL character (byte {}); is it UTF-16 or no text at all?",
            at + 1
        ))),
        None => Ok(text),
    }
}
