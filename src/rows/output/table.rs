//! Lines of CSV that spreadsheets open without running anything.

use std::io;

/// Appends one CSV line. A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers do not.
pub fn line(fields: &[&str], out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    for field in fields {
        if is_formula(field) {
            writer.write_field(format!("'{field}"))?;
        } else {
            writer.write_field(field)?;
        }
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Whether a spreadsheet would run a text, or might.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Several labels in one cell.
pub fn join<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    labels.collect::<Vec<_>>().join("; ")
}

/// A number, or an empty cell.
pub fn optional(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fields: &[&str]) -> String {
        let mut out = Vec::new();
        line(fields, &mut out).expect("in memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(text(&["=1", "+a", "-a", "@a", "\ta"]), "'=1,'+a,'-a,'@a,'\ta\n");
        assert_eq!(text(&["-1", "+2.5", "a=b", "", "1e3"]), "-1,+2.5,a=b,,1e3\n");
        assert_eq!(text(&["-inf"]), "'-inf\n", "a name to a spreadsheet");
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        assert_eq!(text(&["a,b", "c\"d", "e\nf", "g"]), "\"a,b\",\"c\"\"d\",\"e\nf\",g\n");
    }
}
