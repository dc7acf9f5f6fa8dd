//! Where a Query can go: the table, or one of its indexes.

use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::index::{IndexKind, IndexSchema};
use crate::model::schema::{KeySchema, Schema};

/// The table or an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    schema: &'a Schema,
    pub(crate) index: Option<&'static IndexSchema>,
}

impl<'a> Source<'a> {
    pub(crate) fn table(schema: &'a Schema) -> Self {
        Self { schema, index: None }
    }

    pub(crate) fn index(schema: &'a Schema, index: &'static IndexSchema) -> Self {
        Self { schema, index: Some(index) }
    }

    /// The attributes that a Query pins by `=`.
    pub(crate) fn hash(&self) -> &'a [KeySchema] {
        match self.index {
            Some(index) => index.hash(),
            None => std::slice::from_ref(self.schema.hash_key()),
        }
    }

    /// The attributes that order what has the same hash key.
    pub(crate) fn range(&self) -> &'a [KeySchema] {
        match self.index {
            Some(index) => index.range(),
            None => self.schema.range_key().map_or(&[], std::slice::from_ref),
        }
    }

    pub(crate) fn name(&self) -> Option<&'static str> {
        self.index.map(IndexSchema::name)
    }

    pub(crate) fn is_table(&self) -> bool {
        self.index.is_none()
    }

    pub(crate) fn is_global(&self) -> bool {
        self.index.is_some_and(|index| index.kind() == IndexKind::Global)
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    /// True if a term names a key attribute of the source, which a Query's filter must not do (R1).
    pub(crate) fn names_key(&self, term: &Expr) -> bool {
        self.hash().iter().chain(self.range()).any(|key| term.names(key.name()))
    }

    /// The first key attribute that an item may lack, so that the index would miss the item (R5).
    pub(crate) fn uncertain(&self, terms: &[Expr]) -> Option<&'a KeySchema> {
        self.all_uncertain(terms).next()
    }

    /// All of them.
    pub(crate) fn all_uncertain<'t>(
        &self,
        terms: &'t [Expr],
    ) -> impl Iterator<Item = &'a KeySchema> + use<'_, 'a, 't> {
        let is_certain = |key: &&KeySchema| {
            let name = key.name();
            let is_required = self.schema.field(name).is_some_and(|field| !field.may_be_absent());
            is_required || self.schema.is_key(name) || terms.iter().any(|term| implies(term, name))
        };
        let keys = self.index.is_some().then(|| self.hash().iter().chain(self.range()));
        keys.into_iter().flatten().filter(move |key| !is_certain(key))
    }
}

/// True if an item that satisfies the term has the attribute (R5).
fn implies(term: &Expr, name: &str) -> bool {
    let is_there = |operand: &Operand| matches!(operand, Operand::Path(path) if path.root() == name);
    match term {
        Expr::Compare(_, Comparator::Ne, _) => false,
        Expr::Compare(left, _, right) => is_there(left) || is_there(right),
        Expr::Between(value, low, high) => [value, low, high].into_iter().any(is_there),
        Expr::In(value, _) => is_there(value),
        Expr::BeginsWith(path, _) | Expr::Contains(path, _) | Expr::Exists(path) => path.root() == name,
        Expr::All(terms) => terms.iter().any(|term| implies(term, name)),
        Expr::Any(branches) => !branches.is_empty() && branches.iter().all(|branch| implies(branch, name)),
        _ => false,
    }
}
