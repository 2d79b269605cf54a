//! The request's body, and the forms that servers take it in.

use crate::BaseUrl;
use serde_json::{Value, json};
use tertulia_core::ports::{CompletionRequest, PromptRole};

/// Which of the parameters that not every server knows a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// `stream_options`, which asks for the usage.
    usage: bool,
    /// `name` on messages.
    names: bool,
    limit: Limit,
}

/// What the limit of the answer's length is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    MaxTokens,
    MaxCompletionTokens,
}

impl Form {
    /// The form that a server most probably takes.
    pub(super) fn first(base: &BaseUrl) -> Form {
        let limit = if base.is_openai() { Limit::MaxCompletionTokens } else { Limit::MaxTokens };
        Form { usage: true, names: true, limit }
    }

    /// The form to try after a refusal with this body. `None` when there is nothing left to leave out.
    pub(super) fn without_what(self, refusal: &[u8]) -> Option<Form> {
        let refusal = String::from_utf8_lossy(refusal).to_lowercase();
        let says = |words: &str| refusal.contains(words);
        if says("max_completion_tokens") && self.limit == Limit::MaxTokens {
            return Some(Form { limit: Limit::MaxCompletionTokens, ..self });
        }
        if says("max_completion_tokens") && says("max_tokens") {
            return None;
        }
        if says("max_completion_tokens") && self.limit == Limit::MaxCompletionTokens {
            return Some(Form { limit: Limit::MaxTokens, ..self });
        }
        if self.names && ["'name'", "\"name\"", "`name`", ".name", "name is"].iter().any(|words| says(words)) {
            return Some(Form { names: false, ..self });
        }
        // Some servers refuse what they do not know without saying what it was.
        self.usage.then_some(Form { usage: false, ..self })
    }
}

/// The body of a request.
pub(super) fn body(request: &CompletionRequest, form: Form) -> Value {
    let messages: Vec<Value> = request
        .messages
        .iter()
        .map(|message| {
            let mut turn = json!({"role": role(message.role), "content": message.content});
            if let Some(name) = message.name.as_deref().filter(|_| form.names) {
                turn["name"] = json!(name);
            }
            turn
        })
        .collect();
    let mut body = json!({"model": request.model, "messages": messages, "stream": true});
    let limit = match form.limit {
        Limit::MaxTokens => "max_tokens",
        Limit::MaxCompletionTokens => "max_completion_tokens",
    };
    body[limit] = json!(request.max_tokens);
    if form.usage {
        body["stream_options"] = json!({"include_usage": true});
    }
    body
}

fn role(role: PromptRole) -> &'static str {
    match role {
        PromptRole::System => "system",
        PromptRole::User => "user",
        PromptRole::Assistant => "assistant",
    }
}
