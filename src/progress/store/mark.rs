//! Whether a file is a store of this program, told from its first bytes: SQLite reads no damaged file.

use super::schema::APPLICATION;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Where SQLite keeps the mark of a database's program.
const PLACE: u64 = 68;

/// Whether a file, damaged or not, bears the mark of this program. What does not is taken for somebody else's.
pub fn bears_the_mark(path: &Path) -> bool {
    let mut mark = [0; 4];
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(PLACE))?;
        file.read_exact(&mut mark)
    });
    read.is_ok() && i64::from(u32::from_be_bytes(mark)) == APPLICATION
}
