//! A keyword set from references alone: what a model answer says, phrase by phrase, becomes what an answer must say.
//!
//! What the question gave away counts nothing; the rest weighs by how much its words tell. Several references are
//! alternatives: a phrase that says again what an earlier one said is another way to say it, and as many concepts are
//! needed as the shortest reference has.

use super::Lexicon;
use super::compile::analysed;
use super::pattern;
use super::phrase::{Phrase, label, phrases, tenth};
use crate::bank::{Alternative, Concept, Group, KeywordSet, Need, Text};
use crate::matching::Polarity;
use crate::similarity::asked::Asked;
use crate::similarity::model::Model;
use crate::similarity::spelling::Spellings;
use crate::similarity::words::{Kind, Words};
use crate::span::Place;
use crate::text::{Analyzer, TermId};
use std::ops::Range;

/// Share of its words that a phrase must have in common with a concept to be another way to say it.
const ALIKE: f64 = 0.6;
/// Share of a phrase's words that its pattern asks for.
const ASKED: f64 = 0.7;
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
    /// Where concepts come from: concept, reference, words.
    pub sources: Vec<(usize, usize, Range<usize>)>,
}

/// The keyword set that references imply; empty without references.
pub fn derive(question: &str, references: &[String], lexicon: &Lexicon) -> KeywordSet {
    Derived::new(question, references, lexicon, &mut Analyzer::new()).set
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
        let mut terms: Vec<Vec<TermId>> = Vec::new();
        let mut shortest = usize::MAX;
        for (at, (model, text)) in models.iter().zip(references).enumerate() {
            let phrases = phrases(model, text);
            let mut own: Vec<usize> = Vec::new();
            for phrase in &phrases {
                let alike = |known: &Vec<TermId>| {
                    let both = phrase.terms.iter().filter(|term| known.contains(term)).count() as f64;
                    both / phrase.terms.len().max(known.len()).max(1) as f64
                };
                let known = (0..terms.len())
                    .filter(|concept| !own.contains(concept))
                    .max_by(|a, b| alike(&terms[*a]).total_cmp(&alike(&terms[*b])).then(b.cmp(a)))
                    .filter(|concept| alike(&terms[*concept]) >= ALIKE);
                let alternatives = patterns(model, phrase);
                let concept = match known {
                    Some(concept) => {
                        let old = &mut derived.set.concepts[concept].alternatives;
                        for new in alternatives.0 {
                            if !old.iter().any(|one| one.pattern.value == new.pattern.value) {
                                old.push(new);
                            }
                        }
                        concept
                    }
                    // A phrase of signs alone can be compared, but no pattern asks for it.
                    None if terms.len() < MOST && !alternatives.0.is_empty() => {
                        let label = label(model, text, phrase);
                        let id = id(model, phrase, &derived.set.concepts);
                        derived.set.concepts.push(Concept {
                            id,
                            label,
                            weight: phrase.weight,
                            required: false,
                            alternatives: alternatives.0,
                            partial: alternatives.1,
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
                derived.sources.push((concept, at, phrase.words.clone()));
            }
            if !own.is_empty() {
                shortest = shortest.min(own.len());
            }
        }
        let concepts = &derived.set.concepts;
        if models.len() > 1 && concepts.len() > shortest {
            let mean = concepts.iter().map(|concept| concept.weight).sum::<f64>() / concepts.len() as f64;
            derived.set.groups.push(Group {
                id: "references".into(),
                label: "What one of the references says".into(),
                weight: tenth(mean * shortest as f64),
                need: Some(Need::Count(shortest as u32)),
                max: None,
                of: concepts.iter().map(|concept| text(concept.id.clone())).collect(),
                place: Place::default(),
            });
        }
        derived.models = models;
        derived
    }
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

/// The patterns of a phrase: most of its words in one sentence; and half of them for half the credit.
fn patterns(model: &Model, phrase: &Phrase) -> (Vec<Alternative>, Vec<Alternative>) {
    let words = wanted(model, phrase);
    let denied = phrase.words.clone().any(|at| model.words.words[at].kind == Kind::Negator);
    let most = pattern_of(&words, ASKED, denied);
    let half = (words.len() > 2).then(|| pattern_of(&words, 0.4, denied)).flatten();
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
