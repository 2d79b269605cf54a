//! The PostgreSQL server that tests of the store share: one of our own, which ends with them.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::debian::{self, on_path};
use crate::repository::{Repository, run};

/// How tests find it.
pub const ADDRESS: &str = "TEST_POSTGRES";
/// Where Debian keeps what is not on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A running server. It ends when nobody writes to it any more, which is when this value goes.
pub struct Postgres {
    pub address: String,
    server: Child,
}

impl Postgres {
    /// Installs PostgreSQL where it is missing and that is allowed, and starts a server. Otherwise says how to install it, and
    /// gives `None`.
    pub fn start(repository: &Repository) -> Result<Option<Postgres>> {
        if on_path("initdb").is_none() && !Path::new(DEBIAN).is_dir() {
            if !debian::can_install()? {
                eprintln!("there is no PostgreSQL; to install what tests of it need:");
                eprintln!("  sudo apt-get install -y --no-install-recommends postgresql");
                return Ok(None);
            }
            debian::install(&["postgresql"])?;
        }
        run(repository.cargo().args(["build", "--release", "--package", "tertulia-testkit", "--bin", "postgres"]))?;
        let program = repository.target.join("release").join("postgres");
        let mut command = std::process::Command::new(&program);
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let said = server.stdout.take().context("its output is ours")?;
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address)?;
        let address = address.trim().to_owned();
        if address.is_empty() {
            bail!("PostgreSQL did not start ({})", server.wait()?);
        }
        Ok(Some(Postgres { address, server }))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        if let Err(error) = self.server.wait() {
            eprintln!("PostgreSQL did not end: {error}");
        }
    }
}
