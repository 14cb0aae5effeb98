//! Exchanged roles: the two of `light is faster than sound` or `vibrations make sound` in each other's place.
//!
//! Looked for around a `than`; around a word with what stands close before and behind it, where no preposition gives them
//! other roles than who does and what is done to (in the passive with `by` the other way round); and where prepositions
//! that lead from one to the other change their words. Any wider search finds other orders of words, not other statements.

use super::alignment::Link;
use super::compare::{Clash, Comparison};
use super::contrary;
use super::model::Model;
use super::two_things::is_article;
use super::words::{Kind, Word, Words};
use crate::claims::EvidenceKind;
use crate::text::ends_in_s;
use crate::text::roles::{self, Roles};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What exchanged roles count for in a long reference: they are rare where nothing is wrong.
const PLACED: f64 = 0.5;

/// Comparisons with `than` that are looked at in a text, each with each of the other's: a book has so many.
const MOST_THANS: usize = 256;

/// Finds exchanged roles. Where the third word is an opposite, too (`sound is slower than light`), the same is said, and the
/// alignment takes it for such.
pub fn find(model: &Model, response: &Words, comparison: &mut Comparison) {
    let mut found = around_than(model, response, comparison);
    let links = &comparison.alignment.links;
    found.extend(around_verbs(model, response, links));
    found.extend(around_prepositions(model, response, links));
    let clash = |one: &Exchange| Clash {
        reference: one.at as u32,
        span: response.words[one.from].span.join(response.words[one.to].span),
        cue: Some(response.words[one.third].span),
        kind: EvidenceKind::Reversed,
    };
    comparison.features.roles = if found.is_empty() { 0.0 } else { contrary::brevity(model).max(PLACED) };
    comparison.clashes.extend(found.iter().map(clash));
}

/// A word of the reference whose role another one has in the response (words `from` to `to`, around `third`).
struct Exchange {
    at: usize,
    from: usize,
    to: usize,
    third: usize,
}

fn around_than(model: &Model, response: &Words, comparison: &mut Comparison) -> Vec<Exchange> {
    let links = &mut comparison.alignment.links;
    let mut found = Vec::new();
    let all: Vec<Than> = thans(response).take(MOST_THANS).collect();
    for ours in thans(&model.words).take(MOST_THANS) {
        let first = |range: &Range<usize>| range.clone().find_map(|at| links[at].map(|link| (at, link.to as usize)));
        let (Some((_, from)), Some((at, to))) = (first(&ours.right), first(&ours.left)) else { continue };
        for theirs in all.iter().filter(|theirs| theirs.left.contains(&from) && theirs.right.contains(&to)) {
            let turned = ours.left.clone().find(|at| links[*at].is_some_and(|link| link.opposite));
            match turned.and_then(|at| links[at].as_mut()) {
                Some(link) => {
                    link.opposite = false;
                    comparison.agreed.push(link.to);
                }
                None => found.push(Exchange { at, from, to, third: theirs.left.end }),
            }
        }
    }
    found
}

fn around_verbs(model: &Model, response: &Words, links: &[Option<Link>]) -> Vec<Exchange> {
    let theirs: FxHashSet<Doing> = doings(response).into_iter().collect();
    let to = |at: usize| links[at].filter(|link| !link.opposite).map(|link| link.to as usize);
    let exchange = |doing: Doing| {
        let (agent, act, patient) = (to(doing.agent)?, to(doing.act)?, to(doing.patient)?);
        let turned = Doing { agent: patient, act, patient: agent };
        (theirs.contains(&turned) && !theirs.contains(&Doing { agent, act, patient })).then(|| Exchange {
            at: doing.agent,
            from: agent.min(patient),
            to: agent.max(patient),
            third: act,
        })
    };
    doings(&model.words).into_iter().filter_map(exchange).collect()
}

fn around_prepositions(model: &Model, response: &Words, links: &[Option<Link>]) -> Vec<Exchange> {
    let (ours, theirs) = (governed(&model.words), governed(response));
    let place = |at: usize| {
        let found = theirs.partition_point(|one| one.word < at);
        theirs.get(found).filter(|one| one.word == at).map(|one| one.by)
    };
    // A word that stands twice in a clause may have both places.
    let once = |text: &Words, at: usize| {
        let word = &text.words[at];
        text.words.iter().filter(|one| one.term == word.term && one.clause == word.clause).count() == 1
    };
    let mut found = Vec::new();
    for here in &ours {
        // Words stand in the order of their clauses.
        let from = ours.partition_point(|there| there.clause < here.clause);
        let beside = ours[from..].iter().take_while(|there| there.clause == here.clause);
        for there in beside.filter(|there| exchangeable(here.by, there.by)) {
            let (Some(x), Some(z)) = (links[here.word], links[there.word]) else { continue };
            let (x, z) = (x.to as usize, z.to as usize);
            if x != z
                && response.words[x].clause == response.words[z].clause
                && (place(x), place(z)) == (Some(there.by), Some(here.by))
                && [here.word, there.word].iter().all(|at| once(&model.words, *at))
                && [x, z].iter().all(|at| once(response, *at))
            {
                found.push(Exchange { at: here.word, from: x.min(z), to: x.max(z), third: x });
            }
        }
    }
    found
}

/// The words on both sides of a `than` within its clause.
struct Than {
    left: Range<usize>,
    right: Range<usize>,
}

fn thans(words: &Words) -> impl Iterator<Item = Than> {
    let is_than = |at: &usize| words.norm(&words.words[*at]) == "than";
    (0..words.words.len()).filter(is_than).map(|at| {
        let clause = words.words[at].clause;
        let same = |word: &&Word| word.clause == clause;
        let before = words.words[..at].iter().rev().take_while(same).count();
        let behind = words.words[at + 1..].iter().take_while(same).count();
        Than { left: at - before..at, right: at + 1..at + 1 + behind }
    })
}

/// Who does what to whom: three content words of a clause, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Doing {
    agent: usize,
    act: usize,
    patient: usize,
}

/// Content words that may stand between the one who does and a verb, and between that and the other. What is no
/// verb must stand next to both: it may be a noun of three.
const BETWEEN: usize = 2;

/// All that a text may say of who does what to whom, in the active and in the passive.
fn doings(text: &Words) -> Vec<Doing> {
    let mut found = Vec::new();
    let content: Vec<usize> = text.content.iter().map(|at| *at as usize).collect();
    let is_thing = |at: usize| {
        let word = &text.words[at];
        word.kind == Kind::Content && !roles::of(word.term).has(Roles::POSITION | Roles::LIGHT)
    };
    for (middle, act) in content.iter().enumerate() {
        let between = if may_be_verb(text, *act) { BETWEEN } else { 0 };
        for left in &content[middle.saturating_sub(1 + between)..middle] {
            if !is_plain(text, *left, *act) {
                continue;
            }
            for right in content[middle + 1..].iter().take(1 + between) {
                let alike = text.words[*left].term == text.words[*right].term;
                if alike || between > 0 && !(is_thing(*left) && is_thing(*right)) {
                    continue;
                }
                let by = text.words.get(act + 1).is_some_and(|word| text.norm(word) == "by");
                let passive = by && text.words[*left..*act].iter().any(|word| BE.contains(&text.norm(word)));
                if passive && is_plain(text, act + 2, *right) {
                    found.push(Doing { agent: *right, act: *act, patient: *left });
                } else if is_plain(text, *act, *right) {
                    found.push(Doing { agent: *left, act: *act, patient: *right });
                }
            }
        }
    }
    found
}

/// Whether a word is a common verb, or has a form that verbs have.
fn may_be_verb(text: &Words, at: usize) -> bool {
    let word = &text.words[at];
    let norm = text.norm(word);
    norm.ends_with("ed") || ends_in_s(norm) || roles::of(word.term).has(Roles::COMMON_VERB)
}

/// Forms that make a passive.
const BE: [&str; 10] = ["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"];

/// A content word and the preposition that governs it.
struct Governed {
    word: usize,
    by: &'static str,
    clause: u32,
}

/// Pairs of prepositions whose words change the meaning when they change places. The empty one governs what stands without.
fn exchangeable(here: &str, there: &str) -> bool {
    matches!(
        (here, there),
        ("from", "to" | "into") | ("", "into" | "onto" | "under" | "below" | "beneath" | "above" | "over")
    )
}

/// For each content word of a text the preposition before its run of content words and articles.
fn governed(text: &Words) -> Vec<Governed> {
    const KNOWN: [&str; 9] = ["from", "to", "into", "onto", "under", "below", "beneath", "above", "over"];
    let mut found: Vec<Governed> = Vec::new();
    let mut by: Option<&'static str> = Some("");
    for (at, word) in text.words.iter().enumerate() {
        if at > 0 && text.words[at - 1].clause != word.clause {
            by = Some("");
        }
        if word.counts() {
            found.extend(by.map(|by| Governed { word: at, by, clause: word.clause }));
        } else if let Some(known) = KNOWN.into_iter().find(|known| *known == text.norm(word)) {
            by = Some(known);
        } else if OTHERWISE.contains(&text.norm(word))
            && !matches!(text.norm(word), "it" | "they" | "we" | "you" | "that")
        {
            // A place that is not compared.
            by = None;
        } else if word.kind == Kind::Small && !is_article(text, at) {
            by = Some("");
        }
    }
    found
}

/// Words that give what follows another role than who does and what is done to, or begin anew.
const OTHERWISE: &[&str] = &[
    "about", "and", "as", "at", "between", "by", "for", "from", "if", "in", "into", "it", "of", "on", "or", "than",
    "that", "they", "through", "to", "we", "when", "where", "which", "with", "without", "you",
];

/// Whether no word between two of one clause gives them other roles than who does and what is done to, or begins anew.
fn is_plain(words: &Words, from: usize, to: usize) -> bool {
    words.words[from].clause == words.words[to].clause
        && !words.words[from..to].iter().any(|word| OTHERWISE.contains(&words.norm(word)))
}

#[cfg(test)]
mod tests {
    use super::super::compare::compare_all;
    use super::super::model::Model;
    use super::super::words::tests::words;
    use crate::claims::EvidenceKind;
    use crate::rubric::Lexicon;
    use crate::similarity::asked::Asked;

    /// Whether roles are exchanged, and whether something is an opposite.
    fn roles(reference: &str, response: &str) -> (bool, bool) {
        let asked = Asked::new(&words("Tell."));
        let models = [Model::new(words(reference), &asked)];
        let (all, _) = compare_all(&models, &words(response), &asked, &Lexicon::default());
        let is = |kind: EvidenceKind| all[0].clashes.iter().any(|clash| clash.kind == kind);
        (is(EvidenceKind::Reversed), is(EvidenceKind::Negated))
    }

    #[test]
    fn two_things_in_each_others_place() {
        let faster = "Light travels faster than sound";
        for (reference, response, expected) in [
            (faster, "Sound travels faster than light", (true, false)),
            (faster, "Sound travels slower than light", (false, false)),
            (faster, "Light travels slower than sound", (false, true)),
            (faster, "Compared with sound, light is faster", (false, false)),
            ("Vibrations make sound", "Sound makes vibrations", (true, false)),
            ("Vibrations make sound", "Sound is made by vibrations", (false, false)),
            ("Vibrations make sound", "For a sound to be made something vibrates", (false, false)),
            ("Foxes eat rabbits", "Foxes are eaten by rabbits", (true, false)),
            ("Foxes eat rabbits", "Rabbits are eaten by foxes", (false, false)),
            ("Rabbits are eaten by foxes", "Rabbits eat foxes", (true, false)),
            ("Germanic tribes attacked the empire", "The empire attacked the Germanic tribes", (true, false)),
            ("Insulin lowers blood sugar", "Blood sugar lowers insulin", (true, false)),
            ("Heat flows from the soup to the spoon", "Heat flows from the spoon to the soup", (true, false)),
            ("Heat flows from the soup to the spoon", "To the spoon heat flows from the soup", (false, false)),
            ("It turns names into addresses", "It turns addresses into names", (true, false)),
            ("It turns names into addresses", "Addresses are made from names", (false, false)),
            ("One plate sinks under the other one", "The other one sinks under one plate", (false, false)),
        ] {
            assert_eq!(roles(reference, response), expected, "{response}");
        }
    }
}
