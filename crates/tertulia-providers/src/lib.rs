//! Models over the wire. Only this crate knows vendors; everybody else knows the port
//! [`tertulia_core::ports::ModelProvider`].
//!
//! [`OpenAiCompatible`] speaks chat completions as OpenAI, llama.cpp, Ollama, vLLM and many others do. Errors carry
//! neither keys nor anything that a provider wrote.

pub mod address;
mod client;
mod fault;
mod openai;

pub use address::BaseUrl;
pub use client::install_crypto;
pub use openai::OpenAiCompatible;

/// The context window of a model whose provider does not say, in tokens.
pub const DEFAULT_CONTEXT_WINDOW: u32 = 8_192;
