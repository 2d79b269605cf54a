//! A client of one person for the REST API, over one connection, from one address of this machine.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpSocket, TcpStream};

/// One person's client.
pub struct Rest {
    sender: SendRequest<Full<Bytes>>,
    host: SocketAddr,
    cookie: Option<String>,
}

impl Rest {
    /// # Errors
    /// Where nobody listens.
    pub async fn connect(to: SocketAddr, from: Ipv4Addr) -> Result<Rest> {
        let stream = connect(to, from).await?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.context("cannot begin with HTTP")?;
        tokio::task::spawn_local(async move {
            if let Err(error) = connection.await {
                eprintln!("a connection broke: {error}");
            }
        });
        Ok(Rest { sender, host: to, cookie: None })
    }

    /// Calls, keeps the cookie that is handed out, and gives what is answered; `null` where that is nothing.
    ///
    /// # Errors
    /// For every answer but success, with what it says.
    pub async fn call(&mut self, verb: &str, path: &str, body: &Value) -> Result<Value> {
        let bytes = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let mut request = http::Request::builder().method(verb).uri(path).header("host", self.host.to_string());
        if !body.is_null() {
            request = request.header("content-type", "application/json");
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Full::new(bytes)).context("cannot write a request")?;
        let response = self.sender.send_request(request).await.with_context(|| format!("{verb} {path} failed"))?;
        let status = response.status();
        let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        if let Some((pair, _)) = cookie.and_then(|cookie| cookie.split_once(';')) {
            self.cookie = Some(pair.to_owned());
        }
        let bytes = response.into_body().collect().await.context("an answer was cut")?.to_bytes();
        if !status.is_success() {
            bail!("{verb} {path} answered {status}: {}", String::from_utf8_lossy(&bytes));
        }
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&bytes).with_context(|| format!("{verb} {path} answered something else than JSON"))
    }

    /// The same client, of whoever has this cookie.
    pub fn signed_in(self, cookie: &str) -> Rest {
        Rest { cookie: Some(cookie.to_owned()), ..self }
    }

    /// The cookie of the session, as it is sent.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }
}

/// A connection from one of this machine's own addresses.
///
/// # Errors
/// Where nobody listens.
pub async fn connect(to: SocketAddr, from: Ipv4Addr) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4().context("cannot make a socket")?;
    socket.bind(SocketAddr::from((from, 0))).with_context(|| format!("cannot come from {from}"))?;
    let stream = socket.connect(to).await.with_context(|| format!("cannot connect to {to}"))?;
    stream.set_nodelay(true).context("cannot set up a socket")?;
    Ok(stream)
}
