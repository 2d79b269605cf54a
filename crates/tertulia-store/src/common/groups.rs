//! Which groups there are.

use async_trait::async_trait;
use tertulia_core::ports::Groups;
use tertulia_core::{GroupId, ProfileId, Result, Seq};
use uuid::Uuid;

use super::Store;
use super::columns::{place, seq};
use crate::error::SqlResult;
use crate::sql::groups as sql;

#[async_trait]
impl Groups for Store {
    async fn groups_of(&self, profile: ProfileId) -> Result<Vec<GroupId>> {
        let ids: Vec<Uuid> = sqlx::query_scalar(sql::GROUPS_OF).bind(profile.0).fetch_all(&self.read).await.sql()?;
        Ok(ids.into_iter().map(GroupId).collect())
    }

    async fn peers_of(&self, profile: ProfileId) -> Result<Vec<ProfileId>> {
        let ids: Vec<Uuid> = sqlx::query_scalar(sql::PEERS_OF).bind(profile.0).fetch_all(&self.read).await.sql()?;
        Ok(ids.into_iter().map(ProfileId).collect())
    }

    async fn share_a_group(&self, one: ProfileId, other: ProfileId) -> Result<bool> {
        sqlx::query_scalar(sql::SHARE_A_GROUP).bind(one.0).bind(other.0).fetch_one(&self.read).await.sql()
    }

    async fn attention_cursor(&self, group: GroupId) -> Result<Seq> {
        let found: Option<i64> =
            sqlx::query_scalar(sql::ATTENTION_CURSOR).bind(group.0).fetch_optional(&self.read).await.sql()?;
        Ok(found.map_or(Seq::ZERO, seq))
    }

    async fn move_attention_cursor(&self, group: GroupId, to: Seq) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                sqlx::query(sql::MOVE_ATTENTION_CURSOR).bind(group.0).bind(place(to)).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn groups_behind(&self) -> Result<Vec<GroupId>> {
        let ids: Vec<Uuid> = sqlx::query_scalar(sql::GROUPS_BEHIND).fetch_all(&self.read).await.sql()?;
        Ok(ids.into_iter().map(GroupId).collect())
    }
}
