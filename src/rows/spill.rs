//! All results of a run on disk, one [`Record`] a line, for outputs that are made when the last row is in. Reading
//! streams: memory holds one record at a time.

use super::record::Record;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A file of records.
#[derive(Debug, Clone)]
pub struct Spill {
    path: PathBuf,
    stop: Arc<AtomicBool>,
}

impl Spill {
    /// The spill in this file.
    pub fn new(path: impl Into<PathBuf>) -> Spill {
        Spill { path: path.into(), stop: Arc::default() }
    }

    /// The same spill, which cannot be read on once `stop` is set: whatever is made of it ends then.
    pub fn until(self, stop: &Arc<AtomicBool>) -> Spill {
        Spill { stop: Arc::clone(stop), ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All records in the order of the input. May be asked for as often as an output needs to go through them.
    pub fn records(&self) -> io::Result<Records> {
        let file = BufReader::with_capacity(1 << 17, File::open(&self.path)?);
        Ok(Records { file, line: Vec::new(), at: 0, stop: Arc::clone(&self.stop) })
    }

    /// Reads single records by their place: an aggregation keeps [`Record::at`] where the texts of all rows would not
    /// fit in memory.
    pub fn reader(&self) -> io::Result<Reader> {
        let file = BufReader::new(File::open(&self.path)?);
        Ok(Reader { file, line: Vec::new(), stop: Arc::clone(&self.stop) })
    }
}

/// Records one after the other.
pub struct Records {
    file: BufReader<File>,
    line: Vec<u8>,
    at: u64,
    stop: Arc<AtomicBool>,
}

impl Iterator for Records {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(stopped) = unless(&self.stop) {
            return Some(Err(stopped));
        }
        self.line.clear();
        match self.file.read_until(b'\n', &mut self.line) {
            Ok(0) => None,
            Ok(read) => {
                let at = self.at;
                self.at += read as u64;
                Some(parse(&self.line, at))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// Records by their place.
pub struct Reader {
    file: BufReader<File>,
    line: Vec<u8>,
    stop: Arc<AtomicBool>,
}

impl Reader {
    /// The record at a place that [`Record::at`] told.
    pub fn record(&mut self, at: u64) -> io::Result<Record> {
        unless(&self.stop)?;
        self.file.seek(SeekFrom::Start(at))?;
        self.line.clear();
        self.file.by_ref().read_until(b'\n', &mut self.line)?;
        parse(&self.line, at)
    }
}

/// Fails once it is set.
fn unless(stop: &AtomicBool) -> io::Result<()> {
    if stop.load(Ordering::Relaxed) { Err(io::Error::other("interrupted")) } else { Ok(()) }
}

fn parse(line: &[u8], at: u64) -> io::Result<Record> {
    let mut record: Record = serde_json::from_slice(line)?;
    record.at = at;
    Ok(record)
}
