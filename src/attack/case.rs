//! All attacked answers of one item: which probe does what to which answer.

use super::edit::{Edit, Parsed, apply, join};
use super::probe::Probe;
use super::subject::Subject;
use super::{exchange, junk, negate, padding, removal, surface};
use crate::bank::{Antonyms, Glossary};
use crate::rubric::Rubric;
use crate::scoring::{Grade, Scorer, Status};
use crate::text::{Analyzer, TermId};

/// An answer before and after an attack.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The probe.
    pub probe: Probe,
    /// The answer before; empty where the attack is an answer of its own.
    pub base: String,
    /// The answer after.
    pub attacked: String,
}

/// What probes need beside the item.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// Pairs of opposites.
    pub antonyms: Vec<(String, String)>,
    /// Words that say the same, single words alone.
    pub synonyms: Vec<Vec<String>>,
    /// A right answer of each item with its topic and the terms in it.
    pool: Vec<(String, String, String, Vec<TermId>)>,
}

/// How many of the answers with the fewest words in common are candidates for an off-topic text.
const FARTHEST: usize = 20;

/// Fewest terms that a list is made of, a row in a sentence, and sentences that say nothing (three of three terms each). These
/// are what a probe takes for fooling, whatever the grader's rules ask for: fewer terms are a short answer, not a list. A row has
/// one more than the rule asks for (`scoring/framed.rs`): a word of a reference that looks like a verb is no term there.
const LISTED: usize = 5;
const FRAMED: usize = 6;
const DRESSED: usize = 9;

impl Material {
    /// Gathers it from a glossary and all items under attack (or of the bank).
    pub fn new(glossary: &Glossary, subjects: &[Subject]) -> Self {
        let plain = |word: &str| word.chars().all(char::is_alphanumeric);
        let antonyms =
            glossary.antonyms.iter().map(|Antonyms { words: [a, b], .. }| (a.value.clone(), b.value.clone())).collect();
        let synonyms = glossary.synonyms.iter().map(|group| {
            let words = group.iter().map(|word| word.value.clone());
            words.filter(|word| plain(word)).collect::<Vec<_>>()
        });
        let synonyms = synonyms.filter(|group| group.len() > 1).collect();
        let pool = subjects
            .iter()
            .filter_map(|subject| {
                let text = subject.references.iter().max_by_key(|text| text.len())?;
                Some((subject.id.clone(), subject.topic.clone(), text.clone(), terms_of(text)))
            })
            .collect();
        Material { antonyms, synonyms, pool }
    }

    /// A right answer to a question of another topic, by the seed one of those that share the fewest words with this
    /// item's question and answers: what shares words may well be about the same thing.
    fn foreign(&self, subject: &Subject) -> Option<&str> {
        let mut own: Vec<TermId> = terms_of(&subject.question);
        subject.all_right().for_each(|text| own.extend(terms_of(text)));
        own.sort_unstable();
        let mut ranked: Vec<(usize, &String, &String)> = self
            .pool
            .iter()
            .filter(|(id, topic, ..)| *topic != subject.topic && *id != subject.id && !subject.related.contains(id))
            .map(|(id, _, text, terms)| {
                (
                    1000 * terms.iter().filter(|term| own.binary_search(term).is_ok()).count() / terms.len().max(1),
                    id,
                    text,
                )
            })
            .collect();
        ranked.sort();
        ranked.truncate(FARTHEST);
        let mut seed = super::seed::Seed::of(&[&subject.id, "off-topic"]);
        ranked.get(seed.below(ranked.len())).map(|(_, _, text)| text.as_str())
    }
}

fn terms_of(text: &str) -> Vec<TermId> {
    let mut terms = crate::similarity::bm25::content_terms(&Analyzer::new().analyze(text));
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// All cases of one item for the probes asked for.
pub fn cases(
    subject: &Subject,
    material: &Material,
    rubric: &Rubric,
    scorer: &mut Scorer,
    wanted: &dyn Fn(Probe) -> bool,
) -> Vec<Case> {
    let (gibberish, foreign) = (junk::gibberish(&subject.id), material.foreign(subject));
    let mut cases = Cases { subject, material, gibberish, foreign, wanted, found: Vec::new() };
    cases.noise();
    subject.all().for_each(|base| cases.surface(base));
    subject.references.iter().for_each(|base| cases.terms(base));
    for base in subject.all_right() {
        cases.add("aside", base, padding::aside(base, &subject.id));
        let grade = scorer.grade(rubric, base);
        // What earns nothing cannot fall.
        if grade.score > 0.0 {
            cases.meaning(base, &grade, rubric);
        }
    }
    for base in &subject.wrong {
        cases.add("adorned", base, padding::adorned(base, &subject.id));
    }
    cases.found
}

/// Cases as they are gathered.
struct Cases<'a> {
    subject: &'a Subject,
    material: &'a Material,
    gibberish: String,
    /// An answer to another question.
    foreign: Option<&'a str>,
    wanted: &'a dyn Fn(Probe) -> bool,
    found: Vec<Case>,
}

impl Cases<'_> {
    /// Adds an attack by the name of its probe, where it is wanted, possible, and changes something.
    fn add(&mut self, name: &str, base: &str, attacked: impl Into<Option<String>>) {
        debug_assert!(Probe::named(name).is_some(), "the table in `probe` has no `{name}`");
        let Some(probe) = Probe::named(name).filter(|probe| (self.wanted)(*probe)) else { return };
        if let Some(attacked) = attacked.into().filter(|attacked| attacked != base) {
            self.found.push(Case { probe, base: base.to_string(), attacked });
        }
    }

    /// What is no answer, by itself.
    fn noise(&mut self) {
        self.add("question", "", self.subject.question.clone());
        self.add("gibberish", "", self.gibberish.clone());
        self.add("instruction", "", junk::instruction(&self.subject.id).to_string());
        self.add("off-topic", "", self.foreign.map(String::from));
    }

    /// What is no answer around one, and the answer written otherwise.
    fn surface(&mut self, base: &str) {
        let (subject, id) = (self.subject, self.subject.id.as_str());
        self.around("gibberish", base, &self.gibberish.clone());
        self.around("instruction", base, junk::instruction(id));
        if let Some(text) = self.foreign {
            self.around("off-topic", base, text);
        }
        self.add("elsewhere", base, join(base, junk::elsewhere(id)));
        self.add("lower-case", base, surface::lower(base));
        self.add("upper-case", base, surface::upper(base));
        self.add("punctuation", base, surface::punctuation(base));
        self.add("unpunctuated", base, surface::unpunctuated(base));
        self.add("run-on", base, surface::run_on(base));
        self.add("contractions", base, surface::contractions(base));
        self.add("typos", base, surface::typos(base, id));
        self.add("synonyms", base, surface::synonyms(base, &self.material.synonyms, id));
        self.add("order", base, surface::order(base, &subject.sides));
    }

    fn around(&mut self, name: &str, base: &str, text: &str) {
        self.add(&format!("{name}-before"), base, join(text, base));
        self.add(&format!("{name}-after"), base, join(base, text));
    }

    /// The terms of a reference in place of its sentences.
    fn terms(&mut self, base: &str) {
        let terms = junk::terms(base);
        if terms.len() < LISTED {
            return;
        }
        let mixed = junk::shuffled(terms.clone(), &self.subject.id);
        self.add("terms-commas", "", terms.join(", "));
        self.add("terms-spaces", "", terms.join(" "));
        self.add("terms-told", "", junk::told(&terms, &self.subject.id));
        self.add("terms-shuffled", "", mixed.join(", "));
        self.add("terms-shuffled-spaces", "", mixed.join(" "));
        if terms.len() >= FRAMED {
            self.add("terms-framed", "", junk::framed(&terms, &self.subject.id));
        }
        if terms.len() >= DRESSED {
            self.add("terms-dressed", "", junk::dressed(&terms));
        }
    }

    /// A right answer that says something else: denied, exchanged, or with something left out.
    fn meaning(&mut self, base: &str, grade: &Grade, rubric: &Rubric) {
        self.add("negated", base, negate::negated(base));
        self.add("denied", base, negate::denied(base));
        let parsed = Parsed::new(base);
        self.add("sides", base, apply(base, exchange::sides(&parsed, &self.subject.sides)));
        let exchanges = [
            ("numbers", "numbers-anywhere", exchange::numbers(&parsed)),
            ("antonyms", "antonyms-anywhere", exchange::opposites(&parsed, &self.material.antonyms)),
        ];
        for (credited, anywhere, edits) in exchanges {
            if edits.is_empty() {
                continue;
            }
            let attacked = apply(base, edits.clone());
            if in_evidence(grade, &edits) {
                self.add(credited, base, attacked.clone());
            }
            self.add(anywhere, base, attacked);
        }
        for attacked in removal::removals(base, grade, rubric) {
            self.add("deleted", base, attacked);
        }
    }
}

/// Whether some edit touches what a score rests on: evidence of a concept that is met, or, without concepts, anything.
fn in_evidence(grade: &Grade, edits: &[Edit]) -> bool {
    let mut met = grade.concepts.iter().filter(|concept| concept.status == Status::Met).peekable();
    if grade.concepts.is_empty() {
        return true;
    }
    met.any(|concept| {
        let touches = |edit: &Edit| {
            concept.evidence.iter().any(|piece| piece.start < edit.range.end && edit.range.start < piece.end)
        };
        edits.iter().any(touches)
    })
}
