//! Checking the store for `tertulia doctor`: the file, the journals, and that every projection says what its journal says.
//!
//! What is wrong is said with ids and places, never with what people wrote.

use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tertulia_core::thread::Thread;
use tertulia_core::{Event, EventKind, Group, GroupId, Message, Result, Seq};
use uuid::Uuid;

use super::columns::place;
use super::{SqliteStore, index, journal, threads};
use crate::error::SqlResult;
use crate::sql;

/// Events read at once.
const EVENTS_TOGETHER: i64 = 1_000;

sql::sql! {
    INTEGRITY = "PRAGMA integrity_check";
    FOREIGN_KEYS = "PRAGMA foreign_key_check";
    GROUPS = "SELECT id FROM groups ORDER BY id";
    JOURNAL = "SELECT g.head, COUNT(e.seq), COALESCE(MIN(e.seq), 0), COALESCE(MAX(e.seq), 0) FROM groups g
        LEFT JOIN events e ON e.group_id = g.id WHERE g.id = $1 GROUP BY g.id";
    MEMBERS = "SELECT profile_id FROM members WHERE group_id = $1";
    WITHOUT_GROUP = "SELECT COUNT(*) FROM events WHERE group_id NOT IN (SELECT id FROM groups)";
    /// Messages that stand and are not found, or are found and do not stand.
    INDEX_DIFFERS = "WITH found (row) AS MATERIALIZED (SELECT m.row FROM search
            CROSS JOIN messages m ON m.row = search.rowid AND m.group_id = $1 WHERE search MATCH $2),
        standing (row) AS MATERIALIZED (SELECT m.row FROM messages m
            JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
            WHERE m.group_id = $1 AND m.deleted_at_ms IS NULL
                AND m.row <= (SELECT CAST(value AS INTEGER) FROM instance WHERE name = 'indexed'))
        SELECT (SELECT COUNT(*) FROM found WHERE row NOT IN (SELECT row FROM standing))
            + (SELECT COUNT(*) FROM standing WHERE row NOT IN (SELECT row FROM found))";
}

/// A sentence for each thing that is wrong.
pub(super) async fn check(store: &SqliteStore) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    // A connection of its own: one that has searched before remembers the index as it was then, and takes what has
    // changed since for damage.
    let mut conn = store.read.connect_options().as_ref().clone().connect().await.sql()?;
    let answers: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(&mut conn).await.sql()?;
    faults.extend(answers.into_iter().filter(|a| a != "ok").map(|a| format!("The file is damaged: {a}.")));
    let orphans = sqlx::query(FOREIGN_KEYS).fetch_all(&mut conn).await.sql()?.len();
    if orphans > 0 {
        faults.push(format!("{orphans} rows belong to something that does not exist."));
    }
    let strays: i64 = sqlx::query_scalar(WITHOUT_GROUP).fetch_one(&mut conn).await.sql()?;
    if strays > 0 {
        faults.push(format!("{strays} events belong to no group."));
    }
    let groups: Vec<Uuid> = sqlx::query_scalar(GROUPS).fetch_all(&mut conn).await.sql()?;
    for id in groups {
        let mut snapshot = conn.begin().await.sql()?;
        if let Err(e) = check_group(&mut snapshot, GroupId(id), &mut faults).await {
            faults.push(format!("Group {id} cannot be read whole: {e}."));
        }
        snapshot.commit().await.sql()?;
    }
    conn.close().await.sql()?;
    Ok(faults)
}

async fn check_group(conn: &mut SqliteConnection, id: GroupId, faults: &mut Vec<String>) -> Result<()> {
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
    let lost: i64 = sqlx::query_scalar(INDEX_DIFFERS)
        .bind(id.0)
        .bind(format!("\"{}\"", index::mark(id)))
        .fetch_one(conn)
        .await
        .sql()?;
    if lost > 0 {
        faults.push(format!("The search index differs from the messages of group {id} in {lost} places."));
    }
    Ok(())
}

/// The group and its thread, from every event of the journal; `None` where it does not begin as it must.
async fn rebuild(conn: &mut SqliteConnection, id: GroupId) -> Result<Option<(Group, Thread)>> {
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
        group.epoch = super::columns::small(epoch);
    }
    Ok(group.map(|group| (group, thread)))
}
