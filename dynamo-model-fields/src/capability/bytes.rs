//! What bytes can do.

use bytes::Bytes;

use crate::error::EncodeError;
use crate::value::KeyPart;

use super::{KeyType, Ordered, Prefix, ScalarType, Sizable};

impl KeyType for Bytes {
    const SCALAR: ScalarType = ScalarType::B;

    fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
        Ok(KeyPart::B(value.to_vec()))
    }
}

impl Ordered for Bytes {}

impl Prefix for Bytes {}

impl Sizable for Bytes {}
