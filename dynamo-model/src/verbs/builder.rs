//! What all builders have in common.

use std::fmt;
use std::future::IntoFuture;

use tokio::time::Instant;

use crate::error::Result;
use crate::exec::metadata::{Response, Tally};

pub(crate) use crate::exec::BoxFuture;
pub(crate) use crate::exec::call::CallOptions;

/// Gives a builder, whose options are in `self.$options`, the word for how long the call may take.
macro_rules! timeout {
    ($($options:ident).+) => {
        /// Bounds the call as a whole: all its requests, pages, retries, resends and the waits between them.
        ///
        /// The time begins when the call is sent. What it does not suffice for ends as
        /// [`is_timeout`](crate::Error::is_timeout); a write that was under way then ends as
        /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). What was done by then is done.
        pub fn timeout(mut self, time: std::time::Duration) -> Self {
            self.$($options).+.timeout = Some(time);
            self
        }

        /// Has the SDK retry the requests of this call in this way, in place of the connection's: a
        /// [`Retry`](crate::Retry), or the SDK's own `RetryConfig`.
        ///
        /// What must not be done twice is not resent after a lost answer all the same.
        pub fn retry(mut self, policy: impl Into<aws_sdk_dynamodb::config::retry::RetryConfig>) -> Self {
            self.$($options).+.retry = Some(policy.into());
            self
        }

        pub(crate) fn options_mut(&mut self) -> &mut $crate::exec::call::CallOptions {
            &mut self.$($options).+
        }
    };
}

/// Gives a builder, whose options are in `self.$options`, the words that every verb has.
macro_rules! call_options {
    ($($options:ident).+) => {
        $crate::verbs::builder::timeout!($($options).+);

        /// Goes to this table instead of the model's: one for each tenant, say. It is the full name, to which the
        /// connection's prefix is not added.
        pub fn table(mut self, name: impl Into<String>) -> Self {
            self.$($options).+.table = Some(name.into());
            self
        }
    };
}

/// Gives a builder the hooks for the operations that it sends.
macro_rules! hooks {
    ($($word:ident => $operation:ident: $builder:ident, $name:literal;)+) => {$(
        #[doc = concat!("Reaches the SDK's own builder of each ", $name, " before it is sent, for what there is no word for here.")]
        ///
        /// The hook comes last, so it can overrule what was set here; what the call relies upon, such as conditions and
        /// return values, it should leave alone. Items that are written are not in the builder yet.
        pub fn $word(
            mut self,
            hook: impl Fn(
                aws_sdk_dynamodb::operation::$operation::builders::$builder,
            ) -> aws_sdk_dynamodb::operation::$operation::builders::$builder
            + Send
            + Sync
            + 'static,
        ) -> Self {
            self.options_mut().hooks_mut().$operation.set(hook);
            self
        }
    )+};
}

/// A call that also tells what its requests told besides; see `with_metadata` of each verb.
#[must_use = "nothing is sent until it is awaited"]
pub struct WithMetadata<'a, T> {
    call: BoxFuture<'a, Result<T>>,
    tally: Tally,
}

impl<'a, T: Send + 'a> WithMetadata<'a, T> {
    pub(crate) fn new(call: BoxFuture<'a, Result<T>>, tally: Tally) -> Self {
        Self { call, tally }
    }

    /// Sends it; the same as `.await` on the builder.
    ///
    /// # Errors
    ///
    /// Those of the call without its metadata.
    pub async fn send(self) -> Result<Response<T>> {
        let start = Instant::now();
        let value = self.call.await?;
        Ok(self.tally.respond(value, start.elapsed()))
    }
}

impl<'a, T: Send + 'a> IntoFuture for WithMetadata<'a, T> {
    type Output = Result<Response<T>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> fmt::Debug for WithMetadata<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WithMetadata")
    }
}

/// Gives a builder, which gives its options by `options_mut`, the word for what its requests tell besides.
macro_rules! measured {
    ($life:lifetime, $output:ty) => {
        /// Gives the value with consumed capacity, scanned count, request ids, attempts and duration, summed over all
        /// requests of the call. It asks DynamoDB for the capacity by table and index.
        pub fn with_metadata(mut self) -> $crate::verbs::builder::WithMetadata<$life, $output> {
            let tally = $crate::exec::metadata::Tally::default();
            self.options_mut().tally = Some(tally.clone());
            let call = $crate::verbs::called::called(self, Self::run);
            $crate::verbs::builder::WithMetadata::new(Box::pin(call), tally)
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
                $crate::verbs::called::called(self, Self::run)
            }
        }

        impl<$($generics)*> std::future::IntoFuture for $builder {
            type Output = crate::Result<$output>;
            type IntoFuture = $crate::verbs::builder::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin($crate::verbs::called::called(self, Self::run))
            }
        }
    };
}

pub(crate) use crate::verbs::called::verb;
pub(crate) use {awaited, batch_options, call_options, hooks, measured, stream_options, timeout};
