//! `cargo xtask openapi`: the description of the API, and the types of the web app made from it.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::repository::{self, Repository, output};

/// The description, as the server serves it.
const DOCUMENT: &str = "docs/openapi.json";
/// The types that the web app is written against.
const TYPES: &str = "web/src/lib/api/schema.d.ts";

/// Writes both files, or checks them.
pub fn run(repository: &Repository, only_check: bool) -> Result<()> {
    repository.install_web_packages()?;
    repository.build_server()?;
    if only_check { check(repository) } else { write(repository) }
}

fn write(repository: &Repository) -> Result<()> {
    let document = repository.root.join(DOCUMENT);
    std::fs::write(&document, describe(repository)?).with_context(|| format!("cannot write {}", document.display()))?;
    types(repository, &document, &repository.root.join(TYPES))
}

/// Fails when one of the files is not what the built server says.
pub fn check(repository: &Repository) -> Result<()> {
    let reports = repository.reports()?;
    let document = reports.join("openapi.json");
    let written = reports.join("schema.d.ts");
    std::fs::write(&document, describe(repository)?).with_context(|| format!("cannot write {}", document.display()))?;
    types(repository, &document, &written)?;
    let mut stale = Vec::new();
    for (kept, fresh) in [(DOCUMENT, document), (TYPES, written)] {
        if read(&repository.root.join(kept))? != read(&fresh)? {
            stale.push(kept);
        }
    }
    if !stale.is_empty() {
        bail!("out of date: {}; run `cargo xtask openapi`", stale.join(", "));
    }
    println!("{DOCUMENT} and {TYPES} say what the code says");
    Ok(())
}

/// The document, with a newline at its end as every text file has.
fn describe(repository: &Repository) -> Result<String> {
    let document = output(std::process::Command::new(repository.server()).arg("openapi"))?;
    serde_json::from_str::<serde::de::IgnoredAny>(&document).context("the server's description is not JSON")?;
    Ok(format!("{}\n", document.trim_end()))
}

fn types(repository: &Repository, document: &Path, target: &Path) -> Result<()> {
    let mut command = repository.node_module("openapi-typescript/bin/cli.js");
    command.arg(document).arg("--output").arg(target);
    // It greets with its name and version.
    command.stdout(std::process::Stdio::null());
    repository::run(&mut command)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
