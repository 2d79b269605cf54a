//! Python packages as what they are: archives in an index, with a file or a whole library inside.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::Client;
use reqwest::header::ACCEPT;
use serde::Deserialize;
use tertulia_core::ports::LocalFault;
use tokio::time::timeout;
use tracing::warn;
use zip::ZipArchive;

use crate::load::{self, Progress};

/// The index that everybody uses.
pub(crate) const INDEX: &str = "https://pypi.org/simple";
/// The list of a package's files, as the index writes it in JSON (PEP 691).
const LIST: &str = "application/vnd.pypi.simple.v1+json";
/// How long an index may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest list of a package's files, in bytes.
const LIST_MAX: usize = 8 << 20;
/// The most that may come out of an archive, in bytes; a bound for archives that are made to burst.
const UNPACKED_MAX: u64 = 2 << 30;

#[derive(Deserialize)]
struct List {
    files: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    filename: String,
    url: String,
}

/// Loads an archive of a package to the end of `part`.
///
/// # Errors
/// As [`load::load`].
pub(crate) async fn load_archive(
    client: &Client,
    index: &str,
    (package, file, size): (&str, &str, u64),
    part: &Path,
    pause: Duration,
    progress: Progress<'_>,
) -> Result<(), LocalFault> {
    let url = address(client, index, package, file).await.ok_or(LocalFault::Unreachable)?;
    load::load(client, &url, part, size, pause, progress).await
}

/// Where an index keeps a file.
async fn address(client: &Client, index: &str, package: &str, file: &str) -> Option<String> {
    let page = format!("{}/{package}/", index.trim_end_matches('/'));
    let asked = timeout(PATIENCE, async {
        let response = client.get(&page).header(ACCEPT, LIST).send().await?.error_for_status()?;
        let base = response.url().clone();
        Ok::<_, reqwest::Error>((base, response.bytes().await?))
    });
    let (base, body) = match asked.await {
        Ok(Ok(answered)) => answered,
        Ok(Err(error)) => {
            warn!(error = %error.without_url(), "the package index does not answer");
            return None;
        }
        Err(_elapsed) => {
            warn!("the package index does not answer in time");
            return None;
        }
    };
    let list: List = (body.len() <= LIST_MAX).then(|| serde_json::from_slice(&body).ok()).flatten()?;
    let entry = list.files.into_iter().find(|entry| entry.filename == file)?;
    base.join(&entry.url).ok().map(String::from)
}

/// Takes one file out of an archive.
///
/// # Errors
/// `WrongHash` where it is not inside; `NoSpace`; `Files`.
pub(crate) async fn take(archive: &Path, member: &str, to: &Path, size: u64) -> Result<(), LocalFault> {
    load::check_space(to, size)?;
    let (archive, member, to) = (archive.to_owned(), member.to_owned(), to.to_owned());
    blocking(move || {
        let mut archive =
            ZipArchive::new(io::BufReader::new(std::fs::File::open(archive)?)).map_err(io::Error::from)?;
        let inside = archive.by_name(&member).map_err(io::Error::from)?;
        let mut file = std::fs::File::create(to)?;
        io::copy(&mut io::Read::take(inside, size + 1), &mut file)?;
        file.sync_all()
    })
    .await
}

/// Unpacks a whole archive into a directory that there is not yet.
///
/// # Errors
/// As [`take`].
pub(crate) async fn unpack(archive: &Path, to: &Path) -> Result<(), LocalFault> {
    let (archive, to) = (archive.to_owned(), to.to_owned());
    blocking(move || {
        let mut archive =
            ZipArchive::new(io::BufReader::new(std::fs::File::open(archive)?)).map_err(io::Error::from)?;
        if archive.decompressed_size().is_none_or(|size| size > u128::from(UNPACKED_MAX)) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the archive holds too much"));
        }
        let fresh = beside(&to);
        match std::fs::remove_dir_all(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Names that lead out of the directory are refused by the library.
        archive.extract(&fresh).map_err(io::Error::from)?;
        std::fs::rename(fresh, to)
    })
    .await
}

fn beside(path: &Path) -> PathBuf {
    path.with_extension("unpacking")
}

async fn blocking(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), LocalFault> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| LocalFault::Files)?;
    done.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => LocalFault::WrongHash,
        _ => load::fault(&error),
    })
}
