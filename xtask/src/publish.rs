//! `cargo xtask publish`: the web app as a crate that builds without Node.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::repository::{self, Repository, output};

/// The largest crate we want people to download, in bytes.
const MAX_CRATE: u64 = 3 * 1024 * 1024;

/// Builds the web app into the crate, packs it, lets cargo build what it packed, and checks its size.
///
/// Uploads nothing.
pub fn run(repository: &Repository) -> Result<()> {
    repository.install_web_packages()?;
    let staged = Staged { dist: repository.root.join("crates/tertulia-web/dist") };
    let mut vite = repository.node_module("vite/bin/vite.js");
    vite.args(["build", "--logLevel", "warn", "--emptyOutDir", "--outDir"]).arg(&staged.dist);
    repository::run(&mut vite)?;
    let compress = repository.root.join("crates/tertulia-web/build/compress.mjs");
    repository::run(Command::new("node").arg(compress).arg(&staged.dist))?;

    // The dist folder is git-ignored on purpose, which cargo would call a dirty checkout.
    let mut package = repository.cargo();
    package.args(["package", "--package", "tertulia-web", "--allow-dirty"]);
    repository::run(&mut package)?;

    let name = format!("tertulia-web-{}.crate", env!("CARGO_PKG_VERSION"));
    let packed = repository.target.join("package").join(name);
    let size = std::fs::metadata(&packed).with_context(|| format!("cannot read {}", packed.display()))?.len();
    let listing = output(Command::new("tar").arg("tzf").arg(&packed))?;
    if !listing.lines().any(|line| line.ends_with("/dist/index.html")) {
        bail!("{} holds no web app", packed.display());
    }
    if size > MAX_CRATE {
        bail!("{} has {} KiB; at most {} are wanted", packed.display(), size / 1024, MAX_CRATE / 1024);
    }
    println!("{}: {} KiB of at most {}", packed.display(), size / 1024, MAX_CRATE / 1024);
    Ok(())
}

/// The web app inside the crate. Removed at the end, because builds of the checkout would take it for the real one.
struct Staged {
    dist: PathBuf,
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.dist) {
            eprintln!("cannot remove {}: {error}; builds will use this old web app", self.dist.display());
        }
    }
}
