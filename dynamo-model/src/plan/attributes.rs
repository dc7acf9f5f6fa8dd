//! What comes back of each item where a projection is read.

use std::borrow::Cow;

use crate::expr::tree::Expr;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::{GetPlan, Plan};

/// The stored names that a projection expression lists, each once.
pub(crate) type Attributes = Vec<Cow<'static, str>>;

/// Has a read ask for these attributes only; `None` for all.
pub(crate) fn project(plan: &mut Plan, schema: &Schema, asked: Option<&'static [&'static str]>) {
    let (attributes, local) = match plan {
        Plan::Get(plan) => return project_one(plan, schema, asked),
        Plan::BatchGet(plan) => (&mut plan.attributes, &plan.local),
        Plan::Query(plan) => (&mut plan.attributes, &plan.local),
        Plan::Scan(plan) => (&mut plan.attributes, &plan.local),
        Plan::Union(plan) => return plan.parts.iter_mut().for_each(|part| project(part, schema, asked)),
        _ => return,
    };
    *attributes = asked.map(|asked| sent(asked, schema, local.as_ref()));
}

/// Has a read ask for no attributes by name.
pub(crate) fn forget(plan: &mut Plan) {
    match plan {
        Plan::Get(plan) => plan.attributes = None,
        Plan::BatchGet(plan) => plan.attributes = None,
        Plan::Query(plan) => plan.attributes = None,
        Plan::Scan(plan) => plan.attributes = None,
        Plan::Union(plan) => plan.parts.iter_mut().for_each(forget),
        _ => {}
    }
}

/// Has a GetItem ask for these attributes only; `None` for all.
pub(crate) fn project_one(plan: &mut GetPlan, schema: &Schema, asked: Option<&'static [&'static str]>) {
    plan.attributes = asked.map(|asked| sent(asked, schema, None));
}

/// What is asked for, then the keys, by which items are told apart, then what is evaluated here (R4).
fn sent(asked: &'static [&'static str], schema: &Schema, local: Option<&Expr>) -> Attributes {
    let mut names: Attributes = Vec::with_capacity(asked.len() + 2);
    let keys = schema.key_attributes().map(KeySchema::name);
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
