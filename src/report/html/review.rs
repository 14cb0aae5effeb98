//! The order of review, and answers that are alike.

use super::highlight::{Kind, Mark, Piece, pieces, visible};
use crate::analysis::findings::percent;
use crate::copies::Lead;
use crate::report::extras::{Cluster, ReviewEntry};
use crate::report::words::opening;
use crate::rows::record::Record;
use crate::rows::spill::Reader;
use crate::scoring::band_name;
use crate::span::Span;
use askama::Template;
use rustc_hash::FxHashMap;
use std::io;

/// Characters of an answer in a list.
const OPENING: usize = 140;

/// Where to find what is said about an answer, by its place in the spill.
pub struct Names<'a> {
    /// The places in the page of the answers that are shown in full.
    pub anchors: FxHashMap<u64, String>,
    /// The question's text for an item's id.
    pub question: &'a dyn Fn(&str) -> String,
}

impl Names<'_> {
    fn anchor(&self, place: u64) -> Option<String> {
        self.anchors.get(&place).cloned()
    }
}

/// Who answered.
fn name(record: &Record) -> String {
    let name = record.name.as_deref().filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| record.candidate()).to_string()
}

/// Answers worth a second look.
#[derive(Template)]
#[template(path = "review.html", config = "src/report/html/askama.toml")]
pub struct Review {
    rows: Vec<ReviewRow>,
    more: usize,
}

struct ReviewRow {
    anchor: Option<String>,
    name: String,
    opening: String,
    question: String,
    reason: String,
    band: &'static str,
    score: String,
}

/// The first `most` answers of the order of review.
pub fn review(queue: &[ReviewEntry], most: usize, reader: &mut Reader, names: &Names) -> io::Result<Review> {
    let mut rows = Vec::new();
    for entry in queue.iter().take(most) {
        let record = reader.record(entry.place)?;
        let grade = record.grade.as_ref();
        rows.push(ReviewRow {
            anchor: names.anchor(entry.place),
            name: name(&record),
            opening: visible(&opening(&record.answer, OPENING)),
            question: (names.question)(record.item()),
            reason: entry.reason.clone(),
            band: grade.map(|grade| band_name(grade.band)).unwrap_or_default(),
            score: grade.map(|grade| format!("{:.2}", grade.score)).unwrap_or_default(),
        });
    }
    Ok(Review { more: queue.len() - rows.len(), rows })
}

/// Answers that are alike.
#[derive(Template)]
#[template(path = "alike.html", config = "src/report/html/askama.toml")]
pub struct Alike {
    leads: Vec<LeadView>,
    clusters: Vec<ClusterView>,
}

struct LeadView {
    question: String,
    share: String,
    sides: Vec<SideView>,
}

struct SideView {
    anchor: Option<String>,
    name: String,
    text: String,
    marks: Vec<Mark>,
}

impl SideView {
    fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(&self.text, &self.marks)
    }
}

struct ClusterView {
    question: String,
    label: String,
    count: u64,
    typical: String,
    members: Vec<(Option<String>, String)>,
}

/// Leads and groups, each up to `most`.
pub fn alike(
    leads: &[Lead],
    clusters: &[Cluster],
    most: usize,
    reader: &mut Reader,
    names: &Names,
) -> io::Result<Alike> {
    let mut alike = Alike { leads: Vec::new(), clusters: Vec::new() };
    for lead in leads.iter().take(most) {
        let mut question = String::new();
        let mut sides = Vec::new();
        for (place, passages) in lead.places.iter().zip(&lead.passages) {
            let record = reader.record(*place)?;
            question = (names.question)(record.item());
            let mark = |span: &Span| Mark {
                range: span.start..span.end,
                kind: Kind::Met,
                number: 0,
                label: "shared".to_string(),
            };
            sides.push(SideView {
                anchor: names.anchor(*place),
                name: name(&record),
                text: record.answer,
                marks: passages.iter().map(mark).collect(),
            });
        }
        alike.leads.push(LeadView { question, share: percent(lead.share), sides });
    }
    for cluster in clusters.iter().take(most) {
        let mut members = Vec::new();
        let mut first = None;
        for place in cluster.places.iter().take(most) {
            let record = reader.record(*place)?;
            members.push((names.anchor(*place), name(&record)));
            first.get_or_insert(record);
        }
        let Some(first) = first else { continue };
        alike.clusters.push(ClusterView {
            question: (names.question)(first.item()),
            label: cluster.label.clone(),
            count: cluster.count,
            typical: visible(&first.answer),
            members,
        });
    }
    Ok(alike)
}
