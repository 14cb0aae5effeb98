//! Flags, statuses, sums, caps and steps by example.

use super::{CapReason, Flag, Grade, Status, grade, next_step, round4};
use crate::bank::Band;
use crate::rubric::Rubric;
use crate::rubric::tests::{compiled_with, rubric};
use crate::text::ANALYSED_BYTES;

/// Three concepts and two misconceptions.
pub(crate) const THREE: &str = r#"
[[item.concept]]
id = "turns"
label = "Turns a widget into a gizmo"
weight = 3
required = true
alternatives = ["widget gizmo"]
partial = ["makes gizmo"]
hint = "What goes in, and what comes out?"
[[item.concept]]
id = "seconds"
label = "Takes seconds"
weight = 2
alternatives = ["within seconds"]
[[item.concept]]
id = "safe"
label = "Keeps the widget safe"
weight = 1
alternatives = ["widget safe"]
[[item.misconception]]
id = "breaks"
label = "Thinks that it breaks the widget"
alternatives = ["breaks widget"]
correction = "The widget stays whole."
cap = "weak"
[[item.misconception]]
id = "hours"
label = "Thinks that it takes hours"
alternatives = ["takes hours"]
correction = "Seconds."
penalty = 0.1
"#;

fn statuses(grade: &Grade) -> Vec<Status> {
    grade.concepts.iter().map(|concept| concept.status).collect()
}

fn flags(rubric: &Rubric, answer: &str) -> Vec<&'static str> {
    grade(rubric, answer).flags.iter().map(|flag| flag.name()).collect()
}

#[test]
fn rich_text_is_graded_as_it_is_shown() {
    let rubric = rubric(THREE);
    for (rich, plain) in [
        ("<p>It turns a&nbsp;widget into a <b>gizmo</b>.</p>", "It turns a widget into a gizmo."),
        (
            "<ul><li>It doesn&#39;t break the widget</li><li>within seconds</li></ul>",
            "It doesn't break the widget\n\nwithin seconds",
        ),
        ("<div dir=\"ltr\">&nbsp;</div>", " "),
    ] {
        let (rich_grade, plain_grade) = (grade(&rubric, rich), grade(&rubric, plain));
        let said = |grade: &Grade| (grade.score, grade.band, grade.flags.clone(), statuses(grade));
        assert_eq!(said(&rich_grade), said(&plain_grade), "{rich}");
        for (concept, wanted) in rich_grade.concepts.iter().zip(&plain_grade.concepts) {
            assert_eq!(concept.evidence.len(), wanted.evidence.len(), "{rich}");
            assert!(concept.evidence.iter().all(|it| rich.get(it.start..it.end).is_some()), "{rich}");
        }
    }
}

#[test]
fn statuses_from_the_best_that_is_said() {
    let rubric = rubric(THREE);
    let of = |answer: &str| statuses(&grade(&rubric, answer))[0];
    assert_eq!(of("It turns a widget into a gizmo."), Status::Met);
    assert_eq!(of("It somehow makes a gizmo."), Status::Partial);
    assert_eq!(of("It does not turn a widget into a gizmo."), Status::Contradicted);
    assert_eq!(of("It does not turn a widget into a gizmo. Well, it turns a widget into a gizmo."), Status::Met);
    assert_eq!(of("It is a nice thing to have at home."), Status::Missed);
}

#[test]
fn the_sum_is_the_documented_one() {
    let rubric = rubric(THREE);
    let result = grade(
        &rubric,
        "It somehow makes a gizmo within seconds. It does not keep the widget safe, and it takes hours.",
    );
    assert_eq!(statuses(&result), [Status::Partial, Status::Met, Status::Contradicted]);
    let sums = &result.arithmetic;
    assert_eq!((sums.earned, sums.possible, sums.coverage), (3.5, 6.0, round4(3.5 / 6.0)));
    assert_eq!((sums.contradicted, sums.penalty), (round4(0.25 / 6.0), 0.1));
    let expected = 3.5 / 6.0 + 0.2 * sums.similarity * (1.0 - 3.5 / 6.0) - 0.25 / 6.0 - 0.1;
    assert!((sums.raw - expected).abs() < 0.000_1, "{} {expected}", sums.raw);
    assert!(sums.similarity > 0.0);
}

#[test]
fn caps_hold_the_score_just_under_the_cut() {
    let rubric = rubric(THREE);
    let missing = grade(
        &rubric,
        "It is done within seconds, and the widget stays safe. That I can say for sure, and nothing else.",
    );
    assert_eq!(missing.arithmetic.caps[0].reason, CapReason::Required("turns".into()));
    assert!(missing.score < 0.6 && missing.band != Band::Strong);
    let wrong = grade(&rubric, "It breaks the widget, and takes within seconds.");
    assert!(wrong.arithmetic.caps.iter().any(|cap| cap.reason == CapReason::Misconception("breaks".into())));
    assert!(wrong.score < 0.3 && wrong.band == Band::Weak);
}

#[test]
fn a_cut_point_belongs_to_the_better_band() {
    let set = |cut: &str| {
        format!(
            "bands = {{ average = 0.1, strong = {cut} }}\n[[item.concept]]\nid = \"a\"\nlabel = \"A\"\nalternatives = [\"zig\"]\n[[item.concept]]\nid = \"b\"\nlabel = \"B\"\nalternatives = [\"zag\"]\n"
        )
    };
    // One of two concepts, nothing like the reference: exactly one half.
    let answer = "It is a zig that is in there.";
    let rubric = |cut: &str| compiled_with(&set(cut), "There is a gizmo.").0;
    assert_eq!(grade(&rubric("0.9"), answer).score, 0.5);
    assert_eq!(grade(&rubric("0.5"), answer).band, Band::Strong);
    assert_eq!(grade(&rubric("0.5001"), answer).band, Band::Average);
}

#[test]
fn a_shallow_answer_is_strong_only_if_it_covers_nearly_all() {
    let concept = |id: &str| format!("[[item.concept]]\nid = \"{id}\"\nlabel = \"{id}\"\nalternatives = [\"{id}\"]\n");
    let set = ["zig", "zag", "zog", "zug"].map(concept).concat();
    let bands = "bands = { average = 0.1, strong = 0.65 }\n";
    let reference = "A zig and a zag, then zog, then zug; amber birch cedar daisy elder fern grass heather iris juniper kale \
                     lily maple nettle oak poppy quince rose.";
    let rubric = compiled_with(&format!("{bands}{set}"), reference).0;
    let terse = grade(&rubric, "It is a zig. It is also a zag. And it is a zog.");
    assert_eq!(terse.band, Band::Average, "{:?}", terse.arithmetic);
    assert_eq!(terse.arithmetic.caps[0].reason, CapReason::Shallow);
    assert!(terse.arithmetic.depth < terse.arithmetic.shallow_below);
    let whole = grade(&rubric, "It is a zig. It is also a zag. And it is a zog and a zug.");
    assert_eq!(whole.band, Band::Strong, "{:?}", whole.arithmetic);
    let full = "It starts with a zig of amber, birch, cedar, daisy and elder, goes on to a zag of fern, grass, heather, iris \
                and juniper, and then everybody sees the zog of kale, lily, maple, nettle and oak.";
    assert_eq!(grade(&rubric, full).band, Band::Strong);
    // Each concept in a word of its own is an outline, whatever it covers.
    let outline = grade(&rubric, "zig zag not zog zug");
    assert_eq!((outline.arithmetic.words, outline.band), (5, Band::Average), "{:?}", outline.arithmetic);
    // Words that the item does not know are no depth.
    let padded = "It is a nice zig. It is also a zag. And it is a zog.";
    assert_eq!(grade(&rubric, padded).arithmetic.depth, terse.arithmetic.depth);
}

#[test]
fn groups_all_and_maximum() {
    let member = |id: &str| {
        format!("[[item.concept]]\nid = \"{id}\"\nlabel = \"{id}\"\nweight = 2\nalternatives = [\"{id}\"]\n")
    };
    let group = |rule: &str| {
        format!(
            "{}{}[[item.group]]\nid = \"g\"\nlabel = \"G\"\n{rule}\nof = [\"zig\", \"zag\"]\n",
            member("zig"),
            member("zag")
        )
    };
    let earned = |rule: &str, answer: &str| grade(&rubric(&group(rule)), answer).groups[0].earned;
    let (one, both) = ("I see a zig over there.", "I see a zig and a zag over there.");
    assert_eq!((earned("weight = 3\nneed = \"all\"", one), earned("weight = 3\nneed = \"all\"", both)), (0.0, 3.0));
    assert_eq!((earned("weight = 3\nneed = 1", one), earned("weight = 3\nneed = 1", both)), (3.0, 3.0));
    assert_eq!((earned("max = 3", one), earned("max = 3", both)), (2.0, 3.0));
}

#[test]
fn another_number_or_degree_than_in_the_references_is_no_denial() {
    let set = "[[item.concept]]\nid = \"a\"\nlabel = \"A\"\nalternatives = [\"lamp burn\"]\n";
    let rubric = compiled_with(set, "Two lamps burn. A mutable lamp burns there.").0;
    for (answer, status) in [
        ("As I see it two lamps burn there.", Status::Met),
        ("As I see it five lamps burn there.", Status::Missed),
        ("As I see it an immutable lamp burns there.", Status::Partial),
    ] {
        assert_eq!(statuses(&grade(&rubric, answer)), [status], "{answer}");
    }
}

#[test]
fn a_list_that_would_state_much_is_for_a_person_to_look_at() {
    let concept = |id: &str| format!("[[item.concept]]\nid = \"{id}\"\nlabel = \"{id}\"\nalternatives = [\"{id}\"]\n");
    let set = ["zig", "zag", "zog"].map(concept).concat();
    let rubric = compiled_with(&set, "A zig and a zag, then zog; amber birch cedar daisy elder fern.").0;
    let list = grade(&rubric, "zig, zag, zog, amber, birch, cedar, daisy");
    assert_eq!((list.band, list.flags.as_slice()), (Band::Weak, &[Flag::KeywordList][..]));
    assert!(list.needs_review && list.confidence < 0.82, "{}", list.confidence);
    let little = grade(&rubric, "zig, amber, birch, cedar, daisy, elder, fern");
    assert_eq!(little.flags, [Flag::KeywordList]);
    assert!(!little.needs_review, "{}", little.confidence);
}

#[test]
fn who_is_wrong_about_the_subject_is_not_off_it() {
    let rubric = rubric(THREE);
    let off = "Tomorrow morning we should drive towards the lake and swim";
    assert_eq!(flags(&rubric, &format!("{off}.")), ["off-topic"]);
    let wrong = grade(&rubric, &format!("{off} where it breaks the widget."));
    assert!(wrong.misconceptions.len() == 1 && wrong.flags.is_empty() && wrong.band == Band::Weak, "{wrong:?}");
}

#[test]
fn flags_for_what_is_odd() {
    let rubric = rubric(THREE);
    for (answer, expected) in [
        ("", "empty"),
        (" \n\t", "empty"),
        ("?!", "empty"),
        ("I don't know", "non-answer"),
        ("Honestly, I have no idea, sorry.", "non-answer"),
        ("No clue.", "non-answer"),
        ("What is a gadget?", "echo"),
        ("A gadget, a gadget is a gadget.", "echo"),
        ("widget, gizmo, seconds, safety, speed, energy, button", "keyword-list"),
        ("Green.", "too-short"),
        ("Последовательность виджетов превращается в гизмо очень быстро", "other-language"),
        ("Tomorrow morning we should drive towards the lake and swim.", "off-topic"),
    ] {
        assert!(flags(&rubric, answer).contains(&expected), "{answer:?}: {:?}", flags(&rubric, answer));
        assert_eq!(grade(&rubric, answer).band, Band::Weak, "{answer:?}");
    }
    assert_eq!(flags(&rubric, "It turns a widget into a gizmo, which takes a few seconds."), [""; 0]);
    let terse = "Gadgets allow widget conversion between workshop and storage rooms using gizmo machinery like buttons and levers.";
    assert!(!flags(&rubric, terse).contains(&"keyword-list"), "{:?}", flags(&rubric, terse));
    assert_eq!(flags(&rubric, "I don't know the details, but it turns a widget into a gizmo."), [""; 0]);
}

#[test]
fn one_or_two_strange_words_make_no_answer_off_topic_that_meets_an_essential_concept() {
    let engine = crate::engine::Engine::shipped();
    let rubric = engine.rubric("gil").expect("an item");
    for answer in ["e one thread at a time", "one thread at a time naïve", "é one thread at a time, \u{1f512} naïve"]
    {
        let grade = grade(rubric, answer);
        assert!(!grade.flags.contains(&Flag::OffTopic) && grade.band == Band::Average, "{answer}: {:?}", grade.flags);
    }
}

#[test]
fn a_handful_of_terms_is_not_strong() {
    let engine = crate::engine::Engine::shipped();
    let answer = "HTML-like, .map, easy createElement";
    let grade = grade(engine.rubric("jsx").expect("an item"), answer);
    assert_eq!((grade.band, grade.flags.as_slice()), (Band::Weak, &[Flag::KeywordList][..]));
}

#[test]
fn a_long_answer_is_cut_at_a_character() {
    let rubric = rubric(THREE);
    for shift in 0..4 {
        let text = format!("{}{}", "x".repeat(shift), "é😀 ".repeat(ANALYSED_BYTES / 6));
        assert!(text.len() > ANALYSED_BYTES);
        assert!(grade(&rubric, &text).flags.contains(&Flag::Truncated));
    }
    let whole = "é ".repeat(ANALYSED_BYTES / 3);
    assert!(!grade(&rubric, &whole[..ANALYSED_BYTES / 3 * 3]).flags.contains(&Flag::Truncated));
}

#[test]
fn the_next_step_is_the_smallest() {
    let rubric = rubric(THREE);
    let empty = grade(&rubric, "It is a nice thing to have, I would say, at home or at work.");
    let step = next_step(&empty, &rubric).expect("weak");
    assert_eq!((step.band, step.concepts.as_slice(), step.misconceptions.len()), (Band::Average, &[0][..], 0));
    let average = grade(&rubric, "It turns a widget into a gizmo.");
    let step = next_step(&average, &rubric).expect("average");
    assert_eq!((step.band, step.concepts.as_slice()), (Band::Strong, &[1][..]));
    assert!(step.score >= 0.6);
    let wrong = grade(&rubric, "It breaks the widget, but then makes a gizmo within seconds.");
    assert_eq!(next_step(&wrong, &rubric).expect("weak").misconceptions, [0]);
    let strong = grade(&rubric, "It turns a widget into a gizmo within seconds and keeps the widget safe.");
    assert_eq!((strong.band, next_step(&strong, &rubric)), (Band::Strong, None));
}

#[test]
fn the_step_does_what_it_promises() {
    let rubric = rubric(THREE);
    let before = grade(&rubric, "It turns a widget into a gizmo.");
    let step = next_step(&before, &rubric).expect("a step");
    let after = grade(&rubric, "It turns a widget into a gizmo. It does so within seconds.");
    assert_eq!(after.band, step.band);
    assert!(after.score >= step.score, "{} {}", after.score, step.score);
}

#[test]
fn what_the_step_gains_adds_up() {
    let rubric = rubric(THREE);
    let mut held = 0;
    for text in [
        "It turns a widget into a gizmo.",
        "It is a nice thing to have at home.",
        "It breaks the widget, but then makes a gizmo within seconds.",
        "It is done within seconds, and the widget stays safe. That I can say for sure, and nothing else.",
    ] {
        let before = grade(&rubric, text);
        let step = next_step(&before, &rubric).expect("a step");
        let sum = before.score + step.corrected + step.gains.iter().sum::<f64>() + step.released;
        assert!((sum - step.score).abs() < 0.000_2, "{text}: {sum} {step:?}");
        assert!(step.gains.is_sorted_by(|a, b| a >= b) && step.gains.iter().all(|gain| *gain >= 0.0), "{step:?}");
        held += usize::from(step.released > 0.0);
    }
    assert!(held > 0, "some of them are held down");
}

#[test]
fn missing_points_come_heaviest_first() {
    let rubric = rubric(THREE);
    let result = grade(&rubric, "It is a nice thing to have at home.");
    assert_eq!(result.missing, ["Turns a widget into a gizmo", "Takes seconds", "Keeps the widget safe"]);
    assert_eq!(grade(&rubric, "It turns a widget into a gizmo.").missing, ["Takes seconds", "Keeps the widget safe"]);
}

#[test]
fn misconceptions_are_those_that_the_writer_holds() {
    let rubric = rubric(THREE);
    for (answer, held) in [
        ("It breaks the widget.", 1),
        ("If you take a hammer, it breaks the widget.", 1),
        ("Whoever breaks the widget is happy.", 1),
        ("It does not wait, it breaks the widget.", 1),
        // Told as a hazard.
        ("If it breaks the widget, you will regret it.", 0),
        ("A tool that breaks the widget is a disaster.", 0),
        // Of two statements, each with a word of it.
        ("It never breaks; the widget is turned into a gizmo.", 0),
        ("It breaks glass; a widget becomes a gizmo.", 0),
        ("It does not stop and breaks the widget.", 1),
    ] {
        assert_eq!(grade(&rubric, answer).misconceptions.len(), held, "{answer}");
    }
    assert!(grade(&rubric, "If you never write tests, you will regret it.").red_flags.is_empty());
}

#[test]
fn the_words_of_a_misconception_state_nothing_right() {
    let rubric = rubric(THREE);
    let of = |answer: &str, concept: usize| statuses(&grade(&rubric, answer))[concept];
    // `widget` and `safe` meet a concept; here `widget` is what the wrong belief is about.
    assert_eq!(of("It is safe, the widget it breaks.", 2), Status::Missed);
    assert_eq!(of("It keeps the widget safe.", 2), Status::Met);
    assert_eq!(of("It breaks the widget. The other widget is safe.", 2), Status::Met);
    assert_eq!(of("If it breaks the safe widget, you will regret it.", 2), Status::Met, "a hazard is no belief");
}

#[test]
fn red_flags_are_named_with_a_question_and_cost_nothing() {
    let rubric = rubric(THREE);
    let with = grade(&rubric, "It turns a widget into a gizmo. I never write tests.");
    assert_eq!(with.red_flags[0].id, "no-tests");
    assert_eq!(with.arithmetic.coverage, grade(&rubric, "It turns a widget into a gizmo.").arithmetic.coverage);
}

#[test]
fn rounding_gives_no_negative_zero() {
    assert!(round4(-0.0).is_sign_positive() && round4(-0.000_01).is_sign_positive());
    assert_eq!((round4(0.123_44), round4(0.123_46)), (0.1234, 0.1235));
}

#[test]
fn the_bank_knows_the_flags_of_results() {
    assert_eq!(Flag::ALL.map(Flag::name).as_slice(), crate::bank::FLAGS);
    for flag in Flag::ALL {
        assert_eq!(serde_json::to_value(flag).expect("a word"), flag.name());
    }
    for status in Status::ALL {
        assert_eq!(serde_json::to_value(status).expect("a word"), status.name());
    }
    for band in Band::ALL {
        assert_eq!(serde_json::to_value(band).expect("a word"), band.name());
        assert_eq!(band.name().to_uppercase().parse(), Ok(band));
    }
}

/// All values of an enum whose values are words in results, each with its word; serde lists the words that it knows where it
/// is given another one.
pub(crate) fn words_of<T: serde::de::DeserializeOwned>() -> Vec<(String, T)> {
    let told = serde_json::from_value::<T>("?".into()).err().expect("no word").to_string();
    let known = told.split_once("expected").expect("a list").1;
    let words = known.split('`').skip(1).step_by(2).map(String::from);
    words.map(|word| (word.clone(), serde_json::from_value(word.into()).expect("a value"))).collect()
}

#[test]
fn statuses_and_flags_have_one_name_everywhere() {
    let named = |(word, name): (String, &str)| assert_eq!(word, name);
    let (statuses, flags) = (words_of::<Status>(), words_of::<Flag>());
    assert_eq!(statuses.iter().map(|one| one.1).collect::<Vec<_>>(), Status::ALL);
    assert_eq!(flags.iter().map(|one| one.1).collect::<Vec<_>>(), Flag::ALL);
    statuses.into_iter().for_each(|(word, status)| named((word, status.name())));
    flags.into_iter().for_each(|(word, flag)| named((word, flag.name())));
}

#[test]
fn a_sentence_around_a_list_makes_no_answer_of_it() {
    let concept = |word: &str| {
        let ways = format!("[\"{word} oven\", \"{word} tool\"]");
        format!(
            "[[item.concept]]\nid = \"{word}\"\nlabel = \"{word}\"\nweight = 1\nalternatives = {ways}\nhint = \"?\"\n"
        )
    };
    let rubric = rubric(&["amber", "birch", "cedar", "daisy", "elder"].map(concept).concat());
    let row = "amber tool, birch tool, cedar tool, daisy tool, elder tool, other things";
    assert!(flags(&rubric, &format!("For this one needs to know {row}.")).contains(&"keyword-list"));
    // What is said besides counts.
    let told = format!("We keep the amber in the oven and the birch in the oven. One needs to know {row}.");
    assert!(!flags(&rubric, &told).contains(&"keyword-list"));
}

#[test]
fn prose_in_another_language_is_for_a_person_and_no_list() {
    let engine = crate::engine::Engine::shipped();
    let rubric = engine.rubric("gil").expect("an item");
    let answer =
        "Le GIL est un verrou qui ne permet pas aux threads d'ex\u{e9}cuter du bytecode dans le m\u{ea}me temps.";
    let grade = grade(rubric, answer);
    assert_eq!(grade.flags, [Flag::OtherLanguage]);
    assert!(grade.needs_review && grade.confidence < 0.1, "{}", grade.confidence);
}

#[test]
fn what_several_references_say_alike_is_missed_once_and_not_where_it_is_met() {
    use super::{ConceptGrade, open};
    let concept = |id: &'static str, label, weight, status| ConceptGrade {
        id,
        label,
        weight,
        status,
        required: false,
        evidence: Vec::new(),
    };
    let concepts = [
        concept("a", "keeps order", 1.0, Status::Missed),
        concept("b", "Keeps order", 2.0, Status::Missed),
        concept("c", "is fast", 1.0, Status::Met),
        concept("d", "is fast", 3.0, Status::Missed),
        concept("e", "is small", 1.0, Status::Contradicted),
    ];
    assert_eq!(open(&concepts, &[]), [1, 4]);
}
