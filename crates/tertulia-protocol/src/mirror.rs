//! How wire types and core types stay in step.

use serde::{Deserialize, Deserializer};

/// What came over the wire is not something that the rules could have made, such as a name that names may not be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the {0} on the wire is not one that the rules allow")]
pub struct Unfit(pub &'static str);

/// Tells a field that is `null` from one that is absent: with `#[serde(default, deserialize_with = "present")]` on an
/// `Option<Option<T>>`, absent is `None` (keep it) and `null` is `Some(None)` (clear it).
///
/// # Errors
/// Those of the value.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// Makes conversions both ways between a wire enum and a core enum without data. The matches are exhaustive, so that a new
/// variant on either side asks for its place on the other.
macro_rules! mirror {
    ($wire:ident = $core:path { $($variant:ident),+ $(,)? }) => {
        impl From<$core> for $wire {
            fn from(value: $core) -> Self {
                use $core as Core;
                match value { $(Core::$variant => $wire::$variant),+ }
            }
        }

        impl From<$wire> for $core {
            fn from(value: $wire) -> Self {
                use $core as Core;
                match value { $($wire::$variant => Core::$variant),+ }
            }
        }
    };
}

pub(crate) use mirror;
