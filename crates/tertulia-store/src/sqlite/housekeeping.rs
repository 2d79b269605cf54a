//! What has to be done from time to time: erasing groups, forgetting sessions, checking.

use async_trait::async_trait;
use sqlx::SqliteConnection;
use tertulia_core::ports::Housekeeping;
use tertulia_core::{GroupId, MessageId, ProfileId, Result, Timestamp};
use uuid::Uuid;

use super::index::{self, Entry};
use super::{SqliteStore, check};
use crate::error::SqlResult;
use crate::sql;

/// Messages that are erased in one transaction, so that nobody who writes waits long for the erasing.
const ERASED_TOGETHER: i64 = 50;

sql::sql! {
    MESSAGES = "SELECT m.id, m.author, b.text FROM messages m
        LEFT JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            AND m.deleted_at_ms IS NULL
        WHERE m.group_id = $1 ORDER BY m.seq LIMIT $2";
    ERASE_MESSAGE = "DELETE FROM bodies WHERE group_id = $1 AND message_id = $2;
        DELETE FROM reactions WHERE group_id = $1 AND message_id = $2;
        DELETE FROM answers WHERE group_id = $1 AND message_id = $2;
        DELETE FROM partials WHERE group_id = $1 AND message_id = $2;
        DELETE FROM messages WHERE id = $2 AND group_id = $1";
}

/// Erases some messages of a group; `false` where there were none left.
async fn erase_some_messages(conn: &mut SqliteConnection, group: GroupId) -> Result<bool> {
    let messages: Vec<(Uuid, Uuid, Option<String>)> =
        sqlx::query_as(MESSAGES).bind(group.0).bind(ERASED_TOGETHER).fetch_all(&mut *conn).await.sql()?;
    let removals: Vec<Entry> = messages
        .iter()
        .filter_map(|(id, author, text)| {
            Some(Entry::removal(group, MessageId(*id), ProfileId(*author), text.as_deref()?))
        })
        .collect();
    index::remove(conn, &removals).await?;
    for (id, ..) in &messages {
        sqlx::query(ERASE_MESSAGE).bind(group.0).bind(id).execute(&mut *conn).await.sql()?;
    }
    index::rows_were_erased(conn).await?;
    Ok(!messages.is_empty())
}

async fn erase_rest(conn: &mut SqliteConnection, group: GroupId) -> Result<()> {
    for statement in sql::groups::ERASE {
        sqlx::query(*statement).bind(group.0).execute(&mut *conn).await.sql()?;
    }
    Ok(())
}

#[async_trait]
impl Housekeeping for SqliteStore {
    async fn groups_to_erase(&self, before: Timestamp) -> Result<Vec<GroupId>> {
        let ids: Vec<Uuid> =
            sqlx::query_scalar(sql::groups::GROUPS_TO_ERASE).bind(before.0).fetch_all(&self.read).await.sql()?;
        Ok(ids.into_iter().map(GroupId).collect())
    }

    /// Messages go first, some at a time; the group's own row goes last, so that an erasing that is cut off goes on when
    /// it is asked for again.
    async fn erase_group(&self, group: GroupId) -> Result<()> {
        while self.erase(move |conn| Box::pin(erase_some_messages(conn, group))).await? {}
        self.erase(move |conn| Box::pin(erase_rest(conn, group))).await
    }

    async fn forget_ended_sessions(&self, now: Timestamp) -> Result<u64> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let ended =
                    sqlx::query(sql::credentials::FORGET_ENDED_SESSIONS).bind(now.0).execute(conn).await.sql()?;
                Ok(ended.rows_affected())
            })
        })
        .await
    }

    async fn foreign_writes(&self) -> Result<u64> {
        self.writer.foreign_writes().await
    }

    async fn check(&self) -> Result<Vec<String>> {
        check::check(self).await
    }
}
