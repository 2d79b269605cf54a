//! What a member keeps about a group.

use async_trait::async_trait;
use sqlx::types::Json;
use tertulia_core::ports::{Memberships, Preferences, ReadPosition, Unread};
use tertulia_core::{GroupId, ProfileId, Result, Seq};
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{place, seq, small};
use crate::error::SqlResult;
use crate::sql::memberships as sql;

crate::sql::sql! {
    /// Never backwards, never beyond the journal, and only for members.
    MOVE = "INSERT INTO read_positions (group_id, profile_id, seq)
        SELECT m.group_id, m.profile_id, MIN(j.value ->> 2, g.head) FROM json_each($1) j
        JOIN members m ON m.group_id = unhex(j.value ->> 0) AND m.profile_id = unhex(j.value ->> 1)
        JOIN groups g ON g.id = m.group_id
        WHERE TRUE
        ON CONFLICT (group_id, profile_id) DO UPDATE SET seq = MAX(read_positions.seq, excluded.seq)";
    /// `$3`: the first place that counts. What mentions somebody is what says so, or replies to a message of theirs.
    UNREAD = "WITH unread AS MATERIALIZED (
            SELECT group_id, seq, id, version, reply_to FROM messages
            WHERE group_id = $1 AND seq >= $3 AND seq <= $5 AND author <> $2 AND deleted_at_ms IS NULL
            ORDER BY seq LIMIT 1000)
        SELECT COUNT(*), MIN(u.seq), COALESCE(SUM(
            EXISTS (SELECT 1 FROM messages mine
                WHERE mine.id = u.reply_to AND mine.group_id = u.group_id AND mine.author = $2)
            OR EXISTS (SELECT 1 FROM bodies b JOIN json_each(b.mentions) mention
                WHERE b.group_id = u.group_id AND b.message_id = u.id AND b.version = u.version
                AND b.mentions IS NOT NULL AND mention.value ->> 'profile' = $4)), 0)
        FROM unread u";
}

#[async_trait]
impl Memberships for SqliteStore {
    async fn move_read_positions(&self, moves: &[(GroupId, ReadPosition)]) -> Result<()> {
        if moves.is_empty() {
            return Ok(());
        }
        let rows: Vec<(String, String, i64)> = moves
            .iter()
            .map(|(group, to)| (group.0.simple().to_string(), to.profile.0.simple().to_string(), place(to.seq)))
            .collect();
        self.write_one(move |conn| {
            Box::pin(async move {
                sqlx::query(MOVE).bind(Json(rows)).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn read_positions(&self, group: GroupId) -> Result<Vec<ReadPosition>> {
        let rows: Vec<(Uuid, i64)> =
            sqlx::query_as(sql::READ_POSITIONS).bind(group.0).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(|(profile, at)| ReadPosition { profile: ProfileId(profile), seq: seq(at) }).collect())
    }

    async fn unread(
        &self,
        group: GroupId,
        profile: ProfileId,
        after: Seq,
        sees_from: Seq,
        up_to: Seq,
    ) -> Result<Unread> {
        let first_that_counts = place(after).saturating_add(1).max(place(sees_from));
        let (count, first, mentions): (i64, Option<i64>, i64) = sqlx::query_as(UNREAD)
            .bind(group.0)
            .bind(profile.0)
            .bind(first_that_counts)
            .bind(profile.0.to_string())
            .bind(place(up_to))
            .fetch_one(&self.read)
            .await
            .sql()?;
        Ok(Unread { count: small(count), mentions: small(mentions), first: first.map(seq) })
    }

    async fn preferences(&self, group: GroupId, profile: ProfileId) -> Result<Preferences> {
        let found: Option<Json<Preferences>> = sqlx::query_scalar(sql::PREFERENCES)
            .bind(group.0)
            .bind(profile.0)
            .fetch_optional(&self.read)
            .await
            .sql()?;
        Ok(found.map(|preferences| preferences.0).unwrap_or_default())
    }

    async fn set_preferences(&self, group: GroupId, profile: ProfileId, preferences: Preferences) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let set = sqlx::query(sql::SET_PREFERENCES).bind(group.0).bind(profile.0).bind(Json(preferences));
                set.execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }
}
