//! The header of a long table: which column is which, by the names that people and platforms give.

use super::layout::Long;
use super::people::{Who, who_beside_answers};
use crate::rows::{InputError, shortened};
use crate::text::key;

/// What a column of a long table, or a field of a JSON object, holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names of the contract
pub enum Role {
    AnswerId,
    CandidateId,
    Name,
    FirstName,
    LastName,
    Email,
    QuestionId,
    Question,
    References,
    Answer,
    MaxScore,
    Score,
    Score1,
    Score2,
    Band,
    Label,
}

/// A name is shown up to so many characters.
const SHOWN: usize = 60;

/// References are numbered up to here.
const MOST_NUMBERED: usize = 100_000;

/// How many roles there are.
pub const ROLES: usize = 16;

/// The names of each role. The first is the contract's own and wins; then an earlier name wins over a later one.
const NAMES: [(Role, &[&str]); ROLES] = [
    (Role::AnswerId, &["answer_id", "response_id", "submission_id", "id"]),
    (
        Role::CandidateId,
        &[
            "candidate_id",
            "candidate",
            "student_id",
            "applicant_id",
            "participant_id",
            "respondent_id",
            "user_id",
            "id_number",
            "student_number",
            "sis_id",
            "student",
            "applicant",
            "participant",
            "respondent",
            "user",
            "username",
            "user_name",
            "uid",
        ],
    ),
    (
        Role::Name,
        &["name", "full_name", "candidate_name", "student_name", "applicant_name", "your_name", "display_name"],
    ),
    (Role::FirstName, &["first_name", "firstname", "given_name", "forename"]),
    (Role::LastName, &["last_name", "lastname", "surname", "family_name"]),
    (Role::Email, &["email", "e_mail", "email_address", "e_mail_address", "mail", "your_email"]),
    (Role::QuestionId, &["question_id", "item_id", "item", "questionid", "itemid", "prompt_id", "task_id", "qid"]),
    (Role::Question, &["question", "question_text", "prompt"]),
    (Role::References, &["references", "reference", "reference_answer", "model_answer", "right_answer"]),
    (
        Role::Answer,
        &[
            "answer",
            "response",
            "answer_text",
            "response_text",
            "student_answer",
            "student_response",
            "submitted_answer",
            "essay_text",
            "essaytext",
            "submission",
        ],
    ),
    (Role::MaxScore, &["max_score", "max_points", "maximum", "points_possible", "possible_points", "out_of"]),
    (Role::Score, &["score", "points"]),
    (Role::Score1, &["score_1"]),
    (Role::Score2, &["score_2"]),
    (Role::Band, &["band"]),
    (Role::Label, &["label"]),
];

/// The role of a name, and how far down it stands among the names of that role.
pub fn role(name: &str) -> Option<(Role, usize)> {
    let find = |name: &str| {
        NAMES.iter().find_map(|(role, names)| names.iter().position(|known| *known == name).map(|rank| (*role, rank)))
    };
    find(name).or_else(|| find(&key(name))).or_else(|| {
        let (name, number) = numbered(name)?;
        // A number is no reason to pass a name over, only to come later.
        find(&name).filter(|(role, _)| *role == Role::References).map(|(role, rank)| (role, rank + number))
    })
}

/// Names that are found by their words, in the languages of people, come after all that stand in the table.
const BY_WORDS: usize = 1000;

/// The role of a name that only its words tell, such as `Kandidat` or `Your full name`. What stands below it may be something
/// else than a text, and then it is a field like any other that is not known.
pub fn role_by_words(name: &str) -> Option<(Role, usize)> {
    let role = match who_beside_answers(&key(name))? {
        Who::Id => Role::CandidateId,
        Who::Name => Role::Name,
        Who::FirstName => Role::FirstName,
        Who::LastName => Role::LastName,
        Who::Email => Role::Email,
    };
    Some((role, BY_WORDS))
}

/// A name with a number behind it: `reference_2`, `Reference 2`.
fn numbered(name: &str) -> Option<(String, usize)> {
    let mut name = key(name);
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = name.split_off(name.len() - digits).parse().ok()?;
    name.truncate(name.trim_end_matches('_').len());
    // No table has so many columns.
    (number <= MOST_NUMBERED).then_some((name, number))
}

/// Where a field of references stands among several, which a JSON object does not tell: those without a number first.
pub fn place_of_reference(name: &str) -> (usize, usize) {
    match numbered(name) {
        Some((name, number)) => (number + 1, role(&name).map_or(0, |(_, rank)| rank)),
        None => (0, role(name).map_or(0, |(_, rank)| rank)),
    }
}

/// Whether a table with this header is a long one: there is a column of answers, and one that says to what.
pub fn is_long(names: &[String]) -> bool {
    let has = |wanted: &[Role]| names.iter().any(|name| role(name).is_some_and(|(role, _)| wanted.contains(&role)));
    has(&[Role::Answer]) && has(&[Role::QuestionId, Role::Question])
}

/// Whether a table with this header seems to be a long one that lacks a column.
pub fn is_half_long(names: &[String]) -> bool {
    let is = |name: &String| role(name).is_some_and(|(role, _)| matches!(role, Role::Answer | Role::QuestionId));
    names.iter().any(is)
}

/// The columns of a long table. `file` and `line`, where the header stands, are for the message when some are missing.
pub fn long(file: &str, line: u64, names: Vec<String>) -> Result<Long, InputError> {
    let mut columns = [None; ROLES];
    let mut ranks = [usize::MAX; ROLES];
    let is_reference = |name: &String| role(name).is_some_and(|(role, _)| role == Role::References);
    let references = (0..names.len()).filter(|at| is_reference(&names[*at])).collect();
    let is_answer = |name: &&String| role(name).is_some_and(|(role, _)| role == Role::Answer);
    if let [first, second, ..] = names.iter().filter(is_answer).collect::<Vec<_>>()[..] {
        let (name, first, second) = (file.to_string(), first.clone(), second.clone());
        return Err(InputError::TwoAnswers { name, line, first, second });
    }
    for (at, name) in names.iter().enumerate() {
        if let Some((role, rank)) = role(name).or_else(|| role_by_words(name))
            && rank < ranks[role as usize]
        {
            ranks[role as usize] = rank;
            columns[role as usize] = Some(at);
        }
    }
    let missing = |column: &'static str, wanted: &[&str]| {
        let near = names.iter().find(|name| {
            let name = key(name);
            wanted.iter().any(|other| strsim::osa_distance(&name, other) <= 2 || name.contains(other))
        });
        let help = match near {
            Some(near) => format!("Rename `{near}` to `{column}`?"),
            None => {
                let expected = "Expected: question_id,answer and, if you like, answer_id,candidate_id,max_score.";
                let missing =
                    if names.iter().any(|name| role(name).is_some()) { "" } else { "Is the header line missing? " };
                format!("{missing}{expected}")
            }
        };
        let found = names.iter().map(|name| format!("`{}`", shortened(name, SHOWN))).collect::<Vec<_>>().join(", ");
        InputError::MissingColumn { name: file.to_string(), line, column, found, help }
    };
    if columns[Role::Answer as usize].is_none() {
        return Err(missing("answer", &["answer", "response"]));
    }
    if columns[Role::QuestionId as usize].is_none() && columns[Role::Question as usize].is_none() {
        return Err(missing("question_id", &["question", "item"]));
    }
    Ok(Long { names, columns, references, delimiter: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them() {
        for (name, wanted) in [
            ("answer", Some(Role::Answer)),
            ("Question ID", Some(Role::QuestionId)),
            (" E-Mail Address ", Some(Role::Email)),
            ("First name", Some(Role::FirstName)),
            ("Model Answer", Some(Role::References)),
            ("reference_2", Some(Role::References)),
            ("References 12", Some(Role::References)),
            ("reference3", Some(Role::References)),
            ("answer_2", None),
            ("reference_", Some(Role::References)),
            ("reference_99999999999999999999", None),
            ("mood", None),
            ("", None),
        ] {
            assert_eq!(role(name).map(|(role, _)| role), wanted, "{name}");
        }
    }

    #[test]
    fn the_contracts_name_wins() {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_string()).collect::<Vec<_>>();
        let long =
            long("x", 1, names(&["id", "candidate", "answer", "item", "question_id", "answer_id"])).expect("long");
        let at = |role: Role| long.columns[role as usize];
        assert_eq!((at(Role::Answer), at(Role::QuestionId), at(Role::AnswerId)), (Some(2), Some(4), Some(5)));
    }

    #[test]
    fn two_columns_of_answers_are_refused() {
        for (one, other) in [("answer", "answer"), ("Response", "answer"), ("student_answer", "submission")] {
            let names = ["question_id", one, other].map(String::from).to_vec();
            let error = long("x.csv", 3, names).expect_err("refused").to_string();
            assert!(error.starts_with(&format!("x.csv, line 3: the columns `{one}` and `{other}`")), "{error}");
        }
    }

    #[test]
    fn every_role_has_its_place_in_the_table() {
        for (at, (role, names)) in NAMES.iter().enumerate() {
            assert_eq!(*role as usize, at);
            assert!(names.iter().all(|name| key(name) == *name), "{names:?}");
        }
    }
}
