//! What this machine has.

use tertulia_core::ports::Machine;

/// Cores that this process may use, and the memory of the machine or of the group of processes that it is confined to.
pub fn machine() -> Machine {
    let cores = std::thread::available_parallelism().map_or(1, |cores| u32::try_from(cores.get()).unwrap_or(u32::MAX));
    let confined = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    let memory = match (physical(), confined) {
        (Some(physical), Some(confined)) => Some(physical.min(confined)),
        (physical, confined) => physical.or(confined),
    };
    Machine { cores, memory }
}

/// Threads for a model: one on a small machine, where two that wait for each other are slower than one; never all, because
/// the chat needs one too.
pub(crate) fn threads(cores: u32) -> u32 {
    if cores <= 2 { 1 } else { (cores / 2).min(8) }
}

fn physical() -> Option<u64> {
    total(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

/// The total of `/proc/meminfo`, in bytes.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_is_read_as_the_kernel_writes_it() {
        assert_eq!(total("MemTotal:       24640328 kB\nMemFree:  1 kB\n"), Some(24_640_328 * 1024));
        assert_eq!(total("MemFree:  1 kB\n"), None);
        assert_eq!(total("MemTotal: many kB\n"), None);
    }

    #[test]
    fn a_model_never_takes_every_core() {
        for (cores, expected) in [(1, 1), (2, 1), (4, 2), (8, 4), (64, 8)] {
            assert_eq!(threads(cores), expected);
        }
    }
}
