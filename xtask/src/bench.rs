//! `cargo xtask bench`: measures the server as people run it.

use anyhow::Result;

use crate::repository::{self, Repository};

/// Builds the server and hands over to the bench.
pub fn run(repository: &Repository, arguments: &[String]) -> Result<()> {
    repository.build_server()?;
    let mut bench = repository.cargo();
    bench.args(["run", "--release", "--quiet", "--package", "tertulia-bench", "--"]).args(arguments);
    bench.env("TERTULIA_SERVER_BINARY", repository.server());
    repository::run(&mut bench)
}
