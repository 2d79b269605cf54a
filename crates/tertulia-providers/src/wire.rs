//! The kinds of API: how a request is written, and what the events of an answer mean.

mod anthropic;
mod gemini;
mod open_ai_chat;
mod open_ai_responses;
#[cfg(test)]
mod tests;

use crate::BaseUrl;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;
use tertulia_core::model::Api;
use tertulia_core::ports::{CompletionRequest, Finish, FoundModel, ProviderError, ToolCall};
use tertulia_core::run::Usage;
use url::Url;

/// One kind of API.
pub(crate) trait Wire: Send + Sync {
    /// Where an answer is asked for.
    fn address(&self, base: &BaseUrl, model: &str) -> Url;
    /// Where models are listed.
    fn list_address(&self, base: &BaseUrl) -> Url {
        base.join("models")
    }
    /// The header that carries the key.
    fn key_header(&self, key: &str) -> (HeaderName, String);
    /// Headers beside it.
    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }
    /// The body of a request.
    fn body(&self, request: &CompletionRequest, form: Form) -> Value;
    /// Reads one answer.
    fn reader(&self) -> Box<dyn Reader>;
    /// The entries of a list of models; `None` where this is none.
    fn listed<'v>(&self, list: &'v Value) -> Option<&'v Vec<Value>>;
    /// A model of such a list; `None` for one that cannot chat or has no usable name.
    fn found(&self, entry: &Value) -> Option<FoundModel>;
}

/// What the events of one answer mean.
pub(crate) trait Reader: Send {
    /// Understands the data of one event, or a whole answer of a server that does not stream.
    ///
    /// # Errors
    /// `Malformed`, or what the provider says went wrong.
    fn read(&mut self, data: &Value, pieces: &mut Vec<Piece>) -> Result<(), ProviderError>;
}

/// What came of an event.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    /// More text.
    Text(String),
    ToolCall(ToolCall),
    Usage(Usage),
    /// The model has finished; usage may still come.
    Finish(Finish),
    /// The model declined, or its maker did.
    Refused,
    /// Nothing more comes.
    End,
}

/// Which of the parameters that not every server knows a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// `stream_options`, which asks for the usage.
    pub usage: bool,
    /// `name` on messages.
    pub names: bool,
    /// `stop`, which saves time and nothing else: what comes after it is left out anyway.
    pub stop: bool,
    /// What only OpenAI itself and few others know: `store`, `prompt_cache_key`.
    pub extras: bool,
    pub limit: Limit,
}

/// What the limit of the answer's length is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    MaxTokens,
    MaxCompletionTokens,
}

impl Form {
    /// The form that a server most probably takes.
    pub fn first(base: &BaseUrl) -> Form {
        let limit = if base.is_openai() { Limit::MaxCompletionTokens } else { Limit::MaxTokens };
        Form { usage: true, names: true, stop: true, extras: base.is_openai(), limit }
    }

    /// The form to try after a refusal with this body. `None` when there is nothing left to leave out.
    pub fn without_what(self, refusal: &[u8]) -> Option<Form> {
        let refusal = String::from_utf8_lossy(refusal).to_lowercase();
        let says = |words: &str| refusal.contains(words);
        if says("max_completion_tokens") && self.limit == Limit::MaxTokens {
            return Some(Form { limit: Limit::MaxCompletionTokens, ..self });
        }
        if says("max_completion_tokens") && says("max_tokens") {
            return None;
        }
        if says("max_completion_tokens") && self.limit == Limit::MaxCompletionTokens {
            return Some(Form { limit: Limit::MaxTokens, ..self });
        }
        if self.names && ["'name'", "\"name\"", "`name`", ".name", "name is"].iter().any(|words| says(words)) {
            return Some(Form { names: false, ..self });
        }
        if self.extras && (says("store") || says("prompt_cache_key")) {
            return Some(Form { extras: false, ..self });
        }
        if self.stop && ["'stop'", "\"stop\"", "`stop`", "stop is"].iter().any(|words| says(words)) {
            return Some(Form { stop: false, ..self });
        }
        // Some servers refuse what they do not know without saying what it was.
        self.usage.then_some(Form { usage: false, ..self })
    }
}

/// The wire of an API.
pub(crate) fn of(api: Api) -> &'static dyn Wire {
    match api {
        Api::OpenAiChat => &open_ai_chat::OpenAiChat,
        Api::OpenAiResponses => &open_ai_responses::OpenAiResponses,
        Api::Anthropic => &anthropic::Anthropic,
        Api::Gemini => &gemini::Gemini,
    }
}

/// A key as most servers want it. A key that no header can carry is the caller's to refuse.
fn bearer(key: &str) -> (HeaderName, String) {
    (reqwest::header::AUTHORIZATION, format!("Bearer {key}"))
}

/// A picture as a URL that holds it.
fn data_url(mime: &str, bytes: &[u8]) -> String {
    format!("data:{mime};base64,{}", STANDARD.encode(bytes))
}

fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The arguments of a tool call as a value: what a model wrote that is no JSON becomes an empty object, because wires that want a
/// value take nothing else.
fn arguments(written: &str) -> Value {
    serde_json::from_str(written).unwrap_or_else(|_| Value::Object(serde_json::Map::new()))
}

/// A count of tokens at a place of a value.
fn count(value: &Value, place: &str) -> Option<u32> {
    value.pointer(place).and_then(Value::as_u64).and_then(|tokens| u32::try_from(tokens).ok())
}

/// Text at a place of a value, unless it is empty.
fn text(value: &Value, place: &str) -> Option<String> {
    value.pointer(place).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A header's name and value, where the key can be one.
pub(crate) fn header(wire: &dyn Wire, key: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = wire.key_header(key);
    let mut value = HeaderValue::from_str(&value).ok()?;
    value.set_sensitive(true);
    Some((name, value))
}
