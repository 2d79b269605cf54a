//! Every route, in one list. A route that is not here does not exist, and one that is here is in the document.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::Document;
use crate::rest::{
    accounts, additions, answers, catalogue, groups, instance, invites, local_models, me, members, messages, models,
    photos, preferences, providers, requests, search, sessions, settings, setup, tokens,
};
use crate::view::PHOTO_MAX_BYTES;
use crate::{App, health, layers, web, ws};

/// The most bytes of a request.
const REQUEST_MAX_BYTES: usize = 64 * 1024;
/// The most bytes of a message: 32,000 characters of up to six bytes each in JSON, and its mentions.
const MESSAGE_MAX_BYTES: usize = 256 * 1024;

impl App {
    /// The whole service: API, socket and web app.
    pub fn router(&self) -> Router {
        let (api, document) = routes().split_for_parts();
        let document = serde_json::to_string(&document).expect("the document has string keys");
        let shown = move || async move { ([(header::CONTENT_TYPE, "application/json")], document).into_response() };
        let router = layers::compressed(api.route("/api/openapi.json", get(shown)))
            .route("/healthz", get(health::healthz))
            .route("/readyz", get(health::readyz))
            .method_not_allowed_fallback(layers::method_not_allowed)
            .fallback(web::fallback);
        layers::around(router, self).with_state(self.clone())
    }
}

/// The routes of the API.
pub fn routes() -> OpenApiRouter<App> {
    let api = OpenApiRouter::new()
        .routes(routes!(instance::show))
        .routes(routes!(instance::visit))
        .routes(routes!(setup::check))
        .routes(routes!(setup::redeem))
        .routes(routes!(sessions::list, sessions::sign_in, sessions::end_others))
        .routes(routes!(sessions::sign_out))
        .routes(routes!(sessions::end))
        .routes(routes!(accounts::create))
        .routes(routes!(accounts::create_guest))
        .routes(routes!(accounts::check_username))
        .routes(routes!(me::show, me::change))
        .routes(routes!(me::change_password))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
        .routes(routes!(photos::show))
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::show, groups::change, groups::delete))
        .routes(routes!(members::leave))
        .routes(routes!(members::remove))
        .routes(routes!(members::undo_removal))
        .routes(routes!(members::lift_removal))
        .routes(routes!(additions::list, additions::add))
        .routes(routes!(additions::withdraw))
        .routes(routes!(additions::mine))
        .routes(routes!(additions::accept))
        .routes(routes!(additions::decline))
        .routes(routes!(invites::list, invites::create))
        .routes(routes!(invites::change, invites::remove))
        .routes(routes!(invites::reset))
        .routes(routes!(invites::preview))
        .routes(routes!(invites::redeem))
        .routes(routes!(requests::list))
        .routes(routes!(requests::approve))
        .routes(routes!(requests::decline))
        .routes(routes!(messages::versions))
        .routes(routes!(messages::react, messages::unreact))
        .routes(routes!(messages::pin, messages::unpin))
        .routes(routes!(messages::pins))
        .routes(routes!(answers::stop))
        .routes(routes!(answers::retry))
        .routes(routes!(answers::redo))
        .routes(routes!(answers::go_on))
        .routes(routes!(models::list))
        .routes(routes!(models::change_seat))
        .routes(routes!(preferences::change))
        .routes(routes!(search::search))
        .routes(routes!(settings::show, settings::change))
        .routes(routes!(providers::list, providers::create))
        .routes(routes!(providers::change, providers::remove))
        .routes(routes!(providers::test))
        .routes(routes!(providers::nearby))
        .routes(routes!(catalogue::create))
        .routes(routes!(catalogue::order))
        .routes(routes!(catalogue::change, catalogue::remove))
        .routes(routes!(local_models::list, local_models::adopt))
        .routes(routes!(local_models::remove))
        .routes(routes!(local_models::fetch))
        .routes(routes!(local_models::cancel))
        .routes(routes!(ws::live))
        .layer(DefaultBodyLimit::max(REQUEST_MAX_BYTES));
    let long = OpenApiRouter::new()
        .routes(routes!(messages::page, messages::post))
        .routes(routes!(messages::show, messages::edit, messages::delete))
        .layer(DefaultBodyLimit::max(MESSAGE_MAX_BYTES));
    let uploads = OpenApiRouter::new()
        .routes(routes!(photos::set_mine, photos::remove_mine))
        .routes(routes!(photos::set_of_group, photos::remove_of_group))
        .layer(DefaultBodyLimit::max(PHOTO_MAX_BYTES as usize));
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", api.merge(long).merge(uploads))
}
