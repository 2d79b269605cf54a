//! The store on SQLite: one file in WAL mode, one connection that writes, a few that read.

mod blobs;
mod check;
mod columns;
mod credentials;
mod groups;
mod housekeeping;
mod index;
mod instance;
mod invites;
mod journal;
mod memberships;
mod models;
mod open;
mod people;
mod runs;
#[cfg(test)]
pub(crate) mod scratch;
mod scripts;
mod search;
#[cfg(test)]
mod tests;
mod threads;
mod writer;

use std::path::Path;

use sqlx::{SqliteConnection, SqlitePool};
use tertulia_core::Result;

use crate::OpenError;
use crate::error::describe;
use writer::{Kind, Work, Writer};

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
