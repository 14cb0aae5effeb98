//! How a point is asked for: the words of it that tell most, as patterns.

use super::Read;
use super::points::Point;
use crate::rubric::pattern;
use crate::similarity::model::Model;
use crate::text::TermId;

/// Share of a point's words that its pattern asks for.
const ASKED: f64 = 0.7;
/// The same for half the credit.
const ASKED_PARTLY: f64 = 0.4;
/// Words without which a pattern makes hardly a claim; words of the question help out.
const CLAIM: usize = 2;
/// How much more a word is wanted that no other point of its reference has, or that is what is denied.
const OWN: f64 = 2.0;

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
    written: &'t str,
    /// Of its words, one after the other, without signs.
    norm: String,
    wanted: f64,
    /// The question gave it.
    given: bool,
}

/// The ways to ask for a point, best first.
pub fn of(point: &Point, read: &Read) -> Vec<Wording> {
    let (model, text) = &read.models[point.reference];
    let wording = |denied: bool, about: Option<u8>, joined: bool, share: f64| -> Option<Wording> {
        let pieces = pieces(point, read, model, text, joined);
        let pieces = asked(pieces, CLAIM);
        let (whole, norms) = pattern_of(&pieces, share, denied)?;
        let half = (pieces.len() > CLAIM).then(|| pattern_of(&pieces, ASKED_PARTLY, denied)).flatten();
        let half = half.map(|(half, _)| half).filter(|half| *half != whole);
        Some(Wording { whole, half, denied, about, id: id(point, read, denied, &norms) })
    };
    let mut wordings: Vec<Wording> = Vec::new();
    let abouts = [point.about, None];
    for about in &abouts[usize::from(point.about.is_none())..] {
        for denied in [point.denied, !point.denied] {
            for (joined, share) in [(true, ASKED), (false, ASKED), (true, ASKED_PARTLY), (false, ASKED_PARTLY)] {
                wordings.extend(wording(denied, *about, joined, share).filter(|new| !wordings.contains(new)));
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
    let mut end = None;
    for at in point.core.clone() {
        let word = &words[at];
        let norm = model.words.norm(word);
        // A word that names one of the things compared: `about` says so.
        let names = read.sides.as_ref().is_some_and(|sides| sides.names(word.term));
        if !word.counts() || names || norm.is_empty() || !norm.chars().all(char::is_alphanumeric) {
            continue;
        }
        let telling = model.counted[at];
        let mut wanted = if telling { word.weight } else { 0.0 };
        if !others(word.term) {
            wanted *= OWN;
        }
        if point.denied && word.denied.is_some() {
            wanted *= OWN;
        }
        // `CPU-bound`, `ALLOWED_HOSTS` are asked for as they are written.
        let hyphened = end.and_then(|end: usize| text.get(end..word.span.start)).is_some_and(is_hyphen);
        end = Some(word.span.end);
        if let Some(last) = pieces.last_mut().filter(|_| joined && hyphened)
            && let Some(from) = offset(text, last.written)
            && let Some(written) = text.get(from..word.span.end)
        {
            *last = Piece {
                written,
                norm: format!("{}-{norm}", last.norm),
                wanted: last.wanted + wanted,
                given: last.given && !telling,
            };
            seen.push(word.term);
            continue;
        }
        if seen.contains(&word.term) {
            continue;
        }
        seen.push(word.term);
        let written = text.get(word.span.start..word.span.end).unwrap_or_default();
        pieces.push(Piece { written, norm: norm.to_string(), wanted, given: !telling });
    }
    pieces.retain(|piece| is_one_word(piece.written));
    pieces
}

fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "_" | "/")
}

/// Where in a text a part of it begins.
fn offset(text: &str, part: &str) -> Option<usize> {
    (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize).filter(|from| text.is_char_boundary(*from))
}

/// Whether a pattern takes it as a plain word.
fn is_one_word(written: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    written.starts_with(char::is_alphanumeric) && written.chars().all(plain)
}

/// The pieces that tell something, and words of the question where those are too few to make a claim.
fn asked(pieces: Vec<Piece>, least: usize) -> Vec<Piece> {
    let telling = pieces.iter().filter(|piece| !piece.given).count();
    let mut spare = least.saturating_sub(telling);
    let mut kept: Vec<Piece> = Vec::new();
    for piece in pieces {
        let helps = piece.given && spare > 0 && telling > 0;
        spare -= usize::from(helps);
        if helps || !piece.given {
            kept.push(piece);
        }
    }
    kept
}

/// A share of the pieces, those wanted most, as a pattern; and what it is made of.
fn pattern_of(pieces: &[Piece], share: f64, denied: bool) -> Option<(String, Vec<String>)> {
    let least = pieces.len().min(CLAIM);
    let count = ((pieces.len() as f64 * share).ceil() as usize).max(if share < ASKED { 1 } else { least });
    let mut ranked: Vec<usize> = (0..pieces.len()).collect();
    ranked.sort_by(|a, b| pieces[*b].wanted.total_cmp(&pieces[*a].wanted).then(a.cmp(b)));
    ranked.truncate(count);
    ranked.sort_unstable();
    let mut parts: Vec<&str> = if denied { vec!["not"] } else { Vec::new() };
    parts.extend(ranked.iter().map(|at| pieces[*at].written));
    if ranked.len() > 1 {
        parts.push("/s");
    }
    let pattern = parts.join(" ");
    let norms = ranked.iter().map(|at| pieces[*at].norm.clone()).collect();
    (!ranked.is_empty() && pattern::parse(&pattern).is_ok()).then_some((pattern, norms))
}

/// A readable id: whose point it is, and the words that are asked for.
fn id(point: &Point, read: &Read, denied: bool, norms: &[String]) -> String {
    const WORDS: usize = 3;
    // A word that only links is no name.
    const LINKS: [&str; 12] =
        ["when", "while", "if", "before", "after", "once", "until", "some", "each", "every", "any", "all"];
    let plain = |norm: &&String| {
        norm.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !LINKS.contains(&norm.as_str())
    };
    let side = point.about.and_then(|thing| read.sides.as_ref().map(|sides| sides.name(thing)));
    let mut parts: Vec<&str> = side.into_iter().chain(denied.then_some("not")).collect();
    parts.extend(norms.iter().filter(plain).take(WORDS).map(String::as_str));
    match parts.first() {
        None => "point".to_string(),
        Some(first) if first.starts_with(|c: char| c.is_ascii_lowercase()) => parts.join("-"),
        Some(_) => format!("say-{}", parts.join("-")),
    }
}
