//! The promises of grading as properties, on the shipped bank and on generated texts and patterns.
//!
//! The random numbers start from a fixed seed, so that a run says the same on every machine; `PROPTEST_CASES=5000 cargo
//! test --test laws` looks further.

#![cfg(feature = "cli")]

mod common;

use gradus::bank::{Alternative, Concept, Example, Item, KeywordSet, Kind, Level, Misconception, Text};
use gradus::batch;
use gradus::engine::Engine;
use gradus::rows::input::{self, Format};
use gradus::rows::output::{JsonLines, Target};
use gradus::rubric::{Rubric, pattern};
use gradus::scoring::{Flag, Grade, Status};
use gradus::{Grader, grade};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::shipped);

/// All items of the shipped bank, compiled.
static RUBRICS: LazyLock<Vec<Arc<Rubric>>> = LazyLock::new(|| {
    ENGINE.bank().summaries().iter().map(|summary| Arc::clone(ENGINE.rubric(&summary.id).expect("an item"))).collect()
});

/// Texts about the bank's subjects, cut into sentences: references and examples of all items, by item.
static SENTENCES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let texts = RUBRICS.iter().map(|rubric| {
        let examples = ENGINE.bank().examples(&rubric.item.id).into_owned();
        let examples = examples.iter().map(|example: &Example| example.answer.value.clone());
        rubric.item.references.iter().cloned().chain(examples).flat_map(|text| sentences(&text)).collect()
    });
    texts.collect()
});

/// Cuts at full stops that a capital letter follows.
fn sentences(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for word in text.split_whitespace() {
        let last = found.last_mut().expect("never empty");
        if last.ends_with(['.', '!', '?']) && word.starts_with(char::is_uppercase) {
            found.push(word.to_string());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn laws(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    // `PROPTEST_CASES` shows as a default other than the usual 256.
    let cases = if default.cases == 256 { cases } else { default.cases };
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(20_261_121), failure_persistence: None, ..default }
}

/// Words that meet the corners of the analyser and of polarity.
const WORDS: [&str; 48] = [
    "not",
    "never",
    "without",
    "isn't",
    "can't",
    "no",
    "neither",
    "nor",
    "Django",
    "Flask",
    "list",
    "tuple",
    "GIL",
    "O(n log n)",
    "C++",
    ".NET",
    "node.js",
    "__init__",
    "select_related()",
    "async/await",
    "3.12",
    "`code",
    "```",
    "50 %",
    "1,000",
    "x=5",
    "(",
    ")",
    "- ",
    "\n",
    ".",
    ",",
    "unlike",
    "the former",
    "whereas",
    "\u{201c}quoted\u{201d}",
    "caf\u{e9}",
    "cafe\u{301}",
    "\u{1f600}",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "ﬁle",
    "İ",
    "ß",
    "中文",
    "a-b-c-d",
    "http://x.y/z?q=1",
];

fn odd_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => prop::sample::select(WORDS.to_vec()).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,12}",
    ];
    let words = prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "));
    let bytes =
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![2 => any::<String>(), 3 => words, 1 => bytes]
}

/// Sentences of one item mixed with sentences of others and with odd text: `(item, text)`.
fn answer() -> impl Strategy<Value = (usize, String)> {
    let pick = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let part = prop_oneof![
        4 => pick.clone().prop_map(|(_, sentence)| (None, sentence)),
        1 => pick.prop_map(|(item, sentence)| (Some(item), sentence)),
    ];
    (any::<prop::sample::Index>(), prop::collection::vec(part, 0..6), prop::option::weighted(0.3, odd_text())).prop_map(
        |(item, parts, odd)| {
            let item = item.index(RUBRICS.len());
            let mut text = String::new();
            for (other, sentence) in parts {
                let own = &SENTENCES[other.map_or(item, |other| other.index(SENTENCES.len()))];
                if !own.is_empty() {
                    text.push_str(&own[sentence.index(own.len())]);
                    text.push(' ');
                }
            }
            text.push_str(&odd.unwrap_or_default());
            (item, text)
        },
    )
}

fn bytes_of(grade: &Grade) -> Vec<u8> {
    serde_json::to_vec(grade).expect("a grade is plain data")
}

fn check_spans(grade: &Grade, text: &str) -> Result<(), TestCaseError> {
    let concepts = grade.concepts.iter().flat_map(|concept| &concept.evidence);
    let statements = grade.misconceptions.iter().chain(&grade.red_flags).flat_map(|statement| &statement.evidence);
    for evidence in concepts.chain(statements) {
        prop_assert!(evidence.start < evidence.end, "{evidence:?}");
        prop_assert!(text.get(evidence.start..evidence.end).is_some(), "{evidence:?} in {text:?}");
        if let Some(cue) = evidence.cue {
            prop_assert!(cue.start < cue.end && text.get(cue.start..cue.end).is_some(), "{cue:?} in {text:?}");
        }
    }
    prop_assert!((0.0..=1.0).contains(&grade.score) && (0.0..=1.0).contains(&grade.confidence));
    Ok(())
}

proptest! {
    #![proptest_config(laws(150))]

    #[test]
    fn the_same_answer_gives_the_same_bytes(answers in prop::collection::vec(answer(), 1..6)) {
        // A grader that has seen other answers to other items, in another order, against a fresh one for each.
        let mut warm = Grader::default();
        for (item, text) in answers.iter().rev() {
            warm.grade(&RUBRICS[*item], text);
        }
        for (item, text) in &answers {
            let fresh = bytes_of(&grade(&RUBRICS[*item], text));
            prop_assert_eq!(&fresh, &bytes_of(&warm.grade(&RUBRICS[*item], text)));
            let compiled_again = ENGINE.compiler().compile(&ENGINE.bank().item(&RUBRICS[*item].item.id).expect("an item")).0;
            prop_assert_eq!(&fresh, &bytes_of(&grade(&compiled_again, text)));
        }
    }

    #[test]
    fn evidence_lies_on_character_boundaries((item, text) in answer()) {
        check_spans(&grade(&RUBRICS[item], &text), &text)?;
    }

    #[test]
    fn odd_text_is_graded_and_its_spans_hold(item in any::<prop::sample::Index>(), text in odd_text()) {
        check_spans(&grade(&RUBRICS[item.index(RUBRICS.len())], &text), &text)?;
    }

    #[test]
    fn the_score_follows_from_the_numbers_listed((item, text) in answer()) {
        let result = serde_json::to_value(grade(&RUBRICS[item], &text)).expect("plain data");
        let held = [Flag::Empty, Flag::NonAnswer, Flag::Echo].map(Flag::name);
        let flags: Vec<&str> = result["flags"].as_array().expect("a list").iter().filter_map(|flag| flag.as_str()).collect();
        let score = result["score"].as_f64().expect("a number");
        if flags.iter().any(|flag| held.contains(flag)) && score == 0.0 {
            return Ok(());
        }
        let hand = common::by_hand(&result);
        prop_assert!((score - hand).abs() < 0.000_2, "{} is not {}: {:#}", score, hand, result);
    }
}

proptest! {
    #![proptest_config(laws(40))]

    #[test]
    fn a_batch_gives_what_single_grading_gives(answers in prop::collection::vec(answer(), 1..30)) {
        let answers: Vec<(usize, String)> =
            answers.into_iter().map(|(item, text)| (item, text.replace('\0', ""))).collect();
        let mut rows = String::new();
        for (item, text) in &answers {
            let row = serde_json::json!({"question_id": RUBRICS[*item].item.id, "answer": text});
            rows.push_str(&format!("{row}\n"));
        }
        let reader = input::read("rows", Box::new(std::io::Cursor::new(rows.into_bytes())), Some(Format::Jsonl)).expect("rows");
        let mut out: Vec<u8> = Vec::new();
        let mut targets = [Target { name: "out".into(), stream: &JsonLines::default(), writer: &mut out, written: 0 }];
        let stop = std::sync::atomic::AtomicBool::new(false);
        let job = batch::Job { engine: &ENGINE, overrides: None, strict: false, reveal: Default::default(), anonymiser: None, stop: &stop };
        let summary = batch::run(&job, &mut [reader], &mut targets, None, |_, _| Ok(())).expect("in memory").summary;
        prop_assert_eq!((summary.rows, summary.failed), (answers.len() as u64, 0));
        let lines = common::json_lines(std::str::from_utf8(&out).expect("UTF-8"));
        for (at, ((item, text), mut line)) in answers.iter().zip(lines).enumerate() {
            let fields = line.as_object_mut().expect("an object");
            prop_assert_eq!(fields.remove("answer_id"), Some(serde_json::json!((at + 1).to_string())));
            prop_assert_eq!(fields.remove("candidate_id"), Some(serde_json::json!((at + 1).to_string())));
            fields.remove("question_id");
            // Through text as well: reading a decimal back may differ in its last bit.
            let single = serde_json::to_string(&grade(&RUBRICS[*item], text)).expect("plain data");
            let single: serde_json::Value = serde_json::from_str(&single).expect("it was just written");
            prop_assert_eq!(line, single);
        }
    }
}

// ---- more said is never worth less ----

/// Whether `after` says all that `before` said, and nothing wrong in addition: then only right things were added.
fn only_adds(before: &Grade, after: &Grade) -> bool {
    let rank = |status: Status| match status {
        Status::Met => 3,
        Status::Partial => 2,
        Status::Missed => 1,
        Status::Contradicted => 0,
    };
    before.concepts.iter().zip(&after.concepts).all(|(a, b)| rank(b.status) >= rank(a.status))
        && after.misconceptions.len() <= before.misconceptions.len()
}

/// Sentences of an item's references that, said alone, state concepts and contradict nothing.
fn statements(rubric: &Rubric) -> Vec<String> {
    let all = rubric.item.references.iter().flat_map(|reference| sentences(reference));
    let sound = |sentence: &String| {
        let alone = grade(rubric, sentence);
        alone.misconceptions.is_empty()
            && alone.concepts.iter().any(|concept| concept.status == Status::Met)
            && alone.concepts.iter().all(|concept| concept.status != Status::Contradicted)
    };
    all.filter(sound).collect()
}

static STATEMENTS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| RUBRICS.iter().map(|rubric| statements(rubric)).collect());

/// Whether `sentence` states a concept that `before` lacks.
fn adds_a_concept(before: &Grade, sentence: &str, rubric: &Rubric) -> bool {
    let alone = grade(rubric, sentence);
    let pairs = before.concepts.iter().zip(&alone.concepts);
    pairs.into_iter().any(|(had, has)| had.status != Status::Met && has.status == Status::Met)
}

#[test]
fn most_references_can_be_built_up_sentence_by_sentence() {
    // Guards the law below against becoming empty: there is enough to add, and adding it pays.
    let (mut added, mut gained) = (0, 0);
    for (rubric, statements) in RUBRICS.iter().zip(STATEMENTS.iter()) {
        let mut text = String::new();
        let mut score = grade(rubric, &text).score;
        for sentence in statements {
            if !adds_a_concept(&grade(rubric, &text), sentence, rubric) {
                continue;
            }
            let longer = format!("{text} {sentence}");
            let after = grade(rubric, &longer).score;
            added += 1;
            gained += usize::from(after > score);
            (text, score) = (longer, after);
        }
    }
    assert!(added > 2 * RUBRICS.len(), "{added}");
    // A cap (an essential concept still missing, little said) can hold the score where it is.
    assert!(gained * 100 >= added * 85, "{gained} of {added}");
}

proptest! {
    #![proptest_config(laws(400))]

    #[test]
    fn stating_one_more_concept_never_lowers_the_score((item, text) in answer(), pick in any::<prop::sample::Index>()) {
        let rubric = &RUBRICS[item];
        prop_assume!(!STATEMENTS[item].is_empty());
        let sentence = &STATEMENTS[item][pick.index(STATEMENTS[item].len())];
        let before = grade(rubric, &text);
        prop_assume!(adds_a_concept(&before, sentence, rubric));
        let longer = format!("{} {sentence}", text.trim_end());
        let after = grade(rubric, &longer);
        prop_assume!(only_adds(&before, &after));
        prop_assert!(
            after.score >= before.score,
            "{}: {} fell to {}\nbefore: {text}\nadded: {sentence}\n{:#?}\n{:#?}", rubric.item.id, before.score, after.score, before.arithmetic, after.arithmetic
        );
    }
}

// ---- patterns ----

/// Strings with the marks of the pattern language.
fn pattern_text() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "|",
        "..",
        "..3",
        ">",
        "!",
        "!lock",
        "`",
        "`GIL`",
        "*",
        "seria*",
        "@",
        "@number",
        "@version",
        "@nothing",
        "/",
        "/8",
        "/s",
        "/a",
        "/99999999999999",
        "not",
        "the",
        "one",
        "thread",
        "lock",
        "O(n)",
        "is",
        "a.b()",
        "..99999999999999",
        "é*",
        "中文",
    ]);
    let marks = prop::collection::vec(mark, 0..12).prop_map(|marks| marks.join(" "));
    let glued = prop::collection::vec(
        prop::sample::select(vec!["(", "a", "|", ")", "[", "]", "`", "!", "*", "..", ">", " ", "é"]),
        0..16,
    );
    prop_oneof![3 => marks, 2 => glued.prop_map(|marks| marks.concat()), 1 => any::<String>()]
}

/// Patterns without mistakes over a small vocabulary, so that random texts over it meet them.
fn sound_pattern() -> impl Strategy<Value = String> {
    let word = || {
        prop::sample::select(vec![
            "thread", "lock", "one", "run", "code", "share", "memory", "not", "3", "`GIL`", "ser*", "@number",
        ])
    };
    let member = prop::collection::vec(word(), 1..3).prop_map(|words| words.join(" "));
    let slot = prop_oneof![
        3 => word().prop_map(String::from),
        1 => prop::collection::vec(member.clone(), 1..4).prop_map(|members| format!("({})", members.join(" | "))),
        1 => member.prop_map(|member| format!("[{member}]")),
        1 => word().prop_map(|word| format!("!{word}")),
    ];
    let segment = prop::collection::vec(slot, 1..4).prop_map(|slots| slots.join(" "));
    let joint = prop::sample::select(vec![" .. ", " ..2 ", " > "]);
    let end = prop::sample::select(vec!["", "", " /3", " /s", " /a"]);
    (segment.clone(), prop::option::of((joint, segment)), end).prop_map(|(first, rest, end)| match rest {
        Some((joint, rest)) => format!("{first}{joint}{rest}{end}"),
        None => format!("{first}{end}"),
    })
}

fn small_talk() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "thread",
        "threads",
        "lock",
        "locked",
        "one",
        "run",
        "ran",
        "code",
        "share",
        "shares",
        "memory",
        "not",
        "never",
        "without",
        "doesn't",
        "3",
        "three",
        "GIL",
        "serialize",
        "by",
        "from",
        "is",
        "the",
        ".",
        ",",
        "and",
        "but",
        "left",
        "right",
        "tread",
        "memmory",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

fn item(patterns: &[String], about: Option<&str>) -> Item {
    let text = |value: &str| Text { value: value.into(), ..Text::default() };
    let alternative = |pattern: &String| Alternative {
        pattern: text(pattern),
        within: None,
        ordered: pattern.len().is_multiple_of(3),
        not: if pattern.len().is_multiple_of(5) { vec![text("memory")] } else { Vec::new() },
        about: None,
        case: pattern.len().is_multiple_of(7),
    };
    let concepts = patterns.iter().enumerate().map(|(at, pattern)| Concept {
        id: format!("c{at}"),
        label: format!("Concept {at}"),
        weight: 1.0,
        required: at == 0,
        alternatives: vec![alternative(pattern)],
        partial: vec![alternative(pattern)],
        hint: None,
        follow_up: None,
        about: about.map(String::from),
        place: Default::default(),
    });
    let set = KeywordSet {
        sides: vec![("left".into(), vec![text("left"), text("one")]), ("right".into(), vec![text("right")])],
        concepts: concepts.collect(),
        misconceptions: vec![Misconception {
            id: "wrong".into(),
            label: "Wrong".into(),
            alternatives: patterns.iter().map(alternative).collect(),
            about: None,
            correction: "Right.".into(),
            cap: None,
            penalty: 0.1,
            place: Default::default(),
        }],
        ..KeywordSet::default()
    };
    Item {
        id: "generated".into(),
        question: "What about the code?".into(),
        topic: "Tests".into(),
        level: Level::Mid,
        kind: Kind::Definition,
        references: vec!["One thread runs code; threads share memory.".into()],
        related: Vec::new(),
        keyword_set: Some(set),
        place: Default::default(),
    }
}

proptest! {
    #![proptest_config(laws(600))]

    #[test]
    fn any_string_parses_or_says_where_it_does_not(source in pattern_text()) {
        let ranges: Vec<std::ops::Range<usize>> = match pattern::parse(&source) {
            Ok(pattern) => {
                prop_assert_eq!(pattern.joints.len() + 1, pattern.segments.len());
                prop_assert!(pattern.segments.iter().any(|slots| !slots.is_empty()));
                pattern.segments.iter().flatten().chain(&pattern.forbidden).map(|slot| slot.range.clone()).collect()
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                errors.into_iter().map(|error| error.range).collect()
            }
        };
        for range in ranges {
            prop_assert!(source.get(range.clone()).is_some(), "{:?} in {:?}", range, source);
        }
    }

    #[test]
    fn any_pattern_meets_any_text_without_harm(
        patterns in prop::collection::vec(prop_oneof![sound_pattern(), pattern_text()], 1..5),
        sided in any::<bool>(),
        texts in prop::collection::vec(prop_oneof![3 => small_talk(), 1 => odd_text()], 1..4),
    ) {
        let (rubric, problems) = ENGINE.compiler().compile(&item(&patterns, sided.then_some("left")));
        for problem in problems {
            prop_assert!(problem.text.value.get(problem.error.range.clone()).is_some(), "{:?}", problem);
        }
        let mut grader = Grader::default();
        for text in &texts {
            check_spans(&grader.grade(&rubric, text), text)?;
        }
    }
}

#[test]
fn generated_patterns_do_meet_generated_texts() {
    // Guards the law above against becoming empty.
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
    let mut runner = TestRunner::new_with_rng(laws(1), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut met, mut contradicted) = (0, 0);
    for _ in 0..400 {
        let pattern = sound_pattern().new_tree(&mut runner).expect("a pattern").current();
        let text = small_talk().new_tree(&mut runner).expect("a text").current();
        let mut item = item(&[pattern], None);
        // The words of a misconception meet no concept, and here both have the same pattern.
        item.keyword_set.iter_mut().for_each(|set| set.misconceptions.clear());
        let rubric = ENGINE.compiler().compile(&item).0;
        let grade = grade(&rubric, &text);
        met += usize::from(grade.concepts[0].status == Status::Met);
        contradicted += usize::from(grade.concepts[0].status == Status::Contradicted);
    }
    assert!(met > 20 && contradicted > 5, "{met} met, {contradicted} contradicted of 400");
}
