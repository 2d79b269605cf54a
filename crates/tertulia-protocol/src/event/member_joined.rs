//! `member_joined`: the author became a member.

use serde::{Deserialize, Serialize};
use tertulia_core::Seq;
use utoipa::ToSchema;

use crate::Profile;
use crate::member::Via;

/// The author became a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MemberJoined {
    /// How they came in.
    pub via: Via,
    /// The first message that they see.
    pub sees_from: u64,
    /// Who they are, as of the delivery; null where the profile no longer exists.
    #[schema(required = true)]
    pub profile: Option<Profile>,
}

impl MemberJoined {
    /// The wire form, with the joiner's profile, which the journal does not hold.
    pub fn of(event: &tertulia_core::event::MemberJoined, joiner: Option<Profile>) -> MemberJoined {
        MemberJoined { via: event.via.into(), sees_from: event.sees_from.0, profile: joiner }
    }
}

impl From<MemberJoined> for tertulia_core::event::MemberJoined {
    fn from(event: MemberJoined) -> Self {
        Self { via: event.via.into(), sees_from: Seq(event.sees_from) }
    }
}
