//! Marks that a program has written in UTF-8 and another has read as Windows-1252: `canâ€™t` for `can't`.
//!
//! Tables saved so are common, and without its apostrophe a denial is none. The marks are covered, byte for byte, as markup is.

use super::markup::cover;
use std::borrow::Cow;

/// What all of them begin with.
const BEGIN: &str = "\u{e2}\u{20ac}";
/// What follows it, and the mark that was meant.
const MARKS: &[(&str, &str)] = &[
    ("\u{2122}", "'"),
    ("\u{2dc}", "'"),
    ("\u{153}", "\""),
    ("\u{9d}", "\""),
    ("\u{201c}", "-"),
    ("\u{201d}", "-"),
    ("\u{a6}", "."),
];

/// A text with such marks as they were meant, of the same length; the text itself where there are none.
pub fn unmangled(text: &str) -> Cow<'_, str> {
    // Most texts are plain, which is told fast.
    if text.is_ascii() || !text.contains(BEGIN) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(BEGIN) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let behind = &rest[BEGIN.len()..];
        match MARKS.iter().find(|(mark, _)| behind.starts_with(mark)) {
            Some((mark, meant)) => {
                let length = BEGIN.len() + mark.len();
                cover(&mut plain, meant, length);
                rest = &rest[length..];
            }
            None => {
                plain.push_str(BEGIN);
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    #[test]
    fn marks_are_read_as_they_were_meant() {
        let text = "It can\u{e2}\u{20ac}\u{2122}t run \u{e2}\u{20ac}\u{201c} one \u{e2}\u{20ac}\u{153}lock\u{e2}\u{20ac}\u{9d} \u{e2}\u{20ac}";
        let found = unmangled(text);
        assert_eq!(found.len(), text.len());
        let analysis = Analyzer::new().analyze(&found);
        let norms: Vec<&str> = analysis.tokens.iter().map(|token| analysis.norm(token)).collect();
        assert_eq!(norms[..5], ["it", "can", "not", "run", "one"]);
        assert!(norms.contains(&"lock"), "{norms:?}");
        assert!(matches!(unmangled("can\u{2019}t, caf\u{e9}, 5 \u{20ac}"), Cow::Borrowed(_)));
    }
}
