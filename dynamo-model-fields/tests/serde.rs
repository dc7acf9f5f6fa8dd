//! What serde knows, as attribute values: the same as `serde_dynamo` writes, and back again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Debug;

use dynamo_model_fields::form::{AsJson, AsJsonText};
use dynamo_model_fields::serde_value::{from_value, to_value};
use dynamo_model_fields::{As, Attribute, Item, Json, JsonText, Number, Reader, Value, Writer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that tell serde that they are bytes.
#[derive(Clone, Debug, PartialEq)]
struct Blob(Vec<u8>);

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Blob;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                Ok(Blob(bytes.to_vec()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut bytes: A) -> Result<Blob, A::Error> {
                let mut blob = Vec::new();
                while let Some(byte) = bytes.next_element()? {
                    blob.push(byte);
                }
                Ok(Blob(blob))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Color {
    Red,
    #[serde(rename = "dark blue")]
    Blue,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle(f64),
    Line(i32, i32),
    Rectangle { width: u16, height: u16 },
    Nested(Option<Box<Shape>>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
enum Event {
    Opened { at: u64 },
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Loose {
    Flag(bool),
    Count(i64),
    Ratio(f64),
    Names(Vec<String>),
    Entry { key: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Meters(u8);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i8, String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    more: BTreeMap<String, Loose>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    truth: bool,
    small: i8,
    wide: u64,
    single: f32,
    double: f64,
    letter: char,
    text: String,
    some: Option<u8>,
    none: Option<u8>,
    unit: (),
    unit_struct: Unit,
    meters: Meters,
    pair: Pair,
    tuple: (u8, String, bool),
    array: [u16; 3],
    list: Vec<Option<i32>>,
    empty: Vec<u8>,
    set: BTreeSet<String>,
    names: BTreeMap<String, u8>,
    numbers: HashMap<u32, String>,
    letters: BTreeMap<char, u8>,
    truths: BTreeMap<bool, u8>,
    colors: BTreeMap<Color, Meters>,
    color: Color,
    shapes: Vec<Shape>,
    events: Vec<Event>,
    loose: Vec<Loose>,
    inner: Inner,
}

fn everything() -> Everything {
    Everything {
        truth: true,
        small: -128,
        wide: u64::MAX,
        single: 0.1,
        double: -2.5e-7,
        letter: '日',
        text: "a\"b\\\n".to_owned(),
        some: Some(1),
        none: None,
        unit: (),
        unit_struct: Unit,
        meters: Meters(3),
        pair: Pair(-1, "x".to_owned()),
        tuple: (1, String::new(), false),
        array: [1, 2, 3],
        list: vec![Some(1), None],
        empty: Vec::new(),
        set: BTreeSet::from(["a".to_owned()]),
        names: BTreeMap::from([("k".to_owned(), 1)]),
        numbers: HashMap::from([(7, "seven".to_owned())]),
        letters: BTreeMap::from([('é', 1)]),
        truths: BTreeMap::from([(true, 1), (false, 0)]),
        colors: BTreeMap::from([(Color::Blue, Meters(2))]),
        color: Color::Red,
        shapes: vec![
            Shape::Point,
            Shape::Circle(1.5),
            Shape::Line(1, -1),
            Shape::Rectangle { width: 2, height: 3 },
            Shape::Nested(Some(Box::new(Shape::Nested(None)))),
        ],
        events: vec![Event::Opened { at: 9 }, Event::Closed],
        loose: vec![
            Loose::Flag(true),
            Loose::Count(-1),
            Loose::Ratio(0.5),
            Loose::Names(vec!["n".to_owned()]),
            Loose::Entry { key: "k".to_owned() },
        ],
        inner: Inner {
            kind: "t".to_owned(),
            note: None,
            more: BTreeMap::from([("extra".to_owned(), Loose::Count(1))]),
        },
    }
}

/// An attribute value of `serde_dynamo` as ours.
fn ours(value: serde_dynamo::AttributeValue) -> Value {
    use serde_dynamo::AttributeValue as Theirs;

    match value {
        Theirs::N(number) => Value::N(Number::new(&number).unwrap()),
        Theirs::S(text) => Value::S(text),
        Theirs::Bool(value) => Value::Bool(value),
        Theirs::B(bytes) => Value::B(bytes),
        Theirs::Null(_) => Value::Null,
        Theirs::M(entries) => {
            Value::M(entries.into_iter().map(|(name, value)| (name, ours(value))).collect())
        }
        Theirs::L(elements) => Value::L(elements.into_iter().map(ours).collect()),
        Theirs::Ss(texts) => Value::Ss(texts.into_iter().collect()),
        Theirs::Ns(numbers) => Value::Ns(numbers.iter().map(|number| Number::new(number).unwrap()).collect()),
        Theirs::Bs(members) => Value::Bs(members.into_iter().collect()),
    }
}

fn as_serde_dynamo<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let stored = to_value(value).unwrap();
    assert_eq!(stored, ours(serde_dynamo::to_attribute_value(value).unwrap()));
    assert_eq!(&from_value::<T>(&stored).unwrap(), value);
}

#[test]
fn writes_what_serde_dynamo_writes() {
    as_serde_dynamo(&everything());
    as_serde_dynamo(&Blob(vec![0, 255]));
    as_serde_dynamo(&Some(Some(Meters(1))));
}

#[test]
fn v2_keeps_38_digits_which_serde_dynamo_does_not() {
    let wide = (10_u128.pow(38) - 1, -(10_i128.pow(38) - 1));
    assert!(serde_dynamo::to_attribute_value::<_, serde_dynamo::AttributeValue>(wide).is_err());
    assert_eq!(from_value(&to_value(&wide).unwrap()), Ok(wide));
    let key = BTreeMap::from([(u128::MAX, 1)]);
    assert_eq!(from_value(&to_value(&key).unwrap()), Ok(key));
}

#[test]
fn comes_back_as_through_json() {
    let value = everything();
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::from_str::<Everything>(&json).unwrap(), value);
    assert_eq!(from_value::<Everything>(&to_value(&value).unwrap()).unwrap(), value);
    let mut untyped = serde_json::to_value(value).unwrap();
    assert_eq!(from_value::<serde_json::Value>(&to_value(&untyped).unwrap()).unwrap(), untyped);
    untyped["truth"] = serde_json::Value::Null;
    assert_eq!(
        from_value::<Everything>(&to_value(&untyped).unwrap()).unwrap_err().to_string(),
        "`truth`: expected a boolean, found unit value"
    );
}

#[test]
fn has_one_form_for_each_kind_of_value() {
    for (value, stored) in [
        (to_value(&Shape::Point), r#""Point""#),
        (to_value(&Shape::Circle(1.5)), "{Circle: 1.5}"),
        (to_value(&Shape::Line(1, 2)), "{Line: [1, 2]}"),
        (to_value(&Shape::Rectangle { width: 1, height: 2 }), "{Rectangle: {height: 2, width: 1}}"),
        (to_value(&Color::Blue), r#""dark blue""#),
        (to_value(&Event::Closed), r#"{type: "Closed"}"#),
        (to_value(&Meters(1)), "1"),
        (to_value(&Unit), "NULL"),
        (to_value(&None::<u8>), "NULL"),
        (to_value(&Blob(vec![1])), "<1 byte>"),
        (to_value(&BTreeMap::from([(-1_i128, 'x')])), r#"{-1: "x"}"#),
        (to_value(&-0.0), "0"),
        (to_value("text"), r#""text""#),
    ] {
        assert_eq!(value.unwrap().to_string(), stored);
    }
}

#[test]
fn v2_refuses_what_dynamodb_cannot_hold() {
    #[derive(Serialize)]
    struct Outer<T> {
        list: Vec<T>,
    }
    fn error(value: impl Serialize) -> String {
        to_value(&Outer { list: vec![value] }).unwrap_err().to_string()
    }
    for not_finite in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(error(not_finite), "`list[0]`: a number is not finite");
    }
    assert_eq!(error(f32::NAN), "`list[0]`: a number is not finite");
    assert_eq!(error(1e126), "`list[0]`: a number is outside the range 1E-130 to 9.99E+125");
    assert_eq!(error(u128::MAX), "`list[0]`: a number has more than 38 significant digits");
    assert_eq!(error(i128::MIN), "`list[0]`: a number has more than 38 significant digits");
    assert_eq!(error(Shape::Circle(f64::NAN)), "`list[0].Circle`: a number is not finite");
    assert_eq!(error(BTreeMap::from([((), 1)])), "`list[0]`: the key of a map is not text");
    assert_eq!(error(BTreeMap::from([(Some("a"), 1)])), "`list[0]`: the key of a map is not text");
    assert_eq!(error(BTreeMap::from([([1], 1)])), "`list[0]`: the key of a map is not text");
}

#[test]
fn v5_nests_32_deep_and_no_deeper() {
    fn nested(depth: usize) -> serde_json::Value {
        (0..depth).fold(serde_json::Value::Null, |inner, _| serde_json::json!([inner]))
    }
    let stored = to_value(&nested(32)).unwrap();
    assert!(stored.write(&mut Writer::new()).is_ok());
    let error = to_value(&nested(33)).unwrap_err();
    assert_eq!(error.reason(), "lists and maps are nested more than 32 deep");
    // A variant with contents is a map around them.
    let shapes = (0..31).fold(Shape::Line(0, 0), |inner, _| Shape::Nested(Some(Box::new(inner))));
    assert!(to_value(&shapes).is_err());
    assert!(matches!(&shapes, Shape::Nested(Some(inner)) if to_value(inner).is_ok()));
}

#[test]
fn reads_numbers_exactly() {
    let number = |text: &str| Value::N(Number::new(text).unwrap());
    assert_eq!(from_value::<u8>(&number("5.0")), Ok(5));
    assert_eq!(from_value::<i64>(&number("-1E+3")), Ok(-1000));
    assert_eq!(from_value::<f64>(&number("5")), Ok(5.0));
    assert_eq!(
        from_value::<u128>(&number("99999999999999999999999999999999999999")),
        Ok(10_u128.pow(38) - 1)
    );
    let error = |result: Result<(), dynamo_model_fields::DecodeError>| result.unwrap_err().to_string();
    assert_eq!(
        error(from_value::<u8>(&number("1.5")).map(drop)),
        "expected a whole number that fits u8, found 1.5"
    );
    assert_eq!(
        error(from_value::<u8>(&number("256")).map(drop)),
        "expected a whole number that fits u8, found 256"
    );
    assert_eq!(
        error(from_value::<f32>(&number("1e39")).map(drop)),
        "expected a number that fits f32, found 1000000000000000000000000000000000000000"
    );
    assert_eq!(error(from_value::<u8>(&"1".into()).map(drop)), "expected u8, found string \"1\"");
    for (text, untyped) in [
        ("18446744073709551615", serde_json::json!(u64::MAX)),
        ("-1", serde_json::json!(-1)),
        ("1.0", serde_json::json!(1)),
        ("1.5", serde_json::json!(1.5)),
        ("1E+30", serde_json::json!(1e30)),
        ("-1E+30", serde_json::json!(-1e30)),
        ("1E+100", serde_json::json!(1e100)),
        ("0.12345678901234567890", serde_json::json!(0.123_456_789_012_345_68)),
    ] {
        assert_eq!(from_value::<serde_json::Value>(&number(text)), Ok(untyped), "{text}");
    }
    assert_eq!(from_value::<Loose>(&number("1E+30")), Ok(Loose::Ratio(1e30)));
    // A wide integer that no float holds is not rounded for those who know only floats.
    assert!(from_value::<serde_json::Value>(&number("18446744073709551617")).is_err());
}

#[test]
fn names_the_place_of_what_does_not_fit() {
    let stored = to_value(&everything()).unwrap();
    let changed = |name: &str, value: Value| {
        let mut item = stored.as_m().unwrap().clone();
        item.insert(name.to_owned(), value);
        from_value::<Everything>(&item.into()).unwrap_err().to_string()
    };
    let list = |elements: &[i32]| Value::L(elements.iter().map(|element| Value::from(*element)).collect());
    let map = |name: &str, value| Value::M(Item::from([(name.to_owned(), value)]));
    for (error, said) in [
        (changed("array", list(&[1, 2])), "`array`: expected an array of length 3, found 2 elements"),
        (changed("array", list(&[1, 2, 3, 4])), "`array`: expected 3 elements, found 4"),
        (
            changed("array", list(&[1, 2, 70_000])),
            "`array[2]`: expected a whole number that fits u16, found 70000",
        ),
        (changed("color", "Green".into()), "`color`: expected one of Red, dark blue, found Green"),
        (changed("color", 1.into()), "`color`: expected S or M for a variant, found N"),
        (
            changed("shapes", Value::L(vec!["Circle".into()])),
            "`shapes[0]`: expected a variant that holds a value, found unit variant",
        ),
        (
            changed("shapes", Value::L(vec![map("Circle", "x".into())])),
            "`shapes[0].Circle`: expected f64, found string \"x\"",
        ),
        (
            changed("shapes", Value::L(vec![Item::new().into()])),
            "`shapes[0]`: expected the one entry of a variant, found 0",
        ),
        (changed("numbers", map("x", "y".into())), "`numbers.x`: expected u32, found string \"x\""),
        (changed("letter", "ab".into()), "`letter`: expected a character, found string \"ab\""),
        (changed("loose", list(&[]).to_string().into()), "`loose`: expected a sequence, found string \"[]\""),
    ] {
        assert_eq!(error, said);
    }
    let mut absent = stored.as_m().unwrap().clone();
    absent.remove("text");
    let error = from_value::<Everything>(&absent.into()).unwrap_err();
    assert_eq!((error.is_missing(), error.path()), (true, "text".to_owned()));
}

#[test]
fn a_type_refuses_in_its_own_words() {
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "u8")]
    struct Even;
    impl TryFrom<u8> for Even {
        type Error = &'static str;

        fn try_from(number: u8) -> Result<Self, &'static str> {
            if number.is_multiple_of(2) { Ok(Self) } else { Err("the number is odd") }
        }
    }
    let list = Value::L(vec![2.into(), 3.into()]);
    assert_eq!(from_value::<Vec<Even>>(&list).unwrap_err().to_string(), "`[1]`: the number is odd");
}

#[test]
fn reads_sets_as_sequences() {
    let texts = Value::Ss(["a", "b"].map(str::to_owned).into());
    assert_eq!(from_value::<Vec<String>>(&texts).unwrap(), ["a", "b"]);
    let colors = Value::Ss(["Red", "dark blue"].map(str::to_owned).into());
    assert_eq!(from_value::<BTreeSet<Color>>(&colors), Ok([Color::Red, Color::Blue].into()));
    let numbers = Value::Ns([1, 2].map(Number::from).into());
    assert_eq!(from_value::<Vec<Option<u8>>>(&numbers), Ok(vec![Some(1), Some(2)]));
    let members = Value::Bs([vec![0], vec![1, 2]].into());
    assert_eq!(from_value::<(Blob, Blob)>(&members), Ok((Blob(vec![0]), Blob(vec![1, 2]))));
    let error = from_value::<Vec<u8>>(&Value::Ns([1, 300].map(Number::from).into())).unwrap_err();
    assert_eq!(error.to_string(), "`[1]`: expected a whole number that fits u8, found 300");
}

#[test]
fn reads_items_as_serde_dynamo_writes_them() {
    use std::collections::HashSet;

    #[derive(Serialize)]
    struct Theirs {
        none: Option<String>,
        tags: BTreeSet<String>,
        numbers: BTreeSet<u8>,
        empty: BTreeSet<String>,
        list: Vec<String>,
        bytes: Vec<u8>,
        blob: Blob,
    }
    let item = ours(
        serde_dynamo::to_attribute_value(Theirs {
            none: None,
            tags: BTreeSet::from(["a".to_owned()]),
            numbers: BTreeSet::from([1, 2]),
            empty: BTreeSet::new(),
            list: Vec::new(),
            bytes: vec![7],
            blob: Blob(vec![8]),
        })
        .unwrap(),
    );
    let item = item.as_m().unwrap();
    assert_eq!(item["none"], Value::Null);
    assert_eq!(Option::<String>::from_value(&item["none"]), Ok(None));
    assert_eq!(Option::<Json<u8>>::from_value(&item["none"]), Ok(None));
    assert_eq!(Option::<Json<u8>>::absent(), Some(None));
    assert_eq!(HashSet::<String>::from_value(&item["none"]), Ok(HashSet::new()));
    assert_eq!(item["tags"].attribute_type().as_str(), "L");
    assert_eq!(BTreeSet::<String>::from_value(&item["tags"]), Ok(BTreeSet::from(["a".to_owned()])));
    assert_eq!(HashSet::<u8>::from_value(&item["numbers"]), Ok(HashSet::from([1, 2])));
    assert_eq!(BTreeSet::<String>::from_value(&item["empty"]), Ok(BTreeSet::new()));
    assert_eq!(Vec::<String>::from_value(&item["list"]), Ok(Vec::new()));
    assert_eq!(As::<Vec<u8>, dynamo_model_fields::form::AsList>::from_value(&item["bytes"]), Ok(vec![7]));
    assert_eq!(As::<Vec<u8>, dynamo_model_fields::form::AsBinary>::from_value(&item["blob"]), Ok(vec![8]));
}

fn through_bytes<T: Attribute>(value: &T::Native) -> (String, T::Native) {
    let mut out = Writer::new();
    T::write(value, &mut out).unwrap();
    let stored = String::from_utf8(out.into_bytes()).unwrap();
    let back = T::read(&mut Reader::new(stored.as_bytes()).unwrap()).unwrap();
    (stored, back)
}

#[test]
fn json_is_stored_by_wrapper_and_by_form_alike() {
    let shape = Shape::Line(1, 2);
    let stored = r#"{"M":{"Line":{"L":[{"N":"1"},{"N":"2"}]}}}"#;
    assert_eq!(through_bytes::<Json<Shape>>(&Json(shape.clone())), (stored.to_owned(), Json(shape.clone())));
    assert_eq!(through_bytes::<As<Shape, AsJson>>(&shape), (stored.to_owned(), shape.clone()));
    let text = r#"{"S":"{\"Line\":[1,2]}"}"#;
    assert_eq!(
        through_bytes::<JsonText<Shape>>(&JsonText(shape.clone())),
        (text.to_owned(), JsonText(shape.clone()))
    );
    assert_eq!(through_bytes::<As<Shape, AsJsonText>>(&shape), (text.to_owned(), shape.clone()));
    assert_eq!(Json::from_value(&Json::to_value(&Json(everything())).unwrap()), Ok(Json(everything())));
    assert_eq!(
        JsonText::from_value(&JsonText::to_value(&everything().into()).unwrap()),
        Ok(JsonText(everything()))
    );
}

#[test]
fn json_that_does_not_fit_is_refused() {
    let error = |value: &Value| JsonText::<u8>::from_value(value).unwrap_err().to_string();
    assert_eq!(error(&1.into()), "expected S, found N");
    assert_eq!(error(&"[1]".into()), "invalid type: sequence, expected u8 at line 1 column 0");
    assert_eq!(error(&"x".into()), "expected value at line 1 column 1");
    assert!(Json::to_value(&Json(f64::NAN)).is_err());
    let error = JsonText::to_value(&JsonText(BTreeMap::from([([1], 1)]))).unwrap_err();
    assert_eq!(error.to_string(), "key must be a string");
}

#[test]
fn json_text_refuses_floats_that_json_would_lose() {
    #[derive(Serialize, Deserialize)]
    struct Reading {
        wide: u128,
        note: Option<u8>,
        ratios: BTreeMap<u8, f64>,
    }
    let reading = |ratio| Reading { wide: u128::MAX, note: None, ratios: BTreeMap::from([(1, ratio)]) };
    let text = JsonText::to_value(&JsonText(reading(1e300))).unwrap();
    assert_eq!(
        text.as_s(),
        Some(r#"{"wide":340282366920938463463374607431768211455,"note":null,"ratios":{"1":1e+300}}"#)
    );
    for ratio in [f64::NAN, f64::INFINITY] {
        let error = JsonText::to_value(&JsonText(reading(ratio))).unwrap_err();
        assert_eq!(error.to_string(), "`ratios.1`: a number is not finite");
    }
    // What is no key in DynamoDB may be one in JSON, and nests as it likes.
    let deep = (0..40).fold(serde_json::Value::Null, |inner, _| serde_json::json!([inner]));
    assert!(JsonText::to_value(&JsonText(deep)).is_ok());
}

#[test]
fn a_wrapper_is_what_it_holds() {
    let mut list = Json(vec![1]);
    list.push(2);
    assert_eq!(list.len(), 2);
    assert_eq!(serde_json::to_string(&list).unwrap(), "[1,2]");
    assert_eq!(serde_json::from_str::<JsonText<Vec<u8>>>("[1,2]").unwrap(), JsonText(vec![1, 2]));
    assert_eq!(list.into_inner(), [1, 2]);
    assert_eq!((Json::<u8>::default(), JsonText::from(1) < JsonText(2)), (Json(0), true));
}
