//! Words that add nothing: a sentence about something else in a right answer, adjectives and adverbs in a wrong one.

use super::edit::{Edit, Parsed, apply};
use super::seed::Seed;
use crate::text::Flags;

/// Sentences that say nothing about any question.
pub const ASIDES: [&str; 5] = [
    "Thanks for asking, I slept badly last night.",
    "My neighbour told me about her holiday yesterday.",
    "By the way, the coffee here tastes great.",
    "I grew up in a small town near the mountains.",
    "It rained for most of that summer.",
];

/// Adjectives that begin with a consonant (they follow `a` as well as `the`) and claim nothing that could be right.
const ADJECTIVES: [&str; 10] =
    ["remarkable", "fantastic", "beautiful", "special", "famous", "particular", "pretty", "wonderful", "huge", "nice"];
const ADVERBS: [&str; 10] = [
    "certainly",
    "really",
    "obviously",
    "definitely",
    "clearly",
    "indeed",
    "naturally",
    "truly",
    "undoubtedly",
    "surely",
];

/// The text with a sentence about something else in front or at the end, by the item.
pub fn aside(text: &str, item: &str) -> String {
    let mut seed = Seed::of(&[item, "aside"]);
    let aside = ASIDES[seed.below(ASIDES.len())];
    let parsed = Parsed::new(text);
    let sentences = parsed.sentences();
    // Never between two sentences: there it could come between a pronoun and what it stands for.
    if seed.below(2) == 0 && !sentences.is_empty() {
        super::edit::join(aside, text)
    } else {
        super::edit::join(text, aside)
    }
}

/// The text with an adjective behind every article and an adverb behind every auxiliary.
pub fn adorned(text: &str, item: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let mut seed = Seed::of(&[item, "adorned"]);
    let mut edits = Vec::new();
    for at in 0..parsed.len().saturating_sub(1) {
        let plain = parsed.gap(at + 1) == " " && !parsed.has(at, Flags::CODE);
        let with = if !plain {
            continue;
        } else if matches!(parsed.norm(at), "a" | "the") && parsed.is_content(at + 1) {
            ADJECTIVES[seed.below(ADJECTIVES.len())]
        } else if parsed.has(at, Flags::AUXILIARY) && parsed.has(at, Flags::SMALL) && parsed.norm(at + 1) != "not" {
            ADVERBS[seed.below(ADVERBS.len())]
        } else {
            continue;
        };
        let end = parsed.range(at).end;
        edits.push(Edit::new(end..end, format!(" {with}")));
    }
    (!edits.is_empty()).then(|| apply(text, edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adornment_follows_articles_and_auxiliaries() {
        let text = adorned("A list is a container.", "x").unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words.len(), 8, "{text}");
        assert!(
            ADJECTIVES.contains(&words[1]) && ADVERBS.contains(&words[4]) && ADJECTIVES.contains(&words[6]),
            "{text}"
        );
        assert_eq!(adorned("Lists grow.", "x"), None);
    }

    #[test]
    fn an_aside_leaves_the_answer_whole() {
        for item in ["a", "b", "c", "d"] {
            let text = aside("Lists grow.", item);
            assert!(text.contains("Lists grow.") && ASIDES.iter().any(|aside| text.contains(aside)), "{text}");
        }
    }
}
