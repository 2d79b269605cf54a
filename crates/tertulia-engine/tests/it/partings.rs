//! Coming back to a group that is one's own no more.

use tertulia_core::{GroupId, Seq};
use tertulia_engine::{Access, Caller, Outgoing, Position};
use uuid::Uuid;

use crate::house::{House, next};

/// What somebody hears who comes back and still knows the group, up to the end of what was missed.
async fn heard_on_return(house: &House, caller: Caller, group: GroupId) -> Vec<String> {
    let mut connection = house.engine.connect(caller, None).await.unwrap();
    connection.resume(&[Position { group, epoch: 1, seq: Seq(1) }]).await.unwrap();
    let mut heard = Vec::new();
    loop {
        match next(&mut connection).await {
            Outgoing::CaughtUp(None) => return heard,
            Outgoing::Frame(frame) => heard.push(String::from_utf8(frame.to_vec()).unwrap()),
            other => panic!("{other:?} of a group that is not theirs"),
        }
    }
}

fn gone(access: &Access, reason: &str) -> Vec<String> {
    vec![format!("signal Gone {{ group: {:?}, reason: {reason} }}", access.group_id())]
}

#[tokio::test]
async fn whoever_was_removed_meanwhile_hears_it_on_return() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    assert_eq!(heard_on_return(&house, ben, access.group_id()).await, gone(&access, "Removed"));
    let access = house.enter(ana, access.group_id()).await.unwrap();
    house.engine.delete_group(&access, "Table").await.unwrap();
    assert_eq!(heard_on_return(&house, ben, access.group_id()).await, gone(&access, "Removed"), "that came first");
}

#[tokio::test]
async fn whose_group_was_deleted_meanwhile_hears_it_on_return() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    house.engine.delete_group(&access, "Table").await.unwrap();
    assert_eq!(heard_on_return(&house, ben, access.group_id()).await, gone(&access, "Deleted"));
}

#[tokio::test]
async fn of_a_group_that_was_never_theirs_nobody_hears_anything() {
    let house = House::new().await;
    let (ana, eve) = (house.person("ana").await, house.person("eve").await);
    let alive = house.group(ana, "Table").await;
    let deleted = house.group(ana, "Secret").await;
    house.engine.delete_group(&deleted, "Secret").await.unwrap();
    for group in [alive.group_id(), deleted.group_id(), GroupId(Uuid::now_v7())] {
        assert!(heard_on_return(&house, eve, group).await.is_empty());
    }
}

#[tokio::test]
async fn whoever_left_is_not_told_what_they_know() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    house.engine.leave(&bens).await.unwrap();
    assert!(heard_on_return(&house, ben, access.group_id()).await.is_empty());
}
