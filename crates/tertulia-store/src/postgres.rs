//! The store on PostgreSQL: one database that several nodes share.

#[macro_use]
mod dialect;
#[path = "common/adapters.rs"]
mod common;
mod foreign;
mod housekeeping;
mod index;
mod open;
#[cfg(test)]
pub(crate) mod scratch;
mod search;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use common::journal::read_events;
pub(crate) use index::{Entry, write as write_index};

use PostgresStore as Store;
use futures_util::future::BoxFuture;
pub(crate) use sqlx::Postgres as Db;
use sqlx::postgres::{PgConnection as Conn, PgQueryResult as QueryResult, PgRow as Row};
use sqlx::{PgPool, Transaction};
use tertulia_core::Result;
use uuid::Uuid;

use crate::OpenError;
use crate::error::SqlResult;
use foreign::Foreign;
use writer::Writer;

/// What one job does with the connection.
type Work<'c, T> = BoxFuture<'c, Result<T>>;

/// Several writes that belong together wait for those of others, and see what these wrote. They are rare: appends, which are
/// not, are kept apart by the rows of their groups.
const ALONE: &str = "SELECT pg_advisory_xact_lock(7274833)";
/// Of one moment, for several statements.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A lock of the connection's own, which ends with it.
const HOLD: &str = "SELECT pg_try_advisory_lock(7274834)";

/// Held while a server runs on a database.
pub struct Hold {
    _conn: Conn,
}

/// Everything that Tertulia keeps, in a PostgreSQL database.
///
/// Appends to journals go through one task, which commits whatever waits together ([`writer`]); all else is written as it comes.
/// Several nodes may be open on one database: of two appends with one head, one is stale. Clones share everything.
#[derive(Clone)]
pub struct PostgresStore {
    read: PgPool,
    writer: Writer,
    foreign: Foreign,
}

impl PostgresStore {
    /// Opens the database at `url` (`postgres://user:password@host:port/database`) and brings its schema up to date. The database
    /// has to be there, with the encoding UTF8.
    ///
    /// # Errors
    /// [`OpenError`], which says what to do about it, and never repeats the password.
    pub async fn open(url: &str) -> Result<PostgresStore, OpenError> {
        let name = Uuid::new_v4();
        let read = open::open(url, name).await?;
        let foreign = Foreign::listen(&read, name)
            .await
            .map_err(|e| OpenError::Database { path: "postgres".into(), cause: crate::error::describe(&e) })?;
        Ok(PostgresStore { writer: Writer::spawn(read.clone()), read, foreign })
    }

    /// How many transactions of appends have been committed since opening. Each is one sync of the disk.
    pub fn commits(&self) -> u64 {
        self.writer.commits()
    }

    /// Finishes what waits to be written, and closes the connections. Later calls fail; closing twice does nothing.
    ///
    /// # Errors
    /// None; the other store has some.
    pub async fn close(&self) -> Result<()> {
        self.writer.close().await;
        self.foreign.close();
        self.read.close().await;
        Ok(())
    }

    /// Takes the database for one server, until what it gives is dropped; `None` where another has it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn hold(&self) -> Result<Option<Hold>> {
        let mut conn = self.read.acquire().await.sql()?.detach();
        let is_ours: bool = sqlx::query_scalar(HOLD).fetch_one(&mut conn).await.sql()?;
        Ok(is_ours.then_some(Hold { _conn: conn }))
    }

    /// For copying.
    pub(crate) fn connection(&self) -> &PgPool {
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
        F: for<'c> FnOnce(&'c mut Conn) -> Work<'c, T> + Send + 'static,
    {
        work(&mut *self.read.acquire().await.sql()?).await
    }

    /// Carries out several statements, all or nothing.
    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> Work<'c, T> + Send + 'static,
    {
        let mut transaction = self.read.begin().await.sql()?;
        sqlx::query(ALONE).execute(&mut *transaction).await.sql()?;
        let done = work(&mut transaction).await?;
        transaction.commit().await.sql()?;
        Ok(done)
    }
}
