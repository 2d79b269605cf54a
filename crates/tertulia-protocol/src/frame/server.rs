//! What the server says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::account::Me;
use crate::instance::Instance;
use crate::signal::{AssistantState, Partial, Presence};
use crate::view::{Preferences, Unread};
use crate::{Event, GroupView, Problem, Profile, Time};

/// What the server says over the socket.
///
/// `event` frames of a group come in the order of `seq` without gaps; everything else may be lost and is put right by what
/// follows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "frames are made to be written at once, never kept")]
pub enum ServerFrame {
    /// The answer to `resume`.
    Welcome {
        /// A number for this connection, unique while the server runs.
        connection: u64,
        /// The server's clock.
        now: Time,
        /// The person who is connected.
        me: Me,
        /// The instance.
        instance: Instance,
        /// The version of the web app that this server serves; another one asks for a reload.
        version: String,
    },
    /// A sign of life, every 25 s. A client that hears nothing for 60 s connects anew.
    Ping,
    /// An event.
    Event {
        /// What happened.
        event: Event,
    },
    /// A group anew: replaces whatever the client knew of it. Loaded messages are stale where `view.group.seq` is ahead of
    /// the client.
    Group {
        /// The group as this person sees it.
        view: GroupView,
    },
    /// Nothing is missing up to here.
    CaughtUp {
        /// In which group; absent: in every group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<Uuid>,
        /// Up to which event.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
    },
    /// A group is gone for this person: nothing more comes of it.
    Gone {
        /// Which.
        group: Uuid,
        /// Why.
        reason: GoneReason,
    },
    /// A post is durable.
    Ack {
        /// The `ref` of the post.
        #[serde(rename = "ref")]
        reference: String,
        /// The message's place.
        seq: u64,
    },
    /// A post was refused; nothing was done.
    Problem {
        /// The `ref` of the post.
        #[serde(rename = "ref")]
        reference: String,
        /// Why.
        problem: Problem,
    },
    /// Somebody types, or stopped.
    Typing {
        /// Where.
        group: Uuid,
        /// Who.
        profile: Uuid,
        /// Whether they type.
        on: bool,
    },
    /// Somebody came or went.
    Presence {
        /// Who, and how.
        presence: Presence,
    },
    /// Somebody has read; also oneself, on another device.
    Read {
        /// Where.
        group: Uuid,
        /// Who.
        profile: Uuid,
        /// Up to which place.
        seq: u64,
    },
    /// More of an answer being written.
    Delta {
        /// Where.
        group: Uuid,
        /// The answer.
        message: Uuid,
        /// The run that writes it.
        run: Uuid,
        /// How many UTF-16 code units stand before this text.
        offset: u32,
        /// The text.
        text: String,
    },
    /// All of an answer being written so far.
    Partial {
        /// Where.
        group: Uuid,
        /// The text.
        partial: Partial,
    },
    /// What an assistant is about to do.
    Assistant {
        /// Where.
        group: Uuid,
        /// Who.
        assistant: Uuid,
        /// What.
        state: AssistantState,
        /// The call that waits.
        #[schema(required = true)]
        call: Option<Uuid>,
    },
    /// Somebody's profile changed.
    Profile {
        /// How it is now.
        profile: Profile,
    },
    /// One's own settings for a group changed, or what one has not read.
    Preferences {
        /// Where.
        group: Uuid,
        /// The settings.
        preferences: Preferences,
        /// What one has not read.
        unread: Unread,
    },
    /// Who wants me in a group has changed: fetch `/additions`.
    Additions,
    /// How many people wait for approval has changed.
    Requests {
        /// Where.
        group: Uuid,
        /// How many.
        count: u32,
    },
    /// One's own account changed.
    Me {
        /// How it is now.
        me: Me,
    },
    /// The instance changed.
    Instance {
        /// How it is now.
        instance: Instance,
    },
}

/// Why a group is gone for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoneReason {
    /// They left.
    Left,
    /// They were removed.
    Removed,
    /// The group was deleted for all.
    Deleted,
}
