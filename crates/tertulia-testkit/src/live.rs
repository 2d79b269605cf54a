//! A live socket, as the web app opens one.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::PATIENCE;

/// An open socket.
pub struct Live {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What came before the group was caught up.
    pub arrival: Vec<Value>,
}

impl Live {
    pub(crate) async fn open(url: &str, cookie: Option<&str>, positions: Value) -> Live {
        let address = format!("{}/api/v1/live", url.replacen("http", "ws", 1));
        let mut request = address.into_client_request().expect("an address");
        if let Some(cookie) = cookie {
            request.headers_mut().insert(http::header::COOKIE, cookie.parse().expect("a header"));
        }
        let (socket, _) = connect_async(request).await.expect("a socket");
        let mut live = Live { socket, arrival: Vec::new() };
        live.send(json!({ "type": "resume", "positions": positions, "active": true })).await;
        loop {
            let frame = live.next().await;
            let is_all = frame["type"] == "caught_up" && frame["group"].is_null();
            live.arrival.push(frame);
            if is_all {
                return live;
            }
        }
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: Value) {
        self.socket.send(Message::text(frame.to_string())).await.expect("open");
    }

    /// The next frame.
    ///
    /// # Panics
    /// Where the socket closes, or nothing comes in time.
    pub async fn next(&mut self) -> Value {
        self.frame().await.unwrap_or_else(|close| panic!("the socket closed: {close:?}"))
    }

    /// Reads until a frame for which `wanted` holds; that frame.
    pub async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await;
            if wanted(&frame) {
                return frame;
            }
        }
    }

    /// Reads until an event of this kind; the event.
    pub async fn event(&mut self, kind: &str) -> Value {
        let frame = self.until(|f| f["type"] == "event" && f["event"]["kind"] == kind).await;
        frame["event"].clone()
    }

    /// Reads until the socket closes; its code, 0 for a line that broke.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err(close) = self.frame().await {
                return close.map_or(0, |c| c.code.into());
            }
        }
    }

    async fn frame(&mut self) -> Result<Value, Option<CloseFrame>> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("a frame in time");
            match message {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(close))) => return Err(close),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }
}
