//! Appending, and what an append brings about.

use std::sync::Arc;

use futures_util::future::join_all;
use tertulia_core::event::{MemberJoined, MessagePosted};
use tertulia_core::invite::Invite;
use tertulia_core::member::Via;
use tertulia_core::ports::{Addition, Append, Appended, JoinRequest, Store};
use tertulia_core::settings::{Mode, Newcomers};
use tertulia_core::{Body, Command, Emoji, Error, EventKind, GroupId, InviteId, MessageId, Seq, Timestamp};
use uuid::Uuid;

use super::tale::{Tale, message_id, person, tulia};

fn posted(message: MessageId, text: &str) -> EventKind {
    let body = Some(Body::plain(text));
    EventKind::MessagePosted(MessagePosted { message, reply_to: None, forwarded: false, body })
}

pub async fn an_append_is_numbered_and_read_back(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    tale.post(person(1), "hello").await;
    let events = tale.events().await;
    let seqs: Vec<u64> = events.iter().map(|e| e.stamp.seq.0).collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(events[2].kind.body(), Some((0, Some(&Body::plain("hello")))));
}

pub async fn a_group_that_exists_is_stale(store: Arc<dyn Store>) {
    let tale = Tale::begin(&store, 1).await;
    let mut again = tale.events().await;
    again.truncate(1);
    let append = Append { group: tale.id(), expected: Seq::ZERO, events: again };
    assert_eq!(store.append(append).await.unwrap(), Appended::Stale);
}

pub async fn a_group_that_does_not_exist_is_not_found(store: Arc<dyn Store>) {
    let tale = Tale::begin(&store, 1).await;
    let mut append = tale.stamp(person(1), vec![posted(message_id(1), "hello")]);
    append.group = GroupId(Uuid::from_u128(404));
    assert!(matches!(store.append(append).await, Err(Error::NotFound)));
    assert_eq!(store.load_group(GroupId(Uuid::from_u128(404))).await.unwrap(), None);
    assert_eq!(store.events(GroupId(Uuid::from_u128(404)), Seq::ZERO, 10).await.unwrap(), []);
}

pub async fn of_two_with_one_head_one_is_stale(store: Arc<dyn Store>) {
    let tale = Tale::begin(&store, 1).await;
    let one = store.append(tale.stamp(person(1), vec![posted(message_id(1), "one")]));
    let other = store.append(tale.stamp(person(1), vec![posted(message_id(2), "other")]));
    let (one, other) = tokio::join!(one, other);
    assert_eq!((one.unwrap(), other.unwrap()), (Appended::Recorded, Appended::Stale));
    assert_eq!(store.message(tale.id(), message_id(2)).await.unwrap(), None);
}

pub async fn a_message_cannot_be_posted_twice(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let message = tale.post(person(1), "hello").await;
    assert_eq!(tale.append(person(1), vec![posted(message, "again")]).await, Appended::Duplicate { message });
    assert_eq!(tale.events().await.len(), 3);
    let mut elsewhere = Tale::begin(&store, 2).await;
    assert_eq!(elsewhere.append(person(1), vec![posted(message, "another group")]).await, Appended::Recorded);
}

pub async fn events_that_are_numbered_wrongly_are_refused(store: Arc<dyn Store>) {
    let tale = Tale::begin(&store, 1).await;
    let mut gap = tale.stamp(person(1), vec![posted(message_id(1), "hello")]);
    gap.events[0].stamp.seq = Seq(9);
    assert!(matches!(store.append(gap).await, Err(Error::Internal(_))));
    let empty = tale.stamp(person(1), vec![]);
    assert!(matches!(store.append(empty).await, Err(Error::Internal(_))));
    let mut ahead = tale.stamp(person(1), vec![posted(message_id(1), "hello")]);
    ahead.expected = Seq(7);
    ahead.events[0].stamp.seq = Seq(8);
    assert_eq!(store.append(ahead).await.unwrap(), Appended::Stale);
}

pub async fn events_are_read_in_pieces(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    for n in 0..5 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    let seqs = |events: Vec<tertulia_core::Event>| events.iter().map(|e| e.stamp.seq.0).collect::<Vec<_>>();
    assert_eq!(seqs(store.events(tale.id(), Seq(2), 3).await.unwrap()), [3, 4, 5]);
    assert_eq!(seqs(store.events(tale.id(), Seq(6), 3).await.unwrap()), [7]);
    assert_eq!(seqs(store.events(tale.id(), Seq(7), 3).await.unwrap()), [0; 0]);
    assert_eq!(seqs(store.events(tale.id(), Seq(u64::MAX), 3).await.unwrap()), [0; 0]);
}

pub async fn several_events_are_all_or_nothing(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let taken = tale.post(person(1), "hello").await;
    let kinds = vec![posted(message_id(77), "new"), posted(taken, "taken")];
    assert_eq!(tale.append(person(1), kinds).await, Appended::Duplicate { message: taken });
    assert_eq!(tale.message(message_id(77)).await, None);
    assert_eq!(tale.events().await.len(), 3);
}

pub async fn many_groups_append_at_once(store: Arc<dyn Store>) {
    let mut tales = Vec::new();
    for n in 1..=40 {
        tales.push(Tale::begin(&store, n).await);
    }
    let appends = tales.iter().enumerate().map(|(n, tale)| {
        // Every fourth is stale, and must not take the others with it.
        let mut append = tale.stamp(person(1), vec![posted(message_id(n as u128), "at once")]);
        if n % 4 == 0 {
            append.expected = Seq(1);
            append.events[0].stamp.seq = Seq(2);
        }
        store.append(append)
    });
    for (n, appended) in join_all(appends).await.into_iter().enumerate() {
        let expected = if n % 4 == 0 { Appended::Stale } else { Appended::Recorded };
        assert_eq!(appended.unwrap(), expected, "group {n}");
    }
    for (n, tale) in tales.iter().enumerate() {
        assert_eq!(tale.message(message_id(n as u128)).await.is_some(), n % 4 != 0);
    }
}

pub async fn one_group_appended_to_at_once_stays_gapless(store: Arc<dyn Store>) {
    let tale = Arc::new(Tale::begin(&store, 1).await);
    let writers = (0..8u128).map(|writer| {
        let (store, id) = (store.clone(), tale.id());
        tokio::spawn(async move {
            for n in 0..5u128 {
                let mut is_recorded = false;
                while !is_recorded {
                    let group = store.load_group(id).await.unwrap().unwrap();
                    let stamp = tertulia_core::event::Stamp {
                        seq: group.head.next(),
                        at: Timestamp(5_000_000),
                        author: person(1),
                    };
                    let kind = posted(message_id(writer * 100 + n), "race");
                    let event = tertulia_core::Event { stamp, kind };
                    let append = Append { group: id, expected: group.head, events: vec![event] };
                    is_recorded = store.append(append).await.unwrap() == Appended::Recorded;
                }
            }
        })
    });
    for writer in join_all(writers).await {
        writer.expect("no writer fails");
    }
    let seqs: Vec<u64> = tale.events().await.iter().map(|e| e.stamp.seq.0).collect();
    assert_eq!(seqs, (1..=42).collect::<Vec<u64>>());
}

pub fn invite(group: GroupId, n: u128, max_uses: Option<u32>, expires_at: Option<Timestamp>) -> Invite {
    Invite {
        id: InviteId(Uuid::from_u128(n)),
        group,
        created_by: person(1),
        created_at: Timestamp(0),
        generation: 0,
        expires_at,
        max_uses,
        uses: 0,
        approval: false,
        newcomers: Newcomers::Everything,
    }
}

fn joined(invite: InviteId) -> EventKind {
    EventKind::MemberJoined(MemberJoined { via: Via::Invite { invite }, sees_from: Seq(1) })
}

pub async fn the_last_use_of_an_invite_is_given_once(store: Arc<dyn Store>) {
    let tale = Tale::begin(&store, 1).await;
    let invite = invite(tale.id(), 1, Some(2), None);
    store.put_invite(invite.clone(), [1; 32]).await.unwrap();
    let joins = (2..12u128).map(|n| {
        let (store, id, invite) = (store.clone(), tale.id(), invite.id);
        tokio::spawn(async move {
            loop {
                let group = store.load_group(id).await.unwrap().unwrap();
                let stamp =
                    tertulia_core::event::Stamp { seq: group.head.next(), at: Timestamp(5_000), author: person(n) };
                let event = tertulia_core::Event { stamp, kind: joined(invite) };
                let append = Append { group: id, expected: group.head, events: vec![event] };
                match store.append(append).await.unwrap() {
                    Appended::Stale => {}
                    other => return other,
                }
            }
        })
    });
    let outcomes: Vec<Appended> = join_all(joins).await.into_iter().map(|o| o.expect("no one fails")).collect();
    assert_eq!(outcomes.iter().filter(|o| **o == Appended::Recorded).count(), 2);
    assert_eq!(outcomes.iter().filter(|o| **o == Appended::InviteSpent).count(), 8);
    assert_eq!(store.invite(tale.id(), invite.id).await.unwrap().unwrap().uses, 2);
    assert_eq!(store.load_group(tale.id()).await.unwrap().unwrap().members.len(), 3);
}

pub async fn an_invite_that_is_closed_or_gone_is_spent(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let other = Tale::begin(&store, 2).await;
    let expired = invite(tale.id(), 1, None, Some(Timestamp(500)));
    let elsewhere = invite(other.id(), 2, None, None);
    store.put_invite(expired.clone(), [1; 32]).await.unwrap();
    store.put_invite(elsewhere.clone(), [2; 32]).await.unwrap();
    for id in [expired.id, elsewhere.id, InviteId(Uuid::from_u128(404))] {
        assert_eq!(tale.append(person(2), vec![joined(id)]).await, Appended::InviteSpent);
    }
    assert_eq!(tale.events().await.len(), 2);
    assert_eq!(store.invite(other.id(), elsewhere.id).await.unwrap().unwrap().uses, 0);
    let open = invite(tale.id(), 3, None, Some(Timestamp(i64::MAX)));
    store.put_invite(open.clone(), [3; 32]).await.unwrap();
    assert_eq!(tale.append(person(2), vec![joined(open.id)]).await, Appended::Recorded);
}

pub async fn joining_takes_request_and_addition_away(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let (group, at) = (tale.id(), Timestamp(1));
    for profile in [person(2), person(3)] {
        let invite = InviteId(Uuid::from_u128(1));
        store.put_request(JoinRequest { group, profile, invite, at }).await.unwrap();
        store.put_addition(Addition { group, profile, added_by: person(1), at }).await.unwrap();
    }
    tale.join(person(2)).await;
    assert_eq!(store.requests_of(group).await.unwrap().iter().map(|r| r.profile).collect::<Vec<_>>(), [person(3)]);
    assert_eq!(store.additions_of(group).await.unwrap().iter().map(|a| a.profile).collect::<Vec<_>>(), [person(3)]);
}

pub async fn deleting_erases_every_version(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let message = tale.post(person(1), "first words").await;
    tale.edit(person(1), message, "second words").await;
    let emoji = Emoji::parse("👍").unwrap();
    tale.lets(person(1), Command::React { message, emoji }).await;
    tale.lets(person(1), Command::Pin { message }).await;
    tale.delete(person(1), message).await;

    let kept = tale.message(message).await.unwrap();
    assert_eq!((kept.body, kept.reactions.len()), (None, 0));
    assert_eq!(kept.deleted.map(|d| d.by), Some(person(1)));
    assert_eq!(store.load_group(tale.id()).await.unwrap().unwrap().pins, []);
    let events = tale.events().await;
    assert_eq!(events.len(), 7, "the events stay");
    assert!(events.iter().all(|e| !matches!(e.kind.body(), Some((_, Some(_))))), "their bodies do not");
}

pub async fn a_group_is_loaded_as_it_is(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    for n in 2..5 {
        tale.join(person(n)).await;
    }
    let call = tale.post(person(2), "Tulia, are you there?").await;
    let answer = tale.begin_answer(call, tertulia_core::run::Origin::Call).await;
    let other = tale.post(person(2), "pinned").await;
    tale.lets(person(3), Command::Pin { message: other }).await;
    tale.lets(person(2), Command::Remove { member: person(4) }).await;
    tale.lets(person(1), Command::ChangeSeat { assistant: tulia(), mode: Mode::Off, model: None }).await;
    tale.lets(person(1), Command::Leave).await;
    tale.post(person(2), "the head is not about the group").await;
    let loaded = store.load_group(tale.id()).await.unwrap().unwrap();
    assert_eq!(loaded, tale.group);
    assert_eq!(loaded.running.len(), 1);
    assert_eq!(loaded.creator, person(2));
    tale.end_answer(answer, "yes", tertulia_core::run::Outcome::Finished).await;
    tale.lets(person(2), Command::DeleteGroup).await;
    let loaded = store.load_group(tale.id()).await.unwrap().unwrap();
    assert_eq!(loaded, tale.group);
    assert!(loaded.deleted_at.is_some());
}
