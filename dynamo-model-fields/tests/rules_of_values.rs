//! What the rules about lengths, numbers, presence and equality accept and refuse.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use dynamo_model_fields::Binary;
use dynamo_model_fields::validate::{
    Length, Range, ValidationError, custom, email, length, must_match, one_of, range, required, worded,
};
use serde_json::{Value, json};

fn exactly(length: u64) -> Length {
    Length { equal: Some(length), ..Length::default() }
}

fn at_most(length: u64) -> Length {
    Length { max: Some(length), ..Length::default() }
}

fn between<T>(min: T, max: T) -> Range<T> {
    Range { min: Some(min), max: Some(max), ..Range::default() }
}

fn inside<T>(exclusive_min: T, exclusive_max: T) -> Range<T> {
    Range { exclusive_min: Some(exclusive_min), exclusive_max: Some(exclusive_max), ..Range::default() }
}

/// What the violation says, or null.
fn said(found: Option<ValidationError>) -> Value {
    found.map_or(Value::Null, |error| json!([error.code, error.params]))
}

#[test]
fn counts_characters() {
    let table = [
        ("", 0),
        ("abc", 3),
        ("日本", 2),
        ("é", 1),
        ("e\u{301}", 2),
        ("😀", 1),
        ("👨‍👩‍👧", 5),
        ("🇩🇪", 2),
        ("a\r\n", 3),
        ("\0", 1),
        ("한국어", 3),
        ("\u{1112}\u{1161}\u{11ab}", 3),
    ];
    for (text, characters) in table {
        assert_eq!(length(text, exactly(characters)), None, "{text}");
        assert_eq!(length(text, at_most(characters)), None, "{text}");
        assert!(length(text, exactly(characters + 1)).is_some(), "{text}");
    }
}

#[test]
fn counts_characters_and_elements() {
    assert_eq!(length(&"日本".to_owned(), at_most(2)), None);
    assert_eq!(length(&None::<String>, at_most(0)), None);
    assert_eq!(length(&None::<Vec<u8>>, exactly(1)), None);
    let three = [
        length(&Some("日本語".to_owned()), at_most(2)),
        length(&Arc::<str>::from("abc"), at_most(2)),
        length(&Box::<str>::from("abc"), at_most(2)),
        length(&Cow::Borrowed("abc"), at_most(2)),
        length(&[1, 2, 3], at_most(2)),
        length(&[1, 2, 3][..], at_most(2)),
        length(&vec![1, 2, 3], at_most(2)),
        length(&Box::new(VecDeque::from([1, 2, 3])), at_most(2)),
        length(&BTreeSet::from([1, 2, 3]), at_most(2)),
        length(&HashSet::from([1, 2, 3]), at_most(2)),
        length(&BTreeMap::from([(1, ""), (2, ""), (3, "")]), at_most(2)),
        length(&HashMap::from([(1, ""), (2, ""), (3, "")]), at_most(2)),
        length(&Binary::from([1, 2, 3]), at_most(2)),
        length(&Some(Some(Binary::from([0xe6, 0x97, 0xa5]))), at_most(2)),
    ];
    for found in three {
        assert_eq!(said(found), json!(["length", {"max": 2}]));
    }
}

#[test]
fn holds_lengths_to_their_ends() {
    let bounds = Length { min: Some(2), max: Some(4), equal: None };
    let found = ["a", "ab", "abcd", "abcde"].map(|text| said(length(text, bounds)));
    let refused = json!(["length", {"min": 2, "max": 4}]);
    assert_eq!(found, [refused.clone(), Value::Null, Value::Null, refused]);
    assert_eq!(length("", Length::default()), None);
    assert_eq!(length("", Length { min: Some(0), ..Length::default() }), None);
    assert_eq!(length("abc", Length { min: Some(9), max: Some(0), equal: Some(3) }), None);
    assert_eq!(said(length("", exactly(u64::MAX))), json!(["length", {"equal": u64::MAX}]));
}

#[test]
fn infers_the_type_of_bounds_from_the_field() {
    assert_eq!(
        said(range(&Some(2019_u16), between(1900, 2018))),
        json!(["range", {"min": 1900, "max": 2018}])
    );
    assert_eq!(said(range(&1899_u16, between(1900, 2018))), json!(["range", {"min": 1900, "max": 2018}]));
    assert_eq!(range(&None::<u16>, between(1900, 2018)), None);
    assert_eq!(said(range(&Some(-1_i64), between(0, 5))), json!(["range", {"min": 0, "max": 5}]));
    assert_eq!(said(range(&2.5_f32, between(0.0, 1.0))), json!(["range", {"min": 0.0, "max": 1.0}]));
    let named = range(&Some(2019_u16), Range { min: Some(1900), max: Some(2018), ..Range::default() });
    assert_eq!(said(named), json!(["range", {"min": 1900, "max": 2018}]), "the value itself is not repeated");
    assert_eq!(range(&Box::new(Some(Some(7_u8))), between(7, 7)), None);
    assert_eq!(range(&9, between(0, 10)), None);
}

#[test]
fn keeps_exclusive_bounds_out() {
    let below = |max| Range { exclusive_max: Some(max), ..Range::default() };
    assert_eq!(range(&9, below(10)), None);
    assert_eq!(said(range(&10, below(10))), json!(["range", {"exclusive_max": 10}]));
    let below = Range { exclusive_max: Some(u128::MAX), ..Range::default() };
    assert_eq!(said(range(&u128::MAX, below)), json!(["range", {}]), "JSON does not hold the bound");
}

macro_rules! ends {
    ($($bounds:expr, $($value:expr => $accepted:expr),*;)*) => {$($(
        let bounds = $bounds;
        let found = range(&$value, bounds);
        assert_eq!(found.is_none(), $accepted, "{} in {bounds:?}", $value);
        assert!(found.is_none_or(|error| error.code == "range"));
    )*)*};
}

#[test]
fn holds_numbers_to_the_ends_of_their_range() {
    ends! {
        between(1, 254), 0_u8 => false, 1_u8 => true, 254_u8 => true, 255_u8 => false;
        between(0, u8::MAX), 0_u8 => true, 255_u8 => true;
        inside(0, u8::MAX), 0_u8 => false, 1_u8 => true, 254_u8 => true, 255_u8 => false;
        between(i64::MIN, i64::MAX), i64::MIN => true, i64::MAX => true;
        between(-5, 5), -6_i64 => false, -5_i64 => true, 0_i64 => true, 5_i64 => true, 6_i64 => false;
        inside(i64::MIN, i64::MAX), i64::MIN => false, i64::MIN + 1 => true, i64::MAX => false;
        // Past what a float tells apart.
        between(0, 9_007_199_254_740_993), 9_007_199_254_740_993_i64 => true, 9_007_199_254_740_994_i64 => false;
        between(1, u128::MAX - 1), 0_u128 => false, 1_u128 => true, u128::MAX - 1 => true, u128::MAX => false;
    }
}

#[test]
fn holds_floats_to_the_ends_of_their_range() {
    ends! {
        between(0.0, 1.0), -0.0_f64 => true, 1.0_f64 => true, 1.0 + f64::EPSILON => false;
        between(0.0, 1.0), -f64::MIN_POSITIVE => false, f64::INFINITY => false, f64::NEG_INFINITY => false;
        inside(0.0, 1.0), 0.0_f64 => false, -0.0_f64 => false, f64::MIN_POSITIVE => true, 1.0_f64 => false;
        between(f64::NEG_INFINITY, f64::INFINITY), f64::INFINITY => true, f64::MAX => true;
        between(0.1, 0.3), 0.1_f64 + 0.2 => false, 0.3_f64 => true;
        between(-1.0, 1.0), 1.0_f32 => true, 1.000_000_1_f32 => false;
    }
}

#[test]
fn what_is_not_a_number_is_in_no_range() {
    ends! {
        between(0.0, 1.0), f64::NAN => false;
        inside(0.0, 1.0), f64::NAN => false;
        between(f64::NEG_INFINITY, f64::INFINITY), f64::NAN => false;
        between(0.0, 1.0), f32::NAN => false;
    }
    let above = Range { min: Some(f64::NAN), ..Range::default() };
    assert_eq!(said(range(&Some(f64::NAN), above)), json!(["range", {"min": null}]));
}

#[test]
fn asks_for_presence() {
    assert_eq!(said(required(&None::<u8>)), json!(["required", {}]));
    assert_eq!(required(&Some(0_u8)), None);
    assert_eq!(required(&Some(String::new())), None);
    assert_eq!(required(&Some(None::<u8>)), None);
}

#[test]
fn asks_for_equality() {
    assert_eq!(must_match(&"a".to_owned(), &"a".to_owned()), None);
    assert_eq!(must_match("a", "a"), None);
    assert_eq!(must_match(&1.5, &1.5), None);
    assert_eq!(must_match(&None::<u8>, &None), None);
    let secret = must_match(&"secret".to_owned(), &"Secret".to_owned());
    assert_eq!(said(secret), json!(["must_match", {}]), "neither value is repeated");
    assert_eq!(said(must_match(&None, &Some(1))), json!(["must_match", {}]));
    assert_eq!(said(must_match(&f64::NAN, &f64::NAN)), json!(["must_match", {}]));
}

#[test]
fn looks_a_value_up_in_a_list() {
    assert_eq!(one_of("b", &["a", "b"]), None);
    assert_eq!(one_of(&"b".to_owned(), &["a", "b"]), None);
    assert_eq!(one_of(&Some(Arc::<str>::from("b")), &["a", "b"]), None);
    assert_eq!(said(one_of(&"B".to_owned(), &["a", "b"])), json!(["one_of", {"allowed": ["a", "b"]}]));
    assert_eq!(one_of(&Some(3_u8), &[1, 3]), None);
    assert_eq!(said(one_of(&2_u8, &[1, 3])), json!(["one_of", {"allowed": [1, 3]}]));
    assert_eq!(said(one_of(&i64::MIN, &[i64::MAX])), json!(["one_of", {"allowed": [i64::MAX]}]));
    assert_eq!(said(one_of(&Box::new('c'), &['a', 'b'])), json!(["one_of", {"allowed": ["a", "b"]}]));
    assert_eq!(said(one_of(&0_u128, &[u128::MAX])), json!(["one_of", {}]), "JSON does not hold the list");
    assert_eq!(said(one_of("", &[] as &[&str])), json!(["one_of", {"allowed": []}]));
    assert_eq!(one_of(&None::<u16>, &[]), None);
}

#[test]
fn takes_the_words_of_the_user() {
    let found = worded(Some("address"), Some("is no address"), email("a.b.io"));
    assert_eq!(json!(found), json!({"code": "address", "message": "is no address", "params": {}}));
    let found = worded(None, Some("is long"), length("abc", at_most(2)));
    assert_eq!(json!(found), json!({"code": "length", "message": "is long", "params": {"max": 2}}));
    let found = worded(Some("long"), None, length("abc", at_most(2)));
    assert_eq!(json!(found), json!({"code": "long", "message": null, "params": {"max": 2}}));
    assert_eq!(worded(Some("address"), Some("is no address"), email("a@b.io")), None);
    let own = ValidationError::new("odd").with_message("is odd".into());
    assert_eq!(worded(None, None, custom(Err(own.clone()))), Some(own));
    assert_eq!(custom(Ok(())), None);
}
