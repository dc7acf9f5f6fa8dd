//! Lists and maps while they are serialized.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use crate::error::EncodeError;
use crate::value::{Item, Value};

use super::serialize::{ToValue, tagged};

/// The elements of a list, or of what a variant of an enum holds.
pub(super) struct Elements {
    inside: ToValue,
    variant: Option<&'static str>,
    done: Vec<Value>,
}

impl Elements {
    pub(super) fn new(inside: ToValue, length: usize, variant: Option<&'static str>) -> Self {
        Self { inside, variant, done: Vec::with_capacity(length) }
    }

    fn push<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), EncodeError> {
        let position = self.done.len();
        let element = element
            .serialize(self.inside)
            .map_err(|error| within_variant(error.within_index(position), self.variant))?;
        self.done.push(element);
        Ok(())
    }

    fn finish(self) -> Value {
        let list = Value::L(self.done);
        match self.variant {
            Some(variant) => tagged(variant, list),
            None => list,
        }
    }
}

macro_rules! lists {
    ($($kind:ident $push:ident)*) => {$(
        impl $kind for Elements {
            type Ok = Value;
            type Error = EncodeError;

            fn $push<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), EncodeError> {
                self.push(element)
            }

            fn end(self) -> Result<Value, EncodeError> {
                Ok(self.finish())
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// The entries of a map, or of what a variant of an enum holds.
pub(super) struct Entries {
    inside: ToValue,
    variant: Option<&'static str>,
    /// The name whose value is still to come.
    name: Option<String>,
    done: Item,
}

impl Entries {
    pub(super) fn new(inside: ToValue, variant: Option<&'static str>) -> Self {
        Self { inside, variant, name: None, done: Item::new() }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), EncodeError> {
        let value = value
            .serialize(self.inside)
            .map_err(|error| within_variant(error.within(&name), self.variant))?;
        self.done.insert(name, value);
        Ok(())
    }

    fn finish(self) -> Value {
        let map = Value::M(self.done);
        match self.variant {
            Some(variant) => tagged(variant, map),
            None => map,
        }
    }
}

impl SerializeMap for Entries {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), EncodeError> {
        self.name = Some(self.inside.name(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        let name =
            self.name.take().ok_or_else(|| EncodeError::new("a value of a map comes before its key"))?;
        self.insert(name, value)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.finish())
    }
}

macro_rules! structs {
    ($($kind:ident)*) => {$(
        impl $kind for Entries {
            type Ok = Value;
            type Error = EncodeError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), EncodeError> {
                self.insert(name.to_owned(), value)
            }

            fn end(self) -> Result<Value, EncodeError> {
                Ok(self.finish())
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);

fn within_variant(error: EncodeError, variant: Option<&str>) -> EncodeError {
    match variant {
        Some(variant) => error.within(variant),
        None => error,
    }
}
