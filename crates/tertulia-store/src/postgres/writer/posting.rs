//! Recording many posts by one statement: each over its tables, and in the search index. A post that cannot be recorded is passed
//! over, and the caller records it alone, which says why.

use std::collections::HashSet;

use sqlx::Connection as _;
use tertulia_core::event::{MessagePosted, Stamp};
use tertulia_core::ports::Append;
use tertulia_core::{Body, Event, EventKind};
use uuid::Uuid;

use super::super::common::columns::{mentions, place};
use super::super::{Conn, index};

crate::sql::sql! {
    POST = "WITH posts AS MATERIALIZED (
            SELECT p.* FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::boolean[],
                    $8::text[], $9::text[], $10::text[], $11::text[])
                p (group_id, seq, at_ms, author, message_id, reply_to, forwarded, data, mentions, text, words)
            JOIN groups g ON g.id = p.group_id AND g.head = p.seq - 1
            WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = p.message_id AND m.group_id = p.group_id)),
        noted AS (INSERT INTO events (group_id, seq, at_ms, author, kind, message_id, is_about_group, data, version)
            SELECT group_id, seq, at_ms, author, 'message_posted', message_id, FALSE, data, 0 FROM posts),
        said AS (INSERT INTO bodies (group_id, message_id, version, at_ms, mentions, text)
            SELECT group_id, message_id, 0, at_ms, mentions, text FROM posts),
        shown AS (INSERT INTO messages (group_id, seq, id, at_ms, author, reply_to, forwarded)
            SELECT group_id, seq, message_id, at_ms, author, reply_to, forwarded FROM posts RETURNING row, group_id),
        found AS (INSERT INTO search (row, part, is_part, words)
            SELECT shown.row, 0, FALSE, posts.words::tsvector FROM shown JOIN posts ON posts.group_id = shown.group_id)
        SELECT group_id FROM shown";
}

/// The columns of many posts.
#[derive(Default)]
struct Columns {
    groups: Vec<Uuid>,
    seqs: Vec<i64>,
    at: Vec<i64>,
    authors: Vec<Uuid>,
    messages: Vec<Uuid>,
    reply_to: Vec<Option<Uuid>>,
    forwarded: Vec<bool>,
    data: Vec<String>,
    mentions: Vec<Option<String>>,
    texts: Vec<String>,
    words: Vec<String>,
}

/// Records the first post of each group, in the transaction that is open; the places of those that are recorded.
///
/// # Errors
/// What fails the whole transaction.
pub(super) async fn write(conn: &mut Conn, appends: &[Append]) -> Result<Vec<usize>, sqlx::Error> {
    let mut taken = HashSet::new();
    let mut posts = Vec::new();
    let mut columns = Columns::default();
    for (n, append) in appends.iter().enumerate() {
        // Of two in one group the second stands on the first, whatever that is.
        let is_first = taken.insert(append.group);
        if let Some((stamp, event, body)) = posted(append).filter(|_| is_first)
            && columns.push(append.group.0, stamp, event, body)?
        {
            posts.push((append.group.0, n));
        }
    }
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let mut piece = conn.begin().await?;
    let done: Result<Vec<Uuid>, sqlx::Error> = columns.query().fetch_all(&mut *piece).await;
    match done {
        Ok(recorded) => {
            piece.commit().await?;
            Ok(posts.into_iter().filter(|(group, _)| recorded.contains(group)).map(|(_, n)| n).collect())
        }
        // Each alone says what is wrong, and takes only itself back.
        Err(sqlx::Error::Database(_)) => piece.rollback().await.map(|()| Vec::new()),
        Err(e) => Err(e),
    }
}

fn posted(append: &Append) -> Option<(&Stamp, &MessagePosted, &Body)> {
    match append.events.as_slice() {
        [Event { stamp, kind: EventKind::MessagePosted(event) }] if stamp.seq == append.expected.next() => {
            Some((stamp, event, event.body.as_ref()?))
        }
        _ => None,
    }
}

impl Columns {
    /// `false` for a message of so many words that it needs more than a row in the index.
    fn push(&mut self, group: Uuid, stamp: &Stamp, event: &MessagePosted, body: &Body) -> Result<bool, sqlx::Error> {
        let unwritable = |e: serde_json::Error| sqlx::Error::Encode(Box::new(e));
        let mut parts = index::parts(group.into(), stamp.author, &body.text);
        let (Some(words), true) = (parts.pop(), parts.is_empty()) else { return Ok(false) };
        let data = EventKind::MessagePosted(MessagePosted { body: None, ..*event });
        self.data.push(serde_json::to_string(&data).map_err(unwritable)?);
        let mentions = mentions(body).map(|m| serde_json::to_string(&m.0)).transpose().map_err(unwritable)?;
        self.mentions.push(mentions);
        self.groups.push(group);
        self.seqs.push(place(stamp.seq));
        self.at.push(stamp.at.0);
        self.authors.push(stamp.author.0);
        self.messages.push(event.message.0);
        self.reply_to.push(event.reply_to.map(|m| m.0));
        self.forwarded.push(event.forwarded);
        self.texts.push(body.text.clone());
        self.words.push(words);
        Ok(true)
    }

    fn query(self) -> sqlx::query::QueryScalar<'static, sqlx::Postgres, Uuid, sqlx::postgres::PgArguments> {
        sqlx::query_scalar(POST)
            .bind(self.groups)
            .bind(self.seqs)
            .bind(self.at)
            .bind(self.authors)
            .bind(self.messages)
            .bind(self.reply_to)
            .bind(self.forwarded)
            .bind(self.data)
            .bind(self.mentions)
            .bind(self.texts)
            .bind(self.words)
    }
}
