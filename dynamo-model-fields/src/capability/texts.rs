//! What types stored as text can do.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::attribute::{Email, JsonText};
use crate::error::EncodeError;
use crate::value::KeyPart;

use super::key::key_of;
use super::{Contains, KeyType, Ordered, Prefix, ScalarType, Sizable};

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl KeyType for $text {
            const SCALAR: ScalarType = ScalarType::S;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                key_of::<Self>(value)
            }
        }

        impl Sizable for $text {}

        impl Prefix for $text {}

        impl Contains for $text {
            type Element = String;
        }
    )*};
}

/// Types whose own order is that of their texts.
macro_rules! ordered_texts {
    ($($text:ty)*) => {$(
        texts!($text);

        impl Ordered for $text {}
    )*};
}

texts!(Ipv4Addr Ipv6Addr IpAddr);
ordered_texts!(Email);

#[cfg(feature = "compact_str")]
ordered_texts!(compact_str::CompactString);
#[cfg(feature = "smol_str")]
ordered_texts!(smol_str::SmolStr);
#[cfg(feature = "ulid")]
ordered_texts!(ulid::Ulid);
#[cfg(feature = "url")]
ordered_texts!(url::Url);

impl<T: Serialize + DeserializeOwned + 'static> Sizable for JsonText<T> {}

impl<T: Serialize + DeserializeOwned + 'static> Prefix for JsonText<T> {}

impl<T: Serialize + DeserializeOwned + 'static> Contains for JsonText<T> {
    type Element = String;
}
