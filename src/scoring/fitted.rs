//! The numbers of the scorer for items with references alone: what each measure counts for, and the map from their sum to
//! the score.
//!
//! How they were obtained: `cargo run --release --example fit -- FILE...` over the five labelled sets of short answers
//! (Mohler, SciEntsBank, Beetle, SAF in English, DigiKlausur; 12,793 answers to 265 questions) prints this file's two
//! tables. Ridge regression within sets, each set with the same weight, on signs that sense demands; the method stands in
//! `examples/fit.rs`. No number belongs to a set, a course or a question.

/// What each measure (see `similarity::features`) counts for.
pub const WEIGHTS: &[(&str, f64)] = &[
    ("cov_root", 0.555),
    ("soft_cov_q", 0.407),
    ("small", 0.113),
    ("weight_top", 0.075),
    ("net_w", 0.163),
    ("clause_net", 0.021),
    ("opposites", -0.096),
    ("flip_short", -0.382),
    ("stance_other", -0.290),
    ("roles", -0.131),
];

/// The monotone map from the sum to the score, as points between which lines run.
pub const MAP: &[(f64, f64)] = &[
    (0.000, 0.000),
    (0.839, 0.800),
    (1.333, 1.000),
];
