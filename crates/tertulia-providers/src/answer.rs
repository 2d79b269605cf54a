//! An answer on its way: from the bytes of a response to the events of the port.

use crate::adapter::read_all;
use crate::bare::{Bare, Held};
use crate::fault::{from_object, from_reqwest};
use crate::wire::{Piece, Reader};
use bytes::Bytes;
use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt};
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Duration;
use tertulia_core::ports::{CompletionRequest, Finish, ModelEvent, ModelStream, Part, ProviderError};
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

/// What comes out of the wire, before it is understood.
enum Datum {
    Data(String),
    End,
}

/// An answer being read.
pub(crate) struct Answer {
    reader: Box<dyn Reader>,
    data: BoxStream<'static, Result<Datum, ProviderError>>,
    ready: VecDeque<ModelEvent>,
    /// Where tools are offered: what could be a call in the text.
    bare: Option<Bare>,
    first_text: Instant,
    stall: Duration,
    /// Bytes of text and of tool calls so far.
    spoken: usize,
    prompt_bytes: usize,
    usage: Option<Usage>,
    finish: Option<Finish>,
    is_refused: bool,
    finished_at: Option<Instant>,
    is_over: bool,
}

impl Answer {
    /// Reads the head of a response. The text must begin before `first_text`.
    pub(crate) async fn open(
        response: Response,
        reader: Box<dyn Reader>,
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
            let whole = read_all(response, LONGEST_LINE * 4, first_text).await?;
            let text = String::from_utf8(whole.to_vec()).map_err(|_| ProviderError::from(Fault::Malformed))?;
            stream::iter([Ok(Datum::Data(text)), Ok(Datum::End)]).boxed()
        } else if kind.starts_with("text/html") {
            return Err(Fault::Malformed.into());
        } else {
            events(response)
        };
        Ok(Answer {
            reader,
            data,
            ready: VecDeque::new(),
            bare: Bare::new(&request.tools),
            first_text,
            stall: request.stall_timeout,
            spoken: 0,
            prompt_bytes: request.messages.iter().flat_map(|message| &message.content).map(weight).sum(),
            usage: None,
            finish: None,
            is_refused: false,
            finished_at: None,
            is_over: false,
        })
    }

    /// The events of the port. Dropping the stream drops the response, and with it the connection.
    pub(crate) fn into_stream(self) -> ModelStream {
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
        let mut pieces = Vec::new();
        self.reader.read(&value, &mut pieces)?;
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.spoken += text.len();
                    let text = match &mut self.bare {
                        Some(bare) => bare.take(text),
                        None => Some(text),
                    };
                    self.ready.extend(text.map(ModelEvent::Text));
                }
                Piece::ToolCall(call) => {
                    self.spoken += call.name.len() + call.arguments.len();
                    self.ready.push_back(ModelEvent::ToolCall(call));
                }
                Piece::Usage(usage) => self.usage = Some(usage),
                Piece::Finish(finish) => {
                    self.finish = Some(finish);
                    self.finished_at = Some(Instant::now());
                }
                Piece::Refused => {
                    self.is_refused = true;
                    self.finished_at = Some(Instant::now());
                }
                Piece::End => return self.end(),
            }
        }
        Ok(())
    }

    /// The answer is whole: usage, then the end.
    fn end(&mut self) -> Result<(), ProviderError> {
        self.is_over = true;
        if self.is_refused {
            return Err(Fault::Refused.into());
        }
        if self.spoken == 0 {
            return Err(Fault::Empty.into());
        }
        match self.bare.as_mut().map_or(Held::Nothing, Bare::finish) {
            Held::Nothing => {}
            Held::Text(text) => self.ready.push_back(ModelEvent::Text(text)),
            Held::Calls(calls) => {
                self.finish = Some(Finish::ToolCalls);
                self.ready.extend(calls.into_iter().map(ModelEvent::ToolCall));
            }
        }
        let usage = self.usage.unwrap_or_else(|| Usage {
            prompt_tokens: estimate(self.prompt_bytes),
            cached_tokens: 0,
            completion_tokens: estimate(self.spoken),
            estimated: true,
        });
        self.ready.push_back(ModelEvent::Usage(usage));
        self.ready.push_back(ModelEvent::Finished(self.finish.unwrap_or(Finish::Whole)));
        Ok(())
    }
}

/// Bytes of a part, for estimates. A picture is billed by its size, which is not known here; this is a large one.
fn weight(part: &Part) -> usize {
    match part {
        Part::Text(text) => text.len(),
        Part::Image { .. } => 5_000,
        Part::ToolCall(call) => call.name.len() + call.arguments.len(),
        Part::ToolResult { content, .. } => content.len(),
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
