//! The live socket: events and signals of all groups of one person, over one connection.

mod handshake;
mod incoming;
mod outgoing;
mod talk;

use axum::extract::State;
use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use tertulia_protocol::Reason;

use crate::App;
use crate::error::Failure;
use crate::openapi::Problems;

/// The longest frame that a client may send, in bytes: a message of 32,000 characters, and its mentions.
const FRAME_MAX_BYTES: usize = 256 * 1024;
/// Kept small, because every idle connection has it, and it is cleared before each look for more. Most frames that clients
/// send fit; larger ones are read in parts.
const READ_BUFFER_BYTES: usize = 1024;
/// How much is gathered before it is written.
const WRITE_BUFFER_BYTES: usize = 4 * 1024;

/// Opens the live socket: text frames of `ClientFrame` and `ServerFrame`.
#[utoipa::path(get, path = "/live", operation_id = "live", tag = "live",
    responses((status = 101, description = "The socket is open."), Problems))]
pub async fn live(
    State(app): State<App>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !handshake::is_from_here(&headers, &app.config.public_url) {
        return Failure::from(Reason::CrossSite).into_response();
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(_) => return Failure::malformed("Open this address with a WebSocket client.").into_response(),
    };
    let caller = match app.caller(&headers).await {
        Ok(caller) => caller,
        Err(failure) if failure.reason() == Reason::SignedOut => None,
        Err(failure) => return failure.into_response(),
    };
    let open = app.sockets.token();
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(FRAME_MAX_BYTES)
        .max_frame_size(FRAME_MAX_BYTES)
        .on_upgrade(move |socket| async move {
            // Boxed, so that the small task that waits for the upgrade does not hold all that a talk holds.
            Box::pin(talk::talk(app, caller, socket)).await;
            drop(open);
        })
}
