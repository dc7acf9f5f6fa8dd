//! Chooses between GetItem, BatchGetItem, Query and Scan.

use dynamo_model_fields::{Item, KeyPart, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::expr::evaluate::holds;
use crate::expr::fold::fold;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Comparator, Expr, KeyList, Operand};
use crate::model::key::PrimaryKey;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::key_condition::{RangeCondition, range_condition};
use crate::plan::limits;
use crate::plan::options::{ReadOptions, ScanPolicy};
use crate::plan::parts::{KeyTerms, distinct, sort};
use crate::plan::steps::Reasons;
use crate::plan::{BatchGetPlan, GetPlan, NothingPlan, Plan, QueryPlan, ScanPlan};
use crate::strategy::{Aim, Strategy, aim_of};

/// The most keys that a product of hash and range values may come to; more is not worth asking for one by one.
const MAX_PRODUCT: usize = 10_000;

/// Plans a read of the items that a strategy names.
pub(crate) fn read(schema: &Schema, table: &str, strategy: &Strategy, options: &ReadOptions) -> Result<Plan> {
    let planner = Planner { schema, table, options };
    if options.page_size == Some(0) {
        return Err(Error::refused("a page size of 0 would never end"));
    }
    let plan = match strategy {
        Strategy::Condition(expr) => planner.condition(expr)?,
        Strategy::Targets(aims) => planner.targets(&aims.iter().cloned().collect::<Result<Vec<Aim>>>()?)?,
    };
    if options.limit == Some(0) {
        return Ok(planner.nothing("the limit is 0"));
    }
    Ok(plan)
}

/// Plans a read of one item by its key.
pub(crate) fn read_one(table: &str, key: PrimaryKey, consistent: bool) -> GetPlan {
    GetPlan { table: table.to_owned(), key, consistent, why: vec!["the whole key is given".into()] }
}

/// The plan of a count: the same requests, of which less comes back.
pub(crate) fn counted(mut plan: Plan) -> Plan {
    let (why, is_local) = match &mut plan {
        Plan::BatchGet(plan) => (&mut plan.why, true),
        Plan::Query(plan) => (&mut plan.why, plan.local.is_some()),
        Plan::Scan(plan) => (&mut plan.why, plan.local.is_some()),
        _ => return plan,
    };
    let words = if is_local {
        "the keys, and what is evaluated here, come back and are counted"
    } else {
        "only the count comes back (Select=COUNT)"
    };
    why.push(words.into());
    plan
}

/// True for a condition that every item satisfies: one without terms, or that a key attribute exists.
pub(crate) fn is_unconditional(schema: &Schema, expr: &Expr) -> bool {
    let always = |term: &Expr| matches!(term, Expr::Exists(path) if schema.key_attributes().any(|key| path.is_attribute(key.name())));
    fold(expr.clone()).into_terms().iter().all(always)
}

/// The key of a Query that pins all of it.
pub(crate) fn whole_key(schema: &Schema, plan: &QueryPlan) -> Option<PrimaryKey> {
    let aim = aim_of(plan.key_condition.clone(), schema).ok()?;
    aim.condition.is_none().then_some(aim.key)
}

struct Planner<'a> {
    schema: &'a Schema,
    table: &'a str,
    options: &'a ReadOptions,
}

impl Planner<'_> {
    fn nothing(&self, why: &'static str) -> Plan {
        Plan::Nothing(NothingPlan { table: self.table.to_owned(), why: vec![why.into()] })
    }

    fn targets(&self, aims: &[Aim]) -> Result<Plan> {
        if aims.is_empty() {
            return Ok(self.nothing("the list is empty"));
        }
        for condition in aims.iter().filter_map(|aim| aim.condition.as_ref()) {
            condition.check()?;
        }
        let keys = aims.iter().map(|aim| aim.key.clone()).collect();
        self.batch_get(keys, self.conditions_by_key(aims), "the keys are listed")
    }

    /// Where keys of a list have conditions of their own: the item is one of them, and satisfies its condition.
    fn conditions_by_key(&self, aims: &[Aim]) -> Option<Expr> {
        aims.iter().any(|aim| aim.condition.is_some()).then(|| {
            let branch = |aim: &Aim| {
                let one = Expr::Keys(self.key_list(vec![aim.key.clone()]));
                aim.condition.clone().map_or(one.clone(), |condition| one.and(fold(condition)))
            };
            Expr::any(aims.iter().map(branch).collect())
        })
    }

    fn key_list(&self, keys: Vec<PrimaryKey>) -> KeyList {
        KeyList {
            hash: self.schema.hash_key().name(),
            range: self.schema.range_key().map(KeySchema::name),
            keys,
            invalid: None,
        }
    }

    fn condition(&self, expr: &Expr) -> Result<Plan> {
        expr.check()?;
        let folded = fold(expr.clone());
        if folded.is_never() {
            return Ok(self.nothing("the condition can never hold"));
        }
        let terms = folded.into_terms();
        let mut sorted = sort(&terms, self.schema);
        let impossible = |list: &Option<Vec<KeyPart>>| list.as_ref().is_some_and(Vec::is_empty);
        if impossible(&sorted.hash) || impossible(&sorted.range) {
            return Ok(self.nothing("no key can satisfy the condition"));
        }
        if let Some(keys) = self.whole_keys(&mut sorted) {
            let keys = self.satisfying(keys, &mut sorted.rest);
            return match keys.as_slice() {
                [] => Ok(self.nothing("no key can satisfy the condition")),
                [key] if sorted.rest.is_empty() && sorted.only_eq => Ok(self.get(key)),
                [key] if sorted.only_eq => Ok(self.query_one(key, sorted.rest)),
                _ => {
                    let rest = sorted.rest;
                    let local = if rest.is_empty() { None } else { Some(Expr::all(rest)) };
                    self.batch_get(keys, local, "the condition lists whole keys")
                }
            };
        }
        match (&sorted.hash, self.schema.range_key()) {
            (Some(hash), Some(range)) if hash.len() == 1 => {
                let hash = hash[0].clone();
                Ok(self.query(&hash, range, sorted))
            }
            _ => self.scan(terms, &sorted),
        }
    }

    /// The keys that the condition lists whole, if it does.
    fn whole_keys(&self, sorted: &mut KeyTerms) -> Option<Vec<PrimaryKey>> {
        if let Some(keys) = sorted.keys.take() {
            let allowed = |part: Option<&KeyPart>, values: &Option<Vec<KeyPart>>| match (part, values) {
                (Some(part), Some(values)) => values.contains(part),
                _ => true,
            };
            let fits = |key: &PrimaryKey| {
                allowed(Some(key.hash()), &sorted.hash) && allowed(key.range(), &sorted.range)
            };
            return Some(keys.into_iter().filter(fits).collect());
        }
        let hashes = sorted.hash.as_ref()?;
        if self.schema.range_key().is_none() {
            return Some(
                hashes
                    .iter()
                    .map(|hash| PrimaryKey::new(hash.clone(), None).hidden_by(self.schema))
                    .collect(),
            );
        }
        let ranges = sorted.range.as_ref()?;
        if hashes.len().saturating_mul(ranges.len()) > MAX_PRODUCT {
            return None;
        }
        let pair = |hash: &KeyPart, range: &KeyPart| {
            PrimaryKey::new(hash.clone(), Some(range.clone())).hidden_by(self.schema)
        };
        Some(hashes.iter().flat_map(|hash| ranges.iter().map(move |range| pair(hash, range))).collect())
    }

    /// The keys that satisfy the terms on nothing but keys, which need not be asked again.
    fn satisfying(&self, keys: Vec<PrimaryKey>, terms: &mut Vec<Expr>) -> Vec<PrimaryKey> {
        let about_keys = |term: &mut Expr| {
            let mut keys_only = true;
            term.roots(&mut |root| keys_only &= self.schema.is_key(root));
            keys_only
        };
        let about_keys: Vec<Expr> = terms.extract_if(.., about_keys).collect();
        if about_keys.is_empty() {
            return keys;
        }
        let satisfies = |key: &PrimaryKey| {
            let item: Item =
                key.named(self.schema).map(|(name, part)| (name.to_owned(), part.to_value())).collect();
            about_keys.iter().all(|term| holds(term, &item))
        };
        keys.into_iter().filter(satisfies).collect()
    }

    fn get(&self, key: &PrimaryKey) -> Plan {
        Plan::Get(GetPlan {
            table: self.table.to_owned(),
            key: key.clone(),
            consistent: self.options.consistent,
            why: vec!["each key attribute is pinned by `=`".into()],
        })
    }

    fn batch_get(&self, mut keys: Vec<PrimaryKey>, local: Option<Expr>, why: &'static str) -> Result<Plan> {
        if self.options.descending {
            return Err(Error::refused(
                "`descending` needs a Query: a list of keys answers in the order of the list",
            ));
        }
        distinct(&mut keys);
        let mut why: Reasons = vec![why.into()];
        if local.is_some() {
            why.push("BatchGetItem takes no filter, so the other conditions are evaluated here".into());
        }
        Ok(Plan::BatchGet(BatchGetPlan {
            table: self.table.to_owned(),
            keys,
            local,
            consistent: self.options.consistent,
            limit: self.options.limit,
            why,
        }))
    }

    /// The whole key by `=` and more: a Query, since GetItem takes no filter.
    fn query_one(&self, key: &PrimaryKey, rest: Vec<Expr>) -> Plan {
        let keys = self.schema.key_attributes().map(AttributePath::of_key);
        let terms =
            keys.zip(key.named(self.schema)).map(|(key, (_, part))| equals(key, part.to_value())).collect();
        let why = "each key attribute is pinned by `=`, and only a Query takes a filter".into();
        // There is no second page, and the embedded engine would give the item on every one.
        Plan::Query(QueryPlan { page_size: None, ..self.query_on(Expr::all(terms), rest, vec![why]) })
    }

    fn query(&self, hash: &KeyPart, range: &KeySchema, sorted: KeyTerms) -> Plan {
        let hash_is = equals(AttributePath::of_key(self.schema.hash_key()), hash.to_value());
        let range_key = AttributePath::of_key(range);
        let mut why: Reasons =
            vec![format!("the hash key `{}` is pinned to one value", self.schema.hash_key().name()).into()];
        // A range key by `=` or IN is here only where the product of keys was too large.
        let pinned = sorted.range.map(|values| {
            let operands = values.iter().map(|part| Operand::Value(part.to_value())).collect();
            Expr::In(Operand::Path(range_key.clone()), operands)
        });
        let RangeCondition::Legal { condition, mut rest } = range_condition(sorted.rest, &range_key) else {
            return self.nothing("no value of the range key can satisfy the condition");
        };
        rest.extend(pinned);
        if condition.is_some() {
            why.push(format!("the range key `{}` is bounded", range.name()).into());
        }
        Plan::Query(self.query_on(condition.into_iter().fold(hash_is, Expr::and), rest, why))
    }

    fn query_on(&self, key_condition: Expr, rest: Vec<Expr>, mut why: Reasons) -> QueryPlan {
        let names_key = |term: &Expr| self.schema.key_attributes().any(|key| term.names(key.name()));
        let (mut local, filter): (Vec<Expr>, Vec<Expr>) = rest.into_iter().partition(names_key);
        if !local.is_empty() {
            why.push("a Query's filter must not name its keys, so such terms are evaluated here".into());
        }
        let (filter, left) = limits::split(filter);
        if !left.is_empty() {
            why.push(TOO_LONG.into());
            local.extend(left);
        }
        let (filter, local) = (joined(filter), joined(local));
        QueryPlan {
            table: self.table.to_owned(),
            page_size: self.page_size(filter.is_none() && local.is_none()),
            key_condition,
            filter,
            local,
            descending: self.options.descending,
            consistent: self.options.consistent,
            limit: self.options.limit,
            why,
        }
    }

    fn scan(&self, terms: Vec<Expr>, sorted: &KeyTerms) -> Result<Plan> {
        let hash = self.schema.hash_key().name();
        let reason = match &sorted.hash {
            Some(values) => {
                format!("the hash key `{hash}` may have {} values, and a Query takes one", values.len())
            }
            None => format!("no condition pins the hash key `{hash}`"),
        };
        if self.options.descending {
            return Err(Error::refused(format!("`descending` needs a Query, and {reason}")));
        }
        if self.options.scan == ScanPolicy::Deny {
            return Err(Error::said(
                ErrorKind::ScanRefused,
                format!("only a Scan of the whole table can answer: {reason}; `.allow_scan()` permits it"),
            ));
        }
        let terms = terms.into_iter().map(spelled_out).collect();
        let (filter, local) = limits::split(terms);
        let mut why: Reasons = vec![reason.into()];
        if !local.is_empty() {
            why.push(TOO_LONG.into());
        }
        let (filter, local) = (joined(filter), joined(local));
        Ok(Plan::Scan(ScanPlan {
            table: self.table.to_owned(),
            page_size: self.page_size(filter.is_none() && local.is_none()),
            filter,
            local,
            consistent: self.options.consistent,
            limit: self.options.limit,
            warn: self.options.scan == ScanPolicy::Warn,
            why,
        }))
    }

    /// What is sent as `Limit`: DynamoDB applies it before the filter, so the caller's limit only where there is none.
    fn page_size(&self, unfiltered: bool) -> Option<i32> {
        let limit =
            self.options.limit.filter(|_| unfiltered).map(|limit| limit.try_into().unwrap_or(i32::MAX));
        let size = self.options.page_size.map(|size| size.try_into().unwrap_or(i32::MAX));
        limit.into_iter().chain(size).min()
    }
}

const TOO_LONG: &str =
    "terms that DynamoDB takes in no expression, for their length or form, are evaluated here";

fn joined(terms: Vec<Expr>) -> Option<Expr> {
    if terms.is_empty() { None } else { Some(Expr::all(terms)) }
}

fn equals(path: AttributePath, value: Value) -> Expr {
    Expr::Compare(Operand::Path(path), Comparator::Eq, Operand::Value(value))
}

/// A list of keys inside other conditions, as comparisons.
pub(crate) fn spelled_out(expr: Expr) -> Expr {
    match expr {
        Expr::All(terms) => terms.into_iter().map(spelled_out).fold(Expr::always(), Expr::and),
        Expr::Any(branches) => branches.into_iter().map(spelled_out).fold(Expr::never(), Expr::or),
        Expr::Not(inner) => Expr::Not(Box::new(spelled_out(*inner))),
        Expr::Keys(list) => {
            let whole = |key: &PrimaryKey| {
                let [hash_path, range_path] = key.paths([list.hash, list.range.unwrap_or_default()]);
                let hash = equals(hash_path, key.hash().to_value());
                match (list.range, key.range()) {
                    (Some(_), Some(part)) => hash.and(equals(range_path, part.to_value())),
                    _ => hash,
                }
            };
            let mut keys = list.keys;
            distinct(&mut keys);
            Expr::any(keys.iter().map(whole).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
