//! Messages for the person who answered: what to correct, what was said well, and the smallest step to the next band.
//!
//! What is not yet said is told in steps, [`Reveal`]: the only place that decides how much. Below [`Reveal::Label`] no
//! message gives away wording of an alternative ([`leak`] says exactly what that means).

mod curtain;
mod grader;
pub mod leak;
mod model;
mod points;

pub use curtain::{Curtain, Hidden};
pub use grader::{Grader, grade};
pub use model::{all_said_well, said_well};
pub use points::Points;

use crate::bank::Band;
use crate::rubric::Rubric;
use crate::scoring::{Flag, Grade, Status, next_step};
use crate::text::{ANALYSED_BYTES, beginning};

/// How much is told about what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Reveal {
    /// That something is missing, and of what sort
    Topic,
    /// The author's hints, too
    Hint,
    /// What is missing, by its label
    #[default]
    Label,
    /// How a good answer says it, too
    Answer,
}

impl Reveal {
    /// From the least to the most.
    pub const ALL: [Reveal; 4] = [Reveal::Topic, Reveal::Hint, Reveal::Label, Reveal::Answer];
}

/// A smaller gain would be shown as 0.00.
const LEAST_SHOWN: f64 = 0.005;
/// The heaviest points that praise names.
const PRAISED: usize = 2;

/// Messages in the order in which they help: wrong statements, what was said well, the smallest step to the next band
/// with what it gains.
pub fn messages(grade: &Grade, rubric: &Rubric, answer: &str, reveal: Reveal) -> Vec<String> {
    messages_of(&mut Points::new(rubric, grade, answer), reveal)
}

/// The same for points that say more beside them.
fn messages_of(points: &mut Points, reveal: Reveal) -> Vec<String> {
    let (grade, rubric) = (points.grade(), points.rubric());
    let mut messages: Vec<String> = grade
        .flags
        .iter()
        .filter_map(|flag| match flag {
            Flag::Truncated => Some(where_reading_stopped(points.answer())),
            flag => flag_message(*flag).map(String::from),
        })
        .collect();
    for wrong in 0..grade.misconceptions.len() {
        messages.push(points.correction(wrong, reveal));
    }
    for (index, concept) in grade.concepts.iter().enumerate() {
        if concept.status == Status::Contradicted {
            messages.push(points.contrary(index, reveal));
        }
    }
    messages.extend(praise(grade, points, reveal));
    steps(grade, rubric, points, reveal, &mut messages);
    if rubric.derived.is_some() {
        messages.extend(on_the_whole(grade, messages.is_empty()).map(String::from));
    }
    messages
}

/// What is to be said of an answer to an item with references alone as a whole: that its words come close and its points do
/// not, and where nothing else is said (`silent`), how much of a reference is there.
fn on_the_whole(grade: &Grade, silent: bool) -> Option<&'static str> {
    let is = |status: Status| grade.concepts.iter().any(|concept| concept.status == status);
    if grade.rests_on_words() && !is(Status::Contradicted) {
        return Some("This comes close to a reference in its words, though no point of it is there as it stands.");
    }
    silent.then_some(if is(Status::Met) {
        "What a reference says is there, at least in part."
    } else if is(Status::Partial) {
        "A part of what a reference says is there, no point of it wholly."
    } else if grade.band > Band::Weak {
        "This comes close to a reference in its words."
    } else if grade.score > 0.0 {
        "Little of what the references say is there."
    } else {
        "Nothing of what the references say is there."
    })
}

/// How far a very long answer was read.
fn where_reading_stopped(answer: &str) -> String {
    let read = beginning(answer, ANALYSED_BYTES);
    let words = |text: &str| text.split_whitespace().count();
    format!(
        "Only the first {} bytes of this very long answer were read ({} of its {} words): what stands behind them counts for \
         nothing.",
        read.len(),
        words(read),
        words(answer)
    )
}

/// What was said, the heaviest first; nothing where nothing was. At lower levels the labels of what was said must not,
/// even together, give away what was not.
fn praise(grade: &Grade, points: &mut Points, reveal: Reveal) -> Option<String> {
    let mut met: Vec<usize> =
        (0..grade.concepts.len()).filter(|index| grade.concepts[*index].status == Status::Met).collect();
    met.sort_by(|a, b| grade.concepts[*b].weight.total_cmp(&grade.concepts[*a].weight));
    (1..=PRAISED.min(met.len())).rev().find_map(|named| {
        let labels: Vec<&str> = met[..named].iter().map(|index| grade.concepts[*index].label).collect();
        let rest = match met.len() - named {
            0 => String::new(),
            1 => "; and one more point".to_string(),
            more => format!("; and {more} more points"),
        };
        let praise = format!("You said: {}{rest}.", labels.join("; "));
        points.may_say(&praise, reveal).then_some(praise)
    })
}

/// The smallest step to the next band, point by point, what gains most first.
fn steps(grade: &Grade, rubric: &Rubric, points: &mut Points, reveal: Reveal, messages: &mut Vec<String>) {
    if grade.band == Band::Strong || rubric.item.keyword_set.is_none() {
        return;
    }
    let Some(step) = next_step(grade, rubric) else { return };
    let band = step.band.name();
    // One change brings all of it: its own gain, and what caps that fall with it had kept back.
    let whole = step.score - grade.score;
    let first = if step.misconceptions.is_empty() { "" } else { " after the corrections above" };
    match step.concepts.as_slice() {
        [] if step.misconceptions.is_empty() => {}
        [] => messages.push(format!("The corrections above are enough to reach {band}{}.", worth(whole))),
        [only] => {
            let say = points.tell(*only, reveal);
            let gain = if step.misconceptions.is_empty() { whole } else { step.gains[0] };
            messages.push(format!("One more point is enough to reach {band}{first}{}. {say}", worth(gain)));
        }
        several => {
            messages.push(format!("{} more points are enough to reach {band}{first}.", several.len()));
            for (concept, gain) in several.iter().zip(&step.gains) {
                messages.push(format!("Among them{}: {}", worth(*gain), points.tell(*concept, reveal)));
            }
        }
    }
}

/// ` (+0.21)`; nothing for what gains nothing by itself.
fn worth(gain: f64) -> String {
    if gain < LEAST_SHOWN { String::new() } else { format!(" (+{gain:.2})") }
}

fn flag_message(flag: Flag) -> Option<&'static str> {
    match flag {
        Flag::Empty => Some("There is no answer."),
        Flag::NonAnswer => Some("No answer is given; even a first guess shows more."),
        Flag::Echo => Some("This repeats the question; it does not answer it."),
        Flag::OffTopic => Some("This seems to be about something else."),
        Flag::KeywordList => Some("These are terms without statements: say what each of them does."),
        Flag::TooShort => Some("This is very short: say a little more."),
        // Says where: see `where_reading_stopped`.
        Flag::Truncated => None,
        Flag::OtherLanguage => Some("This does not seem to be in the language of the question."),
    }
}
