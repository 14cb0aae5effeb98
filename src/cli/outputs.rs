//! Which output a file name stands for. A new format gets its ending here.

use super::Failure;
use super::args::{Batch, Per};
use crate::engine::Engine;
use crate::report::copy_table::CopyTable;
use crate::report::gathering::Gathering;
#[cfg(feature = "pages")]
use crate::report::html::Pages;
use crate::report::review_table::ReviewTable;
#[cfg(feature = "formats")]
use crate::report::xlsx::Xlsx;
use crate::rows::input::Format;
use crate::rows::output::{ConceptTable, Gradebook, JsonLines, ResponseTable, Sink};
use std::path::Path;
use std::sync::Arc;

/// The outputs that were asked for, in their order.
pub fn sinks<'e>(command: &Batch, engine: &'e Engine) -> Result<Vec<(String, Sink<'e>)>, Failure> {
    let gathering = Arc::new(Gathering::new(engine.bank(), command.review));
    let mut tables = 0;
    let mut sinks = Vec::new();
    for name in &command.output {
        let ending = match (name.as_str(), command.output_format) {
            ("-", Format::Csv) => "csv".to_string(),
            ("-", _) => "jsonl".to_string(),
            _ => {
                Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
            }
        };
        let sink = match ending.as_str() {
            "jsonl" | "ndjson" => Sink::Stream(Box::new(JsonLines)),
            "csv" => {
                tables += 1;
                table(per(&command.per, tables - 1)?, command, &gathering)
            }
            #[cfg(feature = "pages")]
            "html" | "htm" => Sink::Whole(Box::new(Pages::new(engine.bank(), Arc::clone(&gathering)))),
            #[cfg(feature = "formats")]
            "xlsx" => Sink::Whole(Box::new(Xlsx::new(engine.bank(), Arc::clone(&gathering)))),
            _ => {
                let endings = "use .jsonl, .csv, .html or .xlsx";
                return Err(Failure(format!("{name}: the ending chooses the format; {endings}")));
            }
        };
        sinks.push((name.clone(), sink));
    }
    if command.per.len() > tables.max(1) {
        return Err(Failure(format!("--per is given {} times, but there are {tables} CSV outputs", command.per.len())));
    }
    Ok(sinks)
}

fn table<'e>(per: Per, command: &Batch, gathering: &Arc<Gathering<'e>>) -> Sink<'e> {
    let marked = command.overrides.is_some();
    match per {
        Per::Response => Sink::Stream(Box::new(ResponseTable { marked })),
        Per::Concept => Sink::Stream(Box::new(ConceptTable)),
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
            Failure(format!(
                "--per is given {} times, but there are more CSV outputs; give it once or for each",
                several.len()
            ))
        }),
    }
}
