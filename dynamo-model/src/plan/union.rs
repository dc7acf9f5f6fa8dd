//! Which sources answer a condition, and how their answers are put together (R5 to R7).

use std::cmp::Ordering;
use std::collections::HashMap;

use dynamo_model_fields::{KeyPart, Value};

use crate::error::{Error, Result};
use crate::expr::fold::order;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::key::PrimaryKey;
use crate::model::schema::{FieldSchema, KeySchema};
use crate::plan::branches::{self, MAX_BRANCHES};
use crate::plan::lookup::{Lookup, Ranged, equals, lookup, ranged};
use crate::plan::parts::sort;
use crate::plan::read::{Planner, spelled_out};
use crate::plan::source::Source;
use crate::plan::steps::Reasons;
use crate::plan::{BatchGetPlan, Plan, QueryPlan, UnionPlan};

/// One read of a union.
pub(super) enum Part<'a> {
    /// Whole keys, each with what else must hold for it.
    Keys(Vec<(PrimaryKey, Vec<Expr>)>),
    Group(Group<'a>),
}

/// All that is read of one source under one hash key.
pub(super) struct Group<'a> {
    source: Source<'a>,
    hash: Vec<KeyPart>,
    /// An item belongs to the group if it satisfies all terms of one of these.
    alternatives: Vec<Vec<Expr>>,
}

impl<'a> Planner<'a> {
    /// Refuses options that say nothing together.
    pub(super) fn check_options(&self, condition: Option<&Expr>) -> Result<()> {
        let Some(name) = self.options.index else { return Ok(()) };
        let Some(index) = self.index_named(name) else {
            return Err(Error::refused(format!("there is no index `{name}`")));
        };
        if self.options.without.holds(self.schema, name) {
            return Err(Error::refused(format!(
                "the connection does without the index `{name}` (`without_index`): read without `index`"
            )));
        }
        if self.options.consistent && index.kind() == IndexKind::Global {
            return Err(Error::refused(format!(
                "`{name}` is a global index, which lags behind the table: read without `consistent`, or without `index`"
            )));
        }
        self.check_held(index, condition)
    }

    fn index_named(&self, name: &str) -> Option<&'static IndexSchema> {
        self.schema.indexes().iter().find(|index| index.name() == name)
    }

    /// What is scanned where no key is pinned.
    pub(super) fn scanned(&self) -> Source<'a> {
        let index = self.options.index.and_then(|name| self.index_named(name));
        index.map_or_else(|| Source::table(self.schema), |index| Source::index(self.schema, index))
    }

    /// The alternatives of the condition, of which each may pin a hash key of its own.
    pub(super) fn branches(&self, terms: &[Expr]) -> Option<Vec<Vec<Expr>>> {
        let sources = self.sources();
        let pins = |name: &str| sources.iter().flat_map(Source::hash).any(|key| key.name() == name);
        branches::branches(terms, &pins)
    }

    /// The table and the indexes that may be asked, in the order of preference.
    fn sources(&self) -> Vec<Source<'a>> {
        let mut sources = self.declared();
        sources.retain(|source| !self.is_left_out(source));
        sources
    }

    /// True for an index that the connection does without.
    fn is_left_out(&self, source: &Source<'_>) -> bool {
        source.name().is_some_and(|name| self.options.without.holds(self.schema, name))
    }

    /// The table and the indexes that are declared, in the order of preference.
    fn declared(&self) -> Vec<Source<'a>> {
        if self.options.index.is_some() {
            return vec![self.scanned()];
        }
        let of_kind = |kind| {
            let indexes = self.schema.indexes().iter().filter(move |index| index.kind() == kind);
            indexes.map(|index| Source::index(self.schema, index))
        };
        let indexes = of_kind(IndexKind::Local).chain(of_kind(IndexKind::Global));
        std::iter::once(Source::table(self.schema)).chain(indexes).collect()
    }

    /// The reads that answer the alternatives; `None` where one of them pins no hash key.
    pub(super) fn parts(&self, branches: &[Vec<Expr>]) -> Option<Vec<Part<'a>>> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut places: HashMap<(Option<&'static str>, Vec<KeyPart>), usize> = HashMap::new();
        for terms in branches {
            let mut sorted = sort(terms, self.schema);
            if self.asks_by_key(&sorted)
                && let Some(keys) = self.whole_keys(&mut sorted)
            {
                let keys = self.satisfying(keys, &mut sorted.rest);
                let rest = || sorted.rest.iter().copied().cloned().collect();
                let keys = keys.into_iter().map(|key| (key, rest()));
                add_keys(&mut parts, keys.collect());
                continue;
            }
            let Lookup { source, hashes, rest } = self.choose(terms, branches)?;
            let rest = || rest.iter().copied().cloned().collect::<Vec<Expr>>();
            for hash in hashes {
                let known = places.entry((source.name(), hash.clone())).or_insert(parts.len());
                match parts.get_mut(*known) {
                    Some(Part::Group(group)) => group.alternatives.push(rest()),
                    _ => parts.push(Part::Group(Group { source, hash, alternatives: vec![rest()] })),
                }
            }
        }
        Some(self.absorbed(parts))
    }

    /// The source that answers best, of those that pin all of their hash key and miss no item.
    ///
    /// `named`: an item of one read is asked for the conditions of the others, so that an index must hold what all name.
    fn choose<'t>(&self, terms: &'t [Expr], named: &[Vec<Expr>]) -> Option<Lookup<'a, 't>> {
        let mut found: Vec<Lookup<'a, 't>> = self
            .sources()
            .into_iter()
            .filter(|source| self.is_ordered(source) && self.refusal(source, terms, named).is_none())
            .filter_map(|source| lookup(source, terms))
            .collect();
        if found.len() < 2 {
            return found.pop();
        }
        // The order of the table's range key is part of the question (R6).
        if self.options.asks_for_order()
            && self.options.order_by.is_none()
            && found.first()?.source.is_table()
        {
            return found.into_iter().next();
        }
        found.into_iter().min_by_key(|lookup| {
            let bounded = match ranged(lookup.source, lookup.rest.iter().copied().cloned().collect()) {
                Ranged::Never => true,
                Ranged::Bounds { conditions, .. } => !conditions.is_empty(),
            };
            let lacks = lookup.source.index.is_some_and(|index| self.lacks(index, named).is_some());
            (lacks, lookup.hashes.len() > 1, !bounded)
        })
    }

    /// True if the source has the order that is asked for.
    fn is_ordered(&self, source: &Source<'_>) -> bool {
        let first = || source.range().first().map(KeySchema::name);
        self.options.order_by.is_none_or(|attribute| first() == Some(attribute))
    }

    /// Why the planner does not take an index by itself (R5, R10).
    fn refusal(&self, source: &Source<'_>, terms: &[Expr], named: &[Vec<Expr>]) -> Option<String> {
        let index = source.index.filter(|_| self.options.index.is_none())?;
        let name = index.name();
        if self.options.consistent && source.is_global() {
            return Some(format!("the global index `{name}` cannot be read consistently"));
        }
        if let Some(key) = source.uncertain(terms) {
            return Some(format!(
                "the index `{name}` lacks the items without `{}`; `.index(..)` takes it all the same",
                key.name()
            ));
        }
        if let Some(missing) = self.lacks(index, named).filter(|_| !self.can_fetch(source, named)) {
            return Some(format!("the index `{name}` does not hold `{missing}`"));
        }
        self.is_left_out(source).then(|| format!("the connection does without the index `{name}`"))
    }

    /// An attribute that is returned, filtered or evaluated here, and that the index does not hold.
    pub(super) fn lacks(&self, index: &IndexSchema, terms: &[Vec<Expr>]) -> Option<String> {
        let is_missing = |name: &str| !index.holds(name, self.schema);
        let returned = match self.options.attributes {
            Some(names) => names.iter().copied().find(|name| is_missing(name)),
            None if self.schema.fields().keeps_unknown() && index.projected() != Projected::All => {
                Some("(what no field is for)")
            }
            None => self.schema.fields().iter().map(FieldSchema::name).find(|name| is_missing(name)),
        };
        returned.map(ToOwned::to_owned).or_else(|| self.first_missing(index, terms.iter().flatten()))
    }

    /// An attribute that the terms name and the index does not hold.
    pub(super) fn first_missing<'t>(
        &self,
        index: &IndexSchema,
        terms: impl IntoIterator<Item = &'t Expr>,
    ) -> Option<String> {
        let mut found = None;
        for term in terms {
            term.roots(&mut |root| {
                if !index.holds(root, self.schema) {
                    found.get_or_insert_with(|| root.to_owned());
                }
            });
        }
        found
    }

    /// True if DynamoDB has to fetch from the table what a local index does not hold (R11).
    pub(super) fn fetches(&self, source: Source<'_>, terms: &[Vec<Expr>], why: &mut Reasons) -> bool {
        let Some(index) = source.index.filter(|_| !source.is_global()) else { return false };
        let Some(missing) = self.lacks(index, terms) else { return false };
        why.push(
            format!("the index does not hold `{missing}`, so DynamoDB fetches each item from the table: a read more each")
                .into(),
        );
        true
    }

    /// What is to be said of an index that was asked for by name.
    pub(super) fn named_index(
        &self,
        source: Source<'_>,
        terms: &[Expr],
    ) -> Option<std::borrow::Cow<'static, str>> {
        let name = self.options.index?;
        Some(match source.uncertain(terms) {
            Some(key) => {
                format!("the index `{name}` was asked for: items without `{}` are left out", key.name())
                    .into()
            }
            None => format!("the index `{name}` was asked for").into(),
        })
    }

    /// Why nothing but a Scan answers.
    pub(super) fn why_scan(&self, terms: &[Expr], is_wide: bool) -> String {
        let sources = self.declared();
        let refused = sources.iter().find_map(|source| {
            lookup(*source, terms)?;
            self.refusal(source, terms, &[terms.to_vec()])
        });
        let hash = sources
            .first()
            .map_or_else(Vec::new, |source| source.hash().iter().map(KeySchema::name).collect());
        let reason = if is_wide {
            format!("the condition has more than {MAX_BRANCHES} alternatives, which are not asked one by one")
        } else {
            format!("no condition pins the hash key `{}`", hash.join("`, `"))
        };
        match refused {
            Some(refused) => format!("{reason}, and {refused}"),
            None => reason,
        }
    }

    /// Keys whose hash key is read by a group anyway become part of it.
    fn absorbed(&self, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Keys(keys) => {
                    left.push((kept.len(), keys));
                }
                group @ Part::Group(_) => kept.push(group),
            }
        }
        let Some((position, keys)) = left.pop() else { return kept };
        let (mut alone, range) = (Vec::new(), self.schema.range_key());
        for (key, rest) in keys {
            let group = kept.iter_mut().find_map(|part| match part {
                Part::Group(group) if group.source.is_table() && group.hash == [key.hash().clone()] => {
                    Some(group)
                }
                _ => None,
            });
            match (group, range, key.range()) {
                (Some(group), Some(range), Some(value)) => {
                    let is_it = equals(AttributePath::of_key(range), value);
                    group.alternatives.push(std::iter::once(is_it).chain(rest).collect());
                }
                _ => alone.push((key, rest)),
            }
        }
        if !alone.is_empty() {
            kept.insert(position, Part::Keys(alone));
        }
        kept
    }

    /// Plans the reads, so that no item is in two of them.
    pub(super) fn union(&self, parts: &[Part<'a>], is_alternative: bool) -> Result<Plan> {
        let mut plans = Vec::new();
        let is_mixed = parts.iter().any(|part| part.may_overlap(&parts[0]));
        for (position, part) in parts.iter().enumerate() {
            let earlier = if is_mixed { &parts[..position] } else { &[] };
            let earlier = earlier.iter().filter(|other| part.may_overlap(other));
            let besides: Vec<Expr> =
                earlier.map(|other| Expr::Not(Box::new(other.condition(self)))).collect();
            match part {
                Part::Keys(keys) => plans.push(self.keys(keys, besides)?),
                Part::Group(group) => plans.extend(self.group(group, besides).map(Plan::Query)),
            }
        }
        let count = plans.len();
        if let (Some(attribute), true) = (self.options.order_by, count > 1) {
            return Err(Error::refused(format!(
                "{count} reads answer this, and the order of `{attribute}` is that of each alone: pin one hash key"
            )));
        }
        let Some(first) = plans.pop() else {
            return Ok(self.nothing("no value of the range key can satisfy the condition"));
        };
        if plans.is_empty() {
            return Ok(first);
        }
        plans.push(first);
        let mut why: Reasons = Vec::new();
        why.push(if is_alternative {
            "each branch of the OR pins a hash key, and no item is in two of these reads".into()
        } else {
            format!("the hash key may have {count} values, and a Query takes one").into()
        });
        Ok(Plan::Union(UnionPlan {
            table: self.table.to_owned(),
            parts: plans,
            limit: self.options.limit,
            why,
        }))
    }

    fn keys(&self, keys: &[(PrimaryKey, Vec<Expr>)], besides: Vec<Expr>) -> Result<Plan> {
        let all = keys.iter().map(|(key, _)| key.clone()).collect();
        let mut local = besides;
        if let [(_, first), others @ ..] = keys
            && others.iter().all(|(_, rest)| rest == first)
        {
            local.extend(first.iter().cloned());
        } else {
            local.push(condition_of_keys(self, keys));
        }
        let local = if local.is_empty() { None } else { Some(Expr::all(local)) };
        let plan = self.batch_get(all, local, "the condition lists whole keys")?;
        Ok(match &plan {
            Plan::BatchGet(BatchGetPlan { keys, local: None, .. }) if keys.len() == 1 => self.get(&keys[0]),
            _ => plan,
        })
    }

    fn group(&self, group: &Group<'a>, besides: Vec<Expr>) -> Option<QueryPlan> {
        let source = group.source;
        let (conditions, mut rest) = group.bounds()?;
        rest.extend(besides);
        let names: Vec<&str> = source.hash().iter().map(KeySchema::name).collect();
        let names = names.join("`, `");
        let mut why: Reasons = match source.name() {
            None => vec![format!("the hash key `{names}` is pinned to one value").into()],
            Some(index) => vec![
                format!("the index `{index}` has the hash key `{names}`, which is pinned to one value")
                    .into(),
            ],
        };
        if self.options.index.is_some() {
            let mut known = group.hash_terms();
            known.extend(group.alternatives.first().into_iter().flatten().cloned());
            why.extend(self.named_index(source, &known));
        }
        if let (Some(range), false) = (source.range().first(), conditions.is_empty()) {
            why.push(format!("the range key `{}` is bounded", range.name()).into());
        }
        let key_condition = conditions.into_iter().fold(Expr::all(group.hash_terms()), Expr::and);
        Some(self.query_on(source, key_condition, rest, why))
    }
}

impl Group<'_> {
    fn hash_terms(&self) -> Vec<Expr> {
        self.source
            .hash()
            .iter()
            .zip(&self.hash)
            .map(|(key, part)| equals(AttributePath::of_key(key), part))
            .collect()
    }

    /// The key condition over all alternatives, and what it does not say exactly; `None` where no item can satisfy one.
    fn bounds(&self) -> Option<(Vec<Expr>, Vec<Expr>)> {
        let bounds = self.alternatives.iter().filter_map(|terms| match ranged(self.source, terms.clone()) {
            Ranged::Never => None,
            Ranged::Bounds { conditions, rest } => Some((terms, conditions, rest)),
        });
        let mut bounds: Vec<(&Vec<Expr>, Vec<Expr>, Vec<Expr>)> = bounds.collect();
        if bounds.len() == 1 {
            return bounds.pop().map(|(_, conditions, rest)| (conditions, rest));
        }
        let (_, first, _) = bounds.first()?;
        if bounds.iter().all(|(_, conditions, _)| conditions == first) {
            let rests = bounds.iter().map(|(_, _, rest)| Expr::all(rest.clone()));
            let rest = crate::expr::fold::fold(Expr::any(rests.collect()));
            return Some((first.clone(), if rest.is_always() { Vec::new() } else { vec![rest] }));
        }
        let alternatives = bounds.iter().map(|(terms, _, _)| Expr::all((*terms).clone())).collect();
        let conditions: Vec<&[Expr]> =
            bounds.iter().map(|(_, conditions, _)| conditions.as_slice()).collect();
        Some((self.hull(&conditions), vec![Expr::any(alternatives)]))
    }

    /// The smallest range that holds all of these.
    fn hull(&self, ranges: &[&[Expr]]) -> Vec<Expr> {
        let Some(key) = self.source.range().first() else { return Vec::new() };
        let path = || Operand::Path(AttributePath::of_key(key));
        let ends: Vec<Ends<'_>> = ranges.iter().map(|conditions| Ends::of(conditions)).collect();
        let low = outermost(ends.iter().map(|ends| ends.low), Ordering::Less);
        let high = outermost(ends.iter().map(|ends| ends.high), Ordering::Greater);
        match (low, high) {
            (Some(low), Some(high)) if low == high => {
                vec![Expr::Compare(path(), Comparator::Eq, Operand::Value(low))]
            }
            (Some(low), Some(high)) => vec![Expr::Between(path(), Operand::Value(low), Operand::Value(high))],
            (Some(low), None) => vec![Expr::Compare(path(), Comparator::Ge, Operand::Value(low))],
            (None, Some(high)) => vec![Expr::Compare(path(), Comparator::Le, Operand::Value(high))],
            (None, None) => Vec::new(),
        }
    }
}

/// The ends of a range, as far as it has any.
#[derive(Default)]
struct Ends<'a> {
    low: Option<&'a Value>,
    high: Option<&'a Value>,
}

impl<'a> Ends<'a> {
    fn of(conditions: &'a [Expr]) -> Self {
        // Bounds on several attributes have no order of their own.
        let [condition] = conditions else { return Self::default() };
        match condition {
            Expr::Compare(_, comparator, Operand::Value(value)) => match comparator {
                Comparator::Eq => Self { low: Some(value), high: Some(value) },
                Comparator::Ge | Comparator::Gt => Self { low: Some(value), high: None },
                Comparator::Le | Comparator::Lt => Self { low: None, high: Some(value) },
                Comparator::Ne => Self::default(),
            },
            Expr::Between(_, Operand::Value(low), Operand::Value(high)) => {
                Self { low: Some(low), high: Some(high) }
            }
            Expr::BeginsWith(_, Operand::Value(prefix)) => Self { low: Some(prefix), high: None },
            _ => Self::default(),
        }
    }
}

/// The end that lies furthest out; `None` where one of the ranges has none.
fn outermost<'a>(ends: impl Iterator<Item = Option<&'a Value>>, outwards: Ordering) -> Option<Value> {
    let mut found: Option<&Value> = None;
    for end in ends {
        let end = end?;
        if found.is_none_or(|known| order(end, known) == Some(outwards)) {
            found = Some(end);
        }
    }
    found.cloned()
}

impl Part<'_> {
    /// True if an item may be in both, which two reads of one source exclude by their keys.
    fn may_overlap(&self, other: &Self) -> bool {
        let table = |part: &Self| match part {
            Part::Keys(_) => true,
            Part::Group(group) => group.source.is_table(),
        };
        match (self, other) {
            (Part::Group(one), Part::Group(two)) => !one.source.is_same(&two.source),
            (one, two) => table(one) != table(two),
        }
    }

    /// What an item of this part satisfies.
    fn condition(&self, planner: &Planner<'_>) -> Expr {
        match self {
            Part::Keys(keys) => spelled_out(condition_of_keys(planner, keys)),
            Part::Group(group) => {
                let alternatives = group.alternatives.iter().map(|terms| Expr::all(terms.clone()));
                let mut terms = group.hash_terms();
                let any = crate::expr::fold::fold(Expr::any(alternatives.collect()));
                if !any.is_always() {
                    terms.push(any);
                }
                Expr::all(terms)
            }
        }
    }
}

/// The item is one of these, and satisfies what else must hold for it.
fn condition_of_keys(planner: &Planner<'_>, keys: &[(PrimaryKey, Vec<Expr>)]) -> Expr {
    let branch = |(key, rest): &(PrimaryKey, Vec<Expr>)| {
        rest.iter().cloned().fold(Expr::Keys(planner.key_list(vec![key.clone()])), Expr::and)
    };
    Expr::any(keys.iter().map(branch).collect())
}

fn add_keys(parts: &mut Vec<Part<'_>>, keys: Vec<(PrimaryKey, Vec<Expr>)>) {
    let known = parts.iter_mut().find_map(|part| match part {
        Part::Keys(known) => Some(known),
        Part::Group(_) => None,
    });
    match known {
        Some(known) => known.extend(keys),
        None => parts.push(Part::Keys(keys)),
    }
}

#[cfg(test)]
mod tests;
