//! What a bank says, as plain data: the shape of the TOML files after reading. Patterns are still strings here; they
//! are compiled by `rubric`.

use crate::span::Place;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Cut points on the score, 0 to 1: below `average` is weak, from `strong` on is strong.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// Lowest score that is *average*.
    pub average: f64,
    /// Lowest score that is *strong*.
    pub strong: f64,
}

impl Bands {
    /// The band of a score.
    pub fn of(self, score: f64) -> Band {
        if score >= self.strong {
            Band::Strong
        } else if score >= self.average {
            Band::Average
        } else {
            Band::Weak
        }
    }
}

/// How good an answer is. Ordered: `Weak < Average < Strong`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Below the `average` cut point.
    Weak,
    /// Between the cut points.
    Average,
    /// From the `strong` cut point on.
    Strong,
}

impl Band {
    /// All of them, the lowest first.
    pub const ALL: [Band; 3] = [Band::Weak, Band::Average, Band::Strong];

    /// The band's word, in results and for people.
    pub const fn name(self) -> &'static str {
        match self {
            Band::Weak => "weak",
            Band::Average => "average",
            Band::Strong => "strong",
        }
    }
}

impl FromStr for Band {
    type Err = String;

    /// Reads a band's word, in small or capital letters.
    fn from_str(word: &str) -> Result<Band, String> {
        let named = |band: &Band| band.name().eq_ignore_ascii_case(word);
        Band::ALL
            .into_iter()
            .find(named)
            .ok_or_else(|| format!("`{word}` is no band; expected strong, average or weak"))
    }
}

/// How experienced the person asked is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// First job.
    Entry,
    /// A few years.
    Mid,
    /// Leads others.
    Senior,
}

/// What sort of answer the question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What is X?
    Definition,
    /// X against Y.
    Comparison,
    /// How do you do X?
    Procedure,
    /// How would you design X?
    Design,
    /// About the candidate: no fixed facts.
    Experience,
}

/// A question as `corpus/TOPIC.toml` gives it, joined with its keyword set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Kebab-case, unique in the bank.
    pub id: String,
    /// The question's text.
    pub question: String,
    /// The topic's display name.
    pub topic: String,
    /// Expected experience.
    pub level: Level,
    /// Sort of answer asked for.
    pub kind: Kind,
    /// Model answers.
    pub references: Vec<String>,
    /// Ids of related items.
    pub related: Vec<String>,
    /// What an answer must say; `None` when no keyword set is written (the references serve then).
    pub keyword_set: Option<KeywordSet>,
    /// Where the item stands in `corpus/`.
    pub place: Place,
}

impl Item {
    /// An item of which nothing is known but its keyword set, in the place of that.
    pub(super) fn asking_nothing(id: String, set: KeywordSet) -> Item {
        Item {
            id,
            question: String::new(),
            topic: String::new(),
            level: Level::Mid,
            kind: Kind::Definition,
            references: Vec::new(),
            related: Vec::new(),
            place: set.place,
            keyword_set: Some(set),
        }
    }
}

/// What an answer to one item must say.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct KeywordSet {
    /// The item's own cut points.
    pub bands: Option<Bands>,
    /// Sides of a comparison: name and the phrases that name it, in the order written.
    pub sides: Vec<(String, Vec<Text>)>,
    /// Word sets visible to this item besides the glossary's: the file's `[sets]` and the item's `sets` (item wins).
    pub sets: Vec<(String, Vec<Text>)>,
    /// The question asks for names: a bare list of terms is an answer to it.
    pub names: bool,
    /// Key elements.
    pub concepts: Vec<Concept>,
    /// Groups of concepts.
    pub groups: Vec<Group>,
    /// Wrong statements worth naming.
    pub misconceptions: Vec<Misconception>,
    /// Responses with the band they must get.
    pub examples: Vec<Example>,
    /// Where the `[[item]]` stands in `keyword-sets/`.
    pub place: Place,
}

/// A string with the place of its content (inside the quotes) in its file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Text {
    /// The string.
    pub value: String,
    /// Where it stands.
    pub place: Place,
}

/// One key element that an answer should state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concept {
    /// Unique within the item.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Share in the score relative to the other concepts; above 0.
    pub weight: f64,
    /// Missing it caps the band at *average*.
    pub required: bool,
    /// Ways to say it, worth the whole weight.
    pub alternatives: Vec<Alternative>,
    /// Weaker ways to say it, worth half.
    pub partial: Vec<Alternative>,
    /// Helps without giving the key.
    pub hint: Option<String>,
    /// What to ask next.
    pub follow_up: Option<String>,
    /// The side whose property it is.
    pub about: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// How far the words of a pattern may stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Within {
    /// At most so many other words between.
    Words(u32),
    /// Anywhere in one sentence.
    Sentence,
    /// Anywhere in the answer.
    Answer,
}

/// One way to say a concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The pattern, in the language of `keyword-sets/README.md`.
    pub pattern: Text,
    /// Overrides how far the words may stand apart.
    pub within: Option<Within>,
    /// The words in the order given.
    pub ordered: bool,
    /// Patterns that must not match in the same sentence.
    pub not: Vec<Text>,
    /// Overrides the concept's side; `Some("")` for none.
    pub about: Option<String>,
    /// Every word exactly, case-sensitive.
    pub case: bool,
}

/// How many members of a group are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// So many of them; each is worth weight / need.
    Count(u32),
    /// Nothing until all are met.
    All,
}

/// A rule over several concepts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Unique among the item's groups.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// What the whole group is worth (with `need`).
    pub weight: f64,
    /// How many members are needed; `None` for a group that only has a maximum.
    pub need: Option<Need>,
    /// The most that the members' own weights may add up to.
    pub max: Option<f64>,
    /// Ids of the member concepts.
    pub of: Vec<Text>,
    /// Where it stands.
    pub place: Place,
}

/// A wrong statement worth naming.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Misconception {
    /// Unique among the item's misconceptions.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Ways to say it.
    pub alternatives: Vec<Alternative>,
    /// The side about which it is said.
    pub about: Option<String>,
    /// What is right, in one or two sentences.
    pub correction: String,
    /// Best band while it is asserted (`Weak` or `Average`).
    pub cap: Option<Band>,
    /// Taken off the score, 0 to 1.
    pub penalty: f64,
    /// Where it stands.
    pub place: Place,
}

/// A response and the band it must get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The band.
    pub band: Band,
    /// The response.
    pub answer: Text,
    /// Why it is here.
    pub note: Option<String>,
    /// Flags that must be raised.
    pub flags: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// A statement that worries an interviewer in any answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedFlag {
    /// Unique in the bank.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Ways to say it.
    pub alternatives: Vec<Alternative>,
    /// What to ask.
    pub probe: Option<String>,
    /// Topics in which it counts; empty for all.
    pub topics: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// Bank-wide language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Glossary {
    /// Named word sets.
    pub sets: Vec<(String, Vec<Text>)>,
    /// Terms with their other names.
    pub terms: Vec<Term>,
    /// Groups of words or fixed phrases that say the same.
    pub synonyms: Vec<Vec<Text>>,
    /// Pairs of opposites.
    pub antonyms: Vec<Antonyms>,
}

/// Two words of which one says the opposite of the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Antonyms {
    /// The words.
    pub words: [Text; 2],
    /// They are acts, one of which undoes the other: who decrypts has not said that something is not encrypted.
    pub acts: bool,
}

/// A term of the trade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// As people write it.
    pub term: Text,
    /// The same thing: abbreviation, expansion, other spelling.
    pub also: Vec<Text>,
    /// In plain words.
    pub meaning: Option<String>,
}
