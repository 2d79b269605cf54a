//! That nobody notices how late the index is told.

use sqlx::SqliteConnection;
use tertulia_core::Seq;
use tertulia_core::ports::{Housekeeping, Search, SearchQuery};

use crate::SqliteStore;
use crate::contract::tale::{Tale, person};
use crate::sqlite::scratch;

async fn found(store: &SqliteStore, tale: &Tale, text: &str) -> usize {
    let groups = vec![(tale.id(), Seq(1))];
    let query = SearchQuery { text: text.to_owned(), groups, limit: 50, ..SearchQuery::default() };
    store.search(query).await.unwrap().len()
}

/// How many messages of the group the index holds.
async fn told(conn: &mut SqliteConnection, tale: &Tale) -> i64 {
    let count = sqlx::query_scalar("SELECT COUNT(*) FROM search WHERE search MATCH $1");
    count.bind(format!("\"{}\"", crate::marks::group(tale.id()))).fetch_one(conn).await.unwrap()
}

#[tokio::test]
async fn a_new_message_is_told_of_later_and_found_at_once() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let mut conn = scratch.writing_connection().await;
    // Nobody waits for this long enough that the quiet after it could end first.
    let quiet = tokio::time::Instant::now();
    tale.post(person(1), "a heron in the reeds").await;
    let at_once = told(&mut conn, &tale).await;
    assert!(at_once == 0 || quiet.elapsed() >= crate::sqlite::writer::QUIET, "told of with its commit");
    assert_eq!(found(&scratch.sqlite, &tale, "heron").await, 1);
    assert_eq!(told(&mut conn, &tale).await, 1);
    scratch.close().await;
}

#[tokio::test]
async fn the_index_is_told_once_it_is_quiet_and_when_much_is_new() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let mut conn = scratch.writing_connection().await;
    tale.post(person(1), "a heron in the reeds").await;
    let patience = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    while told(&mut conn, &tale).await == 0 {
        assert!(tokio::time::Instant::now() < patience, "nobody told the index");
        tokio::task::yield_now().await;
    }
    for n in 0..=crate::sqlite::writer::UNTOLD_MAX {
        tale.post(person(1), &format!("otter {n}")).await;
    }
    assert!(told(&mut conn, &tale).await > 1, "the index was told in the midst of all this");
    scratch.close().await;
}

#[tokio::test]
async fn what_changes_before_the_index_is_told_is_found_as_it_stands() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let edited = tale.post(person(1), "a heron in the reeds").await;
    let deleted = tale.post(person(1), "an otter in the reeds").await;
    tale.edit(person(1), edited, "a stork on the roof").await;
    tale.delete(person(1), deleted).await;
    for (word, count) in [("heron", 0), ("stork", 1), ("otter", 0), ("reeds", 0)] {
        assert_eq!(found(&scratch.sqlite, &tale, word).await, count, "{word}");
    }
    // And after it was told.
    tale.edit(person(1), edited, "a crow on the roof").await;
    for (word, count) in [("stork", 0), ("crow", 1), ("roof", 1)] {
        assert_eq!(found(&scratch.sqlite, &tale, word).await, count, "{word}");
    }
    scratch.close().await;
}

#[tokio::test]
async fn what_the_index_was_not_told_of_before_the_end_it_is_told_of_at_the_start() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    tale.post(person(1), "a heron in the reeds").await;
    scratch.sqlite.close().await.unwrap();
    let again = SqliteStore::open(&scratch.path()).await.unwrap();
    assert_eq!(told(&mut scratch.writing_connection().await, &tale).await, 1);
    assert_eq!(found(&again, &tale, "heron").await, 1);
    again.close().await.unwrap();
}

#[tokio::test]
async fn places_that_were_erased_are_told_of_again_when_others_have_them() {
    let scratch = scratch::open().await;
    let mut kept = Tale::begin(&scratch.store(), 1).await;
    kept.post(person(1), "a heron in the reeds").await;
    let mut erased = Tale::begin(&scratch.store(), 2).await;
    for _ in 0..3 {
        erased.post(person(1), "an otter in the reeds").await;
    }
    assert_eq!(found(&scratch.sqlite, &erased, "otter").await, 3);
    scratch.sqlite.erase_group(erased.id()).await.unwrap();
    kept.post(person(1), "a stork on the roof").await;
    for (word, count) in [("heron", 1), ("stork", 1)] {
        assert_eq!(found(&scratch.sqlite, &kept, word).await, count, "{word}");
    }
    scratch.close().await;
}
