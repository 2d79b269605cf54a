//! Reading what was sent, and saying what is wrong with it: which field, and what it should be. What was sent is never
//! quoted, because it may be a password.

use serde::de::DeserializeOwned;

use crate::error::Failure;

/// Reads JSON.
///
/// # Errors
/// `malformed`, naming the field.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| explain(&error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|_| Failure::malformed("Something follows the JSON document."))?;
    Ok(value)
}

/// Reads a query string.
///
/// # Errors
/// `malformed`, naming the field.
pub fn read_query<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    serde_urlencoded::from_str(query).map_err(|error| Failure::malformed(sentence("", &error.to_string())))
}

fn explain(path: &str, error: &serde_json::Error) -> Failure {
    use serde_json::error::Category;
    let text = error.to_string();
    Failure::malformed(match error.classify() {
        Category::Data => sentence(path, &text),
        Category::Eof => "The JSON document ends too early.".to_owned(),
        Category::Syntax if text.starts_with("recursion limit") => "The JSON document is nested too deeply.".to_owned(),
        Category::Syntax | Category::Io => {
            format!("This is not JSON in UTF-8, from line {}, column {} on.", error.line(), error.column())
        }
    })
}

/// From a message of serde: names of fields and what was expected come from our own types; values come from the caller.
fn sentence(path: &str, message: &str) -> String {
    let path = if matches!(path, "" | ".") { None } else { Some(path) };
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let name = rest.split('`').next().unwrap_or_default();
        return format!("There is no field {}.", within(path, name));
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        let name = rest.split('`').next().unwrap_or_default();
        return format!("The field {} is missing.", within(path, name));
    }
    let subject = path.map_or_else(|| "What was sent".to_owned(), |path| format!("The field {path}"));
    match message.rsplit_once("expected ") {
        Some((_, expected)) => format!("{subject} is not what it should be: {expected}."),
        None => format!("{subject} is not what it should be."),
    }
}

/// The path of a field inside of what `path` names. serde_path_to_error counts an unknown field into the path already.
fn within(path: Option<&str>, name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    match path {
        Some(path) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        Some(path) => format!("{path}.{name}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_protocol::ClientFrame;
    use tertulia_protocol::account::SignIn;
    use tertulia_protocol::thread::{PageQuery, PostMessage};

    fn detail<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        let failure = read_json::<T>(text.as_bytes()).expect_err("refused");
        failure.problem("r").detail
    }

    #[test]
    fn the_field_is_named() {
        assert_eq!(detail::<SignIn>(r#"{"username":"ana","password":"x","admin":true}"#), "There is no field admin.");
        assert_eq!(detail::<SignIn>(r#"{"username":"ana"}"#), "The field password is missing.");
        let id = "01900000-0000-7000-8000-000000000001";
        let nested = format!(r#"{{"id":"{id}","body":{{"text":"x","mentions":[{{"start":"a"}}]}}}}"#);
        assert_eq!(detail::<PostMessage>(&nested), "The field body.mentions[0].start is not what it should be: u32.");
        let unknown = format!(r#"{{"id":"{id}","body":{{"text":"x","html":"y"}}}}"#);
        assert_eq!(detail::<PostMessage>(&unknown), "There is no field body.html.");
    }

    #[test]
    fn what_was_sent_is_not_quoted() {
        for text in [
            r#"{"username":"ana","password":[12345678901]}"#,
            r#"{"username":"ana","password":12345678901}"#,
            r#"{"username":"ana","password":{"expected 12345678901":1}}"#,
            r#""12345678901, expected 12345678901""#,
        ] {
            let detail = detail::<SignIn>(text);
            assert!(!detail.contains("12345678901") || text.starts_with('"'), "{text}: {detail}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_clearly() {
        assert_eq!(detail::<SignIn>(""), "The JSON document ends too early.");
        assert_eq!(detail::<SignIn>("{\"username\":"), "The JSON document ends too early.");
        assert!(detail::<SignIn>("{'a'}").starts_with("This is not JSON in UTF-8, from line 1, column 2"));
        assert_eq!(detail::<SignIn>(r#"{"username":"a","password":"b"} x"#), "Something follows the JSON document.");
        let invalid = read_json::<SignIn>(b"{\"username\":\"\xff\xfe\",\"password\":\"x\"}").expect_err("no UTF-8");
        assert!(invalid.problem("r").detail.starts_with("This is not JSON in UTF-8"), "{invalid:?}");
    }

    #[test]
    fn deep_nesting_and_twice_the_same_field_are_refused() {
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read_json::<SignIn>(deep.as_bytes()).is_err());
        let deep = format!(r#"{{"type":"post","body":{}"#, r#"{"a":"#.repeat(100_000));
        assert_eq!(detail::<ClientFrame>(&deep), "The JSON document is nested too deeply.");
        assert!(read_json::<SignIn>(br#"{"username":"a","username":"b","password":"x"}"#).is_err());
    }

    #[test]
    fn queries_are_held_to_the_same() {
        let failure = |query| read_query::<PageQuery>(query).expect_err("refused").problem("r").detail;
        assert_eq!(failure("before=1&sql=1"), "There is no field sql.");
        assert!(failure("limit=many").contains("What was sent is not what it should be"));
        assert!(read_query::<PageQuery>("limit=50&before=12").is_ok());
    }
}
