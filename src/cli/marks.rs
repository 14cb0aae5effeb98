//! `--overrides`: a person's marks, read from any kind of table, and what is told about them.

use super::Failure;
use super::args::Batch;
use super::say::say;
use crate::overrides::{self, Overrides, Usage};
use crate::report::words::plural;
use crate::rows::input::{self, Layout, Options, Rows};
use std::sync::Arc;

/// Notes of a kind about marks that were not used as meant.
const NOTES: usize = 5;

/// The sheet of a workbook in which a person judges.
const SHEET: &str = "Review";

/// The marks of `--overrides`.
pub fn read(command: &Batch) -> Result<Option<Overrides>, Failure> {
    let Some(path) = &command.overrides else { return Ok(None) };
    let name = path.display().to_string();
    let options = Options { wide: Some(Arc::new(overrides::is_usable)), ..Options::default() };
    // Of a workbook that gradus wrote the sheet with a place for marks, of another one any sheet that has marks.
    let of_review = Options { sheet: Some(SHEET.to_string()), ..options.clone() };
    let mut rows = input::open_any(&name, &of_review).or_else(|_| input::open_any(&name, &options))?;
    let line = rows.header_line();
    let header = match &*rows.layout() {
        Layout::Long(long) => long.names.clone(),
        Layout::Unmapped(names) => names.clone(),
        Layout::Wide(_) | Layout::Objects => {
            return Err(Failure::Message(format!(
                "{name}: marks are read from a table: CSV or XLSX with a column answer_id"
            )));
        }
    };
    let lines = std::iter::from_fn(|| next(&mut rows).transpose()).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(overrides::read(&name, (line, &header), lines)?))
}

/// The next line with its cells, or with what is wrong about it.
fn next(rows: &mut Rows) -> Result<Option<overrides::Line>, Failure> {
    let Some(raw) = rows.next_raw()? else { return Ok(None) };
    let cells = match (raw.record(), raw.error()) {
        (Some(record), _) => Ok(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()),
        (None, Some(error)) => Err(error.message.clone()),
        (None, None) => Err("this is no row of a table".to_string()),
    };
    Ok(Some((raw.line, cells)))
}

/// How many marks were used, and which were not.
pub fn report(usage: &Usage, overrides: Option<&Overrides>) -> std::io::Result<()> {
    let Some(overrides) = overrides else { return Ok(()) };
    say(format_args!("{} a person's mark", plural(usage.answers(), "answer has", "answers have")))?;
    usage.notes(overrides, NOTES).into_iter().try_for_each(say)
}
