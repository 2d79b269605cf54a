//! Scripts: what one answer says, at what pace, and what goes wrong with it.

use serde::{Deserialize, Serialize};

/// What the server does with one request. Every count is of tokens, which are words with the space behind them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What it says.
    pub reply: Reply,
    /// Pace; as fast as it can when absent.
    #[serde(default)]
    pub tokens_per_second: Option<f64>,
    /// Milliseconds before anything is sent.
    #[serde(default)]
    pub first_token_after_ms: u64,
    /// Whether every token waits for the gate.
    #[serde(default)]
    pub is_gated: bool,
    /// Breaks the connection after so many tokens.
    #[serde(default)]
    pub cut_after: Option<usize>,
    /// Falls silent after so many tokens until it is resumed.
    #[serde(default)]
    pub stall_after: Option<usize>,
    /// Sends something that is no JSON after so many tokens, and goes on.
    #[serde(default)]
    pub malformed_after: Option<usize>,
    /// Sends an error object in the stream after so many tokens, and ends.
    #[serde(default)]
    pub error_after: Option<usize>,
    /// Reasoning that precedes the text, in its own field of the wire.
    #[serde(default)]
    pub reasoning: Option<String>,
    /// Asks for a tool once the text is said: its name, and its arguments as JSON.
    #[serde(default)]
    pub tool_call: Option<(String, String)>,
    /// Leaves out the usage that a client asked for.
    #[serde(default)]
    pub has_no_usage: bool,
    /// Leaves out the closing `[DONE]`, or what the API has for it.
    #[serde(default)]
    pub has_no_done: bool,
    /// Leaves out the reason of the end.
    #[serde(default)]
    pub has_no_finish: bool,
    /// Another reason of the end than `stop`.
    #[serde(default)]
    pub finish_reason: Option<String>,
    /// Refuses requests that have one of these fields with 400 and their name.
    #[serde(default)]
    pub refuses_fields: Vec<String>,
    /// Answers with one body of JSON although a stream was asked for.
    #[serde(default)]
    pub is_not_streamed: bool,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// This text.
    Text(String),
    /// What the last message of the request says; of a transcript, what was said in its last line.
    Echo,
    /// An error instead of an answer.
    Fault(Fault),
}

/// An error of HTTP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The status, such as 429.
    pub status: u16,
    /// `Retry-After`, in seconds or as a date.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// `Location`, for a redirect.
    #[serde(default)]
    pub location: Option<String>,
    /// The body; an error object when absent.
    #[serde(default)]
    pub body: Option<String>,
}

/// An entry of `GET /models`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedModel {
    /// The model's name.
    pub id: String,
    /// Further fields, as the server in question writes them.
    #[serde(flatten)]
    pub more: serde_json::Map<String, serde_json::Value>,
}

impl Script {
    /// Says this text.
    pub fn answer(text: &str) -> Script {
        Script::of(Reply::Text(text.to_owned()))
    }

    /// Says what it was asked.
    pub fn echo() -> Script {
        Script::of(Reply::Echo)
    }

    /// Counts: `1 2 3 ... n`, one number a token, so that nothing lost or doubled goes unnoticed.
    pub fn count(tokens: usize) -> Script {
        let numbers: Vec<String> = (1..=tokens).map(|n| n.to_string()).collect();
        Script::answer(&numbers.join(" "))
    }

    /// Fails with this status.
    pub fn error(status: u16) -> Script {
        Script::of(Reply::Fault(Fault::new(status)))
    }

    /// Fails with this error.
    pub fn fault(fault: Fault) -> Script {
        Script::of(Reply::Fault(fault))
    }

    /// Speaks at this pace.
    pub fn tokens_per_second(mut self, pace: f64) -> Script {
        self.tokens_per_second = Some(pace);
        self
    }

    /// Waits so long before the first token.
    pub fn first_token_after_ms(mut self, milliseconds: u64) -> Script {
        self.first_token_after_ms = milliseconds;
        self
    }

    /// Lets each token wait for the gate.
    pub fn gated(mut self) -> Script {
        self.is_gated = true;
        self
    }

    /// Breaks the connection after so many tokens.
    pub fn cut_after(mut self, tokens: usize) -> Script {
        self.cut_after = Some(tokens);
        self
    }

    /// Falls silent after so many tokens.
    pub fn stall_after(mut self, tokens: usize) -> Script {
        self.stall_after = Some(tokens);
        self
    }

    /// Sends something that is no JSON after so many tokens.
    pub fn malformed_after(mut self, tokens: usize) -> Script {
        self.malformed_after = Some(tokens);
        self
    }

    /// Sends an error object in the stream after so many tokens.
    pub fn error_after(mut self, tokens: usize) -> Script {
        self.error_after = Some(tokens);
        self
    }

    /// Reasons before it speaks.
    pub fn reasoning(mut self, text: &str) -> Script {
        self.reasoning = Some(text.to_owned());
        self
    }

    /// Asks for a tool.
    pub fn tool_call(mut self, name: &str, arguments: &str) -> Script {
        self.tool_call = Some((name.to_owned(), arguments.to_owned()));
        self
    }

    /// Leaves out the usage.
    pub fn without_usage(mut self) -> Script {
        self.has_no_usage = true;
        self
    }

    /// Leaves out `[DONE]`.
    pub fn without_done(mut self) -> Script {
        self.has_no_done = true;
        self
    }

    /// Leaves out the reason of the end.
    pub fn without_finish(mut self) -> Script {
        self.has_no_finish = true;
        self
    }

    /// Ends for this reason, such as `length` or `content_filter`.
    pub fn finish_reason(mut self, reason: &str) -> Script {
        self.finish_reason = Some(reason.to_owned());
        self
    }

    /// Refuses requests with this field.
    pub fn refuses_field(mut self, field: &str) -> Script {
        self.refuses_fields.push(field.to_owned());
        self
    }

    /// Answers with one body of JSON.
    pub fn not_streamed(mut self) -> Script {
        self.is_not_streamed = true;
        self
    }

    fn of(reply: Reply) -> Script {
        Script {
            reply,
            tokens_per_second: None,
            first_token_after_ms: 0,
            is_gated: false,
            cut_after: None,
            stall_after: None,
            malformed_after: None,
            error_after: None,
            reasoning: None,
            tool_call: None,
            has_no_usage: false,
            has_no_done: false,
            has_no_finish: false,
            finish_reason: None,
            refuses_fields: Vec::new(),
            is_not_streamed: false,
        }
    }
}

impl Fault {
    /// An error with this status and the usual error object.
    pub fn new(status: u16) -> Fault {
        Fault { status, retry_after: None, location: None, body: None }
    }

    /// Asks to wait: seconds, or a date of HTTP.
    pub fn retry_after(mut self, when: &str) -> Fault {
        self.retry_after = Some(when.to_owned());
        self
    }

    /// Points elsewhere.
    pub fn location(mut self, url: &str) -> Fault {
        self.location = Some(url.to_owned());
        self
    }

    /// Has this body.
    pub fn body(mut self, body: &str) -> Fault {
        self.body = Some(body.to_owned());
        self
    }
}

impl ListedModel {
    /// A model of which only the name is listed.
    pub fn new(id: &str) -> ListedModel {
        ListedModel { id: id.to_owned(), more: serde_json::Map::new() }
    }

    /// A model with its window, in tokens.
    pub fn with_window(self, tokens: u32) -> ListedModel {
        self.with("context_length", tokens.into())
    }

    /// A model with a further field.
    pub fn with(mut self, field: &str, value: serde_json::Value) -> ListedModel {
        self.more.insert(field.to_owned(), value);
        self
    }
}

/// The tokens of a text: words with the white space behind them. Joined they are the text.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut word_is_over = true;
    for c in text.chars() {
        match tokens.last_mut() {
            Some(last) if !word_is_over || c.is_whitespace() => last.push(c),
            _ => tokens.push(c.to_string()),
        }
        // Scripts without spaces: a character a token.
        word_is_over = c.is_whitespace() || matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_joined_are_the_text() {
        assert_eq!(tokens("one two\n three"), ["one ", "two\n ", "three"]);
        assert_eq!(tokens("湖は 深い"), ["湖", "は ", "深", "い"]);
        assert_eq!(tokens(""), Vec::<String>::new());
        assert_eq!(tokens(" a"), [" ", "a"]);
    }

    #[test]
    fn a_script_travels_as_json() {
        let script = Script::answer("hi").gated().cut_after(3);
        let json = serde_json::to_string(&script).expect("a script is JSON");
        assert_eq!(serde_json::from_str::<Script>(&json).expect("and comes back"), script);
        assert_eq!(
            serde_json::from_str::<Script>(r#"{"reply":{"text":"hi"}}"#).expect("defaults"),
            Script::answer("hi")
        );
        assert!(serde_json::from_str::<Script>(r#"{"reply":"echo","is_gatde":true}"#).is_err(), "a slip is no silence");
    }
}
