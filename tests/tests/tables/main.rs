//! The life of a table: created, described, compared, mended and deleted.

mod create;
mod create_many;
mod delete;
mod describe;
mod list;
mod models;
mod name;
mod query;
mod seen;
mod sync;
mod wait;
