//! The four kinds of API that the server speaks, each as its maker does.

use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

/// A kind of API.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wire {
    Chat,
    Responses,
    Anthropic,
    Gemini,
}

/// What an answer took, in tokens.
#[derive(Clone, Copy)]
pub(super) struct Took {
    pub prompt: usize,
    pub completion: usize,
}

/// A scripted tool call.
#[derive(Clone, Copy)]
pub(super) struct Call<'s> {
    pub name: &'s str,
    pub arguments: &'s str,
}

impl Wire {
    /// The wire whose list of models is asked for; they share an address.
    pub fn of_list(headers: &HeaderMap) -> Wire {
        if headers.contains_key("anthropic-version") {
            Wire::Anthropic
        } else if headers.contains_key("x-goog-api-key") {
            Wire::Gemini
        } else {
            Wire::Chat
        }
    }

    /// The key that a request brings.
    pub fn key(self, headers: &HeaderMap) -> Option<String> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        match self {
            Wire::Chat | Wire::Responses => {
                text(header::AUTHORIZATION.as_str())?.strip_prefix("Bearer ").map(str::to_owned)
            }
            Wire::Anthropic => text("x-api-key"),
            Wire::Gemini => text("x-goog-api-key"),
        }
    }

    /// The messages of a body, the system's first.
    pub fn messages(self, body: &Value) -> Vec<Value> {
        let list = |field: &str| body[field].as_array().cloned().unwrap_or_default();
        let system = |texts: Value| json!({"role": "system", "content": texts});
        match self {
            Wire::Chat => list("messages"),
            Wire::Responses => list("input"),
            Wire::Anthropic => {
                let first = body.get("system").cloned().map(system);
                first.into_iter().chain(list("messages")).collect()
            }
            Wire::Gemini => {
                let first = body.pointer("/systemInstruction/parts").cloned().map(system);
                first.into_iter().chain(list("contents")).collect()
            }
        }
    }

    /// The longest answer that a body allows, in tokens.
    pub fn limit(self, body: &Value) -> Option<u64> {
        let places: &[&str] = match self {
            Wire::Chat => &["/max_tokens", "/max_completion_tokens"],
            Wire::Responses => &["/max_output_tokens"],
            Wire::Anthropic => &["/max_tokens"],
            Wire::Gemini => &["/generationConfig/maxOutputTokens"],
        };
        places.iter().find_map(|place| body.pointer(place).and_then(Value::as_u64))
    }

    /// Whether a body asks for a stream; with Gemini the address does.
    pub fn is_streamed(self, body: &Value) -> bool {
        self == Wire::Gemini || body["stream"] == json!(true)
    }

    /// What comes before the first text.
    pub fn opening(self, model: &str, took: Took) -> Vec<String> {
        match self {
            Wire::Chat => vec![self.delta(model, json!({"role": "assistant", "content": ""}), Value::Null)],
            Wire::Responses => {
                let response = json!({"id": "resp_1", "object": "response", "status": "in_progress", "model": model});
                vec![
                    named("response.created", json!({"response": response})),
                    named(
                        "response.output_item.added",
                        json!({"output_index": 0, "item": {"type": "message", "role": "assistant"}}),
                    ),
                    named(
                        "response.content_part.added",
                        json!({"output_index": 0, "content_index": 0, "part": {"type": "output_text", "text": ""}}),
                    ),
                ]
            }
            Wire::Anthropic => {
                let cached = took.prompt / 2;
                let usage = json!({"input_tokens": took.prompt - cached, "cache_read_input_tokens": cached,
                    "cache_creation_input_tokens": 0, "output_tokens": 1});
                let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": [], "usage": usage});
                vec![
                    named("message_start", json!({"message": message})),
                    named("content_block_start", json!({"index": 0, "content_block": {"type": "text", "text": ""}})),
                    named("ping", json!({})),
                ]
            }
            Wire::Gemini => Vec::new(),
        }
    }

    /// A piece of reasoning.
    pub fn thought(self, model: &str, thought: &str) -> String {
        match self {
            Wire::Chat => self.delta(model, json!({"reasoning_content": thought}), Value::Null),
            Wire::Responses => named("response.reasoning_summary_text.delta", json!({"delta": thought})),
            Wire::Anthropic => named(
                "content_block_delta",
                json!({"index": 0, "delta": {"type": "thinking_delta", "thinking": thought}}),
            ),
            Wire::Gemini => chunk(json!([{"text": thought, "thought": true}]), None, None),
        }
    }

    /// A piece of text.
    pub fn word(self, model: &str, word: &str) -> String {
        match self {
            Wire::Chat => self.delta(model, json!({"content": word}), Value::Null),
            Wire::Responses => {
                named("response.output_text.delta", json!({"output_index": 0, "content_index": 0, "delta": word}))
            }
            Wire::Anthropic => {
                named("content_block_delta", json!({"index": 0, "delta": {"type": "text_delta", "text": word}}))
            }
            Wire::Gemini => chunk(json!([{"text": word}]), None, None),
        }
    }

    /// A tool call, in as many pieces as this API sends it.
    pub fn call(self, model: &str, call: Call<'_>) -> Vec<String> {
        let Call { name, arguments } = call;
        let middle = (0..=arguments.len() / 2).rev().find(|at| arguments.is_char_boundary(*at)).unwrap_or(0);
        let halves = [&arguments[..middle], &arguments[middle..]];
        match self {
            Wire::Chat => {
                let first = json!([{"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": ""}}]);
                let rest = halves.map(|half| json!([{"index": 0, "function": {"arguments": half}}]));
                let pieces = [first].into_iter().chain(rest);
                pieces.map(|calls| self.delta(model, json!({"tool_calls": calls}), Value::Null)).collect()
            }
            Wire::Responses => {
                let item = json!({"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": name, "arguments": arguments});
                halves
                    .map(|half| {
                        named("response.function_call_arguments.delta", json!({"output_index": 1, "delta": half}))
                    })
                    .into_iter()
                    .chain([named("response.output_item.done", json!({"output_index": 1, "item": item}))])
                    .collect()
            }
            Wire::Anthropic => {
                let block = json!({"type": "tool_use", "id": "call_1", "name": name, "input": {}});
                let delta = |half| {
                    named(
                        "content_block_delta",
                        json!({"index": 1, "delta": {"type": "input_json_delta", "partial_json": half}}),
                    )
                };
                let mut events = vec![named("content_block_start", json!({"index": 1, "content_block": block}))];
                events.extend(halves.map(delta));
                events.push(named("content_block_stop", json!({"index": 1})));
                events
            }
            Wire::Gemini => {
                let arguments: Value = serde_json::from_str(arguments).unwrap_or(Value::Null);
                vec![chunk(json!([{"functionCall": {"id": "call_1", "name": name, "args": arguments}}]), None, None)]
            }
        }
    }

    /// How an answer ends; each part is left out where the script says so. `finish` in the words of chat completions.
    pub fn ending(self, model: &str, finish: Option<&str>, took: Option<Took>, has_done: bool) -> Vec<String> {
        let mut events = Vec::new();
        match self {
            Wire::Chat => {
                events.extend(finish.map(|finish| self.delta(model, json!({}), json!(finish))));
                events.extend(took.map(|took| {
                    let usage = self.usage(took);
                    data(&json!({"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": usage}))
                }));
                events.extend(has_done.then(|| "data: [DONE]\n\n".to_owned()));
            }
            Wire::Responses => {
                let Some(finish) = finish else { return events };
                let reason = match finish {
                    "length" => Some("max_output_tokens"),
                    "content_filter" => Some("content_filter"),
                    _ => None,
                };
                let name = if reason.is_some() { "response.incomplete" } else { "response.completed" };
                let mut response = json!({"id": "resp_1", "object": "response", "model": model, "status": &name[9..]});
                response["incomplete_details"] = reason.map_or(Value::Null, |reason| json!({"reason": reason}));
                response["usage"] = took.map_or(Value::Null, |took| self.usage(took));
                events.push(named("response.output_text.done", json!({"output_index": 0})));
                events.push(named(name, json!({"response": response})));
            }
            Wire::Anthropic => {
                events.push(named("content_block_stop", json!({"index": 0})));
                if let Some(finish) = finish {
                    let mut end = json!({"delta": {"stop_reason": self.finish(finish), "stop_sequence": null}});
                    end["usage"] = took.map_or(Value::Null, |took| json!({"output_tokens": took.completion}));
                    events.push(named("message_delta", end));
                }
                events.extend(has_done.then(|| named("message_stop", json!({}))));
            }
            Wire::Gemini => {
                let usage = took.map(|took| self.usage(took));
                events.push(chunk(json!([{"text": ""}]), finish.map(|finish| self.finish(finish)), usage));
            }
        }
        events
    }

    /// Something that is no JSON.
    pub fn malformed(self) -> &'static str {
        "data: {\"choices\":[{\"delta\":\n\n"
    }

    /// An error in the midst of a stream.
    pub fn error(self) -> String {
        let words = "the scripted server has a bad day";
        match self {
            Wire::Chat => data(&json!({"error": {"message": words, "type": "server_error", "code": 500}})),
            Wire::Responses => named(
                "response.failed",
                json!({"response": {"status": "failed", "error": {"code": "server_error", "message": words}}}),
            ),
            Wire::Anthropic => named("error", json!({"error": {"type": "overloaded_error", "message": words}})),
            Wire::Gemini => data(&json!({"error": {"code": 503, "status": "UNAVAILABLE", "message": words}})),
        }
    }

    /// A whole answer, where a stream was not asked for or not given.
    pub fn whole(self, model: &str, text: &str, finish: &str, took: Took) -> Value {
        match self {
            Wire::Chat => {
                let message = json!({"role": "assistant", "content": text});
                let choice = json!({"index": 0, "message": message, "finish_reason": finish});
                json!({"id": "c", "object": "chat.completion", "choices": [choice], "usage": self.usage(took)})
            }
            Wire::Responses => {
                let message =
                    json!({"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]});
                json!({"id": "resp_1", "object": "response", "model": model, "status": "completed", "output": [message], "usage": self.usage(took)})
            }
            Wire::Anthropic => {
                json!({"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": [{"type": "text", "text": text}],
                    "stop_reason": self.finish(finish), "usage": {"input_tokens": took.prompt, "output_tokens": took.completion}})
            }
            Wire::Gemini => {
                let candidate = json!({"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": self.finish(finish)});
                json!([{"candidates": [candidate], "usageMetadata": self.usage(took)}])
            }
        }
    }

    /// An error's body, as this API writes it.
    pub fn refusal(self, status: u16, words: &str) -> Value {
        match self {
            Wire::Chat | Wire::Responses => json!({"error": {"message": words, "type": "scripted"}}),
            Wire::Anthropic => json!({"type": "error", "error": {"type": "scripted", "message": words}}),
            Wire::Gemini => json!({"error": {"code": status, "message": words, "status": "SCRIPTED"}}),
        }
    }

    /// A list of models.
    pub fn list(self, models: &[super::ListedModel]) -> Value {
        let entries: Vec<Value> = models
            .iter()
            .map(|model| {
                let mut entry = json!(model);
                match self {
                    Wire::Chat | Wire::Responses => entry["object"] = json!("model"),
                    Wire::Anthropic => entry["type"] = json!("model"),
                    Wire::Gemini => {
                        entry["name"] = json!(format!("models/{}", model.id));
                        entry["supportedGenerationMethods"] = json!(["generateContent", "countTokens"]);
                    }
                }
                entry
            })
            .collect();
        match self {
            Wire::Chat | Wire::Responses => json!({"object": "list", "data": entries}),
            Wire::Anthropic => json!({"data": entries, "has_more": false}),
            Wire::Gemini => json!({"models": entries}),
        }
    }

    fn usage(self, took: Took) -> Value {
        let Took { prompt, completion } = took;
        match self {
            Wire::Chat => {
                json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
                "prompt_tokens_details": {"cached_tokens": prompt / 2}})
            }
            Wire::Responses => json!({"input_tokens": prompt, "input_tokens_details": {"cached_tokens": prompt / 2},
                "output_tokens": completion, "total_tokens": prompt + completion}),
            Wire::Anthropic => json!({"input_tokens": prompt, "output_tokens": completion}),
            Wire::Gemini => json!({"promptTokenCount": prompt, "cachedContentTokenCount": prompt / 2,
                "candidatesTokenCount": completion, "totalTokenCount": prompt + completion}),
        }
    }

    /// A reason of the end, given in the words of chat completions.
    fn finish(self, finish: &str) -> &str {
        match (self, finish) {
            (Wire::Anthropic, "stop") => "end_turn",
            (Wire::Anthropic, "length") => "max_tokens",
            (Wire::Anthropic, "tool_calls") => "tool_use",
            (Wire::Anthropic, "content_filter") => "refusal",
            (Wire::Gemini, "length") => "MAX_TOKENS",
            (Wire::Gemini, "content_filter") => "SAFETY",
            (Wire::Gemini, "stop" | "tool_calls") => "STOP",
            _ => finish,
        }
    }

    fn delta(self, model: &str, delta: Value, finish: Value) -> String {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": finish});
        data(&json!({"id": "c", "object": "chat.completion.chunk", "model": model, "choices": [choice]}))
    }
}

fn data(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// An event whose name is also in its data.
fn named(name: &str, mut value: Value) -> String {
    value["type"] = json!(name);
    format!("event: {name}\ndata: {value}\n\n")
}

/// A chunk of Gemini.
fn chunk(parts: Value, finish: Option<&str>, usage: Option<Value>) -> String {
    let mut candidate = json!({"index": 0, "content": {"role": "model", "parts": parts}});
    if let Some(finish) = finish {
        candidate["finishReason"] = json!(finish);
    }
    let mut chunk = json!({"candidates": [candidate]});
    if let Some(usage) = usage {
        chunk["usageMetadata"] = usage;
    }
    data(&chunk)
}
