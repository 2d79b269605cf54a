//! The *Test* button: a real chat of one token with streaming, then a cancel in the middle of another, then what else the model
//! can do.

mod features;

use crate::Adapter;
use futures_util::StreamExt;
use std::time::{Duration, Instant};
use tertulia_core::ports::{
    CompletionRequest, Endpoint, FoundModel, ModelEvent, ModelProvider, ModelStream, Probe, PromptMessage, PromptRole,
    ProviderError,
};
use tertulia_core::run::Fault;

/// How long the first text may take: a local model may have to be loaded first.
const FIRST_TOKEN: Duration = Duration::from_secs(60);
/// How long the stream may be silent.
const STALL: Duration = Duration::from_secs(30);
/// Room for a model that reasons before it says its one word.
const REASONING_TOKENS: u32 = 1_024;
/// Length of the answer that is cancelled.
const CANCELLED_TOKENS: u32 = 512;
/// Parts of the names of models that do not chat.
const NOT_FOR_CHAT: [&str; 14] = [
    "embed",
    "whisper",
    "tts",
    "dall-e",
    "moderation",
    "rerank",
    "image",
    "audio",
    "transcribe",
    "realtime",
    "bge-",
    "clip",
    "sora",
    "guard",
];

pub(crate) async fn probe(adapter: &Adapter, endpoint: &Endpoint, model: Option<&str>) -> Probe {
    let mut probe = Probe::default();
    match adapter.list_models(endpoint).await {
        Ok(models) => probe.models = models,
        Err(error) => {
            // Without the list a chat may still work, unless nobody is there or the key is wrong.
            let hopeless = matches!(error.fault, Fault::Unreachable | Fault::Unauthorized | Fault::TimedOut);
            if model.is_none() || hopeless {
                probe.error = Some(error);
                return probe;
            }
        }
    }
    let Some(model) = model.map(str::to_owned).or_else(|| chat_model(&probe.models)) else {
        probe.error = Some(Fault::NoSuchModel.into());
        return probe;
    };
    probe.tried_model = Some(model.clone());
    let usage = match first_token(adapter, endpoint, &model).await {
        Ok(first) => {
            probe.first_token = Some(first.latency);
            first.usage
        }
        Err(error) => {
            probe.error = Some(error);
            return probe;
        }
    };
    match cancelled(adapter, endpoint, &model).await {
        Ok(was_cancelled) => probe.was_cancelled = was_cancelled,
        // It spoke a moment ago; a model that now only reasons cannot be cancelled while it speaks.
        Err(error) if error.fault == Fault::Empty => {}
        Err(error) => probe.error = Some(error),
    }
    if probe.error.is_none() {
        probe.features = features::find(adapter, endpoint, &model, usage).await;
    }
    probe
}

/// The first listed model that looks as if it could chat, else the first.
fn chat_model(models: &[FoundModel]) -> Option<String> {
    let chats = |model: &&FoundModel| {
        let name = model.wire_name.to_lowercase();
        !NOT_FOR_CHAT.iter().any(|part| name.contains(part))
    };
    models.iter().find(chats).or(models.first()).map(|model| model.wire_name.clone())
}

/// The first chat.
struct First {
    latency: Duration,
    /// Whether the provider said what it took.
    usage: Option<bool>,
}

/// Holds the chat and measures the time to the first text.
async fn first_token(adapter: &Adapter, endpoint: &Endpoint, model: &str) -> Result<First, ProviderError> {
    match chat(adapter, endpoint, model, 1).await {
        // A model that reasons spends its one token on that, or is refused so small a number.
        Err(error) if matches!(error.fault, Fault::Empty | Fault::Refused) => {
            chat(adapter, endpoint, model, REASONING_TOKENS).await
        }
        held => held,
    }
}

async fn chat(adapter: &Adapter, endpoint: &Endpoint, model: &str, max_tokens: u32) -> Result<First, ProviderError> {
    let began = Instant::now();
    let mut stream = adapter.stream(request(endpoint, model, "Say one word.", max_tokens)).await?;
    let (mut latency, mut usage) = (None, None);
    while let Some(event) = stream.next().await {
        match event? {
            ModelEvent::Text(_) => latency = latency.or_else(|| Some(began.elapsed())),
            ModelEvent::Usage(said) => usage = Some(!said.estimated),
            ModelEvent::ToolCall(_) | ModelEvent::Finished(_) => {}
        }
    }
    Ok(First { latency: latency.ok_or(ProviderError::from(Fault::Empty))?, usage })
}

/// Begins a long answer and hangs up at its first text.
async fn cancelled(adapter: &Adapter, endpoint: &Endpoint, model: &str) -> Result<bool, ProviderError> {
    let mut stream: ModelStream =
        adapter.stream(request(endpoint, model, "Count from 1 to 100 in words.", CANCELLED_TOKENS)).await?;
    match stream.next().await.transpose()? {
        Some(ModelEvent::Text(_)) => {
            drop(stream);
            Ok(true)
        }
        Some(ModelEvent::ToolCall(_) | ModelEvent::Usage(_) | ModelEvent::Finished(_)) | None => Ok(false),
    }
}

fn request(endpoint: &Endpoint, model: &str, text: &str, max_tokens: u32) -> CompletionRequest {
    CompletionRequest {
        endpoint: endpoint.clone(),
        model: model.to_owned(),
        messages: vec![PromptMessage::text(PromptRole::User, None, text)],
        tools: Vec::new(),
        output_schema: None,
        stop: Vec::new(),
        cache: None,
        max_tokens,
        first_token_timeout: FIRST_TOKEN,
        stall_timeout: STALL,
    }
}
