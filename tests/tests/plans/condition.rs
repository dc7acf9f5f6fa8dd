//! Conditions as data of the test's own, what they mean, and how they are drawn.

use dynamo_model::AttributeType;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::value::{Attributes, NUMBERS, V};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum F {
    Code,
    Text,
    Rank,
    Num,
    Amount,
    Data,
    Raw,
    Flag,
    Tags,
    List,
    Map,
    Any,
}

pub(crate) const FIELDS: [F; 12] = [
    F::Code,
    F::Text,
    F::Rank,
    F::Num,
    F::Amount,
    F::Data,
    F::Raw,
    F::Flag,
    F::Tags,
    F::List,
    F::Map,
    F::Any,
];

impl F {
    /// The stored name; one is a reserved word, one holds a dot.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Code => "size",
            Self::Text => "the.text",
            Self::Rank => "rank",
            Self::Num => "num",
            Self::Amount => "amount",
            Self::Data => "data",
            Self::Raw => "raw",
            Self::Flag => "flag",
            Self::Tags => "tags",
            Self::List => "list",
            Self::Map => "map",
            Self::Any => "any",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Value(V),
    Field(F),
}

/// The parts of every model's key.
#[derive(Clone, Debug)]
pub(crate) struct KeyParts {
    pub(crate) code: V,
    pub(crate) text: V,
    pub(crate) rank: V,
    pub(crate) num: V,
    pub(crate) data: V,
}

impl KeyParts {
    pub(crate) fn part(&self, field: F) -> &V {
        match field {
            F::Code => &self.code,
            F::Text => &self.text,
            F::Rank => &self.rank,
            F::Num => &self.num,
            F::Data => &self.data,
            other => panic!("{other:?} is no key"),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Leaf {
    Compare(F, Cmp, Operand),
    Between(F, Operand, Operand),
    In(F, Vec<V>),
    BeginsWith(F, Operand),
    Contains(F, V),
    /// `eq` or `ne` on what has no order.
    Equals(F, bool, V),
    Exists(F),
    NotExists(F),
    Size(F, Cmp, u64),
    /// The size against another size, or against a number field.
    SizeAgainst(F, Cmp, F),
    SizeBetween(F, u64, u64),
    SizeIn(F, Vec<u64>),
    HasType(F, AttributeType),
    EntryHasType(&'static str, AttributeType),
    EntryExists(&'static str),
    Element(usize, Cmp, V),
    Entry(&'static str, Cmp, V),
    Keys(Vec<KeyParts>),
}

#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Leaf(Leaf),
    AllOf(Vec<Cond>),
    AnyOf(Vec<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
    Not(Box<Cond>),
}

/// The key attributes of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) hash: F,
    pub(crate) range: Option<F>,
}

impl Shape {
    pub(crate) fn is_key(self, field: F) -> bool {
        self.hash == field || self.range == Some(field)
    }
}

/// Whether an item satisfies a condition, by DynamoDB's documented rules (R4).
pub(crate) fn holds(condition: &Cond, item: &Attributes, shape: Shape) -> bool {
    match condition {
        Cond::Leaf(leaf) => satisfies(leaf, item, shape),
        Cond::AllOf(list) => list.iter().all(|part| holds(part, item, shape)),
        Cond::AnyOf(list) => list.iter().any(|part| holds(part, item, shape)),
        Cond::And(one, two) => holds(one, item, shape) && holds(two, item, shape),
        Cond::Or(one, two) => holds(one, item, shape) || holds(two, item, shape),
        Cond::Not(inner) => !holds(inner, item, shape),
    }
}

fn satisfies(leaf: &Leaf, item: &Attributes, shape: Shape) -> bool {
    let at = |field: F| item.get(field.name());
    let resolved = |operand: &Operand| match operand {
        Operand::Value(value) => Some(value.clone()),
        Operand::Field(field) => at(*field).cloned(),
    };
    match leaf {
        Leaf::Compare(field, cmp, operand) => compares(at(*field), *cmp, resolved(operand).as_ref()),
        Leaf::Between(field, low, high) => {
            compares(resolved(low).as_ref(), Cmp::Le, at(*field))
                && compares(at(*field), Cmp::Le, resolved(high).as_ref())
        }
        Leaf::In(field, list) => at(*field).is_some_and(|value| list.contains(value)),
        Leaf::BeginsWith(field, prefix) => match (at(*field), resolved(prefix)) {
            (Some(V::S(text)), Some(V::S(prefix))) => text.starts_with(&prefix),
            (Some(V::B(bytes)), Some(V::B(prefix))) => bytes.starts_with(&prefix),
            _ => false,
        },
        Leaf::Contains(field, element) => match (at(*field), element) {
            (Some(V::S(text)), V::S(part)) => text.contains(part.as_str()),
            (Some(V::Ss(members)), V::S(member)) => members.contains(member),
            (Some(V::Ns(members)), V::N(member)) => members.contains(member),
            (Some(V::L(elements)), element) => elements.contains(element),
            _ => false,
        },
        // An empty set is stored as an absent attribute (W4).
        Leaf::Equals(F::Tags, equal, V::Null) => at(F::Tags).is_none() == *equal,
        Leaf::Equals(field, equal, value) => (at(*field) == Some(value)) == *equal,
        Leaf::Exists(field) => at(*field).is_some(),
        Leaf::NotExists(field) => at(*field).is_none(),
        Leaf::Size(field, cmp, size) => sized(at(*field).and_then(size_of), *cmp, *size),
        Leaf::SizeAgainst(field, cmp, other) => {
            let sized = |size: u64| f64::from(u32::try_from(size).expect("what is drawn is small"));
            let size = at(*field).and_then(size_of).map(sized);
            let other = match (other, at(*other)) {
                (F::Num | F::Amount, Some(V::N(place))) => NUMBERS[*place].0.parse::<f64>().ok(),
                // Something else than a number equals no size, and has no order with one.
                (F::Num | F::Amount, _) => None,
                (_, value) => value.and_then(size_of).map(sized),
            };
            match cmp {
                Cmp::Ne => !(size.is_some() && size == other),
                Cmp::Eq => size.is_some() && size == other,
                cmp => size.zip(other).is_some_and(|(size, other)| match cmp {
                    Cmp::Lt => size < other,
                    Cmp::Le => size <= other,
                    Cmp::Gt => size > other,
                    _ => size >= other,
                }),
            }
        }
        Leaf::SizeBetween(field, low, high) => {
            let size = at(*field).and_then(size_of);
            sized(size, Cmp::Ge, *low) && sized(size, Cmp::Le, *high)
        }
        Leaf::SizeIn(field, list) => at(*field).and_then(size_of).is_some_and(|size| list.contains(&size)),
        Leaf::HasType(field, kind) => at(*field).is_some_and(|value| type_of(value) == *kind),
        Leaf::EntryHasType(name, kind) => {
            entry_of(at(F::Map), name).is_some_and(|value| type_of(value) == *kind)
        }
        Leaf::EntryExists(name) => entry_of(at(F::Map), name).is_some(),
        Leaf::Element(index, cmp, value) => {
            let element = match at(F::List) {
                Some(V::L(elements)) => elements.get(*index),
                _ => None,
            };
            compares(element, *cmp, Some(value))
        }
        Leaf::Entry(name, cmp, value) => compares(entry_of(at(F::Map), name), *cmp, Some(value)),
        Leaf::Keys(keys) => keys.iter().any(|key| {
            let same = |field: F| at(field) == Some(key.part(field));
            same(shape.hash) && shape.range.is_none_or(same)
        }),
    }
}

fn entry_of<'a>(map: Option<&'a V>, name: &str) -> Option<&'a V> {
    match map {
        Some(V::M(entries)) => entries.get(name),
        _ => None,
    }
}

fn type_of(value: &V) -> AttributeType {
    match value {
        V::S(_) => AttributeType::S,
        V::N(_) => AttributeType::N,
        V::B(_) => AttributeType::B,
        V::Bool(_) => AttributeType::Bool,
        V::Null => AttributeType::Null,
        V::L(_) => AttributeType::L,
        V::M(_) => AttributeType::M,
        V::Ss(_) => AttributeType::Ss,
        V::Ns(_) => AttributeType::Ns,
    }
}

fn compares(left: Option<&V>, cmp: Cmp, right: Option<&V>) -> bool {
    let ordered = match (left, right) {
        (Some(V::S(one)), Some(V::S(two))) => Some(one.as_bytes().cmp(two.as_bytes())),
        (Some(V::N(one)), Some(V::N(two))) => Some(one.cmp(two)),
        (Some(V::B(one)), Some(V::B(two))) => Some(one.cmp(two)),
        _ => None,
    };
    let equal = left.is_some() && left == right;
    match cmp {
        Cmp::Eq => equal,
        Cmp::Ne => !equal,
        Cmp::Lt => ordered.is_some_and(std::cmp::Ordering::is_lt),
        Cmp::Le => ordered.is_some_and(std::cmp::Ordering::is_le),
        Cmp::Gt => ordered.is_some_and(std::cmp::Ordering::is_gt),
        Cmp::Ge => ordered.is_some_and(std::cmp::Ordering::is_ge),
    }
}

fn size_of(value: &V) -> Option<u64> {
    let size = match value {
        V::S(text) => text.len(),
        V::B(bytes) => bytes.len(),
        V::L(elements) => elements.len(),
        V::M(entries) => entries.len(),
        V::Ss(members) => members.len(),
        V::Ns(members) => members.len(),
        V::N(_) | V::Bool(_) | V::Null => return None,
    };
    Some(size as u64)
}

fn sized(size: Option<u64>, cmp: Cmp, other: u64) -> bool {
    match cmp {
        Cmp::Eq => size == Some(other),
        Cmp::Ne => size != Some(other),
        Cmp::Lt => size.is_some_and(|size| size < other),
        Cmp::Le => size.is_some_and(|size| size <= other),
        Cmp::Gt => size.is_some_and(|size| size > other),
        Cmp::Ge => size.is_some_and(|size| size >= other),
    }
}

// Texts in `code` are ASCII, so that the embedded engine, which counts UTF-16 units, agrees on their size.
const CODES: [&str; 5] = ["a", "ab", "b", "ba", "c"];
// By UTF-8 bytes the last is the greatest; by UTF-16 units it is not.
const TEXTS: [&str; 6] = ["a", "z", "ä", "äb", "\u{ffff}", "\u{10000}"];
const BYTES: [&[u8]; 6] = [&[0], &[0, 1], &[1], &[0x7f], &[0x80, 0], &[0xff]];

fn texts(pool: &'static [&'static str]) -> BoxedStrategy<V> {
    select(pool).prop_map(|text| V::S(text.to_owned())).boxed()
}

fn number() -> BoxedStrategy<V> {
    (0..NUMBERS.len()).prop_map(V::N).boxed()
}

fn bytes() -> BoxedStrategy<V> {
    select(&BYTES[..]).prop_map(|bytes| V::B(bytes.to_vec())).boxed()
}

fn list() -> BoxedStrategy<V> {
    vec(prop_oneof![4 => number(), 1 => Just(V::Null)], 0..4).prop_map(V::L).boxed()
}

/// Names of entries, most of which would read as something else in an expression.
const ENTRIES: [&str; 6] = ["x", "y.z", "a[0]", "#n0", ":v0 b", "\u{e4} (x)"];

fn map() -> BoxedStrategy<V> {
    btree_map(select(&ENTRIES[..]).prop_map(str::to_owned), number(), 0..4).prop_map(V::M).boxed()
}

fn tags() -> BoxedStrategy<V> {
    btree_set(select(&CODES[..]).prop_map(str::to_owned), 1..4).prop_map(V::Ss).boxed()
}

fn anything() -> BoxedStrategy<V> {
    prop_oneof![
        texts(&CODES),
        Just(V::S(String::new())),
        number(),
        bytes(),
        any::<bool>().prop_map(V::Bool),
        Just(V::Null),
        list(),
        map(),
        tags(),
        btree_set(0..NUMBERS.len(), 1..4).prop_map(V::Ns),
    ]
    .boxed()
}

/// A value that a key can have: one of few, so that conditions hit.
fn key_value(field: F) -> BoxedStrategy<V> {
    match field {
        F::Code => texts(&CODES[..3]),
        F::Text => texts(&TEXTS),
        F::Rank => select(&[3, 6, 13][..]).prop_map(V::N).boxed(),
        F::Num => select(&[0, 2, 6, 7, 12, 13][..]).prop_map(V::N).boxed(),
        F::Data => select(&BYTES[..5]).prop_map(|bytes| V::B(bytes.to_vec())).boxed(),
        other => panic!("{other:?} is no key"),
    }
}

/// A value of the field's type that is stored.
fn stored_value(field: F) -> BoxedStrategy<V> {
    match field {
        F::Code => prop_oneof![6 => texts(&CODES), 1 => Just(V::S(String::new()))].boxed(),
        F::Text => prop_oneof![6 => texts(&TEXTS), 1 => Just(V::S(String::new()))].boxed(),
        F::Data | F::Raw => prop_oneof![6 => bytes(), 1 => Just(V::B(Vec::new()))].boxed(),
        F::Rank | F::Num | F::Amount => number(),
        F::Flag => any::<bool>().prop_map(V::Bool).boxed(),
        F::Tags => tags(),
        F::List => list(),
        F::Map => map(),
        F::Any => anything(),
    }
}

/// An operand of a comparison: also an empty one, and one too long for a range key (R14).
fn operand_value(field: F) -> BoxedStrategy<V> {
    match field {
        F::Code | F::Text => {
            prop_oneof![12 => stored_value(field), 1 => Just(V::S("a".repeat(1100)))].boxed()
        }
        _ => stored_value(field),
    }
}

fn operand(field: F) -> BoxedStrategy<Operand> {
    let others: &[F] = match field {
        F::Code | F::Text => &[F::Code, F::Text],
        F::Data | F::Raw => &[F::Data, F::Raw],
        _ => &[F::Num, F::Amount],
    };
    prop_oneof![5 => operand_value(field).prop_map(Operand::Value), 1 => select(others).prop_map(Operand::Field)]
        .boxed()
}

fn cmp() -> impl Strategy<Value = Cmp> {
    select(&[Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge][..])
}

fn ordered(shape: Shape) -> BoxedStrategy<F> {
    let plain = select(&[F::Code, F::Text, F::Rank, F::Num, F::Amount, F::Data, F::Raw][..]);
    let range = Just(shape.range.unwrap_or(shape.hash));
    prop_oneof![1 => Just(shape.hash), 3 => range, 3 => plain].boxed()
}

fn key_parts() -> BoxedStrategy<KeyParts> {
    let parts = [F::Code, F::Text, F::Rank, F::Num, F::Data].map(key_value);
    parts.prop_map(|[code, text, rank, num, data]| KeyParts { code, text, rank, num, data }).boxed()
}

fn leaf(shape: Shape) -> BoxedStrategy<Leaf> {
    let compare = ordered(shape).prop_flat_map(|field| {
        (cmp(), operand(field)).prop_map(move |(cmp, operand)| Leaf::Compare(field, cmp, operand))
    });
    let between = ordered(shape).prop_flat_map(|field| {
        (operand(field), operand(field)).prop_map(move |(low, high)| Leaf::Between(field, low, high))
    });
    let is_in = ordered(shape)
        .prop_flat_map(|field| vec(operand_value(field), 0..5).prop_map(move |list| Leaf::In(field, list)));
    let prefixed = prop_oneof![Just(F::Code), Just(F::Text), Just(F::Data)];
    let begins = prefixed
        .prop_flat_map(|field| operand(field).prop_map(move |prefix| Leaf::BeginsWith(field, prefix)));
    let contains = prop_oneof![
        operand_value(F::Code).prop_map(|part| Leaf::Contains(F::Code, part)),
        operand_value(F::Text).prop_map(|part| Leaf::Contains(F::Text, part)),
        texts(&CODES).prop_map(|member| Leaf::Contains(F::Tags, member)),
        prop_oneof![3 => number(), 1 => Just(V::Null)].prop_map(|element| Leaf::Contains(F::List, element)),
    ];
    let unordered = select(&[F::Flag, F::Tags, F::List, F::Map, F::Any][..]).prop_flat_map(|field| {
        let value = match field {
            F::Tags => prop_oneof![2 => tags(), 1 => Just(V::Null)].boxed(),
            _ => stored_value(field),
        };
        (any::<bool>(), value).prop_map(move |(equal, value)| Leaf::Equals(field, equal, value))
    });
    let sized = select(&[F::Code, F::Data, F::Raw, F::Tags, F::List, F::Map][..]);
    let other = select(&[F::Num, F::Amount, F::Code, F::Tags, F::List][..]);
    let kinds = || {
        use AttributeType::*;
        select(&[S, N, B, Bool, Null, L, M, Ss, Ns, Bs][..])
    };
    prop_oneof![
        6 => compare,
        2 => between,
        2 => is_in,
        2 => begins,
        2 => contains,
        2 => unordered,
        1 => select(&FIELDS[..]).prop_map(Leaf::Exists),
        1 => select(&FIELDS[..]).prop_map(Leaf::NotExists),
        1 => (sized.clone(), cmp(), 0_u64..4).prop_map(|(field, cmp, size)| Leaf::Size(field, cmp, size)),
        1 => (sized.clone(), cmp(), other).prop_map(|(field, cmp, other)| Leaf::SizeAgainst(field, cmp, other)),
        1 => (sized.clone(), 0_u64..4, 0_u64..4).prop_map(|(field, low, high)| Leaf::SizeBetween(field, low, high)),
        1 => (sized, vec(0_u64..4, 0..3)).prop_map(|(field, list)| Leaf::SizeIn(field, list)),
        1 => (select(&FIELDS[..]), kinds()).prop_map(|(field, kind)| Leaf::HasType(field, kind)),
        1 => (select(&ENTRIES[..]), kinds()).prop_map(|(name, kind)| Leaf::EntryHasType(name, kind)),
        1 => select(&ENTRIES[..]).prop_map(Leaf::EntryExists),
        1 => (0_usize..3, cmp(), number()).prop_map(|(index, cmp, value)| Leaf::Element(index, cmp, value)),
        1 => (select(&ENTRIES[..]), cmp(), number()).prop_map(|(name, cmp, value)| Leaf::Entry(name, cmp, value)),
        1 => vec(key_parts(), 0..5).prop_map(Leaf::Keys),
    ]
    .boxed()
}

fn tree(shape: Shape) -> BoxedStrategy<Cond> {
    leaf(shape)
        .prop_map(Cond::Leaf)
        .prop_recursive(3, 10, 3, |inner| {
            let two = (inner.clone(), inner.clone());
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Cond::AllOf),
                vec(inner.clone(), 0..4).prop_map(Cond::AnyOf),
                two.clone().prop_map(|(one, two)| Cond::And(Box::new(one), Box::new(two))),
                two.prop_map(|(one, two)| Cond::Or(Box::new(one), Box::new(two))),
                inner.prop_map(|inner| Cond::Not(Box::new(inner))),
            ]
        })
        .boxed()
}

/// Terms that pin keys, so that every operation of a read is chosen often.
fn pins(shape: Shape) -> BoxedStrategy<Cond> {
    let equals = |field: F| {
        key_value(field).prop_map(move |value| Leaf::Compare(field, Cmp::Eq, Operand::Value(value)))
    };
    let among = |field: F| vec(key_value(field), 1..5).prop_map(move |list| Leaf::In(field, list));
    let keys = vec(key_parts(), 1..6).prop_map(Leaf::Keys);
    let hash = prop_oneof![5 => equals(shape.hash), 1 => among(shape.hash)];
    let Some(range) = shape.range else {
        return prop_oneof![4 => hash, 1 => keys].prop_map(Cond::Leaf).boxed();
    };
    let bounds = (cmp(), operand_value(range))
        .prop_map(move |(cmp, value)| Leaf::Compare(range, cmp, Operand::Value(value)));
    let on_range = prop_oneof![1 => equals(range), 1 => among(range), 3 => bounds];
    let both = (hash.clone(), vec(on_range, 0..3)).prop_map(|(hash, terms)| {
        let terms = std::iter::once(hash).chain(terms).map(Cond::Leaf);
        Cond::AllOf(terms.collect())
    });
    let whole = (equals(shape.hash), equals(range))
        .prop_map(|(hash, range)| Cond::AllOf(vec![Cond::Leaf(hash), Cond::Leaf(range)]));
    prop_oneof![6 => both, 2 => whole, 1 => hash.prop_map(Cond::Leaf), 1 => keys.prop_map(Cond::Leaf)].boxed()
}

/// Draws a condition.
pub(crate) fn conditions(shape: Shape) -> BoxedStrategy<Cond> {
    let joined = |(pins, rest): (Cond, Cond)| Cond::And(Box::new(pins), Box::new(rest));
    prop_oneof![
        3 => tree(shape),
        2 => pins(shape),
        4 => (pins(shape), tree(shape)).prop_map(joined),
        1 => (tree(shape), pins(shape)).prop_map(joined),
    ]
    .boxed()
}

/// Terms that pin the key of an index.
fn index_pins(indexes: &'static [(F, F)]) -> BoxedStrategy<Cond> {
    let compare = |field: F, cmp: Cmp| {
        operand_value(field)
            .prop_map(move |value| Cond::Leaf(Leaf::Compare(field, cmp, Operand::Value(value))))
    };
    select(indexes)
        .prop_flat_map(move |(hash, range)| {
            let among = vec(operand_value(hash), 1..4).prop_map(move |list| Cond::Leaf(Leaf::In(hash, list)));
            let pinned = prop_oneof![4 => compare(hash, Cmp::Eq), 1 => among];
            let bound = cmp().prop_flat_map(move |cmp| compare(range, cmp));
            (pinned, vec(bound, 0..3))
                .prop_map(|(pinned, bounds)| Cond::AllOf(std::iter::once(pinned).chain(bounds).collect()))
        })
        .boxed()
}

/// Draws a condition on a table with indexes of these hash and range keys.
pub(crate) fn indexed_conditions(shape: Shape, indexes: &'static [(F, F)]) -> BoxedStrategy<Cond> {
    let and = |(one, two): (Cond, Cond)| Cond::And(Box::new(one), Box::new(two));
    let or = |(one, two): (Cond, Cond)| Cond::Or(Box::new(one), Box::new(two));
    let one = prop_oneof![
        2 => index_pins(indexes),
        2 => (index_pins(indexes), tree(shape)).prop_map(and),
        1 => pins(shape),
        1 => (pins(shape), tree(shape)).prop_map(and),
    ];
    prop_oneof![
        1 => conditions(shape),
        3 => one.clone(),
        4 => (one.clone(), one.clone()).prop_map(or),
        1 => ((one.clone(), one.clone()).prop_map(or), one.clone()).prop_map(or),
        1 => ((one.clone(), one).prop_map(or), tree(shape)).prop_map(and),
    ]
    .boxed()
}

/// Draws the attribute of an item: absent, of its type, NULL, or, where the model does not mind, of any other.
fn attribute(field: F, shape: Shape, mistyped: bool) -> BoxedStrategy<Option<V>> {
    if shape.is_key(field) {
        return key_value(field).prop_map(Some).boxed();
    }
    let null = match field {
        // A list or map that is not optional cannot be NULL in the struct.
        F::Tags | F::List | F::Map if !mistyped => stored_value(field),
        _ => Just(V::Null).boxed(),
    };
    let other = if mistyped { anything() } else { stored_value(field) };
    prop_oneof![3 => Just(None), 6 => stored_value(field).prop_map(Some), 1 => null.prop_map(Some), 2 => other.prop_map(Some)]
        .boxed()
}

/// Draws items of distinct keys.
pub(crate) fn items(shape: Shape, mistyped: bool) -> BoxedStrategy<Vec<Attributes>> {
    let mut item: BoxedStrategy<Attributes> = Just(Attributes::new()).boxed();
    for field in FIELDS {
        item = (item, attribute(field, shape, mistyped))
            .prop_map(move |(mut item, value)| {
                item.extend(value.map(|value| (field.name(), value)));
                item
            })
            .boxed();
    }
    vec(item, 0..20)
        .prop_map(move |items| {
            let mut seen = std::collections::BTreeSet::new();
            let key = |item: &Attributes| {
                (item[shape.hash.name()].clone(), shape.range.map(|range| item[range.name()].clone()))
            };
            items.into_iter().filter(|item| seen.insert(key(item))).collect()
        })
        .boxed()
}
