//! Links with an approval step.

use std::time::Duration;

use tertulia_core::settings::Newcomers;
use tertulia_core::{Denial, Error};
use tertulia_engine::{InviteTerms, Outgoing, Redeemed};

use crate::house::{House, hears, next};

const ASKING: InviteTerms =
    InviteTerms { expires_in_seconds: None, max_uses: None, approval: Some(true), newcomers: None };

#[tokio::test]
async fn whoever_asks_is_in_when_a_member_says_so_and_not_before() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let secret = house.secret(&access, ASKING).await;
    let (mut of_ana, mut of_ben) = (house.connect(ana).await, house.connect(ben).await);
    for _ in 0..2 {
        assert_eq!(house.engine.redeem_invite(ben, &secret).await.unwrap(), Redeemed::Requested);
    }
    assert!(house.enter(ben, access.group_id()).await.is_none());
    assert!(house.engine.preview_invite(Some(ben), &secret).await.unwrap().is_requested);
    assert!(hears(&mut of_ana, "signal Requests").await.contains("count: 1"));
    let waiting = house.engine.requests(&access).await.unwrap();
    assert_eq!(waiting.iter().map(|r| r.profile.id).collect::<Vec<_>>(), [ben.profile], "asked twice, waits once");

    house.engine.approve_request(&access, ben.profile).await.unwrap();
    assert!(house.enter(ben, access.group_id()).await.is_some());
    assert!(house.engine.requests(&access).await.unwrap().is_empty());
    assert!(hears(&mut of_ana, "signal Requests { group").await.contains("count"));
    loop {
        if let Outgoing::View(view) = next(&mut of_ben).await {
            assert_eq!(view.group.id, access.group_id());
            break;
        }
    }
    assert!(matches!(house.engine.approve_request(&access, ben.profile).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn whoever_is_declined_may_ask_again() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let secret = house.secret(&access, ASKING).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    house.engine.decline_request(&access, ben.profile).await.unwrap();
    assert!(matches!(house.engine.decline_request(&access, ben.profile).await, Err(Error::NotFound)));
    assert!(house.enter(ben, access.group_id()).await.is_none());
    assert_eq!(house.engine.redeem_invite(ben, &secret).await.unwrap(), Redeemed::Requested);
}

#[tokio::test]
async fn a_link_that_expired_meanwhile_does_not_bind_the_member_who_approves() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let before = house.post(&access, "before").await;
    let terms = InviteTerms { expires_in_seconds: Some(Some(60)), newcomers: Some(Newcomers::FromJoining), ..ASKING };
    let secret = house.secret(&access, terms).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    house.clock.forward(Duration::from_secs(3_600));
    house.engine.approve_request(&access, ben.profile).await.unwrap();
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    let hidden = house.engine.message(&bens, before).await;
    assert!(matches!(hidden, Err(Error::NotFound)), "what the link promised still holds");
}

#[tokio::test]
async fn removing_a_link_takes_its_requests_away() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let invite = house.engine.create_invite(&access, ASKING).await.unwrap();
    house.engine.redeem_invite(ben, &crate::house::secret_of(&invite.link)).await.unwrap();
    house.engine.remove_invite(&access, invite.invite.id).await.unwrap();
    assert!(house.engine.requests(&access).await.unwrap().is_empty());
    assert!(matches!(house.engine.approve_request(&access, ben.profile).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn approving_cannot_overfill_a_group() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    let access = house.group(ana, "Table").await;
    let change = tertulia_engine::InstanceChange { member_limit: Some(2), ..Default::default() };
    house.engine.change_instance(house.admin, change).await.unwrap();
    let secret = house.secret(&access, ASKING).await;
    for caller in [ben, cleo] {
        house.engine.redeem_invite(caller, &secret).await.unwrap();
    }
    house.engine.approve_request(&access, ben.profile).await.unwrap();
    let full = house.engine.approve_request(&access, cleo.profile).await;
    assert!(matches!(full, Err(Error::Denied(Denial::GroupFull))), "{full:?}");
    assert_eq!(house.engine.requests(&access).await.unwrap().len(), 1, "she still waits");
}
