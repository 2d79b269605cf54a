//! `run_began`: an assistant began to answer; its message stands here from now on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::run::Run;

/// An assistant began to answer; its message stands here from now on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct RunBegan {
    /// What is known of it.
    pub run: Run,
}

impl From<&tertulia_core::event::RunBegan> for RunBegan {
    fn from(event: &tertulia_core::event::RunBegan) -> Self {
        RunBegan { run: Run::from(&event.run) }
    }
}

impl From<RunBegan> for tertulia_core::event::RunBegan {
    fn from(event: RunBegan) -> Self {
        Self { run: event.run.into() }
    }
}
