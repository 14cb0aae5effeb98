//! What a practice session shows, in words: it reads without colour, in 80 columns, and aloud.

use super::terminal::{self, Shown, band_style, clean, wrap};
use super::words;
use crate::bank::Band;
use crate::feedback::{Curtain, Reveal, all_said_well};
use crate::practice::{Aid, Command, Note, Point, Tally, View};
use crate::progress::Help;
use crate::rubric::Rubric;
use crate::scoring::{Grade, Status, grade};
use anstyle::Style;
use std::fmt::Write;

/// The text of a view.
pub fn view(view: &View, width: usize) -> String {
    match view {
        View::Question { number, of, question, due, resumed } => {
            let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
            let due = match due {
                0 => String::new(),
                1 => ", 1 point is due".to_string(),
                due => format!(", {due} points are due"),
            };
            let resumed = if *resumed { "\nYou left this answer unfinished; here it is." } else { "" };
            let head = format!("\nQuestion {number}{of}{due}{resumed}\n");
            head + &terminal::question(&question.question, &question.id, &question.topic, width)
        }
        View::Result { rubric, answer, before, points } => result(rubric, answer, before.as_deref(), points, width),
        View::Told { name, aid, text, more } => {
            let text = match aid {
                Aid::Sort => format!("Point {name}, in general: {text}"),
                Aid::Hint => format!("Point {name}, a hint: {text}"),
                Aid::Question => format!("Point {name}, what an interviewer would ask: {text}"),
                Aid::Label | Aid::Example => format!("Point {name}: {text}"),
            };
            let more = if *more { format!(" (hint {name}: more)") } else { String::new() };
            format!("{}\n", wrap(&format!("{text}{more}"), width, "", "  "))
        }
        View::Key { rubric, answer } => key(rubric, answer, width),
        View::FollowUp(question) => {
            format!("{}\n", wrap(&format!("Say it aloud, nobody grades this one: {question}"), width, "", "  "))
        }
        View::NoFollowUp { asked, related } => {
            let none = match asked {
                true => "There is no follow-up question left.",
                false => "There is no follow-up question to what you said.",
            };
            let related = match related.is_empty() {
                true => String::new(),
                false => format!(" Related: {}", related.join(", ")),
            };
            format!("{}\n", wrap(&format!("{none}{related}"), width, "", "  "))
        }
        View::Disputed { name, wording } => {
            let excerpt: String = wording.chars().take(60).collect();
            let dots = if excerpt.len() < wording.len() { " ..." } else { "" };
            let text = format!(
                "Noted for the author of the bank: point {name}, by your words \"{}{dots}\". This time it counts neither for \
                 nor against you.",
                clean(&excerpt)
            );
            format!("{}\n", wrap(&text, width, "", "  "))
        }
        View::Note(note) => format!("{}\n", self::note(note, width)),
        View::Summary(tallies) => summary(tallies),
    }
}

/// The prompt for a command.
pub fn menu(width: usize) -> String {
    let words: Vec<&str> = Command::ALL.iter().map(|command| command.word()).collect();
    prompt(&format!("{}?", words.join(", ")), width)
}

/// The prompt for the words that say a point.
pub fn which_words(point: &str, width: usize) -> String {
    prompt(&format!("Which of your words say point {point}? (Enter: the whole answer)"), width)
}

/// How an answer ends, told once.
pub fn how_to_answer(width: usize) -> String {
    wrap("Your answer (an empty line or Ctrl-D ends it; Ctrl-C stops and keeps it):", width, "", "")
}

/// A prompt with room for what is typed behind it.
fn prompt(text: &str, width: usize) -> String {
    format!("{} ", wrap(text, width.saturating_sub(1), "", ""))
}

/// What is due: points of today (with what is overdue) and of tomorrow.
pub fn due(today: u32, tomorrow: u32, width: usize) -> String {
    let points = |count: u32| match count {
        1 => "1 point is due".to_string(),
        count => format!("{count} points are due"),
    };
    let line = match (today, tomorrow) {
        (0, 0) => "Nothing is due today or tomorrow.".to_string(),
        (0, tomorrow) => format!("Nothing is due today; {} tomorrow.", points(tomorrow)),
        (today, 0) => format!("{} today: gradus practice --due", points(today)),
        (today, tomorrow) => format!("{} today, {tomorrow} more tomorrow: gradus practice --due", points(today)),
    };
    format!("{}\n", wrap(&line, width, "", ""))
}

fn note(note: &Note, width: usize) -> String {
    match note {
        Note::Commands => Command::ALL
            .iter()
            .map(|command| {
                let word = format!("  {:10} ", command.word());
                wrap(command.about(), width, &word, "             ")
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Note::NothingWritten => "Nothing written. Again to answer, hint for a hint, next to skip.".to_string(),
        Note::NothingMissing => "Nothing is missing here.".to_string(),
        Note::NothingMoreToTell => "There is nothing more to tell.".to_string(),
        Note::NoSuchPoint(names) => format!("There is no such point; there are: {}", names.join(", ")),
        Note::WhichPoint(names) => format!("Which one? Type right and its letter: {}", names.join(", ")),
        Note::NoSuchCommand(typed) => {
            let typed: String = clean(typed).chars().take(30).collect();
            wrap(
                &format!("\"{typed}\" is no command. To answer once more, type again; for a list, type ?"),
                width,
                "",
                "",
            )
        }
        Note::NoAnswerYet => "First answer the question: again.".to_string(),
        Note::DraftKept => "Your unfinished answer is kept; gradus practice takes it up again.".to_string(),
        Note::NothingLeft => "No question is left that fits.".to_string(),
    }
}

fn result(rubric: &Rubric, answer: &str, before: Option<&str>, points: &[Point], width: usize) -> String {
    let mut out = String::from("\n");
    let now = grade(rubric, answer);
    let told = |concept: usize| {
        let told = points.iter().find(|point| point.index == concept).map_or(Help::None, |point| point.told);
        Reveal::ALL.into_iter().filter(|level| Help::from(*level) <= told).max().unwrap_or(Reveal::Topic)
    };
    let curtain = Curtain::with_told(&now, rubric, answer, Reveal::Topic, told);
    let mut names = vec![None; now.concepts.len() + now.misconceptions.len()];
    for point in points {
        if let Some(name) = names.get_mut(point.index) {
            *name = Some(point.name.clone());
        }
    }
    let progress = before.map(|before| improvement(&grade(rubric, before), &now, width));
    let shown = Shown { reveal: Reveal::Topic, width, names: &names, hidden: curtain.hidden() };
    out += &terminal::result(&curtain.before(now), rubric, answer, shown);
    if let Some(progress) = progress {
        let _ = writeln!(out, "\n{progress}");
    }
    out
}

/// What changed from one try to the next.
fn improvement(before: &Grade, now: &Grade, width: usize) -> String {
    let change = now.score - before.score;
    let mut text = format!(
        "From {} ({}) to {} ({}), {}{:.2}.",
        before.band.name(),
        words::score(before.score, before.arithmetic.bands()),
        now.band.name(),
        words::score(now.score, now.arithmetic.bands()),
        if change < -0.004 { "-" } else { "+" },
        change.abs()
    );
    let gained = |from: &Grade, to: &Grade| -> Vec<String> {
        let both = from.concepts.iter().zip(&to.concepts);
        let new = both.filter(|(from, to)| from.status != Status::Met && to.status == Status::Met);
        new.map(|(_, to)| to.label.to_string()).collect()
    };
    for (what, labels) in [("New", gained(before, now)), ("No longer there", gained(now, before))] {
        if !labels.is_empty() {
            let _ = write!(text, " {what}: {}.", labels.join("; "));
        }
    }
    wrap(&text, width, "", "  ")
}

/// Everything that a good answer says, and one that does.
fn key(rubric: &Rubric, answer: &str, width: usize) -> String {
    let bold = Style::new().bold();
    let mut out = format!("{bold}A good answer says{bold:#}\n");
    let graded = grade(rubric, answer);
    let examples = all_said_well(rubric);
    for (index, concept) in graded.concepts.iter().enumerate() {
        let essential = if concept.required { " (essential)" } else { "" };
        let said = if concept.status == Status::Met { "; you said it" } else { "" };
        let line = format!("{}{essential}{said}", concept.label);
        let _ = writeln!(out, "{}", wrap(&line, width, "  - ", "    "));
        if concept.status != Status::Met
            && let Some(Some(sentence)) = examples.get(index)
        {
            let _ = writeln!(out, "{}", wrap(&format!("for example: {sentence}"), width, "    ", "    "));
        }
    }
    if let Some(reference) = rubric.item.references.first() {
        let _ = writeln!(out, "\n{bold}A model answer{bold:#}\n{}", wrap(reference, width, "  ", "  "));
    }
    out
}

fn summary(tallies: &[Tally]) -> String {
    if tallies.is_empty() {
        return "\nNothing was answered this time.\n".to_string();
    }
    let tries: usize = tallies.iter().map(|tally| tally.tries).sum();
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let mut out = format!("\n{}, {}\n", count(tallies.len(), "question"), count(tries, "answer"));
    let longest = tallies.iter().map(|tally| tally.item.len()).max().unwrap_or(0);
    for tally in tallies {
        let score = |(score, band): (f64, Band)| (words::score(score, tally.cuts), band);
        let ((last, band), (first, first_band)) = (score(tally.last), score(tally.first));
        let style = band_style(band);
        let _ = write!(out, "  {:longest$}  {style}{}{style:#} {last}", tally.item, band.name());
        if tally.tries > 1 {
            let _ = write!(out, " (first {} {first}, {} tries)", first_band.name(), tally.tries);
        }
        out.push('\n');
    }
    out
}
