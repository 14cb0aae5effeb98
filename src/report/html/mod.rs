//! The report as one self-contained page: no network, opens from disk, prints, works without JavaScript, by keyboard and by
//! screen reader, light and dark.
//!
//! ```text
//! plan       how much of a run the page holds
//! overview   the top: overview and ranked candidates (top.html)
//! candidate  one candidate's page, with answers (answer, highlight)
//! item       one question's page
//! review     the order of review; answers that are alike
//! chart      pictures with their words
//! progress   another page: what practice shows so far
//! ```
//!
//! Templates stand beside the code and escape whatever comes from people; the page's policy lets no script run but its own.
//! Pages are written one after the other: memory holds the figures and one candidate's answers.

mod answer;
mod candidate;
mod chart;
mod highlight;
mod item;
mod overview;
mod plan;
#[cfg(feature = "practice")]
mod progress;
mod review;

#[cfg(feature = "practice")]
pub use progress::progress;

use super::facts::facts;
use super::gathering::Gathering;
use crate::bank::Bank;
use crate::rows::output::{Whole, WholeFile};
use crate::rows::spill::Spill;
use crate::scoring::ENGINE;
use askama::Template;
use base64::Engine as _;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::io;
use std::sync::Arc;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The one script that the page's policy allows.
fn script_hash() -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT)))
}

/// The page as an output of a run.
pub struct Pages<'e> {
    bank: &'e Bank,
    gathering: Arc<Gathering<'e>>,
}

impl<'e> Pages<'e> {
    /// With questions, hints and follow-up questions of a bank.
    pub fn new(bank: &'e Bank, gathering: Arc<Gathering<'e>>) -> Self {
        Pages { bank, gathering }
    }
}

#[derive(Template)]
#[template(path = "questions.html", config = "src/report/html/askama.toml")]
struct Questions<'a> {
    items: &'a [item::ItemView],
    more: usize,
}

#[derive(Template)]
#[template(path = "foot.html", config = "src/report/html/askama.toml")]
struct Foot {
    engine: &'static str,
}

impl Whole for Pages<'_> {
    fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()> {
        let gathered = self.gathering.of(spill)?;
        let (analysis, extras) = (&gathered.analysis, &gathered.extras);
        let facts = facts(self.bank, analysis);
        let cuts = self.bank.bands();
        let plan = plan::Plan::of(analysis, spill)?;
        let queue = &extras.review;
        overview::top(analysis, &facts, cuts, &plan, queue.len(), extras).write_into(out)?;

        let mut reader = spill.reader()?;
        let mut anchors = FxHashMap::default();
        let mut items = item::items(analysis, &facts);
        let named = |at: usize| Some((plan.page(at)?, analysis.candidates.get(at)?.person.shown().to_string()));
        for (at, figures) in analysis.candidates.iter().enumerate().take(plan.pages) {
            let mut answers = Vec::new();
            for score in analysis.scores.of(figures.index) {
                let Some(anchor) = plan.answer(at, score.item()) else { continue };
                let record = reader.record(score.place)?;
                let question = item::anchor(score.item());
                answers.extend(
                    answer::answer(record, &facts[score.item()], anchor.clone(), question)
                        .map(|answer| (score.item(), answer)),
                );
                if let Some((_, answer)) = answers.last() {
                    items[score.item()].list(answer, figures.person.shown());
                }
                anchors.insert(score.place, anchor);
            }
            let mut page = candidate::candidate(figures, answers, &facts, cuts, analysis.candidates.len());
            page.anchor = plan.page(at).unwrap_or_default();
            page.previous = at.checked_sub(1).and_then(named);
            page.next = named(at + 1);
            page.write_into(out)?;
        }

        let shown = &mut items[..plan.questions];
        Questions { items: shown, more: facts.len() - plan.questions }.write_into(out)?;
        for item in shown {
            item.finish();
            item.write_into(out)?;
        }

        let by_id: FxHashMap<&str, &str> = analysis
            .items
            .iter()
            .zip(&facts)
            .map(|(item, facts)| (item.tally.id.as_str(), facts.question.as_str()))
            .collect();
        let question = |id: &str| by_id.get(id).copied().unwrap_or(id).to_string();
        let names = review::Names { anchors, question: &question };
        review::review(queue, plan::MOST_REVIEWS, &mut reader, &names)?.write_into(out)?;
        if extras.has_alike() {
            review::alike(&extras.leads, &extras.clusters, plan::MOST_LISTED, &mut reader, &names)?.write_into(out)?;
        }
        Foot { engine: ENGINE }.write_into(out)
    }
}
