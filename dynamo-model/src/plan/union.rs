//! How the answers of several sources are put together, so that no item is in two of them (R7).

use std::cmp::Ordering;
use std::collections::HashMap;

use dynamo_model_fields::{KeyPart, Value};

use crate::error::{Error, Result};
use crate::expr::fold::order;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::key::PrimaryKey;
use crate::model::schema::KeySchema;
use crate::plan::branches;
use crate::plan::lookup::{Lookup, Ranged, equals, ranged};
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
    /// The alternatives of the condition, of which each may pin a hash key of its own.
    pub(super) fn branches(&self, terms: &[Expr]) -> Option<Vec<Vec<Expr>>> {
        let sources = self.sources();
        let pins = |name: &str| sources.iter().flat_map(Source::hash).any(|key| key.name() == name);
        branches::branches(terms, &pins)
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
