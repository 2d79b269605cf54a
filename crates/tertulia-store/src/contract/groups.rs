//! Which groups there are, and erasing them.

use std::sync::Arc;

use tertulia_core::ports::{
    Addition, BlobOwner, BlobRecord, JoinRequest, Page, Preferences, ReadPosition, SearchQuery, Store,
};
use tertulia_core::run::Origin;
use tertulia_core::{BlobId, Command, Emoji, Error, InviteId, Seq, Timestamp};
use uuid::Uuid;

use super::journal::invite;
use super::tale::{Tale, person};

pub async fn a_person_has_the_groups_they_are_in(store: Arc<dyn Store>) {
    let mut one = Tale::begin(&store, 1).await;
    let mut other = Tale::begin(&store, 2).await;
    one.join(person(2)).await;
    other.join(person(2)).await;
    assert_eq!(store.groups_of(person(2)).await.unwrap(), [one.id(), other.id()]);
    one.lets(person(2), Command::Leave).await;
    assert_eq!(store.groups_of(person(2)).await.unwrap(), [other.id()]);
    other.lets(person(1), Command::Remove { member: person(2) }).await;
    assert_eq!(store.groups_of(person(2)).await.unwrap(), []);
    other.lets(person(1), Command::UndoRemoval { member: person(2), member_limit: 20 }).await;
    assert_eq!(store.groups_of(person(2)).await.unwrap(), [other.id()]);
    other.lets(person(1), Command::DeleteGroup).await;
    assert_eq!(store.groups_of(person(2)).await.unwrap(), []);
    assert_eq!(store.groups_of(person(1)).await.unwrap(), [one.id()]);
}

pub async fn peers_are_people_of_the_same_groups(store: Arc<dyn Store>) {
    let mut one = Tale::begin(&store, 1).await;
    let mut other = Tale::begin(&store, 2).await;
    one.join(person(2)).await;
    other.join(person(2)).await;
    other.join(person(3)).await;
    let mut peers = store.peers_of(person(1)).await.unwrap();
    peers.sort();
    assert_eq!(peers, [person(2), person(3)]);
    assert_eq!(store.peers_of(person(9)).await.unwrap(), []);
    assert!(store.share_a_group(person(1), person(3)).await.unwrap());
    assert!(!store.share_a_group(person(1), person(9)).await.unwrap());
    other.lets(person(1), Command::DeleteGroup).await;
    assert!(!store.share_a_group(person(1), person(3)).await.unwrap());
    assert_eq!(store.peers_of(person(1)).await.unwrap(), [person(2)]);
}

pub async fn the_attention_cursor_moves_forwards_only(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let ended = Tale::begin(&store, 2).await;
    assert_eq!(store.attention_cursor(tale.id()).await.unwrap(), Seq::ZERO);
    assert_eq!(store.groups_behind().await.unwrap(), [tale.id(), ended.id()]);
    store.move_attention_cursor(tale.id(), Seq(2)).await.unwrap();
    store.move_attention_cursor(tale.id(), Seq(1)).await.unwrap();
    assert_eq!(store.attention_cursor(tale.id()).await.unwrap(), Seq(2));
    assert_eq!(store.groups_behind().await.unwrap(), [ended.id()]);
    tale.post(person(1), "more").await;
    let mut ended = ended;
    ended.lets(person(1), Command::DeleteGroup).await;
    assert_eq!(store.groups_behind().await.unwrap(), [tale.id()]);
}

pub async fn a_group_is_erased_when_deleted_or_left_by_all(store: Arc<dyn Store>) {
    let mut deleted = Tale::begin(&store, 1).await;
    let mut left = Tale::begin(&store, 2).await;
    let kept = Tale::begin(&store, 3).await;
    left.join(person(2)).await;
    deleted.lets(person(1), Command::DeleteGroup).await;
    left.lets(person(2), Command::Leave).await;
    left.lets(person(1), Command::Leave).await;
    let (deleted_at, left_at) = (deleted.now(), left.now());
    assert_eq!(store.groups_to_erase(deleted_at).await.unwrap(), []);
    assert_eq!(store.groups_to_erase(Timestamp(deleted_at.0 + 1)).await.unwrap(), [deleted.id()]);
    assert_eq!(store.groups_to_erase(Timestamp(left_at.0 + 1)).await.unwrap(), [deleted.id(), left.id()]);
    // Somebody who comes back keeps the group.
    left.join(person(2)).await;
    assert_eq!(store.groups_to_erase(Timestamp(i64::MAX)).await.unwrap(), [deleted.id()]);
    assert!(store.load_group(kept.id()).await.unwrap().is_some());
}

pub async fn an_erased_group_leaves_nothing_behind(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let group = tale.id();
    tale.join(person(2)).await;
    let message = tale.post(person(1), "erase me").await;
    tale.edit(person(1), message, "erase me too").await;
    for n in 0..120 {
        tale.post(person(2), &format!("message {n}")).await;
    }
    tale.lets(person(2), Command::React { message, emoji: Emoji::parse("👍").unwrap() }).await;
    let answer = tale.begin_answer(message, Origin::Call).await;
    store.checkpoint(group, answer, "partial").await.unwrap();
    store.put_invite(invite(group, 1, None, None), [1; 32]).await.unwrap();
    let (profile, at) = (person(3), Timestamp(1));
    store.put_request(JoinRequest { group, profile, invite: InviteId(Uuid::from_u128(1)), at }).await.unwrap();
    store.put_addition(Addition { group, profile, added_by: person(1), at }).await.unwrap();
    store.move_read_positions(&[(group, ReadPosition { profile: person(1), seq: Seq(3) })]).await.unwrap();
    let preferences = Preferences { is_pinned: true, ..Preferences::default() };
    store.set_preferences(group, person(1), preferences).await.unwrap();
    let (id, owner) = (BlobId(Uuid::from_u128(1)), BlobOwner::Group(group));
    let photo = BlobRecord { id, owner, mime: "image/webp".into(), size_bytes: 5, created_at: at };
    store.put_blob_record(photo).await.unwrap();

    store.erase_group(group).await.unwrap();
    store.erase_group(group).await.unwrap();

    assert_eq!(store.load_group(group).await.unwrap(), None);
    assert_eq!(store.events(group, Seq::ZERO, 1_000).await.unwrap(), []);
    assert_eq!(store.message(group, message).await.unwrap(), None);
    assert_eq!(store.versions(group, message).await.unwrap(), []);
    assert!(matches!(store.page(group, Page::Newest, Seq(1), 10).await, Err(Error::NotFound)));
    assert_eq!(store.groups_of(person(1)).await.unwrap(), []);
    assert_eq!(store.open_runs().await.unwrap(), []);
    assert_eq!(store.invite_by_hash([1; 32]).await.unwrap(), None);
    assert_eq!(store.requests_by(profile).await.unwrap(), []);
    assert_eq!(store.additions_for(profile).await.unwrap(), []);
    assert_eq!(store.read_positions(group).await.unwrap(), []);
    assert_eq!(store.preferences(group, person(1)).await.unwrap(), Preferences::default());
    assert_eq!(store.blob_record(id).await.unwrap(), None);
    let text = "erase".to_owned();
    let query = SearchQuery { text, groups: vec![(group, Seq(1))], limit: 10, ..SearchQuery::default() };
    assert_eq!(store.search(query).await.unwrap(), []);
}

pub async fn erasing_one_group_leaves_the_others(store: Arc<dyn Store>) {
    let mut gone = Tale::begin(&store, 1).await;
    let mut kept = Tale::begin(&store, 2).await;
    gone.post(person(1), "gone").await;
    let message = kept.post(person(1), "kept").await;
    store.erase_group(gone.id()).await.unwrap();
    assert_eq!(store.load_group(kept.id()).await.unwrap(), Some(kept.group.clone()));
    assert!(kept.message(message).await.is_some());
    kept.post(person(1), "and goes on").await;
}
