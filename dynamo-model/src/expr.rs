//! Conditions and updates: typed for callers, plain trees inside.

pub(crate) mod condition;
pub(crate) mod display;
pub(crate) mod arithmetic;
pub(crate) mod evaluate;
pub(crate) mod fold;
pub(crate) mod update;
pub mod operand;
pub(crate) mod path;
pub mod pins;
pub(crate) mod raw;
pub(crate) mod render;
pub(crate) mod size;
pub(crate) mod tree;
pub(crate) mod words;
