//! Bursts: several messages in a row that are one thing said.

use super::{Message, Table};

/// Longest pause between two messages of one burst, in milliseconds.
pub const LONGEST_GAP_MS: u64 = 90_000;

/// The burst that ends with the last message of the thread: the author's consecutive messages with pauses under
/// [`LONGEST_GAP_MS`], oldest first.
///
/// What other people write in between is passed over; what an assistant wrote ends the burst, because everything
/// before it has had its answer. `thread` is oldest first. Empty when the thread is.
pub fn burst<'m>(table: &Table, thread: &'m [Message]) -> Vec<&'m Message> {
    let Some(last) = thread.last() else { return Vec::new() };
    let mut burst = vec![last];
    let mut next = last;
    for message in thread.iter().rev().skip(1) {
        if table.is_assistant(message.author) {
            break;
        }
        if message.author != last.author {
            continue;
        }
        if next.at_ms.saturating_sub(message.at_ms) >= LONGEST_GAP_MS as i64 {
            break;
        }
        burst.push(message);
        next = message;
    }
    burst.reverse();
    burst
}
