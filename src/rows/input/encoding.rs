//! Which encoding a text has, and turning it into UTF-8 while it is read.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, BufRead, Read};

/// What the beginning of a text tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Bytes of the byte order mark, which are no part of the text.
    pub mark: usize,
    /// Nothing in the text says so: worth a note.
    pub guessed: bool,
}

/// Rows with bytes that UTF-8 cannot have, for each row with a character that only UTF-8 has, from which on a text is
/// something else: now and then bytes of another encoding make such a character by chance (`CAF\xc9\x94`).
const BAD_FOR_GOOD: usize = 10;

/// Judges by the beginning of a text: a byte order mark, the zero bytes of UTF-16, or bytes that UTF-8 cannot have. A text
/// that is UTF-8 but for a few rows stays UTF-8: its bad rows are errors of their own.
pub fn detect(head: &[u8]) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { encoding, mark, guessed: false };
    }
    if let Some(encoding) = without_mark(head) {
        return Found { encoding, mark: 0, guessed: true };
    }
    if Lines::of(head).are_no_utf8() {
        return Found { encoding: WINDOWS_1252, mark: 0, guessed: true };
    }
    Found { encoding: UTF_8, mark: 0, guessed: false }
}

/// UTF-16 by its zero bytes: text is mostly ASCII, and then every other byte is zero.
fn without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096)];
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (most, least) = (pairs * 2 / 5, pairs / 10);
    match (even, odd) {
        (even, odd) if odd > most && even <= least => Some(UTF_16LE),
        (even, odd) if even > most && odd <= least => Some(UTF_16BE),
        _ => None,
    }
}

/// Lines of a text beyond ASCII. One row may hold many bytes, good or bad, and tells no more than another.
#[derive(Debug, Default)]
struct Lines {
    /// UTF-8, with characters beyond ASCII.
    good: usize,
    /// With bytes that UTF-8 cannot have.
    bad: usize,
}

impl Lines {
    fn of(head: &[u8]) -> Lines {
        let mut lines = Lines::default();
        for line in head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_ascii()) {
            match std::str::from_utf8(line) {
                Ok(_) => lines.good += 1,
                // A character cut by the end of `head` tells nothing.
                Err(error) if error.error_len().is_none() && line.as_ptr_range().end == head.as_ptr_range().end => {}
                Err(_) => lines.bad += 1,
            }
        }
        lines
    }

    /// Whether the text has another encoding. JSON is UTF-8 by its own rules, and yet what writes a table in another
    /// encoding writes JSON in it as well: one rule for both, so that the format of a file does not change its answers.
    fn are_no_utf8(&self) -> bool {
        self.bad > 0 && self.bad >= self.good * BAD_FOR_GOOD
    }
}

/// Reads a text of any encoding as UTF-8. What cannot be decoded becomes U+FFFD.
pub struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    /// What is decoded: the decoder needs more room than a reader may offer.
    decoded: Vec<u8>,
    /// How much of it has been passed on, and how much there is.
    passed: usize,
    length: usize,
    done: bool,
}

impl<R: BufRead> Transcoder<R> {
    /// `inner` stands behind the byte order mark.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Transcoder { inner, decoder, decoded: vec![0; 1 << 16], passed: 0, length: 0, done: false }
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.passed == self.length && !self.done {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.decoded, last);
            self.inner.consume(read);
            self.done = last && result == CoderResult::InputEmpty;
            (self.passed, self.length) = (0, written);
        }
        let ahead = &self.decoded[self.passed..self.length];
        let read = ahead.len().min(buffer.len());
        buffer[..read].copy_from_slice(&ahead[..read]);
        self.passed += read;
        Ok(read)
    }
}

/// A line longer than this is decoded in pieces.
const LINE: u64 = 1 << 20;

/// Reads a text that was taken for windows-1252 by its beginning. What comes later may say otherwise: a line with
/// characters that are UTF-8 stays as it is.
pub struct Guessed<R> {
    inner: R,
    line: Vec<u8>,
    decoded: Vec<u8>,
    passed: usize,
}

impl<R: BufRead> Guessed<R> {
    /// `inner` begins with the text.
    pub fn new(inner: R) -> Self {
        Guessed { inner, line: Vec::new(), decoded: Vec::new(), passed: 0 }
    }
}

impl<R: BufRead> Read for Guessed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passed == self.decoded.len() {
            self.line.clear();
            (&mut self.inner).take(LINE).read_until(b'\n', &mut self.line)?;
            self.decoded.clear();
            self.passed = 0;
            match std::str::from_utf8(&self.line) {
                Ok(_) => std::mem::swap(&mut self.line, &mut self.decoded),
                Err(_) => self.decoded.extend(WINDOWS_1252.decode_without_bom_handling(&self.line).0.bytes()),
            }
        }
        let ahead = &self.decoded[self.passed..];
        let read = ahead.len().min(buffer.len());
        buffer[..read].copy_from_slice(&ahead[..read]);
        self.passed += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    const TEXT: &str = "question_id,answer\nsorting,“café” – naïve 😀\n";

    fn utf16(little: bool) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    fn read(bytes: &[u8]) -> (String, Found) {
        let found = detect(bytes);
        // Small buffers, so that characters are cut.
        let inner = BufReader::with_capacity(7, &bytes[found.mark..]);
        let mut text = String::new();
        BufReader::with_capacity(5, Transcoder::new(inner, found.encoding)).read_to_string(&mut text).expect("UTF-8");
        (text, found)
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        for (bytes, encoding, guessed) in [
            (TEXT.as_bytes().to_vec(), UTF_8, false),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), UTF_8, false),
            ([b"\xff\xfe".to_vec(), utf16(true)].concat(), UTF_16LE, false),
            ([b"\xfe\xff".to_vec(), utf16(false)].concat(), UTF_16BE, false),
            (utf16(true), UTF_16LE, true),
            (utf16(false), UTF_16BE, true),
        ] {
            let (text, found) = read(&bytes);
            assert_eq!((text.as_str(), found.encoding, found.guessed), (TEXT, encoding, guessed));
        }
        let (text, found) = read(b"answer\ncaf\xe9 \x93quoted\x94 \x80\n");
        assert_eq!((text.as_str(), found.encoding), ("answer\ncafé “quoted” €\n", WINDOWS_1252));
    }

    #[test]
    fn one_bad_byte_in_a_file_of_utf8_is_no_other_encoding() {
        assert_eq!(detect("naïve café\n".as_bytes()).encoding, UTF_8);
        let mostly =
            [&b"plain row\n".repeat(98), "Zo\u{eb} na\u{ef}ve \u{2014}\n".as_bytes(), b"\xff\xfe\xe9\xe9\xe9\xe9 ab\n"]
                .concat();
        assert_eq!(detect(&mostly).encoding, UTF_8, "one good row and one with more bad bytes than it has characters");
        assert_eq!(detect(b"plain").encoding, UTF_8);
        assert_eq!(detect(b"").encoding, UTF_8);
        let several = ["naïve\n".as_bytes(), &b"caf\xe9\n".repeat(9)].concat();
        assert_eq!(detect(&several).encoding, UTF_8);
        assert_eq!(detect("cut é".as_bytes().split_last().expect("bytes").1).encoding, UTF_8, "the end is cut");
    }

    #[test]
    fn bad_bytes_in_many_rows_and_no_good_ones_are_windows_1252() {
        let text = [&b"a plain row\n".repeat(50)[..], &b"caf\xe9 \x96 na\xefve\n".repeat(20)].concat();
        assert_eq!(detect(&text).encoding, WINDOWS_1252);
        // A capital letter and a quotation mark make a character of UTF-8 by chance.
        assert_eq!(detect(&[&text[..], b"CAF\xc9\x94\n"].concat()).encoding, WINDOWS_1252);
    }

    #[test]
    fn json_is_judged_as_tables_are() {
        let json = |text: &str, bad: usize| {
            let bad = b"{\"answer\":\"caf\xe9\"}\n".repeat(bad);
            detect(&["{\"answer\":\"plain\"}\n".repeat(20).as_bytes(), text.as_bytes(), &bad].concat()).encoding
        };
        assert_eq!((json("", 1), json("", 20)), (WINDOWS_1252, WINDOWS_1252));
        assert_eq!(json(&"{\"answer\":\"café\"}\n".repeat(3), 20), UTF_8);
    }

    #[test]
    fn a_guess_does_not_spoil_lines_that_are_utf8() {
        let text = [b"caf\xe9 \x80\n", "Zoë —\n".as_bytes(), b"\r\n\xfcber"].concat();
        let mut read = String::new();
        BufReader::with_capacity(5, Guessed::new(&text[..])).read_to_string(&mut read).expect("UTF-8");
        assert_eq!(read, "café €\nZoë —\n\r\nüber");
    }
}
