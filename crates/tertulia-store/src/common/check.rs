//! Checking the store for `tertulia doctor`: the journals, and that every projection says what its journal says.
//!
//! What is wrong is said with ids and places, never with what people wrote.

use sqlx::Connection as _;
use tertulia_core::thread::Thread;
use tertulia_core::{Event, EventKind, Group, GroupId, Message, Result, Seq};
use uuid::Uuid;

use super::columns::{place, small};
use super::{Conn, SNAPSHOT, index, journal, threads};
use crate::error::SqlResult;
use crate::sql;

/// Events read at once.
const EVENTS_TOGETHER: i64 = 1_000;

sql::sql! {
    GROUPS = "SELECT id FROM groups ORDER BY id";
    JOURNAL = "SELECT g.head, COUNT(e.seq), COALESCE(MIN(e.seq), 0), COALESCE(MAX(e.seq), 0) FROM groups g
        LEFT JOIN events e ON e.group_id = g.id WHERE g.id = $1 GROUP BY g.id";
    MEMBERS = "SELECT profile_id FROM members WHERE group_id = $1";
    WITHOUT_GROUP = "SELECT COUNT(*) FROM events WHERE group_id NOT IN (SELECT id FROM groups)";
}

/// Adds a sentence for each thing that is wrong with a journal or what is made of it.
pub(crate) async fn journals(conn: &mut Conn, faults: &mut Vec<String>) -> Result<()> {
    let strays: i64 = sqlx::query_scalar(WITHOUT_GROUP).fetch_one(&mut *conn).await.sql()?;
    if strays > 0 {
        faults.push(format!("{strays} events belong to no group."));
    }
    let groups: Vec<Uuid> = sqlx::query_scalar(GROUPS).fetch_all(&mut *conn).await.sql()?;
    for id in groups {
        let mut snapshot = conn.begin_with(SNAPSHOT).await.sql()?;
        if let Err(e) = check_group(&mut snapshot, GroupId(id), faults).await {
            faults.push(format!("Group {id} cannot be read whole: {e}."));
        }
        snapshot.commit().await.sql()?;
    }
    Ok(())
}

async fn check_group(conn: &mut Conn, id: GroupId, faults: &mut Vec<String>) -> Result<()> {
    let (head, count, first, last): (i64, i64, i64, i64) =
        sqlx::query_as(JOURNAL).bind(id.0).fetch_one(&mut *conn).await.sql()?;
    if count == 0 || first != 1 || last != count || head != last {
        faults.push(format!(
            "The journal of group {id} is not whole: its head is {head}, and it holds {count} events from {first} to {last}."
        ));
        return Ok(());
    }
    let Some((group, thread)) = rebuild(conn, id).await? else {
        faults.push(format!("The journal of group {id} does not begin with its making."));
        return Ok(());
    };
    if journal::read_group(conn, id).await?.as_ref() != Some(&group) {
        faults.push(format!("Group {id} is not what its journal says."));
    }
    let mut members: Vec<Uuid> = sqlx::query_scalar(MEMBERS).bind(id.0).fetch_all(&mut *conn).await.sql()?;
    let mut expected: Vec<Uuid> = group.members.iter().map(|m| m.profile.0).collect();
    members.sort();
    expected.sort();
    if members != expected {
        faults.push(format!("The list of members of group {id} is not what its journal says."));
    }
    let kept = threads::read_all(conn, id).await?;
    let told: Vec<&Message> = thread.messages().collect();
    if kept.len() != told.len() {
        faults.push(format!("Group {id} shows {} messages, its journal tells of {}.", kept.len(), told.len()));
    }
    for (kept, told) in kept.iter().zip(told) {
        if kept != told {
            faults.push(format!("Message {} of group {id} is not what its journal says.", told.id));
        }
    }
    let lost = index::differs(conn, id).await?;
    if lost > 0 {
        faults.push(format!("The search index differs from the messages of group {id} in {lost} places."));
    }
    Ok(())
}

/// The group and its thread, from every event of the journal; `None` where it does not begin as it must.
async fn rebuild(conn: &mut Conn, id: GroupId) -> Result<Option<(Group, Thread)>> {
    let mut thread = Thread::default();
    let mut group = None;
    let mut after = Seq::ZERO;
    loop {
        let events: Vec<Event> = journal::read_events(conn, id, after, EVENTS_TOGETHER).await?;
        let Some(last) = events.last() else { break };
        after = last.stamp.seq;
        for event in &events {
            if let (None, EventKind::GroupCreated(e)) = (&group, &event.kind) {
                group = Some(Group::unborn(id, event.stamp.author, e.name.clone()));
            }
            if let Some(group) = &mut group {
                group.apply(event);
            }
            thread.apply(event);
        }
        if place(after) == i64::MAX {
            break;
        }
    }
    let epoch: Option<i64> =
        sqlx::query_scalar("SELECT epoch FROM groups WHERE id = $1").bind(id.0).fetch_optional(conn).await.sql()?;
    if let (Some(group), Some(epoch)) = (&mut group, epoch) {
        group.epoch = small(epoch);
    }
    Ok(group.map(|group| (group, thread)))
}
