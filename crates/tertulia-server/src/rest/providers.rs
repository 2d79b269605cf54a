//! Providers: the addresses that serve models, for administrators.

use axum::extract::State;
use http::StatusCode;
use secrecy::SecretString;
use tertulia_core::ProviderId;
use tertulia_engine::{NewProvider, ProviderChange, ProviderTrial};
use tertulia_protocol::admin::{ChangeProvider, CreateProvider, NearbyProvider, Provider, ProviderTest, TestProvider};

use crate::auth::InPerson;
use crate::error::ApiResult;
use crate::extract::places::WithId;
use crate::extract::{Json, Path};
use crate::openapi::Problems;
use crate::{App, view};

/// All providers, with their models. Keys are never given out.
#[utoipa::path(get, path = "/admin/providers", operation_id = "providers", tag = "administration",
    security(("session" = [])), responses((status = 200, body = [Provider]), Problems))]
pub async fn list(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<Vec<Provider>>> {
    Ok(Json(app.engine.providers(caller).await?.iter().map(view::provider).collect()))
}

/// The model servers that answer on the server's own machine, where such servers usually listen.
#[utoipa::path(get, path = "/admin/providers/nearby", operation_id = "nearby_providers", tag = "administration",
    security(("session" = [])), responses((status = 200, body = [NearbyProvider]), Problems))]
pub async fn nearby(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<Vec<NearbyProvider>>> {
    Ok(Json(app.engine.nearby(caller).await?.iter().map(view::nearby).collect()))
}

/// Adds a provider, and some of its models to the catalogue.
#[utoipa::path(post, path = "/admin/providers", operation_id = "create_provider", tag = "administration",
    security(("session" = [])), responses((status = 201, body = Provider), Problems))]
pub async fn create(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<CreateProvider>,
) -> ApiResult<(StatusCode, Json<Provider>)> {
    let new = NewProvider {
        name: request.name,
        api: request.api.into(),
        base_url: request.base_url,
        key: request.key.map(SecretString::from),
        is_local: request.is_local,
        region: request.region,
        models: request.models,
    };
    Ok((StatusCode::CREATED, Json(view::provider(&app.engine.add_provider(caller, new).await?))))
}

/// Changes a provider. Another address without a key forgets the key.
#[utoipa::path(patch, path = "/admin/providers/{id}", operation_id = "change_provider", tag = "administration",
    params(WithId), security(("session" = [])), responses((status = 200, body = Provider), Problems))]
pub async fn change(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithId>,
    Json(request): Json<ChangeProvider>,
) -> ApiResult<Json<Provider>> {
    let change = ProviderChange {
        name: request.name,
        api: request.api.map(Into::into),
        base_url: request.base_url,
        key: request.key.map(|key| key.map(SecretString::from)),
        is_local: request.is_local,
        region: request.region,
    };
    Ok(Json(view::provider(&app.engine.change_provider(caller, ProviderId(at.id), change).await?)))
}

/// Removes a provider with its models.
#[utoipa::path(delete, path = "/admin/providers/{id}", operation_id = "remove_provider", tag = "administration",
    params(WithId), security(("session" = [])), responses((status = 204, description = "Removed."), Problems))]
pub async fn remove(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithId>,
) -> ApiResult<StatusCode> {
    app.engine.remove_provider(caller, ProviderId(at.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Holds a real chat of one token with a provider, streaming and with a cancel, and finds out what else its model can do.
#[utoipa::path(post, path = "/admin/providers/test", operation_id = "test_provider", tag = "administration",
    security(("session" = [])), responses((status = 200, body = ProviderTest), Problems))]
pub async fn test(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<TestProvider>,
) -> ApiResult<Json<ProviderTest>> {
    let trial = ProviderTrial {
        api: request.api.into(),
        base_url: request.base_url,
        key: request.key.map(SecretString::from),
        provider: request.provider.map(ProviderId),
        model: request.model,
    };
    Ok(Json(view::probe(&app.engine.test_provider(caller, trial).await?)))
}
