//! SQL that every database here speaks: `$1` parameters, ids as uuids, times as milliseconds.
//!
//! One test prepares every constant, so that a misspelt column is found without a test of its own.

/// A table of named statements, with a list of them for the test that prepares each.
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $text;)*

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $text)),*];
    };
}
pub(crate) use sql;

pub(crate) mod blobs;
pub(crate) mod credentials;
pub(crate) mod groups;
pub(crate) mod instance;
pub(crate) mod invites;
pub(crate) mod memberships;
pub(crate) mod models;
pub(crate) mod people;
pub(crate) mod runs;
