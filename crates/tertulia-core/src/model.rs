//! Models and the providers that serve them (MOD-1).

use serde::{Deserialize, Serialize};

use crate::{ModelId, ProviderId, Timestamp};

/// An address that serves models.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Provider {
    pub id: ProviderId,
    pub name: String,
    pub api: Api,
    /// The base of the API, such as `https://api.example.org/v1`.
    pub base_url: String,
    /// The key, encrypted at rest; `None` where the provider asks for none.
    pub key_sealed: Option<Vec<u8>>,
    /// Whether its machines are this house's own, so that no word that it is sent leaves the house (PRV-7).
    pub is_local: bool,
    /// Whether the house runs it itself, so that its address changes with every start and is nobody's to choose.
    pub is_managed: bool,
    /// Where its machines stand, as the administrator says it, such as `EU`.
    pub region: Option<String>,
    pub created_at: Timestamp,
}

/// The API that a provider speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Api {
    /// Chat completions as OpenAI, llama.cpp, Ollama, vLLM, LM Studio and most gateways speak them.
    #[default]
    OpenAiChat,
    /// OpenAI's Responses.
    OpenAiResponses,
    /// Anthropic's Messages.
    Anthropic,
    /// Google's Gemini, `streamGenerateContent`.
    Gemini,
}

impl Api {
    /// All of them, the most common first.
    pub const ALL: [Api; 4] = [Api::OpenAiChat, Api::OpenAiResponses, Api::Anthropic, Api::Gemini];

    /// Its name in the store and on our own wire.
    pub fn name(self) -> &'static str {
        match self {
            Api::OpenAiChat => "open_ai_chat",
            Api::OpenAiResponses => "open_ai_responses",
            Api::Anthropic => "anthropic",
            Api::Gemini => "gemini",
        }
    }

    /// The API of a name; `None` for what is none.
    pub fn named(name: &str) -> Option<Api> {
        Api::ALL.into_iter().find(|api| api.name() == name)
    }
}

/// An entry of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    pub id: ModelId,
    pub provider: ProviderId,
    /// The name on the wire, such as `gpt-5-mini`.
    pub wire_name: String,
    /// The name that people see.
    pub name: String,
    pub class: ModelClass,
    /// Tokens that prompt and answer may have together.
    pub context_window: u32,
    pub features: Features,
    /// What the last test found out, which counts as far as nobody said otherwise.
    pub found: Features,
    pub prices: Option<Prices>,
    /// Its place in the catalogue, which is the order in which models stand in for one another (MOD-5). Lower is earlier.
    pub place: u32,
    pub is_enabled: bool,
    /// Whether groups that chose no model use this one. Exactly one enabled model is the default, if there is any.
    pub is_default: bool,
    pub created_at: Timestamp,
}

/// What a model can do at its provider, as far as anybody has tried; `None` is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Features {
    /// It says how many tokens a call took.
    pub usage: Option<bool>,
    /// It calls tools.
    pub tools: Option<bool>,
    /// It sees pictures.
    pub images: Option<bool>,
    /// It answers in the form of a JSON schema.
    pub json_schema: Option<bool>,
}

impl Features {
    /// These, and the others where nothing is known.
    #[must_use]
    pub fn or(self, others: Features) -> Features {
        Features {
            usage: self.usage.or(others.usage),
            tools: self.tools.or(others.tools),
            images: self.images.or(others.images),
            json_schema: self.json_schema.or(others.json_schema),
        }
    }
}

/// What a model costs, in millionths of a US dollar for a million tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Prices {
    /// Tokens of the prompt.
    pub prompt: u64,
    /// Tokens of the answer.
    pub answer: u64,
}

/// How much a model can do, and costs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelClass {
    Light,
    #[default]
    Standard,
    Deep,
}
