//! The search index: words of messages as `tsvector`, written with the messages.
//!
//! Every word begins with a mark of its group, as in SQLite's index ([`crate::marks`]), so that a search meets only the words of
//! its groups. Places are kept for phrases. They end at 16,383, so a message of more words has several parts, each of which
//! begins with the end of the one before it, longer than any phrase that is looked for.

use std::collections::BTreeMap;

use tertulia_core::{GroupId, MessageId, ProfileId, Result};
use uuid::Uuid;

use super::Conn;
use crate::error::SqlResult;
use crate::{marks, segment};

/// Words of one part.
const PART_WORDS: usize = 8_000;
/// Words that two parts share; twice the longest stretch that is looked for, since a character is up to two words.
const SHARED_WORDS: usize = 160;
/// The most places of one word that PostgreSQL keeps.
const PLACES_MAX: usize = 255;

crate::sql::sql! {
    PUT = "INSERT INTO search (row, part, is_part, words)
        SELECT m.row, $3, $4, $5::tsvector FROM messages m WHERE m.group_id = $1 AND m.id = $2";
    REMOVE = "DELETE FROM search WHERE row = (SELECT row FROM messages WHERE group_id = $1 AND id = $2)";
    STANDING = "SELECT author FROM messages WHERE group_id = $1 AND id = $2 AND deleted_at_ms IS NULL";
    /// Messages that stand and are not found, or are found and do not stand.
    DIFFERS = "WITH found AS (SELECT DISTINCT m.row FROM search s JOIN messages m ON m.row = s.row WHERE m.group_id = $1),
        standing AS (SELECT m.row FROM messages m
            JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            WHERE m.group_id = $1 AND m.deleted_at_ms IS NULL)
        SELECT (SELECT COUNT(*) FROM (SELECT row FROM found EXCEPT SELECT row FROM standing) a)
            + (SELECT COUNT(*) FROM (SELECT row FROM standing EXCEPT SELECT row FROM found) b)";
}

/// One change of the index.
pub(crate) struct Entry {
    group: GroupId,
    message: MessageId,
    /// Each part as a `tsvector`; none takes the message out.
    parts: Vec<String>,
}

impl Entry {
    pub fn put(group: GroupId, message: MessageId, author: ProfileId, text: &str) -> Entry {
        Entry { group, message, parts: parts(group, author, text) }
    }
}

/// What takes a message as it stands now out of the index, and its author; `None` if it is not in it.
pub(super) async fn entry_of(
    conn: &mut Conn,
    group: GroupId,
    message: MessageId,
) -> Result<Option<(Entry, ProfileId)>, sqlx::Error> {
    let author: Option<Uuid> = sqlx::query_scalar(STANDING).bind(group.0).bind(message.0).fetch_optional(conn).await?;
    Ok(author.map(|author| (Entry { group, message, parts: Vec::new() }, ProfileId(author))))
}

/// Tells the index the changes of a transaction, in their order.
pub(crate) async fn write(conn: &mut Conn, entries: &[Entry]) -> Result<(), sqlx::Error> {
    for Entry { group, message, parts } in entries {
        if parts.is_empty() {
            sqlx::query(REMOVE).bind(group.0).bind(message.0).execute(&mut *conn).await?;
        }
        for (n, words) in (0i32..).zip(parts) {
            let put = sqlx::query(PUT).bind(group.0).bind(message.0).bind(n).bind(parts.len() > 1).bind(words);
            put.execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// In how many places the index differs from a group's messages.
pub(super) async fn differs(conn: &mut Conn, group: GroupId) -> Result<i64> {
    sqlx::query_scalar(DIFFERS).bind(group.0).fetch_one(conn).await.sql()
}

/// Everything under which a message is found, as the text of one `tsvector` for each part.
pub(super) fn parts(group: GroupId, author: ProfileId, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    segment::each_word(text, |word| words.push(word.to_owned()));
    let mark = marks::group(group);
    let (mut parts, mut from) = (Vec::new(), 0);
    loop {
        let to = words.len().min(from + PART_WORDS);
        parts.push(vector(&mark, author, &words[from..to]));
        if to == words.len() {
            return parts;
        }
        from = to - SHARED_WORDS;
    }
}

fn vector(mark: &str, author: ProfileId, words: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, word) in words.iter().enumerate() {
        places.entry(word).or_default().push(n + 1);
    }
    let mut vector = String::with_capacity(64 + 16 * places.len());
    // Words hold letters, digits and marks only, so there is nothing to escape.
    vector.push_str(&format!("'{mark}' '{}'", marks::author(mark, author)));
    for (word, places) in places {
        let places: Vec<String> = places.iter().take(PLACES_MAX).map(usize::to_string).collect();
        vector.push_str(&format!(" '{mark}{word}':{}", places.join(",")));
    }
    vector
}
