//! Chat completions: `POST /chat/completions`, as OpenAI defined them and many others speak them.

use std::collections::BTreeMap;

use reqwest::header::HeaderName;
use serde_json::{Value, json};
use tertulia_core::ports::{
    CompletionRequest, Finish, FoundModel, Part, PromptMessage, PromptRole, ProviderError, ToolCall,
};
use tertulia_core::run::{Fault, Usage};
use url::Url;

use super::{Form, Limit, Piece, Reader, Wire, bearer, count, data_url, text};
use crate::{BaseUrl, models};

pub(super) struct OpenAiChat;

impl Wire for OpenAiChat {
    fn address(&self, base: &BaseUrl, _model: &str) -> Url {
        base.join("chat/completions")
    }

    fn key_header(&self, key: &str) -> (HeaderName, String) {
        bearer(key)
    }

    fn body(&self, request: &CompletionRequest, form: Form) -> Value {
        let messages: Vec<Value> = request.messages.iter().flat_map(|message| turns(message, form)).collect();
        let mut body = json!({"model": request.model, "messages": messages, "stream": true});
        let limit = match form.limit {
            Limit::MaxTokens => "max_tokens",
            Limit::MaxCompletionTokens => "max_completion_tokens",
        };
        body[limit] = json!(request.max_tokens);
        if form.usage {
            body["stream_options"] = json!({"include_usage": true});
        }
        if form.stop && !request.stop.is_empty() {
            body["stop"] = json!(request.stop);
        }
        if !request.tools.is_empty() {
            let tool = |tool: &tertulia_core::ports::Tool| {
                let function = json!({"name": tool.name, "description": tool.description, "parameters": tool.schema});
                json!({"type": "function", "function": function})
            };
            body["tools"] = request.tools.iter().map(tool).collect();
        }
        if let Some(output) = &request.output_schema {
            let schema = json!({"name": output.name, "schema": output.schema, "strict": true});
            body["response_format"] = json!({"type": "json_schema", "json_schema": schema});
        }
        if form.extras {
            body["store"] = json!(false);
            if let Some(cache) = &request.cache {
                body["prompt_cache_key"] = json!(cache.key);
            }
        }
        body
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(Chunks::default())
    }

    fn listed<'v>(&self, list: &'v Value) -> Option<&'v Vec<Value>> {
        // Most wrap the list in an object; some give the list alone.
        list.get("data").or_else(|| list.get("models")).unwrap_or(list).as_array()
    }

    fn found(&self, entry: &Value) -> Option<FoundModel> {
        models::found(entry.get("id").or_else(|| entry.get("name"))?, models::window(entry))
    }
}

/// A message on the wire; results of tools are messages of their own.
fn turns(message: &PromptMessage, form: Form) -> Vec<Value> {
    let mut turns = Vec::new();
    let mut content = Vec::new();
    let mut calls = Vec::new();
    for part in &message.content {
        match part {
            Part::Text(text) => content.push(json!({"type": "text", "text": text})),
            Part::Image { mime, bytes } => {
                content.push(json!({"type": "image_url", "image_url": {"url": data_url(mime, bytes)}}));
            }
            Part::ToolCall(ToolCall { id, name, arguments }) => {
                let function = json!({"name": name, "arguments": arguments});
                calls.push(json!({"id": id, "type": "function", "function": function}));
            }
            Part::ToolResult { call, content, .. } => {
                turns.push(json!({"role": "tool", "tool_call_id": call, "content": content}));
            }
        }
    }
    if content.is_empty() && calls.is_empty() {
        return turns;
    }
    // Text alone is a string: many servers know nothing else.
    let is_text = !message.content.iter().any(|part| matches!(part, Part::Image { .. }));
    let content = match (is_text, content.is_empty()) {
        (_, true) => Value::Null,
        (true, false) => json!(message.said()),
        (false, false) => json!(content),
    };
    let mut turn = json!({"role": role(message.role), "content": content});
    if let Some(name) = message.name.as_deref().filter(|_| form.names) {
        turn["name"] = json!(name);
    }
    if !calls.is_empty() {
        turn["tool_calls"] = json!(calls);
    }
    turns.push(turn);
    turns
}

fn role(role: PromptRole) -> &'static str {
    match role {
        PromptRole::System => "system",
        PromptRole::User => "user",
        PromptRole::Assistant => "assistant",
    }
}

/// The chunks of one answer.
#[derive(Default)]
struct Chunks {
    /// Tool calls come in pieces, by their place in the answer.
    calls: BTreeMap<u64, ToolCall>,
}

impl Reader for Chunks {
    fn read(&mut self, chunk: &Value, pieces: &mut Vec<Piece>) -> Result<(), ProviderError> {
        if !chunk.is_object() || chunk.get("choices").is_some_and(|choices| !choices.is_array()) {
            return Err(Fault::Malformed.into());
        }
        pieces.extend(chunk.get("usage").and_then(usage).map(Piece::Usage));
        let Some(choice) = chunk.pointer("/choices/0") else { return Ok(()) };
        let delta = choice.get("delta").or_else(|| choice.get("message")).unwrap_or(&Value::Null);
        // A model's own words when it declines stand beside its content.
        for place in ["/content", "/refusal"] {
            if delta.pointer(place).is_some_and(|words| !words.is_string() && !words.is_null()) {
                return Err(Fault::Malformed.into());
            }
            pieces.extend(text(delta, place).map(Piece::Text));
        }
        for (at, call) in delta.get("tool_calls").and_then(Value::as_array).into_iter().flatten().enumerate() {
            self.add(call.get("index").and_then(Value::as_u64).unwrap_or(at as u64), call);
        }
        let Some(reason) = text(choice, "/finish_reason") else { return Ok(()) };
        let has_calls = !self.calls.is_empty();
        pieces.extend(std::mem::take(&mut self.calls).into_values().map(Piece::ToolCall));
        pieces.push(match reason.as_str() {
            "content_filter" => Piece::Refused,
            "length" => Piece::Finish(Finish::AtLimit),
            _ if has_calls => Piece::Finish(Finish::ToolCalls),
            _ => Piece::Finish(Finish::Whole),
        });
        Ok(())
    }
}

impl Chunks {
    fn add(&mut self, index: u64, piece: &Value) {
        let call = self.calls.entry(index).or_insert_with(|| ToolCall {
            id: format!("call_{index}"),
            name: String::new(),
            arguments: String::new(),
        });
        if let Some(id) = text(piece, "/id") {
            call.id = id;
        }
        call.name += &text(piece, "/function/name").unwrap_or_default();
        call.arguments += &text(piece, "/function/arguments").unwrap_or_default();
    }
}

/// The usage, unless a server sends the field and nothing in it.
fn usage(usage: &Value) -> Option<Usage> {
    Some(Usage {
        prompt_tokens: count(usage, "/prompt_tokens")?,
        cached_tokens: count(usage, "/prompt_tokens_details/cached_tokens").unwrap_or(0),
        completion_tokens: count(usage, "/completion_tokens")?,
        estimated: false,
    })
}
