//! How the engine's refusals are worded for the caller.
//!
//! The engine marks refusals that it finds while it reads a request with a prefix, and leaves it to the server in front of
//! it to take the mark off. That server is not compiled in here. The marks are private to the engine, which is why its
//! version is pinned.

use dynoxide::DynoxideError;

type Refuse = fn(&str) -> DynoxideError;

const MARKS: [(&str, Refuse); 5] = [
    ("VALIDATION:", |words| DynoxideError::ValidationException(without_position(words).to_owned())),
    ("VALIDATION_REQUEST:", |words| DynoxideError::EnvelopedValidation(without_position(words).to_owned())),
    ("VALIDATION_AS_READ:", |words| DynoxideError::ValidationException(words.to_owned())),
    ("SERIALIZATION:", |words| DynoxideError::SerializationException(without_position(words).to_owned())),
    ("SERIALIZATION_AS_READ:", |words| DynoxideError::SerializationException(words.to_owned())),
];

/// What the JSON reader says where DynamoDB finds the request invalid, not unreadable.
const INVALID: [&str; 4] =
    ["missing field", "unknown variant", "invalid type: null", "Supplied AttributeValue"];

const EMPTY_VALUE: &str =
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

/// Tells what DynamoDB calls a request that could not be read.
pub(super) fn of_unreadable(error: &serde_json::Error) -> DynoxideError {
    let words = error.to_string();
    MARKS
        .iter()
        .find_map(|(mark, refuse)| words.strip_prefix(mark).map(refuse))
        .unwrap_or_else(|| of_unmarked(&words))
}

fn of_unmarked(words: &str) -> DynoxideError {
    let bare = without_position(words);
    if bare.contains("empty AttributeValue") {
        return DynoxideError::ValidationException(EMPTY_VALUE.to_owned());
    }
    if INVALID.iter().any(|known| bare.contains(known)) {
        return DynoxideError::ValidationException(bare.to_owned());
    }
    DynoxideError::SerializationException(bare.to_owned())
}

/// Takes off the ` at line 1 column 2` that the JSON reader adds.
fn without_position(words: &str) -> &str {
    match words.rsplit_once(" at line ") {
        Some((bare, position)) if position.contains(" column ") => bare,
        _ => words,
    }
}

/// Words a refusal as the operation does.
pub(super) fn worded_for(operation: &str, error: DynoxideError) -> DynoxideError {
    match (operation, error) {
        ("PutItem" | "UpdateItem" | "DeleteItem", DynoxideError::EnvelopedValidation(words)) => {
            DynoxideError::ValidationException(format!("1 validation error detected: {words}"))
        }
        (_, DynoxideError::EnvelopedValidation(words)) => DynoxideError::ValidationException(words),
        ("ExecuteStatement", DynoxideError::ConditionalCheckFailedException(words, Some(item))) => {
            DynoxideError::StatementConditionalCheckFailed(words, item)
        }
        (_, error) => error,
    }
}

#[cfg(test)]
mod tests {
    use dynoxide::Database;

    use super::super::operation::Operation;
    use super::*;

    fn refused(operation: &str, body: &str) -> (u16, String, String) {
        let engine = Database::memory().unwrap();
        let operation = Operation::of_target(&format!("DynamoDB_20120810.{operation}")).unwrap();
        let reply = operation.run(&engine, body.as_bytes());
        let json: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        let code = json["__type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
        let words = json.get("message").or(json.get("Message")).and_then(|words| words.as_str());
        (reply.status, code, words.unwrap_or_default().to_owned())
    }

    #[test]
    fn no_mark_reaches_the_caller() {
        let values = [
            r#"{"N":"seven"}"#,
            r#"{"SS":[]}"#,
            r#"{"NS":["1","1.0"]}"#,
            r#"{"S":"a","N":"1"}"#,
            "{}",
            r#"{"NULL":false}"#,
            r#"{"BOOL":7}"#,
            r#"{"B":"%"}"#,
            r#"{"N":"1E999"}"#,
        ];
        for value in values {
            for (operation, member) in [("PutItem", "Item"), ("GetItem", "Key"), ("DeleteItem", "Key")] {
                let body = format!(r#"{{"TableName":"users","{member}":{{"id":{value}}}}}"#);
                let (status, code, words) = refused(operation, &body);
                assert_eq!(status, 400, "{operation} {value}");
                assert!(
                    ["ValidationException", "SerializationException"].contains(&code.as_str()),
                    "{operation} {value} {code}"
                );
                assert!(!words.contains("VALIDATION") && !words.contains("SERIALIZATION"), "{words}");
                assert!(!words.contains(" at line "), "{words}");
            }
        }
    }

    #[test]
    fn an_empty_set_is_a_validation_exception() {
        let body = r#"{"TableName":"users","Item":{"id":{"S":"ann"},"tags":{"SS":[]}}}"#;
        let (status, code, words) = refused("PutItem", body);
        assert_eq!((status, code.as_str()), (400, "ValidationException"));
        assert!(words.contains("may not be empty"), "{words}");
    }

    #[test]
    fn an_empty_value_is_worded_as_the_service_does() {
        let (_, code, words) = refused("GetItem", r#"{"TableName":"users","Key":{"id":{}}}"#);
        assert_eq!((code.as_str(), words.as_str()), ("ValidationException", EMPTY_VALUE));
    }

    #[test]
    fn only_writes_of_one_item_count_their_errors() {
        let refusal = |operation| worded_for(operation, DynoxideError::EnvelopedValidation("no".to_owned()));
        assert_eq!(refusal("PutItem").to_string(), "1 validation error detected: no");
        assert_eq!(refusal("Query").to_string(), "no");
    }

    #[test]
    fn a_position_is_taken_off_and_other_lines_stay() {
        assert_eq!(without_position("bad at line 1 column 2"), "bad");
        assert_eq!(without_position("bad at line 7"), "bad at line 7");
    }
}
