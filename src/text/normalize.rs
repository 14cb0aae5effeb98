//! Normal form of a word: compatibility composed (NFKC), lower-case, without invisible characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters that take no room and say nothing inside a word: zero-width spaces and joiners, soft hyphen, direction
/// marks, variation selectors, byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether `c` (beyond ASCII) can begin a word.
pub(super) fn begins_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether `c` (beyond ASCII) can continue a word: letters, digits, combining marks, invisible characters.
pub(super) fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c)
}

/// An apostrophe in any of the shapes people and phones write.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{00b4}' | '\u{ff07}' | '\u{201b}' | '\u{2032}')
}

/// A hyphen that is not ASCII: hyphen, non-breaking hyphen, figure dash, minus sign.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' | '\u{ff0d}')
}

/// Appends the normal form of `word` to `out`.
pub(super) fn push_norm(out: &mut String, word: &str) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
    } else {
        let visible = word.chars().filter(|c| !is_invisible(*c));
        out.extend(visible.nfkc().flat_map(char::to_lowercase));
    }
}

/// Characters among which the end of a word's first part is looked for: each is asked for the normal form of all before it, and
/// first parts (`don`, `non`) are short, but for characters that are not seen.
const WRITTEN: usize = 64;

/// Bytes of a written word whose normal form is the first `length` bytes of its own; `None` where a character stands across
/// (one sign for two letters) or nothing would be left.
pub(super) fn written(word: &str, length: usize) -> Option<usize> {
    if word.is_ascii() {
        return Some(length);
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(1);
    ends.take(WRITTEN).find(|end| {
        let mut norm = String::new();
        push_norm(&mut norm, &word[..*end]);
        norm.len() == length
    })
}

/// The ASCII spelling of a normal form written in Latin letters with marks (`naïve` -> `naive`); `None` when the word
/// is written in other letters.
pub(super) fn fold_marks(norm: &str) -> Option<String> {
    let mut folded = String::with_capacity(norm.len());
    for c in norm.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            c if c.is_ascii() => folded.push(c),
            _ => return None,
        }
    }
    Some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norm(word: &str) -> String {
        let mut out = String::new();
        push_norm(&mut out, word);
        out
    }

    #[test]
    fn normal_forms() {
        for (word, expected) in [
            ("Django", "django"),
            ("ＤＪＡＮＧＯ", "django"),
            ("ﬁlter", "filter"),
            ("thr\u{200b}ead", "thread"),
            ("Cafe\u{301}", "caf\u{e9}"),
            ("ПОТОК", "поток"),
            ("n²", "n2"),
        ] {
            assert_eq!(norm(word), expected, "{word}");
        }
    }

    #[test]
    fn marks_fold_on_latin_letters_alone() {
        assert_eq!(fold_marks("na\u{ef}ve").as_deref(), Some("naive"));
        assert_eq!(fold_marks("stra\u{df}e").as_deref(), Some("strasse"));
        assert_eq!(fold_marks("поток"), None);
    }
}
