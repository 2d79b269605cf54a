//! `tertulia migrate` and `tertulia store`: the schema, and moving an instance from SQLite to PostgreSQL.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tertulia_core::ports::Housekeeping as _;
use tertulia_store::{AnyStore, PostgresStore, SqliteStore};

use crate::config::Config;
use crate::data_dir::DataDir;

/// Opening a store brings it up to date, and refuses what a newer version wrote.
pub async fn migrate(config: Config) -> anyhow::Result<()> {
    let data = match config.database() {
        Some(_) => DataDir::open(&config.data_dir, false)?,
        None => DataDir::existing(&config.data_dir)?,
    };
    let store = AnyStore::open(config.database(), &data.store()).await?;
    store.close().await.context("the store did not close cleanly")?;
    println!("The store has the schema of this version.");
    Ok(())
}

/// Copies everything, and compares every journal.
pub async fn copy(from: String, to: String) -> anyhow::Result<()> {
    let file = match from.strip_prefix("sqlite:") {
        Some(path) => PathBuf::from(path.strip_prefix("//").unwrap_or(path)),
        None => bail!("--from: only SQLite is copied from; write it as sqlite:tertulia-data/tertulia.sqlite"),
    };
    if !to.starts_with("postgres://") && !to.starts_with("postgresql://") {
        bail!("--to: only PostgreSQL is copied to; write it as postgres://user:password@host/database");
    }
    if !file.is_file() {
        bail!("--from: there is no file {}", file.display());
    }
    let _held = hold(&file)?;
    let source = SqliteStore::open(&file).await?;
    let destination = PostgresStore::open(&to).await?;
    let Some(_hold) = destination.hold().await? else {
        bail!("--to: a Tertulia serves this database; stop it first");
    };
    let copied = tertulia_store::copy(&source, &destination).await?;
    let wrong = destination.check().await?;
    source.close().await.context("the SQLite store did not close cleanly")?;
    destination.close().await.context("the PostgreSQL store did not close cleanly")?;
    if let Some(sentence) = wrong.first() {
        bail!("the copy is not whole, do not use it: {sentence}");
    }
    println!(
        "Copied {} rows; the journals of {} groups with {} events read the same in both.\nName the database to the server with the \
         key database, and keep the data directory: photos and the key are still there.",
        copied.rows, copied.groups, copied.events
    );
    Ok(())
}

/// Nobody may write to the file meanwhile. A server holds the lock of its directory.
fn hold(file: &Path) -> anyhow::Result<Option<File>> {
    let path = file.with_file_name("lock");
    if !path.is_file() {
        return Ok(None);
    }
    let lock = File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => bail!("--from: a Tertulia serves this file; stop it first"),
        Err(TryLockError::Error(error)) => Err(error).context("the data directory cannot be locked"),
    }
}
