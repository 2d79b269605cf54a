//! Between the domain's types and the columns'.

use sqlx::{FromRow, Row as _};
use tertulia_core::message::{Answer, Deletion, Ended};
use tertulia_core::run::Run;
use tertulia_core::{Body, Emoji, Mention, Message, MessageId, ProfileId, Seq, Timestamp};
use uuid::Uuid;

use super::Row;
use super::json::Json;

/// A place as the database counts; places beyond its range are beyond every journal.
pub(crate) fn place(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

pub(crate) fn seq(place: i64) -> Seq {
    Seq(place.unsigned_abs())
}

/// A number that was stored from a `u32`.
pub(crate) fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A body from its two columns; `None` where there is no text.
pub(crate) fn body(text: Option<String>, mentions: Option<Json<Vec<Mention>>>) -> Option<Body> {
    text.map(|text| Body { text, mentions: mentions.map_or_else(Vec::new, |m| m.0) })
}

/// The column of mentions; `NULL` where there are none.
pub(crate) fn mentions(body: &Body) -> Option<Json<&[Mention]>> {
    (!body.mentions.is_empty()).then_some(Json(body.mentions.as_slice()))
}

/// A message as the statements of [`super::threads`] select it.
pub(crate) struct MessageRow(pub Message);

impl<'r> FromRow<'r, Row> for MessageRow {
    fn from_row(row: &'r Row) -> Result<Self, sqlx::Error> {
        let deleted = match (row.try_get::<Option<i64>, _>(8)?, row.try_get::<Option<Uuid>, _>(9)?) {
            (Some(at), Some(by)) => Some(Deletion { by: ProfileId(by), at: Timestamp(at) }),
            _ => None,
        };
        let answer = match row.try_get::<Option<Json<Run>>, _>(12)? {
            Some(Json(run)) => {
                let ended = row.try_get::<Option<Json<Ended>>, _>(13)?.map(|e| e.0);
                Some(Answer { run, ended })
            }
            None => None,
        };
        let mut message = Message {
            id: MessageId(row.try_get(0)?),
            seq: seq(row.try_get(1)?),
            at: Timestamp(row.try_get(2)?),
            author: ProfileId(row.try_get(3)?),
            reply_to: row.try_get::<Option<Uuid>, _>(4)?.map(MessageId),
            forwarded: row.try_get(5)?,
            version: small(row.try_get(6)?),
            edited_at: row.try_get::<Option<i64>, _>(7)?.map(Timestamp),
            deleted,
            body: body(row.try_get(10)?, row.try_get(11)?),
            answer,
            reactions: Default::default(),
        };
        if let Some(Json(reactions)) = row.try_get::<Option<Json<Vec<(Emoji, ProfileId)>>>, _>(14)? {
            for (emoji, profile) in reactions {
                message.reactions.entry(emoji).or_default().push(profile);
            }
        }
        Ok(MessageRow(message))
    }
}
