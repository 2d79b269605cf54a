//! Models over the wire. Only this crate knows vendors; everybody else knows the port
//! [`tertulia_core::ports::ModelProvider`].
//!
//! [`Adapter`] speaks four kinds of API, each in a file of [`wire`]: chat completions as OpenAI, llama.cpp, Ollama, vLLM and
//! many others do, OpenAI's Responses, Anthropic's Messages, and Gemini. What they share (connections, keys, patience, bounds,
//! faults, estimates) is beside them. Errors carry neither keys nor anything that a provider wrote.

mod adapter;
pub mod address;
mod answer;
mod bare;
mod client;
mod fault;
mod models;
mod probe;
mod wire;

pub use adapter::Adapter;
pub use address::BaseUrl;
pub use client::install_crypto;

/// The context window of a model whose provider does not say, in tokens.
pub const DEFAULT_CONTEXT_WINDOW: u32 = 8_192;
