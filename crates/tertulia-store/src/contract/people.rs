//! Profiles and accounts.

use std::sync::Arc;

use tertulia_core::account::{Account, AccountSettings};
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::ports::Store;
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::{BlobId, Denial, Error, ProfileId, Timestamp};
use uuid::Uuid;

use super::tale::{person, tulia};

pub fn profile(n: u128, username: &str) -> Profile {
    Profile {
        id: person(n),
        kind: ProfileKind::Person,
        username: Username::parse(username).expect("a fit username"),
        name: DisplayName::parse("Ana").expect("a fit name"),
        photo: None,
    }
}

pub fn account(n: u128) -> Account {
    Account {
        profile: person(n),
        is_administrator: false,
        created_at: Timestamp(1_000),
        password_hash: Some("$argon2id$hash".into()),
        suspended_at: None,
        settings: AccountSettings::default(),
    }
}

fn guest(n: u128, username: &str) -> (Profile, Account) {
    let profile = Profile { kind: ProfileKind::Guest, ..profile(n, username) };
    (profile, Account { password_hash: None, ..account(n) })
}

pub async fn a_profile_and_its_account_are_kept(store: Arc<dyn Store>) {
    let profile = Profile { photo: Some(BlobId(Uuid::from_u128(5))), ..profile(1, "ana") };
    let settings = AccountSettings { locale: Some("pt-PT".into()), hide_presence: true, ..AccountSettings::default() };
    let account = Account { is_administrator: true, suspended_at: Some(Timestamp(9)), settings, ..account(1) };
    store.create_profile(profile.clone(), Some(account.clone())).await.unwrap();
    assert_eq!(store.profiles(&[person(1), person(2)]).await.unwrap(), std::slice::from_ref(&profile));
    assert_eq!(store.profiles(&[]).await.unwrap(), []);
    assert_eq!(store.profile_by_username(&profile.username).await.unwrap(), Some(profile));
    assert_eq!(store.account(person(1)).await.unwrap(), Some(account));
    assert_eq!(store.account(person(2)).await.unwrap(), None);
}

pub async fn a_username_is_taken_once(store: Arc<dyn Store>) {
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    let taken = store.create_profile(profile(2, "ANA"), Some(account(2))).await;
    assert!(matches!(taken, Err(Error::Denied(Denial::UsernameTaken))));
    assert_eq!(store.profiles(&[person(2)]).await.unwrap(), []);
    let tries = (10..20u128).map(|n| store.create_profile(profile(n, "ben"), Some(account(n))));
    let made = futures_util::future::join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(made, 1, "of ten at once");
}

pub async fn a_profile_is_made_once(store: Arc<dyn Store>) {
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    let again = store.create_profile(profile(1, "other"), Some(account(1))).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
}

pub async fn a_profile_can_be_changed(store: Arc<dyn Store>) {
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    store.create_profile(profile(2, "ben"), Some(account(2))).await.unwrap();
    let mut changed = profile(1, "ana.maria");
    changed.name = DisplayName::parse("Ana María").unwrap();
    changed.photo = Some(BlobId(Uuid::from_u128(7)));
    store.update_profile(changed.clone()).await.unwrap();
    assert_eq!(store.profiles(&[person(1)]).await.unwrap(), [changed]);
    let taken = store.update_profile(profile(1, "ben")).await;
    assert!(matches!(taken, Err(Error::Denied(Denial::UsernameTaken))));
    store.update_profile(profile(2, "ana")).await.unwrap();
}

pub async fn what_does_not_exist_cannot_be_changed(store: Arc<dyn Store>) {
    let nobody = person(404);
    let outcomes = [
        store.update_profile(profile(404, "nobody")).await,
        store.set_password(nobody, "hash".into()).await,
        store.set_account_settings(nobody, AccountSettings::default()).await,
        store.set_suspended(nobody, None).await,
        store.set_last_seen(nobody, Timestamp(1)).await,
    ];
    assert!(outcomes.iter().all(|o| matches!(o, Err(Error::NotFound))), "{outcomes:?}");
}

pub async fn a_guest_becomes_a_person_with_a_password(store: Arc<dyn Store>) {
    let (profile, account) = guest(1, "guest");
    store.create_profile(profile, Some(account)).await.unwrap();
    assert!(store.account(person(1)).await.unwrap().unwrap().is_guest());
    store.set_password(person(1), "$argon2id$new".into()).await.unwrap();
    assert_eq!(store.profiles(&[person(1)]).await.unwrap()[0].kind, ProfileKind::Person);
    let account = store.account(person(1)).await.unwrap().unwrap();
    assert_eq!(account.password_hash.as_deref(), Some("$argon2id$new"));
    let settings = AccountSettings { hide_reads: true, ..AccountSettings::default() };
    store.set_account_settings(person(1), settings.clone()).await.unwrap();
    assert_eq!(store.account(person(1)).await.unwrap().unwrap().settings, settings);
}

pub async fn the_first_assistant_comes_first(store: Arc<dyn Store>) {
    let assistant = |id, username: &str| Profile { id, kind: ProfileKind::Assistant, ..profile(0, username) };
    store.create_profile(assistant(tulia(), "tulia"), None).await.unwrap();
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    // An id that sorts before the first one's.
    store.create_profile(assistant(ProfileId(Uuid::from_u128(1)), "another"), None).await.unwrap();
    let names: Vec<_> = store.assistants().await.unwrap().into_iter().map(|p| p.username).collect();
    assert_eq!(names.iter().map(Username::as_str).collect::<Vec<_>>(), ["tulia", "another"]);
    assert_eq!(store.account(tulia()).await.unwrap(), None);
}

pub async fn people_are_counted_without_assistants(store: Arc<dyn Store>) {
    assert_eq!(store.count_people().await.unwrap(), 0);
    let (guest, guest_account) = guest(2, "guest");
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    store.create_profile(guest, Some(guest_account)).await.unwrap();
    let assistant = Profile { id: tulia(), kind: ProfileKind::Assistant, ..profile(0, "tulia") };
    store.create_profile(assistant, None).await.unwrap();
    assert_eq!(store.count_people().await.unwrap(), 2);
}

pub async fn a_suspended_administrator_is_none(store: Arc<dyn Store>) {
    assert!(!store.has_administrator().await.unwrap());
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    assert!(!store.has_administrator().await.unwrap());
    let administrator = Account { is_administrator: true, ..account(2) };
    store.create_profile(profile(2, "ben"), Some(administrator)).await.unwrap();
    assert!(store.has_administrator().await.unwrap());
    store.set_suspended(person(2), Some(Timestamp(5))).await.unwrap();
    assert!(!store.has_administrator().await.unwrap());
    store.set_suspended(person(2), None).await.unwrap();
    assert!(store.has_administrator().await.unwrap());
}

pub async fn being_seen_only_moves_forwards(store: Arc<dyn Store>) {
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    assert_eq!(store.last_seen(&[person(1)]).await.unwrap(), []);
    store.set_last_seen(person(1), Timestamp(20)).await.unwrap();
    store.set_last_seen(person(1), Timestamp(10)).await.unwrap();
    assert_eq!(store.last_seen(&[person(1), person(404)]).await.unwrap(), [(person(1), Timestamp(20))]);
}
