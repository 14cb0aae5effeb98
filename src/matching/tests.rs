//! The pattern language, polarity, sides and typos by example: a pattern, a text, and what the text says about it.

use super::{Matching, Outcome, Reading, Scene, Workspace};
use crate::claims::EvidenceKind::{self, Exchanged, Implied, Negated, Reversed, Support};
use crate::claims::{Polarity, belief, negation};
use crate::rubric::Rubric;
use crate::rubric::tests::{concept, rubric};
use crate::text::roles::{self, Roles};
use crate::text::{Analyzer, stem_term};

/// The outcomes of the first pattern of the rubric, and whether the text warns of them.
fn outcomes(rubric: &Rubric, text: &str) -> Vec<(Outcome, bool)> {
    let analysis = Analyzer::new().analyze(text);
    let mut reading = Reading::default();
    reading.read(&analysis, text, &[&rubric.matcher], &rubric.lexicon);
    let polarity = Polarity::read(&analysis, text);
    let scene = Scene { text, analysis: &analysis, reading: &reading, polarity: &polarity };
    let mut workspace = Workspace::default();
    let mut matching = Matching::new(&scene, &rubric.matcher, &mut workspace);
    let mut outcomes = Vec::new();
    matching.outcomes(rubric.concepts[0].alternatives[0], &mut outcomes);
    let warned: Vec<bool> = outcomes.iter().map(|outcome| matching.is_warned(outcome)).collect();
    outcomes.into_iter().zip(warned).collect()
}

/// What the text says about the first pattern of the rubric: kind, words, cue.
fn said<'t>(rubric: &Rubric, text: &'t str) -> Vec<(EvidenceKind, &'t str, Option<&'t str>)> {
    outcomes(rubric, text)
        .into_iter()
        .map(|(outcome, _)| {
            (
                outcome.kind,
                &text[outcome.span.start..outcome.span.end],
                outcome.cue.map(|cue| &text[cue.start..cue.end]),
            )
        })
        .collect()
}

#[track_caller]
fn check(pattern: &str, cases: &[(&str, Option<EvidenceKind>)]) {
    let rubric = rubric(&concept(pattern));
    for (text, expected) in cases {
        let kind = said(&rubric, text).first().map(|(kind, ..)| *kind);
        assert_eq!(kind, *expected, "`{pattern}` in {text:?}");
    }
}

const YES: Option<EvidenceKind> = Some(Support);
const NO: Option<EvidenceKind> = None;

#[test]
fn a_plain_phrase_is_its_words_near_each_other_in_one_sentence() {
    check(
        "widget gizmo",
        &[
            ("A widget becomes a gizmo.", YES),
            ("Gizmos are made of widgets.", YES),
            ("A widget, bright green, very heavy, becomes a gizmo.", NO),
            ("A widget is here. A gizmo is there.", NO),
            ("A widget becomes a thing.", NO),
        ],
    );
    check("widget gizmo /8", &[("A widget, bright green, very heavy, becomes a gizmo.", YES)]);
    check(
        "widget gizmo /s",
        &[("A widget one two four five six seven eight nine ten eleven twelve gizmo.", YES), ("Widget. Gizmo.", NO)],
    );
    check("widget gizmo /a", &[("A widget is here. A gizmo is there.", YES)]);
}

#[test]
fn choices_fixed_phrases_and_exact_tokens() {
    check("(run | is able to run) widget", &[("It runs widgets.", YES), ("It sells widgets.", NO)]);
    check(
        "[at a time]",
        &[("One at a time.", YES), ("One at the time.", YES), ("A time at one.", NO), ("At another time.", NO)],
    );
    check("`GIL`", &[("the GIL", YES), ("the gil", NO)]);
    check("serializ*", &[("serialization", YES), ("a serialiser", YES), ("a series", NO)]);
    check("@databases server", &[("a MySQL server", YES), ("an Oracle server", NO)]);
    check("@number widgets", &[("seven widgets", YES), ("7 widgets", YES), ("some widgets", NO)]);
    check("3.1 widgets", &[("3.1 widgets", YES), ("3.2 widgets", NO)]);
}

#[test]
fn glossary_terms_and_synonyms_meet() {
    check("ORM widget", &[("the object-relational mapper of the widget", YES), ("the ORM of the widget", YES)]);
    check("object relational mapper", &[("an ORM", YES)]);
    check("fast widget", &[("a quick widget", YES), ("a green widget", NO)]);
}

#[test]
fn order_gaps_and_forbidden_words() {
    check("client .. server", &[("The client asks the server.", YES), ("The server asks the client.", NO)]);
    check("client ..1 server", &[("The client asks the server.", YES), ("The client often asks the big server.", NO)]);
    check("widget !broken", &[("A widget.", YES), ("A broken widget.", NO), ("A widget. Something broken.", YES)]);
    check("widget !not", &[("A widget.", YES), ("A widget is not here.", NO), ("A widget, but not here.", YES)]);
    check("widget !(no | never)", &[("A widget.", YES), ("A widget that never stops.", NO)]);
}

#[test]
fn a_direction_may_be_said_in_reverse_only_with_by_or_from() {
    check(
        "request > view",
        &[
            ("The request goes to the view.", YES),
            ("The view is called by the request.", YES),
            ("The view calls the request.", Some(Reversed)),
        ],
    );
    check(
        "request > call > view",
        &[
            ("The request calls the view.", YES),
            ("The view is called by the request.", YES),
            ("The request is called by the view.", Some(Reversed)),
            ("The view calls the request.", Some(Reversed)),
        ],
    );
}

#[test]
fn denials_contradict() {
    check(
        "share memory",
        &[
            ("Widgets share memory.", YES),
            ("Widgets do not share memory.", Some(Negated)),
            ("Widgets don't share memory.", Some(Negated)),
            ("Widgets never share memory.", Some(Negated)),
            ("They work without sharing memory.", Some(Negated)),
            ("It is a myth that widgets share memory.", Some(Negated)),
            ("Instead of sharing memory they send messages.", Some(Negated)),
            ("In place of sharing memory they send messages.", Some(Negated)),
            ("A place for sharing memory.", YES),
        ],
    );
    // Both are named, neither is judged.
    check(
        "widget flag",
        &[("The widget flag is for true and false.", YES), ("The widget flag is false.", Some(Negated))],
    );
}

#[test]
fn where_no_marks_are_a_denial_reaches_less_far() {
    check(
        "share memory",
        &[
            (
                "the small widgets in the old box do not stop the lamp green widgets share memory with the gizmo and the table and \
                 all the others in the house",
                YES,
            ),
            (
                "the small widgets in the old box by the lamp do not share memory with the gizmo and the table and all the \
                 others in the house",
                Some(Negated),
            ),
            ("When they cannot wait or the lamp is sharing memory, stop.", YES),
            ("Take a lamp rather than a gizmo we share memory.", YES),
        ],
    );
}

#[test]
fn a_denial_that_must_not_be_there_stands_in_the_same_clause() {
    check(
        "widgets share memory !not",
        &[
            ("Widgets share memory, so the lamps do not wait.", YES),
            ("Widgets share memory not often.", NO),
            // What a condition is for stands behind it.
            ("When widgets share memory, the lamps do not wait.", NO),
        ],
    );
}

#[test]
fn two_denials_state() {
    check(
        "widget share memory",
        &[
            ("It is not true that widgets do not share memory.", YES),
            ("It is a myth that widgets don't share memory.", YES),
            ("It is wrong that widgets never share memory.", YES),
            ("It is a myth that widgets share memory.", Some(Negated)),
            ("It is a myth that widgets share memory, they do not even talk.", Some(Negated)),
            ("There is no widget that does not share memory.", YES),
            ("No widget can work without sharing memory.", YES),
            ("No lamp helps: widgets work without sharing memory.", Some(Negated)),
            ("Widgets cannot avoid sharing memory.", YES),
            ("It is not impossible for widgets to share memory.", YES),
            ("Widgets do not fail to share memory.", YES),
        ],
    );
    // Of a judgement that the pattern asks for itself no other denial is taken away.
    check(
        "widgets useless",
        &[
            ("Widgets are useless.", YES),
            ("It is wrong that widgets are useless.", Some(Negated)),
            ("Widgets are not useless.", Some(Negated)),
        ],
    );
}

#[test]
fn what_would_be_so_otherwise_is_as_good_as_its_denial() {
    check(
        "not widgets heavy",
        &[
            ("The proxy waits, otherwise the widgets are heavy.", YES),
            ("Wait, because else the widgets are heavy.", YES),
            ("Widgets are heavy.", Some(Negated)),
            ("Someone else waits: widgets are heavy.", Some(Negated)),
        ],
    );
    // It states nothing, so a misconception does not claim it.
    let rubric = rubric(&concept("not widgets heavy"));
    let supposed = |text: &str| outcomes(&rubric, text)[0].0.supposed;
    assert!(supposed("The proxy waits, otherwise the widgets are heavy.") && !supposed("The widgets are not heavy."));
}

#[test]
fn what_would_be_so_contradicts_nothing() {
    check(
        "not widgets heavy",
        &[
            ("I paint it green, that would make widgets heavy.", NO),
            ("Widgets would be heavy.", NO),
            ("If it would rain, I paint: widgets are heavy.", Some(Negated)),
        ],
    );
}

#[test]
fn a_condition_with_a_verb_that_denies_supposes() {
    check("share memory", &[("If they rarely share memory we look twice.", YES)]);
}

#[test]
fn praise_does_not_count_between_the_words_of_a_pattern() {
    check("[shared memory] /1", &[("Widgets have shared wonderful memory.", YES), ("Shared old brown memory.", None)]);
    check("widgets memory /2", &[("Widgets have truly remarkable, obviously excellent memory.", YES)]);
}

#[test]
fn a_predicate_may_deny_its_subject() {
    check(
        "widget",
        &[
            ("The widget was not a cause.", Some(Negated)),
            ("The widget was no reason.", Some(Negated)),
            ("The widget played no role.", Some(Negated)),
            ("The widget had nothing to do with it.", Some(Negated)),
            ("The widget was not to blame.", Some(Negated)),
            ("The widget was not the only cause.", YES),
            ("The widget is not cheap.", YES),
        ],
    );
    check(
        "share memory",
        &[
            ("Sharing memory does not work.", Some(Negated)),
            ("Sharing memory does not work without a lock.", YES),
            ("They share nothing in memory.", Some(Negated)),
            ("They share memory, and nothing breaks.", YES),
        ],
    );
}

#[test]
fn every_documented_negator_denies_and_is_no_typo() {
    // `locks` is one letter from `lacks`, and no bank here knows the word.
    check("release lock", &[("It lacks a released widget.", NO), ("It lacks a released lock.", Some(Negated))]);
    for cue in [
        "has no",
        "does without a",
        "lacks a",
        "has hardly a",
        "seldom has a",
        "rarely has a",
        "fails to have a",
        "is far from a",
        "disables the",
        "never has a",
        "is unable to have a",
    ] {
        check("shared lock", &[(&format!("The gizmo {cue} shared lock."), Some(Negated))]);
    }
}

#[test]
fn what_the_next_sentence_says_changes_no_denial() {
    check(
        "release lock",
        &[
            ("It does not release the lock. More than ten wait.", Some(Negated)),
            ("It does not release the lock. Ten wait.", Some(Negated)),
            ("Never log passwords, release the lock. Or wait.", YES),
            ("Never log passwords, release the lock. Ten wait.", YES),
            ("Never log passwords, release the lock or wait.", Some(Negated)),
        ],
    );
}

#[test]
fn what_does_not_always_hold_is_denied_where_always_is_asked_for() {
    check("always fast", &[("It is always fast.", YES), ("It is not always fast.", Some(Negated))]);
    check("fast", &[("It is not always fast.", YES), ("It is not only fast.", YES)]);
    check("only fast", &[("It is not only fast.", Some(Negated))]);
}

#[test]
fn each_of_two_denials_has_its_own() {
    check("slow lamp", &[("It is not a fast widget and not a slow lamp.", Some(Negated))]);
    check("keep data", &[("Rarely changed widgets keep data.", YES), ("Widgets rarely keep data.", Some(Negated))]);
}

#[test]
fn a_bracket_ends_a_denial() {
    check("ten limit", &[("Not good for jobs (limit of ten).", YES), ("It has no (ten) limit.", Some(Negated))]);
}

#[test]
fn who_should_not_is_kept_from_it() {
    check(
        "frame page",
        &[
            ("It is set so that other sites cannot frame the page.", YES),
            ("Then attackers can't frame our page.", YES),
            ("Browsers cannot frame the page.", Some(Negated)),
            ("Other sites do not frame the page.", Some(Negated)),
        ],
    );
}

#[test]
fn what_only_looks_like_a_denial_does_not() {
    check(
        "share memory",
        &[
            ("Not only do widgets share memory.", YES),
            ("No doubt they share memory.", YES),
            ("It is not true that widgets do not share memory.", YES),
            ("They do not wait, they share memory.", YES),
            ("If they do not crash, widgets share memory.", YES),
            ("Non-blocking widgets share memory.", YES),
            ("They don't crash. They share memory.", YES),
            ("They are not slow because they share memory.", YES),
        ],
    );
}

#[test]
fn a_denial_ends_where_another_statement_begins() {
    check(
        "share memory",
        &[
            ("Widgets do not scan the whole table they share memory.", YES),
            ("The user need not wait it shares memory.", YES),
            ("The user does not have to wait django shares the memory.", YES),
            ("The user should not wait so widgets share memory.", YES),
            ("Never log the input and also share memory.", YES),
            ("Do not log the input and you share memory.", YES),
            ("A widget cannot wait or is sharing memory.", YES),
            ("Do not take it for storage: it shares memory.", YES),
            // What hangs on the denied verb goes on.
            ("It does not mean the widget is sharing memory.", Some(Negated)),
            ("It does not ensure that widgets share memory.", Some(Negated)),
            ("It does not let it share memory.", Some(Negated)),
            ("It is not contained i a memory that we share.", Some(Negated)),
            ("You do not want to share memory types; it is slow.", Some(Negated)),
            ("You do not want other types; it shares memory.", YES),
            ("Do not set CORS_ALLOW_ALL_ORIGINS to share memory.", Some(Negated)),
        ],
    );
    check(
        "storage memory",
        &[
            ("Do not take it for storage: it is memory.", NO),
            ("The storage is not memory.", Some(Negated)),
            ("It is in storage: not in memory.", Some(Negated)),
        ],
    );
}

#[test]
fn needs_limits_and_advice_against_relying_are_read() {
    check("session table", &[("There is no need to look anything up in some old session table.", Some(Negated))]);
    check(
        "local checks",
        &[
            ("Do not rely on local checks.", YES),
            ("You should not trust local checks.", YES),
            ("It does not rely on local checks.", Some(Negated)),
        ],
    );
    check("not rely checks", &[("Do not rely on the checks.", YES)]);
}

#[test]
fn hazards_are_told_to_what_asks_for_claims() {
    let rubric = rubric(&concept("paint lamps"));
    for (text, warned) in [
        ("If you paint lamps, they break.", true),
        ("Painting lamps is a blunder.", true),
        ("If you paint lamps, they stay bright.", false),
        ("If you break glass, paint lamps.", false),
    ] {
        let outcomes = outcomes(&rubric, text);
        assert_eq!((outcomes[0].0.kind, outcomes[0].1), (Support, warned), "{text}");
    }
    // What judges by itself is claimed.
    let rubric = crate::rubric::tests::rubric(&concept("painting dangerous"));
    assert!(!outcomes(&rubric, "Painting lamps is dangerous.")[0].1);
}

#[test]
fn a_negated_pattern_asks_for_the_denial() {
    check(
        "not share memory",
        &[
            ("Widgets don't share memory.", YES),
            ("Widgets run without sharing memory.", YES),
            ("Widgets share memory.", Some(Negated)),
            // What goes wrong then says that one should not.
            ("If widgets share memory, they break.", YES),
            ("Sharing memory is a mistake.", YES),
            ("If widgets share memory, they stay fast.", Some(Negated)),
        ],
    );
    // The negator of another clause denies something else.
    check(
        "(cannot | unable) (understand | read) memory",
        &[("It cannot read memory.", YES), ("It is what they read in memory, and they cannot wait.", NO)],
    );
}

#[test]
fn the_opposite_word_contradicts_and_denied_it_supports() {
    check(
        "immutable widget",
        &[
            ("The widget is immutable.", YES),
            ("The widget is mutable.", Some(Negated)),
            ("The widget is not mutable.", YES),
            ("The widget is not immutable.", Some(Negated)),
            // In capitals it is a name; where everything is, it is not.
            ("The widget with MUTABLE in it.", None),
            ("THE WIDGET IS MUTABLE.", Some(Negated)),
        ],
    );
}

#[test]
fn opposites_are_the_words_of_the_glossary_alone() {
    check("fast widget", &[("A slow widget.", Some(Negated)), ("The slowest widget.", Some(Negated))]);
    // A synonym of `fast` has no opposite.
    check("quick widget", &[("A fast widget.", YES), ("A slow widget.", NO)]);
}

#[test]
fn who_undoes_an_act_does_not_deny_it() {
    check("not encrypt widget", &[("Widgets are not encrypted.", YES), ("We decrypt the widget.", NO)]);
    check("encrypt widget", &[("We decrypt the widget.", Some(Negated))]);
    check("not fast widget", &[("A slow widget.", YES)]);
}

#[test]
fn an_opposite_in_another_statement_contradicts_nothing() {
    check(
        "immutable widget",
        &[
            ("Lamps are mutable, widgets are green.", NO),
            ("Something mutable first, and you take the widget.", NO),
            ("The widget is green and mutable.", Some(Negated)),
        ],
    );
}

#[test]
fn the_cue_is_shown() {
    let rubric = rubric(&concept("share memory"));
    assert_eq!(said(&rubric, "They never share memory."), [(Negated, "share memory", Some("never"))]);
    assert_eq!(said(&rubric, "They share memory."), [(Support, "share memory", None)]);
}

#[test]
fn typos_are_forgiven_by_length_and_never_for_known_words() {
    check(
        "temporary gizmo",
        &[
            ("a temporary gizmo", YES),
            ("a temprary gizmo", YES),
            ("a tenporery gizmo", YES),
            ("a tmprary gizmo", NO),
            ("a contemporary gizmo", NO),
        ],
    );
    // `widget` is a word of the bank, so it is never taken for `midget` or the reverse.
    check("fidget", &[("a widget", NO), ("a fidget", YES)]);
    // Four letters, one edit; three letters, none.
    check("lamp gizmo", &[("a lampp gizmo", YES), ("a lmap gizmo", YES), ("a lppm gizmo", NO)]);
    check("bus gizmo", &[("a bsu gizmo", NO)]);
    check("1234 gizmo", &[("a 1235 gizmo", NO)]);
    // A fixed phrase is found by its rarest word.
    check("(gizmo temporary)", &[("a gizmo temprary", YES), ("a gizmmo temporary", NO)]);
}

#[test]
fn sides_own_what_is_said_of_them() {
    let set = format!("sides = {{ left = [\"lefty\"], right = [\"righty\"] }}\n{}about = \"left\"\n", concept("heavy"));
    let rubric = rubric(&set);
    for (text, expected) in [
        ("A lefty is heavy.", Support),
        ("A righty is heavy.", Exchanged),
        ("It is heavy.", Support),
        ("A righty is green, whereas a lefty is heavy.", Support),
        ("A lefty is green, whereas a righty is heavy.", Exchanged),
        ("Unlike a righty, a lefty is heavy.", Support),
        ("Lefty and righty are heavy.", Support),
        ("There are lefty and righty. The former is heavy.", Support),
        ("There are lefty and righty. The latter is heavy.", Exchanged),
        ("We use a lefty. It is heavy.", Support),
        ("We use a righty. It is heavy.", Exchanged),
        ("Unlike a righty, which is heavy, a lefty is green.", Exchanged),
        ("Unlike a lefty, which is heavy, a righty is green.", Support),
        ("A lefty differs from a righty: it is heavy.", Support),
        ("A righty is green. The other is heavy.", Support),
        ("A lefty is green. The other is heavy.", Exchanged),
        ("Lefty and righty: the one is heavy, the other is green.", Support),
        ("Lefty and righty: the one is green, the other is heavy.", Exchanged),
        ("It may be heavy (lefty) or green (righty).", Support),
        ("It may be green (lefty) or heavy (righty).", Exchanged),
        ("You get green from a righty, heavy from a lefty.", Support),
        ("Green is made by a righty and heavy by a lefty.", Support),
        ("Green is made by a lefty and heavy by a righty.", Exchanged),
        ("A lefty is not like a righty: it is heavy.", Support),
        ("For green walls I take a righty, for heavy lefty.", Support),
        ("For green walls I take a lefty, for heavy righty.", Exchanged),
        ("I take a lefty because it is heavy mostly and else I go for a righty.", Support),
        ("A lefty means a steel plate. A righty is green. The steel plate is heavy.", Support),
        ("A lefty is green. A righty means a steel plate. The steel plate is heavy.", Exchanged),
        ("A lefty has a plate. A righty has a plate. The plate is heavy.", Exchanged),
        ("Green for righty, heavy for lefty.", Support),
        ("Green for lefty, heavy for righty.", Exchanged),
        ("I take green for a righty and heavy for a lefty.", Support),
        // Somebody new is of no side, unless a side is named beside it.
        ("A righty is green. After that a steel plate makes it heavy.", Support),
        ("A righty is green. The steel plate makes it heavy.", Exchanged),
        ("A righty is green. A steel plate makes the righty heavy.", Exchanged),
    ] {
        let kinds: Vec<EvidenceKind> = said(&rubric, text).iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, [expected], "{text}");
    }
    let cue = said(&rubric, "A righty is heavy.")[0].2;
    assert_eq!(cue, Some("righty"));
}

#[test]
fn a_verb_phrase_left_out_repeats_the_one_before_with_the_other_polarity() {
    let set = format!("sides = {{ left = [\"lefty\"], right = [\"righty\"] }}\n{}about = \"left\"\n", concept("heavy"));
    let rubric = rubric(&set);
    for (text, expected) in [
        ("A righty isn't heavy, a lefty is.", Support),
        ("A righty can't be heavy after that, but a lefty can.", Support),
        ("A righty is never heavy. A lefty is.", Support),
        ("A righty isn't heavy and the big old lefty is.", Support),
        ("A righty can't be heavy. A lefty doesn't have that restriction.", Support),
        ("A righty can't be heavy. A lefty has no such limit.", Support),
        ("A lefty isn't heavy, a righty is.", Negated),
        // The same polarity, another verb, a verb phrase of its own: nothing is repeated.
        ("A righty isn't heavy, a lefty isn't.", Implied),
        ("A righty isn't heavy, a lefty can.", Implied),
        ("A righty isn't heavy, a lefty is green.", Implied),
        ("A righty isn't heavy. It is green. A lefty is.", Implied),
    ] {
        let kinds: Vec<EvidenceKind> = said(&rubric, text).iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, [expected], "{text}");
    }
    let sides = "sides = { left = [\"lefty\"], right = [\"righty\"] }";
    let denied = format!("{sides}\n{}about = \"left\"\n", concept("not heavy"));
    assert_eq!(said(&self::rubric(&denied), "A righty is heavy, a lefty isn't.")[0].0, Support);
}

#[test]
fn a_pattern_that_names_a_side_takes_no_word_from_what_is_said_of_another() {
    let set = "sides = { left = [\"lefty\"], right = [\"righty\"] }";
    let rubric = rubric(&format!("{set}\n{}about = \"left\"\n", concept("lefty heavy")));
    assert_eq!(said(&rubric, "A righty is heavy, and a lefty is green."), []);
    assert_eq!(said(&rubric, "A lefty, unlike a righty, is heavy.")[0].0, Support);
}

#[test]
fn a_page_of_repeated_words_ends() {
    let rubric = rubric(&concept("alpha beta gamma delta /s"));
    let text = "alpha beta gamma ".repeat(2_000);
    assert_eq!(said(&rubric, &text), []);
    assert_eq!(said(&rubric, &format!("{text} delta")).len().min(1), 1);
}

#[test]
fn a_page_of_denials_ends() {
    let rubric = rubric(&concept("release lock"));
    for page in ["not x ", "it is false that x is not y, "] {
        assert_eq!(said(&rubric, &page.repeat(20_000)), []);
    }
}

#[test]
fn every_listed_word_has_the_role_that_leads_to_its_list() {
    let lists: [(&[&str], u32); 5] = [
        (&belief::FALLACIES, Roles::BELIEF),
        (&belief::FAULTS, Roles::BELIEF),
        (&belief::VIEWS, Roles::BELIEF),
        (&belief::VERDICTS, Roles::REJECTION),
        (&negation::DENIALS, Roles::CUE),
    ];
    for (list, role) in lists {
        for word in list {
            assert!(roles::of(stem_term(word)).has(role), "{word}");
        }
    }
}
