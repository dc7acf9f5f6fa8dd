//! Models over the same attributes with different keys, and conditions on them through the typed API.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dynamo_model::capability::{KeyType, ScalarType};
use dynamo_model::model::field::{HashKey, RangeKey, Removable};
use dynamo_model::model::schema::{KeySchema, Schema};
use dynamo_model::prelude::*;
use dynamo_model::validate::ValidationErrors;
use dynamo_model::{
    Binary, DecodeError, EncodeError, Field, IndexKind, IndexSchema, Key, Number, Projected, ReadItem,
    Reader, Value, WriteItem, Writer,
};

use crate::condition::{Cmp, Cond, F, KeyParts, Leaf, Operand, Shape};
use crate::value::V;

/// Text keys; every attribute is a field.
#[derive(Model, Clone, Debug, PartialEq)]
pub(crate) struct Row {
    #[model(hash_key, rename = "size")]
    code: String,
    #[model(range_key, rename = "the.text")]
    text: String,
    rank: Option<Number>,
    num: Option<Number>,
    amount: Option<Number>,
    data: Option<Binary>,
    raw: Option<Binary>,
    flag: Option<bool>,
    #[model(default)]
    tags: BTreeSet<String>,
    #[model(default)]
    list: Vec<Option<Number>>,
    #[model(default)]
    map: BTreeMap<String, Number>,
    any: Option<Value>,
}

/// A hash key alone; every attribute is a field.
#[derive(Model, Clone, Debug, PartialEq)]
pub(crate) struct Single {
    #[model(hash_key, rename = "size")]
    code: String,
    #[model(rename = "the.text")]
    text: Option<String>,
    rank: Option<Number>,
    num: Option<Number>,
    amount: Option<Number>,
    data: Option<Binary>,
    raw: Option<Binary>,
    flag: Option<bool>,
    #[model(default)]
    tags: BTreeSet<String>,
    #[model(default)]
    list: Vec<Option<Number>>,
    #[model(default)]
    map: BTreeMap<String, Number>,
    any: Option<Value>,
}

/// Numbers as keys. The other attributes are no fields, so that they may hold a type that no field could read.
#[derive(Model, Clone, Debug, PartialEq)]
pub(crate) struct Line {
    #[model(hash_key)]
    rank: Number,
    #[model(range_key)]
    num: Number,
}

/// Bytes as range key; the other attributes are no fields.
#[derive(Model, Clone, Debug, PartialEq)]
pub(crate) struct Blob {
    #[model(hash_key, rename = "the.text")]
    text: String,
    #[model(range_key)]
    data: Binary,
}

/// A [`Row`] with declared indexes of every kind, whose keys items often lack.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    table = "declared",
    index(name = "all", hash = rank, range = num, handle = "ALL"),
    index(name = "include", hash = num, range = amount, projection = include(flag, data, tags)),
    index(name = "keys", hash = data, projection = "keys"),
    index(name = "keys-by-text", hash = text, range = code, projection = "keys", handle = "BY_TEXT"),
    index(name = "parts", hash(rank, num), range(amount, data), handle = "PARTS"),
    index(name = "parts-keys", hash(amount, text), range(num, rank), projection = "keys", handle = "PARTS_KEYS"),
    local_index(name = "local", range = amount, handle = "LOCAL")
)]
pub(crate) struct Declared {
    #[model(hash_key, rename = "size")]
    code: String,
    #[model(range_key, rename = "the.text")]
    text: String,
    rank: Option<Number>,
    num: Option<Number>,
    amount: Option<Number>,
    data: Option<Binary>,
    raw: Option<Binary>,
    flag: Option<bool>,
    #[model(default)]
    tags: BTreeSet<String>,
    #[model(default)]
    list: Vec<Option<Number>>,
    #[model(default)]
    map: BTreeMap<String, Number>,
    any: Option<Value>,
}

macro_rules! free_handles {
    ($model:ident: $($handle:ident = $name:literal: $type:ty;)*) => {
        impl $model {
            $(pub(crate) const $handle: Free<$model, $type> = Field::new($name);)*
        }
    };
}

/// A [`Row`] in a table with indexes, whose keys items often lack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Marked(pub(crate) Row);

const fn key(name: &'static str, scalar: ScalarType) -> KeySchema {
    KeySchema::new(name, scalar)
}

/// The indexes of [`Marked`].
pub(crate) const INDEXES: &[IndexSchema] = &[
    IndexSchema::new(
        "by_rank",
        IndexKind::Global,
        &[key("rank", ScalarType::N)],
        &[key("num", ScalarType::N)],
        Projected::All,
    ),
    IndexSchema::new(
        "by_amount",
        IndexKind::Local,
        &[key("size", ScalarType::S)],
        &[key("amount", ScalarType::N)],
        Projected::All,
    ),
    IndexSchema::new("by_data", IndexKind::Global, &[key("data", ScalarType::B)], &[], Projected::All),
    IndexSchema::new(
        "by_text",
        IndexKind::Global,
        &[key("the.text", ScalarType::S)],
        &[key("size", ScalarType::S)],
        Projected::All,
    ),
    IndexSchema::new("thin", IndexKind::Global, &[key("num", ScalarType::N)], &[], Projected::Keys),
];

impl ReadItem for Marked {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Row::read_item(from).map(Self)
    }
}

impl WriteItem for Marked {
    fn write_item(&self, out: &mut Writer) -> Result<(), EncodeError> {
        self.0.write_item(out)
    }
}

impl Validate for Marked {
    fn validate(&self) -> Result<(), ValidationErrors> {
        self.0.validate()
    }
}

impl Model for Marked {
    type Key = <Row as Model>::Key;

    fn schema() -> &'static Schema {
        static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
            let row = Row::schema();
            let range = row.range_key().copied();
            Schema::new("Marked", "marked", *row.hash_key(), range, *row.fields()).with_indexes(INDEXES)
        });
        &SCHEMA
    }

    fn key(&self) -> Key<Self> {
        Key::of_pair((String::to_key(&self.0.code), "size"), (String::to_key(&self.0.text), "the.text"))
    }

    fn read_input(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Row::read_item(from).map(Self)
    }
}

impl Marked {
    pub(crate) const CODE: Field<Self, String, HashKey> = Field::new("size");
    pub(crate) const TEXT: Field<Self, String, RangeKey> = Field::new("the.text");
    pub(crate) const TAGS: Field<Self, BTreeSet<String>, Removable> = Field::new("tags");
    pub(crate) const LIST: Field<Self, Vec<Option<Number>>, Removable> = Field::new("list");
    pub(crate) const MAP: Field<Self, BTreeMap<String, Number>, Removable> = Field::new("map");
}

free_handles! { Marked:
    RANK = "rank": Number;
    NUM = "num": Number;
    AMOUNT = "amount": Number;
    DATA = "data": Binary;
    RAW = "raw": Binary;
    FLAG = "flag": bool;
    ANY = "any": Value;
}

type Free<M, T> = Field<M, Option<T>, Removable>;

free_handles! { Line:
    CODE = "size": String;
    TEXT = "the.text": String;
    AMOUNT = "amount": Number;
    DATA = "data": Binary;
    RAW = "raw": Binary;
    FLAG = "flag": bool;
    LIST = "list": Vec<Option<Number>>;
    ANY = "any": Value;
}

free_handles! { Blob:
    CODE = "size": String;
    RANK = "rank": Number;
    NUM = "num": Number;
    AMOUNT = "amount": Number;
    RAW = "raw": Binary;
    FLAG = "flag": bool;
    LIST = "list": Vec<Option<Number>>;
    ANY = "any": Value;
}

impl Line {
    pub(crate) const TAGS: Field<Line, BTreeSet<String>, Removable> = Field::new("tags");
    pub(crate) const MAP: Field<Line, BTreeMap<String, Number>, Removable> = Field::new("map");
}

impl Blob {
    pub(crate) const TAGS: Field<Blob, BTreeSet<String>, Removable> = Field::new("tags");
    pub(crate) const MAP: Field<Blob, BTreeMap<String, Number>, Removable> = Field::new("map");
}

/// A model on which conditions can be drawn.
pub(crate) trait Drawn: Model + Clone + PartialEq + std::fmt::Debug {
    const SHAPE: Shape;

    fn leaf(leaf: &Leaf) -> Condition<Self>;

    fn keys(keys: &[KeyParts]) -> Condition<Self>;
}

/// Builds a condition as a caller would.
pub(crate) fn typed<M: Drawn>(condition: &Cond) -> Condition<M> {
    match condition {
        Cond::Leaf(leaf) => M::leaf(leaf),
        Cond::AllOf(list) => Condition::all_of(list.iter().map(typed)),
        Cond::AnyOf(list) => Condition::any_of(list.iter().map(typed)),
        Cond::And(one, two) => typed(one) & typed(two),
        Cond::Or(one, two) => typed(one) | typed(two),
        Cond::Not(inner) => !typed(inner),
    }
}

macro_rules! compared {
    ($field:expr, $cmp:expr, $operand:expr) => {
        match $cmp {
            Cmp::Eq => $field.eq($operand).any(),
            Cmp::Ne => $field.ne($operand),
            Cmp::Lt => $field.lt($operand),
            Cmp::Le => $field.le($operand),
            Cmp::Gt => $field.gt($operand),
            Cmp::Ge => $field.ge($operand),
        }
    };
}

/// Takes an operand out of its enum, in each of the types that it may have.
macro_rules! with {
    ($operand:expr, $model:ident.$take:ident [$($field:ident $handle:ident),*] |$name:ident| $body:expr) => {
        match $operand {
            Operand::Value(value) => {
                let $name = value.$take();
                $body
            }
            $(Operand::Field(F::$field) => {
                let $name = $model::$handle;
                $body
            })*
            Operand::Field(other) => panic!("{other:?} is not drawn as an operand"),
        }
    };
}

macro_rules! texts {
    ($operand:expr, $model:ident, |$name:ident| $body:expr) => {
        with!($operand, $model.text [Code CODE, Text TEXT] |$name| $body)
    };
}

macro_rules! numbers {
    ($operand:expr, $model:ident, |$name:ident| $body:expr) => {
        with!($operand, $model.number [Num NUM, Amount AMOUNT] |$name| $body)
    };
}

macro_rules! binaries {
    ($operand:expr, $model:ident, |$name:ident| $body:expr) => {
        with!($operand, $model.bytes [Data DATA, Raw RAW] |$name| $body)
    };
}

/// Does the same for each field that has an order.
macro_rules! each_ordered {
    ($model:ident, $field:expr, $do:ident $args:tt) => {
        match $field {
            F::Code => $do!($model, CODE, texts, text, $args),
            F::Text => $do!($model, TEXT, texts, text, $args),
            F::Rank => $do!($model, RANK, numbers, number, $args),
            F::Num => $do!($model, NUM, numbers, number, $args),
            F::Amount => $do!($model, AMOUNT, numbers, number, $args),
            F::Data => $do!($model, DATA, binaries, bytes, $args),
            F::Raw => $do!($model, RAW, binaries, bytes, $args),
            other => panic!("{other:?} has no order"),
        }
    };
}

macro_rules! compare {
    ($model:ident, $handle:ident, $kind:ident, $take:ident, ($cmp:expr, $operand:expr)) => {
        $kind!($operand, $model, |operand| compared!($model::$handle, $cmp, operand))
    };
}

macro_rules! between {
    ($model:ident, $handle:ident, $kind:ident, $take:ident, ($low:expr, $high:expr)) => {
        $kind!($low, $model, |low| $kind!($high, $model, |high| $model::$handle.between(low, high)))
    };
}

macro_rules! is_in {
    ($model:ident, $handle:ident, $kind:ident, $take:ident, ($list:expr)) => {
        $model::$handle.is_in($list.iter().map(V::$take))
    };
}

macro_rules! equals {
    ($field:expr, $equal:expr, $value:expr) => {
        if $equal { $field.eq($value).any() } else { $field.ne($value) }
    };
}

macro_rules! drawn {
    ($model:ident, $hash:ident, $range:expr, |$key:ident| $parts:expr) => {
        impl Drawn for $model {
            const SHAPE: Shape = Shape { hash: F::$hash, range: $range };

            fn keys(keys: &[KeyParts]) -> Condition<Self> {
                $model::keys_in(keys.iter().map(|$key| $parts))
            }

            fn leaf(leaf: &Leaf) -> Condition<Self> {
                match leaf {
                    Leaf::Compare(field, cmp, operand) => {
                        each_ordered!($model, field, compare(cmp, operand))
                    }
                    Leaf::Between(field, low, high) => each_ordered!($model, field, between(low, high)),
                    Leaf::In(field, list) => each_ordered!($model, field, is_in(list)),
                    Leaf::BeginsWith(F::Code, prefix) => {
                        texts!(prefix, $model, |prefix| $model::CODE.begins_with(prefix))
                    }
                    Leaf::BeginsWith(F::Text, prefix) => {
                        texts!(prefix, $model, |prefix| $model::TEXT.begins_with(prefix))
                    }
                    Leaf::BeginsWith(_, prefix) => {
                        binaries!(prefix, $model, |prefix| $model::DATA.begins_with(prefix))
                    }
                    Leaf::Contains(F::Code, part) => $model::CODE.contains(part.text()),
                    Leaf::Contains(F::Text, part) => $model::TEXT.contains(part.text()),
                    Leaf::Contains(F::Tags, member) => $model::TAGS.contains(member.text()),
                    Leaf::Contains(_, element) => $model::LIST.contains(element.optional_number()),
                    Leaf::Equals(F::Flag, equal, value) => equals!($model::FLAG, *equal, value.truth()),
                    Leaf::Equals(F::Tags, equal, value) => equals!($model::TAGS, *equal, value.members()),
                    Leaf::Equals(F::List, equal, value) => {
                        let list: Vec<Option<Number>> =
                            value.elements().iter().map(V::optional_number).collect();
                        equals!($model::LIST, *equal, list)
                    }
                    Leaf::Equals(F::Map, equal, value) => equals!($model::MAP, *equal, value.entries()),
                    Leaf::Equals(_, equal, value) => equals!($model::ANY, *equal, value.value()),
                    Leaf::Exists(field) => on_any!($model, field, exists),
                    Leaf::NotExists(field) => on_any!($model, field, not_exists),
                    Leaf::Size(field, cmp, size) => compared!(size_of!($model, field), cmp, *size),
                    Leaf::SizeAgainst(field, cmp, F::Num) => {
                        compared!(size_of!($model, field), cmp, $model::NUM)
                    }
                    Leaf::SizeAgainst(field, cmp, F::Amount) => {
                        compared!(size_of!($model, field), cmp, $model::AMOUNT)
                    }
                    Leaf::SizeAgainst(field, cmp, other) => {
                        compared!(size_of!($model, field), cmp, size_of!($model, other))
                    }
                    Leaf::SizeBetween(field, low, high) => size_of!($model, field).between(*low, *high),
                    Leaf::SizeIn(field, list) => size_of!($model, field).is_in(list),
                    Leaf::HasType(field, kind) => on_any!($model, field, attribute_type(*kind)),
                    Leaf::EntryHasType(name, kind) => $model::MAP.key(*name).attribute_type(*kind),
                    Leaf::EntryExists(name) => $model::MAP.key(*name).exists(),
                    Leaf::Element(index, cmp, value) => {
                        compared!($model::LIST.index(*index), cmp, value.number())
                    }
                    Leaf::Entry(name, cmp, value) => compared!($model::MAP.key(*name), cmp, value.number()),
                    Leaf::Keys(keys) => Self::keys(keys),
                }
            }
        }
    };
}

macro_rules! on_any {
    ($model:ident, $field:expr, $word:ident $(($of:expr))?) => {
        match $field {
            F::Code => $model::CODE.$word($($of)?),
            F::Text => $model::TEXT.$word($($of)?),
            F::Rank => $model::RANK.$word($($of)?),
            F::Num => $model::NUM.$word($($of)?),
            F::Amount => $model::AMOUNT.$word($($of)?),
            F::Data => $model::DATA.$word($($of)?),
            F::Raw => $model::RAW.$word($($of)?),
            F::Flag => $model::FLAG.$word($($of)?),
            F::Tags => $model::TAGS.$word($($of)?),
            F::List => $model::LIST.$word($($of)?),
            F::Map => $model::MAP.$word($($of)?),
            F::Any => $model::ANY.$word($($of)?),
        }
    };
}

macro_rules! size_of {
    ($model:ident, $field:expr) => {
        match $field {
            F::Code => $model::CODE.size(),
            F::Data => $model::DATA.size(),
            F::Raw => $model::RAW.size(),
            F::Tags => $model::TAGS.size(),
            F::List => $model::LIST.size(),
            _ => $model::MAP.size(),
        }
    };
}

drawn!(Row, Code, Some(F::Text), |key| (key.code.text(), key.text.text()));
drawn!(Single, Code, None, |key| key.code.text());
drawn!(Line, Rank, Some(F::Num), |key| (key.rank.number(), key.num.number()));
drawn!(Blob, Text, Some(F::Data), |key| (key.text.text(), key.data.bytes()));
drawn!(Declared, Code, Some(F::Text), |key| (key.code.text(), key.text.text()));
drawn!(Marked, Code, Some(F::Text), |key| (key.code.text(), key.text.text()));
