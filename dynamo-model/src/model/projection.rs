//! Projections: structs that are read of some of a model's attributes.

use dynamo_model_fields::ReadItem;

use crate::model::Model;

/// A struct that names some fields of the model `M`, and is read of their attributes alone.
///
/// Derive it; see the [derive macro](macro@crate::Projection). A model is a projection of itself: all of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{M}`",
    label = "not a projection of `{M}`",
    note = "put `#[derive(Projection)]` and `#[projection(of = {M})]` on a struct that names fields of `{M}`"
)]
pub trait Projection<M>: ReadItem + Sized + Send + 'static {
    /// Names the attributes that are read, by stored name; `None` for all.
    fn attributes() -> Option<&'static [&'static str]>;
}

impl<M: Model> Projection<M> for M {
    fn attributes() -> Option<&'static [&'static str]> {
        None
    }
}
