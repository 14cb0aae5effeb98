//! A workbook that is written row by row: rows of every sheet from top to bottom, never kept in memory.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Rows that a sheet can have.
pub const MOST_ROWS: u32 = 1_048_576;
/// UTF-16 units that a cell can have.
pub const MOST_UNITS: usize = 32_767;

/// What a cell holds. Texts are never formulas, links or numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// A text.
    Text(&'a str),
    /// A text of its own.
    Own(String),
    /// A whole number.
    Count(u64),
    /// A number shown with two decimals; `None` for an empty cell.
    Figure(Option<f64>),
}

/// A sheet's name, and its columns with their widths in characters.
pub type Plan = (&'static str, &'static [(&'static str, u16)]);

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    sheets: Vec<Sheet>,
    head: Format,
    figure: Format,
}

struct Sheet {
    columns: u16,
    /// The next row.
    row: u32,
    /// Rows that no longer fitted.
    dropped: u64,
}

impl Book {
    /// An empty workbook. Rows wait in files in `folder`. A `large` one may outgrow 4 GB when unpacked, which not every
    /// program but Excel can read.
    pub fn new(folder: Option<&Path>, large: bool) -> Result<Book, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.use_zip_large_file(large);
        // The same rows give the same bytes: no clock.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
        if let Some(folder) = folder {
            workbook.set_tempdir(folder)?;
        }
        Ok(Book {
            workbook,
            sheets: Vec::new(),
            head: Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap(),
            figure: Format::new().set_num_format("0.00"),
        })
    }

    /// Adds a sheet with its header, frozen; `more` are further columns of one width. Returns its number.
    pub fn sheet(&mut self, plan: Plan, more: &[String]) -> Result<usize, XlsxError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(plan.0)?;
        let widths = plan.1.iter().map(|(_, width)| *width).chain(more.iter().map(|_| 14));
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, f64::from(width))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let names = plan.1.iter().map(|(name, _)| *name).chain(more.iter().map(String::as_str));
        let mut columns = 0;
        for name in names {
            sheet.write_string_with_format(0, columns, cut(name), &self.head)?;
            columns += 1;
        }
        self.sheets.push(Sheet { columns, row: 1, dropped: 0 });
        Ok(self.sheets.len() - 1)
    }

    /// Adds a row to a sheet. Beyond what a sheet can have rows are counted and dropped.
    pub fn row(&mut self, number: usize, cells: &[Cell]) -> Result<(), XlsxError> {
        let sheet = &mut self.sheets[number];
        // The last row is kept for a note.
        if sheet.row >= MOST_ROWS - 1 {
            sheet.dropped += 1;
            return Ok(());
        }
        let row = sheet.row;
        sheet.row += 1;
        let sheet = self.workbook.worksheet_from_index(number)?;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell, &self.figure)?;
        }
        Ok(())
    }

    /// Adds filters to the headers of all sheets but the first, and notes about dropped rows.
    fn close(&mut self) -> Result<(), XlsxError> {
        for (number, state) in self.sheets.iter().enumerate() {
            let sheet = self.workbook.worksheet_from_index(number)?;
            if state.dropped > 0 {
                let note = format!("{} more rows do not fit into a sheet; they are in -o results.jsonl", state.dropped);
                sheet.write_string(state.row, 0, note)?;
            }
            if number > 0 && state.columns > 0 {
                sheet.autofilter(0, 0, state.row.saturating_sub(1).max(1), state.columns - 1)?;
            }
        }
        Ok(())
    }

    /// Writes the file.
    pub fn save(mut self, out: impl std::io::Write + Send) -> Result<(), XlsxError> {
        self.close()?;
        self.workbook.save_to_writer(out)
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, figure: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) if !text.is_empty() => sheet.write_string(row, column, cut(text))?,
        Cell::Own(text) if !text.is_empty() => sheet.write_string(row, column, cut(text))?,
        Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Figure(Some(value)) => sheet.write_number_with_format(row, column, *value, figure)?,
        _ => sheet,
    };
    Ok(())
}

/// The text as far as a cell can hold it, with a note where it is cut.
fn cut(text: &str) -> String {
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return text.to_string();
    }
    let note = format!(" … [cut: {} characters in all; the input has them]", text.chars().count());
    let mut room = MOST_UNITS - note.encode_utf16().count();
    let mut kept = String::new();
    for c in text.chars() {
        if c.len_utf16() > room {
            break;
        }
        room -= c.len_utf16();
        kept.push(c);
    }
    kept + &note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_with_a_note() {
        let units = |text: &str| text.encode_utf16().count();
        let fits = "x".repeat(MOST_UNITS);
        assert_eq!(cut(&fits), fits);
        let fits = "é".repeat(MOST_UNITS);
        assert_eq!(cut(&fits), fits, "bytes do not count");
        for text in ["x".repeat(MOST_UNITS + 1), "😀".repeat(20_000), format!("x{}", "😀".repeat(20_000))] {
            let cut = cut(&text);
            assert!(units(&cut) <= MOST_UNITS && units(&cut) > MOST_UNITS - 2, "{}", units(&cut));
            assert!(
                cut.ends_with(&format!(" … [cut: {} characters in all; the input has them]", text.chars().count()))
            );
        }
    }

    #[test]
    fn a_full_sheet_says_how_many_rows_are_left_out() {
        let mut book = Book::new(None, false).expect("a workbook");
        let sheet = book.sheet(("Answers", &[("answer", 10)]), &[]).expect("a sheet");
        book.sheets[sheet].row = MOST_ROWS - 3;
        for number in 0..5 {
            book.row(sheet, &[Cell::Count(number)]).expect("written");
        }
        assert_eq!((book.sheets[sheet].row, book.sheets[sheet].dropped), (MOST_ROWS - 1, 3));
        let mut bytes = Vec::new();
        book.save(&mut bytes).expect("saved");
        assert!(bytes.starts_with(b"PK"));
    }
}
