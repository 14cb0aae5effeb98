//! The store: one SQLite file with everything that practice keeps.
//!
//! It uses the rollback journal rather than a write-ahead log: a session writes once per answer, so that readers hardly
//! ever wait; and the store stays one file, which can be copied, lie on a read-only medium and be opened fast. What is
//! committed survives a kill and a power cut.

mod error;
mod mark;
mod read;
mod schema;
mod write;

pub use error::StoreError;
pub use read::{Due, History, Known, Remembered};
pub use write::{Imported, Kept};

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another session's write.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a store to practise with; a file that is not there is made.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let mut store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        if store.connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(false) {
            return Err(StoreError::ReadOnly { path: store.path });
        }
        store.up_to_date()?;
        Ok(store)
    }

    /// A store with nothing in it, and without a file.
    pub fn empty() -> Result<Store, StoreError> {
        let mut store = Store::connect(Path::new(":memory:"), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.up_to_date()?;
        Ok(store)
    }

    /// Opens a store to look at; it may be read-only. One of an older version is brought up to date if it can be written.
    pub fn open_to_read(path: &Path) -> Result<Store, StoreError> {
        let mut store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.up_to_date()?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Store, StoreError> {
        let failed = |error| StoreError::from_sqlite(path, error);
        // A session is one thread.
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        Ok(Store { connection, path: path.to_path_buf() })
    }

    /// Checks that this is a store of a version that can be worked with.
    fn up_to_date(&mut self) -> Result<(), StoreError> {
        let known = schema::MIGRATIONS.len() as i64;
        let ((mark, found), tables) =
            schema::looked_at(&mut self.connection).map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        match (mark, found) {
            (schema::APPLICATION, found) if found == known => return Ok(()),
            (schema::APPLICATION, found) if found > known => {
                return Err(StoreError::Newer { path: self.path.clone(), found, known });
            }
            (schema::APPLICATION, _) => {}
            _ if (mark, found, tables) != (0, 0, 0) => return Err(StoreError::Foreign { path: self.path.clone() }),
            _ => {}
        }
        schema::migrate(&mut self.connection, schema::MIGRATIONS)
            .map_err(|error| StoreError::from_sqlite(&self.path, error))
    }

    /// What an error of SQLite means here.
    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}
