//! Reading marks: lines of a table with a header. Every mistake is told with its line, before anything is graded.

use super::{Override, Overrides, OverridesError};
use crate::text::{decimal, key};

/// Columns as they may be called; the first name of each is the one that messages use.
struct Columns {
    answer: usize,
    question: Option<usize>,
    candidate: Option<usize>,
    file: Option<usize>,
    band: Option<usize>,
    score: Option<usize>,
    points: Option<usize>,
    comment: Option<usize>,
}

/// A line's number with its cells, or with what is wrong about it.
pub type Line = (u64, Result<Vec<String>, String>);

/// Reads the marks in the lines of a table, whose header stands in a line of its own. Lines without a mark and without a comment are passed over: a list to review
/// may be handed back half done.
pub fn read(
    name: &str,
    (line, header): (u64, &[String]),
    lines: impl IntoIterator<Item = Line>,
) -> Result<Overrides, OverridesError> {
    let missing =
        |missing| OverridesError::MissingColumn { name: name.to_string(), line, missing, found: header.join(", ") };
    let columns = columns(header).map_err(missing)?;
    let mut marks: Vec<Override> = Vec::new();
    let mut mistakes = Vec::new();
    for (line, cells) in lines {
        let found = cells.and_then(|cells| {
            check_length(cells.len(), header.len())?;
            mark(&cells, &columns, line)
        });
        match found {
            Ok(found) => marks.extend(found),
            Err(what) => mistakes.push((line, what)),
        }
    }
    mistakes.extend(clashes(&marks).into_iter().map(|(first, second)| {
        let what = format!(
            "a mark for `{}` stands in line {} already; columns question_id, candidate_id and file tell equal answer ids apart",
            second.answer_id, first.line
        );
        (second.line, what)
    }));
    if mistakes.is_empty() {
        return Ok(Overrides::new(name, marks));
    }
    mistakes.sort_by_key(|(line, _)| *line);
    Err(OverridesError::Lines { name: name.to_string(), mistakes })
}

fn check_length(found: usize, expected: usize) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{found} cells, but the header has {expected}; a comma in a comment needs quotes around it"))
}

/// Whether a table with this header is one of marks.
pub fn is_usable(header: &[String]) -> bool {
    column(header, &["answer_id"]).is_some() && has_marks(header)
}

fn has_marks(header: &[String]) -> bool {
    ["band", "score", "points"].iter().any(|mark| column(header, &[mark]).is_some())
}

fn column(header: &[String], names: &[&str]) -> Option<usize> {
    header.iter().position(|cell| names.contains(&key(cell).as_str()))
}

/// The columns, or the one that is missing.
fn columns(header: &[String]) -> Result<Columns, &'static str> {
    let column = |names: &[&str]| column(header, names);
    let columns = Columns {
        answer: column(&["answer_id"]).ok_or("`answer_id`")?,
        question: column(&["question_id", "item"]),
        candidate: column(&["candidate_id", "candidate"]),
        file: column(&["file"]),
        band: column(&["band"]),
        score: column(&["score"]),
        points: column(&["points"]),
        comment: column(&["comment"]),
    };
    if !has_marks(header) {
        return Err("`band`, `score` or `points`");
    }
    Ok(columns)
}

fn mark(cells: &[String], columns: &Columns, line: u64) -> Result<Option<Override>, String> {
    let cell = |column: Option<usize>| {
        let text = column.and_then(|column| cells.get(column)).map(|cell| plain(cell)).unwrap_or_default();
        (!text.is_empty()).then(|| text.to_string())
    };
    let (band, score, points) = (cell(columns.band), cell(columns.score), cell(columns.points));
    let comment = cell(columns.comment);
    if band.is_none() && score.is_none() && points.is_none() {
        return match comment {
            None => Ok(None),
            Some(_) => Err("a comment, but no band, score or points; to confirm the machine's grade, repeat it".into()),
        };
    }
    let answer_id = cell(Some(columns.answer)).ok_or("answer_id is empty: which answer is this mark for?")?;
    if score.is_some() && points.is_some() {
        return Err("both score and points are given; give one of them".into());
    }
    Ok(Some(Override {
        line,
        answer_id,
        question_id: cell(columns.question),
        candidate_id: cell(columns.candidate),
        file: cell(columns.file),
        band: band.as_deref().map(str::parse).transpose()?,
        score: score.as_deref().map(|text| number(text, "score", 1.0)).transpose()?,
        points: points.as_deref().map(|text| number(text, "points", f64::MAX)).transpose()?,
        comment,
    }))
}

/// A cell as it was meant: outputs put an apostrophe before what a spreadsheet would take for a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

fn number(text: &str, what: &str, most: f64) -> Result<f64, String> {
    let expected = if most == 1.0 { "a number from 0 to 1, such as 0.75" } else { "a number from 0 up, such as 2.5" };
    // `inf` and `NaN` are numbers here: out of range, which says more.
    let value = text.parse().ok().or_else(|| decimal(text));
    let value: f64 = value.ok_or_else(|| format!("{what} `{text}` is no number; expected {expected}"))?;
    if !(0.0..=most).contains(&value) {
        let help = if value > most { "; marks out of `max_score` belong into a column `points`" } else { "" };
        return Err(format!("{what} {text} is out of range; expected {expected}{help}"));
    }
    Ok(value)
}

/// Marks that an answer could fit which an earlier mark fits, each with that one.
fn clashes(marks: &[Override]) -> Vec<(&Override, &Override)> {
    let mut order: Vec<&Override> = marks.iter().collect();
    order.sort_by(|a, b| a.answer_id.cmp(&b.answer_id).then(a.line.cmp(&b.line)));
    let meet = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    let mut clashes = Vec::new();
    for group in order.chunk_by(|a, b| a.answer_id == b.answer_id) {
        for (at, second) in group.iter().enumerate() {
            let first = group[..at].iter().find(|first| {
                meet(&first.question_id, &second.question_id)
                    && meet(&first.candidate_id, &second.candidate_id)
                    && meet(&first.file, &second.file)
            });
            clashes.extend(first.map(|first| (*first, *second)));
        }
    }
    clashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Band;

    /// Marks in a text with commas, without quotes.
    fn of(text: &str) -> Result<Overrides, OverridesError> {
        let cells = |line: &str| line.split(',').map(String::from).collect::<Vec<_>>();
        let mut lines = (1..).zip(text.lines()).map(|(number, line)| (number, cells(line)));
        let header = lines.next().expect("a header").1;
        read("marks.csv", (1, &header), lines.map(|(number, cells)| (number, Ok(cells))))
    }

    fn error(text: &str) -> String {
        of(text).expect_err("an error").to_string()
    }

    #[test]
    fn marks_are_read_as_spreadsheets_and_outputs_have_them() {
        let marks =
            of("Answer ID,Band,Score,Comment\n7,Strong,,well said\n8,, 0.25,\n9,,,\n'=1,weak,,\n").expect("marks");
        assert_eq!(marks.len(), 3, "a line without a mark is passed over");
        let (_, first) = marks.find("7", None, None, "a.csv").expect("a mark");
        assert_eq!((first.line, first.band, first.comment.as_deref()), (2, Some(Band::Strong), Some("well said")));
        let (_, second) = marks.find("8", Some("gil"), None, "a.csv").expect("a mark");
        assert_eq!((second.line, second.score), (3, Some(0.25)));
        assert!(marks.find("=1", None, None, "a.csv").is_some() && marks.find("9", None, None, "a.csv").is_none());
    }

    #[test]
    fn a_decimal_comma_is_read_as_in_answers() {
        let cells = |cells: [&str; 3]| Ok(cells.map(String::from).to_vec());
        let header = ["answer_id", "score", "points"].map(String::from);
        let lines = [(2, cells(["1", "0,9", ""])), (3, cells(["2", "", "2,5"]))];
        let marks = read("marks.csv", (1, &header), lines).expect("marks");
        let mark = |id| marks.find(id, None, None, "a.csv").map(|(_, mark)| (mark.score, mark.points));
        assert_eq!((mark("1"), mark("2")), (Some((Some(0.9), None)), Some((None, Some(2.5)))));
        let told = read("marks.csv", (1, &header), [(2, cells(["1", "", "1,234"]))]).expect_err("an error").to_string();
        assert!(told.contains("points `1,234` is no number"), "may be more than a thousand: {told}");
    }

    #[test]
    fn ids_of_question_and_candidate_narrow_a_mark() {
        let text = "answer_id,question_id,candidate_id,band\n1,gil,,weak\n1,orm,c-1,strong\n1,orm,c-2,average\n";
        let marks = of(text).expect("marks");
        let band =
            |question, candidate| marks.find("1", Some(question), candidate, "a.csv").and_then(|(_, mark)| mark.band);
        assert_eq!(band("gil", Some("c-9")), Some(Band::Weak));
        assert_eq!(band("orm", Some("c-2")), Some(Band::Average));
        assert_eq!((band("orm", None), band("csrf", Some("c-1"))), (None, None));
    }

    #[test]
    fn a_file_narrows_a_mark_whatever_folder_it_is_in() {
        let marks = of("answer_id,file,band\n1,a.csv,weak\n1,b.csv,strong\n").expect("marks");
        let band = |file| marks.find("1", None, None, file).and_then(|(_, mark)| mark.band);
        assert_eq!((band("a.csv"), band("exams/b.csv")), (Some(Band::Weak), Some(Band::Strong)));
        assert_eq!((band("ba.csv"), band("-")), (None, None));
        assert!(error("answer_id,file,band\n1,a.csv,weak\n1,,strong\n").contains("stands in line 2 already"));
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let told = error("answer_id,band\n1,good\n2,weak\n,weak\n2,strong\n3\n");
        let lines: Vec<&str> = told.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
        assert_eq!(
            lines,
            ["marks.csv, line 2", "marks.csv, line 4", "marks.csv, line 5", "marks.csv, line 6"],
            "{told}"
        );
        let many = error(&format!("answer_id,band\n{}", "1,good\n".repeat(50)));
        assert_eq!((many.lines().count(), many.lines().last()), (21, Some("... and 30 more")));
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let errors = [
            (
                "band,comment\nweak,\n",
                "marks.csv, line 1: there is no column `answer_id`; the header has: band, comment.",
            ),
            ("answer_id,comment\n1,x\n", "line 1: there is no column `band`, `score` or `points`"),
            ("answer_id,band\n1,weak\n2,good\n", "line 3: `good` is no band; expected strong, average or weak"),
            (
                "answer_id,score\n1,75\n",
                "line 2: score 75 is out of range; expected a number from 0 to 1, such as 0.75; marks",
            ),
            ("answer_id,score\n1,-0.1\n", "line 2: score -0.1 is out of range"),
            ("answer_id,score\n1,NaN\n", "line 2: score NaN is out of range"),
            ("answer_id,points\n1,inf\n", "line 2: points inf is out of range"),
            ("answer_id,points\n1,three\n", "line 2: points `three` is no number; expected a number from 0 up"),
            ("answer_id,band\n1,weak\n2,weak\n1,strong\n", "line 4: a mark for `1` stands in line 2 already;"),
            ("answer_id,question_id,band\n1,,weak\n1,gil,strong\n", "line 3: a mark for `1` stands in line 2 already;"),
            ("answer_id,band,comment\n1,,well\n", "line 2: a comment, but no band, score or points;"),
            ("answer_id,band\n,weak\n", "line 2: answer_id is empty"),
            ("answer_id,score,points\n1,1,4\n", "line 2: both score and points are given"),
            ("answer_id,band,comment\n1,weak,a,b\n", "line 2: 4 cells, but the header has 3"),
        ];
        for (text, expected) in errors {
            assert!(error(text).contains(expected), "{text}\n{}", error(text));
        }
    }
}
