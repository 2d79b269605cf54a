//! Workers that misbehave: the parent bounds them all and serves the next picture.

use std::time::{Duration, Instant};

use bytes::Bytes;
use image::ImageFormat;
use tertulia_media::{Media, MediaError, WorkerCommand};

use crate::files::{encoded, red_and_blue};
use crate::{media, media_that};

fn picture() -> Bytes {
    encoded(&red_and_blue(100, 100), ImageFormat::Png).into()
}

/// Media whose workers hang, and can be told from those of other tests by `name`.
fn hanging(name: &str, timeout: Duration) -> Media {
    Media::new(WorkerCommand::new(env!("CARGO_BIN_EXE_tertulia-media-test-worker"), ["hang", name]))
        .with_timeout(timeout)
}

#[tokio::test]
async fn a_worker_that_hangs_is_killed() {
    let began = Instant::now();
    let answer = hanging("killed-by-the-clock", Duration::from_millis(200)).photo(picture()).await;
    assert_eq!(answer, Err(MediaError::Timeout));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(alive("killed-by-the-clock"), 0);
}

#[tokio::test]
async fn a_worker_dies_with_the_request_that_wanted_it() {
    let media = hanging("nobody-waits", Duration::from_secs(60));
    let request = tokio::spawn({
        let media = media.clone();
        async move { media.photo(picture()).await }
    });
    wait_until("the worker runs", || alive("nobody-waits") == 1).await;
    request.abort();
    wait_until("the worker is gone", || alive("nobody-waits") == 0).await;
}

#[tokio::test]
async fn more_than_can_wait_are_told_so_at_once() {
    let media = hanging("crowd", Duration::from_millis(100));
    let ask = || media.photo(picture());
    let crowd = tokio::join!(ask(), ask(), ask(), ask(), ask(), ask(), ask(), ask(), ask(), ask());
    let expected = MediaError::Timeout;
    assert_eq!([crowd.0, crowd.1, crowd.2, crowd.3], [const { Err(MediaError::Timeout) }; 4]);
    assert_eq!([crowd.4, crowd.5, crowd.6, crowd.7], [const { Err(MediaError::Timeout) }; 4]);
    assert_eq!([crowd.8, crowd.9], [const { Err(MediaError::Busy) }; 2]);
    assert_eq!(ask().await, Err(expected), "who comes after the crowd is served");
}

#[tokio::test]
async fn at_most_two_workers_run_at_once() {
    let media = hanging("two-at-once", Duration::from_secs(60));
    let requests: Vec<_> = (0..6)
        .map(|_| {
            let media = media.clone();
            tokio::spawn(async move { media.photo(picture()).await })
        })
        .collect();
    wait_until("two run", || alive("two-at-once") == 2).await;
    for _ in 0..200 {
        tokio::task::yield_now().await;
        assert!(alive("two-at-once") <= 2);
    }
    for request in requests {
        request.abort();
    }
    wait_until("all are gone", || alive("two-at-once") == 0).await;
}

#[tokio::test]
async fn a_worker_that_says_too_much_or_lies_or_dies_is_an_error() {
    for misbehaviour in ["lie", "panic"] {
        let answer = media_that(misbehaviour).photo(picture()).await;
        assert_eq!(answer, Err(MediaError::Crashed), "{misbehaviour}");
    }
    let answer = media_that("babble").with_timeout(Duration::from_millis(500)).photo(picture()).await;
    assert_eq!(answer, Err(MediaError::Timeout), "a reply without end");
}

#[tokio::test]
async fn a_worker_cannot_take_more_memory_than_its_limit() {
    let answer = media_that("eat").photo(picture()).await;
    assert_eq!(answer, Err(MediaError::Crashed));
}

#[tokio::test]
async fn a_worker_cannot_take_more_processor_time_than_its_limit() {
    let answer = media_that("spin").photo(picture()).await;
    assert_eq!(answer, Err(MediaError::Crashed));
}

#[tokio::test]
async fn a_worker_finds_no_environment_and_opens_no_file() {
    // This worker answers "not a picture" when it found nothing.
    assert_eq!(media_that("look").photo(picture()).await, Err(MediaError::NotAPicture));
}

#[tokio::test]
async fn a_worker_that_cannot_be_started_is_an_error() {
    let media = Media::new(WorkerCommand::new("/nonexistent/worker", ["media-worker"]));
    assert_eq!(media.photo(picture()).await, Err(MediaError::Crashed));
}

#[tokio::test]
async fn a_failure_leaves_no_trace_for_the_next_picture() {
    let media = media();
    assert_eq!(media.photo(Bytes::from_static(b"nothing")).await, Err(MediaError::NotAPicture));
    assert_eq!(media.photo(picture()).await.map(|photo| photo.mime), Ok("image/jpeg"));
}

/// How many processes run with `name` among their arguments. A dead one has none.
fn alive(name: &str) -> usize {
    let entries = std::fs::read_dir("/proc").expect("these tests run on Linux");
    entries
        .flatten()
        .filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok())
        .filter(|arguments| arguments.split(|byte| *byte == 0).any(|argument| argument == name.as_bytes()))
        .count()
}

async fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
        tokio::task::yield_now().await;
    }
}
