//! A keyword set from references alone: what a model answer says, phrase by phrase, becomes what an answer must say.
//!
//! What the question gave away counts nothing; the rest weighs by how much its words tell. Several references are
//! alternatives: a phrase that says again what an earlier one said is another way to say it, and as many concepts are
//! needed as the shortest reference has.

use super::Lexicon;
use super::pattern;
use super::phrase::{Phrase, label, phrases, tenth};
use crate::bank::{Alternative, Concept, Group, KeywordSet, Need, Text};
use crate::claims::Polarity;
use crate::similarity::asked::Asked;
use crate::similarity::model::Model;
use crate::similarity::spelling::Spellings;
use crate::similarity::words::{Kind, Words};
use crate::span::Place;
use crate::text::{ANALYSED_BYTES, Analyzer, TermId, beginning};
use std::ops::Range;

/// Share of its words that a phrase must have in common with a concept to be another way to say it.
const ALIKE: f64 = 0.6;
/// Share of a phrase's words that its pattern asks for.
const ASKED: f64 = 0.7;
/// The same for half the credit.
const ASKED_PARTLY: f64 = 0.4;
/// Concepts of one item at most; a reference of many pages is not a rubric.
const MOST: usize = 48;

/// What references alone give.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// The keyword set.
    pub set: KeywordSet,
    /// The question.
    pub asked: Asked,
    /// The references.
    pub models: Vec<Model>,
    /// Words that an answer may misspell.
    pub spellings: Spellings,
    /// How many of the references differ and say something.
    pub distinct: usize,
    /// Where concepts come from; one may come from phrases of several references.
    pub sources: Vec<Source>,
}

/// A phrase from which a concept comes.
#[derive(Debug, Clone)]
pub struct Source {
    /// The concept, by index.
    pub concept: usize,
    /// The reference, by index.
    pub reference: usize,
    /// The words of the phrase in the reference.
    pub words: Range<usize>,
}

/// The keyword set that references imply; empty without references.
pub fn derive(question: &str, references: &[String], lexicon: &Lexicon) -> KeywordSet {
    Derived::new(question, references, lexicon, &mut Analyzer::new()).set
}

/// The part of a question or a reference that is analysed: as much as of a response.
pub(crate) fn analysed(text: &str) -> &str {
    beginning(text, ANALYSED_BYTES)
}

/// Prepares a question or a reference for comparing.
pub fn words_of(text: &str, analyzer: &mut Analyzer, lexicon: &Lexicon) -> Words {
    let text = analysed(text);
    let analysis = analyzer.analyze(text);
    let polarity = Polarity::read_supposed(&analysis, text);
    Words::new(&analysis, &lexicon.statistics, &polarity)
}

/// How many references differ in their content and have any.
fn distinct(models: &[Model]) -> usize {
    let content = |model: &Model| -> Vec<TermId> {
        model.words.content.iter().map(|at| model.words.words[*at as usize].term).collect()
    };
    let mut known: Vec<Vec<TermId>> = models.iter().map(content).filter(|terms| !terms.is_empty()).collect();
    known.sort_unstable();
    known.dedup();
    known.len()
}

impl Derived {
    /// Derives.
    pub fn new(question: &str, references: &[String], lexicon: &Lexicon, analyzer: &mut Analyzer) -> Self {
        let question = words_of(question, analyzer, lexicon);
        let asked = Asked::new(&question);
        let models: Vec<Model> =
            references.iter().map(|text| Model::new(words_of(text, analyzer, lexicon), &asked)).collect();
        let spellings = Spellings::new(std::iter::once(&question).chain(models.iter().map(|model| &model.words)));
        let mut derived = Derived { asked, spellings, distinct: distinct(&models), ..Derived::default() };
        let mut terms = Vec::new();
        let mut shortest = usize::MAX;
        for (at, (model, text)) in models.iter().zip(references).enumerate() {
            let said = derived.learn(at, model, text, &mut terms);
            if said > 0 {
                shortest = shortest.min(said);
            }
        }
        if models.len() > 1 && derived.set.concepts.len() > shortest {
            derived.count(shortest);
        }
        derived.models = models;
        derived
    }

    /// Adds what one reference says, phrase by phrase, to the concepts and to their `terms`. How many concepts it says.
    fn learn(&mut self, reference: usize, model: &Model, text: &str, terms: &mut Vec<Vec<TermId>>) -> usize {
        let mut own: Vec<usize> = Vec::new();
        for phrase in &phrases(model, text) {
            let (alternatives, partial) = patterns(model, phrase);
            let concept = match alike(phrase, terms, &own) {
                Some(known) => {
                    self.say_otherwise(known, alternatives);
                    known
                }
                // A phrase of signs alone can be compared, but no pattern asks for it.
                None if terms.len() < MOST && !alternatives.is_empty() => {
                    self.set.concepts.push(Concept {
                        id: id(model, phrase, &self.set.concepts),
                        label: label(model, text, phrase.words.clone()),
                        weight: phrase.weight,
                        required: false,
                        alternatives,
                        partial,
                        hint: None,
                        follow_up: None,
                        about: None,
                        place: Place::default(),
                    });
                    terms.push(phrase.terms.clone());
                    terms.len() - 1
                }
                None => continue,
            };
            own.push(concept);
            self.sources.push(Source { concept, reference, words: phrase.words.clone() });
        }
        own.len()
    }

    /// Adds further ways to say a concept.
    fn say_otherwise(&mut self, concept: usize, alternatives: Vec<Alternative>) {
        let known = &mut self.set.concepts[concept].alternatives;
        for new in alternatives {
            if !known.iter().any(|one| one.pattern.value == new.pattern.value) {
                known.push(new);
            }
        }
    }

    /// Asks for so many of all concepts.
    fn count(&mut self, need: usize) {
        let concepts = &self.set.concepts;
        let mean = concepts.iter().map(|concept| concept.weight).sum::<f64>() / concepts.len() as f64;
        self.set.groups.push(Group {
            id: "references".into(),
            label: "What one of the references says".into(),
            weight: tenth(mean * need as f64),
            need: Some(Need::Count(need as u32)),
            max: None,
            of: concepts.iter().map(|concept| text(concept.id.clone())).collect(),
            place: Place::default(),
        });
    }
}

/// The concept (by its `terms`) that a phrase says again, if it says enough of one that this reference has not said: the most
/// alike, then the first.
fn alike(phrase: &Phrase, terms: &[Vec<TermId>], own: &[usize]) -> Option<usize> {
    let share = |concept: usize| {
        let known = &terms[concept];
        let both = phrase.terms.iter().filter(|term| known.contains(term)).count() as f64;
        both / phrase.terms.len().max(known.len()).max(1) as f64
    };
    (0..terms.len())
        .filter(|concept| !own.contains(concept))
        .max_by(|a, b| share(*a).total_cmp(&share(*b)).then(b.cmp(a)))
        .filter(|concept| share(*concept) >= ALIKE)
}

fn text(value: String) -> Text {
    Text { value, place: Place::default() }
}

/// Words of a phrase that can stand in a pattern, with their weights, in order.
fn wanted<'a>(model: &'a Model, phrase: &Phrase) -> Vec<(&'a str, f64)> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for at in phrase.words.clone() {
        let word = &model.words.words[at];
        let norm = model.words.norm(word);
        if phrase.terms.contains(&word.term)
            && word.counts()
            && !seen.contains(&word.term)
            && !norm.is_empty()
            && norm.chars().all(char::is_alphanumeric)
        {
            seen.push(word.term);
            out.push((norm, word.weight));
        }
    }
    out
}

/// The patterns of a phrase: most of its words in one sentence ([`ASKED`]); and fewer ([`ASKED_PARTLY`]) for half the credit.
fn patterns(model: &Model, phrase: &Phrase) -> (Vec<Alternative>, Vec<Alternative>) {
    let words = wanted(model, phrase);
    let denied = phrase.words.clone().any(|at| model.words.words[at].kind == Kind::Negator);
    let most = pattern_of(&words, ASKED, denied);
    let half = (words.len() > 2).then(|| pattern_of(&words, ASKED_PARTLY, denied)).flatten();
    let half = half.filter(|half| Some(half) != most.as_ref());
    let alternative = |pattern: String| Alternative {
        pattern: text(pattern),
        within: None,
        ordered: false,
        not: Vec::new(),
        about: None,
        case: false,
    };
    (most.map(alternative).into_iter().collect(), half.map(alternative).into_iter().collect())
}

fn pattern_of(words: &[(&str, f64)], share: f64, denied: bool) -> Option<String> {
    let count = ((words.len() as f64 * share).ceil() as usize).max(1);
    let mut ranked: Vec<usize> = (0..words.len()).collect();
    ranked.sort_by(|a, b| words[*b].1.total_cmp(&words[*a].1).then(a.cmp(b)));
    ranked.truncate(count);
    ranked.sort_unstable();
    let mut parts: Vec<&str> = if denied { vec!["not"] } else { Vec::new() };
    parts.extend(ranked.iter().map(|at| words[*at].0));
    if ranked.len() > 1 {
        parts.push("/s");
    }
    let pattern = parts.join(" ");
    (!ranked.is_empty() && pattern::parse(&pattern).is_ok()).then_some(pattern)
}

/// A readable id: the phrase's first words.
fn id(model: &Model, phrase: &Phrase, known: &[Concept]) -> String {
    let ascii = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let words: Vec<&str> = wanted(model, phrase).into_iter().map(|word| word.0).filter(ascii).take(3).collect();
    let base = match words.first() {
        Some(first) if first.starts_with(|c: char| c.is_ascii_lowercase()) => words.join("-"),
        Some(_) => format!("say-{}", words.join("-")),
        None => "phrase".to_string(),
    };
    let mut id = base.clone();
    let mut number = 2;
    while known.iter().any(|concept| concept.id == id) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}
