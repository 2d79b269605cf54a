//! The bytes of the web app that is in the server, judged by the script that judges them in every build.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Serialize;

/// What came of it.
#[derive(Serialize)]
pub struct Web {
    /// What the script says, one line for each budget.
    pub report: String,
    pub is_within_budget: bool,
}

/// Measures.
///
/// # Errors
/// Where the web app was not built, or Node is not there.
pub fn measure() -> Result<Web> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/scripts/budget.mjs");
    let output = Command::new("node").arg(script).arg(built()?).output().context("cannot run node")?;
    let report = String::from_utf8(output.stdout).context("the budget script printed something else than text")?;
    if report.is_empty() {
        bail!("the budget script said nothing but: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Web { report, is_within_budget: output.status.success() })
}

/// The newest web app that was built into a server: builds with other features leave their own beside it.
fn built() -> Result<PathBuf> {
    let bench = std::env::current_exe().context("cannot find our own binary")?;
    let builds = bench.parent().context("our binary lies in a directory")?.join("build");
    let mut newest = None;
    for build in std::fs::read_dir(&builds).with_context(|| format!("cannot read {}", builds.display()))? {
        let dist = build.context("cannot read a directory")?.path().join("out/dist");
        if let Ok(manifest) = std::fs::metadata(dist.join(".vite/manifest.json")) {
            newest = newest.max(Some((manifest.modified().context("files have times")?, dist)));
        }
    }
    newest.map(|(_, dist)| dist).context("no built web app is there; start the bench with `cargo xtask bench`")
}
