//! PartiQL: statements of the caller's own, decoded into models.

use std::fmt;
use std::marker::PhantomData;

use dynamo_model_fields::{ReadItem, Value};
use futures::stream::{self, StreamExt, TryStreamExt};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::CallOptions;
use crate::exec::statement as exec;
use crate::exec::transact::{check_token, random_token};
use crate::verbs::Rows;
use crate::verbs::builder::{awaited, hooks, measured, stream_options, timeout, verb};

/// How many statements one BatchExecuteStatement holds.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html>
const MAX_BATCH: usize = 25;

/// How many statements one ExecuteTransaction holds.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html>
const MAX_TRANSACTION: usize = 100;

/// The parameters of a statement, one for each `?`: a tuple of values, or an array or vector of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of parameters",
    label = "give a tuple, one value for each `?`: `(email,)`, `(user, 5)`, or `()` for none",
    note = "a single parameter is a tuple too: mind the comma in `(email,)`"
)]
pub trait IntoParameters {
    #[doc(hidden)]
    fn into_parameters(self) -> Vec<Value>;
}

impl<V: Into<Value>> IntoParameters for Vec<V> {
    fn into_parameters(self) -> Vec<Value> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<V: Into<Value>, const LENGTH: usize> IntoParameters for [V; LENGTH] {
    fn into_parameters(self) -> Vec<Value> {
        self.into_iter().map(Into::into).collect()
    }
}

macro_rules! tuples {
    ($(($($value:ident)*))*) => {$(
        impl<$($value: Into<Value>),*> IntoParameters for ($($value,)*) {
            fn into_parameters(self) -> Vec<Value> {
                #[expect(non_snake_case, reason = "a type and its value share a name")]
                let ($($value,)*) = self;
                vec![$($value.into()),*]
            }
        }
    )*};
}

tuples!((A)(A B)(A B C)(A B C D)(A B C D E)(A B C D E F)(A B C D E F G)(A B C D E F G H));

impl IntoParameters for () {
    fn into_parameters(self) -> Vec<Value> {
        Vec::new()
    }
}

/// A PartiQL statement with its parameters.
#[derive(Clone)]
pub struct Statement(exec::Statement);

impl Statement {
    /// Makes one of its text and what stands for each `?` in it. Values belong into parameters: text that a caller sent and
    /// that is put into a statement may change what it does.
    pub fn new(text: impl Into<String>, parameters: impl IntoParameters) -> Self {
        let (text, parameters) = (text.into(), parameters.into_parameters());
        Self(exec::Statement { text, parameters, consistent: false })
    }

    /// Reads what all earlier writes left. Not for transactions, which always do.
    #[must_use]
    pub fn consistent(mut self) -> Self {
        self.0.consistent = true;
        self
    }
}

/// Shows the text, and not the parameters.
impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Statement").field(&self.0.text).finish()
    }
}

impl Connection {
    /// Carries out a PartiQL statement, and reads what it gives as `T`: a model, a projection, or an
    /// [`Item`](crate::Item). Sends ExecuteStatement, page by page.
    ///
    /// Nothing is checked or planned: a `SELECT` without the hash key in its `WHERE` scans the table. Table names stand in the
    /// statement in full. A statement that writes gives nothing, unless it says `RETURNING`, and is not sent again after its
    /// answer was lost.
    ///
    /// # Errors
    ///
    /// [`is_decode`](Error::is_decode) if an item does not fit, [`is_condition_failed`](Error::is_condition_failed) for an
    /// `INSERT` of a key that is there or a condition that does not hold,
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) for a write whose answer was lost, and the service's own.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    ///     name: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// let insert = r#"INSERT INTO "users" VALUE {'email': ?, 'name': ?}"#;
    /// db.execute::<User>(insert, ("ann@x.io", "Ann")).await?;
    /// let users = db.execute::<User>(r#"SELECT * FROM "users" WHERE email = ?"#, ("ann@x.io",)).await?;
    /// assert_eq!(users, [User::new("ann@x.io", "Ann")]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn execute<T: ReadItem + Send + 'static>(
        &self,
        statement: impl Into<String>,
        parameters: impl IntoParameters,
    ) -> Execute<T> {
        let statement = Statement::new(statement, parameters).0;
        Execute {
            db: self.clone(),
            statement,
            page_size: None,
            call: CallOptions::default(),
            item: PhantomData,
        }
    }

    /// Carries out any number of statements that each name one item, 25 a request, and tells what became of each in order.
    ///
    /// All of them read, or all of them write. What is throttled is sent again with backoff, at most ten times. If a request
    /// fails as a whole, so does each of its statements, and the others are sent all the same. Requests that read are sent
    /// several at once, and those that write one after another, unless
    /// [`max_in_flight`](ExecuteBatch::max_in_flight) says otherwise.
    ///
    /// # Errors
    ///
    /// None of its own: each statement has a result, in order.
    pub fn execute_batch<T: ReadItem + Send + 'static>(
        &self,
        statements: impl IntoIterator<Item = Statement>,
    ) -> ExecuteBatch<T> {
        let statements = statements.into_iter().map(|Statement(statement)| statement).collect();
        let call = CallOptions::default();
        ExecuteBatch { db: self.clone(), statements, in_flight: None, call, item: PhantomData }
    }

    /// Carries out up to 100 statements, all of them or none: all of them read, or all of them write.
    ///
    /// It is sent with a token of its own, so that a resend after a lost answer does nothing twice. It costs twice the units of
    /// its statements.
    ///
    /// # Errors
    ///
    /// [`is_transaction_cancelled`](Error::is_transaction_cancelled) if a statement could not be carried out, with the
    /// [reasons](Error::cancellation_reasons); [`is_decode`](Error::is_decode), and the service's own.
    pub fn execute_transaction<T: ReadItem + Send + 'static>(
        &self,
        statements: impl IntoIterator<Item = Statement>,
    ) -> ExecuteTransaction<T> {
        let statements = statements.into_iter().map(|Statement(statement)| statement).collect();
        let call = CallOptions::default();
        ExecuteTransaction { db: self.clone(), statements, token: None, call, item: PhantomData }
    }
}

/// A statement that was not sent yet; see [`Connection::execute`].
#[must_use = "nothing is sent until it is awaited"]
pub struct Execute<T> {
    db: Connection,
    statement: exec::Statement,
    page_size: Option<i32>,
    call: CallOptions,
    item: PhantomData<fn() -> T>,
}

impl<T: ReadItem + Send + 'static> Execute<T> {
    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.statement.consistent = true;
        self
    }

    /// Has each request evaluate at most so many items.
    pub fn page_size(mut self, items: u32) -> Self {
        self.page_size = Some(items.try_into().unwrap_or(i32::MAX));
        self
    }

    timeout!(call);

    hooks! {
        customize => execute_statement: ExecuteStatementFluentBuilder, "ExecuteStatement";
    }

    measured!('static, Vec<T>);

    /// Delivers the items one by one, reading a page when the one before is used up.
    pub fn stream(self) -> Rows<T> {
        Rows::of(self, |execute| async move {
            if execute.page_size == Some(0) {
                return Err(Error::refused("a page size of 0 would never end"));
            }
            let call = execute.call.begin(&execute.db);
            let (statement, size) = (execute.statement, execute.page_size);
            // The token of the next page; `None` once there is no more.
            let pages = stream::try_unfold(Some(None), move |next| {
                let (call, statement) = (call.clone(), statement.clone());
                async move {
                    let Some(token) = next else { return Ok::<_, Error>(None) };
                    let (items, token) = exec::page::<T>(&call, &statement, token, size).await?;
                    Ok(Some((items, token.map(Some))))
                }
            });
            Ok(pages.map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten().boxed())
        })
    }

    async fn run(self) -> Result<Vec<T>> {
        self.stream().try_collect().await
    }
}

verb!([T: ReadItem + Send + 'static] Execute<T>, "execute", |call| &mut call.db);
awaited!(@ [T: ReadItem + Send + 'static] Execute<T> => Vec<T>);

/// Statements that were not sent yet; see [`Connection::execute_batch`].
#[must_use = "nothing is sent until it is awaited"]
pub struct ExecuteBatch<T> {
    db: Connection,
    statements: Vec<exec::Statement>,
    in_flight: Option<usize>,
    call: CallOptions,
    item: PhantomData<fn() -> T>,
}

impl<T: ReadItem + Send + 'static> ExecuteBatch<T> {
    timeout!(call);
    stream_options!();

    hooks! {
        customize => batch_execute_statement: BatchExecuteStatementFluentBuilder, "BatchExecuteStatement";
    }

    measured!('static, Vec<Result<Option<T>>>);

    async fn run(self) -> Result<Vec<Result<Option<T>>>> {
        let call = self.call.begin(&self.db);
        let is_read = self.statements.iter().all(exec::Statement::is_read);
        // Statements that write may name one item, and then their order counts.
        let asked = if is_read { self.in_flight } else { self.in_flight.or(Some(1)) };
        let in_flight = call.settings().in_flight_of(asked);
        let chunks: Vec<Vec<exec::Statement>> = self.statements.chunks(MAX_BATCH).map(Vec::from).collect();
        let answers = stream::iter(chunks).map(|chunk| {
            let call = call.clone();
            async move { exec::batch::<T>(&call, &chunk).await }
        });
        Ok(answers.buffered(in_flight).map(stream::iter).flatten().collect().await)
    }
}

verb!([T: ReadItem + Send + 'static] ExecuteBatch<T>, "execute_batch", |call| &mut call.db);
awaited!(@ [T: ReadItem + Send + 'static] ExecuteBatch<T> => Vec<Result<Option<T>>>);

/// A transaction of statements that was not sent yet; see [`Connection::execute_transaction`].
#[must_use = "nothing is sent until it is awaited"]
pub struct ExecuteTransaction<T> {
    db: Connection,
    statements: Vec<exec::Statement>,
    token: Option<String>,
    call: CallOptions,
    item: PhantomData<fn() -> T>,
}

impl<T: ReadItem + Send + 'static> ExecuteTransaction<T> {
    /// Gives the transaction a token of your own, of 1 to 36 characters, in place of a random one; see
    /// [`TransactWrite::token`](crate::TransactWrite::token).
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    timeout!(call);

    hooks! {
        customize => execute_transaction: ExecuteTransactionFluentBuilder, "ExecuteTransaction";
    }

    measured!('static, Vec<Option<T>>);

    async fn run(self) -> Result<Vec<Option<T>>> {
        if self.statements.is_empty() {
            return Ok(Vec::new());
        }
        if self.statements.len() > MAX_TRANSACTION {
            let words = format!(
                "a transaction has at most {MAX_TRANSACTION} statements, and this has {}",
                self.statements.len()
            );
            return Err(Error::refused(words));
        }
        self.token.as_deref().map(check_token).transpose()?;
        let token = self.token.unwrap_or_else(random_token);
        exec::transaction(&self.call.begin(&self.db), &self.statements, &token).await
    }
}

verb!([T: ReadItem + Send + 'static] ExecuteTransaction<T>, "execute_transaction", |call| &mut call.db);
awaited!(@ [T: ReadItem + Send + 'static] ExecuteTransaction<T> => Vec<Option<T>>);

macro_rules! shown {
    ($($builder:ident)*) => {$(
        impl<T> fmt::Debug for $builder<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($builder))
            }
        }
    )*};
}

shown!(Execute ExecuteBatch ExecuteTransaction);
