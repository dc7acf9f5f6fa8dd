//! The life of a table: created, described, compared, mended and deleted.

mod create;
mod describe;
mod models;
mod seen;
