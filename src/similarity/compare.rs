//! Compares a response with the references: one alignment each, and the measures that follow from it.

use super::alignment::{Alignment, GLOSSARY, Language, Link, Pairs};
use super::asked::{Asked, stance};
use super::bearing::bearing;
use super::contrary::{self, Contrary};
use super::crossing;
use super::english;
use super::exchanged;
use super::features::Features;
use super::model::{Model, bag, clauses};
use super::quantity::{Quantity, quantities};
use super::soft_cardinality as soft;
use super::two_things::{Said, Subject};
use super::words::Words;
use crate::claims::EvidenceKind;
use crate::span::Span;
use crate::text::TermId;
use rustc_hash::FxHashMap;

/// The shares from which on `covered`, `late` and `soft` are full: the first words that are there tell more than the last.
const COVERED: f64 = 0.4;
const LATE: f64 = 0.6;
const SOFT: f64 = 0.3;
/// What a word that the question gave counts for where polarity is weighed.
const GIVEN: f64 = 0.3;
/// From this share of its weight on a clause is there, and can be said the other way round as a whole ...
const MOSTLY: f64 = 0.5;
/// ... and how much of what is there of another one is taken to be said so.
const HARDLY: f64 = 0.15;
/// What a clause or an opposite counts for in a long reference: the answer may well say both.
const LITTLE: f64 = 0.45;
/// What a number counts for in a long reference where another stands in its place.
const REPLACED: f64 = 0.8;
/// Sides are plainly exchanged where so many words are said of the other thing ...
const PLAINLY: usize = 2;
/// ... and, where the question does not name the things, more than this share of what is there.
const PLAINLY_SHARE: f64 = 0.5;

/// A word of the response that clashes with one of the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clash {
    /// The reference's word.
    pub reference: u32,
    /// The response's bytes.
    pub span: Span,
    /// What turned it.
    pub cue: Option<Span>,
    /// How it clashes: denied or opposite, with roles exchanged, or said of the other thing compared.
    pub kind: EvidenceKind,
}

/// A comparison with what led to it.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The numbers.
    pub features: Features,
    /// Who stands for whom.
    pub alignment: Alignment,
    /// Words that say the contrary.
    pub clashes: Vec<Clash>,
    /// Sentences that have to do with the reference.
    pub kept: Vec<bool>,
    /// Something that counts is there.
    pub touched: bool,
    /// For each word of the reference whether its partner says the contrary.
    pub clashing: Vec<bool>,
    /// Words of the response that are opposites and say the same (`sound is slower than light`).
    pub agreed: Vec<u32>,
    /// The first word of a quantity that the reference has otherwise.
    pub wrong_number: Option<usize>,
    /// More is said of the other of two things compared than of the right one, in several words.
    pub exchanged: bool,
    /// Share of the reference's weight in clauses that are said as they stand ...
    pub straight: f64,
    /// ... and in clauses that are said the other way round.
    pub turned: f64,
}

impl Comparison {
    fn keeps(&self, response: &Words, at: usize) -> bool {
        self.kept[response.words[at].sentence as usize]
    }
}

/// Whether a word of the response may take the other side than the references.
pub fn takes_side(comparisons: &[Comparison], response: &Words, at: usize) -> bool {
    comparisons.iter().any(|one| one.keeps(response, at))
        && !comparisons.iter().any(|one| one.agreed.contains(&(at as u32)))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// Compares a response with every reference; and whether it says the contrary of them all.
pub fn compare_all(
    models: &[Model],
    response: &Words,
    asked: &Asked,
    language: &impl Language,
) -> (Vec<Comparison>, Option<Contrary>) {
    let subjects = asked.compared.as_ref().map(|compared| compared.subjects(response)).unwrap_or_default();
    let mut all: Vec<Comparison> =
        models.iter().map(|model| compare(model, response, &subjects, asked, language)).collect();
    let opposed = contrary::opposed(models, response, &subjects, |at| takes_side(&all, response, at));
    for one in &mut all {
        one.features.opposed = opposed.weight;
    }
    let contrary = contrary::find(models, response, &subjects, asked, &all, &opposed);
    (all, contrary)
}

/// Compares a response with one reference; `subjects`: the things compared of which its words are said.
fn compare(
    model: &Model,
    response: &Words,
    subjects: &[Subject],
    asked: &Asked,
    language: &impl Language,
) -> Comparison {
    let pairs = Pairs::new(&model.words, response, language);
    // The question's own words never stand for what it did not give.
    let given = |from: usize, link: &Link| {
        model.counted[from] && !model.given && !link.opposite && asked.gave(response.words[link.to as usize].term)
    };
    let align = |keep: &dyn Fn(u32) -> bool| {
        let mut alignment = pairs.align(keep);
        unlink(&mut alignment, given);
        alignment
    };
    // A word to the grader takes no word away.
    let mut alignment = align(&|sentence| !response.appeals.contains(&sentence));
    let kept = bearing(model, response, &alignment, asked);
    if kept.contains(&false) {
        // Nor does what is about something else.
        alignment = align(&|sentence| kept[sentence as usize]);
    }
    let mut comparison = Comparison { kept, alignment, ..Comparison::default() };
    exchanged::find(model, response, &mut comparison);
    comparison.clashing = clashing(model, response, subjects, &comparison.alignment);
    cover(model, response, asked, &mut comparison);
    weigh_clauses(model, response, subjects, asked, &mut comparison);
    weigh_opposites(model, &mut comparison);
    small_and_brief(model, response, asked, language, &mut comparison);
    swapped(model, response, subjects, asked, &mut comparison);
    numbers(model, response, asked, &mut comparison);
    sayings(model, response, asked, &mut comparison);
    spelt_alike(model, response, asked, &mut comparison);
    comparison
}

fn unlink(alignment: &mut Alignment, drop: impl Fn(usize, &Link) -> bool) {
    for from in 0..alignment.links.len() {
        if let Some(link) = alignment.links[from]
            && drop(from, &link)
        {
            alignment.links[from] = None;
            alignment.back[link.to as usize] = None;
        }
    }
}

/// Whether two words are said of different ones of two things compared.
fn is_of_other(model: &Model, subjects: &[Subject], at: usize, link: &Link) -> bool {
    let of = |subjects: &[Subject], at: usize| subjects.get(at).copied().flatten().map(|named| named.thing);
    let (ours, theirs) = (of(&model.subjects, at), of(subjects, link.to as usize));
    ours.is_some() && theirs.is_some() && ours != theirs
}

/// Which pairs say the contrary: one of the two is denied, or they are opposites, and not both. The contrary said of the other
/// of two things compared is no contrary.
fn clashing(model: &Model, response: &Words, subjects: &[Subject], alignment: &Alignment) -> Vec<bool> {
    let pair =
        |at: usize| alignment.links[at].map(|link| (&model.words.words[at], &response.words[link.to as usize], link));
    // "It could not find the page" and "the page was not found": clauses that deny some word alike deny the same, though not
    // the same words stand under their negators.
    let alike = |at: usize| {
        let (ours, theirs, _) = pair(at)?;
        let odd = model.words.clauses[ours.clause as usize].odd && response.clauses[theirs.clause as usize].odd;
        (odd && ours.denied.is_some() && theirs.denied.is_some()).then_some((ours.clause, theirs.clause))
    };
    let words = 0..model.words.words.len();
    let alike: Vec<(u32, u32)> = words.clone().filter_map(alike).collect();
    words
        .map(|at| {
            pair(at).is_some_and(|(ours, theirs, link)| {
                let denied = ours.denied.is_some() != theirs.denied.is_some();
                let denied = denied && !alike.contains(&(ours.clause, theirs.clause));
                denied != link.opposite && !is_of_other(model, subjects, at, &link)
            })
        })
        .collect()
}

/// Coverage, from the reference's side and from both.
fn cover(model: &Model, response: &Words, asked: &Asked, comparison: &mut Comparison) {
    let reference = &model.words;
    let total = model.counted.iter().filter(|counts| **counts).count();
    let (mut all, mut new, mut net) = (0.0, 0.0, 0.0);
    let (mut late, mut late_all) = (0.0, 0.0);
    let mut left = total;
    let mut sentences = vec![(0.0, 0.0); reference.sentences as usize];
    for at in &reference.content {
        let at = *at as usize;
        let counts = model.counted[at];
        let rank = 1.0 / left.max(1) as f64;
        if counts {
            left -= 1;
            late_all += rank;
            sentences[reference.words[at].sentence as usize].1 += 1.0;
        }
        let Some(link) = comparison.alignment.links[at] else { continue };
        // What the question gave earns nothing where it stands for its opposite.
        let credit = if link.opposite && asked.gave(response.words[link.to as usize].term) { 0.0 } else { link.word };
        all += credit;
        let turned = comparison.clashing[at];
        if turned {
            let partner = &response.words[link.to as usize];
            let cue = if link.opposite { Some(partner.span) } else { partner.denied.or(Some(partner.span)) };
            comparison.clashes.push(Clash {
                reference: at as u32,
                span: partner.span,
                cue,
                kind: EvidenceKind::Negated,
            });
        }
        if counts {
            new += credit;
            net += if turned { -link.word } else { link.word };
            late += rank * credit;
            sentences[reference.words[at].sentence as usize].0 += credit;
        }
    }
    let said = response.content.iter().filter(|at| comparison.keeps(response, **at as usize)).count() as f64;
    let back = &comparison.alignment.back;
    let explained = response.content.iter().filter(|at| back[**at as usize].is_some()).count() as f64;
    let whole = reference.content.len() as f64;
    let cov_new = share(new, total as f64);
    let f = &mut comparison.features;
    f.covered = (share(all, whole) / COVERED).min(1.0);
    f.late = (share(late, late_all) / LATE).min(1.0);
    f.net = if total > 0 { net / total as f64 } else { 0.0 };
    f.close = 2.0 * (share(all + explained, whole + said) - 0.5).max(0.0);
    f.items = asked.items.map_or(0.0, |items| best_of(&sentences, items, cov_new));
    comparison.touched = new > 0.0;
}

/// What the best so many sentences of the reference are covered beyond the whole of it.
fn best_of(sentences: &[(f64, f64)], items: usize, whole: f64) -> f64 {
    let mut shares: Vec<f64> =
        sentences.iter().filter(|(_, all)| *all > 0.0).map(|(met, all)| share(*met, *all)).collect();
    if shares.len() <= items {
        return 0.0;
    }
    shares.sort_by(|a, b| b.total_cmp(a));
    (shares.iter().take(items).sum::<f64>() / items as f64 - whole).max(0.0)
}

/// What a clause of the reference and one of the response have in common.
#[derive(Default)]
struct Meeting {
    ours: u32,
    theirs: u32,
    /// Weight of the words that are aligned.
    met: f64,
    /// How many of them are opposites.
    opposites: u32,
    /// Some are said of different ones of two things compared.
    crossed: bool,
}

/// For each clause whether it only sets aside what the other text and the question do not speak of (`not by diffusion but by
/// osmosis`).
fn sets_aside(text: &Words, spoken_of: impl Fn(usize) -> bool) -> Vec<bool> {
    let (mut other, mut shared) = (vec![false; text.clauses.len()], vec![false; text.clauses.len()]);
    for (at, word) in text.words.iter().enumerate().filter(|(_, word)| word.counts() && word.denied.is_some()) {
        let end = text.words[at..].iter().take_while(|next| next.clause == word.clause).count();
        // The contrast stands in the clause or opens the next one.
        let behind = text.words[at..].iter().take(end + 1);
        let contrast = behind.map(|next| text.norm(next)).any(|norm| matches!(norm, "but" | "instead" | "rather"));
        if spoken_of(at) || !contrast {
            shared[word.clause as usize] = true;
        } else {
            other[word.clause as usize] = true;
        }
    }
    other.iter().zip(shared).map(|(other, shared)| *other && !shared).collect()
}

/// For each clause of the reference what it has in common with those of the response, and its weight.
fn meetings(
    model: &Model,
    response: &Words,
    subjects: &[Subject],
    alignment: &Alignment,
) -> (Vec<Vec<Meeting>>, Vec<f64>) {
    let reference = &model.words;
    let mut of_clause: Vec<Vec<Meeting>> = (0..reference.clauses.len()).map(|_| Vec::new()).collect();
    let mut weights = vec![0.0; reference.clauses.len()];
    // Where the meeting of two clauses stands among those of the first.
    let mut known: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for at in &reference.content {
        let at = *at as usize;
        let word = &reference.words[at];
        let weight = if model.counted[at] { word.weight } else { GIVEN * word.weight };
        weights[word.clause as usize] += weight;
        let Some(link) = alignment.links[at] else { continue };
        let (ours, theirs) = (word.clause, response.words[link.to as usize].clause);
        let own = &mut of_clause[ours as usize];
        let place = *known.entry((ours, theirs)).or_insert_with(|| {
            own.push(Meeting { ours, theirs, ..Meeting::default() });
            own.len() - 1
        });
        let meeting = &mut own[place];
        meeting.met += weight * link.word;
        meeting.opposites += u32::from(link.opposite);
        meeting.crossed |= is_of_other(model, subjects, at, &link);
    }
    (of_clause, weights)
}

/// Each clause of the reference against the clause of the response that has most of it: is it denied once more or once
/// less, or said with an opposite?
fn weigh_clauses(model: &Model, response: &Words, subjects: &[Subject], asked: &Asked, comparison: &mut Comparison) {
    let reference = &model.words;
    let links = &comparison.alignment;
    let (of_clause, weights) = meetings(model, response, subjects, links);
    let ours_aside = sets_aside(reference, |at| links.links[at].is_some() || asked.gave(reference.words[at].term));
    let theirs_aside = sets_aside(response, |at| links.back[at].is_some() || asked.gave(response.words[at].term));
    let flips = |one: &Meeting| {
        let denied = match (reference.clauses[one.ours as usize].odd, response.clauses[one.theirs as usize].odd) {
            (true, false) => !ours_aside[one.ours as usize],
            (false, true) => !theirs_aside[one.theirs as usize],
            _ => false,
        };
        (denied ^ (one.opposites % 2 == 1)) && !one.crossed
    };
    let (mut straight, mut turned) = (0.0, 0.0);
    for (own, weight) in of_clause.iter().zip(&weights) {
        // Of clauses that have as much of it, the one that says the same.
        let best = own.iter().max_by(|a, b| a.met.total_cmp(&b.met).then(flips(b).cmp(&flips(a))));
        let Some(best) = best else { continue };
        let there = if best.met >= MOSTLY * weight { 1.0 } else { HARDLY };
        let flipped = if flips(best) { there * best.met } else { 0.0 };
        turned += flipped;
        straight += best.met - flipped;
    }
    let possible = weights.iter().sum();
    comparison.straight = share(straight, possible);
    comparison.turned = share(turned, possible);
    comparison.features.turned = share(turned, straight + turned) * contrary::brevity(model).max(LITTLE);
}

/// Words that are there as their opposites. `Not the same` for `different` says the same, and does not count.
fn weigh_opposites(model: &Model, comparison: &mut Comparison) {
    let links = model.words.content.iter().filter_map(|at| {
        let at = *at as usize;
        comparison.alignment.links[at].map(|link| (at, link))
    });
    let linked = links.clone().count() as f64;
    let opposite = links.filter(|(at, link)| link.opposite && comparison.clashing[*at]).count() as f64;
    comparison.features.opposites = share(opposite, linked) * contrary::brevity(model).max(LITTLE);
}

/// Small words beside those that are aligned, and how many statements are made.
fn small_and_brief(
    model: &Model,
    response: &Words,
    asked: &Asked,
    language: &impl Language,
    comparison: &mut Comparison,
) {
    let (mut met, mut all) = (0.0, 0.0);
    for (word, link) in model.words.words.iter().zip(&comparison.alignment.links) {
        if !word.counts() {
            all += 1.0;
            met += f64::from(u8::from(link.is_some()));
        }
    }
    // Letters without words make no statement.
    let is_word = |term: TermId| language.knows(term) || asked.gave(term) || english::is_listed(term);
    let keep = |at: usize| {
        comparison.keeps(response, at) && (comparison.alignment.back[at].is_some() || is_word(response.words[at].term))
    };
    let brief = (1.0 + model.clauses as f64) / (1.0 + clauses(response, keep) as f64);
    comparison.features.brief = brief.ln().max(0.0);
    comparison.features.small = share(met, all);
}

/// Sides: what the reference says of one of the things compared alone, and the response of the other alone.
fn swapped(model: &Model, response: &Words, subjects: &[Subject], asked: &Asked, comparison: &mut Comparison) {
    let (Some(compared), Some(own)) = (&asked.compared, &model.said) else {
        let clashes = crossing::crossed(model, response, &comparison.alignment);
        let weight = |clash: &Clash| model.words.words[clash.reference as usize].weight;
        let crossed: f64 = clashes.iter().map(weight).sum();
        let links = model.words.words.iter().zip(&comparison.alignment.links);
        let there: f64 = links.filter(|(_, link)| link.is_some()).map(|(word, _)| word.weight).sum();
        comparison.features.swapped = share(crossed, there);
        comparison.exchanged = clashes.len() >= PLAINLY && comparison.features.swapped > PLAINLY_SHARE;
        comparison.clashes.extend(clashes);
        return;
    };
    let said = Said::new(response, subjects, |at| comparison.keeps(response, at));
    let (mut right, mut wrong) = (0.0, 0.0);
    let mut clashes = Vec::new();
    for at in &model.words.content {
        let at = *at as usize;
        let word = &model.words.words[at];
        let Some(link) = comparison.alignment.links[at] else { continue };
        let partner = &response.words[link.to as usize];
        let Some(of) = own.only(word.term) else { continue };
        if compared.names(word.term) || compared.names(partner.term) || comparison.clashing[at] {
            continue;
        }
        if said.says(partner.term, of ^ u8::from(link.opposite)) {
            right += word.weight;
        } else {
            wrong += word.weight;
            let cue = subjects[link.to as usize].map(|named| response.words[named.at].span);
            clashes.push(Clash { reference: at as u32, span: partner.span, cue, kind: EvidenceKind::Exchanged });
        }
    }
    comparison.features.swapped = share(wrong, right + wrong);
    if wrong > right {
        comparison.exchanged = clashes.len() >= PLAINLY;
        comparison.clashes.extend(clashes);
    }
}

/// A quantity that neither the reference nor the question has, while one of the reference's is missing.
fn numbers(model: &Model, response: &Words, asked: &Asked, comparison: &mut Comparison) {
    if model.quantities.is_empty() {
        return;
    }
    let said: Vec<Quantity> = quantities(response)
        .into_iter()
        .filter(|one| comparison.keeps(response, one.at) && !response.may_be_pronoun(&response.words[one.at]))
        .collect();
    let missing: Vec<&Quantity> =
        model.quantities.iter().filter(|ours| !said.iter().any(|theirs| theirs.equals(ours))).collect();
    let wrong: Vec<&Quantity> = said
        .iter()
        .filter(|theirs| {
            !model.quantities.iter().any(|ours| ours.equals(theirs)) && !asked.gave(response.words[theirs.at].term)
        })
        .collect();
    if missing.is_empty() || wrong.is_empty() {
        return;
    }
    let share = missing.len() as f64 / model.quantities.len() as f64;
    let back = &comparison.alignment.back;
    let same_noun = |ours: &Quantity, theirs: &Quantity| {
        ours.counts.zip(theirs.counts).is_some_and(|(ours, theirs)| back[theirs] == Some(ours as u32))
    };
    // In a long text one number is one of many statements, unless another one plainly stands in its place.
    let replaced = match (&*missing, &*wrong) {
        ([ours], [theirs]) => ours.measures_like(theirs) || same_noun(ours, theirs),
        _ => false,
    };
    let weight = contrary::brevity(model).max(if replaced { REPLACED } else { 0.0 });
    comparison.features.numbers_wrong = share * weight;
    comparison.wrong_number = Some(wrong[0].at);
}

/// Denials, yes and no, the option taken.
fn sayings(model: &Model, response: &Words, asked: &Asked, comparison: &mut Comparison) {
    let keep = |at: usize| comparison.keeps(response, at);
    // Clauses that deny something, of those that count.
    let mut denying: Vec<u32> =
        (0..).zip(&response.words).filter(|(at, _)| keep(*at)).map(|(_, word)| word.clause).collect();
    denying.dedup();
    denying.retain(|clause| response.clauses.get(*clause as usize).is_some_and(|clause| clause.negators));
    let denies = !denying.is_empty();
    let linked = comparison.alignment.links.iter().any(Option::is_some);
    let undenied = if model.denying > 0 && !denies && linked { model.short } else { 0.0 };
    let f = &mut comparison.features;
    f.undenied = undenied;
    // Who denies what the reference states, or more than it does, denies something else.
    let alike = linked && f.turned == 0.0 && (1..=model.denying).contains(&denying.len());
    f.denied = f64::from(u8::from(alike));
    let stances = stance(&model.words).zip(stance(response)).map(|((ours, _), (theirs, _))| ours == theirs);
    let options = asked.chosen(&model.words, response).map(|(same, _)| same);
    let taken = [stances, options];
    f.stance_same = f64::from(u8::from(taken.contains(&Some(true))));
    f.stance_other = f64::from(u8::from(taken.contains(&Some(false))));
}

/// Likeness of spelling.
fn spelt_alike(model: &Model, response: &Words, asked: &Asked, comparison: &mut Comparison) {
    // `truly` and `definitely` are spelt like `necessarily`, and add nothing.
    let adorns =
        |at: usize| comparison.alignment.back[at].is_none() && response.norm(&response.words[at]).ends_with("ly");
    let counts = |at: usize| model.given || !asked.gave(response.words[at].term);
    // What stands for a word of the reference is as good as spelt like it.
    let spelt = |at: usize| {
        let from = comparison.alignment.back[at].map(|from| from as usize);
        let links = &comparison.alignment.links;
        let same = from.filter(|from| links[*from].is_some_and(|link| link.word >= GLOSSARY && !link.opposite));
        same.map_or(response.words[at].signature, |from| model.words.words[from].signature)
    };
    let said = bag(response, |at| comparison.keeps(response, at) && counts(at) && !adorns(at), spelt);
    let shared = soft::shared(&model.bag, model.soft, &said);
    comparison.features.soft = (share(shared, model.soft) / SOFT).min(1.0);
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::words;
    use super::*;
    use crate::rubric::Lexicon;

    fn features(question: &str, reference: &str, response: &str) -> Features {
        let asked = Asked::new(&words(question));
        let models = [Model::new(words(reference), &asked)];
        compare_all(&models, &words(response), &asked, &Lexicon::default()).0[0].features
    }

    #[test]
    fn another_number_is_wrong_and_a_pronoun_is_none() {
        let wrong = |response: &str| features("", "The 2 other bulbs stay lit", response).numbers_wrong;
        assert!(wrong("The 3 other bulbs stay lit") > 0.9);
        assert_eq!(wrong("The two other bulbs stay lit"), 0.0);
        assert_eq!(wrong("If one goes, the other bulbs stay lit"), 0.0);
    }

    #[test]
    fn a_clause_turns_if_most_of_it_is_there() {
        let turned = |response: &str| features("", "The server could not find the requested page", response).turned;
        assert_eq!(turned("The requested page was not found"), 0.0);
        assert!(turned("The server found the requested page") > 0.9);
        let hardly = turned("The server is slow");
        assert!(hardly > 0.0 && hardly < 0.2, "{hardly}");
    }

    #[test]
    fn what_is_set_aside_turns_nothing() {
        let turned = |response: &str| features("", "Water passes the membrane by osmosis", response).turned;
        assert_eq!(turned("Water passes the membrane not by diffusion but by osmosis"), 0.0);
        assert!(turned("Water does not pass the membrane by osmosis") > 0.5);
    }

    #[test]
    fn the_question_s_word_for_an_opposite_earns_nothing() {
        let ask = "Why does terminal 1 show a voltage against the positive terminal?";
        let reference = "It is connected to the negative terminal";
        let (right, wrong) = ("It is connected to the negative terminal", "It is connected to the positive terminal");
        let (right, wrong) = (features(ask, reference, right), features(ask, reference, wrong));
        assert!(wrong.opposites > 0.0 && wrong.late < right.late && wrong.net < right.net, "{wrong:?}");
    }
}
