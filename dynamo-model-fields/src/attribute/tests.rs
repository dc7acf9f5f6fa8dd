//! What the stored forms promise, type by type.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;

use super::*;
use crate::generated::{or_default, read_field, required, write_field};
use crate::number::Number;
use crate::value::Item;

fn json<T: Attribute>(value: &T::Native) -> Result<String, EncodeError> {
    let mut out = Writer::new();
    T::write(value, &mut out)?;
    Ok(String::from_utf8(out.into_bytes()).unwrap())
}

fn read<T: Attribute>(json: &str) -> Result<T::Native, DecodeError> {
    let mut reader = Reader::new(json.as_bytes())?;
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Checks that the value is stored as the JSON and comes back, through bytes and through `Value`.
fn stored_as<T: Attribute<Native = N>, N: PartialEq + Debug>(value: &N, expected: &str) {
    assert_eq!(json::<T>(value).unwrap(), expected);
    assert_eq!(&read::<T>(expected).unwrap(), value);
    let dynamic = T::to_value(value).unwrap();
    assert_eq!(json::<Value>(&dynamic).unwrap(), expected);
    assert_eq!(&T::from_value(&dynamic).unwrap(), value);
    if let Some(kind) = T::TYPE
        && !dynamic.is_null()
    {
        assert_eq!(dynamic.attribute_type(), kind);
    }
}

macro_rules! stored {
    ($($type:ty: $value:expr => $json:literal;)*) => {$(
        stored_as::<$type, _>(&$value, $json);
    )*};
}

#[test]
fn every_type_has_its_stored_form() {
    stored! {
        String: "a\"b".to_owned() => r#"{"S":"a\"b"}"#;
        Box<str>: "x".into() => r#"{"S":"x"}"#;
        std::sync::Arc<str>: "x".into() => r#"{"S":"x"}"#;
        std::borrow::Cow<'static, str>: "x".into() => r#"{"S":"x"}"#;
        bool: true => r#"{"BOOL":true}"#;
        u8: 255 => r#"{"N":"255"}"#;
        i64: i64::MIN => r#"{"N":"-9223372036854775808"}"#;
        i128: -10_i128.pow(37) => r#"{"N":"-10000000000000000000000000000000000000"}"#;
        f32: 0.1 => r#"{"N":"0.1"}"#;
        f64: -1.5 => r#"{"N":"-1.5"}"#;
        Number: Number::from(7) => r#"{"N":"7"}"#;
        Value: Value::Null => r#"{"NULL":true}"#;
        Vec<u16>: vec![1, 2] => r#"{"L":[{"N":"1"},{"N":"2"}]}"#;
        VecDeque<String>: VecDeque::from(["a".to_owned()]) => r#"{"L":[{"S":"a"}]}"#;
        [bool; 2]: [true, false] => r#"{"L":[{"BOOL":true},{"BOOL":false}]}"#;
        (String, u32): ("a".to_owned(), 1) => r#"{"L":[{"S":"a"},{"N":"1"}]}"#;
        (u8, u8, Option<u8>): (1, 2, None) => r#"{"L":[{"N":"1"},{"N":"2"},{"NULL":true}]}"#;
        BTreeMap<String, u8>: BTreeMap::from([("k".to_owned(), 1)]) => r#"{"M":{"k":{"N":"1"}}}"#;
        HashMap<String, u8>: HashMap::from([("k".to_owned(), 1)]) => r#"{"M":{"k":{"N":"1"}}}"#;
        BTreeSet<String>: BTreeSet::from(["a".to_owned(), "b".to_owned()]) => r#"{"SS":["a","b"]}"#;
        HashSet<u8>: HashSet::from([1]) => r#"{"NS":["1"]}"#;
        BTreeSet<Binary>: BTreeSet::from([Binary::from([0])]) => r#"{"BS":["AA=="]}"#;
        Binary: Binary::from([0, 1, 2]) => r#"{"B":"AAEC"}"#;
        Box<u8>: Box::new(1) => r#"{"N":"1"}"#;
        Item: Item::from([("k".to_owned(), Value::from(1))]) => r#"{"M":{"k":{"N":"1"}}}"#;
    }
}

#[cfg(feature = "uuid")]
#[test]
fn a_uuid_is_hyphenated_text() {
    let uuid = ::uuid::Uuid::from_u128(0xa1b2_c3d4);
    stored_as::<::uuid::Uuid, _>(&uuid, r#"{"S":"00000000-0000-0000-0000-0000a1b2c3d4"}"#);
    assert_eq!(read::<::uuid::Uuid>(r#"{"S":"000000000000000000000000A1B2C3D4"}"#), Ok(uuid));
    assert_eq!(read::<::uuid::Uuid>(r#"{"S":"x"}"#).unwrap_err().to_string(), "expected a UUID, found x");
}

#[test]
fn v1_none_is_absent_above_and_null_inside() {
    assert!(<Option<u8> as Attribute>::is_absent(&None));
    assert_eq!(<Option<u8> as Attribute>::absent(), Some(None));
    stored! {
        Vec<Option<u8>>: vec![Some(1), None] => r#"{"L":[{"N":"1"},{"NULL":true}]}"#;
        BTreeMap<String, Option<u8>>: BTreeMap::from([("k".to_owned(), None)]) => r#"{"M":{"k":{"NULL":true}}}"#;
    }
    assert_eq!(read::<Option<u8>>(r#"{"NULL":true}"#), Ok(None));
    assert_eq!(read::<u8>(r#"{"NULL":true}"#).unwrap_err().to_string(), "expected N, found NULL");
}

#[test]
fn v1_an_empty_set_is_absent_above_and_refused_inside() {
    type Tags = BTreeSet<String>;
    assert!(Tags::is_absent(&Tags::new()));
    assert!(<Option<Tags> as Attribute>::is_absent(&Some(Tags::new())));
    assert_eq!(<Tags as Attribute>::absent(), Some(Tags::new()));
    assert_eq!(read::<Tags>(r#"{"NULL":true}"#), Ok(Tags::new()));
    let error = json::<Vec<Tags>>(&vec![Tags::new()]).unwrap_err();
    assert_eq!(error.to_string(), "`[0]`: an empty set cannot be stored inside a list or map");
    let error = json::<BTreeMap<String, Tags>>(&BTreeMap::from([("k".to_owned(), Tags::new())]));
    assert_eq!(error.unwrap_err().path(), "k");
}

#[test]
fn a_set_also_reads_a_list() {
    let expected = HashSet::from([1, 2]);
    assert_eq!(read::<HashSet<u8>>(r#"{"L":[{"N":"1"},{"N":"2"},{"N":"1"}]}"#), Ok(expected.clone()));
    assert_eq!(read::<HashSet<u8>>(r#" { "NS" : [ "1" , "2.0" ] } "#), Ok(expected));
    assert_eq!(read::<HashSet<u8>>(r#"{"SS":["1"]}"#).unwrap_err().to_string(), "expected NS, found SS");
    assert_eq!(
        read::<HashSet<u8>>(r#"{"NS":["1","300"]}"#).unwrap_err().to_string(),
        "`[1]`: expected a whole number that fits u8, found 300"
    );
}

#[test]
fn arrays_and_tuples_have_their_length() {
    for (list, found) in
        [(r#"{"L":[{"N":"1"}]}"#, "1"), (r#"{"L":[{"N":"1"},{"N":"1"},{"N":"1"}]}"#, "more than 2")]
    {
        for error in [read::<[u16; 2]>(list).map(drop), read::<(u16, u16)>(list).map(drop)] {
            let error = error.unwrap_err();
            assert_eq!(error.expected(), Some("2 elements"));
            assert_eq!(error.found(), Some(found));
        }
    }
}

#[test]
fn v2_bytes_are_not_a_list_of_numbers() {
    // An inherent constant wins over that of a trait wherever its bounds hold.
    struct Probe<T>(std::marker::PhantomData<T>);
    trait Otherwise {
        const IS_ATTRIBUTE: bool = false;
    }
    impl<T> Otherwise for Probe<T> {}
    impl<T: Attribute> Probe<T> {
        const IS_ATTRIBUTE: bool = true;
    }
    let stored = [Probe::<Vec<u16>>::IS_ATTRIBUTE, Probe::<Vec<Option<u8>>>::IS_ATTRIBUTE];
    assert_eq!(stored, [true; 2]);
    let refused = [
        Probe::<Vec<u8>>::IS_ATTRIBUTE,
        Probe::<[u8; 4]>::IS_ATTRIBUTE,
        Probe::<Vec<Vec<u8>>>::IS_ATTRIBUTE,
        Probe::<HashSet<bool>>::IS_ATTRIBUTE,
    ];
    assert_eq!(refused, [false; 4]);
}

#[test]
fn fields_are_named_in_errors_and_absent_ones_left_out() {
    let mut reader = Reader::new(br#"{"S":"x"}"#).unwrap();
    let error = read_field::<u8>(&mut reader, "age").unwrap_err();
    assert_eq!(error.to_string(), "`age`: expected N, found S");
    assert_eq!(required::<u8>(None, "age").unwrap_err().to_string(), "`age` is absent");
    assert_eq!(required::<Option<u8>>(None, "age"), Ok(None));
    assert_eq!(required::<u8>(Some(1), "age"), Ok(1));
    assert_eq!(or_default::<u8>(None), 0);

    let mut out = Writer::new();
    out.begin_object();
    write_field::<Option<u8>>(&None, "none", ",\"none\":", &mut out).unwrap();
    write_field::<HashSet<u8>>(&HashSet::new(), "empty", ",\"empty\":", &mut out).unwrap();
    write_field::<u8>(&1, "one", ",\"one\":", &mut out).unwrap();
    write_field::<Option<u8>>(&Some(2), "two", ",\"two\":", &mut out).unwrap();
    out.end_object();
    assert_eq!(out.as_bytes(), br#"{"one":{"N":"1"},"two":{"N":"2"}}"#);
    let error = write_field::<f64>(&f64::NAN, "ratio", ",\"ratio\":", &mut out).unwrap_err();
    assert_eq!(error.to_string(), "`ratio`: a number is not finite");
}
