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

/// Judges by the beginning of a text: a byte order mark, the zero bytes of UTF-16, or bytes that UTF-8 cannot have. A text
/// that is UTF-8 but for a few bytes stays UTF-8: its bad rows are errors of their own.
pub fn detect(head: &[u8]) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { encoding, mark, guessed: false };
    }
    if let Some(encoding) = without_mark(head) {
        return Found { encoding, mark: 0, guessed: true };
    }
    let (good, bad) = beyond_ascii(head);
    if bad > good {
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

/// How many characters beyond ASCII are good UTF-8, and how many bytes are not. A character cut by the end of `head`
/// counts for neither.
fn beyond_ascii(mut head: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    let count = |text: &[u8]| text.iter().filter(|byte| **byte >= 0xc0).count();
    loop {
        match std::str::from_utf8(head) {
            Ok(text) => return (good + count(text.as_bytes()), bad),
            Err(error) => {
                good += count(&head[..error.valid_up_to()]);
                let Some(length) = error.error_len() else { return (good, bad) };
                bad += 1;
                head = &head[error.valid_up_to() + length..];
            }
        }
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
        assert_eq!(detect(&["naïve café ".as_bytes(), b"caf\xe9\n"].concat()).encoding, UTF_8);
        assert_eq!(detect(b"plain").encoding, UTF_8);
        assert_eq!(detect(b"").encoding, UTF_8);
        assert_eq!(detect("cut é".as_bytes().split_last().expect("bytes").1).encoding, UTF_8, "the end is cut");
    }
}
