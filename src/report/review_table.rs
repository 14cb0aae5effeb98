//! CSV with the answers most worth a person's look, first things first, and empty columns in which a person judges: handed
//! back, they are read by `--overrides`.

use super::gathering::Gathering;
use super::words::file_name;
use crate::analysis::ItemAnalysis;
use crate::rows::output::table::line;
use crate::rows::output::{Whole, WholeFile};
use crate::rows::record::Record;
use crate::rows::spill::Spill;
use std::io::{self, Write};
use std::sync::Arc;

const HEADER: [&str; 16] = [
    "order",
    "priority",
    "answer_id",
    "candidate_id",
    "name",
    "question_id",
    "file",
    "reason",
    "machine_score",
    "machine_band",
    "confidence",
    "max_score",
    "response",
    "band",
    "points",
    "comment",
];

/// The file of an answer, where there are several: a mark for it is then for this one alone.
pub fn file_of<'r>(record: &'r Record, analysis: &ItemAnalysis) -> &'r str {
    if analysis.overall.files.len() > 1 { file_name(&record.file) } else { "" }
}

/// The list.
pub struct ReviewTable<'b> {
    gathering: Arc<Gathering<'b>>,
}

impl<'b> ReviewTable<'b> {
    /// From what is gathered about a run.
    pub fn new(gathering: Arc<Gathering<'b>>) -> Self {
        ReviewTable { gathering }
    }
}

impl Whole for ReviewTable<'_> {
    fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()> {
        let gathered = self.gathering.of(spill)?;
        let mut reader = spill.reader()?;
        let mut buffer = Vec::new();
        let points = gathered.analysis.items.iter().any(|item| item.tally.max_score.is_some());
        let mut header = HEADER;
        if !points {
            header[14] = "score";
        }
        line(&header, &mut buffer)?;
        for (at, entry) in gathered.extras.review.iter().enumerate() {
            let record = reader.record(entry.place)?;
            let Some(grade) = &record.grade else { continue };
            // Of an answer that a person has marked the machine's own values, and the mark in its place.
            let marked = record.overridden.as_ref();
            let machine = marked.map_or((grade.score, grade.band, grade.confidence), |marked| {
                (marked.machine.score, marked.machine.band, marked.machine.confidence)
            });
            let mark = marked.map(|marked| match (points, marked.points) {
                (true, points) => points.or(record.points).map(|points| points.to_string()).unwrap_or_default(),
                (false, _) => marked.score.to_string(),
            });
            line(
                &[
                    &(at + 1).to_string(),
                    &entry.priority.to_string(),
                    &record.answer_id,
                    &record.candidate_id(),
                    record.name.as_deref().unwrap_or_default(),
                    record.question_id.as_deref().unwrap_or_default(),
                    file_of(&record, &gathered.analysis),
                    &entry.reason,
                    &machine.0.to_string(),
                    machine.1.name(),
                    &machine.2.to_string(),
                    &record.max_score.map(|max| max.to_string()).unwrap_or_default(),
                    &record.answer,
                    marked.map(|marked| marked.band.name()).unwrap_or_default(),
                    &mark.unwrap_or_default(),
                    marked.and_then(|marked| marked.comment.as_deref()).unwrap_or_default(),
                ],
                &mut buffer,
            )?;
            out.write_all(&buffer)?;
            buffer.clear();
        }
        out.write_all(&buffer)
    }
}
