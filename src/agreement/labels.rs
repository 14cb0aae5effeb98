//! Labels that humans give (`correct`, `contradictory`, ...), the schemes they come in, and the machine's label in each.

use super::judged::Machine;
use crate::bank::Band;
use serde::Serialize;

/// A human's label. The first six are those of SemEval-2013 Task 7 (Dzikovska et al. 2013); `partially_correct` stands in
/// many exams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Says what the reference says.
    Correct,
    /// Right as far as it goes.
    PartiallyCorrect,
    /// Says the contrary of the reference.
    Contradictory,
    /// About the subject, but does not answer.
    Irrelevant,
    /// Not about the subject: a request for help, a joke.
    NonDomain,
    /// Wrong, in schemes that do not say how.
    Incorrect,
}

impl Label {
    /// Reads a label; case, blanks and hyphens do not matter. `None` for an unknown one.
    pub fn read(text: &str) -> Option<Label> {
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        Some(match word.as_str() {
            "correct" => Label::Correct,
            "partially_correct_incomplete" | "partially_correct" | "partial" | "partly_correct" => {
                Label::PartiallyCorrect
            }
            "contradictory" => Label::Contradictory,
            "irrelevant" => Label::Irrelevant,
            "non_domain" => Label::NonDomain,
            "incorrect" | "wrong" => Label::Incorrect,
            _ => return None,
        })
    }

    /// What a label is worth where a row has no points: 1, one half for partially correct, else 0 (how SemEval's labels
    /// are commonly turned into scores).
    pub fn worth(self) -> f64 {
        match self {
            Label::Correct => 1.0,
            Label::PartiallyCorrect => 0.5,
            _ => 0.0,
        }
    }
}

/// A set of labels that cover every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Scheme {
    /// `correct` or not.
    #[serde(rename = "2-way")]
    TwoWay,
    /// SemEval: `correct`, `contradictory`, `incorrect`.
    #[serde(rename = "3-way")]
    ThreeWay,
    /// SemEval: `correct`, `partially_correct_incomplete`, `contradictory`, `irrelevant`, `non_domain`.
    #[serde(rename = "5-way")]
    FiveWay,
    /// Exams: `correct`, `partially_correct`, `incorrect`.
    #[serde(rename = "graded")]
    Graded,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 4] = [Scheme::TwoWay, Scheme::ThreeWay, Scheme::FiveWay, Scheme::Graded];

    /// The scheme's name.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::TwoWay => "2-way",
            Scheme::ThreeWay => "3-way",
            Scheme::FiveWay => "5-way",
            Scheme::Graded => "graded",
        }
    }

    /// Its labels.
    pub fn labels(self) -> &'static [&'static str] {
        match self {
            Scheme::TwoWay => &["correct", "incorrect"],
            Scheme::ThreeWay => &["correct", "contradictory", "incorrect"],
            Scheme::FiveWay => {
                &["correct", "partially_correct_incomplete", "contradictory", "irrelevant", "non_domain"]
            }
            Scheme::Graded => &["correct", "partially_correct", "incorrect"],
        }
    }

    /// A human's label in this scheme. SemEval's mappings: to two ways, all but `correct` is `incorrect`; to three ways,
    /// all but `correct` and `contradictory` is. `None` where the scheme has no place for it.
    pub fn of_human(self, label: Label) -> Option<&'static str> {
        Some(match (self, label) {
            (_, Label::Correct) => "correct",
            (Scheme::ThreeWay | Scheme::FiveWay, Label::Contradictory) => "contradictory",
            (Scheme::FiveWay, Label::PartiallyCorrect) => "partially_correct_incomplete",
            (Scheme::FiveWay, Label::Irrelevant) => "irrelevant",
            (Scheme::FiveWay, Label::NonDomain) => "non_domain",
            (Scheme::FiveWay, Label::Incorrect) => return None,
            (Scheme::Graded, Label::PartiallyCorrect) => "partially_correct",
            _ => "incorrect",
        })
    }

    /// The schemes that a file's labels speak: two ways always; three where it knows `contradictory`; five where it knows
    /// `irrelevant` or `non_domain` too; graded where it knows `partially_correct` and no `contradictory`.
    pub fn spoken(labels: &[Label]) -> Vec<Scheme> {
        let has = |wanted: Label| labels.contains(&wanted);
        let five = has(Label::Irrelevant) || has(Label::NonDomain);
        Scheme::ALL
            .into_iter()
            .filter(|scheme| match scheme {
                Scheme::TwoWay => !labels.is_empty(),
                Scheme::ThreeWay => has(Label::Contradictory),
                Scheme::FiveWay => five,
                Scheme::Graded => has(Label::PartiallyCorrect) && !five && !has(Label::Contradictory),
            })
            .collect()
    }

    /// The machine's label, from what a grade says:
    ///
    /// 1. `correct` when the band is strong;
    /// 2. `contradictory` when a concept is contradicted (schemes that know it);
    /// 3. `partially_correct` when the band is average (schemes that know it);
    /// 4. in five ways `non_domain` when the answer is empty, a non-answer, off-topic or in another language, else
    ///    `irrelevant`; elsewhere `incorrect`.
    pub fn of_machine(self, machine: &Machine) -> &'static str {
        let knows_contrary = matches!(self, Scheme::ThreeWay | Scheme::FiveWay);
        let outside = ["empty", "non-answer", "off-topic", "other-language"];
        match self {
            _ if machine.band == Band::Strong => "correct",
            _ if knows_contrary && machine.statuses.contradicted > 0 => "contradictory",
            Scheme::TwoWay | Scheme::ThreeWay => "incorrect",
            Scheme::Graded if machine.band == Band::Average => "partially_correct",
            Scheme::Graded => "incorrect",
            Scheme::FiveWay if machine.band == Band::Average => "partially_correct_incomplete",
            Scheme::FiveWay if machine.flags.iter().any(|flag| outside.contains(&flag.as_str())) => "non_domain",
            Scheme::FiveWay => "irrelevant",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::judged::Statuses;

    #[test]
    fn labels_are_read_however_they_are_written() {
        for (text, label) in [
            ("correct", Some(Label::Correct)),
            ("Partially correct", Some(Label::PartiallyCorrect)),
            ("partially_correct_incomplete", Some(Label::PartiallyCorrect)),
            ("non-domain", Some(Label::NonDomain)),
            (" Incorrect ", Some(Label::Incorrect)),
            ("excellent", None),
        ] {
            assert_eq!(Label::read(text), label, "{text}");
        }
    }

    #[test]
    fn five_ways_fold_into_three_and_two() {
        let folds = |label| [Scheme::TwoWay, Scheme::ThreeWay, Scheme::FiveWay].map(|scheme| scheme.of_human(label));
        assert_eq!(folds(Label::Correct), [Some("correct"); 3]);
        assert_eq!(folds(Label::Contradictory), [Some("incorrect"), Some("contradictory"), Some("contradictory")]);
        let partial = [Some("incorrect"), Some("incorrect"), Some("partially_correct_incomplete")];
        assert_eq!(folds(Label::PartiallyCorrect), partial);
        assert_eq!(folds(Label::NonDomain), [Some("incorrect"), Some("incorrect"), Some("non_domain")]);
        assert_eq!(folds(Label::Incorrect), [Some("incorrect"), Some("incorrect"), None]);
    }

    #[test]
    fn every_label_of_a_scheme_is_in_its_list() {
        use Label::*;
        for scheme in Scheme::ALL {
            for label in [Correct, PartiallyCorrect, Contradictory, Irrelevant, NonDomain, Incorrect] {
                assert!(
                    scheme.of_human(label).is_none_or(|word| scheme.labels().contains(&word)),
                    "{scheme:?} {label:?}"
                );
            }
        }
    }

    #[test]
    fn a_file_speaks_the_schemes_its_labels_need() {
        use Label::*;
        use Scheme::*;
        assert_eq!(Scheme::spoken(&[]), []);
        assert_eq!(Scheme::spoken(&[Correct, Incorrect]), [TwoWay]);
        assert_eq!(Scheme::spoken(&[Correct, Contradictory, Incorrect]), [TwoWay, ThreeWay]);
        let beetle = [Correct, PartiallyCorrect, Contradictory, Irrelevant, NonDomain];
        assert_eq!(Scheme::spoken(&beetle), [TwoWay, ThreeWay, FiveWay]);
        assert_eq!(Scheme::spoken(&[Correct, PartiallyCorrect, Incorrect]), [TwoWay, Graded]);
    }

    #[test]
    fn the_machine_names_the_contrary_only_where_the_answer_is_not_strong() {
        let machine = |band, contradicted, flag: &str| Machine {
            band,
            statuses: Statuses { contradicted, ..Statuses::default() },
            flags: vec![flag.to_owned()],
            ..Machine::default()
        };
        let five = |machine: &Machine| Scheme::FiveWay.of_machine(machine);
        assert_eq!(five(&machine(Band::Strong, 1, "")), "correct");
        assert_eq!(five(&machine(Band::Average, 1, "")), "contradictory");
        assert_eq!(five(&machine(Band::Average, 0, "")), "partially_correct_incomplete");
        assert_eq!(five(&machine(Band::Weak, 0, "non-answer")), "non_domain");
        assert_eq!(five(&machine(Band::Weak, 0, "too-short")), "irrelevant");
        assert_eq!(Scheme::TwoWay.of_machine(&machine(Band::Average, 1, "")), "incorrect");
        assert_eq!(Scheme::ThreeWay.of_machine(&machine(Band::Average, 1, "")), "contradictory");
        assert_eq!(Scheme::Graded.of_machine(&machine(Band::Average, 1, "")), "partially_correct");
    }
}
