//! How much of a text is looked at.

/// Bytes of a response that are analysed; the rest is flagged `truncated`. Of a reference no more is: each of its words may
/// be compared with each word of a response.
pub const ANALYSED_BYTES: usize = 200_000;

/// The first bytes of a text, at most so many, cut at a character boundary.
pub fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
