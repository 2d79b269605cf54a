//! The addresses: one for each kind of API to ask for an answer, and one for all to list models.

use super::record::{HangUp, Recorded};
use super::script::{Fault, Reply, Script, tokens};
use super::wire::{Call, Took, Wire};
use super::{State, lock};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use futures_util::Stream;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

pub(super) fn router(state: Arc<State>) -> Router {
    let of = |wire: Wire| post(move |state, headers, body| complete(wire, None, state, headers, body));
    Router::new()
        .route("/v1/chat/completions", of(Wire::Chat))
        .route("/v1/responses", of(Wire::Responses))
        .route("/v1/messages", of(Wire::Anthropic))
        .route("/v1/models", get(list))
        .route("/v1/models/{call}", post(generate))
        .with_state(state)
}

/// Gemini names the model, and that it streams, in its address.
async fn generate(Path(call): Path<String>, state: Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    match call.strip_suffix(":streamGenerateContent") {
        Some(model) => complete(Wire::Gemini, Some(model.to_owned()), state, headers, body).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn list(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    let wire = Wire::of_list(&headers);
    if let Some(refusal) = unauthorized(wire, &state, &headers) {
        return refusal;
    }
    let models = lock(&state.models).clone();
    match models {
        Ok(models) => axum::Json(wire.list(&models)).into_response(),
        Err(fault) => refuse(wire, &fault),
    }
}

async fn complete(
    wire: Wire,
    model: Option<String>,
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(refusal) = unauthorized(wire, &state, &headers) {
        return refusal;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return refuse(wire, &Fault::new(400).body(r#"{"error":{"message":"the body is no JSON"}}"#));
    };
    let request = Recorded {
        model: model.unwrap_or_else(|| body["model"].as_str().unwrap_or_default().to_owned()),
        messages: wire.messages(&body),
        headers: recorded(&headers),
        body,
        at: Instant::now(),
    };
    let script = state.script_for(&request.said());
    let number = state.records.add_request(request.clone());
    if let Some(field) = script.refuses_fields.iter().find(|field| has_field(&request.body, field)) {
        // Whatever is sent next is answered by the same script, without the field.
        lock(&state.queue).push_front(script.clone());
        let words = json!({"error": {"message": format!("unsupported parameter: '{field}'")}});
        return refuse(wire, &Fault::new(400).body(&words.to_string()));
    }
    let text = match &script.reply {
        Reply::Text(text) => text.clone(),
        Reply::Echo => echo(&request),
        Reply::Fault(fault) => {
            wait_ms(script.first_token_after_ms).await;
            return refuse(wire, fault);
        }
    };
    let mut words = tokens(&text);
    let finish = match (&script.finish_reason, wire.limit(&request.body)) {
        (Some(reason), _) => reason.clone(),
        (None, Some(limit)) if (words.len() as u64) > limit => {
            words.truncate(limit as usize);
            "length".to_owned()
        }
        (None, _) if script.tool_call.is_some() => "tool_calls".to_owned(),
        (None, _) => "stop".to_owned(),
    };
    let took = Took { prompt: tokens(&request.said()).len(), completion: words.len() };
    if script.is_not_streamed || !wire.is_streamed(&request.body) {
        return axum::Json(wire.whole(&request.model, &words.concat(), &finish, took)).into_response();
    }
    let (sender, receiver) = mpsc::channel(1);
    let answer = Answer { wire, state, script, request, number, words, finish, took, sender };
    tokio::spawn(answer.speak());
    let events =
        futures_util::stream::unfold(receiver, |mut receiver| async { Some((receiver.recv().await?, receiver)) });
    stream_of(events)
}

fn stream_of(events: impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-cache")];
    (headers, Body::from_stream(events)).into_response()
}

/// One streamed answer.
struct Answer {
    wire: Wire,
    state: Arc<State>,
    script: Script,
    request: Recorded,
    number: usize,
    words: Vec<String>,
    finish: String,
    took: Took,
    /// Closed when the client hangs up.
    sender: mpsc::Sender<Result<Bytes, std::io::Error>>,
}

/// The client went away.
struct Gone;

impl Answer {
    async fn speak(self) {
        let mut sent = 0;
        let sender = self.sender.clone();
        // A hang-up is noticed at once, also while the answer waits for its pace, its gate or to be resumed.
        let gone = tokio::select! {
            spoken = self.say(&mut sent) => spoken.is_err(),
            () = sender.closed() => true,
        };
        if gone {
            self.state.records.add_hang_up(HangUp { request: self.number, tokens: sent, at: Instant::now() });
        }
    }

    async fn say(&self, sent: &mut usize) -> Result<(), Gone> {
        let script = &self.script;
        wait_ms(script.first_token_after_ms).await;
        let (wire, model) = (self.wire, self.request.model.as_str());
        self.send_all(wire.opening(model, self.took)).await?;
        for thought in script.reasoning.as_deref().map(tokens).unwrap_or_default() {
            self.send(&wire.thought(model, &thought)).await?;
        }
        for index in 0..=self.words.len() {
            if script.stall_after == Some(index) {
                self.state.pass_stall().await;
            }
            if script.malformed_after == Some(index) {
                self.send(wire.malformed()).await?;
            }
            if script.error_after == Some(index) {
                return self.send(&wire.error()).await;
            }
            if script.cut_after == Some(index) {
                return self.sender.send(Err(std::io::Error::other("cut by the script"))).await.map_err(|_| Gone);
            }
            let Some(word) = self.words.get(index) else { break };
            if script.is_gated {
                self.state.pass_gate().await;
            }
            self.send(&wire.word(model, word)).await?;
            *sent += 1;
            self.state.records.add_token();
            if let Some(pace) = script.tokens_per_second.filter(|pace| *pace > 0.0) {
                tokio::time::sleep(Duration::from_secs_f64(1.0 / pace)).await;
            }
        }
        if let Some((name, arguments)) = &script.tool_call {
            self.send_all(wire.call(model, Call { name, arguments })).await?;
        }
        // Chat completions say what it took only to who asked.
        let is_asked = wire != Wire::Chat || self.request.body["stream_options"]["include_usage"] == json!(true);
        let took = (is_asked && !script.has_no_usage).then_some(self.took);
        let finish = (!script.has_no_finish).then_some(self.finish.as_str());
        self.send_all(wire.ending(model, finish, took, !script.has_no_done)).await
    }

    async fn send_all(&self, events: Vec<String>) -> Result<(), Gone> {
        for event in events {
            self.send(&event).await?;
        }
        Ok(())
    }

    async fn send(&self, event: &str) -> Result<(), Gone> {
        self.sender.send(Ok(Bytes::copy_from_slice(event.as_bytes()))).await.map_err(|_| Gone)
    }
}

/// What a request without the right key gets.
fn unauthorized(wire: Wire, state: &State, headers: &HeaderMap) -> Option<Response> {
    let key = lock(&state.key).clone()?;
    (wire.key(headers) != Some(key)).then(|| refuse(wire, &Fault::new(401)))
}

fn refuse(wire: Wire, fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = fault.body.clone().unwrap_or_else(|| {
        // What a real provider says here may quote the prompt or the key, so a test can look for these words.
        wire.refusal(fault.status, &format!("upstream words about {}", fault.status)).to_string()
    });
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    let more = [(header::RETRY_AFTER, &fault.retry_after), (header::LOCATION, &fault.location)];
    for (name, value) in more {
        if let Some(value) = value.as_deref().and_then(|value| value.parse().ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn recorded(headers: &HeaderMap) -> BTreeMap<String, String> {
    let masked = |name: &str, value: &str| {
        if !matches!(name, "authorization" | "x-api-key" | "x-goog-api-key") {
            return value.to_owned();
        }
        let tail: Vec<char> = value.chars().rev().take(4).collect();
        format!("***{}", tail.iter().rev().collect::<String>())
    };
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), masked(name.as_str(), value.to_str().unwrap_or("(bytes)"))))
        .collect()
}

/// Whether the body, or one of its messages, has the field.
fn has_field(body: &Value, field: &str) -> bool {
    body.get(field).is_some()
        || body["messages"]
            .as_array()
            .is_some_and(|messages| messages.iter().any(|message| message.get(field).is_some()))
}

/// What the last message said; of a transcript of JSON lines, the last text in it.
fn echo(request: &Recorded) -> String {
    let last = request.said_last();
    let text_of =
        |line: &str| serde_json::from_str::<Value>(line).ok().and_then(|line| line["text"].as_str().map(str::to_owned));
    last.lines().rev().find_map(text_of).unwrap_or(last)
}

async fn wait_ms(milliseconds: u64) {
    if milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}
