//! The numbers of the scorer for items with references alone: what each measure counts for, and the map from their sum to
//! the score.
//!
//! How they were obtained: `cargo run --release --example fit -- FILE...` over the five labelled sets of short answers
//! (Mohler, SciEntsBank, Beetle, SAF in English, DigiKlausur; 12,793 answers to 265 questions) prints this file's two
//! tables. Ridge regression within sets, each set with the same weight, on signs that sense demands; the method stands in
//! `examples/fit.rs`. No number belongs to a set, a course or a question.

/// What each measure (see `similarity::features`) counts for.
pub const WEIGHTS: &[(&str, f64)] = &[
    ("cov_root", 0.567),
    ("soft_cov_q", 0.382),
    ("small", 0.105),
    ("weight_top", 0.079),
    ("net_w", 0.173),
    ("clause_net", 0.027),
    ("opposites", -0.136),
    ("flip_short", -0.368),
    ("stance_other", -0.255),
    ("roles", -0.132),
    ("numbers_wrong", -0.066),
];

/// The monotone map from the sum to the score, as points between which lines run.
pub const MAP: &[(f64, f64)] = &[(0.000, 0.000), (0.838, 0.800), (1.333, 1.000)];
