//! What the three published crates say of themselves, before crates.io refuses it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

const PUBLISHED: [&str; 3] = ["dynamo-model", "dynamo-model-derive", "dynamo-model-fields"];

/// All packages that cargo knows of, ours and those that they depend on, by name.
fn packages() -> BTreeMap<String, Vec<Json>> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: Json = serde_json::from_slice(&cargo.stdout).expect("it is JSON");
    let mut packages: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("a list of packages") {
        packages.entry(text(&package["name"])).or_default().push(package.clone());
    }
    packages
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

/// A version of Rust as numbers, which compare.
fn version(text: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = text.split('.').map(|part| part.parse().expect("a number")).collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn each_crate_says_what_a_registry_asks_for() {
    let packages = packages();
    for name in PUBLISHED {
        let package = &packages[name][0];
        assert_eq!(package["publish"], Json::Null, "{name} may be published");
        assert_eq!(package["license"], "MIT OR Apache-2.0", "{name}");
        assert!(!text(&package["description"]).is_empty(), "{name} has a description");
        assert_eq!(package["documentation"], "https://docs.rs/dynamo-model", "{name}");
        let keywords = package["keywords"].as_array().expect("a list");
        assert!((1..=5).contains(&keywords.len()), "{name}: {keywords:?}");
        let categories = package["categories"].as_array().expect("a list");
        assert!(categories.contains(&Json::from("database")), "{name}: {categories:?}");

        let folder = text(&package["manifest_path"]);
        let folder = Path::new(&folder).parent().expect("a folder");
        for file in [text(&package["readme"]), "LICENSE-MIT".to_owned(), "LICENSE-APACHE".to_owned()] {
            assert!(folder.join(&file).is_file(), "{name} has the file {file}");
        }
    }
}

#[test]
fn the_stated_version_of_rust_is_what_the_dependencies_ask_for() {
    let packages = packages();
    let stated = text(&packages["dynamo-model"][0]["rust_version"]);
    for name in PUBLISHED {
        assert_eq!(text(&packages[name][0]["rust_version"]), stated, "{name}");
        for dependency in packages[name][0]["dependencies"].as_array().expect("a list") {
            let is_for_users = dependency["kind"].is_null();
            for package in packages.get(&text(&dependency["name"])).into_iter().flatten() {
                let asked = package["rust_version"].as_str().unwrap_or("1.0");
                let is_older = version(asked) <= version(&stated);
                assert!(is_older || !is_for_users, "{} asks for Rust {asked}", package["name"]);
            }
        }
    }
    assert_eq!(text(&packages["aws-sdk-dynamodb"][0]["rust_version"]), stated, "the reason for it");
}
