//! The journal: reading events back, and groups from them. Recording is in [`record`].

use async_trait::async_trait;
use tertulia_core::event::Stamp;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Append, Appended, Journal};
use tertulia_core::run::Run;
use tertulia_core::{Error, Event, EventKind, Group, GroupId, Mention, Result, Seq, Timestamp};
use uuid::Uuid;

use super::columns::{body, place, seq, small};
use super::json::Json;
use super::{Conn, Store, dialect};
use crate::error::SqlResult;
use crate::sql;

sql::sql! {
    GROUP = "SELECT epoch, head FROM groups WHERE id = $1";
    EVENTS = "SELECT e.seq, e.at_ms, e.author, e.data, b.text, b.mentions FROM events e
        LEFT JOIN bodies b ON b.group_id = e.group_id AND b.message_id = e.message_id
            AND b.version = e.version
        WHERE e.group_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
    RUNNING = "SELECT run FROM answers WHERE group_id = $1 AND ended IS NULL ORDER BY seq";
}

/// An event as [`EVENTS`] selects it: place, time, author, what happened, and its body.
type EventRow = (i64, i64, Uuid, Json<EventKind>, Option<String>, Option<Json<Vec<Mention>>>);

fn event((place, at, author, Json(mut kind), text, mentions): EventRow) -> Event {
    if let Some(body) = body(text, mentions) {
        kind.set_body(Some(body));
    }
    Event { stamp: Stamp { seq: seq(place), at: Timestamp(at), author: author.into() }, kind }
}

/// Reads events on a connection that may be inside a read transaction.
pub(crate) async fn read_events(conn: &mut Conn, group: GroupId, after: Seq, limit: i64) -> Result<Vec<Event>> {
    let rows: Vec<EventRow> =
        sqlx::query_as(EVENTS).bind(group.0).bind(place(after)).bind(limit).fetch_all(conn).await.sql()?;
    Ok(rows.into_iter().map(event).collect())
}

/// Rebuilds a group inside a read transaction.
pub(crate) async fn read_group(conn: &mut Conn, id: GroupId) -> Result<Option<Group>> {
    let found: Option<(i64, i64)> = sqlx::query_as(GROUP).bind(id.0).fetch_optional(&mut *conn).await.sql()?;
    let Some((epoch, head)) = found else { return Ok(None) };
    let rows: Vec<EventRow> =
        sqlx::query_as(dialect::EVENTS_ABOUT_GROUP).bind(id.0).fetch_all(&mut *conn).await.sql()?;
    let events: Vec<Event> = rows.into_iter().map(event).collect();
    let mut group = match events.first() {
        Some(Event { stamp, kind: EventKind::GroupCreated(e) }) => unborn(id, stamp, &e.name),
        _ => return Err(Error::Internal(format!("the journal of group {id} has no beginning"))),
    };
    for event in &events {
        group.apply(event);
    }
    group.epoch = small(epoch);
    group.head = seq(head);
    let running: Vec<Json<Run>> = sqlx::query_scalar(RUNNING).bind(id.0).fetch_all(&mut *conn).await.sql()?;
    group.running = running.into_iter().map(|run| run.0).collect();
    drop_deleted_pins(conn, &mut group).await?;
    Ok(Some(group))
}

fn unborn(id: GroupId, stamp: &Stamp, name: &GroupName) -> Group {
    Group::unborn(id, stamp.author, name.clone())
}

/// Deleting a message unpins it, but is no event about the group.
async fn drop_deleted_pins(conn: &mut Conn, group: &mut Group) -> Result<()> {
    if group.pins.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = group.pins.iter().map(|p| p.message.0.simple().to_string()).collect();
    let deleted: Vec<Uuid> =
        sqlx::query_scalar(dialect::DELETED_AMONG).bind(group.id.0).bind(Json(ids)).fetch_all(conn).await.sql()?;
    group.pins.retain(|p| !deleted.contains(&p.message.0));
    Ok(())
}

#[async_trait]
impl Journal for Store {
    async fn append(&self, append: Append) -> Result<Appended> {
        self.writer.append(append).await
    }

    async fn events(&self, group: GroupId, after: Seq, limit: u32) -> Result<Vec<Event>> {
        let mut conn = self.read.acquire().await.sql()?;
        read_events(&mut conn, group, after, i64::from(limit)).await
    }

    async fn load_group(&self, group: GroupId) -> Result<Option<Group>> {
        let mut snapshot = self.snapshot().await?;
        let loaded = read_group(&mut snapshot, group).await?;
        snapshot.commit().await.sql()?;
        Ok(loaded)
    }
}
