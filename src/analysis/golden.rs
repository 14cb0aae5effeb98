//! Numbers to test against, computed by pingouin, scipy and numpy: `python tests/golden/analysis.py` prints them all.

use super::scores::{Score, ScoreTable};
use crate::bank::Band;

pub use crate::agreement::golden::close;

const N: Option<f64> = None;
const O: Option<f64> = Some(0.0);
const I: Option<f64> = Some(1.0);

/// The set `cronbach_wide_missing` that comes with pingouin: twelve people, eleven items, right or wrong, with gaps.
pub const MISSING: [&[Option<f64>]; 12] = [
    &[I, I, I, I, I, I, I, I, I, I, I],
    &[I, I, I, I, I, I, I, I, O, I, O],
    &[N, O, I, I, N, I, I, I, I, O, O],
    &[I, I, I, O, I, I, O, I, I, O, O],
    &[I, I, I, I, I, O, O, O, I, O, O],
    &[O, I, N, O, I, I, I, I, O, O, O],
    &[I, I, I, I, O, O, I, O, O, O, O],
    &[I, I, I, I, I, O, O, O, O, O, O],
    &[O, I, O, I, I, O, O, O, O, I, O],
    &[I, O, O, I, O, I, O, O, N, O, O],
    &[I, I, I, O, O, O, O, O, O, O, O],
    &[I, O, O, I, O, O, O, O, O, O, O],
];

/// Scores with gaps, made up: the fourth item is turned round, the fifth is easy.
pub const SCORES: [&[Option<f64>]; 12] = [
    &[Some(0.90), Some(0.75), Some(0.80), Some(0.20), I],
    &[Some(0.85), Some(0.60), Some(0.70), Some(0.30), Some(0.95)],
    &[Some(0.40), Some(0.35), Some(0.50), Some(0.60), Some(0.90)],
    &[Some(0.20), Some(0.10), N, Some(0.70), I],
    &[Some(0.65), Some(0.55), Some(0.45), Some(0.40), Some(0.85)],
    &[Some(0.95), Some(0.80), Some(0.90), Some(0.10), N],
    &[Some(0.10), Some(0.25), Some(0.15), Some(0.55), Some(0.80)],
    &[Some(0.55), Some(0.45), Some(0.60), N, I],
    &[Some(0.30), Some(0.20), Some(0.35), Some(0.65), Some(0.70)],
    &[Some(0.75), Some(0.70), Some(0.85), Some(0.35), I],
    &[Some(0.50), N, Some(0.40), Some(0.50), Some(0.95)],
    &[Some(0.05), O, Some(0.10), Some(0.80), Some(0.60)],
];

/// `pingouin.cronbach_alpha(MISSING)`, missing values left out pair by pair.
pub const MISSING_ALPHA: f64 = 0.732660835214447;
/// The same of the complete rows alone.
pub const MISSING_ALPHA_COMPLETE: f64 = 0.8016949152542373;
/// The same without each column.
pub const MISSING_ALPHA_WITHOUT: [f64; 11] = [
    0.7583901206129827,
    0.739997771091051,
    0.6931327970152734,
    0.7694189892101381,
    0.6872294372294373,
    0.6985757003462386,
    0.6929916058212886,
    0.661128751189369,
    0.70269957131271,
    0.7134918666703406,
    0.7012066567980982,
];
/// Each column against the mean of the others, `scipy.stats.pearsonr`.
pub const MISSING_ITEM_REST: [f64; 11] = [
    -0.01320545533562547,
    0.16022280734560862,
    0.4840318255624749,
    -0.06209770291184069,
    0.521387245906701,
    0.44679283374308865,
    0.49508356258132613,
    0.6726640479006802,
    0.4350790263575149,
    0.3910561195485144,
    0.5689149038921292,
];
/// Upper less lower 27 %, numpy.
pub const MISSING_UPPER_LOWER: [f64; 11] = [
    0.0,
    0.3333333333333333,
    0.6666666666666667,
    0.33333333333333337,
    1.0,
    0.6666666666666667,
    1.0,
    1.0,
    0.6666666666666666,
    0.6666666666666666,
    0.3333333333333333,
];
/// `pingouin.cronbach_alpha(SCORES)`.
pub const SCORES_ALPHA: f64 = 0.5219951752518802;
/// The same without each column.
pub const SCORES_ALPHA_WITHOUT: [f64; 5] =
    [-0.1755005889281514, -0.04267371047032083, -0.15512920846475559, 0.939457817670792, 0.3341747246061642];
/// Each column against the mean of the others.
pub const SCORES_ITEM_REST: [f64; 5] =
    [0.7565284171547263, 0.7410326087945245, 0.8489027567563557, -0.9297026601286278, 0.7091607229559518];
/// Upper less lower 27 %.
pub const SCORES_UPPER_LOWER: [f64; 5] = [0.7166666666666667, 0.6, 0.6500000000000001, -0.45, 0.3];
/// `SCORES.mean()`
pub const SCORES_FACILITY: [f64; 5] =
    [0.5166666666666666, 0.4318181818181818, 0.5272727272727272, 0.46818181818181814, 0.8863636363636362];
/// `SCORES.std()`
pub const SCORES_DEVIATION: [f64; 5] =
    [0.3121285671389955, 0.27227993616196483, 0.2705213821157547, 0.21825756260978366, 0.13618169680781095];

/// Each row as items with scores, gaps left out.
pub fn rows(table: &[&[Option<f64>]]) -> Vec<Vec<(usize, f64)>> {
    let row =
        |cells: &&[Option<f64>]| cells.iter().enumerate().filter_map(|(item, score)| Some((item, (*score)?))).collect();
    table.iter().map(row).collect()
}

/// The rows as a table of scores.
pub fn table(scores: &[&[Option<f64>]]) -> ScoreTable {
    let mut table = ScoreTable::default();
    for (candidate, row) in rows(scores).into_iter().enumerate() {
        let scores = row.into_iter().map(|(item, score)| Score::new(candidate as u32, item as u16, score, Band::Weak));
        scores.for_each(|score| table.add(score));
    }
    table
}
