//! Numbers to test against, computed by scipy and scikit-learn: `python tests/golden/agreement.py` prints them all.

/// Points of a human, 0 to 5 in halves.
pub const HUMAN: [f64; 12] = [5.0, 4.5, 0.0, 2.5, 2.5, 5.0, 3.0, 1.0, 4.0, 5.0, 0.5, 3.5];
/// Points of a machine.
pub const MACHINE: [f64; 12] = [4.6, 4.9, 0.3, 2.6, 1.2, 4.8, 3.3, 1.9, 2.4, 3.7, 0.0, 4.1];
/// The machine's points, rounded to halves.
pub const ROUNDED: [f64; 12] = [4.5, 5.0, 0.5, 2.5, 1.0, 5.0, 3.5, 2.0, 2.5, 3.5, 0.0, 4.0];

/// Labels of a human.
pub const HUMAN_LABELS: [&str; 10] = [
    "correct",
    "correct",
    "contradictory",
    "incorrect",
    "incorrect",
    "correct",
    "contradictory",
    "incorrect",
    "correct",
    "incorrect",
];
/// Labels of a machine.
pub const MACHINE_LABELS: [&str; 10] = [
    "correct",
    "incorrect",
    "contradictory",
    "incorrect",
    "correct",
    "correct",
    "incorrect",
    "incorrect",
    "correct",
    "correct",
];

/// `scipy.stats.pearsonr(H, M)`
pub const PEARSON: f64 = 0.8924630303828536;
/// `scipy.stats.spearmanr(H, M)`
pub const SPEARMAN: f64 = 0.8571761861545412;
/// `sklearn.metrics.cohen_kappa_score of H and R in halves, weights quadratic`
pub const QWK: f64 = 0.8638036809815951;
/// `sklearn.metrics.root_mean_squared_error(H, M)`
pub const RMSE: f64 = 0.8118907972545734;
/// `sklearn.metrics.mean_absolute_error(H, M)`
pub const MAE: f64 = 0.6583333333333334;
/// `(M.mean() - H.mean()) / H.std(ddof=1)`
pub const SMD: f64 = -0.12572674602437697;
/// `numpy.mean(H == R)`
pub const EXACT: f64 = 0.16666666666666666;
/// `numpy.mean(abs(H - R) <= 0.5)`
pub const ADJACENT: f64 = 0.6666666666666666;
/// `sklearn.metrics.accuracy_score`
pub const ACCURACY: f64 = 0.6;
/// `sklearn.metrics.f1_score, macro`
pub const MACRO_F1: f64 = 0.611111111111111;
/// `sklearn.metrics.f1_score, weighted`
pub const WEIGHTED_F1: f64 = 0.6;
/// `sklearn.metrics.confusion_matrix`, rows correct, contradictory, incorrect
pub const CONFUSION: [[u64; 3]; 3] = [[3, 0, 1], [0, 1, 1], [2, 0, 2]];
/// `sklearn.metrics.precision_recall_fscore_support`, rows as above: precision, recall, F1
pub const LABEL_SCORES: [[f64; 3]; 3] =
    [[0.6, 0.75, 0.6666666666666666], [1.0, 0.5, 0.6666666666666666], [0.5, 0.5, 0.5]];

/// Asserts that a figure is there and equal up to rounding.
#[track_caller]
pub fn close(figure: Option<f64>, expected: f64) {
    let value = figure.expect("the figure is defined");
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}
