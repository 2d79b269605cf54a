//! Photos, and who may see them.

use bytes::Bytes;
use tertulia_core::settings::SettingsRight;
use tertulia_core::{BlobId, Denial, Error};
use tertulia_engine::{InviteTerms, PhotoSize, Refusal};
use uuid::Uuid;

use crate::house::{House, hears};

fn picture(text: &str) -> Bytes {
    Bytes::from(format!("picture:{text}"))
}

#[tokio::test]
async fn a_photo_is_seen_by_those_who_share_a_group_and_by_nobody_else() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    let photo = house.engine.set_my_photo(ana, picture("ana")).await.unwrap().photo.unwrap();
    let small = house.engine.photo(ana, photo, PhotoSize::Small).await.unwrap();
    assert_eq!((small.mime.as_str(), small.bytes.as_ref()), ("image/jpeg", b"ana".as_slice()));
    for (caller, sees) in [(ben, false), (cleo, false), (house.admin, false)] {
        let seen = house.engine.photo(caller, photo, PhotoSize::Large).await;
        assert_eq!(seen.is_ok(), sees);
    }
    let access = house.group_of(&[ana, ben]).await;
    assert!(house.engine.photo(ben, photo, PhotoSize::Large).await.is_ok());
    assert!(matches!(house.engine.photo(cleo, photo, PhotoSize::Large).await, Err(Error::NotFound)));
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    house.engine.leave(&bens).await.unwrap();
    assert!(matches!(house.engine.photo(ben, photo, PhotoSize::Large).await, Err(Error::NotFound)));
    let made_up = house.engine.photo(ben, BlobId(Uuid::now_v7()), PhotoSize::Large).await;
    assert!(matches!(made_up, Err(Error::NotFound)));
}

#[tokio::test]
async fn whoever_asks_to_come_in_is_seen_by_the_members() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let photo = house.engine.set_my_photo(ben, picture("ben")).await.unwrap().photo.unwrap();
    let access = house.group(ana, "Table").await;
    assert!(house.engine.photo(ana, photo, PhotoSize::Small).await.is_err());
    let asking = InviteTerms { approval: Some(true), ..InviteTerms::default() };
    let secret = house.secret(&access, asking).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    assert!(house.engine.photo(ana, photo, PhotoSize::Small).await.is_ok());
    house.engine.decline_request(&access, ben.profile).await.unwrap();
    assert!(house.engine.photo(ana, photo, PhotoSize::Small).await.is_err());
}

#[tokio::test]
async fn a_new_photo_takes_the_old_one_away() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    house.group_of(&[ana, ben]).await;
    let old = house.engine.set_my_photo(ana, picture("old")).await.unwrap().photo.unwrap();
    let mut of_ben = house.connect(ben).await;
    let new = house.engine.set_my_photo(ana, picture("new")).await.unwrap().photo.unwrap();
    assert!(hears(&mut of_ben, "signal Profile").await.contains(&format!("{new:?}")));
    assert!(matches!(house.engine.photo(ana, old, PhotoSize::Small).await, Err(Error::NotFound)));
    assert!(house.engine.photo(ben, new, PhotoSize::Small).await.is_ok());
    assert_eq!(house.engine.remove_my_photo(ana).await.unwrap().photo, None);
    assert!(matches!(house.engine.photo(ana, new, PhotoSize::Small).await, Err(Error::NotFound)));
    let left = walk(&house.directory.path().join("blobs"));
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn what_is_no_picture_changes_nothing() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let photo = house.engine.set_my_photo(ana, picture("ana")).await.unwrap().photo;
    let refused = house.engine.set_my_photo(ana, Bytes::from_static(b"GIF89a lies")).await;
    assert!(matches!(refused, Err(Refusal::NotAPicture)));
    assert_eq!(house.profile(ana).await.photo, photo);
}

#[tokio::test]
async fn a_groups_photo_is_its_members_and_follows_the_settings_right() {
    let house = House::new().await;
    let (ana, ben, cleo) = (house.person("ana").await, house.person("ben").await, house.person("cleo").await);
    let access = house.group_of(&[ana, ben]).await;
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    house.engine.set_group_photo(&bens, picture("table")).await.unwrap();
    let access = house.enter(ana, access.group_id()).await.unwrap();
    let photo = access.group().photo.unwrap();
    assert!(house.engine.photo(ben, photo, PhotoSize::Small).await.is_ok());
    assert!(matches!(house.engine.photo(cleo, photo, PhotoSize::Small).await, Err(Error::NotFound)));
    house.engine.change_settings_right(&access, SettingsRight::CreatorOnly).await.unwrap();
    let bens = house.enter(ben, access.group_id()).await.unwrap();
    let refused = house.engine.set_group_photo(&bens, picture("mine")).await;
    assert!(matches!(refused, Err(Refusal::Core(Error::Denied(Denial::SettingsAreTheCreators)))));
    let access = house.enter(ana, access.group_id()).await.unwrap();
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    assert!(matches!(house.engine.photo(ben, photo, PhotoSize::Small).await, Err(Error::NotFound)));
    let access = house.enter(ana, access.group_id()).await.unwrap();
    house.engine.remove_group_photo(&access).await.unwrap();
    assert!(matches!(house.engine.photo(ana, photo, PhotoSize::Small).await, Err(Error::NotFound)));
}

/// Every file below a directory.
pub fn walk(directory: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
