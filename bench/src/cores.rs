//! Cores: the server gets one, whoever loads it another, so that neither waits for the other.

use anyhow::{Context, Result, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// The core of whoever makes the load: the last one we may use.
///
/// # Errors
/// Where there is only one.
pub fn generator() -> Result<usize> {
    let allowed = allowed()?;
    match allowed.as_slice() {
        [.., _, last] => Ok(*last),
        _ => bail!("the bench needs two cores: one for the server, one for what loads it"),
    }
}

/// The core of the server: the first one this machine has for us.
pub const SERVER: usize = 0;

/// Keeps this thread, and what it starts from now on, on one core.
///
/// # Errors
/// What the system says.
pub fn pin(core: usize) -> Result<()> {
    let mut set = CpuSet::new();
    set.set(core);
    sched_setaffinity(None, &set).with_context(|| format!("cannot stay on core {core}"))
}

/// Does something that starts a process, which then has the server's core for itself; this thread goes back to where it was.
///
/// # Errors
/// What the system says.
pub fn on_server_core<T>(act: impl FnOnce() -> Result<T>) -> Result<T> {
    let before = sched_getaffinity(None).context("cannot read on which cores we may run")?;
    pin(SERVER)?;
    let done = act();
    sched_setaffinity(None, &before).context("cannot go back to our core")?;
    done
}

/// Thousands of sockets on either side need as many open files; children inherit this.
///
/// # Errors
/// What the system says.
pub fn raise_file_limit() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })
        .context("cannot raise the number of open files")
}

fn allowed() -> Result<Vec<usize>> {
    let set = sched_getaffinity(None).context("cannot read on which cores we may run")?;
    let cores: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|core| set.is_set(*core)).collect();
    if !cores.contains(&SERVER) {
        bail!("the bench may not use core {SERVER}; start it without a core mask");
    }
    Ok(cores)
}
