//! People, and the assistants' profiles.

use async_trait::async_trait;
use sqlx::{Database, query};
use tertulia_core::account::{Account, AccountSettings};
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::ports::People;
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::{BlobId, Denial, Error, ProfileId, Result, Timestamp};
use uuid::Uuid;

use super::json::Json;
use super::{Conn, Db, QueryResult, Store, dialect};
use crate::error::{SqlResult, is_taken};
use crate::sql::people as sql;

crate::sql::sql! {
    EXISTS = "SELECT EXISTS (SELECT 1 FROM profiles WHERE id = $1)";
}

/// A profile's columns. Names were checked when they were set.
type ProfileRow = (Uuid, Column<ProfileKind>, Column<Username>, Column<DisplayName>, Option<Uuid>);

/// A text column that holds what serde writes as a string.
struct Column<T>(T);

impl<T> sqlx::Type<Db> for Column<T> {
    fn type_info() -> <Db as Database>::TypeInfo {
        <String as sqlx::Type<Db>>::type_info()
    }

    fn compatible(column: &<Db as Database>::TypeInfo) -> bool {
        <String as sqlx::Type<Db>>::compatible(column)
    }
}

impl<'r, T: serde::de::DeserializeOwned> sqlx::Decode<'r, Db> for Column<T> {
    fn decode(value: <Db as Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        let text = <&str as sqlx::Decode<Db>>::decode(value)?;
        Ok(Column(serde_json::from_value(serde_json::Value::from(text))?))
    }
}

fn profile((id, kind, username, name, photo): ProfileRow) -> Profile {
    Profile { id: ProfileId(id), kind: kind.0, username: username.0, name: name.0, photo: photo.map(BlobId) }
}

fn kind_name(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Person => "person",
        ProfileKind::Guest => "guest",
        ProfileKind::Assistant => "assistant",
    }
}

fn ids(profiles: &[ProfileId]) -> Json<Vec<String>> {
    Json(profiles.iter().map(|p| p.0.simple().to_string()).collect())
}

/// Writes a profile and its account inside the transaction that is open.
pub(crate) async fn create(conn: &mut Conn, profile: &Profile, account: Option<&Account>) -> Result<()> {
    let created = query(sql::CREATE_PROFILE)
        .bind(profile.id.0)
        .bind(kind_name(profile.kind))
        .bind(profile.username.as_str().to_owned())
        .bind(profile.name.as_str().to_owned())
        .bind(profile.photo.map(|p| p.0))
        .execute(&mut *conn)
        .await
        .sql()?;
    if created.rows_affected() == 0 {
        let exists: bool = sqlx::query_scalar(EXISTS).bind(profile.id.0).fetch_one(&mut *conn).await.sql()?;
        return Err(if exists { Error::Conflict("profile") } else { Error::Denied(Denial::UsernameTaken) });
    }
    let Some(account) = account else { return Ok(()) };
    query(sql::CREATE_ACCOUNT)
        .bind(profile.id.0)
        .bind(account.is_administrator)
        .bind(account.created_at.0)
        .bind(account.password_hash.clone())
        .bind(account.suspended_at.map(|t| t.0))
        .bind(Json(account.settings.clone()))
        .execute(conn)
        .await
        .sql()?;
    Ok(())
}

/// Whether a write found the row that it is about.
fn found(done: QueryResult) -> Result<()> {
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[async_trait]
impl People for Store {
    async fn create_profile(&self, profile: Profile, account: Option<Account>) -> Result<()> {
        self.write(move |conn| Box::pin(async move { create(conn, &profile, account.as_ref()).await })).await
    }

    async fn update_profile(&self, profile: Profile) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                let updated = query(sql::UPDATE_PROFILE)
                    .bind(profile.id.0)
                    .bind(profile.username.as_str().to_owned())
                    .bind(profile.name.as_str().to_owned())
                    .bind(profile.photo.map(|p| p.0))
                    .execute(conn)
                    .await;
                match updated {
                    Err(e) if is_taken(&e) => Err(Error::Denied(Denial::UsernameTaken)),
                    updated => found(updated.sql()?),
                }
            })
        })
        .await
    }

    async fn profiles(&self, profiles: &[ProfileId]) -> Result<Vec<Profile>> {
        let rows: Vec<ProfileRow> =
            sqlx::query_as(dialect::PROFILES).bind(ids(profiles)).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(profile).collect())
    }

    async fn profile_by_username(&self, username: &Username) -> Result<Option<Profile>> {
        let row: Option<ProfileRow> = sqlx::query_as(sql::BY_USERNAME)
            .bind(username.as_str().to_owned())
            .fetch_optional(&self.read)
            .await
            .sql()?;
        Ok(row.map(profile))
    }

    async fn assistants(&self) -> Result<Vec<Profile>> {
        let rows: Vec<ProfileRow> = sqlx::query_as(sql::ASSISTANTS).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(profile).collect())
    }

    async fn account(&self, profile: ProfileId) -> Result<Option<Account>> {
        type Row = (Uuid, bool, i64, Option<String>, Option<i64>, Json<AccountSettings>);
        let row: Option<Row> = sqlx::query_as(sql::ACCOUNT).bind(profile.0).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(|(profile, is_administrator, created_at, password_hash, suspended_at, settings)| Account {
            profile: ProfileId(profile),
            is_administrator,
            created_at: Timestamp(created_at),
            password_hash,
            suspended_at: suspended_at.map(Timestamp),
            settings: settings.0,
        }))
    }

    async fn set_password(&self, profile: ProfileId, password_hash: String) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                let set = query(sql::SET_PASSWORD).bind(profile.0).bind(password_hash).execute(&mut *conn).await;
                found(set.sql()?)?;
                query(sql::MAKE_PERSON).bind(profile.0).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn set_account_settings(&self, profile: ProfileId, settings: AccountSettings) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let set = query(sql::SET_ACCOUNT_SETTINGS).bind(profile.0).bind(Json(settings)).execute(conn).await;
                found(set.sql()?)
            })
        })
        .await
    }

    async fn set_suspended(&self, profile: ProfileId, at: Option<Timestamp>) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let set = query(sql::SET_SUSPENDED).bind(profile.0).bind(at.map(|t| t.0)).execute(conn).await;
                found(set.sql()?)
            })
        })
        .await
    }

    async fn last_seen(&self, profiles: &[ProfileId]) -> Result<Vec<(ProfileId, Timestamp)>> {
        let rows: Vec<(Uuid, i64)> =
            sqlx::query_as(dialect::LAST_SEEN).bind(ids(profiles)).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(|(profile, at)| (ProfileId(profile), Timestamp(at))).collect())
    }

    async fn set_last_seen(&self, profile: ProfileId, at: Timestamp) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let set = query(sql::SET_LAST_SEEN).bind(profile.0).bind(at.0).execute(conn).await;
                found(set.sql()?)
            })
        })
        .await
    }

    async fn count_people(&self) -> Result<u64> {
        let people: i64 = sqlx::query_scalar(sql::COUNT_PEOPLE).fetch_one(&self.read).await.sql()?;
        Ok(people.unsigned_abs())
    }

    async fn has_administrator(&self) -> Result<bool> {
        sqlx::query_scalar(sql::HAS_ADMINISTRATOR).fetch_one(&self.read).await.sql()
    }
}
