//! The models that a provider lists.

use crate::adapter::{Adapter, LIST_TIME, authorized, base, read_all, send};
use crate::fault::{from_object, from_response};
use crate::wire;
use serde_json::Value;
use std::time::Duration;
use tertulia_core::model_names;
use tertulia_core::ports::{Endpoint, FoundModel, ProviderError};
use tertulia_core::run::Fault;
use tokio::time::Instant;

/// Longest list, in bytes.
const LONGEST_LIST: usize = 8 * 1024 * 1024;
/// Most models that are taken from a list.
const MOST_MODELS: usize = 5_000;
/// Longest name of a model, in characters.
const LONGEST_NAME: usize = 200;

/// How long a server with too much to do is left alone before it is asked again, once.
const PAUSE: Duration = Duration::from_millis(500);

/// Lists; a server without the list (404, 405, 501) has none.
pub(crate) async fn list(adapter: &Adapter, endpoint: &Endpoint) -> Result<Vec<FoundModel>, ProviderError> {
    let until = Instant::now() + LIST_TIME;
    match list_once(adapter, endpoint, until).await {
        Err(error) if matches!(error.fault, Fault::Overloaded | Fault::CutStream) && error.retry_after.is_none() => {
            tokio::time::sleep(PAUSE).await;
            list_once(adapter, endpoint, until).await
        }
        listed => listed,
    }
}

async fn list_once(adapter: &Adapter, endpoint: &Endpoint, until: Instant) -> Result<Vec<FoundModel>, ProviderError> {
    let base = base(endpoint)?;
    let wire = wire::of(endpoint.api);
    let get = adapter.clients.client(&base)?.get(wire.list_address(&base));
    let response = send(authorized(get, wire, endpoint.key.as_ref())?, until).await?;
    if matches!(response.status().as_u16(), 404 | 405 | 501) {
        return Ok(Vec::new());
    }
    if !response.status().is_success() {
        return Err(from_response(&response));
    }
    let body = read_all(response, LONGEST_LIST, until).await?;
    let value: Value = serde_json::from_slice(&body).map_err(|_| ProviderError::from(Fault::Malformed))?;
    if let Some(error) = from_object(&value) {
        return Err(error);
    }
    let entries = wire.listed(&value).ok_or(ProviderError::from(Fault::Malformed))?;
    Ok(entries.iter().filter_map(|entry| wire.found(entry)).take(MOST_MODELS).collect())
}

/// A model of this name, if it is a usable one.
pub(crate) fn found(name: &Value, context_window: Option<u32>) -> Option<FoundModel> {
    let name = name.as_str()?.trim();
    let usable = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    usable.then(|| FoundModel {
        wire_name: name.to_owned(),
        context_window: context_window.or_else(|| model_names::window(name)),
        class: model_names::class(name),
    })
}

/// The window, under the names that servers have for it: what is loaded before what the model could do.
pub(crate) fn window(entry: &Value) -> Option<u32> {
    let places = [
        "/meta/n_ctx",
        "/loaded_context_length",
        "/max_model_len",
        "/context_length",
        "/context_window",
        "/max_context_length",
        "/max_context_window",
        "/top_provider/context_length",
        "/meta/n_ctx_train",
    ];
    let tokens =
        |place: &str| entry.pointer(place).and_then(Value::as_u64).and_then(|tokens| u32::try_from(tokens).ok());
    places.iter().filter_map(|place| tokens(place)).find(|tokens| *tokens > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn windows_are_found_under_their_many_names() {
        for (entry, tokens) in [
            (json!({"id": "a"}), None),
            (json!({"id": "a", "context_length": 131_072}), Some(131_072)),
            (json!({"id": "a", "max_model_len": 32_768}), Some(32_768)),
            (json!({"id": "a", "meta": {"n_ctx": 4_096, "n_ctx_train": 131_072}}), Some(4_096)),
            (json!({"id": "a", "meta": {"n_ctx_train": 131_072}}), Some(131_072)),
            (json!({"id": "a", "context_window": 200_000}), Some(200_000)),
            (json!({"id": "a", "context_length": 0}), None),
            (json!({"id": "a", "context_length": "many"}), None),
        ] {
            assert_eq!(window(&entry), tokens, "{entry}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_used_is_left_out() {
        for name in [json!(null), json!(""), json!(" "), json!(7), json!("a\nb"), json!("x".repeat(300))] {
            assert_eq!(found(&name, None), None, "{name}");
        }
        let found = found(&json!(" a "), Some(7)).map(|model| (model.wire_name, model.context_window));
        assert_eq!(found, Some(("a".into(), Some(7))));
    }
}
