//! What a model costs the compiler: a crate with 50 structs of 12 fields, `derive(Model)` against `Serialize` and
//! `Deserialize` with `serde_dynamo`.
//!
//! The dependencies are built before; what is timed is the compiler alone, on the one crate.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;

const STRUCTS: usize = 50;
/// How often each takes its turn; the best counts.
const ROUNDS: usize = 3;

/// What stands before the structs.
const MODEL: &str = "use dynamo_model::prelude::*;\n\
    type Item = dynamo_model::Item;\n\
    fn read<T: Model>(item: Item) -> T { T::from_item(&item).unwrap() }\n\
    fn write<T: Model>(value: &T) -> Item { value.to_item().unwrap() }\n";
const SERDE: &str = "use serde::{Serialize, Deserialize};\n\
    type Item = std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;\n\
    fn read<T: serde::de::DeserializeOwned>(item: Item) -> T { serde_dynamo::from_item(item).unwrap() }\n\
    fn write<T: Serialize>(value: &T) -> Item { serde_dynamo::to_item(value).unwrap() }\n";

/// Prints the time of the compiler and the size of a program that reads and writes each struct.
pub(crate) fn run() -> Result<(), Failure> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let folder = target.join("compile");
    fs::create_dir_all(&folder)?;
    let mut sources = Vec::new();
    for (name, is_model) in [("serde", false), ("model", true)] {
        for structs in [1, STRUCTS] {
            let path = folder.join(format!("{name}_{structs}.rs"));
            fs::write(&path, source(is_model, structs))?;
            sources.push(path);
        }
    }
    let [serde_one, serde, model_one, model] = &sources[..] else { unreachable!("there are four sources") };
    println!("{:<42} {:>12} {:>12} {:>8}", "50 structs of 12 fields", "serde", "model", "ratio");
    for profile in [Profile::Dev, Profile::Release] {
        let externs = profile.dependencies()?;
        let compile = |source: &PathBuf| -> Result<(f64, u64), Failure> {
            let program = folder.join("program");
            let before = busy()?;
            let status = Command::new("rustc")
                .args(["--edition=2024", "--crate-type=bin", "--cap-lints=allow", "-Cstrip=symbols"])
                .args(profile.flags())
                .args(&externs)
                .arg("-o")
                .arg(&program)
                .arg(source)
                .status()?;
            if !status.success() {
                return Err(format!("{} does not compile", source.display()).into());
            }
            Ok((busy()? - before, fs::metadata(program)?.len()))
        };
        let mut best = [f64::MAX; 4];
        let mut sizes = [0; 4];
        for _ in 0..ROUNDS {
            for (at, source) in [serde, model, serde_one, model_one].into_iter().enumerate() {
                let (time, size) = compile(source)?;
                best[at] = best[at].min(time);
                sizes[at] = size;
            }
        }
        // What one struct takes is mostly the linker.
        let [serde, model] = [best[0] - best[2], best[1] - best[3]];
        let name = profile.name();
        println!(
            "{:<42} {:>10.2} s {:>10.2} s {:>8.2}",
            format!("{name}: with the linker"),
            best[0],
            best[1],
            best[1] / best[0]
        );
        println!(
            "{:<42} {serde:>10.2} s {model:>10.2} s {:>8.2}",
            format!("{name}: 49 more than one"),
            model / serde
        );
        let [serde, model] =
            [sizes[0], sizes[1]].map(|size| f64::from(u32::try_from(size).unwrap_or(u32::MAX)) / 1e6);
        println!(
            "{:<42} {serde:>9.2} MB {model:>9.2} MB {:>8.2}",
            format!("{name}: the program"),
            model / serde
        );
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Profile {
    Dev,
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &["-Cdebuginfo=1"],
            Self::Release => &["-Copt-level=3"],
        }
    }

    /// Builds what the structs need, and says to the compiler where it is.
    fn dependencies(self) -> Result<Vec<String>, Failure> {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--lib", "-p", "dynamo-model-bench", "--message-format=json"]);
        if let Self::Release = self {
            cargo.arg("--release");
        }
        let output =
            cargo.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(std::process::Stdio::inherit()).output()?;
        if !output.status.success() {
            return Err("the dependencies cannot be built".into());
        }
        let text = String::from_utf8(output.stdout)?;
        let mut words = Vec::new();
        for name in ["dynamo_model", "serde", "serde_dynamo", "aws_sdk_dynamodb", "chrono", "uuid"] {
            let path = text.lines().filter(|line| line.contains(&format!("\"name\":\"{name}\"")));
            let path = path
                .filter_map(|line| {
                    line.split('"')
                        .find(|part| Path::new(part).extension().is_some_and(|extension| extension == "rlib"))
                })
                .next_back();
            let path = path.ok_or_else(|| format!("cargo tells no library of {name}"))?;
            if let Some(folder) = Path::new(path).parent() {
                words.push(format!("-Ldependency={}", folder.display()));
            }
            words.push(format!("--extern={name}={path}"));
        }
        Ok(words)
    }
}

/// A program of so many structs, each of which is read and written.
fn source(is_model: bool, structs: usize) -> String {
    let mut out = String::from(if is_model { MODEL } else { SERDE });
    let mut main = String::from("fn main() {\n");
    for number in 0..structs {
        let (derives, hash, range) = if is_model {
            ("#[derive(Model)]\n", "#[model(hash_key)] ", "#[model(range_key)] ")
        } else {
            ("#[derive(Serialize, Deserialize)]\n", "", "")
        };
        let _ = writeln!(
            out,
            "{derives}pub struct Thing{number} {{ {hash}pub owner: String, {range}pub number: u64, pub email: String, \
             pub status: String, pub total: i64, pub rating: f64, pub paid: bool, pub tags: Vec<String>, \
             pub note: Option<String>, pub labels: std::collections::BTreeMap<String, String>, pub id: uuid::Uuid, \
             pub at: chrono::DateTime<chrono::Utc> }}"
        );
        let _ = writeln!(
            main,
            "    let thing: Thing{number} = read(std::hint::black_box(Item::new()));\n    \
             std::hint::black_box(write(&thing));"
        );
    }
    out + &main + "}\n"
}

/// How many seconds the processor was busy with programs that have ended.
fn busy() -> Result<f64, Failure> {
    let text = fs::read_to_string("/proc/self/stat")?;
    // Behind the name, which may hold anything, the times of the children are words 14 and 15, in hundredths.
    let (_, rest) = text.rsplit_once(')').ok_or("the kernel tells no times")?;
    let times = rest.split_whitespace().skip(13).take(2).map(str::parse::<f64>);
    Ok(times.sum::<Result<f64, _>>()? / 100.0)
}
