//! Suspending an account stops everything of it, and erases nothing.

use tertulia_core::Error;
use tertulia_core::account::Scope;
use tertulia_engine::{CloseReason, InviteTerms, Outgoing, Refusal};

use crate::house::{House, PASSWORD, next};

#[tokio::test]
async fn every_kind_of_credential_stops_and_works_again_when_it_is_lifted() {
    let house = House::new().await;
    house.person("ana").await;
    let ben = house.person("ben").await;
    let signed_in = house.engine.sign_in("ana", PASSWORD, "test").await.unwrap();
    let ana = signed_in.caller;
    let session = signed_in.secret.text();
    let token = house.engine.create_token(ana, "ci", Scope::Write).await.unwrap().text();
    let by_token = house.engine.token_caller(&token).await.unwrap().unwrap();
    let access = house.group(ana, "Table").await;
    let link = house.secret(&access, InviteTerms::default()).await;
    let mut connections = [house.connect(ana).await, house.connect(by_token).await];

    house.engine.suspend("ana").await.unwrap();
    for connection in &mut connections {
        assert!(matches!(next(connection).await, Outgoing::Close(CloseReason::Suspended)));
    }
    assert_eq!(house.engine.session_caller(&session).await.unwrap(), None);
    assert_eq!(house.engine.token_caller(&token).await.unwrap(), None);
    let refused = house.engine.sign_in("ana", PASSWORD, "test").await.unwrap_err();
    assert!(matches!(refused, Refusal::WrongCredentials));
    let refused = house.engine.redeem_invite(ben, &link).await.unwrap_err();
    assert!(matches!(refused, Refusal::InviteInvalid));
    let mut late = house.engine.connect(ana, None).await.unwrap();
    assert!(matches!(next(&mut late).await, Outgoing::Close(CloseReason::Suspended)));

    house.engine.lift_suspension("ana").await.unwrap();
    assert_eq!(house.engine.session_caller(&session).await.unwrap(), Some(ana));
    assert_eq!(house.engine.token_caller(&token).await.unwrap(), Some(by_token));
    assert!(house.engine.redeem_invite(ben, &link).await.is_ok());
}

#[tokio::test]
async fn the_only_administrator_cannot_be_suspended() {
    let house = House::new().await;
    assert!(matches!(house.engine.suspend("root").await, Err(Error::Conflict(_))));
    assert!(house.engine.sign_in("root", PASSWORD, "test").await.is_ok());
    house.engine.admin_create_person("second", "Second", PASSWORD, true).await.unwrap();
    assert!(house.engine.suspend("root").await.is_ok());
    assert!(matches!(house.engine.suspend("tulia").await, Err(Error::NotFound)));
    assert!(matches!(house.engine.suspend("nobody").await, Err(Error::NotFound)));
}
