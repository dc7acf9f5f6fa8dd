//! DynamoDB's own limits, which the embedded engine does not keep: a request that breaks one is refused.
//!
//! The rules are read from the documentation and written down here once more, with a parser of their own, so that the
//! planner is not its own judge.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use dynamo_model_tests::engine::Engine;
use serde_json::Value as Json;

/// Why DynamoDB would refuse a request.
type Verdict = Result<(), String>;

/// The embedded engine behind DynamoDB's limits.
#[derive(Clone, Debug)]
pub(crate) struct Strict {
    engine: Engine,
    tables: Arc<Mutex<BTreeMap<String, Json>>>,
}

impl Strict {
    pub(crate) fn over(engine: Engine) -> Self {
        Self { engine, tables: Arc::default() }
    }

    fn judge(&self, operation: &str, body: &Json) -> Verdict {
        if operation == "CreateTable" {
            self.tables.lock().unwrap().insert(text(&body["TableName"]).to_owned(), body.clone());
            return Ok(());
        }
        let tables = self.tables.lock().unwrap();
        let table = |name: &str| tables.get(name).ok_or_else(|| format!("no table {name}"));
        match operation {
            "BatchGetItem" => {
                for (name, request) in entries(&body["RequestItems"]) {
                    let keys = elements(&request["Keys"]);
                    distinct(keys, 100)?;
                    keys.iter().try_for_each(|key| whole_key(table(name)?, key))?;
                    expressions(request, &[], None)?;
                }
                Ok(())
            }
            "BatchWriteItem" => {
                for (name, requests) in entries(&body["RequestItems"]) {
                    let keys = |request: &Json| request["DeleteRequest"]["Key"].clone();
                    let keys: Vec<Json> =
                        elements(requests).iter().map(keys).filter(|key| !key.is_null()).collect();
                    distinct(&keys, 25)?;
                    keys.iter().try_for_each(|key| whole_key(table(name)?, key))?;
                }
                Ok(())
            }
            "Query" | "Scan" => source(table(text(&body["TableName"]))?, body),
            "GetItem" | "DeleteItem" => {
                whole_key(table(text(&body["TableName"]))?, &body["Key"])?;
                expressions(body, &[], None).map(drop)
            }
            _ => Ok(()),
        }
    }
}

impl HttpConnector for Strict {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let body: Json =
            serde_json::from_slice(request.body().bytes().unwrap_or_default()).unwrap_or_default();
        match self.judge(&operation, &body) {
            Ok(()) => self.engine.call(request),
            Err(why) => {
                let message = format!("{operation} breaks a limit of DynamoDB: {why}: {body}");
                let answer = serde_json::json!({
                    "__type": "com.amazonaws.dynamodb.v20120810#ValidationException", "message": message,
                });
                let status = 400.try_into().expect("400 is a status");
                HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(answer.to_string()))))
            }
        }
    }
}

impl HttpClient for Strict {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

fn elements(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn entries(json: &Json) -> impl Iterator<Item = (&str, &Json)> {
    json.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn ensure(holds: bool, why: impl Into<String>) -> Verdict {
    if holds { Ok(()) } else { Err(why.into()) }
}

fn distinct(keys: &[Json], most: usize) -> Verdict {
    ensure(keys.len() <= most, format!("{} keys, and {most} are allowed", keys.len()))?;
    let all: BTreeSet<String> = keys.iter().map(Json::to_string).collect();
    ensure(all.len() == keys.len(), "a key stands twice")
}

/// The attributes of a key schema, hash first.
fn key_attributes(schema: &Json) -> Vec<&str> {
    elements(&schema["KeySchema"]).iter().map(|key| text(&key["AttributeName"])).collect()
}

fn whole_key(table: &Json, key: &Json) -> Verdict {
    let expected: BTreeSet<&str> = key_attributes(table).into_iter().collect();
    let found: BTreeSet<&str> = entries(key).map(|(name, _)| name).collect();
    ensure(expected == found, "the key is not the table's")?;
    entries(key).try_for_each(|(name, value)| key_value(table, name, value))
}

/// A key's value has the declared type and is neither empty nor too long.
fn key_value(table: &Json, name: &str, value: &Json) -> Verdict {
    let declared = elements(&table["AttributeDefinitions"]);
    let declared = declared.iter().find(|attribute| text(&attribute["AttributeName"]) == name);
    let kind = declared.map_or("", |attribute| text(&attribute["AttributeType"]));
    let content = value[kind].as_str().ok_or_else(|| format!("`{name}` is no {kind}"))?;
    ensure(!content.is_empty(), format!("`{name}` is empty"))?;
    ensure(content.len() <= 2_048, format!("`{name}` is too long"))
}

fn source(table: &Json, body: &Json) -> Verdict {
    let (index, schema) = (&body["IndexName"], "IndexName");
    let of = |list: &str| elements(&table[list]).iter().find(|known| known[schema] == *index);
    let global = of("GlobalSecondaryIndexes");
    let source = match index {
        Json::Null => table,
        _ => global.or_else(|| of("LocalSecondaryIndexes")).ok_or("no such index")?,
    };
    let is_consistent = body["ConsistentRead"] == Json::Bool(true);
    ensure(!is_consistent || global.is_none(), "a global index is never consistent")?;
    ensure(body["Limit"].is_null() || body["Limit"].as_i64() >= Some(1), "Limit is 0 or less")?;
    let counts = text(&body["Select"]) == "COUNT";
    ensure(!counts || body["ProjectionExpression"].is_null(), "COUNT takes no projection")?;
    let keys = key_attributes(source);
    let is_query = !body["KeyConditionExpression"].is_null();
    let held = global.and_then(|index| held(table, index));
    let parsed = expressions(body, if is_query { &keys } else { &[] }, held.as_ref())?;
    let Some(condition) = parsed else { return Ok(()) };
    let is_hash = |key: &&Json| text(&key["KeyType"]) == "HASH";
    let hashes = elements(&source["KeySchema"]).iter().filter(is_hash).count();
    key_condition(table, &keys, hashes.max(1), &condition)
}

/// The attributes that a global index holds, beyond which nothing can be asked of it; `None` for all.
fn held<'a>(table: &'a Json, index: &'a Json) -> Option<BTreeSet<&'a str>> {
    let projection = &index["Projection"];
    let included = elements(&projection["NonKeyAttributes"]).iter().map(text);
    let keys = key_attributes(table).into_iter().chain(key_attributes(index));
    (text(&projection["ProjectionType"]) != "ALL").then(|| keys.chain(included).collect())
}

/// One term of a key condition: the attribute, the operator, and its values.
#[derive(Clone, Debug)]
struct Term {
    root: String,
    operator: String,
    values: Vec<Json>,
}

/// The first `hashes` of the keys are pinned, and the others are used from the left, the last of them by any operator.
fn key_condition(table: &Json, keys: &[&str], hashes: usize, terms: &[Term]) -> Verdict {
    let by_key = |name: &str| terms.iter().filter(|term| term.root == name).collect::<Vec<_>>();
    ensure(
        terms.iter().all(|term| keys.contains(&term.root.as_str())),
        "a key condition names another attribute",
    )?;
    for hash in &keys[..hashes] {
        let [hash] = by_key(hash)[..] else { return Err("the hash key is not pinned once".to_owned()) };
        ensure(hash.operator == "=", "the hash key is not pinned by =")?;
    }
    let mut goes_on = true;
    for range in keys.iter().skip(hashes) {
        let terms = by_key(range);
        ensure(terms.len() < 2, "the range key is bounded twice")?;
        ensure(goes_on || terms.is_empty(), "a part of the range key is left out before another")?;
        goes_on = terms.iter().any(|term| term.operator == "=");
        let legal = ["=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"];
        ensure(
            terms.iter().all(|term| legal.contains(&term.operator.as_str())),
            "an operator that no range key takes",
        )?;
    }
    let values = terms.iter().flat_map(|term| term.values.iter().map(move |value| (term, value)));
    values.into_iter().try_for_each(|(term, value)| key_value(table, &term.root, value))
}

/// Checks all expressions of a request, and gives the terms of its key condition.
///
/// `keys`: what a filter must not name; `held`: what nothing but is there to be asked.
fn expressions(
    body: &Json,
    keys: &[&str],
    held: Option<&BTreeSet<&str>>,
) -> Result<Option<Vec<Term>>, String> {
    let mut used = Used::default();
    let mut condition = None;
    for name in ["KeyConditionExpression", "FilterExpression", "ConditionExpression", "ProjectionExpression"]
    {
        let Some(expression) = body[name].as_str() else { continue };
        ensure(!expression.is_empty(), format!("{name} is empty"))?;
        ensure(expression.len() <= 4_096, format!("{name} has {} bytes", expression.len()))?;
        let mut parser =
            Parser { tokens: tokens(expression)?, body, used: &mut used, operators: 0, terms: Vec::new() };
        let is_plain =
            if name == "ProjectionExpression" { parser.projection().map(|()| true)? } else { parser.or()? };
        ensure(parser.tokens.is_empty(), format!("{name} goes on: {:?}", parser.tokens))?;
        ensure(parser.operators <= 300, format!("{name} has {} operators", parser.operators))?;
        let terms = std::mem::take(&mut parser.terms);
        let missing = terms.iter().find(|term| held.is_some_and(|held| !held.contains(term.root.as_str())));
        ensure(missing.is_none(), format!("the index does not project it: {missing:?}"))?;
        match name {
            "KeyConditionExpression" => {
                ensure(is_plain, "a key condition takes nothing but AND")?;
                condition = Some(terms);
            }
            "FilterExpression" => {
                let named = terms.iter().find(|term| keys.contains(&term.root.as_str()));
                ensure(named.is_none(), format!("a filter names the key: {named:?}"))?;
            }
            _ => {}
        }
    }
    for (declared, used) in
        [("ExpressionAttributeNames", &used.names), ("ExpressionAttributeValues", &used.values)]
    {
        let known: BTreeSet<&str> = entries(&body[declared]).map(|(name, _)| name).collect();
        let used: BTreeSet<&str> = used.iter().map(String::as_str).collect();
        ensure(known == used, format!("{declared}: declared {known:?}, used {used:?}"))?;
        ensure(body[declared].is_null() || !known.is_empty(), format!("{declared} is empty"))?;
    }
    entries(&body["ExpressionAttributeValues"]).try_for_each(|(_, value)| no_empty_set(value))?;
    Ok(condition)
}

fn no_empty_set(value: &Json) -> Verdict {
    let is_empty = |kind: &str| value[kind].as_array().is_some_and(Vec::is_empty);
    ensure(!["SS", "NS", "BS"].into_iter().any(is_empty), "a set is empty")
}

#[derive(Default)]
struct Used {
    names: BTreeSet<String>,
    values: BTreeSet<String>,
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = match first {
            ' ' => {
                rest = &rest[1..];
                continue;
            }
            '#' | ':' => 1 + rest[1..].find(|c| !of_word(c)).unwrap_or(rest.len() - 1),
            c if of_word(c) => rest.find(|c| !of_word(c)).unwrap_or(rest.len()),
            '<' | '>' if rest[1..].starts_with(['=', '>']) => 2,
            '(' | ')' | ',' | '.' | '[' | ']' | '=' | '<' | '>' => 1,
            other => return Err(format!("`{other}` in {text}")),
        };
        tokens.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    tokens.reverse();
    Ok(tokens)
}

/// Reads one expression; the next token is the last.
struct Parser<'a> {
    tokens: Vec<String>,
    body: &'a Json,
    used: &'a mut Used,
    operators: usize,
    /// Each path that is named, with what is asked of it.
    terms: Vec<Term>,
}

/// An operand: its text, and its value if it is one.
type Operand = (String, Option<Json>);

impl Parser<'_> {
    fn next_is(&self, token: &str) -> bool {
        self.tokens.last().is_some_and(|next| next == token)
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.next_is(token);
        if found {
            self.tokens.pop();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Verdict {
        if self.take(token) {
            Ok(())
        } else {
            Err(format!("`{token}` is missing before {:?}", self.tokens.last()))
        }
    }

    /// True if it is a list of terms joined by AND.
    fn or(&mut self) -> Result<bool, String> {
        let mut is_plain = self.and()?;
        while self.take("OR") {
            self.operators += 1;
            self.and()?;
            is_plain = false;
        }
        Ok(is_plain)
    }

    fn and(&mut self) -> Result<bool, String> {
        let mut is_plain = self.not()?;
        while self.take("AND") {
            self.operators += 1;
            is_plain &= self.not()?;
        }
        Ok(is_plain)
    }

    fn not(&mut self) -> Result<bool, String> {
        if self.take("NOT") {
            self.operators += 1;
            self.not()?;
            return Ok(false);
        }
        if self.take("(") {
            self.or()?;
            return self.expect(")").map(|()| false);
        }
        self.term().map(|()| true)
    }

    fn term(&mut self) -> Verdict {
        self.operators += 1;
        let functions =
            ["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"];
        if let Some(function) = functions.into_iter().find(|function| self.next_is(function)) {
            self.tokens.pop();
            self.expect("(")?;
            let path = self.path()?;
            let mut operands = Vec::new();
            if self.take(",") {
                operands.push(self.operand()?);
            }
            self.expect(")")?;
            let takes = usize::from(!function.ends_with("exists"));
            ensure(operands.len() == takes, format!("{function} takes another number of operands"))?;
            let kinds: &[&str] = match function {
                "begins_with" => &["S", "B"],
                "attribute_type" => &["S"],
                _ => &["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"],
            };
            self.record(function, &(path, None), &operands, kinds)
        } else {
            let left = self.operand()?;
            let operator = self.tokens.pop().unwrap_or_default();
            let ordered: &[&str] = &["S", "N", "B"];
            match operator.as_str() {
                "=" | "<>" => {
                    let right = self.operand()?;
                    self.record(
                        &operator,
                        &left,
                        &[right],
                        &["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"],
                    )
                }
                "<" | "<=" | ">" | ">=" => {
                    let right = self.operand()?;
                    self.record(&operator, &left, &[right], ordered)
                }
                "BETWEEN" => {
                    let low = self.operand()?;
                    self.expect("AND")?;
                    let high = self.operand()?;
                    bounds(&low, &high)?;
                    self.record(&operator, &left, &[low, high], ordered)
                }
                "IN" => {
                    self.expect("(")?;
                    let mut list = vec![self.operand()?];
                    while self.take(",") {
                        list.push(self.operand()?);
                    }
                    self.expect(")")?;
                    ensure(list.len() <= 100, format!("IN has {} operands", list.len()))?;
                    self.record(
                        &operator,
                        &left,
                        &list,
                        &["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"],
                    )
                }
                other => Err(format!("`{other}` is no operator")),
            }
        }
    }

    /// Keeps what is asked of which attributes; the first operand must differ from the others.
    fn record(&mut self, operator: &str, first: &Operand, others: &[Operand], kinds: &[&str]) -> Verdict {
        ensure(others.iter().all(|(text, _)| *text != first.0), format!("{} meets itself", first.0))?;
        let values: Vec<Json> = others.iter().filter_map(|(_, value)| value.clone()).collect();
        for value in values.iter().chain(&first.1) {
            let kind = entries(value).next().map_or("", |(kind, _)| kind);
            ensure(kinds.contains(&kind), format!("{operator} takes no {kind}"))?;
        }
        for (text, _) in std::iter::once(first).chain(others) {
            let is_size = text.starts_with("size(");
            let root = text.trim_start_matches("size(").split(['.', '[', ')']).next().unwrap_or_default();
            if let Some(name) = self.body["ExpressionAttributeNames"][root].as_str() {
                let operator = if is_size { format!("size {operator}") } else { operator.to_owned() };
                self.terms.push(Term { root: name.to_owned(), operator, values: values.clone() });
            }
        }
        Ok(())
    }

    fn operand(&mut self) -> Result<Operand, String> {
        if self.take("size") {
            self.operators += 1;
            self.expect("(")?;
            let path = self.path()?;
            self.expect(")")?;
            return Ok((format!("size({path})"), None));
        }
        match self.tokens.last() {
            Some(value) if value.starts_with(':') => {
                let value = self.tokens.pop().unwrap_or_default();
                self.used.values.insert(value.clone());
                let content = self.body["ExpressionAttributeValues"][&value].clone();
                ensure(!content.is_null(), format!("`{value}` is undeclared"))?;
                Ok((value, Some(content)))
            }
            _ => self.path().map(|path| (path, None)),
        }
    }

    /// Each name stands behind a placeholder, so that reserved words do not matter.
    fn path(&mut self) -> Result<String, String> {
        let mut path = self.name()?;
        let mut steps = 0;
        loop {
            if self.take(".") {
                path = format!("{path}.{}", self.name()?);
            } else if self.take("[") {
                let index = self.tokens.pop().unwrap_or_default();
                ensure(index.parse::<u32>().is_ok(), format!("`{index}` is no index"))?;
                self.expect("]")?;
                path = format!("{path}[{index}]");
            } else {
                return ensure(steps <= 32, "the path is too deep").map(|()| path);
            }
            steps += 1;
        }
    }

    fn name(&mut self) -> Result<String, String> {
        let name = self.tokens.pop().unwrap_or_default();
        ensure(name.starts_with('#'), format!("`{name}` is no placeholder"))?;
        self.used.names.insert(name.clone());
        Ok(name)
    }

    fn projection(&mut self) -> Verdict {
        let mut paths = vec![self.path()?];
        while self.take(",") {
            paths.push(self.path()?);
        }
        for path in &paths {
            let root = path.split(['.', '[']).next().unwrap_or_default();
            let name = self.body["ExpressionAttributeNames"][root].as_str().unwrap_or_default();
            let term = Term { root: name.to_owned(), operator: "projection".to_owned(), values: Vec::new() };
            self.terms.push(term);
        }
        let all: BTreeSet<&String> = paths.iter().collect();
        ensure(all.len() == paths.len(), "a projection names an attribute twice")
    }
}

/// Two values of BETWEEN have one type and stand in order.
fn bounds(low: &Operand, high: &Operand) -> Verdict {
    let (Some(low), Some(high)) = (&low.1, &high.1) else { return Ok(()) };
    let kind = |value: &Json| entries(value).next().map_or("", |(kind, _)| kind).to_owned();
    ensure(kind(low) == kind(high), "the bounds of BETWEEN have two types")?;
    let in_order = match kind(low).as_str() {
        "N" => {
            let number = |value: &Json| text(&value["N"]).parse::<f64>().unwrap_or_default();
            number(low) <= number(high)
        }
        "S" => text(&low["S"]) <= text(&high["S"]),
        _ => true,
    };
    ensure(in_order, "the bounds of BETWEEN are reversed")
}

/// What is refused here, one request a limit, so that a check that says yes to everything is found out.
#[test]
fn the_limits_are_kept() {
    let names = serde_json::json!({"#a": "a", "#b": "b"});
    let values = serde_json::json!({":v": {"N": "1"}, ":w": {"N": "0"}});
    let long = format!("#a IN ({}:v)", ":v, ".repeat(100));
    let many = format!("#a = :v{}", " AND #a = :v".repeat(150));
    let rows = [
        ("#a = :v AND (#b > :w OR NOT size(#a) > :v)", None),
        ("#a = :v AND #b = :x", Some("undeclared")),
        ("#a = :v", Some("used")),
        ("a = :v AND #b = :w", Some("no placeholder")),
        ("#a = #a AND #b = :v AND #b = :w", Some("meets itself")),
        ("#a BETWEEN :v AND :w AND #b = :w", Some("reversed")),
        ("begins_with(#a, :v) AND #b = :w", Some("takes no N")),
        (long.as_str(), Some("IN has 101")),
        (many.as_str(), Some("operators")),
        ("#a = :v)", Some("goes on")),
        ("#a = :v OR", Some("no placeholder")),
    ];
    for (expression, expected) in rows {
        let body = serde_json::json!({
            "FilterExpression": expression,
            "ExpressionAttributeNames": names, "ExpressionAttributeValues": values,
        });
        let found = expressions(&body, &[], None).err();
        let as_expected = match (&found, expected) {
            (None, None) => true,
            (Some(found), Some(expected)) => found.contains(expected),
            _ => false,
        };
        assert!(as_expected, "{expression}: {found:?}");
    }
    let query = |condition: &str, filter: &str| {
        let table = serde_json::json!({
            "KeySchema": [{"AttributeName": "a"}, {"AttributeName": "b"}],
            "AttributeDefinitions": [
                {"AttributeName": "a", "AttributeType": "N"}, {"AttributeName": "b", "AttributeType": "N"},
            ],
        });
        let body = serde_json::json!({
            "KeyConditionExpression": condition, "FilterExpression": filter,
            "ExpressionAttributeNames": {"#a": "a", "#b": "b", "#c": "c"}, "ExpressionAttributeValues": values,
        });
        source(&table, &body)
    };
    assert_eq!(query("#a = :v AND #b > :w", "attribute_exists(#c)"), Ok(()));
    let place = |condition: &str, filter: &str, projection: &str| {
        let key = |name: &str, kind: &str| serde_json::json!({"AttributeName": name, "KeyType": kind});
        let defined = |name| serde_json::json!({"AttributeName": name, "AttributeType": "N"});
        let defined = ["a", "b", "c", "d", "e"].map(defined);
        let table = serde_json::json!({
            "KeySchema": [key("a", "HASH")],
            "GlobalSecondaryIndexes": [{
                "IndexName": "place", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["f"]},
                "KeySchema": [key("b", "HASH"), key("c", "HASH"), key("d", "RANGE"), key("e", "RANGE")],
            }],
            "AttributeDefinitions": defined,
        });
        let mut body = serde_json::json!({
            "IndexName": "place", "KeyConditionExpression": condition, "FilterExpression": filter,
            "ProjectionExpression": projection, "ExpressionAttributeNames": {}, "ExpressionAttributeValues": values,
        });
        for name in ["#a", "#b", "#c", "#d", "#e", "#f", "#g"] {
            if [condition, filter, projection].iter().any(|text| text.contains(name)) {
                body["ExpressionAttributeNames"][name] = name[1..].into();
            }
        }
        source(&table, &body)
    };
    assert_eq!(place("#b = :v AND #c = :v AND #d = :w AND #e > :w", "#f > :w AND #a > :w", "#a, #f"), Ok(()));
    for (condition, filter, projection) in [
        ("#b = :v AND #d = :w", "#a > :w", "#a"),
        ("#b = :v AND #c = :v AND #e = :w", "#a > :w", "#a"),
        ("#b = :v AND #c = :v AND #d > :w AND #e > :w", "#a > :w", "#a"),
        ("#b = :v AND #c = :v", "#g > :w", "#a"),
        ("#b = :v AND #c = :v", "#a > :w", "#a, #g"),
    ] {
        assert!(place(condition, filter, projection).is_err(), "{condition}, {filter}, {projection}");
    }
    for (condition, filter) in [
        ("#a > :v AND #b > :w", "attribute_exists(#c)"),
        ("#a = :v AND (#b > :w)", "attribute_exists(#c)"),
        ("#a = :v AND #b <> :w", "attribute_exists(#c)"),
        ("#a = :v AND #b > :w AND #b < :w", "attribute_exists(#c)"),
        ("#a = :v OR #b > :w", "attribute_exists(#c)"),
        ("#a = :v AND #c > :w", "attribute_exists(#b)"),
        ("#a = :v", "#b > :w AND attribute_exists(#c)"),
        ("#a = :v", "#c > :w AND size(#b) > :w"),
    ] {
        assert!(query(condition, filter).is_err(), "{condition}, {filter}");
    }
}
