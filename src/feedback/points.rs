//! The points of one answer in words, each at every level of disclosure.

use super::leak::{Reader, Watch};
use super::{Reveal, said_well};
use crate::bank::Kind;
use crate::rubric::Rubric;
use crate::rubric::kept::Reading;
use crate::scoring::{Evidence, Grade};
use rustc_hash::FxHashMap;

/// Words the concepts and misconceptions of one graded answer.
pub struct Points<'a> {
    rubric: &'a Rubric,
    grade: &'a Grade<'a>,
    answer: &'a str,
    /// Made when a message below [`Reveal::Label`] is first asked for.
    watch: Option<Watch<'a>>,
}

impl<'a> Points<'a> {
    /// The points of `grade`, which `answer` got.
    pub fn new(rubric: &'a Rubric, grade: &'a Grade<'a>, answer: &'a str) -> Self {
        Points { rubric, grade, answer, watch: None }
    }

    /// The grade.
    pub fn grade(&self) -> &'a Grade<'a> {
        self.grade
    }

    /// The answer.
    pub fn answer(&self) -> &'a str {
        self.answer
    }

    /// The item.
    pub fn rubric(&self) -> &'a Rubric {
        self.rubric
    }

    /// Whether a text may be said at this level.
    pub fn may_say(&mut self, text: &str, reveal: Reveal) -> bool {
        if reveal >= Reveal::Label {
            return true;
        }
        let (rubric, grade, answer) = (self.rubric, self.grade, self.answer);
        let watch = self
            .watch
            .get_or_insert_with(|| Watch::new(rubric, grade.concepts.iter().map(|concept| concept.status), answer));
        match readings(rubric).get(text) {
            Some(reading) => watch.leak_of(text, reading).is_none(),
            None => watch.leak(text).is_none(),
        }
    }

    /// What may be told about a concept at this level, or else what the next lower level tells. Where there is a hint, it
    /// takes the place of the label: a sentence should teach, and lists name what is missing.
    pub fn tell(&mut self, concept: usize, reveal: Reveal) -> String {
        let has_hint = hint(self.rubric, concept).is_some();
        let levels = Reveal::ALL.into_iter().rev().filter(|level| *level <= reveal);
        let mut levels = levels.filter(|level| *level != Reveal::Label || !has_hint);
        levels
            .find_map(|level| {
                let text = words(self.rubric, concept, level)?;
                // What is said at a level is judged by that level: nothing has to be kept back from `label` on.
                self.may_say(&text, reveal).then_some(text)
            })
            .unwrap_or_else(|| "Say more.".to_string())
    }

    /// What exactly this level tells about a concept, as a sentence; `None` where it has nothing to tell.
    pub fn at(&mut self, concept: usize, level: Reveal) -> Option<String> {
        let text = words(self.rubric, concept, level)?;
        self.may_say(&text, level).then_some(text)
    }

    /// What an interviewer would ask to be told a concept, unless the question gives it away.
    pub fn question(&mut self, concept: usize) -> Option<String> {
        let question = self.rubric.item.keyword_set.as_ref()?.concepts.get(concept)?.follow_up.clone()?;
        self.may_say(&question, Reveal::Hint).then_some(question)
    }

    /// What sort of point a concept is, without a word about what it says; below [`Reveal::Label`] only.
    pub fn nudge(&mut self, concept: usize) -> String {
        let nudge = sort_of(self.rubric, concept);
        if self.may_say(&nudge, Reveal::Topic) { nudge } else { "a point".to_string() }
    }

    /// What is wrong about a misconception (by its place in the grade), with what is right as far as the level allows.
    pub fn correction(&mut self, wrong: usize, reveal: Reveal) -> String {
        let statement = &self.grade.misconceptions[wrong];
        let correction = statement.correction.unwrap_or_default();
        if reveal >= Reveal::Label {
            return format!("{}: {correction}", statement.label);
        }
        let right = if self.may_say(correction, reveal) { correction } else { "" };
        format!("Not so: {}. {right}", self.said_wrong(wrong)).trim_end().to_string()
    }

    /// What the candidate said that is a misconception, in quotes.
    pub fn said_wrong(&self, wrong: usize) -> String {
        self.quoted(self.grade.misconceptions[wrong].evidence.first())
    }

    /// That an answer says the contrary of a concept.
    pub fn contrary(&mut self, concept: usize, reveal: Reveal) -> String {
        let concept = &self.grade.concepts[concept];
        if reveal >= Reveal::Label {
            return format!("Your answer says the contrary of: {}.", concept.label);
        }
        format!("The wrong way round: {}.", self.quoted(concept.evidence.first()))
    }

    /// What the candidate said of a concept, in quotes.
    pub fn said(&self, concept: usize) -> String {
        self.quoted(self.grade.concepts[concept].evidence.first())
    }

    /// The candidate's own words.
    fn quoted(&self, evidence: Option<&Evidence>) -> String {
        let Some(words) = evidence.and_then(|evidence| self.answer.get(evidence.start..evidence.end)) else {
            return "one of these statements".to_string();
        };
        // On one line, and nothing in it that a terminal would obey.
        let plain = words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        format!("\"{}\"", plain.collect::<Vec<_>>().join(" "))
    }
}

/// What exactly a level tells about a concept, as a sentence; `None` where it has nothing to tell.
fn words(rubric: &Rubric, concept: usize, level: Reveal) -> Option<String> {
    let is_essential = || rubric.concepts.get(concept).is_some_and(|rule| rule.required);
    Some(match level {
        Reveal::Topic if is_essential() => format!("It is essential: {}.", sort_of(rubric, concept)),
        Reveal::Topic => format!("It is {}.", sort_of(rubric, concept)),
        Reveal::Hint => hint(rubric, concept)?.to_string(),
        Reveal::Label => format!("Say: {}.", rubric.set()?.concepts.get(concept)?.label),
        Reveal::Answer => format!("A good answer says: \"{}\"", said_well(rubric, concept)?),
    })
}

fn hint(rubric: &Rubric, concept: usize) -> Option<&str> {
    rubric.item.keyword_set.as_ref()?.concepts.get(concept)?.hint.as_deref()
}

fn sort_of(rubric: &Rubric, concept: usize) -> String {
    let about = rubric.set().and_then(|set| set.concepts.get(concept)?.about.as_deref());
    match about.and_then(|name| side(rubric, name)) {
        Some(side) => format!("a point about {side}"),
        None => match rubric.item.kind {
            Kind::Definition => "a part of what it is or does",
            Kind::Comparison => "a difference, or when to use which",
            Kind::Procedure => "a step or means",
            Kind::Design => "a part of the design or a trade-off",
            Kind::Experience => "a part of the story: what you did, why, or what came of it",
        }
        .to_string(),
    }
}

/// A side of a comparison as the question spells it; `None` where the question does not name it.
fn side<'r>(rubric: &'r Rubric, name: &str) -> Option<&'r str> {
    let set = rubric.set()?;
    let (_, phrases) = set.sides.iter().find(|(known, _)| known == name)?;
    let question = &rubric.item.question;
    // Byte offsets hold in the original as long as lower-casing keeps lengths, which it does in ASCII.
    let lower = question.to_ascii_lowercase();
    let found = |phrase: &str| {
        let at = lower.find(&phrase.to_ascii_lowercase())?;
        question.get(at..at + phrase.len())
    };
    phrases.iter().find_map(|phrase| found(&phrase.value))
}

/// What messages may say of an item whatever the answer is, read once. Any other text is read when it is to be said.
fn readings(rubric: &Rubric) -> &FxHashMap<String, Reading> {
    rubric.kept.readings.get_or_init(|| {
        let mut reader = Reader::default();
        let mut readings = FxHashMap::default();
        for text in fixed(rubric) {
            readings.entry(text).or_insert_with_key(|text| reader.read(rubric, text));
        }
        readings
    })
}

fn fixed(rubric: &Rubric) -> Vec<String> {
    let Some(set) = rubric.set() else { return Vec::new() };
    let mut texts = Vec::new();
    for (at, concept) in set.concepts.iter().enumerate() {
        texts.extend([sort_of(rubric, at), concept.label.clone(), concept.id.clone()]);
        texts.extend([Reveal::Topic, Reveal::Hint].into_iter().filter_map(|level| words(rubric, at, level)));
        texts.extend(concept.follow_up.clone());
    }
    texts.extend(set.groups.iter().flat_map(|group| [group.label.clone(), group.id.clone()]));
    texts.extend(set.misconceptions.iter().map(|wrong| wrong.correction.clone()));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    #[test]
    fn what_has_been_read_before_tells_the_same() {
        let engine = Engine::shipped();
        for id in ["gil", "django-vs-flask", "jwt", "django-signals"] {
            let rubric = engine.rubric(id).expect("an item");
            let references = rubric.item.references.iter().map(String::as_str);
            for answer in references.chain(["", "There is one lock, and signals have listeners."]) {
                let grade = crate::scoring::grade(rubric, answer);
                let statuses = || grade.concepts.iter().map(|concept| concept.status);
                let mut watch = Watch::new(rubric, statuses(), answer);
                for (text, reading) in readings(rubric) {
                    assert_eq!(watch.leak_of(text, reading), watch.leak(text), "{id}: {text}");
                }
            }
        }
    }
}
