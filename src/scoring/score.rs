//! The arithmetic: weights, groups, similarity, penalties, caps, bands, and the smallest step to the next band.

use super::cap::{Cap, CapReason};
use super::constants::{
    CLASH_COST, CLASH_MOST, CONTRADICTED_COST, DEPTH, FADED, MIXED, NEARLY_ALL, PARTIAL_CREDIT, SHALLOW_MARGIN,
    SIMILARITY_SHARE, UNDER, WORDS_EACH, WORDS_OF_A_CONCEPT,
};
use super::grade::{Arithmetic, ConceptGrade, Flag, Grade, GroupGrade, StatementGrade, Status};
use super::round4;
use crate::bank::{Band, Bands};
use crate::claims::EvidenceKind;
use crate::rubric::{GroupKind, GroupRule, Rubric};
use std::cmp::Ordering;

/// Share of its weight that a status earns.
pub fn credit(status: Status) -> f64 {
    match status {
        Status::Met => 1.0,
        Status::Partial => PARTIAL_CREDIT,
        Status::Missed | Status::Contradicted => 0.0,
    }
}

/// What each group adds, and the most it can add.
pub fn groups<'r>(rubric: &'r Rubric, concepts: &[ConceptGrade]) -> Vec<GroupGrade<'r>> {
    let Some(set) = rubric.set() else { return Vec::new() };
    set.groups
        .iter()
        .zip(&rubric.groups)
        .map(|(group, rule)| {
            let (weight, earned) = group_sum(rule, concepts, &|index| concepts[index].status);
            let of = rule.members.iter().map(|member| set.concepts[*member].id.as_str()).collect();
            GroupGrade { id: &group.id, label: &group.label, weight, earned, of }
        })
        .collect()
}

/// The most a group can add, and what it adds when concepts have these statuses.
fn group_sum(rule: &GroupRule, concepts: &[ConceptGrade], status: &impl Fn(usize) -> Status) -> (f64, f64) {
    let sum: f64 = rule.members.iter().map(|member| concepts[*member].weight * credit(status(*member))).sum();
    let (weight, earned) = match rule.rule {
        GroupKind::Count { weight, .. } => (weight, sum.min(weight)),
        GroupKind::All { weight } => {
            let all = rule.members.iter().all(|member| status(*member) == Status::Met);
            (weight, if all { weight } else { 0.0 })
        }
        GroupKind::Max { max } => {
            let most: f64 = rule.members.iter().map(|member| concepts[*member].weight).sum();
            (most.min(max), sum.min(max))
        }
    };
    (weight, round4(earned))
}

/// What was measured of the response beside its concepts (see `Arithmetic`).
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Closeness to the best reference, 0 to 1.
    pub similarity: f64,
    /// Share of words that the item knows, 0 to 1.
    pub explained: f64,
    /// Telling words.
    pub depth: u32,
    /// Words of any kind, between blanks.
    pub words: u32,
    /// The writer says that there is something that they do not know.
    pub admits: bool,
    /// How many words say otherwise than every reference.
    pub clashes: usize,
}

/// What words that say otherwise cost.
fn clash(clashes: usize) -> f64 {
    (CLASH_COST * clashes as f64).min(CLASH_MOST)
}

/// The sums; `raw` is rounded already.
struct Sums {
    earned: f64,
    possible: f64,
    coverage: f64,
    support: f64,
    contradicted: f64,
    penalty: f64,
    raw: f64,
    measured: Measured,
}

/// Adds up what concepts with these statuses are worth.
fn sums<'m>(
    rubric: &Rubric,
    concepts: &[ConceptGrade],
    status: &impl Fn(usize) -> Status,
    measured: Measured,
    misconceptions: impl Iterator<Item = &'m StatementGrade<'m>>,
    list: bool,
) -> Sums {
    let mut possible = 0.0;
    let mut earned = 0.0;
    for (index, (concept, rule)) in concepts.iter().zip(&rubric.concepts).enumerate() {
        if rule.group.is_none() {
            possible += concept.weight;
            earned += concept.weight * credit(status(index));
        }
    }
    if rubric.set().is_some() {
        for rule in &rubric.groups {
            let (most, adds) = group_sum(rule, concepts, status);
            possible += most;
            earned += adds;
        }
    }
    let coverage = if possible > 0.0 { earned / possible } else { 0.0 };
    let support = if list { 0.0 } else { SIMILARITY_SHARE * measured.similarity * (1.0 - coverage) };
    let contrary = |(index, _): &(usize, &ConceptGrade)| status(*index) == Status::Contradicted;
    let against: f64 = concepts.iter().enumerate().filter(contrary).map(|(_, concept)| concept.weight).sum();
    let contradicted = if possible > 0.0 { CONTRADICTED_COST * against / possible } else { 0.0 };
    let penalty: f64 = misconceptions.map(|wrong| wrong.penalty).sum();
    // Rounded before it is held against the cut points: what shows as having reached one has reached it.
    let raw = round4((coverage + support - contradicted - clash(measured.clashes) - penalty).clamp(0.0, 1.0));
    Sums { earned, possible, coverage, support, contradicted, penalty, raw, measured }
}

/// Calls `found` with every cap in force. The reason comes as a function: whoever looks for the score alone, trying out one
/// concept after the other, needs no strings.
fn each_cap<'m>(
    rubric: &Rubric,
    concepts: &[ConceptGrade],
    status: &impl Fn(usize) -> Status,
    misconceptions: impl Iterator<Item = &'m StatementGrade<'m>> + Clone,
    flags: &[Flag],
    sums: &Sums,
    mut found: impl FnMut(Band, &dyn Fn() -> CapReason),
) {
    let essentials = caps_of_essentials(concepts, status, &mut found);
    caps_of_misconceptions(misconceptions, essentials && sums.raw >= rubric.bands.strong, &mut found);
    caps_of_depth(rubric, sums, &mut found);
    if flags.contains(&Flag::OffTopic) {
        found(Band::Weak, &|| CapReason::OffTopic);
    }
    // Where the question asks for names, terms alone are worth what they are worth; elsewhere they are no answer.
    if flags.contains(&Flag::KeywordList) && !rubric.asks_for_names() {
        found(Band::Weak, &|| CapReason::KeywordList);
    }
}

/// The caps of essential concepts that are not stated. Whether there are essential concepts and all of them are met.
fn caps_of_essentials(
    concepts: &[ConceptGrade],
    status: &impl Fn(usize) -> Status,
    found: &mut impl FnMut(Band, &dyn Fn() -> CapReason),
) -> bool {
    let mut all_met = concepts.iter().any(|concept| concept.required);
    for (index, concept) in concepts.iter().enumerate().filter(|(_, concept)| concept.required) {
        let status = status(index);
        all_met &= status == Status::Met;
        // Whoever speaks of one side of a comparison alone has said nothing of the other.
        let implied = || {
            let mut kinds = concept.evidence.iter().map(|evidence| evidence.kind);
            kinds.len() > 0 && kinds.all(|kind| kind == EvidenceKind::Implied)
        };
        if !status.is_stated() || (status == Status::Partial && implied()) {
            found(Band::Average, &|| CapReason::Required(concept.id.to_string()));
        }
    }
    all_met
}

/// The caps of wrong statements.
///
/// Beside everything that makes an answer strong (`otherwise_strong`), a wrong statement or two slips are mixed evidence: they
/// lower the band by one, and a person should look. Elsewhere two wrong beliefs show that the matter is not understood, however
/// mild each of them is.
fn caps_of_misconceptions<'m>(
    misconceptions: impl Iterator<Item = &'m StatementGrade<'m>> + Clone,
    otherwise_strong: bool,
    found: &mut impl FnMut(Band, &dyn Fn() -> CapReason),
) {
    let capped_at =
        |most: Band| misconceptions.clone().filter(|wrong| wrong.cap.is_some_and(|cap| cap <= most)).count();
    let (all, grave) = (capped_at(Band::Average), capped_at(Band::Weak));
    let mixed = otherwise_strong && all <= MIXED && grave <= 1;
    for misconception in misconceptions {
        if let Some(cap) = misconception.cap {
            let band = if mixed {
                Band::Average
            } else if all > 1 {
                Band::Weak
            } else {
                cap
            };
            found(band, &|| CapReason::Misconception(misconception.id.to_string()));
        }
    }
}

/// The cap of an answer whose sum is enough for *strong*, though it says too little for that or admits a gap.
fn caps_of_depth(rubric: &Rubric, sums: &Sums, found: &mut impl FnMut(Band, &dyn Fn() -> CapReason)) {
    let strong = rubric.bands.strong;
    let short_of = |asked: f64| (strong..asked).contains(&sums.raw);
    let Measured { depth, words, admits, .. } = sums.measured;
    let outline = sums.raw >= strong && !rubric.asks_for_names() && is_outline(words, shallow_below(rubric));
    if outline || short_of(strong_asks(rubric, depth, false)) {
        found(Band::Average, &|| CapReason::Shallow);
    } else if short_of(strong_asks(rubric, depth, admits)) {
        found(Band::Average, &|| CapReason::Admission);
    }
}

/// Adds everything up. Evidence is settled by now.
pub fn sum(
    rubric: &Rubric,
    concepts: &[ConceptGrade],
    measured: Measured,
    misconceptions: &[StatementGrade],
    flags: &[Flag],
) -> Arithmetic {
    let Measured { similarity, explained, depth, words, admits, clashes } = measured;
    let status = |index: usize| concepts[index].status;
    let list = flags.contains(&Flag::KeywordList);
    let sums = sums(rubric, concepts, &status, measured, misconceptions.iter(), list);
    let mut caps = Vec::new();
    each_cap(rubric, concepts, &status, misconceptions.iter(), flags, &sums, |band, why| {
        caps.push(Cap { band, reason: why() });
    });
    Arithmetic {
        earned: round4(sums.earned),
        possible: round4(sums.possible),
        coverage: round4(sums.coverage),
        similarity,
        explained,
        depth,
        words,
        admits,
        shallow_below: shallow_below(rubric),
        strong_asks: round4(strong_asks(rubric, depth, admits)),
        support: round4(sums.support),
        contradicted: round4(sums.contradicted),
        clashes: Vec::new(),
        clash: round4(clash(clashes)),
        penalty: round4(sums.penalty),
        raw: sums.raw,
        nothing: None,
        caps,
        average_from: rubric.bands.average,
        strong_from: rubric.bands.strong,
        derived: None,
    }
}

/// The depth up to which an answer is shallow: less for an item with few concepts, and never more than the fullest reference has.
fn shallow_below(rubric: &Rubric) -> u32 {
    DEPTH.min(WORDS_EACH * rubric.concepts.len() as u32).min(rubric.vocabulary.telling())
}

/// Whether so few words are no answer, whatever they touch: half as many as the telling words of a shallow one.
fn is_outline(words: u32, shallow: u32) -> bool {
    2 * words <= shallow
}

/// The raw score that *strong* asks of an answer that states so many telling words. Of one that `admits` that it does not know a
/// part it asks nearly everything.
fn strong_asks(rubric: &Rubric, depth: u32, admits: bool) -> f64 {
    let (strong, shallow) = (rubric.bands.strong, f64::from(shallow_below(rubric)));
    // Whoever speaks of their own work is honest about its edges.
    if admits && !rubric.asks_for_experience() {
        return NEARLY_ALL.max(strong);
    }
    // Names say it all where names are asked for.
    if rubric.asks_for_names() || shallow == 0.0 {
        return strong;
    }
    let (depth, fullest) = (f64::from(depth), f64::from(rubric.vocabulary.telling()));
    let deep = (FADED * shallow).min(fullest);
    let lacking = if depth >= deep { 0.0 } else { ((deep - depth) / (deep - shallow)).min(1.0) };
    (strong + SHALLOW_MARGIN * lacking).min(NEARLY_ALL).max(strong)
}

/// The highest score under a cap.
fn limit(band: Band, bands: Bands) -> f64 {
    match band {
        Band::Weak => bands.average - UNDER,
        Band::Average => bands.strong - UNDER,
        Band::Strong => 1.0,
    }
}

/// The raw score, held just under a cut point by the lowest cap.
pub fn capped(arithmetic: &Arithmetic) -> f64 {
    let limit = arithmetic.caps.iter().map(|cap| limit(cap.band, arithmetic.bands())).fold(1.0, f64::min);
    round4(arithmetic.raw.min(limit).max(0.0))
}

/// Whether a concept can still add something: not where the group that it belongs to has all that it can.
pub fn is_owed(concept: &ConceptGrade, groups: &[GroupGrade]) -> bool {
    !groups.iter().any(|group| group.earned >= group.weight && group.of.contains(&concept.id))
}

/// Labels of concepts not yet stated that can still add something, essential ones first, then the heaviest; what is
/// contradicted is named in any case. References may say a thing in different words under one label: it is named once, and
/// not at all where one of them is stated.
pub fn missing<'r>(concepts: &[ConceptGrade<'r>], groups: &[GroupGrade]) -> Vec<&'r str> {
    open(concepts, groups).into_iter().map(|at| concepts[at].label).collect()
}

/// The same by index.
pub fn open(concepts: &[ConceptGrade], groups: &[GroupGrade]) -> Vec<usize> {
    let alike = |a: &ConceptGrade, b: &ConceptGrade| a.label.eq_ignore_ascii_case(b.label);
    let missing = |concept: &ConceptGrade| match concept.status {
        Status::Missed => is_owed(concept, groups),
        Status::Contradicted => true,
        Status::Met | Status::Partial => false,
    };
    let mut open: Vec<usize> = (0..concepts.len()).filter(|at| missing(&concepts[*at])).collect();
    open.retain(|at| !concepts.iter().any(|one| one.status.is_stated() && alike(one, &concepts[*at])));
    open.sort_by(|a, b| {
        let (a, b) = (&concepts[*a], &concepts[*b]);
        b.required.cmp(&a.required).then(b.weight.total_cmp(&a.weight))
    });
    let mut named: Vec<usize> = Vec::with_capacity(open.len());
    for at in open {
        if !named.iter().any(|known| alike(&concepts[*known], &concepts[at])) {
            named.push(at);
        }
    }
    named
}

/// One step towards the next band: what it says must be so, whatever the words that say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The band that the step reaches.
    pub band: Band,
    /// Concepts to state (indices), what gains most first.
    pub concepts: Vec<usize>,
    /// What each of them adds to the sum before caps.
    pub gains: Vec<f64>,
    /// Misconceptions to give up (indices into the grade's).
    pub misconceptions: Vec<usize>,
    /// What giving them up adds to the sum before caps.
    pub corrected: f64,
    /// What the score gains beside all that, as caps fall; less than nothing where caps that still hold keep something back.
    pub released: f64,
    /// The score afterwards.
    pub score: f64,
}

/// The fewest concepts to state (and misconceptions to give up) for the next band; `None` when the answer is strong or
/// nothing would help.
pub fn next_step(grade: &Grade, rubric: &Rubric) -> Option<Step> {
    // Where references alone are the rubric, no single phrase is owed.
    if rubric.derived.is_some() {
        return None;
    }
    let target = match grade.band {
        Band::Weak => Band::Average,
        Band::Average => Band::Strong,
        Band::Strong => return None,
    };
    let outlook = Outlook::new(grade, rubric, target);
    let mut statuses: Vec<Status> = grade.concepts.iter().map(|concept| concept.status).collect();
    let mut now = outlook.with(&statuses, None, 0);
    let misconceptions = outlook.held();
    let corrected = if misconceptions.is_empty() { 0.0 } else { round4(now.raw - grade.arithmetic.raw) };
    let mut stated: Vec<(usize, f64)> = Vec::new();
    while now.band < target {
        let (index, then) = outlook.best(&statuses, stated.len() + 1)?;
        statuses[index] = Status::Met;
        stated.push((index, round4(then.raw - now.raw)));
        now = then;
    }
    let gained: f64 = stated.iter().map(|(_, gain)| gain).sum();
    stated.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (concepts, gains) = stated.into_iter().unzip();
    let released = round4(now.score - grade.score - corrected - gained);
    Some(Step { band: target, concepts, gains, misconceptions, corrected, released, score: now.score })
}

/// What an answer would get if it said more and gave up what holds it down.
struct Outlook<'a> {
    grade: &'a Grade<'a>,
    rubric: &'a Rubric,
    target: Band,
    /// Several wrong statements hold the band down, however mild each is.
    several: bool,
    /// Flags that more statements would not take away.
    flags: Vec<Flag>,
}

/// What it would get.
struct Prospect {
    band: Band,
    score: f64,
    /// The sum before caps.
    raw: f64,
}

impl Prospect {
    /// By band, then by score, then by the sum before caps: behind caps a gain may not show in the score.
    fn cmp(&self, other: &Prospect) -> Ordering {
        self.band.cmp(&other.band).then(self.score.total_cmp(&other.score)).then(self.raw.total_cmp(&other.raw))
    }
}

impl<'a> Outlook<'a> {
    fn new(grade: &'a Grade<'a>, rubric: &'a Rubric, target: Band) -> Self {
        let several = grade.misconceptions.iter().filter(|wrong| wrong.cap.is_some()).count() > 1;
        let passing = [Flag::KeywordList, Flag::OffTopic];
        let flags = grade.flags.iter().filter(|flag| !passing.contains(flag)).copied().collect();
        Outlook { grade, rubric, target, several, flags }
    }

    /// Whether a wrong statement keeps the answer below the band: it must go first.
    fn holds(&self, wrong: &StatementGrade) -> bool {
        wrong.cap.is_some_and(|cap| self.several || cap < self.target)
    }

    /// The wrong statements that must go, by their place in the grade.
    fn held(&self) -> Vec<usize> {
        let wrong = &self.grade.misconceptions;
        (0..wrong.len()).filter(|index| self.holds(&wrong[*index])).collect()
    }

    /// The concept that is best stated next, the first of equals, and what the answer would get with it; `more` as below.
    fn best(&self, statuses: &[Status], more: usize) -> Option<(usize, Prospect)> {
        let open = (0..statuses.len()).filter(|index| statuses[*index] != Status::Met);
        let prospects = open.map(|index| (index, self.with(statuses, Some(index), more)));
        prospects.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// With these statuses and one more concept stated; `more` is how many more are stated than the answer does.
    fn with(&self, statuses: &[Status], stated: Option<usize>, more: usize) -> Prospect {
        let Arithmetic { similarity, explained, depth, words, admits, ref clashes, .. } = self.grade.arithmetic;
        let added = WORDS_OF_A_CONCEPT * more as u32;
        let (depth, words, clashes) = (depth + added, words + added, clashes.len());
        let measured = Measured { similarity, explained, depth, words, admits, clashes };
        let status = |index: usize| if Some(index) == stated { Status::Met } else { statuses[index] };
        let left = || self.grade.misconceptions.iter().filter(|wrong| !self.holds(wrong));
        let bands = self.rubric.bands;
        let sums = sums(self.rubric, &self.grade.concepts, &status, measured, left(), false);
        let mut most = 1.0f64;
        each_cap(self.rubric, &self.grade.concepts, &status, left(), &self.flags, &sums, |band, _| {
            most = most.min(limit(band, bands));
        });
        let score = round4(sums.raw.min(most).max(0.0));
        Prospect { band: bands.of(score), score, raw: sums.raw }
    }
}
