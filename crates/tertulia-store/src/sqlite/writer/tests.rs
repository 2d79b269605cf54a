//! What the writer promises about transactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt;
use futures_util::future::join_all;
use tertulia_core::event::MessagePosted;
use tertulia_core::ports::{Append, Appended, Housekeeping, Journal, People, Store};
use tertulia_core::{Body, Error, EventKind, Seq, Timestamp};

use crate::contract::tale::{Tale, message_id, person};
use crate::error::SqlResult;
use crate::sqlite::scratch;

fn post(tale: &Tale, n: u128) -> Append {
    let body = Some(Body::plain("hello"));
    let posted = MessagePosted { message: message_id(n), reply_to: None, forwarded: false, body };
    tale.stamp(person(1), vec![EventKind::MessagePosted(posted)])
}

async fn tales(store: &Arc<dyn Store>, count: u128) -> Vec<Tale> {
    let mut tales = Vec::new();
    for n in 1..=count {
        tales.push(Tale::begin(store, n).await);
    }
    tales
}

#[tokio::test]
async fn groups_that_wait_together_cost_one_transaction() {
    let scratch = scratch::open().await;
    let tales = tales(&scratch.store(), 60).await;
    let before = scratch.sqlite.commits();
    // Nobody runs between these sends: all of them wait when the writer looks.
    let appends = tales.iter().enumerate().map(|(n, tale)| scratch.sqlite.append(post(tale, n as u128)));
    for appended in join_all(appends).await {
        assert_eq!(appended.unwrap(), Appended::Recorded);
    }
    assert_eq!(scratch.sqlite.commits() - before, 1);
    scratch.close().await;
}

#[tokio::test]
async fn a_lone_message_does_not_wait() {
    let scratch = scratch::open().await;
    let tale = Tale::begin(&scratch.store(), 1).await;
    let before = scratch.sqlite.commits();
    tokio::time::pause();
    tokio::time::advance(super::PACE).await;
    let started = tokio::time::Instant::now();
    assert_eq!(scratch.sqlite.append(post(&tale, 1)).await.unwrap(), Appended::Recorded);
    assert_eq!(started.elapsed().as_millis(), 0, "no timer was waited for");
    assert_eq!(scratch.sqlite.commits() - before, 1);
    tokio::time::resume();
    scratch.close().await;
}

#[tokio::test]
async fn who_comes_right_behind_another_waits_a_moment_for_company() {
    let scratch = scratch::open().await;
    let write = |name: &'static str| {
        let sqlite = scratch.sqlite.clone();
        let put = sqlx::query("INSERT INTO instance (name, value) VALUES ($1, '')").bind(name);
        async move { sqlite.write(|conn| async move { put.execute(conn).await.map(|_| ()).sql() }.boxed()).await }
    };
    tokio::time::pause();
    tokio::time::advance(super::PACE).await;
    let started = tokio::time::Instant::now();
    write("first").await.unwrap();
    let before = scratch.sqlite.commits();
    let second = tokio::spawn(write("second"));
    // The writer has taken the second and waits; time stands still while anybody has something to do.
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    write("third").await.unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(scratch.sqlite.commits() - before, 1, "the third shared the transaction of the second");
    let waited = started.elapsed();
    assert!(super::PACE <= waited && waited <= 2 * super::PACE, "{waited:?}");
    // For the next nobody comes, and then nobody is waited for.
    write("alone").await.unwrap();
    let started = tokio::time::Instant::now();
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        write(name).await.unwrap();
    }
    assert_eq!(started.elapsed().as_millis(), 0);
    tokio::time::resume();
    scratch.close().await;
}

#[tokio::test]
async fn a_write_that_fails_takes_nothing_else_with_it() {
    let scratch = scratch::open().await;
    let tales = tales(&scratch.store(), 3).await;
    let before = scratch.sqlite.commits();
    let fails = scratch.sqlite.write(|conn| {
        async move {
            sqlx::query("INSERT INTO instance (name, value) VALUES ('half', 'done')")
                .execute(&mut *conn)
                .await
                .sql()?;
            sqlx::query("INSERT INTO instance (name, value) VALUES ('half', 'again')").execute(conn).await.sql()?;
            Ok(())
        }
        .boxed()
    });
    let mut stale = post(&tales[1], 2);
    stale.expected = Seq(1);
    stale.events[0].stamp.seq = Seq(2);
    let (one, failed, stale, other) = tokio::join!(
        scratch.sqlite.append(post(&tales[0], 1)),
        fails,
        scratch.sqlite.append(stale),
        scratch.sqlite.append(post(&tales[2], 3)),
    );
    assert_eq!(
        (one.unwrap(), stale.unwrap(), other.unwrap()),
        (Appended::Recorded, Appended::Stale, Appended::Recorded)
    );
    assert!(matches!(failed, Err(Error::Internal(_))));
    assert_eq!(scratch.sqlite.commits() - before, 1);
    let mut conn = scratch.writing_connection().await;
    let half: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM instance WHERE name = 'half'").fetch_one(&mut conn).await.unwrap();
    assert_eq!(half, 0, "what failed left nothing");
    scratch.close().await;
}

#[tokio::test]
async fn a_lone_write_that_fails_leaves_nothing_and_is_no_commit() {
    let scratch = scratch::open().await;
    let before = scratch.sqlite.commits();
    let failed: Result<(), Error> = scratch
        .sqlite
        .write(|conn| {
            async move {
                sqlx::query("INSERT INTO instance (name, value) VALUES ('half', 'done')").execute(conn).await.sql()?;
                Err(Error::NotFound)
            }
            .boxed()
        })
        .await;
    assert!(matches!(failed, Err(Error::NotFound)));
    assert_eq!(scratch.sqlite.commits(), before);
    let mut conn = scratch.writing_connection().await;
    let half: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM instance WHERE name = 'half'").fetch_one(&mut conn).await.unwrap();
    assert_eq!(half, 0);
    scratch.close().await;
}

#[tokio::test]
async fn a_lost_transaction_fails_everybody_in_it_and_the_next_one_works() {
    let scratch = scratch::open().await;
    let tales = tales(&scratch.store(), 2).await;
    // As SQLite does by itself when the disk is full: the transaction is gone in the middle.
    let breaks = scratch.sqlite.write(|conn| {
        async move {
            sqlx::query("ROLLBACK").execute(conn).await.sql()?;
            Err::<(), Error>(Error::Internal("the disk is full".into()))
        }
        .boxed()
    });
    let (one, broken, other) =
        tokio::join!(scratch.sqlite.append(post(&tales[0], 1)), breaks, scratch.sqlite.append(post(&tales[1], 2)),);
    assert!(matches!(
        (one, broken, other),
        (Err(Error::Internal(_)), Err(Error::Internal(_)), Err(Error::Internal(_)))
    ));
    for (n, tale) in tales.iter().enumerate() {
        assert_eq!(tale.events().await.len(), 2, "nothing was acknowledged, nothing is there");
        let append = post(tale, n as u128 + 1);
        assert_eq!(scratch.sqlite.append(append).await.unwrap(), Appended::Recorded);
    }
    scratch.close().await;
}

/// Takes the file as far as it has come for a full disk, or lets it grow again.
async fn bound(scratch: &scratch::Scratch, pages: &'static str) {
    let bound = scratch.sqlite.write_one(move |conn| {
        async move {
            sqlx::query(pages).fetch_all(conn).await.sql()?;
            Ok(())
        }
        .boxed()
    });
    bound.await.unwrap();
}

#[tokio::test]
async fn a_full_disk_refuses_what_comes_and_keeps_what_was_acknowledged() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    bound(&scratch, "PRAGMA max_page_count = 1").await;
    let body = Some(Body::plain("x".repeat(20_000)));
    let long = |tale: &Tale, n: u128| {
        let posted = MessagePosted { message: message_id(n), reply_to: None, forwarded: false, body: body.clone() };
        tale.stamp(person(1), vec![EventKind::MessagePosted(posted)])
    };
    let mut kept = 0;
    for n in 1..100 {
        let append = long(&tale, n);
        match scratch.sqlite.append(append.clone()).await {
            Ok(appended) => {
                assert_eq!(appended, Appended::Recorded);
                append.events.iter().for_each(|event| tale.group.apply(event));
                kept += 1;
            }
            Err(error) => {
                assert!(matches!(error, Error::Internal(_)), "{error:?}");
                break;
            }
        }
    }
    assert!(kept < 98, "the disk is full at some point");
    assert_eq!(tale.events().await.len(), 2 + kept, "what was refused left nothing");
    assert_eq!(scratch.sqlite.check().await.unwrap(), [""; 0]);
    bound(&scratch, "PRAGMA max_page_count = 1000000").await;
    assert_eq!(scratch.sqlite.append(long(&tale, 200)).await.unwrap(), Appended::Recorded);
    assert_eq!(tale.events().await.len(), 3 + kept);
    scratch.close().await;
}

#[tokio::test]
async fn a_full_mailbox_is_busy_and_what_was_taken_is_written() {
    let scratch = scratch::open().await;
    let tale = Tale::begin(&scratch.store(), 1).await;
    let counted = Arc::new(AtomicU64::new(0));
    let writes = (0..super::MAILBOX + 10).map(|_| {
        let counted = counted.clone();
        scratch.sqlite.write(move |_| {
            async move {
                counted.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            .boxed()
        })
    });
    let outcomes = join_all(writes).await;
    assert_eq!(outcomes.iter().filter(|o| matches!(o, Err(Error::Busy))).count(), 10);
    assert_eq!(counted.load(Ordering::Relaxed), super::MAILBOX as u64);
    assert_eq!(scratch.sqlite.append(post(&tale, 1)).await.unwrap(), Appended::Recorded);
    scratch.close().await;
}

#[tokio::test]
async fn closing_writes_what_waits_and_refuses_what_comes() {
    let scratch = scratch::open().await;
    let tale = Tale::begin(&scratch.store(), 1).await;
    let path = scratch.path();
    let (appended, closed) = tokio::join!(scratch.sqlite.append(post(&tale, 1)), scratch.sqlite.close());
    assert_eq!(appended.unwrap(), Appended::Recorded);
    closed.unwrap();
    scratch.sqlite.close().await.unwrap();
    assert!(matches!(scratch.sqlite.set_last_seen(person(1), Timestamp(1)).await, Err(Error::Internal(_))));
    assert!(!path.with_extension("db-wal").exists(), "the log has been taken into the file");
    let again = crate::SqliteStore::open(&path).await.unwrap();
    assert_eq!(again.events(tale.id(), Seq::ZERO, 10).await.unwrap().len(), 3);
    again.close().await.unwrap();
}
