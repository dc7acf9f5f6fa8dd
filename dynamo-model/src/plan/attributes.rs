//! What comes back of each item where a projection is read.

use std::borrow::Cow;

use crate::expr::tree::Expr;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::{FetchPlan, GetPlan, Plan};

/// The stored names that a projection expression lists, each once.
pub(crate) type Attributes = Vec<Cow<'static, str>>;

/// Has a read ask for these attributes only; `None` for all.
pub(crate) fn project(plan: &mut Plan, schema: &Schema, asked: Option<&'static [&'static str]>) {
    let (attributes, local, fetch, index) = match plan {
        Plan::Get(plan) => return project_one(plan, schema, asked),
        Plan::BatchGet(plan) => (&mut plan.attributes, &plan.local, &mut None, None),
        Plan::Query(plan) => (&mut plan.attributes, &plan.local, &mut plan.fetch, plan.index),
        Plan::Scan(plan) => (&mut plan.attributes, &plan.local, &mut plan.fetch, plan.index),
        Plan::Union(plan) => return plan.parts.iter_mut().for_each(|part| project(part, schema, asked)),
        _ => return,
    };
    *attributes = match fetch {
        None => asked.map(|asked| sent(asked, schema, index, local.as_ref())),
        // Of the index come the keys, and what is read comes of the table.
        Some(FetchPlan { condition, attributes, .. }) => {
            *attributes = asked.map(|asked| sent(asked, schema, None, condition.as_ref()));
            Some(sent(&[], schema, index, local.as_ref()))
        }
    };
}

/// Has a read ask for no attributes by name, but where items are fetched by those of an index.
pub(crate) fn forget(plan: &mut Plan) {
    match plan {
        Plan::Get(plan) => plan.attributes = None,
        Plan::BatchGet(plan) => plan.attributes = None,
        Plan::Query(plan) if plan.fetch.is_none() => plan.attributes = None,
        Plan::Scan(plan) if plan.fetch.is_none() => plan.attributes = None,
        Plan::Union(plan) => plan.parts.iter_mut().for_each(forget),
        _ => {}
    }
}

/// Has a GetItem ask for these attributes only; `None` for all.
pub(crate) fn project_one(plan: &mut GetPlan, schema: &Schema, asked: Option<&'static [&'static str]>) {
    plan.attributes = asked.map(|asked| sent(asked, schema, None, None));
}

/// What is asked for, each once, then the keys.
pub(crate) fn with_keys(asked: &[&'static str], schema: &Schema) -> Attributes {
    sent(asked, schema, None, None)
}

/// What is asked for, then the keys, by which items are told apart and pages go on (R12), then what is evaluated here
/// (R4).
fn sent(
    asked: &[&'static str],
    schema: &Schema,
    index: Option<&'static str>,
    local: Option<&Expr>,
) -> Attributes {
    let mut names: Attributes = Vec::with_capacity(asked.len() + 2);
    let keys = schema.key_attributes().chain(schema.index_keys(index)).map(KeySchema::name);
    for name in asked.iter().copied().chain(keys) {
        add(&mut names, name, || Cow::Borrowed(name));
    }
    if let Some(local) = local {
        local.roots(&mut |root| add(&mut names, root, || Cow::Owned(root.to_owned())));
    }
    names
}

fn add(names: &mut Attributes, name: &str, owned: impl FnOnce() -> Cow<'static, str>) {
    if !names.iter().any(|known| known == name) {
        names.push(owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::condition::Condition;
    use crate::expr::render::Renderer;
    use crate::plan::options::ReadOptions;
    use crate::plan::read;
    use crate::plan::testing::{NOTES, Note};
    use crate::strategy::Strategy;

    const TEXT: Option<&[&str]> = Some(&["text"]);

    /// The operation, and what it asks for.
    fn planned<K>(condition: Condition<Note, K>, asked: Option<&'static [&'static str]>) -> String {
        let strategy = Strategy::Condition(condition.into_expr());
        let options = ReadOptions { attributes: asked, ..ReadOptions::default() };
        let plan = read::read(&NOTES, "notes", &strategy, &options).unwrap();
        let attributes = match &plan {
            Plan::Get(plan) => plan.attributes(),
            Plan::BatchGet(plan) => plan.attributes(),
            Plan::Query(plan) => plan.attributes(),
            Plan::Scan(plan) => plan.attributes(),
            _ => None,
        };
        let attributes = attributes.map_or_else(|| "all".to_owned(), |names| names.join(" "));
        format!("{}: {attributes}", plan.operation().unwrap_or("nothing"))
    }

    #[test]
    fn r4_keys_and_what_is_evaluated_here_are_always_asked_for() {
        let key = || Note::USER.eq("ann") & Note::AT.eq(1);
        let long = || Note::STARS.is_in(0..101_u64).any();
        let rows = [
            (planned(key(), TEXT), "GetItem: text user at"),
            (planned(key(), None), "GetItem: all"),
            (planned(key() & Note::STARS.gt(1), TEXT), "Query: text user at"),
            (planned(key(), Some(&["at", "text", "at"])), "GetItem: at text user"),
            (planned(Note::USER.eq("ann") & Note::AT.is_in([1, 2]), TEXT), "BatchGetItem: text user at"),
            (
                planned(Note::USER.eq("ann") & Note::AT.is_in([1, 2]) & Note::STARS.gt(1), TEXT),
                "BatchGetItem: text user at stars",
            ),
            (planned(Note::USER.eq("ann"), TEXT), "Query: text user at"),
            (planned(Note::USER.eq("ann"), None), "Query: all"),
            (planned(Note::USER.eq("ann") & Note::STARS.gt(1), TEXT), "Query: text user at"),
            (
                planned(Note::USER.eq("ann") & (Note::AT.ne(1) | Note::STARS.gt(1)), TEXT),
                "Query: text user at stars",
            ),
            (planned(Note::TEXT.eq("x"), Some(&["stars"])), "Scan: stars user at"),
            (planned(long(), TEXT), "Scan: text user at stars"),
            (planned(Note::STARS.is_in([0_u64; 0]), TEXT), "nothing: all"),
        ];
        for (planned, expected) in rows {
            assert_eq!(planned, expected);
        }
    }

    #[test]
    fn names_stand_behind_placeholders_and_are_shared_with_the_condition() {
        let mut renderer = Renderer::default();
        assert_eq!(renderer.condition(Note::TEXT.exists().expr()), "attribute_exists(#n0)");
        let names = sent(&["name", "text"], &NOTES, None, Some(Note::STARS.exists().expr()));
        assert_eq!(renderer.attributes(&names), "#n1, #n0, #n2, #n3, #n4");
        let declared: Vec<(String, &str)> = renderer.names().collect();
        let expected = [("#n0", "text"), ("#n1", "name"), ("#n2", "user"), ("#n3", "at"), ("#n4", "stars")];
        assert_eq!(declared, expected.map(|(placeholder, name)| (placeholder.to_owned(), name)));
    }
}
