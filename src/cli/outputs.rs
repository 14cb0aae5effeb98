//! Which output a file name stands for. A new format gets its ending here.

use super::Failure;
use super::args::{Batch, Per};
use crate::engine::Engine;
use crate::report::copy_table::CopyTable;
use crate::report::gathering::Gathering;
#[cfg(feature = "pages")]
use crate::report::html::Pages;
use crate::report::review_table::ReviewTable;
use crate::report::xlsx::Xlsx;
use crate::rows::input::Format;
use crate::rows::output::{ConceptTable, Gradebook, JsonLines, Origin, Place, ResponseTable, Sink, place};
use clap::ValueEnum;
use std::path::Path;
use std::sync::Arc;

/// What an output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON Lines.
    Lines,
    /// CSV.
    Table(Per),
    /// The report as a page.
    #[cfg(feature = "pages")]
    Pages,
    /// The workbook.
    Workbook,
}

impl Kind {
    /// Whether every row that could not be graded stands in it, with the reason.
    pub fn lists_what_failed(self) -> bool {
        match self {
            Kind::Lines | Kind::Workbook => true,
            Kind::Table(per) => matches!(per, Per::Response | Per::Concept),
            #[cfg(feature = "pages")]
            Kind::Pages => false,
        }
    }

    /// Whether it lists the answers that a person should look at first.
    fn lists_what_to_review(self) -> bool {
        match self {
            Kind::Lines => false,
            Kind::Table(per) => per == Per::Review,
            #[cfg(feature = "pages")]
            Kind::Pages => true,
            Kind::Workbook => true,
        }
    }

    /// Whether a candidate has one place for each question in it, so that one of several answers counts.
    pub fn is_by_candidate(self) -> bool {
        match self {
            Kind::Lines => false,
            Kind::Table(per) => per == Per::Candidate,
            #[cfg(feature = "pages")]
            Kind::Pages => true,
            Kind::Workbook => true,
        }
    }
}

/// What the outputs are that were asked for, in their order.
pub fn kinds(command: &Batch) -> Result<Vec<Kind>, Failure> {
    let mut tables = 0;
    let mut is_format_used = false;
    let mut kinds = Vec::new();
    for name in &command.output {
        let format = match by_ending(name) {
            Some(format) => format,
            None => {
                is_format_used = true;
                by_option(name, command)?
            }
        };
        kinds.push(match format {
            Written::Lines => Kind::Lines,
            Written::Table => {
                tables += 1;
                Kind::Table(per(&command.per, tables - 1)?)
            }
            #[cfg(feature = "pages")]
            Written::Pages => Kind::Pages,
            Written::Workbook => Kind::Workbook,
        });
    }
    if let Some(format) = command.output_format.filter(|_| !is_format_used) {
        return Err(Failure::Message(format!(
            "--output-format {} is for outputs whose names do not tell their format (`-`, /dev/stdout); that of -o {} does: \
             leave the option out, or give -o -",
            named(&format),
            command.output.join(", -o ")
        )));
    }
    if let Some(number) = command.review.filter(|_| !kinds.iter().any(|kind| kind.lists_what_to_review())) {
        return Err(Failure::Message(format!(
            "--review {number} says how many answers are listed for a person's look, but no output lists them; add -o \
             review.csv --per review, or -o report.html or results.xlsx"
        )));
    }
    match (command.per.as_slice(), tables) {
        ([first, ..], 0) => {
            let per = named(first);
            Err(Failure::Message(format!(
                "--per {per} says what a row of a CSV output stands for, but there is no CSV output; add -o {per}.csv, or \
                 --output-format csv for standard output"
            )))
        }
        (several, tables) if several.len() > tables => {
            Err(Failure::Message(format!("--per is given {} times, but there are {tables} CSV outputs", several.len())))
        }
        _ => Ok(kinds),
    }
}

/// What is written to an output.
enum Written {
    Lines,
    Table,
    #[cfg(feature = "pages")]
    Pages,
    Workbook,
}

/// By the ending of its name, where that says it.
fn by_ending(name: &str) -> Option<Written> {
    let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "jsonl" | "ndjson" => Some(Written::Lines),
        "csv" => Some(Written::Table),
        #[cfg(feature = "pages")]
        "html" | "htm" => Some(Written::Pages),
        "xlsx" => Some(Written::Workbook),
        _ => None,
    }
}

/// By `--output-format`; standard output has JSON Lines without it.
fn by_option(name: &str, command: &Batch) -> Result<Written, Failure> {
    let is_output = name == "-";
    match command.output_format.or(is_output.then_some(Format::Jsonl)) {
        Some(Format::Csv) => Ok(Written::Table),
        Some(Format::Jsonl) => Ok(Written::Lines),
        Some(Format::Xlsx) if is_output || matches!(place(Path::new(name)), Ok(Place::Straight)) => {
            let message = "a workbook goes to a file; give -o results.xlsx";
            Err(Failure::Message(format!("-o {name} --output-format xlsx: {message}")))
        }
        Some(Format::Xlsx) => Ok(Written::Workbook),
        None => {
            let endings = "use .jsonl, .csv, .html or .xlsx, or say it with --output-format";
            Err(Failure::Message(format!("{name}: the ending chooses the format; {endings}")))
        }
    }
}

/// A value of an option as it is typed.
fn named(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
}

/// The outputs that were asked for, in their order.
pub fn sinks<'e>(command: &Batch, kinds: &[Kind], engine: &'e Engine) -> Vec<(String, Sink<'e>)> {
    let gathering = Arc::new(Gathering::new(engine.bank(), command.reviews()));
    let sink = |kind: &Kind| match *kind {
        Kind::Lines => Sink::Stream(Box::new(JsonLines { origin: Origin::of(&command.files) })),
        Kind::Table(per) => table(per, command, &gathering),
        #[cfg(feature = "pages")]
        Kind::Pages => Sink::Whole(Box::new(Pages::new(engine.bank(), Arc::clone(&gathering)))),
        Kind::Workbook => Sink::Whole(Box::new(Xlsx::new(engine.bank(), Arc::clone(&gathering)))),
    };
    command.output.iter().cloned().zip(kinds.iter().map(sink)).collect()
}

fn table<'e>(per: Per, command: &Batch, gathering: &Arc<Gathering<'e>>) -> Sink<'e> {
    let (marked, anonymous) = (command.overrides.is_some(), command.anonymise);
    let origin = Origin::of(&command.files);
    match per {
        Per::Response => Sink::Stream(Box::new(ResponseTable { marked, anonymous, origin })),
        Per::Concept => Sink::Stream(Box::new(ConceptTable { origin })),
        Per::Candidate => Sink::Whole(Box::new(Gradebook)),
        Per::Review => Sink::Whole(Box::new(ReviewTable::new(Arc::clone(gathering)))),
        Per::Copy => Sink::Whole(Box::new(CopyTable::new(Arc::clone(gathering)))),
    }
}

/// What the rows of the CSV output at this place stand for: one `--per` holds for all, several hold one each.
fn per(given: &[Per], at: usize) -> Result<Per, Failure> {
    match given {
        [] => Ok(Per::default()),
        [one] => Ok(*one),
        several => several.get(at).copied().ok_or_else(|| {
            Failure::Message(format!(
                "--per is given {} times, but there are more CSV outputs; give it once or for each",
                several.len()
            ))
        }),
    }
}
