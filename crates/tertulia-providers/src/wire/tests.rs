//! Streams as providers send them, cut into pieces anywhere; and requests as providers want them.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tertulia_core::model::Api;
use tertulia_core::ports::{
    CacheHint, CompletionRequest, Endpoint, Finish, ModelEvent, OutputSchema, Part, PromptMessage, PromptRole, Tool,
    ToolCall,
};
use tertulia_core::run::Usage;
use tokio::time::Instant;

use super::{Form, of};
use crate::BaseUrl;
use crate::answer::Answer;

const CHAT: &str = concat!(
    ": keep-alive\n\n",
    "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Die Tiefe: \"},\"finish_reason\":null}]}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"深い 🎉\"},\"finish_reason\":null}]}\r\n\r\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_9\",\"type\":\"function\",\"function\":{\"name\":\"depth\",\"arguments\":\"\"}}]},\"finish_reason\":null}]}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"lake\\\":\"}}]},\"finish_reason\":null}]}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"è\\\"}\"}}]},\"finish_reason\":null}]}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n",
    "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":8}}}\n\n",
    "data: [DONE]\n\n",
);

const RESPONSES: &str = concat!(
    "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r1\",\"status\":\"in_progress\"}}\n\n",
    "event: response.reasoning_summary_text.delta\ndata: {\"type\":\"response.reasoning_summary_text.delta\",\"delta\":\"Hm.\"}\n\n",
    "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\"m1\",\"delta\":\"Die Tiefe: \"}\n\n",
    "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\"m1\",\"delta\":\"深い 🎉\"}\n\n",
    "event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\",\"text\":\"Die Tiefe: 深い 🎉\"}\n\n",
    "event: response.function_call_arguments.delta\ndata: {\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{\\\"lake\\\":\"}\n\n",
    "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\",\"id\":\"f1\",\"call_id\":\"call_9\",\"name\":\"depth\",\"arguments\":\"{\\\"lake\\\":\\\"è\\\"}\"}}\n\n",
    "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r1\",\"status\":\"completed\",\"incomplete_details\":null,\"usage\":{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":8},\"output_tokens\":9}}}\n\n",
);

const ANTHROPIC: &str = concat!(
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"content\":[],\"usage\":{\"input_tokens\":10,\"cache_creation_input_tokens\":2,\"cache_read_input_tokens\":8,\"output_tokens\":1}}}\n\n",
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
    "event: ping\ndata: {\"type\": \"ping\"}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Die Tiefe: \"}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"深い 🎉\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_9\",\"name\":\"depth\",\"input\":{}}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"lake\\\":\"}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"è\\\"}\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
);

const GEMINI: &str = concat!(
    "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hm.\",\"thought\":true}]},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":20}}\r\n\r\n",
    "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Die Tiefe: \"}]},\"index\":0}]}\r\n\r\n",
    "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"深い 🎉\"}]},\"index\":0}]}\r\n\r\n",
    "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"call_9\",\"name\":\"depth\",\"args\":{\"lake\":\"è\"}},\"thoughtSignature\":\"x\"}]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":20,\"cachedContentTokenCount\":8,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":4}}\r\n\r\n",
);

fn request(api: Api) -> CompletionRequest {
    CompletionRequest {
        endpoint: Endpoint { api, base_url: "https://api.example.org/v1".into(), key: None },
        model: "deep-one".into(),
        messages: vec![
            PromptMessage::text(PromptRole::System, None, "Be brief."),
            PromptMessage::text(PromptRole::User, Some("ana_m".into()), "How deep is this?"),
        ],
        tools: Vec::new(),
        output_schema: None,
        stop: Vec::new(),
        cache: None,
        max_tokens: 700,
        first_token_timeout: Duration::from_secs(20),
        stall_timeout: Duration::from_secs(20),
    }
}

/// What comes out of a response that comes in these pieces.
async fn heard(api: Api, pieces: Vec<Bytes>) -> Vec<ModelEvent> {
    let body = reqwest::Body::wrap_stream(stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>)));
    let response =
        http::Response::builder().header("content-type", "text/event-stream").body(body).expect("a response");
    let until = Instant::now() + Duration::from_secs(20);
    let answer = Answer::open(response.into(), of(api).reader(), &request(api), until).await.expect("a stream");
    answer.into_stream().map(|event| event.expect("no fault")).collect().await
}

#[tokio::test]
async fn an_answer_is_the_same_wherever_its_bytes_are_cut() {
    let expected = [
        ModelEvent::Text("Die Tiefe: ".into()),
        ModelEvent::Text("深い 🎉".into()),
        ModelEvent::ToolCall(ToolCall {
            id: "call_9".into(),
            name: "depth".into(),
            arguments: r#"{"lake":"è"}"#.into(),
        }),
        ModelEvent::Usage(Usage { prompt_tokens: 20, cached_tokens: 8, completion_tokens: 9, estimated: false }),
        ModelEvent::Finished(Finish::ToolCalls),
    ];
    for (api, recorded) in Api::ALL.into_iter().zip([CHAT, RESPONSES, ANTHROPIC, GEMINI]) {
        let bytes = Bytes::from_static(recorded.as_bytes());
        for at in 0..=bytes.len() {
            let pieces = vec![bytes.slice(..at), bytes.slice(at..)];
            assert_eq!(heard(api, pieces).await, expected, "{api:?}, cut at {at}");
        }
        let single = (0..bytes.len()).map(|at| bytes.slice(at..=at)).collect();
        assert_eq!(heard(api, single).await, expected, "{api:?}, one byte at a time");
    }
}

/// A conversation with everything that a prompt can hold.
fn full(api: Api) -> CompletionRequest {
    let image = Part::Image { mime: "image/png", bytes: Bytes::from_static(b"png") };
    let call = ToolCall { id: "call_1".into(), name: "depth".into(), arguments: r#"{"lake":"è"}"#.into() };
    let result =
        Part::ToolResult { call: "call_1".into(), name: "depth".into(), content: "42 m".into(), is_error: false };
    let mut request = request(api);
    request.messages[1].content.push(image);
    request.messages.push(PromptMessage {
        role: PromptRole::Assistant,
        name: None,
        content: vec![Part::Text("Let me look.".into()), Part::ToolCall(call)],
    });
    request.messages.push(PromptMessage { role: PromptRole::User, name: None, content: vec![result] });
    CompletionRequest {
        tools: vec![Tool {
            name: "depth".into(),
            description: "Looks it up.".into(),
            schema: json!({"type": "object"}),
        }],
        output_schema: Some(OutputSchema { name: "answer".into(), schema: json!({"type": "object", "title": "A"}) }),
        stop: vec!["Ana:".into()],
        cache: Some(CacheHint { key: "g7".into(), stable: 1 }),
        ..request
    }
}

fn body(api: Api, base: &str) -> Value {
    let base = BaseUrl::parse(base).expect("an address");
    of(api).body(&full(api), Form::first(&base))
}

fn expect(body: &Value, places: &[(&str, Value)]) {
    for (place, value) in places {
        assert_eq!(body.pointer(place), Some(value), "{place} in {body:#}");
    }
}

#[test]
fn chat_completions_are_asked_as_openai_wants_it() {
    let sent = body(Api::OpenAiChat, "https://api.openai.com/v1");
    expect(
        &sent,
        &[
            ("/model", json!("deep-one")),
            ("/messages/0", json!({"role": "system", "content": "Be brief."})),
            ("/messages/1/name", json!("ana_m")),
            ("/messages/1/content/0", json!({"type": "text", "text": "How deep is this?"})),
            ("/messages/1/content/1/image_url/url", json!("data:image/png;base64,cG5n")),
            ("/messages/2/content", json!("Let me look.")),
            ("/messages/2/tool_calls/0/function", json!({"name": "depth", "arguments": "{\"lake\":\"è\"}"})),
            ("/messages/3", json!({"role": "tool", "tool_call_id": "call_1", "content": "42 m"})),
            ("/tools/0/function/parameters", json!({"type": "object"})),
            ("/response_format/json_schema/schema/title", json!("A")),
            ("/stop", json!(["Ana:"])),
            ("/max_completion_tokens", json!(700)),
            ("/store", json!(false)),
            ("/prompt_cache_key", json!("g7")),
            ("/stream_options/include_usage", json!(true)),
        ],
    );
    // Others refuse what only OpenAI knows.
    let elsewhere = body(Api::OpenAiChat, "http://127.0.0.1:11434/v1");
    expect(&elsewhere, &[("/max_tokens", json!(700))]);
    for absent in ["store", "prompt_cache_key", "max_completion_tokens"] {
        assert_eq!(elsewhere.get(absent), None, "{absent}");
    }
}

#[test]
fn responses_are_asked_with_nothing_stored() {
    expect(
        &body(Api::OpenAiResponses, "https://api.openai.com/v1"),
        &[
            ("/store", json!(false)),
            ("/stream", json!(true)),
            ("/max_output_tokens", json!(700)),
            ("/input/0/content/0", json!({"type": "input_text", "text": "Be brief."})),
            ("/input/1/content/1", json!({"type": "input_image", "image_url": "data:image/png;base64,cG5n"})),
            ("/input/2/content/0", json!({"type": "output_text", "text": "Let me look."})),
            ("/input/3/type", json!("function_call")),
            ("/input/3/call_id", json!("call_1")),
            ("/input/4", json!({"type": "function_call_output", "call_id": "call_1", "output": "42 m"})),
            ("/tools/0/name", json!("depth")),
            ("/text/format/schema/title", json!("A")),
            ("/prompt_cache_key", json!("g7")),
        ],
    );
}

#[test]
fn messages_are_asked_as_anthropic_wants_it() {
    expect(
        &body(Api::Anthropic, "https://api.anthropic.com/v1"),
        &[
            ("/system/0", json!({"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}})),
            ("/messages/0/role", json!("user")),
            ("/messages/0/content/1/source", json!({"type": "base64", "media_type": "image/png", "data": "cG5n"})),
            (
                "/messages/1/content/1",
                json!({"type": "tool_use", "id": "call_1", "name": "depth", "input": {"lake": "è"}}),
            ),
            ("/messages/2/content/0/tool_use_id", json!("call_1")),
            ("/max_tokens", json!(700)),
            ("/stop_sequences", json!(["Ana:"])),
            ("/tools/0/input_schema", json!({"type": "object"})),
            ("/output_config/format/schema/title", json!("A")),
        ],
    );
}

#[test]
fn gemini_is_asked_as_google_wants_it() {
    expect(
        &body(Api::Gemini, "https://generativelanguage.googleapis.com/v1beta"),
        &[
            ("/systemInstruction/parts/0/text", json!("Be brief.")),
            ("/contents/0/role", json!("user")),
            ("/contents/0/parts/1/inlineData", json!({"mimeType": "image/png", "data": "cG5n"})),
            ("/contents/1/role", json!("model")),
            ("/contents/1/parts/1/functionCall/args", json!({"lake": "è"})),
            ("/contents/2/parts/0/functionResponse/response", json!({"output": "42 m"})),
            ("/generationConfig/maxOutputTokens", json!(700)),
            ("/generationConfig/stopSequences", json!(["Ana:"])),
            ("/generationConfig/responseJsonSchema/title", json!("A")),
            ("/tools/0/functionDeclarations/0/name", json!("depth")),
        ],
    );
    let base = BaseUrl::parse("https://generativelanguage.googleapis.com/v1beta").expect("an address");
    let address = of(Api::Gemini).address(&base, "models/gemini-9");
    assert_eq!(
        address.as_str(),
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-9:streamGenerateContent?alt=sse"
    );
}

#[test]
fn neighbours_of_one_role_are_one_turn_where_turns_must_alternate() {
    let line = |text| PromptMessage::text(PromptRole::User, None, text);
    for (api, turns, parts) in [(Api::Anthropic, "/messages", "content"), (Api::Gemini, "/contents", "parts")] {
        let mut request = request(api);
        request.messages.extend([line("two"), PromptMessage::text(PromptRole::System, None, "three"), line("four")]);
        let base = BaseUrl::parse("https://api.example.org/v1").expect("an address");
        let body = of(api).body(&request, Form::first(&base));
        let turns = body.pointer(turns).and_then(Value::as_array).expect("turns");
        assert_eq!((turns.len(), turns[0][parts].as_array().map(Vec::len)), (1, Some(4)), "{api:?}");
    }
}
