//! `or_not_found`: an item that must be there.

use std::fmt;
use std::future::IntoFuture;

use crate::error::{Error, Result};
use crate::model::Model;
use crate::plan::steps::Returned;
use crate::plan::write::UpdateOptions;
use crate::verbs::builder::BoxFuture;

/// A call for one item that must be there; see `or_not_found` of each verb, such as
/// [`GetOne::or_not_found`](crate::GetOne::or_not_found).
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model, Debug)]
/// struct Ticket {
///     #[model(hash_key)]
///     number: u32,
///     seat: String,
/// }
///
/// # async fn run() -> dynamo_model::Result<()> {
/// let db = Connection::embedded()?;
/// Ticket::create_table(&db).await?;
/// let error = Ticket::update_one(&db, 7, Ticket::SEAT.set("A1")).or_not_found().await.unwrap_err();
/// assert!(error.is_item_not_found());
/// assert_eq!(error.to_string(), "Ticket: there is no such item (UpdateItem on table `tickets`)");
///
/// Ticket::save_one(&db, Ticket::new(7_u32, "A1")).await?;
/// let ticket: Ticket = Ticket::get_one(&db, 7).or_not_found().await?;
/// assert_eq!(ticket.seat, "A1");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[must_use = "nothing is sent until it is awaited"]
pub struct OrNotFound<T> {
    call: BoxFuture<'static, Result<T>>,
}

impl<T: Send + 'static> OrNotFound<T> {
    pub(crate) fn new(call: BoxFuture<'static, Result<T>>) -> Self {
        Self { call }
    }

    /// Sends it; the same as `.await` on the builder.
    ///
    /// # Errors
    ///
    /// [`is_item_not_found`](crate::Error::is_item_not_found) if there is no item, and those of the call without this word.
    pub async fn send(self) -> Result<T> {
        self.call.await
    }
}

impl<T: Send + 'static> IntoFuture for OrNotFound<T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> fmt::Debug for OrNotFound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrNotFound")
    }
}

/// Refuses an update that has no answer for an item which it has created itself.
pub(crate) fn check(options: &UpdateOptions) -> Result<()> {
    let tells_before = matches!(options.returned, Returned::Old | Returned::UpdatedOld);
    if options.upsert && tells_before {
        return Err(Error::refused(
            "an upsert that gives what was before gives nothing of an item that it created: `or_not_found` would \
             take that for an absent one",
        ));
    }
    Ok(())
}

/// What a call for an item of a model ends with where there is none.
pub(crate) fn absent<M: Model>(operation: &'static str, table: &str) -> Error {
    Error::item_not_found().of_model(M::schema().model()).at(operation, table)
}

/// Gives a builder the word for an item that must be there; `$absent` is how its absence is told.
macro_rules! or_not_found {
    ($output:ty, |$builder:ident| $absent:expr) => {
        /// Ends as [`is_item_not_found`](crate::Error::is_item_not_found) where there is no item, which a service answers
        /// with 404 ([`Error::http_status`](crate::Error::http_status)); gives the item itself, and no `Option`.
        pub fn or_not_found(self) -> $crate::verbs::OrNotFound<$output> {
            let $builder = &self;
            let absent: $crate::error::Result<$crate::error::Error> = $absent;
            let run = |call: Self| async move {
                let absent = absent?;
                call.run().await?.ok_or(absent)
            };
            $crate::verbs::OrNotFound::new(Box::pin($crate::verbs::called::called(self, run)))
        }
    };
}

pub(crate) use or_not_found;
