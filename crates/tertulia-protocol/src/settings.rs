//! Settings of a group.

use serde::{Deserialize, Serialize};
use tertulia_core::{ModelId, ProfileId, settings};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::mirror;

/// How much of the thread a new member sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(tag = "see", rename_all = "snake_case", deny_unknown_fields)]
pub enum Newcomers {
    /// All of it.
    #[default]
    Everything,
    /// The newest messages and what comes.
    Last {
        /// How many: 1 to 10,000.
        count: u32,
    },
    /// What comes after joining.
    FromJoining,
}

/// Who may change the group's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SettingsRight {
    /// Any member.
    #[default]
    AnyMember,
    /// The creator alone.
    CreatorOnly,
}

/// When an assistant takes part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Seat {
    /// Who sits there.
    pub assistant: Uuid,
    /// When it takes part.
    pub mode: Mode,
    /// The model it answers with; null: the instance's default.
    #[schema(required = true)]
    pub model: Option<Uuid>,
}

mirror!(SettingsRight = settings::SettingsRight { AnyMember, CreatorOnly });
mirror!(Mode = settings::Mode { Auto, WhenMentioned, Off });

impl From<settings::Newcomers> for Newcomers {
    fn from(newcomers: settings::Newcomers) -> Self {
        match newcomers {
            settings::Newcomers::Everything => Newcomers::Everything,
            settings::Newcomers::Last { count } => Newcomers::Last { count },
            settings::Newcomers::FromJoining => Newcomers::FromJoining,
        }
    }
}

impl From<Newcomers> for settings::Newcomers {
    fn from(newcomers: Newcomers) -> Self {
        match newcomers {
            Newcomers::Everything => Self::Everything,
            Newcomers::Last { count } => Self::Last { count },
            Newcomers::FromJoining => Self::FromJoining,
        }
    }
}

impl From<&settings::Seat> for Seat {
    fn from(seat: &settings::Seat) -> Self {
        Seat { assistant: seat.assistant.0, mode: seat.mode.into(), model: seat.model.map(|id| id.0) }
    }
}

impl From<Seat> for settings::Seat {
    fn from(seat: Seat) -> Self {
        Self { assistant: ProfileId(seat.assistant), mode: seat.mode.into(), model: seat.model.map(ModelId) }
    }
}
