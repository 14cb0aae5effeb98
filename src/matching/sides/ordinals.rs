//! Sides of a comparison of two, by their order: `the former`, `the latter`, `the first one`, `the second`; `the one` and `the
//! other`.

use super::{Mention, joins_clauses};
use crate::matching::Scene;
use crate::text::roles::Roles;
use crate::text::{Flags, Token};

/// The mentions of a response that name a side by its order, given those that name one by its words.
pub(super) fn mentions(named: &[Mention], scene: &Scene) -> Vec<Mention> {
    let mut named: Vec<(u32, u8)> = named.iter().map(|mention| (mention.start, mention.side)).collect();
    named.sort_unstable();
    let mut reader = Reader { scene, named, paired: false };
    let tokens = 0..scene.analysis.tokens.len() as u32;
    tokens.filter_map(|at| reader.side(at).map(|side| Mention::new(at, at + 1, side))).collect()
}

/// Goes through a response from its first token to its last.
struct Reader<'a> {
    scene: &'a Scene<'a>,
    /// Where sides are named by their words, in order: first token and side, 0 or 1.
    named: Vec<(u32, u8)>,
    /// Whether `the one` waits for `the other`.
    paired: bool,
}

impl Reader<'_> {
    /// The side that the token names by its order.
    fn side(&mut self, at: u32) -> Option<u8> {
        let definite = at > 0 && self.norm(at - 1) == "the";
        match self.norm(at) {
            "former" => Some(self.pair(at).0),
            "latter" => Some(self.pair(at).1),
            "one" if definite && self.acts(at) => {
                self.paired = true;
                Some(self.pair(at).0)
            }
            "other" if definite && (self.norm(at + 1) == "one" || self.acts(at)) => {
                match std::mem::take(&mut self.paired) {
                    true => Some(self.pair(at).1),
                    // "A list can. The other cannot": not the one that was named last.
                    false => self.named_before(at).next_back().map(|last| 1 - last),
                }
            }
            ordinal @ ("first" | "second") if definite && (self.is_ordinal_alone(at) || self.acts(at)) => {
                let (first, second) = self.pair(at);
                Some(if ordinal == "first" { first } else { second })
            }
            _ => None,
        }
    }

    /// Both sides in the order in which they were named last before a token; in the order of the item where only one was.
    fn pair(&self, at: u32) -> (u8, u8) {
        let last = self.named_before(at).next_back().unwrap_or(1);
        if self.named_before(at).any(|side| side != last) { (1 - last, last) } else { (0, 1) }
    }

    fn named_before(&self, at: u32) -> impl DoubleEndedIterator<Item = u8> {
        self.named.iter().filter(move |(start, _)| *start < at).map(|(_, side)| *side)
    }

    /// Whether no noun stands behind `first` or `second` that it would count: `the first one`, but not `the first request`.
    fn is_ordinal_alone(&self, at: u32) -> bool {
        matches!(self.norm(at + 1), "one" | "is" | "has" | "for" | "option" | "")
    }

    /// Whether a token is the subject of a clause, with a verb behind it: `The second asks`.
    fn acts(&self, at: u32) -> bool {
        let tokens = &self.scene.analysis.tokens;
        let opens = |token: &Token| token.clause != tokens[at as usize].clause;
        let begins = at < 2
            || self.scene.reading.breaks_before(at - 1)
            || opens(&tokens[at as usize - 2])
            || joins_clauses(self.norm(at - 2));
        let verb = |next: &Token| next.flags.has(Flags::AUXILIARY) || next.roles.has(Roles::COMMON_VERB);
        begins && tokens.get(at as usize + 1).is_some_and(|next| verb(next) && self.norm(at + 1).ends_with('s'))
    }

    fn norm(&self, at: u32) -> &str {
        self.scene.analysis.norm_at(at as usize)
    }
}
