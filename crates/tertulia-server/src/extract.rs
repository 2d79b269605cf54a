//! Extractors: what handlers are given, read strictly.

pub mod places;
mod within;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header;
use http::request::Parts;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tertulia_protocol::Reason;

use crate::address::{ClientAddress, Peer};
use crate::error::Failure;
use crate::{App, malformed};

pub use within::Within;

/// A body of JSON, in and out.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

/// The same, or the default where there is no body at all.
#[derive(Clone, Debug)]
pub struct JsonOrDefault<T>(pub T);

/// The values in the path. One that cannot be an id names nothing that exists.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

/// The query string.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

/// An uploaded file, whole.
#[derive(Clone, Debug)]
pub struct Upload(pub Bytes);

/// Whose attempts are counted.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub ClientAddress);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        require_json(&request)?;
        let bytes = body(request, app).await?;
        malformed::read_json(&bytes).map(Json)
    }
}

impl<T: DeserializeOwned + Default> FromRequest<App> for JsonOrDefault<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let is_json = require_json(&request);
        let bytes = body(request, app).await?;
        if bytes.is_empty() {
            return Ok(JsonOrDefault(T::default()));
        }
        is_json?;
        malformed::read_json(&bytes).map(JsonOrDefault)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(cause) => Failure::internal(cause).into_response(),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match axum::extract::Path::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(values)) => Ok(Path(values)),
            Err(_) => Err(Reason::NotFound.into()),
        }
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        malformed::read_query(parts.uri.query().unwrap_or_default()).map(Query)
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        body(request, app).await.map(Upload)
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<Peer>().copied();
        Ok(Client(ClientAddress::of(peer, &parts.headers, &app.config.trusted_proxies)))
    }
}

/// Forms of other sites cannot send this type, which is one more wall against them.
fn require_json(request: &Request) -> Result<(), Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Failure::malformed("Send JSON, with the header Content-Type: application/json."))
}

/// The whole body, up to the route's limit.
async fn body(request: Request, app: &App) -> Result<Bytes, Failure> {
    use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
    match Bytes::from_request(request, app).await {
        Ok(bytes) => Ok(bytes),
        Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_))) => {
            Err(Reason::TooLarge.into())
        }
        Err(_) => Err(Failure::malformed("The body broke off before its end.")),
    }
}
