//! Marks in the search indexes: what every word of a group begins with, so that a search meets only the words of its groups,
//! however much the rest of the instance has written.

use tertulia_core::{GroupId, ProfileId};

/// Stands between a group's mark and an author's. Private, so that no word can hold it.
const AUTHOR_SIGN: char = '\u{E000}';

/// What every word of a group begins with: the end of its id, which is random. Two groups with one mark would cost each
/// other a little time; what is found is checked against the messages.
pub(crate) fn group(group: GroupId) -> String {
    let [.., a, b, c, d] = group.0.into_bytes();
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

/// The word under which all messages of an author in a group stand.
pub(crate) fn author(mark: &str, author: ProfileId) -> String {
    format!("{mark}{AUTHOR_SIGN}{}", author.0.simple())
}
