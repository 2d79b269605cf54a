//! The description of the API (OpenAPI 3.1), made from the routes themselves.

use std::collections::BTreeMap;

use tertulia_protocol::Problem;
use tertulia_protocol::schemas::SocketSchemas;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi, PartialSchema, ToSchema};

/// What the document says beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tertulia",
        description = "Group chats of people and AI. The socket at `/api/v1/live` speaks `ClientFrame` and `ServerFrame`; \
            docs/api-design.md says how the parts fit, docs/api.md walks through them.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    modifiers(&Credentials),
    security(("session" = []), ("token" = [])),
)]
pub struct Document;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        document.merge(SocketSchemas::openapi());
        let components = document.components.get_or_insert_default();
        let cookie = ApiKeyValue::with_description(
            "__Host-tertulia",
            "The session cookie. Over plain HTTP it is called tertulia_http.",
        );
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token made in the settings: `tt_<id>_<secret>`, with the scope to read or to write."))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// Every answer that is no success is a problem.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let schema = RefOr::Ref(Ref::from_schema_name(Problem::name()));
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description("What is wrong, and what the caller can do.")
            .content("application/problem+json", content)
            .build();
        BTreeMap::from([("default".to_owned(), RefOr::T(response))])
    }
}

/// The whole document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    crate::router::routes().into_openapi()
}

/// The whole document as JSON, the same bytes each time.
pub fn openapi_json() -> String {
    // By way of a value, whose fields are sorted: the document is compared with the one in the repository.
    let document = serde_json::to_value(openapi()).expect("the document has string keys");
    serde_json::to_string_pretty(&document).expect("a value is written")
}

/// A picture, as bytes.
pub struct Picture;

impl PartialSchema for Picture {
    fn schema() -> RefOr<utoipa::openapi::schema::Schema> {
        <Vec<u8> as PartialSchema>::schema()
    }
}

impl ToSchema for Picture {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_holds_every_route_and_the_socket() {
        let document = serde_json::to_value(openapi()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let paths = document["paths"].as_object().unwrap();
        for path in ["/api/v1/instance", "/api/v1/groups/{group}/messages/{message}/reactions/{emoji}", "/api/v1/live"]
        {
            assert!(paths.contains_key(path), "{path}");
        }
        assert!(paths.keys().all(|p| p.starts_with("/api/v1/")), "{paths:?}");
        for schema in ["ServerFrame", "ClientFrame", "Event", "Problem", "GroupView", "Me"] {
            assert!(document["components"]["schemas"].get(schema).is_some(), "{schema}");
        }
    }

    #[test]
    fn every_operation_has_an_id_of_its_own_and_says_what_problems_look_like() {
        let document = serde_json::to_value(openapi()).unwrap();
        let mut ids = std::collections::BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(ids.insert(id.to_owned()), "{method} {path}: {id} twice");
                assert!(operation["responses"].get("default").is_some(), "{method} {path}");
            }
        }
        assert!(ids.len() > 60, "{}", ids.len());
    }

    #[test]
    fn no_answer_has_a_field_for_a_secret_but_those_that_hand_one_out_once() {
        let document = serde_json::to_value(openapi()).unwrap();
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let Some(fields) = schema["properties"].as_object() else { continue };
            let is_request = ["SetUp", "SignIn", "CreateAccount", "CreateGuest", "LinkSecret", "ChangePassword"];
            let is_key = ["CreateProvider", "ChangeProvider", "TestProvider"];
            if name == "NewToken" || is_request.contains(&name.as_str()) || is_key.contains(&name.as_str()) {
                continue;
            }
            for secret in ["password", "secret", "key", "hash", "password_hash", "key_sealed"] {
                assert!(!fields.contains_key(secret), "{name}.{secret}");
            }
        }
    }

    #[test]
    fn the_document_is_the_same_each_time() {
        assert_eq!(openapi_json(), openapi_json());
    }
}
