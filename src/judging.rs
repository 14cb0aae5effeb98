//! Labelled rows through the engine: the human's judgement of each row beside the machine's, ready for `agreement`.

use crate::agreement::{Evidence, Fields, Judged, Judgement, Machine, Statuses};
use crate::batch::{name_item, with_rubric};
use crate::engine::Engine;
use crate::rows::input::{Layout, Raw, Rows, parse_each};
use crate::rows::{InputError, Numbered, Row, RowCode, RowError};
use crate::scoring::{Grade, Scorer, Status};
use rayon::prelude::*;
use serde::Serialize;

/// What labelled files yield.
#[derive(Debug, Default)]
pub struct Judging {
    /// Rows with both judgements, in the order of the input.
    pub judged: Vec<Judged>,
    /// File by file, in the order of the input.
    pub files: Vec<FileCount>,
    /// Rows that could not be read or graded, or whose human judgement makes no sense.
    pub failed: Vec<Failed>,
}

/// How many rows of a file serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileCount {
    /// The file.
    pub name: String,
    /// Rows read.
    pub rows: usize,
    /// Rows with both judgements.
    pub judged: usize,
    /// Rows without a human judgement.
    pub unjudged: usize,
}

/// A row that does not serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The file.
    pub file: String,
    /// 1-based line.
    pub line: u64,
    /// What is wrong.
    pub error: RowError,
}

/// What became of one row.
enum Fate {
    Judged(Box<Judged>),
    Unjudged,
    Failed(u64, RowError),
}

/// Grades all rows that carry a human judgement, on all threads of the current pool. Rows without one are not graded.
pub fn judge(engine: &Engine, inputs: &mut [Rows]) -> Result<Judging, InputError> {
    let mut judging = Judging::default();
    for input in inputs {
        let file = input.name().to_string();
        let layout = input.layout();
        let mut raw = Vec::new();
        while let Some(row) = input.next_raw()? {
            raw.push(row);
        }
        let fates: Vec<Fate> = raw
            .into_par_iter()
            .with_min_len(16)
            .map_init(Scorer::default, |scorer, raw| judge_raw(engine, scorer, raw, &layout, &file))
            .flatten_iter()
            .collect();
        let mut count = FileCount { name: file.clone(), rows: fates.len(), judged: 0, unjudged: 0 };
        for fate in fates {
            match fate {
                Fate::Judged(row) => {
                    count.judged += 1;
                    judging.judged.push(*row);
                }
                Fate::Unjudged => count.unjudged += 1,
                Fate::Failed(line, error) => judging.failed.push(Failed { file: file.clone(), line, error }),
            }
        }
        judging.files.push(count);
    }
    Ok(judging)
}

fn judge_raw(engine: &Engine, scorer: &mut Scorer, raw: Raw, layout: &Layout, file: &str) -> Vec<Fate> {
    let mut fates = Vec::with_capacity(1);
    parse_each(raw, layout, |numbered| fates.push(judge_row(engine, scorer, numbered, file)));
    fates
}

fn judge_row(engine: &Engine, scorer: &mut Scorer, numbered: Numbered, file: &str) -> Fate {
    let line = numbered.line;
    let row = match numbered.row {
        Ok(mut row) => {
            name_item(engine, &mut row);
            row
        }
        Err((_, error)) => return Fate::Failed(line, error),
    };
    let human = match human(&row) {
        Ok(Some(human)) => human,
        Ok(None) => return Fate::Unjudged,
        Err(error) => return Fate::Failed(line, error),
    };
    let graded = with_rubric(engine, &row, |rubric| {
        (machine(&scorer.grade(rubric, &row.answer)), rubric.item.references.clone())
    });
    match graded {
        Err(error) => Fate::Failed(line, error),
        Ok((machine, references)) => Fate::Judged(Box::new(Judged {
            file: file.to_string(),
            line,
            question_id: row.question_id.or(row.question).unwrap_or_default(),
            answer_id: row.answer_id,
            answer: row.answer,
            references,
            human,
            machine,
        })),
    }
}

/// The human's judgement of a row; an error where the row has one that cannot be read.
pub fn human(row: &Row) -> Result<Option<Judgement>, RowError> {
    if let Some(error) = &row.human.unreadable {
        return Err(error.clone());
    }
    let judgement = Judgement::read(Fields {
        score: row.human.score,
        score_1: row.human.score_1,
        score_2: row.human.score_2,
        max_score: row.max_score,
        band: row.human.band.as_deref(),
        label: row.human.label.as_deref(),
    });
    judgement.map_err(|message| RowError::new(RowCode::BadJudgement, message))
}

/// The machine's judgement, as `agreement` needs it.
pub fn machine(grade: &Grade<'_>) -> Machine {
    let mut statuses = Statuses::default();
    let mut evidence = Vec::new();
    for concept in &grade.concepts {
        *match concept.status {
            Status::Met => &mut statuses.met,
            Status::Partial => &mut statuses.partial,
            Status::Missed => &mut statuses.missed,
            Status::Contradicted => &mut statuses.contradicted,
        } += 1;
        collect(&mut evidence, concept.label, concept.status.name(), &concept.evidence);
    }
    for (status, statements) in [("misconception", &grade.misconceptions), ("red flag", &grade.red_flags)] {
        for statement in statements {
            collect(&mut evidence, statement.label, status, &statement.evidence);
        }
    }
    Machine {
        score: grade.score,
        band: grade.band,
        confidence: grade.confidence,
        needs_review: grade.needs_review,
        statuses,
        flags: grade.flags.iter().map(|flag| flag.name().to_string()).collect(),
        evidence,
    }
}

fn collect(out: &mut Vec<Evidence>, of: &str, status: &str, places: &[crate::scoring::Evidence]) {
    out.extend(places.iter().map(|place| Evidence {
        of: of.to_string(),
        status: status.to_string(),
        start: place.start,
        end: place.end,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::input::{Format, read};

    fn rows(text: &'static str) -> Rows {
        read("rows.jsonl", Box::new(text.as_bytes()), Some(Format::Jsonl)).unwrap()
    }

    #[test]
    fn rows_are_sorted_into_judged_unjudged_and_failed() {
        let text = concat!(
            r#"{"question_id":"q","question":"What cools a room?","references":["Open the window."],"answer":"Open the window.","score":2,"max_score":2}"#,
            "\n",
            r#"{"question_id":"q","question":"What cools a room?","references":["Open the window."],"answer":"Air."}"#,
            "\n",
            r#"{"question_id":"no-such-item","answer":"Air.","band":"weak"}"#,
            "\n",
            r#"{"question_id":"q","references":["Open."],"answer":"Air.","score":3,"max_score":2}"#,
            "\n{\n",
        );
        let judging = judge(&Engine::shipped(), &mut [rows(text)]).unwrap();
        assert_eq!(judging.files, [FileCount { name: "rows.jsonl".into(), rows: 5, judged: 1, unjudged: 1 }]);
        assert_eq!(judging.judged[0].references, ["Open the window."]);
        let errors: Vec<(u64, &str)> =
            judging.failed.iter().map(|failed| (failed.line, failed.error.code.name())).collect();
        assert_eq!(errors, [(3, "unknown-item"), (4, "bad-judgement"), (5, "bad-json")]);
    }

    #[test]
    fn evidence_lies_within_the_answer() {
        let text = r#"{"question":"What cools a room?","references":["Opening the window lets cold air in."],"answer":"Opening the window lets cold air in.","label":"correct"}"#;
        let judging = judge(&Engine::shipped(), &mut [rows(text)]).unwrap();
        let row = &judging.judged[0];
        assert_eq!(row.question_id, "What cools a room?");
        assert!(row.machine.evidence.iter().all(|piece| row.answer.get(piece.start..piece.end).is_some()));
    }
}
