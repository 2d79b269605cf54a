//! Changes: whoever reads something outside the journals, changes it and writes it back waits for whoever does the same.

use tertulia_core::ids;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// How many things can be changed at the same time. Things that share a lane wait for each other without need, no more.
const LANES: usize = 64;

/// One lane for each thing that is changed as a whole, such as a profile or the links of a group.
pub(crate) struct Changes {
    lanes: [Mutex<()>; LANES],
}

impl Default for Changes {
    fn default() -> Self {
        Changes { lanes: std::array::from_fn(|_| Mutex::default()) }
    }
}

impl Changes {
    /// Changing the instance: its settings, its assistant, its catalogue.
    pub const INSTANCE: Uuid = Uuid::nil();

    /// Waits until nobody else changes this thing. Never ask for a second lane while holding one: it may be the same.
    pub async fn alone(&self, thing: impl Into<Thing>) -> MutexGuard<'_, ()> {
        let Thing(id) = thing.into();
        let lane = usize::from(id.as_bytes()[15]) % LANES;
        self.lanes[lane].lock().await
    }
}

/// Something that is changed as a whole.
pub(crate) struct Thing(Uuid);

impl From<Uuid> for Thing {
    fn from(id: Uuid) -> Self {
        Thing(id)
    }
}

impl From<ids::ProfileId> for Thing {
    fn from(id: ids::ProfileId) -> Self {
        Thing(id.0)
    }
}

impl From<ids::GroupId> for Thing {
    fn from(id: ids::GroupId) -> Self {
        Thing(id.0)
    }
}
