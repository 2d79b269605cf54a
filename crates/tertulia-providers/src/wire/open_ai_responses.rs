//! OpenAI's Responses: `POST /responses`. Nothing is stored there, and the whole conversation is sent each time.

use reqwest::header::HeaderName;
use serde_json::{Value, json};
use tertulia_core::ports::{
    CompletionRequest, Finish, FoundModel, Part, PromptMessage, PromptRole, ProviderError, ToolCall,
};
use tertulia_core::run::{Fault, Usage};
use url::Url;

use super::{Form, Piece, Reader, Wire, bearer, count, data_url, text};
use crate::fault::from_object;
use crate::{BaseUrl, models};

/// The least that this API takes for the length of an answer, in tokens.
const LEAST_OUTPUT: u32 = 16;

pub(super) struct OpenAiResponses;

impl Wire for OpenAiResponses {
    fn address(&self, base: &BaseUrl, _model: &str) -> Url {
        base.join("responses")
    }

    fn key_header(&self, key: &str) -> (HeaderName, String) {
        bearer(key)
    }

    fn body(&self, request: &CompletionRequest, form: Form) -> Value {
        let input: Vec<Value> = request.messages.iter().flat_map(items).collect();
        let mut body = json!({
            "model": request.model,
            "input": input,
            "stream": true,
            "store": false,
            "max_output_tokens": request.max_tokens.max(LEAST_OUTPUT),
        });
        if !request.tools.is_empty() {
            let tool = |tool: &tertulia_core::ports::Tool| {
                json!({"type": "function", "name": tool.name, "description": tool.description,
                    "parameters": tool.schema, "strict": false})
            };
            body["tools"] = request.tools.iter().map(tool).collect();
        }
        if let Some(output) = &request.output_schema {
            let format = json!({"type": "json_schema", "name": output.name, "schema": output.schema, "strict": true});
            body["text"] = json!({"format": format});
        }
        if let Some(cache) = request.cache.as_ref().filter(|_| form.extras) {
            body["prompt_cache_key"] = json!(cache.key);
        }
        body
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(Events::default())
    }

    fn listed<'v>(&self, list: &'v Value) -> Option<&'v Vec<Value>> {
        list.get("data")?.as_array()
    }

    fn found(&self, entry: &Value) -> Option<FoundModel> {
        models::found(entry.get("id")?, models::window(entry))
    }
}

/// A message as items of the input; calls of tools and their results are items of their own. This API has no place for a name:
/// the transcript in the text says who speaks.
fn items(message: &PromptMessage) -> Vec<Value> {
    let (role, kind) = match message.role {
        PromptRole::System => ("system", "input_text"),
        PromptRole::User => ("user", "input_text"),
        PromptRole::Assistant => ("assistant", "output_text"),
    };
    let mut items = Vec::new();
    let mut content = Vec::new();
    for part in &message.content {
        match part {
            Part::Text(text) => content.push(json!({"type": kind, "text": text})),
            Part::Image { mime, bytes } => {
                content.push(json!({"type": "input_image", "image_url": data_url(mime, bytes)}));
            }
            Part::ToolCall(ToolCall { id, name, arguments }) => {
                items.push(json!({"type": "function_call", "call_id": id, "name": name, "arguments": arguments}));
            }
            Part::ToolResult { call, content, .. } => {
                items.push(json!({"type": "function_call_output", "call_id": call, "output": content}));
            }
        }
    }
    if !content.is_empty() {
        items.insert(0, json!({"type": "message", "role": role, "content": content}));
    }
    items
}

/// The events of one answer.
#[derive(Default)]
struct Events {
    has_calls: bool,
}

impl Reader for Events {
    fn read(&mut self, event: &Value, pieces: &mut Vec<Piece>) -> Result<(), ProviderError> {
        // Without a type it is a whole answer of a server that does not stream.
        let kind = event.get("type").and_then(Value::as_str).unwrap_or_default();
        match kind {
            "response.output_text.delta" | "response.refusal.delta" => {
                let words = event.get("delta").and_then(Value::as_str).ok_or(Fault::Malformed)?;
                say(words.to_owned(), pieces);
            }
            "response.output_item.done" => self.item(&event["item"], pieces),
            "response.completed" | "response.incomplete" => self.end(&event["response"], pieces),
            "response.failed" => return Err(failure(&event["response"])),
            "error" => return Err(failure(&json!({"error": event}))),
            "" if event.get("output").is_some() => {
                for item in event["output"].as_array().into_iter().flatten() {
                    self.item(item, pieces);
                    for part in item["content"].as_array().into_iter().flatten() {
                        for place in ["/text", "/refusal"] {
                            if let Some(words) = text(part, place) {
                                say(words, pieces);
                            }
                        }
                    }
                }
                self.end(event, pieces);
            }
            "" => return Err(Fault::Malformed.into()),
            // What is under way, reasoning, and what is repeated whole.
            _ => {}
        }
        Ok(())
    }
}

impl Events {
    fn item(&mut self, item: &Value, pieces: &mut Vec<Piece>) {
        if item["type"] != "function_call" {
            return;
        }
        let (Some(id), Some(name)) = (text(item, "/call_id"), text(item, "/name")) else { return };
        self.has_calls = true;
        let arguments = text(item, "/arguments").unwrap_or_default();
        pieces.push(Piece::ToolCall(ToolCall { id, name, arguments }));
    }

    fn end(&mut self, response: &Value, pieces: &mut Vec<Piece>) {
        pieces.extend(response.get("usage").and_then(usage).map(Piece::Usage));
        let why = response.pointer("/incomplete_details/reason").and_then(Value::as_str);
        pieces.push(match why {
            Some("content_filter") => Piece::Refused,
            Some("max_output_tokens") => Piece::Finish(Finish::AtLimit),
            _ if self.has_calls => Piece::Finish(Finish::ToolCalls),
            _ => Piece::Finish(Finish::Whole),
        });
        pieces.push(Piece::End);
    }
}

fn say(words: String, pieces: &mut Vec<Piece>) {
    if !words.is_empty() {
        pieces.push(Piece::Text(words));
    }
}

fn failure(response: &Value) -> ProviderError {
    from_object(response).unwrap_or_else(|| Fault::Overloaded.into())
}

fn usage(usage: &Value) -> Option<Usage> {
    Some(Usage {
        prompt_tokens: count(usage, "/input_tokens")?,
        cached_tokens: count(usage, "/input_tokens_details/cached_tokens").unwrap_or(0),
        completion_tokens: count(usage, "/output_tokens")?,
        estimated: false,
    })
}
