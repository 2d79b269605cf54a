//! The clients that carry requests out.

use crate::BaseUrl;
use crate::fault::unreachable;
use reqwest::Client;
use reqwest::redirect::Policy;
use std::sync::OnceLock;
use std::time::Duration;
use tertulia_core::ports::ProviderError;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an idle connection is kept for the next request. Shorter than servers usually keep theirs.
const IDLE: Duration = Duration::from_secs(30);

/// Sets the cryptography that TLS uses in this process. Call it once at the start of `main`; further calls do nothing.
pub fn install_crypto() {
    let installed = rustls::crypto::ring::default_provider().install_default();
    if installed.is_err() {
        tracing::debug!("the cryptography of TLS was installed before");
    }
}

/// One client for this machine and one for the rest of the world.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    local: OnceLock<Client>,
    remote: OnceLock<Client>,
}

impl Clients {
    /// The client for an address. A model on this machine is never asked through a proxy.
    pub(crate) fn client(&self, base: &BaseUrl) -> Result<&Client, ProviderError> {
        let (cell, is_local) = if base.is_loopback() { (&self.local, true) } else { (&self.remote, false) };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let client = build(is_local).map_err(|error| {
            tracing::error!(%error, "cannot make an HTTP client for models");
            unreachable()
        })?;
        Ok(cell.get_or_init(|| client))
    }
}

fn build(is_local: bool) -> reqwest::Result<Client> {
    install_crypto();
    let builder = Client::builder()
        .user_agent(concat!("tertulia/", env!("CARGO_PKG_VERSION")))
        // A redirect would carry the key and the conversation to an address that nobody configured.
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .tcp_nodelay(true);
    if is_local { builder.no_proxy().build() } else { builder.build() }
}
