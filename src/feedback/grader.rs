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
    fn it_adds_messages_to_the_grade_and_changes_nothing_else() {
        let rubric = rubric(THREE);
        let answer = "It turns a widget into a gizmo.";
        let result = grade(&rubric, answer);
        assert!(!result.feedback.is_empty());
        let bare = Grade { feedback: Vec::new(), ..result };
        assert_eq!(bare, crate::scoring::grade(&rubric, answer));
    }
}
