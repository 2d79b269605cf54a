//! What is PostgreSQL's own: opening, several nodes, what stands in the index.

use std::time::Duration;

use futures_util::future::{join, join_all};
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};
use tertulia_core::event::MessagePosted;
use tertulia_core::ports::{
    Append, Appended, Housekeeping, InstanceStore as _, Journal as _, People as _, Search as _, SearchQuery,
    Threads as _,
};
use tertulia_core::{Body, EventKind, Seq};

use crate::contract::tale::{Tale, message_id, person};
use crate::postgres::scratch;
use crate::{OpenError, PostgresStore, sql};

/// All but the scripts, whose parameters have no types until they are bound; the contract's tales run every one of them.
#[tokio::test]
async fn every_statement_can_be_prepared() {
    let scratch = scratch::open().await;
    let tables = [
        sql::blobs::ALL,
        sql::credentials::ALL,
        sql::groups::ALL,
        sql::instance::ALL,
        sql::invites::ALL,
        sql::memberships::ALL,
        sql::models::ALL,
        sql::people::ALL,
        sql::runs::ALL,
        super::common::check::ALL,
        super::common::journal::ALL,
        super::common::people::ALL,
        super::common::search::ALL,
        super::common::record::ALL,
        super::common::threads::ALL,
        super::dialect::ALL,
        super::housekeeping::ALL,
        super::index::ALL,
        super::open::ALL,
        super::search::ALL,
        super::writer::ALL,
        super::writer::posting::ALL,
    ];
    let mut conn = scratch.writing_connection().await;
    for (name, text) in tables.iter().flat_map(|table| table.iter()) {
        let prepared = conn.prepare(AssertSqlSafe((*text).to_owned()).into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
    for (name, text) in super::common::scripts::ALL {
        assert_eq!(text.matches("INSERT INTO events").count(), 1, "{name} is one statement with its event");
    }
    scratch.close().await;
}

fn post(tale: &Tale, n: u128, text: &str) -> Append {
    let body = Some(Body::plain(text));
    let posted = MessagePosted { message: message_id(n), reply_to: None, forwarded: false, body };
    tale.stamp(person(1), vec![EventKind::MessagePosted(posted)])
}

#[tokio::test]
async fn of_two_nodes_with_one_head_one_is_stale() {
    let scratch = scratch::open().await;
    let other = PostgresStore::open(&scratch.url()).await.unwrap();
    let tale = Tale::begin(&scratch.store(), 1).await;
    let both = join(scratch.postgres.append(post(&tale, 1, "here")), other.append(post(&tale, 2, "there"))).await;
    let outcomes = [both.0.unwrap(), both.1.unwrap()];
    assert!(outcomes.contains(&Appended::Recorded) && outcomes.contains(&Appended::Stale), "{outcomes:?}");
    assert_eq!(other.load_group(tale.id()).await.unwrap().unwrap().head, Seq(3));
    other.close().await.unwrap();
    scratch.close().await;
}

#[tokio::test]
async fn nodes_that_append_to_the_same_groups_all_come_through() {
    const GROUPS: u128 = 12;
    const POSTS: u128 = 15;
    let scratch = scratch::open().await;
    let mut nodes = vec![scratch.postgres.clone()];
    for _ in 0..2 {
        nodes.push(PostgresStore::open(&scratch.url()).await.unwrap());
    }
    let mut tales = Vec::new();
    for n in 1..=GROUPS {
        tales.push(Tale::begin(&scratch.store(), n).await);
    }
    let busy = nodes.iter().enumerate().flat_map(|(node, store)| {
        // Each node goes through the groups in another order.
        let tales = tales.iter().cycle().skip(5 * node).take(tales.len());
        tales.map(move |tale| async move {
            for n in 0..POSTS {
                let message = 1_000_000 * (node as u128 + 1) + 1_000 * tale.id().0.as_u128() % 997 + n;
                let mut append = post(tale, message, "hello");
                loop {
                    let head = store.load_group(tale.id()).await.unwrap().unwrap().head;
                    append.expected = head;
                    append.events[0].stamp.seq = head.next();
                    match store.append(append.clone()).await.unwrap() {
                        Appended::Recorded => break,
                        Appended::Stale => {}
                        other => panic!("{other:?}"),
                    }
                }
            }
        })
    });
    join_all(busy).await;
    for tale in &tales {
        let group = scratch.postgres.load_group(tale.id()).await.unwrap().unwrap();
        assert_eq!(group.head, Seq(2 + 3 * POSTS as u64));
    }
    for node in &nodes[1..] {
        node.close().await.unwrap();
    }
    scratch.close().await;
}

#[tokio::test]
async fn groups_that_wait_together_cost_one_transaction() {
    let scratch = scratch::open().await;
    let store = scratch.store();
    let mut tales = Vec::new();
    for n in 1..=60 {
        tales.push(Tale::begin(&store, n).await);
    }
    let before = scratch.postgres.commits();
    // Nobody runs between these sends: all of them wait when the writer looks.
    let appends = tales.iter().enumerate().map(|(n, tale)| scratch.postgres.append(post(tale, n as u128, "hello")));
    for appended in join_all(appends).await {
        assert_eq!(appended.unwrap(), Appended::Recorded);
    }
    assert_eq!(scratch.postgres.commits() - before, 1);
    scratch.close().await;
}

#[tokio::test]
async fn one_append_that_fails_takes_no_other_with_it() {
    let scratch = scratch::open().await;
    let store = scratch.store();
    let (one, other, third) =
        (Tale::begin(&store, 1).await, Tale::begin(&store, 2).await, Tale::begin(&store, 3).await);
    assert_eq!(scratch.postgres.append(post(&one, 1, "first")).await.unwrap(), Appended::Recorded);
    let stale = post(&one, 2, "second");
    let mut unfit = post(&other, 3, "third");
    unfit.events[0].stamp.seq = Seq(9);
    let outcomes =
        join_all([stale, unfit, post(&third, 4, "fourth")].map(|append| scratch.postgres.append(append))).await;
    assert_eq!(outcomes[0].as_ref().unwrap(), &Appended::Stale);
    assert!(outcomes[1].is_err());
    assert_eq!(outcomes[2].as_ref().unwrap(), &Appended::Recorded);
    scratch.close().await;
}

#[tokio::test]
async fn a_message_of_very_many_words_is_found_by_all_of_them() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    // Two parts of the index; the stretch of Han stands across the border.
    let letter = |n: u32| char::from_u32(u32::from('a') + n % 26).unwrap();
    let words =
        |count: u32| (0..count).map(|n| format!("{}{}", letter(n), letter(n / 26))).collect::<Vec<_>>().join(" ");
    let text = format!("apricot {} 明天去图书馆吧 {} plum", words(7_992), words(2_000));
    let long = tale.post(person(1), &text).await;
    tale.post(person(1), "apricot").await;
    tale.post(person(1), "plum").await;
    let group = tale.id();
    let find = |text: &str| {
        let groups = vec![(group, Seq(1))];
        let query = SearchQuery { text: text.into(), groups, limit: 10, ..SearchQuery::default() };
        let store = scratch.postgres.clone();
        async move { store.search(query).await.unwrap().iter().map(|hit| hit.message).collect::<Vec<_>>() }
    };
    assert_eq!(find("apricot plum").await, [long], "from different parts");
    assert_eq!(find("天去图书馆").await, [long]);
    assert_eq!(find("apricot 图书 plum").await, [long]);
    assert_eq!(find("apricot pear").await, []);
    tale.edit(person(1), long, "short").await;
    assert_eq!(find("apricot plum").await, []);
    assert_eq!(find("short").await, [long]);
    scratch.close().await;
}

#[tokio::test]
async fn what_another_store_writes_is_noticed_and_what_we_write_is_not() {
    let scratch = scratch::open().await;
    let mut tale = Tale::begin(&scratch.store(), 1).await;
    let settings = scratch.postgres.instance_settings().await.unwrap();
    scratch.postgres.set_instance_settings(settings.clone()).await.unwrap();
    tale.post(person(1), "one of ours").await;
    let before = scratch.postgres.foreign_writes().await.unwrap();
    let beside = PostgresStore::open(&scratch.url()).await.unwrap();
    beside.set_instance_settings(settings).await.unwrap();
    let noticed = async {
        while scratch.postgres.foreign_writes().await.unwrap() == before {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noticed).await.expect("it is told");
    assert_eq!(before, 0, "our own writes are not foreign");
    beside.close().await.unwrap();
    scratch.close().await;
}

#[tokio::test]
async fn a_database_that_a_newer_version_wrote_is_refused() {
    let scratch = scratch::open().await;
    let mut conn = scratch.writing_connection().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            VALUES (9999, 'from the future', TRUE, '\\x00', 0)",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let refused = PostgresStore::open(&scratch.url()).await.err();
    let sentence = refused.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(matches!(refused, Some(OpenError::NewerSchema { found: 9999, .. })), "{sentence}");
    scratch.close().await;
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_refused_without_its_password() {
    for url in ["postgres://ana:geheim@127.0.0.1:1/nowhere", "postgres://ana:geheim@[broken", "geheim"] {
        let refused = PostgresStore::open(url).await.err().map(|e| format!("{e} {e:?}")).expect("it is refused");
        assert!(!refused.contains("geheim"), "{refused}");
    }
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
        ("DELETE FROM search", "search index differs"),
    ] {
        let scratch = scratch::open().await;
        let mut tale = Tale::begin(&scratch.store(), 1).await;
        let message = tale.post(person(1), "a private word").await;
        assert!(scratch.postgres.message(tale.id(), message).await.unwrap().is_some());
        sqlx::query(harm).execute(&mut scratch.writing_connection().await).await.unwrap();
        let faults = scratch.postgres.check().await.unwrap();
        assert!(faults.iter().any(|fault| fault.contains(complaint)), "{harm}: {faults:?}");
        assert!(!faults.iter().any(|fault| fault.contains("private")), "{faults:?}");
        scratch.drop().await;
    }
}

#[tokio::test]
async fn an_error_repeats_nothing_that_people_wrote() {
    for harm in [
        "DROP TABLE bodies",
        "ALTER TABLE bodies ALTER COLUMN text TYPE uuid USING NULL",
        "ALTER TABLE bodies ADD CHECK (length(text) < 3)",
    ] {
        let scratch = scratch::open().await;
        let tale = Tale::begin(&scratch.store(), 1).await;
        sqlx::query(harm).execute(&mut scratch.writing_connection().await).await.unwrap();
        let cause = scratch.postgres.append(post(&tale, 1, "a private word")).await.unwrap_err().to_string();
        assert!(cause.contains("database error") && !cause.contains("private"), "{harm}: {cause}");
        assert_eq!(scratch.postgres.load_group(tale.id()).await.unwrap().unwrap().head, Seq(2), "nothing was written");
        scratch.drop().await;
    }
}

#[tokio::test]
async fn what_waits_when_the_store_closes_is_written() {
    let scratch = scratch::open().await;
    let tale = Tale::begin(&scratch.store(), 1).await;
    let (appended, closed) =
        join(scratch.postgres.append(post(&tale, 1, "last words")), scratch.postgres.close()).await;
    assert_eq!(appended.unwrap(), Appended::Recorded);
    closed.unwrap();
    assert!(scratch.postgres.append(post(&tale, 2, "too late")).await.is_err());
    assert!(scratch.postgres.count_people().await.is_err());
    scratch.drop().await;
}

#[tokio::test]
async fn an_instance_moves_from_sqlite_with_nothing_lost() {
    let (from, to) = (crate::sqlite::scratch::open().await, scratch::open().await);
    let here = from.store();
    let (mut tale, mut other) = (Tale::begin(&here, 1).await, Tale::begin(&here, 2).await);
    let kept = tale.post(person(1), "marmalade \0 kept").await;
    let edited = tale.post(person(1), "quince").await;
    tale.edit(person(1), edited, "zucchini").await;
    let gone = tale.post(person(1), "xylophone").await;
    tale.delete(person(1), gone).await;
    for n in 0..1_200 {
        other.post(person(1), &format!("message {n}")).await;
    }
    let settings = tertulia_core::ports::InstanceSettings { name: "Our table".into(), ..Default::default() };
    here.set_instance_settings(settings.clone()).await.unwrap();

    let copied = crate::copy(&from.sqlite, &to.postgres).await.unwrap();
    assert_eq!((copied.groups, copied.events), (2, 2 + 5 + 2 + 1_200));
    assert_eq!(to.postgres.check().await.unwrap(), [""; 0]);
    assert_eq!(to.postgres.instance_settings().await.unwrap(), settings);
    let message = to.postgres.message(tale.id(), kept).await.unwrap().unwrap();
    assert_eq!(message.body.unwrap().text, "marmalade \u{FFFD} kept");
    let groups = vec![(tale.id(), Seq(1)), (other.id(), Seq(1))];
    for (text, count) in [("zucchini", 1), ("quince", 0), ("xylophone", 0), ("message", 20)] {
        let query = SearchQuery { text: text.into(), groups: groups.clone(), limit: 20, ..SearchQuery::default() };
        assert_eq!(to.postgres.search(query).await.unwrap().len(), count, "{text}");
    }
    // It goes on from there, and nothing is copied over it.
    tale.store = to.store();
    tale.post(person(1), "hello again").await;
    let again = crate::copy(&from.sqlite, &to.postgres).await;
    assert!(matches!(again, Err(crate::CopyError::NotEmpty)), "{again:?}");
    from.close().await;
    to.close().await;
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (here, there) = (crate::sqlite::scratch::open().await, scratch::open().await);
    // What belongs to the search index is each database's own.
    let known: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY 1, 2",
    )
    .fetch_all(&mut here.writing_connection().await)
    .await
    .unwrap();
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text COLLATE \"C\", column_name::text COLLATE \"C\" FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'search' AND table_name NOT LIKE '\\_sqlx%' ORDER BY 1, 2",
    )
    .fetch_all(&mut there.writing_connection().await)
    .await
    .unwrap();
    assert_eq!(known, found);
    let tables: std::collections::BTreeSet<&str> = known.iter().map(|(table, _)| table.as_str()).collect();
    let copied: std::collections::BTreeSet<&str> = crate::copy::TABLES.into_iter().collect();
    assert_eq!(copied, tables, "every table is copied");
    here.close().await;
    there.close().await;
}
