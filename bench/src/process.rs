//! Servers under measurement: child processes on a core of their own, and what the system says about them.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::cores;

/// How long a server may take to listen, or to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a run keeps everything: one new directory beside the build, so that all systems write to the same disk.
pub struct Place {
    directory: TempDir,
    /// The server's binary.
    pub server_binary: PathBuf,
}

impl Place {
    /// # Errors
    /// Where there is no binary to measure.
    pub fn make() -> Result<Place> {
        let bench = std::env::current_exe().context("cannot find our own binary")?;
        let target = bench.parent().context("our binary lies in a directory")?;
        let server_binary = match std::env::var_os("TERTULIA_SERVER_BINARY") {
            Some(path) => PathBuf::from(path),
            None => target.join("tertulia"),
        };
        if !server_binary.is_file() {
            bail!("{} is not there; start the bench with `cargo xtask bench`", server_binary.display());
        }
        let directory = tempfile::Builder::new().prefix("bench-").tempdir_in(target);
        Ok(Place { directory: directory.context("cannot make a directory for the run")?, server_binary })
    }

    /// A new directory of that name, or the one that is there already.
    ///
    /// # Errors
    /// What the system says.
    pub fn directory(&self, name: &str) -> Result<PathBuf> {
        let directory = self.directory.path().join(name);
        fs::create_dir_all(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
        Ok(directory)
    }

    /// Where everything is.
    pub fn root(&self) -> &Path {
        self.directory.path()
    }
}

/// A server that runs. Dropping it kills it.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// What it prints.
    pub output: PathBuf,
    /// From the start of the process to its first answer.
    pub answered_after: Duration,
}

impl Server {
    /// Starts a server on the core of servers, and waits until it answers.
    ///
    /// # Errors
    /// Where it ends by itself, with what it said; or does not listen in time.
    pub async fn start(
        binary: &Path,
        directory: &Path,
        arguments: impl FnOnce(&mut Command, SocketAddr),
    ) -> Result<Server> {
        let address = free_address()?;
        let output = directory.join("output.txt");
        let file = File::create(&output).with_context(|| format!("cannot create {}", output.display()))?;
        let mut command = Command::new(binary);
        // Measured as recorded, whatever this shell says about servers.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TERTULIA_")) {
            command.env_remove(name);
        }
        arguments(&mut command, address);
        let errors = file.try_clone().context("cannot share a file")?;
        command.stdin(Stdio::null()).stdout(file).stderr(errors);
        let (child, began) = cores::on_server_core(|| {
            let began = Instant::now();
            let child = command.spawn().with_context(|| format!("cannot start {}", binary.display()))?;
            Ok((child, began))
        })?;
        let mut server = Server { child, address, output, answered_after: Duration::ZERO };
        loop {
            if answers(address) {
                server.answered_after = began.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait().context("cannot ask about a child")? {
                bail!("{} ended ({status}): {}", binary.display(), server.said()?);
            }
            if began.elapsed() > PATIENCE {
                bail!("{} does not listen: {}", binary.display(), server.said()?);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// What it has printed so far.
    ///
    /// # Errors
    /// What the system says.
    pub fn said(&self) -> Result<String> {
        fs::read_to_string(&self.output).with_context(|| format!("cannot read {}", self.output.display()))
    }

    /// How long it has used its core, in the program and in the system for it.
    ///
    /// # Errors
    /// Where the process is gone.
    pub fn cpu(&self) -> Result<Duration> {
        cpu(&self.child.id().to_string())
    }

    /// How much memory it holds, in bytes.
    ///
    /// # Errors
    /// Where the process is gone.
    pub fn resident_bytes(&self) -> Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kib| kib.trim().parse::<u64>().ok());
        kib.map(|kib| kib * 1024).with_context(|| format!("{path} says nothing about memory"))
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn stop(mut self) -> Result<()> {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).context("a process has an id")?;
        kill_process(id, Signal::TERM).context("cannot ask a server to stop")?;
        let began = Instant::now();
        while self.child.try_wait().context("cannot ask about a child")?.is_none() {
            if began.elapsed() > PATIENCE {
                return Err(anyhow!("a server does not stop: {}", self.said()?));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already needs no killing.
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// How long this process has used its core.
///
/// # Errors
/// What the system says.
pub fn own_cpu() -> Result<Duration> {
    cpu("self")
}

/// The time in the program and in the system, from `/proc`, in hundredths of a second.
fn cpu(process: &str) -> Result<Duration> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    // The second field is the name, which may hold blanks; the fourteenth and fifteenth are the times.
    let (_, fields) = stat.rsplit_once(')').with_context(|| format!("{path} has no name"))?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<u64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).with_context(|| format!("{path} has no times"))?;
    Ok(Duration::from_secs(1).mul_f64((user + system) as f64 / rustix::param::clock_ticks_per_second() as f64))
}

/// Whether somebody is there who reads a request and does something about it; listening alone is no service.
fn answers(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let request = format!("GET /api/v1/instance HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let is_sent = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.write_all(request.as_bytes())).is_ok();
    // The relay knows no such address and hangs up, which is an answer too.
    is_sent && stream.read(&mut [0; 64]).is_ok()
}

fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("cannot find a free port")?;
    listener.local_addr().context("a listener has an address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted() {
        let before = own_cpu().expect("our own times");
        let began = Instant::now();
        let mut sum = 0u64;
        while own_cpu().expect("our own times") < before + Duration::from_millis(30) {
            sum = sum.wrapping_mul(31).wrapping_add(7);
            assert!(began.elapsed() < PATIENCE, "{sum}");
        }
    }
}
