//! `update_one`: one item, changed in place.

use std::marker::PhantomData;

use dynamo_model_fields::{DecodeError, Item, ReadItem, Reader};

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::call::Call;
use crate::exec::single;
use crate::expr::condition::IntoCondition;
use crate::expr::update::Action;
use crate::model::Model;
use crate::plan::steps::Returned;
use crate::plan::write::{self, UpdateOptions};
use crate::plan::{Plan, UpdatePlan};
use crate::strategy::Aim;
use crate::verbs::builder::{CallOptions, awaited, call_options, hooks, measured, verb};
use crate::verbs::exactly_once::ExactlyOnce;
use crate::verbs::or_not_found::{absent, check, or_not_found};

/// An UpdateItem that was not sent yet; see [`Verbs::update_one`](crate::Verbs::update_one).
///
/// `R` is what it gives back: the model, an [`Item`] of what was changed, or [`Nothing`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct UpdateOne<M, R = M> {
    db: Connection,
    aim: Result<Aim>,
    actions: Result<Vec<Action>>,
    options: UpdateOptions,
    call: CallOptions,
    types: PhantomData<fn() -> (M, R)>,
}

/// Nothing of an item but that it was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nothing;

impl ReadItem for Nothing {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.skip().map(|()| Self)
    }
}

impl<M: Model> UpdateOne<M> {
    pub(crate) fn new(db: &Connection, aim: Result<Aim>, actions: Result<Vec<Action>>) -> Self {
        let (options, call) = (UpdateOptions::default(), CallOptions::default());
        Self { db: db.clone(), aim, actions, options, call, types: PhantomData }
    }

    /// Gives the item as it was before. With [`upsert`](Self::upsert), `None` is also an item that was created.
    ///
    /// If an answer was lost on the way, what the item was before is not known any more:
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown), though it was changed.
    pub fn returning_old(self) -> Self {
        self.returning(Returned::Old)
    }

    /// Gives the attributes that were changed, as they are then, and no others. What was removed is not among them.
    pub fn returning_updated_new(self) -> UpdateOne<M, Item> {
        self.returning(Returned::UpdatedNew)
    }

    /// Gives the attributes that were changed, as they were before, and no others; not after a lost answer, as
    /// [`returning_old`](Self::returning_old).
    pub fn returning_updated_old(self) -> UpdateOne<M, Item> {
        self.returning(Returned::UpdatedOld)
    }

    /// Gives no item back, which spares its way; `None` still is an absent item.
    pub fn returning_nothing(self) -> UpdateOne<M, Nothing> {
        self.returning(Returned::Nothing)
    }

    /// Has the update done once, whatever becomes of answers: for what is counted or paid.
    ///
    /// Sends a TransactWriteItems with a token instead, by which DynamoDB tells a retry from another update, so that it is
    /// sent again after a lost answer and still counts once; see
    /// [`transact_write`](crate::Connection::transact_write). It costs twice the write units, and gives no item back: only
    /// whether there was one. What stands before it of the update holds as well, but for hooks for UpdateItem.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct Account {
    ///     #[model(hash_key)]
    ///     id: u32,
    ///     balance: i64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// Account::create_table(&db).await?;
    /// Account::save_one(&db, Account::new(1_u32, 100)).await?;
    /// assert!(Account::update_one(&db, 1, Account::BALANCE.add(50)).exactly_once().await?);
    /// assert!(!Account::update_one(&db, 2, Account::BALANCE.add(50)).exactly_once().await?); // there is none
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn exactly_once(self) -> ExactlyOnce<M> {
        ExactlyOnce::new(self)
    }

    fn returning<R>(self, returned: Returned) -> UpdateOne<M, R> {
        let Self { db, aim, actions, options, call, .. } = self;
        UpdateOne {
            db,
            aim,
            actions,
            options: UpdateOptions { returned, ..options },
            call,
            types: PhantomData,
        }
    }
}

impl<M: Model, R: ReadItem + Send + 'static> UpdateOne<M, R> {
    /// Changes the item only if a condition holds for it. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<M>) -> Self {
        self.options = self.options.and_only_if(condition.into_condition().into_expr());
        self
    }

    /// Creates the item if it is absent, instead of giving `None`.
    ///
    /// It then holds the key and what the updates write. With a condition that does not hold for an absent item,
    /// nothing is created, and the answer is `None`.
    ///
    /// # Errors
    ///
    /// When it is used, [`is_refused`](crate::Error::is_refused) if the updates do not write every field that an item
    /// must have to be read as the model; the error names those that are missing.
    pub fn upsert(mut self) -> Self {
        self.options.upsert = true;
        self
    }

    /// Makes the maps that the updates step into, where they are absent: `User::ADDRESS.at(Address::CITY).set("Kisumu")`
    /// then also works for a user without an address.
    ///
    /// A map that is made holds what the updates set in it and nothing else, so a document must be readable with that.
    /// Only maps inside maps are made, for what is set in them: never a list or an element of one, and none for a
    /// `remove`. An update that reads another attribute, or the one that it sets, cannot make its map.
    ///
    /// DynamoDB cannot say this in one expression. The parts are set under the condition that their parents are there.
    /// Where that fails, the item which came back tells what is missing, and the whole parent is set under the condition
    /// that it is still absent; if another writer is faster, this is repeated, up to 5 requests in all.
    pub fn create_parents(mut self) -> Self {
        self.options.create_parents = true;
        self
    }

    /// Sends an update that must not be done twice again after its answer was lost, at the risk that it counts twice.
    pub fn retry_unknown(mut self) -> Self {
        self.options.retry_unknown = true;
        self
    }

    call_options!(call);

    hooks! {
        customize => update_item: UpdateItemFluentBuilder, "UpdateItem";
    }

    measured!('static, Option<R>);

    or_not_found!(R, |update| {
        let checked = check(&update.options).map_err(|error| error.of_model(M::schema().model()));
        checked.map(|()| absent::<M>("UpdateItem", &update.call.table_of::<M>(&update.db)))
    });

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::Update)
    }

    pub(super) fn makes_parents(&self) -> bool {
        self.options.create_parents
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.db
    }

    pub(super) fn begin(&self) -> Call {
        self.call.begin(&self.db)
    }

    pub(super) fn plan(&self) -> Result<UpdatePlan> {
        let schema = M::schema();
        let (aim, actions) = (self.aim.clone()?, self.actions.clone()?);
        let table = self.call.table_of::<M>(&self.db);
        write::update(schema, &table, aim, actions, &self.options)
            .map_err(|error| error.of_model(schema.model()))
    }

    fn run(self) -> impl Future<Output = Result<Option<R>>> + Send + 'static {
        let plan = self.plan().inspect(|plan| self.db.tell(|| Ok(Plan::Update(plan.clone()))));
        let call = self.begin();
        async move { single::update(&call, M::schema(), plan.as_ref().map_err(Clone::clone)?).await }
    }
}

verb!([M: Model, R: ReadItem + Send + 'static] UpdateOne<M, R>, "update_one", |call| &mut call.db);
awaited!(
    @ [M: Model, R: ReadItem + Send + 'static] UpdateOne<M, R> => Option<R>
);
