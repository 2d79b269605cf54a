//! What has to be done from time to time: erasing groups, forgetting sessions, checking.

use async_trait::async_trait;
use tertulia_core::ports::Housekeeping;
use tertulia_core::{GroupId, Result, Timestamp};
use uuid::Uuid;

use super::PostgresStore;
use super::common::check;
use crate::error::SqlResult;
use crate::sql;

sql::sql! {
    ERASE_BODIES = "DELETE FROM bodies WHERE group_id = $1";
    ERASE_REACTIONS = "DELETE FROM reactions WHERE group_id = $1";
    ERASE_ANSWERS = "DELETE FROM answers WHERE group_id = $1";
    ERASE_PARTIALS = "DELETE FROM partials WHERE group_id = $1";
    /// Their words in the index go with them.
    ERASE_MESSAGES = "DELETE FROM messages WHERE group_id = $1";
}

/// A group's row is locked first, so that nobody appends meanwhile.
const LOCK: &str = "SELECT id FROM groups WHERE id = $1 FOR UPDATE";

#[async_trait]
impl Housekeeping for PostgresStore {
    async fn groups_to_erase(&self, before: Timestamp) -> Result<Vec<GroupId>> {
        let ids: Vec<Uuid> =
            sqlx::query_scalar(sql::groups::GROUPS_TO_ERASE).bind(before.0).fetch_all(&self.read).await.sql()?;
        Ok(ids.into_iter().map(GroupId).collect())
    }

    async fn erase_group(&self, group: GroupId) -> Result<()> {
        let mut transaction = self.read.begin().await.sql()?;
        sqlx::query(LOCK).bind(group.0).execute(&mut *transaction).await.sql()?;
        let messages = [ERASE_BODIES, ERASE_REACTIONS, ERASE_ANSWERS, ERASE_PARTIALS, ERASE_MESSAGES];
        for statement in messages.iter().chain(sql::groups::ERASE) {
            sqlx::query(*statement).bind(group.0).execute(&mut *transaction).await.sql()?;
        }
        transaction.commit().await.sql()
    }

    async fn forget_ended_sessions(&self, now: Timestamp) -> Result<u64> {
        let forget = sqlx::query(sql::credentials::FORGET_ENDED_SESSIONS).bind(now.0);
        Ok(forget.execute(&self.read).await.sql()?.rows_affected())
    }

    async fn foreign_writes(&self) -> Result<u64> {
        Ok(self.foreign.writes())
    }

    async fn check(&self) -> Result<Vec<String>> {
        let mut conn = self.read.acquire().await.sql()?;
        let mut faults = Vec::new();
        check::journals(&mut conn, &mut faults).await?;
        Ok(faults)
    }
}
