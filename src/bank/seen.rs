//! Finds ids that are used twice.

use super::codes;
use super::reader::File;
use crate::finding::{Finding, Source};
use crate::span::Place;
use std::collections::HashMap;

/// The ids of one kind met so far.
pub struct Seen {
    what: &'static str,
    places: HashMap<String, Place>,
}

impl Seen {
    /// None yet. `what` is the kind of thing the ids name.
    pub fn new(what: &'static str) -> Seen {
        Seen { what, places: HashMap::new() }
    }

    /// Whether this id is new within one file; reports it if not.
    pub fn first(&mut self, file: &mut File<'_>, id: &str, place: Place) -> bool {
        let line =
            |place: Place| file.text.get(..place.span.start).map_or(1, |before| before.matches('\n').count() + 1);
        let finding = self.note(id, place, |first| format!("line {}", line(first)));
        let new = finding.is_none();
        file.findings.extend(finding);
        new
    }

    /// Whether this id is new within the bank; reports it if not.
    pub fn first_in(&mut self, sources: &[Source], findings: &mut Vec<Finding>, id: &str, place: Place) -> bool {
        let finding = self.note(id, place, |first| match sources.get(first.file as usize) {
            Some(source) => format!("{}:{}", source.path, source.line_column(first.span.start).0),
            None => "another file".to_owned(),
        });
        let new = finding.is_none();
        findings.extend(finding);
        new
    }

    fn note(&mut self, id: &str, place: Place, show: impl FnOnce(Place) -> String) -> Option<Finding> {
        let Some(first) = self.places.get(id) else {
            self.places.insert(id.to_owned(), place);
            return None;
        };
        let message = format!("The {} `{id}` is there twice", self.what);
        let help = format!("the first one is in {}; rename or remove one of them", show(*first));
        Some(codes::DUPLICATE_ID.at(place, message, "used before").help(help))
    }
}
