//! What is compared: one answer with a human's judgement and the machine's.

use super::labels::Label;
use crate::bank::Band;
use serde::Serialize;

/// One answer, judged by a human and by the machine.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// The file it comes from; figures are given per file.
    pub file: String,
    /// 1-based line in that file.
    pub line: u64,
    /// The question; intervals come from resampling questions.
    pub question_id: String,
    /// The answer's id.
    pub answer_id: String,
    /// The answer.
    pub answer: String,
    /// References of the question, for the word-overlap baseline.
    pub references: Vec<String>,
    /// A human's judgement.
    pub human: Judgement,
    /// The machine's judgement.
    pub machine: Machine,
}

/// Points out of a maximum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Points {
    /// The points, 0 to `max`.
    pub score: f64,
    /// The most points.
    pub max: f64,
}

/// A human's judgement. At least one of points, band and label is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Points.
    pub points: Option<Points>,
    /// Two raters' points, on the scale of `points`.
    pub raters: Option<(f64, f64)>,
    /// A band.
    pub band: Option<Band>,
    /// A label, as it stands in the file.
    pub label: Option<String>,
}

/// What the machine says.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: Band,
    /// 0 to 1.
    pub confidence: f64,
    /// Whether it asks for a person.
    pub needs_review: bool,
    /// How many concepts have which status.
    pub statuses: Statuses,
    /// What is odd about the answer.
    pub flags: Vec<String>,
    /// Where the answer shows what.
    pub evidence: Vec<Evidence>,
}

impl Default for Machine {
    fn default() -> Self {
        Machine {
            score: 0.0,
            band: Band::Weak,
            confidence: 0.0,
            needs_review: false,
            statuses: Statuses::default(),
            flags: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// How many concepts have which status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Statuses {
    /// Stated.
    pub met: u32,
    /// Stated in part.
    pub partial: u32,
    /// Not stated.
    pub missed: u32,
    /// The contrary is stated.
    pub contradicted: u32,
}

/// A place in the answer and what the machine takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Label of the concept, misconception or red flag.
    pub of: String,
    /// Its status, or `misconception`, `red flag`.
    pub status: String,
    /// First byte in the answer.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Share of the maximum from which points fall into a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cuts {
    /// From here on `average`.
    pub average_from: f64,
    /// From here on `strong`.
    pub strong_from: f64,
}

impl Default for Cuts {
    /// 0.4 and 0.75: half the points is average on every scale, and on the usual ones the marks fall as people read them:
    /// 0-1 | 2-3 | 4-5 of 5, 0-1 | 2 | 3-4 of 4, 0-1 | 2 | 3 of 3, 0-3 | 4-7 | 8-10 of 10. They belong to the human's
    /// scale. The machine's own cut points (a bank's `bands`) say how much of a keyword set is enough, which is another
    /// question.
    fn default() -> Self {
        Cuts { average_from: 0.4, strong_from: 0.75 }
    }
}

impl Cuts {
    /// The band of a share of the maximum.
    pub fn band(&self, share: f64) -> Band {
        // Points such as 1.2 of 3 must not miss their cut by the last binary digit.
        let reached = |cut: f64| share + 1e-9 >= cut;
        match (reached(self.strong_from), reached(self.average_from)) {
            (true, _) => Band::Strong,
            (_, true) => Band::Average,
            _ => Band::Weak,
        }
    }
}

/// The number of a band where one is needed: 0, 1, 2.
pub fn rank(band: Band) -> f64 {
    match band {
        Band::Weak => 0.0,
        Band::Average => 1.0,
        Band::Strong => 2.0,
    }
}

/// The fields of a row that hold a human's judgement, as read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'a> {
    /// `score`
    pub score: Option<f64>,
    /// `score_1`
    pub score_1: Option<f64>,
    /// `score_2`
    pub score_2: Option<f64>,
    /// `max_score`
    pub max_score: Option<f64>,
    /// `band`
    pub band: Option<&'a str>,
    /// `label`
    pub label: Option<&'a str>,
}

impl Judgement {
    /// Reads a judgement from a row's fields. `None` when there is none; an error says what is wrong and how to mend it.
    ///
    /// Two raters' points without a joint `score` count as their mean.
    pub fn read(fields: Fields<'_>) -> Result<Option<Judgement>, String> {
        let raters = fields.score_1.zip(fields.score_2);
        let score = fields.score.or(raters.map(|(first, second)| (first + second) / 2.0));
        let points = match (score, fields.max_score) {
            (None, _) => None,
            (Some(_), None) => return Err("there is a `score` but no `max_score`; give the most points too".to_owned()),
            (Some(score), Some(max)) => {
                if !(max.is_finite() && max > 0.0) {
                    return Err(format!("`max_score` is {max}; expected a number above 0"));
                }
                let all = [Some(score), raters.map(|pair| pair.0), raters.map(|pair| pair.1)];
                if let Some(bad) = all.into_iter().flatten().find(|score| !(0.0..=max).contains(score)) {
                    return Err(format!("a score of {bad} is outside 0 to `max_score` {max}"));
                }
                Some(Points { score, max })
            }
        };
        let band = fields.band.map(str::trim).filter(|text| !text.is_empty()).map(str::parse).transpose()?;
        let label = fields.label.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let known = label.as_deref().and_then(Label::read).is_some();
        if points.is_none() && band.is_none() && !known {
            return match label {
                Some(label) => Err(format!("`{label}` is not a label that gradus knows; {KNOWN_LABELS}")),
                None => Ok(None),
            };
        }
        Ok(Some(Judgement { points, raters: points.and(raters), band, label }))
    }

    /// The judgement as a number, 0 to 1: points as a share of the maximum; without points a band as 0, 1/2, 1; without
    /// a band the worth of the label.
    pub fn value(&self) -> Option<f64> {
        let band = || self.band.map(|band| rank(band) / 2.0);
        let label = || self.verdict().map(Label::worth);
        self.points.map(|points| points.score / points.max).or_else(band).or_else(label)
    }

    /// The judgement as a band: as given, else by cutting its number.
    pub fn band(&self, cuts: &Cuts) -> Option<Band> {
        self.band.or_else(|| self.value().map(|value| cuts.band(value)))
    }

    /// The label, where it is a known one.
    pub fn verdict(&self) -> Option<Label> {
        self.label.as_deref().and_then(Label::read)
    }
}

/// For messages.
pub const KNOWN_LABELS: &str =
    "known are correct, partially_correct, contradictory, irrelevant, non_domain and incorrect";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: Fields<'_>) -> Result<Option<Judgement>, String> {
        Judgement::read(fields)
    }

    #[test]
    fn points_raters_bands_and_labels_are_read() {
        let both = Fields { score_1: Some(3.0), score_2: Some(4.0), max_score: Some(5.0), ..Fields::default() };
        let judgement = read(both).unwrap().unwrap();
        assert_eq!(judgement.points, Some(Points { score: 3.5, max: 5.0 }));
        assert_eq!(judgement.raters, Some((3.0, 4.0)));
        let band = read(Fields { band: Some("Average"), ..Fields::default() }).unwrap().unwrap();
        assert_eq!((band.value(), band.band(&Cuts::default())), (Some(0.5), Some(Band::Average)));
        let label = read(Fields { label: Some("Partially correct"), ..Fields::default() }).unwrap().unwrap();
        assert_eq!((label.value(), label.verdict()), (Some(0.5), Some(Label::PartiallyCorrect)));
        assert_eq!(read(Fields { max_score: Some(5.0), label: Some(" "), ..Fields::default() }), Ok(None));
    }

    #[test]
    fn what_cannot_be_a_judgement_says_why() {
        for (fields, part) in [
            (Fields { score: Some(3.0), ..Fields::default() }, "no `max_score`"),
            (Fields { score: Some(7.0), max_score: Some(5.0), ..Fields::default() }, "outside 0 to"),
            (Fields { score: Some(f64::NAN), max_score: Some(5.0), ..Fields::default() }, "outside 0 to"),
            (Fields { score: Some(1.0), max_score: Some(0.0), ..Fields::default() }, "above 0"),
            (Fields { score: Some(1.0), max_score: Some(f64::NAN), ..Fields::default() }, "above 0"),
            (Fields { band: Some("good"), ..Fields::default() }, "is no band"),
            (Fields { label: Some("fine"), ..Fields::default() }, "not a label"),
        ] {
            let error = read(fields).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn default_cuts_put_marks_where_people_read_them() {
        let bands =
            |max: u32| (0..=max).map(move |mark| rank(Cuts::default().band(f64::from(mark) / f64::from(max))) as u8);
        assert_eq!(bands(2).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(bands(3).collect::<Vec<_>>(), [0, 0, 1, 2]);
        assert_eq!(bands(4).collect::<Vec<_>>(), [0, 0, 1, 2, 2]);
        assert_eq!(bands(5).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 2]);
        assert_eq!(bands(10).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
    }
}
