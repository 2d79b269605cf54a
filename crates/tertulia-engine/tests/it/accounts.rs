//! How people come to have an account, and what they make of it.

use std::collections::HashSet;

use tertulia_core::account::{AccountSettings, SignUp};
use tertulia_core::profile::ProfileKind;
use tertulia_core::{Denial, Error};
use tertulia_engine::{InstanceChange, InviteTerms, MeChange, NewAccount, NewGuest, Redeemed, Refusal};

use crate::house::{House, PASSWORD, hears};

fn account(username: &str, invite_secret: Option<&str>) -> NewAccount {
    NewAccount {
        username: username.into(),
        name: "Somebody New".into(),
        password: PASSWORD.into(),
        invite_secret: invite_secret.map(str::to_owned),
    }
}

fn guest(name: &str, secret: &str) -> NewGuest {
    NewGuest { username: None, name: name.into(), invite_secret: secret.into() }
}

fn denied<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> Option<Denial> {
    match outcome {
        Err(Refusal::Core(Error::Denied(denial))) => Some(denial),
        _ => None,
    }
}

#[tokio::test]
async fn the_instance_says_how_accounts_come_about() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let wrong = "A".repeat(43);
    let mut n = 0;
    for (policy, secret, opens) in [
        (SignUp::ByInvite, None, false),
        (SignUp::ByInvite, Some(wrong.as_str()), false),
        (SignUp::ByInvite, Some(""), false),
        (SignUp::ByInvite, Some(link.as_str()), true),
        (SignUp::Open, None, true),
        (SignUp::AdministratorsOnly, None, false),
        (SignUp::AdministratorsOnly, Some(link.as_str()), false),
    ] {
        let change = InstanceChange { sign_up: Some(policy), ..InstanceChange::default() };
        house.engine.change_instance(house.admin, change).await.unwrap();
        n += 1;
        let outcome = house.engine.sign_up(account(&format!("new{n}"), secret), "test").await;
        assert_eq!(outcome.is_ok(), opens, "{policy:?} {secret:?}: {outcome:?}");
        let problem = house.engine.username_problem(&format!("new{n}")).await.unwrap();
        assert_eq!(problem.is_some(), opens, "nothing is made where it is refused");
    }
}

#[tokio::test]
async fn guests_come_in_only_where_they_are_allowed_and_by_a_link() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let refused = house.engine.join_as_guest(guest("Gil", "nonsense"), "test").await.unwrap_err();
    assert!(matches!(refused, Refusal::InviteInvalid));
    let gil = house.engine.join_as_guest(guest("Gil", &link), "test").await.unwrap().caller;
    assert_eq!(house.profile(gil).await.kind, ProfileKind::Guest);
    let change = InstanceChange { are_guests_allowed: Some(false), ..InstanceChange::default() };
    house.engine.change_instance(house.admin, change).await.unwrap();
    let refused = house.engine.join_as_guest(guest("Gil", &link), "test").await.unwrap_err();
    assert!(matches!(refused, Refusal::GuestsNotAllowed));
    assert!(house.engine.me(gil).await.is_ok(), "who is in stays in");
}

#[tokio::test]
async fn namesakes_at_once_get_usernames_of_their_own() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let coming = (0..10).map(|_| {
        let (engine, form) = (house.engine.clone(), guest("José Ñandú", &link));
        tokio::spawn(async move { engine.join_as_guest(form, "test").await.unwrap().caller })
    });
    let mut usernames = HashSet::new();
    for caller in coming.collect::<Vec<_>>() {
        usernames.insert(house.profile(caller.await.unwrap()).await.username.as_str().to_owned());
    }
    assert_eq!(usernames.len(), 10);
    assert!(usernames.contains("jose.nandu"));
    assert!(usernames.iter().all(|u| u.starts_with("jose.nandu")), "{usernames:?}");
}

#[tokio::test]
async fn nobody_takes_the_assistants_name_by_any_way_in() {
    let house = House::new().await;
    let access = house.group(house.admin, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let change = InstanceChange { sign_up: Some(SignUp::Open), ..InstanceChange::default() };
    house.engine.change_instance(house.admin, change).await.unwrap();
    let ana = house.person("ana").await;
    for name in ["Tulia", "Tu lia", "Тulia", "TuIia"] {
        let impersonates = Some(Denial::NameImpersonates);
        let named = NewAccount { name: name.into(), ..account("new", None) };
        assert_eq!(denied(house.engine.sign_up(named, "test").await), impersonates, "{name}");
        assert_eq!(denied(house.engine.join_as_guest(guest(name, &link), "test").await), impersonates, "{name}");
        let change = MeChange { name: Some(name.into()), ..MeChange::default() };
        assert_eq!(denied(house.engine.update_me(ana, change).await.map_err(Refusal::from)), impersonates, "{name}");
        let made = house.engine.admin_create_person("new", name, PASSWORD, false).await;
        assert_eq!(denied(made.map_err(Refusal::from)), impersonates, "{name}");
    }
    assert_eq!(house.engine.username_problem("tulia_").await.unwrap(), Some(Denial::NameImpersonates));
    assert_eq!(house.engine.username_problem("ana").await.unwrap(), Some(Denial::UsernameTaken));
    assert_eq!(house.engine.username_problem("a").await.unwrap(), Some(Denial::UsernameInvalid));
    assert_eq!(house.engine.username_problem("free").await.unwrap(), None);
}

#[tokio::test]
async fn a_guest_becomes_a_person_and_keeps_everything() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(ana, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let gil = house.engine.join_as_guest(guest("Gil", &link), "test").await.unwrap().caller;
    assert_eq!(house.engine.redeem_invite(gil, &link).await.unwrap(), Redeemed::Joined(access.group_id()));
    let mine = house.enter(gil, access.group_id()).await.unwrap();
    let message = house.post(&mine, "I was here").await;
    let before = house.profile(gil).await;
    assert!(house.engine.me(gil).await.unwrap().1.is_guest());

    let mut of_ana = house.connect(ana).await;
    house.engine.set_password(gil, None, PASSWORD).await.unwrap();
    let frame = hears(&mut of_ana, "signal Profile").await;
    assert!(frame.contains("kind: Person"), "{frame}");

    let again = house.engine.sign_in(before.username.as_str(), PASSWORD, "elsewhere").await.unwrap().caller;
    let (profile, account) = house.engine.me(again).await.unwrap();
    assert_eq!(profile, tertulia_core::profile::Profile { kind: ProfileKind::Person, ..before });
    assert!(!account.is_guest());
    let mine = house.enter(again, access.group_id()).await.unwrap();
    assert_eq!(house.engine.message(&mine, message).await.unwrap().author, gil.profile);
    assert!(house.engine.me(gil).await.is_ok(), "the session that asked goes on");
}

#[tokio::test]
async fn a_password_is_changed_with_the_present_one_alone() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    for current in [None, Some(""), Some("a wrong one")] {
        let refused = house.engine.set_password(ana, current, "another password").await.unwrap_err();
        assert!(matches!(refused, Refusal::WrongCredentials), "{current:?}");
    }
    assert_eq!(denied(house.engine.set_password(ana, Some(PASSWORD), "short").await), Some(Denial::PasswordUnfit));
    house.engine.set_password(ana, Some(PASSWORD), "another password").await.unwrap();
    assert!(house.engine.sign_in("ana", PASSWORD, "test").await.is_err());
    assert!(house.engine.sign_in("ana", "another password", "test").await.is_ok());
}

#[tokio::test]
async fn a_password_reset_at_the_command_line_ends_every_session() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let password = house.engine.admin_reset_password("ana").await.unwrap();
    assert!(house.engine.sessions(ana).await.unwrap().is_empty());
    assert!(house.engine.sign_in("ana", PASSWORD, "test").await.is_err());
    assert!(house.engine.sign_in("ana", &password, "test").await.is_ok());
    assert!(matches!(house.engine.admin_reset_password("tulia").await, Err(Error::NotFound)));
}

#[tokio::test]
async fn others_hear_of_a_new_name_and_strangers_do_not() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    house.group_of(&[ana, ben]).await;
    let (mut of_ana, mut of_ben) = (house.connect(ana).await, house.connect(ben).await);
    let of_cleo = house.connect(cleo).await;
    let change = MeChange { name: Some("Anna".into()), username: Some("anna".into()), settings: None };
    house.engine.update_me(ana, change).await.unwrap();
    assert!(hears(&mut of_ben, "signal Profile").await.contains("Anna"));
    assert!(hears(&mut of_ana, "signal Me").await.contains("Anna"));
    assert!(!of_cleo.has_more());
    let taken = MeChange { username: Some("ben".into()), ..MeChange::default() };
    let refused = house.engine.update_me(ana, taken).await.map_err(Refusal::from);
    assert_eq!(denied(refused), Some(Denial::UsernameTaken));
}

#[tokio::test]
async fn whoever_begins_to_hide_looks_offline_to_the_others() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    house.group_of(&[ana, ben]).await;
    let (_of_ana, mut of_ben) = (house.connect(ana).await, house.connect(ben).await);
    let hiding = AccountSettings { hide_presence: true, ..AccountSettings::default() };
    let change = MeChange { settings: Some(hiding), ..MeChange::default() };
    house.engine.update_me(ana, change).await.unwrap();
    let frame =
        hears(&mut of_ben, &format!("signal Presence {{ presence: PresenceState {{ profile: {:?}", ana.profile)).await;
    assert!(frame.contains("is_online: false") && frame.contains("last_seen: None"), "{frame}");
}
