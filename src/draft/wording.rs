//! How a point is asked for: the words of it that tell most, as patterns.

use super::Read;
use super::points::{Point, Worth, worth};
use crate::rubric::pattern;
use crate::similarity::model::Model;
use crate::similarity::words::Kind;
use crate::text::TermId;
use std::borrow::Cow;
use std::ops::Range;

/// Share of a point's words that its pattern asks for ...
const ASKED: f64 = 0.7;
/// ... and words at most: real answers seldom meet more.
const MOST: usize = 3;
/// Words of which half the credit asks for any one, beside the most telling word.
const OTHERS: usize = 3;
/// Words without which a pattern makes hardly a claim; words of the question help out.
const CLAIM: usize = 2;
/// How much more a word is wanted that no other point of its reference has, or that is what is denied.
const OWN: f64 = 4.0;

/// One way to ask for a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// Worth the whole weight.
    pub whole: String,
    /// Worth half.
    pub half: Option<String>,
    /// It is a denial.
    pub denied: bool,
    /// It is asked of the thing that the point is about.
    pub about: Option<u8>,
    /// The words that it is made of, as an id.
    pub id: String,
}

/// A word or several that are written as one, as they may stand in a pattern.
struct Piece<'t> {
    written: Cow<'t, str>,
    /// Where the text has it.
    span: Range<usize>,
    /// Of its words, one after the other, without signs.
    norm: String,
    wanted: f64,
    /// The question gave it.
    given: bool,
    /// It says something by itself.
    solid: bool,
}

/// The ways to ask for a point, best first.
pub fn of(point: &Point, read: &Read) -> Vec<Wording> {
    let (model, text) = &read.models[point.reference];
    let wording = |denied: bool, about: Option<u8>, joined: bool, most: usize| -> Option<Wording> {
        let pieces = asked(pieces(point, read, model, text, joined));
        let (whole, norms) = whole(&pieces, most, denied)?;
        let half = half(&pieces, denied).filter(|half| *half != whole);
        Some(Wording { whole, half, denied, about, id: id(point, read, denied, &norms) })
    };
    let mut wordings: Vec<Wording> = Vec::new();
    let abouts = [point.about, None];
    for about in &abouts[usize::from(point.about.is_none())..] {
        for denied in [point.denied, !point.denied] {
            for (joined, most) in [(true, MOST), (false, MOST), (true, CLAIM), (false, CLAIM), (true, 1)] {
                wordings.extend(wording(denied, *about, joined, most).filter(|new| !wordings.contains(new)));
            }
        }
    }
    wordings
}

/// What of a point may stand in a pattern, in order.
fn pieces<'t>(point: &Point, read: &Read, model: &Model, text: &'t str, joined: bool) -> Vec<Piece<'t>> {
    let words = &model.words.words;
    let others = |term: TermId| {
        let mut others =
            read.points.iter().filter(|other| other.reference == point.reference && other.core != point.core);
        others.any(|other| other.terms.binary_search(&term).is_ok())
    };
    let mut seen: Vec<TermId> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for at in point.core.clone() {
        let word = &words[at];
        let norm = model.words.norm(word);
        // A word that names one of the things compared: `about` says so.
        let names = read.sides.as_ref().is_some_and(|sides| sides.names(word.term));
        if !word.counts() || names || norm.is_empty() {
            continue;
        }
        let telling = model.counted[at];
        let worth = worth(model, at);
        let own = if others(word.term) { 1.0 } else { OWN };
        let mut wanted = match worth {
            _ if !telling => 0.0,
            Worth::Solid => word.weight * own,
            // `High` and `low` may be all that two sides differ in.
            Worth::Light if point.about.is_some() => word.weight * own,
            Worth::Light => word.weight * own / 2.0,
            Worth::Link => word.weight / OWN,
        };
        if point.denied && word.denied.is_some() {
            wanted *= OWN;
        }
        let span = word.span.start..word.span.end;
        let mut piece = Piece {
            written: written(model, text, at),
            span,
            norm: norm.to_string(),
            wanted,
            given: !telling,
            solid: worth == Worth::Solid,
        };
        // `CPU-bound`, `ALLOWED_HOSTS` are asked for as they are written.
        if let Some(last) = pieces.last_mut().filter(|last| joined && is_hyphened(text, last, &piece)) {
            last.span.end = piece.span.end;
            last.written = Cow::Borrowed(text.get(last.span.clone()).unwrap_or_default());
            last.norm = format!("{}-{norm}", last.norm);
            last.wanted += piece.wanted;
            last.given &= piece.given;
            last.solid |= piece.solid;
            seen.push(word.term);
        } else if !seen.contains(&word.term) {
            // A denial that is none to the grader, as in `does not matter`, can be asked for word for word.
            if !point.denied
                && let Some(negator) = negator_before(model, at)
            {
                piece.written = Cow::Owned(format!("[{negator} {norm}]"));
                piece.wanted *= OWN;
            }
            seen.push(word.term);
            pieces.push(piece);
        }
    }
    pieces.retain(|piece| piece.written.starts_with('[') || is_one_word(&piece.written));
    pieces
}

/// A word as a pattern has it: small, unless its capitals are its own.
fn written<'t>(model: &Model, text: &'t str, at: usize) -> Cow<'t, str> {
    let words = &model.words.words;
    let (word, norm) = (&words[at], model.words.norm(&words[at]));
    let original = text.get(word.span.start..word.span.end).unwrap_or_default();
    let opens = at == 0 || words[at - 1].sentence != word.sentence;
    let capitals = original.chars().filter(|c| c.is_uppercase()).count();
    let own = capitals > 1 || capitals == 1 && !opens;
    if own || word.kind == Kind::Number { Cow::Borrowed(original) } else { Cow::Owned(norm.to_string()) }
}

/// Whether one piece is written onto the one before it.
fn is_hyphened(text: &str, last: &Piece, next: &Piece) -> bool {
    matches!(text.get(last.span.end..next.span.start), Some("-" | "_" | "/"))
}

/// `not` right before a word that no negator reaches.
fn negator_before(model: &Model, at: usize) -> Option<&str> {
    let before = &model.words.words[at.checked_sub(1)?];
    let word = &model.words.words[at];
    let here = before.kind == Kind::Negator && before.sentence == word.sentence && word.denied.is_none();
    let pseudo = ["only", "just", "merely", "simply", "doubt", "wonder"].contains(&model.words.norm(word));
    (here && !pseudo).then(|| model.words.norm(before)).filter(|norm| *norm == "not")
}

/// Whether a pattern takes it as a plain word.
fn is_one_word(written: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    written.starts_with(char::is_alphanumeric) && written.ends_with(char::is_alphanumeric) && written.chars().all(plain)
}

/// The pieces that tell something, and words of the question where those are too few to make a claim.
fn asked(pieces: Vec<Piece>) -> Vec<Piece> {
    let telling = |piece: &&Piece| !piece.given;
    let solid = pieces.iter().filter(telling).filter(|piece| piece.solid).count();
    let mut spare = if pieces.iter().any(|piece| !piece.given) { CLAIM.saturating_sub(solid) } else { 0 };
    let mut kept: Vec<Piece> = Vec::new();
    for piece in pieces {
        let helps = piece.given && piece.solid && spare > 0;
        spare -= usize::from(helps);
        if helps || !piece.given {
            kept.push(piece);
        }
    }
    kept
}

/// The pieces by number, those wanted most first.
fn ranked(pieces: &[Piece]) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..pieces.len()).collect();
    ranked.sort_by(|a, b| pieces[*b].wanted.total_cmp(&pieces[*a].wanted).then(a.cmp(b)));
    ranked
}

/// The pieces wanted most in one sentence, in their order, so many at most; and what names them.
fn whole(pieces: &[Piece], most: usize, denied: bool) -> Option<(String, Vec<String>)> {
    let share = (pieces.len() as f64 * ASKED).ceil() as usize;
    let mut chosen = ranked(pieces);
    chosen.truncate(share.max(CLAIM).min(most));
    chosen.sort_unstable();
    let words: Vec<&str> = chosen.iter().map(|at| &*pieces[*at].written).collect();
    // A word that only links is no name, unless there is no other.
    let named = |solid: bool| chosen.iter().map(|at| &pieces[*at]).filter(move |piece| piece.solid == solid);
    let solid = named(true).next().is_some();
    Some((pattern_of(&words, denied)?, named(solid).map(|piece| piece.norm.clone()).collect()))
}

/// The piece wanted most with any one of the next that say something, where there are more than make a claim.
fn half(pieces: &[Piece], denied: bool) -> Option<String> {
    let ranked = ranked(pieces);
    let (first, others) = ranked.split_first().filter(|_| pieces.len() > CLAIM)?;
    let fits = |at: &&usize| pieces[**at].solid && !pieces[**at].written.starts_with('[');
    let mut others: Vec<usize> = others.iter().filter(fits).take(OTHERS).copied().collect();
    others.sort_unstable();
    let words: Vec<&str> = others.iter().map(|at| &*pieces[*at].written).collect();
    let choice = match words.as_slice() {
        [] => return None,
        [only] => (*only).to_string(),
        words => format!("({})", words.join(" | ")),
    };
    pattern_of(&[&pieces[*first].written, &choice], denied)
}

/// A pattern of words in one sentence.
fn pattern_of(words: &[&str], denied: bool) -> Option<String> {
    let mut parts: Vec<&str> = if denied { vec!["not"] } else { Vec::new() };
    parts.extend(words);
    if words.len() > 1 {
        parts.push("/s");
    }
    let pattern = parts.join(" ");
    (!words.is_empty() && pattern::parse(&pattern).is_ok()).then_some(pattern)
}

/// A readable id: whose point it is, and the words that are asked for.
fn id(point: &Point, read: &Read, denied: bool, norms: &[String]) -> String {
    const WORDS: usize = 3;
    let plain =
        |norm: &&String| norm.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let side = point.about.and_then(|thing| read.sides.as_ref().map(|sides| sides.name(thing)));
    let mut parts: Vec<&str> = side.into_iter().chain(denied.then_some("not")).collect();
    parts.extend(norms.iter().filter(plain).take(WORDS).map(String::as_str));
    match parts.first() {
        None => "point".to_string(),
        Some(first) if first.starts_with(|c: char| c.is_ascii_lowercase()) => parts.join("-"),
        Some(_) => format!("say-{}", parts.join("-")),
    }
}

#[cfg(test)]
mod tests {
    use crate::draft::tests::draft;

    /// The patterns of each concept.
    fn patterns(question: &str, reference: &str) -> Vec<Vec<String>> {
        let draft = draft(question, &[reference]).expect("a draft");
        let written = |concept: &crate::bank::Concept| {
            let all = concept.alternatives.iter().chain(&concept.partial);
            all.map(|one| one.pattern.value.clone()).collect()
        };
        draft.set.concepts.iter().map(written).collect()
    }

    #[test]
    fn a_pattern_asks_for_few_words_and_half_of_it_for_one_beside_the_most_telling() {
        let found = patterns("Why do boats float?", "The hull displaces enough seawater to balance gravity.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0][0].split(' ').count(), 4, "{found:?}");
        assert!(found[0][1].contains(" | "), "{found:?}");
    }

    #[test]
    fn words_are_asked_for_as_they_are_written() {
        let found = patterns("What slows it down?", "CPU-bound loops.");
        assert_eq!(found, [["CPU-bound loops /s"]]);
    }

    #[test]
    fn a_denial_that_no_rule_reads_is_asked_for_word_for_word() {
        let found = patterns("What moves the tides?", "The temperature does not matter.");
        assert_eq!(found, [["temperature [not matter] /s"]]);
    }

    #[test]
    fn a_lonely_word_takes_one_of_the_question_along() {
        assert_eq!(patterns("How is wool dyed?", "The wool is boiled."), [["wool boiled /s"]]);
    }
}
