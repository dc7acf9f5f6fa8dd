//! What is written comes back, whatever it is.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;

use dynamo_model_fields::{
    Attribute, Binary, DecodeError, Item, Number, ReadItem, Reader, Value, Writer, from_item, size, to_item,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,20}", "[\\x00-\\x1f\"\\\\é日😀]{0,12}"]
}

fn number() -> impl Strategy<Value = Number> {
    ("-?[0-9]{1,38}", -120_i32..80)
        .prop_filter_map("in range", |(digits, power)| Number::new(&format!("{digits}e{power}")).ok())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::S),
        number().prop_map(Value::N),
        vec(any::<u8>(), 0..20).prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        btree_set(text(), 1..4).prop_map(Value::Ss),
        btree_set(number(), 1..4).prop_map(Value::Ns),
        btree_set(vec(any::<u8>(), 0..6), 1..4).prop_map(Value::Bs),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::L),
            btree_map(text(), inner, 0..5).prop_map(Value::M),
        ]
    })
}

fn json<T: Attribute>(value: &T::Native) -> Vec<u8> {
    let mut out = Writer::new();
    T::write(value, &mut out).unwrap();
    out.into_bytes()
}

fn read<T: Attribute>(json: &[u8]) -> Result<T::Native, DecodeError> {
    let mut reader = Reader::new(json)?;
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

fn comes_back<T: Attribute<Native = N>, N: PartialEq + Debug>(value: &N) {
    let json = json::<T>(value);
    assert_eq!(&read::<T>(&json).unwrap(), value);
    let dynamic = T::to_value(value).unwrap();
    assert_eq!(dynamic, read::<Value>(&json).unwrap());
    assert_eq!(&T::from_value(&dynamic).unwrap(), value);
}

/// As `serde_json` sees it.
fn parsed(json: &[u8]) -> serde_json::Value {
    serde_json::from_slice(json).unwrap()
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(38), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn values(value in value()) {
        let json = json::<Value>(&value);
        prop_assert_eq!(&read::<Value>(&json).unwrap(), &value);
        // Any other JSON library reads the same, and what it writes is read again.
        let pretty = serde_json::to_vec_pretty(&parsed(&json)).unwrap();
        prop_assert_eq!(read::<Value>(&pretty).unwrap(), value);
        let mut skipped = Reader::new(&json).unwrap();
        prop_assert_eq!(skipped.raw().unwrap().as_bytes(), &json[..]);
    }

    #[test]
    fn items(item in btree_map(text(), value(), 0..6)) {
        prop_assert_eq!(&to_item(&item).unwrap(), &item);
        prop_assert_eq!(&from_item::<Item>(&item).unwrap(), &item);
    }

    #[test]
    fn v5_size_never_fails_on_an_item(item in btree_map(text(), value(), 0..6)) {
        let mut out = Writer::new();
        dynamo_model_fields::WriteItem::write_item(&item, &mut out).unwrap();
        let json = String::from_utf8(out.into_bytes()).unwrap();
        let names: usize = item.keys().map(String::len).sum();
        prop_assert!(size::item_size(&json).unwrap() >= names);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..60), json in "[{}\\[\\],:\"\\\\SNLMBOULSu0d8 ]{0,60}") {
        for bytes in [&bytes[..], json.as_bytes()] {
            let _ = read::<Value>(bytes);
            if let Ok(mut reader) = Reader::new(bytes) {
                let _ = Item::read_item(&mut reader);
            }
            if let Ok(mut reader) = Reader::new(bytes) {
                while reader.skip().is_ok() {}
            }
        }
    }

    #[test]
    fn texts(text in text()) {
        comes_back::<String, _>(&text);
        comes_back::<Box<str>, _>(&text.clone().into());
        comes_back::<std::sync::Arc<str>, _>(&text.clone().into());
        comes_back::<std::borrow::Cow<'static, str>, _>(&text.clone().into());
        let elsewhere = parsed(&json::<String>(&text));
        prop_assert_eq!(elsewhere["S"].as_str(), Some(text.as_str()));
    }

    #[test]
    fn integers(a in any::<u8>(), b in any::<i16>(), c in any::<u32>(), d in any::<i64>(), e in any::<u64>(), f in any::<u64>()) {
        comes_back::<u8, _>(&a);
        comes_back::<i16, _>(&b);
        comes_back::<u32, _>(&c);
        comes_back::<i64, _>(&d);
        comes_back::<u64, _>(&e);
        comes_back::<u128, _>(&(u128::from(e) * u128::from(f) / 10));
        comes_back::<i128, _>(&(i128::from(d) * i128::from(f) / 10));
        comes_back::<Number, _>(&Number::from(d));
    }

    #[test]
    fn v2_floats_come_back_or_are_refused(float in any::<f64>(), small in any::<f32>(), near in -1e6..1e6_f64) {
        comes_back::<f64, _>(&near);
        for (is_accepted, value) in [(f64::to_value(&float), float), (f32::to_value(&small), small.into())] {
            let is_in_range = value == 0.0 || (1e-130..1e126).contains(&value.abs());
            prop_assert_eq!(is_accepted.is_ok(), is_in_range, "{}", value);
        }
        if f64::to_value(&float).is_ok() {
            comes_back::<f64, _>(&float);
        }
        if f32::to_value(&small).is_ok() {
            comes_back::<f32, _>(&small);
        }
    }

    #[test]
    fn collections(
        list in vec(any::<i32>(), 0..6),
        optional in vec(proptest::option::of(text()), 0..6),
        map in btree_map(text(), any::<bool>(), 0..6),
        bytes in vec(any::<u8>(), 0..40),
        texts in btree_set(text(), 1..6),
        numbers in btree_set(any::<u16>(), 1..6),
    ) {
        comes_back::<Vec<i32>, _>(&list);
        comes_back::<VecDeque<i32>, _>(&list.into());
        comes_back::<Vec<Option<String>>, _>(&optional);
        comes_back::<HashMap<String, bool>, _>(&map.clone().into_iter().collect());
        comes_back::<BTreeMap<String, bool>, _>(&map);
        comes_back::<Binary, _>(&Binary::from(bytes.clone()));
        comes_back::<BTreeSet<Binary>, _>(&BTreeSet::from([Binary::from(bytes)]));
        comes_back::<HashSet<String>, _>(&texts.clone().into_iter().collect());
        comes_back::<BTreeSet<String>, _>(&texts);
        comes_back::<HashSet<u16>, _>(&numbers.into_iter().collect());
    }
}

#[cfg(feature = "chrono")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn times(second in -62_167_219_200..253_402_300_800_i64, nanosecond in 0..1_000_000_000_u32, later in 1..1_000_000_i64) {
        type Time = chrono::DateTime<chrono::Utc>;
        let time = Time::from_timestamp(second, nanosecond).unwrap();
        comes_back::<Time, _>(&time);
        // R15: text order is the order of time.
        let after = time + chrono::TimeDelta::nanoseconds(later);
        if let Ok(after) = Time::to_value(&after) {
            prop_assert!(after.as_s() > Time::to_value(&time).unwrap().as_s());
        }
    }
}

#[cfg(feature = "uuid")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn uuids(bits in any::<u128>()) {
        let uuid = uuid::Uuid::from_u128(bits);
        comes_back::<uuid::Uuid, _>(&uuid);
        comes_back::<HashSet<uuid::Uuid>, _>(&HashSet::from([uuid]));
    }
}
