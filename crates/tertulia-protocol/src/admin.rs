//! Administration: the instance's settings, providers and the catalogue of models.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::account::SignUp;
use crate::model::{Api, Features, Model, ModelClass, Prices};
use crate::run::Fault;

/// Settings of the instance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct InstanceSettings {
    /// What it is called; 1 to 50 characters.
    pub name: String,
    /// How accounts come about.
    pub sign_up: SignUp,
    /// Whether people may join with a profile alone.
    pub guests_allowed: bool,
    /// The most members of a group; 1 to 1,000.
    pub member_limit: u32,
    /// The display name of the default assistant.
    pub assistant_name: String,
}

/// Changes settings of the instance. What is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeInstance {
    /// 1 to 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How accounts come about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_up: Option<SignUp>,
    /// Whether people may join with a profile alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guests_allowed: Option<bool>,
    /// 1 to 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_limit: Option<u32>,
    /// The display name of the default assistant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistant_name: Option<String>,
}

/// An address that serves models. Its key is never given out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Provider {
    /// The provider.
    pub id: Uuid,
    /// The name that administrators see.
    pub name: String,
    /// What it speaks.
    pub api: Api,
    /// The base of the API, such as `https://api.example.org/v1`.
    pub base_url: String,
    /// Whether a key is stored.
    pub has_key: bool,
    /// Whether its machines are this house's own, so that no word leaves the house.
    pub is_local: bool,
    /// Whether the house runs it itself; it has no address then.
    pub is_managed: bool,
    /// Where its machines stand, such as `EU`.
    #[schema(required = true)]
    pub region: Option<String>,
    /// Its models in the catalogue.
    pub models: Vec<Model>,
}

/// Adds a provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateProvider {
    /// 1 to 50 characters.
    pub name: String,
    /// What it speaks; absent: OpenAI's chat completions.
    #[serde(default)]
    pub api: Api,
    /// The base of the API, `http` or `https`.
    pub base_url: String,
    /// The key, if the provider asks for one. It is encrypted at rest and never given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether its machines are this house's own; absent: where its address is this machine's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_local: Option<bool>,
    /// Where its machines stand, up to 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The wire names of models to put into the catalogue.
    pub models: Vec<String>,
}

/// Changes a provider. What is absent stays; a null key or region forgets it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProvider {
    /// 1 to 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<Api>,
    /// The base of the API, `http` or `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// The key.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub key: Option<Option<String>>,
    /// Whether its machines are this house's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_local: Option<bool>,
    /// Where its machines stand, up to 50 characters.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub region: Option<Option<String>>,
}

/// Tries a provider: lists its models and holds a short chat with streaming and a cancel.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestProvider {
    /// What it speaks; absent: OpenAI's chat completions.
    #[serde(default)]
    pub api: Api,
    /// The base of the API.
    pub base_url: String,
    /// The key to try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The provider whose stored key to try where `key` is absent. It must have this very `base_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Uuid>,
    /// The wire name of the model to chat with; absent: the first that the provider lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// How a try went.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProviderTest {
    /// Whether it answered.
    pub ok: bool,
    /// The models that it lists.
    pub models: Vec<FoundModel>,
    /// The wire name of the model that was tried.
    #[schema(required = true)]
    pub tried_model: Option<String>,
    /// From asking to the first text, in milliseconds.
    #[schema(required = true)]
    pub first_token_ms: Option<u32>,
    /// Whether the stream could be cancelled.
    pub cancelled: bool,
    /// What the tried model can do beside chatting.
    pub features: Features,
    /// What went wrong.
    #[schema(required = true)]
    pub fault: Option<Fault>,
    /// What went wrong, in a plain sentence; what the provider said is quoted in it, without the key.
    pub detail: String,
}

/// A model that a provider lists.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct FoundModel {
    /// The name that the provider knows.
    pub wire_name: String,
    /// Tokens that prompt and answer may have together, where the provider or the name says so.
    #[schema(required = true)]
    pub context_window: Option<u32>,
    /// How much it can do, as its name says it.
    pub class: ModelClass,
}

/// A model server on this machine that is found where such servers usually listen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct NearbyProvider {
    /// What usually listens there.
    pub name: String,
    /// The base of its API.
    pub base_url: String,
    /// The models that it lists.
    pub models: Vec<FoundModel>,
    /// Whether it is connected already.
    pub is_connected: bool,
}

/// Puts a model into the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateModel {
    /// Who serves it.
    pub provider: Uuid,
    /// The name that the provider knows.
    pub wire_name: String,
    /// The name that people see; absent: the wire name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How much it can do; absent: as its name says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ModelClass>,
    /// Tokens that prompt and answer may have together; absent: what is known of it, or a cautious number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<u32>,
    /// What it can do; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Features>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<Prices>,
}

/// Changes an entry of the catalogue. What is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeModel {
    /// The name that people see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How much it can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ModelClass>,
    /// Tokens that prompt and answer may have together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<u32>,
    /// What it can do, all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Features>,
    /// What it costs; null forgets it.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Prices>)]
    pub prices: Option<Option<Prices>>,
    /// Whether it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// `true` makes it the default in place of the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

/// The order in which models stand in for one another. Those that the list lacks come after it, in the order they had.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderModels {
    /// The models, the first first; at most 500.
    pub models: Vec<Uuid>,
}
