//! Model servers on this machine, found where they usually listen.

use std::time::Duration;

use futures_util::future::join_all;
use tertulia_core::Result;
use tertulia_core::model::Api;
use tertulia_core::ports::{Endpoint, FoundModel};

use crate::{Caller, Engine};

/// Where model servers listen unless somebody says otherwise, with the program that usually does.
const PLACES: [(u16, &str); 4] = [(11434, "Ollama"), (1234, "LM Studio"), (8000, "vLLM"), (8080, "llama.cpp")];
/// How long one may take to list its models.
const PATIENCE: Duration = Duration::from_secs(2);

/// A model server on this machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Nearby {
    /// What usually listens there.
    pub name: String,
    pub base_url: String,
    pub models: Vec<FoundModel>,
    /// Whether it is a provider already.
    pub is_connected: bool,
}

impl Engine {
    /// The model servers that answer on this machine. Nobody else's machine is asked, and not this server itself.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session.
    pub async fn nearby(&self, caller: Caller) -> Result<Vec<Nearby>> {
        caller.require_administrator()?;
        let connected: Vec<String> = self.parts.store.providers().await?.into_iter().map(|p| p.base_url).collect();
        let own = self.parts.config.port;
        let places = PLACES.iter().filter(|(port, _)| Some(*port) != own);
        let asked = join_all(places.map(|(port, name)| self.at(*port, name))).await;
        let found = asked.into_iter().flatten();
        Ok(found.map(|near| Nearby { is_connected: connected.contains(&near.base_url), ..near }).collect())
    }

    async fn at(&self, port: u16, name: &str) -> Option<Nearby> {
        let base_url = format!("http://127.0.0.1:{port}/v1");
        let endpoint = Endpoint { api: Api::OpenAiChat, base_url: base_url.clone(), key: None };
        let listed = tokio::time::timeout(PATIENCE, self.parts.provider.list_models(&endpoint)).await;
        // Whoever does not answer with models is none of ours: other programs listen at these places, too.
        let models = listed.ok()?.ok().filter(|models| !models.is_empty())?;
        Some(Nearby { name: name.to_owned(), base_url, models, is_connected: false })
    }
}
