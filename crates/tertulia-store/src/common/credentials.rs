//! Sessions, tokens and setup links.

use async_trait::async_trait;
use sqlx::query;
use tertulia_core::account::{Account, Scope, Session, Token};
use tertulia_core::ports::{Credentials, SecretHash};
use tertulia_core::profile::Profile;
use tertulia_core::{Error, ProfileId, Result, SessionId, Timestamp, TokenId};
use uuid::Uuid;

use super::{Store, people};
use crate::error::SqlResult;
use crate::sql::credentials as sql;

type SessionRow = (Uuid, Uuid, String, i64, i64, i64);

fn session((id, profile, device, created_at, last_used_at, expires_at): SessionRow) -> Session {
    Session {
        id: SessionId(id),
        profile: ProfileId(profile),
        device,
        created_at: Timestamp(created_at),
        last_used_at: Timestamp(last_used_at),
        expires_at: Timestamp(expires_at),
    }
}

type TokenRow = (Uuid, Uuid, String, String, i64, Option<i64>);

fn token((id, profile, name, scope, created_at, last_used_at): TokenRow) -> Token {
    Token {
        id: TokenId(id),
        profile: ProfileId(profile),
        name,
        // The table allows two words. Anything but the stronger one is the weaker one.
        scope: if scope == "write" { Scope::Write } else { Scope::Read },
        created_at: Timestamp(created_at),
        last_used_at: last_used_at.map(Timestamp),
    }
}

fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Write => "write",
    }
}

#[async_trait]
impl Credentials for Store {
    async fn create_session(&self, session: Session, hash: SecretHash) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                query(sql::CREATE_SESSION)
                    .bind(session.id.0)
                    .bind(hash.to_vec())
                    .bind(session.profile.0)
                    .bind(session.device)
                    .bind(session.created_at.0)
                    .bind(session.last_used_at.0)
                    .bind(session.expires_at.0)
                    .execute(conn)
                    .await
                    .sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn session_by_hash(&self, hash: SecretHash) -> Result<Option<Session>> {
        let row: Option<SessionRow> =
            sqlx::query_as(sql::SESSION_BY_HASH).bind(hash.to_vec()).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(session))
    }

    async fn touch_session(&self, id: SessionId, last_used_at: Timestamp, expires_at: Timestamp) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let touch = query(sql::TOUCH_SESSION).bind(id.0).bind(last_used_at.0).bind(expires_at.0);
                touch.execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn sessions_of(&self, profile: ProfileId) -> Result<Vec<Session>> {
        let rows: Vec<SessionRow> =
            sqlx::query_as(sql::SESSIONS_OF).bind(profile.0).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(session).collect())
    }

    async fn end_session(&self, profile: ProfileId, id: SessionId) -> Result<bool> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let ended = query(sql::END_SESSION).bind(profile.0).bind(id.0).execute(conn).await.sql()?;
                Ok(ended.rows_affected() > 0)
            })
        })
        .await
    }

    async fn end_other_sessions(&self, profile: ProfileId, keep: Option<SessionId>) -> Result<Vec<SessionId>> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let ended: Vec<Uuid> = sqlx::query_scalar(sql::END_OTHER_SESSIONS)
                    .bind(profile.0)
                    .bind(keep.map(|id| id.0))
                    .fetch_all(conn)
                    .await
                    .sql()?;
                Ok(ended.into_iter().map(SessionId).collect())
            })
        })
        .await
    }

    async fn create_token(&self, token: Token, hash: SecretHash) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                query(sql::CREATE_TOKEN)
                    .bind(token.id.0)
                    .bind(hash.to_vec())
                    .bind(token.profile.0)
                    .bind(token.name)
                    .bind(scope_name(token.scope))
                    .bind(token.created_at.0)
                    .bind(token.last_used_at.map(|t| t.0))
                    .execute(conn)
                    .await
                    .sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn token_by_hash(&self, hash: SecretHash) -> Result<Option<Token>> {
        let row: Option<TokenRow> =
            sqlx::query_as(sql::TOKEN_BY_HASH).bind(hash.to_vec()).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(token))
    }

    async fn touch_token(&self, id: TokenId, at: Timestamp) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                query(sql::TOUCH_TOKEN).bind(id.0).bind(at.0).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn tokens_of(&self, profile: ProfileId) -> Result<Vec<Token>> {
        let rows: Vec<TokenRow> = sqlx::query_as(sql::TOKENS_OF).bind(profile.0).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(token).collect())
    }

    async fn revoke_token(&self, profile: ProfileId, id: TokenId) -> Result<bool> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let revoked = query(sql::REVOKE_TOKEN).bind(profile.0).bind(id.0).execute(conn).await.sql()?;
                Ok(revoked.rows_affected() > 0)
            })
        })
        .await
    }

    async fn put_setup_link(&self, hash: SecretHash, at: Timestamp) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                query(sql::CLOSE_SETUP_LINKS).execute(&mut *conn).await.sql()?;
                query(sql::PUT_SETUP_LINK).bind(hash.to_vec()).bind(at.0).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn is_setup_link_open(&self, hash: SecretHash) -> Result<bool> {
        let links: i64 =
            sqlx::query_scalar(sql::IS_SETUP_LINK_OPEN).bind(hash.to_vec()).fetch_one(&self.read).await.sql()?;
        Ok(links > 0)
    }

    async fn redeem_setup_link(
        &self,
        hash: SecretHash,
        at: Timestamp,
        profile: Profile,
        account: Account,
    ) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                let redeem = query(sql::REDEEM_SETUP_LINK).bind(hash.to_vec()).bind(at.0);
                if redeem.execute(&mut *conn).await.sql()?.rows_affected() == 0 {
                    return Err(Error::NotFound);
                }
                // A username that is taken takes the whole piece back, the link with it.
                let account = Account { is_administrator: true, ..account };
                people::create(conn, &profile, Some(&account)).await
            })
        })
        .await
    }
}
