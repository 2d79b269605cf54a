//! An outlet: the writing side of one socket. Writes at once what the socket takes, and keeps the rest until it takes more.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::rc::Rc;

use bytes::{Buf, Bytes};
use tokio::net::TcpStream;

/// Frames that may wait for a reader who does not read; more end the connection.
const WAITING_MAX: usize = 4_096;
/// Frames of one write.
const AT_ONCE: usize = 64;

/// The writing side of one socket.
pub struct Outlet {
    stream: Rc<TcpStream>,
    waiting: RefCell<VecDeque<Bytes>>,
}

impl Outlet {
    pub fn new(stream: Rc<TcpStream>) -> Rc<Outlet> {
        Rc::new(Outlet { stream, waiting: RefCell::default() })
    }

    /// Writes whole frames, several with one call to the system.
    ///
    /// # Errors
    /// Where the socket is gone, or its reader too slow.
    pub fn send(self: &Rc<Self>, frames: impl IntoIterator<Item = Bytes>) -> io::Result<()> {
        let mut waiting = self.waiting.borrow_mut();
        let is_blocked = !waiting.is_empty();
        waiting.extend(frames);
        if is_blocked {
            // Whoever drains it takes these too.
            return if waiting.len() > WAITING_MAX { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) };
        }
        if !write(&self.stream, &mut waiting)? {
            tokio::task::spawn_local(self.clone().drain());
        }
        Ok(())
    }

    async fn drain(self: Rc<Self>) {
        loop {
            // A socket that breaks is noticed by its reader.
            if self.stream.writable().await.is_err() {
                return;
            }
            match write(&self.stream, &mut self.waiting.borrow_mut()) {
                Ok(false) => {}
                Ok(true) | Err(_) => return,
            }
        }
    }
}

/// Whether all was written.
fn write(stream: &TcpStream, waiting: &mut VecDeque<Bytes>) -> io::Result<bool> {
    while !waiting.is_empty() {
        let written = if let [only] = waiting.make_contiguous() {
            stream.try_write(only)
        } else {
            let mut slices = [IoSlice::new(&[]); AT_ONCE];
            let count = waiting.len().min(AT_ONCE);
            for (slice, frame) in slices.iter_mut().zip(waiting.iter()) {
                *slice = IoSlice::new(frame);
            }
            stream.try_write_vectored(&slices[..count])
        };
        match written {
            Ok(mut written) => {
                while let Some(first) = waiting.front_mut() {
                    if written < first.len() {
                        first.advance(written);
                        break;
                    }
                    written -= first.len();
                    waiting.pop_front();
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
