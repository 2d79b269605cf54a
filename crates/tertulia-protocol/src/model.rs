//! Models, as members see them and as administrators see them.

use serde::{Deserialize, Serialize};
use tertulia_core::model;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::mirror;

/// A model that a group can choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ModelChoice {
    /// The model.
    pub id: Uuid,
    /// The name that people see.
    pub name: String,
    /// How much it can do.
    pub class: ModelClass,
    /// Whether groups that chose none use it.
    pub is_default: bool,
}

/// An entry of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Model {
    /// The model.
    pub id: Uuid,
    /// Who serves it.
    pub provider: Uuid,
    /// The name that the provider knows.
    pub wire_name: String,
    /// The name that people see.
    pub name: String,
    /// How much it can do, and costs.
    pub class: ModelClass,
    /// Tokens that prompt and answer may have together.
    pub context_window: u32,
    /// What it can do, as far as anybody has tried.
    pub features: Features,
    /// What it costs, where the administrator has said so.
    #[schema(required = true)]
    pub prices: Option<Prices>,
    /// Its place in the order in which models stand in for one another; lower is earlier.
    pub place: u32,
    /// Whether it may be used.
    pub is_enabled: bool,
    /// Whether groups that chose none use it.
    pub is_default: bool,
}

/// What a model can do at its provider; null is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Features {
    /// It says how many tokens a call took.
    #[schema(required = true)]
    pub usage: Option<bool>,
    /// It calls tools.
    #[schema(required = true)]
    pub tools: Option<bool>,
    /// It sees pictures.
    #[schema(required = true)]
    pub images: Option<bool>,
    /// It answers in the form of a JSON schema.
    #[schema(required = true)]
    pub json_schema: Option<bool>,
}

impl From<model::Features> for Features {
    fn from(model::Features { usage, tools, images, json_schema }: model::Features) -> Self {
        Features { usage, tools, images, json_schema }
    }
}

impl From<Features> for model::Features {
    fn from(Features { usage, tools, images, json_schema }: Features) -> Self {
        model::Features { usage, tools, images, json_schema }
    }
}

/// What a model costs, in millionths of a US dollar for a million tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// Tokens of the prompt.
    #[schema(maximum = 1_000_000_000_000_i64)]
    pub prompt: u64,
    /// Tokens of the answer.
    #[schema(maximum = 1_000_000_000_000_i64)]
    pub answer: u64,
}

impl From<model::Prices> for Prices {
    fn from(model::Prices { prompt, answer }: model::Prices) -> Self {
        Prices { prompt, answer }
    }
}

impl From<Prices> for model::Prices {
    fn from(Prices { prompt, answer }: Prices) -> Self {
        model::Prices { prompt, answer }
    }
}

/// How much a model can do, and costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelClass {
    /// Quick and cheap.
    Light,
    /// For most things.
    Standard,
    /// Slow and thorough.
    Deep,
}

mirror!(ModelClass = model::ModelClass { Light, Standard, Deep });

/// The API that a provider speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Api {
    /// Chat completions as OpenAI, llama.cpp, Ollama, vLLM, LM Studio and most gateways speak them.
    #[default]
    OpenAiChat,
    /// OpenAI's Responses.
    OpenAiResponses,
    /// Anthropic's Messages.
    Anthropic,
    /// Google's Gemini.
    Gemini,
}

mirror!(Api = model::Api { OpenAiChat, OpenAiResponses, Anthropic, Gemini });

impl From<&model::Model> for Model {
    fn from(model: &model::Model) -> Self {
        Model {
            id: model.id.0,
            provider: model.provider.0,
            wire_name: model.wire_name.clone(),
            name: model.name.clone(),
            class: model.class.into(),
            context_window: model.context_window,
            features: model.features.into(),
            prices: model.prices.map(Into::into),
            place: model.place,
            is_enabled: model.is_enabled,
            is_default: model.is_default,
        }
    }
}

impl From<&model::Model> for ModelChoice {
    fn from(model: &model::Model) -> Self {
        ModelChoice {
            id: model.id.0,
            name: model.name.clone(),
            class: model.class.into(),
            is_default: model.is_default,
        }
    }
}
