//! Fail points: places where a test kills the process. Compiled only with the feature `failpoints`.

/// Where the process can be killed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(feature = "failpoints"), allow(dead_code))]
pub(crate) enum Failpoint {
    /// Everything is written, nothing is synced.
    BeforeCommit,
    /// Everything is durable, nobody has been answered.
    BeforeAnswer,
}

/// Kills the process where `TERTULIA_FAILPOINT` names this place: `before_commit:3` at the third time it is passed.
#[cfg(feature = "failpoints")]
pub(crate) fn pass(place: Failpoint) {
    use std::sync::atomic::{AtomicU64, Ordering};
    static PASSED: [AtomicU64; 2] = [AtomicU64::new(0), AtomicU64::new(0)];

    let (name, counter) = match place {
        Failpoint::BeforeCommit => ("before_commit", &PASSED[0]),
        Failpoint::BeforeAnswer => ("before_answer", &PASSED[1]),
    };
    let Ok(chosen) = std::env::var("TERTULIA_FAILPOINT") else { return };
    let Some((chosen, nth)) = chosen.split_once(':') else { return };
    if chosen == name && nth.parse() == Ok(counter.fetch_add(1, Ordering::SeqCst) + 1) {
        std::process::abort();
    }
}

#[cfg(not(feature = "failpoints"))]
pub(crate) fn pass(_: Failpoint) {}
