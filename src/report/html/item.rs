//! One question's page: how hard it is, how well it tells candidates apart, what is met and missed, and what looks broken.

use super::answer::AnswerView;
use super::chart::{ScoreChart, Strip, band_strip, scores, strip};
use super::plan::MOST_LISTED;
use crate::analysis::findings::{Finding, Weight, percent};
use crate::analysis::tally::{ConceptTally, StatementTally};
use crate::analysis::{ItemAnalysis, ItemFigures};
use crate::report::facts::ItemFacts;
use crate::report::words::{grouped, trimmed};
use crate::scoring::{Flag, Status};
use askama::Template;

/// A question's page, and its line in the table of questions.
#[derive(Template)]
#[template(path = "item.html", config = "src/report/html/askama.toml")]
pub struct ItemView {
    /// Its place in the page.
    pub anchor: String,
    /// 1-based place among the questions.
    pub number: usize,
    /// The item's id; empty where a row brought its own question.
    pub id: String,
    /// The question's text.
    pub question: String,
    /// The topic.
    pub topic: String,
    /// Answers.
    pub answers: u64,
    /// Mean score.
    pub facility: String,
    /// Standard deviation of the scores.
    pub deviation: String,
    /// Item-rest correlation.
    pub item_rest: String,
    /// Upper less lower group.
    pub upper_lower: String,
    /// Alpha of the other items.
    pub alpha_without: String,
    /// Answers by band.
    pub strip: Strip,
    /// Answers by score.
    pub scores: ScoreChart,
    /// Answers to look at.
    pub review: u64,
    /// What looks odd.
    pub findings: Vec<FindingView>,
    /// Concepts.
    pub concepts: Vec<ConceptView>,
    /// Misconceptions with counts.
    pub misconceptions: Vec<(String, String)>,
    /// Red flags with counts.
    pub red_flags: Vec<(String, String)>,
    /// Flags with counts.
    pub flags: Vec<(&'static str, String)>,
    /// Answers from best to worst: place, candidate, band, score.
    pub listed: Vec<ListedAnswer>,
}

/// One answer in the list of a question's answers.
pub struct ListedAnswer {
    /// The answer's place in the page.
    pub anchor: String,
    /// Who answered.
    pub name: String,
    /// The band.
    pub band: &'static str,
    /// Two decimals.
    pub score: String,
    value: f64,
}

impl ItemView {
    /// Takes an answer into the list.
    pub fn list(&mut self, answer: &AnswerView, name: &str) {
        self.listed.push(ListedAnswer {
            anchor: answer.anchor.clone(),
            name: name.to_string(),
            band: answer.band.name(),
            score: answer.score_shown.clone(),
            value: answer.score,
        });
    }

    /// Puts the list into its order, up to a limit.
    pub fn finish(&mut self) {
        self.listed.sort_by(|a, b| b.value.total_cmp(&a.value));
        self.listed.truncate(MOST_LISTED);
    }
}

/// Something that looks odd.
pub struct FindingView {
    /// The question's number.
    pub number: usize,
    /// The question's place in the page.
    pub anchor: String,
    /// Whether something is very likely wrong.
    pub broken: bool,
    /// The concept or misconception that it is about.
    pub about: Option<String>,
    /// What and why.
    pub text: String,
}

/// A concept's line.
pub struct ConceptView {
    /// Its label.
    pub label: String,
    /// Its weight, and whether it is essential.
    pub notes: String,
    /// Hit rate, for sorting.
    pub hit: f64,
    /// Hit rate as percents.
    pub hit_shown: String,
    /// Answers by status.
    pub strip: Strip,
    /// Met, partly, missed, contradicted.
    pub counts: [u64; 4],
    /// Correlation with the rest of the item.
    pub rest: String,
}

impl ItemView {
    /// Discrimination, upper less lower, alpha without: for sorting and shown.
    pub fn correlations(&self) -> [(&str, &str); 3] {
        [&self.item_rest, &self.upper_lower, &self.alpha_without].map(|shown| (sortable(shown), shown.as_str()))
    }
}

impl ConceptView {
    fn rest_value(&self) -> &str {
        sortable(&self.rest)
    }
}

/// A figure for sorting: nothing where it cannot be told.
fn sortable(shown: &str) -> &str {
    if shown == UNTOLD { "" } else { shown }
}

/// What stands for a figure that cannot be told.
const UNTOLD: &str = "–";

/// A figure with two decimals, or a dash where it cannot be told.
pub fn figure(value: Option<f64>) -> String {
    // `+ 0.0` so that nothing is minus zero.
    value.map_or_else(|| UNTOLD.to_string(), |value| format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0))
}

/// All questions' pages, without their lists of answers.
pub fn items(analysis: &ItemAnalysis, facts: &[ItemFacts]) -> Vec<ItemView> {
    analysis.items.iter().zip(facts).enumerate().map(|(at, (item, facts))| view(at, item, facts, analysis)).collect()
}

fn view(at: usize, item: &ItemFigures, facts: &ItemFacts, analysis: &ItemAnalysis) -> ItemView {
    let tally = &item.tally;
    let counted = |statements: &[StatementTally]| {
        let mut all: Vec<&StatementTally> = statements.iter().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.count));
        all.iter()
            .map(|one| (one.label.clone(), format!("{} ({})", grouped(one.count), percent(tally.share(one.count)))))
            .collect()
    };
    ItemView {
        anchor: anchor(at),
        number: at + 1,
        id: facts.id.clone(),
        question: facts.question.clone(),
        topic: facts.topic.clone(),
        answers: tally.answers(),
        facility: figure(Some(tally.facility())),
        deviation: figure(tally.scores.deviation_x()),
        item_rest: figure(item.discrimination.item_rest),
        upper_lower: figure(item.discrimination.upper_lower),
        alpha_without: figure(item.alpha_without),
        strip: band_strip(tally.bands),
        scores: scores(&tally.histogram),
        review: tally.review,
        findings: analysis.findings.iter().filter(|finding| finding.item == at).map(finding).collect(),
        concepts: tally.concepts.iter().map(concept).collect(),
        misconceptions: counted(&tally.misconceptions),
        red_flags: counted(&tally.red_flags),
        flags: Flag::ALL
            .iter()
            .zip(tally.flags)
            .filter(|(_, count)| *count > 0)
            .map(|(flag, count)| (flag.name(), format!("{} ({})", grouped(count), percent(tally.share(count)))))
            .collect(),
        listed: Vec::new(),
    }
}

/// A question's place in the page.
pub fn anchor(item: usize) -> String {
    format!("q{}", item + 1)
}

/// A finding for the page.
pub fn finding(finding: &Finding) -> FindingView {
    FindingView {
        number: finding.item + 1,
        anchor: anchor(finding.item),
        broken: finding.weight == Weight::Broken,
        about: finding.about.clone(),
        text: finding.text.clone(),
    }
}

fn concept(tally: &ConceptTally) -> ConceptView {
    let mut notes = format!("weight {}", trimmed(tally.weight));
    if tally.required {
        notes.push_str(", essential");
    }
    let [met, partial, missed, contradicted] = tally.counts;
    ConceptView {
        label: tally.label.clone(),
        notes,
        hit: tally.hit_rate(),
        hit_shown: percent(tally.hit_rate()),
        strip: strip(&[
            ("met", met),
            ("partial", partial),
            ("contradicted", tally.with(Status::Contradicted)),
            ("missed", missed),
        ]),
        counts: [met, partial, missed, contradicted],
        rest: figure(tally.rest()),
    }
}
