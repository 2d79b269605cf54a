//! Invites: the links of a group, and what becomes of whoever opens one.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::InviteId;
use tertulia_protocol::account::LinkSecret;
use tertulia_protocol::invite::{Invite, InvitePreview, InviteTerms, Redeemed};

use crate::auth::{Signed, Visitor};
use crate::error::ApiResult;
use crate::extract::places::{InGroup, OfInvite};
use crate::extract::{Client, Json, JsonOrDefault, Path, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// The links of the group, oldest first. Makes the plain first one if there is none.
#[utoipa::path(get, path = "/groups/{group}/invites", operation_id = "invites", tag = "invites", params(InGroup),
    responses((status = 200, body = [Invite]), Problems))]
pub async fn list(State(app): State<App>, Within(access): Within) -> ApiResult<Json<Vec<Invite>>> {
    Ok(Json(app.engine.invites(&access).await?.iter().map(view::invite).collect()))
}

/// Makes a link.
#[utoipa::path(post, path = "/groups/{group}/invites", operation_id = "create_invite", tag = "invites", params(InGroup),
    request_body = InviteTerms, responses((status = 201, body = Invite), Problems))]
pub async fn create(
    State(app): State<App>,
    Within(access): Within,
    JsonOrDefault(request): JsonOrDefault<InviteTerms>,
) -> ApiResult<(StatusCode, Json<Invite>)> {
    let invite = app.engine.create_invite(&access, terms(request)).await?;
    Ok((StatusCode::CREATED, Json(view::invite(&invite))))
}

/// Changes what a link says; the link stays the same.
#[utoipa::path(patch, path = "/groups/{group}/invites/{invite}", operation_id = "change_invite", tag = "invites",
    params(OfInvite), responses((status = 200, body = Invite), Problems))]
pub async fn change(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfInvite>,
    Json(request): Json<InviteTerms>,
) -> ApiResult<Json<Invite>> {
    let invite = app.engine.change_invite(&access, InviteId(at.invite), terms(request)).await?;
    Ok(Json(view::invite(&invite)))
}

/// Gives a link another secret: the old one stops at once.
#[utoipa::path(post, path = "/groups/{group}/invites/{invite}/reset", operation_id = "reset_invite", tag = "invites",
    params(OfInvite), responses((status = 200, body = Invite), Problems))]
pub async fn reset(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfInvite>,
) -> ApiResult<Json<Invite>> {
    Ok(Json(view::invite(&app.engine.reset_invite(&access, InviteId(at.invite)).await?)))
}

/// Removes a link.
#[utoipa::path(delete, path = "/groups/{group}/invites/{invite}", operation_id = "remove_invite", tag = "invites",
    params(OfInvite), responses((status = 204, description = "It works no more."), Problems))]
pub async fn remove(State(app): State<App>, Within(access): Within, Path(at): Path<OfInvite>) -> ApiResult<StatusCode> {
    app.engine.remove_invite(&access, InviteId(at.invite)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a link leads to. A wrong, an expired and a foreign link get the same answer.
#[utoipa::path(post, path = "/invites/preview", operation_id = "preview_invite", tag = "invites",
    security((), ("session" = []), ("token" = [])), responses((status = 200, body = InvitePreview), Problems))]
pub async fn preview(
    State(app): State<App>,
    Client(address): Client,
    Visitor(caller): Visitor,
    Json(request): Json<LinkSecret>,
) -> ApiResult<Json<InvitePreview>> {
    app.limits.invites.count(address)?;
    Ok(Json(view::invite_preview(&app.engine.preview_invite(caller, &request.secret).await?)))
}

/// Says yes to a link: a member at once, or after a member's approval.
#[utoipa::path(post, path = "/invites/redeem", operation_id = "redeem_invite", tag = "invites",
    responses((status = 200, body = Redeemed), Problems))]
pub async fn redeem(
    State(app): State<App>,
    Client(address): Client,
    Signed(caller): Signed,
    Json(request): Json<LinkSecret>,
) -> ApiResult<Json<Redeemed>> {
    app.limits.invites.count(address)?;
    Ok(Json(view::redeemed(app.engine.redeem_invite(caller, &request.secret).await?)))
}

fn terms(request: InviteTerms) -> tertulia_engine::InviteTerms {
    tertulia_engine::InviteTerms {
        expires_in_seconds: request.expires_in_seconds,
        max_uses: request.max_uses,
        approval: request.approval,
        newcomers: request.newcomers.map(Into::into),
    }
}
