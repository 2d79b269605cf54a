//! The yardstick: a relay that does what every durable group chat must do, and nothing else.
//!
//! It knows no accounts, no rules, no history and no JSON. A text that arrives goes into the log; all texts of all groups
//! that wait are written with one `write` and made durable with one `fdatasync`; then each is handed to every connection of
//! its group, encoded once, the same bytes for all, several of them in one `writev`. One thread serves all sockets, one
//! writes the log, and both share the server's core. A socket that is idle holds no buffer at all.

mod log;
mod peers;

use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::outlet::Outlet;
use crate::websocket::{self, Opcode};
use log::{Log, Record};
use peers::Peers;

/// How much is read at once; one such buffer serves all connections.
const READ_BYTES: usize = 4 * 1024;
/// The longest head of a handshake.
const HEAD_MAX_BYTES: usize = 4 * 1024;

/// Serves until it is killed.
///
/// # Errors
/// Where the address is in use, or the log cannot be written.
pub async fn serve(listen: SocketAddr, log: &Path) -> Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let peers = Rc::new(Peers::default());
    let (log, mut durable) = Log::open(log)?;
    let delivering = tokio::task::spawn_local({
        let peers = peers.clone();
        async move {
            while let Some(batch) = durable.recv().await {
                peers.deliver(batch?);
            }
            bail!("the log ended")
        }
    });
    let buffer = Rc::new(RefCell::new(vec![0; READ_BYTES]));
    let accepting = async {
        loop {
            let (stream, _) = listener.accept().await.context("cannot accept")?;
            stream.set_nodelay(true).context("cannot set up a socket")?;
            let (peers, log, buffer) = (peers.clone(), log.clone(), buffer.clone());
            tokio::task::spawn_local(async move {
                if let Err(error) = attend(stream, &peers, &log, &buffer).await {
                    eprintln!("a connection ended: {error:#}");
                }
            });
        }
    };
    tokio::select! {
        ended = accepting => ended,
        ended = delivering => ended.context("the delivery ended")?,
    }
}

async fn attend(mut stream: TcpStream, peers: &Rc<Peers>, log: &Log, buffer: &RefCell<Vec<u8>>) -> Result<()> {
    let group = shake_hands(&mut stream).await?;
    let stream = Rc::new(stream);
    let outlet = Outlet::new(stream.clone());
    let _seat = peers.seat(group, outlet.clone());
    // What has not arrived whole; mostly empty, and then without memory.
    let mut rest: Vec<u8> = Vec::new();
    loop {
        stream.readable().await.context("cannot wait for a socket")?;
        let mut records = Vec::new();
        let is_open = {
            let mut buffer = buffer.borrow_mut();
            match stream.try_read(&mut buffer) {
                Ok(0) => false,
                Ok(read) if rest.is_empty() => {
                    let taken = take(&mut buffer[..read], group, &outlet, &mut records)?;
                    rest.extend_from_slice(&buffer[taken..read]);
                    true
                }
                Ok(read) => {
                    rest.extend_from_slice(&buffer[..read]);
                    let taken = take(&mut rest, group, &outlet, &mut records)?;
                    rest.drain(..taken);
                    if rest.is_empty() {
                        rest = Vec::new();
                    }
                    true
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => true,
                Err(error) => return Err(error).context("cannot read a socket"),
            }
        };
        for record in records {
            log.append(record).await?;
        }
        if !is_open {
            return Ok(());
        }
    }
}

/// Takes all whole frames; how many bytes they were.
fn take(bytes: &mut [u8], group: u32, outlet: &Rc<Outlet>, records: &mut Vec<Record>) -> Result<usize> {
    let mut taken = 0;
    while let Some((frame, length)) = websocket::read(&mut bytes[taken..])? {
        match frame.opcode {
            Opcode::Text => {
                let frame = Bytes::from(websocket::from_server(Opcode::Text, frame.payload));
                records.push(Record { group, frame });
            }
            Opcode::Ping => {
                let pong = websocket::from_server(Opcode::Pong, frame.payload);
                outlet.send([pong.into()]).context("cannot answer a ping")?;
            }
            Opcode::Pong => {}
            Opcode::Close => bail!("closed by the client"),
        }
        taken += length;
    }
    Ok(taken)
}

/// Reads `GET /<group>` and answers it; which group.
async fn shake_hands(stream: &mut TcpStream) -> Result<u32> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > HEAD_MAX_BYTES {
            bail!("the handshake is longer than {HEAD_MAX_BYTES} bytes");
        }
        if stream.read_buf(&mut head).await.context("cannot read a handshake")? == 0 {
            bail!("the handshake was cut");
        }
    }
    let head = std::str::from_utf8(&head).context("the handshake is no text")?;
    let group = head
        .strip_prefix("GET /")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(group, _)| group.parse().ok())
        .context("the handshake names no group")?;
    let key = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))
        .map(|(_, value)| value.trim())
        .context("the handshake has no key")?;
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n",
        websocket::accept(key)
    );
    stream.write_all(answer.as_bytes()).await.context("cannot answer a handshake")?;
    Ok(group)
}
