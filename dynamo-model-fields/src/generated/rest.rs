//! The attributes that no field is for.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{Reader, Writer};

/// A map that keeps the attributes that no field is for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot keep the attributes that no field is for",
    label = "not a map of values",
    note = "write `#[model(rest)] extra: BTreeMap<String, Value>`"
)]
pub trait RestMap {
    /// Keeps an attribute.
    fn keep(&mut self, name: &str, value: Value);

    /// Returns the attributes that are kept.
    fn kept(&self) -> impl Iterator<Item = (&String, &Value)>;

    /// Reads an attribute that no field is for.
    ///
    /// # Errors
    ///
    /// As for [`Value::read`], with the name in the path.
    fn read_rest(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.keep(name, Value::read(from).map_err(|error| error.within(name))?);
        Ok(())
    }

    /// Writes the attributes that no field is for.
    ///
    /// # Errors
    ///
    /// One that a field is for is refused, and so are values that cannot be stored.
    fn write_rest(&self, is_known: impl Fn(&str) -> bool, out: &mut Writer) -> Result<(), EncodeError> {
        for (name, value) in self.kept() {
            if is_known(name) {
                let error =
                    EncodeError::new("it is kept among the unknown attributes, and a field is for it");
                return Err(error.within(name));
            }
            out.name(name);
            value.write(out).map_err(|error| error.within(name))?;
        }
        Ok(())
    }
}

impl RestMap for BTreeMap<String, Value> {
    fn keep(&mut self, name: &str, value: Value) {
        self.insert(name.to_owned(), value);
    }

    fn kept(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.iter()
    }
}

impl<S: BuildHasher> RestMap for HashMap<String, Value, S> {
    fn keep(&mut self, name: &str, value: Value) {
        self.insert(name.to_owned(), value);
    }

    fn kept(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.iter()
    }
}
