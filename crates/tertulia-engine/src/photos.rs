//! Photos of people and groups: made safe, kept, and shown to those who may see them.
//!
//! Bytes are written before their record and the record before anything names it; taking away goes the other way. A crash in
//! between leaves a file that nobody names, never a name without a file.

use bytes::Bytes;
use tertulia_core::command::Facts;
use tertulia_core::ports::{BlobOwner, BlobRecord};
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::{BlobId, Command, Error, ProfileId, Result};
use tracing::warn;
use uuid::Uuid;

use crate::{Access, Caller, Engine, Refusal};

/// The two sizes in which photos are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PhotoSize {
    /// 96 pixels wide.
    #[default]
    Small,
    /// At most 512 pixels wide.
    Large,
}

impl PhotoSize {
    fn part(self) -> &'static str {
        match self {
            PhotoSize::Small => "small",
            PhotoSize::Large => "large",
        }
    }
}

/// The bytes of a photo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoBytes {
    pub mime: String,
    pub bytes: Bytes,
}

impl Engine {
    /// Gives the caller a photo in place of the present one. `bytes` is what was uploaded; nothing of it is kept but the
    /// picture.
    ///
    /// # Errors
    /// `NotAPicture`, `TooLarge`, `Busy`.
    pub async fn set_my_photo(&self, caller: Caller, bytes: Bytes) -> Result<Profile, Refusal> {
        let photo = self.keep_photo(BlobOwner::Profile(caller.profile), bytes).await?;
        Ok(self.change_my_photo(caller, Some(photo)).await?)
    }

    /// Takes the caller's photo away.
    ///
    /// # Errors
    /// What the store says.
    pub async fn remove_my_photo(&self, caller: Caller) -> Result<Profile> {
        self.change_my_photo(caller, None).await
    }

    /// Gives a group a photo in place of the present one.
    ///
    /// # Errors
    /// `NotAPicture`, `TooLarge`, `Busy`, and as [`Engine::submit`].
    pub async fn set_group_photo(&self, access: &Access, bytes: Bytes) -> Result<(), Refusal> {
        // Asked before the work: who may not change the photo does not keep the worker busy.
        let wish = Command::ChangePhoto { photo: Some(BlobId(Uuid::now_v7())) };
        access.group().decide(self.now(), access.profile(), wish, &Facts::default())?;
        let photo = self.keep_photo(BlobOwner::Group(access.group_id()), bytes).await?;
        Ok(self.change_group_photo(access, Some(photo)).await?)
    }

    /// Takes a group's photo away.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn remove_group_photo(&self, access: &Access) -> Result<()> {
        self.change_group_photo(access, None).await
    }

    /// A photo, for whoever may see it: one's own, those of assistants, of people with whom one shares a group or who are on
    /// their way into one, and of one's groups. Asked at every read.
    ///
    /// # Errors
    /// `NotFound`, for photos of others and photos that there are none of alike.
    pub async fn photo(&self, caller: Caller, id: BlobId, size: PhotoSize) -> Result<PhotoBytes> {
        let record = self.parts.store.blob_record(id).await?.ok_or(Error::NotFound)?;
        let may_see = match record.owner {
            BlobOwner::Profile(owner) => self.may_see_profile(caller, owner).await?,
            BlobOwner::Group(group) => self.is_member(caller, group).await?,
        };
        if !may_see {
            return Err(Error::NotFound);
        }
        self.read_photo(record, size).await
    }

    /// A small photo for a preview that has been authorised otherwise; `None` where there is none any more.
    pub(crate) async fn small_photo(&self, photo: Option<BlobId>) -> Result<Option<PhotoBytes>> {
        let Some(id) = photo else { return Ok(None) };
        let Some(record) = self.parts.store.blob_record(id).await? else { return Ok(None) };
        match self.read_photo(record, PhotoSize::Small).await {
            Ok(photo) => Ok(Some(photo)),
            // Replaced between the two reads.
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes away a photo that nothing names any more. What cannot be taken away now stays as a file that nobody names.
    pub(crate) async fn forget_photo(&self, photo: Option<BlobId>) {
        let Some(id) = photo else { return };
        let forgotten = async {
            self.parts.store.remove_blob_record(id).await?;
            self.parts.blobs.remove(id).await
        };
        if let Err(cause) = forgotten.await {
            warn!(%cause, blob.id = %id, "a photo that nothing names any more could not be removed");
        }
    }

    async fn read_photo(&self, record: BlobRecord, size: PhotoSize) -> Result<PhotoBytes> {
        let bytes = self.parts.blobs.get(record.id, size.part()).await?.ok_or(Error::NotFound)?;
        Ok(PhotoBytes { mime: record.mime, bytes })
    }

    async fn keep_photo(&self, owner: BlobOwner, bytes: Bytes) -> Result<BlobId, Refusal> {
        let clean = self.parts.photos.clean(bytes).await?;
        let id = BlobId(Uuid::now_v7());
        let size_bytes = u64::try_from(clean.large.len() + clean.small.len()).unwrap_or(u64::MAX);
        self.parts.blobs.put(id, PhotoSize::Large.part(), clean.large).await?;
        self.parts.blobs.put(id, PhotoSize::Small.part(), clean.small).await?;
        let record = BlobRecord { id, owner, mime: clean.mime.to_owned(), size_bytes, created_at: self.now() };
        self.parts.store.put_blob_record(record).await?;
        Ok(id)
    }

    async fn change_my_photo(&self, caller: Caller, photo: Option<BlobId>) -> Result<Profile> {
        let _alone = self.changes.alone(caller.profile).await;
        let known = self.profile_of(caller.profile).await?;
        if known.photo == photo {
            return Ok(known);
        }
        let profile = Profile { photo, ..known.clone() };
        self.write_profile(profile.clone()).await?;
        self.tell_profile(caller.profile).await?;
        self.forget_photo(known.photo).await;
        Ok(profile)
    }

    async fn change_group_photo(&self, access: &Access, photo: Option<BlobId>) -> Result<()> {
        let _alone = self.changes.alone(access.group_id()).await;
        let known = access.live.state().photo;
        if let Err(error) = self.submit(access, Command::ChangePhoto { photo }).await {
            self.forget_photo(photo).await;
            return Err(error);
        }
        if known != photo {
            self.forget_photo(known).await;
        }
        Ok(())
    }

    async fn is_member(&self, caller: Caller, group: tertulia_core::GroupId) -> Result<bool> {
        match self.enter(caller, group).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn may_see_profile(&self, caller: Caller, owner: ProfileId) -> Result<bool> {
        let store = &self.parts.store;
        if owner == caller.profile || store.share_a_group(caller.profile, owner).await? {
            return Ok(true);
        }
        if self.profile_of(owner).await?.kind == ProfileKind::Assistant {
            return Ok(true);
        }
        // Whoever asks to come into a group, or was asked to, is seen by its members; and sees who asked.
        for request in store.requests_by(owner).await? {
            if self.is_member(caller, request.group).await? {
                return Ok(true);
            }
        }
        for addition in store.additions_for(owner).await? {
            if self.is_member(caller, addition.group).await? {
                return Ok(true);
            }
        }
        Ok(store.additions_for(caller.profile).await?.iter().any(|a| a.added_by == owner))
    }
}
