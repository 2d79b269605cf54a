//! Writing many posts by one statement.
//!
//! A statement costs a hop to the connection's thread and back, which is as much as SQLite's own work for a post. So all
//! posts of a transaction go as one list of rows to a view, whose trigger spreads each over its tables. Where one of them
//! cannot be recorded, none is, and the caller records each alone.

use std::collections::HashSet;

use sqlx::SqliteConnection;
use sqlx::types::Json;
use tertulia_core::event::{MessagePosted, Stamp};
use tertulia_core::ports::{Append, Appended};
use tertulia_core::{Body, Event, EventKind, GroupId, Result};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::piece::{Answer, Piece, when_durable};
use crate::sqlite::common::columns::{mentions, place};

macro_rules! post {
    ($begin:literal) => {
        concat!(
            $begin,
            "INSERT INTO posts SELECT unhex(value ->> 0, '-'), value ->> 1, value ->> 2, unhex(value ->> 3, '-'),
                unhex(value ->> 4, '-'), unhex(value ->> 5, '-'), value ->> 6, value ->> 7, value ->> 8, value ->> 9
            FROM json_each($1)"
        )
    };
}

crate::sql::sql! {
    /// A transaction of its own: beginning and committing it by statements would cost a hop each.
    POST = post!("");
    BEGIN_AND_POST = post!("BEGIN IMMEDIATE; ");
}

/// Made once on the connection that writes. They are temporary, so that no other program and no older version of this one
/// meets them in the file.
pub(crate) const PREPARE: &str = "
    CREATE TEMP VIEW posts (group_id, seq, at_ms, author, message_id, reply_to, forwarded, data, mentions, text)
        AS SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL;
    CREATE TEMP TRIGGER post INSTEAD OF INSERT ON posts BEGIN
        INSERT INTO events (group_id, seq, at_ms, author, kind, message_id, is_about_group, data, version)
            VALUES (NEW.group_id, NEW.seq, NEW.at_ms, NEW.author, 'message_posted', NEW.message_id, 0, NEW.data, 0);
        INSERT INTO bodies (group_id, message_id, version, at_ms, mentions, text)
            VALUES (NEW.group_id, NEW.message_id, 0, NEW.at_ms, NEW.mentions, NEW.text);
        INSERT INTO messages (group_id, seq, id, at_ms, author, reply_to, forwarded)
            VALUES (NEW.group_id, NEW.seq, NEW.message_id, NEW.at_ms, NEW.author, NEW.reply_to, NEW.forwarded);
    END";

/// A row for the view, in the order of its columns.
type Row<'p> = (Uuid, i64, i64, Uuid, Uuid, Option<Uuid>, bool, String, Option<String>, &'p str);

/// An append that is one `message_posted` with its body.
pub(super) struct Post {
    append: Append,
    answer: oneshot::Sender<Result<Appended>>,
}

impl Post {
    /// The answer once it is durable.
    pub fn recorded(self) -> Answer {
        when_durable(Ok(Appended::Recorded), self.answer)
    }
}

impl From<Post> for Piece {
    fn from(Post { append, answer }: Post) -> Piece {
        Piece::Append { append, answer }
    }
}

/// Takes the posts out of what waits: one for each group, since of two for one place only one can be recorded.
pub(super) fn apart(pieces: Vec<Piece>) -> (Vec<Post>, Vec<Piece>) {
    let mut posts = Vec::with_capacity(pieces.len());
    let mut others = Vec::new();
    let mut groups = HashSet::new();
    for piece in pieces {
        match piece {
            Piece::Append { append, answer } if posted(&append).is_some() && groups.insert(append.group) => {
                posts.push(Post { append, answer });
            }
            piece => others.push(piece),
        }
    }
    (posts, others)
}

/// Writes the posts: as a transaction that is then durable, or, where `goes_on`, as the beginning of one.
///
/// # Errors
/// Where any of them cannot be recorded; then the transaction may still be open.
pub(super) async fn write(conn: &mut SqliteConnection, posts: &[Post], goes_on: bool) -> Result<(), sqlx::Error> {
    let rows: Vec<Row<'_>> = posts.iter().filter_map(|post| posted(&post.append)).map(row).collect::<Result<_, _>>()?;
    let statement = if goes_on { BEGIN_AND_POST } else { POST };
    sqlx::query(statement).bind(Json(rows)).execute(conn).await?;
    Ok(())
}

/// A post taken apart.
struct Posted<'p> {
    group: GroupId,
    stamp: &'p Stamp,
    event: &'p MessagePosted,
    body: &'p Body,
}

fn posted(append: &Append) -> Option<Posted<'_>> {
    match append.events.as_slice() {
        [Event { stamp, kind: EventKind::MessagePosted(event) }] if stamp.seq == append.expected.next() => {
            Some(Posted { group: append.group, stamp, event, body: event.body.as_ref()? })
        }
        _ => None,
    }
}

fn row(Posted { group, stamp, event, body }: Posted<'_>) -> Result<Row<'_>, sqlx::Error> {
    let unwritable = |e: serde_json::Error| sqlx::Error::Encode(Box::new(e));
    let data = EventKind::MessagePosted(MessagePosted { body: None, ..*event });
    Ok((
        group.0,
        place(stamp.seq),
        stamp.at.0,
        stamp.author.0,
        event.message.0,
        event.reply_to.map(|m| m.0),
        event.forwarded,
        serde_json::to_string(&data).map_err(unwritable)?,
        mentions(body).map(|m| serde_json::to_string(&m.0)).transpose().map_err(unwritable)?,
        &body.text,
    ))
}
