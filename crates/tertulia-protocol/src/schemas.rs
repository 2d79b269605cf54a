//! Schemas that no route names: socket frames and events stand in the OpenAPI document all the same.

use utoipa::OpenApi;

/// Puts everything that goes over the socket into `components`.
#[derive(OpenApi)]
#[openapi(components(schemas(
    crate::ClientFrame,
    crate::ServerFrame,
    crate::Event,
    crate::EventKind,
    crate::Message,
    crate::Group,
    crate::Problem,
    crate::Profile
)))]
pub struct SocketSchemas;
