//! What happened: requests as they came, tokens as they went, hang-ups as they were noticed.

use super::lock;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;
use tokio::sync::watch;

/// A request for an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// The model asked for.
    pub model: String,
    /// The messages, as on the wire; the system's text first, where it has a place of its own.
    pub messages: Vec<Value>,
    /// The whole body.
    pub body: Value,
    /// Headers in lower case; of a key only the last four characters are kept.
    pub headers: BTreeMap<String, String>,
    /// When it came.
    #[serde(skip)]
    pub at: Instant,
}

/// A client that went away before the answer was over.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct HangUp {
    /// The number of the request, counted from 0.
    pub request: usize,
    /// Tokens of text it had been sent.
    pub tokens: usize,
    /// When it was noticed.
    #[serde(skip)]
    pub at: Instant,
}

/// Everything recorded, and a signal whenever there is more.
pub(crate) struct Records {
    requests: Mutex<Vec<Recorded>>,
    hang_ups: Mutex<Vec<HangUp>>,
    tokens: Mutex<usize>,
    changed: watch::Sender<u64>,
}

impl Default for Records {
    fn default() -> Records {
        Records {
            requests: Mutex::default(),
            hang_ups: Mutex::default(),
            tokens: Mutex::default(),
            changed: watch::channel(0).0,
        }
    }
}

impl Recorded {
    /// The text of all messages together.
    pub fn said(&self) -> String {
        self.messages.iter().flat_map(texts).collect::<Vec<_>>().join("\n")
    }

    /// The text of the last message.
    pub fn said_last(&self) -> String {
        self.messages.last().map(texts).unwrap_or_default().join("\n")
    }
}

/// The texts of a message, whatever the API calls its parts.
fn texts(message: &Value) -> Vec<String> {
    let parts = message.get("content").or_else(|| message.get("parts")).unwrap_or(&Value::Null);
    if let Some(text) = parts.as_str() {
        return vec![text.to_owned()];
    }
    parts.as_array().into_iter().flatten().filter_map(|part| part["text"].as_str().map(str::to_owned)).collect()
}

impl Records {
    pub(super) fn requests(&self) -> Vec<Recorded> {
        lock(&self.requests).clone()
    }

    pub(super) fn hang_ups(&self) -> Vec<HangUp> {
        lock(&self.hang_ups).clone()
    }

    /// Records a request and gives its number.
    pub(super) fn add_request(&self, request: Recorded) -> usize {
        let number = {
            let mut requests = lock(&self.requests);
            requests.push(request);
            requests.len() - 1
        };
        self.tell();
        number
    }

    pub(super) fn add_hang_up(&self, hang_up: HangUp) {
        lock(&self.hang_ups).push(hang_up);
        self.tell();
    }

    pub(super) fn add_token(&self) {
        *lock(&self.tokens) += 1;
        self.tell();
    }

    pub(super) fn clear(&self) {
        lock(&self.requests).clear();
        lock(&self.hang_ups).clear();
        *lock(&self.tokens) = 0;
        self.tell();
    }

    pub(super) async fn request(&self, number: usize) -> Recorded {
        self.until(|| lock(&self.requests).get(number).cloned()).await
    }

    pub(super) async fn hang_up(&self, number: usize) -> HangUp {
        self.until(|| lock(&self.hang_ups).get(number).copied()).await
    }

    pub(super) async fn tokens_sent(&self, count: usize) {
        self.until(|| (*lock(&self.tokens) >= count).then_some(())).await;
    }

    fn tell(&self) {
        self.changed.send_modify(|times| *times += 1);
    }

    async fn until<T>(&self, found: impl Fn() -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            if let Some(value) = found() {
                return value;
            }
            changed.changed().await.expect("the records outlive whoever waits for them");
        }
    }
}
