//! People added by username, who say yes or no.

use tertulia_core::{Denial, Error};

use crate::house::{House, hears};

#[tokio::test]
async fn whoever_is_added_says_yes_or_no() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group(ana, "Table").await;
    let mut of_ben = house.connect(ben).await;
    let added = house.engine.add_person(&access, "@Ben").await.unwrap();
    assert_eq!((added.profile.id, added.added_by), (ben.profile, ana.profile));
    hears(&mut of_ben, "signal Additions").await;
    assert!(house.enter(ben, access.group_id()).await.is_none(), "not without a yes");
    let mine = house.engine.my_additions(ben).await.unwrap();
    assert_eq!((mine[0].group, mine[0].group_name.as_str(), mine[0].people), (access.group_id(), "Table", 1));

    house.engine.decline_addition(ben, access.group_id()).await.unwrap();
    assert!(house.engine.my_additions(ben).await.unwrap().is_empty());
    assert!(matches!(house.engine.accept_addition(ben, access.group_id()).await, Err(Error::NotFound)));

    house.engine.add_person(&access, "ben").await.unwrap();
    let theirs = house.engine.accept_addition(ben, access.group_id()).await.unwrap();
    assert_eq!(theirs.profile(), ben.profile);
    assert!(house.engine.additions(&theirs).await.unwrap().is_empty());
    let again = house.engine.add_person(&theirs, "ben").await;
    assert!(matches!(again, Err(Error::Denied(Denial::AlreadyAMember))));
}

#[tokio::test]
async fn a_stranger_accepts_nothing_and_nobody_unknown_is_added() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    let access = house.group(ana, "Table").await;
    house.engine.add_person(&access, "ben").await.unwrap();
    assert!(matches!(house.engine.accept_addition(cleo, access.group_id()).await, Err(Error::NotFound)));
    for unknown in ["nobody", "tulia", "not a username!", ""] {
        assert!(matches!(house.engine.add_person(&access, unknown).await, Err(Error::NotFound)), "{unknown}");
    }
    house.engine.withdraw_addition(&access, ben.profile).await.unwrap();
    assert!(matches!(house.engine.accept_addition(ben, access.group_id()).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn nobody_comes_in_on_the_word_of_somebody_who_was_removed() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    let access = house.group_of(&[ana, ben]).await;
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    house.engine.add_person(&bens, "cleo").await.unwrap();
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    assert!(house.engine.my_additions(cleo).await.unwrap().is_empty());
    assert!(matches!(house.engine.accept_addition(cleo, access.group_id()).await, Err(Error::NotFound)));
    let access = house.enter(ana, access.group_id()).await.unwrap();
    let removed = house.engine.add_person(&access, "ben").await;
    assert!(matches!(removed, Err(Error::Denied(Denial::RemovedFromGroup))));
}
