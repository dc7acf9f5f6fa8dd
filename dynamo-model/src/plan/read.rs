//! Chooses between GetItem, BatchGetItem, Query and Scan.

use dynamo_model_fields::{Item, KeyPart};

use crate::error::{Error, ErrorKind, Result};
use crate::expr::evaluate::holds;
use crate::expr::fold::fold;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Expr, KeyList};
use crate::model::key::PrimaryKey;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::attributes;
use crate::plan::fetch::{FetchPlan, joined};
use crate::plan::limits;
use crate::plan::lookup::{MAX_PRODUCT, equals};
use crate::plan::options::{ReadOptions, ScanPolicy};
use crate::plan::parts::{KeyTerms, distinct, sort};
use crate::plan::segments;
use crate::plan::source::Source;
use crate::plan::steps::Reasons;
use crate::plan::{BatchGetPlan, GetPlan, NothingPlan, Plan, QueryPlan, ScanPlan};
use crate::strategy::{Aim, Strategy, aim_of};

/// Plans a read of the items that a strategy names.
pub(crate) fn read(schema: &Schema, table: &str, strategy: &Strategy, options: &ReadOptions) -> Result<Plan> {
    let planner = Planner { schema, table, options };
    if options.page_size == Some(0) {
        return Err(Error::refused("a page size of 0 would never end"));
    }
    planner.check_options(match strategy {
        Strategy::Condition(expr) => Some(expr),
        Strategy::Targets(_) => None,
    })?;
    let mut plan = match strategy {
        Strategy::Condition(expr) => planner.condition(expr)?,
        Strategy::Targets(aims) => planner.targets(&aims.iter().cloned().collect::<Result<Vec<Aim>>>()?)?,
    };
    limits::leave_raw_to_dynamodb(&plan)?;
    segments::check(&plan, options)?;
    if options.limit == Some(0) {
        return Ok(planner.nothing("the limit is 0"));
    }
    if let Some(most) = options.max_requests.filter(|most| plan.least_requests() > *most) {
        let least = plan.least_requests();
        return Err(Error::refused(format!(
            "the read needs {least} requests or more, and the connection allows {most} (`max_requests`)"
        )));
    }
    attributes::project(&mut plan, schema, options.attributes);
    Ok(plan)
}

/// Plans a read of one item by its key.
pub(crate) fn read_one(table: &str, key: PrimaryKey, consistent: bool) -> GetPlan {
    GetPlan {
        table: table.to_owned(),
        key,
        attributes: None,
        consistent,
        why: vec!["the whole key is given".into()],
    }
}

/// The plan of a count: the same requests, of which less comes back.
pub(crate) fn counted(mut plan: Plan) -> Plan {
    attributes::forget(&mut plan);
    let is_local = match &mut plan {
        Plan::BatchGet(_) => true,
        Plan::Query(plan) => plan.local.is_some() || plan.fetch.is_some(),
        Plan::Scan(plan) => plan.local.is_some() || plan.fetch.is_some(),
        Plan::Union(union) => {
            union.parts = std::mem::take(&mut union.parts).into_iter().map(counted).collect();
            return plan;
        }
        _ => return plan,
    };
    plan.note(if is_local {
        "the keys, and what is evaluated here, come back and are counted"
    } else {
        "only the count comes back (Select=COUNT)"
    });
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

pub(super) struct Planner<'a> {
    pub(super) schema: &'a Schema,
    pub(super) table: &'a str,
    pub(super) options: &'a ReadOptions,
}

impl Planner<'_> {
    pub(super) fn nothing(&self, why: &'static str) -> Plan {
        Plan::Nothing(NothingPlan { table: self.table.to_owned(), why: vec![why.into()] })
    }

    fn targets(&self, aims: &[Aim]) -> Result<Plan> {
        if let Some(index) = self.options.index {
            return Err(Error::refused(format!(
                "a list of keys is read from the table: leave out the index `{index}`"
            )));
        }
        if let Some(attribute) = self.options.order_by {
            return Err(out_of_order(attribute));
        }
        if aims.is_empty() {
            return Ok(self.nothing("the list is empty"));
        }
        for condition in aims.iter().filter_map(|aim| aim.condition.as_ref()) {
            self.check(condition)?;
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

    pub(super) fn key_list(&self, keys: Vec<PrimaryKey>) -> KeyList {
        KeyList {
            hash: self.schema.hash_key().name(),
            range: self.schema.range_key().map(KeySchema::name),
            keys,
            invalid: None,
        }
    }

    /// Refuses what cannot be sent, and lists that are longer than the connection allows.
    fn check(&self, expr: &Expr) -> Result<()> {
        expr.check()?;
        let (length, most) = (expr.longest_list(), self.options.max_list.unwrap_or(usize::MAX));
        if length > most {
            return Err(Error::refused(format!(
                "a list of the condition holds {length} values, and the connection allows {most} (`max_list`)"
            )));
        }
        Ok(())
    }

    fn condition(&self, expr: &Expr) -> Result<Plan> {
        self.check(expr)?;
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
        if self.asks_by_key(&sorted)
            && let Some(keys) = self.whole_keys(&mut sorted)
        {
            return self.by_whole_keys(keys, sorted);
        }
        drop(sorted);
        if let Some(parts) = self.parts(std::slice::from_ref(&terms)) {
            return self.union(&parts, false);
        }
        let branches = self.branches(&terms);
        match branches.as_ref().and_then(|branches| self.parts(branches)) {
            Some(parts) => self.union(&parts, true),
            None => self.scan(terms, branches.is_none()),
        }
    }

    fn by_whole_keys(&self, keys: Vec<PrimaryKey>, mut sorted: KeyTerms<'_>) -> Result<Plan> {
        let keys = self.satisfying(keys, &mut sorted.rest);
        if let (Some(attribute), true) = (self.options.order_by, keys.len() > 1) {
            return Err(out_of_order(attribute));
        }
        let rest: Vec<Expr> = sorted.rest.into_iter().cloned().collect();
        match keys.as_slice() {
            [] => Ok(self.nothing("no key can satisfy the condition")),
            [key] if rest.is_empty() && sorted.only_eq => Ok(self.get(key)),
            [key] if sorted.only_eq => Ok(self.query_one(key, rest)),
            _ => {
                let local = if rest.is_empty() { None } else { Some(Expr::all(rest)) };
                self.batch_get(keys, local, "the condition lists whole keys")
            }
        }
    }

    /// True if items may be asked for by their keys. A raw condition is DynamoDB's alone, which a Query takes and
    /// BatchGetItem does not.
    pub(super) fn asks_by_key(&self, sorted: &KeyTerms<'_>) -> bool {
        let needs_filter = || sorted.rest.iter().any(|term| term.holds_raw());
        self.options.index.is_none() && (sorted.only_eq || sorted.keys.is_some() || !needs_filter())
    }

    /// The keys that the condition lists whole, if it does.
    pub(super) fn whole_keys(&self, sorted: &mut KeyTerms<'_>) -> Option<Vec<PrimaryKey>> {
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
    pub(super) fn satisfying(&self, keys: Vec<PrimaryKey>, terms: &mut Vec<&Expr>) -> Vec<PrimaryKey> {
        let about_keys = |term: &mut &Expr| {
            let mut keys_only = true;
            term.roots(&mut |root| keys_only &= self.schema.is_key(root));
            keys_only && !term.holds_raw()
        };
        let about_keys: Vec<&Expr> = terms.extract_if(.., about_keys).collect();
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

    pub(super) fn get(&self, key: &PrimaryKey) -> Plan {
        Plan::Get(GetPlan {
            table: self.table.to_owned(),
            key: key.clone(),
            attributes: None,
            consistent: self.options.consistent,
            why: vec!["each key attribute is pinned by `=`".into()],
        })
    }

    pub(super) fn batch_get(
        &self,
        mut keys: Vec<PrimaryKey>,
        local: Option<Expr>,
        why: &'static str,
    ) -> Result<Plan> {
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
            attributes: None,
            consistent: self.options.consistent,
            limit: self.options.limit,
            why,
        }))
    }

    /// The whole key by `=` and more: a Query, since GetItem takes no filter.
    fn query_one(&self, key: &PrimaryKey, rest: Vec<Expr>) -> Plan {
        let keys = self.schema.key_attributes().map(AttributePath::of_key);
        let terms = keys.zip(key.named(self.schema)).map(|(key, (_, part))| equals(key, part)).collect();
        let why = "each key attribute is pinned by `=`, and only a Query takes a filter".into();
        // There is no second page, and the embedded engine would give the item on every one.
        Plan::Query(QueryPlan {
            page_size: None,
            ..self.query_on(Source::table(self.schema), Expr::all(terms), rest, vec![why])
        })
    }

    pub(super) fn query_on(
        &self,
        source: Source<'_>,
        key_condition: Expr,
        rest: Vec<Expr>,
        mut why: Reasons,
    ) -> QueryPlan {
        let fetches = self.fetches(source, std::slice::from_ref(&rest), &mut why);
        let (rest, fetch) = self.fetch(source, Some(&key_condition), rest, &mut why);
        let names_key = |term: &Expr| source.names_key(term);
        let (mut local, filter): (Vec<Expr>, Vec<Expr>) = rest.into_iter().partition(names_key);
        if !local.is_empty() {
            why.push("a Query's filter must not name its keys, so such terms are evaluated here".into());
        }
        let (filter, left) = limits::split(filter.into_iter().map(spelled_out).collect());
        if !left.is_empty() {
            why.push(TOO_LONG.into());
            local.extend(left);
        }
        let (filter, local) = (joined(filter), joined(local));
        QueryPlan {
            table: self.table.to_owned(),
            index: source.name(),
            fetches,
            page_size: self.page_size(
                filter.is_none() && local.is_none() && !fetch.as_ref().is_some_and(FetchPlan::filters),
            ),
            key_condition,
            filter,
            local,
            fetch,
            attributes: None,
            descending: self.options.descending,
            consistent: self.options.consistent,
            limit: self.options.limit,
            why,
        }
    }

    /// `is_wide`: the condition has more alternatives than are asked one by one.
    fn scan(&self, terms: Vec<Expr>, is_wide: bool) -> Result<Plan> {
        let source = self.scanned();
        let reason = self.why_scan(&terms, is_wide);
        if self.options.descending {
            return Err(Error::refused(format!("`descending` needs a Query, and {reason}")));
        }
        if let Some(attribute) = self.options.order_by {
            return Err(Error::refused(self.why_unordered(attribute, &terms)));
        }
        if self.options.scan == ScanPolicy::Deny {
            let what =
                source.name().map_or("the whole table".to_owned(), |name| format!("the index `{name}`"));
            return Err(Error::said(
                ErrorKind::ScanRefused,
                format!("only a Scan of {what} can answer: {reason}; `.allow_scan()` permits it"),
            ));
        }
        let mut why: Reasons = vec![reason.into()];
        why.extend(self.named_index(source, &[]));
        let fetches = self.fetches(source, std::slice::from_ref(&terms), &mut why);
        let (terms, fetch) = self.fetch(source, None, terms, &mut why);
        let (filter, local) = limits::split(terms.into_iter().map(spelled_out).collect());
        if !local.is_empty() {
            why.push(TOO_LONG.into());
        }
        let (segments, segment) = segments::of(self.options.segments, &mut why)?;
        let (filter, local) = (joined(filter), joined(local));
        Ok(Plan::Scan(ScanPlan {
            table: self.table.to_owned(),
            index: source.name(),
            fetches,
            page_size: self.page_size(
                filter.is_none() && local.is_none() && !fetch.as_ref().is_some_and(FetchPlan::filters),
            ),
            filter,
            local,
            fetch,
            attributes: None,
            consistent: self.options.consistent,
            limit: self.options.limit,
            segments,
            segment,
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

fn out_of_order(attribute: &str) -> Error {
    Error::refused(format!("a list of keys answers in the order of the list, not in that of `{attribute}`"))
}

const TOO_LONG: &str =
    "terms that DynamoDB takes in no expression, for their length or form, are evaluated here";

/// A list of keys inside other conditions, as comparisons.
pub(crate) fn spelled_out(expr: Expr) -> Expr {
    match expr {
        Expr::All(terms) => terms.into_iter().map(spelled_out).fold(Expr::always(), Expr::and),
        Expr::Any(branches) => branches.into_iter().map(spelled_out).fold(Expr::never(), Expr::or),
        Expr::Not(inner) => Expr::Not(Box::new(spelled_out(*inner))),
        Expr::Keys(list) => {
            let whole = |key: &PrimaryKey| {
                let [hash_path, range_path] = key.paths([list.hash, list.range.unwrap_or_default()]);
                let hash = equals(hash_path, key.hash());
                match (list.range, key.range()) {
                    (Some(_), Some(part)) => hash.and(equals(range_path, part)),
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
