//! The session: which event leads to which effects.

use super::command::Command;
use super::view::{Note, Tally, View};
use super::visit::{Point, Visit};
use crate::bank::Summary;
use crate::progress::{Answered, Dispute, Draft, Help, Moment, Skip, Subject};
use crate::rubric::Rubric;
use crate::scoring;
use std::sync::Arc;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// The question asked for by [`Effect::Pick`]: `None` when there is none.
    Picked(Option<Picked>),
    /// An answer, finished.
    Answer {
        /// The text.
        text: String,
        /// An id for it that nothing else has.
        uid: String,
    },
    /// A line typed where a command or a short reply was asked for.
    Line(String),
    /// Ctrl-C, with what was written so far.
    Interrupted(String),
    /// Ctrl-D on an empty line, or the end of the input.
    End,
}

/// A question that was picked.
#[derive(Debug, Clone)]
pub struct Picked {
    /// The question.
    pub question: Summary,
    /// Concepts of it that are due.
    pub due: u32,
    /// An unfinished answer to it.
    pub draft: Option<Draft>,
}

/// Something to be done. The last effect of a step is always [`Pick`](Effect::Pick), [`Ask`](Effect::Ask) or
/// [`Over`](Effect::Over).
#[derive(Debug, Clone)]
pub enum Effect {
    /// Pick the next question and come back with [`Event::Picked`].
    Pick,
    /// Keep a finished answer.
    Record(Answered),
    /// Keep a dispute.
    Dispute(Dispute),
    /// Keep an unfinished answer.
    KeepDraft(Draft),
    /// Keep that a question was passed over; its unfinished answer is dropped.
    Skip(Skip),
    /// Show something.
    Show(View),
    /// Ask for something.
    Ask(Ask),
    /// The session is over.
    Over,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// An answer, beginning with this text: comes back as [`Event::Answer`].
    Answer(String),
    /// A command: comes back as [`Event::Line`].
    Command,
    /// The words that say a point, or an empty line for all of the answer: comes back as [`Event::Line`].
    Wording(String),
}

/// A question that is being answered.
#[derive(Debug, Clone)]
pub struct Unfinished {
    /// The item.
    pub item: String,
    /// The question's text.
    pub question: String,
    /// The most that was told about anything.
    helped: Help,
    /// The finished answer before this one.
    known: String,
}

impl Unfinished {
    /// What is written so far, as it should be kept; `None` when there is nothing to keep.
    pub fn draft(&self, text: &str, now: Moment) -> Option<Draft> {
        let text = text.trim_end();
        let worth = !text.trim().is_empty() && text != self.known;
        worth.then(|| Draft { item: self.item.clone(), moment: now, text: text.to_string(), helped: self.helped })
    }
}

/// Gives the compiled item of an id.
pub type Rubrics<'e> = &'e dyn Fn(&str) -> Option<Arc<Rubric>>;

/// A practice session.
pub struct Session<'e> {
    rubrics: Rubrics<'e>,
    /// How many questions at most.
    count: Option<usize>,
    asked: usize,
    visit: Option<Visit>,
    /// A question whose item has not been compiled yet.
    question: Option<(Summary, Help)>,
    /// The point for which words are asked.
    disputing: Option<Point>,
    tallies: Vec<Tally>,
}

impl<'e> Session<'e> {
    /// A session of at most `count` questions. An item is compiled when its first answer comes in, not before.
    pub fn new(rubrics: Rubrics<'e>, count: Option<usize>) -> Self {
        Session { rubrics, count, asked: 0, visit: None, question: None, disputing: None, tallies: Vec::new() }
    }

    /// What to do at the beginning.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.next()
    }

    /// What to do after an event.
    pub fn step(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        match event {
            Event::Picked(None) => {
                let mut effects = vec![Effect::Show(View::Note(Note::NothingLeft))];
                effects.extend(self.over());
                effects
            }
            Event::Picked(Some(picked)) => self.ask(picked),
            Event::Answer { text, uid } => self.answer(text, uid, now),
            Event::Line(line) => match self.disputing.take() {
                Some(point) => self.dispute(&point, line.trim(), now),
                None => self.command(&line, now),
            },
            Event::Interrupted(text) => {
                let mut effects = Vec::new();
                if let Some(draft) = self.unfinished().and_then(|left| left.draft(&text, now)) {
                    effects.push(Effect::KeepDraft(draft));
                    effects.push(Effect::Show(View::Note(Note::DraftKept)));
                }
                effects.extend(self.over());
                effects
            }
            Event::End => self.over(),
        }
    }

    /// The question that is being answered; `None` between questions.
    pub fn unfinished(&self) -> Option<Unfinished> {
        match (&self.visit, &self.question) {
            (Some(visit), _) => Some(Unfinished {
                item: visit.question.id.clone(),
                question: visit.question.question.clone(),
                helped: visit.most_told(),
                known: visit.answer().to_string(),
            }),
            (None, Some((question, helped))) => Some(Unfinished {
                item: question.id.clone(),
                question: question.question.clone(),
                helped: *helped,
                known: String::new(),
            }),
            (None, None) => None,
        }
    }

    fn next(&mut self) -> Vec<Effect> {
        self.settle();
        if self.count.is_some_and(|count| self.asked >= count) { self.over() } else { vec![Effect::Pick] }
    }

    fn over(&mut self) -> Vec<Effect> {
        self.settle();
        vec![Effect::Show(View::Summary(std::mem::take(&mut self.tallies))), Effect::Over]
    }

    /// Closes the current visit.
    fn settle(&mut self) {
        self.question = None;
        self.disputing = None;
        let Some(visit) = self.visit.take() else { return };
        let result = |(_, answer): &(String, String)| {
            let grade = scoring::grade(&visit.rubric, answer);
            (grade.score, grade.band)
        };
        if let (Some(first), Some(last)) = (visit.tries.first(), visit.tries.last()) {
            let tally = Tally {
                item: visit.question.id.clone(),
                cuts: visit.rubric.bands,
                tries: visit.tries.len(),
                first: result(first),
                last: result(last),
            };
            self.tallies.push(tally);
        }
    }

    fn ask(&mut self, picked: Picked) -> Vec<Effect> {
        self.asked += 1;
        let Picked { question, due, draft } = picked;
        let helped = draft.as_ref().map_or(Help::None, |draft| draft.helped);
        self.question = Some((question.clone(), helped));
        let view = View::Question { number: self.asked, of: self.count, question, due, resumed: draft.is_some() };
        let initial = draft.map(|draft| draft.text).unwrap_or_default();
        vec![Effect::Show(view), Effect::Ask(Ask::Answer(initial))]
    }

    /// The visit, which begins when its item is first needed.
    fn visit(&mut self) -> Option<&mut Visit> {
        if self.visit.is_none()
            && let Some((question, helped)) = self.question.take()
            && let Some(rubric) = (self.rubrics)(&question.id)
        {
            self.visit = Some(Visit::new(question, rubric, helped));
        }
        self.visit.as_mut()
    }

    fn answer(&mut self, text: String, uid: String, now: Moment) -> Vec<Effect> {
        let text = text.trim().to_string();
        let Some(visit) = self.visit() else { return self.next() };
        if text.is_empty() {
            return vec![Effect::Show(View::Note(Note::NothingWritten)), Effect::Ask(Ask::Command)];
        }
        let before = visit.tries.last().map(|(_, answer)| answer.clone());
        let answered = visit.take(uid, text.clone(), now);
        let points = visit.points();
        let view = View::Result { rubric: Arc::clone(&visit.rubric), answer: text, before, points };
        vec![Effect::Record(answered), Effect::Show(view), Effect::Ask(Ask::Command)]
    }

    fn command(&mut self, line: &str, now: Moment) -> Vec<Effect> {
        let note = |note| vec![Effect::Show(View::Note(note)), Effect::Ask(Ask::Command)];
        if line.trim().is_empty() {
            return note(Note::Commands);
        }
        let Some((command, rest)) = Command::parse(line) else {
            return note(Note::NoSuchCommand(line.trim().to_string()));
        };
        match command {
            Command::Help => note(Note::Commands),
            Command::Quit => self.over(),
            Command::Next => {
                let skipped = self.visit.as_ref().filter(|visit| visit.tries.is_empty());
                let skip = skipped.map(|visit| Skip { item: visit.question.id.clone(), moment: now });
                let mut effects: Vec<Effect> = skip.map(Effect::Skip).into_iter().collect();
                effects.extend(self.next());
                effects
            }
            Command::Again => {
                let initial = self.visit.as_ref().map(|visit| visit.answer().to_string()).unwrap_or_default();
                vec![Effect::Ask(Ask::Answer(initial))]
            }
            Command::Hint => self.hint(rest),
            Command::FollowUp => self.follow_up(),
            Command::Show => match self.visit() {
                Some(visit) => {
                    visit.show();
                    let view = View::Key { rubric: Arc::clone(&visit.rubric), answer: visit.answer().to_string() };
                    vec![Effect::Show(view), Effect::Ask(Ask::Command)]
                }
                None => self.next(),
            },
            Command::Right => self.right(rest, now),
        }
    }

    fn hint(&mut self, name: &str) -> Vec<Effect> {
        let Some(visit) = self.visit() else { return self.next() };
        let concepts = visit.rubric.concepts.len();
        let points: Vec<Point> = visit.points().into_iter().filter(|point| point.index < concepts).collect();
        let note = |note| vec![Effect::Show(View::Note(note)), Effect::Ask(Ask::Command)];
        if points.is_empty() {
            return note(Note::NothingMissing);
        }
        let chosen = if name.is_empty() {
            visit.by_gain().into_iter().find(|concept| visit.can_tell(*concept))
        } else {
            match points.iter().find(|point| point.name.eq_ignore_ascii_case(name)) {
                Some(point) => Some(point.index),
                None => return note(Note::NoSuchPoint(names(&points))),
            }
        };
        let point = chosen.and_then(|concept| points.iter().find(|point| point.index == concept));
        let Some(point) = point else { return note(Note::NothingMoreToTell) };
        match visit.tell(point.index) {
            Some((aid, text)) => {
                let more = visit.can_tell(point.index);
                let view = View::Told { name: point.name.clone(), aid, text, more };
                vec![Effect::Show(view), Effect::Ask(Ask::Command)]
            }
            None => note(Note::NothingMoreToTell),
        }
    }

    fn follow_up(&mut self) -> Vec<Effect> {
        let Some(visit) = self.visit() else { return self.next() };
        let view = if visit.tries.is_empty() {
            View::Note(Note::NoAnswerYet)
        } else {
            match visit.follow_up() {
                Some(question) => View::FollowUp(question),
                None => View::NoFollowUp { asked: visit.followed > 0, related: visit.rubric.item.related.clone() },
            }
        };
        vec![Effect::Show(view), Effect::Ask(Ask::Command)]
    }

    fn right(&mut self, rest: &str, now: Moment) -> Vec<Effect> {
        let note = |note| vec![Effect::Show(View::Note(note)), Effect::Ask(Ask::Command)];
        let Some(visit) = self.visit() else { return self.next() };
        if visit.tries.is_empty() {
            return note(Note::NoAnswerYet);
        }
        let points = visit.points();
        let (name, wording) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let point = match (name, points.as_slice()) {
            (_, []) => return note(Note::NothingMissing),
            ("", [only]) => only.clone(),
            ("", _) => return note(Note::WhichPoint(names(&points))),
            (name, points) => match points.iter().find(|point| point.name.eq_ignore_ascii_case(name)) {
                Some(point) => point.clone(),
                None => return note(Note::NoSuchPoint(names(points))),
            },
        };
        if wording.trim().is_empty() {
            let ask = Effect::Ask(Ask::Wording(point.name.clone()));
            self.disputing = Some(point);
            return vec![ask];
        }
        self.dispute(&point, wording.trim(), now)
    }

    fn dispute(&mut self, point: &Point, wording: &str, now: Moment) -> Vec<Effect> {
        let Some(visit) = &self.visit else { return vec![Effect::Ask(Ask::Command)] };
        let Some((answer, text)) = visit.tries.last() else { return vec![Effect::Ask(Ask::Command)] };
        let wording = if wording.is_empty() { text.as_str() } else { wording };
        let (kind, id) = match &point.subject {
            Subject::Concept(id) => ("concept", id),
            Subject::Misconception(id) => ("misconception", id),
        };
        let dispute = Dispute {
            // The same dispute twice is one.
            uid: format!("{answer}-{kind}-{id}"),
            moment: now,
            item: visit.question.id.clone(),
            answer: answer.clone(),
            subject: point.subject.clone(),
            wording: wording.to_string(),
        };
        let view = View::Disputed { name: point.name.clone(), wording: wording.to_string() };
        vec![Effect::Dispute(dispute), Effect::Show(view), Effect::Ask(Ask::Command)]
    }
}

fn names(points: &[Point]) -> Vec<String> {
    points.iter().map(|point| point.name.clone()).collect()
}
