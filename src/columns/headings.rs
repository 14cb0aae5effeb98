//! Exports whose header has several lines: Qualtrics writes names, questions and a line of JSON; SurveyMonkey questions and
//! what kind of answer stands below them. Taken for rows, these lines would be graded as candidates.

use super::known::{Known, known};
use csv::ByteRecord;

/// How Qualtrics begins each cell of its last line of headings.
const IMPORT: &[u8] = b"{\"ImportId\"";
/// What SurveyMonkey writes above answers in words.
const OPEN_ENDED: &[u8] = b"Open-Ended Response";
/// Of so many first rows one may still be a line of headings.
const LINES: usize = 3;
/// So many columns that say who answered or when tell that a row without them is none.
const FILLED: usize = 2;

/// The headings of a table whose header has more lines than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// What heads each column.
    pub header: Vec<String>,
    /// Lines of headings below the first one.
    pub more: usize,
}

/// The headings of a table by its first line and its first rows; `None` where the first line is all.
pub fn headings(header: &[String], sample: &[ByteRecord]) -> Option<Headings> {
    of_imports(header, sample).or_else(|| of_kinds(header, sample))
}

/// Qualtrics: the last line says by JSON what each column was imported from, and the one above it asks.
fn of_imports(header: &[String], sample: &[ByteRecord]) -> Option<Headings> {
    let is_import = |record: &ByteRecord| {
        let (mut all, mut imports) = (0, 0);
        for cell in record.iter().filter(|cell| !cell.trim_ascii().is_empty()) {
            all += 1;
            imports += usize::from(cell.trim_ascii().starts_with(IMPORT));
        }
        imports > 0 && imports * 2 > all
    };
    let at = sample.iter().take(LINES).position(is_import)?;
    let asked = at.checked_sub(1).and_then(|above| sample.get(above));
    let text = |column: usize| asked.and_then(|asked| said(asked, column));
    let name = |(column, name): (usize, &String)| text(column).unwrap_or_else(|| name.clone());
    Some(Headings { header: header.iter().enumerate().map(name).collect(), more: at + 1 })
}

/// SurveyMonkey: the second line says of each column what kind of answer it has, and has nothing in columns that say who
/// answered and when.
fn of_kinds(header: &[String], sample: &[ByteRecord]) -> Option<Headings> {
    let (first, rest) = sample.split_first()?;
    let is_about = |at: &usize| {
        use Known::{Email, FirstName, Id, LastName, Left, Name};
        matches!(known(&header[*at], false), Some(Id | Name | FirstName | LastName | Email | Left(_)))
    };
    let about: Vec<usize> = (0..header.len()).filter(is_about).collect();
    let says_nothing = (0..header.len()).all(|at| said(first, at).is_none());
    if about.is_empty() || about.iter().any(|at| said(first, *at).is_some()) || says_nothing {
        return None;
    }
    let filled = |at: &&usize| !rest.is_empty() && rest.iter().all(|row| said(row, **at).is_some());
    let is_open = first.iter().any(|cell| cell.trim_ascii().eq_ignore_ascii_case(OPEN_ENDED));
    if !is_open && about.iter().filter(filled).count() < FILLED {
        return None;
    }
    // Choices have their question above the first of them alone.
    let name = |(at, name): (usize, &String)| match name.trim() {
        "" => said(first, at).unwrap_or_default(),
        _ => name.clone(),
    };
    Some(Headings { header: header.iter().enumerate().map(name).collect(), more: 1 })
}

/// What a cell says, if it says something.
fn said(record: &ByteRecord, at: usize) -> Option<String> {
    let text = String::from_utf8_lossy(record.get(at)?.trim_ascii());
    (!text.is_empty()).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &[&str], rows: &[&[&str]]) -> Option<Headings> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_string()).collect();
        let rows: Vec<ByteRecord> = rows.iter().map(|row| ByteRecord::from(row.to_vec())).collect();
        headings(&header, &rows)
    }

    #[test]
    fn questions_above_imports_are_the_headings() {
        let rows: [&[&str]; 3] =
            [&["Start Date", "Why?"], &["{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"QID1\"}"], &["2026", "So."]];
        let wanted = Headings { header: vec!["Start Date".into(), "Why?".into()], more: 2 };
        assert_eq!(found(&["StartDate", "Q1"], &rows), Some(wanted));
        assert_eq!(found(&["StartDate", "Q1"], &[rows[0], rows[2]]), None);
    }

    #[test]
    fn a_second_line_of_kinds_is_no_row() {
        let header = ["Respondent ID", "Date Created", "Why?", ""];
        let kinds: &[&str] = &["", "", "Open-Ended Response", "Flask"];
        let row: &[&str] = &["17", "2026-11-21", "So.", ""];
        let wanted =
            Headings { header: ["Respondent ID", "Date Created", "Why?", "Flask"].map(String::from).into(), more: 1 };
        assert_eq!(found(&header, &[kinds, row]), Some(wanted.clone()));
        // In another language it shows by what is missing in it.
        let offen: &[&str] = &["", "", "Offene Antwort", "Flask"];
        assert_eq!(found(&header, &[offen, row]), Some(wanted.clone()));
        assert_eq!(found(&header, &[kinds]), Some(wanted));
        assert_eq!(found(&header, &[row, row]), None);
        assert_eq!(found(&header, &[offen]), None, "nothing to compare it with");
    }

    #[test]
    fn somebody_without_a_name_is_a_row() {
        assert_eq!(found(&["Name", "Why?"], &[&["", "No idea"], &["Ada", "So."]]), None);
        assert_eq!(
            found(&["Timestamp", "Email", "Why?"], &[&["2026", "", "No idea"], &["2026", "a@b.c", "So."]]),
            None
        );
        assert_eq!(found(&["Name", "Why?"], &[]), None);
    }
}
