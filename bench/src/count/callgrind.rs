//! Instructions, by valgrind's callgrind, each case in a process of its own.

use std::collections::HashMap;
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

/// The instructions of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) all: f64,
    /// Those of SHA-256 in software.
    pub(super) sha: f64,
}

/// Counts the instructions of one call of each case.
pub(super) fn count(cases: &[Case]) -> Result<Vec<Counted>, Failure> {
    let work: Vec<(String, u32)> = cases.iter().map(|case| (case.name(), case.repeats)).collect();
    let counts = Mutex::new(vec![None; work.len()]);
    let next = Mutex::new(0..work.len());
    let take = || next.lock().ok().and_then(|mut next| next.next());
    let worker = || -> Result<(), Failure> {
        while let Some(at) = take() {
            let (case, repeats) = &work[at];
            let Counted { all, sha } = under_valgrind(case, at)?;
            let each = Counted { all: all / f64::from(*repeats), sha: sha / f64::from(*repeats) };
            if let Ok(mut counts) = counts.lock() {
                counts[at] = Some(each);
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

fn under_valgrind(case: &str, at: usize) -> Result<Counted, Failure> {
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
    let all = total.ok_or("callgrind has written no total")?.trim().parse()?;
    Ok(Counted { all, sha: own_cost(&text, is_sha) })
}

/// True of the function that hashes blocks.
fn is_sha(function: &str) -> bool {
    function.contains("sha2::sha256") || function.contains("sha256_block")
}

/// Sums what the functions cost themselves, without what they call.
///
/// <https://valgrind.org/docs/manual/cl-format.html>
fn own_cost(profile: &str, wanted: fn(&str) -> bool) -> f64 {
    let mut known = HashMap::new();
    let (mut is_wanted, mut is_of_call, mut sum) = (false, false, 0.0);
    for line in profile.lines() {
        let function = line.strip_prefix("fn=").map(|name| (name, true));
        let function = function.or_else(|| line.strip_prefix("cfn=").map(|name| (name, false)));
        if let Some((name, begins)) = function {
            // A name is written once, behind a number, and then the number alone.
            let (number, text) = name.split_once(' ').unwrap_or((name, ""));
            let matches = *known.entry(number).or_insert_with(|| wanted(text));
            is_wanted = if begins { matches } else { is_wanted };
        } else if line.starts_with("calls=") {
            is_of_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '*')) {
            let cost = line.split_whitespace().nth(1).and_then(|cost| cost.parse::<f64>().ok());
            if is_wanted && !is_of_call {
                sum += cost.unwrap_or_default();
            }
            is_of_call = false;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_costs_what_it_does_itself() {
        let profile = "events: Ir\n\nfn=(1) main\n16 400\ncfn=(2) sha2::sha256::compress\ncalls=1 50\n16 700\n+1 7\n\n\
                       fn=(2)\n51 100\n* 200\ncfn=(3) memcpy\ncalls=3 10\n-1 300\n+4 100\n\nfn=(3)\n10 300\n\ntotals: 1107\n";
        assert_eq!(own_cost(profile, is_sha).to_string(), "400");
        assert_eq!(own_cost(profile, |name| name == "main").to_string(), "407");
        assert_eq!(own_cost(profile, |name| name == "memcpy").to_string(), "300");
    }
}
