//! Reading threads.

use async_trait::async_trait;

use crate::{Body, GroupId, Message, MessageId, Result, Seq, Timestamp};

/// Which part of a thread to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    Newest,
    /// The messages just before this place.
    Before(Seq),
    /// The messages just after this place.
    After(Seq),
    /// Half before and half from this place on.
    Around(Seq),
}

/// A part of a thread.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MessagePage {
    /// Oldest first, in their state at `head`.
    pub messages: Vec<Message>,
    /// The journal's head when the page was read, in the same read transaction.
    pub head: Seq,
    pub has_older: bool,
    pub has_newer: bool,
}

/// What a message said at one time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    pub version: u32,
    pub at: Timestamp,
    pub body: Body,
}

/// The messages of groups, as projections of the journal.
#[async_trait]
pub trait Threads: Send + Sync {
    /// One message.
    async fn message(&self, group: GroupId, message: MessageId) -> Result<Option<Message>>;

    /// A part of the thread that begins at `sees_from`; at most `limit` messages (1 to 200).
    async fn page(&self, group: GroupId, page: Page, sees_from: Seq, limit: u32) -> Result<MessagePage>;

    /// All versions of a message, oldest first; empty once deleted.
    async fn versions(&self, group: GroupId, message: MessageId) -> Result<Vec<Version>>;

    /// The newest message from `sees_from` on, and up to `up_to`, that has not been deleted.
    async fn last_message(&self, group: GroupId, sees_from: Seq, up_to: Seq) -> Result<Option<Message>>;

    /// The place of the `n`th newest message (1 is the newest); `Seq::ZERO` where there are fewer.
    async fn place_of_nth_newest(&self, group: GroupId, n: u32) -> Result<Seq>;

    /// Whether any answer was begun to this call by this path: with it as `call` and origin `call`.
    async fn is_answered(&self, group: GroupId, call: MessageId) -> Result<bool>;

    /// Whether a retry or continuation of this answer was begun.
    async fn is_followed(&self, group: GroupId, answer: MessageId) -> Result<bool>;
}
