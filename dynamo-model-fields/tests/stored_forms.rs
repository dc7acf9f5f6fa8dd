//! The stored form of every further type, literally, and what each refuses.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;

use dynamo_model_fields::form::{AsBinary, AsList, AsText};
use dynamo_model_fields::{As, Attribute, DecodeError, Email, EncodeError, Reader, Value, Writer};

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
    if let Some(kind) = T::TYPE {
        assert_eq!(dynamic.attribute_type(), kind);
    }
}

macro_rules! stored {
    ($($type:ty: $value:expr => $json:literal;)*) => {$(
        stored_as::<$type, _>(&$value, $json);
    )*};
}

/// Checks that the JSON is refused alike when it is read and when its value is taken.
fn refused<T: Attribute<Native: Debug>>(json: &str, expected: &str) {
    assert_eq!(read::<T>(json).unwrap_err().to_string(), expected);
    let value = read::<Value>(json).unwrap();
    assert_eq!(T::from_value(&value).unwrap_err().to_string(), expected);
}

macro_rules! refused {
    ($($type:ty: $json:literal => $expected:literal;)*) => {$(
        refused::<$type>($json, $expected);
    )*};
}

#[test]
fn numbers_other_than_zero_are_numbers() {
    stored! {
        NonZero<u8>: NonZero::new(255).unwrap() => r#"{"N":"255"}"#;
        NonZero<i64>: NonZero::new(-1).unwrap() => r#"{"N":"-1"}"#;
        NonZero<u128>: NonZero::new(10_u128.pow(37)).unwrap() => r#"{"N":"10000000000000000000000000000000000000"}"#;
        Vec<NonZero<u8>>: vec![NonZero::<u8>::MIN] => r#"{"L":[{"N":"1"}]}"#;
    }
    refused! {
        NonZero<u8>: r#"{"N":"0"}"# => "expected a whole number other than zero, found 0";
        NonZero<i128>: r#"{"N":"-0.0"}"# => "expected a whole number other than zero, found 0";
        NonZero<u8>: r#"{"N":"256"}"# => "expected a whole number that fits u8, found 256";
        NonZero<u8>: r#"{"S":"1"}"# => "expected N, found S";
    }
    assert!(NonZero::<u128>::to_value(&NonZero::<u128>::MAX).is_err());
}

#[test]
fn addresses_are_text() {
    stored! {
        Ipv4Addr: Ipv4Addr::LOCALHOST => r#"{"S":"127.0.0.1"}"#;
        Ipv6Addr: Ipv6Addr::LOCALHOST => r#"{"S":"::1"}"#;
        IpAddr: IpAddr::from(Ipv4Addr::LOCALHOST) => r#"{"S":"127.0.0.1"}"#;
        IpAddr: IpAddr::from(Ipv6Addr::LOCALHOST) => r#"{"S":"::1"}"#;
        Email: Email::new("a@b.io").unwrap() => r#"{"S":"a@b.io"}"#;
    }
    assert_eq!(read::<Ipv6Addr>(r#"{"S":"0:0:0:0:0:0:0:1"}"#), Ok(Ipv6Addr::LOCALHOST));
    refused! {
        Ipv4Addr: r#"{"S":"::1"}"# => "expected an IPv4 address, found ::1";
        Ipv6Addr: r#"{"S":"127.0.0.1"}"# => "expected an IPv6 address, found 127.0.0.1";
        IpAddr: r#"{"S":"localhost"}"# => "expected an IP address, found localhost";
        IpAddr: r#"{"N":"1"}"# => "expected S, found N";
        Email: r#"{"S":"a.b.io"}"# => "expected an e-mail address, found a.b.io";
    }
}

#[test]
fn v2_bytes_are_stored_in_the_form_that_is_asked_for() {
    stored! {
        As<Vec<u8>, AsBinary>: vec![0, 1, 2] => r#"{"B":"AAEC"}"#;
        As<Box<[u8]>, AsBinary>: Box::from([0, 1, 2]) => r#"{"B":"AAEC"}"#;
        As<[u8; 3], AsBinary>: [0, 1, 2] => r#"{"B":"AAEC"}"#;
        As<Vec<u8>, AsList>: vec![0, 255] => r#"{"L":[{"N":"0"},{"N":"255"}]}"#;
        As<[u8; 2], AsList>: [0, 255] => r#"{"L":[{"N":"0"},{"N":"255"}]}"#;
    }
    refused! {
        As<[u8; 4], AsBinary>: r#"{"B":"AAEC"}"# => "expected 4 bytes, found 3";
        As<[u8; 4], AsList>: r#"{"L":[{"N":"0"}]}"# => "expected 4 elements, found 1";
        As<Vec<u8>, AsList>: r#"{"L":[{"N":"256"}]}"# => "`[0]`: expected a whole number that fits u8, found 256";
        As<Vec<u8>, AsBinary>: r#"{"L":[]}"# => "expected B, found L";
        As<Vec<u8>, AsList>: r#"{"B":""}"# => "expected L, found B";
    }
}

#[test]
fn what_is_displayed_and_read_can_be_text() {
    stored! {
        As<u16, AsText>: 7 => r#"{"S":"7"}"#;
        As<bool, AsText>: true => r#"{"S":"true"}"#;
        As<std::net::SocketAddr, AsText>: "[::1]:80".parse().unwrap() => r#"{"S":"[::1]:80"}"#;
    }
    refused! {
        As<u16, AsText>: r#"{"S":"x"}"# => "expected text of a u16, found x";
        As<u16, AsText>: r#"{"N":"7"}"# => "expected S, found N";
    }
}

#[test]
fn what_cannot_be_displayed_is_refused() {
    #[derive(Debug)]
    struct Shy;
    impl std::fmt::Display for Shy {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Err(std::fmt::Error)
        }
    }
    impl std::str::FromStr for Shy {
        type Err = std::fmt::Error;

        fn from_str(_: &str) -> Result<Self, std::fmt::Error> {
            Ok(Self)
        }
    }
    let error = json::<As<Shy, AsText>>(&Shy).unwrap_err();
    assert_eq!(error.to_string(), "a value cannot be displayed");
}

#[test]
fn tuples_have_up_to_eight_parts() {
    type Eight = (u8, u8, u8, u8, u8, u8, u8, String);
    stored! {
        Eight: (1, 2, 3, 4, 5, 6, 7, "x".to_owned()) => r#"{"L":[{"N":"1"},{"N":"2"},{"N":"3"},{"N":"4"},{"N":"5"},{"N":"6"},{"N":"7"},{"S":"x"}]}"#;
    }
    refused! {
        (u8, u8, u8, u8): r#"{"L":[{"N":"1"}]}"# => "expected 4 elements, found 1";
        (u8, u8, u8, u8): r#"{"L":[{"N":"1"},{"N":"1"},{"N":"1"},{"S":""}]}"# => "`[3]`: expected N, found S";
    }
}

#[cfg(feature = "url")]
#[test]
fn a_url_is_text_in_one_spelling() {
    use url::Url;

    stored! {
        Url: Url::parse("HTTP://A.io").unwrap() => r#"{"S":"http://a.io/"}"#;
    }
    refused! {
        Url: r#"{"S":"a.io"}"# => "expected a URL, found a.io";
    }
}

#[cfg(feature = "ulid")]
#[test]
fn a_ulid_is_26_characters() {
    use ulid::Ulid;

    stored! {
        Ulid: Ulid::from(0_u128) => r#"{"S":"00000000000000000000000000"}"#;
        Ulid: Ulid::from(u128::MAX) => r#"{"S":"7ZZZZZZZZZZZZZZZZZZZZZZZZZ"}"#;
    }
    assert_eq!(read::<Ulid>(r#"{"S":"7zzzzzzzzzzzzzzzzzzzzzzzzz"}"#), Ok(Ulid::from(u128::MAX)));
    refused! {
        Ulid: r#"{"S":"8ZZZZZZZZZZZZZZZZZZZZZZZZZ"}"# => "expected a ULID, found 8ZZZZZZZZZZZZZZZZZZZZZZZZZ";
        Ulid: r#"{"S":"0"}"# => "expected a ULID, found 0";
        Ulid: r#"{"S":"0é000000000000000000000000"}"# => "expected a ULID, found 0é000000000000000000000000";
    }
}

#[cfg(feature = "uuid")]
#[test]
fn a_uuid_can_be_stored_without_hyphens() {
    use dynamo_model_fields::form::Simple;
    use uuid::Uuid;

    let uuid = Uuid::from_u128(0xa1b2_c3d4);
    stored! {
        As<Uuid, Simple>: uuid => r#"{"S":"000000000000000000000000a1b2c3d4"}"#;
    }
    let hyphenated = r#"{"S":"00000000-0000-0000-0000-0000a1b2c3d4"}"#;
    assert_eq!(read::<As<Uuid, Simple>>(hyphenated), Ok(uuid));
    refused! {
        As<Uuid, Simple>: r#"{"S":"x"}"# => "expected a UUID, found x";
    }
}

#[cfg(feature = "rust_decimal")]
#[test]
fn a_decimal_is_never_rounded() {
    use rust_decimal::Decimal;

    stored! {
        Decimal: Decimal::new(1050, 2) => r#"{"N":"10.5"}"#;
        Decimal: Decimal::MAX => r#"{"N":"79228162514264337593543950335"}"#;
        Decimal: Decimal::new(-1, 28) => r#"{"N":"-0.0000000000000000000000000001"}"#;
    }
    let mut negative_zero = Decimal::ZERO;
    negative_zero.set_sign_negative(true);
    assert_eq!(json::<Decimal>(&negative_zero).unwrap(), r#"{"N":"0"}"#);
    refused! {
        Decimal: r#"{"N":"79228162514264337593543950336"}"# => "expected a number that fits Decimal, found 79228162514264337593543950336";
        Decimal: r#"{"N":"1.00000000000000000000000000001"}"# => "expected a number that fits Decimal, found 1.00000000000000000000000000001";
        Decimal: r#"{"N":"0.00000000000000000000000000001"}"# => "expected a number that fits Decimal, found 0.00000000000000000000000000001";
    }
}

#[cfg(feature = "bigdecimal")]
#[test]
fn a_big_decimal_is_exact_to_38_digits() {
    use bigdecimal::BigDecimal;
    use bigdecimal::num_bigint::BigInt;

    let decimal = |digits: &str, scale| BigDecimal::new(digits.parse::<BigInt>().unwrap(), scale);
    stored! {
        BigDecimal: decimal("10500", 3) => r#"{"N":"10.5"}"#;
        BigDecimal: decimal("-12345678901234567890123456789012345678", 30) => r#"{"N":"-12345678.901234567890123456789012345678"}"#;
        BigDecimal: decimal("1", -3) => r#"{"N":"1000"}"#;
        BigDecimal: decimal("0", 0) => r#"{"N":"0"}"#;
    }
    // Printed plainly, some of these would fill the memory.
    let range = "a number is outside the range 1E-130 to 9.99E+125";
    for (refused, reason) in [
        (decimal("1", i64::MIN), range),
        (decimal("1", i64::MAX), range),
        (decimal("1", -126), range),
        (decimal("1", 131), range),
        (decimal(&"1".repeat(39), 0), "a number has more than 38 significant digits"),
    ] {
        assert_eq!(json::<BigDecimal>(&refused).unwrap_err().to_string(), reason);
    }
    assert_eq!(json::<BigDecimal>(&decimal("0", i64::MIN)).unwrap(), r#"{"N":"0"}"#);
}

#[cfg(all(feature = "bytes", feature = "compact_str", feature = "smol_str"))]
#[test]
fn small_text_and_shared_bytes_are_stored_as_usual() {
    use std::collections::{BTreeMap, BTreeSet};

    use bytes::Bytes;
    use compact_str::CompactString;
    use dynamo_model_fields::EmptyAbsent;
    use smol_str::SmolStr;

    stored! {
        CompactString: CompactString::from("é") => r#"{"S":"é"}"#;
        SmolStr: SmolStr::from("é") => r#"{"S":"é"}"#;
        Bytes: Bytes::from_static(&[0, 1, 2]) => r#"{"B":"AAEC"}"#;
        BTreeSet<SmolStr>: BTreeSet::from(["a".into()]) => r#"{"SS":["a"]}"#;
        BTreeSet<Bytes>: BTreeSet::from([Bytes::from_static(&[0])]) => r#"{"BS":["AA=="]}"#;
        BTreeMap<CompactString, SmolStr>: BTreeMap::from([("k".into(), "v".into())]) => r#"{"M":{"k":{"S":"v"}}}"#;
    }
    assert_eq!(EmptyAbsent::<Bytes>::absent(), Some(Bytes::new()));
    assert!(EmptyAbsent::<SmolStr>::is_absent(&SmolStr::default()));
    assert!(EmptyAbsent::<CompactString>::is_absent(&CompactString::default()));
    refused! {
        CompactString: r#"{"N":"1"}"# => "expected S, found N";
        Bytes: r#"{"S":"AAEC"}"# => "expected B, found S";
    }
}
