//! Opening the database: options, migrations, and refusing what a newer version wrote.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgPool};
use uuid::Uuid;

use crate::OpenError;
use crate::error::describe;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections of one process.
const CONNECTIONS: u32 = 16;
/// How long whoever asks waits for one of them.
const PATIENCE: Duration = Duration::from_secs(5);
/// Statements kept prepared on each connection; there are fewer than this in the whole store.
const STATEMENTS: usize = 200;

crate::sql::sql! {
    ENCODING = "SHOW server_encoding";
    HAS_MIGRATIONS = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
    SCHEMA_VERSION = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success";
}

/// Opens the database at `url` as the store that is called `name` there.
pub(super) async fn open(url: &str, name: Uuid) -> Result<PgPool, OpenError> {
    // The address may hold a password, so nobody hears of it.
    let options = PgConnectOptions::from_str(url).map_err(|_| OpenError::Address)?;
    let place = format!("{}:{}/{}", options.get_host(), options.get_port(), options.get_database().unwrap_or_default());
    let failed = |e: sqlx::Error| OpenError::Database { path: place.clone().into(), cause: describe(&e) };
    let options = options
        .application_name("tertulia")
        .statement_cache_capacity(STATEMENTS)
        // Acknowledged means durable, whatever the server's own setting is.
        .options([("synchronous_commit", "on".to_owned()), ("tertulia.store", name.to_string())])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
        .map_err(failed)?;
    let encoding: String = sqlx::query_scalar(ENCODING).fetch_one(&pool).await.map_err(failed)?;
    if encoding != "UTF8" {
        let cause = format!("its encoding is {encoding}; make it with the encoding UTF8");
        return Err(OpenError::Database { path: place.into(), cause });
    }
    migrate(&pool, &place).await?;
    Ok(pool)
}

async fn migrate(pool: &PgPool, place: &str) -> Result<(), OpenError> {
    let failed = |cause: String| OpenError::Database { path: place.into(), cause };
    let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    let found = schema_version(pool).await.map_err(|e| failed(describe(&e)))?;
    if found > known {
        return Err(OpenError::NewerSchema { path: place.into(), found, known });
    }
    if found < known {
        MIGRATIONS.run(pool).await.map_err(|e| failed(e.to_string()))?;
    }
    Ok(())
}

/// The number of the newest migration that was applied; 0 for an empty database.
async fn schema_version(pool: &PgPool) -> Result<i64, sqlx::Error> {
    let is_there: bool = sqlx::query_scalar(HAS_MIGRATIONS).fetch_one(pool).await?;
    if !is_there {
        return Ok(0);
    }
    sqlx::query_scalar(SCHEMA_VERSION).fetch_one(pool).await
}
