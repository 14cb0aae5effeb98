//! Columns that platforms add to the answers: who answered, when, and what a machine said about it.

use crate::rows::input::{Who, who};
use crate::text::key;

/// What a column is by its header alone.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// The candidate's id.
    Id,
    /// The candidate's whole name.
    Name,
    /// A part of it.
    FirstName,
    /// A part of it.
    LastName,
    /// The candidate's e-mail address.
    Email,
    /// The most points of the column before it (Canvas).
    Points(f64),
    /// Moodle's `Question 3`: the text of a question.
    QuestionText(u32),
    /// Moodle's `Response 3`, Blackboard's `Answer 3`: the answer to it.
    Response(u32),
    /// Blackboard's `Possible Points 3`: what it is worth.
    PossiblePoints(u32),
    /// No answer; the reason.
    Left(&'static str),
}

/// Names as `text::key` gives them. Ids that `people` does not know by their words, or would take for a name.
const IDS: &[&str] = &[
    "candidate",
    "sis_id",
    "sisid",
    "login_id",
    "user_name",
    "response_id",
    "responseid",
    "external_data_reference",
    "externalreference",
];
/// What stands before the number of an answer, of the question's text and of the right answer, as Moodle says it in the
/// languages of its users.
const RESPONSES: &[&str] =
    &["response", "answer", "antwort", "réponse", "respuesta", "risposta", "resposta", "antwoord"];
const QUESTIONS: &[&str] = &["question", "frage", "pregunta", "domanda", "pergunta", "questão", "vraag"];
const RIGHT_ANSWERS: &[&str] = &[
    "right_answer",
    "correct_answer",
    "richtige_antwort",
    "réponse_correcte",
    "bonne_réponse",
    "respuesta_correcta",
    "risposta_corretta",
    "resposta_correta",
    "juiste_antwoord",
];
const TIMES: &[&str] = &[
    "timestamp",
    "time",
    "date",
    "date_created",
    "date_modified",
    "start_date",
    "startdate",
    "end_date",
    "enddate",
    "recorded_date",
    "recordeddate",
    "start_time",
    "completion_time",
    "last_modified_time",
    "started",
    "started_on",
    "completed",
    "finished",
    "submitted",
    "submitted_at",
    "submit_date",
    "submission_time",
    "time_taken",
    "duration",
    "grade_posted_time",
    "zeitstempel",
];
const MARKS: &[&str] = &[
    "score",
    "total",
    "total_score",
    "total_points",
    "points",
    "grade",
    "mark",
    "n_correct",
    "n_incorrect",
    "feedback",
    "quiz_feedback",
];
const ABOUT: &[&str] = &[
    "root_account",
    "section",
    "section_id",
    "section_sis_id",
    "attempt",
    "state",
    "status",
    "institution",
    "department",
    "group",
    "class",
    "language",
    "ip_address",
    "ipaddress",
    "collector_id",
    "network_id",
    "phone",
];

/// What a header says by itself. `before_is_answer`: the column before it may hold answers.
pub fn known(header: &str, before_is_answer: bool) -> Option<Known> {
    let name = key(header);
    let is = |list: &[&str]| list.contains(&name.as_str());
    let (before, number) = name.rsplit_once('_').unwrap_or_default();
    let number: Option<u32> = number.parse().ok();
    let numbered = |words: &[&str]| number.filter(|_| words.contains(&before));
    if let Ok(points) = header.trim().parse::<f64>() {
        return Some(if before_is_answer { Known::Points(points) } else { Known::Left("a number") });
    }
    if let Some(number) = numbered(RESPONSES) {
        return Some(Known::Response(number));
    }
    if let Some(number) = numbered(QUESTIONS) {
        return Some(Known::QuestionText(number));
    }
    if let Some(number) = numbered(&["possible_points"]) {
        return Some(Known::PossiblePoints(number));
    }
    if numbered(RIGHT_ANSWERS).is_some() {
        return Some(Known::Left("the right answer"));
    }
    let has_dash = header.contains(['-', '\u{2013}']);
    let (starts, ends) =
        (|word: &str| name.starts_with(word), |mark: &str| header.trim().to_lowercase().ends_with(mark));
    match () {
        () if is(IDS) => Some(Known::Id),
        () if is(TIMES) => Some(Known::Left("a time")),
        () if is(MARKS) || starts("grade_") && header.contains('/') => Some(Known::Left("a mark")),
        () if is(ABOUT) => Some(Known::Left("about the candidate")),
        () if ends("[score]") || starts("points_") && has_dash => Some(Known::Left("a mark")),
        () if ends("[feedback]") || starts("feedback_") && has_dash => Some(Known::Left("feedback")),
        () => who(&name).map(|who| match who {
            Who::Id => Known::Id,
            Who::Name => Known::Name,
            Who::FirstName => Known::FirstName,
            Who::LastName => Known::LastName,
            Who::Email => Known::Email,
        }),
    }
}

/// Answers are sentences: at least this many words ...
const WORDS: usize = 5;
/// ... in at least one of so many cells that are not empty.
const ONE_OF: usize = 4;

/// Whether the cells of a column look like answers in words. Times, numbers, choices and addresses do not.
pub fn look_like_answers<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut all, mut long) = (0, 0);
    for cell in cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()) {
        all += 1;
        let words = cell.split(u8::is_ascii_whitespace).filter(|word| word.iter().any(u8::is_ascii_alphabetic));
        long += usize::from(words.take(WORDS).count() == WORDS);
    }
    long > 0 && long * ONE_OF >= all
}

/// A cell with this many words is no mark, whatever the others hold: `I don't know`.
const SAID: usize = 3;

/// Whether the cells of a column are marks or other numbers, with a word such as `absent` here and there.
pub fn are_numbers<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut all, mut numbers) = (0, 0);
    for cell in cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()) {
        all += 1;
        // What is not ASCII may be a word of any language.
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        let words = cell.split(u8::is_ascii_whitespace).filter(|word| word.iter().any(is_letter)).count();
        if words >= SAID {
            return false;
        }
        numbers += usize::from(words == 0 && cell.iter().any(u8::is_ascii_digit));
    }
    numbers * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_numbers_and_short_answers_are_none() {
        let are = |cells: &[&str]| are_numbers(cells.iter().map(|cell| cell.as_bytes()));
        assert!(are(&["85", "", "90.5", "absent"]));
        assert!(are(&["5.00 / 10", "85%", "-"]));
        assert!(!are(&["", "-"]), "nobody answered");
        assert!(!are(&["yes", "42"]));
        assert!(!are(&["85", "90", "I don't know"]));
        assert!(!are(&["O(n)", "2 \u{2265} 1"]));
    }

    #[test]
    fn the_columns_of_four_platforms_are_known() {
        for (header, wanted) in [
            ("Timestamp", Known::Left("a time")),
            ("Email Address", Known::Email),
            ("Why? [Score]", Known::Left("a mark")),
            ("Why? [Feedback]", Known::Left("feedback")),
            ("Points - Why?", Known::Left("a mark")),
            ("Feedback - Why?", Known::Left("feedback")),
            ("ID", Known::Id),
            ("sis_id", Known::Id),
            ("section_sis_id", Known::Left("about the candidate")),
            ("n correct", Known::Left("a mark")),
            ("Surname", Known::LastName),
            ("ID number", Known::Id),
            ("Started on", Known::Left("a time")),
            ("Grade/10.00", Known::Left("a mark")),
            ("Question 1", Known::QuestionText(1)),
            ("Response 12", Known::Response(12)),
            ("Right answer 1", Known::Left("the right answer")),
            ("Frage 2", Known::QuestionText(2)),
            ("Antwort 2", Known::Response(2)),
            ("Richtige Antwort 2", Known::Left("the right answer")),
            ("Réponse 3", Known::Response(3)),
            ("Answer 1", Known::Response(1)),
            ("Possible Points 1", Known::PossiblePoints(1)),
            ("Feedback \u{2013} Why?", Known::Left("feedback")),
            ("1.0", Known::Points(1.0)),
        ] {
            assert_eq!(known(header, true), Some(wanted), "{header}");
        }
        assert_eq!(known("1.0", false), Some(Known::Left("a number")));
        assert_eq!(known("What is your name for a list in a list?", true), None);
    }

    #[test]
    fn answers_are_sentences() {
        let look = |cells: &[&str]| look_like_answers(cells.iter().map(|cell| cell.as_bytes()));
        assert!(look(&["It keeps keys sorted, and more.", "", "yes"]));
        assert!(!look(&["11/21/2026 10:00:00", "11/21/2026 10:03:10"]));
        assert!(!look(&["5.00 / 10", "yes", "I don't know"]));
        assert!(!look(&["", ""]));
    }
}
