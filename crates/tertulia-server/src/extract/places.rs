//! Places: what stands in paths.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

macro_rules! place {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, IntoParams)]
        #[into_params(parameter_in = Path)]
        #[allow(dead_code, reason = "the group is read by `Within`, and stands here for the document")]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)+
        }
    };
}

place!(
    /// A group.
    InGroup {
        /// The group.
        group: Uuid,
    }
);
place!(
    /// A model that the house runs itself.
    WithName {
        /// Its name.
        name: String,
    }
);
place!(
    /// A message of a group.
    AtMessage {
        /// The group.
        group: Uuid,
        /// The message.
        message: Uuid,
    }
);
place!(
    /// A reaction to a message.
    AtReaction {
        /// The group.
        group: Uuid,
        /// The message.
        message: Uuid,
        /// Exactly one emoji.
        emoji: String,
    }
);
place!(
    /// A person, as a group's members speak of them.
    OfPerson {
        /// The group.
        group: Uuid,
        /// The person.
        profile: Uuid,
    }
);
place!(
    /// An assistant's seat.
    AtSeat {
        /// The group.
        group: Uuid,
        /// The assistant.
        assistant: Uuid,
    }
);
place!(
    /// A link of a group.
    OfInvite {
        /// The group.
        group: Uuid,
        /// The link.
        invite: Uuid,
    }
);
place!(
    /// Something with an id of its own.
    WithId {
        /// Its id.
        id: Uuid,
    }
);
place!(
    /// A username.
    WithUsername {
        /// The username.
        username: String,
    }
);
