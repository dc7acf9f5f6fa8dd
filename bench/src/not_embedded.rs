//! What stands for the measurement of the embedded engine where the engine is not there.

use crate::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    Err("the engine is a feature: `cargo run --release -p dynamo-model-bench --features embedded -- embedded`".into())
}
