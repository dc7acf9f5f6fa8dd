//! Batches of which a part comes back unprocessed.

use serde_json::{Map, Value, json};

/// The two operations that may leave a part undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Get,
    Write,
}

/// The entries of a batch by table, as the service takes them and gives them back.
#[derive(Clone, Debug, PartialEq)]
struct Entries {
    kind: Kind,
    tables: Map<String, Value>,
}

/// A batch cut in two.
#[derive(Debug, PartialEq)]
pub(super) struct Cut {
    /// The body of the request with the entries that are carried out.
    pub(super) body: String,
    pub(super) unprocessed: Unprocessed,
}

/// The entries that are not carried out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unprocessed(Entries);

/// Leaves the second half of a batch unprocessed, if it has one.
pub(super) fn halve(operation: &str, body: &str) -> Option<Cut> {
    let (mut request, mut done) = read(operation, body)?;
    let rest = done.split_off(done.len().div_ceil(2));
    if rest.is_empty() {
        return None;
    }
    request.insert(REQUEST_ITEMS.to_owned(), Value::Object(done.tables));
    Some(Cut { body: Value::Object(request).to_string(), unprocessed: Unprocessed(rest) })
}

/// Leaves a whole batch unprocessed.
pub(super) fn leave(operation: &str, body: &str) -> Option<Unprocessed> {
    read(operation, body).map(|(_, entries)| Unprocessed(entries))
}

const REQUEST_ITEMS: &str = "RequestItems";

fn read(operation: &str, body: &str) -> Option<(Map<String, Value>, Entries)> {
    let kind = match operation {
        "BatchGetItem" => Kind::Get,
        "BatchWriteItem" => Kind::Write,
        _ => return None,
    };
    let mut request: Map<String, Value> = serde_json::from_str(body).ok()?;
    let Some(Value::Object(tables)) = request.remove(REQUEST_ITEMS) else {
        return None;
    };
    Some((request, Entries { kind, tables }))
}

impl Kind {
    fn unprocessed(self) -> &'static str {
        match self {
            Self::Get => "UnprocessedKeys",
            Self::Write => "UnprocessedItems",
        }
    }

    fn list(self, table: &Value) -> Option<&Vec<Value>> {
        match self {
            Self::Get => table.get("Keys")?.as_array(),
            Self::Write => table.as_array(),
        }
    }

    fn list_mut(self, table: &mut Value) -> Option<&mut Vec<Value>> {
        match self {
            Self::Get => table.get_mut("Keys")?.as_array_mut(),
            Self::Write => table.as_array_mut(),
        }
    }
}

impl Entries {
    fn len(&self) -> usize {
        self.tables.values().filter_map(|table| self.kind.list(table)).map(Vec::len).sum()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the first entries and gives the rest, each under its table and with that table's options.
    fn split_off(&mut self, at: usize) -> Self {
        let kind = self.kind;
        let mut rest = Self { kind, tables: self.tables.clone() };
        let mut room = at;
        for (kept, left) in self.tables.values_mut().zip(rest.tables.values_mut()) {
            let (Some(kept), Some(left)) = (kind.list_mut(kept), kind.list_mut(left)) else { continue };
            let here = room.min(kept.len());
            kept.truncate(here);
            left.drain(..here);
            room -= here;
        }
        self.drop_empty_tables();
        rest.drop_empty_tables();
        rest
    }

    fn drop_empty_tables(&mut self) {
        let kind = self.kind;
        self.tables.retain(|_, table| kind.list(table).is_some_and(|list| !list.is_empty()));
    }
}

impl Unprocessed {
    /// The answer where nothing of the batch was carried out.
    pub(super) fn alone(self) -> String {
        let Entries { kind, tables } = self.0;
        match kind {
            Kind::Get => json!({"Responses": {}, "UnprocessedKeys": tables}).to_string(),
            Kind::Write => json!({"UnprocessedItems": tables}).to_string(),
        }
    }

    /// Adds the entries to the answer for the others, which may have left some unprocessed as well.
    pub(super) fn join(self, answer: &[u8]) -> serde_json::Result<String> {
        let Entries { kind, tables } = self.0;
        let mut answer: Map<String, Value> = serde_json::from_slice(answer)?;
        let mut all = match answer.remove(kind.unprocessed()) {
            Some(Value::Object(tables)) => tables,
            _ => Map::new(),
        };
        for (name, mut table) in tables {
            let entries = kind.list_mut(&mut table).map(std::mem::take).unwrap_or_default();
            let joined = all.entry(name).or_insert(table);
            if let Some(list) = kind.list_mut(joined) {
                list.extend(entries);
            }
        }
        answer.insert(kind.unprocessed().to_owned(), Value::Object(all));
        Ok(Value::Object(answer).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(id: &str) -> Value {
        json!({"PutRequest": {"Item": {"id": {"S": id}}}})
    }

    fn key(id: &str) -> Value {
        json!({"id": {"S": id}})
    }

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_first_half_rounded_up_is_carried_out() {
        let request = json!({
            "RequestItems": {"cats": [put("a"), put("b")], "dogs": [put("c")]},
            "ReturnConsumedCapacity": "TOTAL",
        });
        let cut = halve("BatchWriteItem", &request.to_string()).unwrap();
        assert_eq!(
            parsed(&cut.body),
            json!({"RequestItems": {"cats": [put("a"), put("b")]}, "ReturnConsumedCapacity": "TOTAL"})
        );
        assert_eq!(parsed(&cut.unprocessed.alone()), json!({"UnprocessedItems": {"dogs": [put("c")]}}));
    }

    #[test]
    fn keys_come_back_with_the_options_of_their_table() {
        let request = json!({"RequestItems": {
            "cats": {"Keys": [key("a"), key("b"), key("c")], "ConsistentRead": true},
        }});
        let cut = halve("BatchGetItem", &request.to_string()).unwrap();
        assert_eq!(
            parsed(&cut.body),
            json!({"RequestItems": {"cats": {"Keys": [key("a"), key("b")], "ConsistentRead": true}}})
        );
        assert_eq!(
            parsed(&cut.unprocessed.alone()),
            json!({
                "Responses": {},
                "UnprocessedKeys": {"cats": {"Keys": [key("c")], "ConsistentRead": true}},
            })
        );
    }

    #[test]
    fn a_single_entry_has_no_second_half() {
        let request = json!({"RequestItems": {"cats": [put("a")]}}).to_string();
        assert_eq!(halve("BatchWriteItem", &request), None);
        let all = leave("BatchWriteItem", &request).unwrap();
        assert_eq!(parsed(&all.alone()), json!({"UnprocessedItems": {"cats": [put("a")]}}));
    }

    #[test]
    fn what_is_no_batch_is_left_alone() {
        for (operation, body) in
            [("PutItem", r#"{"RequestItems":{}}"#), ("BatchGetItem", "{}"), ("BatchWriteItem", "[")]
        {
            assert_eq!(halve(operation, body), None);
            assert_eq!(leave(operation, body), None);
        }
        assert_eq!(halve("BatchWriteItem", r#"{"RequestItems":{"cats":7}}"#), None);
    }

    #[test]
    fn entries_join_those_that_the_engine_left() {
        let request = json!({"RequestItems": {"cats": {"Keys": [key("a"), key("b")]}}}).to_string();
        let cut = halve("BatchGetItem", &request).unwrap();
        let answer = json!({"Responses": {}, "UnprocessedKeys": {"cats": {"Keys": [key("a")]}}});
        let joined = cut.unprocessed.clone().join(answer.to_string().as_bytes()).unwrap();
        assert_eq!(
            parsed(&joined),
            json!({"Responses": {}, "UnprocessedKeys": {"cats": {"Keys": [key("a"), key("b")]}}})
        );
        let joined = cut.unprocessed.clone().join(br#"{"Responses":{}}"#).unwrap();
        assert_eq!(
            parsed(&joined),
            json!({"Responses": {}, "UnprocessedKeys": {"cats": {"Keys": [key("b")]}}})
        );
        assert!(cut.unprocessed.join(b"[").is_err());
    }
}
