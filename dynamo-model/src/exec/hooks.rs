//! What callers do to the SDK's own builders before they are sent.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_execute_statement::builders::BatchExecuteStatementFluentBuilder;
use aws_sdk_dynamodb::operation::batch_get_item::builders::BatchGetItemFluentBuilder;
use aws_sdk_dynamodb::operation::batch_write_item::builders::BatchWriteItemFluentBuilder;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::execute_statement::builders::ExecuteStatementFluentBuilder;
use aws_sdk_dynamodb::operation::execute_transaction::builders::ExecuteTransactionFluentBuilder;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_sdk_dynamodb::operation::transact_get_items::builders::TransactGetItemsFluentBuilder;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;

/// What a caller does to a builder, if anything.
pub(crate) struct Hook<B>(Option<Arc<dyn Fn(B) -> B + Send + Sync>>);

impl<B> Hook<B> {
    pub(crate) fn set(&mut self, hook: impl Fn(B) -> B + Send + Sync + 'static) {
        self.0 = Some(Arc::new(hook));
    }

    pub(crate) fn apply(&self, builder: B) -> B {
        match &self.0 {
            Some(hook) => hook(builder),
            None => builder,
        }
    }
}

impl<B> Clone for Hook<B> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<B> Default for Hook<B> {
    fn default() -> Self {
        Self(None)
    }
}

impl<B> fmt::Debug for Hook<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

macro_rules! hooks {
    ($($operation:ident: $builder:ty;)*) => {
        /// One hook for each operation.
        #[derive(Clone, Default)]
        pub(crate) struct Hooks {
            $(pub(crate) $operation: Hook<$builder>,)*
        }

        $(
            impl Hooked for $builder {
                fn hooked(self, hooks: &Hooks) -> Self {
                    hooks.$operation.apply(self)
                }
            }
        )*
    };
}

/// A builder that a hook may change.
pub(crate) trait Hooked: Sized {
    /// Lets the hook of the operation have it, if there is one.
    fn hooked(self, hooks: &Hooks) -> Self;
}

hooks! {
    get_item: GetItemFluentBuilder;
    batch_get_item: BatchGetItemFluentBuilder;
    query: QueryFluentBuilder;
    scan: ScanFluentBuilder;
    put_item: PutItemFluentBuilder;
    batch_write_item: BatchWriteItemFluentBuilder;
    update_item: UpdateItemFluentBuilder;
    delete_item: DeleteItemFluentBuilder;
    execute_statement: ExecuteStatementFluentBuilder;
    batch_execute_statement: BatchExecuteStatementFluentBuilder;
    execute_transaction: ExecuteTransactionFluentBuilder;
    transact_write_items: TransactWriteItemsFluentBuilder;
    transact_get_items: TransactGetItemsFluentBuilder;
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hooks")
    }
}
