//! What an action of a transaction was, so that only what is about it can stand behind it.

use std::marker::PhantomData;

use crate::model::Model;

/// No action yet.
#[derive(Debug)]
pub struct Nothing;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<M>(PhantomData<fn() -> M>);

        impl<M: Model> Acted for $name<M> {
            type Model = M;
        }
    )*};
}

actions! {
    /// A `put` of an item of the model `M`.
    Put;
    /// An `update` of an item of the model `M`.
    Update;
    /// A `delete` of an item of the model `M`.
    Delete;
    /// A `check` of an item of the model `M`.
    Check;
}

/// An action.
#[diagnostic::on_unimplemented(
    message = "there is no action yet that this could be about",
    label = "it stands behind `put`, `update`, `delete` or `check`"
)]
pub trait Acted {
    /// The model of its item.
    type Model: Model;
}

/// An action that can be told what may be overwritten.
#[diagnostic::on_unimplemented(
    message = "`overwrite` is about the `put` right before it, and there is none",
    label = "the action before it is `{Self}`",
    note = "put it right behind its `.put(..)`"
)]
pub trait Overwritable: Acted {}

impl<M: Model> Overwritable for Put<M> {}

/// An action that takes a condition.
#[diagnostic::on_unimplemented(
    message = "`only_if` is about the `update` or `delete` right before it, and there is none",
    label = "the action before it is `{Self}`",
    note = "a `put` takes its condition by `.overwrite(..)`, and a `check` among its arguments"
)]
pub trait Conditional: Acted {}

impl<M: Model> Conditional for Update<M> {}
impl<M: Model> Conditional for Delete<M> {}

/// An action that may create an item.
#[diagnostic::on_unimplemented(
    message = "`upsert` is about the `update` right before it, and there is none",
    label = "the action before it is `{Self}`",
    note = "put it right behind its `.update(..)`"
)]
pub trait Creating: Acted {}

impl<M: Model> Creating for Update<M> {}
