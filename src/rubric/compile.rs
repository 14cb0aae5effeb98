//! From an item of the bank to a [`Rubric`]: patterns are parsed, their words analysed as a response would be, synonyms
//! folded in, and everything that cannot work is reported with its place.

use super::lexicon::{Lexicon, is_content};
use super::matcher::{Compiled, Element, Hook, Matcher, Prefix, Slot, Spelling, Word, class_id, exact_bit, exact_id};
use super::pattern::{self, PatternError};
use super::terms::TermTable;
use super::vocabulary::Vocabulary;
use super::{ConceptRule, Derived, GroupKind, GroupRule, RedFlags, Rubric, StatementRule};
use crate::bank::{Alternative, Bands, Glossary, Item, KeywordSet, Need, RedFlag, Text, Within};
use crate::matching::{self, fuzzy::FUZZY_FROM};
use crate::similarity::{Document, Statistics, bm25};
use crate::text::{Analyzer, Flags, TermId, Token, stem_of, term_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pattern that cannot be used, or will never count.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The pattern.
    pub text: Text,
    /// What is wrong with it and where in it.
    pub error: PatternError,
}

/// Compiles items against one bank's language and rules.
#[derive(Debug, Clone)]
pub struct Compiler {
    lexicon: Arc<Lexicon>,
    red_flags: Arc<RedFlags>,
    bands: Bands,
    /// Hash of everything bank-wide, part of each rubric's hash.
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
        let bank_hash = fingerprint(&(glossary, red_flags, bands));
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
        let empty = KeywordSet::default();
        let derived = (item.keyword_set.is_none() && !item.references.is_empty())
            .then(|| Box::new(Derived::new(&item.question, &item.references, &self.lexicon, &mut analyzer)));
        let written = item.keyword_set.as_ref();
        let set = written.or(derived.as_ref().map(|derived| &derived.set)).unwrap_or(&empty);
        let sides: Vec<&str> = set.sides.iter().map(|(name, _)| name.as_str()).collect();
        let question = analyzer.analyze(&item.question);
        let mut question_terms = bm25::content_terms(&question);
        question_terms.sort_unstable();
        question_terms.dedup();

        let mut builder = Builder::new(&self.lexicon, &mut analyzer, &mut problems, &set.sets);
        builder.sides(&set.sides);
        let group_of = |id: &str| set.groups.iter().position(|group| group.of.iter().any(|member| member.value == id));
        let mut concepts: Vec<ConceptRule> = Vec::new();
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
        let misconceptions: Vec<StatementRule> = set
            .misconceptions
            .iter()
            .map(|wrong| StatementRule {
                alternatives: builder.alternatives(&wrong.alternatives, wrong.about.as_deref(), &sides),
                cap: wrong.cap,
                penalty: wrong.penalty,
            })
            .collect();
        let mut matcher = builder.finish();
        matching::mark_given(&mut matcher, &question, &item.question, &self.lexicon);

        let bands = set.bands.unwrap_or(self.bands);
        let groups = set
            .groups
            .iter()
            .map(|group| {
                let members: Vec<usize> = group
                    .of
                    .iter()
                    .filter_map(|member| set.concepts.iter().position(|concept| concept.id == member.value))
                    .collect();
                let rule = match (group.need, group.max) {
                    (Some(Need::All), _) => GroupKind::All { weight: group.weight },
                    (Some(Need::Count(need)), _) => GroupKind::Count { need: need.max(1), weight: group.weight },
                    (None, Some(max)) => GroupKind::Max { max },
                    (None, None) => GroupKind::Max { max: f64::MAX },
                };
                GroupRule { members, rule }
            })
            .collect();
        let mut stated = super::stated::Stated::default();
        for text in item.references.iter().chain([&item.question]) {
            stated.learn(&analyzer.analyze(text));
        }
        let references: Vec<Document> = item
            .references
            .iter()
            .map(|reference| {
                Document::new(&bm25::content_terms(&analyzer.analyze(reference)), &self.lexicon.statistics)
            })
            .collect();
        let mut item = item.clone();
        if let Some(set) = &mut item.keyword_set {
            // Examples test the item; they are no part of what it asks for. Sets are, as far as patterns use them: then
            // they stand in the slots.
            set.examples.clear();
            set.sets.clear();
        }
        let slots =
            matcher.slots.iter().flat_map(|slot| slot.members.iter().flatten().flat_map(|element| &element.ids));
        let slots = slots.fold(0u64, |hash, id| hash.rotate_left(5) ^ id);
        let hash = format!("{:016x}", fingerprint(&item) ^ self.bank_hash.rotate_left(1) ^ slots);
        let vocabulary = Vocabulary::new(&question_terms, &references, matcher.table.terms());
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
        };
        (rubric, problems)
    }
}

/// A stable hash of plain data: of its postcard bytes.
fn fingerprint(value: &impl serde::Serialize) -> u64 {
    // Serialising plain data to memory cannot fail; should it ever, equal input still gives an equal hash.
    let bytes = postcard::to_stdvec(value).unwrap_or_default();
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// Collects patterns, sharing equal slots.
struct Builder<'a> {
    lexicon: &'a Lexicon,
    analyzer: &'a mut Analyzer,
    problems: &'a mut Vec<Problem>,
    sets: &'a [(String, Vec<Text>)],
    matcher: Matcher,
    index: FxHashMap<Slot, u16>,
    words: BTreeMap<(char, String, String), TermId>,
    /// Small words and negators of the patterns.
    small: FxHashSet<TermId>,
}

impl<'a> Builder<'a> {
    fn new(
        lexicon: &'a Lexicon,
        analyzer: &'a mut Analyzer,
        problems: &'a mut Vec<Problem>,
        sets: &'a [(String, Vec<Text>)],
    ) -> Self {
        Builder {
            lexicon,
            analyzer,
            problems,
            sets,
            matcher: Matcher::default(),
            index: FxHashMap::default(),
            words: BTreeMap::new(),
            small: FxHashSet::default(),
        }
    }

    fn sides(&mut self, sides: &[(String, Vec<Text>)]) {
        for (_, phrases) in sides {
            let mut members = Vec::new();
            for phrase in phrases {
                // A side is named by its name alone: `retrieves` does not name GET.
                let member: Vec<Element> =
                    self.words(&phrase.value).into_iter().map(|element| self.name(element)).collect();
                if !member.is_empty() {
                    members.push(member);
                }
            }
            let slot = self.slot(members);
            self.matcher.sides.push(slot);
        }
    }

    /// Compiles alternatives; returns the indices of those that work.
    fn alternatives(&mut self, alternatives: &[Alternative], about: Option<&str>, sides: &[&str]) -> Vec<u32> {
        let mut indices = Vec::with_capacity(alternatives.len());
        for alternative in alternatives {
            let about = alternative.about.as_deref().or(about).filter(|name| !name.is_empty());
            let about = about.and_then(|name| sides.iter().position(|side| *side == name)).map(|side| side as u8);
            let not = alternative
                .not
                .iter()
                .filter_map(|text| self.pattern(text, None, false, false, None, Vec::new()))
                .collect();
            indices.extend(self.pattern(
                &alternative.pattern,
                alternative.within,
                alternative.ordered,
                alternative.case,
                about,
                not,
            ));
        }
        indices
    }

    fn pattern(
        &mut self,
        text: &Text,
        within: Option<Within>,
        ordered: bool,
        case: bool,
        about: Option<u8>,
        not: Vec<u32>,
    ) -> Option<u32> {
        let parsed = match pattern::parse(&text.value) {
            Ok(parsed) => parsed,
            Err(errors) => {
                self.problems.extend(errors.into_iter().map(|error| Problem { text: text.clone(), error }));
                return None;
            }
        };
        let before = self.problems.len();
        let mut negated = false;
        let mut places = Vec::new();
        let mut joints = parsed.joints.clone();
        let mut segment_number = 0u8;
        for segment in &parsed.segments {
            for slot in self.segment(text, segment, case, &mut negated) {
                if ordered && !places.is_empty() {
                    segment_number += 1;
                }
                places.push((slot, segment_number));
            }
            segment_number += 1;
        }
        // Renumber, so that a segment that held small words alone leaves no hole, and joints fit.
        let mut numbers: Vec<u8> = places.iter().map(|(_, segment)| *segment).collect();
        numbers.dedup();
        if ordered || numbers.len() != parsed.segments.len() {
            joints = vec![pattern::Joint::Before(None); numbers.len().saturating_sub(1)];
        }
        for (_, segment) in &mut places {
            *segment = numbers.iter().position(|number| number == segment).unwrap_or(0) as u8;
        }
        let forbidden: Vec<u16> = parsed
            .forbidden
            .iter()
            .flat_map(|slot| self.segment(text, std::slice::from_ref(slot), case, &mut false))
            .collect();
        if self.problems.len() > before {
            return None;
        }
        if places.is_empty() {
            let error = PatternError::new(
                0..text.value.len(),
                "only small words and negators: nothing that must be said",
                "add a word with content, or put the phrase into `[ ]` to mean it literally",
            );
            self.problems.push(Problem { text: text.clone(), error });
            return None;
        }
        let within = parsed.within.or(within).unwrap_or(Within::Words(places.len() as u32 + 1));
        self.matcher.patterns.push(Compiled {
            places,
            joints,
            forbidden,
            not,
            within,
            negated,
            about,
            given: false,
            place: text.place,
        });
        Some(self.matcher.patterns.len() as u32 - 1)
    }

    /// The slots of one segment. Neighbouring plain words that form a glossary phrase become one slot.
    fn segment(&mut self, text: &Text, slots: &[pattern::Slot], case: bool, negated: &mut bool) -> Vec<u16> {
        let mut out = Vec::new();
        let mut run: Vec<Token> = Vec::new();
        for slot in slots {
            let plain = match slot.members.as_slice() {
                [member] if !slot.literal && !case => match member.as_slice() {
                    [pattern::Element::Word(word)] => Some(word),
                    _ => None,
                },
                _ => None,
            };
            if let Some(word) = plain {
                let tokens = self.tokens(word);
                let content = tokens.iter().filter(|token| is_content(token.flags)).count();
                if content <= 1 {
                    run.extend(tokens);
                    continue;
                }
                self.flush(&mut run, &mut out, negated);
                let member = self.words(word);
                out.push(self.slot(vec![member]));
                continue;
            }
            self.flush(&mut run, &mut out, negated);
            let mut members = Vec::new();
            let mut negators = 0;
            for member in &slot.members {
                for elements in self.member(text, slot, member, case) {
                    if elements.1 {
                        negators += 1;
                    }
                    members.push(elements.0);
                }
            }
            members.retain(|member| !member.is_empty());
            if members.is_empty() {
                continue;
            }
            if negators == members.len() {
                *negated = true;
                continue;
            }
            out.push(self.slot(members));
        }
        self.flush(&mut run, &mut out, negated);
        out
    }

    /// Turns a run of plain words into slots.
    fn flush(&mut self, run: &mut Vec<Token>, out: &mut Vec<u16>, negated: &mut bool) {
        let terms: Vec<TermId> = run.iter().map(|token| token.term).collect();
        let mut at = 0;
        while at < run.len() {
            if let Some((group, len)) = self.lexicon.phrase_at(&terms[at..]) {
                let element = self.element(group);
                out.push(self.slot(vec![vec![element]]));
                at += len;
                continue;
            }
            let flags = run[at].flags;
            if flags.has(Flags::NEGATOR) {
                *negated = true;
            } else if is_content(flags) {
                let element = self.element(terms[at]);
                out.push(self.slot(vec![vec![element]]));
            }
            at += 1;
        }
        run.clear();
    }

    /// A member of a literal slot as sequences of elements; the flag says that it is nothing but a negator.
    fn member(
        &mut self,
        text: &Text,
        slot: &pattern::Slot,
        member: &[pattern::Element],
        case: bool,
    ) -> Vec<(Vec<Element>, bool)> {
        if let [pattern::Element::Set(name)] = member
            && class_id(name).is_none()
        {
            let own = self
                .sets
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, words)| words.iter().map(|word| word.value.clone()).collect());
            let shared = || self.lexicon.set(name).map(<[String]>::to_vec);
            let Some(words) = own.or_else(shared) else {
                let known = self.sets.iter().map(|(known, _)| known.as_str()).chain(self.lexicon.set_names());
                let nearest = known
                    .min_by_key(|known| strsim::osa_distance(known, name))
                    .filter(|known| strsim::osa_distance(known, name) <= 3);
                let help = match nearest {
                    Some(nearest) => format!("did you mean `@{nearest}`?"),
                    None => "define it in the file's [sets], in the item's `sets` or in the glossary".to_string(),
                };
                let error = PatternError::new(slot.range.clone(), format!("there is no set `{name}`"), help);
                self.problems.push(Problem { text: text.clone(), error });
                return Vec::new();
            };
            let words: Vec<String> = words;
            return words
                .iter()
                .map(|word| (self.words(word), false))
                .filter(|(member, _)| !member.is_empty())
                .collect();
        }
        let mut elements = Vec::new();
        let mut negator = false;
        for element in member {
            match element {
                pattern::Element::Exact(token) => elements.push(self.exact(token)),
                pattern::Element::Word(word) if case => elements.push(self.exact(word)),
                pattern::Element::Word(word) => {
                    let tokens = self.tokens(word);
                    // Articles may come or go, unless there is nothing else.
                    if member.len() > 1 && tokens.iter().all(|token| token.flags.has(Flags::ARTICLE)) {
                        continue;
                    }
                    negator = tokens.len() == 1 && tokens[0].flags.has(Flags::NEGATOR);
                    let mut ids = self.words(word);
                    elements.append(&mut ids);
                }
                pattern::Element::Prefix(prefix) => {
                    let id = term_of(&format!("@prefix {prefix}"));
                    if !self.matcher.prefixes.iter().any(|known| known.text == *prefix) {
                        let mut head = [0; 3];
                        head.iter_mut().zip(prefix.bytes()).for_each(|(head, byte)| *head = byte);
                        self.matcher.prefixes.push(Prefix { head, text: prefix.clone(), id });
                    }
                    elements.push(Element { ids: vec![id] });
                }
                pattern::Element::Set(name) => match class_id(name) {
                    Some(id) => elements.push(Element { ids: vec![id] }),
                    None => {
                        let error = PatternError::new(
                            slot.range.clone(),
                            format!("the set `@{name}` stands beside other words"),
                            "a set must be a member of its own",
                        );
                        self.problems.push(Problem { text: text.clone(), error });
                    }
                },
            }
        }
        let negator = negator && elements.len() == 1;
        vec![(self.merge(elements), negator)]
    }

    /// The tokens of a pattern's words. Their spelling is kept: a typo in a response may stand for them.
    fn tokens(&mut self, words: &str) -> Vec<Token> {
        let analysis = self.analyzer.analyze(words);
        for token in &analysis.tokens {
            if !is_content(token.flags) {
                self.small.insert(token.term);
            } else if !token.flags.has(Flags::EXACT_ONLY) {
                let stem = stem_of(analysis.norm(token));
                if let Some(first) = stem.chars().next()
                    && stem.chars().count() >= FUZZY_FROM
                {
                    self.words.insert((first, stem, analysis.norm(token).to_string()), token.term);
                }
            }
        }
        analysis.tokens
    }

    fn exact(&mut self, token: &str) -> Element {
        let id = exact_id(term_of(token));
        self.matcher.exact |= exact_bit(id);
        Element { ids: vec![id] }
    }

    /// Analyses a literal phrase into elements, articles left out, glossary phrases folded into one element.
    fn words(&mut self, phrase: &str) -> Vec<Element> {
        let all = self.tokens(phrase);
        let tokens: Vec<Token> = all.iter().filter(|token| !token.flags.has(Flags::ARTICLE)).copied().collect();
        let tokens = if tokens.is_empty() { all } else { tokens };
        let terms: Vec<TermId> = tokens.iter().map(|token| token.term).collect();
        let mut elements = Vec::new();
        let mut at = 0;
        while at < terms.len() {
            let (id, len) = self.lexicon.phrase_at(&terms[at..]).unwrap_or((terms[at], 1));
            elements.push(self.element(id));
            at += len;
        }
        elements
    }

    /// Folds glossary phrases that were written as separate words of a member.
    fn merge(&mut self, elements: Vec<Element>) -> Vec<Element> {
        let heads: Vec<TermId> =
            elements.iter().map(|element| element.ids.first().copied().unwrap_or_default()).collect();
        let mut merged = Vec::new();
        let mut at = 0;
        while at < elements.len() {
            match self.lexicon.phrase_at(&heads[at..]) {
                Some((group, len)) => {
                    merged.push(self.element(group));
                    at += len;
                }
                None => {
                    merged.push(elements[at].clone());
                    at += 1;
                }
            }
        }
        merged
    }

    /// An element's ids: its own term first, then what says the same.
    fn element(&mut self, term: TermId) -> Element {
        Element { ids: self.lexicon.ids_of(term) }
    }

    /// An element that only names of the same thing fill.
    fn name(&self, element: Element) -> Element {
        match element.ids.first() {
            Some(own) => Element { ids: self.lexicon.names_of(*own) },
            None => element,
        }
    }

    fn slot(&mut self, mut members: Vec<Vec<Element>>) -> u16 {
        members.sort();
        members.dedup();
        let slot = Slot { members };
        if let Some(known) = self.index.get(&slot) {
            return *known;
        }
        let number = self.matcher.slots.len() as u16;
        self.index.insert(slot.clone(), number);
        self.matcher.slots.push(slot);
        number
    }

    /// Builds the table from terms to members.
    fn finish(self) -> Matcher {
        let Builder { lexicon, mut matcher, words, small, .. } = self;
        for ((first, stem, norm), term) in words {
            let word = Word { stem: Spelling::new(stem), norm: Spelling::new(norm), term };
            matcher.words.entry(first).or_default().push(word);
        }
        let mut hooks: Vec<(TermId, Hook)> = Vec::new();
        for (slot, compiled) in matcher.slots.iter().enumerate() {
            for (member, elements) in compiled.members.iter().enumerate() {
                // The rarest word leads: it is met least often for nothing. Small words are not counted, and common.
                let rank = |element: &Element| {
                    let id = element.ids.first().copied().unwrap_or_default();
                    (small.contains(&id), lexicon.statistics.frequency(id))
                };
                let Some(offset) = (0..elements.len()).min_by_key(|at| rank(&elements[*at])) else { continue };
                // Where one element is the whole member, it does not matter which member it is: equal hooks are one.
                let whole = elements.len() == 1;
                let hook = Hook {
                    slot: slot as u16,
                    member: if whole { 0 } else { member as u16 },
                    offset: offset as u8,
                    opposite: false,
                    whole,
                };
                hooks.extend(elements[offset].ids.iter().map(|id| (*id, hook)));
                if let [only] = elements.as_slice() {
                    let opposites = only.ids.iter().flat_map(|id| lexicon.opposites_of(*id));
                    let filled =
                        |id: &TermId| compiled.members.iter().flatten().any(|element| element.ids.contains(id));
                    hooks.extend(opposites.filter(|id| !filled(id)).map(|id| (*id, Hook { opposite: true, ..hook })));
                }
            }
        }
        hooks.sort_unstable();
        hooks.dedup();
        let mut ranges: Vec<(TermId, (u32, u32))> = Vec::new();
        for (at, (term, hook)) in hooks.iter().enumerate() {
            matcher.hooks.push(*hook);
            match ranges.last_mut() {
                Some((last, (_, end))) if last == term => *end = at as u32 + 1,
                _ => ranges.push((*term, (at as u32, at as u32 + 1))),
            }
        }
        matcher.table = TermTable::new(&ranges);
        let mut led: Vec<(u16, u32)> = Vec::new();
        for (pattern, compiled) in matcher.patterns.iter().enumerate() {
            led.extend(compiled.places.iter().map(|(slot, _)| *slot).max().map(|slot| (slot, pattern as u32)));
        }
        led.sort_unstable();
        for slot in 0..matcher.slots.len() {
            let from = led.partition_point(|(lead, _)| usize::from(*lead) < slot);
            let to = led.partition_point(|(lead, _)| usize::from(*lead) <= slot);
            matcher.leads.push((from as u32, to as u32));
        }
        matcher.led = led.into_iter().map(|(_, pattern)| pattern).collect();
        matcher
    }
}
