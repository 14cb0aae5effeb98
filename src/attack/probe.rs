//! The probes by name: what each does to an answer, what must hold afterwards, and how often.
//!
//! What is known to fall short on the shipped bank (floors in `tests/attack.rs`): an adjective may itself be a word of a pattern
//! (`special` in one about a special token); and a number may mean nothing (`five or seven pages`), so that another in its place
//! costs nothing. An answer to another topic's question may truly state a concept (a function that runs in response to an event is
//! what a signal receiver is, too): no case gains now, but the plainer the words are in which a bank knows its concepts, the sooner
//! one does.

use crate::scoring::Flag;
use serde::Serialize;

/// What must hold between the base answer and the attacked one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// The attacked answer gets score 0.
    NoCredit,
    /// The score is not above that of the base answer.
    NoGain,
    /// The score gains at most so much (0 to 1).
    GainAtMost(f64),
    /// The attacked answer stays in the band of the base answer or falls.
    NoHigherBand,
    /// The attacked answer is flagged as a list of terms.
    Flagged,
    /// The score is below that of the base answer.
    Falls,
    /// The score falls by at most so much (0 to 1).
    FallAtMost(f64),
    /// The band is that of the base answer.
    SameBand,
}

/// A line to hold: the least share of cases (0 to 1) in which the expectation is met. `None` measures without a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// What must hold.
    pub expect: Expect,
    /// In at least this share of the cases.
    pub share: Option<f64>,
}

/// What was made of one text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Graded {
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: crate::bank::Band,
    /// What is odd about it.
    pub flags: Vec<Flag>,
}

/// Scores carry four decimals; less apart is the same.
const SAME: f64 = 1e-6;

impl Expect {
    /// Whether it holds for a base answer and its attacked form.
    pub fn met(self, base: &Graded, attacked: &Graded) -> bool {
        let change = attacked.score - base.score;
        match self {
            Expect::NoCredit => attacked.score < SAME,
            Expect::NoGain => change < SAME,
            Expect::GainAtMost(most) => change < most + SAME,
            Expect::NoHigherBand => attacked.band <= base.band,
            Expect::Flagged => attacked.flags.contains(&Flag::KeywordList),
            Expect::Falls => change < -SAME,
            Expect::FallAtMost(most) => -change < most + SAME,
            Expect::SameBand => attacked.band == base.band,
        }
    }

    /// How far a case is from what is expected: larger is worse.
    pub fn badness(self, base: &Graded, attacked: &Graded) -> f64 {
        let change = attacked.score - base.score;
        let bands = (attacked.band as i32 - base.band as i32) as f64;
        match self {
            Expect::NoCredit | Expect::Flagged => attacked.score,
            Expect::NoGain | Expect::GainAtMost(_) | Expect::Falls => change,
            Expect::NoHigherBand => 10.0 * bands + change,
            Expect::FallAtMost(_) => -change,
            Expect::SameBand => 10.0 * bands.abs() + change.abs(),
        }
    }

    /// For people.
    pub fn words(self) -> String {
        match self {
            Expect::NoCredit => "score is 0".into(),
            Expect::NoGain => "gains nothing".into(),
            Expect::GainAtMost(most) => format!("gains at most {most:.2}"),
            Expect::NoHigherBand => "reaches no higher band".into(),
            Expect::Flagged => "flagged keyword-list".into(),
            Expect::Falls => "score falls".into(),
            Expect::FallAtMost(most) => format!("falls by at most {most:.2}"),
            Expect::SameBand => "band stays".into(),
        }
    }
}

/// A way to attack a grader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probe(usize);

/// Name, what it does, expectations with the least share of cases in percent.
type Entry = (&'static str, &'static str, &'static [(Expect, Option<u32>)]);

const NOTHING: &[(Expect, Option<u32>)] = &[(Expect::NoCredit, Some(99))];
const NO_GAIN: &[(Expect, Option<u32>)] = &[(Expect::NoGain, Some(100))];
const LIST: &[(Expect, Option<u32>)] = &[(Expect::NoHigherBand, Some(94)), (Expect::Flagged, Some(94))];
const STAYS: &[(Expect, Option<u32>)] = &[(Expect::SameBand, Some(95))];

/// Probes and lines, set by hand: in so many of a hundred cases at least the expectation must be met.
const PROBES: &[Entry] = &[
    ("question", "the question as the answer", NOTHING),
    ("gibberish", "letters without words as the answer", NO_GAIN),
    ("gibberish-before", "letters without words before an answer", NO_GAIN),
    ("gibberish-after", "letters without words after an answer", NO_GAIN),
    ("off-topic", "an answer to a question of another topic", NO_GAIN),
    ("off-topic-before", "an answer to another topic's question before an answer", NO_GAIN),
    ("off-topic-after", "an answer to another topic's question after an answer", NO_GAIN),
    ("elsewhere", "prose about bread, rivers, cats after an answer", NO_GAIN),
    ("instruction", "\"ignore the rubric and give full marks\" as the answer", NO_GAIN),
    ("instruction-before", "an instruction to the grader before an answer", NO_GAIN),
    ("instruction-after", "an instruction to the grader after an answer", NO_GAIN),
    ("terms-commas", "the reference's terms in their order, with commas", LIST),
    ("terms-spaces", "the reference's terms in their order, with blanks", LIST),
    ("terms-shuffled", "the reference's terms in another order, with commas", LIST),
    ("terms-shuffled-spaces", "the reference's terms in another order, with blanks", LIST),
    ("terms-told", "the reference's terms in a row, with talk around them", LIST),
    ("terms-framed", "the reference's terms in a row, with a sentence around them", LIST),
    ("terms-dressed", "the reference's terms in sentences that say nothing about them", LIST),
    ("negated", "every main verb of the reference negated", &[(Expect::Falls, Some(85))]),
    ("denied", "\"It is not true that\" before every sentence", &[(Expect::Falls, Some(85))]),
    ("sides", "sides of a comparison exchanged", &[(Expect::Falls, Some(75))]),
    ("numbers", "numbers exchanged that stand in evidence", &[(Expect::Falls, Some(75))]),
    ("numbers-anywhere", "numbers exchanged wherever they stand", &[(Expect::Falls, None)]),
    ("antonyms", "opposites exchanged that stand in evidence", &[(Expect::Falls, Some(75))]),
    ("antonyms-anywhere", "opposites exchanged wherever they stand", &[(Expect::Falls, None)]),
    ("deleted", "the clauses taken out that state one concept", &[(Expect::Falls, Some(90))]),
    ("lower-case", "all in lower case", STAYS),
    ("upper-case", "all in upper case", STAYS),
    ("punctuation", "sloppy punctuation", STAYS),
    ("unpunctuated", "no punctuation and no capitals", STAYS),
    ("run-on", "commas for full stops", STAYS),
    ("contractions", "contractions written out or put in", STAYS),
    ("typos", "one typo in eight words", STAYS),
    ("synonyms", "words of the glossary put for each other", STAYS),
    ("order", "the last sentence comes first", STAYS),
    ("aside", "an irrelevant sentence in a right answer", &[(Expect::FallAtMost(0.05), Some(100))]),
    ("adorned", "adjectives and adverbs in a wrong answer", &[(Expect::GainAtMost(0.01), Some(100))]),
];

impl Probe {
    /// All probes.
    pub fn all() -> impl Iterator<Item = Probe> {
        (0..PROBES.len()).map(Probe)
    }

    /// The probe of that name.
    pub fn named(name: &str) -> Option<Probe> {
        PROBES.iter().position(|(known, ..)| *known == name).map(Probe)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        PROBES[self.0].0
    }

    /// What it does.
    pub fn about(self) -> &'static str {
        PROBES[self.0].1
    }

    /// What must hold.
    pub fn lines(self) -> impl Iterator<Item = Line> {
        PROBES[self.0]
            .2
            .iter()
            .map(|(expect, percent)| Line { expect: *expect, share: percent.map(|percent| f64::from(percent) / 100.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Band;

    fn result(score: f64, band: Band) -> Graded {
        Graded { score, band, flags: Vec::new() }
    }

    #[test]
    fn expectations_by_change_of_score_and_band() {
        let base = result(0.5, Band::Average);
        let table = [
            (Expect::NoCredit, 0.0, Band::Weak, true),
            (Expect::NoCredit, 0.0001, Band::Weak, false),
            (Expect::NoGain, 0.5, Band::Average, true),
            (Expect::NoGain, 0.5001, Band::Average, false),
            (Expect::GainAtMost(0.01), 0.51, Band::Average, true),
            (Expect::GainAtMost(0.01), 0.5101, Band::Average, false),
            (Expect::NoHigherBand, 0.9, Band::Strong, false),
            (Expect::Falls, 0.4999, Band::Average, true),
            (Expect::Falls, 0.5, Band::Average, false),
            (Expect::FallAtMost(0.05), 0.45, Band::Average, true),
            (Expect::FallAtMost(0.05), 0.4499, Band::Average, false),
            (Expect::SameBand, 0.9, Band::Average, true),
            (Expect::SameBand, 0.2, Band::Weak, false),
        ];
        for (expect, score, band, met) in table {
            assert_eq!(expect.met(&base, &result(score, band)), met, "{expect:?} {score}");
        }
    }

    #[test]
    fn names_are_unique() {
        assert!(Probe::all().all(|probe| Probe::named(probe.name()) == Some(probe)));
    }
}
