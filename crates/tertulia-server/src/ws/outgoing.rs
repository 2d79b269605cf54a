//! What is written to the socket.

use axum::extract::ws::{Message, Utf8Bytes};
use bytes::Bytes;
use tertulia_core::{Error, Result, Timestamp};
use tertulia_engine::{Connection, Outgoing};
use tertulia_protocol::account::Me;
use tertulia_protocol::{ServerFrame, Time};
use tracing::error;

use crate::{App, encode, view, web};

/// The frame of what the engine hands out; `None` for what is none.
pub fn frame(outgoing: Outgoing) -> Option<Message> {
    match outgoing {
        Outgoing::Frame(bytes) => text(bytes),
        Outgoing::View(group) => Some(message(&ServerFrame::Group { view: view::group(&group) })),
        Outgoing::CaughtUp(place) => {
            let (group, seq) = place.map(|(group, seq)| (group.0, seq.0)).unzip();
            Some(message(&ServerFrame::CaughtUp { group, seq }))
        }
        Outgoing::Close(_) => None,
    }
}

/// A frame of our own making.
pub fn message(frame: &ServerFrame) -> Message {
    text(encode::write(frame)).expect("JSON is UTF-8")
}

/// A sign of life.
pub fn ping() -> Message {
    Message::Text(Utf8Bytes::from_static(r#"{"type":"ping"}"#))
}

/// The first frame of a connection.
///
/// # Errors
/// What the store says.
pub async fn welcome(app: &App, connection: &Connection) -> Result<Message, Error> {
    let (profile, account) = app.engine.me(connection.caller()).await?;
    let instance = view::instance(app.engine.instance().await?, app.config.is_insecure());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(message(&ServerFrame::Welcome {
        connection: connection.id(),
        now: Time(Timestamp(i64::try_from(now.as_millis()).unwrap_or(i64::MAX))),
        me: Me::of(&profile, &account),
        instance,
        version: web::version(),
    }))
}

/// The engine's encoder is ours, so this is text; looked at all the same, because nothing else may go out.
fn text(bytes: Bytes) -> Option<Message> {
    match Utf8Bytes::try_from(bytes) {
        Ok(text) => Some(Message::Text(text)),
        Err(_) => {
            error!("a frame was no UTF-8 and was not sent");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_of_life_is_the_protocols_own() {
        assert_eq!(ping(), message(&ServerFrame::Ping));
    }

    #[test]
    fn caught_up_names_a_group_or_none() {
        let written = |outgoing| frame(outgoing).expect("a frame").into_text().expect("text").as_str().to_owned();
        assert_eq!(written(Outgoing::CaughtUp(None)), r#"{"type":"caught_up"}"#);
        let group = tertulia_core::GroupId(uuid::Uuid::nil());
        let place = Outgoing::CaughtUp(Some((group, tertulia_core::Seq(7))));
        assert!(written(place).ends_with(r#","seq":7}"#));
    }
}
