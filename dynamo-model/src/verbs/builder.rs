//! What all builders have in common.

use crate::connection::Connection;
use crate::exec::call::{Bounds, Call};
use crate::model::Model;

pub(crate) use crate::exec::BoxFuture;

/// What every verb may be told of the call as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) bounds: Bounds,
    /// The table, in place of the model's.
    pub(crate) table: Option<String>,
}

impl CallOptions {
    /// Begins the call.
    pub(crate) fn begin(&self, db: &Connection) -> Call {
        Call::begin(db, self.bounds)
    }

    /// The full name of the table.
    pub(crate) fn table_of<M: Model>(&self, db: &Connection) -> String {
        self.table.clone().unwrap_or_else(|| db.table_name(M::schema().table()))
    }
}

/// Gives a builder, whose options are in `self.$options`, the words that every verb has.
macro_rules! call_options {
    ($($options:ident).+) => {
        /// Bounds the call as a whole: all its requests, pages, retries, resends and the waits between them.
        ///
        /// The time begins when the call is sent. What it does not suffice for ends as
        /// [`is_timeout`](crate::Error::is_timeout); a write that was under way then ends as
        /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). What was done by then is done.
        pub fn timeout(mut self, time: std::time::Duration) -> Self {
            self.$($options).+.bounds.timeout = Some(time);
            self
        }

        /// Goes to this table instead of the model's: one for each tenant, say. It is the full name, to which the
        /// connection's prefix is not added.
        pub fn table(mut self, name: impl Into<String>) -> Self {
            self.$($options).+.table = Some(name.into());
            self
        }
    };
}

/// Gives the builder of a batch the words that a stream of outcomes has as well.
macro_rules! stream_options {
    () => {
        /// Has at most so many requests in flight at once, and never more than the connection has
        /// ([`ConnectionBuilder::max_in_flight`](crate::ConnectionBuilder::max_in_flight)); at least 1.
        pub fn max_in_flight(mut self, requests: usize) -> Self {
            self.in_flight = Some(requests);
            self
        }
    };
}

/// Gives the builder of a batch its words; `$life` is how long what it is called back with lives.
macro_rules! batch_options {
    ($life:lifetime) => {
        $crate::verbs::builder::stream_options!();

        /// Calls this each time that an input has ended, with how many have and how many there are. Those that replace
        /// others end together with them. It is called between requests, so it should be short.
        pub fn on_progress(mut self, callback: impl FnMut(usize, usize) + Send + $life) -> Self {
            self.progress = Progress::of(callback);
            self
        }
    };
}

/// Makes a builder awaitable, with `send` as its own word for it.
macro_rules! awaited {
    ($builder:ident<$model:ident> => $output:ty) => {
        awaited!(@ [$model: crate::model::Model] $builder<$model> => $output);
    };
    ($builder:ident<$model:ident, $projection:ident> => $output:ty) => {
        awaited!(
            @ [$model: crate::model::Model, $projection: crate::model::projection::Projection<$model>]
            $builder<$model, $projection> => $output
        );
    };
    (@ [$($generics:tt)*] $builder:ty => $output:ty) => {
        impl<$($generics)*> $builder {
            /// Sends it; the same as `.await` on the builder.
            pub fn send(self) -> impl std::future::Future<Output = crate::Result<$output>> + Send + 'static {
                self.run()
            }
        }

        impl<$($generics)*> std::future::IntoFuture for $builder {
            type Output = crate::Result<$output>;
            type IntoFuture = $crate::verbs::builder::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.run())
            }
        }
    };
}

pub(crate) use {awaited, batch_options, call_options, stream_options};
