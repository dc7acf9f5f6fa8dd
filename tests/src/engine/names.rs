//! Names of tables on a server that many tests share: each engine has a prefix of its own, which nobody above it sees.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value};

/// What the name of each table of the suite begins with.
pub const PREFIX: &str = "dmt";

/// The prefix of one engine. It holds no `-`, so that it needs no quotes in PartiQL.
#[derive(Clone, Debug)]
pub(super) struct Names(String);

/// Members whose value is the name of a table.
const NAMES: [&str; 3] = ["TableName", "ExclusiveStartTableName", "LastEvaluatedTableName"];

/// Members that hold a member for each table.
const BY_TABLE: [&str; 5] =
    ["RequestItems", "Responses", "UnprocessedItems", "UnprocessedKeys", "ItemCollectionMetrics"];

impl Names {
    pub(super) fn new() -> Self {
        static ENGINES: AtomicU64 = AtomicU64::new(0);
        let number = ENGINES.fetch_add(1, Ordering::Relaxed);
        Self(format!("{PREFIX}{:x}n{number}_", std::process::id()))
    }

    /// Turns a request of the suite into one of the server.
    pub(super) fn outward(&self, operation: &str, mut body: Value) -> Value {
        rename(&mut body, &|name| format!("{}{name}", self.0));
        if let Some(Value::String(token)) = body.get_mut("ClientRequestToken") {
            *token = self.token(token);
        }
        if let Some(body) = body.as_object_mut().filter(|_| operation == "ListTables") {
            let start = || self.0.trim_end_matches('_').into();
            body.entry("ExclusiveStartTableName").or_insert_with(start);
        }
        body
    }

    /// Turns an answer of the server into one of the suite.
    pub(super) fn inward(&self, mut body: Value) -> Value {
        rename(&mut body, &|name| name.replace(&self.0, ""));
        let Some(all) = body.as_object_mut() else { return body };
        if let Some(Value::Array(names)) = all.get_mut("TableNames") {
            let before = names.len();
            names.retain(|name| name.as_str().is_some_and(|name| name.starts_with(&self.0)));
            let is_at_end = names.len() < before;
            for name in names {
                self.strip(name);
            }
            if is_at_end {
                all.remove("LastEvaluatedTableName");
            }
        }
        for said in ["message", "Message"] {
            if let Some(said) = all.get_mut(said) {
                self.strip(said);
            }
        }
        body
    }

    /// Two engines that use one token mean two transactions. A token has at most 36 characters.
    fn token(&self, token: &str) -> String {
        format!("{}{token}", self.0).chars().take(36).collect()
    }

    fn strip(&self, text: &mut Value) {
        if let Value::String(text) = text {
            *text = text.replace(&self.0, "");
        }
    }
}

/// Renames tables wherever a request or an answer names them. Attributes are left alone: their values are objects, and
/// their names in expressions begin with `#`.
fn rename(body: &mut Value, change: &dyn Fn(&str) -> String) {
    match body {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value {
                    Value::String(text) if NAMES.contains(&name.as_str()) => *text = change(text),
                    Value::String(text) if name.ends_with("Arn") => *text = in_arn(text, change),
                    Value::String(text) if name == "Statement" => *text = in_statement(text, change),
                    Value::Object(tables) if BY_TABLE.contains(&name.as_str()) => {
                        by_table(tables, change);
                        tables.values_mut().for_each(|value| rename(value, change));
                    }
                    value => rename(value, change),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| rename(element, change)),
        _ => {}
    }
}

fn by_table(tables: &mut Map<String, Value>, change: &dyn Fn(&str) -> String) {
    // The metrics of a single write are told by these two members, and not by table.
    if tables.contains_key("ItemCollectionKey") || tables.contains_key("SizeEstimateRangeGB") {
        return;
    }
    *tables = std::mem::take(tables).into_iter().map(|(name, value)| (change(&name), value)).collect();
}

/// `arn:aws:dynamodb:eu-west-1:123:table/users/index/by_name`
fn in_arn(arn: &str, change: &dyn Fn(&str) -> String) -> String {
    let Some((before, path)) = arn.split_once(":table/") else { return arn.to_owned() };
    let (table, rest) = path.find('/').map_or((path, ""), |at| path.split_at(at));
    format!("{before}:table/{}{rest}", change(table))
}

/// The table of a statement stands behind one of these words, and perhaps in quotes.
fn in_statement(statement: &str, change: &dyn Fn(&str) -> String) -> String {
    let upper = statement.to_ascii_uppercase();
    let word = match upper.split_whitespace().next() {
        Some("UPDATE") => "UPDATE ",
        Some("INSERT") => "INTO ",
        _ => "FROM ",
    };
    let Some(at) = upper.find(word) else { return statement.to_owned() };
    let (before, rest) = statement.split_at(at + word.len());
    let start = rest.find(|c: char| c != ' ' && c != '"').unwrap_or(rest.len());
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = rest[start..].find(|c: char| !is_in_name(c)).map_or(rest.len(), |length| start + length);
    format!("{before}{}{}{}", &rest[..start], change(&rest[start..end]), &rest[end..])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tables_are_renamed_and_attributes_are_not() {
        let names = Names("dmt1n0_".to_owned());
        let request = json!({
            "TableName": "users",
            "RequestItems": {"posts": [{"PutRequest": {"Item": {"TableName": {"S": "users"}}}}]},
            "TransactItems": [{"Put": {"TableName": "users", "Item": {"users": {"S": "users"}}}}],
            "Statements": [{"Statement": "SELECT * FROM \"users\" WHERE users = ?"}, {"Statement": "UPDATE users SET a = 1"}],
            "ResourceArn": "arn:aws:dynamodb:r:1:table/users/index/by_name",
            "ItemCollectionMetrics": {"ItemCollectionKey": {"users": {"S": "x"}}},
        });
        let sent = names.outward("Any", request.clone());
        assert_eq!(
            sent,
            json!({
                "TableName": "dmt1n0_users",
                "RequestItems": {"dmt1n0_posts": [{"PutRequest": {"Item": {"TableName": {"S": "users"}}}}]},
                "TransactItems": [{"Put": {"TableName": "dmt1n0_users", "Item": {"users": {"S": "users"}}}}],
                "Statements": [
                    {"Statement": "SELECT * FROM \"dmt1n0_users\" WHERE users = ?"},
                    {"Statement": "UPDATE dmt1n0_users SET a = 1"},
                ],
                "ResourceArn": "arn:aws:dynamodb:r:1:table/dmt1n0_users/index/by_name",
                "ItemCollectionMetrics": {"ItemCollectionKey": {"users": {"S": "x"}}},
            })
        );
        assert_eq!(names.inward(sent), request);
    }

    #[test]
    fn a_list_holds_the_tables_of_the_engine_alone() {
        let names = Names("dmt1n0_".to_owned());
        assert_eq!(names.outward("ListTables", json!({})), json!({"ExclusiveStartTableName": "dmt1n0"}));
        let answer =
            json!({"TableNames": ["dmt1n0_a", "dmt1n0_b", "dmt1n1_a"], "LastEvaluatedTableName": "dmt1n1_a"});
        assert_eq!(names.inward(answer), json!({"TableNames": ["a", "b"]}));
    }
}
