//! The numbers of the scorer for items with references alone.

/// What each measure counts for.
pub const WEIGHTS: &[(&str, f64)] = &[
    ("cov_root", 0.45),
    ("soft_cov_q", 0.4),
    ("flip_short", -0.5),
];

/// The monotone map from the sum to the score, as points between which lines run.
pub const MAP: &[(f64, f64)] = &[(0.0, 0.0), (1.0, 1.0)];
