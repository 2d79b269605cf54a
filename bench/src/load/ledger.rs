//! The ledger: which message has arrived where. All members of a group must see the same messages, each once, in one order.

use std::time::{Duration, Instant};

use memchr::memchr;
use serde::Serialize;

/// Stands around a message's number. Nothing else that a system sends holds it.
const SIGN: u8 = b'#';

/// What must not happen.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Faults {
    /// Deliveries that never came.
    pub lost: u64,
    /// Deliveries that came again.
    pub duplicated: u64,
    /// Deliveries that came in another order than to the others.
    pub out_of_order: u64,
    /// Posts that the server said it would not take.
    pub refused: u64,
}

impl Faults {
    pub fn is_none(&self) -> bool {
        *self == Faults::default()
    }
}

/// The text of a message: exactly `bytes` long, where there is room for the number.
pub fn text(phase: u32, number: usize, bytes: usize) -> String {
    let mut text = format!("#{phase}.{number}# ");
    while text.len() < bytes {
        text.push_str("The quick brown fox jumps over the lazy dog. ");
    }
    text.truncate(bytes.max(24));
    text
}

/// The phase and number that a frame carries; `None` where it carries none.
fn number_in(frame: &[u8]) -> Option<(u32, usize)> {
    let start = memchr(SIGN, frame)? + 1;
    let end = start + memchr(SIGN, &frame[start..])?;
    let (phase, number) = std::str::from_utf8(&frame[start..end]).ok()?.split_once('.')?;
    Some((phase.parse().ok()?, number.parse().ok()?))
}

/// One phase at a time: what belongs to an earlier one was lost there, and is not looked at again.
pub struct Ledger {
    groups: Vec<GroupLedger>,
    phase: u32,
    began: Instant,
    messages: Vec<Tracked>,
    deliveries: u64,
    expected: u64,
    duplicated: u64,
    out_of_order: u64,
    refused: u64,
    last_arrival: Instant,
    /// Of each message that has arrived everywhere, in microseconds.
    delays: Vec<u32>,
}

struct GroupLedger {
    /// The order in which the first member saw the messages.
    order: Vec<u32>,
    /// How far each member is in it.
    seen: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Tracked {
    due: Duration,
    arrived: u32,
}

impl Ledger {
    /// For groups of these sizes.
    pub fn new(sizes: Vec<usize>) -> Ledger {
        let now = Instant::now();
        Ledger {
            groups: sizes.into_iter().map(|size| GroupLedger { order: Vec::new(), seen: vec![0; size] }).collect(),
            phase: 0,
            began: now,
            messages: Vec::new(),
            deliveries: 0,
            expected: 0,
            duplicated: 0,
            out_of_order: 0,
            refused: 0,
            last_arrival: now,
            delays: Vec::new(),
        }
    }

    /// Forgets everything for a new phase of up to `count` messages.
    pub fn begin(&mut self, phase: u32, began: Instant, count: usize) {
        for group in &mut self.groups {
            group.order.clear();
            group.seen.fill(0);
        }
        self.phase = phase;
        self.began = began;
        self.last_arrival = began;
        self.messages = vec![Tracked::default(); count];
        self.delays = Vec::with_capacity(count);
        (self.deliveries, self.expected) = (0, 0);
        (self.duplicated, self.out_of_order, self.refused) = (0, 0, 0);
    }

    /// A message is on its way.
    pub fn sent(&mut self, number: usize, group: usize, due: Instant) {
        self.messages[number].due = due.duration_since(self.began);
        self.expected += self.groups[group].seen.len() as u64;
    }

    /// A post was not taken, so nobody in the group waits for it.
    pub fn refused(&mut self, group: usize) {
        self.refused += 1;
        self.expected = self.expected.saturating_sub(self.groups[group].seen.len() as u64);
    }

    /// A frame has arrived.
    pub fn arrived(&mut self, frame: &[u8], group: usize, member: usize) {
        let Some((phase, number)) = number_in(frame) else { return };
        if phase != self.phase || number >= self.messages.len() {
            return;
        }
        let GroupLedger { order, seen } = &mut self.groups[group];
        let place = seen[member];
        let known = order.get(place).copied();
        match known {
            None if order.contains(&(number as u32)) => {
                self.duplicated += 1;
                return;
            }
            None => order.push(number as u32),
            Some(expected) if expected as usize == number => {}
            Some(_) if order[..place].contains(&(number as u32)) => {
                self.duplicated += 1;
                return;
            }
            Some(_) => {
                self.out_of_order += 1;
                return;
            }
        }
        seen[member] += 1;
        let now = Instant::now();
        self.last_arrival = now;
        self.deliveries += 1;
        let tracked = &mut self.messages[number];
        tracked.arrived += 1;
        if tracked.arrived as usize == seen.len() {
            let delay = now.duration_since(self.began).saturating_sub(tracked.due);
            self.delays.push(u32::try_from(delay.as_micros()).unwrap_or(u32::MAX));
        }
    }

    /// Whether all that was taken has arrived everywhere.
    pub fn is_complete(&self) -> bool {
        self.deliveries == self.expected
    }

    pub fn deliveries(&self) -> u64 {
        self.deliveries
    }

    pub fn last_arrival(&self) -> Instant {
        self.last_arrival
    }

    pub fn faults(&self) -> Faults {
        Faults {
            lost: self.expected.saturating_sub(self.deliveries),
            duplicated: self.duplicated,
            out_of_order: self.out_of_order,
            refused: self.refused,
        }
    }

    /// How long the given part of the messages took at most. What never arrived is in [`Ledger::faults`].
    pub fn percentile_ms(&mut self, part: f64) -> f64 {
        if self.delays.is_empty() {
            return f64::INFINITY;
        }
        self.delays.sort_unstable();
        let at = ((self.delays.len() as f64 * part).ceil() as usize).clamp(1, self.delays.len());
        f64::from(self.delays[at - 1]) / 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(messages: usize) -> Ledger {
        let mut ledger = Ledger::new(vec![2, 1]);
        let now = Instant::now();
        ledger.begin(3, now, messages);
        for number in 0..messages {
            ledger.sent(number, 0, now);
        }
        ledger
    }

    fn frame(number: usize) -> String {
        format!(r#"{{"text":"{}"}}"#, text(3, number, 200))
    }

    #[test]
    fn a_text_is_as_long_as_wanted_and_carries_its_number() {
        assert_eq!(text(3, 41, 200).len(), 200);
        assert_eq!(number_in(frame(41).as_bytes()), Some((3, 41)));
        assert_eq!(number_in(b"no number"), None);
    }

    #[test]
    fn it_is_complete_when_every_member_has_every_message() {
        let mut ledger = ledger(2);
        // The server decides the order.
        for (number, member) in [(1, 0), (0, 0), (1, 1), (0, 1)] {
            assert!(!ledger.is_complete());
            ledger.arrived(frame(number).as_bytes(), 0, member);
        }
        assert!(ledger.is_complete());
        assert!(ledger.faults().is_none());
        assert_eq!(ledger.delays.len(), 2);
    }

    #[test]
    fn what_is_missing_doubled_or_shuffled_is_counted() {
        let mut ledger = ledger(3);
        let mut arrived = |number, member| ledger.arrived(frame(number).as_bytes(), 0, member);
        arrived(0, 0);
        arrived(0, 0);
        arrived(1, 0);
        arrived(1, 1);
        assert_eq!(ledger.faults(), Faults { lost: 4, duplicated: 1, out_of_order: 1, refused: 0 });
    }

    #[test]
    fn what_was_refused_is_not_waited_for() {
        let mut ledger = ledger(1);
        ledger.refused(0);
        assert!(ledger.is_complete());
        assert_eq!(ledger.faults(), Faults { refused: 1, ..Faults::default() });
    }

    #[test]
    fn an_earlier_phase_is_not_looked_at() {
        let mut ledger = ledger(1);
        ledger.arrived(text(2, 0, 200).as_bytes(), 0, 0);
        assert_eq!(ledger.deliveries(), 0);
    }
}
