//! What is SQLite's own.

use crate::sqlite::scratch;

#[tokio::test]
async fn every_statement_can_be_prepared() {
    use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
    let scratch = scratch::open().await;
    let tables = [
        crate::sql::blobs::ALL,
        crate::sql::credentials::ALL,
        crate::sql::groups::ALL,
        crate::sql::instance::ALL,
        crate::sql::invites::ALL,
        crate::sql::memberships::ALL,
        crate::sql::models::ALL,
        crate::sql::people::ALL,
        crate::sql::runs::ALL,
        super::check::ALL,
        super::housekeeping::ALL,
        super::index::ALL,
        super::journal::ALL,
        super::memberships::ALL,
        super::people::ALL,
        super::scripts::ALL,
        super::search::ALL,
        super::threads::ALL,
        super::writer::ALL,
    ];
    let mut conn = scratch.writing_connection().await;
    for (name, text) in tables.iter().flat_map(|table| table.iter()) {
        let prepared = conn.prepare(AssertSqlSafe((*text).to_owned()).into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}
