//! Whether an outcome is told as something to keep away from: most of its own words stand in a hazard.

use super::{Outcome, Scene};
use crate::claims::hazard::{Hazard, hazards};

/// Whether an outcome is told as something to keep away from, by the sentences that it stands in or by the one behind.
pub fn is_told(scene: &Scene, outcome: &Outcome) -> bool {
    is_told_as(scene, outcome, |_| true)
}

/// Whether it is told so as what one may do: a condition (`if you X, it breaks`) or a deed (`Xing is a blunder`).
pub fn is_deed(scene: &Scene, outcome: &Outcome) -> bool {
    is_told_as(scene, outcome, |hazard| {
        let first = scene.analysis.norm_at(hazard.told.start as usize);
        matches!(first, "if" | "when" | "whenever" | "once") || first.ends_with("ing")
    })
}

fn is_told_as(scene: &Scene, outcome: &Outcome, fits: impl Fn(&Hazard) -> bool) -> bool {
    let sentence = |at: u32| scene.analysis.tokens.get(at as usize).map_or(0, |token| token.sentence as usize);
    let (low, high) = outcome.tokens;
    (sentence(low)..=sentence(high.saturating_sub(1)) + 1).any(|number| {
        let tells = |hazard: Hazard| fits(&hazard) && tells_of(&hazard, outcome);
        hazards(scene.analysis, scene.text, number).into_iter().any(tells)
    })
}

/// Whether a hazard is what an outcome tells: most of the outcome's own words stand there, and none judges.
fn tells_of(hazard: &Hazard, outcome: &Outcome) -> bool {
    let (low, high) = outcome.tokens;
    if high <= hazard.told.start || hazard.told.end <= low || hazard.judged.clone().any(|at| outcome.owns(at)) {
        return false;
    }
    let told = hazard.told.clone().filter(|at| outcome.owns(*at)).count() as u32;
    2 * told > outcome.own.count_ones()
}
