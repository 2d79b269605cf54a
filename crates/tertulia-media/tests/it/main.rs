//! Photos as the server makes them: through a real child process.

mod files;
mod hostile;
mod photos;
mod workers;

use tertulia_media::{Media, WORKER_ARGUMENT, WorkerCommand};

/// Media whose worker does what `argument` says; see `worker/main.rs`.
fn media_that(argument: &str) -> Media {
    Media::new(WorkerCommand::new(env!("CARGO_BIN_EXE_tertulia-media-test-worker"), [argument]))
}

/// Media with the real worker.
fn media() -> Media {
    media_that(WORKER_ARGUMENT)
}
