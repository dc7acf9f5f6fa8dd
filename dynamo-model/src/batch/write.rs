//! `batch_write`: puts and deletes of items of several tables, each accounted for.

use std::future::{Future, IntoFuture};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::Write;
use crate::exec::tables::{Table, Tables};
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::Plan;
use crate::plan::tables::write;
use crate::strategy::NamesKey;
use crate::transaction::{IntoPut, Stored};
use crate::verbs::batch_result::BatchResult;
use crate::verbs::builder::{BoxFuture, CallOptions, batch_options, hooks, measured, timeout, verb};
use crate::verbs::called::called;
use crate::verbs::outcomes::Progress;
use crate::verbs::write_all::write_all;

/// A batch that was not sent yet; see [`Connection::batch_write`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct BatchWrite {
    db: Connection,
    drafts: Vec<Draft>,
    /// Where those begin that the last word before added, for a table that stands behind it.
    latest: Option<usize>,
    /// True if a table was named before any write.
    astray: bool,
    call: CallOptions,
    in_flight: Option<usize>,
    progress: Progress<'static>,
}

/// One write of a batch, as its report names it.
#[derive(Clone, Debug)]
pub struct TableWrite {
    schema: &'static Schema,
    table: String,
    is_put: bool,
    key: Option<PrimaryKey>,
}

impl TableWrite {
    /// Names the table, with its prefix.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Names the model's type.
    #[must_use]
    pub fn model(&self) -> &'static str {
        self.schema.model()
    }

    /// True for a put, false for a delete.
    #[must_use]
    pub fn is_put(&self) -> bool {
        self.is_put
    }

    /// Gives the key of the item; `None` for an input that is invalid.
    #[must_use]
    pub fn key(&self) -> Option<&PrimaryKey> {
        self.key.as_ref()
    }
}

#[derive(Debug)]
struct Draft {
    input: TableWrite,
    // What is wrong with it is told in the report.
    write: Result<Write>,
}

impl BatchWrite {
    pub(crate) fn new(db: &Connection) -> Self {
        let (call, progress) = (CallOptions::default(), Progress::none());
        Self {
            db: db.clone(),
            drafts: Vec::new(),
            latest: None,
            astray: false,
            call,
            in_flight: None,
            progress,
        }
    }

    /// Adds a put: the item is validated and stored, and replaces one of the same key.
    pub fn put<Mark, I: IntoPut<Mark>>(self, item: I) -> Self {
        let ready = item.into_stored();
        self.add::<I::Model>(true, ready.map(|Stored { key, json }| (key, Write::put(json.into()))))
    }

    /// Adds a put for each item of a list.
    pub fn puts<Mark, I: IntoPut<Mark>>(self, items: impl IntoIterator<Item = I>) -> Self {
        let before = self.drafts.len();
        items.into_iter().fold(self, Self::put).all_since(before)
    }

    /// Adds a delete. That the item is absent already is no failure.
    pub fn delete<Mark, K: NamesKey<Mark>>(self, key: K) -> Self {
        let aim = key.into_named().into_aim();
        self.add::<K::Model>(false, aim.map(|aim| (aim.key, Write::delete())))
    }

    /// Adds a delete for each key of a list.
    pub fn deletes<Mark, K: NamesKey<Mark>>(self, keys: impl IntoIterator<Item = K>) -> Self {
        let before = self.drafts.len();
        keys.into_iter().fold(self, Self::delete).all_since(before)
    }

    /// Has what was added by the word before it go to this table instead of the model's: one write, or all of a list. It is
    /// the full name, to which the connection's prefix is not added. Where no write stands before it, the batch is refused.
    pub fn table(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        match self.latest {
            Some(first) => {
                for draft in &mut self.drafts[first..] {
                    draft.input.table.clone_from(&name);
                }
            }
            None => self.astray = true,
        }
        self
    }

    timeout!(call);

    batch_options!('static);

    hooks! {
        customize => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    measured!('static, BatchResult<TableWrite>);

    /// Says what would be sent, if each write is of an item of its own. What is invalid is left out.
    ///
    /// # Errors
    ///
    /// [`is_refused`](Error::is_refused) for a `.table(..)` before which no write stands.
    pub fn explain(&self) -> Result<Plan> {
        self.check()?;
        let valid = self.drafts.iter().filter(|draft| draft.write.is_ok());
        Ok(Plan::BatchWriteTables(write(valid.map(|draft| (&*draft.input.table, draft.input.is_put)))))
    }

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> impl Future<Output = Result<BatchResult<TableWrite>>> + Send + 'static {
        called(self, Self::run)
    }

    fn add<M: Model>(mut self, is_put: bool, ready: Result<(PrimaryKey, Write)>) -> Self {
        let schema = M::schema();
        let table = self.db.table_name(schema.table());
        let (key, write) = match ready {
            Ok((key, write)) => (Some(key), Ok(write)),
            Err(error) => (None, Err(error.of_model(schema.model()))),
        };
        self.latest = Some(self.drafts.len());
        self.drafts.push(Draft { input: TableWrite { schema, table, is_put, key }, write });
        self
    }

    fn all_since(mut self, first: usize) -> Self {
        self.latest = Some(first);
        self
    }

    fn check(&self) -> Result<()> {
        if !self.astray {
            return Ok(());
        }
        Err(Error::refused("`.table(..)` is about the writes right before it, and there are none")
            .during("BatchWriteItem"))
    }

    async fn run(self) -> Result<BatchResult<TableWrite>> {
        self.check()?;
        self.db.tell(|| self.explain());
        let call = self.call.begin(&self.db);
        let (inputs, writes): (Vec<TableWrite>, Vec<_>) =
            self.drafts.into_iter().map(|draft| (draft.input, draft.write)).unzip();
        let (tables, places) = tables(&inputs);
        let of_table = |((write, input), table): ((Result<Write>, &TableWrite), usize)| {
            let write = write?.of_table(table);
            match &input.key {
                Some(key) => Ok((table, key.clone(), write)),
                None => unreachable!("what can be written has a key"),
            }
        };
        let writes = writes.into_iter().zip(&inputs).zip(places).map(of_table).collect();
        Ok(write_all(&call, tables, self.in_flight, inputs, writes, self.progress).await)
    }
}

/// The tables, and which of them each input is for.
fn tables(inputs: &[TableWrite]) -> (Tables, Vec<usize>) {
    let mut tables: Vec<Table> = Vec::new();
    let mut place = |input: &TableWrite| {
        tables.iter().position(|table| table.name == input.table).unwrap_or_else(|| {
            tables.push(Table { schema: input.schema, name: input.table.clone() });
            tables.len() - 1
        })
    };
    let places = inputs.iter().map(&mut place).collect();
    (Tables::of(tables), places)
}

verb!([] BatchWrite, "batch_write", |call| &mut call.db);

impl IntoFuture for BatchWrite {
    type Output = Result<BatchResult<TableWrite>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(called(self, Self::run))
    }
}
