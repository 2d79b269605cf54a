//! How fast a model reads, which says how much it can be shown in the time that a call has (AST-2).

use std::time::Duration;

use reqwest::Client;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tertulia_core::ports::Endpoint;
use tokio::time::{Instant, timeout};

/// About how many tokens are read to measure.
const WORDS: u32 = 192;
/// How long the measure may take; who has not read that by then is slow enough to be told the least.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a prompt may be read: half of what a call to a local model has, because a machine is not always as idle as now.
const READING: Duration = Duration::from_secs(28);
/// What a model is always shown, in tokens: less is no conversation.
const LEAST: u32 = 2_048;

/// Tokens that prompt and answer may have together, so that the first word comes in time.
pub(crate) fn window(tokens_per_second: f64, context: u32) -> u32 {
    let read = (tokens_per_second * READING.as_secs_f64()).clamp(0.0, f64::from(context));
    // A quarter of the window is for the answer.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a context")]
    let window = (read / 3.0 * 4.0) as u32 / 256 * 256;
    window.clamp(LEAST.min(context), context)
}

/// Tokens of prompt that are read in a second; `None` where the model does not answer.
pub(crate) async fn reading_speed(client: &Client, endpoint: &Endpoint, name: &str) -> Option<f64> {
    let words: Vec<String> = (0..WORDS / 2).map(|n| format!("w{}", n * 7 % 100)).collect();
    // What is in the cache already would not be read, and so not be measured.
    let body = json!({"model": name, "max_tokens": 1, "cache_prompt": false, "messages": [{"role": "user", "content": words.join(" ")}]});
    let key = endpoint.key.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
    let began = Instant::now();
    let asked = timeout(PATIENCE, async {
        let post = client.post(format!("{}/chat/completions", endpoint.base_url)).bearer_auth(key).json(&body);
        post.send().await?.error_for_status()?.json::<Value>().await
    });
    match asked.await {
        Ok(Ok(answer)) => speed(&answer, began.elapsed()),
        Ok(Err(_)) => None,
        Err(_elapsed) => Some(f64::from(WORDS) / PATIENCE.as_secs_f64()),
    }
}

/// As the engine says it, else out of the time that it took.
fn speed(answer: &Value, took: Duration) -> Option<f64> {
    let said = answer.pointer("/timings/prompt_per_second").and_then(Value::as_f64);
    let read = || answer.pointer("/usage/prompt_tokens").and_then(Value::as_f64);
    said.or_else(|| Some(read()? / took.as_secs_f64().max(0.001))).filter(|speed| speed.is_finite() && *speed > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_reader_is_shown_less() {
        assert_eq!(window(2_000.0, 8_192), 8_192);
        assert_eq!(window(100.0, 8_192), 3_584);
        assert_eq!(window(1.0, 8_192), 2_048);
        assert_eq!(window(1.0, 1_024), 1_024);
    }

    #[test]
    fn the_engine_knows_its_speed_best() {
        let answer = json!({"usage": {"prompt_tokens": 200}, "timings": {"prompt_per_second": 50.0}});
        assert_eq!(speed(&answer, Duration::from_secs(1)), Some(50.0));
        assert_eq!(speed(&json!({"usage": {"prompt_tokens": 200}}), Duration::from_secs(2)), Some(100.0));
        assert_eq!(speed(&json!({}), Duration::from_secs(2)), None);
    }
}
