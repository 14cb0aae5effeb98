//! CSV with pairs of answers that share passages: leads for a person to look at, never a verdict.

use super::gathering::Gathering;
use crate::rows::output::table::line;
use crate::rows::output::{Whole, WholeFile};
use crate::rows::record::Record;
use crate::rows::spill::Spill;
use crate::span::Span;
use std::io::{self, Write};
use std::sync::Arc;

const HEADER: [&str; 13] = [
    "order",
    "question_id",
    "share",
    "answer_id",
    "candidate_id",
    "name",
    "passages",
    "spans",
    "other_answer_id",
    "other_candidate_id",
    "other_name",
    "other_passages",
    "other_spans",
];

/// The leads.
pub struct CopyTable<'b> {
    gathering: Arc<Gathering<'b>>,
}

impl<'b> CopyTable<'b> {
    /// From what is gathered about a run.
    pub fn new(gathering: Arc<Gathering<'b>>) -> Self {
        CopyTable { gathering }
    }
}

impl Whole for CopyTable<'_> {
    fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()> {
        let gathered = self.gathering.of(spill)?;
        let mut reader = spill.reader()?;
        let mut buffer = Vec::new();
        line(&HEADER, &mut buffer)?;
        for (at, lead) in gathered.extras.leads.iter().enumerate() {
            let [one, two] = [reader.record(lead.places[0])?, reader.record(lead.places[1])?];
            let (order, share) = ((at + 1).to_string(), lead.share.to_string());
            let mut fields = vec![order, one.item().to_string(), share];
            for (record, spans) in [&one, &two].into_iter().zip(&lead.passages) {
                fields.extend(side(record, spans));
            }
            line(&fields.iter().map(String::as_str).collect::<Vec<_>>(), &mut buffer)?;
            out.write_all(&buffer)?;
            buffer.clear();
        }
        out.write_all(&buffer)
    }
}

/// Who, the shared passages, and where they stand (bytes of the answer).
fn side(record: &Record, spans: &[Span]) -> [String; 5] {
    let places = spans.iter().map(|span| format!("{}-{}", span.start, span.end));
    [
        record.answer_id.clone(),
        record.candidate_id().into_owned(),
        record.name.clone().unwrap_or_default(),
        record.passages(spans.iter().map(|span| (span.start, span.end))),
        places.collect::<Vec<_>>().join(" "),
    ]
}
