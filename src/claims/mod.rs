//! How what stands in a text is claimed, whatever is looked for there: denied, said with doubt, or not claimed at all.
//!
//! `polarity` finds negators (`negation`, `scope`) and hedges; `unclaimed` what is reported and rejected (`belief`) or not
//! known (`admission`); `hazard` what is told as something to keep away from.

mod admission;
pub(crate) mod belief;
pub(crate) mod hazard;
pub(crate) mod negation;
mod polarity;
mod scope;
mod unclaimed;

pub use polarity::Polarity;
pub(crate) use polarity::{Negator, overlap};

use serde::{Deserialize, Serialize};

/// What a piece of the response says about a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// States it.
    Support,
    /// Denies it.
    Negated,
    /// States it the other way round.
    Reversed,
    /// Says it of the other side of the comparison.
    Exchanged,
    /// Says the opposite of the other side: it fits, but does not state the concept.
    Implied,
}
