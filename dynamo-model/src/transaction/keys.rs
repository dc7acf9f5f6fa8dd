//! What a transaction reads: keys in a tuple, each with its own type of item, or in a list.

use std::fmt;
use std::marker::PhantomData;

use dynamo_model_fields::ReadItem;

use crate::connection::Connection;
use crate::error::Result;
use crate::model::Model;
use crate::model::key::Key;
use crate::model::projection::Projection;
use crate::model::schema::Schema;
use crate::plan::transact::WantedItem;
use crate::wire::raw::RawItem;

/// A key, and the projection as which its item is read; see [`Key::project`].
pub struct ProjectedKey<M, P> {
    key: Key<M>,
    projection: PhantomData<fn() -> P>,
}

impl<M: Model> Key<M> {
    /// Has [`transact_get`](Connection::transact_get) read the attributes that a [`Projection`] names, instead of the whole
    /// item.
    #[must_use]
    pub fn project<P: Projection<M>>(self) -> ProjectedKey<M, P> {
        ProjectedKey { key: self, projection: PhantomData }
    }
}

impl<M, P> Clone for ProjectedKey<M, P> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), projection: PhantomData }
    }
}

impl<M, P> fmt::Debug for ProjectedKey<M, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.fmt(f)
    }
}

/// The key of an item that a transaction reads: a [`Key`], or one with a projection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say of which model's item it is the key",
    label = "give `Model::key_of(..)`"
)]
pub trait TransactKey {
    /// What the item is read as.
    type Item: ReadItem + Send + 'static;

    #[doc(hidden)]
    fn wanted(self, db: &Connection) -> Result<Asked>;
}

/// An item that is asked for, in a form that is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Asked(pub(super) WantedItem);

impl<M: Model> TransactKey for Key<M> {
    type Item = M;

    fn wanted(self, db: &Connection) -> Result<Asked> {
        asked(&self, db, None)
    }
}

impl<M: Model> TransactKey for &Key<M> {
    type Item = M;

    fn wanted(self, db: &Connection) -> Result<Asked> {
        asked(self, db, None)
    }
}

impl<M: Model, P: Projection<M>> TransactKey for ProjectedKey<M, P> {
    type Item = P;

    fn wanted(self, db: &Connection) -> Result<Asked> {
        asked(&self.key, db, P::attributes())
    }
}

fn asked<M: Model>(
    key: &Key<M>,
    db: &Connection,
    attributes: Option<&'static [&'static str]>,
) -> Result<Asked> {
    let schema = M::schema();
    let table = db.table_name(schema.table());
    Ok(Asked(WantedItem { schema, table, key: key.values()?.clone(), attributes }))
}

/// What [`transact_get`](Connection::transact_get) takes: a tuple of up to 12 keys, or a list of keys of one model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of keys that a transaction can read",
    label = "give a tuple of up to 12 `Model::key_of(..)`, or a `Vec` of keys of one model"
)]
pub trait TransactKeys {
    /// What they are read as.
    type Found: Send + 'static;

    #[doc(hidden)]
    fn asked(self, db: &Connection) -> Vec<Result<Asked>>;

    #[doc(hidden)]
    fn found(answers: Answered) -> Result<Self::Found>;
}

/// The answers of one transaction, in a form that is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Answered(pub(super) std::vec::IntoIter<(Option<RawItem>, &'static Schema)>);

impl Answered {
    /// Reads the next answer.
    fn next<T: ReadItem>(&mut self) -> Result<Option<T>> {
        let Some((Some(item), schema)) = self.0.next() else { return Ok(None) };
        item.read(schema).map(Some)
    }
}

macro_rules! tuples {
    ($($key:ident)+) => {
        impl<$($key: TransactKey),+> TransactKeys for ($($key,)+) {
            type Found = ($(Option<$key::Item>,)+);

            fn asked(self, db: &Connection) -> Vec<Result<Asked>> {
                #[expect(non_snake_case, reason = "a value has the name of its type here")]
                let ($($key,)+) = self;
                vec![$($key.wanted(db)),+]
            }

            fn found(mut answers: Answered) -> Result<Self::Found> {
                Ok(($(answers.next::<$key::Item>()?,)+))
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty, $key:ty;)*) => {$(
        impl<$($generics)*> TransactKeys for $list
        where
            $key: TransactKey,
        {
            type Found = Vec<Option<<$key as TransactKey>::Item>>;

            fn asked(self, db: &Connection) -> Vec<Result<Asked>> {
                self.into_iter().map(|key| key.wanted(db)).collect()
            }

            fn found(mut answers: Answered) -> Result<Self::Found> {
                (0..answers.0.len()).map(|_| answers.next::<<$key as TransactKey>::Item>()).collect()
            }
        }
    )*};
}

lists! {
    [K] Vec<K>, K;
    [K, const N: usize] [K; N], K;
    ['a, K] &'a [K], &'a K;
    ['a, K] &'a Vec<K>, &'a K;
}
