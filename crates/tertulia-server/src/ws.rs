//! The live socket: events and signals of all groups of one person, over one connection.

mod frame;
mod handshake;
mod incoming;
mod line;
mod outgoing;
mod talk;
mod voice;

#[cfg(test)]
pub(crate) use frame::read_text;
pub(crate) use frame::text;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use tertulia_protocol::Reason;
use tracing::{debug, error};
use tungstenite::handshake::server::create_response_with_body;

use crate::App;
use crate::error::Failure;
use crate::openapi::Problems;
use crate::serve::Placed;
use line::Line;

/// Why a talk ends.
enum End {
    /// The client went away, or cannot be reached.
    Gone,
    /// We say why.
    Close(u16),
}

/// Opens the live socket: text frames of `ClientFrame` and `ServerFrame`.
#[utoipa::path(get, path = "/live", operation_id = "live", tag = "live",
    responses((status = 101, description = "The socket is open."), Problems))]
pub async fn live(State(app): State<App>, mut request: Request) -> Response {
    if !handshake::is_from_here(request.headers(), &app.config.public_url) {
        return Failure::from(Reason::CrossSite).into_response();
    }
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let (Ok(response), Some(upgrade)) = (create_response_with_body(&request, Body::empty), upgrade) else {
        return Failure::malformed("Open this address with a WebSocket client.").into_response();
    };
    let caller = match app.caller(request.headers()).await {
        Ok(caller) => caller,
        Err(failure) if failure.reason() == Reason::SignedOut => None,
        Err(failure) => return failure.into_response(),
    };
    let open = app.sockets.token();
    tokio::spawn(async move {
        let socket = match upgrade.await {
            Ok(upgraded) => downcast::<TokioIo<Placed>>(upgraded),
            Err(cause) => return debug!(%cause, "a client was gone before its socket was open"),
        };
        match socket {
            Ok(parts) => {
                let line = Line::new(parts.io.into_inner());
                // Boxed, so that the small task that waits for the upgrade does not hold all that a talk holds.
                Box::pin(talk::talk(app, caller, line, parts.read_buf)).await;
            }
            Err(_) => error!("a socket came over a line that is not ours"),
        }
        drop(open);
    });
    response
}
