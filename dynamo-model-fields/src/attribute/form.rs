//! One Rust type, stored in a form other than its own.

use std::marker::PhantomData;

use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element};

/// A Rust type that can also be stored in the form `F`.
///
/// A field chooses the form by `#[model(as = ..)]`. The forms of this crate are in [`form`](crate::form); for one of
/// your own, make a type that names it and implement this trait for the types that can be stored so:
///
/// ```
/// use dynamo_model_fields::{AttributeType, DecodeError, EncodeError, Reader, StoredAs, Writer};
///
/// /// A truth value as `yes` or `no`.
/// enum YesNo {}
///
/// impl StoredAs<YesNo> for bool {
///     const TYPE: Option<AttributeType> = Some(AttributeType::S);
///
///     fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
///         out.text(if *self { "yes" } else { "no" });
///         Ok(())
///     }
///
///     fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         match &*from.text()? {
///             "yes" => Ok(true),
///             "no" => Ok(false),
///             other => Err(DecodeError::mismatch("yes or no", other.to_owned())),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in the form `{F}`",
    label = "no type for the form `{F}`",
    note = "the page of `#[derive(Model)]` lists the forms and the types that each suits"
)]
pub trait StoredAs<F>: Sized + 'static {
    /// How DynamoDB stores it; `None` if that depends on the value.
    const TYPE: Option<AttributeType>;

    /// Why nothing can be stored like this, if so; derived code does not compile then.
    #[doc(hidden)]
    const PROBLEM: Option<&'static str> = None;

    /// Writes the value as an attribute.
    ///
    /// # Errors
    ///
    /// Values that the form cannot hold are refused.
    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError>;

    /// Reads the attribute that stands next.
    ///
    /// # Errors
    ///
    /// Another type or a value that does not fit is a mismatch; the rest has `is_syntax`.
    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

/// Says that a type stored in the form `F` can be a key: it is then an S, N or B.
#[diagnostic::on_unimplemented(
    message = "`{Self}` in the form `{F}` cannot be a key in DynamoDB",
    label = "not a type of key",
    note = "a key is text, a number or bytes"
)]
pub trait KeyForm<F>: StoredAs<F> {}

/// Says that the stored order of the form `F` is the type's own, so that it can be compared and be a range key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` in the form `{F}` has no order in DynamoDB",
    label = "cannot be compared with `lt`, `le`, `gt`, `ge` or `between`, nor be a range key",
    note = "numbers, bytes and times in UTC have one: `as = \"rfc3339\"` or `as = \"epoch_seconds\"` and its like"
)]
pub trait OrderedForm<F>: StoredAs<F> {}

/// The stored form of a `T` in the form `F`; the field itself holds a `T`.
pub struct As<T, F>(PhantomData<fn() -> (T, F)>);

impl<T: StoredAs<F>, F: 'static> Attribute for As<T, F> {
    type Native = T;
    type Operand = Self;
    const TYPE: Option<AttributeType> = T::TYPE;
    const PROBLEM: Option<&'static str> = T::PROBLEM;

    #[inline]
    fn write(value: &T, out: &mut Writer) -> Result<(), EncodeError> {
        value.write_as(out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<T, DecodeError> {
        T::read_as(from)
    }
}

impl<T: StoredAs<F>, F: 'static> Element for As<T, F> {}
