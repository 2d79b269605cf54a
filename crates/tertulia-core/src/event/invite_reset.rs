//! `invite_reset`: a link was reset; the old one has stopped working.

use serde::{Deserialize, Serialize};

use crate::InviteId;

/// A link was reset; the old one has stopped working.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InviteReset {
    pub invite: InviteId,
}
