//! `seat_changed`: an assistant's mode or model was changed.

use serde::{Deserialize, Serialize};

use crate::settings::Mode;
use crate::{Group, ModelId, ProfileId};

/// An assistant's mode or model was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeatChanged {
    pub assistant: ProfileId,
    pub mode: Mode,
    pub model: Option<ModelId>,
}

impl SeatChanged {
    pub(crate) fn apply(&self, group: &mut Group) {
        if let Some(seat) = group.seats.iter_mut().find(|s| s.assistant == self.assistant) {
            seat.mode = self.mode;
            seat.model = self.model;
        }
    }
}
