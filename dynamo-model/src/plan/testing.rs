//! What tables of plans share: a model, and plans as lines of text.

use dynamo_model_fields::capability::ScalarType;

use crate::model::field::{Field, HashKey, Plain, RangeKey};
use crate::model::key::PrimaryKey;
use crate::model::schema::{Fields, KeySchema, Schema};
use crate::plan::{FetchPlan, Plan};

/// A model with a range key and no index.
pub(crate) struct Note;

impl Note {
    pub(crate) const USER: Field<Note, String, HashKey> = Field::new("user");
    pub(crate) const AT: Field<Note, u64, RangeKey> = Field::new("at");
    pub(crate) const TEXT: Field<Note, String, Plain> = Field::new("text");
    pub(crate) const STARS: Field<Note, u64, Plain> = Field::new("stars");
}

pub(crate) const NOTES: Schema = Schema::new(
    "Note",
    "notes",
    KeySchema::new("user", ScalarType::S),
    Some(KeySchema::new("at", ScalarType::N)),
    Fields::new(&[], &[], false),
);

/// A plan in one line: operation, what is sent, and what is left to do here.
pub(crate) fn line(plan: &Plan) -> String {
    if let Plan::Union(plan) = plan {
        let parts: Vec<String> = plan.parts.iter().map(line).collect();
        return format!("Union | {}", parts.join(" || "));
    }
    let mut parts = vec![plan.operation().unwrap_or("nothing").to_owned()];
    let mut part = |name: &str, text: Option<String>| parts.extend(text.map(|text| format!("{name} {text}")));
    match plan {
        Plan::Nothing(plan) => part("as", plan.why.first().map(ToString::to_string)),
        Plan::Get(plan) => part("key", Some(keys(std::slice::from_ref(&plan.key)))),
        Plan::BatchGet(plan) => {
            part("keys", Some(keys(&plan.keys)));
            part("here", plan.local());
            part("limit", plan.limit.map(|limit| limit.to_string()));
        }
        Plan::Query(plan) => {
            part("index", plan.index().map(ToOwned::to_owned));
            part("key", Some(plan.key_condition()));
            part("filter", plan.filter());
            part("here", plan.local());
            part("then", plan.fetch().and_then(FetchPlan::condition));
            part("order", plan.is_descending().then(|| "descending".to_owned()));
            part("limit", plan.limit.map(|limit| limit.to_string()));
            part("page", plan.page_size.map(|size| size.to_string()));
        }
        Plan::Scan(plan) => {
            part("index", plan.index().map(ToOwned::to_owned));
            part("filter", plan.filter());
            part("here", plan.local());
            part("then", plan.fetch().and_then(FetchPlan::condition));
            part("limit", plan.limit.map(|limit| limit.to_string()));
            part("page", plan.page_size.map(|size| size.to_string()));
        }
        _ => unreachable!("read plans hold no writes"),
    }
    parts.join(" | ")
}

fn keys(keys: &[PrimaryKey]) -> String {
    let shown = |key: &PrimaryKey| match key.range() {
        Some(range) => format!("({}, {})", key.hash().to_value(), range.to_value()),
        None => key.hash().to_value().to_string(),
    };
    keys.iter().map(shown).collect::<Vec<_>>().join(" ")
}
