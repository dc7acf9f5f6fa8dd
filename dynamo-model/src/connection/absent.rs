//! What is there with a feature only: without it a call does not compile, and the message says which feature it needs.

use std::marker::PhantomData;
use std::path::Path;

use crate::connection::Connection;
use crate::error::{Error, Result};

/// A feature that is on. None of those here is.
#[diagnostic::on_unimplemented(
    message = "the embedded engine is there with the feature `embedded` of dynamo-model, which is off",
    label = "needs the feature `embedded`",
    note = "`cargo add dynamo-model --features embedded` turns it on"
)]
pub trait IsOn {}

/// The feature `embedded`.
// The lifetime has the compiler ask at each call whether the bound holds, and not at the function.
#[derive(Debug)]
pub struct Embedded<'a>(PhantomData<&'a ()>);

impl Connection {
    /// Connects to an engine inside the process, with the feature `embedded`.
    #[doc(hidden)]
    pub fn embedded() -> Result<Self>
    where
        for<'a> Embedded<'a>: IsOn,
    {
        Err(off())
    }

    /// The same, with a file.
    #[doc(hidden)]
    pub fn embedded_at(_: impl AsRef<Path>) -> Result<Self>
    where
        for<'a> Embedded<'a>: IsOn,
    {
        Err(off())
    }
}

fn off() -> Error {
    Error::refused("the feature `embedded` is off")
}
