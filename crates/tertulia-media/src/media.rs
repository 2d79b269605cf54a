//! The parent's side: starts workers, not too many, and never waits for one for ever.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tracing::warn;

use crate::photo::{MAX_INPUT, Photo, Refusal};
use crate::worker::{self, MAX_REPLY};

/// The hidden argument with which the server's binary becomes a worker.
pub const WORKER_ARGUMENT: &str = "media-worker";

/// How many workers run at once. Each may take [`crate::Limits::memory`].
const RUNNING: usize = 2;
/// How many more files may wait for a worker. Each is held in memory, up to [`MAX_INPUT`].
const WAITING: usize = 6;
/// How long a worker may take, start and end included.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How much of what a failing worker says goes to the log, in bytes.
const MAX_COMPLAINT: u64 = 1024;

/// Why there is no photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// The file has more than [`MAX_INPUT`] bytes.
    #[error("the file is larger than {} MiB", MAX_INPUT / (1024 * 1024))]
    TooLarge,
    /// The file is not a JPEG, PNG, GIF or WebP picture, or a damaged one.
    #[error("the file is not a picture that can be read")]
    NotAPicture,
    /// The picture has more than [`crate::MAX_PIXELS`], or needs as much memory as if it had.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Reading the picture took too long and was stopped.
    #[error("the picture took too long to read")]
    Timeout,
    /// The worker ended without an answer: the file made it fail, or it could not be started. The log says more.
    #[error("the picture could not be read")]
    Crashed,
    /// So many pictures are waiting that this one was not accepted. Worth another try in a few seconds.
    #[error("too many pictures are being read at the moment")]
    Busy,
}

/// How a worker is started.
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl WorkerCommand {
    /// This very program with [`WORKER_ARGUMENT`].
    ///
    /// # Errors
    ///
    /// When the system does not say where the program is.
    pub fn this_binary() -> io::Result<Self> {
        // An upgrade replaces the file while the old program still runs. The link still leads to the old one, and to
        // the child it means the same, because the child is a copy of its parent until it starts.
        let link = Path::new("/proc/self/exe");
        let program = if link.exists() { link.to_path_buf() } else { std::env::current_exe()? };
        Ok(Self::new(program, [WORKER_ARGUMENT]))
    }

    /// Another program, which must do what [`crate::run_worker`] does.
    pub fn new(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self { program: program.into(), arguments: arguments.into_iter().map(Into::into).collect() }
    }

    fn spawn(&self) -> io::Result<Child> {
        Command::new(&self.program)
            .args(&self.arguments)
            // Nothing of the server's configuration, which may hold keys, is there to be read.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A caller that goes away takes its worker along.
            .kill_on_drop(true)
            .spawn()
    }
}

/// Makes photos, at most two at a time. Cheap to clone; clones share the bound.
#[derive(Clone, Debug)]
pub struct Media {
    worker: WorkerCommand,
    timeout: Duration,
    /// Those who run and those who wait.
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Media {
    /// Makes photos with workers started like `worker`.
    pub fn new(worker: WorkerCommand) -> Self {
        Self {
            worker,
            timeout: TIMEOUT,
            admitted: Arc::new(Semaphore::new(RUNNING + WAITING)),
            running: Arc::new(Semaphore::new(RUNNING)),
        }
    }

    /// The same with another time a worker may take, which is 20 seconds otherwise.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Makes the photo of a file that somebody sent.
    ///
    /// # Errors
    ///
    /// See [`MediaError`]. After each of them the next file has the same chances as before.
    pub async fn photo(&self, file: Bytes) -> Result<Photo, MediaError> {
        if file.len() > MAX_INPUT {
            return Err(MediaError::TooLarge);
        }
        let _admitted = self.admitted.try_acquire().map_err(|_| MediaError::Busy)?;
        let _running = self.running.acquire().await.expect("the semaphore is never closed");
        let mut child = self.worker.spawn().map_err(|error| {
            warn!(error = %error, "cannot start a media worker");
            MediaError::Crashed
        })?;
        match tokio::time::timeout(self.timeout, converse(&mut child, &file)).await {
            Ok(Ok(answer)) => answer.verdict(),
            Ok(Err(error)) => {
                stop(&mut child).await;
                warn!(error = %error, "a media worker broke off");
                Err(MediaError::Crashed)
            }
            Err(_) => {
                stop(&mut child).await;
                warn!(limit_ms = self.timeout.as_millis(), "stopped a media worker that took too long");
                Err(MediaError::Timeout)
            }
        }
    }
}

/// What a worker left behind when it ended.
struct Answer {
    status: ExitStatus,
    reply: Bytes,
    complaint: Vec<u8>,
}

impl Answer {
    fn verdict(self) -> Result<Photo, MediaError> {
        if self.status.success()
            && let Some(result) = worker::decode(self.reply)
        {
            return result.map_err(|refusal| match refusal {
                Refusal::NotAPicture => MediaError::NotAPicture,
                Refusal::TooManyPixels => MediaError::TooManyPixels,
            });
        }
        let complaint = String::from_utf8_lossy(&self.complaint);
        warn!(status = %self.status, complaint = %complaint.trim(), "a media worker ended without an answer");
        Err(MediaError::Crashed)
    }
}

/// Hands `file` to the child and takes what it says, until it ends.
async fn converse(child: &mut Child, file: &[u8]) -> io::Result<Answer> {
    let mut input = child.stdin.take().expect("standard input is piped");
    let output = child.stdout.take().expect("standard output is piped");
    let errors = child.stderr.take().expect("standard error is piped");
    let send = async move {
        match input.write_all(file).await {
            // The child has decided before it read everything; its reply or its status says what.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    };
    let ((), reply, complaint) = tokio::try_join!(send, read(output, MAX_REPLY as u64), read(errors, MAX_COMPLAINT))?;
    Ok(Answer { status: child.wait().await?, reply: reply.into(), complaint })
}

/// Reads all of `source` and keeps the first `limit` bytes. Reading on matters: a child must not hang because nobody
/// listens, and one that never ends is stopped by the clock.
async fn read(mut source: impl AsyncRead + Unpin, limit: u64) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    (&mut source).take(limit).read_to_end(&mut kept).await?;
    tokio::io::copy(&mut source, &mut tokio::io::sink()).await?;
    Ok(kept)
}

/// Kills the child and waits until the system has forgotten it.
async fn stop(child: &mut Child) {
    if let Err(error) = child.kill().await {
        warn!(error = %error, "cannot stop a media worker");
    }
}
