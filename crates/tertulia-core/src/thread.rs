//! Threads: the messages of a chat, as a journal's events make them.
//!
//! This is the reference that every projection must equal: the store's tables, and the browser's state.

use std::collections::BTreeMap;

use crate::{Event, Message, MessageId, Seq};

/// The messages of one group, in their one order (MSG-2).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Thread {
    head: Seq,
    order: BTreeMap<Seq, MessageId>,
    messages: BTreeMap<MessageId, Message>,
}

impl Thread {
    /// A thread as somebody read it when its journal's head was `head`.
    pub fn read_at(head: Seq, messages: impl IntoIterator<Item = Message>) -> Thread {
        let mut thread = Thread { head, ..Thread::default() };
        for message in messages {
            thread.insert(message);
        }
        thread
    }

    /// Takes one more event into account. Never fails: the journal is the truth. Events already taken are ignored.
    pub fn apply(&mut self, event: &Event) {
        if event.stamp.seq <= self.head {
            return;
        }
        self.head = event.stamp.seq;
        event.kind.apply_to_thread(&event.stamp, self);
    }

    /// The last event taken into account.
    pub fn head(&self) -> Seq {
        self.head
    }

    /// The messages, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.order.values().filter_map(|id| self.messages.get(id))
    }

    /// One message.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id)
    }

    pub(crate) fn insert(&mut self, message: Message) {
        self.order.insert(message.seq, message.id);
        self.messages.insert(message.id, message);
    }

    pub(crate) fn message_mut(&mut self, id: MessageId) -> Option<&mut Message> {
        self.messages.get_mut(&id)
    }
}
