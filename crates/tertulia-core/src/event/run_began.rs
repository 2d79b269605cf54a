//! `run_began`: an assistant began to answer; its message stands here from now on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::message::Answer;
use crate::run::Run;
use crate::thread::Thread;
use crate::{Group, Message};

/// An assistant began to answer; its message stands here from now on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RunBegan {
    pub run: Run,
}

impl RunBegan {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.running.push(self.run.clone());
    }

    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        thread.insert(Message {
            id: self.run.message,
            seq: stamp.seq,
            at: stamp.at,
            author: stamp.author,
            reply_to: Some(self.run.call),
            forwarded: false,
            body: None,
            version: 0,
            edited_at: None,
            deleted: None,
            reactions: BTreeMap::new(),
            answer: Some(Answer { run: self.run.clone(), ended: None }),
        });
    }
}
