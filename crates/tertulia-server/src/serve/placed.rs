//! A connection and its place in the house.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Sleep;

/// What a client says that speaks HTTP/2, before its first frame.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The head of that frame, in bytes.
const FRAME_HEAD: usize = 9;

/// A connection with its place in the house, which is free again when the line is closed, by whoever holds it then.
pub struct Placed {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
    greeting: Option<Greeting>,
}

/// The first bytes on a line. Until they tell what is spoken nobody else counts the time: whoever connects and says nothing
/// would have the place for ever.
struct Greeting {
    deadline: Pin<Box<Sleep>>,
    heard: usize,
}

impl Placed {
    /// A connection on which somebody has to say something within `patience`.
    pub fn new(stream: TcpStream, place: OwnedSemaphorePermit, patience: Duration) -> Placed {
        let greeting = Greeting { deadline: Box::pin(tokio::time::sleep(patience)), heard: 0 };
        Placed { stream, _place: place, greeting: Some(greeting) }
    }

    /// The connection beneath, for who has taken over what is spoken on it.
    pub fn stream(&self) -> &TcpStream {
        &self.stream
    }
}

impl Greeting {
    /// Hears more; whether it is known now what is spoken.
    fn hear(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if PREFACE.get(self.heard).is_some_and(|expected| expected != byte) {
                return true;
            }
            self.heard += 1;
        }
        self.heard >= PREFACE.len() + FRAME_HEAD
    }
}

impl AsyncRead for Placed {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        let Some(greeting) = &mut self.greeting else { return polled };
        if polled.is_ready() {
            if greeting.hear(&buf.filled()[before..]) {
                self.greeting = None;
            }
        } else if greeting.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        polled
    }
}

impl AsyncWrite for Placed {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
