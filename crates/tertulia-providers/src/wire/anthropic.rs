//! Anthropic's Messages: `POST /messages`.

use std::collections::BTreeMap;

use reqwest::header::HeaderName;
use serde_json::{Value, json};
use tertulia_core::ports::{
    CompletionRequest, Finish, FoundModel, Part, PromptMessage, PromptRole, ProviderError, ToolCall,
};
use tertulia_core::run::{Fault, Usage};
use url::Url;

use super::{Form, Piece, Reader, Wire, arguments, base64, count, text};
use crate::fault::from_object;
use crate::{BaseUrl, models};

/// The version of the API that we speak; newer ones are asked for by name.
const VERSION: &[(&str, &str)] = &[("anthropic-version", "2023-06-01")];

pub(super) struct Anthropic;

impl Wire for Anthropic {
    fn address(&self, base: &BaseUrl, _model: &str) -> Url {
        base.join("messages")
    }

    fn list_address(&self, base: &BaseUrl) -> Url {
        let mut url = base.join("models");
        // The most that one page holds; there are no more models than that.
        url.query_pairs_mut().append_pair("limit", "1000");
        url
    }

    fn key_header(&self, key: &str) -> (HeaderName, String) {
        (HeaderName::from_static("x-api-key"), key.to_owned())
    }

    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        VERSION
    }

    fn body(&self, request: &CompletionRequest, _form: Form) -> Value {
        let stable = request.cache.as_ref().map_or(0, |cache| cache.stable);
        let (mut system, mut turns) = (Vec::new(), Turns::default());
        for (at, message) in request.messages.iter().enumerate() {
            let is_last_stable = at + 1 == stable;
            match message.role {
                PromptRole::System if turns.is_empty() => {
                    let mut block = json!({"type": "text", "text": message.said()});
                    mark(&mut block, is_last_stable);
                    system.push(block);
                }
                // Later ones stand among the turns, where this API takes nothing but people and the model.
                PromptRole::System | PromptRole::User => turns.add("user", message, is_last_stable),
                PromptRole::Assistant => turns.add("assistant", message, is_last_stable),
            }
        }
        let mut body = json!({
            "model": request.model,
            "max_tokens": request.max_tokens,
            "messages": turns.done,
            "stream": true,
        });
        if !system.is_empty() {
            body["system"] = json!(system);
        }
        if !request.stop.is_empty() {
            body["stop_sequences"] = json!(request.stop);
        }
        if !request.tools.is_empty() {
            let tool = |tool: &tertulia_core::ports::Tool| json!({"name": tool.name, "description": tool.description, "input_schema": tool.schema});
            body["tools"] = request.tools.iter().map(tool).collect();
        }
        if let Some(output) = &request.output_schema {
            body["output_config"] = json!({"format": {"type": "json_schema", "schema": output.schema}});
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
        let window = count(entry, "/max_input_tokens").filter(|tokens| *tokens > 0);
        models::found(entry.get("id")?, window.or_else(|| models::window(entry)))
    }
}

/// Asks that everything up to here be kept for the next request.
fn mark(block: &mut Value, is_last_stable: bool) {
    if is_last_stable {
        block["cache_control"] = json!({"type": "ephemeral"});
    }
}

/// Turns, which alternate: neighbours of one role are one.
#[derive(Default)]
struct Turns {
    done: Vec<Value>,
}

impl Turns {
    fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    fn add(&mut self, role: &str, message: &PromptMessage, is_last_stable: bool) {
        let mut blocks: Vec<Value> = message.content.iter().map(block).collect();
        if let Some(last) = blocks.last_mut() {
            mark(last, is_last_stable);
        }
        match self.done.last_mut() {
            Some(last) if last["role"] == role => {
                if let Some(content) = last["content"].as_array_mut() {
                    content.append(&mut blocks);
                }
            }
            _ if blocks.is_empty() => {}
            _ => self.done.push(json!({"role": role, "content": blocks})),
        }
    }
}

fn block(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!({"type": "text", "text": text}),
        Part::Image { mime, bytes } => {
            json!({"type": "image", "source": {"type": "base64", "media_type": mime, "data": base64(bytes)}})
        }
        Part::ToolCall(ToolCall { id, name, arguments: written }) => {
            json!({"type": "tool_use", "id": id, "name": name, "input": arguments(written)})
        }
        Part::ToolResult { call, content, is_error, .. } => {
            json!({"type": "tool_result", "tool_use_id": call, "content": content, "is_error": is_error})
        }
    }
}

/// The events of one answer.
#[derive(Default)]
struct Events {
    calls: BTreeMap<u64, ToolCall>,
    usage: Usage,
    has_usage: bool,
}

impl Reader for Events {
    fn read(&mut self, event: &Value, pieces: &mut Vec<Piece>) -> Result<(), ProviderError> {
        let index = event.get("index").and_then(Value::as_u64).unwrap_or(0);
        match event.get("type").and_then(Value::as_str).ok_or(Fault::Malformed)? {
            "message_start" => self.count(&event["message"]["usage"]),
            "content_block_start" => {
                let block = &event["content_block"];
                pieces.extend(text(block, "/text").map(Piece::Text));
                if let ("tool_use", Some(id), Some(name)) =
                    (block["type"].as_str().unwrap_or_default(), text(block, "/id"), text(block, "/name"))
                {
                    self.calls.insert(index, ToolCall { id, name, arguments: String::new() });
                }
            }
            "content_block_delta" => {
                let delta = event.get("delta").filter(|delta| delta.is_object()).ok_or(Fault::Malformed)?;
                match delta["type"].as_str().unwrap_or_default() {
                    "text_delta" => pieces.extend(text(delta, "/text").map(Piece::Text)),
                    "input_json_delta" => {
                        if let Some(call) = self.calls.get_mut(&index) {
                            call.arguments += &text(delta, "/partial_json").unwrap_or_default();
                        }
                    }
                    // Reasoning, its signature, sources.
                    _ => {}
                }
            }
            "content_block_stop" => pieces.extend(self.calls.remove(&index).map(Piece::ToolCall)),
            "message_delta" => {
                self.count(&event["usage"]);
                self.finish(&event["delta"], pieces);
            }
            "message_stop" => pieces.push(Piece::End),
            "error" => return Err(from_object(event).unwrap_or_else(|| Fault::Overloaded.into())),
            // A whole answer of a server that does not stream.
            "message" => {
                for block in event["content"].as_array().into_iter().flatten() {
                    pieces.extend(text(block, "/text").map(Piece::Text));
                    if let (Some(id), Some(name)) = (text(block, "/id"), text(block, "/name")) {
                        let arguments = block["input"].to_string();
                        pieces.push(Piece::ToolCall(ToolCall { id, name, arguments }));
                    }
                }
                self.count(&event["usage"]);
                self.finish(event, pieces);
                pieces.push(Piece::End);
            }
            // Pings, and what comes with later versions.
            _ => {}
        }
        Ok(())
    }
}

impl Events {
    /// What it takes stands partly at the beginning and partly at the end.
    fn count(&mut self, usage: &Value) {
        if let Some(fresh) = count(usage, "/input_tokens") {
            let kept = |place| count(usage, place).unwrap_or(0);
            self.usage.cached_tokens = kept("/cache_read_input_tokens");
            // Here, unlike with others, what was cached is not counted among the input.
            self.usage.prompt_tokens =
                fresh.saturating_add(self.usage.cached_tokens).saturating_add(kept("/cache_creation_input_tokens"));
            self.has_usage = true;
        }
        if let Some(tokens) = count(usage, "/output_tokens") {
            self.usage.completion_tokens = tokens;
        }
    }

    fn finish(&mut self, delta: &Value, pieces: &mut Vec<Piece>) {
        let Some(reason) = text(delta, "/stop_reason") else { return };
        if self.has_usage {
            pieces.push(Piece::Usage(self.usage));
        }
        pieces.push(match reason.as_str() {
            "max_tokens" | "model_context_window_exceeded" => Piece::Finish(Finish::AtLimit),
            "tool_use" => Piece::Finish(Finish::ToolCalls),
            "refusal" => Piece::Refused,
            _ => Piece::Finish(Finish::Whole),
        });
    }
}
