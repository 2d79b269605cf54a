//! Search, and what it must not find.

use tertulia_core::settings::Newcomers;
use tertulia_core::{Denial, Error};
use tertulia_engine::{Found, InviteTerms, SearchFor};

use crate::house::House;

fn words(text: &str) -> SearchFor {
    SearchFor { text: text.into(), ..SearchFor::default() }
}

fn texts(found: &Found) -> Vec<&str> {
    found.hits.iter().filter_map(|h| h.message.body.as_ref()).map(|b| b.text.as_str()).collect()
}

#[tokio::test]
async fn people_find_what_they_may_see_and_nothing_else() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let shared = house.group(ana, "Shared").await;
    let private = house.group(ana, "Private").await;
    house.post(&private, "the treasure is private").await;
    house.post(&shared, "the treasure was here before").await;
    let terms = InviteTerms { newcomers: Some(Newcomers::FromJoining), ..InviteTerms::default() };
    let secret = house.secret(&shared, terms).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    house.post(&shared, "the treasure came after").await;

    let all = house.engine.search(ana, words("treasure")).await.unwrap();
    assert_eq!(texts(&all).len(), 3);
    let bens = house.engine.search(ben, words("treasure")).await.unwrap();
    assert_eq!(texts(&bens), ["the treasure came after"]);
    assert_eq!(bens.hits[0].group_name.as_str(), "Shared");
    assert!(bens.profiles.iter().any(|p| p.id == ana.profile));
    let of_private = SearchFor { group: Some(private.group_id()), ..words("treasure") };
    assert!(matches!(house.engine.search(ben, of_private).await, Err(Error::NotFound)));
    let stranger = house.person("cleo").await;
    assert!(house.engine.search(stranger, words("treasure")).await.unwrap().hits.is_empty());
}

#[tokio::test]
async fn a_removed_member_finds_nothing_any_more() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    house.post(&access, "treasure").await;
    assert_eq!(house.engine.search(ben, words("treasure")).await.unwrap().hits.len(), 1);
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    assert!(house.engine.search(ben, words("treasure")).await.unwrap().hits.is_empty());
}

#[tokio::test]
async fn pages_follow_one_another_without_gaps_or_doubles() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(ana, "Table").await;
    for n in 0..7 {
        house.post(&access, &format!("treasure number {n}")).await;
    }
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let wanted = SearchFor { cursor, limit: Some(3), ..words("treasure") };
        let page = house.engine.search(ana, wanted).await.unwrap();
        found.extend(texts(&page).into_iter().map(str::to_owned));
        match page.cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    let expected: Vec<String> = (0..7).rev().map(|n| format!("treasure number {n}")).collect();
    assert_eq!(found, expected);
    let nonsense = SearchFor { cursor: Some("nonsense".into()), ..words("treasure") };
    assert!(matches!(house.engine.search(ana, nonsense).await, Err(Error::Denied(Denial::OutOfRange))));
}
