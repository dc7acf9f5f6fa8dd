//! `list_tables`: the names of the tables, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::{Stream, StreamExt, TryStreamExt, stream};

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::exec::call::ask;
use crate::verbs::builder::{awaited, verb};
use crate::verbs::called::streamed;
use crate::wire::failure;
use crate::wire::watch::Subject;

/// A list that was not asked for yet; see [`Connection::list_tables`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited, or its stream is polled"]
pub struct ListTables {
    db: Connection,
    prefix: String,
}

impl Connection {
    /// Lists the tables of the connection's prefix by their full names; without a prefix, all tables.
    ///
    /// Await it for all of them at once, or take its [`stream`](ListTables::stream). A name that
    /// [`ConnectionBuilder::table_name`](crate::ConnectionBuilder::table_name) gives has no prefix: call
    /// [`all`](ListTables::all) to list those, too.
    ///
    /// # Errors
    ///
    /// The service's own.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// User::create_table(&db).table("users-2").await?;
    /// assert_eq!(db.list_tables().await?, ["users", "users-2"]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn list_tables(&self) -> ListTables {
        ListTables { db: self.clone(), prefix: self.table_prefix().to_owned() }
    }
}

impl ListTables {
    /// Lists all tables of the account in the region, whatever their prefix.
    pub fn all(mut self) -> Self {
        self.prefix = String::new();
        self
    }

    /// Gives the names as a stream, which asks for a page of up to 100 when it needs one, and ends after an error.
    pub fn stream(self) -> TableNames {
        TableNames(streamed(self, |list| {
            let pages = Pages { db: list.db, prefix: list.prefix, names: VecDeque::new(), next: Next::First };
            let names = stream::try_unfold(pages, |mut pages| async {
                Ok(pages.name().await?.map(|name| (name, pages)))
            });
            names.boxed()
        }))
    }

    async fn run(self) -> Result<Vec<String>> {
        self.stream().try_collect().await
    }
}

verb!([] ListTables, "list_tables", |call| &mut call.db);
awaited!(@ [] ListTables => Vec<String>);

struct Pages {
    db: Connection,
    prefix: String,
    names: VecDeque<String>,
    next: Next,
}

/// Where the next page begins.
enum Next {
    First,
    After(String),
    None,
}

impl Pages {
    async fn name(&mut self) -> Result<Option<String>> {
        loop {
            if let Some(name) = self.names.pop_front() {
                return Ok(Some(name));
            }
            let after = match std::mem::replace(&mut self.next, Next::None) {
                Next::First => None,
                Next::After(name) => Some(name),
                Next::None => return Ok(None),
            };
            self.page(after).await?;
        }
    }

    async fn page(&mut self, after: Option<String>) -> Result<()> {
        let request = self.db.client().list_tables().set_exclusive_start_table_name(after.clone());
        let sent = ask!(&self.db, request, Subject::of("ListTables")).await;
        let output = sent.map_err(|error| self.db.locate_among(failure::of(error), "ListTables", None))?;
        let names = output.table_names.unwrap_or_default().into_iter();
        self.names.extend(names.filter(|name| name.starts_with(&self.prefix)));
        let last = output.last_evaluated_table_name;
        if last.is_some() && last == after {
            return Err(Error::said(ErrorKind::Other, "ListTables gives the same page again"));
        }
        self.next = last.map_or(Next::None, Next::After);
        Ok(())
    }
}

/// The names of tables as they come in: a [`Stream`], for [`StreamExt`](futures::StreamExt) and
/// [`TryStreamExt`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct TableNames(Pin<Box<dyn Stream<Item = Result<String>> + Send>>);

impl Stream for TableNames {
    type Item = Result<String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for TableNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TableNames")
    }
}
