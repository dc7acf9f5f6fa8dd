//! The committed inputs of each target.

use std::path::PathBuf;
use std::{fs, io};

use crate::Target;

/// An input and the name of its file.
pub type Entry = (String, Vec<u8>);

/// The folder of a target's inputs.
#[must_use]
pub fn folder(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// Reads a target's inputs, in the order of their names.
///
/// # Errors
///
/// Those of reading files.
pub fn read(target: &Target) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder(target))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        entries.push((name, fs::read(path)?));
    }
    entries.sort();
    Ok(entries)
}
