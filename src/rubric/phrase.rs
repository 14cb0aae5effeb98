//! Cuts a reference into the phrases that an answer should say, and names them for people.
//!
//! A clause is a phrase. A long one is cut where another begins in it: at a comma or a word such as `because`. Where there is no
//! such place, a very long one is cut at `and` or `or`, else at a preposition. Of several places of one kind, the one nearest the
//! middle is taken. What would have next to nothing of its own joins its neighbour in the sentence. What the question gave away
//! weighs nothing.

use crate::similarity::model::Model;
use crate::similarity::words::{Kind, Word};
use crate::text::TermId;
use std::ops::Range;

/// Words that count which a phrase may have before it is cut where a clause begins ...
const MOST: usize = 5;
/// ... and before it is cut within a clause.
const MOST_IN_CLAUSE: usize = 7;
/// Words that count which either side of a cut needs, and a phrase that stands alone beside others.
const LEAST: usize = 2;
/// A phrase whose words weigh less joins its neighbour.
const SLIGHT: f64 = 0.5;
/// Longer runs of words without any punctuation are no prose; they are not cut.
const LONGEST: usize = 400;

/// Words that begin a clause within a clause.
const OPENERS: &[&str] = &[
    "although",
    "because",
    "before",
    "but",
    "hence",
    "if",
    "once",
    "since",
    "so",
    "that",
    "then",
    "therefore",
    "though",
    "thus",
    "unless",
    "until",
    "when",
    "where",
    "whereas",
    "which",
    "while",
    "who",
    "whose",
];
/// Words that begin a part of a clause. Not `of`: what it belongs to stands before it.
const PREPOSITIONS: &[&str] = &[
    "after", "against", "as", "at", "between", "by", "during", "for", "from", "in", "into", "on", "over", "through",
    "under", "via", "with", "within", "without",
];
/// Words at the beginning of a phrase that its name does without.
const LINKS: &[&str] = &["also", "and", "but", "or", "so", "then"];

/// A phrase of a reference.
pub struct Phrase {
    /// Its words in the reference.
    pub words: Range<usize>,
    /// Distinct terms that count, sorted.
    pub terms: Vec<TermId>,
    /// The weight of its words that count, in tenths, at least one.
    pub weight: f64,
}

/// Cuts a reference, whose text is given, into phrases.
pub fn phrases(model: &Model, text: &str) -> Vec<Phrase> {
    let words = &model.words.words;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for clause in words.chunk_by(|a, b| a.clause == b.clause) {
        let end = start + clause.len();
        divide(model, text, start..end, &mut pieces);
        start = end;
    }
    let mut out: Vec<Phrase> = Vec::new();
    for piece in pieces {
        let own = piece.clone().filter(|at| model.counted[*at]);
        let weight: f64 = own.clone().map(|at| words[at].weight).sum();
        if weight <= 0.0 {
            continue;
        }
        let terms: Vec<TermId> = own.map(|at| words[at].term).collect();
        let sentence = words[piece.start].sentence;
        let slight = |terms: usize, weight: f64| terms < LEAST || weight < SLIGHT;
        match out.last_mut() {
            Some(last)
                if words[last.words.start].sentence == sentence
                    && (slight(last.terms.len(), last.weight) || slight(terms.len(), weight)) =>
            {
                last.words.end = piece.end;
                last.weight += weight;
                last.terms.extend(terms);
            }
            _ => out.push(Phrase { words: piece, terms, weight }),
        }
    }
    for phrase in &mut out {
        phrase.terms.sort_unstable();
        phrase.terms.dedup();
        phrase.weight = tenth(phrase.weight);
    }
    out
}

/// A weight in tenths, at least one: what people read and type.
pub fn tenth(weight: f64) -> f64 {
    (weight * 10.0).round().max(1.0) / 10.0
}

/// Cuts a run of words until no part is long, or none can be cut.
fn divide(model: &Model, text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let count = |range: Range<usize>| model.counted[range].iter().filter(|counts| **counts).count();
    let all = count(range.clone());
    if all <= MOST || range.len() > LONGEST {
        return out.push(range);
    }
    let mut before = 0;
    let mut best: Option<(u8, usize, usize)> = None;
    for at in range.clone().skip(1) {
        before += usize::from(model.counted[at - 1]);
        let after = all - before;
        if before.min(after) >= LEAST
            && let Some(rank) = rank(model, text, at)
            && (rank == 0 || all > MOST_IN_CLAUSE)
        {
            let cut = (rank, before.abs_diff(after), at);
            best = Some(best.map_or(cut, |best| best.min(cut)));
        }
    }
    match best {
        Some((_, _, at)) => {
            divide(model, text, range.start..at, out);
            divide(model, text, at..range.end, out);
        }
        None => out.push(range),
    }
}

/// How well a cut before a word would do, 0 best; `None` where it would tear something apart.
fn rank(model: &Model, text: &str, at: usize) -> Option<u8> {
    let words = &model.words.words;
    let (last, word) = (&words[at - 1], &words[at]);
    let own = model.words.norm(word);
    let gap = text.get(last.span.end..word.span.start).unwrap_or_default();
    // A phrase does not end with `the`, `is` or `of`.
    if !last.counts() {
        return None;
    }
    if gap.contains([',', ';', ':', '\n']) || gap.contains(" - ") || OPENERS.contains(&own) {
        Some(0)
    } else if matches!(own, "and" | "or") {
        Some(1)
    } else {
        PREPOSITIONS.contains(&own).then_some(2)
    }
}

/// What a phrase is called: its own words, without what only links it to the one before.
pub fn label(model: &Model, text: &str, phrase: Range<usize>) -> String {
    let words = &model.words.words[phrase];
    let is_link = |word: &Word| word.kind == Kind::Small && LINKS.contains(&model.words.norm(word));
    let links = words.iter().take_while(|word| is_link(word)).count();
    let named = words.get(links..).filter(|rest| !rest.is_empty()).unwrap_or(words);
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return String::new() };
    let (mut start, mut end) = (first.span.start, last.span.end);
    // A bracket or quotation mark that is opened is closed, one that is closed is opened.
    for (open, close) in [('(', ')'), ('[', ']'), ('\u{201c}', '\u{201d}')] {
        let said = text.get(start..end).unwrap_or_default();
        let (opened, closed) = (said.matches(open).count(), said.matches(close).count());
        if opened > closed && text.get(end..).is_some_and(|rest| rest.starts_with(close)) {
            end += close.len_utf8();
        }
        if closed > opened && text.get(..start).is_some_and(|before| before.ends_with(open)) {
            start -= open.len_utf8();
        }
    }
    let said = text.get(start..end).unwrap_or_default();
    without_number(said).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the number of a list: `1.unconfirmed` is `unconfirmed`, while `3.12` stays.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(item) if rest.len() < text.len() && item.starts_with(|c: char| c.is_alphabetic() || c == ' ') => {
            item.trim_start()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rubric::derive::words_of;
    use crate::similarity::asked::Asked;
    use crate::text::Analyzer;

    fn labels(question: &str, reference: &str) -> Vec<String> {
        let engine = Engine::shipped();
        let lexicon = engine.compiler().lexicon();
        let mut analyzer = Analyzer::new();
        let asked = Asked::new(&words_of(question, &mut analyzer, lexicon));
        let model = Model::new(words_of(reference, &mut analyzer, lexicon), &asked);
        phrases(&model, reference).iter().map(|phrase| label(&model, reference, phrase.words.clone())).collect()
    }

    #[test]
    fn a_long_clause_is_cut_where_a_part_begins() {
        let reference = "Retried jobs go back to the end of the waiting line with a growing pause between attempts.";
        let parts = ["Retried jobs go back to the end of the waiting line", "with a growing pause between attempts"];
        assert_eq!(labels("", reference), parts);
        let reference =
            "The gardener waters young lettuce plants every morning because hot afternoon sun dries shallow roots.";
        let parts =
            ["The gardener waters young lettuce plants every morning", "because hot afternoon sun dries shallow roots"];
        assert_eq!(labels("", reference), parts);
    }

    #[test]
    fn no_phrase_ends_in_the_air_or_has_next_to_nothing() {
        let reference = "Glass bottles return to the plant, get washed, dried or melted. A crate holds twenty of them.";
        for label in labels("", reference) {
            let words: Vec<&str> = label.split(' ').collect();
            assert!(words.len() > 1, "{label}");
            assert!(!["of", "the", "is", "and", "or", "to"].contains(words.last().unwrap_or(&"")), "{label}");
            assert!(!["and", "or", "of"].contains(words.first().unwrap_or(&"")), "{label}");
        }
    }

    #[test]
    fn brackets_are_closed_and_list_numbers_left_out() {
        let reference =
            "1.Slow ferry crossings (40 minutes)\n2. Fast catamaran crossings (15 minutes)\nBuild 3.12 works";
        let named = ["Slow ferry crossings (40 minutes)", "Fast catamaran crossings (15 minutes)", "Build 3.12 works"];
        assert_eq!(labels("", reference), named);
    }

    #[test]
    fn what_the_question_gave_is_no_phrase() {
        assert_eq!(
            labels("Why do ducks float?", "Ducks float. Oil keeps their feathers dry."),
            ["Oil keeps their feathers dry"]
        );
        assert!(labels("", "").is_empty() && labels("", "...").is_empty());
    }

    #[test]
    fn a_page_without_punctuation_is_cut_or_left_but_not_lost() {
        let page = "copper kettle whistles and wooden spoon rests ".repeat(200);
        assert!(!labels("", &page).is_empty());
    }
}
