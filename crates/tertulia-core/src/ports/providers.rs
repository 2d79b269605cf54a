//! Models over the wire: what the engine asks of a provider.

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use futures_core::Stream;
use secrecy::SecretString;

use crate::run::{Fault, Usage};

/// Where a provider is, and the key it asks for.
#[derive(Clone, Debug)]
pub struct Endpoint {
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
    pub content: String,
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
    /// What it took, where the provider says so.
    Usage(Usage),
    /// The answer is whole; `at_limit` where it only reached `max_tokens`. Nothing but usage follows.
    Finished { at_limit: bool },
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
    /// In tokens, where the provider says so.
    pub context_window: Option<u32>,
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
