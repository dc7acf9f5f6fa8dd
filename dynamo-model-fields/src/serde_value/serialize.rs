//! From what serde serializes to a value.

use serde::{Serialize, Serializer};

use crate::error::EncodeError;
use crate::number::Number;
use crate::value::codec::deeper;
use crate::value::{Item, Value};

use super::compound::{Elements, Entries};
use super::serialize_key::ToName;

/// Makes one value, inside so many lists and maps.
#[derive(Clone, Copy)]
pub(super) struct ToValue {
    limits: Limits,
    depth: usize,
}

/// What is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Limits {
    /// Whatever DynamoDB cannot hold.
    DynamoDb,
    /// Only floats that are not finite; what else does not fit becomes anything.
    Finite,
}

impl ToValue {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, depth: 0 }
    }

    /// Steps into a list or map.
    fn inside(self) -> Result<Self, EncodeError> {
        let depth = match self.limits {
            Limits::DynamoDb => deeper(self.depth)?,
            Limits::Finite => 0,
        };
        Ok(Self { depth, ..self })
    }

    /// Makes the name of an entry.
    pub(super) fn name<T: Serialize + ?Sized>(self, key: &T) -> Result<String, EncodeError> {
        self.unless_lenient(key.serialize(ToName), String::new)
    }

    fn number(self, number: Result<Number, EncodeError>) -> Result<Value, EncodeError> {
        self.unless_lenient(number, || 0.into()).map(Value::N)
    }

    fn float<T: Into<f64> + Copy>(self, value: T) -> Result<Value, EncodeError>
    where
        Number: TryFrom<T, Error = EncodeError>,
    {
        let number = Number::try_from(value);
        if value.into().is_finite() { self.number(number) } else { number.map(Value::N) }
    }

    fn unless_lenient<T>(
        self,
        result: Result<T, EncodeError>,
        otherwise: impl Fn() -> T,
    ) -> Result<T, EncodeError> {
        match self.limits {
            Limits::DynamoDb => result,
            Limits::Finite => Ok(result.unwrap_or_else(|_| otherwise())),
        }
    }
}

/// Wraps what a variant holds into the map of one entry that names the variant.
pub(super) fn tagged(variant: &str, contents: Value) -> Value {
    Value::M(Item::from([(variant.to_owned(), contents)]))
}

macro_rules! numbers {
    ($($method:ident $number:ident)*) => {$(
        fn $method(self, value: $number) -> Result<Value, EncodeError> {
            Ok(Number::from(value).into())
        }
    )*};
}

macro_rules! wide_numbers {
    ($($method:ident $number:ident)*) => {$(
        fn $method(self, value: $number) -> Result<Value, EncodeError> {
            self.number(Number::try_from(value))
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $float:ident)*) => {$(
        fn $method(self, value: $float) -> Result<Value, EncodeError> {
            self.float(value)
        }
    )*};
}

impl Serializer for ToValue {
    type Ok = Value;
    type Error = EncodeError;
    type SerializeSeq = Elements;
    type SerializeTuple = Elements;
    type SerializeTupleStruct = Elements;
    type SerializeTupleVariant = Elements;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    numbers! {
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
    }

    wide_numbers! {
        serialize_i128 i128
        serialize_u128 u128
    }

    floats! {
        serialize_f32 f32
        serialize_f64 f64
    }

    fn serialize_bool(self, value: bool) -> Result<Value, EncodeError> {
        Ok(Value::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<Value, EncodeError> {
        Ok(Value::S(value.to_string()))
    }

    fn serialize_str(self, text: &str) -> Result<Value, EncodeError> {
        Ok(Value::S(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, EncodeError> {
        Ok(Value::B(bytes.to_vec()))
    }

    fn serialize_none(self) -> Result<Value, EncodeError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, EncodeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, EncodeError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, EncodeError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Value, EncodeError> {
        Ok(Value::S(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Value, EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, EncodeError> {
        let contents = value.serialize(self.inside()?).map_err(|error| error.within(variant))?;
        Ok(tagged(variant, contents))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Elements, EncodeError> {
        Ok(Elements::new(self.inside()?, length.unwrap_or_default(), None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Elements, EncodeError> {
        Ok(Elements::new(self.inside()?, length, None))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Elements, EncodeError> {
        Ok(Elements::new(self.inside()?, length, None))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Elements, EncodeError> {
        Ok(Elements::new(self.inside()?.inside()?, length, Some(variant)))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Entries, EncodeError> {
        Ok(Entries::new(self.inside()?, None))
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Entries, EncodeError> {
        Ok(Entries::new(self.inside()?, None))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Entries, EncodeError> {
        Ok(Entries::new(self.inside()?.inside()?, Some(variant)))
    }
}
