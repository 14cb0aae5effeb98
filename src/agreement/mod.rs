//! Agreement of the machine with human judgement: how well gradus grades, and how sure one can be of that figure.
//!
//! ```text
//! judged    an answer with a human's judgement and the machine's
//! labels    labels that humans give, and the machine's label in the same scheme
//! scale     the steps of a human's scale
//! baseline  what length, word overlap and a plain mean would have said
//! prepare   all of it on one footing, row by row
//!
//! moments   sums that the measures are made of
//! correlation, kappa, errors, confusion   the measures, each with its formula and source
//! measures  the line of figures that every table shows
//! bootstrap intervals by resampling questions
//!
//! humans    raters among themselves, and the machine in the place of one of them
//! reliability  how often the band is right at each confidence
//! worst     the largest disagreements
//! summary   from rows to a report
//! report    what comes out
//! ```
//!
//! No figure is ever NaN: what cannot be told (a correlation with a constant) is `None`. Nothing here reads files, prints,
//! looks at the clock or panics; the same rows give the same report everywhere.

pub mod baseline;
pub mod bootstrap;
pub mod confusion;
pub mod correlation;
pub mod errors;
#[cfg(test)]
pub(crate) mod golden;
pub mod humans;
pub mod judged;
pub mod kappa;
pub mod labels;
pub mod measures;
pub mod moments;
pub mod prepare;
pub mod reliability;
pub mod report;
pub mod scale;
mod summary;
#[cfg(test)]
mod tests;
pub mod worst;

pub use judged::{Cuts, Evidence, Fields, Judged, Judgement, Machine, Points, Statuses};
pub use report::{Floor, Report, Settings, Slice};
pub use summary::evaluate;
