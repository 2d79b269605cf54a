//! The data directory: one server at a time, and a key that only it can read.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use secrecy::SecretBox;

/// A directory that holds everything of an instance.
pub struct DataDir {
    path: PathBuf,
}

/// Held while a server runs; another one on the same directory is refused.
pub struct Held {
    _lock: File,
}

impl DataDir {
    /// Opens the directory, and makes it where there is none. `has_file`: whether the store is a file in it.
    pub fn open(path: &Path, has_file: bool) -> anyhow::Result<DataDir> {
        let cure = || format!("data_dir: cannot use {}; choose another with --data-dir", path.display());
        if !path.is_dir() {
            std::fs::create_dir_all(path).with_context(cure)?;
            // Only what is made here: a directory that was there before has the rights that somebody gave it.
            restrict(path, 0o700).with_context(cure)?;
        }
        let data = DataDir { path: path.to_owned() };
        data.keep_private(has_file).with_context(cure)?;
        Ok(data)
    }

    /// Sees to it that nobody else reads what is written here, whatever the rights of the directory. What SQLite puts beside
    /// its file has the rights of the file.
    fn keep_private(&self, has_file: bool) -> std::io::Result<()> {
        if has_file {
            OpenOptions::new().append(true).create(true).open(self.store())?;
            restrict(&self.store(), 0o600)?;
        }
        std::fs::create_dir_all(self.blobs())?;
        restrict(&self.blobs(), 0o700)
    }

    /// Opens the directory of an instance that there is, for commands that must not make another one by mistake.
    pub fn existing(path: &Path) -> anyhow::Result<DataDir> {
        let data = DataDir { path: path.to_owned() };
        if !data.store().is_file() && !data.key().is_file() {
            bail!("data_dir: there is no instance in {}; name its directory with --data-dir", path.display());
        }
        Ok(data)
    }

    /// Takes the directory for this process.
    pub fn hold(&self) -> anyhow::Result<Held> {
        let lock = File::create(self.path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Held { _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another Tertulia uses {}; stop it, or choose another directory with --data-dir",
                    self.path.display()
                )
            }
            Err(TryLockError::Error(error)) => Err(error).context("the data directory cannot be locked"),
        }
    }

    /// The file of the SQLite store.
    pub fn store(&self) -> PathBuf {
        self.path.join("tertulia.sqlite")
    }

    /// The directory of photos.
    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// The directory of models that run on this machine.
    pub fn models(&self) -> PathBuf {
        self.path.join("models")
    }

    fn key(&self) -> PathBuf {
        self.path.join("instance.key")
    }

    /// The 256 bits from which the instance's secrets are made; drawn at the first start.
    pub fn instance_key(&self) -> anyhow::Result<SecretBox<[u8; 32]>> {
        let path = self.key();
        let written = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.draw_key(&path)?,
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let key = unhex(written.trim());
        if key.is_some_and(|key| tertulia_engine::is_weak_key(&key)) {
            bail!("{} was not drawn at random; remove it before the first start, and one is drawn", path.display());
        }
        let key = key.with_context(|| {
            format!("{} does not hold 64 hexadecimal digits; restore it from a backup", path.display())
        })?;
        Ok(SecretBox::new(Box::new(key)))
    }

    fn draw_key(&self, path: &Path) -> anyhow::Result<String> {
        let key: [u8; 32] = rand::random();
        let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        let draft = self.path.join("instance.key.new");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // Whoever draws a key at the same moment must not replace the first one.
        match std::fs::hard_link(&draft, path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).context("the instance's key cannot be kept"),
        }
        std::fs::remove_file(&draft)?;
        File::open(&self.path)?.sync_all()?;
        std::fs::read_to_string(path).context("the instance's key cannot be read")
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(key)
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> std::io::Result<()> {
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: u32) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn the_key_is_drawn_once_and_kept() {
        let dir = tempfile::tempdir().expect("a directory");
        let data = DataDir::open(&dir.path().join("new"), true).expect("opened");
        let first = *data.instance_key().expect("drawn").expose_secret();
        let second = *data.instance_key().expect("read").expose_secret();
        assert_eq!(first, second);
        assert_ne!(first, [0; 32]);
    }

    #[test]
    fn a_damaged_key_is_refused_and_not_replaced() {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::write(dir.path().join("instance.key"), "abc").expect("written");
        let data = DataDir::open(dir.path(), true).expect("opened");
        assert!(data.instance_key().is_err());
        assert_eq!(std::fs::read_to_string(dir.path().join("instance.key")).expect("kept"), "abc");
    }

    #[test]
    fn what_looks_for_an_instance_makes_none() {
        let dir = tempfile::tempdir().expect("a directory");
        let mistyped = dir.path().join("tertulia-dat");
        assert!(DataDir::existing(&mistyped).is_err());
        assert!(!mistyped.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_that_was_there_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a directory");
        restrict(dir.path(), 0o755).expect("ours");
        DataDir::open(dir.path(), true).expect("opened");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(dir.path()), 0o755);
        assert_eq!(mode(&dir.path().join("tertulia.sqlite")), 0o600);
        assert_eq!(mode(&dir.path().join("blobs")), 0o700);
        let made = dir.path().join("made");
        DataDir::open(&made, true).expect("opened");
        assert_eq!(mode(&made), 0o700);
    }

    #[test]
    fn two_servers_cannot_share_a_directory() {
        let dir = tempfile::tempdir().expect("a directory");
        let data = DataDir::open(dir.path(), true).expect("opened");
        let held = data.hold().expect("the first");
        assert!(data.hold().is_err());
        drop(held);
        assert!(data.hold().is_ok());
    }
}
