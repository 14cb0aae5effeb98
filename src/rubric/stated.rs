//! What the references say with numbers and degrees, so that evidence can be held against it: an answer whose words meet a
//! pattern while the number or the word of degree among them is another than in every reference states something else.

use super::Lexicon;
use crate::text::{Analysis, Flags, TermId, Token};

/// Words around evidence that are held against the references, too.
const AROUND: u32 = 2;
/// Tokens between a number and what it counts.
const COUNTED: usize = 3;

/// The terms of all references and of the question, and what numbers count there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// Content terms, sorted.
    terms: Vec<TermId>,
    /// (what is counted, number), sorted.
    counts: Vec<(TermId, TermId)>,
}

impl Stated {
    /// Adds a reference or the question.
    pub fn learn(&mut self, analysis: &Analysis) {
        for (at, token) in analysis.tokens.iter().enumerate() {
            self.terms.push(token.term);
            if let Some(counted) = counted(analysis, at) {
                self.counts.push((counted, token.term));
            }
        }
        self.terms.sort_unstable();
        self.terms.dedup();
        self.counts.sort_unstable();
        self.counts.dedup();
    }

    /// The word in or next to a piece of evidence (tokens `low..high`, those that the pattern asked for left out) that
    /// says otherwise than every reference: the opposite of a word of theirs, or another number of the same thing.
    pub fn clash<'a>(
        &self,
        analysis: &'a Analysis,
        (low, high): (u32, u32),
        own: impl Fn(u32) -> bool,
        lexicon: &Lexicon,
    ) -> Option<&'a Token> {
        let clause = analysis.tokens.get(low as usize)?.clause;
        let from = low.saturating_sub(AROUND);
        let to = (high + AROUND).min(analysis.tokens.len() as u32);
        (from..to).filter(|at| !own(*at)).find_map(|at| {
            let token = &analysis.tokens[at as usize];
            let within = (low..high).contains(&at) || token.clause == clause;
            let barred = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR | Flags::CODE;
            let clashes = if token.flags.has(Flags::NUMBER) {
                counted(analysis, at as usize).is_some_and(|counted| self.counts_otherwise(counted, token.term))
            } else {
                !token.flags.has(barred) && self.says_opposite(token.term, lexicon)
            };
            (within && clashes).then_some(token)
        })
    }

    fn counts_otherwise(&self, counted: TermId, number: TermId) -> bool {
        let from = self.counts.partition_point(|(known, _)| *known < counted);
        let mut known = self.counts[from..].iter().take_while(|(known, _)| *known == counted).peekable();
        known.peek().is_some() && known.all(|(_, other)| *other != number)
    }

    fn says_opposite(&self, term: TermId, lexicon: &Lexicon) -> bool {
        let has = |term: &TermId| self.terms.binary_search(term).is_ok();
        // Few words have an opposite, so that is asked first.
        lexicon.opposites_of(term).iter().any(has) && !lexicon.ids_of(term).iter().any(has)
    }
}

/// What a number counts: the next content word, close by.
fn counted(analysis: &Analysis, at: usize) -> Option<TermId> {
    let number = analysis.tokens.get(at).filter(|token| token.flags.has(Flags::NUMBER))?;
    let small = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR;
    let next = analysis.tokens[at + 1..].iter().take(COUNTED).find(|token| !token.flags.has(small))?;
    (next.sentence == number.sentence && !next.flags.has(Flags::NUMBER)).then_some(next.term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    #[test]
    fn other_numbers_and_opposites_clash_with_every_reference() {
        let mut analyzer = Analyzer::new();
        let mut stated = Stated::default();
        stated.learn(&analyzer.analyze("Two lamps burn in fifteen minutes; the fast ones stay."));
        let lexicon = Lexicon::default();
        for (answer, clash) in [
            ("Two lamps burn", None),
            ("Five lamps burn", Some("five")),
            ("Five doors burn", None),
            ("15 minutes", None),
            ("fast lamps burn", None),
        ] {
            let analysis = analyzer.analyze(answer);
            let found = stated.clash(&analysis, (0, analysis.tokens.len() as u32), |_| false, &lexicon);
            assert_eq!(found.map(|token| analysis.norm(token)), clash, "{answer}");
        }
    }
}
