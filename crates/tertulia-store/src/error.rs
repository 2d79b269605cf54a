//! Errors of the store: in the words of the domain, and without anything that people wrote.

use std::path::PathBuf;

use tertulia_core::{Error, Result};

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory or the file cannot be made or read.
    #[error("cannot open {path}: {cause}")]
    Io {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    /// The address of the database cannot be read.
    #[error("the address of the database must be like postgres://user:password@host:5432/database")]
    Address,
    /// A newer Tertulia wrote this database.
    #[error(
        "the database {path} was written by a newer Tertulia (schema {found}; this one knows up to {known}): install the \
         newer version, or restore the backup made before the upgrade"
    )]
    NewerSchema { path: PathBuf, found: i64, known: i64 },
    /// The file is no database of ours, or is broken.
    #[error("the database {path} cannot be used: {cause}")]
    Database { path: PathBuf, cause: String },
}

/// Turns a result of the database into one of the domain.
pub(crate) trait SqlResult<T> {
    /// # Errors
    /// `Internal`, with a cause that names codes and columns and never what they hold.
    fn sql(self) -> Result<T>;
}

impl<T> SqlResult<T> for Result<T, sqlx::Error> {
    fn sql(self) -> Result<T> {
        self.map_err(|e| Error::Internal(describe(&e)))
    }
}

/// Classes of SQLSTATE whose messages can hold values: data exceptions, syntax and access, raised and internal errors.
const QUOTING: [&str; 4] = ["22", "42", "P0", "XX"];

/// Says what went wrong without repeating values. Messages of most codes name only tables and columns; those of a plain
/// `SQLITE_ERROR`, and of PostgreSQL's classes for data and statements, can quote what was asked, so such a code stands alone.
pub(crate) fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(e) => {
            let code = e.code().unwrap_or_default().into_owned();
            match code.as_str() {
                "1" | "" => "database error 1".into(),
                code if QUOTING.iter().any(|class| code.len() == 5 && code.starts_with(class)) => {
                    format!("database error {code}")
                }
                code => format!("database error {code}: {}", e.message()),
            }
        }
        sqlx::Error::Io(e) => format!("input or output failed: {}", e.kind()),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} cannot be read"),
        sqlx::Error::ColumnNotFound(name) => format!("there is no column {name}"),
        sqlx::Error::PoolTimedOut => "no database connection became free in time".into(),
        sqlx::Error::PoolClosed => "the store is closed".into(),
        sqlx::Error::WorkerCrashed => "the database's thread has ended".into(),
        sqlx::Error::RowNotFound => "a row that must exist is missing".into(),
        _ => "the database failed".into(),
    }
}

/// Whether a unique index refused the row.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
