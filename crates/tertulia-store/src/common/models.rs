//! The catalogue of models and their providers.

use async_trait::async_trait;
use sqlx::{Row as _, query};
use tertulia_core::model::{Api, Features, Model, ModelClass, Prices, Provider};
use tertulia_core::ports::Models;
use tertulia_core::{Error, ModelId, ProviderId, Result, Timestamp};
use uuid::Uuid;

use super::columns::small;
use super::{Row, Store};
use crate::error::SqlResult;
use crate::sql::models as sql;

fn model(row: &Row) -> Result<Model> {
    let class: String = row.try_get("class").sql()?;
    let prompt_price: Option<i64> = row.try_get("prompt_price").sql()?;
    let answer_price: Option<i64> = row.try_get("answer_price").sql()?;
    let price = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(Model {
        id: ModelId(row.try_get("id").sql()?),
        provider: ProviderId(row.try_get("provider_id").sql()?),
        wire_name: row.try_get("wire_name").sql()?,
        name: row.try_get("name").sql()?,
        class: match class.as_str() {
            "light" => ModelClass::Light,
            "standard" => ModelClass::Standard,
            "deep" => ModelClass::Deep,
            _ => return Err(Error::Internal("a model has an unknown class".into())),
        },
        context_window: small(row.try_get("context_window").sql()?),
        features: Features {
            usage: row.try_get("reports_usage").sql()?,
            tools: row.try_get("takes_tools").sql()?,
            images: row.try_get("takes_images").sql()?,
            json_schema: row.try_get("keeps_schema").sql()?,
        },
        found: Features {
            usage: row.try_get("found_usage").sql()?,
            tools: row.try_get("found_tools").sql()?,
            images: row.try_get("found_images").sql()?,
            json_schema: row.try_get("found_schema").sql()?,
        },
        prices: prompt_price.zip(answer_price).map(|(p, a)| Prices { prompt: price(p), answer: price(a) }),
        place: small(row.try_get("place").sql()?),
        is_enabled: row.try_get("is_enabled").sql()?,
        is_default: row.try_get("is_default").sql()?,
        created_at: Timestamp(row.try_get("created_at_ms").sql()?),
    })
}

fn class_name(class: ModelClass) -> &'static str {
    match class {
        ModelClass::Light => "light",
        ModelClass::Standard => "standard",
        ModelClass::Deep => "deep",
    }
}

fn stored(price: u64) -> i64 {
    i64::try_from(price).unwrap_or(i64::MAX)
}

#[async_trait]
impl Models for Store {
    async fn providers(&self) -> Result<Vec<Provider>> {
        type ProviderRow = (Uuid, String, String, String, Option<Vec<u8>>, bool, Option<String>, i64, bool);
        let rows: Vec<ProviderRow> = sqlx::query_as(sql::PROVIDERS).fetch_all(&self.read).await.sql()?;
        let provider =
            |(id, name, api, base_url, key_sealed, is_local, region, created_at, is_managed): ProviderRow| {
                let api = Api::named(&api).ok_or_else(|| Error::Internal("a provider has an unknown API".into()))?;
                let (id, created_at) = (ProviderId(id), Timestamp(created_at));
                Ok(Provider { id, name, api, base_url, key_sealed, is_local, is_managed, region, created_at })
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
                    .bind(provider.is_local)
                    .bind(provider.region)
                    .bind(provider.created_at.0)
                    .bind(provider.is_managed)
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
        let rows = query(sql::MODELS).fetch_all(&self.read).await.sql()?;
        rows.iter().map(model).collect()
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
                    .bind(i64::from(model.place))
                    .bind(model.features.usage)
                    .bind(model.features.tools)
                    .bind(model.features.images)
                    .bind(model.features.json_schema)
                    .bind(model.found.usage)
                    .bind(model.found.tools)
                    .bind(model.found.images)
                    .bind(model.found.json_schema)
                    .bind(model.prices.map(|p| stored(p.prompt)))
                    .bind(model.prices.map(|p| stored(p.answer)))
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

    async fn order_models(&self, order: Vec<ModelId>) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                let rows = query(sql::MODELS).fetch_all(&mut *conn).await.sql()?;
                let known: Vec<ModelId> = rows.iter().map(|row| Ok(model(row)?.id)).collect::<Result<_>>()?;
                let mut placed: Vec<ModelId> = Vec::new();
                for id in order.iter().chain(&known) {
                    if known.contains(id) && !placed.contains(id) {
                        placed.push(*id);
                    }
                }
                for (place, id) in (1_i64..).zip(placed) {
                    query(sql::PLACE_MODEL).bind(id.0).bind(place).execute(&mut *conn).await.sql()?;
                }
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
