//! An answer as runs of content words, with those runs taken away that the question or a reference says.

use super::mix;
use crate::span::Span;
use crate::text::{Analysis, Analyzer, Flags, TermId, beginning, without_markup};
use rustc_hash::FxHashSet;

/// Content words in a run.
pub const RUN: usize = 3;
/// Bytes of an answer that are looked at.
const MOST: usize = 100_000;

/// What everybody who answers an item may say: its question and references.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    runs: FxHashSet<u64>,
    question: FxHashSet<TermId>,
}

impl Wording {
    /// Of an item's texts.
    pub fn new(analyzer: &mut Analyzer, question: &str, references: &[String]) -> Wording {
        let mut wording = Wording::default();
        for (at, text) in std::iter::once(question).chain(references.iter().map(String::as_str)).enumerate() {
            let words = content(analyzer, text);
            if at == 0 {
                wording.question.extend(words.iter().map(|word| word.0));
            }
            wording.runs.extend(words.windows(RUN).map(hash));
        }
        wording
    }

    fn says(&self, run: &[Word]) -> bool {
        self.runs.contains(&hash(run)) || run.iter().all(|word| self.question.contains(&word.0))
    }
}

/// A content word: its term, and where it stands.
pub type Word = (TermId, Span);

/// An answer's content words and its own runs of them.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    /// All content words.
    pub words: Vec<Word>,
    /// Runs that are the answer's own: the hash, and which word they begin at.
    pub own: Vec<(u64, usize)>,
    /// Hash of the whole text's content words.
    pub whole: u64,
}

impl Runs {
    /// Of an answer to an item with this wording.
    pub fn new(analyzer: &mut Analyzer, answer: &str, wording: &Wording) -> Runs {
        let words = content(analyzer, answer);
        let runs = words.windows(RUN).enumerate().filter(|(_, run)| !wording.says(run));
        let own = runs.map(|(at, run)| (hash(run), at)).collect();
        let whole = words.iter().fold(0, |hash, word| mix(hash, word.0));
        Runs { own, whole, words }
    }

    /// How many words stand in own runs that `fits` takes, and which.
    pub fn covered(&self, fits: impl Fn(u64) -> bool) -> Vec<bool> {
        let mut covered = vec![false; self.words.len()];
        for (_, at) in self.own.iter().filter(|(hash, _)| fits(*hash)) {
            covered[*at..at + RUN].fill(true);
        }
        covered
    }
}

fn content(analyzer: &mut Analyzer, text: &str) -> Vec<Word> {
    let mut analysis = Analysis::default();
    // All answers of one platform share its markup.
    analyzer.analyze_into(beginning(&without_markup(text), MOST), &mut analysis);
    // Not auxiliaries: `runs` is one and `run` is none.
    let small = Flags::FUNCTION | Flags::PRONOUN;
    let words = analysis.tokens.iter().filter(|token| !token.flags.has(small));
    words.map(|token| (token.term, token.span())).collect()
}

fn hash(run: &[Word]) -> u64 {
    run.iter().fold(RUN as u64, |hash, word| mix(hash, word.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_question_and_references_say_is_no_ones_own() {
        let mut analyzer = Analyzer::new();
        let references = ["A lock lets one thread run bytecode at a time.".to_string()];
        let wording = Wording::new(&mut analyzer, "What is the global interpreter lock?", &references);
        let mut own = |text: &str| Runs::new(&mut analyzer, text, &wording).own.len();
        assert_eq!(own("One thread runs bytecode."), 0, "other forms of the same words");
        assert_eq!(own("The interpreter lock is global."), 0, "the question's words in any order");
        assert_eq!(own("My grandmother bakes apple cake."), 2);
        assert_eq!(own(""), 0);
    }

    #[test]
    fn the_markup_of_a_platform_is_nobodys_words() {
        let words = |text: &str| Runs::new(&mut Analyzer::new(), text, &Wording::default()).whole;
        let rich = "<p dir=\"ltr\" style=\"text-align: left;\">Grandmother&nbsp;bakes <em>apple</em> cake.</p>";
        assert_eq!(words(rich), words("Grandmother bakes apple cake."));
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "Ünder the blue tables, cats sleep.";
        let runs = Runs::new(&mut Analyzer::new(), text, &Wording::default());
        let words: Vec<&str> = runs.words.iter().map(|(_, span)| &text[span.start..span.end]).collect();
        assert!(words.ends_with(&["blue", "tables", "cats", "sleep"]), "{words:?}");
        let covered = runs.covered(|hash| Some(hash) == runs.own.last().map(|run| run.0));
        assert_eq!(covered.iter().filter(|covered| **covered).count(), RUN);
    }
}
