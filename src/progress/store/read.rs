//! Reading: what is due, how items stand, and the whole history.

use super::write::{Kept, help_of, said_of};
use super::{Store, StoreError};
use crate::bank::Band;
use crate::progress::schedule::Memory;
use crate::progress::{Answered, Dispute, Draft, Moment, Said, Skip, Subject};
use rusqlite::{OptionalExtension, Row, params};

/// An item with concepts that are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The item.
    pub item: String,
    /// How many of its concepts are due.
    pub concepts: u32,
    /// By how many days, all of them together.
    pub days: i64,
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The item.
    pub item: String,
    /// Mean score of first tries, the latest counting half.
    pub score: f64,
    /// How often it was asked.
    pub visits: u32,
    /// The day on which it was last asked.
    pub day: i32,
}

/// What is remembered of a concept of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The item.
    pub item: String,
    /// The concept.
    pub concept: String,
    /// What is remembered.
    pub memory: Memory,
}

/// An answer in the history, without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The item.
    pub item: String,
    /// 1 for a first try.
    pub attempt: u32,
    /// When.
    pub moment: Moment,
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: Band,
    /// What it says about each concept.
    pub concepts: Vec<Said>,
    /// Ids of the misconceptions it asserts.
    pub misconceptions: Vec<String>,
}

impl Store {
    /// Items with concepts that are due on a day: most concepts first, then the longest overdue. One query over the index
    /// of due days.
    pub fn due(&self, day: i32) -> Result<Vec<Due>, StoreError> {
        self.all(
            "SELECT item, count(*), sum(?1 - due) FROM memory INDEXED BY memory_due WHERE due <= ?1
             GROUP BY item ORDER BY 2 DESC, 3 DESC, item",
            params![day],
            |row| Ok(Due { item: row.get(0)?, concepts: row.get(1)?, days: row.get(2)? }),
        )
    }

    /// How every item stands that was ever asked, the worst first.
    pub fn standings(&self) -> Result<Vec<Known>, StoreError> {
        self.all("SELECT item, score, visits, day FROM standing ORDER BY score, day, item", [], |row| {
            Ok(Known { item: row.get(0)?, score: row.get(1)?, visits: row.get(2)?, day: row.get(3)? })
        })
    }

    /// Unfinished answers, the latest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        self.all("SELECT item, at, day, text, helped FROM draft ORDER BY at DESC, item", [], |row| {
            let moment = Moment { at: row.get(1)?, day: row.get(2)? };
            Ok(Draft { item: row.get(0)?, moment, text: row.get(3)?, helped: help_of(row.get(4)?) })
        })
    }

    /// Questions that were skipped and not answered since, the longest ago first.
    pub fn skips(&self) -> Result<Vec<Skip>, StoreError> {
        self.all("SELECT item, at, day FROM skip ORDER BY at, item", [], |row| {
            Ok(Skip { item: row.get(0)?, moment: Moment { at: row.get(1)?, day: row.get(2)? } })
        })
    }

    /// Whether anything is kept about an item.
    pub fn keeps(&self, item: &str) -> Result<bool, StoreError> {
        let query =
            "SELECT EXISTS(SELECT 1 FROM answer WHERE item = ?1) OR EXISTS(SELECT 1 FROM dispute WHERE item = ?1)
             OR EXISTS(SELECT 1 FROM draft WHERE item = ?1) OR EXISTS(SELECT 1 FROM skip WHERE item = ?1)";
        Ok(self.all(query, [item], |row| row.get(0))?.contains(&true))
    }

    /// What is remembered of every concept ever asked for.
    pub fn memories(&self) -> Result<Vec<Remembered>, StoreError> {
        let query = "SELECT item, concept, stability, difficulty, day, due, reviews, missed, last_missed FROM memory
             ORDER BY item, concept";
        self.all(query, [], |row| {
            let memory = Memory {
                stability: row.get(2)?,
                difficulty: row.get(3)?,
                day: row.get(4)?,
                due: row.get(5)?,
                reviews: row.get(6)?,
                missed: row.get(7)?,
                last_missed: row.get(8)?,
            };
            Ok(Remembered { item: row.get(0)?, concept: row.get(1)?, memory })
        })
    }

    /// All answers in order of time.
    pub fn history(&self) -> Result<Vec<History>, StoreError> {
        let query = "SELECT id, item, attempt, at, day, score, band FROM answer ORDER BY at, attempt, id";
        let rows = self.all(query, [], |row| {
            let history = History {
                item: row.get(1)?,
                attempt: row.get(2)?,
                moment: Moment { at: row.get(3)?, day: row.get(4)? },
                score: row.get(5)?,
                band: band_of(&row.get::<_, String>(6)?),
                concepts: Vec::new(),
                misconceptions: Vec::new(),
            };
            Ok((row.get(0)?, history))
        })?;
        rows.into_iter()
            .map(|(id, history)| Ok(History { concepts: self.said(id)?, misconceptions: self.wrong(id)?, ..history }))
            .collect()
    }

    /// All disputes in order of time.
    pub fn disputes(&self) -> Result<Vec<Dispute>, StoreError> {
        let query = "SELECT uid, at, day, item, answer, kind, subject, wording FROM dispute ORDER BY at, uid";
        self.all(query, [], |row| {
            let subject: String = row.get(6)?;
            let concept = row.get::<_, String>(5)? == "concept";
            Ok(Dispute {
                uid: row.get(0)?,
                moment: Moment { at: row.get(1)?, day: row.get(2)? },
                item: row.get(3)?,
                answer: row.get(4)?,
                subject: if concept { Subject::Concept(subject) } else { Subject::Misconception(subject) },
                wording: row.get(7)?,
            })
        })
    }

    /// The text of an answer.
    pub fn text(&self, uid: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT answer FROM answer WHERE uid = ?1")
            .map_err(|error| self.failed(error))?;
        statement.query_row([uid], |row| row.get(0)).optional().map_err(|error| self.failed(error))
    }

    /// Calls `each` with everything that is kept, in order of time within each kind.
    pub fn each_kept<E: From<StoreError>>(&self, mut each: impl FnMut(&Kept) -> Result<(), E>) -> Result<(), E> {
        let ids: Vec<i64> = self.all("SELECT id FROM answer ORDER BY at, attempt, id", [], |row| row.get(0))?;
        for id in ids {
            let query = "SELECT uid, visit, attempt, item, at, day, answer, score, band, engine, rubric FROM answer
                 WHERE id = ?1";
            let mut statement = self.connection.prepare_cached(query).map_err(|error| self.failed(error))?;
            let answer = statement.query_row([id], answered).map_err(|error| self.failed(error))?;
            each(&Kept::Answer(Answered { concepts: self.said(id)?, misconceptions: self.wrong(id)?, ..answer }))?;
        }
        for dispute in self.disputes()? {
            each(&Kept::Dispute(dispute))?;
        }
        for draft in self.drafts()?.into_iter().rev() {
            each(&Kept::Draft(draft))?;
        }
        for skip in self.skips()? {
            each(&Kept::Skip(skip))?;
        }
        Ok(())
    }

    fn said(&self, id: i64) -> Result<Vec<Said>, StoreError> {
        self.all("SELECT concept, status, help FROM said WHERE answer = ?1", [id], said_of)
    }

    fn wrong(&self, id: i64) -> Result<Vec<String>, StoreError> {
        self.all("SELECT misconception FROM wrong WHERE answer = ?1", [id], |row| row.get(0))
    }

    /// All rows of a query.
    fn all<T>(
        &self,
        query: &str,
        params: impl rusqlite::Params,
        map: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let run = || self.connection.prepare_cached(query)?.query_map(params, map)?.collect::<Result<Vec<T>, _>>();
        run().map_err(|error| self.failed(error))
    }
}

/// An answer without its concepts.
fn answered(row: &Row) -> rusqlite::Result<Answered> {
    Ok(Answered {
        uid: row.get(0)?,
        visit: row.get(1)?,
        attempt: row.get(2)?,
        item: row.get(3)?,
        moment: Moment { at: row.get(4)?, day: row.get(5)? },
        answer: row.get(6)?,
        score: row.get(7)?,
        band: band_of(&row.get::<_, String>(8)?),
        engine: row.get(9)?,
        rubric: row.get(10)?,
        concepts: Vec::new(),
        misconceptions: Vec::new(),
    })
}

/// The table's checks allow no other words.
fn band_of(name: &str) -> Band {
    name.parse().unwrap_or(Band::Weak)
}
