//! `cargo xtask screenshots`: the pictures in the documentation, taken of the real thing.

use anyhow::{Result, bail};

use crate::chromium;
use crate::repository::{self, Repository};

/// Runs the Playwright project `screenshots`, which writes into docs/screenshots.
pub fn run(repository: &Repository) -> Result<()> {
    repository.install_web_packages()?;
    repository.build_server()?;
    let Some(browser) = chromium::find_or_install()? else {
        bail!("there is no browser to take pictures with");
    };
    let mut command = repository.node_module("@playwright/test/cli.js");
    command.args(["test", "--project=screenshots", "--reporter=list"]);
    command.env("TERTULIA_SERVER_BINARY", repository.server()).env("TERTULIA_CHROMIUM", browser);
    repository::run(&mut command)
}
