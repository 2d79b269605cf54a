//! Opening the file: options, migrations, and refusing what a newer version wrote.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use super::index;
use crate::OpenError;
use crate::error::describe;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a write waits for another process, such as an administrator's command beside the running server.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
/// Statements kept prepared on each connection; there are fewer than this in the whole store.
const STATEMENTS: usize = 200;
/// Memory for pages of the connection that writes, in negative KiB. It takes them only as it meets them.
const WRITER_CACHE: &str = "-8000";
/// Pages of 4 KiB in the write-ahead log before it is taken into the file. A page that is written often until then goes
/// into the file once.
const LOG_PAGES: &str = "4000";
/// What the log is cut back to after it had to grow beyond that, in bytes.
const LOG_SIZE_LIMIT: &str = "16777216";

pub(super) struct Opened {
    pub write: SqliteConnection,
    pub read: SqlitePool,
}

pub(super) async fn open(path: &Path) -> Result<Opened, OpenError> {
    make_file(path).map_err(|cause| OpenError::Io { path: path.into(), cause })?;
    let failed = |e: sqlx::Error| OpenError::Database { path: path.into(), cause: describe(&e) };

    let writing = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        // Acknowledged means durable; group commit pays for it.
        .synchronous(SqliteSynchronous::Full)
        // Erased means overwritten, in freed pages too: FAST would leave those.
        .pragma("secure_delete", "ON")
        // What a savepoint or a statement may have to take back is kept in memory, not in files of its own.
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", WRITER_CACHE)
        .pragma("wal_autocheckpoint", LOG_PAGES)
        .pragma("journal_size_limit", LOG_SIZE_LIMIT);
    let mut write = writing.connect().await.map_err(failed)?;
    migrate(&mut write, path).await?;
    index::bring_up_to_date(&mut write).await.map_err(failed)?;

    let read = SqlitePoolOptions::new()
        .max_connections(READERS)
        .idle_timeout(None)
        .max_lifetime(None)
        // A connection to a file cannot break off unnoticed.
        .test_before_acquire(false)
        .connect_lazy_with(options(path).read_only(true));
    Ok(Opened { write, read })
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
}

/// Makes the file where there is none, and its entry in the directory durable: a database whose name is lost by a power
/// cut is lost.
fn make_file(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(directory)?;
    owners_alone(File::options().write(true).create_new(true)).open(path)?.sync_all()?;
    File::open(directory)?.sync_all()
}

/// What people write to each other is nobody else's on the machine. SQLite makes the log's files alike.
#[cfg(unix)]
fn owners_alone(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn owners_alone(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

async fn migrate(conn: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    let failed = |cause: String| OpenError::Database { path: path.into(), cause };
    let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    let found = schema_version(conn).await.map_err(|e| failed(describe(&e)))?;
    if found > known {
        return Err(OpenError::NewerSchema { path: path.into(), found, known });
    }
    if found < known {
        MIGRATIONS.run(&mut *conn).await.map_err(|e| failed(e.to_string()))?;
    }
    Ok(())
}

/// The number of the newest migration that was applied; 0 for an empty file.
async fn schema_version(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let tables: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *conn)
        .await?;
    if tables == 0 {
        return Ok(0);
    }
    sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success").fetch_one(conn).await
}

/// Lets SQLite note what it learned about the tables, and closes.
pub(super) async fn close(mut conn: SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("PRAGMA optimize").execute(&mut conn).await?;
    conn.close().await
}
