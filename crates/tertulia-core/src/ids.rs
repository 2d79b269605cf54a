//! Ids: one type for each kind of thing, so that one cannot be passed for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

id!(
    /// A participant: a person or an assistant.
    ProfileId
);
id!(
    /// A group.
    GroupId
);
id!(
    /// A message. Made by its author (UUIDv7), so that a retry cannot post it twice.
    MessageId
);
id!(
    /// One attempt of an assistant to answer.
    RunId
);
id!(
    /// A standing offer to join a group. Not its secret.
    InviteId
);
id!(
    /// A signed-in period of an account. Not its secret.
    SessionId
);
id!(
    /// A bearer token made for scripts. Not its secret.
    TokenId
);
id!(
    /// A stored file, such as a photo.
    BlobId
);
id!(
    /// A model in the catalogue.
    ModelId
);
id!(
    /// A provider: an address that serves models.
    ProviderId
);

/// The place of an event in its group's journal: 1 for the first, without gaps. 0 stands before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// Before the first event.
    pub const ZERO: Seq = Seq(0);

    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Seq {
        Seq(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
