//! Why the store cannot be used, and what to do about it.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// What is wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A store whose bytes cannot be read any more.
    #[error(
        "{}: this practice store is damaged ({detail}). What is still readable: sqlite3 {} .recover > rescued.sql. \
         To start anew, move the file away, or delete it with: gradus progress --store {} --forget",
        path.display(), path.display(), path.display()
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// Written by a later version of this program.
    #[error(
        "{}: this practice store was written by a newer gradus (format {found}; this one knows up to {known}). \
         Update gradus, or practise into another file with --store",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// Something else altogether: it is not to be written to, and not to be deleted.
    #[error("{}: this is no practice store; name another file with --store", path.display())]
    NoStore {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else's database.
    #[error("{}: this is an SQLite database of another program; name another file with --store", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written to.
    #[error(
        "{}: this practice store is read-only, so answers could not be kept. Make the file and its folder writable \
         (chmod u+w), or practise into another file with --store",
        path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another program keeps it locked.
    #[error(
        "{}: another program has kept this practice store locked for {seconds} seconds. Close it and try again",
        path.display()
    )]
    Locked {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// It cannot be opened or created.
    #[error("{}: the practice store cannot be opened: {detail}. Name another file with --store", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// No room is left.
    #[error("{}: the disk is full; make room and try again", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that SQLite says.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
    /// A line of a file to be imported.
    #[error("{file}, line {line}: {message}; nothing was imported")]
    Import {
        /// The file.
        file: String,
        /// 1-based.
        line: u64,
        /// What is wrong and what was expected.
        message: String,
    },
}

impl StoreError {
    /// What an error of SQLite means for the store at `path`.
    pub(super) fn from_sqlite(path: &Path, source: rusqlite::Error) -> StoreError {
        let path = path.to_path_buf();
        let detail = || match &source {
            rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
            other => other.to_string(),
        };
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                if super::mark::bears_the_mark(&path) {
                    StoreError::Corrupt { detail: detail(), path }
                } else {
                    StoreError::NoStore { path }
                }
            }
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                StoreError::Locked { path, seconds: super::PATIENCE.as_secs() }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::Open { detail: detail(), path },
            Some(ErrorCode::DiskFull) => StoreError::Full { path },
            _ => StoreError::Sqlite { path, source },
        }
    }
}
