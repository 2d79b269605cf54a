//! The wire: `POST /v1/chat/completions` and `GET /v1/models`.

use super::record::{HangUp, Recorded};
use super::script::{Fault, Reply, Script, tokens};
use super::{State, lock};
use axum::Router;
use axum::body::Body;
use axum::extract::State as Shared;
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
    Router::new().route("/v1/chat/completions", post(complete)).route("/v1/models", get(list)).with_state(state)
}

async fn list(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    if let Some(refusal) = unauthorized(&state, &headers) {
        return refusal;
    }
    let models = lock(&state.models).clone();
    match models {
        Ok(models) => {
            let entry = |model: &super::ListedModel| {
                let mut entry = json!(model);
                entry["object"] = json!("model");
                entry
            };
            axum::Json(json!({"object": "list", "data": models.iter().map(entry).collect::<Vec<_>>()})).into_response()
        }
        Err(fault) => refuse(&fault),
    }
}

async fn complete(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refusal) = unauthorized(&state, &headers) {
        return refusal;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return refuse(&Fault::new(400).body(r#"{"error":{"message":"the body is no JSON"}}"#));
    };
    let request = Recorded {
        model: body["model"].as_str().unwrap_or_default().to_owned(),
        messages: body["messages"].as_array().cloned().unwrap_or_default(),
        headers: recorded(&headers),
        body,
        at: Instant::now(),
    };
    let script = state.script_for(&request.said());
    let number = state.records.add_request(request.clone());
    if let Some(field) = script.refuses_fields.iter().find(|field| has_field(&request.body, field)) {
        // Whatever is sent next is answered by the same script, without the field.
        lock(&state.queue).push_front(script.clone());
        return refuse(
            &Fault::new(400)
                .body(&json!({"error": {"message": format!("unsupported parameter: '{field}'")}}).to_string()),
        );
    }
    let text = match &script.reply {
        Reply::Text(text) => text.clone(),
        Reply::Echo => echo(&request),
        Reply::Fault(fault) => {
            wait_ms(script.first_token_after_ms).await;
            return refuse(fault);
        }
    };
    let limit = ["max_tokens", "max_completion_tokens"].iter().find_map(|field| request.body[field].as_u64());
    let mut words = tokens(&text);
    let finish = match (&script.finish_reason, limit) {
        (Some(reason), _) => reason.clone(),
        (None, Some(limit)) if (words.len() as u64) > limit => {
            words.truncate(limit as usize);
            "length".to_owned()
        }
        (None, _) => "stop".to_owned(),
    };
    if script.is_not_streamed || request.body["stream"] != json!(true) {
        let message = json!({"role": "assistant", "content": words.concat()});
        let usage = usage(&request, words.len());
        let choice = json!({"index": 0, "message": message, "finish_reason": finish});
        return axum::Json(json!({"id": "c", "object": "chat.completion", "choices": [choice], "usage": usage}))
            .into_response();
    }
    let (sender, receiver) = mpsc::channel(1);
    let answer = Answer { state, script, request, number, words, finish, sender };
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
    state: Arc<State>,
    script: Script,
    request: Recorded,
    number: usize,
    words: Vec<String>,
    finish: String,
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
        self.chunk(json!({"role": "assistant", "content": ""}), None).await?;
        for thought in script.reasoning.as_deref().map(tokens).unwrap_or_default() {
            self.chunk(json!({"reasoning_content": thought}), None).await?;
        }
        for index in 0..=self.words.len() {
            if script.stall_after == Some(index) {
                self.state.pass_stall().await;
            }
            if script.malformed_after == Some(index) {
                self.send("data: {\"choices\":[{\"delta\":\n\n").await?;
            }
            if script.error_after == Some(index) {
                let error = json!({"error": {"message": "the scripted server has a bad day", "type": "server_error", "code": 500}});
                return self.send(&format!("data: {error}\n\n")).await;
            }
            if script.cut_after == Some(index) {
                return self.sender.send(Err(std::io::Error::other("cut by the script"))).await.map_err(|_| Gone);
            }
            let Some(word) = self.words.get(index) else { break };
            if script.is_gated {
                self.state.pass_gate().await;
            }
            self.chunk(json!({"content": word}), None).await?;
            *sent += 1;
            self.state.records.add_token();
            if let Some(pace) = script.tokens_per_second.filter(|pace| *pace > 0.0) {
                tokio::time::sleep(Duration::from_secs_f64(1.0 / pace)).await;
            }
        }
        if !script.has_no_finish {
            self.chunk(json!({}), Some(&self.finish)).await?;
        }
        if self.request.body["stream_options"]["include_usage"] == json!(true) && !script.has_no_usage {
            let usage = usage(&self.request, self.words.len());
            self.send(&format!(
                "data: {}\n\n",
                json!({"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": usage})
            ))
            .await?;
        }
        if !script.has_no_done {
            self.send("data: [DONE]\n\n").await?;
        }
        Ok(())
    }

    async fn chunk(&self, delta: Value, finish: Option<&str>) -> Result<(), Gone> {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": finish});
        let chunk =
            json!({"id": "c", "object": "chat.completion.chunk", "model": self.request.model, "choices": [choice]});
        self.send(&format!("data: {chunk}\n\n")).await
    }

    async fn send(&self, event: &str) -> Result<(), Gone> {
        self.sender.send(Ok(Bytes::copy_from_slice(event.as_bytes()))).await.map_err(|_| Gone)
    }
}

/// What a request without the right key gets.
fn unauthorized(state: &State, headers: &HeaderMap) -> Option<Response> {
    let key = lock(&state.key).clone()?;
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let right = given.and_then(|value| value.strip_prefix("Bearer ")) == Some(key.as_str());
    (!right).then(|| refuse(&Fault::new(401)))
}

fn refuse(fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = fault.body.clone().unwrap_or_else(|| {
        // What a real provider says here may quote the prompt or the key, so a test can look for these words.
        json!({"error": {"message": format!("upstream words about {}", fault.status), "type": "scripted"}}).to_string()
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
        if name != "authorization" {
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
    let last = request.messages.last().and_then(|message| message["content"].as_str()).unwrap_or_default();
    let text_of =
        |line: &str| serde_json::from_str::<Value>(line).ok().and_then(|line| line["text"].as_str().map(str::to_owned));
    last.lines().rev().find_map(text_of).unwrap_or_else(|| last.to_owned())
}

fn usage(request: &Recorded, completion: usize) -> Value {
    let prompt = tokens(&request.said()).len();
    json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion, "prompt_tokens_details": {"cached_tokens": prompt / 2}})
}

async fn wait_ms(milliseconds: u64) {
    if milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}
