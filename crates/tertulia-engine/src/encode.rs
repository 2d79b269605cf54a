//! Encoding: the engine knows what to say, the protocol knows how it is written.

use bytes::Bytes;
use tertulia_core::profile::Profile;
use tertulia_core::{Event, GroupId};

use crate::Signal;

/// Writes complete frames. Called once per event and group; the same bytes go to every connection.
pub trait Encode: Send + Sync {
    /// An event; `joiner` for the profile of whoever joined.
    fn event(&self, group: GroupId, event: &Event, joiner: Option<&Profile>) -> Bytes;
    /// What a reader is told of an event that touches a message they may not see.
    fn hidden(&self, group: GroupId, event: &Event) -> Bytes;
    /// A signal.
    fn signal(&self, signal: &Signal) -> Bytes;
}
