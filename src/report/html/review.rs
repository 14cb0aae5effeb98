//! The order of review, and answers that are alike.

use super::highlight::{Kind, Mark, Piece, pieces, visible};
use crate::analysis::findings::percent;
use crate::copies::Lead;
use crate::report::extras::{Cluster, ReviewEntry};
use crate::report::words::{self, opening};
use crate::rows::record::Record;
use crate::rows::spill::Reader;
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
    let name = record.name.clone().filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| record.candidate().to_string())
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
            band: grade.map(|grade| grade.band.name()).unwrap_or_default(),
            score: grade.map(|grade| words::score(grade.score, grade.arithmetic.bands())).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::feedback::grade;
    use crate::rows::output::Outcome;
    use crate::rows::record::encode;
    use crate::rows::spill::Spill;
    use crate::rows::{Row, RowCode, RowError};
    use std::io::Write;

    /// A spill of answers to one item, and the places of its records.
    fn spill(answers: &[(&str, &str)]) -> (tempfile::NamedTempFile, Vec<u64>) {
        let engine = Engine::shipped();
        let rubric = engine.rubric("gil").expect("an item");
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        let mut places = Vec::new();
        let mut bytes = Vec::new();
        for (name, answer) in answers {
            places.push(bytes.len() as u64);
            let row = Row {
                answer_id: (*name).into(),
                name: Some((*name).into()),
                question_id: Some("gil".into()),
                answer: (*answer).into(),
                ..Row::default()
            };
            let result = grade(rubric, answer);
            let failed = RowError::new(RowCode::UnknownItem, "no such item");
            let result = if *name == "failed" { Err(&failed) } else { Ok(&result) };
            encode(
                &Outcome { row: &row, file: "a.csv", input: 0, line: 2, number: 1, result, overridden: None },
                &mut bytes,
            )
            .expect("in memory");
        }
        file.write_all(&bytes).expect("written");
        (file, places)
    }

    fn names(anchors: &[(u64, &str)]) -> Names<'static> {
        let anchors = anchors.iter().map(|(place, anchor)| (*place, anchor.to_string())).collect();
        Names { anchors, question: &|id| format!("What is <{id}>?") }
    }

    const ANSWERS: [(&str, &str); 3] =
        [("Ann", "One lock & <one> thread."), ("Bob", "I think: One lock & <one> thread!"), ("failed", "?")];

    #[test]
    fn leads_show_what_is_shared_and_groups_their_members() {
        let (file, places) = spill(&ANSWERS);
        let mut reader = Spill::new(file.path()).reader().expect("readable");
        let lead = Lead {
            places: [places[0], places[1]],
            share: 0.75,
            passages: [vec![Span::new(0, 16)], vec![Span::new(9, 25)]],
        };
        let cluster = Cluster { places: places[..2].to_vec(), count: 2, label: "<one> lock".into() };
        let page = alike(&[lead], &[cluster], 9, &mut reader, &names(&[(places[0], "c1-q1")])).expect("readable");
        let page = page.render().expect("rendered");
        assert!(page.contains("75 % shared") && page.contains("2 answers; the most typical one:"));
        let shared = "<span class=\"vh\">(shared: </span>One lock &#38; &#60;one&#62;<span class=\"vh\">)</span>";
        assert_eq!(page.matches(shared).count(), 2, "{page}");
        assert!(page.contains("I think: <mark"));
        assert!(page.contains("What is &#60;gil&#62;?") && page.contains("&#60;one&#62; lock"));
        assert_eq!(page.matches("href=\"#c1-q1\"").count(), 2, "who is shown in full is linked");
    }

    #[test]
    fn the_order_of_review_is_cut_and_says_so() {
        let (file, places) = spill(&ANSWERS);
        let mut reader = Spill::new(file.path()).reader().expect("readable");
        let entry = |place: &u64| ReviewEntry { place: *place, priority: 1, reason: "near a <cut>".into() };
        let queue: Vec<ReviewEntry> = places.iter().rev().map(entry).collect();
        let page = review(&queue, 2, &mut reader, &names(&[])).expect("readable").render().expect("rendered");
        let at = |name: &str| page.find(name);
        assert!(at("<bdi>failed</bdi>") < at("<bdi>Bob</bdi>") && at("<bdi>Ann</bdi>").is_none(), "{page}");
        assert!(page.contains("near a &#60;cut&#62;") && page.contains("… and 1 more"));
        let page = review(&[], 2, &mut reader, &names(&[])).expect("readable").render().expect("rendered");
        assert!(page.contains("there is no reason to doubt any of them"));
    }
}
