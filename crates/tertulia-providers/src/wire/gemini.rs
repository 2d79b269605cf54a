//! Gemini: `POST /models/{model}:streamGenerateContent`.

use reqwest::header::HeaderName;
use serde_json::{Value, json};
use tertulia_core::ports::{
    CompletionRequest, Finish, FoundModel, Part, PromptMessage, PromptRole, ProviderError, ToolCall,
};
use tertulia_core::run::{Fault, Usage};
use url::Url;

use super::{Form, Piece, Reader, Wire, arguments, base64, count, text};
use crate::{BaseUrl, models};

pub(super) struct Gemini;

impl Wire for Gemini {
    fn address(&self, base: &BaseUrl, model: &str) -> Url {
        let model = model.strip_prefix("models/").unwrap_or(model);
        let mut url = base.join(&format!("models/{model}:streamGenerateContent"));
        url.query_pairs_mut().append_pair("alt", "sse");
        url
    }

    fn list_address(&self, base: &BaseUrl) -> Url {
        let mut url = base.join("models");
        url.query_pairs_mut().append_pair("pageSize", "1000");
        url
    }

    fn key_header(&self, key: &str) -> (HeaderName, String) {
        (HeaderName::from_static("x-goog-api-key"), key.to_owned())
    }

    fn body(&self, request: &CompletionRequest, _form: Form) -> Value {
        let (mut system, mut contents) = (Vec::new(), Vec::<Value>::new());
        for message in &request.messages {
            let role = match message.role {
                PromptRole::System if contents.is_empty() => {
                    system.push(json!({"text": message.said()}));
                    continue;
                }
                PromptRole::System | PromptRole::User => "user",
                PromptRole::Assistant => "model",
            };
            add(&mut contents, role, message);
        }
        let mut generation = json!({"maxOutputTokens": request.max_tokens});
        if !request.stop.is_empty() {
            generation["stopSequences"] = json!(request.stop);
        }
        if let Some(output) = &request.output_schema {
            generation["responseMimeType"] = json!("application/json");
            generation["responseJsonSchema"] = output.schema.clone();
        }
        let mut body = json!({"contents": contents, "generationConfig": generation});
        if !system.is_empty() {
            body["systemInstruction"] = json!({"parts": system});
        }
        if !request.tools.is_empty() {
            let declaration = |tool: &tertulia_core::ports::Tool| json!({"name": tool.name, "description": tool.description, "parametersJsonSchema": tool.schema});
            let declarations: Vec<Value> = request.tools.iter().map(declaration).collect();
            body["tools"] = json!([{"functionDeclarations": declarations}]);
        }
        body
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(Chunks::default())
    }

    fn listed<'v>(&self, list: &'v Value) -> Option<&'v Vec<Value>> {
        list.get("models")?.as_array()
    }

    fn found(&self, entry: &Value) -> Option<FoundModel> {
        let methods = entry.get("supportedGenerationMethods").and_then(Value::as_array);
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "generateContent")) {
            return None;
        }
        let name = entry.get("name")?.as_str()?;
        models::found(&json!(name.strip_prefix("models/").unwrap_or(name)), count(entry, "/inputTokenLimit"))
    }
}

/// Turns alternate: neighbours of one role are one.
fn add(contents: &mut Vec<Value>, role: &str, message: &PromptMessage) {
    let mut parts: Vec<Value> = message.content.iter().map(part).collect();
    match contents.last_mut() {
        Some(last) if last["role"] == role => {
            if let Some(known) = last["parts"].as_array_mut() {
                known.append(&mut parts);
            }
        }
        _ if parts.is_empty() => {}
        _ => contents.push(json!({"role": role, "parts": parts})),
    }
}

fn part(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!({"text": text}),
        Part::Image { mime, bytes } => json!({"inlineData": {"mimeType": mime, "data": base64(bytes)}}),
        Part::ToolCall(ToolCall { id, name, arguments: written }) => {
            json!({"functionCall": {"id": id, "name": name, "args": arguments(written)}})
        }
        Part::ToolResult { call, name, content, is_error } => {
            let outcome = if *is_error { "error" } else { "output" };
            json!({"functionResponse": {"id": call, "name": name, "response": {outcome: content}}})
        }
    }
}

/// The chunks of one answer.
#[derive(Default)]
struct Chunks {
    calls: usize,
}

impl Reader for Chunks {
    fn read(&mut self, chunk: &Value, pieces: &mut Vec<Piece>) -> Result<(), ProviderError> {
        // Without `alt=sse` a server sends the chunks as one list.
        if let Some(chunks) = chunk.as_array() {
            return chunks.iter().try_for_each(|chunk| self.read(chunk, pieces));
        }
        if !chunk.is_object() {
            return Err(Fault::Malformed.into());
        }
        if text(chunk, "/promptFeedback/blockReason").is_some() {
            pieces.push(Piece::Refused);
            return Ok(());
        }
        for part in chunk.pointer("/candidates/0/content/parts").and_then(Value::as_array).into_iter().flatten() {
            if part["thought"] == json!(true) {
                continue;
            }
            pieces.extend(text(part, "/text").map(Piece::Text));
            if let Some(name) = text(part, "/functionCall/name") {
                self.calls += 1;
                let id = text(part, "/functionCall/id").unwrap_or_else(|| format!("call_{}", self.calls));
                let arguments = part.pointer("/functionCall/args").map_or_else(|| "{}".into(), Value::to_string);
                pieces.push(Piece::ToolCall(ToolCall { id, name, arguments }));
            }
        }
        // Every chunk says what it took so far; the last one counts.
        pieces.extend(chunk.get("usageMetadata").and_then(usage).map(Piece::Usage));
        let Some(reason) = text(chunk, "/candidates/0/finishReason") else { return Ok(()) };
        pieces.push(match reason.as_str() {
            "MAX_TOKENS" => Piece::Finish(Finish::AtLimit),
            "SAFETY" | "RECITATION" | "PROHIBITED_CONTENT" | "BLOCKLIST" | "SPII" | "IMAGE_SAFETY" => Piece::Refused,
            "MALFORMED_FUNCTION_CALL" | "UNEXPECTED_TOOL_CALL" => return Err(Fault::Malformed.into()),
            _ if self.calls > 0 => Piece::Finish(Finish::ToolCalls),
            _ => Piece::Finish(Finish::Whole),
        });
        Ok(())
    }
}

fn usage(usage: &Value) -> Option<Usage> {
    let said = count(usage, "/candidatesTokenCount");
    let thought = count(usage, "/thoughtsTokenCount").unwrap_or(0);
    Some(Usage {
        prompt_tokens: count(usage, "/promptTokenCount")?,
        cached_tokens: count(usage, "/cachedContentTokenCount").unwrap_or(0),
        completion_tokens: said.unwrap_or(0).saturating_add(thought),
        estimated: false,
    })
}
