//! The first administrator.

use std::sync::Arc;

use tertulia_core::ports::People as _;
use tertulia_core::{Denial, Error};
use tertulia_engine::{Refusal, SetUp};

use crate::house::{PASSWORD, empty, secret_of};

fn form(secret: &str, username: &str) -> SetUp {
    SetUp {
        secret: secret.into(),
        instance_name: "The Round Table".into(),
        name: "Ana".into(),
        username: username.into(),
        password: PASSWORD.into(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_first_administrators_at_once_one_is_made() {
    let rooms = empty().await;
    let engine = &rooms.engine;
    let secret = engine.make_setup_link(false).await.unwrap().unwrap();
    let secret = Arc::new(secret.text());
    let attempts = (0..8).map(|n| {
        let (engine, secret) = (engine.clone(), secret.clone());
        tokio::spawn(async move { engine.redeem_setup(form(&secret, &format!("ana{n}")), "test").await })
    });
    let mut made = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(signed_in) => {
                assert!(signed_in.caller.is_administrator);
                made += 1;
            }
            Err(Refusal::SetupDone) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(made, 1);
    assert_eq!(rooms.store.count_people().await.unwrap(), 1);
    let instance = engine.instance().await.unwrap();
    assert!(!instance.needs_setup);
    assert_eq!(instance.settings.name, "The Round Table");
}

#[tokio::test]
async fn a_link_that_was_refused_for_its_form_is_still_open() {
    let rooms = empty().await;
    let engine = &rooms.engine;
    assert!(engine.instance().await.unwrap().needs_setup);
    let secret = engine.make_setup_link(false).await.unwrap().unwrap();
    assert_eq!(secret_of(&engine.setup_link(&secret)), secret.text());
    let secret = secret.text();
    let bad = |change: fn(&mut SetUp)| {
        let mut form = form(&secret, "ana");
        change(&mut form);
        form
    };
    for (form, denial) in [
        (bad(|f| f.password = "short".into()), Denial::PasswordUnfit),
        (bad(|f| f.name = "Tulia".into()), Denial::NameImpersonates),
        (bad(|f| f.username = "tulia".into()), Denial::NameImpersonates),
        (bad(|f| f.username = "a".into()), Denial::UsernameInvalid),
        (bad(|f| f.instance_name = "\u{202e}".into()), Denial::NameInvalid),
    ] {
        let refused = engine.redeem_setup(form, "test").await.unwrap_err();
        assert!(matches!(refused, Refusal::Core(Error::Denied(d)) if d == denial), "{refused:?}");
        assert!(engine.check_setup(&secret).await.is_ok());
    }
    engine.redeem_setup(form(&secret, "ana"), "test").await.unwrap();
    assert!(matches!(engine.check_setup(&secret).await, Err(Refusal::SetupDone)));
}

#[tokio::test]
async fn only_the_newest_link_works_and_none_is_made_without_need() {
    let rooms = empty().await;
    let engine = &rooms.engine;
    let first = engine.make_setup_link(false).await.unwrap().unwrap().text();
    let second = engine.make_setup_link(false).await.unwrap().unwrap().text();
    for wrong in [first.as_str(), "", "null", &second[1..]] {
        assert!(matches!(engine.check_setup(wrong).await, Err(Refusal::SetupDone)), "{wrong}");
    }
    engine.redeem_setup(form(&second, "ana"), "test").await.unwrap();
    assert!(engine.make_setup_link(false).await.unwrap().is_none());
    let forced = engine.make_setup_link(true).await.unwrap().unwrap().text();
    let another = engine.redeem_setup(form(&forced, "ben"), "test").await.unwrap();
    assert!(another.caller.is_administrator);
}
