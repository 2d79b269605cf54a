//! The adapter: carries requests out, whatever API they are for.

use crate::answer::Answer;
use crate::client::Clients;
use crate::fault::{from_reqwest, from_response, unreachable};
use crate::wire::{self, Form, Wire};
use crate::{BaseUrl, models, probe};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use reqwest::header::ACCEPT;
use reqwest::{RequestBuilder, Response};
use secrecy::{ExposeSecret, SecretString};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tertulia_core::model::Api;
use tertulia_core::ports::{CompletionRequest, Endpoint, FoundModel, ModelProvider, ModelStream, Probe, ProviderError};
use tertulia_core::run::Fault;
use tokio::time::{Instant, timeout_at};

/// How much of an error's body is read to learn which parameter a server refuses, in bytes.
const ERROR_BODY: usize = 64 * 1024;
/// Most forms of one request that are tried.
const MOST_FORMS: usize = 4;
/// Most models whose form is remembered.
const MOST_REMEMBERED: usize = 256;

/// The adapter. One serves every provider; it keeps connections and remembers which parameters a server refuses.
#[derive(Debug, Default)]
pub struct Adapter {
    pub(crate) clients: Clients,
    /// The form that worked, by base and model.
    forms: Mutex<HashMap<(BaseUrl, String), Form>>,
}

impl Adapter {
    /// An adapter that has not spoken to anybody yet.
    pub fn new() -> Adapter {
        Adapter::default()
    }

    /// Sends the request in the form that the server takes.
    async fn begin(&self, request: &CompletionRequest, until: Instant) -> Result<Response, ProviderError> {
        let base = base(&request.endpoint)?;
        let client = self.clients.client(&base)?;
        let wire = wire::of(request.endpoint.api);
        let key = (base.clone(), request.model.clone());
        let remembered = self.forms.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        let mut form = remembered.unwrap_or_else(|| Form::first(&base));
        for _ in 0..MOST_FORMS {
            let post = client
                .post(wire.address(&base, &request.model))
                .header(ACCEPT, "text/event-stream")
                .json(&wire.body(request, form));
            let response = send(authorized(post, wire, request.endpoint.key.as_ref())?, until).await?;
            if response.status().is_success() {
                self.remember(key, form);
                return Ok(response);
            }
            let error = from_response(&response);
            // The others are spoken by their makers alone, and as they say.
            let has_forms = request.endpoint.api == Api::OpenAiChat;
            let refused = has_forms && matches!(error.status, Some(400 | 422));
            let Some(next) =
                (if refused { form.without_what(&read_some(response, ERROR_BODY, until).await) } else { None })
            else {
                return Err(error);
            };
            form = next;
        }
        Err(Fault::Refused.into())
    }

    fn remember(&self, key: (BaseUrl, String), form: Form) {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        if forms.len() >= MOST_REMEMBERED {
            forms.clear();
        }
        forms.insert(key, form);
    }
}

#[async_trait]
impl ModelProvider for Adapter {
    async fn stream(&self, request: CompletionRequest) -> Result<ModelStream, ProviderError> {
        let first_text = Instant::now() + request.first_token_timeout;
        let response = self.begin(&request, first_text).await?;
        let reader = wire::of(request.endpoint.api).reader();
        Ok(Answer::open(response, reader, &request, first_text).await?.into_stream())
    }

    async fn list_models(&self, endpoint: &Endpoint) -> Result<Vec<FoundModel>, ProviderError> {
        models::list(self, endpoint).await
    }

    async fn probe(&self, endpoint: &Endpoint, model: Option<&str>) -> Probe {
        probe::probe(self, endpoint, model).await
    }
}

pub(crate) fn base(endpoint: &Endpoint) -> Result<BaseUrl, ProviderError> {
    BaseUrl::of(endpoint.api, &endpoint.base_url).map_err(|_| unreachable())
}

/// The request with its key, and what else the API wants in its head. A key that no header can carry is a wrong key.
pub(crate) fn authorized(
    mut request: RequestBuilder,
    wire: &dyn Wire,
    key: Option<&SecretString>,
) -> Result<RequestBuilder, ProviderError> {
    for (name, value) in wire.headers() {
        request = request.header(*name, *value);
    }
    let Some(key) = key.map(|key| key.expose_secret().trim()).filter(|key| !key.is_empty()) else { return Ok(request) };
    let (name, value) = wire::header(wire, key).ok_or(ProviderError::from(Fault::Unauthorized))?;
    Ok(request.header(name, value))
}

pub(crate) async fn send(request: RequestBuilder, until: Instant) -> Result<Response, ProviderError> {
    match timeout_at(until, request.send()).await {
        Ok(sent) => sent.map_err(|error| from_reqwest(&error)),
        Err(_) => Err(Fault::TimedOut.into()),
    }
}

/// The first `most` bytes of a body, or what came of them in time.
async fn read_some(response: Response, most: usize, until: Instant) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut stream = response.bytes_stream();
    while bytes.len() < most {
        match timeout_at(until, stream.next()).await {
            Ok(Some(Ok(chunk))) => bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]),
            Ok(None | Some(Err(_))) | Err(_) => break,
        }
    }
    bytes
}

/// A whole body of at most `most` bytes.
pub(crate) async fn read_all(response: Response, most: usize, until: Instant) -> Result<Bytes, ProviderError> {
    let bytes = timeout_at(until, async {
        let mut bytes: Vec<u8> = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| ProviderError::from(Fault::CutStream))?;
            if bytes.len() + chunk.len() > most {
                return Err(ProviderError::from(Fault::Malformed));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(bytes))
    });
    bytes.await.unwrap_or(Err(Fault::TimedOut.into()))
}

/// How long a list of models may take.
pub(crate) const LIST_TIME: Duration = Duration::from_secs(10);
