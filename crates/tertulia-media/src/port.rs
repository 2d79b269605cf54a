//! [`Media`] as the port of the core, which is all that the engine knows of it.

use async_trait::async_trait;
use bytes::Bytes;
use tertulia_core::ports::{CleanPhoto, PhotoError, Photos};

use crate::{Media, MediaError, Photo};

#[async_trait]
impl Photos for Media {
    async fn clean(&self, bytes: Bytes) -> Result<CleanPhoto, PhotoError> {
        let Photo { large, small, mime } = self.photo(bytes).await?;
        Ok(CleanPhoto { large, small, mime })
    }
}

impl From<MediaError> for PhotoError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::TooLarge | MediaError::TooManyPixels => Self::TooLarge,
            MediaError::NotAPicture => Self::NotAPicture,
            MediaError::Busy => Self::Busy,
            MediaError::Timeout | MediaError::Crashed => Self::Failed,
        }
    }
}
