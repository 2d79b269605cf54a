//! Settings of a group: what its members agreed on (GRP-9).

use serde::{Deserialize, Serialize};

use crate::{ModelId, ProfileId};

/// The most messages that "the last n" may say.
pub const NEWCOMERS_LAST_MAX: u32 = 10_000;

/// How much of the thread a new member sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "see", rename_all = "snake_case")]
pub enum Newcomers {
    /// All of it.
    #[default]
    Everything,
    /// The newest `count` messages (1 to 10,000) and what comes.
    Last { count: u32 },
    /// What comes after joining.
    FromJoining,
}

impl Newcomers {
    /// The stricter of two: a link can say less than the group, never more (GRP-9).
    #[must_use]
    pub fn stricter(self, other: Newcomers) -> Newcomers {
        use Newcomers::{Everything, FromJoining, Last};
        match (self, other) {
            (FromJoining, _) | (_, FromJoining) => FromJoining,
            (Last { count: a }, Last { count: b }) => Last { count: a.min(b) },
            (Last { count }, Everything) | (Everything, Last { count }) => Last { count },
            (Everything, Everything) => Everything,
        }
    }
}

/// Who may change the group's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingsRight {
    /// Any member.
    #[default]
    AnyMember,
    /// The creator alone.
    CreatorOnly,
}

/// When an assistant takes part (AST-1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It follows the conversation and chooses.
    #[default]
    Auto,
    /// Only explicit calls.
    WhenMentioned,
    /// Never.
    Off,
}

/// An assistant's place at the table of one group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seat {
    pub assistant: ProfileId,
    pub mode: Mode,
    /// The model it answers with; `None`: the instance's default.
    pub model: Option<ModelId>,
}
