//! Reading and writing messages over REST.

use serde::{Deserialize, Serialize};
use tertulia_core::ports;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::signal::Partial;
use crate::{Body, Event, Message, Profile, Time};

/// A part of a thread.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page {
    /// Oldest first, in their state at `head`.
    pub messages: Vec<Message>,
    /// What happened to the group itself meanwhile, in the part of the journal that the page covers: from its first message
    /// (or the first place that the reader sees, where nothing is older) to its last one (or `head`, where nothing is newer).
    pub events: Vec<Event>,
    /// Of authors, and of whoever reacted or was mentioned, who are members no longer.
    pub profiles: Vec<Profile>,
    /// Answers being written.
    pub partials: Vec<Partial>,
    /// The journal's head when the page was read.
    pub head: u64,
    /// Whether there are messages before these.
    pub has_older: bool,
    /// Whether there are messages after these.
    pub has_newer: bool,
}

/// Which part of a thread to read: the newest where none of `before`, `after` and `around` is given; at most one may be.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The messages just before this place: a `seq` or the id of a message.
    #[serde(default)]
    pub before: Option<String>,
    /// The messages just after this place: a `seq` or the id of a message.
    #[serde(default)]
    pub after: Option<String>,
    /// Half before and half from this place on: a `seq` or the id of a message.
    #[serde(default)]
    pub around: Option<String>,
    /// 1 to 200; 50 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One message, with the profiles that it names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct OneMessage {
    /// The message.
    pub message: Message,
    /// Of whoever it names.
    pub profiles: Vec<Profile>,
}

/// Says something, or copies a message from another group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostMessage {
    /// Chosen by the author (UUIDv7), so that a retry posts no second message.
    pub id: Uuid,
    /// What it says; absent where it forwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Uuid>,
    /// The message whose text is copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward: Option<Forward>,
}

/// A message to copy, which the author must be able to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    /// The group it stands in.
    pub group: Uuid,
    /// The message.
    pub message: Uuid,
}

/// What became of a post.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Posted {
    /// Its place.
    pub seq: u64,
    /// The message as it stands.
    pub message: Message,
}

/// Changes what a message says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMessage {
    /// What it says from now on.
    pub body: Body,
}

/// The journal's place after a change. A change that was so already gives the present head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// The place of the last event that followed, or the head where none did.
    pub seq: u64,
}

/// What a message said at one time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Version {
    /// 0 as first written.
    pub version: u32,
    /// When it was written so.
    pub at: Time,
    /// What it said.
    pub body: Body,
}

/// Asks for another answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redo {
    /// The model to answer with; absent or null: the seat's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Uuid>,
}

/// An answer that began.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Begun {
    /// The message that will hold it.
    pub message: Message,
}

impl From<&ports::Version> for Version {
    fn from(version: &ports::Version) -> Self {
        Version { version: version.version, at: version.at.into(), body: (&version.body).into() }
    }
}
