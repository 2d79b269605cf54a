//! What the worker denies itself before it reads anything.

use std::io;

/// The limits a worker sets for itself. They cannot be raised again.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Address space on top of what the process has mapped when it starts, in bytes.
    pub memory: u64,
    /// Processor time, in seconds.
    pub processor_seconds: u64,
}

impl Default for Limits {
    /// Enough for the largest picture accepted, in the most wasteful coding: a progressive JPEG of fifty megapixels
    /// keeps six bytes of coefficients and three of colour a pixel.
    fn default() -> Self {
        Self { memory: 640 * 1024 * 1024, processor_seconds: 15 }
    }
}

impl Limits {
    /// Sets the limits for this process: memory, processor time, no core dump, no writing to files, no new files.
    ///
    /// # Errors
    ///
    /// When the system refuses, and on systems without such limits: a worker without bounds must not run.
    #[cfg(unix)]
    pub fn apply(&self) -> io::Result<()> {
        use rustix::process::{Resource, Rlimit, setrlimit};

        let set = |resource, value| setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
        let mapped = mapped_now()?;
        set(Resource::As, mapped.saturating_add(self.memory))?;
        set(Resource::Cpu, self.processor_seconds)?;
        set(Resource::Core, 0)?;
        set(Resource::Fsize, 0)?;
        // Standard input, output and error are open already; nothing else will be.
        set(Resource::Nofile, 3)?;
        Ok(())
    }

    /// Always refuses: this system has no such limits.
    #[cfg(not(unix))]
    pub fn apply(&self) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this system cannot limit a process"))
    }
}

/// The address space this process has mapped, in bytes. An allocator may reserve a gigabyte before `main` runs, so an
/// absolute limit would mean little.
#[cfg(target_os = "linux")]
fn mapped_now() -> io::Result<u64> {
    let sizes = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 =
        sizes.split(' ').next().and_then(|pages| pages.parse().ok()).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "/proc/self/statm does not begin with a number")
        })?;
    Ok(pages * rustix::param::page_size() as u64)
}

/// Other systems do not say; a gigabyte stands for what a process of ours maps at its start.
#[cfg(all(unix, not(target_os = "linux")))]
fn mapped_now() -> io::Result<u64> {
    Ok(1 << 30)
}
