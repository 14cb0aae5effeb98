//! From an item of the bank to a [`Rubric`]: patterns are parsed, their words analysed as a response would be, synonyms
//! folded in, what the question itself meets is marked, and everything that cannot work is reported with its place.

use crate::bank::{Bands, Glossary, Group, Item, KeywordSet, Need, RedFlag, Text};
use crate::matching;
use crate::rubric::builder::Builder;
use crate::rubric::derive::analysed;
use crate::rubric::kept::Kept;
use crate::rubric::stated::Stated;
use crate::rubric::{
    ConceptRule, Derived, GroupKind, GroupRule, Lexicon, Matcher, Problem, RedFlags, Rubric, StatementRule, Vocabulary,
};
use crate::similarity::{Document, Statistics, bm25};
use crate::text::{Analyzer, fnv};
use std::sync::Arc;

/// Compiles items against one bank's language and rules.
#[derive(Debug, Clone)]
pub struct Compiler {
    lexicon: Arc<Lexicon>,
    red_flags: Arc<RedFlags>,
    bands: Bands,
    /// Hash of everything bank-wide, part of each rubric's hash: glossary, red flags, cut points, and how common words are in
    /// the references of all items, which weighs what an answer has of its own.
    bank_hash: u64,
    /// Problems found in bank-wide patterns.
    pub problems: Vec<Problem>,
}

impl Compiler {
    /// Prepares a bank's language: glossary, statistics, red flags and default cut points.
    pub fn new(glossary: &Glossary, statistics: Statistics, red_flags: &[RedFlag], bands: Bands) -> Self {
        let lexicon = Arc::new(Lexicon::new(glossary, statistics));
        let mut analyzer = Analyzer::new();
        let mut problems = Vec::new();
        let mut builder = Builder::new(&lexicon, &mut analyzer, &mut problems, &[]);
        let flags =
            red_flags.iter().map(|flag| (flag.clone(), builder.alternatives(&flag.alternatives, None, &[]))).collect();
        let matcher = builder.finish();
        let bank_hash = fingerprint(&(glossary, red_flags, bands, &lexicon.statistics));
        Compiler { lexicon, red_flags: Arc::new(RedFlags { matcher, flags }), bands, bank_hash, problems }
    }

    /// The compiled language.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Compiles one item. Patterns that cannot be used are left out and reported.
    pub fn compile(&self, item: &Item) -> (Rubric, Vec<Problem>) {
        let mut analyzer = Analyzer::new();
        let mut problems = Vec::new();
        let derived = (item.keyword_set.is_none() && !item.references.is_empty())
            .then(|| Box::new(Derived::new(&item.question, &item.references, &self.lexicon, &mut analyzer)));
        let empty = KeywordSet::default();
        let written = item.keyword_set.as_ref();
        let set = written.or(derived.as_ref().map(|derived| &derived.set)).unwrap_or(&empty);
        let builder = Builder::new(&self.lexicon, &mut analyzer, &mut problems, &set.sets);
        let (mut matcher, concepts, misconceptions) = patterns(set, builder);
        let (bands, groups) = (set.bands.unwrap_or(self.bands), groups(set));

        let question = analyzer.analyze(analysed(&item.question));
        matching::mark_given(&mut matcher, &question, &item.question, &self.lexicon);
        let mut question_terms = bm25::content_terms(&question);
        question_terms.sort_unstable();
        question_terms.dedup();
        let mut stated = Stated::default();
        stated.learn(&question);
        let mut references: Vec<Document> = Vec::with_capacity(item.references.len());
        for reference in &item.references {
            let reference = analyzer.analyze(analysed(reference));
            stated.learn(&reference);
            references.push(Document::new(&bm25::content_terms(&reference), &self.lexicon.statistics));
        }

        let item = asked(item);
        let hash = self.hash(&item, &matcher);
        let vocabulary = Vocabulary::new(&question_terms, &references, &mut matcher.terms);
        let rubric = Rubric {
            vocabulary,
            hash,
            bands,
            lexicon: Arc::clone(&self.lexicon),
            red_flags: Arc::clone(&self.red_flags),
            matcher,
            concepts,
            groups,
            misconceptions,
            question_terms,
            stated,
            derived,
            item,
            kept: Kept::default(),
        };
        (rubric, problems)
    }

    /// Identifies an item (see [`asked`]) as compiled: what it says, what of word sets its patterns use, and the bank's
    /// language and rules.
    fn hash(&self, item: &Item, matcher: &Matcher) -> String {
        let slots = matcher.slots.ids().iter().fold(0u64, |hash, id| hash.rotate_left(5) ^ id);
        format!("{:016x}", fingerprint(item) ^ self.bank_hash.rotate_left(1) ^ slots)
    }
}

/// An item with what it asks for alone. Examples test it. Word sets are asked for as far as patterns use them, and then they
/// stand in the slots.
fn asked(item: &Item) -> Item {
    let mut item = item.clone();
    if let Some(set) = &mut item.keyword_set {
        set.examples.clear();
        set.sets.clear();
    }
    item
}

/// The patterns of a keyword set, and what each concept and each misconception asks for.
fn patterns(set: &KeywordSet, mut builder: Builder) -> (Matcher, Vec<ConceptRule>, Vec<StatementRule>) {
    builder.sides(&set.sides);
    let sides: Vec<&str> = set.sides.iter().map(|(name, _)| name.as_str()).collect();
    let group_of = |id: &str| set.groups.iter().position(|group| group.of.iter().any(|member| member.value == id));
    let mut concepts = Vec::with_capacity(set.concepts.len());
    for concept in &set.concepts {
        let about = concept.about.as_deref();
        concepts.push(ConceptRule {
            alternatives: builder.alternatives(&concept.alternatives, about, &sides),
            partial: builder.alternatives(&concept.partial, about, &sides),
            weight: concept.weight,
            required: concept.required,
            group: group_of(&concept.id),
        });
    }
    let mut misconceptions = Vec::with_capacity(set.misconceptions.len());
    for wrong in &set.misconceptions {
        misconceptions.push(StatementRule {
            alternatives: builder.alternatives(&wrong.alternatives, wrong.about.as_deref(), &sides),
            cap: wrong.cap,
            penalty: wrong.penalty,
        });
    }
    (builder.finish(), concepts, misconceptions)
}

/// The groups of a keyword set, with members by number.
fn groups(set: &KeywordSet) -> Vec<GroupRule> {
    let number = |member: &Text| set.concepts.iter().position(|concept| concept.id == member.value);
    let rule = |group: &Group| match (group.need, group.max) {
        (Some(Need::All), _) => GroupKind::All { weight: group.weight },
        (Some(Need::Count(need)), _) => GroupKind::Count { need: need.max(1), weight: group.weight },
        (None, Some(max)) => GroupKind::Max { max },
        (None, None) => GroupKind::Max { max: f64::MAX },
    };
    let compiled =
        |group: &Group| GroupRule { members: group.of.iter().filter_map(number).collect(), rule: rule(group) };
    set.groups.iter().map(compiled).collect()
}

/// A stable hash of plain data: of its postcard bytes.
fn fingerprint(value: &impl serde::Serialize) -> u64 {
    // Texts, numbers and lists of them always have such bytes. A field that had none would give all items one hash, so it
    // must not go unseen.
    let bytes = postcard::to_stdvec(value).unwrap_or_else(|error| panic!("what an item says has no bytes: {error}"));
    fnv(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::ser::{Serialize, SerializeSeq, Serializer};

    /// A list that does not say how long it is: postcard has no bytes for it.
    struct Endless;

    impl Serialize for Endless {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_seq(None)?.end()
        }
    }

    #[test]
    #[should_panic(expected = "has no bytes")]
    fn what_cannot_be_hashed_is_told() {
        assert_ne!(fingerprint(&"one"), fingerprint(&"other"));
        fingerprint(&Endless);
    }

    #[test]
    fn every_item_has_a_hash_of_its_own() {
        let engine = crate::engine::Engine::shipped();
        let ids: Vec<&str> = engine.bank().summaries().iter().map(|item| item.id.as_str()).collect();
        let hash = |id: &&str| engine.rubric(id).expect("an item").hash.clone();
        let hashes: std::collections::BTreeSet<String> = ids.iter().map(hash).collect();
        assert_eq!(hashes.len(), ids.len());
    }
}
