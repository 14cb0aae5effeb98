//! All attacked answers of one item: which probe does what to which answer.

use super::edit::{Edit, Parsed, apply, join};
use super::probe::Probe;
use super::subject::Subject;
use super::{exchange, junk, negate, padding, removal, surface};
use crate::bank::Glossary;
use crate::rubric::Rubric;
use crate::scoring::{Grade, Grader, Status};
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

impl Material {
    /// Gathers it from a glossary and all items under attack (or of the bank).
    pub fn new(glossary: &Glossary, subjects: &[Subject]) -> Self {
        let plain = |word: &str| word.chars().all(char::is_alphanumeric);
        let antonyms = glossary.antonyms.iter().map(|(a, b)| (a.value.clone(), b.value.clone())).collect();
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
    grader: &mut Grader,
    wanted: &dyn Fn(Probe) -> bool,
) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |name: &str, base: &str, attacked: String| {
        debug_assert!(Probe::named(name).is_some(), "the table in `probe` has no `{name}`");
        if let Some(probe) = Probe::named(name).filter(|probe| wanted(*probe))
            && attacked != base
        {
            cases.push(Case { probe, base: base.to_string(), attacked });
        }
    };
    let id = subject.id.as_str();
    let gibberish = junk::gibberish(id);
    let instruction = junk::instruction(id);
    let foreign = material.foreign(subject);
    add("question", "", subject.question.clone());
    add("gibberish", "", gibberish.clone());
    add("instruction", "", instruction.to_string());
    if let Some(text) = foreign {
        add("off-topic", "", text.to_string());
    }
    for base in subject.all() {
        let mut around = |name: &str, text: &str| {
            add(&format!("{name}-before"), base, join(text, base));
            add(&format!("{name}-after"), base, join(base, text));
        };
        around("gibberish", &gibberish);
        around("instruction", instruction);
        if let Some(text) = foreign {
            around("off-topic", text);
        }
        add("elsewhere", base, join(base, junk::elsewhere(id)));
        add("lower-case", base, surface::lower(base));
        add("upper-case", base, surface::upper(base));
        add("punctuation", base, surface::punctuation(base));
        let changed = [
            ("contractions", surface::contractions(base)),
            ("typos", surface::typos(base, id)),
            ("synonyms", surface::synonyms(base, &material.synonyms, id)),
            ("order", surface::order(base, &subject.sides)),
        ];
        for (name, attacked) in changed {
            attacked.into_iter().for_each(|attacked| add(name, base, attacked));
        }
    }
    for base in &subject.references {
        let terms = junk::terms(base);
        // Fewer terms are a short answer, not a list.
        if terms.len() >= 5 {
            let mixed = junk::shuffled(terms.clone(), id);
            add("terms-commas", "", terms.join(", "));
            add("terms-spaces", "", terms.join(" "));
            add("terms-shuffled", "", mixed.join(", "));
            add("terms-shuffled-spaces", "", mixed.join(" "));
            if terms.len() >= 9 {
                add("terms-dressed", "", junk::dressed(&terms));
            }
        }
    }
    for base in subject.all_right() {
        add("aside", base, padding::aside(base, id));
        let grade = grader.grade(rubric, base);
        // What earns nothing cannot fall.
        if grade.score <= 0.0 {
            continue;
        }
        if let Some(attacked) = negate::negated(base) {
            add("negated", base, attacked);
        }
        add("denied", base, negate::denied(base));
        let parsed = Parsed::new(base);
        add("sides", base, apply(base, exchange::sides(&parsed, &subject.sides)));
        let exchanges = [
            ("numbers", "numbers-anywhere", exchange::numbers(&parsed)),
            ("antonyms", "antonyms-anywhere", exchange::opposites(&parsed, &material.antonyms)),
        ];
        for (credited, anywhere, edits) in exchanges {
            if edits.is_empty() {
                continue;
            }
            let attacked = apply(base, edits.clone());
            if in_evidence(&grade, &edits) {
                add(credited, base, attacked.clone());
            }
            add(anywhere, base, attacked);
        }
        for attacked in removal::removals(base, &grade, rubric) {
            add("deleted", base, attacked);
        }
    }
    for base in &subject.wrong {
        if let Some(attacked) = padding::adorned(base, id) {
            add("adorned", base, attacked);
        }
    }
    cases
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
