//! Lists of keys in a type, so that each gives items of its own.

use std::marker::PhantomData;

use dynamo_model_fields::ReadItem;

use crate::error::Result;
use crate::model::Model;
use crate::model::projection::Projection;
use crate::model::schema::Schema;
use crate::wire::raw::RawItem;

/// A list of keys of the model `M`, whose items are read as `P`.
#[derive(Debug)]
pub struct Keys<M, P = M>(PhantomData<fn() -> (M, P)>);

/// What a list of keys is read as.
pub trait ReadAs {
    /// The type of its items.
    type Item: ReadItem + Send + 'static;
}

impl<M: Model, P: Projection<M>> ReadAs for Keys<M, P> {
    type Item = P;
}

/// Lists of keys, as a tuple of [`Keys`].
pub trait KeyLists {
    /// What they give: a tuple of a list for each.
    type Found: Send + 'static;

    #[doc(hidden)]
    fn found(parts: Parts) -> Result<Self::Found>;
}

/// Lists of keys that another can be added to: there are at most 12.
#[diagnostic::on_unimplemented(
    message = "a batch takes at most 12 lists of keys",
    label = "this is the thirteenth"
)]
pub trait Append<List> {
    /// With the list at the end.
    type Output;
}

/// Lists of keys of which there is a last one.
#[diagnostic::on_unimplemented(
    message = "this is about the `keys` right before it, and there are none",
    label = "it stands behind `.keys(..)`"
)]
pub trait EndsWithKeys {
    /// The model of the last list.
    type Model: Model;
    /// With the last list read as `P`.
    type Projected<P>;
}

/// The answers of one batch, in a form that is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Parts {
    pub(super) items: Vec<Option<RawItem>>,
    /// Of each list: its schema, and the places of its items.
    pub(super) lists: std::vec::IntoIter<(&'static Schema, Vec<usize>)>,
}

impl Parts {
    /// Reads the items of the next list. One may be in several lists.
    fn next<T: ReadItem>(&mut self) -> Result<Vec<T>> {
        let Some((schema, places)) = self.lists.next() else { return Ok(Vec::new()) };
        let items = places.into_iter().filter_map(|place| self.items.get(place)?.as_ref());
        items.map(|item| item.read(schema)).collect()
    }
}

impl KeyLists for () {
    type Found = ();

    fn found(_: Parts) -> Result<()> {
        Ok(())
    }
}

impl<List> Append<List> for () {
    type Output = (List,);
}

macro_rules! lists {
    ($($before:ident)*; $last:ident) => {
        impl<$($before: ReadAs,)* $last: ReadAs> KeyLists for ($($before,)* $last,) {
            type Found = ($(Vec<$before::Item>,)* Vec<$last::Item>,);

            fn found(mut parts: Parts) -> Result<Self::Found> {
                Ok(($(parts.next::<$before::Item>()?,)* parts.next::<$last::Item>()?,))
            }
        }

        impl<$($before,)* M: Model, Of> EndsWithKeys for ($($before,)* Keys<M, Of>,) {
            type Model = M;
            type Projected<P> = ($($before,)* Keys<M, P>,);
        }
    };
}

macro_rules! appended {
    ($($list:ident)+) => {
        impl<$($list,)+ List> Append<List> for ($($list,)+) {
            type Output = ($($list,)+ List,);
        }
    };
}

lists!(; A);
lists!(A; B);
lists!(A B; C);
lists!(A B C; D);
lists!(A B C D; E);
lists!(A B C D E; F);
lists!(A B C D E F; G);
lists!(A B C D E F G; H);
lists!(A B C D E F G H; I);
lists!(A B C D E F G H I; J);
lists!(A B C D E F G H I J; K);
lists!(A B C D E F G H I J K; L);
appended!(A);
appended!(A B);
appended!(A B C);
appended!(A B C D);
appended!(A B C D E);
appended!(A B C D E F);
appended!(A B C D E F G);
appended!(A B C D E F G H);
appended!(A B C D E F G H I);
appended!(A B C D E F G H I J);
appended!(A B C D E F G H I J K);
