//! Recording an append: its events with all that they change, inside the transaction that is open.

use serde::Serialize;
use sqlx::Database;
use sqlx::query::Query;
use tertulia_core::event::{MemberJoined, Stamp};
use tertulia_core::member::Via;
use tertulia_core::message::Ended;
use tertulia_core::ports::{Append, Appended};
use tertulia_core::run::{Origin, Run};
use tertulia_core::{Body, Error, Event, EventKind, GroupId, Mention, MessageId, Result, Seq, Timestamp};
use uuid::Uuid;

use super::columns::{mentions, place};
use super::index::{self, Entry};
use super::json::Json;
use super::scripts::{self, Script};
use super::{Conn, Db, writer};
use crate::error::SqlResult;
use crate::sql;

sql::sql! {
    HEAD = "SELECT head FROM groups WHERE id = $1";
    HAS_MESSAGE = "SELECT EXISTS (SELECT 1 FROM messages WHERE id = $2 AND group_id = $1)";
}

/// What became of an append inside its transaction.
pub(crate) struct Recorded {
    pub outcome: Result<Appended>,
    /// Set where it took the whole transaction with it.
    pub broken: Option<sqlx::Error>,
}

/// Why an append goes no further.
enum Halt {
    Spent,
    Failed(sqlx::Error),
    Refused(Error),
}

impl From<sqlx::Error> for Halt {
    fn from(e: sqlx::Error) -> Self {
        Halt::Failed(e)
    }
}

/// Writes the events of one append, all or nothing, inside the transaction that is open. Adds what the search index has
/// to learn to `entries`.
pub(crate) async fn record(conn: &mut Conn, append: Append, entries: &mut Vec<Entry>) -> Recorded {
    let Append { group, expected, mut events } = append;
    if !is_numbered(expected, &events) {
        let outcome = Err(Error::Internal("an append must hold events numbered from its expected head".into()));
        return Recorded { outcome, broken: None };
    }
    let made: Vec<MessageId> = events.iter().filter_map(|e| makes(&e.kind)).collect();
    let is_birth = matches!(events[0].kind, EventKind::GroupCreated(_));

    let written = match events.as_mut_slice() {
        [event] if scripts::PLAIN.guarded.is_some() && is_one_script(&event.kind) => {
            write_event(conn, group, event, Form::Guarded, entries).await
        }
        events => write_events(conn, group, events, entries).await,
    };
    let Err(halt) = written else { return Recorded { outcome: Ok(Appended::Recorded), broken: None } };
    if let Err(e) = writer::take_back(conn).await {
        return Recorded { outcome: Err(Error::Internal("not written".into())), broken: Some(e) };
    }
    let outcome = match halt {
        Halt::Spent => {
            explain(conn, group, expected, is_birth, &made).await.map(|a| a.unwrap_or(Appended::InviteSpent))
        }
        Halt::Refused(e) => Err(e),
        Halt::Failed(cause) => match explain(conn, group, expected, is_birth, &made).await {
            Ok(Some(appended)) => Ok(appended),
            Ok(None) => Err(cause).sql(),
            Err(e) => Err(e),
        },
    };
    Recorded { outcome, broken: None }
}

fn is_numbered(expected: Seq, events: &[Event]) -> bool {
    let mut next = expected;
    !events.is_empty()
        && events.iter().all(|e| {
            next = next.next();
            e.stamp.seq == next
        })
}

/// The message that an event makes, whose id may be taken.
fn makes(kind: &EventKind) -> Option<MessageId> {
    matches!(kind, EventKind::MessagePosted(_) | EventKind::RunBegan(_)).then(|| kind.message()).flatten()
}

/// Whether the kind needs nothing but its script, so that the script can hold its own savepoint.
fn is_one_script(kind: &EventKind) -> bool {
    let is_by_invite = matches!(kind, EventKind::MemberJoined(MemberJoined { via: Via::Invite { .. }, .. }));
    !is_by_invite && !matches!(kind, EventKind::MessageEdited(_) | EventKind::MessageDeleted(_))
}

/// Says why an append failed, now that it has been taken back; `None` where nothing in the journal explains it.
async fn explain(
    conn: &mut Conn,
    group: GroupId,
    expected: Seq,
    is_birth: bool,
    made: &[MessageId],
) -> Result<Option<Appended>> {
    let head: Option<i64> = sqlx::query_scalar(HEAD).bind(group.0).fetch_optional(&mut *conn).await.sql()?;
    match head {
        Some(_) if is_birth => return Ok(Some(Appended::Stale)),
        Some(head) if head != place(expected) => return Ok(Some(Appended::Stale)),
        None if !is_birth => return Err(Error::NotFound),
        Some(_) | None => {}
    }
    for message in made {
        let exists: bool =
            sqlx::query_scalar(HAS_MESSAGE).bind(group.0).bind(message.0).fetch_one(&mut *conn).await.sql()?;
        if exists {
            return Ok(Some(Appended::Duplicate { message: *message }));
        }
    }
    Ok(None)
}

async fn write_events(
    conn: &mut Conn,
    group: GroupId,
    events: &mut [Event],
    entries: &mut Vec<Entry>,
) -> Result<(), Halt> {
    sqlx::query(writer::SAVEPOINT).execute(&mut *conn).await?;
    for event in events {
        write_event(conn, group, event, Form::Bare, entries).await?;
    }
    sqlx::query(writer::RELEASE).execute(conn).await?;
    Ok(())
}

/// Which form of a script.
#[derive(Clone, Copy)]
enum Form {
    Bare,
    Guarded,
}

type Bound = Query<'static, Db, <Db as Database>::Arguments>;

async fn write_event(
    conn: &mut Conn,
    group: GroupId,
    event: &mut Event,
    form: Form,
    entries: &mut Vec<Entry>,
) -> Result<(), Halt> {
    let Stamp { at, author, .. } = event.stamp;
    let version = event.kind.body().map(|(version, _)| version);
    let spoken = event.kind.body().and_then(|(_, body)| body.cloned());
    event.kind.set_body(None);
    let line = Line { group, event, version, form };
    let kind = &line.event.kind;
    let script = match kind {
        EventKind::GroupRenamed(_)
        | EventKind::GroupPhotoChanged(_)
        | EventKind::LocalModelsOnlyChanged(_)
        | EventKind::NewcomersChanged(_)
        | EventKind::SettingsRightChanged(_)
        | EventKind::SeatChanged(_)
        | EventKind::CreatorshipPassed(_)
        | EventKind::RemovalLifted(_)
        | EventKind::InviteReset(_)
        | EventKind::MessagePinned(_)
        | EventKind::MessageUnpinned(_) => line.bind(scripts::PLAIN)?,
        EventKind::GroupCreated(_) => line.bind(scripts::GROUP_CREATED)?,
        EventKind::GroupDeleted(_) => line.bind(scripts::GROUP_DELETED)?,
        EventKind::MemberJoined(e) => {
            if let Via::Invite { invite } = e.via {
                count_use(conn, group, invite.0, at).await?;
            }
            line.bind(scripts::MEMBER_JOINED)?
        }
        EventKind::RemovalUndone(e) => line.bind(scripts::MEMBER_BACK)?.bind(e.member.0),
        EventKind::MemberLeft(_) => line.bind(scripts::MEMBER_GONE)?.bind(author.0),
        EventKind::MemberRemoved(e) => line.bind(scripts::MEMBER_GONE)?.bind(e.member.0),
        EventKind::MessagePosted(e) => match spoken {
            Some(body) => {
                entries.push(Entry::put(group, e.message, author, &body.text));
                line.bind(scripts::MESSAGE_POSTED)?
                    .bind(e.reply_to.map(|m| m.0))
                    .bind(e.forwarded)
                    .bind(json(mentions(&body))?)
                    .bind(body.text)
            }
            None => line.bind(scripts::MESSAGE_POSTED_ERASED)?.bind(e.reply_to.map(|m| m.0)).bind(e.forwarded),
        },
        EventKind::MessageEdited(e) => {
            let before = index::entry_of(conn, group, e.message).await?;
            if let (Some((removal, author)), Some(body)) = (before, &spoken) {
                entries.push(removal);
                entries.push(Entry::put(group, e.message, author, &body.text));
            }
            bind_body(line.bind(scripts::MESSAGE_EDITED)?.bind(i64::from(e.version)), spoken)?
        }
        EventKind::MessageDeleted(e) => {
            entries.extend(index::entry_of(conn, group, e.message).await?.map(|(removal, _)| removal));
            line.bind(scripts::MESSAGE_DELETED)?
        }
        EventKind::ReactionAdded(e) => line.bind(scripts::REACTION_ADDED)?.bind(e.emoji.as_str().to_owned()),
        EventKind::ReactionRemoved(e) => line.bind(scripts::REACTION_REMOVED)?.bind(e.emoji.as_str().to_owned()),
        EventKind::RunBegan(e) => line
            .bind(scripts::RUN_BEGAN)?
            .bind(e.run.call.0)
            .bind(origin(&e.run))
            .bind(e.run.origin.of().map(|m| m.0))
            .bind(to_json(&e.run)?),
        EventKind::RunEnded(e) => {
            if let Some(body) = &spoken {
                entries.push(Entry::put(group, e.message, author, &body.text));
            }
            let ended = to_json(&Ended { outcome: e.outcome, usage: e.usage, served: e.served.clone(), at })?;
            bind_body(line.bind(scripts::RUN_ENDED)?.bind(ended), spoken)?
        }
    };
    script.execute(conn).await?;
    Ok(())
}

/// One event, ready to be bound to a script.
struct Line<'e> {
    group: GroupId,
    /// Without its body.
    event: &'e Event,
    /// Of the body that belongs to it.
    version: Option<u32>,
    form: Form,
}

impl Line<'_> {
    /// Binds `$1` to `$9`.
    fn bind(&self, script: Script) -> Result<Bound, Halt> {
        let Event { stamp, kind } = self.event;
        let text = match self.form {
            Form::Bare => script.bare,
            Form::Guarded => script.guarded.unwrap_or(script.bare),
        };
        Ok(sqlx::query(text)
            .bind(self.group.0)
            .bind(place(stamp.seq))
            .bind(stamp.at.0)
            .bind(stamp.author.0)
            .bind(kind.name())
            .bind(kind.message().map(|m| m.0))
            .bind(kind.is_about_group())
            .bind(to_json(kind)?)
            .bind(self.version.map(i64::from)))
    }
}

fn bind_body(query: Bound, body: Option<Body>) -> Result<Bound, Halt> {
    Ok(match body {
        Some(body) => query.bind(json(mentions(&body))?).bind(body.text),
        None => query.bind(None::<String>).bind(None::<String>),
    })
}

fn json(mentions: Option<Json<&[Mention]>>) -> Result<Option<String>, Halt> {
    mentions.map(|m| to_json(&m.0)).transpose()
}

fn to_json<T: Serialize>(value: &T) -> Result<String, Halt> {
    serde_json::to_string(value)
        .map_err(|_| Halt::Refused(Error::Internal("an event cannot be written as JSON".into())))
}

fn origin(run: &Run) -> &'static str {
    match run.origin {
        Origin::Call => "call",
        Origin::Retry { .. } => "retry",
        Origin::Redo { .. } => "redo",
        Origin::Continue { .. } => "continue",
    }
}

async fn count_use(conn: &mut Conn, group: GroupId, invite: Uuid, at: Timestamp) -> Result<(), Halt> {
    let counted = sqlx::query(sql::invites::COUNT_USE).bind(group.0).bind(invite).bind(at.0).execute(conn).await?;
    if counted.rows_affected() == 0 { Err(Halt::Spent) } else { Ok(()) }
}
