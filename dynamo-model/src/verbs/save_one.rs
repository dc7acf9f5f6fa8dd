//! `save_one`: one item, validated and stored.

use std::marker::PhantomData;

use dynamo_model_fields::{DecodeError, Item, Reader, Writer};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::encoded::item_member;
use crate::exec::single;
use crate::expr::condition::Condition;
use crate::model::Model;
use crate::plan::write::{Overwrite, put};
use crate::plan::{Plan, PutPlan};
use crate::verbs::builder::{CallOptions, awaited, call_options, hooks, measured, verb};
use crate::wire::request::Member;

/// What may be saved as the model `M`: an instance, a reference to one that can be cloned, or a map of attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a `{M}`",
    label = "give an instance of `{M}`, or an `Item`"
)]
pub trait IntoInput<M: Model, Mark> {
    #[doc(hidden)]
    fn into_input(self) -> Result<M>;
}

/// Marks an instance.
#[derive(Debug)]
pub struct Instance;
/// Marks a map of attributes.
#[derive(Debug)]
pub struct Attributes;

impl<M: Model> IntoInput<M, Instance> for M {
    fn into_input(self) -> Result<M> {
        Ok(self)
    }
}

impl<M: Model + Clone> IntoInput<M, Instance> for &M {
    fn into_input(self) -> Result<M> {
        Ok(self.clone())
    }
}

impl<M: Model> IntoInput<M, Attributes> for Item {
    fn into_input(self) -> Result<M> {
        of_item(&self)
    }
}

impl<M: Model> IntoInput<M, Attributes> for &Item {
    fn into_input(self) -> Result<M> {
        of_item(self)
    }
}

/// Converts a map that was not stored yet: what is absent gets its default, and nothing may be left over.
pub(crate) fn of_item<M: Model>(item: &Item) -> Result<M> {
    let schema = M::schema();
    let is_unknown = |name: &&String| schema.field(name).is_none() && !schema.fields().keeps_unknown();
    if let Some(unknown) = item.keys().find(is_unknown) {
        let words = format!("there is no attribute `{unknown}`");
        return Err(Error::refused(words).of_model(schema.model()).of_input());
    }
    let mut out = Writer::new();
    dynamo_model_fields::WriteItem::write_item(item, &mut out)?;
    let read = || -> Result<M, DecodeError> { M::read_input(&mut Reader::new(out.as_bytes())?) };
    read().map_err(|error| Error::decode(error).of_model(schema.model()).of_input())
}

/// Whether a save may replace an item that is there: `true`, `false`, or a condition on it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether an item may be replaced",
    label = "give `true`, `false` or a condition of `{M}`"
)]
pub trait IntoOverwrite<M> {
    #[doc(hidden)]
    fn into_overwrite(self) -> Replace;
}

/// A choice whose form is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Replace(pub(crate) Overwrite);

impl<M> IntoOverwrite<M> for bool {
    fn into_overwrite(self) -> Replace {
        Replace(if self { Overwrite::Always } else { Overwrite::Never })
    }
}

impl<M, K> IntoOverwrite<M> for Condition<M, K> {
    fn into_overwrite(self) -> Replace {
        Replace(Overwrite::If(self.into_expr()))
    }
}

impl<M, K> IntoOverwrite<M> for &Condition<M, K> {
    fn into_overwrite(self) -> Replace {
        Replace(Overwrite::If(self.expr().clone()))
    }
}

/// A PutItem that was not sent yet; see [`Verbs::save_one`](crate::Verbs::save_one).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct SaveOne<M> {
    db: Connection,
    item: Result<M>,
    overwrite: Overwrite,
    call: CallOptions,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> SaveOne<M> {
    pub(crate) fn new(db: &Connection, item: Result<M>) -> Self {
        let call = CallOptions::default();
        Self { db: db.clone(), item, overwrite: Overwrite::Always, call, model: PhantomData }
    }

    /// Says whether an item of the same key may be replaced: `false`, or only if a condition holds for it.
    ///
    /// A condition is asked of the item that is there. Where there is none, most conditions fail and nothing is
    /// created; to create as well, allow it: `condition | User::EMAIL.not_exists()`.
    ///
    /// After an answer was lost, a condition that fails on exactly the item that is saved counts as success: an earlier
    /// attempt has most likely stored it. Where somebody else may have stored the very same item, give each writer an
    /// attribute of its own.
    pub fn overwrite(mut self, overwrite: impl IntoOverwrite<M>) -> Self {
        self.overwrite = overwrite.into_overwrite().0;
        self
    }

    /// Gives the item that was replaced instead of the one that is saved; `None` if there was none.
    ///
    /// If an answer was lost on the way, what was replaced is not known any more:
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown), though the item is saved.
    pub fn returning_old(self) -> SaveReplacing<M> {
        SaveReplacing(self)
    }

    call_options!(call);

    hooks! {
        customize => put_item: PutItemFluentBuilder, "PutItem";
    }

    measured!('static, M);

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::Put)
    }

    fn plan(&self) -> Result<PutPlan> {
        let schema = M::schema();
        put(schema, self.call.table_of::<M>(&self.db), &self.overwrite)
            .map_err(|error| error.of_model(schema.model()))
    }

    fn run(self) -> impl Future<Output = Result<M>> + Send + 'static {
        let call = self.call.begin(&self.db);
        let begun = self.begun();
        async move {
            let (plan, item, ready) = begun?;
            single::put(&call, M::schema(), &plan, ready).await?;
            Ok(item)
        }
    }

    /// What is sent, and what it is made of.
    fn begun(self) -> Result<(PutPlan, M, Member)> {
        let plan = self.plan()?;
        let item = self.item?;
        let ready = ready(&item)?;
        self.db.tell(|| Ok(Plan::Put(plan.clone())));
        Ok((plan, item, ready))
    }
}

verb!([M: Model] SaveOne<M>, "save_one", |call| &mut call.db);
awaited!(SaveOne<M> => M);

/// A PutItem that gives the item which it replaces, and was not sent yet; see [`SaveOne::returning_old`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct SaveReplacing<M>(SaveOne<M>);

impl<M: Model> SaveReplacing<M> {
    measured!('static, Option<M>);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    pub fn explain(&self) -> Result<Plan> {
        self.0.explain()
    }

    async fn run(self) -> Result<Option<M>> {
        let save = self.0;
        let plan = save.plan()?;
        let ready = ready(&save.item?)?;
        save.db.tell(|| Ok(Plan::Put(plan.clone())));
        let call = save.call.begin(&save.db);
        single::put_over(&call, M::schema(), &plan, ready).await
    }
}

verb!([M: Model] SaveReplacing<M>, "save_one", |call| &mut call.0.db);
awaited!(SaveReplacing<M> => Option<M>);

/// Checks an item in full, and writes it for a PutItem.
fn ready<M: Model>(item: &M) -> Result<Member> {
    checked(item)?;
    if !item.is_key_certain() {
        item.key().values()?;
    }
    item_member(item).map_err(|error| error.of_model(M::schema().model()))
}

/// Checks an item by the rules of its model, and what is a key of an index (R14).
pub(crate) fn checked<M: Model>(item: &M) -> Result<()> {
    item.validate().map_err(|errors| Error::validation(errors).of_model(M::schema().model()))?;
    item.check_index_keys()
}
