//! Where rows come from: a file or standard input, through decompression and decoding, to plain UTF-8.

use super::encoding::{Guessed, Transcoder, detect};
use crate::rows::InputError;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes at the beginning of a text that tell its encoding, its format and its delimiter.
const HEAD: usize = 1 << 18;

/// How much of an input has been read, for progress.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Meter {
    /// Bytes read so far.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// All bytes, where that is known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Sets what has been read, for sources that are not read from end to end.
    pub fn set(&self, bytes: u64) {
        self.read.store(bytes, Ordering::Relaxed);
    }
}

/// A reader whose bytes are counted.
struct Metered {
    inner: Box<dyn Read + Send>,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A text that is ready to be read.
pub struct Text {
    /// UTF-8, without a byte order mark.
    pub input: Box<dyn BufRead + Send>,
    /// The beginning of what `input` gives.
    pub head: Vec<u8>,
    /// For people: what was guessed.
    pub note: Option<String>,
    /// Where `input` begins in the file, if its bytes are those of the file: then it can be read from any place.
    pub plain: Option<u64>,
}

/// What an input holds.
pub enum Content {
    /// A text.
    Text(Text),
    /// An XLSX workbook.
    Workbook(Box<dyn ReadSeek>),
}

/// What a workbook is read from.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// Opens a file, or standard input for `-`.
pub fn open(name: &str, encoding: Option<&str>) -> Result<(Content, Meter), InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    if name == "-" {
        // What is there now must do for a guess: more may come much later.
        return content(name, Box::new(io::stdin()), Meter::default(), encoding, 4);
    }
    let mut file = File::open(name).map_err(|error| match error.kind() {
        // Some shells pass on a pattern that fits nothing, and that of Windows every one.
        io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename if name.contains(['*', '?']) => {
            InputError::Pattern { name: name.to_string() }
        }
        _ => io(error),
    })?;
    let about = file.metadata().map_err(io)?;
    if about.is_dir() {
        return Err(InputError::Folder { name: name.to_string() });
    }
    // The size of a pipe or a device says nothing.
    let total = about.is_file().then_some(about.len());
    let meter = Meter { total, ..Meter::default() };
    if about.is_file() {
        let head = beginning(&mut (&file).take(4), 4, false).map_err(io)?;
        file.rewind().map_err(io)?;
        if Packed::of(&head) == Packed::Workbook {
            return Ok((Content::Workbook(Box::new(BufReader::new(file))), meter));
        }
    }
    let (mut content, meter) = content(name, Box::new(file), meter, encoding, HEAD)?;
    if let Content::Text(text) = &mut content {
        text.plain = text.plain.filter(|_| about.is_file());
    }
    Ok((content, meter))
}

/// Opens a file whose bytes are plain UTF-8 at a place. Counts as read up to there.
pub fn reopen(name: &str, at: u64, meter: &Meter) -> Result<Box<dyn BufRead + Send>, InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let mut file = File::open(name).map_err(io)?;
    file.seek(SeekFrom::Start(at)).map_err(io)?;
    meter.set(at);
    Ok(Box::new(BufReader::with_capacity(HEAD, Metered { inner: Box::new(file), meter: meter.clone() })))
}

/// Looks into any source: what it is compressed with, which encoding it has. Reads at least `patience` bytes, if there are
/// as many, before it judges.
pub fn content(
    name: &str,
    raw: Box<dyn Read + Send>,
    meter: Meter,
    encoding: Option<&str>,
    patience: usize,
) -> Result<(Content, Meter), InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let mut raw = Metered { inner: raw, meter: meter.clone() };
    let head = beginning(&mut raw, 4.min(patience), false).map_err(io)?;
    let kind = Packed::of(&head);
    let mut whole = BufReader::with_capacity(HEAD, Cursor::new(head).chain(raw));
    let unpacked: Box<dyn Read + Send> = match kind {
        Packed::Workbook => {
            // The table of contents of a workbook is at its end.
            let mut bytes = Vec::new();
            whole.read_to_end(&mut bytes).map_err(io)?;
            return Ok((Content::Workbook(Box::new(Cursor::new(bytes))), meter));
        }
        Packed::Old => return Err(InputError::OldWorkbook { name: name.to_string() }),
        Packed::No => Box::new(whole),
        Packed::Gzip => Box::new(Unpacking { inner: MultiGzDecoder::new(whole), what: "gzip" }),
        Packed::Zstd => Box::new(Unpacking { inner: Zstd::new(whole), what: "zstd" }),
    };
    let mut text = decoded(name, unpacked, encoding, patience)?;
    if kind != Packed::No {
        text.plain = None;
    }
    Ok((Content::Text(text), meter))
}

fn decoded(
    name: &str,
    mut raw: Box<dyn Read + Send>,
    encoding: Option<&str>,
    patience: usize,
) -> Result<Text, InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let mut head = beginning(&mut raw, patience, true).map_err(io)?;
    if Packed::of(&head) == Packed::Workbook {
        return Err(InputError::PackedWorkbook { name: name.to_string() });
    }
    let mut found = detect(&head);
    if let Some(label) = encoding {
        found.encoding = Encoding::for_label(label.as_bytes())
            .ok_or_else(|| InputError::UnknownEncoding { label: label.to_string() })?;
        found.guessed = false;
    }
    head.drain(..found.mark);
    let note = found.guessed.then(|| {
        format!("{name}: read as {}, by the look of its bytes; --encoding says otherwise", found.encoding.name())
    });
    if found.encoding == UTF_8 {
        let input = Box::new(BufReader::with_capacity(HEAD, Cursor::new(head.clone()).chain(raw)));
        return Ok(Text { input, head, note, plain: Some(found.mark as u64) });
    }
    let bytes = BufReader::with_capacity(HEAD, Cursor::new(head).chain(raw));
    let mut raw: Box<dyn Read + Send> = match found.guessed && found.encoding == WINDOWS_1252 {
        true => Box::new(Guessed::new(bytes)),
        false => Box::new(Transcoder::new(bytes, found.encoding)),
    };
    let head = beginning(&mut raw, patience, true).map_err(io)?;
    let input = Box::new(BufReader::with_capacity(HEAD, Cursor::new(head.clone()).chain(raw)));
    Ok(Text { input, head, note, plain: None })
}

/// Reads until there are `least` bytes, or no more; of a text also until its first line that says something has ended: what is
/// read from it must not hang on how a pipe cuts it.
fn beginning(input: &mut impl Read, least: usize, text: bool) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD];
    let mut length = 0;
    let has_line = |head: &[u8]| {
        let said = head.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0);
        said.is_some_and(|said| head[said..].iter().any(|byte| matches!(byte, b'\n' | b'\r')))
    };
    while length < HEAD && (length < least || text && !has_line(&head[..length])) {
        match input.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    Ok(head)
}

/// What the first bytes say about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packed {
    No,
    Gzip,
    Zstd,
    /// A ZIP archive: of the files that hold tables, XLSX is one.
    Workbook,
    /// A workbook of the time before XLSX.
    Old,
}

impl Packed {
    fn of(head: &[u8]) -> Packed {
        match head {
            [0x1f, 0x8b, ..] => Packed::Gzip,
            // What is to be skipped may come first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packed::Zstd,
            [b'P', b'K', 3, 4, ..] => Packed::Workbook,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Packed::Old,
            _ => Packed::No,
        }
    }
}

/// Decompression whose errors say what they mean.
struct Unpacking<R> {
    inner: R,
    what: &'static str,
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => {
                io::Error::other(format!("the {} data ends early: the file is cut off; get it again", self.what))
            }
            _ => io::Error::other(format!("the {} data is damaged ({error}); get the file again", self.what)),
        })
    }
}

/// All frames of a zstd file, one after the other; those that are to be skipped are.
struct Zstd<R> {
    input: R,
    frame: FrameDecoder,
    /// There is more in the frame.
    open: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(input: R) -> Self {
        Zstd { input, frame: FrameDecoder::new(), open: false }
    }

    /// Begins the next frame, or passes it over.
    fn next_frame(&mut self) -> io::Result<()> {
        match self.frame.init(&mut self.input) {
            Ok(()) => self.open = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                let skipped = io::copy(&mut (&mut self.input).take(length.into()), &mut io::sink())?;
                if skipped < length.into() {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            Err(error) => return Err(early(error)),
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            while !self.open {
                if self.input.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.next_frame()?;
            }
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                self.frame.decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1)).map_err(early)?;
            }
            let read = self.frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.open = false;
        }
    }
}

/// An end that comes too early hides below what was being read then.
fn early(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if inner.downcast_ref::<io::Error>().is_some_and(|inner| inner.kind() == io::ErrorKind::UnexpectedEof) {
            return io::ErrorKind::UnexpectedEof.into();
        }
        cause = inner.source();
    }
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_judged_by_its_first_line_however_it_is_cut() {
        for parts in [["question_id", ";answer\ngil;x\n"], ["\n\n\n\n", "question_id;answer\n"]] {
            let whole = parts.concat();
            let head = beginning(&mut parts[0].as_bytes().chain(parts[1].as_bytes()), 4, true);
            assert_eq!(head.ok(), Some(whole.into_bytes()));
        }
        let head = beginning(&mut "no line".as_bytes().chain("".as_bytes()), 4, true);
        assert_eq!(head.ok(), Some(b"no line".to_vec()));
    }
}
