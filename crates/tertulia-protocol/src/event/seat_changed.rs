//! `seat_changed`: an assistant's mode or model was changed.

use serde::{Deserialize, Serialize};
use tertulia_core::{ModelId, ProfileId};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::settings::Mode;

/// An assistant's mode or model was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeatChanged {
    /// Whose.
    pub assistant: Uuid,
    /// When it takes part.
    pub mode: Mode,
    /// The model it answers with; null: the instance's default.
    #[schema(required = true)]
    pub model: Option<Uuid>,
}

impl From<&tertulia_core::event::SeatChanged> for SeatChanged {
    fn from(event: &tertulia_core::event::SeatChanged) -> Self {
        SeatChanged { assistant: event.assistant.0, mode: event.mode.into(), model: event.model.map(|id| id.0) }
    }
}

impl From<SeatChanged> for tertulia_core::event::SeatChanged {
    fn from(event: SeatChanged) -> Self {
        Self { assistant: ProfileId(event.assistant), mode: event.mode.into(), model: event.model.map(ModelId) }
    }
}
