//! The tables of the store, version by version.
//!
//! `answer`, `said`, `wrong`, `dispute`, `draft` and `skip` are what happened. `memory` and `standing` follow from them (see
//! [`schedule`](crate::progress::schedule)) and are kept so that the next question is found without reading history.

use rusqlite::{Connection, TransactionBehavior};

/// Marks a database as a store of this program: "grds".
pub const APPLICATION: i64 = 0x6772_6473;

/// What leads from each version to the next. Never change one that has been released: add another.
pub const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE answer(
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    visit TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    item TEXT NOT NULL,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    answer TEXT NOT NULL,
    score REAL NOT NULL,
    band TEXT NOT NULL CHECK (band IN ('weak', 'average', 'strong')),
    engine TEXT NOT NULL,
    rubric TEXT NOT NULL
) STRICT;
CREATE INDEX answer_item ON answer(item, at);
CREATE INDEX answer_at ON answer(at);

CREATE TABLE said(
    answer INTEGER NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
    concept TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('met', 'partial', 'missed', 'contradicted')),
    help INTEGER NOT NULL CHECK (help BETWEEN 0 AND 4),
    PRIMARY KEY (answer, concept)
) STRICT, WITHOUT ROWID;

CREATE TABLE wrong(
    answer INTEGER NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
    misconception TEXT NOT NULL,
    PRIMARY KEY (answer, misconception)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute(
    uid TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('concept', 'misconception')),
    subject TEXT NOT NULL,
    wording TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_item ON dispute(item);

CREATE TABLE draft(
    item TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    helped INTEGER NOT NULL CHECK (helped BETWEEN 0 AND 4)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory(
    item TEXT NOT NULL,
    concept TEXT NOT NULL,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    day INTEGER NOT NULL,
    due INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    last_missed INTEGER,
    PRIMARY KEY (item, concept)
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory(due, item);

CREATE TABLE standing(
    item TEXT PRIMARY KEY,
    score REAL NOT NULL,
    visits INTEGER NOT NULL,
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
",
    "
CREATE TABLE skip(
    item TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
",
];

/// The mark and the version of an open database.
pub fn version(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let mark = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    Ok((mark, connection.query_row("PRAGMA user_version", [], |row| row.get(0))?))
}

/// The same, and how many tables there are, as they are at one moment: another session may be making a new store just now.
pub fn looked_at(connection: &mut Connection) -> rusqlite::Result<((i64, i64), i64)> {
    let transaction = connection.transaction()?;
    let version = version(&transaction)?;
    let tables = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok((version, tables))
}

/// Brings a database to the last of `migrations`, in one step that happens wholly or not at all.
pub fn migrate(connection: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another session may have done it while this one waited for the lock.
    let (_, from) = version(&transaction)?;
    for migration in migrations.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", migrations.len() as i64)?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_run_once_and_in_order() {
        let mut connection = Connection::open_in_memory().expect("memory");
        migrate(&mut connection, MIGRATIONS).expect("new");
        connection.execute("INSERT INTO standing VALUES('x', 0.5, 1, 9)", []).expect("a row");
        let more = [MIGRATIONS, &["ALTER TABLE standing ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'"]].concat();
        migrate(&mut connection, &more).expect("one more");
        migrate(&mut connection, &more).expect("none left");
        let row: (f64, String) = connection
            .query_row("SELECT score, colour FROM standing", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("kept");
        assert_eq!(row, (0.5, "blue".to_string()));
        assert_eq!(version(&connection).expect("read"), (APPLICATION, more.len() as i64));
    }

    #[cfg(feature = "cli")] // which brings folders for tests along
    #[test]
    fn a_store_that_is_just_being_made_is_seen_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new.db");
        let open = || {
            let connection = Connection::open(&path).expect("opens");
            connection.busy_timeout(std::time::Duration::from_secs(60)).expect("set");
            connection
        };
        let mut looking = open();
        let maker = std::thread::spawn({
            let mut making = open();
            move || migrate(&mut making, MIGRATIONS).expect("made")
        });
        let seen = std::iter::repeat_with(|| looked_at(&mut looking).expect("looked at"));
        let partly = seen.take_while(|(version, _)| version.0 == 0).find(|(_, tables)| *tables > 0);
        maker.join().expect("made");
        assert_eq!(partly, None);
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().expect("memory");
        migrate(&mut connection, MIGRATIONS).expect("new");
        let broken = [MIGRATIONS, &["DROP TABLE standing; NONSENSE"]].concat();
        migrate(&mut connection, &broken).expect_err("no SQL");
        connection.query_row("SELECT count(*) FROM standing", [], |row| row.get::<_, i64>(0)).expect("still there");
        assert_eq!(version(&connection).expect("read").1, MIGRATIONS.len() as i64);
    }
}
