//! Erasing what was deleted.

use std::time::Duration;

use bytes::Bytes;
use tertulia_core::ports::Journal as _;
use tertulia_engine::{InviteTerms, Refusal, SESSION_LASTS};

use crate::house::{House, PASSWORD};
use crate::photos::walk;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_deleted_group_is_erased_with_its_photo_after_the_grace_period() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let (deleted, left, kept) =
        (house.group(ana, "Deleted").await, house.group(ana, "Left").await, house.group(ana, "Kept").await);
    house.engine.set_group_photo(&deleted, Bytes::from_static(b"picture:table")).await.unwrap();
    let link = house.secret(&left, InviteTerms::default()).await;
    let deleted = house.enter(ana, deleted.group_id()).await.unwrap();
    house.engine.delete_group(&deleted, "Deleted").await.unwrap();
    house.engine.leave(&left).await.unwrap();
    assert!(house.enter(ana, deleted.group_id()).await.is_none(), "unreadable at once");

    house.clock.forward(DAY * 29);
    house.engine.keep_house().await.unwrap();
    assert!(house.store.load_group(deleted.group_id()).await.unwrap().is_some());
    assert!(house.engine.preview_invite(None, &link).await.is_ok(), "who left last can still come back");

    house.clock.forward(DAY * 2);
    house.engine.keep_house().await.unwrap();
    for gone in [deleted.group_id(), left.group_id()] {
        assert!(house.store.load_group(gone).await.unwrap().is_none());
    }
    assert!(matches!(house.engine.preview_invite(None, &link).await, Err(Refusal::InviteInvalid)));
    assert!(walk(&house.directory.path().join("blobs")).is_empty());
    assert!(house.store.load_group(kept.group_id()).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_comes_back_in_time_saves_the_group() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(ana, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    house.engine.leave(&access).await.unwrap();
    house.clock.forward(DAY * 29);
    house.engine.redeem_invite(ana, &link).await.unwrap();
    house.clock.forward(DAY * 29);
    house.engine.keep_house().await.unwrap();
    assert!(house.enter(ana, access.group_id()).await.is_some());
}

#[tokio::test]
async fn ended_sessions_are_forgotten_and_others_stay() {
    let house = House::new().await;
    house.person("ana").await;
    house.clock.forward(SESSION_LASTS);
    let fresh = house.engine.sign_in("ana", PASSWORD, "test").await.unwrap();
    house.engine.keep_house().await.unwrap();
    assert_eq!(house.engine.sessions(fresh.caller).await.unwrap().len(), 1);
    assert!(house.engine.session_caller(&fresh.secret.text()).await.unwrap().is_some());
}
