//! How long a call waits for the rest of what its author wants to say.

use super::completeness::Completeness;

/// Shortest and longest time to wait for a further message, in milliseconds, before completeness is weighed in.
const BASE_MS: (u64, u64) = (800, 6_000);
/// An explicit call waits at least this long, in milliseconds.
const LEAST_MS: u64 = 400;
/// How long after the author stops typing the wait goes on, in milliseconds.
const AFTER_TYPING_MS: u64 = 700;
/// An author who types waits no longer than this for an answer, in milliseconds after the last message.
const LONGEST_MS: u64 = 12_000;
/// Pauses needed before an author's rhythm is known.
const FEWEST_GAPS: usize = 3;

/// The rhythm of the moment. All times are the server's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Pauses between consecutive messages of the author in this group, in milliseconds, in any order.
    pub gaps_ms: Vec<u64>,
    /// Milliseconds since the last message of the burst.
    pub since_last_ms: u64,
    /// Whether the author is typing.
    pub typing: Typing,
}

/// Whether the author of a call is typing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typing {
    /// Not typing, as far as is known.
    #[default]
    No,
    /// Typing now.
    Now,
    /// Stopped this many milliseconds ago without sending.
    Stopped(u64),
}

/// Milliseconds to wait from now before an explicit call is answered.
///
/// While the author types this is the time until patience ends; ask again when the typing stops or a message comes.
pub(super) fn hold_ms(completeness: Completeness, pace: &Pace) -> u64 {
    let left = |total: u64| total.saturating_sub(pace.since_last_ms);
    let rest = left(rest_ms(completeness, &pace.gaps_ms));
    match pace.typing {
        Typing::No => rest,
        Typing::Now => left(LONGEST_MS),
        Typing::Stopped(ago) => rest.max(AFTER_TYPING_MS.saturating_sub(ago)).min(left(LONGEST_MS)),
    }
}

/// The wait after the last message when nobody types.
fn rest_ms(completeness: Completeness, gaps_ms: &[u64]) -> u64 {
    let base = (percentile_75(gaps_ms).unwrap_or(0) * 13 / 10).clamp(BASE_MS.0, BASE_MS.1);
    match completeness {
        Completeness::Complete => (base / 2).max(LEAST_MS),
        Completeness::Unclear => base,
        Completeness::Open => base * 2,
    }
}

fn percentile_75(gaps_ms: &[u64]) -> Option<u64> {
    // Longer pauses lie between bursts and say nothing about their rhythm.
    let mut gaps: Vec<u64> = gaps_ms.iter().copied().filter(|gap| *gap < super::LONGEST_GAP_MS).collect();
    if gaps.len() < FEWEST_GAPS {
        return None;
    }
    gaps.sort_unstable();
    Some(gaps[(gaps.len() * 3).div_ceil(4) - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(since_last_ms: u64, typing: Typing) -> Pace {
        Pace { gaps_ms: Vec::new(), since_last_ms, typing }
    }

    #[test]
    fn a_complete_call_waits_four_tenths_of_a_second() {
        assert_eq!(hold_ms(Completeness::Complete, &pace(0, Typing::No)), 400);
        assert_eq!(hold_ms(Completeness::Complete, &pace(150, Typing::No)), 250);
        assert_eq!(hold_ms(Completeness::Complete, &pace(5_000, Typing::No)), 0);
    }

    #[test]
    fn an_open_ending_waits_twice_as_long() {
        assert_eq!(hold_ms(Completeness::Unclear, &pace(0, Typing::No)), 800);
        assert_eq!(hold_ms(Completeness::Open, &pace(0, Typing::No)), 1_600);
    }

    #[test]
    fn the_author_s_rhythm_sets_the_wait_within_bounds() {
        let with = |gaps: &[u64]| hold_ms(Completeness::Unclear, &Pace { gaps_ms: gaps.to_vec(), ..Pace::default() });
        assert_eq!(with(&[1_000, 2_000, 3_000, 4_000]), 3_900, "1.3 times the 75th percentile");
        assert_eq!(with(&[20_000; 4]), 6_000);
        assert_eq!(with(&[10; 4]), 800);
        assert_eq!(with(&[3_000, 3_000]), 800, "two pauses are no rhythm");
        assert_eq!(with(&[1_000, 1_000, 1_000, 3_600_000]), 1_300, "an hour's silence is not part of a burst");
    }

    #[test]
    fn typing_holds_until_it_stops_and_never_longer_than_twelve_seconds() {
        assert_eq!(hold_ms(Completeness::Complete, &pace(2_000, Typing::Now)), 10_000);
        assert_eq!(hold_ms(Completeness::Complete, &pace(13_000, Typing::Now)), 0);
        assert_eq!(hold_ms(Completeness::Complete, &pace(5_000, Typing::Stopped(0))), 700);
        assert_eq!(hold_ms(Completeness::Complete, &pace(5_000, Typing::Stopped(600))), 100);
        assert_eq!(hold_ms(Completeness::Complete, &pace(11_900, Typing::Stopped(0))), 100);
    }
}
