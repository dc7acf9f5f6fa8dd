//! V4: numbers compare and print as the decimals they are.

use std::cmp::Ordering;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use dynamo_model_fields::Number;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The places of a decimal from 10^170 down to 10^-170, with its sign: naive, and plainly right.
fn places(is_negative: bool, digits: &str, power: i32) -> Vec<i32> {
    let mut places = vec![0; 341];
    for (behind, digit) in digits.bytes().rev().enumerate() {
        let place = 170 - (power + i32::try_from(behind).unwrap());
        let digit = i32::from(digit - b'0');
        places[usize::try_from(place).unwrap()] = if is_negative { -digit } else { digit };
    }
    places
}

#[derive(Clone, Debug)]
struct Decimal {
    number: Number,
    places: Vec<i32>,
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let digits = prop_oneof!["[0-9]{1,38}", "[0-9]{1,3}", "[0-2]0{0,5}"];
    let power = prop_oneof![-130_i32..88, -6..6];
    (any::<bool>(), digits, power).prop_filter_map("in range", |(is_negative, digits, power)| {
        let sign = if is_negative { "-" } else { "" };
        let number = Number::new(&format!("{sign}{digits}E{power}")).ok()?;
        Some(Decimal { number, places: places(is_negative, &digits, power) })
    })
}

fn hash(number: &Number) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(number)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        rng_seed: RngSeed::Fixed(38),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn v4_order_is_that_of_decimals(left in decimal(), right in decimal()) {
        let order = left.places.cmp(&right.places);
        prop_assert_eq!(left.number.cmp(&right.number), order);
        prop_assert_eq!(left.number == right.number, order == Ordering::Equal);
        if order == Ordering::Equal {
            prop_assert_eq!(hash(&left.number), hash(&right.number));
        }
    }

    #[test]
    fn v4_text_is_canonical(decimal in decimal()) {
        let text = decimal.number.as_str();
        let again = Number::new(text).unwrap();
        prop_assert_eq!(&again, &decimal.number);
        prop_assert_eq!(again.as_str(), text);
        let magnitude = text.trim_start_matches('-');
        prop_assert!(magnitude == "0" || !magnitude.starts_with('0') || magnitude.starts_with("0."));
        prop_assert!(!magnitude.contains('.') || !magnitude.ends_with(['0', '.']));
        prop_assert!(text != "-0");
    }

    #[test]
    fn no_text_makes_it_panic(junk in "[-+0-9.eE]{0,12}", any in any::<String>()) {
        for text in [junk, any] {
            if let Ok(number) = Number::new(&text) {
                prop_assert_eq!(number.to_f64().map(f64::is_finite), Some(true));
            }
        }
    }

    #[test]
    fn integers_keep_their_order(left in any::<i64>(), right in any::<i64>(), wide in any::<u64>()) {
        prop_assert_eq!(Number::from(left).cmp(&Number::from(right)), left.cmp(&right));
        prop_assert_eq!(Number::from(left).to_i64(), Some(left));
        prop_assert_eq!(Number::from(wide).to_u64(), Some(wide));
    }

    #[test]
    fn floats_keep_their_order(left in -1e100..1e100_f64, right in -1e100..1e100_f64) {
        let (Ok(a), Ok(b)) = (Number::try_from(left), Number::try_from(right)) else {
            return Ok(());
        };
        prop_assert_eq!(Some(a.cmp(&b)), left.partial_cmp(&right));
        prop_assert_eq!(a.to_f64(), Some(left));
    }
}
