//! Models over the wire: what the engine asks of a provider.

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use secrecy::SecretString;

use crate::model::{Api, Features, ModelClass};
use crate::run::{Fault, Usage};

/// Where a provider is, and the key it asks for.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub api: Api,
    /// The base of the API, as the administrator wrote it.
    pub base_url: String,
    pub key: Option<SecretString>,
}

/// A request for an answer.
#[derive(Clone, Debug)]
pub struct CompletionRequest {
    pub endpoint: Endpoint,
    /// The model's name on the wire.
    pub model: String,
    pub messages: Vec<PromptMessage>,
    /// What the model may ask to be done.
    pub tools: Vec<Tool>,
    /// The answer is a JSON value of this schema. Few endpoints promise more than that it is JSON.
    pub output_schema: Option<OutputSchema>,
    /// Where the answer ends before the model thinks so; at most four, which is what all wires take.
    pub stop: Vec<String>,
    /// What of the prompt comes again with the next request, so that the provider may keep it.
    pub cache: Option<CacheHint>,
    /// The longest answer, its reasoning included where the provider counts that.
    pub max_tokens: u32,
    /// How long the first text may take.
    pub first_token_timeout: Duration,
    /// How long the stream may be silent after that.
    pub stall_timeout: Duration,
}

/// One turn of a prompt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PromptMessage {
    pub role: PromptRole,
    /// The author's name, where the wire has a place for it: `a-z A-Z 0-9 _ -`, at most 64.
    pub name: Option<String>,
    pub content: Vec<Part>,
}

impl PromptMessage {
    /// A turn of text alone.
    pub fn text(role: PromptRole, name: Option<String>, text: impl Into<String>) -> PromptMessage {
        PromptMessage { role, name, content: vec![Part::Text(text.into())] }
    }

    /// Its text, without pictures and tools.
    pub fn said(&self) -> String {
        let texts = self.content.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Image { .. } | Part::ToolCall(_) | Part::ToolResult { .. } => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// A piece of a turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    Text(String),
    /// A picture, in turns of people.
    Image {
        mime: &'static str,
        bytes: Bytes,
    },
    /// What the model asked for, in its own turns.
    ToolCall(ToolCall),
    /// What came of it, in the turn that follows.
    ToolResult {
        call: String,
        name: String,
        content: String,
        is_error: bool,
    },
}

/// Something that a model may ask to be done.
#[derive(Clone, PartialEq, Debug)]
pub struct Tool {
    /// `a-z A-Z 0-9 _ -`, at most 64.
    pub name: String,
    pub description: String,
    /// The JSON schema of its arguments, an object.
    pub schema: serde_json::Value,
}

/// A model's wish that something be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToolCall {
    /// By which its result is told to the model.
    pub id: String,
    pub name: String,
    /// JSON, as the model wrote it.
    pub arguments: String,
}

/// The shape of an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct OutputSchema {
    /// `a-z A-Z 0-9 _ -`, at most 64.
    pub name: String,
    pub schema: serde_json::Value,
}

/// What of a prompt stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CacheHint {
    /// The same for requests whose prompts begin alike, such as a hash of the group's id; says nothing about anybody.
    pub key: String,
    /// So many messages, from the first on, come again as they are.
    pub stable: usize,
}

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PromptRole {
    System,
    User,
    Assistant,
}

/// What comes back while a model answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ModelEvent {
    /// More text, never empty.
    Text(String),
    /// Something is to be done first; whole.
    ToolCall(ToolCall),
    /// What it took, where the provider says so; else an estimate.
    Usage(Usage),
    /// Nothing follows.
    Finished(Finish),
}

/// Why an answer ends that does not fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finish {
    /// The model has said all, or came to a stop string.
    Whole,
    /// It reached `max_tokens`.
    AtLimit,
    /// It waits for the results of its tool calls.
    ToolCalls,
}

/// A provider's bad day, without keys and without the text of its answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("provider fault {fault:?}, status {status:?}")]
pub struct ProviderError {
    pub fault: Fault,
    pub status: Option<u16>,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
}

impl From<Fault> for ProviderError {
    fn from(fault: Fault) -> Self {
        ProviderError { fault, status: None, retry_after: None }
    }
}

/// An answer on its way. Dropping it closes the provider's socket.
pub type ModelStream = Pin<Box<dyn Stream<Item = Result<ModelEvent, ProviderError>> + Send>>;

/// A model that a provider lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundModel {
    pub wire_name: String,
    /// In tokens, where the provider or its name says so.
    pub context_window: Option<u32>,
    /// As its name says it.
    pub class: ModelClass,
}

/// What a test of a provider found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Probe {
    pub models: Vec<FoundModel>,
    /// The model with which the chat was held.
    pub tried_model: Option<String>,
    /// From sending the request to the first text.
    pub first_token: Option<Duration>,
    /// Whether a second chat could be cancelled while it streamed.
    pub was_cancelled: bool,
    /// What the tried model can do beside chatting.
    pub features: Features,
    pub error: Option<ProviderError>,
}

/// The door to models.
#[async_trait]
pub trait ModelProvider: Send + Sync {
    /// Begins an answer.
    async fn stream(&self, request: CompletionRequest) -> Result<ModelStream, ProviderError>;
    /// The models that the provider lists; some list none.
    async fn list_models(&self, endpoint: &Endpoint) -> Result<Vec<FoundModel>, ProviderError>;
    /// Holds a real one-token chat with streaming, and a cancel, with `model` or the first that is listed.
    async fn probe(&self, endpoint: &Endpoint, model: Option<&str>) -> Probe;
}
