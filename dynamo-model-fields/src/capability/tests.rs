//! Which types can do what.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;

use super::*;
use crate::attribute::{As, Attribute, Binary, Email, EmptyAbsent};
use crate::form::{AsBinary, AsList, AsText};
use crate::number::Number;
use crate::value::{KeyPart, Value};

/// Answers for types without the capability; an inherent constant wins over it.
trait Otherwise {
    const CAN: bool = false;
}

macro_rules! probe {
    ($capability:ident: $($type:ty)*) => {{
        struct Probe<T>(PhantomData<T>);
        impl<T> Otherwise for Probe<T> {}
        impl<T: $capability> Probe<T> {
            const CAN: bool = true;
        }
        [$((stringify!($type), Probe::<$type>::CAN)),*]
            .into_iter()
            .filter(|(_, can)| *can)
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    }};
}

#[test]
fn r15_only_what_sorts_is_ordered() {
    let ordered = probe!(Ordered: String u8 f64 Number Binary Option<u8> bool Vec<u16> HashSet<u8> Value);
    assert_eq!(ordered, ["String", "u8", "f64", "Number", "Binary", "Option<u8>"]);
}

#[test]
fn r15_an_optional_key_does_not_exist() {
    let keys = probe!(KeyType: String i128 f32 Number Binary bool Option<u8> Vec<u16> Value);
    assert_eq!(keys, ["String", "i128", "f32", "Number", "Binary"]);
}

#[test]
fn the_key_of_an_index_may_be_absent() {
    let keys = probe!(IndexKey: String Option<u8> Option<Binary> EmptyAbsent<String> Option<As<u8, AsText>> Option<bool> Option<Option<u8>> bool Vec<u16> Value);
    assert_eq!(
        keys,
        ["String", "Option<u8>", "Option<Binary>", "EmptyAbsent<String>", "Option<As<u8, AsText>>"]
    );
}

#[test]
fn r14_only_text_and_bytes_have_a_size_as_a_key() {
    let text = |text: &str| text.to_owned();
    assert_eq!(<String as IndexKey>::indexed_size(&text("é")), Some(2));
    assert_eq!(<Option<String> as IndexKey>::indexed_size(&Some(text(""))), Some(0));
    assert_eq!(<Option<String> as IndexKey>::indexed_size(&None), None);
    assert_eq!(<EmptyAbsent<String> as IndexKey>::indexed_size(&text("")), None);
    assert_eq!(<EmptyAbsent<String> as IndexKey>::indexed_size(&text("a")), Some(1));
    assert_eq!(<Binary as IndexKey>::indexed_size(&Binary::from([])), Some(0));
    assert_eq!(<As<u8, AsText> as IndexKey>::indexed_size(&10), Some(2));
    assert_eq!(<u64 as IndexKey>::indexed_size(&10), None);
    assert_eq!(<std::time::SystemTime as IndexKey>::indexed_size(&std::time::UNIX_EPOCH), None);
}

#[test]
fn only_seconds_since_1970_say_when_an_item_expires() {
    use crate::form::{EpochMillis, EpochSeconds};
    use std::time::SystemTime;

    let expiries = probe!(ExpiryTime: u64 Option<i64> NonZero<u32> As<SystemTime, EpochSeconds> Option<As<SystemTime, EpochSeconds>> u8 f64 String SystemTime As<SystemTime, EpochMillis>);
    assert_eq!(
        expiries,
        [
            "u64",
            "Option<i64>",
            "NonZero<u32>",
            "As<SystemTime, EpochSeconds>",
            "Option<As<SystemTime, EpochSeconds>>"
        ]
    );
}

#[test]
fn r15_only_what_has_a_size_is_sizable() {
    let sizable =
        probe!(Sizable: String Binary HashSet<u8> Vec<u16> HashMap<String, u8> Option<String> u8 bool Value);
    assert_eq!(
        sizable,
        ["String", "Binary", "HashSet<u8>", "Vec<u16>", "HashMap<String, u8>", "Option<String>"]
    );
}

#[test]
fn text_and_bytes_have_a_beginning() {
    let prefixed = probe!(Prefix: String Binary Option<String> u8 Vec<String> bool);
    assert_eq!(prefixed, ["String", "Binary", "Option<String>"]);
}

#[test]
fn collections_have_elements() {
    let contains = probe!(Contains: String Vec<u16> VecDeque<u16> BTreeSet<u8> Option<Vec<bool>> u8 Binary BTreeMap<String, u8>);
    assert_eq!(contains, ["String", "Vec<u16>", "VecDeque<u16>", "BTreeSet<u8>", "Option<Vec<bool>>"]);
    let lists = probe!(List: Vec<u16> VecDeque<u16> Option<Vec<u16>> String BTreeSet<u8>);
    assert_eq!(lists, ["Vec<u16>", "VecDeque<u16>", "Option<Vec<u16>>"]);
    let maps = probe!(Map: HashMap<String, u8> BTreeMap<String, u8> Vec<u16>);
    assert_eq!(maps, ["HashMap<String, u8>", "BTreeMap<String, u8>"]);
}

#[test]
fn unsigned_counters_can_go_down() {
    fn delta<T: Add<Delta = D>, D: Attribute<Native = D>>(delta: &D) -> Value {
        <T::Delta as Attribute>::to_value(delta).unwrap()
    }
    assert_eq!(delta::<u8, i64>(&-1), Value::from(-1));
    assert_eq!(delta::<Option<u64>, i64>(&-1), Value::from(-1));
    assert_eq!(delta::<i8, i8>(&-1), Value::from(-1));
    let adds = probe!(Add: u8 f32 Number HashSet<u8> Option<i64> String Vec<u16> bool);
    assert_eq!(adds, ["u8", "f32", "Number", "HashSet<u8>", "Option<i64>"]);
}

#[test]
fn v4_keys_are_canonical() {
    assert_eq!(f64::to_key(&1.0), u8::to_key(&1));
    assert_eq!(String::to_key(&"a".to_owned()), Ok(KeyPart::S("a".to_owned())));
    assert_eq!(Binary::to_key(&Binary::from([1])), Ok(KeyPart::B(vec![1])));
    assert!(f64::to_key(&f64::NAN).is_err());
    assert_eq!(u8::SCALAR.attribute_type(), crate::wire::AttributeType::N);
}

#[test]
fn durations_are_numbers_and_cannot_be_added() {
    use std::time::{Duration, SystemTime};

    assert_eq!(Duration::to_key(&Duration::from_millis(1500)), Ok(KeyPart::N(Number::new("1.5").unwrap())));
    assert_eq!(probe!(KeyType: SystemTime Duration), ["SystemTime", "Duration"]);
    assert_eq!(probe!(Ordered: SystemTime Duration), ["SystemTime", "Duration"]);
    assert_eq!(probe!(Sizable: SystemTime Duration), ["SystemTime"]);
    assert_eq!(probe!(Add: SystemTime Duration u8), ["u8"]);
}

#[cfg(feature = "chrono")]
#[test]
fn r15_a_time_with_its_own_offset_is_a_key_without_an_order() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    let types =
        probe!(KeyType: DateTime<Utc> NaiveDateTime NaiveDate NaiveTime TimeDelta DateTime<FixedOffset>);
    let ordered =
        probe!(Ordered: DateTime<Utc> NaiveDateTime NaiveDate NaiveTime TimeDelta DateTime<FixedOffset>);
    assert_eq!(ordered, ["DateTime<Utc>", "NaiveDateTime", "NaiveDate", "NaiveTime", "TimeDelta"]);
    assert_eq!(types, [ordered, vec!["DateTime<FixedOffset>"]].concat());
}

#[cfg(feature = "chrono")]
#[test]
fn r15_a_form_of_times_is_ordered_where_its_text_or_number_is() {
    use crate::attribute::As;
    use crate::form::{
        AssumeUtc, ConvertZone, EpochSeconds, Formatted, Pattern, RequireZone, Rfc3339, Truncated, Weeks,
    };
    use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};

    enum Clock {}

    impl Pattern for Clock {
        const FORMAT: &'static str = "%T";
    }

    type Required = As<DateTime<Utc>, Rfc3339<RequireZone>>;
    type OffsetRequired = As<DateTime<FixedOffset>, Rfc3339<RequireZone>>;
    type OffsetAssumed = As<DateTime<FixedOffset>, Rfc3339<AssumeUtc>>;
    type OffsetConverted = As<DateTime<FixedOffset>, Rfc3339<ConvertZone>>;
    type OffsetEpoch = As<DateTime<FixedOffset>, EpochSeconds>;
    type NaiveRequired = As<NaiveDateTime, Rfc3339<RequireZone>>;
    type NaiveAssumed = As<NaiveDateTime, Rfc3339<AssumeUtc>>;
    type NaiveConverted = As<NaiveDateTime, Rfc3339<ConvertZone>>;
    type NaiveEpoch = As<NaiveDateTime, EpochSeconds>;
    type InFormat = As<DateTime<Utc>, Formatted<Clock, AssumeUtc>>;
    type InWeeks = As<TimeDelta, Truncated<Weeks>>;

    macro_rules! of_all {
        ($capability:ident) => {
            probe!($capability: Required OffsetRequired OffsetAssumed OffsetConverted OffsetEpoch NaiveRequired NaiveAssumed
                NaiveConverted NaiveEpoch InFormat InWeeks)
        };
    }

    let ordered = ["Required", "OffsetConverted", "OffsetEpoch", "NaiveAssumed", "NaiveConverted", "InWeeks"];
    assert_eq!(of_all!(Ordered), ordered);
    let not_keys = ["NaiveRequired", "NaiveEpoch"];
    let keys = of_all!(KeyType);
    assert_eq!(keys.len(), 9);
    assert!(not_keys.iter().all(|form| !keys.contains(form)));
    let numbers = ["OffsetEpoch", "InWeeks"];
    let texts: Vec<_> = keys.into_iter().filter(|form| !numbers.contains(form)).collect();
    assert_eq!(of_all!(Sizable), texts);
}

#[cfg(all(feature = "chrono", feature = "uuid"))]
#[test]
fn times_and_uuids_are_keys_in_their_stored_form() {
    let time = chrono::DateTime::from_timestamp(0, 0).unwrap();
    let key = <chrono::DateTime<chrono::Utc> as KeyType>::to_key(&time);
    assert_eq!(key, Ok(KeyPart::S("1970-01-01T00:00:00.000000000Z".to_owned())));
    let key = uuid::Uuid::to_key(&uuid::Uuid::nil());
    assert_eq!(key, Ok(KeyPart::S("00000000-0000-0000-0000-000000000000".to_owned())));
}

#[test]
fn r15_only_further_types_that_sort_are_ordered() {
    let ordered = probe!(Ordered: NonZero<u8> Email As<Vec<u8>, AsBinary> As<[u8; 4], AsBinary> Ipv4Addr IpAddr As<u8, AsText> As<Vec<u8>, AsList>);
    assert_eq!(ordered, ["NonZero<u8>", "Email", "As<Vec<u8>, AsBinary>", "As<[u8; 4], AsBinary>"]);
    let keys = probe!(KeyType: NonZero<u8> Email Ipv4Addr IpAddr As<Box<[u8]>, AsBinary> As<u8, AsText> As<Vec<u8>, AsList>);
    assert_eq!(
        keys,
        ["NonZero<u8>", "Email", "Ipv4Addr", "IpAddr", "As<Box<[u8]>, AsBinary>", "As<u8, AsText>"]
    );
}

#[test]
fn forms_can_do_what_their_stored_type_can() {
    let sizable = probe!(Sizable: (u8, u8, u8, u8) As<Vec<u8>, AsBinary> As<[u8; 4], AsList> As<u8, AsText> [u16; 2] Ipv6Addr NonZero<u8>);
    assert_eq!(
        sizable,
        [
            "(u8, u8, u8, u8)",
            "As<Vec<u8>, AsBinary>",
            "As<[u8; 4], AsList>",
            "As<u8, AsText>",
            "[u16; 2]",
            "Ipv6Addr"
        ]
    );
    let prefixed = probe!(Prefix: As<Vec<u8>, AsBinary> As<u8, AsText> Email As<Vec<u8>, AsList>);
    assert_eq!(prefixed, ["As<Vec<u8>, AsBinary>", "As<u8, AsText>", "Email"]);
    let contains =
        probe!(Contains: As<Vec<u8>, AsList> As<[u8; 4], AsList> As<u8, AsText> As<Vec<u8>, AsBinary>);
    assert_eq!(contains, ["As<Vec<u8>, AsList>", "As<[u8; 4], AsList>", "As<u8, AsText>"]);
    let lists = probe!(List: As<Vec<u8>, AsList> EmptyAbsent<As<Vec<u8>, AsList>> As<[u8; 4], AsList> As<Vec<u8>, AsBinary>);
    assert_eq!(lists, ["As<Vec<u8>, AsList>", "EmptyAbsent<As<Vec<u8>, AsList>>"]);
}

#[test]
fn counters_other_than_zero_can_go_down() {
    fn delta<T: Add<Delta = i64>>() {}
    delta::<NonZero<u8>>();
    delta::<Option<NonZero<i64>>>();
}

#[cfg(all(feature = "bigdecimal", feature = "rust_decimal", feature = "ulid", feature = "url"))]
#[test]
fn r15_types_of_other_crates_are_keys_in_their_canonical_form() {
    let url = ::url::Url::parse("HTTP://A.io").unwrap();
    assert_eq!(::url::Url::to_key(&url), Ok(KeyPart::S("http://a.io/".to_owned())));
    let decimal = rust_decimal::Decimal::new(100, 2);
    assert_eq!(rust_decimal::Decimal::to_key(&decimal), u8::to_key(&1));
    assert_eq!(bigdecimal::BigDecimal::to_key(&100.into()), u8::to_key(&100));
    let ordered = probe!(Ordered: url::Url ulid::Ulid rust_decimal::Decimal bigdecimal::BigDecimal);
    assert_eq!(ordered.len(), 4);
    let added = probe!(Add: rust_decimal::Decimal bigdecimal::BigDecimal ulid::Ulid);
    assert_eq!(added, ["rust_decimal::Decimal", "bigdecimal::BigDecimal"]);
}
