//! `run_ended`: an answer ended, with the text that everybody saw.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::message::Ended;
use crate::run::{Outcome, Served, Usage};
use crate::thread::Thread;
use crate::{Body, Group, MessageId, Seq};

/// An answer ended, with the text that everybody saw.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RunEnded {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
    /// `None` once erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    pub outcome: Outcome,
    pub usage: Usage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
}

impl RunEnded {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.running.retain(|r| r.message != self.message);
    }

    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        let Some(message) = thread.message_mut(self.message) else { return };
        if let Some(answer) = &mut message.answer {
            answer.ended =
                Some(Ended { outcome: self.outcome, usage: self.usage, served: self.served.clone(), at: stamp.at });
            message.body = self.body.clone();
        }
    }
}
