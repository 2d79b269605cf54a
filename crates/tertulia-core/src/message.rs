//! Messages: what a thread is made of, as the journal's events left them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::run::{Outcome, Run, Served, Usage};
use crate::{Body, Emoji, MessageId, ProfileId, Seq, Timestamp};

/// The most different emoji on one message.
pub const REACTIONS_MAX: usize = 50;

/// A message in its present state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    /// The place of its first event, which orders the thread.
    pub seq: Seq,
    pub at: Timestamp,
    pub author: ProfileId,
    pub reply_to: Option<MessageId>,
    /// Copied here from another message.
    pub forwarded: bool,
    /// `None` once deleted, and for an answer that is still being written.
    pub body: Option<Body>,
    /// 0 as first written, one more with each edit.
    pub version: u32,
    pub edited_at: Option<Timestamp>,
    pub deleted: Option<Deletion>,
    /// Who reacted, in the order of reacting.
    pub reactions: BTreeMap<Emoji, Vec<ProfileId>>,
    /// Set for an assistant's answer.
    pub answer: Option<Answer>,
}

/// Who deleted a message, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Deletion {
    pub by: ProfileId,
    pub at: Timestamp,
}

/// How an assistant's message came about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub run: Run,
    /// `None` while it is being written.
    pub ended: Option<Ended>,
}

/// The end of a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ended {
    pub outcome: Outcome,
    pub usage: Usage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
    pub at: Timestamp,
}

impl Message {
    /// Whether an assistant is still writing it.
    pub fn is_running(&self) -> bool {
        self.answer.as_ref().is_some_and(|a| a.ended.is_none())
    }

    /// How its run ended; `None` for a person's message and for a running answer.
    pub fn outcome(&self) -> Option<Outcome> {
        self.answer.as_ref().and_then(|a| a.ended.as_ref()).map(|e| e.outcome)
    }

    /// Whether `profile` reacted with `emoji`.
    pub fn has_reaction(&self, profile: ProfileId, emoji: &Emoji) -> bool {
        self.reactions.get(emoji).is_some_and(|who| who.contains(&profile))
    }
}
