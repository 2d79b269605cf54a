//! Invites, requests to join, and people added by username.

use async_trait::async_trait;
use sqlx::query;
use tertulia_core::invite::Invite;
use tertulia_core::ports::{Addition, Invites, JoinRequest, SecretHash};
use tertulia_core::settings::Newcomers;
use tertulia_core::{GroupId, InviteId, ProfileId, Result, Timestamp};
use uuid::Uuid;

use super::Store;
use super::columns::small;
use super::json::Json;
use crate::error::SqlResult;
use crate::sql::invites as sql;

type InviteRow = (Uuid, Uuid, Uuid, i64, i64, Option<i64>, Option<i64>, i64, bool, Json<Newcomers>);

fn invite(row: InviteRow) -> Invite {
    let (id, group, created_by, created_at, generation, expires_at, max_uses, uses, approval, newcomers) = row;
    Invite {
        id: InviteId(id),
        group: GroupId(group),
        created_by: ProfileId(created_by),
        created_at: Timestamp(created_at),
        generation: small(generation),
        expires_at: expires_at.map(Timestamp),
        max_uses: max_uses.map(small),
        uses: small(uses),
        approval,
        newcomers: newcomers.0,
    }
}

type RequestRow = (Uuid, Uuid, Uuid, i64);

fn request((group, profile, invite, at): RequestRow) -> JoinRequest {
    JoinRequest { group: GroupId(group), profile: ProfileId(profile), invite: InviteId(invite), at: Timestamp(at) }
}

fn addition((group, profile, added_by, at): RequestRow) -> Addition {
    Addition { group: GroupId(group), profile: ProfileId(profile), added_by: ProfileId(added_by), at: Timestamp(at) }
}

impl Store {
    /// Removes what `statement` finds for two ids; `false` if there was none.
    async fn remove_by_two(&self, statement: &'static str, one: Uuid, other: Uuid) -> Result<bool> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let removed = query(statement).bind(one).bind(other).execute(conn).await.sql()?;
                Ok(removed.rows_affected() > 0)
            })
        })
        .await
    }

    async fn requests(&self, statement: &'static str, of: Uuid) -> Result<Vec<RequestRow>> {
        sqlx::query_as(statement).bind(of).fetch_all(&self.read).await.sql()
    }

    async fn put_request_row(&self, statement: &'static str, row: RequestRow) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let (group, profile, third, at) = row;
                query(statement).bind(group).bind(profile).bind(third).bind(at).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }
}

#[async_trait]
impl Invites for Store {
    async fn put_invite(&self, invite: Invite, hash: SecretHash) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                query(sql::PUT)
                    .bind(invite.id.0)
                    .bind(invite.group.0)
                    .bind(hash.to_vec())
                    .bind(invite.created_by.0)
                    .bind(invite.created_at.0)
                    .bind(i64::from(invite.generation))
                    .bind(invite.expires_at.map(|t| t.0))
                    .bind(invite.max_uses.map(i64::from))
                    .bind(i64::from(invite.uses))
                    .bind(invite.approval)
                    .bind(Json(invite.newcomers))
                    .execute(conn)
                    .await
                    .sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn invite(&self, group: GroupId, id: InviteId) -> Result<Option<Invite>> {
        let row: Option<InviteRow> =
            sqlx::query_as(sql::GET).bind(group.0).bind(id.0).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(invite))
    }

    async fn invite_by_hash(&self, hash: SecretHash) -> Result<Option<Invite>> {
        let row: Option<InviteRow> =
            sqlx::query_as(sql::BY_HASH).bind(hash.to_vec()).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(invite))
    }

    async fn invites_of(&self, group: GroupId) -> Result<Vec<Invite>> {
        let rows: Vec<InviteRow> = sqlx::query_as(sql::OF_GROUP).bind(group.0).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(invite).collect())
    }

    async fn remove_invite(&self, group: GroupId, id: InviteId) -> Result<bool> {
        self.remove_by_two(sql::REMOVE, group.0, id.0).await
    }

    async fn put_request(&self, request: JoinRequest) -> Result<()> {
        let row = (request.group.0, request.profile.0, request.invite.0, request.at.0);
        self.put_request_row(sql::PUT_REQUEST, row).await
    }

    async fn requests_of(&self, group: GroupId) -> Result<Vec<JoinRequest>> {
        Ok(self.requests(sql::REQUESTS_OF, group.0).await?.into_iter().map(request).collect())
    }

    async fn requests_by(&self, profile: ProfileId) -> Result<Vec<JoinRequest>> {
        Ok(self.requests(sql::REQUESTS_BY, profile.0).await?.into_iter().map(request).collect())
    }

    async fn remove_request(&self, group: GroupId, profile: ProfileId) -> Result<bool> {
        self.remove_by_two(sql::REMOVE_REQUEST, group.0, profile.0).await
    }

    async fn put_addition(&self, addition: Addition) -> Result<()> {
        let row = (addition.group.0, addition.profile.0, addition.added_by.0, addition.at.0);
        self.put_request_row(sql::PUT_ADDITION, row).await
    }

    async fn additions_for(&self, profile: ProfileId) -> Result<Vec<Addition>> {
        Ok(self.requests(sql::ADDITIONS_FOR, profile.0).await?.into_iter().map(addition).collect())
    }

    async fn additions_of(&self, group: GroupId) -> Result<Vec<Addition>> {
        Ok(self.requests(sql::ADDITIONS_OF, group.0).await?.into_iter().map(addition).collect())
    }

    async fn remove_addition(&self, group: GroupId, profile: ProfileId) -> Result<bool> {
        self.remove_by_two(sql::REMOVE_ADDITION, group.0, profile.0).await
    }
}
