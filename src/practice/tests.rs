//! Sessions without a terminal: events in, effects out.

use super::*;
use crate::bank::Bank;
use crate::engine::Engine;
use crate::progress::{Draft, Help, Moment, Subject};
use crate::rubric::Rubric;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::shipped);
const NOW: Moment = Moment { at: 1_772_357_400, day: 20_513 };

fn rubrics(id: &str) -> Option<Arc<Rubric>> {
    ENGINE.rubric(id).cloned()
}

fn picked(id: &str) -> Event {
    let question = Bank::shipped().summaries().iter().find(|item| item.id == id).expect("an item").clone();
    Event::Picked(Some(Picked { question, due: 0, draft: None }))
}

fn answer(text: &str, uid: &str) -> Event {
    Event::Answer { text: text.into(), uid: uid.into() }
}

fn line(text: &str) -> Event {
    Event::Line(text.into())
}

/// A session that has been asked about the GIL, with its steps.
fn asked() -> Session<'static> {
    let mut session = Session::new(&rubrics, Some(3));
    assert!(matches!(session.begin()[..], [Effect::Pick]));
    let effects = session.step(picked("gil"), NOW);
    assert!(
        matches!(&effects[..], [Effect::Show(View::Question { number: 1, .. }), Effect::Ask(Ask::Answer(initial))] if initial.is_empty())
    );
    session
}

fn told(effects: &[Effect]) -> (String, Aid) {
    match effects {
        [Effect::Show(View::Told { name, aid, .. }), Effect::Ask(Ask::Command)] => (name.clone(), *aid),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_try_belongs_to_the_first_and_knows_what_was_told() {
    let mut session = asked();
    let effects = session.step(answer("There is one lock, so just one thread at a time does the work.", "u1"), NOW);
    let [Effect::Record(first), Effect::Show(View::Result { points, .. }), Effect::Ask(Ask::Command)] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!((first.attempt, first.visit.as_str()), (1, "u1"));
    assert!(first.concepts.iter().all(|said| said.help == Help::None));
    let open = points[0].clone();
    let Subject::Concept(concept) = &open.subject else { panic!("{open:?}") };
    // The ladder, step by step; the result has told the sort already.
    let hint = format!("hint {}", open.name);
    let levels: Vec<_> = (0..4)
        .map(|_| session.step(line(&hint), NOW))
        .take_while(|effects| matches!(effects[0], Effect::Show(View::Told { .. })))
        .map(|effects| told(&effects).1)
        .collect();
    assert!(levels.len() >= 3 && levels.is_sorted() && levels[0] == Aid::Hint, "{levels:?}");
    assert!(matches!(&session.step(line(&hint), NOW)[0], Effect::Show(View::Note(Note::NothingMoreToTell))));

    let effects = session.step(line("again"), NOW);
    assert!(matches!(&effects[..], [Effect::Ask(Ask::Answer(initial))] if initial.starts_with("There is one lock")));
    let effects = session.step(answer("One lock, one thread at a time; waiting threads release it.", "u2"), NOW);
    let [Effect::Record(second), Effect::Show(View::Result { before: Some(_), .. }), _] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((second.attempt, second.visit.as_str()), (2, "u1"));
    let said = second.concepts.iter().find(|said| said.id == *concept).expect("the concept");
    assert_eq!(said.help, levels.last().expect("a level").help());
}

#[test]
fn hints_before_the_first_try_are_remembered() {
    let mut session = asked();
    let effects = session.step(answer("  \n", "u0"), NOW);
    assert!(matches!(&effects[..], [Effect::Show(View::Note(Note::NothingWritten)), Effect::Ask(Ask::Command)]));
    assert_eq!(told(&session.step(line("h"), NOW)).1, Aid::Sort);
    assert_eq!(told(&session.step(line("h"), NOW)).1, Aid::Hint);
    session.step(line("again"), NOW);
    let effects = session.step(answer("One thread at a time.", "u1"), NOW);
    let Effect::Record(first) = &effects[0] else { panic!("{effects:?}") };
    assert_eq!(first.attempt, 1);
    assert_eq!(first.concepts.iter().filter(|said| said.help == Help::Hint).count(), 1);
}

#[test]
fn what_is_shown_in_full_counts_as_told_in_full() {
    let mut session = asked();
    assert!(matches!(session.step(line("show"), NOW)[0], Effect::Show(View::Key { .. })));
    session.step(line("again"), NOW);
    let effects = session.step(answer("One thread at a time.", "u1"), NOW);
    let Effect::Record(first) = &effects[0] else { panic!("{effects:?}") };
    assert!(first.concepts.iter().all(|said| said.help == Help::Answer));
}

#[test]
fn a_dispute_names_the_point_and_the_words() {
    let mut session = asked();
    assert!(matches!(session.step(line("right a"), NOW)[0], Effect::Show(View::Note(Note::NoAnswerYet))));
    session.step(answer("Python has a lock of some sort inside.", "u1"), NOW);
    assert!(
        matches!(&session.step(line("right"), NOW)[0], Effect::Show(View::Note(Note::WhichPoint(names))) if names[0] == "a")
    );
    assert!(matches!(&session.step(line("right zz"), NOW)[0], Effect::Show(View::Note(Note::NoSuchPoint(_)))));
    assert!(matches!(&session.step(line("right B"), NOW)[..], [Effect::Ask(Ask::Wording(name))] if name == "b"));
    let effects = session.step(line(""), NOW);
    let [Effect::Dispute(whole), Effect::Show(View::Disputed { .. }), Effect::Ask(Ask::Command)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((whole.answer.as_str(), whole.wording.as_str()), ("u1", "Python has a lock of some sort inside."));
    let effects = session.step(line("right a a lock of some sort"), NOW);
    let Effect::Dispute(part) = &effects[0] else { panic!("{effects:?}") };
    assert_eq!(part.wording, "a lock of some sort");
    assert_ne!(part.uid, whole.uid);
}

#[test]
fn an_interrupted_answer_is_kept_and_an_empty_one_is_not() {
    let mut session = asked();
    let effects = session.step(Event::Interrupted("One lock, and".into()), NOW);
    let [
        Effect::KeepDraft(draft),
        Effect::Show(View::Note(Note::DraftKept)),
        Effect::Show(View::Summary(_)),
        Effect::Over,
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!((draft.item.as_str(), draft.text.as_str()), ("gil", "One lock, and"));
    let effects = asked().step(Event::Interrupted("  ".into()), NOW);
    assert!(matches!(effects[..], [Effect::Show(View::Summary(_)), Effect::Over]));
    // A retry that was not begun is no draft.
    let mut session = asked();
    session.step(answer("One lock.", "u1"), NOW);
    session.step(line("again"), NOW);
    assert!(matches!(session.step(Event::Interrupted("One lock.".into()), NOW)[0], Effect::Show(View::Summary(_))));
}

#[test]
fn a_draft_is_taken_up_with_the_help_it_had() {
    let mut session = Session::new(&rubrics, None);
    session.begin();
    let Event::Picked(Some(mut gil)) = picked("gil") else { unreachable!() };
    let draft = Draft { item: "gil".into(), moment: NOW, text: "One lock".into(), helped: Help::Label };
    gil.draft = Some(draft);
    let effects = session.step(Event::Picked(Some(gil)), NOW);
    assert!(
        matches!(&effects[..], [Effect::Show(View::Question { resumed: true, .. }), Effect::Ask(Ask::Answer(text))] if text == "One lock")
    );
    let effects = session.step(answer("One lock, one thread at a time.", "u1"), NOW);
    let Effect::Record(first) = &effects[0] else { panic!("{effects:?}") };
    assert!(first.concepts.iter().all(|said| said.help == Help::Label));
}

#[test]
fn the_session_ends_after_so_many_questions_with_a_summary() {
    let mut session = Session::new(&rubrics, Some(1));
    session.begin();
    session.step(picked("gil"), NOW);
    session.step(answer("One lock.", "u1"), NOW);
    session.step(line("again"), NOW);
    session.step(answer("There is one lock, so just one thread at a time does the work.", "u2"), NOW);
    let effects = session.step(line("next"), NOW);
    let [Effect::Show(View::Summary(tallies)), Effect::Over] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((tallies.len(), tallies[0].tries), (1, 2));
    assert!(tallies[0].last.0 > tallies[0].first.0);
}

#[test]
fn what_is_passed_over_is_kept_and_what_was_answered_is_not_passed_over() {
    let mut session = asked();
    session.step(answer("", "none"), NOW);
    let effects = session.step(line("skip"), NOW);
    assert!(matches!(&effects[..], [Effect::Skip(skip), Effect::Pick] if skip.item == "gil"), "{effects:?}");
    session.step(picked("csrf"), NOW);
    session.step(answer("A token in the form.", "u1"), NOW);
    assert!(matches!(session.step(line("next"), NOW)[..], [Effect::Pick]));
}

#[test]
fn a_question_without_follow_up_questions_never_says_that_none_is_left() {
    let mut session = asked();
    session.step(answer("I have forgotten it.", "u1"), NOW);
    let effects = session.step(line("f"), NOW);
    assert!(matches!(effects[0], Effect::Show(View::NoFollowUp { asked: false, .. })), "{effects:?}");
}

fn event() -> impl Strategy<Value = u8> {
    0..14u8
}

proptest! {
    /// Whatever is typed in whatever order: every step asks for exactly one thing at its end, and what is shown of an
    /// answer was kept before.
    #[test]
    fn every_step_asks_for_one_thing_and_keeps_before_it_shows(choices in prop::collection::vec(event(), 1..40)) {
        let mut session = Session::new(&rubrics, Some(4));
        let mut effects = session.begin();
        for (at, choice) in choices.into_iter().enumerate() {
            let ends = |effect: &Effect| matches!(effect, Effect::Pick | Effect::Ask(_) | Effect::Over);
            prop_assert!(effects.last().is_some_and(ends));
            prop_assert_eq!(effects.iter().filter(|effect| ends(effect)).count(), 1);
            for (place, effect) in effects.iter().enumerate() {
                if let Effect::Show(View::Result { answer, .. }) = effect {
                    let kept = |before: &Effect| matches!(before, Effect::Record(kept) if kept.answer == *answer);
                    prop_assert!(effects[..place].iter().any(kept));
                }
            }
            let lines = ["hint", "hint b", "again", "f", "right a", "right", "show", "next", "?", "", "one lock", "quit"];
            let event = match effects.last() {
                Some(Effect::Over) | None => break,
                Some(Effect::Pick) if choice == 0 => Event::Picked(None),
                Some(Effect::Pick) => picked(["gil", "list-vs-tuple", "csrf", "jsx"][at % 4]),
                Some(Effect::Ask(Ask::Answer(_))) => match choice {
                    0 => Event::End,
                    1 => Event::Interrupted("One lo".into()),
                    2 => answer("", "none"),
                    choice => answer(&format!("One thread at a time, a token in the form, case {choice}."), &format!("u{at}")),
                },
                Some(_) => match choice {
                    12 => Event::End,
                    13 => Event::Interrupted(String::new()),
                    choice => line(lines[usize::from(choice)]),
                },
            };
            effects = session.step(event, NOW);
        }
    }
}
