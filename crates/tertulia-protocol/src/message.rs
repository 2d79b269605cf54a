//! Messages: what a thread is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tertulia_core::{Emoji, GroupId, MessageId, ModelId, ProfileId, RunId, Seq, message, run};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::Unfit;
use crate::run::{Origin, Outcome, Served, Usage};
use crate::{Body, Time};

/// A message in its present state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Made by the author (UUIDv7).
    pub id: Uuid,
    /// The group it stands in.
    pub group: Uuid,
    /// Its place, which orders the thread.
    pub seq: u64,
    /// The journal's place whose state this is: events up to here are in it already.
    pub as_of: u64,
    /// When it was written.
    pub at: Time,
    /// Who wrote it.
    pub author: Uuid,
    /// The message it answers, which the reader may not see.
    #[schema(required = true)]
    pub reply_to: Option<Uuid>,
    /// Copied here from another message.
    pub forwarded: bool,
    /// Null once deleted, for an answer that is still being written, and for one that failed.
    #[schema(required = true)]
    pub body: Option<Body>,
    /// 0 as first written, one more with each edit.
    pub version: u32,
    /// When it was last edited.
    #[schema(required = true)]
    pub edited_at: Option<Time>,
    /// Set once deleted: the tombstone.
    #[schema(required = true)]
    pub deleted: Option<Deletion>,
    /// Sorted by emoji.
    pub reactions: Vec<Reaction>,
    /// Set for an assistant's answer.
    #[schema(required = true)]
    pub answer: Option<Answer>,
}

/// Who deleted a message, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Deletion {
    /// Who.
    pub by: Uuid,
    /// When.
    pub at: Time,
}

/// Who reacted with one emoji.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reaction {
    /// Exactly one emoji.
    pub emoji: String,
    /// In the order of reacting.
    pub by: Vec<Uuid>,
}

/// How an assistant's message came about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Answer {
    /// The run that writes it.
    pub run: Uuid,
    /// The message that it answers.
    pub call: Uuid,
    /// The person answered, who is charged.
    pub answers: Uuid,
    /// Who writes.
    pub assistant: Uuid,
    /// The model of the catalogue; null where it was none of it.
    #[schema(required = true)]
    pub model: Option<Uuid>,
    /// The model's name as people saw it then.
    pub model_name: String,
    /// Why it answers.
    pub origin: Origin,
    /// When it began.
    pub began_at: Time,
    /// Null while it is being written.
    #[schema(required = true)]
    pub ended: Option<Ended>,
}

/// The end of a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// What it took.
    pub usage: Usage,
    /// The model that was asked last; absent where it is the one with which the run began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
    /// When.
    pub at: Time,
}

impl Message {
    /// The view of a message of `group` whose state is the one at `as_of`.
    pub fn of(group: GroupId, as_of: Seq, message: &message::Message) -> Message {
        let reaction = |(emoji, by): (&Emoji, &Vec<ProfileId>)| Reaction {
            emoji: emoji.as_str().to_owned(),
            by: by.iter().map(|id| id.0).collect(),
        };
        Message {
            id: message.id.0,
            group: group.0,
            seq: message.seq.0,
            as_of: as_of.0,
            at: message.at.into(),
            author: message.author.0,
            reply_to: message.reply_to.map(|id| id.0),
            forwarded: message.forwarded,
            body: message.body.as_ref().map(Body::from),
            version: message.version,
            edited_at: message.edited_at.map(Time),
            deleted: message.deleted.map(|d| Deletion { by: d.by.0, at: d.at.into() }),
            reactions: message.reactions.iter().map(reaction).collect(),
            answer: message.answer.as_ref().map(Answer::from),
        }
    }
}

impl TryFrom<Message> for message::Message {
    type Error = Unfit;

    fn try_from(message: Message) -> Result<Self, Unfit> {
        let id = MessageId(message.id);
        let mut reactions = BTreeMap::new();
        for Reaction { emoji, by } in message.reactions {
            let emoji = Emoji::parse(&emoji).map_err(|_| Unfit("emoji"))?;
            reactions.insert(emoji, by.into_iter().map(ProfileId).collect());
        }
        Ok(Self {
            id,
            seq: Seq(message.seq),
            at: message.at.into(),
            author: ProfileId(message.author),
            reply_to: message.reply_to.map(MessageId),
            forwarded: message.forwarded,
            body: message.body.map(Into::into),
            version: message.version,
            edited_at: message.edited_at.map(Into::into),
            deleted: message.deleted.map(|d| message::Deletion { by: ProfileId(d.by), at: d.at.into() }),
            reactions,
            answer: message.answer.map(|answer| answer.into_core(id)),
        })
    }
}

impl From<&message::Answer> for Answer {
    fn from(answer: &message::Answer) -> Self {
        let run = &answer.run;
        let ended = |e: &message::Ended| Ended {
            outcome: e.outcome.into(),
            usage: e.usage.into(),
            served: e.served.as_ref().map(Served::from),
            at: e.at.into(),
        };
        Answer {
            run: run.run.0,
            call: run.call.0,
            answers: run.answers.0,
            assistant: run.assistant.0,
            model: run.model.map(|id| id.0),
            model_name: run.model_name.clone(),
            origin: run.origin.into(),
            began_at: run.began_at.into(),
            ended: answer.ended.as_ref().map(ended),
        }
    }
}

impl Answer {
    fn into_core(self, message: MessageId) -> message::Answer {
        let ended = |e: Ended| message::Ended {
            outcome: e.outcome.into(),
            usage: e.usage.into(),
            served: e.served.map(Into::into),
            at: e.at.into(),
        };
        message::Answer {
            run: run::Run {
                run: RunId(self.run),
                message,
                assistant: ProfileId(self.assistant),
                call: MessageId(self.call),
                answers: ProfileId(self.answers),
                model: self.model.map(ModelId),
                model_name: self.model_name,
                origin: self.origin.into(),
                began_at: self.began_at.into(),
            },
            ended: self.ended.map(ended),
        }
    }
}
