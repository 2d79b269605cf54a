//! A PostgreSQL server of our own, in a directory of its own, from the programs that are installed.

use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Where Debian keeps what is not on the path, by version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// What is needed of it.
const PROGRAMS: [&str; 4] = ["initdb", "postgres", "createdb", "dropdb"];
/// PostgreSQL refuses to run as root; this one owns nothing.
const NOBODY: u32 = 65_534;
/// What its log says when it answers.
const READY: &str = "ready to accept connections";

/// A running server. It ends with this value, and with the thread that started it.
pub struct Postgres {
    directory: TempDir,
    programs: PathBuf,
    settings: Vec<String>,
    server: Child,
}

impl Postgres {
    /// Makes a cluster and starts its server, with settings such as `fsync=off`. It listens on a socket in its directory only.
    ///
    /// # Errors
    /// Where the programs are not installed, or do not run.
    pub fn start(settings: &[&str]) -> io::Result<Postgres> {
        let programs = programs()?;
        let directory = tempfile::Builder::new().prefix("tertulia-postgres-").tempdir()?;
        if is_root() {
            std::os::unix::fs::chown(directory.path(), Some(NOBODY), Some(NOBODY))?;
        }
        let cluster = directory.path().join("cluster");
        let mut make = as_nobody(&programs.join("initdb"));
        make.arg("--pgdata").arg(&cluster);
        make.args(["--username=postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"]);
        let made = make.current_dir(directory.path()).stdin(Stdio::null()).output()?;
        if !made.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned()));
        }
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let server = spawn(&programs, directory.path(), &settings)?;
        Ok(Postgres { directory, programs, settings, server })
    }

    /// The address of a database of this server.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.directory.path().display())
    }

    /// Ends it as a power cut does.
    ///
    /// # Errors
    /// Where it cannot be ended.
    pub fn kill(&mut self) -> io::Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        // Its children notice that it is gone, and the next server waits for them.
        match std::fs::remove_file(self.directory.path().join("cluster/postmaster.pid")) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Starts it again after [`Postgres::kill`].
    ///
    /// # Errors
    /// Where it does not come up.
    pub fn start_again(&mut self) -> io::Result<()> {
        self.server = spawn(&self.programs, self.directory.path(), &self.settings)?;
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The directory goes with it, so there is nothing to close cleanly, and nobody to tell.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A fresh database on the server that `cargo xtask test` starts for tests. It goes with this value.
pub struct FreshDatabase {
    /// Its address.
    pub url: String,
    name: String,
    server: String,
    programs: PathBuf,
}

impl FreshDatabase {
    /// Makes one.
    ///
    /// # Errors
    /// Where there is no such server, or it does not make one.
    pub fn make() -> io::Result<FreshDatabase> {
        let server =
            std::env::var("TEST_POSTGRES").map_err(|_| io::Error::other("`cargo xtask test` starts PostgreSQL"))?;
        let name = format!("house_{}", uuid::Uuid::new_v4().simple());
        let url = server.replace("/postgres?", &format!("/{name}?"));
        let database = FreshDatabase { url, name, server, programs: programs()? };
        let made =
            database.ask("createdb").args(["--template=template0", "--encoding=UTF8"]).arg(&database.name).output()?;
        match made.status.success() {
            true => Ok(database),
            false => Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned())),
        }
    }

    fn ask(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.arg("--maintenance-db").arg(&self.server);
        command
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        // What stays goes with the server.
        let _ = self.ask("dropdb").arg("--force").arg(&self.name).output();
    }
}

/// Starts a server and waits until it answers.
fn spawn(programs: &Path, directory: &Path, settings: &[String]) -> io::Result<Child> {
    let mut server = as_nobody(&programs.join("postgres"));
    server.arg("-D").arg(directory.join("cluster")).arg("-k").arg(directory).args(["-c", "listen_addresses="]);
    for setting in settings {
        server.arg("-c").arg(setting);
    }
    let mut server =
        server.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut log = server.stderr.take().map(BufReader::new).ok_or_else(|| io::Error::other("its log is ours"))?;
    let (mut said, mut line) = (String::new(), String::new());
    while log.read_line(&mut line)? > 0 {
        if line.contains(READY) {
            // Nobody reads the rest, and it must not wait for that.
            std::thread::spawn(move || io::copy(&mut log, &mut io::sink()));
            return Ok(server);
        }
        said.push_str(&line);
        line.clear();
    }
    server.wait()?;
    Err(io::Error::other(format!("PostgreSQL does not come up: {said}")))
}

/// A command as somebody whom PostgreSQL accepts. What is started so ends with this process.
fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if is_root() {
        command.args(["--reuid", &NOBODY.to_string(), "--regid", &NOBODY.to_string(), "--clear-groups"]);
    }
    command.arg("--").arg(program);
    command
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Where `initdb` and `postgres` are.
fn programs() -> io::Result<PathBuf> {
    let has_all = |directory: &PathBuf| PROGRAMS.iter().all(|program| directory.join(program).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    if let Some(found) = std::env::split_paths(&path).find(has_all) {
        return Ok(found);
    }
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(DEBIAN).into_iter().flatten() {
        let path = entry?.path();
        let version = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
        versions.extend(version.map(|version| (version, path.join("bin"))));
    }
    versions.sort();
    let missing =
        || io::Error::new(io::ErrorKind::NotFound, "PostgreSQL is not installed (Debian: apt install postgresql)");
    versions.pop().map(|(_, path)| path).filter(has_all).ok_or_else(missing)
}
