//! Invites: links that make a member of whoever redeems them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;
use crate::settings::{Mode, Newcomers};

/// A link, as members see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Invite {
    /// The invite. Not its secret.
    pub id: Uuid,
    /// The whole link. Its secret stands after `#`, which browsers do not send.
    pub link: String,
    /// Who made it.
    pub created_by: Uuid,
    /// When.
    pub created_at: Time,
    /// Null: never.
    #[schema(required = true)]
    pub expires_at: Option<Time>,
    /// How many may join with it; null: as many as the group holds.
    #[schema(required = true)]
    pub max_uses: Option<u32>,
    /// How many have joined with it.
    pub uses: u32,
    /// Whether a member has to approve who wants to join with it.
    pub approval: bool,
    /// What those who join with it see; the stricter of this and the group's setting holds.
    pub newcomers: Newcomers,
    /// Whether it can still be redeemed.
    pub is_open: bool,
}

/// Makes a link or changes one. What is absent stays, or is unlimited for a new one; null clears.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteTerms {
    /// From now on; 60 to 31,536,000.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u32>)]
    pub expires_in_seconds: Option<Option<u32>>,
    /// 1 to 1,000.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u32>)]
    pub max_uses: Option<Option<u32>>,
    /// Whether a member has to approve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<bool>,
    /// What those who join with it see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newcomers: Option<Newcomers>,
}

/// What a link leads to, shown before anybody says yes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct InvitePreview {
    /// Only for those who are members already.
    #[schema(required = true)]
    pub group: Option<Uuid>,
    /// The group's name.
    pub name: String,
    /// Its small photo as a `data:` address.
    #[schema(required = true)]
    pub photo_data: Option<String>,
    /// Up to five of its members.
    pub members: Vec<PreviewMember>,
    /// How many members it has.
    pub people: u32,
    /// The assistants at the table, which read what is written.
    pub assistants: Vec<PreviewAssistant>,
    /// What those who join see.
    pub newcomers: Newcomers,
    /// Whether a member has to approve.
    pub approval: bool,
    /// Whether the group is full.
    pub member_limit_reached: bool,
    /// Who made the link.
    pub created_by_name: String,
    /// Whether the asker has asked to join already and waits.
    pub requested: bool,
}

/// A member, as somebody sees them who is none yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewMember {
    /// The display name.
    pub name: String,
    /// The small photo as a `data:` address.
    #[schema(required = true)]
    pub photo_data: Option<String>,
}

/// An assistant, as somebody sees it who is no member yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewAssistant {
    /// The display name.
    pub name: String,
    /// When it takes part.
    pub mode: Mode,
    /// The model it answers with; null where there is none.
    #[schema(required = true)]
    pub model_name: Option<String>,
}

/// What became of saying yes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Redeemed {
    /// A member now.
    Joined {
        /// Of this group.
        group: Uuid,
    },
    /// A member has to approve.
    Requested,
}
