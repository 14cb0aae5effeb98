//! What a question gives away and what it asks for.

use super::words::Words;
use crate::text::TermId;

/// The question as far as answers are compared with it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Terms of its content words, sorted: repeating them earns nothing.
    pub given: Vec<TermId>,
    /// It asks for a reason.
    pub why: bool,
    /// It can be answered with yes or no.
    pub yes_no: bool,
}

impl Asked {
    /// Reads a question.
    pub fn new(question: &Words) -> Self {
        let mut given: Vec<TermId> = question.content.iter().map(|at| question.words[*at as usize].term).collect();
        given.sort_unstable();
        given.dedup();
        let norms: Vec<&str> = question.words.iter().map(|word| question.norm(word)).collect();
        let has = |wanted: &[&str]| norms.iter().any(|norm| wanted.contains(norm));
        let opens = question.words.iter().enumerate().any(|(at, word)| {
            let first = at == 0 || question.words[at - 1].sentence != word.sentence;
            first
                && matches!(
                    norms[at],
                    "is" | "are"
                        | "do"
                        | "does"
                        | "did"
                        | "can"
                        | "could"
                        | "will"
                        | "would"
                        | "should"
                        | "was"
                        | "were"
                )
        });
        Asked { given, why: has(&["why", "explain", "reason", "because"]), yes_no: opens }
    }

    /// Whether the question had this word already.
    pub fn gave(&self, term: TermId) -> bool {
        self.given.binary_search(&term).is_ok()
    }
}

/// The side that a text takes where a sentence opens: yes (`true`), no (`false`) or neither.
pub fn stance(text: &Words) -> Option<bool> {
    text.words.iter().enumerate().find_map(|(at, word)| {
        if at > 0 && text.words[at - 1].sentence == word.sentence {
            return None;
        }
        match text.norm(word) {
            "yes" | "yeah" | "yep" | "true" => Some(true),
            // "No circuit is closed" states something else than "No, ...".
            "no" if text.words.get(at + 1).is_some_and(|next| next.counts() && next.sentence == word.sentence) => None,
            "no" | "nope" | "false" => Some(false),
            _ => None,
        }
    })
}
