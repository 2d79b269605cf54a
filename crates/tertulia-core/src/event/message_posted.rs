//! `message_posted`: a person said something.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::thread::Thread;
use crate::{Body, Message, MessageId};

/// A person said something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessagePosted {
    pub message: MessageId,
    pub reply_to: Option<MessageId>,
    pub forwarded: bool,
    /// `None` once erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

impl MessagePosted {
    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        thread.insert(Message {
            id: self.message,
            seq: stamp.seq,
            at: stamp.at,
            author: stamp.author,
            reply_to: self.reply_to,
            forwarded: self.forwarded,
            body: self.body.clone(),
            version: 0,
            edited_at: None,
            deleted: None,
            reactions: BTreeMap::new(),
            answer: None,
        });
    }
}
