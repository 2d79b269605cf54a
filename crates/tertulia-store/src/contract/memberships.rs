//! What members keep about a group.

use std::sync::Arc;

use tertulia_core::ports::{Mute, Preferences, ReadPosition, Store, Unread};
use tertulia_core::run::{Origin, Outcome};
use tertulia_core::{Body, Command, GroupId, Mention, Seq, Timestamp};
use uuid::Uuid;

use super::tale::{Tale, person};

fn at(n: u128, seq: u64) -> ReadPosition {
    ReadPosition { profile: person(n), seq: Seq(seq) }
}

async fn pair(store: &Arc<dyn Store>) -> Tale {
    let mut tale = Tale::begin(store, 1).await;
    tale.join(person(2)).await;
    tale
}

async fn unread(tale: &Tale, n: u128, after: u64, sees_from: u64) -> (u32, u32, Option<u64>) {
    unread_up_to(tale, n, after, sees_from, tale.group.head.0).await
}

async fn unread_up_to(tale: &Tale, n: u128, after: u64, sees_from: u64, up_to: u64) -> (u32, u32, Option<u64>) {
    let unread = tale.store.unread(tale.id(), person(n), Seq(after), Seq(sees_from), Seq(up_to)).await;
    let Unread { count, mentions, first } = unread.unwrap();
    (count, mentions, first.map(|seq| seq.0))
}

pub async fn read_positions_move_forwards_only(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    for n in 0..5 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    let id = tale.id();
    store.move_read_positions(&[(id, at(1, 5)), (id, at(2, 2)), (id, at(2, 4))]).await.unwrap();
    store.move_read_positions(&[(id, at(1, 3)), (id, at(2, 6))]).await.unwrap();
    store.move_read_positions(&[]).await.unwrap();
    assert_eq!(store.read_positions(id).await.unwrap(), [at(1, 5), at(2, 6)]);
}

pub async fn only_members_have_read_positions(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    let nowhere = GroupId(Uuid::from_u128(404));
    let moves = [(tale.id(), at(2, 2)), (tale.id(), at(9, 2)), (nowhere, at(2, 2))];
    store.move_read_positions(&moves).await.unwrap();
    assert_eq!(store.read_positions(tale.id()).await.unwrap(), [at(2, 2)]);
    assert_eq!(store.read_positions(nowhere).await.unwrap(), []);
    tale.lets(person(2), Command::Leave).await;
    assert_eq!(store.read_positions(tale.id()).await.unwrap(), []);
}

pub async fn a_read_position_does_not_pass_the_journal(store: Arc<dyn Store>) {
    let tale = pair(&store).await;
    store.move_read_positions(&[(tale.id(), at(2, u64::MAX))]).await.unwrap();
    assert_eq!(store.read_positions(tale.id()).await.unwrap(), [at(2, tale.group.head.0)]);
}

pub async fn unread_counts_what_others_said(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    assert_eq!(unread(&tale, 2, 0, 1).await, (0, 0, None));
    let first = tale.post(person(1), "one").await;
    tale.post(person(2), "my own").await;
    let call = tale.post(person(1), "three").await;
    assert_eq!(unread(&tale, 2, 0, 1).await, (2, 0, Some(4)));
    assert_eq!(unread(&tale, 2, 4, 1).await, (1, 0, Some(6)));
    assert_eq!(unread(&tale, 2, 6, 1).await, (0, 0, None));
    assert_eq!(unread_up_to(&tale, 2, 0, 1, 5).await, (1, 0, Some(4)), "what was said later is left out");
    assert_eq!(unread_up_to(&tale, 2, 0, 1, 3).await, (0, 0, None));
    tale.delete(person(1), first).await;
    assert_eq!(unread(&tale, 2, 0, 1).await, (1, 0, Some(6)));
    let answer = tale.begin_answer(call, Origin::Call).await;
    tale.end_answer(answer, "answered", Outcome::Finished).await;
    assert_eq!(unread(&tale, 2, 6, 1).await, (1, 0, Some(8)), "an answer counts, what happens around it does not");
}

pub async fn unread_begins_where_the_member_sees(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    for n in 0..4 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    assert_eq!(unread(&tale, 2, 0, 6).await, (2, 0, Some(6)));
    assert_eq!(unread(&tale, 2, 6, 6).await, (1, 0, Some(7)));
}

pub async fn mentions_and_replies_are_counted(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    let mine = tale.post(person(2), "mine").await;
    let theirs = tale.post(person(1), "theirs").await;
    let mention = |n| vec![Mention { start: 0, end: 2, profile: person(n) }];
    let named = |n| Body { text: "@x hi".into(), mentions: mention(n) };
    tale.say(person(1), named(1), None).await;
    assert_eq!(unread(&tale, 2, 4, 1).await, (2, 0, Some(5)), "somebody else is named");
    let named_me = tale.say(person(1), named(2), None).await;
    assert_eq!(unread(&tale, 2, 4, 1).await, (3, 1, Some(5)));
    tale.reply(person(1), mine, "about yours").await;
    tale.reply(person(1), theirs, "about mine").await;
    // Both at once counts once.
    tale.say(person(1), named(2), Some(mine)).await;
    assert_eq!(unread(&tale, 2, 4, 1).await, (6, 3, Some(5)));
    tale.edit(person(1), named_me, "nobody is named now").await;
    assert_eq!(unread(&tale, 2, 4, 1).await, (6, 2, Some(5)));
    let answer = tale.begin_answer(mine, Origin::Call).await;
    tale.end_answer(answer, "to you", Outcome::Finished).await;
    assert_eq!(unread(&tale, 2, 4, 1).await, (7, 3, Some(5)), "an answer to me is a reply to me");
}

pub async fn unread_stops_counting_at_a_thousand(store: Arc<dyn Store>) {
    let mut tale = pair(&store).await;
    for n in 0..1_010 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    assert_eq!(unread(&tale, 2, 0, 1).await, (1_000, 0, Some(4)));
}

pub async fn preferences_are_kept_for_each_member(store: Arc<dyn Store>) {
    let tale = pair(&store).await;
    let id = tale.id();
    assert_eq!(store.preferences(id, person(1)).await.unwrap(), Preferences::default());
    let preferences = Preferences {
        mute: Some(Mute { until: Some(Timestamp(9)), except_mentions: true }),
        is_pinned: true,
        is_archived: false,
        unread_from: Some(Seq(3)),
    };
    store.set_preferences(id, person(1), preferences.clone()).await.unwrap();
    assert_eq!(store.preferences(id, person(1)).await.unwrap(), preferences);
    assert_eq!(store.preferences(id, person(2)).await.unwrap(), Preferences::default());
    store.set_preferences(id, person(1), Preferences::default()).await.unwrap();
    assert_eq!(store.preferences(id, person(1)).await.unwrap(), Preferences::default());
}
