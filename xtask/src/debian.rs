//! Installing what tests need, where that is allowed: as root on Debian and its relatives.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::repository::{output, run};

/// Whether packages can be installed without asking anybody.
pub fn can_install() -> Result<bool> {
    Ok(is_root()? && on_path("apt-get").is_some())
}

/// Installs packages.
pub fn install(packages: &[&str]) -> Result<()> {
    let apt =
        |arguments: &[&str]| run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "-q"])?;
    apt(&[&["install", "-y", "-q", "--no-install-recommends"], packages].concat())
}

fn is_root() -> Result<bool> {
    if cfg!(windows) {
        return Ok(false);
    }
    Ok(output(Command::new("id").arg("-u"))?.trim() == "0")
}

/// A program that can be called by its name alone.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
