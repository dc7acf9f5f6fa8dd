//! What a global index does not hold, fetched from the table.

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::expr::tree::Expr;
use crate::model::index::{IndexKind, IndexSchema};
use crate::plan::attributes::Attributes;
use crate::plan::read::Planner;
use crate::plan::source::Source;
use crate::plan::steps::Reasons;

/// BatchGetItems of the items that an index names, page by page, in its order.
#[derive(Clone, Debug, PartialEq)]
pub struct FetchPlan {
    /// What an item must satisfy when it is fetched: all that was asked, since the index lags behind the table.
    pub(crate) condition: Option<Expr>,
    /// What of it the index cannot tell.
    pub(crate) besides: Option<Expr>,
    /// What comes back of each item; `None` for all.
    pub(crate) attributes: Option<Attributes>,
}

impl FetchPlan {
    /// Shows what is evaluated here, on the items as they are in the table: the whole condition.
    #[must_use]
    pub fn condition(&self) -> Option<String> {
        self.condition.as_ref().map(ToString::to_string)
    }

    /// Names the attributes that come back, by stored name, keys and what is evaluated here included; `None` for all.
    #[must_use]
    pub fn attributes(&self) -> Option<&[Cow<'static, str>]> {
        self.attributes.as_deref()
    }

    /// True if an item that the index names can be unwanted though the index is up to date.
    pub(crate) fn filters(&self) -> bool {
        self.besides.is_some()
    }
}

impl Planner<'_> {
    /// Refuses a global index by name that lacks what is read, where that is not to be fetched.
    pub(super) fn check_held(&self, index: &IndexSchema, condition: Option<&Expr>) -> Result<()> {
        let asked: Vec<Expr> = condition.into_iter().cloned().collect();
        let Some(missing) = self.lacks(index, &[asked]) else { return Ok(()) };
        if index.kind() == IndexKind::Local || self.options.fetches_missing() {
            return Ok(());
        }
        let name = index.name();
        let fix = match self.lacks(index, &[]) {
            Some(_) => {
                "so its items are no whole models: `.fetch_missing()` reads them from the table, and `.project::<P>()` what \
                 the index holds"
            }
            None => "which the condition names: `.fetch_missing()` asks it of the items in the table",
        };
        Err(Error::refused(format!("the index `{name}` does not hold `{missing}`, {fix}")))
    }

    /// True if what the index lacks can be had: DynamoDB fetches it for a local index, and we for a global one.
    ///
    /// What is fetched is asked for the whole condition here, and a raw one is DynamoDB's alone.
    pub(super) fn can_fetch(&self, source: &Source<'_>, named: &[Vec<Expr>]) -> bool {
        let needs_dynamodb = || named.iter().flatten().any(Expr::holds_raw);
        self.options.fetches_missing() && !(source.is_global() && needs_dynamodb())
    }

    /// Parts the terms that the index can answer from the fetch that answers the rest, if there must be one.
    pub(super) fn fetch(
        &self,
        source: Source<'_>,
        key_condition: Option<&Expr>,
        terms: Vec<Expr>,
        why: &mut Reasons,
    ) -> (Vec<Expr>, Option<FetchPlan>) {
        let global = source.index.filter(|_| source.is_global() && self.options.fetches_missing());
        let Some(index) = global else { return (terms, None) };
        let Some(missing) = self.lacks(index, std::slice::from_ref(&terms)) else { return (terms, None) };
        why.push(
            format!(
                "the index does not hold `{missing}`, so the items that it names are fetched from the table: a read more \
                 each"
            )
            .into(),
        );
        let all: Vec<Expr> = key_condition.into_iter().chain(&terms).cloned().collect();
        let is_held = |term: &Expr| self.first_missing(index, std::iter::once(term)).is_none();
        let (held, besides): (Vec<Expr>, Vec<Expr>) = terms.into_iter().partition(is_held);
        if !all.is_empty() {
            why.push("the index lags behind the table, so what is fetched is asked again, here".into());
        }
        (held, Some(FetchPlan { condition: joined(all), besides: joined(besides), attributes: None }))
    }
}

/// The terms as one condition, if there are any.
pub(super) fn joined(terms: Vec<Expr>) -> Option<Expr> {
    if terms.is_empty() { None } else { Some(Expr::all(terms)) }
}

#[cfg(test)]
mod tests;
