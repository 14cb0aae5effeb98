//! Which answers a person should look at first, and why.
//!
//! Every reason has a weight; an answer's priority is the sum of its reasons' weights. Answers without a reason are not
//! listed. Equal priorities are ordered by a hash of the ids: stable, and in favour of nobody's name.
//!
//! | reason | weight |
//! |---|---|
//! | a person's mark is far from the machine's (two bands, or 0.35 of the score) | 60 |
//! | low confidence: below where the grader asks for a person's look | up to 60, the lower the more |
//! | mixed evidence: points contradicted beside points met | 30 |
//! | close to a cut point: within 0.05 | up to 30, the closer the more |
//! | content that nothing explains, in an answer that is not strong | up to 30, the more the higher |
//! | a misconception lowered the band | 25 |
//! | shares passages with another candidate's answer | 25 |
//! | average or strong by likeness of words alone: no point met, not even in part | 25 |
//! | odd as a whole (off-topic, keyword list, other language, cut off) and yet of some length | 20 |
//! | a missing essential point lowered the band | 15 |
//! | exchanged sides of a comparison lowered the band | 15 |
//! | saying nothing but the contrary lowered the band | 15 |
//! | little said about the points lowered the band | 10 |
//! | saying that a part is not known lowered the band | 10 |
//! | evidence in words read as misspelt, or only implied, and no better one | 5 |
//!
//! An answer that a person has marked is listed only where both are far apart.

mod queue;
mod reasons;
#[cfg(test)]
mod tests;
mod weights;

pub use queue::{Entry, Queue};
pub use reasons::{Reason, reasons, shared};
