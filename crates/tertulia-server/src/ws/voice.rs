//! What a client says: the protocol's frames put together again, by a reader that is well kept by others.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use tertulia_protocol::frame::{ClientFrame, close};
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Error, Message, WebSocket};

use super::End;
use super::incoming;
use super::line::{Broken, Line};

/// The longest frame that a client may send, in bytes: a message of 32,000 characters, and its mentions.
const FRAME_MAX_BYTES: usize = 256 * 1024;
/// Kept small, because every idle connection has it, and it is cleared before each look for more. Most frames that clients
/// send fit; larger ones are read in parts.
const READ_BUFFER_BYTES: usize = 1024;

/// What a client did.
pub enum Heard {
    Frame(ClientFrame),
    SignOfLife,
}

/// The reading half of a socket. It answers pings and closes by itself, over the line.
pub struct Voice {
    line: Arc<Line>,
    socket: WebSocket<Ends>,
}

impl Voice {
    /// Listens to a line, from which `begun` was read already.
    pub fn new(line: Arc<Line>, begun: &Bytes) -> Voice {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(FRAME_MAX_BYTES))
            .max_frame_size(Some(FRAME_MAX_BYTES));
        let socket = WebSocket::from_partially_read(Ends(line.clone()), begun.to_vec(), Role::Server, Some(config));
        Voice { line, socket }
    }

    /// What the client does next. Safe to drop and call again.
    ///
    /// # Errors
    /// [`End::Gone`] where the client has left, a reason where it speaks nothing that we know.
    pub async fn hear(&mut self) -> Result<Heard, End> {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    let frame = incoming::read(text.as_bytes()).ok_or(End::Close(close::PROTOCOL_ERROR))?;
                    return Ok(Heard::Frame(frame));
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => return Ok(Heard::SignOfLife),
                Ok(Message::Close(_)) => return Err(End::Gone),
                Ok(Message::Binary(_) | Message::Frame(_)) => return Err(End::Close(close::PROTOCOL_ERROR)),
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.line.readable().await.map_err(|_| End::Gone)?;
                }
                Err(Error::Io(_) | Error::ConnectionClosed | Error::AlreadyClosed) => return Err(End::Gone),
                // Too large, no UTF-8, or no frame at all.
                Err(_) => return Err(End::Close(close::PROTOCOL_ERROR)),
            }
        }
    }

    /// Listens until the client has nothing more to say.
    pub async fn hear_out(&mut self) {
        while let Ok(_) | Err(End::Close(_)) = self.hear().await {
            if !self.socket.can_read() {
                return;
            }
        }
    }
}

/// A line as the protocol's reader knows it.
struct Ends(Arc<Line>);

impl io::Read for Ends {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl io::Write for Ends {
    fn write(&mut self, frame: &[u8]) -> io::Result<usize> {
        match self.0.reply(frame) {
            Ok(()) => Ok(frame.len()),
            Err(Broken) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
