//! The adapter against the scripted model server: every fault of the wire, and that hanging up hangs up.

use futures_util::StreamExt;
use secrecy::SecretString;
use std::time::{Duration, Instant};
use tertulia_core::model::Api;
use tertulia_core::ports::{
    CompletionRequest, Endpoint, Finish, ModelEvent, ModelProvider, PromptMessage, PromptRole, ProviderError,
};
use tertulia_core::run::{Fault, Usage};
use tertulia_providers::Adapter;
use tertulia_testkit::model_server::{API_KEY, Fault as Scripted, ListedModel, ModelServer, Script};

fn endpoint(server: &ModelServer) -> Endpoint {
    Endpoint { api: Api::OpenAiChat, base_url: server.url(), key: Some(SecretString::from(API_KEY)) }
}

fn request(endpoint: Endpoint) -> CompletionRequest {
    let message = |role, name: Option<&str>, text: &str| PromptMessage::text(role, name.map(str::to_owned), text);
    CompletionRequest {
        endpoint,
        model: "scripted".into(),
        messages: vec![
            message(PromptRole::System, None, "Be brief."),
            message(PromptRole::User, Some("ana_m"), "How deep is the lake?"),
        ],
        tools: Vec::new(),
        output_schema: None,
        stop: Vec::new(),
        cache: None,
        max_tokens: 1_000,
        first_token_timeout: Duration::from_secs(10),
        stall_timeout: Duration::from_secs(10),
    }
}

/// The whole answer: its text, the other events, and the error that ended it.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    text: String,
    usage: Option<Usage>,
    finished: Option<bool>,
    error: Option<ProviderError>,
}

async fn hear(adapter: &Adapter, request: CompletionRequest) -> Heard {
    let mut heard = Heard::default();
    let mut stream = match adapter.stream(request).await {
        Ok(stream) => stream,
        Err(error) => return Heard { error: Some(error), ..heard },
    };
    while let Some(event) = stream.next().await {
        assert!(heard.error.is_none() && heard.finished.is_none(), "nothing follows the end");
        match event {
            Ok(ModelEvent::Text(text)) => {
                assert!(!text.is_empty());
                heard.text.push_str(&text);
            }
            Ok(ModelEvent::Usage(usage)) => heard.usage = Some(usage),
            Ok(ModelEvent::Finished(finish)) => heard.finished = Some(finish == Finish::AtLimit),
            Ok(ModelEvent::ToolCall(call)) => panic!("no tool was offered: {call:?}"),
            Err(error) => heard.error = Some(error),
        }
    }
    heard
}

async fn answer_of(script: Script) -> Heard {
    let server = ModelServer::start().await;
    server.queue(script);
    hear(&Adapter::new(), request(endpoint(&server))).await
}

fn fault(heard: &Heard) -> Option<Fault> {
    heard.error.as_ref().map(|error| error.fault)
}

#[tokio::test]
async fn an_answer_streams_whole_with_its_usage() {
    let server = ModelServer::start().await;
    server.queue(Script::answer("The lake is\n深い and عميقة 🎉."));
    let heard = hear(&Adapter::new(), request(endpoint(&server))).await;
    assert_eq!(heard.text, "The lake is\n深い and عميقة 🎉.");
    assert_eq!((heard.finished, heard.error), (Some(false), None));
    let usage = heard.usage.expect("the server says what it took");
    assert!(
        !usage.estimated && usage.prompt_tokens > 0 && usage.cached_tokens > 0 && usage.completion_tokens > 0,
        "{usage:?}"
    );
    let sent = server.request(0).await;
    assert_eq!(sent.model, "scripted");
    assert_eq!(sent.messages[0], serde_json::json!({"role": "system", "content": "Be brief."}));
    assert_eq!(sent.messages[1]["name"], "ana_m");
    assert_eq!((&sent.body["stream"], &sent.body["max_tokens"]), (&true.into(), &1_000.into()));
    assert_eq!(sent.headers["authorization"], "***6789");
}

#[tokio::test]
async fn tokens_come_one_by_one_as_the_model_says_them() {
    let server = ModelServer::start().await;
    server.queue(Script::count(3).gated());
    let adapter = Adapter::new();
    let mut stream = adapter.stream(request(endpoint(&server))).await.expect("an answer begins");
    for expected in ["1 ", "2 ", "3"] {
        server.gate().release(1);
        assert_eq!(stream.next().await, Some(Ok(ModelEvent::Text(expected.into()))));
    }
}

#[tokio::test]
async fn dropping_the_stream_hangs_up_within_300_ms() {
    let server = ModelServer::start().await;
    for script in [Script::count(1_000).gated(), Script::count(1_000).stall_after(2)] {
        server.queue(script);
    }
    let adapter = Adapter::new();
    for number in 0..2 {
        server.gate().release(2);
        let mut stream = adapter.stream(request(endpoint(&server))).await.expect("an answer begins");
        for _ in 0..2 {
            assert!(matches!(stream.next().await, Some(Ok(ModelEvent::Text(_)))));
        }
        let dropped = Instant::now();
        drop(stream);
        let hang_up = server.hang_up(number).await;
        assert_eq!((hang_up.request, hang_up.tokens), (number, 2));
        let took = hang_up.at.duration_since(dropped);
        assert!(took < Duration::from_millis(300), "{took:?}");
    }
}

#[tokio::test]
async fn refusals_of_http_have_their_fault_and_none_of_the_provider_s_words() {
    for (status, expected) in [
        (401, Fault::Unauthorized),
        (403, Fault::Unauthorized),
        (404, Fault::NoSuchModel),
        (408, Fault::TimedOut),
        (429, Fault::RateLimited),
        (500, Fault::Overloaded),
        (503, Fault::Overloaded),
        (529, Fault::Overloaded),
        (413, Fault::Refused),
        (402, Fault::Refused),
    ] {
        let heard = answer_of(Script::error(status)).await;
        let error = heard.error.expect("an error");
        assert_eq!((error.fault, error.status), (expected, Some(status)));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("upstream words") && !shown.contains(API_KEY), "{shown}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_unauthorized_and_never_shown() {
    let server = ModelServer::start().await;
    for key in ["sk-wrong-key-1", "line\nbreak", "schlüssel"] {
        let wrong = Endpoint { key: Some(SecretString::from(key)), ..endpoint(&server) };
        let request = request(wrong);
        assert!(!format!("{request:?}").contains(key), "a request shows no key");
        assert_eq!(fault(&hear(&Adapter::new(), request).await), Some(Fault::Unauthorized), "{key:?}");
    }
    server.set_key(None);
    for key in [None, Some(SecretString::from("  "))] {
        let none = Endpoint { key, ..endpoint(&server) };
        assert_eq!(hear(&Adapter::new(), request(none)).await.error, None);
    }
    assert!(!server.request(1).await.headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_wait_that_the_provider_asks_for_is_passed_on() {
    let heard = answer_of(Script::fault(Scripted::new(429).retry_after("17"))).await;
    assert_eq!(heard.error.and_then(|error| error.retry_after), Some(Duration::from_secs(17)));
    let heard = answer_of(Script::fault(Scripted::new(503).retry_after("Mon, 01 Jan 2035 00:00:00 GMT"))).await;
    assert_eq!(
        heard.error.and_then(|error| error.retry_after),
        Some(Duration::from_secs(86_400)),
        "never longer than a day"
    );
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    for base_url in [format!("http://{address}/v1"), "not an address".into(), "http://user:secret@127.0.0.1/v1".into()]
    {
        let nobody = Endpoint { api: Api::OpenAiChat, base_url, key: None };
        assert_eq!(fault(&hear(&Adapter::new(), request(nobody)).await), Some(Fault::Unreachable));
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = ModelServer::start().await;
    let server = ModelServer::start().await;
    server.queue(Script::fault(Scripted::new(307).location(&format!("{}/chat/completions", elsewhere.url()))));
    let heard = hear(&Adapter::new(), request(endpoint(&server))).await;
    assert_eq!(fault(&heard), Some(Fault::Unreachable));
    assert!(elsewhere.requests().is_empty(), "key and conversation stay where they were configured to go");
}

#[tokio::test]
async fn a_stream_that_breaks_off_keeps_its_text_and_says_so() {
    let heard = answer_of(Script::count(10).cut_after(4)).await;
    assert_eq!((heard.text.as_str(), fault(&heard)), ("1 2 3 4 ", Some(Fault::CutStream)));
    let heard = answer_of(Script::count(10).cut_after(0)).await;
    assert_eq!((heard.text.as_str(), fault(&heard)), ("", Some(Fault::CutStream)));
}

#[tokio::test]
async fn a_missing_end_mark_is_forgiven_only_after_the_model_has_finished() {
    let heard = answer_of(Script::count(3).without_done()).await;
    assert_eq!((heard.finished, heard.error), (Some(false), None));
    let heard = answer_of(Script::count(3).without_finish()).await;
    assert_eq!((heard.finished, heard.error), (Some(false), None));
    let heard = answer_of(Script::count(3).without_finish().without_done()).await;
    assert_eq!((heard.finished, fault(&heard)), (None, Some(Fault::CutStream)));
}

#[tokio::test]
async fn a_stall_ends_after_its_time_and_a_resumed_one_goes_on() {
    let server = ModelServer::start().await;
    let adapter = Adapter::new();
    server.queue(Script::count(5).stall_after(2));
    let short = CompletionRequest { stall_timeout: Duration::from_millis(80), ..request(endpoint(&server)) };
    let heard = hear(&adapter, short).await;
    assert_eq!((heard.text.as_str(), fault(&heard)), ("1 2 ", Some(Fault::TimedOut)));
    assert_eq!(server.hang_up(0).await.tokens, 2, "the connection is closed");
    server.queue(Script::count(5).stall_after(2));
    server.resume();
    assert_eq!(hear(&adapter, request(endpoint(&server))).await.text, "1 2 3 4 5");
}

#[tokio::test]
async fn a_first_token_that_does_not_come_in_time_times_out() {
    let server = ModelServer::start().await;
    let adapter = Adapter::new();
    let short = || CompletionRequest { first_token_timeout: Duration::from_millis(80), ..request(endpoint(&server)) };
    server.queue(Script::count(3).stall_after(0));
    assert_eq!(fault(&hear(&adapter, short()).await), Some(Fault::TimedOut));
    server.queue(Script::count(3).first_token_after_ms(60_000));
    assert_eq!(fault(&hear(&adapter, short()).await), Some(Fault::TimedOut));
    server.queue(Script::error(500).first_token_after_ms(60_000));
    assert_eq!(fault(&hear(&adapter, short()).await), Some(Fault::TimedOut), "before any head");
}

#[tokio::test]
async fn a_chunk_that_cannot_be_read_is_malformed() {
    let heard = answer_of(Script::count(5).malformed_after(2)).await;
    assert_eq!((heard.text.as_str(), fault(&heard)), ("1 2 ", Some(Fault::Malformed)));
    let page = Script::fault(Scripted::new(200).body("<html>hello</html>"));
    assert_eq!(fault(&answer_of(page).await), Some(Fault::Malformed));
}

#[tokio::test]
async fn an_error_inside_a_stream_is_an_error() {
    let heard = answer_of(Script::count(5).error_after(3)).await;
    let error = heard.error.clone().expect("an error");
    assert_eq!((heard.text.as_str(), error.fault, error.status), ("1 2 3 ", Fault::Overloaded, Some(500)));
    assert!(!format!("{error:?}").contains("bad day"));
    let instead = Script::fault(Scripted::new(200).body(r#"{"error":{"type":"rate_limit_exceeded"}}"#));
    assert_eq!(fault(&answer_of(instead).await), Some(Fault::RateLimited));
}

#[tokio::test]
async fn saying_nothing_is_an_error_and_a_filter_is_a_refusal() {
    assert_eq!(fault(&answer_of(Script::answer("")).await), Some(Fault::Empty));
    assert_eq!(fault(&answer_of(Script::answer("").reasoning("hm hm")).await), Some(Fault::Empty));
    let filtered = answer_of(Script::answer("The").finish_reason("content_filter")).await;
    assert_eq!((filtered.text.as_str(), fault(&filtered)), ("The", Some(Fault::Refused)));
}

#[tokio::test]
async fn reasoning_is_not_part_of_the_text() {
    let heard = answer_of(Script::answer("Deep.").reasoning("The lake, let me see.")).await;
    assert_eq!((heard.text.as_str(), heard.error), ("Deep.", None));
}

#[tokio::test]
async fn an_answer_at_its_limit_says_so() {
    let server = ModelServer::start().await;
    server.queue(Script::count(50));
    let heard = hear(&Adapter::new(), CompletionRequest { max_tokens: 3, ..request(endpoint(&server)) }).await;
    assert_eq!((heard.text.as_str(), heard.finished), ("1 2 3 ", Some(true)));
}

#[tokio::test]
async fn usage_is_estimated_where_the_provider_is_silent() {
    let usage = answer_of(Script::count(100).without_usage()).await.usage.expect("an estimate");
    assert!(usage.estimated && usage.prompt_tokens > 0 && usage.completion_tokens > 50, "{usage:?}");
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_heard_all_the_same() {
    let heard = answer_of(Script::answer("All at once.").not_streamed()).await;
    assert_eq!((heard.text.as_str(), heard.finished, heard.error), ("All at once.", Some(false), None));
}

#[tokio::test]
async fn parameters_that_a_server_refuses_are_left_out_and_remembered() {
    for (field, kept) in
        [("stream_options", "max_tokens"), ("max_tokens", "max_completion_tokens"), ("name", "max_tokens")]
    {
        let server = ModelServer::start().await;
        let words = format!(
            r#"{{"error":{{"message":"Unsupported parameter: '{field}'. Use max_completion_tokens instead."}}}}"#
        );
        let refusal = if field == "max_tokens" {
            Script::fault(Scripted::new(400).body(&words))
        } else {
            Script::answer("Yes.").refuses_field(field)
        };
        server.queue(refusal);
        let adapter = Adapter::new();
        let heard = hear(&adapter, request(endpoint(&server))).await;
        assert_eq!(heard.error, None, "{field}");
        let requests = server.requests();
        assert_eq!(requests.len(), 2, "{field}");
        let has = |number: usize, field: &str| {
            let body = &requests[number].body;
            body.get(field).is_some() || body["messages"][1].get(field).is_some()
        };
        assert!(has(0, field) && !has(1, field) && has(1, kept), "{field}");
        server.queue(Script::answer("Again.").refuses_field(field));
        assert_eq!(hear(&adapter, request(endpoint(&server))).await.text, "Again.", "{field}");
        assert_eq!(server.requests().len(), 3, "{field}: the second time the right form goes first");
    }
}

#[tokio::test]
async fn a_request_that_is_refused_in_every_form_is_refused() {
    let server = ModelServer::start().await;
    server.otherwise(Script::error(400));
    let heard = hear(&Adapter::new(), request(endpoint(&server))).await;
    let error = heard.error.expect("an error");
    assert_eq!((error.fault, error.status), (Fault::Refused, Some(400)));
    assert!(server.requests().len() <= 4);
}

#[tokio::test]
async fn models_are_listed_with_their_windows() {
    let server = ModelServer::start().await;
    let adapter = Adapter::new();
    server.list(vec![
        ListedModel::new("small").with_window(4_096),
        ListedModel::new("plain"),
        ListedModel::new("vast").with("max_model_len", 1_000_000.into()),
    ]);
    let found = adapter.list_models(&endpoint(&server)).await.expect("a list");
    let found: Vec<_> = found.iter().map(|model| (model.wire_name.as_str(), model.context_window)).collect();
    assert_eq!(found, [("small", Some(4_096)), ("plain", None), ("vast", Some(1_000_000))]);
    server.fail_to_list(Scripted::new(404));
    assert_eq!(adapter.list_models(&endpoint(&server)).await, Ok(Vec::new()), "a server without a list has none");
    server.fail_to_list(Scripted::new(503));
    assert_eq!(adapter.list_models(&endpoint(&server)).await.map_err(|error| error.fault), Err(Fault::Overloaded));
    for body in ["[", "{\"data\": 7}", "\"x\""] {
        server.fail_to_list(Scripted::new(200).body(body));
        assert_eq!(
            adapter.list_models(&endpoint(&server)).await.map_err(|error| error.fault),
            Err(Fault::Malformed),
            "{body}"
        );
    }
    server.fail_to_list(Scripted::new(200).body(&format!("\"{}\"", "x".repeat(9 * 1024 * 1024))));
    assert_eq!(
        adapter.list_models(&endpoint(&server)).await.map_err(|error| error.fault),
        Err(Fault::Malformed),
        "too long to be a list"
    );
}

#[tokio::test]
async fn a_test_holds_a_real_chat_and_cancels_another() {
    let server = ModelServer::start().await;
    server.list(vec![ListedModel::new("text-embed-1"), ListedModel::new("chatty").with_window(32_768)]);
    server.when("Count from 1", Script::count(1_000).stall_after(5));
    let probe = Adapter::new().probe(&endpoint(&server), None).await;
    assert_eq!((probe.error, probe.tried_model.as_deref(), probe.was_cancelled), (None, Some("chatty"), true));
    assert!(probe.first_token.is_some() && probe.models.len() == 2);
    assert_eq!(server.request(0).await.body["max_tokens"], 1);
    assert_eq!(server.hang_up(0).await.request, 1, "the server sees the cancel");
}

#[tokio::test]
async fn a_test_says_what_is_wrong() {
    let server = ModelServer::start().await;
    let adapter = Adapter::new();
    let wrong = Endpoint { key: Some(SecretString::from("sk-wrong")), ..endpoint(&server) };
    let probe = adapter.probe(&wrong, None).await;
    assert_eq!(probe.error.map(|error| error.fault), Some(Fault::Unauthorized));
    server.list(Vec::new());
    let probe = adapter.probe(&endpoint(&server), None).await;
    assert_eq!(probe.error.map(|error| error.fault), Some(Fault::NoSuchModel), "nothing listed and nothing named");
    server.otherwise(Script::error(404));
    let probe = adapter.probe(&endpoint(&server), Some("missing")).await;
    assert_eq!(
        (probe.error.map(|error| error.fault), probe.tried_model.as_deref()),
        (Some(Fault::NoSuchModel), Some("missing"))
    );
    server.fail_to_list(Scripted::new(500));
    server.otherwise(Script::echo());
    let probe = adapter.probe(&endpoint(&server), Some("named")).await;
    assert_eq!((probe.error, probe.tried_model.as_deref()), (None, Some("named")), "a chat may work without a list");
}

#[tokio::test]
async fn a_test_of_a_model_that_reasons_gives_it_room() {
    let server = ModelServer::start().await;
    server.queue(Script::answer("").reasoning("hm"));
    let probe = Adapter::new().probe(&endpoint(&server), Some("thinker")).await;
    assert_eq!(probe.error, None);
    assert!(probe.first_token.is_some());
    assert!(server.request(1).await.body["max_tokens"].as_u64() > Some(100));
}

#[tokio::test]
async fn a_stream_without_end_is_bounded() {
    let heard = answer_of(Script::answer(&"x".repeat(2 * 1024 * 1024))).await;
    assert_eq!((heard.text.len(), fault(&heard)), (0, Some(Fault::Malformed)), "one endless line is no chunk");
}
