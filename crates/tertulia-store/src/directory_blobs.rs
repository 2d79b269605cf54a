//! Files in a directory: the blob store of an instance on one machine.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use tertulia_core::ports::BlobStore;
use tertulia_core::{BlobId, Error, Result};

/// Blobs as files under one directory, two levels deep, named by ids alone: `5c/3f/<id>/<part>`.
///
/// The levels come from the end of the id, which is random; its beginning is a time, and would crowd one directory.
#[derive(Clone, Debug)]
pub struct DirectoryBlobs {
    root: PathBuf,
}

impl DirectoryBlobs {
    /// Uses `root`, and makes it where there is none.
    ///
    /// # Errors
    /// Where the directory cannot be made.
    pub fn open(root: &Path) -> std::io::Result<DirectoryBlobs> {
        make_for_owner_alone(root)?;
        sync_directory(root)?;
        if let Some(parent) = root.parent().filter(|p| !p.as_os_str().is_empty()) {
            sync_directory(parent)?;
        }
        Ok(DirectoryBlobs { root: root.to_owned() })
    }

    fn directory(&self, id: BlobId) -> PathBuf {
        let name = id.0.simple().to_string();
        self.root.join(&name[28..30]).join(&name[30..32]).join(name)
    }

    /// The file of a part.
    ///
    /// # Errors
    /// `Internal` for a part that is no plain small word, which could lead out of the directory.
    fn file(&self, id: BlobId, part: &str) -> Result<PathBuf> {
        if part.is_empty() || part.len() > 32 || !part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(Error::Internal("a part of a blob must be a small word".into()));
        }
        Ok(self.directory(id).join(part))
    }

    /// Writes beside, syncs, renames: at every moment the old bytes or the new ones are there, whole.
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let directory = path.parent().unwrap_or(&self.root);
        self.make_directories(directory)?;
        // Two who write one part at once each write a file of their own.
        let beside = path.with_extension(format!("{}.new", uuid::Uuid::new_v4().simple()));
        let written = File::create_new(&beside)
            .and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            })
            .and_then(|()| fs::rename(&beside, path));
        if let Err(e) = written {
            // What is half written must not stay; that it cannot be removed says less than why it could not be written.
            let _ = fs::remove_file(&beside);
            return Err(e);
        }
        sync_directory(directory)
    }

    /// Makes the directories between the root and `directory`, each durable in the one above it.
    fn make_directories(&self, directory: &Path) -> std::io::Result<()> {
        let mut missing: Vec<&Path> =
            directory.ancestors().take_while(|d| *d != self.root).filter(|d| !d.exists()).collect();
        while let Some(next) = missing.pop() {
            match fs::create_dir(next) {
                Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(e),
                _ => {}
            }
            sync_directory(next.parent().unwrap_or(&self.root))?;
        }
        Ok(())
    }
}

/// Photos are for who may see them through the program, not for everybody on the machine.
fn make_for_owner_alone(root: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(root)
}

fn sync_directory(directory: &Path) -> std::io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Runs file work where it may block. The cause names what went wrong and not where.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|e| Error::Internal(format!("a file could not be used: {}", e.kind()))),
        Err(e) => Err(Error::internal(e)),
    }
}

#[async_trait]
impl BlobStore for DirectoryBlobs {
    async fn put(&self, id: BlobId, part: &str, bytes: Bytes) -> Result<()> {
        let path = self.file(id, part)?;
        let blobs = self.clone();
        blocking(move || blobs.write(&path, &bytes)).await
    }

    async fn get(&self, id: BlobId, part: &str) -> Result<Option<Bytes>> {
        let path = self.file(id, part)?;
        blocking(move || match fs::read(path) {
            Ok(bytes) => Ok(Some(Bytes::from(bytes))),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        })
        .await
    }

    async fn remove(&self, id: BlobId) -> Result<()> {
        let directory = self.directory(id);
        blocking(move || match fs::remove_dir_all(&directory) {
            Ok(()) => sync_directory(directory.parent().unwrap_or(&directory)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            Err(e) => Err(e),
        })
        .await
    }
}

#[cfg(test)]
mod tests;
