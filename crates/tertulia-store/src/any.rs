//! A store of either kind.

use std::path::Path;
use std::sync::Arc;

use tertulia_core::Result;
use tertulia_core::ports::Store;

use crate::{Hold, OpenError, PostgresStore, SqliteStore};

/// The store that an operator chose.
#[derive(Clone)]
pub enum AnyStore {
    /// One file, for one server.
    Sqlite(SqliteStore),
    /// A database, for one or several.
    Postgres(PostgresStore),
}

impl AnyStore {
    /// Opens the PostgreSQL database at `url`, or else the SQLite file at `path`.
    ///
    /// # Errors
    /// [`OpenError`], which says what to do about it.
    pub async fn open(url: Option<&str>, path: &Path) -> Result<AnyStore, OpenError> {
        Ok(match url {
            Some(url) => AnyStore::Postgres(PostgresStore::open(url).await?),
            None => AnyStore::Sqlite(SqliteStore::open(path).await?),
        })
    }

    /// Takes the store for one server, until what it gives is dropped; `None` where another has it. A file is held by its
    /// directory, and is always free here.
    ///
    /// # Errors
    /// What the database says.
    pub async fn hold(&self) -> Result<Option<Option<Hold>>> {
        match self {
            AnyStore::Sqlite(_) => Ok(Some(None)),
            AnyStore::Postgres(store) => Ok(store.hold().await?.map(Some)),
        }
    }

    /// As the ports that the engine knows.
    pub fn ports(&self) -> Arc<dyn Store> {
        match self {
            AnyStore::Sqlite(store) => Arc::new(store.clone()),
            AnyStore::Postgres(store) => Arc::new(store.clone()),
        }
    }

    /// How many transactions of its journals have been committed since opening. Each is one sync of the disk.
    pub fn commits(&self) -> u64 {
        match self {
            AnyStore::Sqlite(store) => store.commits(),
            AnyStore::Postgres(store) => store.commits(),
        }
    }

    /// Finishes what waits to be written, and closes. Later calls fail; closing twice does nothing.
    ///
    /// # Errors
    /// `Internal` if a file could not be closed cleanly; nothing acknowledged is lost by that.
    pub async fn close(&self) -> Result<()> {
        match self {
            AnyStore::Sqlite(store) => store.close().await,
            AnyStore::Postgres(store) => store.close().await,
        }
    }
}
