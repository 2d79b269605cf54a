//! A process that dies between writing and syncing loses nothing that it acknowledged.
#![cfg(feature = "failpoints")]

mod process;

use std::io::Write;
use std::process::Command;

use process::{Circle, as_child, child_store, group, open, this_program};
use tempfile::TempDir;
use tertulia_core::{Body, EventKind, GroupId, MessageId, Seq};

/// Groups that the dying process appends to at once.
const GROUPS: u128 = 8;

#[tokio::test]
async fn what_was_written_and_not_synced_was_not_acknowledged() {
    const TEST: &str = "what_was_written_and_not_synced_was_not_acknowledged";
    unsynced_is_unacknowledged(TEST, &mut file).await;
}

#[tokio::test]
async fn what_was_acknowledged_is_there() {
    acknowledged_is_there("what_was_acknowledged_is_there", &mut file).await;
}

/// The same for a process that dies beside its database.
mod postgres {
    use tertulia_testkit::FreshDatabase;

    use super::*;

    fn database() -> (String, FreshDatabase) {
        let database = FreshDatabase::make().expect("a database");
        (database.url.clone(), database)
    }

    #[tokio::test]
    async fn what_was_written_and_not_synced_was_not_acknowledged() {
        const TEST: &str = "postgres::what_was_written_and_not_synced_was_not_acknowledged";
        unsynced_is_unacknowledged(TEST, &mut database).await;
    }

    #[tokio::test]
    async fn what_was_acknowledged_is_there() {
        acknowledged_is_there("postgres::what_was_acknowledged_is_there", &mut database).await;
    }
}

/// A place for a fresh store, with what has to be kept as long as it is used.
type Fresh<'f, K> = &'f mut (dyn FnMut() -> (String, K) + Send);

fn file() -> (String, TempDir) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    (directory.path().join("tertulia.db").display().to_string(), directory)
}

async fn unsynced_is_unacknowledged<K>(test: &str, fresh: Fresh<'_, K>) {
    if let Some(place) = child_store() {
        return append_until_killed(&place).await;
    }
    for nth in [1, 2, 3, 7, 20] {
        let (place, _kept) = fresh();
        let died = kill(test, &format!("before_commit:{nth}"), &place).await;
        // The child has one thread: what one transaction acknowledged is printed before the next is committed.
        assert_eq!(died.kept, died.acknowledged, "killed before commit {nth}");
    }
}

async fn acknowledged_is_there<K>(test: &str, fresh: Fresh<'_, K>) {
    if let Some(place) = child_store() {
        return append_until_killed(&place).await;
    }
    for nth in [1, 2, 3, 7, 20] {
        let (place, _kept) = fresh();
        let died = kill(test, &format!("before_answer:{nth}"), &place).await;
        let missing: Vec<_> = died.acknowledged.iter().filter(|message| !died.kept.contains(message)).collect();
        assert!(missing.is_empty(), "killed before answer {nth}: {missing:?}");
        assert!(nth == 1 || died.kept.len() > died.acknowledged.len(), "the last transaction is durable, unanswered");
    }
}

/// Sorted by group and message.
struct Died {
    /// Messages whose author was told that they are durable.
    acknowledged: Vec<(GroupId, MessageId)>,
    /// Messages in the store after opening it again.
    kept: Vec<(GroupId, MessageId)>,
}

/// Starts `test` as a child that dies at `failpoint`, and looks at what it left behind.
async fn kill(test: &str, failpoint: &str, place: &str) -> Died {
    let mut command = as_child(Command::new(this_program()), test, place);
    let child = command.env("TERTULIA_FAILPOINT", failpoint).output().expect("a child process");
    assert!(!child.status.success(), "{failpoint} killed nobody");
    let output = String::from_utf8(child.stdout).expect("plain output");
    let mut acknowledged: Vec<_> = output.lines().filter_map(told).collect();
    acknowledged.sort();

    let opened = open(place).await;
    let store = opened.ports();
    assert_eq!(store.check().await.expect("the check runs"), [""; 0], "{failpoint}");
    let mut kept = Vec::new();
    for n in 0..GROUPS {
        for event in store.events(group(n), Seq::ZERO, u32::MAX).await.expect("the journal reads") {
            if let EventKind::MessagePosted(e) = event.kind {
                assert_eq!(e.body, Some(Body::plain("hello")), "no message without its text");
                kept.push((group(n), e.message));
            }
        }
    }
    kept.sort();
    opened.close().await.expect("the store closes");
    Died { acknowledged, kept }
}

/// Reads a line `told <group> <message>`.
fn told(line: &str) -> Option<(GroupId, MessageId)> {
    // The test runner leaves its own line open.
    let (_, ids) = line.split_once("told ")?;
    let (group, message) = ids.split_once(' ')?;
    Some((GroupId(group.parse().ok()?), MessageId(message.parse().ok()?)))
}

/// Appends to all groups at once, again and again, and tells what was acknowledged. It never ends by itself.
async fn append_until_killed(place: &str) {
    let store = open(place).await;
    let mut writers = Vec::new();
    for n in 0..GROUPS {
        let store = store.clone();
        writers.push(tokio::spawn(async move {
            let mut circle = Circle::begin(&store, n).await;
            loop {
                let (group, message) = circle.post().await;
                let mut out = std::io::stdout().lock();
                writeln!(out, "told {} {}", group.0, message.0).and_then(|()| out.flush()).expect("the parent listens");
            }
        }));
    }
    let ended = futures_util::future::select_all(writers).await.0;
    panic!("a writer ended: {:?}", ended.err());
}
