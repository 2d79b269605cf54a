//! A fresh database on the server that `cargo xtask test` starts, for tests.

use std::str::FromStr as _;
use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, PgConnection};
use tertulia_core::ports::Store;
use tertulia_testkit::FreshDatabase;

use super::PostgresStore;

pub(crate) struct Scratch {
    database: FreshDatabase,
    pub postgres: PostgresStore,
}

pub(crate) async fn open() -> Scratch {
    let database = FreshDatabase::make().expect("a database");
    let postgres = PostgresStore::open(&database.url).await.expect("a fresh store opens");
    Scratch { database, postgres }
}

impl Scratch {
    pub fn store(&self) -> Arc<dyn Store> {
        Arc::new(self.postgres.clone())
    }

    pub fn url(&self) -> String {
        self.database.url.clone()
    }

    /// A connection beside the store's own.
    pub async fn writing_connection(&self) -> PgConnection {
        let options = PgConnectOptions::from_str(&self.database.url).expect("an address");
        options.connect().await.expect("the server answers")
    }

    /// Closes after checking that nothing is wrong with what the test left behind.
    pub async fn close(self) {
        use tertulia_core::ports::Housekeeping;
        assert_eq!(self.postgres.check().await.expect("the check runs"), Vec::<String>::new());
        self.drop().await;
    }

    /// Closes whatever the test left behind.
    pub async fn drop(self) {
        self.postgres.close().await.expect("the store closes");
    }
}
