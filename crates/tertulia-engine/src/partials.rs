//! Partials: the texts of answers that are being written on this node.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tertulia_core::{Group, GroupId, MessageId, RunId, Seq};

use crate::{Engine, Partial, Signal};

/// The texts so far.
#[derive(Default)]
pub(crate) struct Partials {
    texts: Mutex<HashMap<MessageId, Growing>>,
}

struct Growing {
    run: RunId,
    /// Where its message stands, once that is known.
    place: Option<Seq>,
    text: String,
    utf16_len: u32,
}

impl Partials {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<MessageId, Growing>) -> T) -> T {
        act(&mut self.texts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Engine {
    /// Begins a partial.
    pub fn begin_partial(&self, message: MessageId, run: RunId) {
        self.partials
            .with(|texts| texts.insert(message, Growing { run, place: None, text: String::new(), utf16_len: 0 }));
    }

    /// Says where the message of a partial stands, so that nobody hears of it who does not see that far back.
    pub fn place_partial(&self, message: MessageId, place: Seq) {
        self.partials.with(|texts| {
            if let Some(growing) = texts.get_mut(&message) {
                growing.place = Some(place);
            }
        });
    }

    /// Adds text to a partial and tells everybody in the group who sees its message, in the same order as others add.
    pub fn grow_partial(&self, group: GroupId, message: MessageId, more: &str) {
        let grown = self.partials.with(|texts| {
            let growing = texts.get_mut(&message)?;
            let offset = growing.utf16_len;
            growing.text.push_str(more);
            growing.utf16_len += u32::try_from(more.encode_utf16().count()).unwrap_or(u32::MAX);
            Some((growing.run, growing.place, offset))
        });
        if let Some((run, place, offset)) = grown {
            let delta = Signal::Delta { group, message, run, offset, text: more.to_owned() };
            self.hub.signal_readers(group, place, &delta);
        }
    }

    /// The text so far.
    pub fn partial(&self, message: MessageId) -> Option<Partial> {
        self.partials.with(|texts| texts.get(&message).map(|g| Partial { message, run: g.run, text: g.text.clone() }))
    }

    /// Forgets a partial, once its run has ended.
    pub fn end_partial(&self, message: MessageId) {
        self.partials.with(|texts| texts.remove(&message));
    }

    /// The partials of a group's running answers that a member sees who sees from this place on.
    pub(crate) fn partials_of(&self, group: &Group, sees_from: Seq) -> Vec<Partial> {
        let is_seen =
            |message| self.partials.with(|texts| texts.get(&message).and_then(|g| g.place)) >= Some(sees_from);
        group.running.iter().map(|run| run.message).filter(|m| is_seen(*m)).filter_map(|m| self.partial(m)).collect()
    }
}
