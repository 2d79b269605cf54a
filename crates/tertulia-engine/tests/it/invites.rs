//! Links: what they lead to, and what stops them.

use std::time::Duration;

use tertulia_core::settings::Newcomers;
use tertulia_core::{Denial, Error, InviteId};
use tertulia_engine::{Access, Caller, InviteTerms, Redeemed, Refusal};
use uuid::Uuid;

use crate::house::{House, hears, secret_of};

async fn assert_invalid(house: &House, caller: Caller, secret: &str, why: &str) {
    let redeemed = house.engine.redeem_invite(caller, secret).await;
    assert!(matches!(redeemed, Err(Refusal::InviteInvalid)), "{why}: {redeemed:?}");
    let previewed = house.engine.preview_invite(Some(caller), secret).await;
    assert!(matches!(previewed, Err(Refusal::InviteInvalid)), "{why}: {previewed:?}");
}

async fn refresh(house: &House, access: &Access) -> Access {
    house.engine.enter(access.caller(), access.group_id()).await.unwrap()
}

#[tokio::test]
async fn a_link_can_be_shown_again_and_stands_behind_the_hash() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let first = house.engine.invites(&access).await.unwrap();
    assert_eq!(first.len(), 1, "the plain first one is made");
    assert!(first[0].link.starts_with("https://chat.example.org/join#"), "{}", first[0].link);
    assert!(first[0].is_open);
    let again = house.engine.invites(&access).await.unwrap();
    assert_eq!(again.iter().map(|i| &i.link).collect::<Vec<_>>(), [&first[0].link]);
    for file in std::fs::read_dir(house.directory.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let secret = secret_of(&first[0].link);
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn resetting_a_link_stops_the_old_one_at_once_and_everybody_sees_it() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let invite = house.engine.invites(&access).await.unwrap().remove(0);
    let mut of_ana = house.connect(ana).await;
    let fresh = house.engine.reset_invite(&access, invite.invite.id).await.unwrap();
    assert_ne!(fresh.link, invite.link);
    assert_invalid(&house, ben, &secret_of(&invite.link), "reset").await;
    hears(&mut of_ana, "event invite_reset").await;
    let joined = house.engine.redeem_invite(ben, &secret_of(&fresh.link)).await.unwrap();
    assert_eq!(joined, Redeemed::Joined(access.group_id()));
}

#[tokio::test]
async fn everything_wrong_with_a_link_gets_one_answer() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    for wrong in ["", "null", "short", &"A".repeat(43), &"A".repeat(10_000)] {
        assert_invalid(&house, ben, wrong, "wrong").await;
    }
    let expires = InviteTerms { expires_in_seconds: Some(Some(60)), ..InviteTerms::default() };
    let expiring = house.secret(&access, expires).await;
    house.clock.forward(Duration::from_secs(60));
    assert_invalid(&house, ben, &expiring, "expired").await;

    let once = InviteTerms { max_uses: Some(Some(1)), ..InviteTerms::default() };
    let spent = house.secret(&access, once).await;
    house.engine.redeem_invite(house.admin, &spent).await.unwrap();
    assert_invalid(&house, ben, &spent, "used up").await;

    let removed = house.engine.create_invite(&access, InviteTerms::default()).await.unwrap();
    house.engine.remove_invite(&access, removed.invite.id).await.unwrap();
    assert_invalid(&house, ben, &secret_of(&removed.link), "removed").await;

    let open = house.secret(&access, InviteTerms::default()).await;
    house.engine.redeem_invite(ben, &open).await.unwrap();
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    assert_invalid(&house, ben, &open, "removed from the group").await;
    assert!(house.engine.preview_invite(None, &open).await.is_ok(), "open to others");
    house.engine.lift_removal(&refresh(&house, &access).await, ben.profile).await.unwrap();
    house.engine.redeem_invite(ben, &open).await.unwrap();

    house.engine.delete_group(&refresh(&house, &access).await, "Table").await.unwrap();
    let cleo = house.person("cleo").await;
    assert_invalid(&house, cleo, &open, "of a deleted group").await;
}

#[tokio::test]
async fn a_link_leads_into_its_own_group_alone() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let (one, other) = (house.group(ana, "One").await, house.group(ana, "Other").await);
    let invite = house.engine.create_invite(&one, InviteTerms::default()).await.unwrap();
    let foreign = house.engine.change_invite(&other, invite.invite.id, InviteTerms::default()).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    assert!(matches!(house.engine.reset_invite(&other, invite.invite.id).await, Err(Error::NotFound)));
    assert!(matches!(house.engine.remove_invite(&other, invite.invite.id).await, Err(Error::NotFound)));
    house.engine.redeem_invite(ben, &secret_of(&invite.link)).await.unwrap();
    assert!(house.enter(ben, one.group_id()).await.is_some());
    assert!(house.enter(ben, other.group_id()).await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_only_as_many_as_the_link_says_come_in() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let twice = InviteTerms { max_uses: Some(Some(2)), ..InviteTerms::default() };
    let invite = house.engine.create_invite(&access, twice).await.unwrap();
    let secret = secret_of(&invite.link);
    let mut coming = Vec::new();
    for n in 0..6 {
        let caller = house.person(&format!("person{n}")).await;
        let (engine, secret) = (house.engine.clone(), secret.clone());
        coming.push(tokio::spawn(async move { engine.redeem_invite(caller, &secret).await }));
        // Changing other terms meanwhile gives no use back.
        let terms = InviteTerms { newcomers: Some(Newcomers::FromJoining), ..InviteTerms::default() };
        house.engine.change_invite(&access, invite.invite.id, terms).await.unwrap();
    }
    let mut joined = 0;
    for one in coming {
        match one.await.unwrap() {
            Ok(Redeemed::Joined(_)) => joined += 1,
            Err(Refusal::InviteInvalid) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(joined, 2);
    assert_eq!(refresh(&house, &access).await.group().members.len(), 3);
}

#[tokio::test]
async fn changing_a_link_is_checked_like_making_one() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let good = house.engine.create_invite(&access, InviteTerms::default()).await.unwrap();
    for terms in [
        InviteTerms { expires_in_seconds: Some(Some(0)), ..InviteTerms::default() },
        InviteTerms { max_uses: Some(Some(0)), ..InviteTerms::default() },
        InviteTerms { newcomers: Some(Newcomers::Last { count: 0 }), ..InviteTerms::default() },
    ] {
        let made = house.engine.create_invite(&access, terms).await.err();
        let changed = house.engine.change_invite(&access, good.invite.id, terms).await.err();
        for refused in [made, changed] {
            assert!(matches!(refused, Some(Error::Denied(Denial::OutOfRange))), "{terms:?}: {refused:?}");
        }
    }
    let unknown = InviteId(Uuid::now_v7());
    assert!(matches!(house.engine.reset_invite(&access, unknown).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_preview_shows_who_is_there_and_the_group_only_to_its_members() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let terms = InviteTerms { newcomers: Some(Newcomers::Last { count: 3 }), ..InviteTerms::default() };
    let secret = house.secret(&access, terms).await;
    for caller in [None, Some(ben)] {
        let preview = house.engine.preview_invite(caller, &secret).await.unwrap();
        assert_eq!(preview.group, None);
        assert_eq!((preview.name.as_str(), preview.people, preview.is_full), ("Table", 1, false));
        assert_eq!(preview.members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Ana"]);
        assert_eq!(preview.newcomers, Newcomers::Last { count: 3 });
        assert_eq!(preview.created_by_name, "Ana");
        assert_eq!(preview.assistants[0].name, "Tulia");
        assert_eq!(preview.assistants[0].model_name, None);
    }
    let mine = house.engine.preview_invite(Some(ana), &secret).await.unwrap();
    assert_eq!(mine.group, Some(access.group_id()));
    let mut strict = house.engine.enter(ana, access.group_id()).await.unwrap();
    house.engine.change_newcomers(&strict, Newcomers::FromJoining).await.unwrap();
    strict = refresh(&house, &strict).await;
    let everything = InviteTerms { newcomers: Some(Newcomers::Everything), ..InviteTerms::default() };
    let link = house.secret(&strict, everything).await;
    let preview = house.engine.preview_invite(Some(ben), &link).await.unwrap();
    assert_eq!(preview.newcomers, Newcomers::FromJoining, "a link says less than the group, never more");
    let before = house.post(&strict, "before").await;
    house.engine.redeem_invite(ben, &link).await.unwrap();
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    assert!(matches!(house.engine.message(&bens, before).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_full_group_says_so() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(house.admin, "Table").await;
    let change = tertulia_engine::InstanceChange { member_limit: Some(1), ..Default::default() };
    house.engine.change_instance(house.admin, change).await.unwrap();
    let secret = house.secret(&access, InviteTerms::default()).await;
    let asking = InviteTerms { approval: Some(true), ..InviteTerms::default() };
    let with_approval = house.secret(&access, asking).await;
    assert!(house.engine.preview_invite(Some(ana), &secret).await.unwrap().is_full);
    for secret in [&secret, &with_approval] {
        let refused = house.engine.redeem_invite(ana, secret).await;
        assert!(matches!(refused, Err(Refusal::Core(Error::Denied(Denial::GroupFull)))), "{refused:?}");
    }
    let guest = tertulia_engine::NewGuest { username: None, name: "Gil".into(), invite_secret: secret };
    let refused = house.engine.join_as_guest(guest, "test").await;
    assert!(matches!(refused, Err(Refusal::Core(Error::Denied(Denial::GroupFull)))), "{refused:?}");
}

#[tokio::test]
async fn saying_yes_twice_joins_once_and_counts_once() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(house.admin, "Table").await;
    let twice = InviteTerms { max_uses: Some(Some(2)), ..InviteTerms::default() };
    let secret = house.secret(&access, twice).await;
    for _ in 0..3 {
        assert_eq!(house.engine.redeem_invite(ana, &secret).await.unwrap(), Redeemed::Joined(access.group_id()));
    }
    let invites = house.engine.invites(&access).await.unwrap();
    assert_eq!(invites.iter().map(|i| i.invite.uses).sum::<u32>(), 1);
}
