//! Two answers side by side: the passages that both have, in whatever order.

use super::text::Runs;
use crate::scoring::round4;
use crate::span::Span;
use rustc_hash::FxHashSet;

/// From this share of the shorter answer's own words on there is a lead ...
pub const SHARE: f64 = 0.35;
/// ... if both have at least so many words in common.
pub const WORDS: usize = 10;
/// Shared words this close together (so many others between them) make one passage.
const GAP: usize = 2;

/// What two answers share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The share of the shorter answer's own words that both have, 0 to 1, four decimals.
    pub share: f64,
    /// Words that both have in common runs: the smaller count.
    pub words: usize,
    /// The passages in either answer, in bytes.
    pub passages: [Vec<Span>; 2],
}

impl Shared {
    /// Whether it is enough to tell somebody.
    pub fn is_lead(&self) -> bool {
        self.share >= SHARE && self.words >= WORDS
    }
}

/// Compares two answers to the same item. The same with both exchanged, but for the order of the passages.
pub fn compare(one: &Runs, two: &Runs) -> Shared {
    let hashes = |runs: &Runs| runs.own.iter().map(|run| run.0).collect::<FxHashSet<u64>>();
    let (of_one, of_two) = (hashes(one), hashes(two));
    let common = [one.covered(|hash| of_two.contains(&hash)), two.covered(|hash| of_one.contains(&hash))];
    let count = |covered: &[bool]| covered.iter().filter(|covered| **covered).count();
    let own = [one, two].map(|runs| count(&runs.covered(|_| true)));
    // Of the answer that has fewer own words; of equals the larger share.
    let shares = [0, 1].map(|side| if own[side] == 0 { 0.0 } else { count(&common[side]) as f64 / own[side] as f64 });
    let share = match own[0].cmp(&own[1]) {
        std::cmp::Ordering::Less => shares[0],
        std::cmp::Ordering::Greater => shares[1],
        std::cmp::Ordering::Equal => shares[0].max(shares[1]),
    };
    Shared {
        share: round4(share),
        words: count(&common[0]).min(count(&common[1])),
        passages: [passages(one, &common[0]), passages(two, &common[1])],
    }
}

fn passages(runs: &Runs, covered: &[bool]) -> Vec<Span> {
    let mut passages: Vec<Span> = Vec::new();
    let mut last = None;
    for (at, (_, span)) in runs.words.iter().enumerate().filter(|(at, _)| covered[*at]) {
        match (passages.last_mut(), last) {
            (Some(passage), Some(before)) if at - before <= GAP + 1 => *passage = passage.join(*span),
            _ => passages.push(*span),
        }
        last = Some(at);
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::text::Wording;
    use crate::text::Analyzer;
    use proptest::prelude::*;

    fn runs(text: &str) -> Runs {
        Runs::new(&mut Analyzer::new(), text, &Wording::default())
    }

    const ORIGINAL: &str = "Celery moves slow work out of the request, so the web process answers at once. A broker such as \
        Redis keeps the tasks until a worker has time for them. Retries with growing pauses help against flaky mail servers.";

    #[test]
    fn edited_words_and_exchanged_sentences_still_show() {
        let copy = "Retries with growing pauses help against unreliable mail servers. A broker like Redis holds the tasks \
            until a worker has time for them. Celery moves slow jobs out of the request, so the web process replies at once.";
        let shared = compare(&runs(ORIGINAL), &runs(copy));
        assert!(shared.is_lead() && shared.share < 1.0, "{shared:?}");
        let marked: Vec<&str> = shared.passages[1].iter().map(|span| &copy[span.start..span.end]).collect();
        assert!(
            marked.iter().any(|passage| passage.starts_with("Retries with growing pauses help against")),
            "{marked:?}"
        );
    }

    #[test]
    fn other_words_for_the_same_thing_do_not() {
        let other = "With Celery I queue tasks like sending mail. Workers pick them up from Redis later. The user does not have \
            to wait for the response, and failed tasks are tried again.";
        let shared = compare(&runs(ORIGINAL), &runs(other));
        assert!(!shared.is_lead() && shared.share < 0.2, "{shared:?}");
        assert_eq!(compare(&runs(ORIGINAL), &runs("")).share, 0.0);
    }

    proptest! {
        #[test]
        fn both_ways_round_it_is_the_same(one in "([a-f]{3} ){0,30}", two in "([a-f]{3} ){0,30}", extra in "([a-f]{3} ){0,9}") {
            let (a, b) = (format!("{one}{extra}"), format!("{extra}{two}"));
            let (there, back) = (compare(&runs(&a), &runs(&b)), compare(&runs(&b), &runs(&a)));
            prop_assert_eq!((there.share, there.words), (back.share, back.words));
            prop_assert_eq!(&there.passages[0], &back.passages[1]);
            for span in &there.passages[0] {
                prop_assert!(a.get(span.start..span.end).is_some());
            }
            prop_assert!(compare(&runs(&a), &runs(&a)).share >= there.share);
        }
    }
}
