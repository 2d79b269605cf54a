//! The search index: what a transaction has to tell it, and how it is told.
//!
//! Every word in the index begins with a mark of its group. So a search meets only the words of its groups, however much
//! the rest of the instance has written. A message has three kinds of entries: the bare mark (for searches by date
//! alone), the mark with its author, and the mark with each of its words.
//!
//! New messages do not go into the index with their commit, which would cost as much again as recording them. The index
//! is told of them later, many at a time and in the order of recording, and the store remembers how far it was told; whoever
//! searches has it told of the rest first. Up to that place every change of a message changes its entries in the same
//! transaction; beyond it nothing has to be done, because the message is told of as it stands then.
//!
//! The index keeps no text. To take an entry out, the same words have to be given again, so a change in how text is cut
//! needs a new [`SEGMENTATION`], which makes the index anew when the store is opened.

#[cfg(test)]
mod tests;

use sqlx::SqliteConnection;
use sqlx::types::Json;
use tertulia_core::{GroupId, MessageId, ProfileId, Result};
use uuid::Uuid;

use crate::error::SqlResult;
use crate::{marks, segment, sql};

/// Counts the ways in which text has been cut.
const SEGMENTATION: &str = "1";
/// Where that is remembered, among the instance's values.
const SEGMENTATION_NAME: &str = "segmentation";
/// The instance's value that says up to which row of `messages` the index was told.
const TOLD_NAME: &str = "indexed";
/// Messages that the index is told of in one transaction.
const TOLD_TOGETHER: i64 = 500;

sql::sql! {
    PUT = "INSERT INTO search (rowid, words) SELECT m.row, e.value ->> 2 FROM json_each($1) e
        CROSS JOIN messages m ON m.id = unhex(e.value ->> 0) AND m.group_id = unhex(e.value ->> 1)
        WHERE m.row <= (SELECT CAST(value AS INTEGER) FROM instance WHERE name = 'indexed')";
    REMOVE = "INSERT INTO search (search, rowid, words) SELECT 'delete', m.row, e.value ->> 2 FROM json_each($1) e
        CROSS JOIN messages m ON m.id = unhex(e.value ->> 0) AND m.group_id = unhex(e.value ->> 1)
        WHERE m.row <= (SELECT CAST(value AS INTEGER) FROM instance WHERE name = 'indexed')";
    STANDING = "SELECT m.author, b.text FROM messages m
        JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
        WHERE m.group_id = $1 AND m.id = $2 AND m.deleted_at_ms IS NULL";
    /// Messages that stand and are not found, or are found and do not stand.
    DIFFERS = "WITH found (row) AS MATERIALIZED (SELECT m.row FROM search
            CROSS JOIN messages m ON m.row = search.rowid AND m.group_id = $1 WHERE search MATCH $2),
        standing (row) AS MATERIALIZED (SELECT m.row FROM messages m
            JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            WHERE m.group_id = $1 AND m.deleted_at_ms IS NULL
                AND m.row <= (SELECT CAST(value AS INTEGER) FROM instance WHERE name = 'indexed'))
        SELECT (SELECT COUNT(*) FROM found WHERE row NOT IN (SELECT row FROM standing))
            + (SELECT COUNT(*) FROM standing WHERE row NOT IN (SELECT row FROM found))";
    CLEAR = "INSERT INTO search (search) VALUES ('delete-all')";
    TELL = "INSERT INTO search (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    UNTOLD = "SELECT m.row, m.group_id, m.author, b.text FROM messages m
        LEFT JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            AND m.deleted_at_ms IS NULL
        WHERE m.row > $1 ORDER BY m.row LIMIT $2";
    LAST_ROW = "SELECT COALESCE(MAX(row), 0) FROM messages";
    /// Rows are given again when the last ones were erased; what gets them then has not been told of.
    TOLD_NO_FURTHER = "UPDATE instance SET value = CAST((SELECT COALESCE(MAX(row), 0) FROM messages) AS TEXT)
        WHERE name = 'indexed' AND CAST(value AS INTEGER) > (SELECT COALESCE(MAX(row), 0) FROM messages)";
}

/// One change of the index.
pub(super) struct Entry {
    is_removal: bool,
    group: GroupId,
    message: MessageId,
    words: String,
}

impl Entry {
    pub fn put(group: GroupId, message: MessageId, author: ProfileId, text: &str) -> Entry {
        Entry { is_removal: false, group, message, words: words(group, author, text) }
    }

    pub fn removal(group: GroupId, message: MessageId, author: ProfileId, text: &str) -> Entry {
        Entry { is_removal: true, ..Entry::put(group, message, author, text) }
    }

    pub fn is_removal(&self) -> bool {
        self.is_removal
    }
}

/// Everything under which a message is found.
pub(super) fn words(group: GroupId, author: ProfileId, text: &str) -> String {
    let mark = marks::group(group);
    let mut words = String::with_capacity(128 + 3 * text.len());
    words.push_str(&mark);
    words.push(' ');
    words.push_str(&marks::author(&mark, author));
    segment::each_word(text, |word| {
        words.push(' ');
        words.push_str(&mark);
        words.push_str(word);
    });
    words
}

/// What takes a message as it stands now out of the index, and its author; `None` if it is not in it.
pub(super) async fn entry_of(
    conn: &mut SqliteConnection,
    group: GroupId,
    message: MessageId,
) -> Result<Option<(Entry, ProfileId)>, sqlx::Error> {
    let standing: Option<(Uuid, String)> =
        sqlx::query_as(STANDING).bind(group.0).bind(message.0).fetch_optional(conn).await?;
    Ok(standing.map(|(author, text)| {
        let author = ProfileId(author);
        (Entry::removal(group, message, author, &text), author)
    }))
}

/// Tells the index all changes of a transaction at its end: it flushes at every savepoint, so telling it earlier would
/// cost a flush for each piece. Puts that stand together are one statement.
pub(super) async fn write(conn: &mut SqliteConnection, entries: &[Entry]) -> Result<(), sqlx::Error> {
    for alike in entries.chunk_by(|a, b| a.is_removal == b.is_removal) {
        let rows: Vec<(String, String, &str)> = alike
            .iter()
            .map(|e| (e.message.0.simple().to_string(), e.group.0.simple().to_string(), e.words.as_str()))
            .collect();
        let statement = if alike[0].is_removal { REMOVE } else { PUT };
        sqlx::query(statement).bind(Json(rows)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Tells the index of what was recorded since it was told last, in the caller's transaction; whether there may be more.
pub(super) async fn go_on(conn: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let told = told(conn).await?;
    let rows: Vec<(i64, Uuid, Uuid, Option<String>)> =
        sqlx::query_as(UNTOLD).bind(told).bind(TOLD_TOGETHER).fetch_all(&mut *conn).await?;
    let Some((last, ..)) = rows.last() else { return Ok(false) };
    let entries: Vec<(i64, String)> = rows
        .iter()
        .filter_map(|(row, group, author, text)| {
            Some((*row, words(GroupId(*group), ProfileId(*author), text.as_deref()?)))
        })
        .collect();
    sqlx::query(TELL).bind(Json(entries)).execute(&mut *conn).await?;
    remember_told(conn, *last).await?;
    Ok(rows.len() as i64 == TOLD_TOGETHER)
}

async fn told(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let told: Option<String> = sqlx::query_scalar(sql::instance::GET).bind(TOLD_NAME).fetch_optional(conn).await?;
    told.map_or(Ok(0), |told| told.parse().map_err(|e| sqlx::Error::Decode(Box::new(e))))
}

async fn remember_told(conn: &mut SqliteConnection, row: i64) -> Result<(), sqlx::Error> {
    sqlx::query(sql::instance::PUT).bind(TOLD_NAME).bind(row.to_string()).execute(conn).await.map(|_| ())
}

/// Tells the index of all that it has not been told of; makes it anew where text is cut differently since it was made.
pub(super) async fn bring_up_to_date(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let value = |name: &'static str| sqlx::query_scalar(sql::instance::GET).bind(name);
    let made_with: Option<String> = value(SEGMENTATION_NAME).fetch_optional(&mut *conn).await?;
    let known: Option<String> = value(TOLD_NAME).fetch_optional(&mut *conn).await?;
    let last: i64 = sqlx::query_scalar(LAST_ROW).fetch_one(&mut *conn).await?;
    if made_with.as_deref() == Some(SEGMENTATION) && known.is_some() && told(conn).await? >= last {
        return Ok(());
    }
    sqlx::query(super::writer::BEGIN).execute(&mut *conn).await?;
    if made_with.as_deref() != Some(SEGMENTATION) {
        sqlx::query(CLEAR).execute(&mut *conn).await?;
        remember_told(conn, 0).await?;
        sqlx::query(sql::instance::PUT).bind(SEGMENTATION_NAME).bind(SEGMENTATION).execute(&mut *conn).await?;
    } else if known.is_none() {
        // Made by a version that told the index at once.
        remember_told(conn, last).await?;
    }
    while go_on(conn).await? {}
    sqlx::query(super::writer::COMMIT).execute(conn).await?;
    Ok(())
}

/// To be called where messages were erased.
pub(super) async fn rows_were_erased(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query(TOLD_NO_FURTHER).execute(conn).await.map(|_| ()).sql()
}

/// Takes the given messages out of the index; for erasing a group piece by piece.
pub(super) async fn remove(conn: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    write(conn, entries).await.sql()
}

/// In how many places the index differs from a group's messages, as far as it was told of them.
pub(super) async fn differs(conn: &mut SqliteConnection, group: GroupId) -> Result<i64> {
    let all = format!("\"{}\"", marks::group(group));
    sqlx::query_scalar(DIFFERS).bind(group.0).bind(all).fetch_one(conn).await.sql()
}
