//! Pictures that people upload, made safe to show.

use async_trait::async_trait;
use bytes::Bytes;

/// A picture decoded, turned upright, cut square and encoded anew, so that nothing of the file that was uploaded is left.
#[derive(Clone, Debug)]
pub struct CleanPhoto {
    /// At most 512 pixels wide.
    pub large: Bytes,
    /// 96 pixels wide.
    pub small: Bytes,
    /// Such as `image/jpeg`.
    pub mime: &'static str,
}

/// Why a picture was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhotoError {
    /// More bytes or pixels than allowed.
    #[error("too large")]
    TooLarge,
    /// Not a JPEG, PNG, GIF or WebP that can be read.
    #[error("not a picture")]
    NotAPicture,
    /// Too many pictures at once; try again.
    #[error("busy")]
    Busy,
    /// The worker failed.
    #[error("failed")]
    Failed,
}

/// Makes pictures safe to show.
#[async_trait]
pub trait Photos: Send + Sync {
    async fn clean(&self, bytes: Bytes) -> Result<CleanPhoto, PhotoError>;
}
