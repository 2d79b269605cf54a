//! One member's socket.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::Shared;
use crate::outlet::Outlet;
use crate::system;
use crate::websocket::{self, Opcode};

/// The longest answer to a handshake.
const HEAD_MAX_BYTES: usize = 8 * 1024;

/// An open socket. Its reader ends with it.
pub struct Member {
    outlet: Rc<Outlet>,
    reader: tokio::task::JoinHandle<()>,
}

impl Member {
    /// Opens a socket and waits until the system says that the member hears everything.
    pub async fn open(
        shared: Rc<Shared>,
        server: SocketAddr,
        seat: &system::Member,
        group: usize,
        member: usize,
    ) -> Result<Rc<Member>> {
        let mut stream = system::connect(server, seat.from).await?;
        let rest = shake_hands(&mut stream, server, seat).await?;
        let stream = Rc::new(stream);
        let outlet = Outlet::new(stream.clone());
        let welcomed = Rc::new(Notify::new());
        let greeting = shared.system.greeting();
        let ear = Ear {
            shared: shared.clone(),
            stream,
            outlet: outlet.clone(),
            rest,
            group,
            member,
            welcomed: welcomed.clone(),
            is_welcome: Cell::new(greeting.is_none()),
        };
        let reader = tokio::task::spawn_local(async move {
            let shared = ear.shared.clone();
            if let Err(error) = ear.listen().await {
                eprintln!("a member's socket ended: {error:#}");
                shared.broken.set(Some("a member's socket ended"));
                shared.arrived.notify_one();
            }
        });
        let opened = Member { outlet, reader };
        if let Some(greeting) = greeting {
            opened.say(&greeting)?;
            welcomed.notified().await;
        }
        Ok(Rc::new(opened))
    }

    /// Sends a text.
    pub fn say(&self, text: &str) -> Result<()> {
        let frame = Bytes::from(websocket::from_client(Opcode::Text, text.as_bytes()));
        self.outlet.send([frame]).context("cannot write to a member's socket")
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// The reading side.
struct Ear {
    shared: Rc<Shared>,
    stream: Rc<TcpStream>,
    outlet: Rc<Outlet>,
    /// What has not arrived whole.
    rest: Vec<u8>,
    group: usize,
    member: usize,
    welcomed: Rc<Notify>,
    is_welcome: Cell<bool>,
}

impl Ear {
    async fn listen(mut self) -> Result<()> {
        let mut rest = std::mem::take(&mut self.rest);
        let taken = self.take(&mut rest)?;
        rest.drain(..taken);
        loop {
            self.stream.readable().await.context("cannot wait for a socket")?;
            let mut buffer = self.shared.buffer.borrow_mut();
            match self.stream.try_read(&mut buffer) {
                Ok(0) => bail!("the server closed it"),
                Ok(read) if rest.is_empty() => {
                    let taken = self.take(&mut buffer[..read])?;
                    rest.extend_from_slice(&buffer[taken..read]);
                }
                Ok(read) => {
                    rest.extend_from_slice(&buffer[..read]);
                    let taken = self.take(&mut rest)?;
                    rest.drain(..taken);
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error).context("cannot read a socket"),
            }
        }
    }

    /// Takes all whole frames; how many bytes they were.
    fn take(&self, bytes: &mut [u8]) -> Result<usize> {
        let mut taken = 0;
        while let Some((frame, length)) = websocket::read(&mut bytes[taken..])? {
            match frame.opcode {
                Opcode::Text if !self.is_welcome.get() => {
                    if self.shared.system.is_welcome(frame.payload) {
                        self.is_welcome.set(true);
                        self.welcomed.notify_one();
                    }
                }
                Opcode::Text => {
                    let (system, mut ledger) = (&self.shared.system, self.shared.ledger.borrow_mut());
                    if system.is_delivery(frame.payload) {
                        ledger.arrived(frame.payload, self.group, self.member);
                    } else if system.is_refusal(frame.payload) {
                        ledger.refused(self.group);
                    }
                    if ledger.is_complete() {
                        self.shared.arrived.notify_one();
                    }
                }
                Opcode::Ping => {
                    let pong = websocket::from_client(Opcode::Pong, frame.payload);
                    self.outlet.send([pong.into()]).context("cannot answer a ping")?;
                }
                Opcode::Pong => {}
                Opcode::Close => {
                    let code = frame.payload.get(..2).map_or(0, |code| u16::from_be_bytes([code[0], code[1]]));
                    bail!("the server closed it with {code}");
                }
            }
            taken += length;
        }
        Ok(taken)
    }
}

/// Asks for the socket; what has already been said on it.
async fn shake_hands(stream: &mut TcpStream, server: SocketAddr, seat: &system::Member) -> Result<Vec<u8>> {
    let mut request = format!(
        "GET {} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        seat.path
    );
    for (name, value) in &seat.headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.context("cannot ask for a socket")?;
    let mut head = Vec::new();
    loop {
        if let Some(end) = memchr::memmem::find(&head, b"\r\n\r\n") {
            let rest = head.split_off(end + 4);
            if !head.starts_with(b"HTTP/1.1 101 ") {
                bail!("a socket was refused: {} {}", String::from_utf8_lossy(&head), String::from_utf8_lossy(&rest));
            }
            return Ok(rest);
        }
        if head.len() > HEAD_MAX_BYTES || stream.read_buf(&mut head).await.context("cannot read an answer")? == 0 {
            bail!("a handshake got no whole answer");
        }
    }
}
