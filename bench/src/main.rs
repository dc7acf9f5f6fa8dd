//! Prints what a model costs beside code written by hand on the raw SDK, as ratios of time; then what requests in flight
//! are worth, and the memory that streams take.
//!
//! On a connector that answers at once. `cargo run --release -p dynamo-model-bench`; a word behind `--` runs only the
//! works whose name holds it, and `BENCH_ROUNDS` sets how many rounds there are. `-- cpu` is what a bulk write costs the
//! processor, `-- compile` what models cost the compiler, and `--features embedded -- embedded` what the embedded engine
//! takes in the process and over HTTP.

fn main() -> Result<(), dynamo_model_bench::Failure> {
    dynamo_model_bench::time::run(&std::env::args().nth(1).unwrap_or_default())
}
