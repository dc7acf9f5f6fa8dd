//! One table of texts of numbers, and what each type makes of them.

use dynamo_model_fields::{Attribute, Json, Number, Reader, Writer};

const MOST_DIGITS: &str = "99999999999999999999999999999999999999";

/// Reads the text as an N, and writes what was read again; `None` where either is refused.
fn rewritten<T: Attribute>(text: &str) -> Option<String> {
    let json = format!("{{\"N\":\"{text}\"}}");
    let value = T::read(&mut Reader::new(json.as_bytes()).unwrap()).ok()?;
    let mut out = Writer::new();
    T::write(&value, &mut out).ok()?;
    let stored = String::from_utf8(out.into_bytes()).unwrap();
    let number = stored.strip_prefix("{\"N\":\"").unwrap().strip_suffix("\"}").unwrap();
    // How it is spelled is each type's own affair; the number is not.
    Some(Number::new(number).unwrap().as_str().to_owned())
}

/// The texts, and the canonical text of each, where it is a number of DynamoDB.
fn table() -> Vec<(String, Option<String>)> {
    let zeros = |count| "0".repeat(count);
    [
        ("1E+3", Some("1000".to_owned())),
        ("-0", Some("0".to_owned())),
        ("0.10", Some("0.1".to_owned())),
        ("-1.5e-3", Some("-0.0015".to_owned())),
        (MOST_DIGITS, Some(MOST_DIGITS.to_owned())),
        ("-99999999999999999999999999999999999999", Some(format!("-{MOST_DIGITS}"))),
        (
            "9999999999999999999.9999999999999999999",
            Some("9999999999999999999.9999999999999999999".to_owned()),
        ),
        ("1e125", Some(format!("1{}", zeros(125)))),
        ("9.99e125", Some(format!("999{}", zeros(123)))),
        ("1e-130", Some(format!("0.{}1", zeros(129)))),
        ("1e126", None),
        ("1e-131", None),
        ("100000000000000000000000000000000000001", None),
    ]
    .map(|(text, canonical)| (text.to_owned(), canonical))
    .into()
}

/// Checks which texts of the table are kept; the others must be refused.
fn keeps<T: Attribute>(is_kept: impl Fn(&str) -> bool) {
    for (text, canonical) in table() {
        let expected = canonical.filter(|_| is_kept(&text));
        assert_eq!(rewritten::<T>(&text), expected, "{text} as {}", std::any::type_name::<T>());
    }
}

#[test]
fn v2_exact_types_keep_every_number() {
    keeps::<Number>(|_| true);
    keeps::<dynamo_model_fields::Value>(|_| true);
    #[cfg(feature = "bigdecimal")]
    keeps::<bigdecimal::BigDecimal>(|_| true);
}

#[test]
fn v2_wide_integers_keep_whole_numbers_of_38_digits() {
    keeps::<u128>(|text| ["1E+3", "-0", MOST_DIGITS].contains(&text));
    let is_i128 = |text: &str| ["1E+3", "-0"].contains(&text) || text.trim_start_matches('-') == MOST_DIGITS;
    keeps::<i128>(is_i128);
    keeps::<Json<i128>>(is_i128);
}

#[cfg(feature = "rust_decimal")]
#[test]
fn v2_a_decimal_refuses_what_it_would_round() {
    keeps::<rust_decimal::Decimal>(|text| ["1E+3", "-0", "0.10", "-1.5e-3"].contains(&text));
}

/// A float reads the nearest number, and refuses to write what is out of range.
#[test]
fn v2_a_float_is_the_nearest_number() {
    for (text, canonical) in [
        ("1E+3", Some("1000".to_owned())),
        ("-0", Some("0".to_owned())),
        ("0.10", Some("0.1".to_owned())),
        (MOST_DIGITS, Some(format!("1{}", "0".repeat(38)))),
        ("1e125", Some(format!("1{}", "0".repeat(125)))),
        ("9.99e125", Some(format!("999{}", "0".repeat(123)))),
        ("1e-130", Some(format!("0.{}1", "0".repeat(129)))),
        ("1e126", None),
        ("1e-131", None),
        ("1e400", None),
    ] {
        assert_eq!(rewritten::<f64>(text), canonical, "{text}");
        assert_eq!(rewritten::<Json<f64>>(text), canonical, "{text}");
    }
    assert_eq!(rewritten::<f32>("1e39"), None);
}
