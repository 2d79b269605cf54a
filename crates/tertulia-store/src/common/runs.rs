//! Runs that have not ended.

use async_trait::async_trait;
use tertulia_core::ports::{OpenRun, Runs};
use tertulia_core::run::Run;
use tertulia_core::{GroupId, MessageId, Result};
use uuid::Uuid;

use super::Store;
use super::json::Json;
use crate::error::SqlResult;
use crate::sql::runs as sql;

#[async_trait]
impl Runs for Store {
    async fn open_runs(&self) -> Result<Vec<OpenRun>> {
        let rows: Vec<(Uuid, Json<Run>, String)> = sqlx::query_as(sql::OPEN_RUNS).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(|(group, run, text)| OpenRun { group: GroupId(group), run: run.0, text }).collect())
    }

    async fn checkpoint(&self, group: GroupId, message: MessageId, text: &str) -> Result<()> {
        let text = text.to_owned();
        self.write_one(move |conn| {
            Box::pin(async move {
                sqlx::query(sql::CHECKPOINT).bind(group.0).bind(message.0).bind(text).execute(conn).await.sql()?;
                Ok(())
            })
        })
        .await
    }
}
