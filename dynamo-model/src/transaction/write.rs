//! `transact_write`: writes of several items, all of them or none.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::transact::{self, Sending};
use crate::expr::condition::IntoCondition;
use crate::expr::update::Update;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::transact::{TransactAction, Wanted, action, write};
use crate::plan::write::{Overwrite, UpdateOptions};
use crate::plan::{Plan, TransactWritePlan};
use crate::strategy::{IntoTarget, NamesItem, Target};
use crate::transaction::after::{self, Acted, Conditional, Creating, Overwritable};
use crate::verbs::builder::{BoxFuture, CallOptions, hooks, measured, timeout, verb};
use crate::verbs::called::called;
use crate::verbs::{IntoOverwrite, checked_key, json};

/// What a transaction may put: an instance of a model, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no instance of a model",
    label = "give an instance, or a reference"
)]
pub trait IntoPut<Mark> {
    /// The model.
    type Model: Model;

    #[doc(hidden)]
    fn into_stored(self) -> Result<Stored>;
}

/// A valid item as it is stored, in a form that is ours alone.
#[doc(hidden)]
pub struct Stored {
    pub(crate) key: PrimaryKey,
    pub(crate) json: Vec<u8>,
}

impl Stored {
    fn of<M: Model>(item: &M) -> Result<Self> {
        Ok(Self { key: checked_key(item)?, json: json(item)? })
    }
}

// The values of the item stay out of logs.
impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stored({})", self.key)
    }
}

/// Marks an instance.
#[derive(Debug)]
pub struct Owned;
/// Marks a reference to an instance.
#[derive(Debug)]
pub struct Borrowed;

impl<M: Model> IntoPut<Owned> for M {
    type Model = M;

    fn into_stored(self) -> Result<Stored> {
        Stored::of(&self)
    }
}

impl<M: Model> IntoPut<Borrowed> for &M {
    type Model = M;

    fn into_stored(self) -> Result<Stored> {
        Stored::of(self)
    }
}

/// A transaction that was not sent yet; see [`Connection::transact_write`].
///
/// `Last` is the action that was added last.
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TransactWrite<Last = after::Nothing> {
    db: Connection,
    drafts: Vec<Draft>,
    token: Option<String>,
    call: CallOptions,
    last: PhantomData<fn() -> Last>,
}

/// An action as it was asked for. What is wrong with it is reported when it is used, so that adding one cannot fail.
struct Draft {
    schema: &'static Schema,
    /// The table, in place of the model's.
    table: Option<String>,
    verb: &'static str,
    wanted: Result<Wanted>,
    /// The item's JSON, of a put.
    json: Option<Vec<u8>>,
}

impl TransactWrite {
    pub(crate) fn new(db: &Connection) -> Self {
        let (drafts, call) = (Vec::new(), CallOptions::default());
        Self { db: db.clone(), drafts, token: None, call, last: PhantomData }
    }
}

impl<Last> TransactWrite<Last> {
    /// Adds a put: the item is validated and stored. One of the same key is replaced, unless
    /// [`overwrite`](Self::overwrite) says otherwise.
    pub fn put<Mark, I: IntoPut<Mark>>(self, item: I) -> TransactWrite<after::Put<I::Model>> {
        let (wanted, json) = match item.into_stored() {
            Ok(Stored { key, json }) => (Ok(Wanted::Put { key, overwrite: Overwrite::Always }), Some(json)),
            Err(error) => (Err(error), None),
        };
        self.add::<I::Model, _>("put", wanted, json)
    }

    /// Adds an update: the item is changed in place. If it is absent, the transaction is cancelled, unless
    /// [`upsert`](Self::upsert) says otherwise. Conditions that stand beside the key must hold as well.
    pub fn update<M: Model, Mark>(
        self,
        target: impl IntoTarget<M, Mark>,
        updates: impl IntoIterator<Item = Update<M>>,
    ) -> TransactWrite<after::Update<M>> {
        let actions = updates.into_iter().map(Update::into_action).collect();
        let aim = target.into_target().into_aim();
        let options = Box::<UpdateOptions>::default();
        self.add::<M, _>("update", aim.map(|aim| Wanted::Update { aim, actions, options }), None)
    }

    /// Adds a delete. That the item is absent already is no reason to cancel, unless it is asked for by a condition.
    pub fn delete<Mark, K: NamesItem<Mark>>(self, key: K) -> TransactWrite<after::Delete<K::Model>> {
        let aim = key.into_named().into_aim();
        self.add::<K::Model, _>("delete", aim.map(Wanted::Delete), None)
    }

    /// Adds a check: nothing is done to the item, and nothing to any other unless the condition holds for it.
    pub fn check<M: Model, Mark>(
        self,
        target: impl IntoTarget<M, Mark>,
        condition: impl IntoCondition<M>,
    ) -> TransactWrite<after::Check<M>> {
        let target: Target<M> = target.into_target();
        let wanted =
            target.into_aim().map(|aim| Wanted::Check(aim.and(condition.into_condition().into_expr())));
        self.add::<M, _>("check", wanted, None)
    }

    /// Says whether the item of the `put` before it may replace another: `false`, or only if a condition holds for that.
    ///
    /// See [`SaveOne::overwrite`](crate::SaveOne::overwrite).
    pub fn overwrite(mut self, overwrite: impl IntoOverwrite<Last::Model>) -> Self
    where
        Last: Overwritable,
    {
        let asked = overwrite.into_overwrite().0;
        self.change(|wanted| {
            if let Wanted::Put { overwrite, .. } = wanted {
                *overwrite = asked;
            }
        });
        self
    }

    /// Has the `update` or `delete` before it ask a condition of the item; if it does not hold, the transaction is
    /// cancelled. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<Last::Model>) -> Self
    where
        Last: Conditional,
    {
        let condition = condition.into_condition().into_expr();
        self.change(|wanted| match wanted {
            Wanted::Update { options, .. } => {
                **options = std::mem::take(&mut **options).and_only_if(condition);
            }
            Wanted::Delete(aim) => *aim = aim.clone().and(condition),
            Wanted::Put { .. } | Wanted::Check(_) => {}
        });
        self
    }

    /// Has the `update` before it create the item if it is absent; see [`UpdateOne::upsert`](crate::UpdateOne::upsert).
    pub fn upsert(mut self) -> Self
    where
        Last: Creating,
    {
        self.change(|wanted| {
            if let Wanted::Update { options, .. } = wanted {
                options.upsert = true;
            }
        });
        self
    }

    /// Has the action before it go to this table instead of the model's. It is the full name, to which the connection's
    /// prefix is not added.
    pub fn table(mut self, name: impl Into<String>) -> Self
    where
        Last: Acted,
    {
        if let Some(draft) = self.drafts.last_mut() {
            draft.table = Some(name.into());
        }
        self
    }

    /// Forgets what the action before it was, so that all transactions have one type: for actions that are added in a loop.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(Model)]
    /// # struct User { #[model(hash_key)] email: String }
    /// # fn run(db: &Connection, users: Vec<User>, gone: Vec<User>) {
    /// let mut transaction = db.transact_write();
    /// for user in &users {
    ///     transaction = transaction.put(user).overwrite(false).any();
    /// }
    /// for user in &gone {
    ///     transaction = transaction.delete(user).any();
    /// }
    /// # }
    /// ```
    pub fn any(self) -> TransactWrite {
        let Self { db, drafts, token, call, .. } = self;
        TransactWrite { db, drafts, token, call, last: PhantomData }
    }

    /// Gives the transaction a token of your own, of 1 to 36 characters, in place of a random one.
    ///
    /// Two calls with one token and the same actions are done once, if not more than ten minutes lie between them: keep it
    /// with the work that the transaction is for, and the work can be taken up again after a crash. With other actions, and
    /// the same ones in another order, a token that is known ends as [`is_token_reused`](crate::Error::is_token_reused).
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    timeout!(call);

    hooks! {
        customize => transact_write_items: TransactWriteItemsFluentBuilder, "TransactWriteItems";
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::TransactWrite)
    }

    fn add<M: Model, Next>(
        mut self,
        verb: &'static str,
        wanted: Result<Wanted>,
        json: Option<Vec<u8>>,
    ) -> TransactWrite<Next> {
        let schema = M::schema();
        let (position, table) = (self.drafts.len(), self.db.table_name(schema.table()));
        let wanted = wanted.map_err(|error| error.of_model(schema.model()).of_action(position, verb, &table));
        self.drafts.push(Draft { schema, table: None, verb, wanted, json });
        let Self { db, drafts, token, call, .. } = self;
        TransactWrite { db, drafts, token, call, last: PhantomData }
    }

    fn change(&mut self, change: impl FnOnce(&mut Wanted)) {
        if let Some(Draft { wanted: Ok(wanted), .. }) = self.drafts.last_mut() {
            change(wanted);
        }
    }

    fn plan(&self) -> Result<TransactWritePlan> {
        let actions = self.drafts.iter().enumerate();
        let actions: Vec<TransactAction> =
            actions.map(|(position, draft)| draft.plan(&self.db, position)).collect::<Result<_>>()?;
        self.token.as_deref().map(transact::check_token).transpose()?;
        write(actions, size(&self.drafts)?)
    }

    async fn run(self) -> Result<()> {
        let plan = self.plan()?;
        self.db.tell(|| Ok(Plan::TransactWrite(plan.clone())));
        let token = self.token.unwrap_or_else(transact::random_token);
        let ready = plan.actions.into_iter().zip(self.drafts);
        let ready = ready.map(|(action, draft)| Sending { schema: draft.schema, action, json: draft.json });
        transact::write(&self.call.begin(&self.db), ready.collect(), &token).await
    }
}

impl<Last: 'static> TransactWrite<Last> {
    measured!('static, ());

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> impl Future<Output = Result<()>> + Send + 'static {
        called(self, Self::run)
    }
}

verb!([Last: 'static] TransactWrite<Last>, "transact_write", |call| &mut call.db);

impl<Last: 'static> IntoFuture for TransactWrite<Last> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(called(self, Self::run))
    }
}

impl Draft {
    fn plan(&self, db: &Connection, position: usize) -> Result<TransactAction> {
        let wanted = self.wanted.clone()?;
        let table = self.table.clone().unwrap_or_else(|| db.table_name(self.schema.table()));
        action(self.schema, &table, wanted)
            .map_err(|error| error.of_model(self.schema.model()).of_action(position, self.verb, &table))
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.verb, self.schema.model())
    }
}

/// How many bytes the items have at the least. The JSON of an item is never shorter than the item.
fn size(drafts: &[Draft]) -> Result<usize> {
    let json = || drafts.iter().filter_map(|draft| draft.json.as_deref());
    let total: usize = json().map(<[u8]>::len).sum();
    if total <= crate::plan::transact::MAX_SIZE {
        return Ok(total);
    }
    let size = |json: &[u8]| {
        let text = std::str::from_utf8(json).map_err(|_| Error::refused("an item is not UTF-8"))?;
        Ok(dynamo_model_fields::size::item_size(text)?)
    };
    json().map(size).sum()
}
