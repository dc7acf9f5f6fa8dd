//! Whatever the value, every further type and form brings it back, and sorts it where it says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;

use dynamo_model_fields::capability::{KeyType, Ordered};
use dynamo_model_fields::form::{AsBinary, AsJson, AsJsonText, AsList, AsText};
use dynamo_model_fields::{
    As, Attribute, DecodeError, Email, Json, JsonText, MapKey, Reader, SetMember, Value, Writer,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

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

/// The value comes back through bytes and through `Value`.
fn comes_back<T: Attribute<Native = N>, N: PartialEq + Debug>(value: &N) {
    let json = json::<T>(value);
    assert_eq!(&read::<T>(&json).unwrap(), value);
    let dynamic = T::to_value(value).unwrap();
    assert_eq!(dynamic, read::<Value>(&json).unwrap());
    assert_eq!(&T::from_value(&dynamic).unwrap(), value);
}

fn is_a_key<T: KeyType<Native = N>, N: PartialEq + Debug>(value: &N) {
    comes_back::<T, N>(value);
    let key = T::to_key(value).unwrap().to_value();
    assert_eq!(key, T::to_value(value).unwrap());
    assert_eq!(key.attribute_type(), T::SCALAR.attribute_type());
}

fn is_a_member<T: SetMember<Native = T> + Clone + Debug>(value: &T) {
    comes_back::<BTreeSet<T>, _>(&BTreeSet::from([value.clone()]));
}

fn is_a_map_key<T: MapKey + Clone + Debug>(value: &T) {
    comes_back::<BTreeMap<T, bool>, _>(&BTreeMap::from([(value.clone(), true)]));
}

/// R15: the stored order is that of the values.
fn sorts<T: Ordered + KeyType<Native = N>, N: Ord + Debug>(left: &N, right: &N) {
    let [a, b] = [left, right].map(|value| T::to_key(value).unwrap());
    assert_eq!(a.cmp(&b), left.cmp(right), "{left:?} {right:?}");
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(38), failure_persistence: None, ..ProptestConfig::default() }
}

macro_rules! nonzero {
    ($($integer:ident $value:expr;)*) => {$(
        if let Some(value) = NonZero::<$integer>::new($value) {
            is_a_key::<NonZero<$integer>, _>(&value);
            is_a_member(&value);
            is_a_map_key(&value);
            sorts::<NonZero<$integer>, _>(&value, &NonZero::<$integer>::MIN);
        }
    )*};
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn numbers_other_than_zero(signed in any::<i64>(), unsigned in any::<u64>()) {
        let bytes = signed.to_be_bytes();
        nonzero! {
            u16 u16::from_be_bytes([bytes[0], bytes[1]]);
            u32 u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            u64 unsigned;
            u8 bytes[0];
            i64 signed;
        }
        if let Some(value) = NonZero::new(i128::from(signed) * i128::from(unsigned) / 10) {
            is_a_key::<NonZero<i128>, _>(&value);
            is_a_member(&value);
        }
    }

    #[test]
    fn internet_addresses(short in any::<u32>(), long in any::<u128>()) {
        let (v4, v6) = (Ipv4Addr::from_bits(short), Ipv6Addr::from_bits(long));
        is_a_key::<Ipv4Addr, _>(&v4);
        is_a_member(&v4);
        is_a_map_key(&v4);
        for v6 in [v6, v4.to_ipv6_mapped(), Ipv6Addr::from_bits(long & u128::from(u64::MAX))] {
            is_a_key::<Ipv6Addr, _>(&v6);
            is_a_member(&v6);
            is_a_map_key(&v6);
            is_a_key::<IpAddr, _>(&IpAddr::V6(v6));
        }
        is_a_key::<IpAddr, _>(&IpAddr::V4(v4));
        is_a_member(&IpAddr::V4(v4));
        is_a_map_key(&IpAddr::V4(v4));
    }

    #[test]
    fn e_mail_addresses(left in "[A-Za-z0-9.+_-]{1,12}", right in "[a-z0-9]{1,8}", domain in "[a-z]{1,6}\\.[a-z]{2,3}") {
        let [left, right] = [left, right].map(|local| Email::new(format!("{local}@{domain}")).unwrap());
        is_a_key::<Email, _>(&left);
        is_a_member(&left);
        is_a_map_key(&left);
        sorts::<Email, _>(&left, &right);
    }

    #[test]
    fn v2_bytes_in_each_form(bytes in vec(any::<u8>(), 0..40), more in vec(any::<u8>(), 0..3), four in any::<[u8; 4]>()) {
        is_a_key::<As<Vec<u8>, AsBinary>, _>(&bytes);
        is_a_key::<As<Box<[u8]>, AsBinary>, _>(&bytes.clone().into());
        is_a_key::<As<[u8; 4], AsBinary>, _>(&four);
        sorts::<As<Vec<u8>, AsBinary>, _>(&bytes, &more);
        comes_back::<As<Vec<u8>, AsList>, _>(&bytes);
        comes_back::<As<[u8; 4], AsList>, _>(&four);
        comes_back::<Vec<As<Vec<u8>, AsBinary>>, _>(&vec![bytes, more]);
    }

    #[test]
    fn whatever_is_displayed_and_read(number in any::<i64>(), float in any::<f64>(), letter in any::<char>(), port in any::<u16>()) {
        is_a_key::<As<i64, AsText>, _>(&number);
        is_a_key::<As<f64, AsText>, _>(&float);
        is_a_key::<As<char, AsText>, _>(&letter);
        is_a_key::<As<std::net::SocketAddr, AsText>, _>(&(Ipv4Addr::LOCALHOST, port).into());
    }

    #[test]
    fn tuples(number in any::<u8>(), text in any::<String>(), truth in any::<bool>()) {
        comes_back::<(u8, String, bool, Option<u8>), _>(&(number, text.clone(), truth, None));
        comes_back::<(u8, u8, u8, u8, u8, u8, u8, String), _>(&(number, 1, 2, 3, 4, 5, 6, text));
    }

    #[test]
    fn whatever_serde_knows(
        map in btree_map(any::<i8>(), proptest::option::of((any::<String>(), -1e6..1e6_f64, any::<char>())), 0..5),
        wide in 0..10_u128.pow(38),
        list in vec(any::<i64>(), 0..6),
    ) {
        let value = (map, wide, list);
        comes_back::<Json<_>, _>(&Json(value.clone()));
        comes_back::<JsonText<_>, _>(&JsonText(value.clone()));
        comes_back::<As<_, AsJson>, _>(&value);
        comes_back::<As<_, AsJsonText>, _>(&value);
        comes_back::<Option<Json<_>>, _>(&Some(Json(value)));
    }
}

#[cfg(feature = "url")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn urls(left in "https?://[a-z]{1,8}\\.[a-z]{2}(:[1-9][0-9]{0,3})?/[a-zA-Z0-9 %é]{0,8}", right in "[a-z]{1,5}:[a-z/]{0,8}") {
        let (Ok(left), Ok(right)) = (url::Url::parse(&left), url::Url::parse(&right)) else {
            return Ok(());
        };
        is_a_key::<url::Url, _>(&left);
        is_a_key::<url::Url, _>(&right);
        is_a_member(&left);
        is_a_map_key(&left);
        sorts::<url::Url, _>(&left, &right);
    }
}

#[cfg(feature = "ulid")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn ulids(left in any::<u128>(), right in any::<u128>(), shift in 0..120_u32) {
        let [left, right] = [left, right >> shift].map(ulid::Ulid::from);
        is_a_key::<ulid::Ulid, _>(&left);
        is_a_member(&left);
        is_a_map_key(&left);
        sorts::<ulid::Ulid, _>(&left, &right);
    }
}

#[cfg(feature = "uuid")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn uuids_without_hyphens(left in any::<u128>(), right in any::<u128>(), shift in 0..120_u32) {
        use dynamo_model_fields::form::Simple;

        let [left, right] = [left, right >> shift].map(uuid::Uuid::from_u128);
        is_a_key::<As<uuid::Uuid, Simple>, _>(&left);
        sorts::<As<uuid::Uuid, Simple>, _>(&left, &right);
    }
}

#[cfg(feature = "rust_decimal")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn decimals(left in any::<i128>(), right in any::<i128>(), shift in 32..120_u32, scale in 0..=28_u32) {
        use rust_decimal::Decimal;

        let [left, right] = [(left >> 32, scale), (right >> shift, 28 - scale)]
            .map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale));
        is_a_key::<Decimal, _>(&left);
        is_a_member(&left);
        is_a_key::<Decimal, _>(&right);
        sorts::<Decimal, _>(&left, &right);
    }
}

#[cfg(feature = "bigdecimal")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn big_decimals(left in "-?[1-9][0-9]{0,37}", right in "-?[0-9]{1,38}", scale in -80..120_i64, other in -2..2_i64) {
        use bigdecimal::BigDecimal;
        use bigdecimal::num_bigint::BigInt;

        let [left, right] = [(left, scale), (right, scale + other)]
            .map(|(digits, scale)| BigDecimal::new(digits.parse::<BigInt>().unwrap(), scale));
        is_a_key::<BigDecimal, _>(&left);
        is_a_member(&left);
        is_a_key::<BigDecimal, _>(&right);
        sorts::<BigDecimal, _>(&left, &right);
    }
}

#[cfg(all(feature = "bytes", feature = "compact_str", feature = "smol_str"))]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn small_text_and_shared_bytes(left in any::<String>(), right in "[a-é]{0,30}", a in vec(any::<u8>(), 0..40), b in vec(any::<u8>(), 0..3)) {
        use bytes::Bytes;
        use compact_str::CompactString;
        use smol_str::SmolStr;

        is_a_key::<CompactString, _>(&CompactString::from(&left));
        is_a_member(&CompactString::from(&left));
        is_a_map_key(&CompactString::from(&left));
        sorts::<CompactString, _>(&CompactString::from(&left), &CompactString::from(&right));
        is_a_key::<SmolStr, _>(&SmolStr::from(&left));
        is_a_member(&SmolStr::from(&left));
        is_a_map_key(&SmolStr::from(&left));
        sorts::<SmolStr, _>(&SmolStr::from(left), &SmolStr::from(right));
        let [a, b] = [a, b].map(Bytes::from);
        is_a_key::<Bytes, _>(&a);
        is_a_member(&a);
        sorts::<Bytes, _>(&a, &b);
    }
}
