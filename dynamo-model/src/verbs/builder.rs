//! What all builders have in common.

use std::future::Future;
use std::pin::Pin;

/// The future of a builder.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

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

pub(crate) use awaited;
