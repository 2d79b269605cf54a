//! The machine: what the numbers depend on.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Serialize;

/// What the numbers depend on.
#[derive(Serialize)]
pub struct Machine {
    pub cores: usize,
    pub model: String,
    pub memory_gib: f64,
    pub kernel: String,
    /// The file system that all systems wrote to.
    pub disk: String,
    pub rustc: String,
    pub commit: String,
    /// Processes that wanted a core, on average of the last minute.
    pub load_before: f64,
    /// The same at the end; it holds our own two.
    pub load_after: f64,
}

impl Machine {
    /// Looks at the machine, before anything is measured.
    ///
    /// # Errors
    /// Where this is not Linux.
    pub fn look(place: &Path) -> Result<Machine> {
        let field = |path: &str, name: &str| -> Result<String> {
            let text = read(path)?;
            let line = text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_once(':'));
            Ok(line.map(|(_, value)| value.trim().to_owned()).unwrap_or_else(|| "unknown".into()))
        };
        let memory = field("/proc/meminfo", "MemTotal")?;
        let kib: f64 = memory.trim_end_matches(" kB").parse().unwrap_or(f64::NAN);
        Ok(Machine {
            // Of the machine; we ourselves stay on one.
            cores: read("/proc/cpuinfo")?.lines().filter(|line| line.starts_with("processor")).count(),
            model: field("/proc/cpuinfo", "model name")?,
            memory_gib: kib / 1_048_576.0,
            kernel: read("/proc/sys/kernel/osrelease")?.trim().to_owned(),
            disk: said("stat", &["--file-system", "--format=%T", &place.to_string_lossy()])?,
            rustc: said("rustc", &["--version"])?,
            commit: said("git", &["-C", env!("CARGO_MANIFEST_DIR"), "describe", "--always", "--dirty"])?,
            load_before: load()?,
            load_after: f64::NAN,
        })
    }

    /// Looks at the load again.
    ///
    /// # Errors
    /// Where this is not Linux.
    pub fn look_again(&mut self) -> Result<()> {
        self.load_after = load()?;
        Ok(())
    }
}

fn load() -> Result<f64> {
    let text = read("/proc/loadavg")?;
    text.split(' ').next().and_then(|one| one.parse().ok()).context("/proc/loadavg begins with a number")
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {path}; the bench runs on Linux"))
}

fn said(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output().with_context(|| format!("cannot run {program}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
