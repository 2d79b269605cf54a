//! A fresh store in a directory of its own, for tests.

use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use tertulia_core::ports::Store;

use super::SqliteStore;

pub(crate) struct Scratch {
    directory: TempDir,
    pub sqlite: SqliteStore,
}

pub(crate) async fn open() -> Scratch {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let sqlite = SqliteStore::open(&directory.path().join("tertulia.db")).await.expect("a fresh store opens");
    Scratch { directory, sqlite }
}

impl Scratch {
    pub fn store(&self) -> Arc<dyn Store> {
        Arc::new(self.sqlite.clone())
    }

    pub fn path(&self) -> PathBuf {
        self.directory.path().join("tertulia.db")
    }

    /// A connection beside the store's own.
    pub async fn writing_connection(&self) -> sqlx::SqliteConnection {
        use sqlx::ConnectOptions;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.path()).create_if_missing(false);
        options.connect().await.expect("the file opens once more")
    }

    /// Closes after checking that nothing is wrong with what the test left behind.
    pub async fn close(self) {
        use tertulia_core::ports::Housekeeping;
        assert_eq!(self.sqlite.check().await.expect("the check runs"), Vec::<String>::new());
        self.sqlite.close().await.expect("the store closes");
    }
}
