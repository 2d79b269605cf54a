//! Reading threads.

use std::sync::Arc;

use tertulia_core::ports::{MessagePage, Page, Store};
use tertulia_core::run::{Fault, Origin, Outcome};
use tertulia_core::{Body, Command, Emoji, Error, GroupId, Mention, Seq};
use uuid::Uuid;

use super::tale::{Tale, message_id, person};

/// Ten messages at the places 3 to 12.
async fn ten(store: &Arc<dyn Store>) -> Tale {
    let mut tale = Tale::begin(store, 1).await;
    for n in 1..=10 {
        tale.post(person(1), &format!("message {n}")).await;
    }
    tale
}

fn seqs(page: &MessagePage) -> Vec<u64> {
    page.messages.iter().map(|m| m.seq.0).collect()
}

pub async fn pages_go_through_a_thread_in_both_directions(store: Arc<dyn Store>) {
    let tale = ten(&store).await;
    for (page, seen, has_older, has_newer) in [
        (Page::Newest, vec![9, 10, 11, 12], true, false),
        (Page::Before(Seq(9)), vec![5, 6, 7, 8], true, true),
        (Page::Before(Seq(5)), vec![3, 4], false, true),
        (Page::Before(Seq(3)), vec![], false, true),
        (Page::Before(Seq(u64::MAX)), vec![9, 10, 11, 12], true, false),
        (Page::After(Seq::ZERO), vec![3, 4, 5, 6], false, true),
        (Page::After(Seq(6)), vec![7, 8, 9, 10], true, true),
        (Page::After(Seq(10)), vec![11, 12], true, false),
        (Page::After(Seq(12)), vec![], true, false),
        (Page::After(Seq(u64::MAX)), vec![], true, false),
    ] {
        let read = store.page(tale.id(), page, Seq(1), 4).await.unwrap();
        assert_eq!((seqs(&read), read.has_older, read.has_newer), (seen, has_older, has_newer), "{page:?}");
    }
}

pub async fn a_page_around_a_place_has_half_on_each_side(store: Arc<dyn Store>) {
    let tale = ten(&store).await;
    let read = store.page(tale.id(), Page::Around(Seq(7)), Seq(1), 4).await.unwrap();
    assert_eq!((seqs(&read), read.has_older, read.has_newer), (vec![5, 6, 7, 8], true, true));
    let read = store.page(tale.id(), Page::Around(Seq(3)), Seq(1), 4).await.unwrap();
    assert_eq!((seqs(&read), read.has_older, read.has_newer), (vec![3, 4], false, true));
    let read = store.page(tale.id(), Page::Around(Seq(12)), Seq(1), 200).await.unwrap();
    assert_eq!((seqs(&read).len(), read.has_older, read.has_newer), (10, false, false));
}

pub async fn a_page_does_not_reach_before_what_is_seen(store: Arc<dyn Store>) {
    let tale = ten(&store).await;
    let read = store.page(tale.id(), Page::Newest, Seq(8), 200).await.unwrap();
    assert_eq!((seqs(&read), read.has_older), (vec![8, 9, 10, 11, 12], false));
    let read = store.page(tale.id(), Page::After(Seq::ZERO), Seq(8), 2).await.unwrap();
    assert_eq!((seqs(&read), read.has_older, read.has_newer), (vec![8, 9], false, true));
    let read = store.page(tale.id(), Page::Around(Seq(4)), Seq(8), 4).await.unwrap();
    assert_eq!((seqs(&read), read.has_older), (vec![8, 9], false));
    let read = store.page(tale.id(), Page::Newest, Seq(13), 4).await.unwrap();
    assert_eq!((seqs(&read), read.has_older, read.has_newer), (vec![], false, false));
}

pub async fn a_page_tells_the_head(store: Arc<dyn Store>) {
    let mut tale = ten(&store).await;
    tale.lets(person(1), Command::ChangePhoto { photo: Some(tertulia_core::BlobId(Uuid::from_u128(1))) }).await;
    assert_eq!(store.page(tale.id(), Page::Newest, Seq(1), 1).await.unwrap().head, Seq(13));
}

pub async fn a_page_of_no_group_is_not_found(store: Arc<dyn Store>) {
    let nowhere = GroupId(Uuid::from_u128(404));
    assert!(matches!(store.page(nowhere, Page::Newest, Seq(1), 10).await, Err(Error::NotFound)));
}

pub async fn versions_are_kept_until_the_message_is_deleted(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    tale.join(person(2)).await;
    let mentions = vec![Mention { start: 0, end: 4, profile: person(2) }];
    let first = Body { text: "@Ben look".into(), mentions };
    let message = tale.say(person(1), first.clone(), None).await;
    let posted_at = tale.now();
    tale.edit(person(1), message, "never mind").await;

    let kept = tale.message(message).await.unwrap();
    assert_eq!((kept.version, kept.edited_at, kept.at), (1, Some(tale.now()), posted_at));
    assert_eq!(kept.body, Some(Body::plain("never mind")));
    let versions = store.versions(tale.id(), message).await.unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.at, v.body.clone())).collect();
    assert_eq!(told, [(0, posted_at, first), (1, tale.now(), Body::plain("never mind"))]);

    tale.delete(person(1), message).await;
    assert_eq!(store.versions(tale.id(), message).await.unwrap(), []);
}

pub async fn the_last_message_is_one_that_stands(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let tale_id = tale.id();
    let last = async |sees_from, up_to| {
        store.last_message(tale_id, Seq(sees_from), Seq(up_to)).await.unwrap().map(|message| message.id)
    };
    assert_eq!(last(1, 2).await, None);
    let first = tale.post(person(1), "first").await;
    let second = tale.post(person(1), "second").await;
    tale.delete(person(1), second).await;
    assert_eq!(last(1, 5).await, Some(first));
    assert_eq!(last(4, 5).await, None);
    assert_eq!(last(1, 2).await, None, "what was said later is left out");
}

pub async fn the_nth_newest_message_has_a_place(store: Arc<dyn Store>) {
    let tale = ten(&store).await;
    let mut places = Vec::new();
    for n in [1, 2, 10, 11] {
        places.push(store.place_of_nth_newest(tale.id(), n).await.unwrap().0);
    }
    assert_eq!(places, [12, 11, 3, 0]);
}

pub async fn reactions_keep_their_order(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    for n in 2..5 {
        tale.join(person(n)).await;
    }
    let message = tale.post(person(1), "what do you think?").await;
    let (thumb, heart) = (Emoji::parse("👍").unwrap(), Emoji::parse("❤️").unwrap());
    for (who, emoji) in [(4, &thumb), (2, &heart), (1, &thumb), (3, &thumb)] {
        tale.lets(person(who), Command::React { message, emoji: emoji.clone() }).await;
    }
    tale.lets(person(4), Command::Unreact { message, emoji: thumb.clone() }).await;
    tale.lets(person(4), Command::React { message, emoji: thumb.clone() }).await;
    tale.lets(person(2), Command::Unreact { message, emoji: heart }).await;
    let reactions = tale.message(message).await.unwrap().reactions;
    assert_eq!(reactions.into_iter().collect::<Vec<_>>(), [(thumb, vec![person(1), person(3), person(4)])]);
}

pub async fn an_answer_is_known_by_its_call_and_by_what_follows_it(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let (group, call) = (tale.id(), tale.post(person(1), "Tulia?").await);
    assert!(!store.is_answered(group, call).await.unwrap());
    let answer = tale.begin_answer(call, Origin::Call).await;
    assert!(store.is_answered(group, call).await.unwrap());
    assert!(!store.is_answered(group, message_id(404)).await.unwrap());

    let running = tale.message(answer).await.unwrap();
    assert!(running.is_running() && running.body.is_none() && running.reply_to == Some(call));
    let fault = Fault::CutStream;
    tale.end_answer(answer, "half an", Outcome::Interrupted { fault }).await;
    let ended = tale.message(answer).await.unwrap();
    assert_eq!(ended.outcome(), Some(Outcome::Interrupted { fault }));
    assert_eq!(ended.body, Some(Body::plain("half an")));
    assert_eq!(store.versions(group, answer).await.unwrap()[0].at, tale.now());

    // Another answer beside it is no follower; going on is.
    let beside = tale.begin_answer(call, Origin::Redo { of: answer }).await;
    tale.end_answer(beside, "", Outcome::Failed { fault }).await;
    assert_eq!(tale.message(beside).await.unwrap().body, None);
    assert!(!store.is_followed(group, answer).await.unwrap());
    tale.begin_answer(call, Origin::Continue { of: answer }).await;
    assert!(store.is_followed(group, answer).await.unwrap());
    assert!(!store.is_followed(group, beside).await.unwrap());
}
