//! NOTE to the author of this crate (remove): the port now exists in tertulia_core::ports (src/ports/providers.rs:
//! ModelProvider, CompletionRequest, ModelEvent, ProviderError, Probe, Endpoint). Implement THAT trait here on `OpenAiCompatible`
//! instead of an own one; map faults to tertulia_core::run::Fault. Additive changes to that port file are fine.
