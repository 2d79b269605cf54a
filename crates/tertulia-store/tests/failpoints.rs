//! A process that dies between writing and syncing loses nothing that it acknowledged.
#![cfg(feature = "failpoints")]

mod process;

use std::io::Write;
use std::path::Path;
use std::process::Command;

use process::{Circle, as_child, child_store, group, this_program};
use tertulia_core::ports::{Housekeeping, Journal};
use tertulia_core::{Body, EventKind, GroupId, MessageId, Seq};
use tertulia_store::SqliteStore;

/// Groups that the dying process appends to at once.
const GROUPS: u128 = 8;

#[tokio::test]
async fn what_was_written_and_not_synced_was_not_acknowledged() {
    if let Some(path) = child_store() {
        return append_until_killed(&path).await;
    }
    for nth in [1, 2, 3, 7, 20] {
        let died = kill("what_was_written_and_not_synced_was_not_acknowledged", &format!("before_commit:{nth}")).await;
        // The child has one thread: what one transaction acknowledged is printed before the next begins.
        assert_eq!(died.kept, died.acknowledged, "killed before commit {nth}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there() {
    if let Some(path) = child_store() {
        return append_until_killed(&path).await;
    }
    for nth in [1, 2, 3, 7, 20] {
        let died = kill("what_was_acknowledged_is_there", &format!("before_answer:{nth}")).await;
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
async fn kill(test: &str, failpoint: &str) -> Died {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("tertulia.db");
    let mut command = as_child(Command::new(this_program()), test, &path);
    let child = command.env("TERTULIA_FAILPOINT", failpoint).output().expect("a child process");
    assert!(!child.status.success(), "{failpoint} killed nobody");
    let output = String::from_utf8(child.stdout).expect("plain output");
    let mut acknowledged: Vec<_> = output.lines().filter_map(told).collect();
    acknowledged.sort();

    let store = SqliteStore::open(&path).await.expect("the store opens again");
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
    store.close().await.expect("the store closes");
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
async fn append_until_killed(path: &Path) {
    let store = SqliteStore::open(path).await.expect("a fresh store opens");
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
