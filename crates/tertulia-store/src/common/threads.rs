//! Reading threads.

use async_trait::async_trait;
use tertulia_core::ports::{MessagePage, Page, Threads, Version};
use tertulia_core::{Error, GroupId, Mention, Message, MessageId, Result, Seq, Timestamp};

use super::columns::{MessageRow, body, place, seq, small};
use super::json::Json;
use super::{Conn, Store};
use crate::error::SqlResult;
use crate::sql;

/// The most messages of one page.
const PAGE_MAX: u32 = 200;

/// Selects messages with their present body, answer and reactions, in the columns of [`MessageRow`].
macro_rules! messages {
    ($where_order_limit:literal) => {
        concat!(
            "SELECT m.id, m.seq, m.at_ms, m.author, m.reply_to, m.forwarded, m.version, m.edited_at_ms, m.deleted_at_ms,
                m.deleted_by, b.text, b.mentions, a.run, a.ended, ",
            reactions!(),
            " FROM messages m
            LEFT JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            LEFT JOIN answers a ON a.group_id = m.group_id AND a.message_id = m.id ",
            $where_order_limit
        )
    };
}

sql::sql! {
    MESSAGE = messages!("WHERE m.group_id = $1 AND m.id = $2");
    BEFORE = messages!("WHERE m.group_id = $1 AND m.seq < $2 AND m.seq >= $3 ORDER BY m.seq DESC LIMIT $4");
    FROM = messages!("WHERE m.group_id = $1 AND m.seq >= $2 AND m.seq >= $3 ORDER BY m.seq LIMIT $4");
    LAST = messages!("WHERE m.group_id = $1 AND m.seq >= $2 AND m.seq <= $3 AND m.deleted_at_ms IS NULL
        ORDER BY m.seq DESC LIMIT 1");
    HEAD = "SELECT head FROM groups WHERE id = $1";
    VERSIONS = "SELECT version, at_ms, text, mentions FROM bodies WHERE group_id = $1 AND message_id = $2 ORDER BY version";
    NTH_NEWEST = "SELECT seq FROM messages WHERE group_id = $1 ORDER BY seq DESC LIMIT 1 OFFSET $2";
    IS_ANSWERED = "SELECT EXISTS (SELECT 1 FROM answers WHERE group_id = $1 AND call_id = $2 AND origin = 'call')";
    IS_FOLLOWED = "SELECT EXISTS (SELECT 1 FROM answers
        WHERE group_id = $1 AND follows = $2 AND origin IN ('retry', 'continue'))";
}

/// One read transaction over one group.
struct Reading<'c> {
    conn: &'c mut Conn,
    group: GroupId,
    sees_from: Seq,
}

impl Reading<'_> {
    /// Up to `limit` messages before `end`, oldest first, and whether there are more.
    async fn before(&mut self, end: i64, limit: usize) -> Result<(Vec<Message>, bool)> {
        let (mut messages, has_more) = self.read(BEFORE, end, limit).await?;
        messages.reverse();
        Ok((messages, has_more))
    }

    /// Up to `limit` messages from `start` on, oldest first, and whether there are more.
    async fn from(&mut self, start: i64, limit: usize) -> Result<(Vec<Message>, bool)> {
        self.read(FROM, start, limit).await
    }

    /// Asks for one more than wanted, which says whether there are more.
    async fn read(&mut self, statement: &'static str, border: i64, limit: usize) -> Result<(Vec<Message>, bool)> {
        let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut rows: Vec<MessageRow> = sqlx::query_as(statement)
            .bind(self.group.0)
            .bind(border)
            .bind(place(self.sees_from))
            .bind(one_more)
            .fetch_all(&mut *self.conn)
            .await
            .sql()?;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        Ok((rows.into_iter().map(|row| row.0).collect(), has_more))
    }

    async fn page(&mut self, page: Page, limit: usize) -> Result<MessagePage> {
        let head: Option<i64> =
            sqlx::query_scalar(HEAD).bind(self.group.0).fetch_optional(&mut *self.conn).await.sql()?;
        let head = seq(head.ok_or(Error::NotFound)?);
        let (older, (has_older, newer, has_newer)) = match page {
            Page::Newest => {
                let (messages, has_older) = self.before(i64::MAX, limit).await?;
                (messages, (has_older, Vec::new(), false))
            }
            Page::Before(border) => {
                let border = place(border);
                let (messages, has_older) = self.before(border, limit).await?;
                let (_, has_newer) = self.from(border, 0).await?;
                (messages, (has_older, Vec::new(), has_newer))
            }
            Page::After(border) => {
                let next = place(border).saturating_add(1);
                let (messages, has_newer) = self.from(next, limit).await?;
                let (_, has_older) = self.before(next, 0).await?;
                (Vec::new(), (has_older, messages, has_newer))
            }
            Page::Around(centre) => {
                let centre = place(centre);
                let (older, has_older) = self.before(centre, limit / 2).await?;
                let (newer, has_newer) = self.from(centre, limit - limit / 2).await?;
                (older, (has_older, newer, has_newer))
            }
        };
        let mut messages = older;
        messages.extend(newer);
        Ok(MessagePage { messages, head, has_older, has_newer })
    }
}

/// Every message of a group, oldest first, inside a read transaction.
pub(crate) async fn read_all(conn: &mut Conn, group: GroupId) -> Result<Vec<Message>> {
    let mut reading = Reading { conn, group, sees_from: Seq::ZERO };
    Ok(reading.from(0, usize::MAX - 1).await?.0)
}

#[async_trait]
impl Threads for Store {
    async fn message(&self, group: GroupId, message: MessageId) -> Result<Option<Message>> {
        let row: Option<MessageRow> =
            sqlx::query_as(MESSAGE).bind(group.0).bind(message.0).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(|row| row.0))
    }

    async fn page(&self, group: GroupId, page: Page, sees_from: Seq, limit: u32) -> Result<MessagePage> {
        let limit = usize::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1);
        let mut snapshot = self.snapshot().await?;
        let page = Reading { conn: &mut snapshot, group, sees_from }.page(page, limit).await?;
        snapshot.commit().await.sql()?;
        Ok(page)
    }

    async fn versions(&self, group: GroupId, message: MessageId) -> Result<Vec<Version>> {
        type Row = (i64, i64, String, Option<Json<Vec<Mention>>>);
        let rows: Vec<Row> =
            sqlx::query_as(VERSIONS).bind(group.0).bind(message.0).fetch_all(&self.read).await.sql()?;
        let version = |(version, at, text, mentions): Row| {
            body(Some(text), mentions).map(|body| Version { version: small(version), at: Timestamp(at), body })
        };
        Ok(rows.into_iter().filter_map(version).collect())
    }

    async fn last_message(&self, group: GroupId, sees_from: Seq, up_to: Seq) -> Result<Option<Message>> {
        let row: Option<MessageRow> = sqlx::query_as(LAST)
            .bind(group.0)
            .bind(place(sees_from))
            .bind(place(up_to))
            .fetch_optional(&self.read)
            .await
            .sql()?;
        Ok(row.map(|row| row.0))
    }

    async fn place_of_nth_newest(&self, group: GroupId, n: u32) -> Result<Seq> {
        let found: Option<i64> = sqlx::query_scalar(NTH_NEWEST)
            .bind(group.0)
            .bind(i64::from(n.saturating_sub(1)))
            .fetch_optional(&self.read)
            .await
            .sql()?;
        Ok(found.map_or(Seq::ZERO, seq))
    }

    async fn is_answered(&self, group: GroupId, call: MessageId) -> Result<bool> {
        sqlx::query_scalar(IS_ANSWERED).bind(group.0).bind(call.0).fetch_one(&self.read).await.sql()
    }

    async fn is_followed(&self, group: GroupId, answer: MessageId) -> Result<bool> {
        sqlx::query_scalar(IS_FOLLOWED).bind(group.0).bind(answer.0).fetch_one(&self.read).await.sql()
    }
}
