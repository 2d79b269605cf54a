//! Files: their records in the store, and their bytes in a blob store.

use async_trait::async_trait;
use bytes::Bytes;

use crate::{BlobId, GroupId, ProfileId, Result, Timestamp};

/// Whose a file is, which decides who may read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlobOwner {
    /// A photo of a participant.
    Profile(ProfileId),
    /// A photo of a group.
    Group(GroupId),
}

/// What is known of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlobRecord {
    pub id: BlobId,
    pub owner: BlobOwner,
    pub mime: String,
    pub size_bytes: u64,
    pub created_at: Timestamp,
}

/// The records.
#[async_trait]
pub trait Blobs: Send + Sync {
    async fn put_blob_record(&self, record: BlobRecord) -> Result<()>;
    async fn blob_record(&self, id: BlobId) -> Result<Option<BlobRecord>>;
    /// All files of an owner, oldest first: what to remove from the blob store before a group is erased.
    async fn blobs_of(&self, owner: BlobOwner) -> Result<Vec<BlobRecord>>;
    /// Forgets the record; `false` if there was none.
    async fn remove_blob_record(&self, id: BlobId) -> Result<bool>;
}

/// The bytes: a directory, or an object store.
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Keeps bytes durably under `id` and `part` (`large` or `small`); replaces what was there.
    async fn put(&self, id: BlobId, part: &str, bytes: Bytes) -> Result<()>;
    async fn get(&self, id: BlobId, part: &str) -> Result<Option<Bytes>>;
    /// Removes all parts; removing what is not there is no error.
    async fn remove(&self, id: BlobId) -> Result<()>;
}
