//! The line to one client: everybody who has a frame for it writes it here, at once where the line takes it.
//!
//! A frame is written by whoever has it: the group's actor for what everybody gets, the connection's task for the rest. Only
//! what the system does not take at once waits, in order, until the connection's task finds the line free again.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Buf, Bytes};
use tertulia_engine::Outlet;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use crate::serve::Placed;

/// How many frames, and how many bytes of them, wait for a reader before the reader is too slow.
const WAITING_MAX: usize = 512;
const WAITING_MAX_BYTES: usize = 4 * 1024 * 1024;
/// The bytes that may wait while a frame of the connection's own task goes in as well; more have to be read first.
const OWN_MAX_BYTES: usize = 64 * 1024;
/// How many frames are written by one call.
const AT_ONCE: usize = 64;

/// The reader is gone, or took longer than patience lasts.
#[derive(Debug)]
pub struct Broken;

/// One line.
pub struct Line {
    socket: Placed,
    queue: Mutex<Queue>,
    /// Something waits that the system did not take.
    stuck: Notify,
}

#[derive(Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// How many frames may be kept back, to be written together with what follows at once.
    kept_back: usize,
    /// Since when the system takes nothing; `None` where it does.
    stuck_since: Option<Instant>,
    /// The first frame is written in part.
    is_begun: bool,
    is_broken: bool,
}

impl Line {
    pub fn new(socket: Placed) -> Line {
        Line { socket, queue: Mutex::default(), stuck: Notify::new() }
    }

    /// Keeps up to `frames` back until [`Line::release`], so that one call writes them with what follows at once.
    pub fn keep_back(&self, frames: usize) {
        self.queue().kept_back = frames;
    }

    /// Writes what was kept back.
    pub fn release(&self) {
        let mut queue = self.queue();
        queue.kept_back = 0;
        self.write(&mut queue);
    }

    /// Writes a frame of the connection's own task, after all that waits; waits for the reader where that is too much.
    ///
    /// # Errors
    /// [`Broken`].
    pub async fn say(&self, frame: Bytes, patience: Duration) -> Result<(), Broken> {
        let waits = {
            let mut queue = self.queue();
            self.push(&mut queue, frame);
            queue.bytes
        };
        if waits <= OWN_MAX_BYTES {
            return if self.queue().is_broken { Err(Broken) } else { Ok(()) };
        }
        self.drain(patience).await
    }

    /// Writes what waits whenever the system takes it, and never ends.
    ///
    /// # Errors
    /// [`Broken`].
    pub async fn unstick(&self, patience: Duration) -> Result<std::convert::Infallible, Broken> {
        loop {
            self.drain(patience).await?;
            self.stuck.notified().await;
        }
    }

    /// Waits until all is written.
    ///
    /// # Errors
    /// [`Broken`].
    async fn drain(&self, patience: Duration) -> Result<(), Broken> {
        loop {
            let since = {
                let mut queue = self.queue();
                if queue.stuck_since.is_some() || queue.bytes > OWN_MAX_BYTES {
                    self.write(&mut queue);
                }
                match (queue.is_broken, queue.stuck_since) {
                    (true, _) => return Err(Broken),
                    (false, None) => return Ok(()),
                    (false, Some(since)) => since,
                }
            };
            match timeout_at(since + patience, self.socket.stream().writable()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return Err(Broken),
            }
        }
    }

    /// The last frame: what has not begun to be written is dropped, so that even who does not read hears it soon.
    pub fn say_last(&self, frame: Bytes) {
        let mut queue = self.queue();
        let begun = usize::from(queue.is_begun);
        queue.frames.truncate(begun);
        queue.bytes = queue.frames.iter().map(Bytes::len).sum();
        queue.kept_back = 0;
        self.push(&mut queue, frame);
    }

    /// Waits until there may be something to read.
    pub async fn readable(&self) -> io::Result<()> {
        self.socket.stream().readable().await
    }

    /// Reads what is there.
    ///
    /// # Errors
    /// `WouldBlock` where nothing is there.
    pub fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.stream().try_read(buffer)
    }

    /// Writes a frame that answers one of the protocol's own.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn reply(&self, frame: &[u8]) -> Result<(), Broken> {
        let mut queue = self.queue();
        self.push(&mut queue, Bytes::copy_from_slice(frame));
        if queue.is_broken { Err(Broken) } else { Ok(()) }
    }

    fn push(&self, queue: &mut Queue, frame: Bytes) {
        if queue.is_broken {
            return;
        }
        queue.bytes += frame.len();
        queue.frames.push_back(frame);
        if queue.stuck_since.is_none() && queue.frames.len() > queue.kept_back {
            self.write(queue);
        }
    }

    /// Writes as much as the system takes.
    fn write(&self, queue: &mut Queue) {
        while !queue.frames.is_empty() && !queue.is_broken {
            let written = match queue.frames.make_contiguous() {
                [frame] => self.socket.stream().try_write(frame),
                frames => {
                    let slices: Vec<_> = frames.iter().take(AT_ONCE).map(|f| IoSlice::new(f)).collect();
                    self.socket.stream().try_write_vectored(&slices)
                }
            };
            match written {
                Ok(0) => queue.is_broken = true,
                Ok(bytes) => {
                    queue.advance(bytes);
                    queue.stuck_since = None;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if queue.stuck_since.is_none() {
                        queue.stuck_since = Some(Instant::now());
                        self.stuck.notify_one();
                    }
                    return;
                }
                Err(_) => queue.is_broken = true,
            }
        }
        if queue.is_broken {
            self.stuck.notify_one();
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn advance(&mut self, mut written: usize) {
        self.bytes -= written;
        while let Some(frame) = self.frames.front_mut() {
            if written < frame.len() {
                self.is_begun |= written > 0;
                frame.advance(written);
                return;
            }
            written -= frame.len();
            self.is_begun = false;
            self.frames.pop_front();
        }
        // Mostly nothing waits, on thousands of lines.
        self.frames.shrink_to_fit();
    }
}

impl Outlet for Line {
    fn send(&self, frame: &Bytes) -> bool {
        let mut queue = self.queue();
        if queue.frames.len() >= WAITING_MAX || queue.bytes > WAITING_MAX_BYTES {
            return false;
        }
        // Mostly the line is free, and then nothing is queued.
        if queue.frames.is_empty() && queue.kept_back == 0 && !queue.is_broken {
            match self.socket.stream().try_write(frame) {
                Ok(bytes) if bytes == frame.len() => return true,
                Ok(bytes) => {
                    queue.bytes = frame.len() - bytes;
                    queue.is_begun = bytes > 0;
                    queue.frames.push_back(frame.slice(bytes..));
                    self.write(&mut queue);
                    return true;
                }
                Err(_) => {}
            }
        }
        self.push(&mut queue, frame.clone());
        true
    }
}
