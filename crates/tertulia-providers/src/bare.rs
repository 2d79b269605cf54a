//! Tool calls as small models write them: a bare JSON object where the text should be, because they or their server know no
//! better way.

use serde_json::Value;
use tertulia_core::ports::{Tool, ToolCall};

/// Longest text that is kept back because it could be a call, in bytes.
const LONGEST: usize = 64 * 1024;

/// Keeps back a text that begins like a call, until it is one or is none.
pub(crate) struct Bare {
    tools: Vec<Tool>,
    held: String,
    /// It is no call; whatever comes is text.
    is_text: bool,
}

/// What was kept back.
pub(crate) enum Held {
    Nothing,
    Text(String),
    Calls(Vec<ToolCall>),
}

impl Bare {
    /// For a request that offers these tools; `None` where there is nothing to call.
    pub fn new(tools: &[Tool]) -> Option<Bare> {
        (!tools.is_empty()).then(|| Bare { tools: tools.to_vec(), held: String::new(), is_text: false })
    }

    /// Takes more text, and gives what is text for certain.
    pub fn take(&mut self, text: String) -> Option<String> {
        if self.is_text {
            return Some(text);
        }
        self.held.push_str(&text);
        let begins = self.held.trim_start();
        let could_be =
            ["{", "[", "```", "<tool_call>"].iter().any(|mark| begins.starts_with(mark) || mark.starts_with(begins));
        if could_be && self.held.len() <= LONGEST {
            return None;
        }
        self.is_text = true;
        Some(std::mem::take(&mut self.held))
    }

    /// What is still kept back once nothing follows.
    pub fn finish(&mut self) -> Held {
        self.is_text = true;
        let held = std::mem::take(&mut self.held);
        match calls(&held, &self.tools) {
            Some(calls) => Held::Calls(calls),
            None if held.is_empty() => Held::Nothing,
            None => Held::Text(held),
        }
    }
}

/// The calls that a text is, the whole of it; `None` where it is anything else.
fn calls(text: &str, tools: &[Tool]) -> Option<Vec<ToolCall>> {
    let value: Value = serde_json::from_str(inner(text)).ok()?;
    let objects = match value {
        Value::Array(objects) => objects,
        object => vec![object],
    };
    let calls: Option<Vec<ToolCall>> =
        objects.iter().enumerate().map(|(number, object)| call(number, object, tools)).collect();
    calls.filter(|calls| !calls.is_empty())
}

/// Without the fence or the tags around it.
fn inner(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("<tool_call>").map_or(text, |rest| rest.trim_end_matches("</tool_call>"));
    let text = text.trim();
    let Some(fenced) = text.strip_prefix("```") else { return text };
    let fenced = fenced.strip_prefix("json").unwrap_or(fenced);
    fenced.trim_end().trim_end_matches("```").trim()
}

fn call(number: usize, object: &Value, tools: &[Tool]) -> Option<ToolCall> {
    let named = object.get("function").filter(|function| function.is_object()).unwrap_or(object);
    let name = ["name", "tool", "function"].iter().find_map(|key| named.get(key)?.as_str());
    let arguments = ["arguments", "parameters", "args", "input"].iter().find_map(|key| named.get(key));
    let (tool, arguments) = match (name, arguments) {
        (Some(name), arguments) => {
            let tool = tools.iter().find(|tool| tool.name == name)?;
            (tool, arguments.cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new())))
        }
        // Where there is one tool, its arguments alone say which.
        (None, _) => (tools.first().filter(|tool| tools.len() == 1 && fits(object, tool))?, object.clone()),
    };
    let arguments = match arguments {
        Value::String(text) => text,
        value => value.to_string(),
    };
    Some(ToolCall { id: format!("bare_{}", number + 1), name: tool.name.clone(), arguments })
}

/// Whether an object has what a tool needs, and nothing that it does not know.
fn fits(object: &Value, tool: &Tool) -> bool {
    let Some(object) = object.as_object() else { return false };
    let known = |key: &String| tool.schema["properties"].get(key).is_some();
    let needed = tool.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    !object.is_empty() && object.keys().all(known) && needed.into_iter().all(|key| object.contains_key(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tool(name: &str) -> Tool {
        let schema = json!({"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]});
        Tool { name: name.into(), description: String::new(), schema }
    }

    fn called(text: &str, tools: &[Tool]) -> Option<(String, String)> {
        let calls = calls(text, tools)?;
        calls.first().map(|call| (call.name.clone(), call.arguments.clone()))
    }

    #[test]
    fn calls_are_read_in_the_forms_that_models_write() {
        let tools = [tool("search"), tool("read")];
        let expected = Some(("search".to_owned(), r#"{"query":"tram"}"#.to_owned()));
        for text in [
            r#"{"name": "search", "arguments": {"query": "tram"}}"#,
            r#"{"name": "search", "parameters": {"query": "tram"}}"#,
            r#"{"tool": "search", "args": {"query": "tram"}}"#,
            r#"{"function": {"name": "search", "arguments": "{\"query\":\"tram\"}"}}"#,
            r#"[{"name": "search", "arguments": {"query": "tram"}}]"#,
            "```json\n{\"name\": \"search\", \"arguments\": {\"query\": \"tram\"}}\n```",
            "<tool_call>\n{\"name\": \"search\", \"arguments\": {\"query\": \"tram\"}}\n</tool_call>",
        ] {
            assert_eq!(called(text, &tools), expected, "{text}");
        }
        assert_eq!(called(r#"{"query": "tram"}"#, &tools[..1]), expected, "one tool needs no name");
    }

    #[test]
    fn what_is_no_call_stays_text() {
        let tools = [tool("search"), tool("read")];
        for text in [
            r#"{"name": "erase", "arguments": {}}"#,
            r#"{"query": "tram"}"#,
            r#"{"name": "search"} and more"#,
            "[]",
            "{",
            "Take the tram.",
        ] {
            assert_eq!(called(text, &tools), None, "{text}");
        }
        assert_eq!(called(r#"{"colour": "red"}"#, &tools[..1]), None);
    }

    #[test]
    fn plain_text_is_not_kept_back() {
        let mut bare = Bare::new(&[tool("search")]).expect("a tool");
        assert_eq!(bare.take(" ".into()), None);
        assert_eq!(bare.take("Take".into()).as_deref(), Some(" Take"));
        assert_eq!(bare.take("{".into()).as_deref(), Some("{"), "in the middle it is text");
        assert!(matches!(bare.finish(), Held::Nothing));
        assert!(Bare::new(&[]).is_none());
    }
}
