//! Which items and concepts look broken, and why, in words.
//!
//! Each rule is a line of a textbook with its limit as a constant; none is a verdict. Rules about answers ask for at least
//! `FEWEST` of them, correlations must be further from zero than twice their standard error, `1 / sqrt(n)`.

use super::gather::ItemFigures;
use super::reliability::Alpha;
use super::tally::ConceptTally;
use crate::scoring::{Flag, Status};

/// Fewest answers (or candidates) that anything is said about.
pub const FEWEST: u64 = 10;
/// Facility above which an item tells nobody apart.
pub const TOO_EASY: f64 = 0.95;
/// Facility below which an item tells nobody apart.
pub const TOO_HARD: f64 = 0.10;
/// Discrimination below which an item is poor (Ebel 1965).
pub const POOR: f64 = 0.20;
/// Gain in alpha without an item from which on it is worth a word.
pub const ALPHA_GAIN: f64 = 0.02;
/// Share of answers that contradict a concept, or state a misconception, from which on it is worth a word.
pub const OFTEN: f64 = 0.30;
/// Share of answers that miss an essential concept from which on it holds down nearly everybody.
pub const HELD_DOWN: f64 = 0.85;
/// Share of answers about something else from which on the wrong column may be graded.
pub const ELSEWHERE: f64 = 0.25;
/// Share of answers that a person should look at from which on the bank lacks words.
pub const UNSURE: f64 = 0.40;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something is wrong with the item, very likely.
    Broken,
    /// Worth a look.
    Look,
}

/// Something that looks odd about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A word from a closed list, such as `negative-discrimination`.
    pub code: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// The item, by its place among the items.
    pub item: usize,
    /// The concept or misconception it is about, by its label.
    pub about: Option<String>,
    /// What is odd, why it matters and what to do.
    pub text: String,
}

/// A share as whole percents; what is there is never 0.
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 { "<1 %".to_string() } else { format!("{:.0} %", 100.0 * share) }
}

/// How far a correlation of `n` pairs must be from zero: two standard errors.
fn clear_of_zero(n: u64) -> f64 {
    2.0 / (n.max(1) as f64).sqrt()
}

/// All findings, item by item, the heaviest of each item first.
pub fn findings(items: &[ItemFigures], alpha: Option<&Alpha>) -> Vec<Finding> {
    let mut all = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut own = Own { item: at, found: Vec::new() };
        own.discrimination(item, alpha);
        if item.tally.answers() >= FEWEST {
            own.facility(item);
            own.answers(item);
            item.tally.concepts.iter().for_each(|concept| own.concept(concept));
            own.misconceptions(item);
        }
        own.found.sort_by_key(|finding| finding.weight);
        all.append(&mut own.found);
    }
    all
}

/// The findings of one item.
struct Own {
    item: usize,
    found: Vec<Finding>,
}

impl Own {
    fn say(&mut self, code: &'static str, weight: Weight, about: Option<&str>, text: String) {
        self.found.push(Finding { code, weight, item: self.item, about: about.map(String::from), text });
    }

    fn discrimination(&mut self, item: &ItemFigures, alpha: Option<&Alpha>) {
        let n = item.discrimination.candidates;
        if n < FEWEST {
            return;
        }
        let Some(r) = item.discrimination.item_rest else { return };
        if r < -clear_of_zero(n) {
            self.say(
                "negative-discrimination",
                Weight::Broken,
                None,
                format!(
                    "Candidates who do well elsewhere do worse here (item-rest correlation {r:.2}, {n} candidates). \
                     The keyword set may reward the wrong thing, or the question may mislead: read the answers of the \
                     best candidates to it."
                ),
            );
        } else if r < 0.0 || (r < POOR && n >= 2 * FEWEST) {
            self.say(
                "poor-discrimination",
                Weight::Look,
                None,
                format!(
                    "It hardly tells strong candidates from weak ones (item-rest correlation {r:.2}, {n} candidates; \
                     {POOR:.2} and more is useful)."
                ),
            );
        }
        if let (Some(without), Some(alpha)) = (item.alpha_without, alpha)
            && alpha.fewest >= FEWEST
            && without > alpha.alpha + ALPHA_GAIN
            && r >= 0.0
        {
            self.say(
                "alpha-rises-without",
                Weight::Look,
                None,
                format!(
                    "Without it the other questions agree better with each other (alpha {without:.2} instead of \
                     {:.2}): it measures something else.",
                    alpha.alpha
                ),
            );
        }
    }

    fn facility(&mut self, item: &ItemFigures) {
        let (facility, n) = (item.tally.facility(), item.tally.answers());
        if facility > TOO_EASY {
            let text = format!(
                "Nearly everybody has it right (mean score {facility:.2}, {n} answers): it tells nobody apart. Ask for \
                 more, or leave it out."
            );
            self.say("too-easy", Weight::Look, None, text);
        } else if facility < TOO_HARD {
            let text = format!(
                "Hardly anybody earns anything (mean score {facility:.2}, {n} answers). The question may be unclear, or \
                 the keyword set may not know how people say it."
            );
            self.say("too-hard", Weight::Look, None, text);
        }
    }

    fn answers(&mut self, item: &ItemFigures) {
        let tally = &item.tally;
        let elsewhere = [Flag::OffTopic, Flag::OtherLanguage, Flag::Echo].map(|flag| tally.flagged(flag)).iter().sum();
        if tally.share(elsewhere) >= ELSEWHERE {
            let text = format!(
                "{} of the answers are about something else, in another language, or repeat the question. Is the right \
                 column graded as this question?",
                percent(tally.share(elsewhere))
            );
            self.say("answers-elsewhere", Weight::Broken, None, text);
        }
        let silent = tally.flagged(Flag::Empty) + tally.flagged(Flag::NonAnswer);
        if tally.share(silent) >= OFTEN {
            let text = format!("{} left it open or say that they do not know.", percent(tally.share(silent)));
            self.say("often-unanswered", Weight::Look, None, text);
        }
        if tally.share(tally.review) >= UNSURE {
            let text = format!(
                "The grader is unsure about {} of the answers. Read some of them: wordings that are right belong into \
                 the keyword set.",
                percent(tally.share(tally.review))
            );
            self.say("often-unsure", Weight::Look, None, text);
        }
    }

    fn concept(&mut self, concept: &ConceptTally) {
        let n = concept.answers();
        let label = Some(concept.label.as_str());
        if n < FEWEST || concept.grouped {
            return;
        }
        let touched = concept.with(Status::Met) + concept.with(Status::Partial);
        if touched == 0 {
            let text = format!(
                "None of {n} answers states it{}. Its patterns may not fit how people say it, or the question does not \
                 ask for it.",
                if concept.required { ", and it is essential" } else { "" }
            );
            self.say("never-met", Weight::Broken, label, text);
        } else if concept.with(Status::Met) == n {
            let text = format!("All {n} answers state it: it tells nobody apart, or its patterns are too wide.");
            self.say("always-met", Weight::Look, label, text);
        } else if let Some(r) = concept.rest()
            && r < -clear_of_zero(n)
        {
            let text = format!(
                "Answers that state it earn less by the other concepts (correlation {r:.2}, {n} answers). Its patterns \
                 may be met by wrong answers."
            );
            self.say("negative-concept", Weight::Broken, label, text);
        }
        let missed = concept.share(Status::Missed);
        if concept.required && touched > 0 && missed >= HELD_DOWN {
            let text =
                format!("It is essential, and {} do not state it: it holds nearly everybody down.", percent(missed));
            self.say("essential-missed", Weight::Look, label, text);
        }
        let contradicted = concept.share(Status::Contradicted);
        if contradicted >= OFTEN {
            let text = format!(
                "{} state the contrary. Either it is widely misunderstood, or a denial is misread: look at some of them.",
                percent(contradicted)
            );
            self.say("often-contradicted", Weight::Look, label, text);
        }
    }

    fn misconceptions(&mut self, item: &ItemFigures) {
        for wrong in &item.tally.misconceptions {
            let share = item.tally.share(wrong.count);
            if share >= OFTEN {
                let text = format!(
                    "{} of the answers state this misconception. Either it is widespread, or its patterns catch right \
                     answers.",
                    percent(share)
                );
                self.say("frequent-misconception", Weight::Look, Some(&wrong.label), text);
            }
        }
    }
}
