//! What an author should look at although it loads: concepts that never fire or fire on the question, one swallowed by
//! another, bands out of reach, words that meet by accident, misconceptions that fire on a model answer.

use crate::bank::{Band, Example, Item, Within};
use crate::feedback::leak::Watch;
use crate::finding::{Finding, codes};
use crate::rubric::matcher::Compiled;
use crate::rubric::{ConceptRule, Rubric, spellings::Word};
use crate::scoring::{Grade, Scorer, Status};
use crate::text::TermId;

codes! {
    NEVER_FIRES     "L001" Warning "A concept is met by no strong example and no reference."
    GIVEN           "L002" Warning "An alternative is met by the question itself, so it never counts."
    SWALLOWED       "L003" Warning "Whatever meets this concept meets another one too."
    UNREACHABLE     "L004" Error   "A band is out of reach."
    SAME_STEM       "L005" Warning "Two different words of the item have the same stem."
    NEAR_WORDS      "L006" Warning "A typo may turn one word of the item into another."
    WRONG_REFERENCE "L007" Error   "A misconception fires on a reference."
    WEAK_REFERENCE  "L008" Warning "A reference is not strong."
    TELLING_HINT    "L009" Warning "A hint gives away wording of an alternative, so that `--reveal hint` withholds it."
}

/// Looks at one item. `examples` are the item's own.
pub fn run(item: &Item, rubric: &Rubric, examples: &[Example], scorer: &mut Scorer) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(set) = &item.keyword_set else { return findings };
    let id = &item.id;
    let mut met = vec![false; rubric.concepts.len()];
    for reference in &item.references {
        let grade = scorer.grade(rubric, reference);
        for (met, concept) in met.iter_mut().zip(&grade.concepts) {
            *met |= concept.status == Status::Met;
        }
        let excerpt: String = reference.chars().take(40).collect();
        for wrong in &grade.misconceptions {
            let place =
                set.misconceptions.iter().find(|known| known.id == wrong.id).map_or(set.place, |known| known.place);
            let said = wrong.evidence.first().and_then(|evidence| reference.get(evidence.start..evidence.end));
            let message = format!("`{id}`: the misconception `{}` fires on a reference", wrong.id);
            let finding = WRONG_REFERENCE.at(place, message, format!("by \"{}\"", said.unwrap_or_default()));
            findings.push(finding.help("narrow its alternatives, or add a guard with `!word`"));
        }
        // Without any concept nothing can be strong, and that is told.
        if grade.band != Band::Strong && !set.concepts.is_empty() {
            let message = format!("`{id}`: a reference is only {} ({:.2})", grade.band.name(), grade.score);
            let mut finding = WEAK_REFERENCE.at(item.place, message, format!("\"{excerpt}...\""));
            finding.help = why_weak(&grade);
            findings.push(finding);
        }
    }
    for example in examples.iter().filter(|example| example.band == Band::Strong) {
        let grade = scorer.grade(rubric, &example.answer.value);
        for (met, concept) in met.iter_mut().zip(&grade.concepts) {
            *met |= concept.status == Status::Met;
        }
    }
    let rules = set.concepts.iter().zip(&rubric.concepts);
    for ((concept, _), _) in rules.zip(&met).filter(|((_, rule), met)| !**met && has_patterns(rule)) {
        let message = format!("`{id}`: no strong example and no reference meets `{}`", concept.id);
        findings.push(
            NEVER_FIRES.at(concept.place, message, "never met").help("widen its alternatives or mend the references"),
        );
    }
    let patterns = (0..).zip(&rubric.matcher.patterns);
    for (_, pattern) in patterns.filter(|(number, _)| rubric.matcher.is_given(*number)) {
        let message = format!("`{id}`: the question itself meets this alternative");
        findings.push(GIVEN.at(pattern.place, message, "never counts").help("ask for more than the question says"));
    }
    telling_hints(item, rubric, &mut findings);
    swallowed(item, rubric, &mut findings);
    out_of_reach(item, rubric, &mut findings);
    near_words(item, rubric, &mut findings);
    findings
}

/// What keeps a reference from being strong: what it misses, else what caps it.
fn why_weak(grade: &Grade) -> Option<String> {
    if !grade.missing.is_empty() {
        return Some(format!("it misses: {}", grade.missing.join("; ")));
    }
    let caps: Vec<String> = grade.arithmetic.caps.iter().map(|cap| cap.reason.to_string()).collect();
    (!caps.is_empty()).then(|| format!("it is capped: {}", caps.join("; ")))
}

/// Hints that say what they should only lead to, of their own concept or of another one.
fn telling_hints(item: &Item, rubric: &Rubric, findings: &mut Vec<Finding>) {
    let Some(set) = &item.keyword_set else { return };
    let mut watch = Watch::new(rubric, rubric.concepts.iter().map(|_| Status::Missed), "");
    for concept in &set.concepts {
        let Some(leak) = concept.hint.as_deref().and_then(|hint| watch.leak(hint)) else { continue };
        let told = set.concepts.get(leak.concept).map_or("", |told| told.id.as_str());
        let message = format!("`{}`: the hint of `{}` gives away `{told}`", item.id, concept.id);
        findings.push(
            TELLING_HINT
                .at(concept.place, message, format!("by \"{}\"", leak.words))
                .help("hint at it in other words: below `label` such a hint is not shown"),
        );
    }
}

/// Concepts all of whose alternatives are covered by those of one other concept.
fn swallowed(item: &Item, rubric: &Rubric, findings: &mut Vec<Finding>) {
    let Some(set) = &item.keyword_set else { return };
    for (small, large) in swallowing(rubric) {
        let (small, large) = (&set.concepts[small], &set.concepts[large]);
        let message = format!("`{}`: whatever meets `{}` meets `{}` too", item.id, small.id, large.id);
        findings.push(SWALLOWED.at(small.place, message, "swallowed").help("say more here, or less there"));
    }
}

/// Pairs of concepts, by number, of which whatever meets the first meets the second, too.
pub fn swallowing(rubric: &Rubric) -> Vec<(usize, usize)> {
    let pattern = |index: &u32| &rubric.matcher.patterns[*index as usize];
    let mut pairs = Vec::new();
    for (small, rule) in rubric.concepts.iter().enumerate() {
        for (large, other) in rubric.concepts.iter().enumerate() {
            let covered = |index: &u32| {
                let mut usable = other.alternatives.iter().filter(|wide| !rubric.matcher.is_given(**wide));
                usable.any(|wide| covers(pattern(wide), pattern(index)))
            };
            if small != large && !rule.alternatives.is_empty() && rule.alternatives.iter().all(covered) {
                pairs.push((small, large));
            }
        }
    }
    pairs
}

/// Whether `wide` is met wherever `narrow` is: it asks for one of the same places or for all of them, no nearer and no
/// stricter.
fn covers(wide: &Compiled, narrow: &Compiled) -> bool {
    let slots = |pattern: &Compiled| {
        let mut slots: Vec<u16> = pattern.places.iter().map(|(slot, _)| *slot).collect();
        slots.sort_unstable();
        slots
    };
    let (asked, given) = (slots(wide), slots(narrow));
    wide.negated == narrow.negated
        && (wide.about.is_none() || wide.about == narrow.about)
        && wide.forbidden.is_empty()
        && wide.not.is_empty()
        && wide.joints.is_empty()
        && match asked.as_slice() {
            [only] => given.contains(only),
            _ => asked == given && reaches(wide.within, narrow.within),
        }
}

/// Whether words that stand within `narrow` stand within `wide`, too.
fn reaches(wide: Within, narrow: Within) -> bool {
    match (wide, narrow) {
        (Within::Words(wide), Within::Words(narrow)) => narrow <= wide,
        (Within::Words(_), _) | (Within::Sentence, Within::Answer) => false,
        _ => true,
    }
}

/// Whether a concept has a pattern that can be read. Where it has none, that is told: there is no list of them, or each of
/// them is refused.
fn has_patterns(rule: &ConceptRule) -> bool {
    !rule.alternatives.is_empty()
}

/// Bands that no answer can get: concepts without a working alternative count nothing.
fn out_of_reach(item: &Item, rubric: &Rubric, findings: &mut Vec<Finding>) {
    let Some(set) = &item.keyword_set else { return };
    let usable = |index: &u32| !rubric.matcher.is_given(*index);
    for (concept, rule) in set.concepts.iter().zip(&rubric.concepts) {
        if has_patterns(rule) && !rule.alternatives.iter().any(usable) && !rule.partial.iter().any(usable) {
            let message = format!("`{}`: nothing can meet `{}`", item.id, concept.id);
            let label = if rule.required { "required, so no answer can be strong" } else { "its weight is lost" };
            findings.push(UNREACHABLE.at(concept.place, message, label).help("add an alternative that works"));
        }
    }
}

/// Words of the item that meet by accident: the same stem although they mean different things, or one typo apart where one
/// of them alone is asked for. One finding for all forms of a pair.
fn near_words(item: &Item, rubric: &Rubric, findings: &mut Vec<Finding>) {
    let place = item.keyword_set.as_ref().map_or(item.place, |set| set.place);
    let all: Vec<Word> = rubric.matcher.words.all().collect();
    for words in all.chunk_by(|one, another| one.first == another.first) {
        let mut told: Vec<(TermId, TermId)> = Vec::new();
        for (at, one) in words.iter().enumerate() {
            for another in &words[at + 1..] {
                let (word, other) = (one.norm.text, another.norm.text);
                let pair = (one.term.min(another.term), one.term.max(another.term));
                let (code, message, help) = if one.term == another.term && is_other_word(word, other) {
                    let message = format!("`{word}` and `{other}` have the same stem `{}`", one.stem.text);
                    (SAME_STEM, message, "use an exact token in backticks if they must differ")
                } else if is_one_typo(word, other) && !fill_one_slot(rubric, pair) {
                    let message = format!("one typo turns `{word}` into `{other}`");
                    let help = "both are known words, so neither is taken for the other; a third spelling may be";
                    (NEAR_WORDS, message, help)
                } else {
                    continue;
                };
                if !told.contains(&pair) {
                    told.push(pair);
                    findings.push(code.at(place, format!("`{}`: {message}", item.id), "in this item").help(help));
                }
            }
        }
    }
}

/// Endings behind a common beginning that make another word of the same stem: `import` and `important`, `author` and
/// `authorize`. Inflections (`copied`, `copying`), irregular forms (`chosen`) and nouns of quality (`security`) belong
/// together.
fn is_other_word(a: &str, b: &str) -> bool {
    const ENDINGS: [&str; 5] = ["ant", "ize", "ise", "ization", "isation"];
    let longer = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|ending| ENDINGS.contains(&ending));
    longer(a, b) || longer(b, a)
}

/// Whether one edit turns a long word into another; forms of one word differ at the end alone.
fn is_one_typo(a: &str, b: &str) -> bool {
    const LONG: usize = 7;
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (one, other) = (a.chars().count(), b.chars().count());
    one.min(other) >= LONG && common + 2 < one.max(other) && strsim::osa_distance(a, b) == 1
}

/// Whether a place of some pattern takes either word: then nothing hangs on which it is.
fn fill_one_slot(rubric: &Rubric, (one, other): (TermId, TermId)) -> bool {
    let matcher = &rubric.matcher;
    let slots = |term: TermId| {
        let Some(entry) = matcher.entry(term) else { return Vec::new() };
        let hooked = matcher.hooks_of(entry).iter().filter(|hook| !hook.opposite).map(|hook| hook.slot);
        matcher.filled_by(entry).iter().copied().chain(hooked).collect::<Vec<u16>>()
    };
    let others = slots(other);
    slots(one).iter().any(|slot| others.contains(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::tests::{concept, rubric};

    /// What is found in a keyword set of the item `x`: codes and messages.
    fn found(set: &str) -> Vec<(&'static str, String)> {
        let rubric = rubric(set);
        let findings = run(&rubric.item, &rubric, &[], &mut Scorer::default());
        findings.into_iter().map(|finding| (finding.code, finding.message)).collect()
    }

    fn codes(set: &str) -> Vec<&'static str> {
        found(set).into_iter().map(|(code, _)| code).collect()
    }

    /// A second concept.
    fn other(pattern: &str) -> String {
        concept(pattern).replace("\"c\"", "\"d\"")
    }

    #[test]
    fn each_mistake_is_found_and_named() {
        let good = concept("widget gizmo");
        let also = |pattern: &str| good.replace("''']", &format!("''', '{pattern}']"));
        assert_eq!(codes(&good), [""; 0]);
        for (set, expected, message) in [
            (format!("{good}{}", other("sprocket")), vec!["L001"], "no strong example and no reference meets `d`"),
            (format!("{good}{}weight = 3\n", other("sprocket")), vec!["L008", "L001"], "a reference is only average"),
            (also("gadget"), vec!["L002"], "the question itself meets this alternative"),
            (format!("{good}{}", other("widget")), vec!["L003"], "whatever meets `c` meets `d` too"),
            (format!("{good}{}", other("gadget")), vec!["L001", "L002", "L004"], "nothing can meet `d`"),
            (also("account accountant"), vec!["L005"], "`account` and `accountant` have the same stem"),
            (also("project protect"), vec!["L006"], "one typo turns `project` into `protect`"),
            (
                format!(
                    "{good}[[item.misconception]]\nid = \"m\"\nlabel = \"M\"\nalternatives = [\"widget safe\"]\n\
                     correction = \"No.\"\npenalty = 0.1\n"
                ),
                vec!["L007"],
                "the misconception `m` fires on a reference",
            ),
            (
                format!("{good}hint = \"It turns a widget into a gizmo.\"\n"),
                vec!["L009"],
                "the hint of `c` gives away `c`",
            ),
        ] {
            let found = found(&set);
            assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), expected, "{found:?}");
            let told = found.iter().any(|(code, text)| expected.contains(code) && text.contains(message));
            assert!(told, "{message}: {found:?}");
        }
    }

    #[test]
    fn every_code_is_tested_here() {
        let here = include_str!("lints.rs");
        let tests = here.split_once("mod tests").map_or("", |(_, tests)| tests);
        for code in ALL {
            assert!(tests.contains(&format!("\"{}\"", code.id)), "no test for {}", code.id);
        }
    }

    #[test]
    fn a_concept_is_swallowed_by_one_that_reaches_as_far() {
        for (narrow, wide, swallowed) in [
            ("widget gizmo /1", "widget gizmo /4", true),
            ("widget gizmo /s", "widget gizmo /8", false),
            ("widget gizmo /9", "widget gizmo /8", false),
            ("widget gizmo /9", "widget gizmo /s", true),
            ("widget gizmo /a", "widget gizmo /s", false),
            ("widget gizmo /s", "widget gizmo /a", true),
            ("widget gizmo /a", "gizmo", true),
            ("widget gizmo safe /s", "widget gizmo /s", false),
            ("widget .. gizmo /s", "gizmo widget /s", true),
            ("widget gizmo /s", "widget widget /s", false),
        ] {
            let rubric = rubric(&format!("{}{}", concept(narrow), other(wide)));
            let [narrow, wide] = [0, 1].map(|at| &rubric.matcher.patterns[at]);
            assert_eq!(covers(wide, narrow), swallowed, "{narrow:?} {wide:?}");
        }
    }

    #[test]
    fn other_words_share_a_stem_by_accident_and_forms_do_not() {
        for (a, b) in [("import", "important"), ("author", "authorization")] {
            assert!(is_other_word(a, b) && is_other_word(b, a), "{a} {b}");
        }
        for (a, b) in [("copied", "copying"), ("choose", "chosen"), ("people", "person"), ("secure", "security")] {
            assert!(!is_other_word(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_typo_stands_within_a_long_word() {
        for (a, b, typo) in [
            ("project", "protect", true),
            ("blacklist", "blocklist", true),
            ("another", "anything", false),
            ("request", "requests", false),
            ("cache", "cached", false),
        ] {
            assert_eq!(is_one_typo(a, b), typo, "{a} {b}");
        }
    }
}
