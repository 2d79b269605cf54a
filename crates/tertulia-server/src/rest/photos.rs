//! Photos of people, assistants and groups.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use tertulia_core::BlobId;
use tertulia_engine::PhotoSize;
use tertulia_protocol::GroupView;
use tertulia_protocol::account::Me;
use utoipa::{IntoParams, ToSchema};

use crate::auth::Signed;
use crate::error::ApiResult;
use crate::extract::places::{InGroup, WithId};
use crate::extract::{Json, Path, Query, Upload, Within};
use crate::openapi::{Picture, Problems};
use crate::{App, view};

/// A week. The bytes of a photo never change; another photo has another id.
const CACHE: &str = "private, max-age=604800, immutable";

/// Which size of a photo.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PhotoQuery {
    /// `small`, 96 pixels wide, where absent.
    #[serde(default)]
    #[param(inline)]
    size: Size,
}

/// The sizes in which photos are kept.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Size {
    /// 96 pixels wide.
    #[default]
    Small,
    /// At most 512 pixels wide.
    Large,
}

/// A photo, for whoever may see it: members who share a group with its person, its group's members; assistants' for all.
#[utoipa::path(get, path = "/photos/{id}", operation_id = "photo", tag = "photos", params(WithId, PhotoQuery),
    responses((status = 200, body = Picture, content_type = "image/*"), Problems))]
pub async fn show(
    State(app): State<App>,
    Signed(caller): Signed,
    Path(at): Path<WithId>,
    Query(query): Query<PhotoQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let size = match query.size {
        Size::Small => PhotoSize::Small,
        Size::Large => PhotoSize::Large,
    };
    let photo = app.engine.photo(caller, BlobId(at.id), size).await?;
    let tag = format!("\"{}-{size:?}\"", at.id.simple());
    let about =
        [(header::CACHE_CONTROL, CACHE.to_owned()), (header::ETAG, tag.clone()), (header::VARY, "cookie".into())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((http::StatusCode::NOT_MODIFIED, about).into_response());
    }
    let mut response = (about, photo.bytes).into_response();
    let mime = HeaderValue::from_str(&photo.mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, mime);
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    Ok(response)
}

/// Gives oneself a photo: the raw bytes of a JPEG, PNG, GIF or WebP of up to 10 MiB.
#[utoipa::path(put, path = "/me/photo", operation_id = "set_my_photo", tag = "photos",
    request_body(content = Picture, content_type = "image/*"), responses((status = 200, body = Me), Problems))]
pub async fn set_mine(State(app): State<App>, Signed(caller): Signed, Upload(bytes): Upload) -> ApiResult<Json<Me>> {
    app.engine.set_my_photo(caller, bytes).await?;
    let (profile, account) = app.engine.me(caller).await?;
    Ok(Json(Me::of(&profile, &account)))
}

/// Takes one's own photo away.
#[utoipa::path(delete, path = "/me/photo", operation_id = "remove_my_photo", tag = "photos",
    responses((status = 200, body = Me), Problems))]
pub async fn remove_mine(State(app): State<App>, Signed(caller): Signed) -> ApiResult<Json<Me>> {
    app.engine.remove_my_photo(caller).await?;
    let (profile, account) = app.engine.me(caller).await?;
    Ok(Json(Me::of(&profile, &account)))
}

/// Gives the group a photo: the raw bytes of a JPEG, PNG, GIF or WebP of up to 10 MiB.
#[utoipa::path(put, path = "/groups/{group}/photo", operation_id = "set_group_photo", tag = "photos", params(InGroup),
    request_body(content = Picture, content_type = "image/*"), responses((status = 200, body = GroupView), Problems))]
pub async fn set_of_group(
    State(app): State<App>,
    Within(access): Within,
    Upload(bytes): Upload,
) -> ApiResult<Json<GroupView>> {
    app.engine.set_group_photo(&access, bytes).await?;
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}

/// Takes the group's photo away.
#[utoipa::path(delete, path = "/groups/{group}/photo", operation_id = "remove_group_photo", tag = "photos", params(InGroup),
    responses((status = 200, body = GroupView), Problems))]
pub async fn remove_of_group(State(app): State<App>, Within(access): Within) -> ApiResult<Json<GroupView>> {
    app.engine.remove_group_photo(&access).await?;
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}
