//! Contractions: which two words a written word stands for, with and without its apostrophe.

/// Written without an apostrophe: surface, where to cut the span (bytes), left word, right word.
///
/// `id`, `ill`, `well`, `were`, `wed`, `shell`, `lets`, `its` are words of their own and stay out.
pub(super) const BARE: &[(&str, usize, &str, &str)] = &[
    ("cannot", 3, "can", "not"),
    ("cant", 3, "can", "not"),
    ("isnt", 2, "is", "not"),
    ("arent", 3, "are", "not"),
    ("wasnt", 3, "was", "not"),
    ("werent", 4, "were", "not"),
    ("dont", 2, "do", "not"),
    ("doesnt", 4, "does", "not"),
    ("dosent", 4, "does", "not"),
    ("dosnt", 3, "does", "not"),
    ("didnt", 3, "did", "not"),
    ("hasnt", 3, "has", "not"),
    ("havent", 4, "have", "not"),
    ("hadnt", 3, "had", "not"),
    ("wont", 2, "will", "not"),
    ("wouldnt", 5, "would", "not"),
    ("couldnt", 5, "could", "not"),
    ("shouldnt", 6, "should", "not"),
    ("mustnt", 4, "must", "not"),
    ("neednt", 4, "need", "not"),
    ("aint", 2, "is", "not"),
    ("im", 1, "i", "am"),
    ("ive", 1, "i", "have"),
    ("youre", 3, "you", "are"),
    ("youve", 3, "you", "have"),
    ("theyre", 4, "they", "are"),
    ("theyve", 4, "they", "have"),
    ("weve", 2, "we", "have"),
    ("thats", 4, "that", "is"),
    ("theres", 5, "there", "is"),
    ("whats", 4, "what", "is"),
];

/// What follows the apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// A second word (`'re` = are, `'ve` = have ...).
    Word(&'static str),
    /// `n't`: `not`; the `n` still stands at the end of the left part.
    Nt,
    /// `'nt`, the common slip (`does'nt`): `not`, with the whole left part before it.
    LooseNt,
    /// `'s` of a word that is not a pronoun: possession, no word.
    Possessive,
}

/// What `right` (after the apostrophe) makes of `left`; `None` when this is no contraction.
pub(super) fn suffix(left: &str, right: &str) -> Option<Suffix> {
    // Both sides may carry capitals.
    let is = |word: &str, list: &[&str]| list.iter().any(|one| word.eq_ignore_ascii_case(one));
    if right.eq_ignore_ascii_case("s") {
        return Some(if left.eq_ignore_ascii_case("let") {
            Suffix::Word("us")
        } else if is(left, &["it", "that", "there", "here", "what", "who", "he", "she", "where", "how", "this"]) {
            Suffix::Word("is")
        } else {
            Suffix::Possessive
        });
    }
    if right.eq_ignore_ascii_case("t") && left.len() > 1 && left.as_bytes()[left.len() - 1].eq_ignore_ascii_case(&b'n')
    {
        return Some(Suffix::Nt);
    }
    if right.eq_ignore_ascii_case("nt") && left.len() > 1 {
        return Some(Suffix::LooseNt);
    }
    let words: [(&str, &'static str); 5] = [("re", "are"), ("ve", "have"), ("ll", "will"), ("d", "would"), ("m", "am")];
    words.iter().find(|(form, _)| right.eq_ignore_ascii_case(form)).map(|(_, word)| Suffix::Word(word))
}

/// The left word of an `n't` form whose spelling changes, with the bytes of `left` it covers: `won't`, `can't`.
/// `None` means: `left` without its last letter.
pub(super) fn before_nt(left: &str) -> Option<(&'static str, usize)> {
    let odd: [(&str, &'static str, usize); 4] =
        [("can", "can", 3), ("won", "will", 2), ("shan", "shall", 3), ("ain", "is", 2)];
    odd.iter().find(|(form, _, _)| left.eq_ignore_ascii_case(form)).map(|(_, word, cut)| (*word, *cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_lie_inside_the_word() {
        for (surface, cut, _, _) in BARE {
            assert!(*cut > 0 && *cut < surface.len(), "{surface}");
        }
    }

    #[test]
    fn apostrophe_forms() {
        assert_eq!(suffix("It", "s"), Some(Suffix::Word("is")));
        assert_eq!(suffix("Django", "s"), Some(Suffix::Possessive));
        assert_eq!(suffix("isn", "t"), Some(Suffix::Nt));
        assert_eq!(suffix("does", "nt"), Some(Suffix::LooseNt));
        assert_eq!(suffix("rock", "n"), None);
        assert_eq!(before_nt("Won"), Some(("will", 2)));
        assert_eq!(before_nt("isn"), None);
    }
}
