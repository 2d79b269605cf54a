//! What is written to the socket.

use std::sync::LazyLock;

use bytes::Bytes;
use tertulia_core::{Error, Result, Timestamp};
use tertulia_engine::{Connection, Outgoing};
use tertulia_protocol::account::Me;
use tertulia_protocol::{ServerFrame, Time};

use super::frame::sign_of_life;
use crate::{App, encode, view, web};

/// The frame of what the engine hands out; `None` for what is none.
pub fn frame(outgoing: Outgoing) -> Option<Bytes> {
    match outgoing {
        Outgoing::Frame(frame) => Some(frame),
        Outgoing::View(group) => Some(message(&ServerFrame::Group { view: view::group(&group) })),
        Outgoing::CaughtUp(place) => {
            let (group, seq) = place.map(|(group, seq)| (group.0, seq.0)).unzip();
            Some(message(&ServerFrame::CaughtUp { group, seq }))
        }
        Outgoing::Close(_) => None,
    }
}

/// A frame of our own making.
pub fn message(frame: &ServerFrame) -> Bytes {
    encode::write(frame)
}

/// A sign of life.
pub fn ping() -> Bytes {
    static SIGN: LazyLock<Bytes> = LazyLock::new(|| sign_of_life(br#"{"type":"ping"}"#));
    SIGN.clone()
}

/// The first frame of a connection.
///
/// # Errors
/// What the store says.
pub async fn welcome(app: &App, connection: &Connection) -> Result<Bytes, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ws::frame::read_text;

    #[test]
    fn the_sign_of_life_is_the_protocols_own() {
        assert_eq!(read_text(&ping()), read_text(&message(&ServerFrame::Ping)));
    }

    #[test]
    fn caught_up_names_a_group_or_none() {
        let written = |outgoing| read_text(&frame(outgoing).expect("a frame"));
        assert_eq!(written(Outgoing::CaughtUp(None)), r#"{"type":"caught_up"}"#);
        let group = tertulia_core::GroupId(uuid::Uuid::nil());
        let place = Outgoing::CaughtUp(Some((group, tertulia_core::Seq(7))));
        assert!(written(place).ends_with(r#","seq":7}"#));
    }
}
