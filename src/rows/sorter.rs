//! Sorting more than memory should hold: entries are sorted in runs, runs wait in temporary files and are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A key and what it belongs to. Sorted by both.
pub type Entry = (u64, u32);

/// Entries kept in memory (16 bytes each) before they are written out.
const RUN: usize = 1 << 20;
/// Bytes of an entry in a file.
const BYTES: usize = 12;

/// Takes entries in any order.
pub struct Sorter {
    entries: Vec<Entry>,
    most: usize,
    runs: Vec<File>,
    folder: PathBuf,
}

impl Sorter {
    /// An empty one; its files, if it needs any, lie in `folder` and have no names.
    pub fn new(folder: &Path) -> Sorter {
        Sorter { entries: Vec::new(), most: RUN, runs: Vec::new(), folder: folder.to_path_buf() }
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: Entry) -> io::Result<()> {
        if self.entries.len() >= self.most {
            self.spill()?;
        }
        self.entries.push(entry);
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        self.entries.sort_unstable();
        let mut file = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(&self.folder)?);
        for (key, of) in self.entries.drain(..) {
            file.write_all(&key.to_le_bytes())?;
            file.write_all(&of.to_le_bytes())?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }

    /// All entries in order.
    pub fn sorted(mut self) -> io::Result<Sorted> {
        self.entries.sort_unstable();
        let mut sorted = Sorted { heap: BinaryHeap::new(), runs: Vec::new(), last: self.entries.into_iter() };
        for (number, file) in self.runs.into_iter().enumerate() {
            sorted.runs.push(BufReader::with_capacity(1 << 15, file));
            sorted.refill(number)?;
        }
        let memory = sorted.runs.len();
        sorted.refill(memory)?;
        Ok(sorted)
    }
}

/// Entries in order.
pub struct Sorted {
    /// The next entry of each run, with the run's number.
    heap: BinaryHeap<Reverse<(Entry, usize)>>,
    runs: Vec<BufReader<File>>,
    /// The run that stayed in memory.
    last: std::vec::IntoIter<Entry>,
}

impl Sorted {
    fn refill(&mut self, number: usize) -> io::Result<()> {
        let next = match self.runs.get_mut(number) {
            None => self.last.next(),
            Some(run) => read(run)?,
        };
        self.heap.extend(next.map(|entry| Reverse((entry, number))));
        Ok(())
    }

    /// The next entry.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        let Some(Reverse((entry, number))) = self.heap.pop() else { return Ok(None) };
        self.refill(number)?;
        Ok(Some(entry))
    }

    /// Calls `act` with each key and all that belongs to it, in order.
    pub fn groups(mut self, mut act: impl FnMut(u64, &[u32]) -> io::Result<()>) -> io::Result<()> {
        let mut group: Vec<u32> = Vec::new();
        let mut key = None;
        while let Some((next, of)) = self.next_entry()? {
            if key != Some(next) {
                if let Some(key) = key {
                    act(key, &group)?;
                }
                group.clear();
                key = Some(next);
            }
            group.push(of);
        }
        key.map_or(Ok(()), |key| act(key, &group))
    }
}

fn read(run: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut bytes = [0; BYTES];
    match run.read_exact(&mut bytes) {
        Ok(()) => {
            let (mut key, mut of) = ([0; 8], [0; 4]);
            key.copy_from_slice(&bytes[..8]);
            of.copy_from_slice(&bytes[8..]);
            Ok(Some((u64::from_le_bytes(key), u32::from_le_bytes(of))))
        }
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_on_disk_and_in_memory_come_out_as_one_order(
            entries in prop::collection::vec((0u64..20, 0u32..50), 0..200),
            most in 1usize..60,
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut sorter = Sorter { most, ..Sorter::new(folder.path()) };
            for entry in &entries {
                sorter.push(*entry).expect("pushed");
            }
            let mut out = Vec::new();
            let groups = sorter.sorted().expect("sorted").groups(|key, group| {
                out.extend(group.iter().map(|of| (key, *of)));
                Ok(())
            });
            groups.expect("read");
            let mut expected = entries;
            expected.sort_unstable();
            prop_assert_eq!(out, expected);
        }
    }
}
