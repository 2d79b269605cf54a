//! Searching, newest first: what all databases have in common of it.

use async_trait::async_trait;
use tertulia_core::ports::{Hit, Search, SearchQuery};
use tertulia_core::{GroupId, MessageId, Result, Timestamp};
use uuid::Uuid;

use super::super::search as find;
use super::Store;
use super::columns::seq;
use crate::error::SqlResult;

/// The most hits of one answer.
const LIMIT_MAX: u32 = 100;

crate::sql::sql! {
    PLACE_OF = "SELECT row FROM messages WHERE id = $1 AND at_ms = $2";
}

/// Between which rows and times, and how many.
pub(crate) struct Bounds {
    /// Only rows before this one.
    pub before: i64,
    pub from: i64,
    pub until: i64,
    pub limit: i64,
}

/// A hit as it is selected: group, message, place, time.
pub(crate) type HitRow = (Uuid, Uuid, i64, i64);

#[async_trait]
impl Search for Store {
    async fn search(&self, query: SearchQuery) -> Result<Vec<Hit>> {
        let Some(wanted) = find::wanted(&query) else { return Ok(Vec::new()) };
        let mut bounds = Bounds {
            before: i64::MAX,
            from: query.from.map_or(i64::MIN, |t| t.0),
            until: query.until.map_or(i64::MAX, |t| t.0),
            limit: i64::from(query.limit.min(LIMIT_MAX)),
        };
        if let Some((at, message)) = query.before {
            let place: Option<i64> =
                sqlx::query_scalar(PLACE_OF).bind(message.0).bind(at.0).fetch_optional(&self.read).await.sql()?;
            match place {
                Some(place) => bounds.before = place,
                // Its group has been erased meanwhile; time says where to go on.
                None => bounds.until = bounds.until.min(at.0),
            }
        }
        let rows = find::find(self, wanted, &query, bounds).await?;
        let hit = |(group, message, place, at): HitRow| Hit {
            group: GroupId(group),
            message: MessageId(message),
            seq: seq(place),
            at: Timestamp(at),
        };
        Ok(rows.into_iter().map(hit).collect())
    }
}
