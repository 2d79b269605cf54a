//! Search.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{Message, Profile, Time};

/// What to look for. Words, author and dates are joined by *and*; at least one of them must be given.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// The words.
    #[serde(default)]
    pub q: Option<String>,
    /// Only in this group.
    #[serde(default)]
    pub group: Option<Uuid>,
    /// Only by this participant.
    #[serde(default)]
    pub author: Option<Uuid>,
    /// Not before.
    #[serde(default)]
    pub from: Option<Time>,
    /// Before.
    #[serde(default)]
    pub until: Option<Time>,
    /// The `cursor` of the page before.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// What was found, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SearchResults {
    /// The messages.
    pub hits: Vec<SearchHit>,
    /// Of their authors.
    pub profiles: Vec<Profile>,
    /// To go on; null at the end.
    #[schema(required = true)]
    pub cursor: Option<String>,
}

/// A message that was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SearchHit {
    /// The message.
    pub message: Message,
    /// The name of its group.
    pub group_name: String,
}
