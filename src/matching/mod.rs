//! From an analysed response and a compiled matcher to outcomes: which patterns are met, where, and whether they are
//! asserted, negated, reversed or said of the wrong side.
//!
//! `reading` lists the ids of each token, `hits` fills slots (with `fuzzy` for misspelt words), `placement` finds slots that
//! stand together; `verdict`, `warned` and `sides` (with `ellipsis`) judge what is claimed of them.

mod ellipsis;
pub mod fuzzy;
pub mod hits;
pub mod placement;
pub mod reading;
pub mod sides;
#[cfg(test)]
mod tests;
mod verdict;
mod warned;

pub use reading::Reading;

use crate::claims::{EvidenceKind, Polarity};
use crate::rubric::matcher::Compiled;
use crate::rubric::{Lexicon, Matcher};
use crate::span::Span;
use crate::text::Analysis;
use hits::{Hit, Hits};
use placement::{Placement, Placements};

/// One match of one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Bytes of the response.
    pub span: Span,
    /// What it says.
    pub kind: EvidenceKind,
    /// The words that turned it (a negator, the other side's name).
    pub cue: Option<Span>,
    /// A word was taken for a misspelt one.
    pub fuzzy: bool,
    /// Said with doubt (`maybe`, `I think`).
    pub hedged: bool,
    /// Denied within a condition, where it may be meant either way.
    pub supposed: bool,
    /// What is denied and the rest stand in two statements.
    pub torn: bool,
    /// Other words that stand between.
    pub others: u32,
    /// Every place is a single word, named on its own.
    pub single: bool,
    /// Asked of one side, while the response names none there.
    pub unattributed: bool,
    /// It names one side of a comparison and has a word of what is said of another.
    pub strays: bool,
    /// The sentence it stands in.
    pub sentence: u32,
    /// Tokens covered, first and one past the last.
    pub tokens: (u32, u32),
    /// Which of the first 64 of them fill a place of the pattern, the first token lowest.
    pub own: u64,
}

impl Outcome {
    /// Whether a token fills a place of the pattern; up to the 64th of those covered.
    pub fn owns(&self, token: u32) -> bool {
        let place = token.checked_sub(self.tokens.0).and_then(|at| 1u64.checked_shl(at));
        place.is_some_and(|bit| self.own & bit != 0)
    }

    /// The tokens that do.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        (self.tokens.0..self.tokens.1).take(u64::BITS as usize).filter(|token| self.owns(*token))
    }
}

/// Everything about one response that matching needs, computed once.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The response.
    pub text: &'a str,
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// Ids of each token, small-word counts.
    pub reading: &'a Reading,
    /// Negators, hedges and their reach.
    pub polarity: &'a Polarity,
}

/// Buffers of matching, to be reused from response to response.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    hits: Hits,
    placements: Placements,
    /// Placements of a pattern that must not be there.
    excluding: Placements,
    /// The sentences of such placements.
    excluded: Vec<u32>,
}

/// Matches all patterns of one matcher against one response.
pub struct Matching<'a> {
    scene: &'a Scene<'a>,
    matcher: &'a Matcher,
    workspace: &'a mut Workspace,
    sides: sides::Sides,
}

impl<'a> Matching<'a> {
    /// Fills the slots of a matcher from a response.
    pub fn new(scene: &'a Scene<'a>, matcher: &'a Matcher, workspace: &'a mut Workspace) -> Self {
        workspace.hits.find(scene.analysis, scene.reading, matcher);
        let sides = if workspace.hits.any_sided() {
            sides::Sides::find(scene, matcher, &workspace.hits)
        } else {
            sides::Sides::default()
        };
        Matching { scene, matcher, workspace, sides }
    }

    /// Appends all outcomes of one pattern, in order of appearance. A pattern that the question itself meets has none.
    #[inline] // most patterns are not open
    pub fn outcomes(&mut self, pattern: u32, out: &mut Vec<Outcome>) {
        if self.workspace.hits.is_open(pattern) {
            self.placed(pattern, out);
        }
    }

    fn placed(&mut self, pattern: u32, out: &mut Vec<Outcome>) {
        let compiled = &self.matcher.patterns[pattern as usize];
        let Workspace { hits, placements, excluding, excluded } = &mut *self.workspace;
        placements.find(self.scene, compiled, hits);
        if placements.found().is_empty() {
            return;
        }
        excluded.clear();
        for other in &compiled.not {
            excluding.find(self.scene, &self.matcher.patterns[*other as usize], hits);
            excluded.extend(excluding.found().iter().map(|found| found.sentence));
        }
        for place in placements.found() {
            if !excluded.contains(&place.sentence) {
                out.extend(outcome(self.scene, &self.sides, compiled, place, placements.filled(place)));
            }
        }
    }

    /// Whether any pattern can have an outcome at all.
    pub fn is_open(&self) -> bool {
        self.workspace.hits.any_open()
    }

    /// Whether an outcome is told as something to keep away from.
    pub fn is_warned(&self, outcome: &Outcome) -> bool {
        warned::is_told(self.scene, outcome)
    }

    /// Whether a semicolon stands among the words of an outcome in one sentence.
    pub fn is_parted(&self, outcome: &Outcome) -> bool {
        let Scene { analysis, text, .. } = self.scene;
        let (low, high) = outcome.tokens;
        analysis.tokens[high as usize - 1].sentence == outcome.sentence
            && (low + 1..high).any(|at| analysis.gap(text, at as usize).contains(';'))
    }

    /// The response's analysis.
    pub fn analysis(&self) -> &'a Analysis {
        self.scene.analysis
    }

    /// All that is known of the response.
    pub fn scene(&self) -> &'a Scene<'a> {
        self.scene
    }
}

/// Whether an opposite among these hits says nothing of the others: it stands in another clause (`it runs before the call, and you
/// apply it above`), or it undoes an act of which the pattern says that it is not done (`we decrypt it`, for `not encrypt`).
fn is_strayed(analysis: &Analysis, compiled: &Compiled, filled: &[Hit]) -> bool {
    filled.iter().filter(|hit| hit.opposite).any(|opposite| {
        compiled.negated && opposite.undoes || filled.iter().any(|hit| is_parted(analysis, hit, opposite))
    })
}

/// Whether another statement begins between two hits: a clause, or a subject behind `and`.
fn is_parted(analysis: &Analysis, one: &Hit, other: &Hit) -> bool {
    let clause = |hit: &Hit| analysis.tokens.get(hit.start as usize).map(|token| token.clause);
    let begins = |at: u32| {
        let subject = analysis.norm_at(at as usize + 1);
        matches!(analysis.norm_at(at as usize), "and" | "but" | "so" | "then")
            && matches!(subject, "i" | "you" | "we" | "it" | "they" | "he" | "she" | "one" | "this" | "that" | "these")
    };
    clause(one) != clause(other) || (one.end.min(other.end)..one.start.max(other.start)).any(begins)
}

/// The outcome of a placement of a pattern, filled by these hits; `None` if the response claims nothing of the pattern there.
fn outcome(
    scene: &Scene,
    sides: &sides::Sides,
    compiled: &Compiled,
    place: &Placement,
    filled: &[Hit],
) -> Option<Outcome> {
    if scene.polarity.is_unclaimed((place.low, place.high))
        || is_strayed(scene.analysis, compiled, filled)
        || !verdict::joins(scene, filled)
    {
        return None;
    }
    let mut outcome = judge(scene, sides, compiled, place, filled);
    if outcome.strays && compiled.about.is_some() {
        return None;
    }
    if compiled.negated && outcome.kind == EvidenceKind::Negated {
        // A pattern such as `not framed` is not contradicted by every mention of a frame, nor `not tests proof` by a sentence that
        // holds both words somewhere.
        let mention = compiled.places.len() == 1 || outcome.others > 0;
        if warned::is_deed(scene, &outcome) {
            // `If you X, it breaks` says what `not X` asks for.
            (outcome.kind, outcome.cue) = (EvidenceKind::Support, None);
        } else if !mention && is_otherwise(scene, place) {
            // So does what would happen otherwise, though it states nothing.
            (outcome.kind, outcome.cue, outcome.supposed) = (EvidenceKind::Support, None, true);
        } else if mention || is_imagined(scene, place) {
            // Nor does what would be so contradict what is said not to be.
            return None;
        }
    }
    // Half of the pattern is denied, and the other half belongs to another statement.
    let halved = outcome.torn && outcome.kind == EvidenceKind::Negated;
    (!halved).then_some(outcome)
}

/// What a placement of a pattern, filled by these hits, says word by word.
fn judge(scene: &Scene, sides: &sides::Sides, compiled: &Compiled, place: &Placement, filled: &[Hit]) -> Outcome {
    let tokens = &scene.analysis.tokens;
    let span = tokens[place.low as usize].span().join(tokens[place.high as usize - 1].span());
    let verdict = verdict::of(scene, filled, (place.low, place.high), place.sentence);
    let (mut fuzzy, mut by_words, mut own) = (false, true, 0);
    for hit in filled {
        fuzzy |= hit.fuzzy;
        by_words &= hit.end - hit.start == 1;
        own |= bits(hit.start - place.low, hit.end - place.low);
    }
    let denied = verdict.negated != compiled.negated && !verdict.supposed;
    let opposite = || filled.iter().find(|hit| hit.opposite).map(|hit| tokens[hit.start as usize].span());
    let mut cue = verdict.cue.or_else(opposite);
    let mut kind = if denied { EvidenceKind::Negated } else { EvidenceKind::Support };
    if place.reversed {
        kind = EvidenceKind::Reversed;
    }
    // Said of another side it is exchanged; denied of another side it fits this one, and states nothing of it.
    let subject = compiled.about.and_then(|_| sides.subject(place, filled, scene));
    if let Some(about) = compiled.about
        && let Some(other) = subject.and_then(|subject| subject.other_than(about, scene))
    {
        let denied = denied || verdict.supposed;
        kind = if denied { EvidenceKind::Implied } else { EvidenceKind::Exchanged };
        cue = Some(other);
    }
    // `Tuples cannot be changed, lists can`: what one clause denies the next one states, if negators deny it and no opposite.
    let turned_round = matches!(kind, EvidenceKind::Negated | EvidenceKind::Implied) && denied && {
        let by_word = filled.iter().filter(|hit| hit.opposite).count() % 2 == 1;
        sides.turns(place, filled, verdict.negated != by_word, compiled.about, scene)
    };
    if turned_round {
        kind = EvidenceKind::Support;
        cue = None;
    }
    Outcome {
        span,
        kind,
        cue: if kind == EvidenceKind::Support && !compiled.negated { None } else { cue },
        fuzzy,
        hedged: verdict.hedged,
        supposed: verdict.supposed,
        torn: verdict.torn,
        others: place.others,
        single: by_words && compiled.places.len() == 1,
        unattributed: compiled.about.is_some() && subject.is_none(),
        strays: sides.is_torn(filled, scene),
        sentence: place.sentence,
        tokens: (place.low, place.high),
        own,
    }
}

/// Whether a placement tells what would be so if it were not for something: `it collects the upload first, otherwise the workers
/// are busy`.
fn is_otherwise(scene: &Scene, place: &Placement) -> bool {
    let from = scene.analysis.sentences.get(place.sentence as usize).map_or(place.low, |sentence| sentence.start);
    let opens = |at: u32| {
        at == from
            || scene.reading.breaks_before(at)
            || matches!(scene.analysis.norm_at(at as usize - 1), "or" | "because" | "as" | "since")
    };
    (from..place.low).any(|at| matches!(scene.analysis.norm_at(at as usize), "otherwise" | "else") && opens(at))
}

/// Whether a placement tells what would be so: `I give it to a worker, that would block the loop`.
fn is_imagined(scene: &Scene, place: &Placement) -> bool {
    let tokens = &scene.analysis.tokens;
    let clause = tokens[place.low as usize].clause;
    let from = (0..place.low).rev().find(|at| tokens[*at as usize].clause != clause).map_or(0, |at| at + 1);
    (from..place.high).any(|at| matches!(scene.analysis.norm_at(at as usize), "would" | "d"))
}

/// The numbers `from..to` as bits, those below 64.
fn bits(from: u32, to: u32) -> u64 {
    let below = |end: u32| 1u64.checked_shl(end).map_or(u64::MAX, |bit| bit - 1);
    below(to) & !below(from)
}

/// Marks the patterns that the question itself meets: repeating the question must earn nothing.
pub fn mark_given(matcher: &mut Matcher, question: &Analysis, text: &str, lexicon: &Lexicon) {
    let mut reading = Reading::default();
    reading.read(question, text, &[matcher], lexicon);
    let polarity = Polarity::read(question, text);
    let scene = Scene { text, analysis: question, reading: &reading, polarity: &polarity };
    let Workspace { mut hits, mut placements, .. } = Workspace::default();
    hits.find(question, &reading, matcher);
    let sides = sides::Sides::default();
    let given: Vec<bool> = (0..)
        .zip(&matcher.patterns)
        .map(|(number, pattern)| {
            if !hits.is_open(number) {
                return false;
            }
            placements.find(&scene, pattern, &hits);
            // What a pattern denies the question may say by an opposite (`not same`, `difference`). The opposite of what a
            // pattern says gives nothing away (`decrease`, where the question says `increase`).
            placements.found().iter().any(|place| {
                let filled = placements.filled(place);
                match pattern.negated {
                    true => judge(&scene, &sides, pattern, place, filled).kind == EvidenceKind::Support,
                    false => !filled.iter().any(|hit| hit.opposite),
                }
            })
        })
        .collect();
    for (gate, given) in matcher.gates.iter_mut().zip(given) {
        gate.given = given;
    }
}
