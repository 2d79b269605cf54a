//! Sessions, tokens and setup links.

use std::sync::Arc;

use tertulia_core::account::{Scope, Session, Token};
use tertulia_core::ports::Store;
use tertulia_core::{Denial, Error, ProfileId, SessionId, Timestamp, TokenId};
use uuid::Uuid;

use super::people::{account, profile};
use super::tale::person;

fn session(n: u128, profile: ProfileId, last_used_at: i64) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(n)),
        profile,
        device: "Firefox on Linux".into(),
        created_at: Timestamp(1),
        last_used_at: Timestamp(last_used_at),
        expires_at: Timestamp(last_used_at + 1_000),
    }
}

fn token(n: u128, profile: ProfileId, scope: Scope) -> Token {
    let id = TokenId(Uuid::from_u128(n));
    Token { id, profile, name: "script".into(), scope, created_at: Timestamp(1), last_used_at: None }
}

fn ids(sessions: Vec<Session>) -> Vec<u128> {
    sessions.iter().map(|s| s.id.0.as_u128()).collect()
}

async fn two_people(store: &Arc<dyn Store>) {
    store.create_profile(profile(1, "ana"), Some(account(1))).await.unwrap();
    store.create_profile(profile(2, "ben"), Some(account(2))).await.unwrap();
}

pub async fn a_session_is_found_by_its_secret(store: Arc<dyn Store>) {
    two_people(&store).await;
    let session = session(1, person(1), 100);
    store.create_session(session.clone(), [7; 32]).await.unwrap();
    assert_eq!(store.session_by_hash([7; 32]).await.unwrap(), Some(session.clone()));
    assert_eq!(store.session_by_hash([8; 32]).await.unwrap(), None);
    store.touch_session(session.id, Timestamp(200), Timestamp(2_000)).await.unwrap();
    let touched = store.session_by_hash([7; 32]).await.unwrap().unwrap();
    assert_eq!((touched.last_used_at, touched.expires_at), (Timestamp(200), Timestamp(2_000)));
}

pub async fn sessions_end_one_by_one_and_all_others_at_once(store: Arc<dyn Store>) {
    two_people(&store).await;
    for n in 1..=4u8 {
        store.create_session(session(n.into(), person(1), n.into()), [n; 32]).await.unwrap();
    }
    store.create_session(session(9, person(2), 9), [9; 32]).await.unwrap();
    assert_eq!(ids(store.sessions_of(person(1)).await.unwrap()), [4, 3, 2, 1]);
    let id = |n: u128| SessionId(Uuid::from_u128(n));
    assert!(store.end_session(person(1), id(4)).await.unwrap());
    assert!(!store.end_session(person(1), id(4)).await.unwrap());
    assert!(!store.end_session(person(1), id(9)).await.unwrap(), "somebody else's");
    let mut ended = store.end_other_sessions(person(1), Some(id(2))).await.unwrap();
    ended.sort();
    assert_eq!(ended, [id(1), id(3)]);
    assert_eq!(ids(store.sessions_of(person(1)).await.unwrap()), [2]);
    assert_eq!(store.end_other_sessions(person(1), None).await.unwrap(), [id(2)]);
    assert_eq!(ids(store.sessions_of(person(2)).await.unwrap()), [9]);
}

pub async fn ended_sessions_are_forgotten(store: Arc<dyn Store>) {
    two_people(&store).await;
    store.create_session(session(1, person(1), 100), [1; 32]).await.unwrap();
    store.create_session(session(2, person(1), 500), [2; 32]).await.unwrap();
    assert_eq!(store.forget_ended_sessions(Timestamp(1_099)).await.unwrap(), 0);
    assert_eq!(store.forget_ended_sessions(Timestamp(1_100)).await.unwrap(), 1);
    assert_eq!(ids(store.sessions_of(person(1)).await.unwrap()), [2]);
}

pub async fn a_token_is_found_by_its_secret_until_revoked(store: Arc<dyn Store>) {
    two_people(&store).await;
    let (read, write) = (token(2, person(1), Scope::Read), token(1, person(1), Scope::Write));
    store.create_token(read.clone(), [1; 32]).await.unwrap();
    store.create_token(write.clone(), [2; 32]).await.unwrap();
    assert_eq!(store.token_by_hash([1; 32]).await.unwrap(), Some(read.clone()));
    store.touch_token(write.id, Timestamp(50)).await.unwrap();
    let write = Token { last_used_at: Some(Timestamp(50)), ..write };
    assert_eq!(store.tokens_of(person(1)).await.unwrap(), [read.clone(), write]);
    assert!(!store.revoke_token(person(2), read.id).await.unwrap(), "somebody else's");
    assert!(store.revoke_token(person(1), read.id).await.unwrap());
    assert!(!store.revoke_token(person(1), read.id).await.unwrap());
    assert_eq!(store.token_by_hash([1; 32]).await.unwrap(), None);
}

pub async fn a_newer_setup_link_closes_the_older(store: Arc<dyn Store>) {
    assert!(!store.is_setup_link_open([1; 32]).await.unwrap());
    store.put_setup_link([1; 32], Timestamp(1)).await.unwrap();
    store.put_setup_link([2; 32], Timestamp(2)).await.unwrap();
    assert!(!store.is_setup_link_open([1; 32]).await.unwrap());
    assert!(store.is_setup_link_open([2; 32]).await.unwrap());
    let refused = store.redeem_setup_link([1; 32], Timestamp(3), profile(1, "ana"), account(1)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
}

pub async fn a_setup_link_makes_one_administrator(store: Arc<dyn Store>) {
    store.put_setup_link([1; 32], Timestamp(1)).await.unwrap();
    let tries = (1..=8u128).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            store.redeem_setup_link([1; 32], Timestamp(3), profile(n, &format!("admin{n}")), account(n)).await
        })
    });
    let outcomes: Vec<_> =
        futures_util::future::join_all(tries).await.into_iter().map(|o| o.expect("no one fails")).collect();
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|o| matches!(o, Err(Error::NotFound))).count(), 7);
    assert_eq!(store.count_people().await.unwrap(), 1);
    assert!(store.has_administrator().await.unwrap());
    assert!(!store.is_setup_link_open([1; 32]).await.unwrap());
}

pub async fn a_taken_username_leaves_the_setup_link_open(store: Arc<dyn Store>) {
    two_people(&store).await;
    store.put_setup_link([1; 32], Timestamp(1)).await.unwrap();
    let taken = store.redeem_setup_link([1; 32], Timestamp(3), profile(3, "ana"), account(3)).await;
    assert!(matches!(taken, Err(Error::Denied(Denial::UsernameTaken))));
    assert!(store.is_setup_link_open([1; 32]).await.unwrap());
    store.redeem_setup_link([1; 32], Timestamp(4), profile(3, "carla"), account(3)).await.unwrap();
    assert!(store.account(person(3)).await.unwrap().unwrap().is_administrator);
}
