//! Loading a large file over HTTP: goes on where it ended, patient with lines that break, and checked at the end.

use std::io;
use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::header::{CONTENT_RANGE, RANGE};
use reqwest::{Client, Response, StatusCode};
use sha2::{Digest, Sha256};
use tertulia_core::ports::LocalFault;
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tracing::{info, warn};

/// How long a line may be silent.
const STALL: Duration = Duration::from_secs(60);
/// How often a line may break without a byte of progress before the source is given up.
const BREAKS: u32 = 4;
/// Room on the disk that is left to others, in bytes.
const SPARE: u64 = 256 << 20;

/// Told how many bytes are there, and of how many.
pub(crate) type Progress<'p> = &'p (dyn Fn(u64, u64) + Send + Sync);

/// Loads `url` to the end of `part`, which has `size` bytes then.
///
/// # Errors
/// `Unreachable` where the source does not give it; `NoSpace`, `Files`; `WrongHash` where it is longer than it should be.
pub(crate) async fn load(
    client: &Client,
    url: &str,
    part: &Path,
    size: u64,
    pause: Duration,
    progress: Progress<'_>,
) -> Result<(), LocalFault> {
    let mut broke = 0;
    loop {
        let before = length(part).await;
        if before == size {
            progress(size, size);
            return Ok(());
        }
        if before > size {
            discard(part).await?;
            continue;
        }
        check_space(part, size - before)?;
        match go_on(client, url, part, before, size, progress).await {
            Ok(()) => {}
            Err(Broken::Fault(fault)) => return Err(fault),
            Err(Broken::Line) => info!("a source of weights broke off"),
        }
        broke = if length(part).await > before { 0 } else { broke + 1 };
        if broke >= BREAKS {
            return Err(LocalFault::Unreachable);
        }
        if length(part).await < size {
            tokio::time::sleep(pause * 2u32.pow(broke)).await;
        }
    }
}

enum Broken {
    /// It may go on.
    Line,
    Fault(LocalFault),
}

/// One request: from where the file ends.
async fn go_on(
    client: &Client,
    url: &str,
    part: &Path,
    from: u64,
    size: u64,
    progress: Progress<'_>,
) -> Result<(), Broken> {
    let mut request = client.get(url);
    if from > 0 {
        request = request.header(RANGE, format!("bytes={from}-"));
    }
    let response = timeout(STALL, request.send()).await.map_err(|_| Broken::Line)?.map_err(|_| Broken::Line)?;
    let status = response.status();
    if status == StatusCode::RANGE_NOT_SATISFIABLE {
        return discard(part).await.map_err(Broken::Fault);
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Broken::Line);
    }
    if !status.is_success() {
        warn!(status = status.as_u16(), "a source does not have the weights");
        return Err(Broken::Fault(LocalFault::Unreachable));
    }
    // A server that does not know ranges begins again.
    let goes_on = status == StatusCode::PARTIAL_CONTENT && begins_at(&response) == Some(from);
    let mut done = if goes_on { from } else { 0 };
    let mut file = open(part, goes_on).await.map_err(Broken::Fault)?;
    let mut stream = response.bytes_stream();
    let outcome = loop {
        match timeout(STALL, stream.next()).await {
            Ok(Some(Ok(chunk))) => {
                done += chunk.len() as u64;
                if done > size {
                    break Err(Broken::Fault(LocalFault::WrongHash));
                }
                // What is said to be there is there, whatever ends this.
                let written = async {
                    file.write_all(&chunk).await?;
                    file.flush().await
                };
                if let Err(error) = written.await {
                    break Err(Broken::Fault(fault(&error)));
                }
                progress(done, size);
            }
            Ok(None) => break Ok(()),
            Ok(Some(Err(_))) | Err(_) => break Err(Broken::Line),
        }
    };
    file.flush().await.map_err(|error| Broken::Fault(fault(&error)))?;
    if matches!(outcome, Err(Broken::Fault(LocalFault::WrongHash))) {
        discard(part).await.map_err(Broken::Fault)?;
    }
    outcome
}

fn begins_at(response: &Response) -> Option<u64> {
    let range = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    range.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

async fn open(part: &Path, goes_on: bool) -> Result<File, LocalFault> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).append(goes_on).truncate(!goes_on);
    options.open(part).await.map_err(|error| fault(&error))
}

async fn length(part: &Path) -> u64 {
    tokio::fs::metadata(part).await.map_or(0, |of| of.len())
}

pub(crate) async fn discard(part: &Path) -> Result<(), LocalFault> {
    match tokio::fs::remove_file(part).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(fault(&error)),
        _ => Ok(()),
    }
}

/// Whether the hash of a file is what it should be. The file is thrown away where it is not.
///
/// # Errors
/// `WrongHash`; `Files`.
pub(crate) async fn check(path: &Path, sha256: &str) -> Result<(), LocalFault> {
    let at = path.to_owned();
    let found = tokio::task::spawn_blocking(move || hash(&at)).await.map_err(|_| LocalFault::Files)?;
    if found.map_err(|error| fault(&error))?.eq_ignore_ascii_case(sha256) {
        return Ok(());
    }
    discard(path).await?;
    Err(LocalFault::WrongHash)
}

fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut io::BufReader::with_capacity(1 << 20, std::fs::File::open(path)?), &mut Hashing(&mut hasher))?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

struct Hashing<'h>(&'h mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Refuses what the disk has no room for.
pub(crate) fn check_space(part: &Path, bytes: u64) -> Result<(), LocalFault> {
    let dir = part.parent().unwrap_or(part);
    let free = rustix::fs::statvfs(dir).map(|of| of.f_bavail.saturating_mul(of.f_frsize));
    match free {
        Ok(free) if free < bytes.saturating_add(SPARE) => Err(LocalFault::NoSpace),
        // Where the system does not say, writing will.
        _ => Ok(()),
    }
}

/// What an error of the file system means to whoever waits for the weights.
pub(crate) fn fault(error: &io::Error) -> LocalFault {
    warn!(%error, "a file of the house's own models cannot be read or written");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => LocalFault::NoSpace,
        _ => LocalFault::Files,
    }
}
