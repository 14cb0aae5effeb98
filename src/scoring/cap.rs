//! What holds a band down, and the words by which results name the reasons.

use super::grade::Flag;
use crate::bank::Band;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The best band that an answer can reach while something holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cap {
    /// Best band.
    pub band: Band,
    /// Why.
    pub reason: CapReason,
}

/// Why a cap holds: a word in results, or a word and an id (`shallow`, `required:ID`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[non_exhaustive]
pub enum CapReason {
    /// The concept with this id is essential, and missing.
    Required(String),
    /// The misconception with this id is asserted.
    Misconception(String),
    /// Little is said about the points.
    Shallow,
    /// The writer says that they do not know a part.
    Admission,
    /// What is true of one side is said of the other (for references alone).
    Exchanged,
    /// Nothing is said but the contrary (for references alone).
    Contradicted,
    /// About something else.
    OffTopic,
    /// Terms without statements.
    KeywordList,
}

/// The reasons that are a word alone.
static WORDS: [(CapReason, &str); 6] = [
    (CapReason::Shallow, "shallow"),
    (CapReason::Admission, "admission"),
    (CapReason::Exchanged, "exchanged"),
    (CapReason::Contradicted, "contradicted"),
    (CapReason::OffTopic, Flag::OffTopic.name()),
    (CapReason::KeywordList, Flag::KeywordList.name()),
];

impl fmt::Display for CapReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CapReason::Required(id) => write!(out, "required:{id}"),
            CapReason::Misconception(id) => write!(out, "misconception:{id}"),
            other => out.write_str(WORDS.iter().find(|(reason, _)| reason == other).map_or("", |(_, word)| word)),
        }
    }
}

impl FromStr for CapReason {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("required", id)) => Ok(CapReason::Required(id.to_string())),
            Some(("misconception", id)) => Ok(CapReason::Misconception(id.to_string())),
            _ => {
                let known = WORDS.iter().find(|(_, word)| *word == text).map(|(reason, _)| reason.clone());
                known.ok_or_else(|| format!("`{text}` is no reason of a cap"))
            }
        }
    }
}

impl From<CapReason> for String {
    fn from(reason: CapReason) -> String {
        reason.to_string()
    }
}

impl TryFrom<String> for CapReason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_its_word_in_results_and_read_back_from_it() {
        for text in [
            "required:batteries",
            "misconception:a-b",
            "shallow",
            "admission",
            "exchanged",
            "contradicted",
            "off-topic",
            "keyword-list",
        ] {
            let cap = format!(r#"{{"band":"weak","reason":"{text}"}}"#);
            let read: Cap = serde_json::from_str(&cap).expect(text);
            assert_eq!(serde_json::to_string(&read).expect(text), cap);
        }
        assert!("required".parse::<CapReason>().is_err() && "echo".parse::<CapReason>().is_err());
    }
}
