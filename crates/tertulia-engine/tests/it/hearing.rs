//! What a connection hears, and how much of it at most.

use std::time::Duration;

use tertulia_core::ports::Memberships;
use tertulia_core::{MessageId, RunId, Seq};
use tertulia_engine::{CloseReason, Content, ForwardFrom, InviteTerms, NewMessage, Outgoing};
use uuid::Uuid;

use crate::house::{House, hears, next};

#[tokio::test]
async fn nothing_is_kept_for_a_reader_who_does_not_read() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let mut of_ben = house.connect(ben).await;
    for n in 0..600 {
        house.post(&access, &format!("message {n}")).await;
    }
    let heard = next(&mut of_ben).await;
    assert!(matches!(heard, Outgoing::Close(CloseReason::TooSlow)), "told to come back at once: {heard:?}");
    drop(of_ben);
    let again = house.connect(ben).await;
    assert!(!again.has_more());
}

#[tokio::test]
async fn others_are_told_seldom_however_often_somebody_comes_and_goes() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    house.group_of(&[ana, ben]).await;
    let mut of_ben = house.connect(ben).await;
    let of_ana = house.connect(ana).await;
    for n in 0..101 {
        of_ana.set_active(n % 2 == 1).await.unwrap();
    }
    let mut told = Vec::new();
    while !told.last().is_some_and(|frame: &String| frame.contains("is_away: true")) {
        let next = tokio::time::timeout(Duration::from_secs(10), of_ben.next()).await;
        if let Outgoing::Frame(frame) = next.expect("the last state is told").unwrap() {
            told.push(String::from_utf8(frame.to_vec()).unwrap());
        }
    }
    assert!(told.len() <= 3 && told.iter().all(|frame| frame.contains("signal Presence")), "{told:?}");
}

#[tokio::test]
async fn who_does_not_see_a_message_hears_nothing_of_its_text_either() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let (message, run) = (MessageId(Uuid::now_v7()), RunId(Uuid::now_v7()));
    house.engine.begin_partial(message, run);
    house.engine.place_partial(message, Seq(3));
    house.post(&access, "before").await;
    let from_joining =
        InviteTerms { newcomers: Some(tertulia_core::settings::Newcomers::FromJoining), ..InviteTerms::default() };
    let secret = house.secret(&access, from_joining).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    let (mut of_ana, mut of_ben) = (house.connect(ana).await, house.connect(ben).await);
    house.engine.grow_partial(access.group_id(), message, "the treasure");
    assert!(hears(&mut of_ana, "signal Delta").await.contains("the treasure"));
    house.post(&access, "after").await;
    let mut heard = Vec::new();
    while !heard.last().is_some_and(|frame: &String| frame.contains("after")) {
        if let Outgoing::Frame(frame) = next(&mut of_ben).await {
            heard.push(String::from_utf8(frame.to_vec()).unwrap());
        }
    }
    assert!(!heard.iter().any(|frame| frame.contains("treasure")), "{heard:?}");
}

#[tokio::test]
async fn who_comes_back_to_many_groups_is_given_one_after_the_other() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    for name in ["One", "Two", "Three"] {
        let access = house.group(ana, name).await;
        house.post(&access, "hello").await;
    }
    let mut connection = house.engine.connect(ana, None).await.unwrap();
    connection.resume(&[]).await.unwrap();
    let mut order = Vec::new();
    loop {
        assert!(connection.is_behind(), "until the last is written: {order:?}");
        match next(&mut connection).await {
            Outgoing::View(view) => order.push(format!("view {}", view.group.name.as_str())),
            Outgoing::CaughtUp(Some(_)) => order.push("caught up".into()),
            Outgoing::CaughtUp(None) => break,
            Outgoing::Frame(_) | Outgoing::Close(_) => {}
        }
    }
    assert!(!connection.is_behind());
    let views = order.iter().step_by(2).filter(|word| word.starts_with("view")).count();
    assert_eq!((views, order.len()), (3, 6), "{order:?}");
}

#[tokio::test]
async fn a_forward_that_is_sent_again_is_there_once_even_when_its_source_is_gone() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let (here, there) = (house.group(ana, "Here").await, house.group(ana, "There").await);
    let source = house.post(&here, "the plan").await;
    let forward = || NewMessage {
        id: MessageId(Uuid::from_u128(77)),
        reply_to: None,
        content: Content::Forwarded(ForwardFrom { group: here.group_id(), message: source }),
    };
    let first = house.engine.post(&there, forward()).await.unwrap();
    house.engine.delete(&here, source).await.unwrap();
    assert_eq!(house.engine.post(&there, forward()).await.unwrap().seq, first.seq);
}

#[tokio::test]
async fn nobody_hears_that_somebody_reads_backwards() {
    let house = House::new().await;
    // Which writes positions from time to time.
    house.engine.start(Vec::new()).await.unwrap();
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    for n in 0..6 {
        house.post(&access, &format!("message {n}")).await;
    }
    let mut of_ana = house.connect(ana).await;
    let of_ben = house.engine.enter(ben, access.group_id()).await.unwrap();
    let read = async |seq: u64| house.engine.read_up_to(&of_ben, Seq(seq)).await.unwrap();
    read(6).await;
    // Whether the position is still gathered or already written makes no difference.
    read(4).await;
    let is_written = async || {
        let written = house.store.read_positions(access.group_id()).await.unwrap();
        written.iter().any(|position| position.profile == ben.profile && position.seq == Seq(6))
    };
    tokio::time::timeout(Duration::from_secs(20), async {
        while !is_written().await {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("positions are written");
    read(5).await;
    read(6).await;
    read(7).await;
    let mut heard = Vec::new();
    while !heard.last().is_some_and(|frame: &String| frame.contains("seq: Seq(7)")) {
        heard.push(hears(&mut of_ana, "signal Read").await);
    }
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert!(heard[0].contains("seq: Seq(6)"), "{heard:?}");
}
