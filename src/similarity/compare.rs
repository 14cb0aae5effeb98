//! Compares a response with a reference: runs every family of measures over one alignment.

use super::alignment::{Alignment, Language, align};
use super::asked::{Asked, stance};
use super::features::Features;
use super::order::increasing;
use super::soft_cardinality::{self as soft, MOST};
use super::words::{Kind, Words, dice};
use crate::span::Span;
use crate::text::TermId;

/// A reference, compiled.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Its words.
    pub words: Words,
    /// For each word: content that the question did not give.
    pub fresh: Vec<bool>,
    /// Sum of weights: all content, fresh content.
    weights: (f64, f64),
    /// Counts: all content, fresh content.
    counts: (f64, f64),
    /// Distinct content words by signature and weight: all, fresh.
    bag: Vec<(u128, f64)>,
    bag_fresh: Vec<(u128, f64)>,
    soft: f64,
    soft_fresh: f64,
    /// Sorted character 3-grams: of all content, of fresh content.
    grams: Vec<u32>,
    grams_fresh: Vec<u32>,
    /// Sorted terms of numbers.
    numbers: Vec<TermId>,
}

/// A word of the response that clashes with one of the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clash {
    /// The reference's word.
    pub reference: u32,
    /// The response's bytes.
    pub span: Span,
    /// What turned it.
    pub cue: Option<Span>,
    /// Roles are exchanged (else negated or opposite).
    pub role: bool,
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
    /// Something that the question did not give is there.
    pub touched: bool,
}

impl Model {
    /// Prepares a reference.
    pub fn new(words: Words, asked: &Asked) -> Self {
        let fresh: Vec<bool> = words.words.iter().map(|word| word.counts() && !asked.gave(word.term)).collect();
        let all = words.content.iter().map(|at| &words.words[*at as usize]);
        let new = words.content.iter().filter(|at| fresh[**at as usize]).map(|at| &words.words[*at as usize]);
        let weights = (all.clone().map(|word| word.weight).sum(), new.clone().map(|word| word.weight).sum());
        let counts = (all.clone().count() as f64, new.clone().count() as f64);
        let (bag, bag_fresh) = (bag(&words, |_| true), bag(&words, |at| fresh[at]));
        let (grams, grams_fresh) = (grams(&words, |_| true), grams(&words, |at| fresh[at]));
        let mut numbers: Vec<TermId> = all.filter(|word| word.kind == Kind::Number).map(|word| word.term).collect();
        numbers.sort_unstable();
        Model {
            soft: soft::cardinality(&bag),
            soft_fresh: soft::cardinality(&bag_fresh),
            fresh,
            weights,
            counts,
            bag,
            bag_fresh,
            grams,
            grams_fresh,
            numbers,
            words,
        }
    }
}

fn bag(words: &Words, keep: impl Fn(usize) -> bool) -> Vec<(u128, f64)> {
    let mut seen: Vec<TermId> = Vec::new();
    let mut out = Vec::new();
    for at in &words.content {
        let word = &words.words[*at as usize];
        if keep(*at as usize) && word.kind == Kind::Content && !seen.contains(&word.term) && out.len() < MOST {
            seen.push(word.term);
            out.push((word.signature, 1.0));
        }
    }
    out
}

fn grams(words: &Words, keep: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut out = Vec::new();
    for at in &words.content {
        if !keep(*at as usize) {
            continue;
        }
        let word = &words.words[*at as usize];
        let (mut first, mut second) = (b'^', b'^');
        for byte in words.norm(word).bytes().chain(std::iter::once(b'$')) {
            if first != b'^' || second != b'^' {
                out.push(u32::from(first) << 16 | u32::from(second) << 8 | u32::from(byte));
            }
            (first, second) = (second, byte);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

/// Weight of the reference's fresh words that a sentence must touch to have to do with it.
const BEARING: f64 = 0.5;
/// The same for several light words that are equal.
const TOGETHER: f64 = 0.69;

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// Compares a response with every reference; the comparison of each.
pub fn compare_all(models: &[Model], response: &Words, asked: &Asked, language: &impl Language) -> Vec<Comparison> {
    let mut all: Vec<Comparison> = models.iter().map(|model| compare(model, response, asked, language)).collect();
    let count = all.len() as f64;
    let mean = all.iter().map(|one| one.features.cov_q).sum::<f64>() / count.max(1.0);
    // The references as one pool: share of the response's fresh words that any of them explains.
    let mut pool = 0.0;
    let mut fresh = 0.0;
    for at in &response.content {
        let word = &response.words[*at as usize];
        if asked.gave(word.term) {
            continue;
        }
        fresh += 1.0;
        if all.iter().any(|one| one.alignment.back[*at as usize].is_some()) {
            pool += 1.0;
        }
    }
    for one in &mut all {
        one.features.mean_cov_q = mean;
        one.features.refs = (count.ln() / 2.0).min(1.0);
        one.features.union_cov_q = share(pool, fresh);
    }
    all
}

/// Compares a response with one reference.
pub fn compare(model: &Model, response: &Words, asked: &Asked, language: &impl Language) -> Comparison {
    let mut alignment = align(&model.words, response, language);
    let reference = &model.words;
    let mut f = Features::default();
    let mut clashes: Vec<Clash> = Vec::new();

    // The question's own words never stand for what it did not give.
    for at in 0..reference.words.len() {
        if model.fresh[at]
            && let Some(link) = alignment.links[at]
            && asked.gave(response.words[link.to as usize].term)
        {
            alignment.links[at] = None;
            alignment.back[link.to as usize] = None;
        }
    }

    // Sentences of the response that have to do with the reference: the others change nothing below.
    // For each: the heaviest word that is there, and how much equal words weigh together.
    let mut bearing = vec![(0.0f64, 0.0f64); response.sentences as usize];
    for at in &response.content {
        if let Some(from) = alignment.back[*at as usize] {
            let word = &response.words[*at as usize];
            let weight = reference.words[from as usize].weight.min(word.weight);
            let sums = &mut bearing[word.sentence as usize];
            sums.0 = sums.0.max(weight);
            if word.term == reference.words[from as usize].term {
                sums.1 += weight;
            }
        }
    }
    let most = bearing.iter().map(|sums| sums.0).fold(0.0, f64::max);
    let kept: Vec<bool> = bearing
        .iter()
        .enumerate()
        .map(|(at, (heaviest, together))| {
            let bears = *heaviest >= BEARING || *together >= TOGETHER || (at == 0 && *together > 0.0);
            bears && !response.appeals.contains(&(at as u32))
        })
        .collect();
    for at in 0..response.words.len() {
        if !kept[response.words[at].sentence as usize]
            && let Some(from) = alignment.back[at].take()
        {
            alignment.links[from as usize] = None;
        }
    }
    let keep = |at: usize| kept[response.words[at].sentence as usize];
    let on = response.content.iter().filter(|at| keep(**at as usize)).count() as f64;
    f.on_len = (1.0f64 + on).ln() / 4.0;
    f.on_words = (1.0 + (0..response.words.len()).filter(|at| keep(*at)).count() as f64).ln() / 5.0;
    f.kept_share = share(on, response.content.len() as f64);
    let mut types: Vec<(TermId, f64, f64)> = Vec::new();
    let mut types_q: Vec<(TermId, f64, f64)> = Vec::new();
    for at in &reference.content {
        let word = &reference.words[*at as usize];
        let worth = alignment.links[*at as usize].map_or(0.0, |link| link.word);
        for (list, ok) in [(&mut types, true), (&mut types_q, model.fresh[*at as usize])] {
            if ok {
                match list.iter_mut().find(|one| one.0 == word.term) {
                    Some(one) => one.1 = one.1.max(worth),
                    None => list.push((word.term, worth, word.weight)),
                }
            }
        }
    }
    f.type_cov = share(types.iter().map(|one| one.1).sum(), types.len() as f64);
    f.type_cov_q = if types_q.is_empty() {
        f.type_cov
    } else {
        share(types_q.iter().map(|one| one.1).sum(), types_q.len() as f64)
    };
    f.type_cov_w = if types_q.is_empty() {
        f.type_cov
    } else {
        share(types_q.iter().map(|one| one.1 * one.2).sum(), types_q.iter().map(|one| one.2).sum())
    };

    // Coverage.
    let (mut all, mut all_w, mut new, mut new_w, mut context) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut small, mut small_all) = (0.0, 0.0);
    let (mut flips, mut opposites) = (0.0, 0.0);
    let mut clause_sums = vec![(0.0f64, 0.0f64); reference.clauses.len()];
    let mut places = Vec::new();
    let (mut full, mut part, mut none) = (0.0, 0.0, 0.0);
    let mut top = (0.0f64, 0.0f64);
    let (mut net, mut net_w, mut heavy_flips) = (0.0, 0.0, 0.0);
    let mut heaviest: Vec<(f64, f64)> = Vec::new();
    let mut after = (0.0, 0.0);
    let mut reason = false;
    // For each clause of the reference: by clause of the response, what is aligned and how many opposites.
    let mut meetings: Vec<(u32, u32, f64, u32)> = Vec::new();
    for (at, word) in reference.words.iter().enumerate() {
        let link = alignment.links[at];
        reason |= matches!(reference.norm(word), "because" | "since" | "so" | "therefore");
        if !word.counts() {
            if word.kind == Kind::Small || word.kind == Kind::Negator {
                small_all += 1.0;
                small += f64::from(u8::from(link.is_some()));
            }
            continue;
        }
        let fresh = model.fresh[at];
        let clause = &mut clause_sums[word.clause as usize];
        let demoted = if fresh { word.weight } else { 0.0 };
        clause.1 += demoted;
        if fresh && word.weight > top.0 {
            top = (word.weight, 0.0);
        }
        if fresh {
            heaviest.push((word.weight, link.map_or(0.0, |link| link.word)));
            if reason {
                after.1 += 1.0;
                after.0 += link.map_or(0.0, |link| link.word);
            }
        }
        match link {
            Some(link) => {
                let partner = &response.words[link.to as usize];
                let turned = (word.denied.is_some() != partner.denied.is_some()) != link.opposite;
                if turned {
                    flips += if fresh { 1.0 } else { 0.5 };
                    let cue = if link.opposite { Some(partner.span) } else { partner.denied.or(Some(partner.span)) };
                    clashes.push(Clash { reference: at as u32, span: partner.span, cue, role: false });
                }
                if link.opposite {
                    opposites += 1.0;
                }
                let worth = link.word;
                let sign = if turned { -1.0 } else { 1.0 };
                if fresh {
                    net += sign * worth;
                    net_w += sign * worth * word.weight;
                    heavy_flips += f64::from(u8::from(turned && word.weight > 0.4));
                }
                let key = (word.clause, partner.clause);
                let weight = worth * if fresh { word.weight } else { 0.3 * word.weight };
                match meetings.iter_mut().find(|one| (one.0, one.1) == key) {
                    Some(one) => {
                        one.2 += weight;
                        one.3 += u32::from(link.opposite);
                    }
                    None => meetings.push((key.0, key.1, weight, u32::from(link.opposite))),
                }
                all += worth;
                all_w += worth * word.weight;
                places.push(link.to);
                if fresh {
                    new += worth;
                    new_w += worth * word.weight;
                    context += link.context;
                    clause.0 += worth * word.weight;
                    if word.weight >= top.0 {
                        top.1 = worth;
                    }
                    if worth > 0.9 { full += 1.0 } else { part += 1.0 }
                }
            }
            None if fresh => {
                let near = response
                    .content
                    .iter()
                    .map(|other| dice(word.signature, response.words[*other as usize].signature))
                    .fold(0.0, f64::max);
                if near >= 0.5 { part += 1.0 } else { none += 1.0 }
            }
            None => {}
        }
    }
    let (total, fresh_total) = model.counts;
    f.cov = share(all, total);
    f.cov_w = share(all_w, model.weights.0);
    let has_new = fresh_total > 0.0;
    f.cov_q = if has_new { share(new, fresh_total) } else { f.cov };
    f.cov_wq = if has_new { share(new_w, model.weights.1) } else { f.cov_w };
    f.new_none = f64::from(u8::from(!has_new));
    f.small = share(small, small_all);
    f.context = share(context, fresh_total);
    f.weight_top = top.1;
    f.hist_full = share(full, fresh_total);
    f.hist_part = share(part, fresh_total);
    f.hist_none = share(none, fresh_total);

    // Response side.
    let (mut said, mut said_new, mut explained, mut explained_new, mut odd) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for at in &response.content {
        let word = &response.words[*at as usize];
        let aligned = alignment.back[*at as usize].is_some();
        said += 1.0;
        explained += f64::from(u8::from(aligned));
        if !asked.gave(word.term) {
            said_new += 1.0;
            explained_new += f64::from(u8::from(aligned));
            if !aligned {
                odd += 1.0;
            }
        }
    }
    f.sim = share(all + explained, total + said);
    f.sim_q = if has_new { share(new + explained_new, fresh_total + said_new) } else { f.sim };
    f.ratio = share(explained_new, fresh_total.max(1.0));
    f.explained = (1.0f64 + explained_new).ln() / 3.0;
    f.unexplained = share(odd, said);
    let on_given =
        response.content.iter().filter(|at| keep(**at as usize) && asked.gave(response.words[**at as usize].term));
    f.given = share(on_given.count() as f64, on);
    f.only_given = f64::from(u8::from(said_new == 0.0));
    f.x_log_len = (1.0f64 + said).ln() / 4.0;
    f.x_words = (1.0 + response.words.len() as f64).ln() / 5.0;
    f.ref_len = (1.0 + total).ln() / 4.0;
    f.ref_new = (1.0 + fresh_total).ln() / 4.0;

    // Clauses.
    let mut clauses = 0.0;
    for (met, possible) in clause_sums.iter().filter(|(_, possible)| *possible > 0.0) {
        let covered = share(*met, *possible);
        if clauses == 0.0 {
            f.clause_first = covered;
        }
        clauses += 1.0;
        f.clause_mean += covered;
        f.clause_sq += covered * covered;
        f.clause_full += f64::from(u8::from(covered >= 0.6));
    }
    if clauses > 0.0 {
        f.clause_mean /= clauses;
        f.clause_sq /= clauses;
        f.clause_full /= clauses;
    } else {
        (f.clause_mean, f.clause_sq, f.clause_full, f.clause_first) =
            (f.cov, f.cov * f.cov, f64::from(u8::from(f.cov > 0.6)), f.cov);
    }

    f.net_q = if has_new { net / fresh_total } else { 0.0 };
    f.net_w = if has_new { net_w / model.weights.1 } else { 0.0 };
    f.flips_heavy = share(heavy_flips, places.len() as f64);
    heaviest.sort_by(|a, b| b.0.total_cmp(&a.0));
    heaviest.truncate(3);
    f.top3 = share(heaviest.iter().map(|one| one.1).sum(), heaviest.len() as f64);
    f.after_because = if after.1 > 0.0 { after.0 / after.1 } else { f.cov_q };
    let (mut met, mut turned) = (0.0, 0.0);
    for clause in 0..reference.clauses.len() as u32 {
        let Some(best) = meetings.iter().filter(|one| one.0 == clause).max_by(|a, b| a.2.total_cmp(&b.2)) else {
            continue;
        };
        let flip = reference.clauses[clause as usize].1 ^ response.clauses[best.1 as usize].1 ^ (best.3 % 2 == 1);
        met += best.2;
        if flip {
            turned += best.2;
        }
    }
    f.clause_flip = share(turned, met);
    f.clause_net = (met - 2.0 * turned) / (model.weights.1 + 0.3 * (model.weights.0 - model.weights.1)).max(0.1);
    f.clause_net_any = f64::from(u8::from(turned > 0.0));
    let all_places: Vec<u32> = alignment.links.iter().flatten().map(|link| link.to).collect();
    f.all_order = share(increasing(&all_places) as f64, reference.words.len() as f64);
    let strange = response.words.iter().enumerate().filter(|(at, word)| {
        word.kind == Kind::Number && keep(*at) && alignment.back[*at].is_none() && !asked.gave(word.term)
    });
    f.numbers_extra = (strange.count() as f64 / 2.0).min(1.0);

    // Order and neighbourhood.
    f.order = share(increasing(&places) as f64, total);
    let (mut pairs, mut kept_pairs, mut pairs_q, mut kept_q, mut near_q) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut swapped = 0.0;
    for pair in reference.content.windows(2) {
        let (a, b) = (pair[0] as usize, pair[1] as usize);
        if reference.words[a].sentence != reference.words[b].sentence {
            continue;
        }
        let fresh = model.fresh[a] || model.fresh[b];
        pairs += 1.0;
        pairs_q += f64::from(u8::from(fresh));
        if let (Some(x), Some(y)) = (alignment.links[a], alignment.links[b]) {
            let gap = i64::from(y.to) - i64::from(x.to);
            if (1..=4).contains(&gap) {
                kept_pairs += 1.0;
                kept_q += f64::from(u8::from(fresh));
            }
            if fresh
                && gap.abs() <= 8
                && response.words[x.to as usize].sentence == response.words[y.to as usize].sentence
            {
                near_q += 1.0;
            }
        }
    }
    f.bigram = share(kept_pairs, pairs);
    f.bigram_q = if pairs_q > 0.0 { share(kept_q, pairs_q) } else { f.cov_q };
    f.near_q = if pairs_q > 0.0 { share(near_q, pairs_q) } else { f.cov_q };

    // Roles: two words that stand around a third the other way round, without a passive.
    let linked: Vec<u32> =
        reference.content.iter().copied().filter(|at| alignment.links[*at as usize].is_some()).collect();
    for three in linked.windows(3) {
        let [a, v, b] = [three[0], three[1], three[2]].map(|at| at as usize);
        let (wa, wb) = (&reference.words[a], &reference.words[b]);
        if wa.clause != wb.clause || wa.term == wb.term {
            continue;
        }
        let to = |at: usize| alignment.links[at].map_or(0, |link| link.to);
        let (x, y, z) = (to(a), to(v), to(b));
        let one_clause = response.words[x as usize].clause == response.words[z as usize].clause;
        if one_clause && z < y && y < x && x - z <= 12 {
            let passive = |words: &Words, from: usize, to: usize| {
                words.words[from..to]
                    .iter()
                    .any(|word| matches!(words.norm(word), "by" | "from" | "of" | "and" | "or" | "if" | "when"))
            };
            let turned = passive(response, z as usize, x as usize) || passive(reference, a, b);
            if !turned {
                swapped += 1.0;
                clashes.push(Clash {
                    reference: a as u32,
                    span: response.words[z as usize].span.join(response.words[x as usize].span),
                    cue: Some(response.words[y as usize].span),
                    role: true,
                });
            }
        }
    }
    f.roles = (swapped / 2.0f64).min(1.0);

    // Soft cardinality and 3-grams, of the sentences that have to do with the reference.
    let said_bag = bag(response, keep);
    let (common_soft, of_said) = soft::shared(&model.bag, model.soft, &said_bag);
    f.soft_cov = share(common_soft, model.soft);
    f.soft_jac = share(common_soft, model.soft + of_said - common_soft);
    let said_fresh = bag(response, |at| keep(at) && !asked.gave(response.words[at].term));
    let (common_fresh, _) = soft::shared(&model.bag_fresh, model.soft_fresh, &said_fresh);
    f.soft_cov_q = if has_new { share(common_fresh, model.soft_fresh) } else { f.soft_cov };
    let said_grams = grams(response, keep);
    let both = common(&model.grams, &said_grams) as f64;
    f.gram_cov = share(both, model.grams.len() as f64);
    f.gram_cos = share(both, (model.grams.len() as f64 * said_grams.len() as f64).sqrt());
    let said_grams = grams(response, |at| keep(at) && !asked.gave(response.words[at].term));
    f.gram_cov_q = if has_new {
        share(common(&model.grams_fresh, &said_grams) as f64, model.grams_fresh.len() as f64)
    } else {
        f.gram_cov
    };

    // Polarity, numbers.
    let aligned = places.len() as f64;
    f.flips = share(flips, aligned.max(1.0));
    f.flips_any = f64::from(u8::from(flips > 0.0));
    f.opposites = share(opposites, aligned.max(1.0));
    let theirs = (0..response.words.len()).any(|at| keep(at) && response.words[at].kind == Kind::Negator);
    let ours = reference.words.iter().any(|word| word.kind == Kind::Negator);
    let theirs_or_silent = theirs || most == 0.0;
    f.extra_negation = f64::from(u8::from(theirs && !ours));
    f.missing_negation = f64::from(u8::from(!theirs_or_silent && ours));
    if !model.numbers.is_empty() {
        let met = reference
            .words
            .iter()
            .enumerate()
            .filter(|(at, word)| word.kind == Kind::Number && alignment.links[*at].is_some())
            .count() as f64;
        f.numbers_cov = met / model.numbers.len() as f64;
        let wrong = response.words.iter().enumerate().any(|(at, word)| {
            word.kind == Kind::Number
                && keep(at)
                && alignment.back[at].is_none()
                && model.numbers.binary_search(&word.term).is_err()
                && !asked.gave(word.term)
        });
        f.numbers_wrong = f64::from(u8::from(wrong)) * (1.0 - f.numbers_cov);
    }

    // What the question asks for.
    if let (Some(ours), Some(theirs)) = (stance(reference), stance(response)) {
        f.stance_same = f64::from(u8::from(ours == theirs));
        f.stance_other = f64::from(u8::from(ours != theirs));
    }
    let because = response.words.iter().enumerate().any(|(at, word)| {
        keep(at)
            && matches!(
                response.norm(word),
                "because" | "since" | "so" | "therefore" | "due" | "cause" | "causes" | "thus"
            )
    });
    f.asks_why = f64::from(u8::from(asked.why));
    f.asks_yes = f64::from(u8::from(asked.yes_no));
    f.because = f64::from(u8::from(because));
    f.because_q = f64::from(u8::from(because && asked.why));
    f.cov_root = f.cov.sqrt();
    f.flip_short = f.clause_flip * (1.0 - 1.6 * f.ref_new).max(0.0);
    Comparison { kept: kept.clone(), touched: new > 0.0 || (!has_new && all > 0.0), features: f, alignment, clashes }
}
