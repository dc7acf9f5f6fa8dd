//! The suites, and how they end on an engine.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dynamo_model_tests::engine::ENDPOINT;
use serde_json::Value;

use crate::differences::left_out;
use crate::server::{Kind, log, read_log};
use crate::{Result, root};

/// How long a suite may take on one engine.
const LIMIT: Duration = Duration::from_mins(15);

/// How many cases a property test draws, where the environment does not say.
const CASES: &str = "20";

/// Suites that ask no engine, or only the embedded one.
const WITHOUT_ENGINE: [&str; 8] =
    ["actions", "configuration", "embedded", "hygiene", "logs", "packages", "rooms", "ui"];

/// The tests of one file.
pub(crate) struct Suite {
    name: String,
    program: PathBuf,
}

/// How a suite ended.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    pub(crate) suite: String,
    pub(crate) passed: Vec<String>,
    pub(crate) failed: Vec<String>,
}

/// Builds all suites, with the features of an ordinary run of the tests.
pub(crate) fn build() -> Result<Vec<Suite>> {
    let build = Command::new(env!("CARGO"))
        .args([
            "test",
            "--locked",
            "--workspace",
            "--tests",
            "--no-run",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()?;
    if !build.status.success() {
        return Err("the tests do not build".into());
    }
    let mut suites = Vec::new();
    for line in String::from_utf8(build.stdout)?.lines() {
        let message: Value = serde_json::from_str(line)?;
        let is_test = message["target"]["kind"][0] == "test";
        let is_ours =
            message["target"]["src_path"].as_str().is_some_and(|path| path.contains("tests/tests/"));
        let (Some(program), Some(name)) =
            (message["executable"].as_str(), message["target"]["name"].as_str())
        else {
            continue;
        };
        if is_test && is_ours && !WITHOUT_ENGINE.contains(&name) {
            suites.push(Suite { name: name.to_owned(), program: program.into() });
        }
    }
    suites.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(suites)
}

impl Suite {
    pub(crate) fn run(&self, engine: Kind, url: Option<&str>) -> Result<Ran> {
        let mut command = Command::new(&self.program);
        command.current_dir(root().join("tests")).env(ENDPOINT, url.unwrap_or_default());
        if std::env::var_os("PROPTEST_CASES").is_none() {
            command.env("PROPTEST_CASES", CASES);
        }
        let left_out: Vec<String> =
            left_out(engine, &self.name).map(|difference| difference.test.to_owned()).collect();
        for test in &left_out {
            command.args(["--skip", test]);
        }
        let (said, _) = run(&mut command, &format!("{}-{}", engine.name(), self.name))?;
        let mut ran = Ran { suite: self.name.clone(), passed: Vec::new(), failed: left_out };
        for line in said.lines() {
            let Some((test, ended)) = line.strip_prefix("test ").and_then(|line| line.split_once(" ... "))
            else {
                continue;
            };
            let test = test.trim_end_matches(" - should panic").to_owned();
            match ended {
                "ok" => ran.passed.push(test),
                "FAILED" => ran.failed.push(test),
                _ => {}
            }
        }
        // A suite that died says of some tests nothing.
        if !said.contains("\ntest result: ") {
            ran.failed.push("(the suite did not end)".to_owned());
        }
        ran.failed.sort_unstable();
        println!(
            "{}: {}: {} passed, {} failed",
            engine.name(),
            self.name,
            ran.passed.len(),
            ran.failed.len()
        );
        Ok(ran)
    }
}

/// Runs the example that counts the airports of the world in several ways.
pub(crate) fn airports(engine: Kind, url: Option<&str>) -> Result<Ran> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--locked", "--example", "airports"]).current_dir(root());
    if let Some(url) = url {
        let variables =
            [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1")];
        command.env("DYNAMODB_ENDPOINT", url).envs(variables);
    }
    let (_, succeeded) = run(&mut command, &format!("{}-airports", engine.name()))?;
    let test = vec!["the counts are those of the file".to_owned()];
    let (passed, failed) = if succeeded { (test, Vec::new()) } else { (Vec::new(), test) };
    println!("{}: airports: {}", engine.name(), if succeeded { "passed" } else { "failed" });
    Ok(Ran { suite: "airports (example)".to_owned(), passed, failed })
}

/// Runs a program to its end, or to the limit, and gives what it said and whether it succeeded.
fn run(command: &mut Command, name: &str) -> Result<(String, bool)> {
    let log = log(name)?;
    let mut child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
    let start = Instant::now();
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if start.elapsed() > LIMIT => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => sleep(Duration::from_millis(50)),
        }
    };
    Ok((read_log(name)?, status.is_some_and(|status| status.success())))
}
