//! Messages: reading a thread, and saying, changing and marking things in it.

use axum::extract::State;
use tertulia_core::ports::Page;
use tertulia_core::{Emoji, MessageId, Seq};
use tertulia_engine::{Access, Content, ForwardFrom, NewMessage, PAGE_MAX};
use tertulia_protocol::Message;
use tertulia_protocol::thread::{
    Changed, EditMessage, OneMessage, Page as PageView, PageQuery, PostMessage, Posted, Version,
};
use uuid::Uuid;

use crate::error::{ApiResult, Failure};
use crate::extract::places::{AtMessage, AtReaction, InGroup};
use crate::extract::{Json, Path, Query, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// How many messages a page has where the caller does not say.
const PAGE: u32 = 50;

/// A part of the thread.
#[utoipa::path(get, path = "/groups/{group}/messages", operation_id = "messages", tag = "messages",
    params(InGroup, PageQuery), responses((status = 200, body = PageView), Problems))]
pub async fn page(
    State(app): State<App>,
    Within(access): Within,
    Query(query): Query<PageQuery>,
) -> ApiResult<Json<PageView>> {
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(Failure::malformed(format!("The field limit is between 1 and {PAGE_MAX}.")));
    }
    let page = match (query.before, query.after, query.around) {
        (None, None, None) => Page::Newest,
        (Some(at), None, None) => Page::Before(place(&app, &access, &at).await?),
        (None, Some(at), None) => Page::After(place(&app, &access, &at).await?),
        (None, None, Some(at)) => Page::Around(place(&app, &access, &at).await?),
        _ => return Err(Failure::malformed("Give one of before, after and around, not more.")),
    };
    let found = app.engine.page(&access, page, limit).await?;
    let history = app.engine.group_events(&access, page, &found).await?;
    let mut named = app.engine.profiles_in(&found.messages).await?;
    named.extend(history.profiles.iter().filter(|p| !named.iter().any(|n| n.id == p.id)).cloned().collect::<Vec<_>>());
    let running = found.messages.iter().filter(|m| m.is_running());
    let partials: Vec<_> = running.filter_map(|m| app.engine.partial(m.id)).collect();
    let group = access.group_id();
    let event = |e: &tertulia_core::Event| {
        let joiner = history.profiles.iter().find(|p| p.id == e.stamp.author);
        tertulia_protocol::Event::of(group, e, joiner)
    };
    let events = history.events.iter().map(event).collect();
    Ok(Json(view::page(group, &found, events, &named, &partials)))
}

/// One message.
#[utoipa::path(get, path = "/groups/{group}/messages/{message}", operation_id = "message", tag = "messages",
    params(AtMessage), responses((status = 200, body = OneMessage), Problems))]
pub async fn show(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<OneMessage>> {
    let message = app.engine.message(&access, MessageId(at.message)).await?;
    let profiles = app.engine.profiles_in(std::slice::from_ref(&message)).await?;
    // The head on entering, before the message was read: what came since is applied again without harm.
    let message = Message::of(access.group_id(), access.group().head, &message);
    Ok(Json(OneMessage { message, profiles: view::profiles(&profiles) }))
}

/// Says something, or copies a message. A retry with the same id changes nothing and gives the same answer.
#[utoipa::path(post, path = "/groups/{group}/messages", operation_id = "post_message", tag = "messages", params(InGroup),
    responses((status = 200, body = Posted), Problems))]
pub async fn post(
    State(app): State<App>,
    Within(access): Within,
    Json(request): Json<PostMessage>,
) -> ApiResult<Json<Posted>> {
    let id = MessageId(request.id);
    let committed = app.engine.post(&access, new_message(request)?).await?;
    let message = app.engine.message(&access, id).await?;
    let message = Message::of(access.group_id(), committed.seq, &message);
    Ok(Json(Posted { seq: committed.seq.0, message }))
}

/// Changes what one's own message says. Earlier versions stay readable.
#[utoipa::path(patch, path = "/groups/{group}/messages/{message}", operation_id = "edit_message", tag = "messages",
    params(AtMessage), responses((status = 200, body = Changed), Problems))]
pub async fn edit(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
    Json(request): Json<EditMessage>,
) -> ApiResult<Json<Changed>> {
    let committed = app.engine.edit(&access, MessageId(at.message), request.body.into()).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// Deletes a message: a tombstone stays, its content is erased.
#[utoipa::path(delete, path = "/groups/{group}/messages/{message}", operation_id = "delete_message", tag = "messages",
    params(AtMessage), responses((status = 200, body = Changed), Problems))]
pub async fn delete(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Changed>> {
    let committed = app.engine.delete(&access, MessageId(at.message)).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// What a message said before it was edited, oldest first.
#[utoipa::path(get, path = "/groups/{group}/messages/{message}/versions", operation_id = "versions", tag = "messages",
    params(AtMessage), responses((status = 200, body = [Version]), Problems))]
pub async fn versions(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Vec<Version>>> {
    let versions = app.engine.versions(&access, MessageId(at.message)).await?;
    Ok(Json(versions.iter().map(Version::from).collect()))
}

/// Reacts with an emoji.
#[utoipa::path(put, path = "/groups/{group}/messages/{message}/reactions/{emoji}", operation_id = "react", tag = "messages",
    params(AtReaction), responses((status = 200, body = Changed), Problems))]
pub async fn react(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtReaction>,
) -> ApiResult<Json<Changed>> {
    let emoji = Emoji::parse(&at.emoji)?;
    let committed = app.engine.react(&access, MessageId(at.message), emoji, true).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// Takes a reaction back.
#[utoipa::path(delete, path = "/groups/{group}/messages/{message}/reactions/{emoji}", operation_id = "unreact",
    tag = "messages", params(AtReaction), responses((status = 200, body = Changed), Problems))]
pub async fn unreact(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtReaction>,
) -> ApiResult<Json<Changed>> {
    let emoji = Emoji::parse(&at.emoji)?;
    let committed = app.engine.react(&access, MessageId(at.message), emoji, false).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// Pins a message for all.
#[utoipa::path(put, path = "/groups/{group}/messages/{message}/pin", operation_id = "pin", tag = "messages",
    params(AtMessage), responses((status = 200, body = Changed), Problems))]
pub async fn pin(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Changed>> {
    let committed = app.engine.pin(&access, MessageId(at.message), true).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// Unpins a message for all.
#[utoipa::path(delete, path = "/groups/{group}/messages/{message}/pin", operation_id = "unpin", tag = "messages",
    params(AtMessage), responses((status = 200, body = Changed), Problems))]
pub async fn unpin(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Changed>> {
    let committed = app.engine.pin(&access, MessageId(at.message), false).await?;
    Ok(Json(Changed { seq: committed.seq.0 }))
}

/// The pinned messages, in the order of pinning.
#[utoipa::path(get, path = "/groups/{group}/pins", operation_id = "pins", tag = "messages", params(InGroup),
    responses((status = 200, body = PageView), Problems))]
pub async fn pins(State(app): State<App>, Within(access): Within) -> ApiResult<Json<PageView>> {
    let (group, head) = (access.group_id(), access.group().head);
    let messages = app.engine.pinned(&access).await?;
    let named = app.engine.profiles_in(&messages).await?;
    let found = tertulia_core::ports::MessagePage { messages, head, has_older: false, has_newer: false };
    Ok(Json(view::page(group, &found, Vec::new(), &named, &[])))
}

/// What a request wants to post; the socket asks the same.
///
/// # Errors
/// `malformed` where it says nothing, or both says and copies.
pub fn new_message(request: PostMessage) -> Result<NewMessage, Failure> {
    let content = match (request.body, request.forward) {
        (Some(body), None) => Content::Written(body.into()),
        (None, Some(from)) => {
            let (group, message) = (from.group.into(), from.message.into());
            Content::Forwarded(ForwardFrom { group, message })
        }
        (None, None) | (Some(_), Some(_)) => {
            return Err(Failure::malformed("Give one of body and forward, not both and not none."));
        }
    };
    Ok(NewMessage { id: request.id.into(), reply_to: request.reply_to.map(Into::into), content })
}

/// A place in the thread: a `seq`, or that of the message with this id.
async fn place(app: &App, access: &Access, text: &str) -> ApiResult<Seq> {
    if let Ok(seq) = text.parse() {
        return Ok(Seq(seq));
    }
    match Uuid::try_parse(text) {
        Ok(id) => Ok(app.engine.message(access, MessageId(id)).await?.seq),
        Err(_) => Err(Failure::malformed("A place is a seq or the id of a message.")),
    }
}
