//! Sight: photos of people and groups, made safe to keep and to show.
//!
//! A file that somebody sends is parsed in a child process and nowhere else, because decoders are where hostile files
//! do their harm. The child is the server's own binary run again with [`WORKER_ARGUMENT`]: it limits its own memory
//! and processor time before it reads a byte ([`Limits`]), has no environment, no files and no network of its own
//! to lose, and is killed when it takes too long. What comes back is a new picture made of pixels alone, so that
//! neither a location nor anything else hidden in the file survives.
//!
//! ```no_run
//! # async fn example(bytes: bytes::Bytes) -> Result<(), Box<dyn std::error::Error>> {
//! use tertulia_media::{Media, WorkerCommand};
//!
//! let media = Media::new(WorkerCommand::this_binary()?);
//! let photo = media.photo(bytes).await?;
//! assert!(photo.small.len() <= photo.large.len());
//! # Ok(()) }
//! ```
#![deny(missing_docs)]

mod colour;
mod limits;
mod media;
mod photo;
mod port;
mod worker;

pub use limits::Limits;
pub use media::{Media, MediaError, WORKER_ARGUMENT, WorkerCommand};
pub use photo::{LARGE_SIDE, MAX_INPUT, MAX_PIXELS, Photo, SMALL_SIDE};
pub use worker::run_worker;
