//! Words and numbers that several reports share.

use crate::bank::Bands;
use crate::claims::EvidenceKind;
use crate::scoring::{Arithmetic, Cap, CapReason};

/// Said of a candidate none of whose rows could be graded.
pub const NOT_GRADED: &str = "not graded";

/// A number with at most two decimals and no zeros behind.
pub fn trimmed(value: f64) -> String {
    format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A score (0 to 1) beside its cut points: with two decimals, or with as many as show on which side of each it is.
pub fn score(score: f64, cuts: Bands) -> String {
    let seems_right = |decimals: &usize| {
        let shown = shown(score, *decimals);
        [cuts.average, cuts.strong].iter().all(|cut| (score < *cut) == (shown < *cut))
    };
    let decimals = (2..DECIMALS).find(seems_right).unwrap_or(DECIMALS);
    format!("{score:.decimals$}")
}

/// A cut point: with two decimals, or with as many as it has.
pub fn cut(cut: f64) -> String {
    let decimals = (2..DECIMALS).find(|decimals| shown(cut, *decimals) == shown(cut, DECIMALS)).unwrap_or(DECIMALS);
    format!("{cut:.decimals$}")
}

/// Decimals of a score in results.
const DECIMALS: usize = 4;

/// The number that a reader sees.
fn shown(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

/// The caps without which the score would be higher: the lowest of them, where the sum reaches beyond.
pub fn decisive(sums: &Arithmetic) -> Vec<&Cap> {
    let lowest = sums.caps.iter().map(|cap| cap.band).min();
    let holds = |cap: &&Cap| Some(cap.band) == lowest && sums.bands().of(sums.raw) > cap.band;
    sums.caps.iter().filter(holds).collect()
}

/// What a piece of evidence says, where it does not plainly support its concept.
pub fn why(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Support => "",
        EvidenceKind::Negated => "denied here",
        EvidenceKind::Reversed => "the wrong way round",
        EvidenceKind::Exchanged => "said of the other side",
        EvidenceKind::Implied => "only implied by the contrast",
    }
}

/// What holds a band down, in words: `concept` and `wrong` give the labels of concepts and misconceptions by their ids.
pub fn cap<'a>(
    cap: &'a Cap,
    concept: impl FnOnce(&'a str) -> Option<&'a str>,
    wrong: impl FnOnce(&'a str) -> Option<&'a str>,
) -> String {
    let about = match &cap.reason {
        CapReason::Required(id) => format!(": {}", concept(id).unwrap_or(id)),
        CapReason::Misconception(id) => format!(": {}", wrong(id).unwrap_or(id)),
        _ => String::new(),
    };
    format!("at most {}: {}{about}", cap.band.name(), reason(&cap.reason))
}

/// Why a cap holds, without what it is about.
pub fn reason(reason: &CapReason) -> &'static str {
    match reason {
        CapReason::Required(_) => "an essential point is missing",
        CapReason::Misconception(_) => "a wrong statement",
        CapReason::Shallow => "the right points, with little said about them: say why, how, or what it costs",
        CapReason::Admission => "it says that it does not know a part, and not all the rest is there",
        CapReason::Exchanged => "what is true of one side is said of the other",
        CapReason::Contradicted => "what it says of the reference is the contrary",
        CapReason::OffTopic => "this is about something else",
        CapReason::KeywordList => "terms without statements",
    }
}

/// `1 answer`, `2 answers`, `1000 answers`.
pub fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The last part of a path: the folders above a file are nobody's business who reads a report.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The same for those who read pages: `1 000 answers`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with spaces between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// The text up to about `most` characters, cut at a word where possible.
pub fn opening(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_string() };
    let cut = text[..end].rfind(char::is_whitespace).filter(|cut| *cut * 2 > end).unwrap_or(end);
    format!("{} …", text[..cut].trim_end())
}

/// The sentence around a piece of a text, shortened on either side to about `most` characters; nothing for a piece that
/// does not lie on characters of the text.
pub fn sentence(text: &str, start: usize, end: usize, most: usize) -> String {
    let (Some(before), Some(piece), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return String::new();
    };
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let from = before.rfind(ends).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let left = before[from..].trim_start();
    let right = after.find(ends).map_or(after, |at| &after[..=at]).trim_end();
    let short_left = match left.char_indices().rev().nth(most) {
        Some((at, _)) => format!("… {}", left[at..].split_once(char::is_whitespace).map_or(&left[at..], |cut| cut.1)),
        None => left.to_string(),
    };
    format!("{short_left}{piece}{}", opening(right, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Band;

    #[test]
    fn no_score_seems_to_reach_a_cut_that_it_does_not() {
        let cuts = Bands { average: 0.3, strong: 0.65 };
        assert_eq!(
            [0.2975, 0.2949, 0.3, 0.6499, 0.6512, 0.1299].map(|one| score(one, cuts)),
            ["0.297", "0.29", "0.30", "0.6499", "0.65", "0.13"]
        );
        // A cut point between two hundredths is told as it is.
        let cuts = Bands { average: 0.25, strong: 0.8225 };
        assert_eq!([0.8211, 0.8224, 0.8225].map(|one| score(one, cuts)), ["0.82", "0.82", "0.823"]);
        assert_eq!([cuts.average, cuts.strong].map(cut), ["0.25", "0.8225"]);
    }

    #[test]
    fn only_the_caps_that_hold_the_score_decide() {
        let cap = |band| Cap { band, reason: CapReason::Shallow };
        let sums = |raw, bands: &[Band]| Arithmetic {
            raw,
            average_from: 0.3,
            strong_from: 0.65,
            caps: bands.iter().copied().map(cap).collect(),
            ..Arithmetic::default()
        };
        let count = |raw, bands: &[Band]| decisive(&sums(raw, bands)).len();
        assert_eq!(count(0.7, &[Band::Average, Band::Average]), 2);
        assert_eq!(count(0.7, &[Band::Average, Band::Weak]), 1, "under the lower the higher says nothing");
        assert_eq!(count(0.5, &[Band::Average]), 0, "it does not reach so far");
        assert_eq!(count(0.5, &[]), 0);
    }

    #[test]
    fn numbers_are_written_short() {
        assert_eq!([1.0, 0.5, 0.25, 1.0 / 3.0, 10.0].map(trimmed), ["1", "0.5", "0.25", "0.33", "10"]);
        assert_eq!([7, 1_234, 1_234_567].map(grouped), ["7", "1\u{202f}234", "1\u{202f}234\u{202f}567"]);
        assert_eq!(
            (count(1, "answer", "answers"), count(0, "answer", "answers")),
            ("1 answer".into(), "0 answers".into())
        );
    }

    #[test]
    fn a_piece_is_shown_in_its_sentence() {
        let text = "First. I never (really) write tests! Last.";
        let at = text.find("write").expect("there");
        assert_eq!(sentence(text, at, at + 11, 40), "I never (really) write tests!");
        assert_eq!(sentence(text, at, at + 11, 12), "… (really) write tests!");
        assert_eq!(sentence("é tests", 3, 8, 5), "é tests");
        assert_eq!(sentence("é", 1, 2, 5), "", "not on characters");
    }

    #[test]
    fn openings_end_at_a_word() {
        assert_eq!(opening("one two three", 9), "one two …");
        assert_eq!(opening("one two", 7), "one two");
        assert_eq!(opening("ééééé", 3), "ééé …", "a long word is cut at a character");
    }
}
