//! Invites, requests, additions; and the small things of the instance.

use std::sync::Arc;

use tertulia_core::account::SignUp;
use tertulia_core::invite::Invite;
use tertulia_core::ports::{Addition, BlobOwner, BlobRecord, InstanceSettings, JoinRequest, Store};
use tertulia_core::settings::Newcomers;
use tertulia_core::{BlobId, GroupId, InviteId, Timestamp};
use uuid::Uuid;

use super::journal::invite;
use super::tale::person;

fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(n))
}

pub async fn an_invite_is_found_by_its_secret(store: Arc<dyn Store>) {
    let first = Invite {
        approval: true,
        newcomers: Newcomers::Last { count: 20 },
        expires_at: Some(Timestamp(99)),
        max_uses: Some(3),
        uses: 1,
        ..invite(group(1), 2, None, None)
    };
    let second = invite(group(1), 1, None, None);
    store.put_invite(first.clone(), [1; 32]).await.unwrap();
    store.put_invite(second.clone(), [2; 32]).await.unwrap();
    assert_eq!(store.invite_by_hash([1; 32]).await.unwrap(), Some(first.clone()));
    assert_eq!(store.invite_by_hash([3; 32]).await.unwrap(), None);
    assert_eq!(store.invite(group(1), first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(store.invite(group(2), first.id).await.unwrap(), None, "another group's");
    assert_eq!(store.invites_of(group(1)).await.unwrap(), [first.clone(), second]);
    assert!(!store.remove_invite(group(2), first.id).await.unwrap());
    assert!(store.remove_invite(group(1), first.id).await.unwrap());
    assert!(!store.remove_invite(group(1), first.id).await.unwrap());
    assert_eq!(store.invite_by_hash([1; 32]).await.unwrap(), None);
}

pub async fn a_reset_invite_has_another_secret(store: Arc<dyn Store>) {
    let old = Invite { uses: 5, ..invite(group(1), 1, None, None) };
    store.put_invite(old.clone(), [1; 32]).await.unwrap();
    let reset = Invite { generation: 1, uses: 0, ..old };
    store.put_invite(reset.clone(), [2; 32]).await.unwrap();
    assert_eq!(store.invite_by_hash([1; 32]).await.unwrap(), None);
    assert_eq!(store.invite_by_hash([2; 32]).await.unwrap(), Some(reset));
}

pub async fn changing_an_invite_keeps_the_uses_counted(store: Arc<dyn Store>) {
    let counted = Invite { uses: 4, ..invite(group(1), 1, None, None) };
    store.put_invite(counted.clone(), [1; 32]).await.unwrap();
    // Whoever changes the expiry read the invite before the last joins.
    let changed = Invite { uses: 1, expires_at: Some(Timestamp(500)), ..counted };
    store.put_invite(changed.clone(), [1; 32]).await.unwrap();
    assert_eq!(store.invite(group(1), changed.id).await.unwrap(), Some(Invite { uses: 4, ..changed }));
}

pub async fn requests_and_additions_wait_once_and_in_order(store: Arc<dyn Store>) {
    let request = |n: u128, at| JoinRequest {
        group: group(1),
        profile: person(n),
        invite: InviteId(Uuid::from_u128(1)),
        at: Timestamp(at),
    };
    let addition =
        |n: u128, at| Addition { group: group(n), profile: person(1), added_by: person(9), at: Timestamp(at) };
    for (n, at) in [(3, 10), (2, 20), (3, 30)] {
        store.put_request(request(n, at)).await.unwrap();
        store.put_addition(addition(n, at)).await.unwrap();
    }
    assert_eq!(store.requests_of(group(1)).await.unwrap(), [request(3, 10), request(2, 20)]);
    assert_eq!(store.requests_by(person(3)).await.unwrap(), [request(3, 10)]);
    assert_eq!(store.additions_for(person(1)).await.unwrap(), [addition(3, 10), addition(2, 20)]);
    assert_eq!(store.additions_of(group(2)).await.unwrap(), [addition(2, 20)]);
    assert!(store.remove_request(group(1), person(3)).await.unwrap());
    assert!(!store.remove_request(group(1), person(3)).await.unwrap());
    assert!(store.remove_addition(group(3), person(1)).await.unwrap());
    assert!(!store.remove_addition(group(3), person(1)).await.unwrap());
    assert_eq!(store.requests_of(group(1)).await.unwrap(), [request(2, 20)]);
    assert_eq!(store.additions_for(person(1)).await.unwrap(), [addition(2, 20)]);
}

pub async fn instance_settings_are_kept(store: Arc<dyn Store>) {
    assert_eq!(store.instance_settings().await.unwrap(), InstanceSettings::default());
    let settings = InstanceSettings {
        name: "Our table".into(),
        sign_up: SignUp::AdministratorsOnly,
        are_guests_allowed: false,
        member_limit: 7,
    };
    store.set_instance_settings(settings.clone()).await.unwrap();
    assert_eq!(store.instance_settings().await.unwrap(), settings);
}

pub async fn blob_records_are_kept(store: Arc<dyn Store>) {
    let blob = |n: u128, owner| BlobRecord {
        id: BlobId(Uuid::from_u128(n)),
        owner,
        mime: "image/webp".into(),
        size_bytes: 1 << 40,
        created_at: Timestamp(3),
    };
    let (photo, icon) = (blob(1, BlobOwner::Profile(person(1))), blob(2, BlobOwner::Group(group(1))));
    store.put_blob_record(photo.clone()).await.unwrap();
    store.put_blob_record(icon.clone()).await.unwrap();
    assert_eq!(store.blob_record(photo.id).await.unwrap(), Some(photo.clone()));
    assert_eq!(store.blobs_of(icon.owner).await.unwrap(), [icon]);
    assert!(store.remove_blob_record(photo.id).await.unwrap());
    assert!(!store.remove_blob_record(photo.id).await.unwrap());
    assert_eq!(store.blob_record(photo.id).await.unwrap(), None);
}
