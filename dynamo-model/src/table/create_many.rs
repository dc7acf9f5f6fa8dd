//! `create_tables`: those of several models side by side.

use futures::future::join_all;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::hooks::Hook;
use crate::model::Model;
use crate::model::schema::Schema;
use crate::table::create;
use crate::table::definition::TableDefinition;
use crate::table::name::check_name;
use crate::table::patience::{DEFAULT_WAIT, Patience, patient};
use crate::verbs::builder::{awaited, verb};

/// Several models: a tuple of up to twelve.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tuple of models",
    note = "name up to twelve: `db.create_tables::<(User, Post)>()`; for one, `User::create_table(&db)`"
)]
pub trait Models {
    /// Describes each, in order.
    fn schemas() -> Vec<&'static Schema>;
}

macro_rules! models {
    ($($model:ident)+) => {
        impl<$($model: Model),+> Models for ($($model,)+) {
            fn schemas() -> Vec<&'static Schema> {
                vec![$($model::schema()),+]
            }
        }
    };
}

models!(A);
models!(A B);
models!(A B C);
models!(A B C D);
models!(A B C D E);
models!(A B C D E F);
models!(A B C D E F G);
models!(A B C D E F G H);
models!(A B C D E F G H I);
models!(A B C D E F G H I J);
models!(A B C D E F G H I J K);
models!(A B C D E F G H I J K L);

/// Tables that were not asked for yet; see [`Connection::create_tables`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct CreateTables {
    db: Connection,
    schemas: Vec<&'static Schema>,
    patience: Patience,
}

impl Connection {
    /// Creates the tables of several models side by side, each as [`create_table`](crate::Tables::create_table) does.
    ///
    /// The limits of waiting are those of each table. Models that share a table are taken one after the other.
    ///
    /// # Errors
    ///
    /// As those of `create_table`, once all have ended: the first one in the order of the models, with its table.
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
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct Post {
    ///     #[model(hash_key)]
    ///     id: u64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// db.create_tables::<(User, Post)>().await?;
    /// assert_eq!(db.list_tables().await?, ["posts", "users"]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn create_tables<T: Models>(&self) -> CreateTables {
        CreateTables { db: self.clone(), schemas: T::schemas(), patience: Patience::of(DEFAULT_WAIT) }
    }
}

impl CreateTables {
    async fn run(self) -> Result<()> {
        let tables = by_table(
            self.schemas
                .iter()
                .map(|schema| TableDefinition::of(schema).named(self.db.table_name(schema.table()))),
        );
        for definition in tables.iter().flatten() {
            check_name(definition.name()).map_err(|error| error.of_model(definition.schema().model()))?;
        }
        let (db, patience) = (&self.db, &self.patience);
        let each = tables.iter().map(|sharing| async move {
            let mut results = Vec::new();
            for definition in sharing {
                results.push(create::create(db, definition, &Hook::default(), patience).await);
            }
            results
        });
        join_all(each).await.into_iter().flatten().collect()
    }
}

patient!([] CreateTables, "five minutes");
verb!([] CreateTables, "create_tables", |call| &mut call.db);
awaited!(@ [] CreateTables => ());

/// Puts those of one table together, each table where it is named first.
fn by_table(definitions: impl Iterator<Item = TableDefinition>) -> Vec<Vec<TableDefinition>> {
    let mut tables: Vec<Vec<TableDefinition>> = Vec::new();
    for definition in definitions {
        match tables.iter_mut().find(|known| known.iter().any(|known| known.name() == definition.name())) {
            Some(known) => known.push(definition),
            None => tables.push(vec![definition]),
        }
    }
    tables
}
