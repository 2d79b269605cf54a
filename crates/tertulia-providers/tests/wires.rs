//! All four kinds of API against the scripted model server: what can go wrong, before and after the first word; hanging up; lists;
//! the *Test* button.

use std::time::Duration;

use futures_util::StreamExt;
use secrecy::SecretString;
use tertulia_core::model::{Api, Features};
use tertulia_core::ports::{
    CompletionRequest, Endpoint, Finish, ModelEvent, ModelProvider, PromptMessage, PromptRole, ProviderError, Tool,
    ToolCall,
};
use tertulia_core::run::{Fault, Usage};
use tertulia_providers::Adapter;
use tertulia_testkit::model_server::{API_KEY, Fault as Scripted, ListedModel, ModelServer, Script};

fn endpoint(api: Api, server: &ModelServer) -> Endpoint {
    Endpoint { api, base_url: server.url(), key: Some(SecretString::from(API_KEY)) }
}

fn request(endpoint: Endpoint) -> CompletionRequest {
    CompletionRequest {
        endpoint,
        model: "scripted".into(),
        messages: vec![
            PromptMessage::text(PromptRole::System, None, "Be brief."),
            PromptMessage::text(PromptRole::User, Some("ana_m".into()), "How deep is the lake?"),
        ],
        tools: Vec::new(),
        output_schema: None,
        stop: Vec::new(),
        cache: None,
        max_tokens: 1_000,
        first_token_timeout: Duration::from_secs(20),
        stall_timeout: Duration::from_secs(20),
    }
}

/// The whole answer.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    text: String,
    calls: Vec<ToolCall>,
    usage: Option<Usage>,
    finish: Option<Finish>,
    error: Option<ProviderError>,
}

async fn hear(request: CompletionRequest) -> Heard {
    let mut heard = Heard::default();
    let mut stream = match Adapter::new().stream(request).await {
        Ok(stream) => stream,
        Err(error) => return Heard { error: Some(error), ..heard },
    };
    while let Some(event) = stream.next().await {
        assert!(heard.error.is_none() && heard.finish.is_none(), "nothing follows the end");
        match event {
            Ok(ModelEvent::Text(text)) => heard.text.push_str(&text),
            Ok(ModelEvent::ToolCall(call)) => heard.calls.push(call),
            Ok(ModelEvent::Usage(usage)) => heard.usage = Some(usage),
            Ok(ModelEvent::Finished(finish)) => heard.finish = Some(finish),
            Err(error) => heard.error = Some(error),
        }
    }
    heard
}

async fn answer_of(api: Api, script: Script) -> Heard {
    let server = ModelServer::start().await;
    // Whatever is asked again is answered the same.
    server.otherwise(script);
    hear(request(endpoint(api, &server))).await
}

#[tokio::test]
async fn an_answer_streams_whole_with_what_it_took() {
    for api in Api::ALL {
        let text = "The lake is\n深い and عميقة 🎉.";
        let heard = answer_of(api, Script::answer(text).reasoning("Let me think.")).await;
        assert_eq!((heard.text.as_str(), heard.finish, heard.error), (text, Some(Finish::Whole), None), "{api:?}");
        let usage = heard.usage.expect("usage");
        assert_eq!((usage.prompt_tokens, usage.cached_tokens, usage.estimated), (7, 3, false), "{api:?}");
        assert_eq!(usage.completion_tokens, 8, "{api:?}");

        let estimated = answer_of(api, Script::answer(text).without_usage()).await;
        assert_eq!((estimated.text.as_str(), estimated.finish), (text, Some(Finish::Whole)), "{api:?}");
        if api != Api::Anthropic {
            // Which says what the prompt took at the beginning already.
            assert!(estimated.usage.expect("an estimate").estimated, "{api:?}");
        }
        let whole = answer_of(api, Script::answer(text).not_streamed()).await;
        assert_eq!((whole.text.as_str(), whole.finish), (text, Some(Finish::Whole)), "{api:?}");
        let long = answer_of(api, Script::answer("a b c").finish_reason("length")).await;
        assert_eq!(long.finish, Some(Finish::AtLimit), "{api:?}");
        let request_limit = {
            let server = ModelServer::start().await;
            server.queue(Script::count(40));
            hear(CompletionRequest { max_tokens: 20, ..request(endpoint(api, &server)) }).await
        };
        assert_eq!(request_limit.finish, Some(Finish::AtLimit), "{api:?}");
        assert!(request_limit.text.trim_end().ends_with(" 20"), "{api:?}: {}", request_limit.text);
    }
}

#[tokio::test]
async fn a_bad_day_is_one_fault_before_the_first_word_and_after_it() {
    let wait = Duration::from_secs(7);
    let limited = Scripted::new(429).retry_after("7");
    let elsewhere = Scripted::new(302).location("http://127.0.0.1:1/");
    let page = Scripted::new(200).body("<html>Welcome</html>");
    for api in Api::ALL {
        let before: [(Script, Fault); 14] = [
            (Script::error(400), Fault::Refused),
            (Script::error(401), Fault::Unauthorized),
            (Script::error(404), Fault::NoSuchModel),
            (Script::error(408), Fault::TimedOut),
            (Script::fault(limited.clone()), Fault::RateLimited),
            (Script::error(500), Fault::Overloaded),
            (Script::error(529), Fault::Overloaded),
            (Script::fault(elsewhere.clone()), Fault::Unreachable),
            (Script::fault(page.clone()), Fault::Malformed),
            (Script::count(9).cut_after(0), Fault::CutStream),
            (Script::count(9).malformed_after(0), Fault::Malformed),
            (Script::count(9).error_after(0), Fault::Overloaded),
            (Script::answer(""), Fault::Empty),
            (Script::answer("").finish_reason("content_filter"), Fault::Refused),
        ];
        for (script, fault) in before {
            let heard = answer_of(api, script.clone()).await;
            let error = heard.error.unwrap_or_else(|| panic!("{api:?}: no fault in {script:?}"));
            assert_eq!((error.fault, heard.text.as_str()), (fault, ""), "{api:?}: {script:?}");
            assert_eq!(error.retry_after, (fault == Fault::RateLimited).then_some(wait), "{api:?}");
            assert!(!format!("{error:?} {error}").contains("upstream words"), "{api:?}: {error:?}");
        }
        let after: [(Script, Fault); 4] = [
            (Script::count(9).cut_after(2), Fault::CutStream),
            (Script::count(9).malformed_after(2), Fault::Malformed),
            (Script::count(9).error_after(2), Fault::Overloaded),
            (Script::count(2).finish_reason("content_filter"), Fault::Refused),
        ];
        for (script, fault) in after {
            let heard = answer_of(api, script.clone()).await;
            assert_eq!(heard.error.map(|error| error.fault), Some(fault), "{api:?}: {script:?}");
            assert_eq!(heard.text.trim_end(), "1 2", "{api:?}: {script:?}");
            assert_eq!(heard.finish, None);
        }
    }
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    for api in Api::ALL {
        for (script, said) in [(Script::count(9).stall_after(0), ""), (Script::count(9).stall_after(2), "1 2")] {
            let server = ModelServer::start().await;
            server.queue(script);
            let short = Duration::from_millis(200);
            let request = request(endpoint(api, &server));
            let heard = hear(CompletionRequest { first_token_timeout: short, stall_timeout: short, ..request }).await;
            assert_eq!(heard.error.map(|error| error.fault), Some(Fault::TimedOut), "{api:?}");
            assert_eq!(heard.text.trim_end(), said, "{api:?}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_ends_without_saying_so_was_cut() {
    for api in Api::ALL {
        let cut = answer_of(api, Script::count(3).without_finish().without_done()).await;
        assert_eq!(cut.error.map(|error| error.fault), Some(Fault::CutStream), "{api:?}");
        // What says why it ended is whole, whatever else is missing.
        let whole = answer_of(api, Script::count(3).without_done()).await;
        assert_eq!((whole.finish, whole.error), (Some(Finish::Whole), None), "{api:?}");
    }
}

#[tokio::test]
async fn hanging_up_closes_the_way_to_the_model() {
    for api in Api::ALL {
        let server = ModelServer::start().await;
        server.queue(Script::count(100).gated());
        server.gate().release(2);
        let mut stream = Adapter::new().stream(request(endpoint(api, &server))).await.expect("an answer");
        assert!(matches!(stream.next().await, Some(Ok(ModelEvent::Text(_)))), "{api:?}");
        drop(stream);
        let hang_up = server.hang_up(0).await;
        assert!(hang_up.tokens <= 2, "{api:?}: {hang_up:?}");
    }
}

#[tokio::test]
async fn a_tool_is_asked_for_whole_with_its_arguments() {
    let arguments = r#"{"city":"São Paulo","days":3}"#;
    let tool = Tool {
        name: "weather".into(),
        description: "The weather of a city.".into(),
        schema: serde_json::json!({"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}}),
    };
    for api in Api::ALL {
        for said in ["", "One moment."] {
            let server = ModelServer::start().await;
            server.queue(Script::answer(said).tool_call("weather", arguments));
            let request = CompletionRequest { tools: vec![tool.clone()], ..request(endpoint(api, &server)) };
            let heard = hear(request).await;
            assert_eq!((heard.text.as_str(), heard.finish), (said, Some(Finish::ToolCalls)), "{api:?}: {heard:?}");
            let [call] = &heard.calls[..] else { panic!("{api:?}: {heard:?}") };
            assert_eq!((call.id.as_str(), call.name.as_str()), ("call_1", "weather"), "{api:?}");
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            assert_eq!(read(&call.arguments), read(arguments), "{api:?}");
        }
    }
}

#[tokio::test]
async fn a_key_goes_into_its_header_and_nowhere_else() {
    for (api, header) in Api::ALL.into_iter().zip(["authorization", "authorization", "x-api-key", "x-goog-api-key"]) {
        let server = ModelServer::start().await;
        let heard = hear(request(endpoint(api, &server))).await;
        assert_eq!(heard.error, None, "{api:?}");
        let sent = server.request(0).await;
        assert!(sent.headers[header].starts_with("***"), "{api:?}: {:?}", sent.headers);
        assert!(!sent.body.to_string().contains(API_KEY), "{api:?}");
        assert_eq!(sent.model, "scripted", "{api:?}");
        let wrong = Endpoint { key: Some(SecretString::from("sk-wrong")), ..endpoint(api, &server) };
        let refused = hear(request(wrong)).await.error.expect("a fault");
        assert_eq!(refused.fault, Fault::Unauthorized, "{api:?}");
        let unusable = Endpoint { key: Some(SecretString::from("a\nb")), ..endpoint(api, &server) };
        assert_eq!(hear(request(unusable)).await.error.map(|error| error.fault), Some(Fault::Unauthorized), "{api:?}");
    }
}

#[tokio::test]
async fn models_are_listed_and_a_test_holds_a_chat_and_hangs_up() {
    for api in Api::ALL {
        let server = ModelServer::start().await;
        server.list(vec![ListedModel::new("text-embedding-9"), ListedModel::new("talker-2")]);
        server.when("Count from 1", Script::count(100).tokens_per_second(50.0));
        let probe = Adapter::new().probe(&endpoint(api, &server), None).await;
        assert_eq!(probe.error, None, "{api:?}");
        let names: Vec<_> = probe.models.iter().map(|model| model.wire_name.as_str()).collect();
        assert_eq!(names, ["text-embedding-9", "talker-2"], "{api:?}");
        assert_eq!(probe.tried_model.as_deref(), Some("talker-2"), "{api:?}");
        assert!(probe.first_token.is_some() && probe.was_cancelled, "{api:?}: {probe:?}");
        let hang_up = server.hang_up(0).await;
        assert!(hang_up.tokens < 100, "{api:?}");
    }
}

#[tokio::test]
async fn a_test_finds_out_what_a_model_can_do() {
    for api in Api::ALL {
        let able = ModelServer::start().await;
        able.when("Note the word", Script::answer("").tool_call("note", r#"{"word":"tram"}"#));
        able.when("How many days", Script::answer(r#"{"days": 7}"#));
        able.when("Which colour", Script::answer("Red."));
        let probe = Adapter::new().probe(&endpoint(api, &able), Some("able")).await;
        assert_eq!(probe.error, None, "{api:?}");
        let all = Features { usage: Some(true), tools: Some(true), images: Some(true), json_schema: Some(true) };
        assert_eq!(probe.features, all, "{api:?}");

        let plain = ModelServer::start().await;
        plain.when("Note the word", Script::error(400));
        plain.when("How many days", Script::answer("Seven."));
        plain.when("Which colour", Script::error(500));
        let probe = Adapter::new().probe(&endpoint(api, &plain), Some("plain")).await;
        assert_eq!(probe.error, None, "what is missing is no failure: {api:?}");
        let none = Features { usage: Some(true), tools: Some(false), images: Some(false), json_schema: Some(false) };
        assert_eq!(probe.features, none, "{api:?}");

        let moody = ModelServer::start().await;
        for text in ["Note the word", "How many days", "Which colour"] {
            moody.when(text, Script::error(503));
        }
        let probe = Adapter::new().probe(&endpoint(api, &moody), Some("moody")).await;
        assert_eq!(probe.features, Features { usage: Some(true), ..Features::default() }, "nobody knows: {api:?}");
    }
    let silent = ModelServer::start().await;
    silent.otherwise(Script::echo().without_usage());
    let probe = Adapter::new().probe(&endpoint(Api::OpenAiChat, &silent), Some("silent")).await;
    assert_eq!(probe.features.usage, Some(false));
}

#[tokio::test]
async fn a_call_that_is_written_as_text_is_a_call() {
    for api in Api::ALL {
        let server = ModelServer::start().await;
        server.queue(Script::answer(r#"{"name": "search", "arguments": {"query": "tram"}}"#));
        let tool = Tool {
            name: "search".into(),
            description: "Searches.".into(),
            schema: serde_json::json!({"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}),
        };
        let heard = hear(CompletionRequest { tools: vec![tool], ..request(endpoint(api, &server)) }).await;
        assert_eq!((heard.text.as_str(), heard.finish), ("", Some(Finish::ToolCalls)), "{api:?}");
        let call = heard.calls.first().expect("a call");
        assert_eq!((call.name.as_str(), call.arguments.as_str()), ("search", r#"{"query":"tram"}"#), "{api:?}");
        // Where nothing can be called, the same is what was said.
        let server = ModelServer::start().await;
        server.queue(Script::answer(r#"{"name": "search"}"#));
        assert_eq!(hear(request(endpoint(api, &server))).await.text, r#"{"name": "search"}"#, "{api:?}");
    }
}

#[tokio::test]
async fn a_server_that_refuses_stop_strings_is_asked_without_them() {
    let server = ModelServer::start().await;
    server.otherwise(Script::answer("Here I am.").refuses_field("stop"));
    let asked = CompletionRequest { stop: vec!["\nBen:".into()], ..request(endpoint(Api::OpenAiChat, &server)) };
    let heard = hear(asked).await;
    assert_eq!((heard.text.as_str(), heard.error), ("Here I am.", None));
}
