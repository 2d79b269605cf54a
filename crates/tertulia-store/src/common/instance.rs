//! Settings of the instance.

use async_trait::async_trait;
use tertulia_core::Result;
use tertulia_core::ports::{InstanceSettings, InstanceStore};

use super::Store;
use super::json::Json;
use crate::error::SqlResult;
use crate::sql::instance as sql;

const SETTINGS: &str = "settings";

#[async_trait]
impl InstanceStore for Store {
    async fn instance_settings(&self) -> Result<InstanceSettings> {
        let found: Option<Json<InstanceSettings>> =
            sqlx::query_scalar(sql::GET).bind(SETTINGS).fetch_optional(&self.read).await.sql()?;
        Ok(found.map(|settings| settings.0).unwrap_or_default())
    }

    async fn set_instance_settings(&self, settings: InstanceSettings) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                sqlx::query(sql::PUT).bind(SETTINGS).bind(Json(settings)).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }
}
