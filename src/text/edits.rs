//! How many edits part two spellings, as far as that may be forgiven.
//!
//! The allowance grows with length: none up to three letters, one edit from [`FUZZY_FROM`] letters, two from
//! [`TWO_EDITS_FROM`] (optimal string alignment, so a transposition is one edit).

/// Shortest stem (in characters) that may be misspelt.
pub const FUZZY_FROM: usize = 4;
/// Shortest stem (in characters) in which two edits are forgiven.
pub const TWO_EDITS_FROM: usize = 8;

/// A spelling with what tells quickly that another is far from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelling<'a> {
    /// The characters.
    pub text: &'a str,
    /// How many there are.
    pub length: u32,
    /// Which letters there are, as a bit set; letters may share a bit.
    pub letters: u64,
}

impl<'a> Spelling<'a> {
    /// Looks at a spelling.
    pub fn new(text: &'a str) -> Self {
        let (mut length, mut letters) = (0, 0);
        for letter in text.chars() {
            length += 1;
            letters |= 1 << (u32::from(letter) & 63);
        }
        Spelling { text, length, letters }
    }
}

/// The edits between two spellings when they are few enough for the length of the shorter.
pub fn edits(a: &str, b: &str) -> Option<usize> {
    near(Spelling::new(a), Spelling::new(b))
}

/// The same for spellings that were looked at before.
pub fn near(word: Spelling, other: Spelling) -> Option<usize> {
    let allowance = allowed(word.length.min(other.length) as usize);
    // An edit brings in one letter at most, and takes away one.
    let far = |a: u64, b: u64| (a & !b).count_ones() as usize > allowance;
    if allowance == 0
        || word.length.abs_diff(other.length) as usize > allowance
        || far(word.letters, other.letters)
        || far(other.letters, word.letters)
    {
        return None;
    }
    Some(strsim::osa_distance(word.text, other.text)).filter(|distance| *distance <= allowance)
}

/// Edits forgiven in a word of `length` characters.
pub fn allowed(length: usize) -> usize {
    match length {
        0..FUZZY_FROM => 0,
        FUZZY_FROM..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}
