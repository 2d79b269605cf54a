//! Sessions, tokens, and the connections that hang on them.

use std::time::Duration;

use tertulia_core::account::Scope;
use tertulia_core::ports::Credentials as _;
use tertulia_core::{Error, SessionId};
use tertulia_engine::{CloseReason, Credential, Outgoing, Refusal, SESSION_LASTS};
use uuid::Uuid;

use crate::house::{House, PASSWORD, next};

fn closed_for(outgoing: &Outgoing, reason: CloseReason) -> bool {
    matches!(outgoing, Outgoing::Close(why) if *why == reason)
}

#[tokio::test]
async fn ending_a_session_closes_its_connections_and_no_others() {
    let house = House::new().await;
    let laptop = house.person("ana").await;
    let phone = house.sign_in("ana").await;
    let (mut on_laptop, mut on_phone) = (house.connect(laptop).await, house.connect(phone).await);
    house.engine.end_session(laptop, phone.session().unwrap()).await.unwrap();
    assert!(closed_for(&next(&mut on_phone).await, CloseReason::SignedOut));
    house.engine.set_password(laptop, Some(PASSWORD), "another password").await.unwrap();
    assert_eq!(house.engine.sessions(laptop).await.unwrap().len(), 1);
    house.engine.sign_out(laptop).await.unwrap();
    assert!(closed_for(&next(&mut on_laptop).await, CloseReason::SignedOut));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let house = House::new().await;
    house.person("ana").await;
    let signed_in = house.engine.sign_in("ana", PASSWORD, "Firefox on Linux").await.unwrap();
    let secret = signed_in.secret.text();
    assert_eq!(house.engine.session_caller(&secret).await.unwrap(), Some(signed_in.caller));
    house.engine.sign_out(signed_in.caller).await.unwrap();
    assert_eq!(house.engine.session_caller(&secret).await.unwrap(), None);
}

#[tokio::test]
async fn all_other_sessions_end_together() {
    let house = House::new().await;
    let kept = house.person("ana").await;
    let mut others = Vec::new();
    for _ in 0..3 {
        others.push(house.connect(house.sign_in("ana").await).await);
    }
    let mut stranger = house.connect(house.person("ben").await).await;
    house.engine.end_other_sessions(kept).await.unwrap();
    for other in &mut others {
        assert!(closed_for(&next(other).await, CloseReason::SignedOut));
    }
    let still: Vec<SessionId> = house.engine.sessions(kept).await.unwrap().into_iter().map(|s| s.id).collect();
    assert_eq!(still, [kept.session().unwrap()]);
    assert!(!stranger.has_more());
    house.engine.sign_out(stranger.caller()).await.unwrap();
    assert!(closed_for(&next(&mut stranger).await, CloseReason::SignedOut));
}

#[tokio::test]
async fn a_connection_with_a_credential_that_has_just_ended_is_handed_nothing() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    house.group(ana, "Table").await;
    house.engine.sign_out(ana).await.unwrap();
    let mut late = house.engine.connect(ana, None).await.unwrap();
    late.resume(&[]).await.unwrap();
    assert!(closed_for(&next(&mut late).await, CloseReason::SignedOut));
}

#[tokio::test]
async fn a_session_that_was_ended_elsewhere_is_found_by_looking_again() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let (mut of_ana, of_ben) = (house.connect(ana).await, house.connect(ben).await);
    house.store.end_session(ana.profile, ana.session().unwrap()).await.unwrap();
    house.engine.close_the_fallen().await.unwrap();
    assert!(closed_for(&next(&mut of_ana).await, CloseReason::SignedOut));
    assert!(!of_ben.has_more());
}

#[tokio::test]
async fn a_session_slides_along_while_it_is_used_and_ends_when_it_is_not() {
    let house = House::new().await;
    house.person("ana").await;
    let signed_in = house.engine.sign_in("ana", PASSWORD, "test").await.unwrap();
    let secret = signed_in.secret.text();
    for _ in 0..4 {
        house.clock.forward(SESSION_LASTS / 2);
        assert!(house.engine.session_caller(&secret).await.unwrap().is_some());
    }
    let mut connection = house.connect(signed_in.caller).await;
    house.clock.forward(SESSION_LASTS);
    assert_eq!(house.engine.session_caller(&secret).await.unwrap(), None);
    house.engine.close_the_fallen().await.unwrap();
    assert!(closed_for(&next(&mut connection).await, CloseReason::SignedOut));
}

#[tokio::test]
async fn a_session_that_only_a_connection_uses_slides_along_too() {
    let house = House::new().await;
    house.person("ana").await;
    let signed_in = house.engine.sign_in("ana", PASSWORD, "test").await.unwrap();
    let _connection = house.connect(signed_in.caller).await;
    for _ in 0..4 {
        house.clock.forward(SESSION_LASTS / 2);
        house.engine.close_the_fallen().await.unwrap();
    }
    assert!(house.engine.session_caller(&signed_in.secret.text()).await.unwrap().is_some());
}

#[tokio::test]
async fn everything_wrong_about_credentials_gets_one_answer() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(ana, "Table").await;
    let secret = house.secret(&access, Default::default()).await;
    let guest = tertulia_engine::NewGuest { username: Some("guest".into()), name: "Gil".into(), invite_secret: secret };
    house.engine.join_as_guest(guest, "test").await.unwrap();
    let long = "x".repeat(100_000);
    for (username, password) in [
        ("ana", "wrong password"),
        ("ana", ""),
        ("ana", long.as_str()),
        ("nobody", PASSWORD),
        ("not a username!", PASSWORD),
        ("", ""),
        ("guest", ""),
        ("guest", PASSWORD),
        ("tulia", PASSWORD),
    ] {
        let refused = house.engine.sign_in(username, password, "test").await.unwrap_err();
        assert!(matches!(refused, Refusal::WrongCredentials), "{username}: {refused:?}");
    }
    assert!(house.engine.sign_in("@Ana ", PASSWORD, "test").await.is_ok());
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down() {
    let house = House::new().await;
    let mut refused = None;
    for _ in 0..30 {
        if let Err(Refusal::Core(Error::TooMany(wait))) = house.engine.sign_in("root", "a wrong guess", "test").await {
            refused = Some(wait);
            break;
        }
    }
    assert!(refused.is_some_and(|wait| wait > Duration::ZERO && wait <= Duration::from_secs(15)), "{refused:?}");
}

#[tokio::test]
async fn nothing_but_the_whole_secret_is_a_session() {
    let house = House::new().await;
    let secret = house.engine.sign_in("root", PASSWORD, "test").await.unwrap().secret.text();
    let id = house.admin.session().unwrap().to_string();
    for partial in ["", "null", "0", id.as_str(), &secret[..42], &format!("{secret}="), &format!("{secret}A")] {
        assert_eq!(house.engine.session_caller(partial).await.unwrap(), None, "{partial}");
    }
}

#[tokio::test]
async fn a_token_works_whole_for_its_owner_until_it_is_revoked() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let new = house.engine.create_token(ana, "ci", Scope::Read).await.unwrap();
    let other = house.engine.create_token(ben, "ci", Scope::Write).await.unwrap();
    let text = new.text();
    let caller = house.engine.token_caller(&text).await.unwrap().unwrap();
    assert_eq!(caller.profile, ana.profile);
    assert_eq!(caller.credential, Credential::Token(new.token.id, Scope::Read));
    assert!(!caller.may_write());
    // The id of one and the secret of another are no token.
    let crossed = format!("{}{}", &text[..36], &other.text()[36..]);
    for partial in [crossed.as_str(), "", "tt_", &text[..36], &text[..text.len() - 1]] {
        assert_eq!(house.engine.token_caller(partial).await.unwrap(), None, "{partial}");
    }
    let mut connection = house.connect(caller).await;
    let not_its_owner = house.engine.revoke_token(ben, new.token.id).await;
    assert!(matches!(not_its_owner, Err(Error::NotFound)));
    house.engine.revoke_token(ana, new.token.id).await.unwrap();
    assert!(closed_for(&next(&mut connection).await, CloseReason::SignedOut));
    assert_eq!(house.engine.token_caller(&text).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_manages_no_credentials_and_administers_nothing() {
    let house = House::new().await;
    let text = house.engine.create_token(house.admin, "all", Scope::Write).await.unwrap().text();
    let token = house.engine.token_caller(&text).await.unwrap().unwrap();
    let engine = &house.engine;
    assert!(matches!(engine.sessions(token).await, Err(Error::NotFound)));
    assert!(matches!(engine.end_session(token, SessionId(Uuid::now_v7())).await, Err(Error::NotFound)));
    assert!(matches!(engine.end_other_sessions(token).await, Err(Error::NotFound)));
    assert!(matches!(engine.sign_out(token).await, Err(Error::NotFound)));
    assert!(matches!(engine.tokens(token).await, Err(Error::NotFound)));
    assert!(matches!(engine.create_token(token, "more", Scope::Write).await, Err(Error::NotFound)));
    let changed = engine.set_password(token, Some(PASSWORD), "another password").await;
    assert!(matches!(changed, Err(Refusal::Core(Error::NotFound))));
    assert!(matches!(engine.instance_settings(token).await, Err(Error::NotFound)));
    assert!(matches!(engine.providers(token).await, Err(Error::NotFound)));
}
