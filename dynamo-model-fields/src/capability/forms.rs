//! What types stored in another form than their own can do; keys and order are told by the form itself.

use crate::attribute::{As, StoredAs};
use crate::form::{AsBinary, AsJsonText, AsList, AsText};

use super::{Contains, List, Prefix, Sizable};

impl<T: StoredAs<AsBinary>> Sizable for As<T, AsBinary> {}

impl<T: StoredAs<AsBinary>> Prefix for As<T, AsBinary> {}

impl<T: StoredAs<AsList>> Sizable for As<T, AsList> {}

impl<T: StoredAs<AsList>> Contains for As<T, AsList> {
    type Element = u8;
}

/// Only a list of any length can grow.
impl List for As<Vec<u8>, AsList> {
    type Element = u8;
}

macro_rules! texts {
    ($($form:ty)*) => {$(
        impl<T: StoredAs<$form>> Sizable for As<T, $form> {}

        impl<T: StoredAs<$form>> Prefix for As<T, $form> {}

        impl<T: StoredAs<$form>> Contains for As<T, $form> {
            type Element = String;
        }
    )*};
}

texts!(AsText AsJsonText);

#[cfg(feature = "uuid")]
texts!(crate::form::Simple);
