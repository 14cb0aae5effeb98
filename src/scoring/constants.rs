//! The numbers by which statuses become a score, a band and a confidence, and those that say what is about something else or
//! too short. Numbers of one rule alone stand with it: of reading (how long a phrase, a clause, a belief may be) in `matching`, of
//! what makes a bare list in `list`, `pile`, `framed`, `hollow`, `empty` and `chain`, of comparing with references alone in `derived`,
//! `fitted` and `similarity`.
//!
//! Where nothing else is said, a number was set by hand, tried with `gradus check` on the bank's examples and `gradus evaluate
//! tests/data/take-home.csv`; those of depth with `gradus evaluate` on further answers (the first 882 of
//! tests/data/independent.csv) whose authors had not seen the keyword sets. Where it says *read off* or *least squares*, figures
//! of such answers were laid side by side, and no program of this repository does it again: after a change `gradus evaluate`
//! tells whether bands are as often right, and how often at each confidence, `gradus check --audit` how answers to other
//! questions fare.

/// Share of a concept's weight that a partial statement earns.
pub const PARTIAL_CREDIT: f64 = 0.5;
/// Share of a concept's weight that a statement to the contrary costs.
pub const CONTRADICTED_COST: f64 = 0.25;
/// What a word costs that says otherwise than every reference (another number, an opposite) ...
pub const CLASH_COST: f64 = 0.03;
/// ... and the most that such words cost together.
pub const CLASH_MOST: f64 = 0.09;
/// So many wrong statements at most are mixed evidence beside everything that makes an answer strong.
pub const MIXED: usize = 2;
/// How far under a cut point a cap holds the score: the last decimal that results have.
pub const UNDER: f64 = 0.0001;
/// How much of the uncovered part the similarity to the best reference can make up.
pub const SIMILARITY_SHARE: f64 = 0.20;
/// A response with at least this share of its tokens in bare phrases is a keyword list.
pub const LIST_SHARE: f64 = 0.85;
/// Fewest tokens (without `and`, `or`) that can make a keyword list.
pub const LIST_TOKENS: usize = 5;
/// From this share of content words that the question already had, an answer is an echo.
pub const ECHO_SHARE: f64 = 0.80;
/// An answer of at least so many tokens ...
pub const STRANGE_TOKENS: usize = 8;
/// ... of which less than this share is grammar or known to the bank is in another language.
pub const STRANGE_FAMILIAR: f64 = 0.25;
/// Below this similarity an answer that touches no concept is off-topic.
pub const OFF_TOPIC_SIMILARITY: f64 = 0.08;
/// An answer that touches a concept is off-topic all the same when its similarity stays below this ...
pub const FOREIGN_SIMILARITY: f64 = 0.14;
/// ... and the item knows less than this share of its words: a good answer to another question.
pub const FOREIGN_EXPLAINED: f64 = 0.40;
/// The same share for an answer that meets an essential concept.
pub const FOREIGN_BUT_ESSENTIAL: f64 = 0.28;
/// From so many words on that the item does not know they can outweigh an essential concept that is met: one or two may stand
/// in any answer.
pub const STRANGE: usize = 3;
/// A sentence of at least so many content words ...
pub const FOREIGN_SENTENCE: usize = 6;
/// ... that stands alone, of which the item knows less than this share, is about something else: it shows no concept.
pub const FOREIGN_SENTENCE_EXPLAINED: f64 = 0.30;
/// With neighbours (sentences of so many content words or more before and behind it) ...
pub const NEIGHBOUR: usize = 3;
/// ... its own share, twice, and theirs count together. Read off the evidence in answers to the question and to others.
pub const FOREIGN_PASSAGE_EXPLAINED: f64 = 0.40;
/// An answer that would reach *average* is off-topic when what the item knows of it, what it has of the references (times
/// [`CLOSENESS`]) and how far it is above the cut point are together less than this. Read off average answers and answers to
/// other questions: one of eighty of the former falls under it, and half of the latter that would be *average*.
pub const BELONGS: f64 = 0.69;
/// See [`BELONGS`].
pub const CLOSENESS: f64 = 2.0;
/// Fewest content words for `off-topic`; below it an answer is `too-short`.
pub const SHORT_CONTENT: usize = 4;
/// Pieces of evidence shown for one concept.
pub const SHOWN_EVIDENCE: usize = 3;
/// A score this far from the nearest cut point is as sure as a score gets.
pub const SURE_DISTANCE: f64 = 0.20;
/// Confidence at a cut point. This number, [`BY_DISTANCE`], [`TERSE_STRONG`], [`DEEP_AVERAGE`] and [`HELD_AVERAGE`]: least squares
/// of "the band is right" on the answers of tests/data/held-out.csv, questions left out, rounded; the rest are small deductions
/// set by hand.
pub const AT_CUT: f64 = 0.84;
/// What distance from the cut points adds, at most.
pub const BY_DISTANCE: f64 = 0.18;
/// What a *strong* answer loses that says little: all of it without a telling word, nothing at [`SURE_DEPTH`] times the shallow depth.
pub const TERSE_STRONG: f64 = 0.19;
/// See [`TERSE_STRONG`].
pub const SURE_DEPTH: f64 = 3.0;
/// What an *average* answer loses that is as deep as strong ones are, [`DEEP`] times the shallow depth: it may have said the rest in
/// other words.
pub const DEEP_AVERAGE: f64 = 0.21;
/// See [`DEEP_AVERAGE`].
pub const DEEP: f64 = 2.0;
/// What an *average* answer loses that a missing essential or a misconception holds.
pub const HELD_AVERAGE: f64 = 0.14;
/// What a *weak* answer loses that would be *strong* but for a wrong statement: a person should look.
pub const HELD_WEAK: f64 = 0.2;
/// A keyword list that would meet so many concepts if it were none may be an answer in a terse hand ...
pub const LIST_CONCEPTS: usize = 3;
/// ... and loses this: a person should look.
pub const LIST_LOSS: f64 = 0.25;
/// What an answer loses that states one thing and contradicts another ...
pub const MIXED_LOSS: f64 = 0.03;
/// ... what it loses whose words no one knows, all of them: it may be right in other words ...
pub const UNEXPLAINED_LOSS: f64 = 0.03;
/// ... and either of them for an item with references alone.
pub const DERIVED_LOSS: f64 = 0.05;
/// What each piece of evidence costs that rests on a misspelt word or on the other side of a comparison ...
pub const DOUBTFUL_LOSS: f64 = 0.01;
/// ... up to so many.
pub const DOUBTFUL_MOST: usize = 4;
/// No answer is less sure than this.
pub const LEAST_SURE: f64 = 0.05;
/// Below this confidence a person should look: a fifth of the answers, with more than half of the wrong bands.
pub const REVIEW_BELOW: f64 = 0.82;
/// For an item with references alone: how often a band is right, read off five sets (src/similarity/METHOD.md, Confidence)
/// and rounded. *Weak* just under its cut point, and what distance adds, at most ...
pub const DERIVED_WEAK: (f64, f64) = (0.50, 0.15);
/// ... *average*, which people give more rarely than the score does ...
pub const DERIVED_AVERAGE: (f64, f64) = (0.28, 0.06);
/// ... *strong*.
pub const DERIVED_STRONG: (f64, f64) = (0.50, 0.45);
/// Below this a person should look: at every *average*.
pub const DERIVED_REVIEW_BELOW: f64 = 0.40;
/// An answer that states no more telling words than this (see `Arithmetic::depth`) is shallow: *strong* asks more than its cut
/// point of it. Half of what matters in a dozen words is an outline, nearly all of it in a dozen words is a terse expert.
pub const DEPTH: u32 = 16;
/// An item with few concepts asks for fewer words: so many for each.
pub const WORDS_EACH: u32 = 3;
/// How much more it asks ...
pub const SHALLOW_MARGIN: f64 = 0.22;
/// ... and at how many times the depth nothing is left of that; in between it fades in proportion. Read off tests/data/held-out.csv
/// and the model answers of four articles: an end at once grades fewer of the former right, an end at twice the depth fewer of
/// the latter.
pub const FADED: f64 = 1.25;
/// *Strong* never asks for more than this, if its cut point does not.
pub const NEARLY_ALL: f64 = 0.95;
/// Telling words that stating one more concept adds at least, for the step to the next band.
pub const WORDS_OF_A_CONCEPT: u32 = 2;
