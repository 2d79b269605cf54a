//! Tests that need a process of their own start themselves as that process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tertulia_core::event::{GroupCreated, MemberJoined, MessagePosted, Stamp};
use tertulia_core::member::Via;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Append, Appended, Store};
use tertulia_core::{Body, Event, EventKind, GroupId, MessageId, ProfileId, Seq, Timestamp};
use tertulia_store::AnyStore;
use uuid::Uuid;

/// Where a child finds its store: a file, or the address of a database.
const PLACE: &str = "TERTULIA_TEST_STORE";

/// The place of a child's store; `None` in the process that the test runner started.
pub fn child_store() -> Option<String> {
    std::env::var(PLACE).ok()
}

/// Opens the store at a place.
pub async fn open(place: &str) -> AnyStore {
    let url = place.starts_with("postgres:").then_some(place);
    AnyStore::open(url, Path::new(place)).await.expect("the store opens")
}

/// Makes `command` run one test of this program as a child over the store at `place`.
pub fn as_child(mut command: Command, test: &str, place: &str) -> Command {
    command.args(["--exact", test, "--nocapture", "--test-threads", "1"]).env(PLACE, place);
    command
}

pub fn this_program() -> PathBuf {
    std::env::current_exe().expect("this program has a file")
}

/// A group, by a number.
pub fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(0xC0DE_0000 + n))
}

/// A group that a child appends to.
pub struct Circle {
    store: Arc<dyn Store>,
    n: u128,
    head: Seq,
}

impl Circle {
    pub async fn begin(store: &AnyStore, n: u128) -> Circle {
        let mut circle = Circle { store: store.ports(), n, head: Seq::ZERO };
        let name = GroupName::parse("Circle").expect("a fit name");
        let created = GroupCreated { name, photo: None, seats: vec![] };
        let joined = MemberJoined { via: Via::Creating, sees_from: Seq(1) };
        circle.append(vec![EventKind::GroupCreated(created), EventKind::MemberJoined(joined)]).await;
        circle
    }

    /// Posts, and returns once that is durable.
    pub async fn post(&mut self) -> (GroupId, MessageId) {
        let message = MessageId(Uuid::from_u128((self.n << 64) + u128::from(self.head.0)));
        let body = Some(Body::plain("hello"));
        let posted = MessagePosted { message, reply_to: None, forwarded: false, body };
        self.append(vec![EventKind::MessagePosted(posted)]).await;
        (group(self.n), message)
    }

    async fn append(&mut self, kinds: Vec<EventKind>) {
        let (expected, author) = (self.head, ProfileId(Uuid::from_u128(self.n)));
        let mut events = Vec::new();
        for kind in kinds {
            self.head = self.head.next();
            let at = Timestamp(i64::try_from(self.head.0).expect("a small number"));
            events.push(Event { stamp: Stamp { seq: self.head, at, author }, kind });
        }
        let append = Append { group: group(self.n), expected, events };
        assert_eq!(self.store.append(append).await.expect("the store appends"), Appended::Recorded);
    }
}
