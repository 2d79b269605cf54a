//! Groups: what a journal's events make of them, without anything personal.

use serde::{Deserialize, Serialize};
use tertulia_core::{Seq, group};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;
use crate::member::{Member, Removal};
use crate::settings::{Mode, Newcomers, Seat, SettingsRight};

/// A group in its present state, without its messages and without anything personal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// The group.
    pub id: Uuid,
    /// Changes when the instance is restored from a backup: positions of another epoch mean nothing.
    pub epoch: u32,
    /// The last event.
    pub seq: u64,
    /// When it was made.
    pub created_at: Time,
    /// Who made it, or to whom creatorship passed.
    pub creator: Uuid,
    /// 1 to 100 characters.
    pub name: String,
    /// The blob of the photo, whose bytes are at `/photos/{id}?size=small|large`.
    #[schema(required = true)]
    pub photo: Option<Uuid>,
    /// In the order of joining.
    pub members: Vec<Member>,
    /// In the order of removing.
    pub removed: Vec<Removal>,
    /// The assistants at the table.
    pub seats: Vec<Seat>,
    /// What newcomers see.
    pub newcomers: Newcomers,
    /// Who may change settings.
    pub settings_right: SettingsRight,
    /// Whether only models on machines of this house answer.
    pub local_models_only: bool,
    /// In the order of pinning; at most 50. Only those that the reader may see.
    pub pins: Vec<Pin>,
    /// Whether it has been deleted for all.
    pub deleted: bool,
}

/// A pinned message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Pin {
    /// Which.
    pub message: Uuid,
    /// Its place.
    pub message_seq: u64,
    /// Who pinned it.
    pub by: Uuid,
    /// When.
    pub at: Time,
}

impl From<&group::Group> for Group {
    fn from(group: &group::Group) -> Self {
        Group {
            id: group.id.0,
            epoch: group.epoch,
            seq: group.head.0,
            created_at: group.created_at.into(),
            creator: group.creator.0,
            name: group.name.as_str().to_owned(),
            photo: group.photo.map(|id| id.0),
            members: group.members.iter().map(Member::from).collect(),
            removed: group.removed.iter().map(Removal::from).collect(),
            seats: group.seats.iter().map(Seat::from).collect(),
            newcomers: group.newcomers.into(),
            settings_right: group.settings_right.into(),
            local_models_only: group.local_models_only,
            pins: group.pins.iter().map(Pin::from).collect(),
            deleted: group.deleted_at.is_some(),
        }
    }
}

impl Group {
    /// The group as a member sees it who sees messages from `sees_from` on: pins of earlier ones are left out, because
    /// events about them are hidden from this member too.
    pub fn seen_from(group: &group::Group, sees_from: Seq) -> Group {
        let mut view = Group::from(group);
        view.pins.retain(|pin| pin.message_seq >= sees_from.0);
        view
    }
}

impl From<&group::Pin> for Pin {
    fn from(pin: &group::Pin) -> Self {
        Pin { message: pin.message.0, message_seq: pin.message_seq.0, by: pin.by.0, at: pin.at.into() }
    }
}

/// Changes a group's settings. What is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeGroup {
    /// 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What newcomers see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newcomers: Option<Newcomers>,
    /// Who may change settings. Only the creator may change this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings_right: Option<SettingsRight>,
    /// Whether only models on machines of this house answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_models_only: Option<bool>,
}

/// Makes a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateGroup {
    /// Chosen by the maker (UUIDv7), so that a retry makes no second group.
    pub id: Uuid,
    /// 1 to 100 characters.
    pub name: String,
}

/// Deletes a group for all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteGroup {
    /// The group's name, typed by the creator to confirm.
    pub name: String,
}

/// Changes an assistant's place at the table. What is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSeat {
    /// When it takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// The model it answers with; null: the instance's default.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model: Option<Option<Uuid>>,
}
