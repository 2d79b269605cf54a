//! What an operator decides about the transports.

use std::time::Duration;

use crate::{Rates, TrustedProxies};

/// What an operator decides about the transports.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// Where people reach the instance, without a slash at the end, such as `https://chat.example.org`.
    pub public_url: String,
    /// Plain HTTP beyond this machine was asked for (OPS-3).
    pub insecure_http: bool,
    /// Whose word counts about where a request came from.
    pub trusted_proxies: TrustedProxies,
    /// The most connections at a time, sockets included.
    pub max_connections: usize,
    /// How often is too often.
    pub rates: Rates,
    /// How long the other side of a connection may take.
    pub patience: Patience,
    /// Serves the component gallery, for tests and development.
    pub gallery: bool,
}

/// How long the other side of a connection may take. Operators get the defaults; tests take less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For the head of a request.
    pub head: Duration,
    /// For the first frame of a socket.
    pub first_frame: Duration,
    /// Between two pings of a socket.
    pub ping_every: Duration,
    /// Without a sign of life on a socket; after this time whoever was there is gone.
    pub silence: Duration,
    /// For a reader who does not read what is written to a socket.
    pub write: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            head: Duration::from_secs(15),
            first_frame: Duration::from_secs(10),
            ping_every: Duration::from_secs(25),
            // Two pings were not answered.
            silence: Duration::from_secs(70),
            write: Duration::from_secs(20),
        }
    }
}

impl ServerConfig {
    /// The defaults for an instance at `public_url`.
    pub fn new(public_url: impl Into<String>) -> ServerConfig {
        ServerConfig {
            public_url: public_url.into(),
            insecure_http: false,
            trusted_proxies: TrustedProxies::default(),
            max_connections: 10_000,
            rates: Rates::default(),
            patience: Patience::default(),
            gallery: false,
        }
    }

    /// Whether browsers reach the instance by HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether people use it over plain HTTP from beyond this machine, which every page then says.
    pub fn is_insecure(&self) -> bool {
        self.insecure_http && !self.is_https()
    }
}
