//! Rows of an XLSX workbook. A thread of its own unpacks them, since they can only be read while the workbook is held.

use super::raw::{Mark, Raw, is_blank};
use super::source::ReadSeek;
use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use csv::ByteRecord;
use std::io::{self, BufReader};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Whether a header is one that rows can be read by.
pub type Usable = dyn Fn(&[String]) -> bool + Send + Sync;

/// A workbook that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// `--sheet` with a name that no sheet has.
    #[error("there is no sheet `{wanted}`; the workbook has {there}")]
    NoSheet {
        /// The name.
        wanted: String,
        /// The names that there are.
        there: String,
    },
    /// Nothing stands in any sheet.
    #[error("the workbook is empty: no sheet has a row")]
    Empty,
    /// Encrypted.
    #[error("the workbook is locked with a password; save it without one")]
    Locked,
    /// Not what the format says.
    #[error("cannot be read as an XLSX workbook: {0}")]
    Damaged(XlsxError),
    /// The thread that reads it has ended by accident.
    #[error("the workbook cannot be read to its end")]
    CutOff,
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> WorkbookError {
        match error {
            XlsxError::Password => WorkbookError::Locked,
            XlsxError::Io(error) => WorkbookError::Io(error),
            other => WorkbookError::Damaged(other),
        }
    }
}

/// A row with its number, from 0.
type Line = (u32, ByteRecord);
/// Some rows.
type Handed = Result<Vec<Line>, WorkbookError>;

/// Rows handed over at once.
const HANDED: usize = 256;
/// Handings that may wait.
const WAITING: usize = 4;

/// Rows of one sheet.
pub struct Sheet {
    rows: Receiver<Handed>,
    taken: std::vec::IntoIter<Line>,
    width: usize,
    place: Mark,
    /// Rows that the sheet says it has.
    total: u64,
    /// The thread has said that there are no more rows: an end without that word is an accident.
    ended: bool,
}

/// What the thread finds first.
struct Found {
    name: String,
    header: ByteRecord,
    line: u64,
    total: u64,
}

impl Sheet {
    /// Opens a workbook at a sheet: the one named, or the first whose header is usable. Gives its header, and its name if
    /// it is one of several.
    pub fn open(
        input: Box<dyn ReadSeek>,
        sheet: Option<&str>,
        usable: Box<Usable>,
    ) -> Result<(Sheet, ByteRecord, Option<String>), WorkbookError> {
        let (send, rows) = sync_channel(WAITING);
        let (tell, told) = sync_channel(1);
        let sheet = sheet.map(String::from);
        std::thread::spawn(move || {
            if let Err(error) = serve(input, sheet.as_deref(), &*usable, tell, &send) {
                // Nobody takes it after an early end.
                let _ = send.send(Err(error));
            }
        });
        let Ok((found, several)) = told.recv() else {
            // Without the first word there is only the reason why.
            return Err(rows
                .recv()
                .map_or(WorkbookError::CutOff, |handed| handed.err().unwrap_or(WorkbookError::CutOff)));
        };
        let place = Mark { byte: 0, line: found.line, rows: 0 };
        let name = several.then_some(found.name);
        let sheet = Sheet {
            rows,
            taken: Vec::new().into_iter(),
            width: found.header.len(),
            place,
            total: found.total,
            ended: false,
        };
        Ok((sheet, found.header, name))
    }

    /// The line where the last row stood, or the header.
    pub fn line(&self) -> u64 {
        self.place.line
    }

    /// So many rows that were read are none.
    pub fn count_less(&mut self, rows: u64) {
        self.place.rows -= rows;
    }

    /// The share of the sheet that has been read.
    pub fn share(&self) -> f64 {
        if self.total == 0 { 1.0 } else { (self.place.line as f64 / self.total as f64).min(1.0) }
    }

    /// The next row that is not blank.
    pub fn next_raw(&mut self) -> Result<Option<Raw>, WorkbookError> {
        loop {
            if let Some((row, mut record)) = self.taken.next() {
                // Notes right of the table have no heading, so nobody can have meant them to be read.
                record.truncate(self.width);
                if record.as_slice().is_empty() {
                    continue;
                }
                self.place = Mark { byte: 0, line: u64::from(row) + 1, rows: self.place.rows + 1 };
                // Blanks in cells count as lines of delimiters do.
                if is_blank(&record) {
                    continue;
                }
                while record.len() < self.width {
                    record.push_field(b"");
                }
                return Ok(Some(Raw::cells(self.place.line, self.place, record)));
            }
            match self.rows.recv() {
                Ok(rows) => {
                    let rows = rows?;
                    self.ended |= rows.is_empty();
                    self.taken = rows.into_iter();
                }
                Err(_) if self.ended => return Ok(None),
                Err(_) => return Err(WorkbookError::CutOff),
            }
        }
    }
}

/// The thread: finds the sheet, tells its header, then hands its rows over until nobody takes them.
fn serve(
    input: Box<dyn ReadSeek>,
    sheet: Option<&str>,
    usable: &Usable,
    tell: SyncSender<(Found, bool)>,
    send: &SyncSender<Handed>,
) -> Result<(), WorkbookError> {
    let mut book = Xlsx::new(BufReader::new(input))?;
    let names = book.sheet_names();
    let mut wanted: Vec<&String> = names.iter().collect();
    if let Some(sheet) = sheet {
        wanted.retain(|name| name.as_str() == sheet);
        if wanted.is_empty() {
            let there = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            return Err(WorkbookError::NoSheet { wanted: sheet.to_string(), there });
        }
    }
    let mut first = None;
    let mut chosen = None;
    for name in &wanted {
        let Some((_, header)) = Lines::of(&mut book, name)?.next_row()? else { continue };
        first.get_or_insert(*name);
        if wanted.len() == 1 || usable(&texts(&header)) {
            chosen = Some(*name);
            break;
        }
    }
    let Some(name) = chosen.or(first) else {
        return Err(WorkbookError::Empty);
    };
    let mut lines = Lines::of(&mut book, name)?;
    let total = u64::from(lines.cells.dimensions().end.0) + 1;
    let Some((row, header)) = lines.next_row()? else { return Ok(()) };
    let found = Found { name: name.clone(), header, line: u64::from(row) + 1, total };
    if tell.send((found, names.len() > 1)).is_err() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(HANDED);
    while let Some(row) = lines.next_row()? {
        rows.push(row);
        if rows.len() == HANDED && send.send(Ok(std::mem::take(&mut rows))).is_err() {
            return Ok(());
        }
    }
    if !rows.is_empty() {
        let _ = send.send(Ok(rows));
    }
    // The word for the end: nothing.
    let _ = send.send(Ok(Vec::new()));
    Ok(())
}

/// The cells of a header as texts.
pub fn texts(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_string()).collect()
}

/// Cells put together to rows. Empty rows are left out.
struct Lines<'a> {
    cells: calamine::XlsxCellReader<'a, BufReader<Box<dyn ReadSeek>>>,
    /// A cell that belongs to the next row.
    ahead: Option<(u32, u32, String)>,
    /// There are no more cells; asking again would be an error.
    ended: bool,
}

impl<'a> Lines<'a> {
    fn of(book: &'a mut Xlsx<BufReader<Box<dyn ReadSeek>>>, sheet: &str) -> Result<Lines<'a>, XlsxError> {
        Ok(Lines { cells: book.worksheet_cells_reader(sheet)?, ahead: None, ended: false })
    }

    fn next_row(&mut self) -> Result<Option<Line>, XlsxError> {
        let mut current: Option<Line> = None;
        loop {
            let (row, column, text) = match self.ahead.take() {
                Some(cell) => cell,
                None if self.ended => return Ok(current),
                None => match self.cells.next_cell()? {
                    None => {
                        self.ended = true;
                        return Ok(current);
                    }
                    Some(cell) => {
                        let text = text(cell.get_value());
                        if text.is_empty() {
                            continue;
                        }
                        (cell.get_position().0, cell.get_position().1, text)
                    }
                },
            };
            match &mut current {
                Some((known, _)) if *known != row => {
                    self.ahead = Some((row, column, text));
                    return Ok(current);
                }
                Some((_, record)) => push(record, column, &text),
                None => {
                    let mut record = ByteRecord::new();
                    push(&mut record, column, &text);
                    current = Some((row, record));
                }
            }
        }
    }
}

fn push(record: &mut ByteRecord, column: u32, text: &str) {
    while record.len() < column as usize {
        record.push_field(b"");
    }
    record.push_field(text.as_bytes());
}

/// A cell as a person sees it.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(true) => "TRUE".to_string(),
        DataRef::Bool(false) => "FALSE".to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => Data::Error(error.clone()).to_string(),
        DataRef::Empty => String::new(),
    }
}
