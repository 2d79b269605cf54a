//! Checking the store for `tertulia doctor`: the file, and what is in it.
//!
//! What is wrong is said with ids and places, never with what people wrote.

use sqlx::{ConnectOptions, Connection};
use tertulia_core::Result;

use super::SqliteStore;
use super::common::check;
use crate::error::SqlResult;
use crate::sql;

sql::sql! {
    INTEGRITY = "PRAGMA integrity_check";
    FOREIGN_KEYS = "PRAGMA foreign_key_check";
}

/// A sentence for each thing that is wrong.
pub(super) async fn check(store: &SqliteStore) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    // A connection of its own: one that has searched before remembers the index as it was then, and takes what has
    // changed since for damage.
    let mut conn = store.read.connect_options().as_ref().clone().connect().await.sql()?;
    let answers: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(&mut conn).await.sql()?;
    faults.extend(answers.into_iter().filter(|a| a != "ok").map(|a| format!("The file is damaged: {a}.")));
    let orphans = sqlx::query(FOREIGN_KEYS).fetch_all(&mut conn).await.sql()?.len();
    if orphans > 0 {
        faults.push(format!("{orphans} rows belong to something that does not exist."));
    }
    check::journals(&mut conn, &mut faults).await?;
    conn.close().await.sql()?;
    Ok(faults)
}
