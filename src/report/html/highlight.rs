//! An answer cut into pieces, so that evidence can be marked whatever overlaps what.

use std::ops::Range;

/// What a mark says, the weightiest first: where marks overlap, the piece looks like the first of its kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A red flag.
    Flagged,
    /// A misconception.
    Wrong,
    /// A concept said otherwise.
    Contradicted,
    /// A concept stated in part.
    Partial,
    /// A concept stated.
    Met,
}

impl Kind {
    /// Class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Flagged => "flagged",
            Kind::Wrong => "wrong",
            Kind::Contradicted => "contradicted",
            Kind::Partial => "partial",
            Kind::Met => "met",
        }
    }

    /// The sign beside the number: marks must be told apart without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Kind::Flagged => "⚑",
            Kind::Wrong => "!",
            Kind::Contradicted => "✗",
            Kind::Partial => "½",
            Kind::Met => "✓",
        }
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Flagged => "red flag",
            Kind::Wrong => "misconception",
            Kind::Contradicted => "contradicted",
            Kind::Partial => "partly met",
            Kind::Met => "met",
        }
    }
}

/// A stretch of the answer with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the answer.
    pub range: Range<usize>,
    /// What it shows.
    pub kind: Kind,
    /// The number of the point in the list below the answer.
    pub number: usize,
    /// The point's label.
    pub label: String,
}

/// A piece of the answer: plain, or under one or more marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text, as the answer has it.
    pub text: &'a str,
    /// The weightiest kind of the marks over it; `None` for plain text.
    pub kind: Option<Kind>,
    /// Labels of all marks over it, for the one who points at it.
    pub labels: String,
    /// Marks that end here, in the order of their numbers.
    pub ends: Vec<&'a Mark>,
}

impl Piece<'_> {
    /// The text with control characters made visible: a page must not hold them.
    pub fn shown(&self) -> String {
        visible(self.text)
    }
}

/// Text with control characters made visible.
pub fn visible(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(visible).collect()
}

/// Cuts an answer at the borders of its marks. The texts of the pieces, joined, are the answer. A mark that does not lie on
/// characters of the answer is left out.
pub fn pieces<'a>(answer: &'a str, marks: &'a [Mark]) -> Vec<Piece<'a>> {
    let fits = |mark: &&Mark| !mark.range.is_empty() && answer.get(mark.range.clone()).is_some();
    let marks: Vec<&Mark> = marks.iter().filter(fits).collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    cuts.extend([0, answer.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |cut: &[usize]| {
        let over: Vec<&Mark> =
            marks.iter().copied().filter(|mark| mark.range.start <= cut[0] && cut[1] <= mark.range.end).collect();
        let mut ends: Vec<&Mark> = over.iter().copied().filter(|mark| mark.range.end == cut[1]).collect();
        ends.sort_by_key(|mark| mark.number);
        let label = |mark: &&Mark| format!("{}: {}", mark.kind.name(), mark.label);
        Piece {
            text: &answer[cut[0]..cut[1]],
            kind: over.iter().map(|mark| mark.kind).min(),
            labels: over.iter().map(label).collect::<Vec<_>>().join("; "),
            ends,
        }
    };
    cuts.windows(2).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(range: Range<usize>, kind: Kind, number: usize) -> Mark {
        Mark { range, kind, number, label: format!("point {number}") }
    }

    /// Pieces as text: marks in brackets with the class of the piece and the numbers that end there.
    fn shown(answer: &str, marks: &[Mark]) -> String {
        let piece = |piece: &Piece| {
            let ends: Vec<String> = piece.ends.iter().map(|mark| mark.number.to_string()).collect();
            match piece.kind {
                None => piece.text.to_string(),
                Some(kind) => format!("[{} {}]({})", kind.class(), piece.text, ends.join(",")),
            }
        };
        pieces(answer, marks).iter().map(piece).collect()
    }

    #[test]
    fn marks_stand_around_their_words_whatever_their_order() {
        let marks = [mark(8..13, Kind::Contradicted, 2), mark(0..3, Kind::Met, 1)];
        assert_eq!(shown("one two three", &marks), "[met one](1) two [contradicted three](2)");
        assert_eq!(shown("one", &[]), "one");
        assert_eq!(shown("", &[]), "");
    }

    #[test]
    fn overlapping_marks_are_told_apart_by_their_ends() {
        let marks = [mark(0..7, Kind::Met, 1), mark(4..13, Kind::Flagged, 2), mark(4..7, Kind::Partial, 3)];
        assert_eq!(shown("one two three", &marks), "[met one ]()[flagged two](1,3)[flagged  three](2)");
        let pieces = pieces("one two three", &marks);
        assert_eq!(pieces[1].labels, "met: point 1; red flag: point 2; partly met: point 3");
    }

    #[test]
    fn a_mark_beside_the_answer_is_left_out() {
        let marks =
            [mark(1..2, Kind::Met, 1), mark(0..99, Kind::Met, 2), mark(2..2, Kind::Met, 3), mark(2..3, Kind::Met, 4)];
        assert_eq!(shown("éa", &marks), "é[met a](4)");
        let turned = Mark { range: Range { start: 3, end: 1 }, ..mark(0..1, Kind::Met, 5) };
        assert_eq!(shown("abcd", &[turned]), "abcd");
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(visible("a\u{0}b\u{1b}[1m\tc\r\nd\re\u{7f}"), "a␀b␛[1m\tc\nd\ne\u{fffd}");
    }

    proptest! {
        #[test]
        fn the_pieces_make_up_the_answer(
            answer in "\\PC{0,40}",
            spans in prop::collection::vec((0usize..60, 0usize..20, 0usize..5), 0..8),
        ) {
            let kinds = [Kind::Flagged, Kind::Wrong, Kind::Contradicted, Kind::Partial, Kind::Met];
            let marks: Vec<Mark> =
                spans.iter().enumerate().map(|(at, (start, size, kind))| mark(*start..start + size, kinds[*kind], at)).collect();
            let found = pieces(&answer, &marks);
            let joined: String = found.iter().map(|piece| piece.text).collect();
            prop_assert_eq!(&joined, &answer);
            // Every mark that fits ends exactly once, and all of its text is marked.
            for one in marks.iter().filter(|mark| !mark.range.is_empty() && answer.get(mark.range.clone()).is_some()) {
                prop_assert_eq!(found.iter().flat_map(|piece| &piece.ends).filter(|end| end.number == one.number).count(), 1);
                let mut at = 0;
                for piece in &found {
                    let inside = one.range.start <= at && at + piece.text.len() <= one.range.end;
                    prop_assert!(!inside || piece.text.is_empty() || piece.kind.is_some_and(|kind| kind <= one.kind));
                    at += piece.text.len();
                }
            }
        }
    }
}
