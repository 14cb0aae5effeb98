//! The fewest words that reach a band, so that an author sees where a pattern asks for too little.
//!
//! Every alternative of every concept is written out in its shortest form; a beam search puts such pieces together until
//! the band is reached, then words are taken away again while the band stands. Pieces are tried in a row, with commas, as
//! sentences, and as sentences with a subject (`it is ...`).

use crate::bank::{Alternative, Band};
use crate::rubric::Rubric;
use crate::rubric::pattern::{self, Element};
use crate::scoring::{Flag, Scorer, Status};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// States kept in each round of the search.
const BEAM: usize = 8;
/// Pieces tried for one concept: the shortest that earn something by themselves.
const PIECES: usize = 6;
/// Most pieces put together.
const ROUNDS: usize = 12;

/// The smallest text found that reaches a band.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Smallest {
    /// The band; `weak` needs no word.
    pub band: Band,
    /// How many words (runs of characters without white space).
    pub words: usize,
    /// The text.
    pub text: String,
    /// Its score, 0 to 1.
    pub score: f64,
    /// What is odd about it.
    pub flags: Vec<Flag>,
    /// Concepts that it meets.
    pub concepts: Vec<String>,
}

/// How pieces are put together: between them, before each, at the end.
const FORMS: [(&str, &str, &str); 4] = [(" ", "", ""), (", ", "", ""), (". ", "", "."), (". ", "it is ", ".")];

/// The smallest text found for each band above weak; a band that no combination reaches is left out.
pub fn smallest(rubric: &Rubric, scorer: &mut Scorer) -> Vec<Smallest> {
    let pieces = pieces(rubric, scorer);
    [Band::Average, Band::Strong].into_iter().filter_map(|band| reach(rubric, scorer, &pieces, band)).collect()
}

fn written(pieces: &[String], form: (&str, &str, &str)) -> String {
    let (between, before, end) = form;
    let text: Vec<String> = pieces.iter().map(|piece| format!("{before}{piece}")).collect();
    format!("{}{end}", text.join(between))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A score for the search: the band first, then the raw score, which caps do not hide.
fn worth(rubric: &Rubric, scorer: &mut Scorer, text: &str) -> (Band, f64) {
    let grade = scorer.grade(rubric, text);
    (grade.band, grade.score.max(0.5 * grade.arithmetic.raw))
}

fn reach(rubric: &Rubric, scorer: &mut Scorer, pieces: &[String], target: Band) -> Option<Smallest> {
    let mut found: Option<String> = None;
    for form in FORMS {
        let Some(state) = searched(rubric, scorer, pieces, form, target) else { continue };
        let text = pruned(rubric, scorer, &written(&state, form), target);
        if found.as_ref().is_none_or(|best| words(&text) < words(best)) {
            found = Some(text);
        }
    }
    let text = found?;
    let grade = scorer.grade(rubric, &text);
    let met = grade.concepts.iter().filter(|concept| concept.status == Status::Met);
    Some(Smallest {
        band: target,
        words: words(&text),
        score: grade.score,
        flags: grade.flags.clone(),
        concepts: met.map(|concept| concept.id.to_string()).collect(),
        text,
    })
}

/// Pieces put together, with what they are worth.
struct State {
    band: Band,
    score: f64,
    words: usize,
    pieces: Vec<String>,
}

impl State {
    /// Score for each word.
    fn density(&self) -> f64 {
        self.score / (self.words as f64 + 1.0)
    }
}

/// The pieces that reach a band together, by a beam search.
fn searched(
    rubric: &Rubric,
    scorer: &mut Scorer,
    pieces: &[String],
    form: (&str, &str, &str),
    target: Band,
) -> Option<Vec<String>> {
    let mut beam: Vec<Vec<String>> = vec![Vec::new()];
    for _ in 0..ROUNDS {
        let mut next: Vec<State> = Vec::new();
        for pieces in longer(&beam, pieces) {
            let text = written(&pieces, form);
            let (band, score) = worth(rubric, scorer, &text);
            next.push(State { band, score, words: words(&text), pieces });
        }
        // Most score for the fewest words.
        next.sort_by(|a, b| {
            let (far, near) = (b.band.min(target), a.band.min(target));
            far.cmp(&near).then(b.density().total_cmp(&a.density())).then(a.pieces.cmp(&b.pieces))
        });
        if let Some(state) = next.iter().find(|state| state.band >= target) {
            return Some(state.pieces.clone());
        }
        beam = next.into_iter().take(BEAM).map(|state| state.pieces).collect();
    }
    None
}

/// Each state with each piece that it does not have; of equal ones in another order the first.
fn longer(beam: &[Vec<String>], pieces: &[String]) -> Vec<Vec<String>> {
    let mut seen: FxHashSet<Vec<&str>> = FxHashSet::default();
    let mut found = Vec::new();
    for state in beam {
        for piece in pieces.iter().filter(|piece| !state.contains(piece)) {
            let mut key: Vec<&str> = state.iter().chain([piece]).map(String::as_str).collect();
            key.sort_unstable();
            if seen.insert(key) {
                found.push(state.iter().chain([piece]).cloned().collect());
            }
        }
    }
    found
}

/// Takes words away, the last ones first, while the band stands.
fn pruned(rubric: &Rubric, scorer: &mut Scorer, text: &str, target: Band) -> String {
    let mut kept: Vec<String> = text.split_whitespace().map(String::from).collect();
    loop {
        let shorter = (0..kept.len()).rev().find_map(|at| {
            let mut rest = kept.clone();
            rest.remove(at);
            (scorer.grade(rubric, &rest.join(" ")).band >= target).then_some(rest)
        });
        match shorter {
            Some(rest) => kept = rest,
            None => return kept.join(" "),
        }
    }
}

/// What to put together: the shortest forms of each concept's patterns, or, without patterns, the references' words.
fn pieces(rubric: &Rubric, scorer: &mut Scorer) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    if let Some(set) = &rubric.item.keyword_set {
        for concept in &set.concepts {
            let mut own: Vec<String> = concept
                .alternatives
                .iter()
                .chain(&concept.partial)
                .filter_map(|alternative| shortest(rubric, alternative))
                .collect();
            own.sort_by(|a, b| words(a).cmp(&words(b)).then(a.len().cmp(&b.len())).then(a.cmp(b)));
            own.dedup();
            let earns = |text: &String| scorer.grade(rubric, &format!("It is {text}.")).arithmetic.earned > 0.0;
            pieces.extend(own.into_iter().filter(earns).take(PIECES));
        }
    }
    if pieces.is_empty() {
        let mut terms: Vec<String> = rubric.item.references.iter().flat_map(|text| super::junk::terms(text)).collect();
        terms.dedup();
        terms.truncate(60);
        pieces = terms;
    }
    let mut seen: Vec<String> = Vec::new();
    pieces.retain(|piece| {
        let new = !seen.contains(piece);
        seen.push(piece.clone());
        new
    });
    pieces
}

/// One pattern in as few words as it allows; `None` where it cannot be parsed or asks for an unknown set.
fn shortest(rubric: &Rubric, alternative: &Alternative) -> Option<String> {
    let parsed = pattern::parse(&alternative.pattern.value).ok()?;
    let mut out: Vec<String> = Vec::new();
    for slot in parsed.segments.iter().flatten() {
        let forms = slot.members.iter().filter_map(|member| {
            let words: Option<Vec<String>> = member.iter().map(|element| said(rubric, element)).collect();
            words.map(|words| words.join(" "))
        });
        out.push(forms.min_by_key(|form| (words(form), form.len()))?);
    }
    Some(out.join(" "))
}

fn said(rubric: &Rubric, element: &Element) -> Option<String> {
    let set = |name: &str| {
        let own = rubric.item.keyword_set.as_ref().and_then(|set| set.sets.iter().find(|(known, _)| known == name));
        let forms: Vec<&str> = match own {
            Some((_, forms)) => forms.iter().map(|form| form.value.as_str()).collect(),
            None => rubric.lexicon.set(name)?.iter().map(String::as_str).collect(),
        };
        forms.into_iter().min_by_key(|form| (words(form), form.len())).map(String::from)
    };
    match element {
        Element::Word(word) | Element::Exact(word) | Element::Prefix(word) => Some(word.clone()),
        Element::Set(name) => match name.as_str() {
            "number" => Some("3".into()),
            "version" => Some("3.12".into()),
            "percent" => Some("50%".into()),
            name => set(name),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    #[test]
    fn every_word_of_the_smallest_text_is_needed() {
        let engine = Engine::shipped();
        let rubric = engine.rubric("gil").unwrap();
        let mut scorer = Scorer::default();
        let found = smallest(rubric, &mut scorer);
        assert!(!found.is_empty());
        for one in &found {
            assert!(scorer.grade(rubric, &one.text).band >= one.band);
            let kept: Vec<&str> = one.text.split_whitespace().collect();
            for at in 0..kept.len() {
                let mut rest = kept.clone();
                rest.remove(at);
                assert!(scorer.grade(rubric, &rest.join(" ")).band < one.band, "{}: {at}", one.text);
            }
        }
    }

    #[test]
    fn an_item_without_keyword_set_yields_words_of_its_references() {
        let engine = Engine::shipped();
        let rubric = engine.inline("q", "What cools a room?", &["Opening the window lets cold air in.".to_string()]);
        let found = smallest(&rubric, &mut Scorer::default());
        assert!(!found.is_empty() && found.iter().all(|one| one.words <= 8), "{found:?}");
    }
}
