//! The parts of lists, maps and variants while they are deserialized.

use std::collections::btree_map;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use crate::error::DecodeError;
use crate::value::{Item, Value};

use super::deserialize::Node;
use super::deserialize_key::Name;

/// Visits the elements of a list or set, all of which must be wanted.
pub(super) fn visit_elements<'de, V, I>(nodes: I, visitor: V) -> Result<V::Value, DecodeError>
where
    V: Visitor<'de>,
    I: ExactSizeIterator<Item = Node<'de>>,
{
    let length = nodes.len();
    let mut elements = Elements { nodes, position: 0 };
    let visited = visitor.visit_seq(&mut elements)?;
    if elements.position < length {
        return Err(DecodeError::mismatch(format!("{} elements", elements.position), length.to_string()));
    }
    Ok(visited)
}

struct Elements<I> {
    nodes: I,
    position: usize,
}

impl<'de, I: ExactSizeIterator<Item = Node<'de>>> SeqAccess<'de> for Elements<I> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let Some(node) = self.nodes.next() else {
            return Ok(None);
        };
        let position = self.position;
        self.position += 1;
        seed.deserialize(node).map(Some).map_err(|error| error.within_index(position))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.nodes.len())
    }
}

/// Visits the entries of a map, all of which must be wanted.
pub(super) fn visit_entries<'de, V>(entries: &'de Item, visitor: V) -> Result<V::Value, DecodeError>
where
    V: Visitor<'de>,
{
    let mut entries = Entries { rest: entries.iter(), value: None };
    let visited = visitor.visit_map(&mut entries)?;
    match entries.rest.next() {
        Some((name, _)) => Err(DecodeError::mismatch("fewer entries", name.clone())),
        None => Ok(visited),
    }
}

struct Entries<'de> {
    rest: btree_map::Iter<'de, String, Value>,
    /// The value whose name was the last to be taken.
    value: Option<(&'de str, &'de Value)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some((name, value));
        seed.deserialize(Name(name)).map(Some).map_err(|error| error.within(name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let Some((name, value)) = self.value.take() else {
            return Err(DecodeError::custom("a value of a map is asked for before its key"));
        };
        seed.deserialize(Node::from(value)).map_err(|error| error.within(name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A variant of an enum: its name, and what it holds.
pub(super) struct Variant<'de> {
    name: &'de str,
    contents: Option<Node<'de>>,
}

impl<'de> Variant<'de> {
    pub(super) fn of(node: Node<'de>) -> Result<Self, DecodeError> {
        match node {
            Node::Text(name) => Ok(Self { name, contents: None }),
            Node::Map(entries) => {
                let mut entries = entries.iter();
                match (entries.next(), entries.len()) {
                    (Some((name, value)), 0) => Ok(Self { name, contents: Some(value.into()) }),
                    (first, rest) => {
                        let found = rest + usize::from(first.is_some());
                        Err(DecodeError::mismatch("the one entry of a variant", found.to_string()))
                    }
                }
            }
            _ => Err(DecodeError::mismatch("S or M for a variant", node.attribute_type().as_str())),
        }
    }

    fn contents(&self, expected: &'static str) -> Result<Node<'de>, DecodeError> {
        self.contents.ok_or_else(|| DecodeError::invalid_type(Unexpected::UnitVariant, &expected))
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), DecodeError> {
        Ok((seed.deserialize(Name(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        self.contents.map_or(Ok(()), Deserialize::deserialize).map_err(|error| error.within(self.name))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DecodeError> {
        seed.deserialize(self.contents("a variant that holds a value")?)
            .map_err(|error| error.within(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.contents("a variant that holds a list")?
            .deserialize_tuple(length, visitor)
            .map_err(|error| error.within(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.contents("a variant that holds a map")?
            .deserialize_struct("", fields, visitor)
            .map_err(|error| error.within(self.name))
    }
}
