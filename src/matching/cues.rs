//! The words at which polarity looks twice, other than negators: they deny or doubt, alone or with a word beside them.

/// Every word that [`super::polarity`] has a rule for.
const CUES: &str = "absence avoided bad believe certain disable disabled disables disabling discouraged fail failed fails \
                    false forbidden guess impossible incorrect instead irrelevant lack lacking lacks maybe might \
                    misconception myth nonsense off opposed perhaps pointless possibly presumably probably rather suppose \
                    sure think unable unnecessary unsure untrue useless wrong";

/// By first letter the lengths of cues, as bits.
const LENGTHS: [u32; 26] = {
    let words = CUES.as_bytes();
    let mut lengths = [0u32; 26];
    let (mut start, mut at) = (0, 0);
    while at <= words.len() {
        if at == words.len() || words[at] == b' ' {
            lengths[(words[start] - b'a') as usize] |= 1 << (at - start);
            start = at + 1;
        }
        at += 1;
    }
    lengths
};

/// Whether the word that stands at `norm` among normal forms may be a cue. Refuses nine words of ten by letter and length,
/// where to compare each word with every cue took a tenth of the time of matching.
pub fn may_be(norms: &[u8], norm: (u32, u32)) -> bool {
    let first = norms.get(norm.0 as usize).copied().unwrap_or_default();
    let length = norm.1 - norm.0;
    first.is_ascii_lowercase() && length < 32 && LENGTHS[usize::from(first - b'a')] >> length & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_pass_and_most_words_do_not() {
        let may_be = |word: &str| may_be(word.as_bytes(), (0, word.len() as u32));
        assert!(CUES.split(' ').all(may_be));
        for word in ["", "a", "the", "memory", "connection", "-1", "naïve", "поток", "thread", "server"] {
            assert!(!may_be(word), "{word}");
        }
    }
}
