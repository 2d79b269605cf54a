//! What is SQLite's own: opening, erasing from the file, finding damage.

use sqlx::ConnectOptions;
use tertulia_core::ports::{Housekeeping, InstanceStore, Journal, Search, SearchQuery};
use tertulia_core::{Error, Seq};

use crate::contract::tale::{Tale, person};
use crate::sqlite::scratch;
use crate::{OpenError, SqliteStore};

#[tokio::test]
async fn every_statement_can_be_prepared() {
    use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
    let scratch = scratch::open().await;
    let tables = [
        crate::sql::blobs::ALL,
        crate::sql::credentials::ALL,
        crate::sql::groups::ALL,
        crate::sql::instance::ALL,
        crate::sql::invites::ALL,
        crate::sql::memberships::ALL,
        crate::sql::models::ALL,
        crate::sql::people::ALL,
        crate::sql::runs::ALL,
        super::check::ALL,
        super::common::check::ALL,
        super::common::journal::ALL,
        super::housekeeping::ALL,
        super::index::ALL,
        super::common::record::ALL,
        super::dialect::ALL,
        super::common::people::ALL,
        super::common::search::ALL,
        super::common::scripts::ALL,
        super::search::ALL,
        super::common::threads::ALL,
        super::writer::ALL,
        super::writer::posting::ALL,
    ];
    let mut conn = scratch.writing_connection().await;
    sqlx::raw_sql(super::writer::posting::PREPARE).execute(&mut conn).await.unwrap();
    for (name, text) in tables.iter().flat_map(|table| table.iter()) {
        let prepared = conn.prepare(AssertSqlSafe((*text).to_owned()).into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}

#[tokio::test]
async fn a_directory_that_is_missing_is_made_and_what_was_kept_is_found_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("some/where/tertulia.db");
    let store = SqliteStore::open(&path).await.unwrap();
    let mut settings = store.instance_settings().await.unwrap();
    settings.name = "Our table".into();
    store.set_instance_settings(settings.clone()).await.unwrap();
    store.close().await.unwrap();
    let again = SqliteStore::open(&path).await.unwrap();
    assert_eq!(again.instance_settings().await.unwrap(), settings);
    again.close().await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_readable_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = scratch::open().await;
    Tale::begin(&scratch.store(), 1).await;
    for extension in ["db", "db-wal", "db-shm"] {
        let mode = std::fs::metadata(scratch.path().with_extension(extension)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{extension}");
    }
    scratch.close().await;
}

#[tokio::test]
async fn a_file_that_a_newer_version_wrote_is_refused() {
    let scratch = scratch::open().await;
    let mut conn = scratch.writing_connection().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            VALUES (9999, 'from the future', TRUE, x'00', 0)",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let refused = SqliteStore::open(&scratch.path()).await.err();
    let sentence = refused.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(matches!(refused, Some(OpenError::NewerSchema { found: 9999, .. })), "{sentence}");
    assert!(sentence.contains("newer Tertulia") && sentence.contains("tertulia.db"), "{sentence}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("letter.txt");
    let letter = "Dear Ana, this is no database. ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    assert!(matches!(SqliteStore::open(&path).await.err(), Some(OpenError::Database { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
    let beneath_a_file = path.join("tertulia.db");
    assert!(matches!(SqliteStore::open(&beneath_a_file).await.err(), Some(OpenError::Io { .. })));
}

#[tokio::test]
async fn what_is_erased_is_not_in_the_files_any_more() {
    let scratch = scratch::open().await;
    let store = scratch.store();
    let (mut tale, mut gone) = (Tale::begin(&store, 1).await, Tale::begin(&store, 2).await);
    let deleted = tale.post(person(1), "xylophonemessage").await;
    let edited = tale.post(person(1), "quinceversion").await;
    tale.edit(person(1), edited, "zucchiniversion").await;
    let kept = tale.post(person(1), "marmaladekept").await;
    gone.post(person(1), "vanillagroup").await;
    let words = [&b"xylophone"[..], b"quince", b"zucchini", b"vanilla"];
    assert!(words.iter().all(|word| files_hold(&scratch, word)), "they are in the files at first");

    tale.delete(person(1), deleted).await;
    tale.delete(person(1), edited).await;
    store.erase_group(gone.id()).await.unwrap();
    // One more write, because a reader may have stood in the way of emptying the log.
    gone.store.set_instance_settings(store.instance_settings().await.unwrap()).await.unwrap();
    for word in words {
        assert!(!files_hold(&scratch, word), "{:?}", std::str::from_utf8(word));
    }
    assert!(files_hold(&scratch, b"marmalade") && tale.message(kept).await.is_some());
    scratch.close().await;
}

/// Whether the database or its log holds `word`.
fn files_hold(scratch: &scratch::Scratch, word: &[u8]) -> bool {
    ["db", "db-wal"].iter().any(|extension| {
        let bytes = std::fs::read(scratch.path().with_extension(extension)).expect("the file reads");
        bytes.windows(word.len()).any(|part| part == word)
    })
}

#[tokio::test]
async fn the_check_finds_what_was_tampered_with_and_repeats_no_text() {
    for (harm, complaint) in [
        ("UPDATE messages SET forwarded = TRUE", "Message"),
        ("DELETE FROM messages", "shows 0 messages"),
        ("UPDATE events SET seq = 9 WHERE seq = 3", "is not whole"),
        ("UPDATE groups SET head = 7", "is not whole"),
        ("DELETE FROM members", "list of members"),
        ("DELETE FROM groups", "belong to no group"),
        ("UPDATE events SET is_about_group = FALSE WHERE seq = 2", "is not what its journal says"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "search index differs"),
        ("UPDATE search_data SET block = x'FF' WHERE id > 100", "damaged"),
    ] {
        let scratch = scratch::open().await;
        let mut tale = Tale::begin(&scratch.store(), 1).await;
        tale.post(person(1), "a private word").await;
        scratch.sqlite.writer.bring_index_up_to_date().await.unwrap();
        let mut conn = scratch.writing_connection().await;
        sqlx::query(harm).execute(&mut conn).await.unwrap();
        let faults = scratch.sqlite.check().await.unwrap();
        assert!(faults.iter().any(|fault| fault.contains(complaint)), "{harm}: {faults:?}");
        assert!(!faults.iter().any(|fault| fault.contains("private")), "{faults:?}");
        scratch.sqlite.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_error_repeats_nothing_that_people_wrote() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let mut conn = scratch.writing_connection().await;
    sqlx::query("DROP TABLE bodies").execute(&mut conn).await.unwrap();
    let message = tale.next_message();
    let body = Some(tertulia_core::Body::plain("a private word"));
    let posted = tertulia_core::event::MessagePosted { message, reply_to: None, forwarded: false, body };
    let append = tale.stamp(person(1), vec![tertulia_core::EventKind::MessagePosted(posted)]);
    let Err(Error::Internal(cause)) = scratch.sqlite.append(append).await else { panic!("the append fails") };
    assert!(!cause.contains("private"), "{cause}");
    assert_eq!(tale.store.load_group(tale.id()).await.unwrap().unwrap().head, Seq(2), "nothing was written");
}

#[tokio::test]
async fn an_index_of_another_segmentation_is_made_anew() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    for n in 0..3 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    let gone = tale.post(person(1), "message gone").await;
    tale.delete(person(1), gone).await;
    let mut conn = scratch.writing_connection().await;
    sqlx::query("INSERT INTO search (search) VALUES ('delete-all')").execute(&mut conn).await.unwrap();
    sqlx::query("UPDATE instance SET value = '0' WHERE name = 'segmentation'").execute(&mut conn).await.unwrap();
    scratch.sqlite.close().await.unwrap();
    let again = SqliteStore::open(&scratch.path()).await.unwrap();
    let text = "message".to_owned();
    let query = SearchQuery { text, groups: vec![(tale.id(), Seq(1))], limit: 10, ..SearchQuery::default() };
    assert_eq!(again.search(query).await.unwrap().len(), 3);
    assert_eq!(again.check().await.unwrap(), [""; 0]);
    again.close().await.unwrap();
}

#[tokio::test]
async fn what_another_process_writes_is_noticed_and_what_we_write_is_not() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let before = scratch.sqlite.foreign_writes().await.unwrap();
    tale.post(person(1), "one of ours").await;
    assert_eq!(scratch.sqlite.foreign_writes().await.unwrap(), before);
    let beside = SqliteStore::open(&scratch.path()).await.unwrap();
    let settings = beside.instance_settings().await.unwrap();
    beside.set_instance_settings(settings).await.unwrap();
    let after = scratch.sqlite.foreign_writes().await.unwrap();
    assert_ne!(after, before);
    tale.post(person(1), "another of ours").await;
    assert_eq!(scratch.sqlite.foreign_writes().await.unwrap(), after);
    beside.close().await.unwrap();
    scratch.close().await;
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(scratch.path());
    let mut other = options.connect().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    sqlx::query("INSERT INTO instance (name, value) VALUES ('other', '1')").execute(&mut other).await.unwrap();
    let post = tale.post(person(1), "waits");
    let release = async {
        sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    };
    tokio::join!(post, release);
    scratch.close().await;
}
