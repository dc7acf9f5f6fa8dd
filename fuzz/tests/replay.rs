//! The committed corpus, and 20,000 inputs from a fixed seed, shared among the targets.

use std::alloc::System;
use std::sync::{Mutex, PoisonError};
use std::thread;

use dynamo_model_fuzz::driver::{self, Fault};
use dynamo_model_fuzz::{corpus, target};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Memory is counted for the whole process, so that targets run one after another.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

const SEED: u64 = 20_260_101;

fn try_out(name: &str, inputs: u64) {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let target = target::named(name).expect("there is such a target");
    let corpus = corpus::read(target).expect("its corpus is committed");
    assert!(corpus.len() >= 8, "{name} has a corpus of {}", corpus.len());
    let run = move || {
        let replayed = driver::replay(target, &corpus)?;
        assert!(replayed.accepted < replayed.inputs, "{replayed:?}");
        driver::run(target, &corpus, SEED, 0..inputs)
    };
    // What recurses on its input ends here.
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(run).expect("a thread starts");
    let report: Result<_, Fault> = thread.join().expect("the driver itself holds");
    let report = report.unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(report.inputs, inputs);
    assert!(report.accepted > inputs / 50, "most of it must not be noise: {report:?}");
}

#[test]
fn reads_values_as_the_sdk_does() {
    try_out("value", 6_000);
}

#[test]
fn reads_models_as_the_sdk_does() {
    try_out("model", 5_000);
}

#[test]
fn reads_answers_as_the_sdk_does() {
    try_out("response", 2_000);
}

#[test]
fn reads_items_out_of_json() {
    try_out("json", 4_000);
}

#[test]
fn takes_only_cursors_that_were_given() {
    try_out("cursor", 2_000);
}

#[test]
fn sends_raw_conditions_whole_or_not_at_all() {
    try_out("raw", 1_000);
}

#[test]
fn an_input_is_made_of_its_seed_and_number_alone() {
    let target = target::named("value").expect("there is such a target");
    let corpus = corpus::read(target).expect("its corpus is committed");
    let made = |seed, number| driver::input(target, &corpus, seed, number);
    assert_eq!(made(1, 7), made(1, 7));
    assert_ne!(made(1, 7), made(1, 8));
    assert_ne!(made(1, 7), made(2, 7));
}
