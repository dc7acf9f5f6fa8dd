//! Runs the suite against each engine, and says where they differ:
//! `cargo run --bin engines [-- [--write] [embedded] [ministack] [dynalite]]`.
//!
//! What an engine needs is installed below the target directory: `MiniStack` by Python's pip, dynalite by npm. Servers
//! listen on loopback, on a port that was free, and are stopped by their process. A test that fails and is no known difference
//! fails the run, and so does a known difference that is none any more. `--write` writes `tests/ENGINES.md`.
//!
//! `engines clean` deletes the tables that runs against the server of `DYNAMO_MODEL_TEST_ENDPOINT` left behind.

mod clean;
mod differences;
mod server;
mod suite;
mod table;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use server::{Kind, Running};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ended = if arguments == ["clean"] { clean::clean().map(|()| true) } else { run(&arguments) };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<bool> {
    let writes = arguments.iter().any(|argument| argument == "--write");
    let names = arguments.iter().filter(|argument| *argument != "--write");
    let mut engines = names.map(|name| Kind::named(name)).collect::<Result<Vec<Kind>>>()?;
    if engines.is_empty() {
        engines = Kind::ALL.to_vec();
    }
    let suites = suite::build()?;
    let mut ran = Vec::new();
    for engine in engines {
        let running = Running::start(engine)?;
        let mut results: Vec<suite::Ran> =
            suites.iter().map(|suite| suite.run(engine, running.url())).collect::<Result<_>>()?;
        results.push(suite::airports(engine, running.url())?);
        running.stop()?;
        ran.push((engine, results));
    }
    let table = table::Table::of(&ran);
    println!("\n{table}");
    if writes {
        std::fs::write(root().join("tests/ENGINES.md"), format!("{}\n{table}", table::HEAD))?;
    }
    Ok(table.is_as_known())
}
