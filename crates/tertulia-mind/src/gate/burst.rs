//! Bursts: several messages in a row that are one thing said.

use std::borrow::Borrow;

use super::{Message, Table};

/// Longest pause between two messages of one burst, in milliseconds.
pub const LONGEST_GAP_MS: u64 = 90_000;

/// The burst that ends with the last message of the thread: the author's consecutive messages with pauses under
/// [`LONGEST_GAP_MS`], oldest first.
///
/// What other people write in between is passed over; what an assistant wrote ends the burst, because everything
/// before it has had its answer. `thread` is oldest first; the newest messages of a long one are looked at first, and the
/// rest is not. Empty when the thread is.
pub fn burst<M>(table: &Table, thread: impl DoubleEndedIterator<Item = M>) -> Vec<M>
where
    M: Borrow<Message>,
{
    let mut newest_first = thread.rev();
    let Some(last) = newest_first.next() else { return Vec::new() };
    let mut burst = vec![last];
    for message in newest_first {
        let (next, earlier): (&Message, &Message) = (burst[burst.len() - 1].borrow(), message.borrow());
        if table.is_assistant(earlier.author) {
            break;
        }
        if earlier.author != next.author {
            continue;
        }
        if next.at_ms.saturating_sub(earlier.at_ms) >= LONGEST_GAP_MS as i64 {
            break;
        }
        burst.push(message);
    }
    burst.reverse();
    burst
}
