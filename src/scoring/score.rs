//! The arithmetic: weights, groups, similarity, penalties, caps, bands, and the smallest step to the next band.

use super::constants::{CONTRADICTED_COST, PARTIAL_CREDIT, SIMILARITY_SHARE};
use super::grade::{Arithmetic, Cap, ConceptGrade, Flag, Grade, GroupGrade, StatementGrade, Status};
use super::round4;
use crate::bank::Band;
use crate::rubric::{GroupKind, Rubric};

/// How far under a cut point a cap holds the score.
const UNDER: f64 = 0.0001;

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
            let sum: f64 =
                rule.members.iter().map(|member| concepts[*member].weight * credit(concepts[*member].status)).sum();
            let (weight, earned) = match rule.rule {
                GroupKind::Count { weight, .. } => (weight, sum.min(weight)),
                GroupKind::All { weight } => {
                    let all = rule.members.iter().all(|member| concepts[*member].status == Status::Met);
                    (weight, if all { weight } else { 0.0 })
                }
                GroupKind::Max { max } => {
                    let most: f64 = rule.members.iter().map(|member| concepts[*member].weight).sum();
                    (most.min(max), sum.min(max))
                }
            };
            let of = rule.members.iter().map(|member| set.concepts[*member].id.as_str()).collect();
            GroupGrade { id: &group.id, label: &group.label, weight, earned: round4(earned), of }
        })
        .collect()
}

/// Adds everything up. Evidence is settled by now.
pub fn sum(
    rubric: &Rubric,
    concepts: &mut [ConceptGrade],
    similarity: f64,
    explained: f64,
    misconceptions: &[StatementGrade],
    flags: &[Flag],
) -> Arithmetic {
    let mut possible = 0.0;
    let mut earned = 0.0;
    for (concept, rule) in concepts.iter().zip(&rubric.concepts) {
        if rule.group.is_none() {
            possible += concept.weight;
            earned += concept.weight * credit(concept.status);
        }
    }
    for group in groups(rubric, concepts) {
        possible += group.weight;
        earned += group.earned;
    }
    let coverage = if possible > 0.0 { earned / possible } else { 0.0 };
    let support =
        if flags.contains(&Flag::KeywordList) { 0.0 } else { SIMILARITY_SHARE * similarity * (1.0 - coverage) };
    let against: f64 =
        concepts.iter().filter(|concept| concept.status == Status::Contradicted).map(|concept| concept.weight).sum();
    let contradicted = if possible > 0.0 { CONTRADICTED_COST * against / possible } else { 0.0 };
    let penalty: f64 = misconceptions.iter().map(|wrong| wrong.penalty).sum();
    let raw = (coverage + support - contradicted - penalty).clamp(0.0, 1.0);

    let mut caps = Vec::new();
    for concept in concepts
        .iter()
        .filter(|concept| concept.required && matches!(concept.status, Status::Missed | Status::Contradicted))
    {
        caps.push(Cap { band: Band::Average, reason: format!("required:{}", concept.id) });
    }
    // A wrong statement beside everything that makes an answer strong is mixed evidence: it lowers the band by one, and
    // a person should look.
    let essentials = !concepts.iter().any(|concept| concept.required && concept.status != Status::Met);
    let floor = if essentials && raw >= rubric.bands.strong { Band::Average } else { Band::Weak };
    for wrong in misconceptions {
        if let Some(band) = wrong.cap.map(|cap| cap.max(floor)) {
            caps.push(Cap { band, reason: format!("misconception:{}", wrong.id) });
        }
    }
    if flags.contains(&Flag::OffTopic) {
        caps.push(Cap { band: Band::Weak, reason: Flag::OffTopic.name().to_string() });
    }
    // Where the question asks for names, terms alone are worth what they are worth; elsewhere they are no answer.
    if flags.contains(&Flag::KeywordList) && !rubric.set().is_some_and(|set| set.names) {
        caps.push(Cap { band: Band::Weak, reason: Flag::KeywordList.name().to_string() });
    }
    Arithmetic {
        earned: round4(earned),
        possible: round4(possible),
        coverage: round4(coverage),
        similarity,
        explained,
        support: round4(support),
        contradicted: round4(contradicted),
        penalty: round4(penalty),
        raw: round4(raw),
        caps,
        average_from: rubric.bands.average,
        strong_from: rubric.bands.strong,
        derived: None,
    }
}

/// The raw score, held just under a cut point by the lowest cap.
pub fn capped(arithmetic: &Arithmetic) -> f64 {
    let limit = arithmetic
        .caps
        .iter()
        .map(|cap| match cap.band {
            Band::Weak => arithmetic.average_from - UNDER,
            Band::Average => arithmetic.strong_from - UNDER,
            Band::Strong => 1.0,
        })
        .fold(1.0, f64::min);
    round4(arithmetic.raw.min(limit).max(0.0))
}

/// The band of a score.
pub fn band(score: f64, arithmetic: &Arithmetic) -> Band {
    if score >= arithmetic.strong_from {
        Band::Strong
    } else if score >= arithmetic.average_from {
        Band::Average
    } else {
        Band::Weak
    }
}

/// Labels of concepts not yet stated, the heaviest first; members of a full group are not missing.
pub fn missing<'r>(concepts: &[ConceptGrade<'r>]) -> Vec<&'r str> {
    let mut open: Vec<&ConceptGrade> =
        concepts.iter().filter(|concept| matches!(concept.status, Status::Missed | Status::Contradicted)).collect();
    open.sort_by(|a, b| b.required.cmp(&a.required).then(b.weight.total_cmp(&a.weight)));
    open.iter().map(|concept| concept.label).collect()
}

/// One step towards the next band.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The band that the step reaches.
    pub band: Band,
    /// Concepts to state (indices), what gains most first.
    pub concepts: Vec<usize>,
    /// Misconceptions to give up (indices into the grade's).
    pub misconceptions: Vec<usize>,
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
    let mut concepts = grade.concepts.clone();
    let mut misconceptions: Vec<(usize, StatementGrade)> = grade.misconceptions.iter().cloned().enumerate().collect();
    let mut step = Step { band: target, concepts: Vec::new(), misconceptions: Vec::new(), score: grade.score };
    // Wrong statements that hold the band down must go first.
    misconceptions.retain(|(index, wrong)| {
        let holds = wrong.cap.is_some_and(|cap| cap < target);
        if holds {
            step.misconceptions.push(*index);
        }
        !holds
    });
    let passing = [Flag::KeywordList, Flag::OffTopic];
    let keep = |flags: &[Flag]| flags.iter().filter(|flag| !passing.contains(flag)).copied().collect::<Vec<_>>();
    let flags = keep(&grade.flags);
    loop {
        let left: Vec<StatementGrade> = misconceptions.iter().map(|(_, wrong)| wrong.clone()).collect();
        let evaluate = |concepts: &mut [ConceptGrade]| {
            let arithmetic =
                sum(rubric, concepts, grade.arithmetic.similarity, grade.arithmetic.explained, &left, &flags);
            let score = capped(&arithmetic);
            (band(score, &arithmetic), score, arithmetic.raw)
        };
        let (reached, score, _) = evaluate(&mut concepts);
        if reached >= target {
            step.score = score;
            return Some(step);
        }
        let best = (0..concepts.len())
            .filter(|index| concepts[*index].status != Status::Met)
            .map(|index| {
                let mut trial = concepts.clone();
                trial[index].status = Status::Met;
                let (reached, score, raw) = evaluate(&mut trial);
                (reached, score, raw, index)
            })
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(b.3.cmp(&a.3)))?;
        concepts[best.3].status = Status::Met;
        step.concepts.push(best.3);
    }
}
