//! Which source answers: the table, or one of its indexes, and why not another (R5, R6, R10, R11).

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::expr::tree::Expr;
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{FieldSchema, KeySchema};
use crate::plan::branches::MAX_BRANCHES;
use crate::plan::lookup::{Lookup, Ranged, lookup, ranged};
use crate::plan::read::Planner;
use crate::plan::source::Source;
use crate::plan::steps::Reasons;

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

    /// The table and the indexes that may be asked, in the order of preference.
    pub(super) fn sources(&self) -> Vec<Source<'a>> {
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

    /// The source that answers best, of those that pin all of their hash key and miss no item.
    ///
    /// `named`: an item of one read is asked for the conditions of the others, so that an index must hold what all name.
    pub(super) fn choose<'t>(&self, terms: &'t [Expr], named: &[Vec<Expr>]) -> Option<Lookup<'a, 't>> {
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
            let fix = if self.options.fetches_missing() {
                "which cannot be fetched with a raw condition"
            } else {
                "which `.fetch_missing()` reads from the table"
            };
            return Some(format!("the index `{name}` does not hold `{missing}`, {fix}"));
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
    pub(super) fn named_index(&self, source: Source<'_>, terms: &[Expr]) -> Option<Cow<'static, str>> {
        let name = self.options.index?;
        let lacking: Vec<String> =
            source.all_uncertain(terms).map(|key| format!("`{}`", key.name())).collect();
        Some(match &lacking[..] {
            [] => format!("the index `{name}` was asked for").into(),
            lacking => {
                let lacking = lacking.join(" or ");
                format!("the index `{name}` was asked for: items without {lacking} are left out").into()
            }
        })
    }

    /// Why nothing answers in the order that is asked for.
    pub(super) fn why_unordered(&self, attribute: &str, terms: &[Expr]) -> String {
        let ordered: Vec<Source<'_>> =
            self.declared().into_iter().filter(|source| self.is_ordered(source)).collect();
        match (self.first_refusal(&ordered, terms), ordered.first()) {
            (Some(refused), _) => refused,
            (None, Some(source)) => {
                let which = source.name().map_or("the table".into(), |name| format!("the index `{name}`"));
                let hash = hash_names(source);
                format!("{which} has the order of `{attribute}`, and no condition pins its hash key `{hash}`")
            }
            (None, None) => format!("neither the table nor an index has the order of `{attribute}`"),
        }
    }

    /// Why nothing but a Scan answers.
    pub(super) fn why_scan(&self, terms: &[Expr], is_wide: bool) -> String {
        let sources = self.declared();
        let refused = self.first_refusal(&sources, terms);
        let hash = sources.first().map_or_else(String::new, hash_names);
        let reason = if is_wide {
            format!("the condition has more than {MAX_BRANCHES} alternatives, which are not asked one by one")
        } else {
            format!("no condition pins the hash key `{hash}`")
        };
        match refused {
            Some(refused) => format!("{reason}, and {refused}"),
            None => reason,
        }
    }

    /// Why the first index that could answer is not taken.
    fn first_refusal(&self, sources: &[Source<'_>], terms: &[Expr]) -> Option<String> {
        sources.iter().find_map(|source| {
            lookup(*source, terms)?;
            self.refusal(source, terms, &[terms.to_vec()])
        })
    }
}

fn hash_names(source: &Source<'_>) -> String {
    let names: Vec<&str> = source.hash().iter().map(KeySchema::name).collect();
    names.join("`, `")
}
