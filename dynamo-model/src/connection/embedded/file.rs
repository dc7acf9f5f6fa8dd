//! The file of an embedded engine: whole, and open once.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The files that engines of this process have open.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

// https://www.sqlite.org/fileformat2.html#the_database_header
const HEADER: usize = 100;

/// A file that is open; it may be opened again when this is dropped.
#[derive(Debug)]
pub(super) struct Claim(PathBuf);

impl Claim {
    /// Claims a file, if no engine of this process has it: two of them would keep notes of their own of its tables.
    pub(super) fn on(path: &Path) -> Result<Self, &'static str> {
        // What is not there yet has a folder at least.
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        let made = folder.zip(path.file_name()).map(|(folder, name)| folder.join(name));
        let path = path.canonicalize().ok().or(made).unwrap_or_else(|| path.to_owned());
        if OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone()) {
            return Ok(Self(path));
        }
        Err("this process has it open already: clone that engine, or its connection")
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Says what is missing of a file that was cut. `SQLite` itself tells it only when it comes to what is missing.
pub(super) fn missing(path: &Path) -> io::Result<Option<String>> {
    let Ok(mut file) = File::open(path) else { return Ok(None) };
    let length = file.metadata()?.len();
    let log = PathBuf::from(format!("{}-wal", path.display()));
    // With a log beside it, what the file lacks may stand there.
    if length == 0 || std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(None);
    }
    if length < HEADER as u64 {
        return Ok(Some(format!("it is cut: it has {length} bytes, and a database has more")));
    }
    let mut header = [0; HEADER];
    file.read_exact(&mut header)?;
    let declared = declared_length(&header);
    let cut = declared.is_some_and(|declared| length < declared);
    Ok(cut.then(|| format!("it is cut: it has {length} bytes of {}", declared.unwrap_or_default())))
}

/// How long a database says that it is: pages of so many bytes.
fn declared_length(header: &[u8; HEADER]) -> Option<u64> {
    if !header.starts_with(b"SQLite format 3\0") {
        return None;
    }
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        // 65,536 does not fit.
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    Some(size * u64::from(pages))
}
