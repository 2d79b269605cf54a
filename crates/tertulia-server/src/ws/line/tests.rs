use std::sync::Arc;

use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);

async fn pair() -> (Arc<Line>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let (server, _) = listener.accept().await.unwrap();
    let place = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
    (Arc::new(Line::new(Placed::new(server, place, PATIENCE))), client)
}

/// Frames that differ, of several sizes.
fn frames(count: usize) -> Vec<Bytes> {
    let frame = |n: usize| vec![u8::try_from(n % 251).unwrap(); 1 + (n * 7_919) % 20_000].into();
    (0..count).map(frame).collect()
}

/// Writes the same frame until one of them waits; how many were written.
fn fill(line: &Line, frame: &Bytes) -> usize {
    let mut count = 0;
    while line.queue().frames.is_empty() {
        assert!(line.send(frame), "there is room");
        count += 1;
    }
    count
}

async fn read_to_end(mut client: TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    client.read_to_end(&mut read).await.unwrap();
    read
}

#[tokio::test]
async fn what_the_system_does_not_take_at_once_goes_out_later_in_order_and_whole() {
    let (line, client) = pair().await;
    let frames = frames(400);
    for (n, frame) in frames.iter().enumerate() {
        // From both sides, as the hub and the connection's task do.
        if n % 10 == 3 { line.push(&mut line.queue(), frame.clone()) } else { assert!(line.send(frame), "{n}") }
    }
    assert!(!line.queue().frames.is_empty(), "more than the system takes");
    let reading = tokio::spawn(read_to_end(client));
    line.drain(PATIENCE).await.unwrap();
    assert_eq!(line.queue().frames.len(), 0);
    assert_eq!(line.queue().bytes, 0);
    drop(line);
    assert!(reading.await.unwrap() == frames.concat());
}

#[tokio::test]
async fn the_task_that_unsticks_a_line_wakes_when_it_is_stuck_and_hears_when_it_breaks() {
    let (line, mut client) = pair().await;
    let unsticking = tokio::spawn({
        let line = line.clone();
        async move { line.unstick(PATIENCE).await }
    });
    let frame = Bytes::from(vec![7; 50_000]);
    let count = fill(&line, &frame);
    let mut read = vec![0; count * frame.len()];
    client.read_exact(&mut read).await.unwrap();
    assert!(read.iter().all(|byte| *byte == 7));
    // Closed with something unread, so that the next write fails.
    drop(client);
    while !line.queue().is_broken {
        line.push(&mut line.queue(), frame.clone());
        tokio::task::yield_now().await;
    }
    let Err(Broken) = unsticking.await.unwrap();
}

#[tokio::test]
async fn who_does_not_read_is_too_slow_after_a_bounded_number_of_frames() {
    let (line, _client) = pair().await;
    let small = Bytes::from_static(&[1; 8]);
    fill(&line, &Bytes::from(vec![0; 100_000]));
    let mut count = 0;
    while line.send(&small) {
        count += 1;
        assert!(count <= WAITING_MAX);
    }
    assert_eq!(line.queue().frames.len(), WAITING_MAX);

    let (line, _client) = pair().await;
    let large = Bytes::from(vec![0; 1024 * 1024]);
    fill(&line, &large);
    while line.send(&large) {
        assert!(line.queue().bytes <= WAITING_MAX_BYTES + large.len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_frame_of_its_own_waits_for_the_reader_as_long_as_patience_lasts() {
    let (line, _client) = pair().await;
    let frame = Bytes::from(vec![0; OWN_MAX_BYTES + 1]);
    fill(&line, &frame);
    let begun = Instant::now();
    assert!(line.say(frame, PATIENCE).await.is_err());
    assert!(begun.elapsed() >= PATIENCE, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn what_is_kept_back_goes_out_with_what_follows() {
    let (line, mut client) = pair().await;
    line.keep_back(1);
    assert!(line.send(&Bytes::from_static(b"event ")));
    assert_eq!(line.queue().frames.len(), 1);
    line.say(Bytes::from_static(b"ack "), PATIENCE).await.unwrap();
    assert_eq!(line.queue().frames.len(), 0, "two are not kept back");
    assert!(line.send(&Bytes::from_static(b"more ")));
    assert_eq!(line.queue().frames.len(), 1);
    line.release();
    let mut read = [0; 15];
    client.read_exact(&mut read).await.unwrap();
    assert_eq!(&read, b"event ack more ");
}

#[tokio::test]
async fn the_last_frame_comes_after_the_one_that_has_begun_and_before_all_others() {
    let (line, client) = pair().await;
    let frame = Bytes::from(vec![7; 100_003]);
    fill(&line, &frame);
    for _ in 0..20 {
        assert!(line.send(&frame));
    }
    line.say_last(Bytes::from_static(b"end"));
    assert!(line.queue().frames.len() <= 2);
    let reading = tokio::spawn(read_to_end(client));
    line.drain(PATIENCE).await.unwrap();
    drop(line);
    let read = reading.await.unwrap();
    let before = read.strip_suffix(b"end").expect("the last frame is the last");
    assert_eq!(before.len() % frame.len(), 0, "all others are whole");
    assert!(before.iter().all(|byte| *byte == 7));
}
