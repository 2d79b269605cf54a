//! Search, in every script (MSG-6).

use async_trait::async_trait;

use crate::{GroupId, MessageId, ProfileId, Result, Seq, Timestamp};

/// What to look for. Words, author and date are joined by *and*.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SearchQuery {
    /// What the person typed; may be empty where another filter is set.
    pub text: String,
    /// The groups that the asker may search, each from the first message that the asker sees.
    pub groups: Vec<(GroupId, Seq)>,
    pub author: Option<ProfileId>,
    pub from: Option<Timestamp>,
    /// Exclusive.
    pub until: Option<Timestamp>,
    /// Only hits before this one, to go on.
    pub before: Option<(Timestamp, MessageId)>,
    /// 1 to 100.
    pub limit: u32,
}

/// A message that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    pub group: GroupId,
    pub message: MessageId,
    pub seq: Seq,
    pub at: Timestamp,
}

/// Searching.
#[async_trait]
pub trait Search: Send + Sync {
    /// Newest first.
    async fn search(&self, query: SearchQuery) -> Result<Vec<Hit>>;
}
