//! The journal: the store orders, the actor delivers.

use async_trait::async_trait;

use crate::{Event, Group, GroupId, MessageId, Result, Seq};

/// Events that want to follow `expected`, the head that their author decided on.
#[derive(Clone, Debug)]
pub struct Append {
    pub group: GroupId,
    pub expected: Seq,
    /// Numbered `expected + 1`, `expected + 2`, ... by the caller; at least one.
    pub events: Vec<Event>,
}

/// What became of an append.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appended {
    /// Durable: events, bodies, projections, search entries and head, all or nothing.
    Recorded,
    /// Another was faster; the journal's head is not `expected`. Read what was written and decide again.
    Stale,
    /// The group already has a message with this id. Nothing was written.
    Duplicate { message: MessageId },
    /// A `member_joined` by an invite that is closed, spent or gone. Nothing was written.
    InviteSpent,
}

/// The append-only, gaplessly numbered lists of events.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Appends in one transaction: events, bodies apart from them, projections, head. Appends of different groups that
    /// wait at the same time share a transaction and one sync; a failing one fails alone.
    ///
    /// `group_created` makes the group; a group that exists already is `Stale`. `member_joined` by an invite counts one
    /// use, and takes away the joiner's request and addition. `message_deleted` erases all bodies, reactions, the pin
    /// and the search entry of the message.
    async fn append(&self, append: Append) -> Result<Appended>;

    /// Events after `after`, oldest first, at most `limit`, with their bodies (none where erased).
    async fn events(&self, group: GroupId, after: Seq, limit: u32) -> Result<Vec<Event>>;

    /// The group, rebuilt from its journal; `None` if there is no such group or it has been erased. Deleted groups are
    /// given, with `deleted_at`.
    async fn load_group(&self, group: GroupId) -> Result<Option<Group>>;
}
