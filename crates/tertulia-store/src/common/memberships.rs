//! What a member keeps about a group.

use async_trait::async_trait;
use tertulia_core::ports::{Memberships, Preferences, ReadPosition, Unread};
use tertulia_core::{GroupId, ProfileId, Result, Seq};
use uuid::Uuid;

use super::columns::{place, seq, small};
use super::json::Json;
use super::{Store, dialect};
use crate::error::SqlResult;
use crate::sql::memberships as sql;

#[async_trait]
impl Memberships for Store {
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
                sqlx::query(dialect::MOVE_READ_POSITIONS).bind(Json(rows)).execute(conn).await.sql()?;
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
        let (count, first, mentions): (i64, Option<i64>, i64) = sqlx::query_as(dialect::UNREAD)
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
