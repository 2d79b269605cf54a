//! An answer on its way: from the bytes of a response to the events of the port.

use crate::fault::{from_object, from_reqwest};
use bytes::Bytes;
use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt};
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Duration;
use tertulia_core::ports::{CompletionRequest, ModelEvent, ModelStream, ProviderError};
use tertulia_core::run::{Fault, Usage};
use tokio::time::{Instant, timeout_at};

/// Longest line of a stream, in bytes. A longer one is no stream of chunks.
const LONGEST_LINE: usize = 1024 * 1024;
/// Longest stream, in bytes: many times the longest answer, with its wrapping.
const LONGEST_STREAM: usize = 64 * 1024 * 1024;
/// How long usage and the end mark may take once the model has finished.
const EPILOGUE: Duration = Duration::from_secs(2);
/// Bytes of text a token takes, about the same for Latin and for Chinese in UTF-8.
const BYTES_PER_TOKEN: f64 = 3.3;

/// A chunk of the stream, or a whole answer of a server that does not stream.
#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, alias = "message")]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    /// A model's own words when it declines.
    #[serde(default)]
    refusal: Option<String>,
}

#[derive(Deserialize)]
struct WireUsage {
    #[serde(default)]
    prompt_tokens: Option<u32>,
    #[serde(default)]
    completion_tokens: Option<u32>,
    #[serde(default)]
    prompt_tokens_details: Option<PromptDetails>,
}

#[derive(Deserialize)]
struct PromptDetails {
    #[serde(default)]
    cached_tokens: Option<u32>,
}

/// What comes out of the wire, before it is understood.
enum Datum {
    Data(String),
    End,
}

/// An answer being read.
pub(super) struct Answer {
    data: BoxStream<'static, Result<Datum, ProviderError>>,
    ready: VecDeque<ModelEvent>,
    first_text: Instant,
    stall: Duration,
    /// Bytes of text so far.
    spoken: usize,
    prompt_bytes: usize,
    usage: Option<Usage>,
    finish: Option<String>,
    finished_at: Option<Instant>,
    is_over: bool,
}

impl Answer {
    /// Reads the head of a response. The text must begin before `first_text`.
    pub(super) async fn open(
        response: Response,
        request: &CompletionRequest,
        first_text: Instant,
    ) -> Result<Answer, ProviderError> {
        let kind = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let data = if kind.starts_with("application/json") {
            let whole = super::read_all(response, LONGEST_LINE * 4, first_text).await?;
            let text = String::from_utf8(whole.to_vec()).map_err(|_| ProviderError::from(Fault::Malformed))?;
            stream::iter([Ok(Datum::Data(text)), Ok(Datum::End)]).boxed()
        } else if kind.starts_with("text/html") {
            return Err(Fault::Malformed.into());
        } else {
            events(response)
        };
        Ok(Answer {
            data,
            ready: VecDeque::new(),
            first_text,
            stall: request.stall_timeout,
            spoken: 0,
            prompt_bytes: request.messages.iter().map(|message| message.content.len()).sum(),
            usage: None,
            finish: None,
            finished_at: None,
            is_over: false,
        })
    }

    /// The events of the port. Dropping the stream drops the response, and with it the connection.
    pub(super) fn into_stream(self) -> ModelStream {
        Box::pin(stream::unfold(self, |mut answer| async {
            let event = answer.next().await?;
            Some((event, answer))
        }))
    }

    async fn next(&mut self) -> Option<Result<ModelEvent, ProviderError>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            if self.is_over {
                return None;
            }
            if let Err(error) = self.read().await {
                self.is_over = true;
                return Some(Err(error));
            }
        }
    }

    /// Reads one event of the wire.
    async fn read(&mut self) -> Result<(), ProviderError> {
        let until = match self.finished_at {
            Some(at) => at + EPILOGUE,
            None if self.spoken == 0 => self.first_text,
            None => Instant::now() + self.stall,
        };
        match timeout_at(until, self.data.next()).await {
            Ok(Some(Ok(Datum::Data(data)))) => self.understand(&data),
            Ok(Some(Ok(Datum::End))) => self.end(),
            // The model had finished: whatever became of the connection afterwards loses nothing.
            Ok(None | Some(Err(_))) | Err(_) if self.finished_at.is_some() => self.end(),
            Ok(Some(Err(error))) => Err(error),
            Ok(None) => Err(Fault::CutStream.into()),
            Err(_) => Err(Fault::TimedOut.into()),
        }
    }

    fn understand(&mut self, data: &str) -> Result<(), ProviderError> {
        let value: Value = serde_json::from_str(data).map_err(|_| ProviderError::from(Fault::Malformed))?;
        if let Some(error) = from_object(&value) {
            return Err(error);
        }
        let chunk: Chunk = serde_json::from_value(value).map_err(|_| ProviderError::from(Fault::Malformed))?;
        if let Some(usage) = chunk.usage {
            self.usage = usage.known();
        }
        let Some(choice) = chunk.choices.into_iter().next() else { return Ok(()) };
        if let Some(delta) = choice.delta {
            for text in [delta.content, delta.refusal].into_iter().flatten().filter(|text| !text.is_empty()) {
                self.spoken += text.len();
                self.ready.push_back(ModelEvent::Text(text));
            }
        }
        if let Some(reason) = choice.finish_reason.filter(|reason| !reason.is_empty()) {
            self.finish = Some(reason);
            self.finished_at = Some(Instant::now());
        }
        Ok(())
    }

    /// The answer is whole: usage, then the end.
    fn end(&mut self) -> Result<(), ProviderError> {
        self.is_over = true;
        if self.finish.as_deref() == Some("content_filter") {
            return Err(Fault::Refused.into());
        }
        if self.spoken == 0 {
            return Err(Fault::Empty.into());
        }
        let usage = self.usage.unwrap_or_else(|| Usage {
            prompt_tokens: estimate(self.prompt_bytes),
            cached_tokens: 0,
            completion_tokens: estimate(self.spoken),
            estimated: true,
        });
        self.ready.push_back(ModelEvent::Usage(usage));
        self.ready.push_back(ModelEvent::Finished { at_limit: self.finish.as_deref() == Some("length") });
        Ok(())
    }
}

impl WireUsage {
    /// The usage, unless a server sends the field and nothing in it.
    fn known(self) -> Option<Usage> {
        Some(Usage {
            prompt_tokens: self.prompt_tokens?,
            cached_tokens: self.prompt_tokens_details.and_then(|details| details.cached_tokens).unwrap_or(0),
            completion_tokens: self.completion_tokens?,
            estimated: false,
        })
    }
}

/// The server-sent events of a response, each line and the whole bounded.
fn events(response: Response) -> BoxStream<'static, Result<Datum, ProviderError>> {
    let bounded = bounded(response.bytes_stream().map(|chunk| chunk.map_err(|error| broken(&error))));
    let data = bounded.eventsource().map(|event| match event {
        Ok(event) if event.data.trim() == "[DONE]" => Ok(Datum::End),
        Ok(event) => Ok(Datum::Data(event.data)),
        Err(EventStreamError::Transport(error)) => Err(error),
        Err(EventStreamError::Utf8(_) | EventStreamError::Parser(_)) => Err(Fault::Malformed.into()),
    });
    data.boxed()
}

fn bounded(
    bytes: impl Stream<Item = Result<Bytes, ProviderError>> + Send + 'static,
) -> impl Stream<Item = Result<Bytes, ProviderError>> + Send + 'static {
    let (mut line, mut all) = (0, 0);
    bytes.map(move |chunk| {
        let chunk = chunk?;
        all += chunk.len();
        line = match chunk.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => chunk.len() - at,
            None => line + chunk.len(),
        };
        if line > LONGEST_LINE || all > LONGEST_STREAM { Err(Fault::Malformed.into()) } else { Ok(chunk) }
    })
}

/// A connection that broke while an answer came over it.
fn broken(error: &reqwest::Error) -> ProviderError {
    match from_reqwest(error) {
        error if error.fault == Fault::TimedOut => error,
        _ => Fault::CutStream.into(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate of at most a few million tokens"
)]
fn estimate(bytes: usize) -> u32 {
    (bytes as f64 / BYTES_PER_TOKEN).ceil() as u32
}
