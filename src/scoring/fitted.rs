//! The numbers of the scorer for items with references alone: what each measure counts for, and the map from their sum to
//! the score.
//!
//! How they were obtained: `cargo run --release --example fit -- FILE...` over the five labelled sets of short answers
//! (Mohler, SciEntsBank, Beetle, SAF in English, DigiKlausur; 12,793 answers to 265 questions) prints this file's two
//! tables. Ridge regression within sets, each set with the same weight, on signs that sense demands; the method stands in
//! `examples/fit.rs`. No number belongs to a set, a course or a question.

/// What each measure (see `similarity::features`) counts for.
pub const WEIGHTS: &[(&str, f64)] = &[
    ("cov_root", 0.633),
    ("soft_cov_q", 0.330),
    ("small", 0.131),
    ("weight_top", 0.057),
    ("net_w", 0.137),
    ("clause_net", 0.055),
    ("given", -0.166),
    ("opposites", -0.169),
    ("flip_short", -0.338),
    ("stance_other", -0.274),
    ("roles", -0.127),
];

/// The monotone map from the sum to the score, as points between which lines run.
pub const MAP: &[(f64, f64)] = &[
    (0.000, 0.000),
    (1.000, 1.000),
];
