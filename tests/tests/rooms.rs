//! The law of each crate: a module uses only the modules above it in lib.rs.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of a crate, in the order of its lib.rs.
fn order(source: &Path) -> Vec<String> {
    let text = fs::read_to_string(source.join("lib.rs")).expect("each crate has a lib.rs");
    let name = |line: &str| {
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')).map(ToOwned::to_owned)
    };
    text.lines().filter_map(name).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a file's `use crate::` lines name, tests left out.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines()
        .map(str::trim)
        .filter_map(|line| {
            line.trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("use crate::")
        })
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

fn violations(name: &str) -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
    let order = order(&source);
    assert!(!order.is_empty(), "{name} has modules");
    let place = |module: &str| order.iter().position(|known| known == module);
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut found = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&source).expect("it was found there").to_path_buf();
        let first = inside.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
        let room = first.trim_end_matches(".rs");
        let is_test = inside.iter().any(|part| part == "tests" || part == "tests.rs");
        let (Some(room_place), false) = (place(room), is_test) else { continue };
        let text = fs::read_to_string(&file).expect("the file can be read");
        for module in used(&text) {
            // Names that lib.rs re-exports are not rooms.
            if place(&module).is_some_and(|used_place| used_place > room_place) {
                found.push(format!(
                    "{name}: {} uses `{module}`, which stands below `{room}`",
                    inside.display()
                ));
            }
        }
    }
    found
}

#[test]
fn a_module_uses_only_the_modules_above_it() {
    let crates = ["dynamo-model-fields", "dynamo-model-derive", "dynamo-model"];
    let found: Vec<String> = crates.into_iter().flat_map(violations).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
