//! From patterns as written to slots over term ids: their words are analysed as a response would be, synonyms folded in,
//! equal slots shared.

use super::lexicon::Lexicon;
use super::matcher::{Compiled, MOST_SEGMENTS, MOST_SIDES, Matcher, Prefix, class_id, exact_bit, exact_id};
use super::pattern::{self, Joint, PatternError};
use super::slots::{Element, MOST_ELEMENTS, MOST_MEMBERS, MOST_SLOTS, Slot, Slots};
use super::spellings::Words;
use super::{Problem, index};
use crate::bank::{Alternative, Text, Within, suggest};
use crate::text::{Analyzer, Flags, TermId, Token, term_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Collects patterns, sharing equal slots.
pub(crate) struct Builder<'a> {
    lexicon: &'a Lexicon,
    analyzer: &'a mut Analyzer,
    problems: &'a mut Vec<Problem>,
    sets: &'a [(String, Vec<Text>)],
    matcher: Matcher,
    slots: Vec<Slot>,
    /// Their numbers.
    index: FxHashMap<Slot, u16>,
    /// Words that a typo may stand for, with the terms that they lead to.
    words: FxHashMap<String, TermId>,
    /// Small words and negators of the patterns.
    small: FxHashSet<TermId>,
    /// What was analysed before: patterns share many words and all of a set.
    analysed: FxHashMap<String, Vec<Token>>,
}

/// A pattern as it is written, with what is said beside it.
struct Written<'t> {
    text: &'t Text,
    within: Option<Within>,
    ordered: bool,
    case: bool,
    about: Option<u8>,
    not: Vec<u32>,
}

impl<'t> Written<'t> {
    /// A pattern with nothing beside it.
    fn plain(text: &'t Text) -> Self {
        Written { text, within: None, ordered: false, case: false, about: None, not: Vec::new() }
    }
}

impl<'a> Builder<'a> {
    pub fn new(
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
            slots: Vec::new(),
            index: FxHashMap::default(),
            words: FxHashMap::default(),
            small: FxHashSet::default(),
            analysed: FxHashMap::default(),
        }
    }

    pub fn sides(&mut self, sides: &[(String, Vec<Text>)]) {
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
            let Some(text) = phrases.first() else { continue };
            if self.matcher.sides.len() >= MOST_SIDES {
                let message = format!("more than {MOST_SIDES} sides of one comparison");
                self.problem(text, 0..text.value.len(), message, "compare fewer things in one item");
                return;
            }
            let slot = self.slot(text, members);
            self.matcher.sides.extend(slot);
        }
    }

    /// Compiles alternatives; returns the indices of those that work.
    pub fn alternatives(&mut self, alternatives: &[Alternative], about: Option<&str>, sides: &[&str]) -> Vec<u32> {
        let mut indices = Vec::with_capacity(alternatives.len());
        for alternative in alternatives {
            let about = alternative.about.as_deref().or(about).filter(|name| !name.is_empty());
            let side = about.and_then(|name| sides.iter().position(|side| *side == name));
            let not = alternative.not.iter().filter_map(|text| self.pattern(Written::plain(text))).collect();
            indices.extend(self.pattern(Written {
                text: &alternative.pattern,
                within: alternative.within,
                ordered: alternative.ordered,
                case: alternative.case,
                // More sides than can be numbered are reported where they are declared.
                about: side.and_then(|side| u8::try_from(side).ok()),
                not,
            }));
        }
        indices
    }

    fn pattern(&mut self, written: Written) -> Option<u32> {
        let Written { text, within, ordered, case, about, not } = written;
        let parsed = match pattern::parse(&text.value) {
            Ok(parsed) => parsed,
            Err(errors) => {
                self.problems.extend(errors.into_iter().map(|error| Problem { text: text.clone(), error }));
                return None;
            }
        };
        let before = self.problems.len();
        let mut negated = false;
        let segments: Vec<Vec<u16>> =
            parsed.segments.iter().map(|segment| self.segment(text, segment, case, &mut negated)).collect();
        let forbidden: Vec<u16> = parsed.forbidden.iter().flat_map(|slot| self.guard(text, slot, case)).collect();
        if self.problems.len() > before {
            return None;
        }
        let (segments, joints) = joined(segments, parsed.joints, ordered);
        let whole = 0..text.value.len();
        if segments.is_empty() {
            let message = "only small words and negators: nothing that must be said";
            let help = "add a word with content, or put the phrase into `[ ]` to mean it literally";
            self.problem(text, whole, message, help);
            return None;
        }
        let Some(places) = numbered(&segments) else {
            let message = format!("more than {MOST_SEGMENTS} parts in a fixed order");
            self.problem(text, whole, message, "ask for less, or leave the order free");
            return None;
        };
        // `client ..8 server` itself says how far apart they may stand.
        let stated = joints.iter().map(|joint| if let Joint::Before(Some(most)) = joint { *most } else { 0 });
        let usual = (places.len() as u32 + 1).max(stated.sum());
        let within = parsed.within.or(within).unwrap_or(Within::Words(usual));
        self.matcher.patterns.push(Compiled {
            places,
            joints,
            forbidden,
            not,
            within,
            negated,
            about,
            place: text.place,
        });
        Some(self.matcher.patterns.len() as u32 - 1)
    }

    /// Reports a part of a text, once.
    fn problem(&mut self, text: &Text, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let problem = Problem { text: text.clone(), error: PatternError::new(range, message, help) };
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }

    /// The slots of a guard (`!not`, `!(not | never)`): there negators are words that must not be said.
    fn guard(&mut self, text: &Text, slot: &pattern::Slot, case: bool) -> Vec<u16> {
        let mut negated = false;
        let mut out = self.segment(text, std::slice::from_ref(slot), case, &mut negated);
        if negated && out.is_empty() {
            let of_member = slot.members.iter().flat_map(|member| self.member(text, slot, member, case));
            let members: Vec<Vec<Element>> = of_member.map(|(elements, _)| elements).collect();
            out.extend(self.slot(text, members.into_iter().filter(|member| !member.is_empty()).collect()));
        }
        out
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
                let content = tokens.iter().filter(|token| token.flags.is_content()).count();
                if content <= 1 {
                    run.extend(tokens);
                    continue;
                }
                self.flush(text, &mut run, &mut out, negated);
                let member = self.words(word);
                out.extend(self.slot(text, vec![member]));
                continue;
            }
            self.flush(text, &mut run, &mut out, negated);
            let mut members = Vec::new();
            let mut negators = 0;
            for member in &slot.members {
                for (elements, is_negator) in self.member(text, slot, member, case) {
                    negators += usize::from(is_negator);
                    members.push(elements);
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
            out.extend(self.slot(text, members));
        }
        self.flush(text, &mut run, &mut out, negated);
        out
    }

    /// Turns a run of plain words into slots.
    fn flush(&mut self, text: &Text, run: &mut Vec<Token>, out: &mut Vec<u16>, negated: &mut bool) {
        let terms: Vec<TermId> = run.iter().map(|token| token.term).collect();
        let mut at = 0;
        while at < run.len() {
            if let Some((group, len)) = self.lexicon.phrase_at(&terms[at..]) {
                let element = self.element(group);
                out.extend(self.slot(text, vec![vec![element]]));
                at += len;
                continue;
            }
            let flags = run[at].flags;
            if flags.has(Flags::NEGATOR) {
                *negated = true;
            } else if flags.is_content() {
                let element = self.element(terms[at]);
                out.extend(self.slot(text, vec![vec![element]]));
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
            return self.members_of_set(text, slot, name).into_iter().map(|member| (member, false)).collect();
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
                    elements.extend(self.words(word));
                }
                pattern::Element::Prefix(prefix) => elements.push(self.prefix(prefix)),
                pattern::Element::Set(name) => match class_id(name) {
                    Some(id) => elements.push(Element { ids: vec![id] }),
                    None => {
                        let message = format!("the set `@{name}` stands beside other words");
                        self.problem(text, slot.range.clone(), message, "a set must be a member of its own");
                    }
                },
            }
        }
        let negator = negator && elements.len() == 1;
        vec![(self.merge(elements), negator)]
    }

    /// The members of a named set: the item's own, or the glossary's.
    fn members_of_set(&mut self, text: &Text, slot: &pattern::Slot, name: &str) -> Vec<Vec<Element>> {
        let own = self.sets.iter().find(|(known, _)| known == name);
        let own = own.map(|(_, words)| words.iter().map(|word| word.value.clone()).collect());
        let Some(words): Option<Vec<String>> = own.or_else(|| self.lexicon.set(name).map(<[String]>::to_vec)) else {
            let known = self.sets.iter().map(|(known, _)| known.as_str()).chain(self.lexicon.set_names());
            let help = match suggest::nearest(name, known) {
                Some(nearest) => format!("did you mean `@{nearest}`?"),
                None => "define it in the file's [sets], in the item's `sets` or in the glossary".to_string(),
            };
            self.problem(text, slot.range.clone(), format!("there is no set `{name}`"), help);
            return Vec::new();
        };
        words.iter().map(|word| self.words(word)).filter(|member| !member.is_empty()).collect()
    }

    /// The element that any word with this beginning fills.
    fn prefix(&mut self, prefix: &str) -> Element {
        let id = term_of(&format!("@prefix {prefix}"));
        if !self.matcher.prefixes.iter().any(|known| known.text == prefix) {
            let mut head = [0; 3];
            head.iter_mut().zip(prefix.bytes()).for_each(|(head, byte)| *head = byte);
            // `oxidiz*` is the beginning of `oxidises`, too.
            let other = match (prefix.strip_suffix("iz"), prefix.strip_suffix("is")) {
                (Some(stem), _) if stem.len() >= 3 => Some(format!("{stem}is")),
                (_, Some(stem)) if stem.len() >= 3 => Some(format!("{stem}iz")),
                _ => None,
            };
            let spellings = other.into_iter().chain([prefix.to_string()]);
            self.matcher.prefixes.extend(spellings.map(|text| Prefix { head, text, id }));
        }
        Element { ids: vec![id] }
    }

    /// The tokens of a pattern's words. Their spelling is kept: a typo in a response may stand for them.
    fn tokens(&mut self, words: &str) -> Vec<Token> {
        if let Some(known) = self.analysed.get(words) {
            return known.clone();
        }
        let analysis = self.analyzer.analyze(words);
        for token in &analysis.tokens {
            if !token.flags.is_content() {
                self.small.insert(token.term);
            } else if !token.flags.has(Flags::EXACT_ONLY) {
                self.words.insert(analysis.norm(token).to_string(), token.term);
            }
        }
        self.analysed.insert(words.to_string(), analysis.tokens.clone());
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

    /// The number of a slot with these members; `None`, and a problem of this text, where it is beyond what can be numbered.
    fn slot(&mut self, text: &Text, mut members: Vec<Vec<Element>>) -> Option<u16> {
        members.sort();
        members.dedup();
        let slot = Slot { members };
        if let Some(known) = self.index.get(&slot) {
            return Some(*known);
        }
        let beyond = if self.slots.len() >= MOST_SLOTS {
            Some(format!("more than {MOST_SLOTS} different words and choices in the patterns of one item"))
        } else if slot.members.len() > MOST_MEMBERS {
            Some(format!("more than {MOST_MEMBERS} ways to fill one place"))
        } else if slot.members.iter().any(|member| member.len() > MOST_ELEMENTS) {
            Some(format!("more than {MOST_ELEMENTS} words next to each other"))
        } else {
            None
        };
        if let Some(message) = beyond {
            self.problem(text, 0..text.value.len(), message, "ask for less, or make several items of this one");
            return None;
        }
        let number = self.slots.len() as u16;
        self.index.insert(slot.clone(), number);
        self.slots.push(slot);
        Some(number)
    }

    /// The patterns, ready to be asked.
    pub fn finish(mut self) -> Matcher {
        self.matcher.words = Words::new(self.words.into_iter());
        self.matcher.slots = Slots::new(&self.slots);
        self.matcher.patterns.shrink_to_fit();
        index::build(&mut self.matcher, &self.slots, self.lexicon, &self.small);
        self.matcher
    }
}

/// The segments of a pattern without those that held small words alone, and how they relate: as written where all are left,
/// else and in an `ordered` pattern (word for word there) each before the next.
fn joined(segments: Vec<Vec<u16>>, written: Vec<Joint>, ordered: bool) -> (Vec<Vec<u16>>, Vec<Joint>) {
    let count = segments.len();
    let mut left: Vec<Vec<u16>> = segments.into_iter().filter(|segment| !segment.is_empty()).collect();
    if !ordered && left.len() == count {
        return (left, written);
    }
    if ordered {
        left = left.concat().into_iter().map(|slot| vec![slot]).collect();
    }
    let joints = vec![Joint::Before(None); left.len().saturating_sub(1)];
    (left, joints)
}

/// The places of segments, each with the number of its segment; `None` where there are more than [`MOST_SEGMENTS`].
fn numbered(segments: &[Vec<u16>]) -> Option<Vec<(u16, u8)>> {
    let mut places = Vec::new();
    for (number, slots) in segments.iter().enumerate() {
        let number = u8::try_from(number).ok()?;
        places.extend(slots.iter().map(|slot| (*slot, number)));
    }
    Some(places)
}
