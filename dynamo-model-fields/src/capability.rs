//! What can be done with an attribute in keys, conditions and updates, by its stored form.

mod add;
#[cfg(feature = "bytes")]
mod bytes;
mod collection;
mod each;
mod forms;
mod index;
mod key;
mod numbers;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod time;

pub use add::{Add, Numeric, Set};
pub use collection::{Contents, List, Map, Sizable};
pub use each::{Each, Place};
pub use index::{ExpiryTime, IndexKey};
pub use key::{KeyType, Ordered, ScalarType};
pub use text::{Contains, Prefix};
