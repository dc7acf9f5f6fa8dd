//! Carries plans out: waits, and decides nothing.

pub(crate) mod batch_get;
pub(crate) mod batch_write;
pub(crate) mod call;
pub(crate) mod expressions;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod reads;
pub(crate) mod retry;
pub(crate) mod single;
