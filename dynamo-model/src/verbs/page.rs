//! `page`: some of the items of a read, and where to go on.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::page;
use crate::model::Model;
use crate::model::projection::Projection;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::Plan;
use crate::plan::cursor::{Cursor, Position};
use crate::verbs::builder::{CallOptions, awaited, measured, verb};
use crate::verbs::get_many::GetMany;

/// Some of the items of a read.
///
/// Where the items are of serde, so is the page, as an answer of a service may hold it:
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model, serde::Serialize, Debug)]
/// struct Task {
///     #[model(hash_key)]
///     id: u32,
/// }
///
/// # async fn run() -> dynamo_model::Result<()> {
/// let db = Connection::embedded()?;
/// Task::create_table(&db).await?;
/// Task::save_one(&db, Task::new(7_u32)).await?;
/// let page = Task::get_many(&db, [7]).page().await?;
/// assert_eq!(serde_json::json!(page), serde_json::json!({ "items": [{ "id": 7 }], "cursor": null }));
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the read.
    pub items: Vec<T>,
    /// Where the next page goes on; `None` after the last page, which may be empty.
    pub cursor: Option<Cursor>,
}

impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("Page", 2)?;
        page.serialize_field("items", &self.items)?;
        page.serialize_field("cursor", &self.cursor)?;
        page.end()
    }
}

/// A page that was not read yet; see [`GetMany::page`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ReadPage<M, P = M> {
    read: GetMany<M, P>,
    after: Option<Cursor>,
}

impl<M: Model, P: Projection<M>> ReadPage<M, P> {
    measured!('static, Page<P>);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.read.options_mut()
    }

    pub(super) fn new(read: GetMany<M, P>, after: Option<Cursor>) -> Self {
        Self { read, after }
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.prepared().map(|(plan, _)| plan)
    }

    /// The plan, and where in it the page begins.
    fn prepared(&self) -> Result<(Plan, Option<Position>)> {
        let place = |error: Error| error.of_model(M::schema().model());
        if self.read.limited() == Some(0) {
            return Err(place(Error::refused(
                "a page of no items leads nowhere: give it a limit of 1 or more",
            )));
        }
        let db = self.read.connection();
        check_seal(db, M::schema()).map_err(place)?;
        let mut plan = self.read.explain()?;
        plan.note(match self.read.limited() {
            Some(_) => "one page is read: as many items as the limit says, and where to go on",
            None => "one page is read: what the first request gives that gives any, and where to go on",
        });
        if self.after.is_some() {
            plan.note("the page begins after the cursor, and what lies before it is not read");
        }
        let position = self.after.as_ref().map(|cursor| cursor.position(&plan, &db.wax()));
        Ok((plan, position.transpose().map_err(place)?))
    }

    async fn run(self) -> Result<Page<P>> {
        let (plan, from) = self.prepared()?;
        let (db, schema) = (self.read.connection(), M::schema());
        db.tell(|| Ok(plan.clone()));
        let (items, end) = page::read(&self.read.begin(), schema, plan.clone(), from, self.read.limited())
            .await
            .map_err(|error| error.of_model(schema.model()))?;
        let cursor = end.map(|position| Cursor::of(&plan, &position, &db.wax()));
        Ok(Page { items, cursor })
    }
}

verb!([M: Model, P: Projection<M>] ReadPage<M, P>, "get_many", |call| call.read.connection_mut());
awaited!(ReadPage<M, P> => Page<P>);

/// A cursor holds the values of keys, so that those of a sensitive key must be sealed.
fn check_seal(db: &Connection, schema: &Schema) -> Result<()> {
    let of_indexes = schema.indexes().iter().flat_map(|index| index.hash().iter().chain(index.range()));
    if db.seals_cursors() || !schema.key_attributes().chain(of_indexes).any(KeySchema::is_sensitive) {
        return Ok(());
    }
    Err(Error::refused(
        "a cursor holds the values of keys, and a key of this model is sensitive: give the connection `seal_cursors`",
    ))
}
