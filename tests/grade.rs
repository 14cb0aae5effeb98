//! `gradus grade`, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{SMALL, by_hand, gradus, gradus_with, with_status};
use serde_json::Value;

const GOOD: &str = "A hash function turns the key into an index, so lookups take constant time. \
    If two keys get the same index, the collision is resolved by chaining.";

fn small(item: &str, answer: &str) -> Value {
    gradus(["grade", "--bank", SMALL, "--format", "json", item, answer]).code(0).json()
}

fn shipped(answer: &str) -> Value {
    gradus(["grade", "django-vs-flask", "--format", "json", answer]).code(0).json()
}

// ---- what people see ----

#[test]
fn the_view_of_a_good_answer() {
    insta::assert_snapshot!(gradus(["grade", "--bank", SMALL, "hash-table", GOOD]).code(0).out);
}

#[test]
fn the_view_of_a_comparison_said_the_wrong_way_round() {
    let answer = "A stack is first in, first out, for instance for undo. A queue is last in, first out.";
    insta::assert_snapshot!(gradus(["grade", "--bank", SMALL, "stack-vs-queue", answer]).code(0).out);
}

#[test]
fn the_view_of_misconceptions_and_red_flags() {
    let answer =
        "A hash table encrypts values and keeps keys sorted, which makes the lookup fast. I never write tests for it.";
    insta::assert_snapshot!(gradus(["grade", "--bank", SMALL, "hash-table", answer]).code(0).out);
}

#[test]
fn the_view_of_a_list_with_a_group_and_its_arithmetic() {
    let answer = "I know quicksort and merge sort. Quicksort needs O(n log n) on average.";
    let run = gradus(["grade", "--bank", SMALL, "sorting", "--explain", answer]).code(0);
    insta::assert_snapshot!(run.out);
    assert_eq!(run.err, "");
}

#[test]
fn colour_changes_nothing_but_colour() {
    let coloured = gradus(["grade", "--bank", SMALL, "--color", "always", "hash-table", GOOD]).code(0).out;
    let plain = gradus(["grade", "--bank", SMALL, "hash-table", GOOD]).code(0).out;
    assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut chars = coloured.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(|c| *c == 'm');
        } else {
            stripped.push(c);
        }
    }
    assert_eq!(stripped, plain);
}

#[test]
fn control_characters_of_an_answer_do_not_reach_the_terminal() {
    let run = gradus(["grade", "--bank", SMALL, "hash-table", "\u{1b}[2J\u{7}A hash table \u{1b}]0;x\u{7} maps keys."]);
    assert!(!run.code(0).out.contains(['\u{1b}', '\u{7}']));
}

// ---- what programs read ----

#[test]
fn json_has_the_fields_of_the_contract() {
    let result = small("hash-table", GOOD);
    assert_eq!(result["question_id"], "hash-table");
    assert_eq!(result["band"], "strong");
    let score = result["score"].as_f64().unwrap();
    assert!((0.6..=1.0).contains(&score), "{score}");
    assert!((0.0..=1.0).contains(&result["confidence"].as_f64().unwrap()));
    assert!(result["needs_review"].is_boolean());
    for list in ["concepts", "missing", "misconceptions", "red_flags", "flags", "feedback"] {
        assert!(result[list].is_array(), "{list}");
    }
    assert_eq!(result["engine"], concat!("gradus ", env!("CARGO_PKG_VERSION")));
    let hash = result["rubric"].as_str().unwrap();
    assert!(hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
    assert_eq!(with_status(&result, "met"), ["position", "constant", "collisions"]);
    let first = &result["concepts"][0];
    assert_eq!(first["label"], "A hash function turns the key into a position");
    assert_eq!(first["weight"], 3.0);
    assert_eq!(first["evidence"][0]["kind"], "support");
}

#[test]
fn spans_are_bytes_of_the_answer_on_character_boundaries() {
    // Two bytes, four bytes, a curly quote, a decomposed accent: all before and inside what counts.
    let answer = "É 😀 “cafe\u{301}”: the hash function turns my clé into an index — hence constant time 🙂.";
    let result = small("hash-table", answer);
    let mut texts = Vec::new();
    for concept in result["concepts"].as_array().unwrap() {
        for evidence in concept["evidence"].as_array().unwrap() {
            let at = |name: &str| evidence[name].as_u64().unwrap() as usize;
            texts.push(answer.get(at("start")..at("end")).expect("on character boundaries"));
        }
    }
    assert_eq!(texts, ["hash function turns my clé into an index", "constant time"]);
}

#[test]
fn a_cue_names_the_words_that_turned_a_statement() {
    let answer = "Its lookup does not take constant time.";
    let result = small("hash-table", answer);
    assert_eq!(with_status(&result, "contradicted"), ["constant"]);
    let evidence = &result["concepts"][1]["evidence"][0];
    assert_eq!(evidence["kind"], "negated");
    let cue = &evidence["cue"];
    assert_eq!(&answer[cue["start"].as_u64().unwrap() as usize..cue["end"].as_u64().unwrap() as usize], "not");
}

#[test]
fn the_sides_of_a_comparison_are_kept_apart() {
    let right = small("stack-vs-queue", "A stack is LIFO. A queue is FIFO.");
    assert_eq!(with_status(&right, "met"), ["stack-lifo", "queue-fifo"]);
    let exchanged = small("stack-vs-queue", "A stack is FIFO. A queue is LIFO.");
    assert_eq!(with_status(&exchanged, "contradicted"), ["stack-lifo", "queue-fifo"]);
    assert_eq!(exchanged["concepts"][0]["evidence"][0]["kind"], "exchanged");
    assert_eq!(exchanged["band"], "weak");
    // Right, with hardly a word about it.
    assert_eq!(right["band"], "average");
    assert_eq!(right["arithmetic"]["caps"][0]["reason"], "shallow");
}

#[test]
fn who_says_that_they_do_not_know_a_part_is_not_strong() {
    let known = "A hash function turns the key into a position in an array, so lookup, insertion and deletion take constant time \
                 on average; two keys that share a position make a collision, which is put into a list.";
    assert_eq!(small("hash-table", known)["band"], "strong");
    let admitted = "A hash function turns the key into a position in an array, so lookup and insertion take constant time on \
                    average. What happens when two keys share a position I could not tell you.";
    let part = small("hash-table", admitted);
    assert_eq!(part["band"], "average");
    assert_eq!(part["arithmetic"]["caps"][0]["reason"], "admission");
    let view = gradus(["grade", "--bank", SMALL, "hash-table", admitted]).code(0).out;
    assert!(view.contains("it says that it does not know a part"), "{view}");
}

#[test]
fn a_group_pays_for_as_many_as_it_asks_for() {
    let two = small("sorting", "I have used quicksort and merge sort in my code.");
    let three = small("sorting", "I have used quicksort, heap sort and merge sort in my code.");
    let four = small("sorting", "I have used quicksort, heap sort, insertion sort and merge sort in my code.");
    let earned = |result: &Value| result["groups"][0]["earned"].as_f64().unwrap();
    assert_eq!([earned(&two), earned(&three), earned(&four)], [2.0, 3.0, 3.0]);
    assert_eq!(three["groups"][0]["of"].as_array().unwrap().len(), 4);
}

#[test]
fn misconceptions_cost_and_cap_and_are_corrected() {
    let penalised = small("hash-table", &format!("{GOOD} It keeps keys sorted."));
    assert_eq!(penalised["misconceptions"][0]["id"], "sorted");
    assert_eq!(penalised["arithmetic"]["penalty"], 0.2);
    let clean = small("hash-table", GOOD);
    assert!(penalised["score"].as_f64() < clean["score"].as_f64());
    let feedback = penalised["feedback"][0].as_str().unwrap();
    assert!(feedback.contains("in no useful order"), "{feedback}");

    let capped =
        small("hash-table", "The table encrypts values. Lookup takes constant time, and collisions are handled.");
    assert_eq!(capped["band"], "weak");
    let caps = capped["arithmetic"]["caps"].as_array().unwrap();
    assert!(caps.iter().any(|cap| cap["reason"] == "misconception:encrypts" && cap["band"] == "weak"), "{caps:?}");

    // Denied, it is no misconception.
    assert_eq!(small("hash-table", "It does not keep keys sorted.")["misconceptions"].as_array().unwrap().len(), 0);
}

#[test]
fn red_flags_count_only_when_asserted() {
    let flags = |answer| small("hash-table", answer)["red_flags"].as_array().unwrap().len();
    assert_eq!(flags("I never write tests for hash tables."), 1);
    assert_eq!(flags("I always write tests for hash tables."), 0);
}

#[test]
fn odd_answers_are_flagged() {
    for (answer, flag) in [
        ("   ", "empty"),
        ("I don't know, sorry.", "non-answer"),
        ("What is a hash table?", "echo"),
        ("Last summer we hiked across Norway and slept under open skies.", "off-topic"),
        ("keys, values, buckets, arrays, hashing, memory, chaining", "keyword-list"),
        ("Keys.", "too-short"),
        ("Хэш-таблица хранит значения по ключам и находит их быстро.", "other-language"),
    ] {
        let result = small("hash-table", answer);
        assert_eq!(result["band"], "weak", "{answer}");
        let flags = result["flags"].as_array().unwrap();
        assert!(flags.iter().any(|raised| raised == flag), "{answer}: {flags:?}");
    }
    assert_eq!(small("hash-table", GOOD)["flags"].as_array().unwrap().len(), 0);
}

// ---- the arithmetic ----

const ANSWERS: [(&str, &str); 9] = [
    ("hash-table", GOOD),
    ("hash-table", "It stores values under keys, and its lookup does not take constant time."),
    ("hash-table", "It keeps keys sorted and encrypts values. Lookup takes constant time."),
    ("hash-table", "collision chaining, constant time, hash function index, buckets"),
    ("stack-vs-queue", "A stack is FIFO, a queue too."),
    ("stack-vs-queue", "A stack is LIFO and a queue is FIFO; undo needs a stack."),
    ("sorting", "I know quicksort, heap sort, merge sort and insertion sort; some are stable."),
    ("sorting", "Quicksort takes O(n log n)."),
    ("sorting", "Bubble sort is the only one I remember well."),
];

#[test]
fn every_score_can_be_recomputed_from_the_result() {
    for (item, answer) in ANSWERS {
        let result = small(item, answer);
        let (score, hand) = (result["score"].as_f64().unwrap(), by_hand(&result));
        assert!((score - hand).abs() < 0.000_2, "{answer}: {score} is not {hand}\n{result:#}");
    }
}

#[test]
fn the_explanation_is_a_tree_of_the_results_own_numbers() {
    for (item, answer) in ANSWERS {
        let result = gradus(["grade", "--bank", SMALL, "--format", "json", "--explain", item, answer]).code(0).json();
        let root = &result["explanation"];
        assert_eq!(root["value"], result["score"], "{answer}");
        let raw = &root["parts"][0];
        assert_eq!(raw["value"], result["arithmetic"]["raw"]);
        let part = |label: &str| {
            let parts = raw["parts"].as_array().unwrap().iter();
            parts
                .filter(|part| part["label"].as_str().unwrap().starts_with(label))
                .map(|part| part["value"].as_f64().unwrap())
                .sum::<f64>()
        };
        let total = part("coverage") + part("+ support") - part("- contradicted") - part("- penalties");
        let value = raw["value"].as_f64().unwrap();
        assert!((total.clamp(0.0, 1.0) - value).abs() < 0.000_3, "{answer}: {total} is not {value}");
        // The lines under `earned` add up to it, each to weight x credit.
        let earned = &raw["parts"][0]["parts"][0];
        let lines = earned["parts"].as_array().unwrap();
        let sum: f64 = lines.iter().map(|line| line["value"].as_f64().unwrap()).sum();
        assert!((sum - earned["value"].as_f64().unwrap()).abs() < 0.000_3, "{answer}");
        for line in lines.iter().filter(|line| line["parts"][0]["label"] == "weight") {
            let product = line["parts"][0]["value"].as_f64().unwrap() * line["parts"][1]["value"].as_f64().unwrap();
            assert!((product - line["value"].as_f64().unwrap()).abs() < 0.000_2);
        }
    }
}

#[test]
fn what_earns_nothing_or_is_held_is_said_in_the_arithmetic() {
    let list = "keys, values, buckets, arrays, hashing, memory, chaining";
    let out = gradus(["grade", "--bank", SMALL, "--explain", "hash-table", list]).code(0).out;
    assert!(out.contains("+ support: none, for terms without statements"), "{out}");
    // A sum below nothing: the answer contradicts its only reference.
    let args = ["grade", "--format", "json", "--explain", "--reference", "Water boils at 100 degrees."];
    let result = gradus(args.iter().copied().chain(["Ice melts at 7 degrees, never at 100."])).code(0).json();
    let raw = &result["explanation"]["parts"][0];
    let sum = raw["parts"][0]["value"].as_f64().unwrap();
    let label = raw["label"].as_str().unwrap();
    assert_eq!(sum < 0.0, label.contains("held within 0 and 1"), "{raw:#}");
}

#[test]
fn only_caps_that_decide_are_shown() {
    let weak = "It stores things.";
    let view = gradus(["grade", "--bank", SMALL, "hash-table", weak]).code(0).out;
    let result = small("hash-table", weak);
    assert_eq!(result["arithmetic"]["caps"][0]["reason"], "required:position");
    assert!(!view.contains("at most"), "the score is below that anyway: {view}");
    let explained = gradus(["grade", "--bank", SMALL, "--explain", "hash-table", weak]).code(0).out;
    assert!(explained.contains("at most average because of required:position"), "{explained}");
}

// ---- where the answer comes from, and what can go wrong ----

#[test]
fn standard_input_gives_the_same_as_an_argument() {
    let args = ["grade", "--bank", SMALL, "--format", "json", "hash-table"];
    let direct = small("hash-table", GOOD);
    assert_eq!(gradus_with(&args, GOOD.as_bytes()).code(0).json(), direct);
    let dash = ["grade", "--bank", SMALL, "--format", "json", "hash-table", "-"];
    assert_eq!(gradus_with(&dash, GOOD.as_bytes()).code(0).json(), direct);
    // A byte order mark is not a part of the answer.
    let marked = [b"\xef\xbb\xbf", GOOD.as_bytes()].concat();
    assert_eq!(gradus_with(&dash, &marked).code(0).json(), direct);
}

#[test]
fn the_name_of_a_file_is_graded_and_said_to_be_one() {
    let folder = common::Folder::new();
    let file = folder.write("answer.txt", GOOD);
    let run = gradus(["grade", "--bank", SMALL, "hash-table", &file]).code(0);
    assert!(run.err.contains(&format!("gradus grade hash-table - < {file}")), "{}", run.err);
    assert_eq!(gradus(["grade", "--bank", SMALL, "hash-table", GOOD]).code(0).err, "");
    assert_eq!(gradus(["grade", "--bank", SMALL, "hash-table", "Keys."]).code(0).err, "");
}

#[test]
fn an_answer_may_begin_as_a_list_does() {
    let answer = format!("- {GOOD}");
    let grade = |args: &[&str]| gradus(["grade", "--bank", SMALL].iter().chain(args));
    let plain = grade(&["--format", "json", "hash-table", "--", &answer]).code(0).json();
    assert_eq!(grade(&["hash-table", &answer, "--format", "json"]).code(0).json(), plain);
    grade(&["--reference", GOOD, &answer]).code(0);
    // A misspelt option is still none.
    for args in [
        &["hash-table", GOOD, "--explian"][..],
        &["hash-table", "--explian", GOOD],
        &["hash-table", &answer, "--explian"],
    ] {
        let run = grade(args).code(2);
        assert!(run.err.contains("'--explian'") && run.err.contains("'--explain'"), "{}", run.err);
    }
}

#[test]
fn input_that_is_not_utf8_is_refused_with_a_way_out() {
    let run = gradus_with(&["grade", "--bank", SMALL, "hash-table", "-"], b"A caf\xe9 table").code(2);
    assert!(run.err.contains("not UTF-8 (byte 6)") && run.err.contains("iconv -f"), "{}", run.err);
    assert_eq!(run.out, "");
    let run = gradus_with(&["grade", "--bank", SMALL, "hash-table", "-"], b"one\0two").code(2);
    assert!(run.err.contains("NUL character (byte 4)"), "{}", run.err);
}

#[test]
fn the_usage_shows_that_a_question_of_ones_own_takes_the_place_of_an_item() {
    let run = gradus(["grade", "--question", "Why?", "x"]).code(2);
    assert!(run.err.contains("--question <TEXT> --reference <TEXT>... [ANSWER]"), "{}", run.err);
}

#[test]
fn an_unknown_item_gets_a_suggestion() {
    let run = gradus(["grade", "--bank", SMALL, "hash-tabel", "x"]).code(2);
    assert_eq!(run.err, "error: there is no item `hash-tabel`; did you mean `hash-table`?\n");
    let run = gradus(["grade", "--bank", SMALL, "zzzzzz", "x"]).code(2);
    assert!(run.err.contains("`gradus items` lists them all"), "{}", run.err);
}

#[test]
fn a_bank_that_is_none_is_refused() {
    let run = gradus(["grade", "--bank", "no/such/folder", "hash-table", "x"]).code(2);
    assert!(run.err.contains("no/such/folder: no such folder"), "{}", run.err);
    let run = gradus(["grade", "--bank", "tests/banks", "hash-table", "x"]).code(2);
    assert!(run.err.contains("not a bank"), "{}", run.err);
    // What a bank with mistakes says would be wrong.
    let run = gradus(["grade", "--bank", "tests/banks/broken", "queue", "x"]).code(2);
    assert!(
        run.err.contains("has errors") && run.err.contains("gradus check --bank tests/banks/broken"),
        "{}",
        run.err
    );
    assert_eq!(run.out, "");
}

#[test]
fn usage_mistakes_end_with_two() {
    assert!(gradus(["grade"]).code(2).err.contains("Usage: gradus grade"));
    assert!(
        gradus(["grade", "hash-table", "x", "--format", "xml"]).code(2).err.contains("possible values: text, json")
    );
    assert!(gradus(["--version"]).code(0).out.starts_with(concat!("gradus ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_very_long_answer_is_graded_by_its_beginning() {
    let long = format!("{GOOD} {}", "And so on and so forth. ".repeat(220_000));
    assert!(long.len() > 5_000_000);
    let result =
        gradus_with(&["grade", "--bank", SMALL, "--format", "json", "hash-table"], long.as_bytes()).code(0).json();
    assert_eq!(result["flags"], serde_json::json!(["truncated"]));
    assert_eq!(result["band"], "strong");
}

// ---- the shipped bank ----

const DJANGO_GOOD: &str = "Django is a batteries-included framework: an ORM, migrations, the admin site, authentication and forms all come \
    with it, and it prescribes a project structure. Flask is a micro-framework with a small core, routing and templates; you choose your own \
    extensions for everything else. I take Django for large, database-driven applications with users and an admin, and Flask for small \
    services, APIs and prototypes.";

#[test]
fn django_vs_flask_by_quality() {
    let good = shipped(DJANGO_GOOD);
    assert_eq!(good["band"], "strong", "{good:#}");
    let half = shipped(
        "Django is batteries included, with an ORM and an admin site. Flask is a micro-framework with a small core.",
    );
    assert_eq!(half["band"], "average", "{half:#}");
    // All that can be said of one side is half an answer, too.
    let one_side = shipped(
        "Django is a full-featured framework with batteries included: ORM, admin, auth and forms come with it. I take it \
         for large data-driven sites with users.",
    );
    assert_eq!(one_side["band"], "average", "{one_side:#}");
    let vague = shipped(
        "Both are popular Python tools for making websites. One is bigger than the other, and it depends on the project.",
    );
    assert_eq!(vague["band"], "weak", "{vague:#}");
}

#[test]
fn django_vs_flask_exchanged_is_contradicted() {
    let exchanged = DJANGO_GOOD.replace("Django", "@").replace("Flask", "Django").replace('@', "Flask");
    let result = shipped(&exchanged);
    assert_ne!(result["band"], "strong", "{result:#}");
    let contradicted = with_status(&result, "contradicted");
    assert!(contradicted.len() >= 2, "{contradicted:?}");
    assert!(result["score"].as_f64() < shipped(DJANGO_GOOD)["score"].as_f64());
}

#[test]
fn django_vs_flask_as_terms_alone_is_a_keyword_list() {
    let result = shipped("Django Flask micro framework batteries ORM admin");
    assert_eq!(result["band"], "weak", "{result:#}");
    assert!(result["flags"].as_array().unwrap().iter().any(|flag| flag == "keyword-list"), "{result:#}");
}

// ---- a question that is in no bank ----

const LEAVES: [&str; 5] = [
    "grade",
    "--question",
    "Why do leaves look green?",
    "--reference",
    "Chlorophyll absorbs red and blue light. It reflects green light, which reaches the eye.",
];

#[test]
fn an_answer_is_graded_by_a_reference_as_typed() {
    let answer = "Chlorophyll reflects green light into the eye.";
    insta::assert_snapshot!(gradus(LEAVES.into_iter().chain([answer])).code(0).out);
    let typed = gradus(LEAVES.into_iter().chain(["--format", "json", answer])).code(0).json();
    let row = serde_json::json!({ "question_id": "leaves", "question": LEAVES[2], "references": [LEAVES[4]], "answer": answer });
    let batch = gradus_with(&["batch", "-", "-o", "-"], row.to_string().as_bytes()).code(0).out;
    let batch: Value = serde_json::from_str(&batch).expect("one row");
    assert_eq!((&typed["score"], &typed["concepts"]), (&batch["score"], &batch["concepts"]));
    assert_eq!((&typed["rubric"], &batch["question_id"]), (&batch["rubric"], &"leaves".into()), "whatever its id");
}

#[test]
fn a_row_without_an_id_is_the_same_bytes_as_what_is_typed() {
    let answer = "It reflects green light.";
    for question in [LEAVES[2], "Why do the leaves of most trees look so green in summer?"] {
        let args = ["grade", "--question", question, "--reference", LEAVES[4], "--format", "json", answer];
        let mut typed = gradus(args).code(0).json();
        let row =
            serde_json::json!({ "answer_id": "a", "question": question, "references": [LEAVES[4]], "answer": answer });
        let batch = gradus_with(&["batch", "-", "-o", "-"], row.to_string().as_bytes()).code(0).out;
        // A row has ids besides.
        (typed["answer_id"], typed["candidate_id"]) = ("a".into(), "1".into());
        assert_eq!(serde_json::from_str::<Value>(&batch).expect("one row"), typed);
        assert!(typed["question_id"].as_str().is_some_and(|id| id.starts_with("why-do-")), "{typed}");
    }
}

#[test]
fn an_answer_that_earns_nothing_says_why() {
    for (answer, why) in [("", "empty"), ("I don't know.", "non-answer"), ("Why do leaves look green?", "echo")] {
        let grade = gradus(LEAVES.into_iter().chain(["--format", "json", answer])).code(0).json();
        assert_eq!((&grade["arithmetic"]["nothing"], grade["score"].as_f64()), (&why.into(), Some(0.0)), "{answer}");
    }
    let grade = gradus(LEAVES.into_iter().chain(["--format", "json", "It reflects green light."])).code(0).json();
    assert!(grade["arithmetic"].get("nothing").is_none());
}

#[test]
fn what_is_typed_without_an_item_is_checked() {
    for blank in [" ", "?"] {
        let empty = gradus(["grade", "--reference", blank, "answer"]).code(2).err;
        assert!(empty.contains("--reference says nothing"), "{empty}");
    }
    let both = gradus(["grade", "gil", "--reference", "One lock.", "answer"]).code(2).err;
    assert!(both.contains("in place of an item"), "{both}");
    assert!(gradus(["grade", "--question", "Why?", "answer"]).code(2).err.contains("--reference"));
}

#[test]
fn what_measures_of_a_reference_are_is_said_in_words() {
    let args = ["grade", "--question", LEAVES[2], "--reference", LEAVES[4], "--explain", "They reflect green light."];
    let out = gradus(args).code(0).out;
    for line in [
        "late = value x weight: how much is there that the question does not give",
        "stance_other = value x weight: one says yes and the other no",
        "turned = value x weight: how much of what is there stands in statements that are denied",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    // What has no effect on such an item is no part of its arithmetic.
    for word in ["coverage", "strong asks", "shallow below"] {
        assert!(!out.contains(word), "{word}: {out}");
    }
}
