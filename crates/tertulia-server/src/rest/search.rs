//! Search, within a group and across one's groups.

use axum::extract::State;
use tertulia_core::{GroupId, ProfileId};
use tertulia_engine::{FoundMessage, SearchFor};
use tertulia_protocol::Message;
use tertulia_protocol::search::{SearchHit, SearchQuery, SearchResults};

use crate::auth::Signed;
use crate::error::ApiResult;
use crate::extract::{Json, Query};
use crate::openapi::Problems;
use crate::{App, view};

/// Searches the groups of the person who asks, newest first.
#[utoipa::path(get, path = "/search", operation_id = "search", tag = "search", params(SearchQuery),
    responses((status = 200, body = SearchResults), Problems))]
pub async fn search(
    State(app): State<App>,
    Signed(caller): Signed,
    Query(query): Query<SearchQuery>,
) -> ApiResult<Json<SearchResults>> {
    let wanted = SearchFor {
        text: query.q.unwrap_or_default(),
        group: query.group.map(GroupId),
        author: query.author.map(ProfileId),
        from: query.from.map(Into::into),
        until: query.until.map(Into::into),
        cursor: query.cursor,
        limit: None,
    };
    let found = app.engine.search(caller, wanted).await?;
    let hit = |hit: &FoundMessage| SearchHit {
        // Its own place, so that a reader applies whatever came since.
        message: Message::of(hit.group, hit.message.seq, &hit.message),
        group_name: hit.group_name.as_str().to_owned(),
    };
    Ok(Json(SearchResults {
        hits: found.hits.iter().map(hit).collect(),
        profiles: view::profiles(&found.profiles),
        cursor: found.cursor,
    }))
}
