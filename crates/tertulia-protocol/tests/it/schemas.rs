//! What the OpenAPI document says of the socket.

use std::collections::BTreeSet;

use tertulia_protocol::schemas::SocketSchemas;
use utoipa::OpenApi;

fn components() -> serde_json::Value {
    serde_json::to_value(SocketSchemas::openapi()).expect("the document is written")["components"]["schemas"].clone()
}

#[test]
fn frames_and_events_are_in_the_components() {
    let components = components();
    for name in ["ClientFrame", "ServerFrame", "Event", "EventKind", "MessagePosted", "Hidden", "GroupView", "Problem"]
    {
        assert!(components.get(name).is_some(), "{name} is missing");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                if let Some(serde_json::Value::String(to)) = fields.get("$ref") {
                    found.insert(to.clone());
                }
                fields.values().for_each(|v| references(v, found));
            }
            serde_json::Value::Array(values) => values.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }
    let components = components();
    let mut found = BTreeSet::new();
    references(&components, &mut found);
    assert!(found.len() > 20);
    for to in found {
        let name = to.rsplit('/').next().expect("a reference has parts");
        assert!(components.get(name).is_some(), "{to} leads nowhere");
    }
}

#[test]
fn fields_that_may_be_null_are_always_there() {
    let message = &components()["Message"];
    let required = message["required"].as_array().expect("required fields are listed");
    for field in ["body", "reply_to", "edited_at", "deleted", "answer", "reactions"] {
        assert!(required.iter().any(|f| f == field), "{field} may be absent");
    }
}
