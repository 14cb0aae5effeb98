//! Writing results: one line a row, as JSON or as flat CSV, and files that appear whole or not at all.

use super::{Row, RowError};
use crate::scoring::{ENGINE, Grade, Status, band_name};
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Formats of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutFormat {
    /// JSON Lines: everything.
    Jsonl,
    /// CSV: the flat fields.
    Csv,
}

/// The format that an output's ending tells.
pub fn out_format_of(name: &str) -> Option<OutFormat> {
    let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "jsonl" | "ndjson" => Some(OutFormat::Jsonl),
        "csv" => Some(OutFormat::Csv),
        _ => None,
    }
}

/// The header of CSV results.
pub const CSV_HEADER: [&str; 20] = [
    "answer_id",
    "candidate_id",
    "question_id",
    "score",
    "points",
    "max_score",
    "band",
    "confidence",
    "needs_review",
    "met",
    "partial",
    "contradicted",
    "missing",
    "misconceptions",
    "red_flags",
    "flags",
    "feedback",
    "engine",
    "rubric",
    "error",
];

#[derive(Serialize)]
struct GoodLine<'a> {
    answer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<&'a str>,
    question_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<f64>,
    #[serde(flatten)]
    grade: &'a Grade<'a>,
}

#[derive(Serialize)]
struct BadLine<'a> {
    answer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question_id: Option<&'a str>,
    line: u64,
    error: &'a RowError,
}

/// Points for a score: four decimals.
fn points(row: &Row, grade: &Grade) -> Option<f64> {
    row.max_score.map(|max| (grade.score * max * 10_000.0).round() / 10_000.0)
}

/// Appends the result of a row.
pub fn good(format: OutFormat, row: &Row, grade: &Grade, out: &mut Vec<u8>) -> io::Result<()> {
    match format {
        OutFormat::Jsonl => {
            let line = GoodLine {
                answer_id: &row.answer_id,
                candidate_id: row.candidate_id.as_deref(),
                question_id: row.question_id.as_deref().unwrap_or_default(),
                points: points(row, grade),
                max_score: row.max_score,
                grade,
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.push(b'\n');
            Ok(())
        }
        OutFormat::Csv => {
            let with = |status: Status| {
                join(grade.concepts.iter().filter(|concept| concept.status == status).map(|concept| concept.label))
            };
            let optional = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
            csv_line(
                &[
                    &row.answer_id,
                    row.candidate_id.as_deref().unwrap_or_default(),
                    row.question_id.as_deref().unwrap_or_default(),
                    &grade.score.to_string(),
                    &optional(points(row, grade)),
                    &optional(row.max_score),
                    band_name(grade.band),
                    &grade.confidence.to_string(),
                    if grade.needs_review { "true" } else { "false" },
                    &with(Status::Met),
                    &with(Status::Partial),
                    &with(Status::Contradicted),
                    &join(grade.missing.iter().copied()),
                    &join(grade.misconceptions.iter().map(|wrong| wrong.label)),
                    &join(grade.red_flags.iter().map(|flag| flag.label)),
                    &grade.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(" "),
                    &grade.feedback.join(" "),
                    ENGINE,
                    grade.rubric,
                    "",
                ],
                out,
            )
        }
    }
}

/// Appends the error row of a row that could not be graded.
pub fn bad(format: OutFormat, row: &Row, line: u64, error: &RowError, out: &mut Vec<u8>) -> io::Result<()> {
    match format {
        OutFormat::Jsonl => {
            let bad = BadLine {
                answer_id: &row.answer_id,
                candidate_id: row.candidate_id.as_deref(),
                question_id: row.question_id.as_deref(),
                line,
                error,
            };
            serde_json::to_writer(&mut *out, &bad)?;
            out.push(b'\n');
            Ok(())
        }
        OutFormat::Csv => {
            let message = format!("line {line}: {}: {}", error.code, error.message);
            let mut fields = [""; CSV_HEADER.len()];
            fields[0] = &row.answer_id;
            fields[1] = row.candidate_id.as_deref().unwrap_or_default();
            fields[2] = row.question_id.as_deref().unwrap_or_default();
            fields[CSV_HEADER.len() - 1] = &message;
            csv_line(&fields, out)
        }
    }
}

/// Appends the header, where the format has one.
pub fn header(format: OutFormat, out: &mut Vec<u8>) -> io::Result<()> {
    if format == OutFormat::Csv { csv_line(&CSV_HEADER, out) } else { Ok(()) }
}

fn join<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    labels.collect::<Vec<_>>().join("; ")
}

/// One CSV line. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn csv_line(fields: &[&str], out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    for field in fields {
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err() {
            writer.write_field(format!("'{field}"))?;
        } else {
            writer.write_field(field)?;
        }
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// An output that appears whole or not at all: written beside its place, then renamed. `-` is standard output.
pub enum Output {
    /// A file still under a temporary name.
    File {
        /// The temporary file; removed when dropped before `finish`.
        writer: Box<BufWriter<tempfile::NamedTempFile>>,
        /// The place it will take.
        path: PathBuf,
    },
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
}

impl Output {
    /// Opens an output.
    pub fn create(name: &str) -> io::Result<Output> {
        if name == "-" {
            return Ok(Output::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())));
        }
        let path = PathBuf::from(name);
        if path.is_dir() {
            return Err(io::Error::other("is a folder; give a file name"));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new().prefix(".gradus-").suffix(".part").tempfile_in(folder)?;
        Ok(Output::File { writer: Box::new(BufWriter::with_capacity(1 << 18, file)), path })
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Stdout(mut out) => out.flush(),
            Output::File { writer, path } => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                share_like_others(&file)?;
                file.persist(path).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

/// Temporary files are private; a finished output has the rights that any new file gets.
#[cfg(unix)]
fn share_like_others(file: &tempfile::NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = file.path().parent().unwrap_or(Path::new("."));
    // A file made the ordinary way shows what the process's umask allows.
    let probe = folder.join(format!(".gradus-{}.probe", std::process::id()));
    let mode = std::fs::File::create(&probe)?.metadata()?.permissions().mode();
    std::fs::remove_file(&probe)?;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share_like_others(_: &tempfile::NamedTempFile) -> io::Result<()> {
    Ok(())
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Output::File { writer, .. } => writer.write(buffer),
            Output::Stdout(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::File { writer, .. } => writer.flush(),
            Output::Stdout(out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(fields: &[&str]) -> String {
        let mut out = Vec::new();
        csv_line(fields, &mut out).expect("in memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(line(&["=1", "+a", "-a", "@a", "\ta"]), "'=1,'+a,'-a,'@a,'\ta\n");
        assert_eq!(line(&["-1", "+2.5", "a=b", "", "1e3"]), "-1,+2.5,a=b,,1e3\n");
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        assert_eq!(line(&["a,b", "c\"d", "e\nf", "g"]), "\"a,b\",\"c\"\"d\",\"e\nf\",g\n");
    }

    #[test]
    fn an_output_that_is_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.jsonl");
        let name = path.to_str().expect("UTF-8");
        let count = || std::fs::read_dir(folder.path()).expect("readable").count();
        let mut output = Output::create(name).expect("created");
        output.write_all(b"half").expect("written");
        assert_eq!((count(), path.exists()), (1, false), "under another name");
        drop(output);
        assert_eq!(count(), 0);
        let mut output = Output::create(name).expect("created");
        output.write_all(b"whole").expect("written");
        output.finish().expect("renamed");
        assert_eq!((count(), std::fs::read(&path).expect("there")), (1, b"whole".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn an_output_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, plain) = (folder.path().join("out.csv"), folder.path().join("plain"));
        Output::create(ours.to_str().expect("UTF-8")).expect("created").finish().expect("renamed");
        std::fs::write(&plain, "").expect("written");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode(&ours), mode(&plain));
    }
}
