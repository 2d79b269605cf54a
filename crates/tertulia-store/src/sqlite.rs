//! The store on SQLite: one file in WAL mode, one connection that writes, a few that read.

#[macro_use]
mod dialect;
mod check;
#[path = "common/adapters.rs"]
mod common;
mod housekeeping;
mod index;
mod open;
#[cfg(test)]
pub(crate) mod scratch;
mod search;
#[cfg(test)]
mod tests;
mod writer;

use std::path::Path;

use sqlx::sqlite::{Sqlite as Db, SqliteQueryResult as QueryResult, SqliteRow as Row};
use sqlx::{SqliteConnection, SqliteConnection as Conn, SqlitePool, Transaction};
use tertulia_core::Result;

use crate::OpenError;
use crate::error::{SqlResult, describe};
use SqliteStore as Store;
use writer::{Kind, Work, Writer};

/// Of one moment, for several statements.
const SNAPSHOT: &str = "BEGIN";

/// Everything that Tertulia keeps, in one SQLite file.
///
/// All writes go through one task, which commits whatever waits together ([`writer`]); so nothing inside the process ever
/// meets a locked database. Readers see what is committed and never wait for writers. Clones share everything.
#[derive(Clone)]
pub struct SqliteStore {
    read: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the file at `path` and brings its schema up to date; makes it, and its directory, where there is none.
    ///
    /// # Errors
    /// [`OpenError`], which says what to do about it.
    pub async fn open(path: &Path) -> Result<SqliteStore, OpenError> {
        let opened = open::open(path).await?;
        let failed = |e| OpenError::Database { path: path.into(), cause: describe(&e) };
        let writer = Writer::spawn(opened.write).await.map_err(failed)?;
        Ok(SqliteStore { read: opened.read, writer })
    }

    /// How many transactions have been committed since opening. Each is one sync of the disk.
    pub fn commits(&self) -> u64 {
        self.writer.commits()
    }

    /// Finishes what waits to be written, tidies up and closes the file. Later calls fail; closing twice does nothing.
    ///
    /// # Errors
    /// `Internal` if the file could not be closed cleanly; nothing acknowledged is lost by that.
    pub async fn close(&self) -> Result<()> {
        self.read.close().await;
        self.writer.close().await
    }

    /// For copying.
    pub(crate) fn connection(&self) -> &SqlitePool {
        &self.read
    }

    /// What is committed now, for several statements.
    async fn snapshot(&self) -> Result<Transaction<'_, Db>> {
        self.read.begin_with(SNAPSHOT).await.sql()
    }

    /// Carries out one statement that writes.
    async fn write_one<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(Kind::Statement, work).await
    }

    /// Carries out several statements, all or nothing.
    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(Kind::Several, work).await
    }

    /// The same, for what has to leave no trace in the file.
    async fn erase<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(Kind::Erasing, work).await
    }
}
