//! The child on its way to becoming the engine: it ties its life to the server's, steps back behind the chat, and becomes
//! the program that it was told.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// The hidden argument with which the server's binary becomes an engine.
pub const WORKER_ARGUMENT: &str = "engine-worker";

/// How much the engine steps back for others that want the processor, in steps of `nice`.
#[cfg(unix)]
const STEP_BACK: i32 = 5;

/// Becomes the program of the arguments after [`WORKER_ARGUMENT`]. Returns only where that is not possible.
pub fn run_worker() -> ExitCode {
    let mut words = std::env::args_os().skip(2);
    let (Some(parent), Some(program)) = (words.next(), words.next()) else {
        eprintln!("no program to become");
        return ExitCode::FAILURE;
    };
    if let Err(error) = tie_to(&parent) {
        eprintln!("cannot be tied to the server: {error}");
        return ExitCode::FAILURE;
    }
    become_program(Command::new(program).args(words))
}

/// Dies with the server, even if the server is killed.
#[cfg(target_os = "linux")]
fn tie_to(parent: &OsString) -> std::io::Result<()> {
    use rustix::process::{Signal, getppid, set_parent_process_death_signal, setpriority_process};

    set_parent_process_death_signal(Some(Signal::KILL))?;
    // It may have died before that.
    let is = getppid().map(|pid| pid.as_raw_nonzero().to_string());
    if is.as_deref() != parent.to_str() {
        return Err(std::io::Error::other("the server is gone"));
    }
    setpriority_process(None, STEP_BACK)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn tie_to(_parent: &OsString) -> std::io::Result<()> {
    #[cfg(unix)]
    rustix::process::setpriority_process(None, STEP_BACK)?;
    Ok(())
}

#[cfg(unix)]
fn become_program(command: &mut Command) -> ExitCode {
    use std::os::unix::process::CommandExt;

    eprintln!("cannot start the engine: {}", command.exec());
    ExitCode::FAILURE
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> ExitCode {
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
