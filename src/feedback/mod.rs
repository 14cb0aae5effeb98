//! Messages for the person who answered: what to correct, what is missing (as a hint, not as the key), the next step.

use crate::bank::Band;
use crate::rubric::Rubric;
use crate::scoring::{Flag, Grade, Status, band_name, next_step};

/// Messages in the order in which they help: wrong statements first, then the smallest step, then further hints.
pub fn messages(grade: &Grade, rubric: &Rubric) -> Vec<String> {
    let mut messages = Vec::new();
    for flag in &grade.flags {
        messages.extend(flag_message(*flag).map(String::from));
    }
    for wrong in &grade.misconceptions {
        messages.push(format!("{}: {}", wrong.label, wrong.correction.unwrap_or_default()));
    }
    for concept in grade.concepts.iter().filter(|concept| concept.status == Status::Contradicted) {
        messages.push(format!("Your answer says the contrary of: {}.", concept.label));
    }
    let Some(set) = rubric.item.keyword_set.as_ref() else { return messages };
    if grade.band < Band::Strong
        && let Some(step) = next_step(grade, rubric)
    {
        let hints: Vec<&str> = step.concepts.iter().filter_map(|index| set.concepts[*index].hint.as_deref()).collect();
        if !hints.is_empty() {
            let count = if step.concepts.len() == 1 {
                "one more point".to_string()
            } else {
                format!("{} more points", step.concepts.len())
            };
            messages.push(format!("To reach {}: {count}. {}", band_name(step.band), hints.join(" ")));
        }
    }
    messages
}

fn flag_message(flag: Flag) -> Option<&'static str> {
    match flag {
        Flag::Empty => Some("There is no answer."),
        Flag::NonAnswer => Some("No answer is given; even a first guess shows more."),
        Flag::Echo => Some("This repeats the question; it does not answer it."),
        Flag::OffTopic => Some("This seems to be about something else."),
        Flag::KeywordList => Some("These are terms without statements: say what each one does."),
        Flag::TooShort => Some("This is very short: say a little more."),
        Flag::Truncated => Some("Only the beginning of this very long answer was read."),
        Flag::OtherLanguage => Some("This does not seem to be in the language of the question."),
    }
}
