//! The engine: llama.cpp's server, as this machine has it, or unpacked below the data directory out of a Python package.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use reqwest::Client;
use tertulia_core::ports::{LocalEngine, LocalFault};
use tokio::process::Command;
use tracing::{info, warn};

use crate::load::{self, Progress};
use crate::package;

/// The program that serves, where a machine has it.
const SERVER: &str = "llama-server";
/// The package that holds the same, and its version.
const PACKAGE: &str = "xllamacpp";
const VERSION: &str = "2026.10.11549";
/// Its archives: system, processor, the file's name without the version, size in bytes, SHA-256. As the index had them on
/// 2026-11-27.
const ARCHIVES: [(&str, &str, &str, u64, &str); 4] = [
    (
        "linux",
        "x86_64",
        "cp310-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        33_827_498,
        "c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261",
    ),
    (
        "linux",
        "aarch64",
        "cp310-abi3-manylinux2014_aarch64.manylinux_2_17_aarch64.whl",
        32_870_844,
        "e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e",
    ),
    (
        "macos",
        "aarch64",
        "cp310-abi3-macosx_13_0_arm64.whl",
        12_152_949,
        "4ecda27a308b2403aa13c9d04b270befab95edc556c24ed00b2f8a98bd7f6781",
    ),
    (
        "macos",
        "x86_64",
        "cp310-abi3-macosx_13_0_x86_64.whl",
        11_523_198,
        "1f2a08052bb653659bcf1bedbbaf86b97f41dd46aa2763d596d7f27c5d89a689",
    ),
];
/// What makes the package serve.
const RUNNER: &str = include_str!("runner.py");
/// The oldest Python that can load the package, as Python writes it.
const PYTHON: &str = "import sys; sys.exit(sys.version_info < (3, 10))";
/// How long a program may take to say whether it works.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that serves weights, with the first of its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Engine {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
}

/// Where engines are looked for and made.
#[derive(Clone, Debug)]
pub(crate) struct Engines {
    /// The program that an operator named, which is taken before all others.
    pub named: Option<PathBuf>,
    /// Below which an engine is made.
    pub dir: PathBuf,
}

impl Engines {
    /// The engine that is there.
    pub fn find(&self) -> Option<Engine> {
        let server = self.named.clone().or_else(|| on_path(SERVER));
        if let Some(program) = server {
            return Some(Engine { program, arguments: Vec::new() });
        }
        self.made()
    }

    /// Whether there is an engine, or could be.
    pub async fn state(&self) -> LocalEngine {
        if self.find().is_some() {
            LocalEngine::Ready
        } else if archive().is_some() && python().await.is_some() {
            LocalEngine::CanBeMade
        } else {
            LocalEngine::NeedsPython
        }
    }

    /// Makes an engine: loads the package, checks its hash, unpacks it, and sees whether Python can load it.
    ///
    /// # Errors
    /// As for weights; `NeedsPython`; `EngineFailed`.
    pub async fn make(
        &self,
        client: &Client,
        index: &str,
        pause: Duration,
        progress: Progress<'_>,
    ) -> Result<Engine, LocalFault> {
        let python = python().await.ok_or(LocalFault::NeedsPython)?;
        let (_, _, tags, size, sha256) = archive().ok_or(LocalFault::NeedsPython)?;
        std::fs::create_dir_all(&self.dir).map_err(|error| load::fault(&error))?;
        let file = format!("{PACKAGE}-{VERSION}-{tags}");
        let part = self.dir.join(format!("{file}.part"));
        package::load_archive(client, index, (PACKAGE, &file, *size), &part, pause, progress).await?;
        load::check(&part, sha256).await?;
        if !self.library().is_dir() {
            package::unpack(&part, &self.library()).await?;
        }
        load::discard(&part).await?;
        self.write_runner().map_err(|error| load::fault(&error))?;
        let see = format!("import sys; sys.path.insert(0, sys.argv[1]); import {PACKAGE}");
        if !works(Command::new(&python).args(["-I", "-c", &see]).arg(self.library())).await {
            warn!("the Python here cannot load llama.cpp; install llama-server instead");
            return Err(LocalFault::EngineFailed);
        }
        std::fs::write(self.marker(), python.to_string_lossy().as_bytes()).map_err(|error| load::fault(&error))?;
        info!(version = VERSION, "llama.cpp was unpacked");
        self.made().ok_or(LocalFault::EngineFailed)
    }

    /// The engine that was made here before.
    fn made(&self) -> Option<Engine> {
        let python = PathBuf::from(std::fs::read_to_string(self.marker()).ok()?);
        // The program of this version goes with the package of this version, whatever wrote the one that is there.
        if let Err(error) = self.write_runner() {
            warn!(%error, "what makes llama.cpp serve cannot be written");
            return None;
        }
        let is_whole = python.is_file() && self.library().is_dir();
        let arguments = ["-I".into(), self.runner().into(), "--library".into(), self.library().into()].to_vec();
        is_whole.then_some(Engine { program: python, arguments })
    }

    /// Whole or not at all: an engine may be starting with it.
    fn write_runner(&self) -> std::io::Result<()> {
        if std::fs::read(self.runner()).is_ok_and(|there| there == RUNNER.as_bytes()) {
            return Ok(());
        }
        let fresh = self.dir.join("runner.py.new");
        std::fs::write(&fresh, RUNNER)?;
        std::fs::rename(fresh, self.runner())
    }

    fn library(&self) -> PathBuf {
        self.dir.join(format!("{PACKAGE}-{VERSION}"))
    }

    fn runner(&self) -> PathBuf {
        self.dir.join("runner.py")
    }

    /// Written last: which Python the library was tried with.
    fn marker(&self) -> PathBuf {
        self.dir.join(format!("{PACKAGE}-{VERSION}.python"))
    }
}

fn archive() -> Option<&'static (&'static str, &'static str, &'static str, u64, &'static str)> {
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    ARCHIVES.iter().find(|(os, arch, ..)| (*os, *arch) == (system, processor))
}

/// A Python that is new enough.
async fn python() -> Option<PathBuf> {
    let python = on_path("python3")?;
    works(Command::new(&python).args(["-I", "-c", PYTHON])).await.then_some(python)
}

async fn works(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let status = tokio::time::timeout(PATIENCE, command.status()).await;
    status.is_ok_and(|status| status.is_ok_and(|status| status.success()))
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    std::fs::metadata(path).is_ok_and(|of| of.is_file() && of.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
