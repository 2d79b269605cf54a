//! Settings of the instance, and of each member for a group.

use tertulia_core::ports::{Mute, Preferences};
use tertulia_core::{Denial, Error};
use tertulia_engine::{InstanceChange, PreferencesChange};

use crate::house::{House, hears};

fn called(assistant_name: &str) -> InstanceChange {
    InstanceChange { assistant_name: Some(assistant_name.into()), ..InstanceChange::default() }
}

#[tokio::test]
async fn the_assistant_can_be_renamed_but_not_to_somebody_elses_name() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let mut of_ana = house.connect(ana).await;
    let taken = house.engine.change_instance(house.admin, called("Ana")).await;
    assert!(matches!(taken, Err(Error::Denied(Denial::UsernameTaken))), "{taken:?}");
    let (_, max) = house.engine.change_instance(house.admin, called("Max")).await.unwrap();
    assert_eq!((max.name.as_str(), max.username.as_str()), ("Max", "max"));
    assert!(hears(&mut of_ana, "signal Instance").await.contains("Max"));
    let person = house.engine.admin_create_person("somebody", "Mах", "correct horse battery", false).await;
    assert!(matches!(person, Err(Error::Denied(Denial::NameImpersonates))));
    assert!(house.engine.admin_create_person("tulia", "Tulia", "correct horse battery", false).await.is_ok());
    let assistants = house.engine.ensure_assistant().await.unwrap();
    assert_eq!(assistants.id, max.id, "starting again makes no second one");
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let house = House::new().await;
    let before = house.engine.instance().await.unwrap();
    let half = InstanceChange { name: Some("New".into()), member_limit: Some(0), ..called("Max") };
    assert!(house.engine.change_instance(house.admin, half).await.is_err());
    assert_eq!(house.engine.instance().await.unwrap(), before);
}

#[tokio::test]
async fn preferences_are_personal_and_end_with_the_membership() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    let mute = Mute { until: None, except_mentions: true };
    let change = PreferencesChange { mute: Some(Some(mute)), is_pinned: Some(true), ..PreferencesChange::default() };
    let mut of_ben = house.connect(ben).await;
    let (preferences, _) = house.engine.change_preferences(&bens, change).await.unwrap();
    let expected = Preferences { mute: Some(mute), is_pinned: true, is_archived: false, unread_from: None };
    assert_eq!(preferences, expected);
    hears(&mut of_ben, "signal Preferences").await;
    let cleared = PreferencesChange { mute: Some(None), ..PreferencesChange::default() };
    let (preferences, _) = house.engine.change_preferences(&bens, cleared).await.unwrap();
    assert_eq!(preferences, Preferences { mute: None, ..expected });
    assert_eq!(house.engine.group_view(&access).await.unwrap().preferences, Preferences::default());

    house.engine.leave(&bens).await.unwrap();
    let secret = house.secret(&access, Default::default()).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    assert_eq!(house.engine.group_view(&bens).await.unwrap().preferences, Preferences::default());
}
