//! Where a value stands in an item.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use dynamo_model_fields::Value;

use crate::error::{Error, Result};
use crate::model::document::Rest;
use crate::model::field::{Field, Removable};
use crate::model::key::PrimaryKey;
use crate::model::schema::KeySchema;

/// The place of an attribute or of a part of one: `address.lines[2]`.
#[derive(Clone, Debug)]
pub(crate) struct AttributePath {
    attribute: Cow<'static, str>,
    steps: Vec<Step>,
    /// Whether what is there is not shown.
    is_sensitive: bool,
}

impl PartialEq for AttributePath {
    fn eq(&self, other: &Self) -> bool {
        (&self.attribute, &self.steps) == (&other.attribute, &other.steps)
    }
}

impl Eq for AttributePath {}

impl Hash for AttributePath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.attribute, &self.steps).hash(state);
    }
}

/// One step into a list or a map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Key(Cow<'static, str>),
    Index(usize),
}

impl AttributePath {
    /// Names a whole attribute.
    pub(crate) fn attribute(name: impl Into<Cow<'static, str>>) -> Self {
        Self { attribute: name.into(), steps: Vec::new(), is_sensitive: false }
    }

    /// Names a key attribute.
    pub(crate) fn of_key(key: &KeySchema) -> Self {
        Self::attribute(key.name()).shown_unless(key.is_sensitive())
    }

    fn shown_unless(mut self, is_sensitive: bool) -> Self {
        self.is_sensitive |= is_sensitive;
        self
    }

    /// True if what is there must not be shown.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }

    /// Gives the name of the attribute that the path starts with.
    pub(crate) fn root(&self) -> &str {
        &self.attribute
    }

    /// Steps to an element of a list.
    pub(crate) fn index(mut self, index: usize) -> Self {
        self.steps.push(Step::Index(index));
        self
    }

    /// Steps to the value under a key of a map.
    pub(crate) fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.steps.push(Step::Key(key.into()));
        self
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Refuses an empty name, of which DynamoDB has none.
    pub(crate) fn check(&self) -> Result<()> {
        let mut names =
            std::iter::once(&self.attribute).chain(self.steps.iter().filter_map(|step| match step {
                Step::Key(name) => Some(name),
                Step::Index(_) => None,
            }));
        if names.any(|name| name.is_empty()) {
            return Err(Error::refused(format!(
                "the path {self} holds an empty name, and DynamoDB has none"
            )));
        }
        Ok(())
    }

    /// What the path steps into last, if it is a part of an attribute.
    pub(crate) fn parent(&self) -> Option<Self> {
        let (_, steps) = self.steps.split_last()?;
        Some(Self { steps: steps.to_vec(), ..self.clone() })
    }

    /// True for an element of a list.
    pub(crate) fn ends_in_index(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Index(_)))
    }

    pub(crate) fn is_attribute(&self, name: &str) -> bool {
        self.steps.is_empty() && self.attribute == name
    }

    /// True if one is the other or a part of it.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.attribute == other.attribute && self.steps.iter().zip(&other.steps).all(|(one, two)| one == two)
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Name(&self.attribute).fmt(f)?;
        for step in &self.steps {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) => {
                    f.write_str(".")?;
                    Name(key).fmt(f)?;
                }
            }
        }
        Ok(())
    }
}

/// A name as it is shown: one that holds a dot or a bracket would read as a path.
pub(crate) struct Name<'a>(pub(crate) &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name) = self;
        let plain = !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '#'));
        if plain { f.write_str(name) } else { write!(f, "`{name}`") }
    }
}

/// A part of a field of the model `M`, stored as `T`: an element of a list or the value under a key of a map.
pub struct Path<M, T, R = Removable> {
    pub(crate) path: AttributePath,
    types: PhantomData<fn() -> (M, T, R)>,
}

impl<M, T, R> Path<M, T, R> {
    pub(crate) fn of(path: AttributePath) -> Self {
        Self { path, types: PhantomData }
    }

    pub(crate) fn into_path(self) -> AttributePath {
        self.path
    }
}

impl<M, T, R> Clone for Path<M, T, R> {
    fn clone(&self) -> Self {
        Self::of(self.path.clone())
    }
}

impl<M, T, R> fmt::Debug for Path<M, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({})", self.path)
    }
}

impl<M, T, R> Field<M, T, R> {
    pub(crate) fn into_path(self) -> AttributePath {
        AttributePath::attribute(self.name()).shown_unless(self.is_sensitive())
    }
}

impl AttributePath {
    /// Steps to a field of a document.
    pub(crate) fn at<D, T, R>(self, field: Field<D, T, R>) -> Self {
        self.key(field.name()).shown_unless(field.is_sensitive())
    }
}

impl PrimaryKey {
    /// The key attributes of these names, hidden as the key is.
    pub(crate) fn paths(&self, names: [&'static str; 2]) -> [AttributePath; 2] {
        let [hash, range] = names.map(AttributePath::attribute);
        let [hash_is_hidden, range_is_hidden] = self.hidden();
        [hash.shown_unless(hash_is_hidden), range.shown_unless(range_is_hidden)]
    }
}

impl<M> Rest<M> {
    /// Stands for the attribute of this name.
    pub fn key(self, name: impl Into<String>) -> Path<M, Value, Removable> {
        Path::of(AttributePath::attribute(name.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::AttributePath;

    #[test]
    fn a_part_overlaps_the_whole_and_not_its_neighbour() {
        let whole = AttributePath::attribute("a");
        let first = whole.clone().index(0);
        let second = whole.clone().index(1);
        assert!(whole.overlaps(&first) && first.overlaps(&whole));
        assert!(!first.overlaps(&second));
        assert!(!AttributePath::attribute("b").overlaps(&whole));
    }

    #[test]
    fn shows_names_with_dots_in_backticks() {
        assert_eq!(AttributePath::attribute("a.b").key("c").index(2).to_string(), "`a.b`.c[2]");
    }
}
