//! Counts instructions and allocations: `cargo run --release -p dynamo-model-bench --bin count`.
//!
//! Without a word it prints the table of all contenders. `write` keeps the table as the baseline, `check` compares with
//! that and fails on a loss. It needs valgrind.
//!
//! The allocator that counts is here and not in the binary that takes times. It costs a few instructions an
//! allocation, which is below one in a hundred of any row.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), dynamo_model_bench::Failure> {
    dynamo_model_bench::count::run(&std::env::args().skip(1).collect::<Vec<_>>())
}
