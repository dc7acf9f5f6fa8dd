//! Carries plans out: waits, and decides nothing.

pub(crate) mod batch_get;
pub(crate) mod batch_write;
pub(crate) mod bulk;
pub(crate) mod call;
pub(crate) mod encoded;
pub(crate) mod expressions;
pub(crate) mod fetched;
pub(crate) mod hooks;
pub(crate) mod metadata;
pub(crate) mod one_by_one;
mod pace;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod place;
pub(crate) mod reading;
pub(crate) mod reads;
pub(crate) mod retry;
pub(crate) mod single;
pub(crate) mod statement;
pub(crate) mod tables;
pub(crate) mod transact;

use std::future::Future;
use std::pin::Pin;

/// A future that takes its room only while it runs.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
