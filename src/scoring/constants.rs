//! The numbers by which statuses become a score, a band and a confidence, and those that say what is about something else or
//! too short. A number of one rule alone stands with its rule: how long a phrase, a clause, a belief may be, in `matching` and
//! `claims`; what makes a bare list, in `list`, `pile`, `framed`, `hollow`, `empty` and `chain`; what comparing with references
//! alone needs, in `derived`, `fitted` and `similarity`.
//!
//! Where nothing else is said, a number was set by hand and tried with `gradus check` on the bank's examples and with `gradus
//! evaluate tests/data/take-home.csv`; those of depth also with `gradus evaluate` on answers whose authors had not seen the
//! keyword sets (the first 882 of tests/data/independent.csv). Numbers that are *read off*, or fitted by *least squares*, come
//! from laying figures of such answers side by side, which no program of this repository does again. After a change, `gradus
//! evaluate` tells how often bands are right, on the whole and at each confidence, and `gradus check --audit` how answers to
//! other questions fare.

// The score.

/// Share of a concept's weight that a partial statement earns.
pub const PARTIAL_CREDIT: f64 = 0.5;
/// Share of a concept's weight that a statement to the contrary costs.
pub const CONTRADICTED_COST: f64 = 0.25;
/// What a word costs that says otherwise than every reference (another number, an opposite).
pub const CLASH_COST: f64 = 0.03;
/// The most that such words cost together.
pub const CLASH_MOST: f64 = 0.09;
/// How much of the uncovered part the similarity to the best reference can make up.
pub const SIMILARITY_SHARE: f64 = 0.20;
/// Pieces of evidence shown for one concept.
pub const SHOWN_EVIDENCE: usize = 3;

// Caps.

/// How far under a cut point a cap holds the score: the last decimal that results have.
pub const UNDER: f64 = 0.0001;
/// Beside everything that makes an answer strong, up to so many wrong statements are mixed evidence, no lack of understanding.
pub const MIXED: usize = 2;
/// An answer with no more telling words than this (see `Arithmetic::depth`) is shallow, and *strong* asks for a higher score than
/// its cut point: half of what matters in a dozen words is an outline, nearly all of it in a dozen words is a terse expert.
pub const DEPTH: u32 = 16;
/// An item with few concepts asks for fewer words: so many for each concept.
pub const WORDS_EACH: u32 = 3;
/// How much more than its cut point *strong* asks of a shallow answer.
pub const SHALLOW_MARGIN: f64 = 0.22;
/// At so many times the depth of a shallow answer nothing is left of the margin; in between it fades in proportion. Read off
/// tests/data/held-out.csv and the model answers of four articles: without a fade fewer of the former are graded right, with one
/// that ends at twice the depth fewer of the latter.
pub const FADED: f64 = 1.25;
/// Neither depth nor an admission makes *strong* ask for more than this, unless its cut point does.
pub const NEARLY_ALL: f64 = 0.95;
/// Telling words that stating one more concept adds at least, for the step to the next band.
pub const WORDS_OF_A_CONCEPT: u32 = 2;

// What is no answer.

/// A response with at least this share of its tokens in bare phrases is a keyword list.
pub const LIST_SHARE: f64 = 0.85;
/// Fewest tokens (without `and`, `or`) that can make a keyword list.
pub const LIST_TOKENS: usize = 5;
/// From this share of content words that the question already had, an answer is an echo.
pub const ECHO_SHARE: f64 = 0.80;
/// Fewest content words for `off-topic`; an answer of fewer is `too-short`.
pub const SHORT_CONTENT: usize = 4;
/// Fewest tokens of an answer that can be in another language.
pub const STRANGE_TOKENS: usize = 8;
/// It is in another language if less than this share of its tokens is grammar or known to the bank.
pub const STRANGE_FAMILIAR: f64 = 0.25;

// What is about something else.

/// Below this similarity an answer that touches no concept is off-topic.
pub const OFF_TOPIC_SIMILARITY: f64 = 0.08;
/// An answer that touches a concept is off-topic all the same if its similarity is below this, and the item knows less than
/// [`FOREIGN_EXPLAINED`] of it: it may be a good answer to another question.
pub const FOREIGN_SIMILARITY: f64 = 0.14;
/// The share of an answer's words that the item must know for an answer of little similarity to belong to it.
pub const FOREIGN_EXPLAINED: f64 = 0.40;
/// The same share for an answer that meets an essential concept.
pub const FOREIGN_BUT_ESSENTIAL: f64 = 0.28;
/// So many words that the item does not know can outweigh an essential concept that is met; one or two may stand in any answer.
pub const STRANGE: usize = 3;
/// Fewest content words of a sentence that can be about something else, and so show no concept.
pub const FOREIGN_SENTENCE: usize = 6;
/// Such a sentence, standing alone, is about something else if the item knows less than this share of its words.
pub const FOREIGN_SENTENCE_EXPLAINED: f64 = 0.30;
/// Fewest content words of a neighbouring sentence that is looked at with it.
pub const NEIGHBOUR: usize = 3;
/// With neighbours, it is about something else if the mean of its own share, counted twice, and theirs is less than this. Read
/// off the evidence in answers to the question and to others.
pub const FOREIGN_PASSAGE_EXPLAINED: f64 = 0.40;
/// An answer that would be *average* is off-topic if these three together are less: the share of it that the item knows, its
/// similarity times [`CLOSENESS`], and how far it is above the cut point. Read off average answers and answers to other
/// questions: one of eighty of the former falls under it, and half of the latter that would be *average*.
pub const BELONGS: f64 = 0.69;
/// How much similarity counts in [`BELONGS`].
pub const CLOSENESS: f64 = 2.0;

// Confidence. `AT_CUT`, `BY_DISTANCE`, `TERSE_STRONG`, `DEEP_AVERAGE` and `HELD_AVERAGE` are least squares of "the band is right" on
// the answers of tests/data/held-out.csv, questions left out, rounded; the rest are small deductions set by hand.

/// Confidence at a cut point.
pub const AT_CUT: f64 = 0.84;
/// What distance from the cut points adds, at most.
pub const BY_DISTANCE: f64 = 0.18;
/// A score this far from the nearest cut point is as sure as a score gets.
pub const SURE_DISTANCE: f64 = 0.20;
/// What a *strong* answer without a telling word loses, as it says so little; one that says more loses less.
pub const TERSE_STRONG: f64 = 0.19;
/// At so many times the shallow depth a *strong* answer loses nothing of [`TERSE_STRONG`].
pub const SURE_DEPTH: f64 = 3.0;
/// What an *average* answer loses that is as deep as strong ones are: it may have said the rest in other words.
pub const DEEP_AVERAGE: f64 = 0.21;
/// At so many times the shallow depth an *average* answer loses all of [`DEEP_AVERAGE`].
pub const DEEP: f64 = 2.0;
/// What an *average* answer loses that a missing essential or a misconception holds.
pub const HELD_AVERAGE: f64 = 0.14;
/// What a *weak* answer loses that would be *strong* but for a wrong statement: a person should look.
pub const HELD_WEAK: f64 = 0.2;
/// A keyword list that would meet so many concepts if it were none may be an answer in a terse hand.
pub const LIST_CONCEPTS: usize = 3;
/// What such a list loses: a person should look.
pub const LIST_LOSS: f64 = 0.25;
/// What an answer loses that states one thing and contradicts another.
pub const MIXED_LOSS: f64 = 0.03;
/// What an answer loses of whose words none is known: it may be right in other words.
pub const UNEXPLAINED_LOSS: f64 = 0.03;
/// What takes the place of [`MIXED_LOSS`] and [`UNEXPLAINED_LOSS`] for an item with references alone.
pub const DERIVED_LOSS: f64 = 0.05;
/// What each piece of evidence costs that rests on a misspelt word or on the other side of a comparison.
pub const DOUBTFUL_LOSS: f64 = 0.01;
/// The most such pieces that count.
pub const DOUBTFUL_MOST: usize = 4;
/// No answer is less sure than this.
pub const LEAST_SURE: f64 = 0.05;
/// Below this confidence a person should look: a fifth of the answers, with more than half of the wrong bands.
pub const REVIEW_BELOW: f64 = 0.82;

// Confidence for an item with references alone: how often a band is right, read off five sets (src/similarity/METHOD.md,
// Confidence) and rounded. Each is the confidence just at a cut point, and what distance from it adds, at most.

/// *Weak*, under its cut point.
pub const DERIVED_WEAK: (f64, f64) = (0.50, 0.15);
/// *Average*, which people give more rarely than the score does.
pub const DERIVED_AVERAGE: (f64, f64) = (0.28, 0.06);
/// *Strong*.
pub const DERIVED_STRONG: (f64, f64) = (0.50, 0.45);
/// Below this a person should look: at every *average*.
pub const DERIVED_REVIEW_BELOW: f64 = 0.40;
