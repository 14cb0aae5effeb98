//! Writing: every call is one transaction, which is on the disk when the call returns.

use super::{Store, StoreError};
use crate::feedback::Reveal;
use crate::progress::schedule::{Visit, replay};
use crate::progress::{Answered, Dispute, Draft, Help, Said, Skip, Subject};
use crate::scoring::Status;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

/// What came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Answers that are new here.
    pub answers: u64,
    /// Disputes that are new here.
    pub disputes: u64,
    /// Drafts taken over.
    pub drafts: u64,
    /// Skipped questions taken over.
    pub skips: u64,
    /// Rows that were here already.
    pub known: u64,
}

/// One row of an export.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kept {
    /// A finished answer.
    Answer(Answered),
    /// A dispute.
    Dispute(Dispute),
    /// An unfinished answer.
    Draft(Draft),
    /// A question that was skipped.
    Skip(Skip),
}

impl Store {
    /// Keeps a finished answer, works out anew what is remembered of its item, and drops the item's draft and skip.
    pub fn record(&mut self, answered: &Answered) -> Result<(), StoreError> {
        self.within(|transaction| {
            insert_answer(transaction, answered)?;
            transaction.execute("DELETE FROM draft WHERE item = ?1", [&answered.item])?;
            transaction.execute("DELETE FROM skip WHERE item = ?1", [&answered.item])?;
            settle(transaction, &answered.item)
        })
    }

    /// Keeps a dispute; the concept is not reviewed by that visit.
    pub fn dispute(&mut self, dispute: &Dispute) -> Result<(), StoreError> {
        self.within(|transaction| {
            insert_dispute(transaction, dispute)?;
            settle(transaction, &dispute.item)
        })
    }

    /// Keeps an unfinished answer, one for each item.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        self.within(|transaction| insert_draft(transaction, draft))
    }

    /// Keeps that a question was skipped, until it is answered; its draft goes.
    pub fn skip(&mut self, skip: &Skip) -> Result<(), StoreError> {
        self.within(|transaction| {
            transaction.execute("DELETE FROM draft WHERE item = ?1", [&skip.item])?;
            insert_skip(transaction, skip)
        })
    }

    /// Takes over rows of another store, all or none. Rows that are here already are left as they are.
    pub fn import(&mut self, rows: &[Kept]) -> Result<Imported, StoreError> {
        self.within(|transaction| {
            let mut imported = Imported::default();
            let mut touched = std::collections::BTreeSet::new();
            for row in rows {
                let (item, count, is_new) = match row {
                    Kept::Answer(answer) => (&answer.item, &mut imported.answers, insert_answer(transaction, answer)?),
                    Kept::Dispute(dispute) => {
                        (&dispute.item, &mut imported.disputes, insert_dispute(transaction, dispute)?)
                    }
                    Kept::Draft(draft) => {
                        let newer = is_newer(transaction, "draft", &draft.item, draft.moment.at)?;
                        if newer {
                            insert_draft(transaction, draft)?;
                        }
                        (&draft.item, &mut imported.drafts, newer)
                    }
                    Kept::Skip(skip) => {
                        // An answer that is here may have come after it.
                        let answered = is_newer(transaction, "answer", &skip.item, skip.moment.at)?;
                        let newer = answered && is_newer(transaction, "skip", &skip.item, skip.moment.at)?;
                        if newer {
                            insert_skip(transaction, skip)?;
                        }
                        (&skip.item, &mut imported.skips, newer)
                    }
                };
                if is_new {
                    *count += 1;
                    touched.insert(item.as_str());
                } else {
                    imported.known += 1;
                }
            }
            for item in touched {
                settle(transaction, item)?;
            }
            Ok(imported)
        })
    }

    /// Deletes everything about one item, or everything, so that it cannot be read from the file any more. Returns how
    /// many answers there were.
    pub fn forget(&mut self, item: Option<&str>) -> Result<u64, StoreError> {
        self.connection.pragma_update(None, "secure_delete", true).map_err(|error| self.failed(error))?;
        let gone = self.within(|transaction| {
            let mut gone = 0;
            for table in ["answer", "dispute", "draft", "skip", "memory", "standing"] {
                // Table names are from this list; `?1 IS NULL` stands for everything.
                let statement = format!("DELETE FROM {table} WHERE ?1 IS NULL OR item = ?1");
                let rows = transaction.execute(&statement, [item])?;
                gone += if table == "answer" { rows as u64 } else { 0 };
            }
            Ok(gone)
        })?;
        self.connection.execute_batch("VACUUM").map_err(|error| self.failed(error))?;
        Ok(gone)
    }

    /// Runs one transaction that takes the write lock at once: two sessions never wait for each other in a circle.
    fn within<T>(&mut self, act: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let run = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = act(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|error| StoreError::from_sqlite(&self.path, error))
    }
}

/// Inserts an answer; false when it is there already.
fn insert_answer(connection: &Connection, answer: &Answered) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO answer(uid, visit, attempt, item, at, day, answer, score, band, engine, rubric)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT(uid) DO NOTHING",
    )?;
    let inserted = statement.execute(params![
        answer.uid,
        answer.visit,
        answer.attempt,
        answer.item,
        answer.moment.at,
        answer.moment.day,
        answer.answer,
        answer.score,
        answer.band.name(),
        answer.engine,
        answer.rubric,
    ])?;
    if inserted == 0 {
        return Ok(false);
    }
    let id = connection.last_insert_rowid();
    let mut said = connection.prepare_cached("INSERT OR REPLACE INTO said VALUES (?1, ?2, ?3, ?4)")?;
    for concept in &answer.concepts {
        said.execute(params![id, concept.id, concept.status.name(), concept.help as u8])?;
    }
    let mut wrong = connection.prepare_cached("INSERT OR REPLACE INTO wrong VALUES (?1, ?2)")?;
    for misconception in &answer.misconceptions {
        wrong.execute(params![id, misconception])?;
    }
    Ok(true)
}

fn subject_of(dispute: &Dispute) -> (&'static str, &str) {
    match &dispute.subject {
        Subject::Concept(id) => ("concept", id),
        Subject::Misconception(id) => ("misconception", id),
    }
}

/// Inserts a dispute; false when it is there already.
fn insert_dispute(connection: &Connection, dispute: &Dispute) -> rusqlite::Result<bool> {
    let (kind, subject) = subject_of(dispute);
    let (at, day) = (dispute.moment.at, dispute.moment.day);
    let row = params![dispute.uid, at, day, dispute.item, dispute.answer, kind, subject, dispute.wording];
    let statement = "INSERT INTO dispute(uid, at, day, item, answer, kind, subject, wording)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(uid) DO NOTHING";
    Ok(connection.execute(statement, row)? > 0)
}

fn insert_draft(connection: &Connection, draft: &Draft) -> rusqlite::Result<()> {
    let row = params![draft.item, draft.moment.at, draft.moment.day, draft.text, draft.helped as u8];
    connection.execute("INSERT OR REPLACE INTO draft(item, at, day, text, helped) VALUES (?1, ?2, ?3, ?4, ?5)", row)?;
    Ok(())
}

fn insert_skip(connection: &Connection, skip: &Skip) -> rusqlite::Result<()> {
    let row = params![skip.item, skip.moment.at, skip.moment.day];
    connection.execute("INSERT OR REPLACE INTO skip(item, at, day) VALUES (?1, ?2, ?3)", row)?;
    Ok(())
}

/// Whether nothing that a table has of an item is as new as this.
fn is_newer(connection: &Connection, table: &str, item: &str, at: i64) -> rusqlite::Result<bool> {
    let query = format!("SELECT max(at) FROM {table} WHERE item = ?1");
    let here: Option<i64> = connection.query_row(&query, [item], |row| row.get(0))?;
    Ok(here.is_none_or(|here| here < at))
}

/// Works out anew what is remembered of an item, from all its answers.
fn settle(connection: &Connection, item: &str) -> rusqlite::Result<()> {
    let standing = replay(&visits(connection, item)?);
    connection.prepare_cached("DELETE FROM memory WHERE item = ?1")?.execute([item])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO memory(item, concept, stability, difficulty, day, due, reviews, missed, last_missed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (concept, memory) in &standing.concepts {
        insert.execute(params![
            item,
            concept,
            memory.stability,
            memory.difficulty,
            memory.day,
            memory.due,
            memory.reviews,
            memory.missed,
            memory.last_missed,
        ])?;
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO standing(item, score, visits, day) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![item, standing.score, standing.visits, standing.day])?;
    Ok(())
}

/// All visits to an item, in order of time.
fn visits(connection: &Connection, item: &str) -> rusqlite::Result<Vec<Visit>> {
    let mut visits: Vec<(String, Visit)> = Vec::new();
    let mut answers = connection
        .prepare_cached("SELECT id, visit, day, score, uid FROM answer WHERE item = ?1 ORDER BY at, attempt, id")?;
    let mut said = connection.prepare_cached("SELECT concept, status, help FROM said WHERE answer = ?1")?;
    let mut disputed = connection
        .prepare_cached("SELECT subject FROM dispute WHERE answer = ?1 AND item = ?2 AND kind = 'concept'")?;
    let mut rows = answers.query([item])?;
    while let Some(row) = rows.next()? {
        let (id, key): (i64, String) = (row.get(0)?, row.get(1)?);
        // Two sessions may interleave: tries belong together by their visit, wherever they stand.
        let at = visits.iter().rposition(|(known, _)| *known == key).map_or_else(
            || {
                let visit = Visit { day: row.get(2)?, score: row.get(3)?, ..Visit::default() };
                visits.push((key, visit));
                Ok::<_, rusqlite::Error>(visits.len() - 1)
            },
            Ok,
        )?;
        let visit = &mut visits[at].1;
        visit.tries.push(said.query_map([id], said_of)?.collect::<Result<_, _>>()?);
        let uid: String = row.get(4)?;
        for subject in disputed.query_map([uid.as_str(), item], |row| row.get(0))? {
            visit.disputed.insert(subject?);
        }
    }
    Ok(visits.into_iter().map(|(_, visit)| visit).collect())
}

/// A row of concept, status and help.
pub(super) fn said_of(row: &Row) -> rusqlite::Result<Said> {
    let status: String = row.get(1)?;
    // The table's checks allow no other words.
    let status = match status.as_str() {
        "met" => Status::Met,
        "partial" => Status::Partial,
        "contradicted" => Status::Contradicted,
        _ => Status::Missed,
    };
    Ok(Said { id: row.get(0)?, status, help: help_of(row.get(2)?) })
}

pub(super) fn help_of(level: u8) -> Help {
    match level {
        0 => Help::None,
        level => Reveal::ALL.get(usize::from(level) - 1).copied().unwrap_or(Reveal::Answer).into(),
    }
}
