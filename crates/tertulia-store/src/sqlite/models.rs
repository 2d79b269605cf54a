//! The catalogue of models and their providers.

use async_trait::async_trait;
use sqlx::query;
use tertulia_core::model::{Api, Model, ModelClass, Provider};
use tertulia_core::ports::Models;
use tertulia_core::{Error, ModelId, ProviderId, Result, Timestamp};
use uuid::Uuid;

use super::SqliteStore;
use super::columns::small;
use crate::error::SqlResult;
use crate::sql::models as sql;

type ModelRow = (Uuid, Uuid, String, String, String, i64, bool, bool, i64);

fn model(row: ModelRow) -> Result<Model> {
    let (id, provider, wire_name, name, class, context_window, is_enabled, is_default, created_at) = row;
    Ok(Model {
        id: ModelId(id),
        provider: ProviderId(provider),
        wire_name,
        name,
        class: match class.as_str() {
            "light" => ModelClass::Light,
            "standard" => ModelClass::Standard,
            "deep" => ModelClass::Deep,
            _ => return Err(Error::Internal("a model has an unknown class".into())),
        },
        context_window: small(context_window),
        is_enabled,
        is_default,
        created_at: Timestamp(created_at),
    })
}

fn class_name(class: ModelClass) -> &'static str {
    match class {
        ModelClass::Light => "light",
        ModelClass::Standard => "standard",
        ModelClass::Deep => "deep",
    }
}

#[async_trait]
impl Models for SqliteStore {
    async fn providers(&self) -> Result<Vec<Provider>> {
        type Row = (Uuid, String, String, String, Option<Vec<u8>>, i64);
        let rows: Vec<Row> = sqlx::query_as(sql::PROVIDERS).fetch_all(&self.read).await.sql()?;
        let provider = |(id, name, api, base_url, key_sealed, created_at): Row| {
            let api = Api::named(&api).ok_or_else(|| Error::Internal("a provider has an unknown API".into()))?;
            Ok(Provider { id: ProviderId(id), name, api, base_url, key_sealed, created_at: Timestamp(created_at) })
        };
        rows.into_iter().map(provider).collect()
    }

    async fn put_provider(&self, provider: Provider) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                query(sql::PUT_PROVIDER)
                    .bind(provider.id.0)
                    .bind(provider.name)
                    .bind(provider.api.name())
                    .bind(provider.base_url)
                    .bind(provider.key_sealed)
                    .bind(provider.created_at.0)
                    .execute(conn)
                    .await
                    .sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn remove_provider(&self, id: ProviderId) -> Result<bool> {
        self.write(move |conn| {
            Box::pin(async move {
                let removed = query(sql::REMOVE_PROVIDER).bind(id.0).execute(&mut *conn).await.sql()?;
                query(sql::SETTLE_DEFAULT).execute(conn).await.sql()?;
                Ok(removed.rows_affected() > 0)
            })
        })
        .await
    }

    async fn models(&self) -> Result<Vec<Model>> {
        let rows: Vec<ModelRow> = sqlx::query_as(sql::MODELS).fetch_all(&self.read).await.sql()?;
        rows.into_iter().map(model).collect()
    }

    async fn put_model(&self, model: Model) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                query(sql::PUT_MODEL)
                    .bind(model.id.0)
                    .bind(model.provider.0)
                    .bind(model.wire_name)
                    .bind(model.name)
                    .bind(class_name(model.class))
                    .bind(i64::from(model.context_window))
                    .bind(model.is_enabled)
                    .bind(model.is_default)
                    .bind(model.created_at.0)
                    .execute(&mut *conn)
                    .await
                    .sql()?;
                if model.is_default && model.is_enabled {
                    query(sql::TAKE_DEFAULT_FROM_OTHERS).bind(model.id.0).execute(&mut *conn).await.sql()?;
                }
                query(sql::SETTLE_DEFAULT).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn remove_model(&self, id: ModelId) -> Result<bool> {
        self.write(move |conn| {
            Box::pin(async move {
                let removed = query(sql::REMOVE_MODEL).bind(id.0).execute(&mut *conn).await.sql()?;
                query(sql::SETTLE_DEFAULT).execute(conn).await.sql()?;
                Ok(removed.rows_affected() > 0)
            })
        })
        .await
    }
}
