//! Instructions, by valgrind's callgrind, each case in a process of its own.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::Failure;
use crate::own::Call;

use super::case::Case;

/// The function in which callgrind counts; it is found by this name, wherever it stands.
const REGION: &str = "--toggle-collect=*counted_region*";

#[inline(never)]
fn counted_region(call: &mut Call, repeats: u32) -> Result<(), Failure> {
    for _ in 0..repeats {
        call()?;
    }
    Ok(())
}

/// Does the case in this process, which valgrind watches.
pub(super) fn count_here(case: &Case) -> Result<(), Failure> {
    let mut call = (case.prepare)()?;
    // The first call fills caches.
    call()?;
    call()?;
    counted_region(&mut call, case.repeats)
}

/// Counts the instructions of one call of each case.
pub(super) fn count(cases: &[Case]) -> Result<Vec<f64>, Failure> {
    let work: Vec<(String, u32)> = cases.iter().map(|case| (case.name(), case.repeats)).collect();
    let counts = Mutex::new(vec![None; work.len()]);
    let next = Mutex::new(0..work.len());
    let take = || next.lock().ok().and_then(|mut next| next.next());
    let worker = || -> Result<(), Failure> {
        while let Some(at) = take() {
            let count = under_valgrind(&work[at].0, at)? / f64::from(work[at].1);
            if let Ok(mut counts) = counts.lock() {
                counts[at] = Some(count);
            }
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".into())))
    })?;
    let counts = counts.into_inner().map_err(|_| "a worker panicked")?;
    counts.into_iter().map(|count| count.ok_or_else(|| "a case was not counted".into())).collect()
}

fn under_valgrind(case: &str, at: usize) -> Result<f64, Failure> {
    let profile = env::temp_dir().join(format!("callgrind.{}.{at}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", REGION])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(env::current_exe()?)
        .args(["case", case])
        .output()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => "valgrind is not there; `apt-get install valgrind` brings it".into(),
            _ => Failure::from(error),
        })?;
    if !output.status.success() {
        return Err(format!("{case}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = fs::read_to_string(&profile)?;
    fs::remove_file(&profile)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(total.ok_or("callgrind has written no total")?.trim().parse()?)
}
