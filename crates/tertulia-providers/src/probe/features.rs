//! What an endpoint can do beside chatting, found out by asking for it: a tool, a JSON value, the colour of a picture.

use bytes::Bytes;
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::time::Duration;
use tertulia_core::model::Features;
use tertulia_core::ports::{
    CompletionRequest, Endpoint, ModelEvent, ModelProvider, OutputSchema, Part, PromptMessage, PromptRole,
    ProviderError, Tool,
};
use tertulia_core::run::Fault;
use tokio::time::{Instant, timeout_at};

use super::request;
use crate::Adapter;

/// How long all of it may take. What nobody has found out by then stays unknown.
const PATIENCE: Duration = Duration::from_secs(45);
/// Room for a model that reasons first.
const TOKENS: u32 = 1_024;
/// A model that has said so many characters without doing what it was asked for will not.
const RAMBLING: usize = 600;
/// A picture of one colour.
const RED: &[u8] = include_bytes!("red.png");

/// What was said and done.
#[derive(Default)]
struct Heard {
    text: String,
    calls_tool: bool,
}

/// Tries one after the other, so that a server that does one thing at a time is not asked for three.
pub(super) async fn find(adapter: &Adapter, endpoint: &Endpoint, model: &str, usage: Option<bool>) -> Features {
    let until = Instant::now() + PATIENCE;
    let ask = |change: fn(&mut CompletionRequest), text: &str| {
        let mut request = request(endpoint, model, text, TOKENS);
        change(&mut request);
        async move {
            let asked = async {
                match hear(adapter, request.clone()).await {
                    // It may be the request or the moment; the second time tells.
                    Err(error) if error.status == Some(500) => hear(adapter, request).await,
                    heard => heard,
                }
            };
            timeout_at(until, asked).await.ok()
        }
    };
    let tools = ask(with_tool, "Note the word tram with the tool. Say nothing.").await;
    let json_schema = ask(with_schema, "How many days has a week? Answer in JSON.").await;
    let images = ask(with_picture, "Which colour is this picture? Answer with one word.").await;
    Features {
        usage,
        tools: verdict(tools, |heard| heard.calls_tool),
        json_schema: verdict(json_schema, |heard| is_week(&heard.text)),
        images: verdict(images, |heard| says_red(&heard.text)),
    }
}

fn with_tool(request: &mut CompletionRequest) {
    request.tools = vec![Tool {
        name: "note".into(),
        description: "Notes a word.".into(),
        schema: json!({
            "type": "object",
            "properties": { "word": { "type": "string" } },
            "required": ["word"],
            "additionalProperties": false,
        }),
    }];
}

fn with_schema(request: &mut CompletionRequest) {
    request.output_schema = Some(OutputSchema {
        name: "week".into(),
        schema: json!({
            "type": "object",
            "properties": { "days": { "type": "integer" } },
            "required": ["days"],
            "additionalProperties": false,
        }),
    });
}

fn with_picture(request: &mut CompletionRequest) {
    let text = request.messages.remove(0).said();
    let picture = Part::Image { mime: "image/png", bytes: Bytes::from_static(RED) };
    let content = vec![picture, Part::Text(text)];
    request.messages = vec![PromptMessage { role: PromptRole::User, name: None, content }];
}

/// The word, and not a part of "shared" or "colored".
fn says_red(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("red"))
}

/// Whether it is of the schema, whatever it thinks of weeks.
fn is_week(text: &str) -> bool {
    serde_json::from_str::<Value>(text.trim()).is_ok_and(|value| value["days"].is_i64())
}

async fn hear(adapter: &Adapter, request: CompletionRequest) -> Result<Heard, ProviderError> {
    let mut stream = adapter.stream(request).await?;
    let mut heard = Heard::default();
    while let Some(event) = stream.next().await {
        match event {
            Ok(ModelEvent::Text(text)) => heard.text.push_str(&text),
            Ok(ModelEvent::ToolCall(_)) => heard.calls_tool = true,
            Ok(ModelEvent::Usage(_) | ModelEvent::Finished(_)) => {}
            // It took the request, and then had nothing to say.
            Err(error) if error.fault == Fault::Empty => break,
            Err(error) => return Err(error),
        }
        if heard.calls_tool || heard.text.len() > RAMBLING {
            break;
        }
    }
    Ok(heard)
}

/// What an attempt says of a feature. A bad moment says nothing.
fn verdict(heard: Option<Result<Heard, ProviderError>>, good: impl Fn(&Heard) -> bool) -> Option<bool> {
    match heard? {
        Ok(heard) => Some(good(&heard)),
        Err(error) => refuses(&error).then_some(false),
    }
}

/// Whether it was the request that the provider did not like. The plain chat before worked, so it is what was added; some
/// answer that no endpoint has it (404), others fail over it (500).
fn refuses(error: &ProviderError) -> bool {
    error.fault == Fault::Refused || matches!(error.status, Some(404 | 500 | 501))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_json_value_alone_is_of_the_schema() {
        assert!(is_week(" {\"days\": 7}\n"));
        for text in ["7", "{\"days\": \"seven\"}", "Seven.", "```json\n{\"days\": 7}\n```", "{}"] {
            assert!(!is_week(text), "{text}");
        }
    }

    #[test]
    fn a_colour_is_a_word() {
        assert!(says_red("It is Red.") && says_red("**red**"));
        assert!(!says_red("No image was shared.") && !says_red("colored"));
    }

    #[test]
    fn a_bad_moment_says_nothing_of_a_feature() {
        let of =
            |fault: Fault, status| verdict(Some(Err(ProviderError { fault, status, retry_after: None })), |_| true);
        assert_eq!(of(Fault::Refused, Some(400)), Some(false));
        assert_eq!(of(Fault::Overloaded, Some(500)), Some(false));
        assert_eq!(of(Fault::Overloaded, Some(503)), None);
        assert_eq!(of(Fault::RateLimited, Some(429)), None);
        assert_eq!(verdict(None, |_| true), None, "no time was left");
    }
}
