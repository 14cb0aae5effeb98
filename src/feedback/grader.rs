//! Grading as a whole: how good an answer is, and what that says to the person who gave it.

use super::{Reveal, messages};
use crate::rubric::Rubric;
use crate::scoring::{Grade, Scorer};

/// Grades responses, with messages that tell as much as is told by default. One per thread: it uses its buffers again, and
/// holds nothing that a result depends on.
#[derive(Default)]
pub struct Grader(Scorer);

/// Grades one response: a pure function of the rubric and the response.
pub fn grade<'r>(rubric: &'r Rubric, response: &str) -> Grade<'r> {
    Grader::default().grade(rubric, response)
}

impl Grader {
    /// Grades one response.
    pub fn grade<'r>(&mut self, rubric: &'r Rubric, response: &str) -> Grade<'r> {
        let mut grade = self.0.grade(rubric, response);
        grade.feedback = messages(&grade, rubric, response, Reveal::default());
        grade
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::tests::rubric;
    use crate::scoring::tests::THREE;

    #[test]
    fn messages_correct_first_and_give_hints_not_keys() {
        let rubric = rubric(THREE);
        let answer = "It breaks the widget. It does not keep the widget safe, whatever one does.";
        let result = grade(&rubric, answer);
        assert_eq!(result.feedback, messages(&result, &rubric, answer, Reveal::Label));
        assert_eq!(result.feedback[0], "Thinks that it breaks the widget: The widget stays whole.");
        assert_eq!(result.feedback[1], "Your answer says the contrary of: Keeps the widget safe.");
        assert!(result.feedback[2].ends_with("What goes in, and what comes out?"), "{:?}", result.feedback);
        assert!(!result.feedback[2].contains("gizmo"));
    }

    #[test]
    fn an_answer_to_a_reference_is_never_left_without_a_word() {
        let engine = crate::engine::Engine::shipped();
        let question = "What is the role of a prototype program in problem solving?";
        let reference = "To simulate the behaviour of portions of the desired software product.";
        let rubric = engine.inline("prototype", question, &[reference.to_string()]);
        let close = "you can break the whole program into prototype programs to simulate parts of the final program";
        let graded = grade(&rubric, close);
        assert!(graded.rests_on_words() && graded.needs_review, "{graded:?}");
        let said = "This comes close to a reference in its words, though no point of it is there as it stands.";
        assert_eq!(graded.feedback, [said]);
        for answer in [reference, "It simulates portions.", "To find the desired answer sooner.", "Cats purr at night."]
        {
            assert!(!grade(&rubric, answer).feedback.is_empty(), "{answer}");
        }
        assert!(!grade(&rubric, reference).needs_review);
    }

    #[test]
    fn where_reading_stopped_is_said() {
        let rubric = rubric(THREE);
        let answer = "It turns a widget into a gizmo. ".repeat(7_000);
        let said = &grade(&rubric, &answer).feedback[0];
        assert_eq!(
            said,
            "Only the first 200000 bytes of this very long answer were read (43750 of its 49000 words): what stands behind \
             them counts for nothing."
        );
    }

    #[test]
    fn it_adds_messages_to_the_grade_and_changes_nothing_else() {
        let rubric = rubric(THREE);
        let answer = "It turns a widget into a gizmo.";
        let result = grade(&rubric, answer);
        assert!(!result.feedback.is_empty());
        let bare = Grade { feedback: Vec::new(), ..result };
        assert_eq!(bare, crate::scoring::grade(&rubric, answer));
    }
}
