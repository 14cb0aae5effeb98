//! Attacks on the grader: answers that must not score better, must score worse, or must score the same.
//!
//! `subject` says what is attacked: the items of a bank or the questions of a labelled file with their right and wrong
//! answers. `case` makes the attacked answers, `probe` lists the probes with the lines to hold, `run` grades and counts.
//! `smallest` looks for the fewest words that reach a band. The generators: `junk`, `exchange`, `negate`, `removal`,
//! `surface`, `padding`, all over the small editor in `edit`. Nothing here is random: what looks so comes from `seed`.
//!
//! The probes follow what the literature tries on graders of short answers: the question or gibberish as the answer and
//! universal triggers (Filighera et al. 2020), adjectives and adverbs (Filighera et al. 2023), instructions to the grader
//! (prompt injection, Greshake et al. 2023), negation and exchanged words (Ribeiro et al. 2020, CheckList).

pub mod case;
pub mod edit;
pub mod exchange;
pub mod junk;
pub mod negate;
pub mod padding;
pub mod probe;
pub mod removal;
pub mod run;
pub mod seed;
pub mod smallest;
pub mod subject;
pub mod surface;

pub use case::Case;
pub use probe::{Expect, Line, Probe};
pub use run::{Attacked, Report, Row, attack};
pub use subject::Subject;
