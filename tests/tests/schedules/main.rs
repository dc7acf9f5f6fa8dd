//! Batches under random schedules of faults: each input is reported once, and the table holds what the report says.
//!
//! `PROPTEST_CASES` sets how many schedules are drawn for each test.

#[path = "../shared/noted.rs"]
mod noted;
mod several_tables;

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::Client;
use dynamo_model::Outcome;
use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model_tests::{engine, scripted::config};
use futures::{StreamExt, TryStreamExt};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use noted::{Counter, ids_in, oversized, table};

/// One input: its key, and what it is.
#[derive(Clone, Copy, Debug)]
enum Input {
    Valid(u64),
    TooLarge(u64),
    /// Breaks a rule of the model.
    Invalid(u64),
}

impl Input {
    fn id(self) -> u64 {
        match self {
            Self::Valid(id) | Self::TooLarge(id) | Self::Invalid(id) => id,
        }
    }
}

#[derive(Clone, Debug)]
struct Case {
    /// The keys that are in the table before.
    before: BTreeSet<u64>,
    inputs: Vec<Input>,
    faults: Vec<Fault>,
    /// What holds for ever once the faults are used up.
    always: Option<Fault>,
    in_flight: usize,
}

fn any_fault() -> impl Strategy<Value = Fault> {
    select(vec![
        Fault::Pass,
        Fault::Pass,
        Fault::Pass,
        Fault::Throttle,
        Fault::ProvisionedThroughputExceeded,
        Fault::InternalError { applied: false },
        Fault::InternalError { applied: true },
        Fault::Unavailable,
        Fault::ConnectionRefused,
        Fault::ConnectionCut { applied: false },
        Fault::ConnectionCut { applied: true },
        Fault::Timeout { applied: true },
        Fault::WrongChecksum,
        Fault::MalformedBody,
        Fault::Unprocessed,
        Fault::Unprocessed,
        Fault::UnprocessedAll,
        Fault::service(400, "AccessDeniedException", "no"),
        Fault::service(400, "ValidationException", "no"),
    ])
}

fn any_case(inputs: usize) -> impl Strategy<Value = Case> {
    let key = 0..90_u64;
    let input = (key.clone(), 0..40_u8).prop_map(|(key, kind)| match kind {
        0 => Input::TooLarge(key),
        1 => Input::Invalid(key),
        _ => Input::Valid(key),
    });
    let always = prop_oneof![4 => Just(None), 1 => any_fault().prop_map(Some)];
    let before = proptest::collection::btree_set(key, 0..20);
    (before, vec(input, 0..inputs), vec(any_fault(), 0..60), always, 1..17_usize).prop_map(
        |(before, inputs, faults, always, in_flight)| Case { before, inputs, faults, always, in_flight },
    )
}

impl Case {
    /// Starts with the keys of `before` in the table, each at 0 hits, and the script in place.
    async fn start(&self) -> (Faults, Connection) {
        let (faults, db) = self.prepare().await;
        self.script(&faults);
        (faults, db)
    }

    async fn prepare(&self) -> (Faults, Connection) {
        let faults = engine::faults().unwrap();
        let client = Client::from_conf(config(faults.clone()).build());
        let db = Connection::builder().client(client).max_in_flight(self.in_flight).build().unwrap();
        Counter::create_table(&db).await.unwrap();
        let before: Vec<Counter> = self.before.iter().map(|id| Counter::new(*id, 0)).collect();
        assert!(Counter::save_many(&db, before).await.unwrap().is_complete());
        (faults, db)
    }

    fn script(&self, faults: &Faults) {
        faults.forget();
        for fault in &self.faults {
            faults.next(fault.clone());
        }
        faults.always(self.always.clone().unwrap_or(Fault::Pass));
    }

    /// Each input has a number of hits of its own.
    fn items(&self) -> Vec<Counter> {
        let item = |(position, input): (usize, &Input)| match input {
            Input::Valid(id) => Counter::new(*id, position as u64 + 1),
            Input::TooLarge(id) => oversized(*id),
            Input::Invalid(id) => Counter { note: Some(String::new()), ..Counter::new(*id, 0) },
        };
        self.inputs.iter().enumerate().map(item).collect()
    }

    fn keys(&self) -> Vec<u64> {
        self.inputs.iter().map(|input| input.id()).collect()
    }

    /// What the table may hold of each key; to begin with, what it does hold.
    fn possible(&self) -> BTreeMap<u64, BTreeSet<Option<u64>>> {
        let start = |id: &u64| (*id, BTreeSet::from([self.before.contains(id).then_some(0)]));
        self.before.iter().chain(&self.keys()).map(start).collect()
    }

    /// Chunks times attempts of the SDK times tries, and as many again as faults may set back.
    fn most_requests(&self) -> usize {
        3 * (self.inputs.len() + 10 + 10 * self.faults.len() + 10)
    }
}

fn holds(
    table: &BTreeMap<u64, u64>,
    possible: &BTreeMap<u64, BTreeSet<Option<u64>>>,
) -> Result<(), TestCaseError> {
    for (id, states) in possible {
        let found = table.get(id).copied();
        prop_assert!(states.contains(&found), "key {id}: found {found:?}, expected one of {states:?}");
    }
    prop_assert!(table.keys().all(|id| possible.contains_key(id)), "a key that nobody gave: {table:?}");
    Ok(())
}

/// Every request holds at most 25 writes and no key twice, and nothing that an earlier answer said was done.
fn sends_nothing_twice(log: &[Request]) -> Result<(), TestCaseError> {
    let mut done: BTreeSet<u64> = BTreeSet::new();
    for request in log.iter().filter(|request| request.operation() == "BatchWriteItem") {
        let ids = ids_in(request);
        prop_assert!((1..=25).contains(&ids.len()), "{} writes", ids.len());
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a key twice");
        prop_assert!(ids.iter().all(|id| !done.contains(id)), "sent again though it was done");
        match request.fault() {
            None => done.extend(ids),
            Some(Fault::Unprocessed) => done.extend(&ids[..ids.len().div_ceil(2)]),
            _ => {}
        }
    }
    Ok(())
}

/// How many schedules of faults are drawn; `PROPTEST_CASES` sets another number.
const CASES: u32 = 200;

/// Runs the test on cases of fewer inputs than said, always the same.
fn check<F>(inputs: usize, test: impl Fn(Case) -> F)
where
    F: Future<Output = Result<(), TestCaseError>>,
{
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let settings = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(settings, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&any_case(inputs), |case| {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(test(case))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn w8_under_any_faults_the_table_holds_what_save_many_says() {
    check(120, |case| async move {
        let (faults, db) = case.start().await;
        let items = case.items();
        let report = Counter::save_many(&db, &items).await.unwrap();
        let log = faults.requests();
        sends_nothing_twice(&log)?;
        prop_assert!(log.len() <= case.most_requests(), "{} requests", log.len());

        prop_assert_eq!(report.len(), items.len());
        let last = |id: u64| {
            case.inputs
                .iter()
                .rposition(|input| matches!(input, Input::Valid(other) if *other == id))
                .unwrap()
        };
        let mut possible = case.possible();
        for (position, (entry, item)) in report.entries().iter().zip(&items).enumerate() {
            prop_assert_eq!(entry.input, item);
            let states = possible.get_mut(&item.id).unwrap();
            match (case.inputs[position], &entry.outcome) {
                (Input::TooLarge(_), Outcome::Failed(error)) => prop_assert!(error.is_item_too_large()),
                (Input::Invalid(_), Outcome::Failed(error)) => prop_assert!(error.is_validation()),
                (Input::Valid(id), Outcome::Done) => {
                    prop_assert_eq!(last(id), position);
                    *states = [Some(item.hits)].into();
                }
                (Input::Valid(id), Outcome::Superseded { by }) => {
                    prop_assert_eq!(last(id), *by);
                    prop_assert!(*by > position && report.entries()[*by].outcome.is_succeeded());
                }
                (Input::Valid(id), Outcome::Failed(error)) if last(id) == position => {
                    if error.is_outcome_unknown() {
                        states.insert(Some(item.hits));
                    }
                }
                // Nothing of a key was written, unless its last input was.
                (Input::Valid(id), Outcome::Failed(_)) => {
                    prop_assert!(report.entries()[last(id)].outcome.is_failed());
                }
                (input, outcome) => prop_assert!(false, "{input:?}: {outcome:?}"),
            }
        }
        holds(&table(&faults, &db).await, &possible)
    });
}

#[test]
fn w8_under_any_faults_the_table_holds_what_save_many_without_overwrite_says() {
    check(50, |case| async move {
        let (faults, db) = case.start().await;
        let items = case.items();
        let report = Counter::save_many(&db, &items).overwrite(false).await.unwrap();
        prop_assert!(faults.requests().len() <= case.most_requests(), "{} requests", faults.requests().len());

        prop_assert_eq!(report.len(), items.len());
        let mut possible = case.possible();
        for (position, (entry, item)) in report.entries().iter().zip(&items).enumerate() {
            prop_assert_eq!(entry.input, item);
            let states = possible.get_mut(&item.id).unwrap();
            match (case.inputs[position], &entry.outcome) {
                (Input::TooLarge(_), Outcome::Failed(error)) => prop_assert!(error.is_item_too_large()),
                (Input::Invalid(_), Outcome::Failed(error)) => prop_assert!(error.is_validation()),
                (Input::Valid(_), Outcome::Done) => {
                    prop_assert!(states.contains(&None), "written over what was there");
                    *states = [Some(item.hits)].into();
                }
                (Input::Valid(_), Outcome::Failed(error)) if error.is_condition_failed() => {
                    let there = error.item_as::<Counter>().unwrap().map(|counter| counter.hits);
                    prop_assert!(there.is_some() && states.contains(&there), "{there:?} of {states:?}");
                    *states = [there].into();
                }
                (Input::Valid(_), Outcome::Failed(error)) => {
                    if error.is_outcome_unknown() && states.contains(&None) {
                        states.insert(Some(item.hits));
                    }
                }
                (input, outcome) => prop_assert!(false, "{input:?}: {outcome:?}"),
            }
        }
        holds(&table(&faults, &db).await, &possible)
    });
}

#[test]
fn w8_under_any_faults_the_table_holds_what_delete_many_says() {
    check(120, |case| async move {
        let (faults, db) = case.start().await;
        let keys = case.keys();
        let report = Counter::delete_many(&db, &keys).await.unwrap();
        let log = faults.requests();
        sends_nothing_twice(&log)?;
        prop_assert!(log.len() <= case.most_requests(), "{} requests", log.len());

        prop_assert_eq!(report.len(), keys.len());
        let mut possible = case.possible();
        for (entry, id) in report.entries().iter().zip(&keys) {
            prop_assert_eq!(&entry.input, &Counter::key_of(id));
            let states = possible.get_mut(id).unwrap();
            match &entry.outcome {
                Outcome::Done | Outcome::Superseded { .. } => *states = [None].into(),
                Outcome::Failed(error) if error.is_outcome_unknown() => drop(states.insert(None)),
                Outcome::Failed(_) => {}
                outcome => prop_assert!(false, "{outcome:?}"),
            }
        }
        holds(&table(&faults, &db).await, &possible)
    });
}

#[test]
fn w8_under_any_faults_the_table_holds_what_delete_many_by_condition_says() {
    check(50, |case| async move {
        let (faults, db) = case.start().await;
        let keys: Vec<u64> = case.keys().into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let condition = Counter::ID.is_in(&keys) & Counter::HITS.eq(0);
        let report = Counter::delete_many(&db, condition).await.unwrap();
        prop_assert!(faults.requests().len() <= case.most_requests(), "{} requests", faults.requests().len());

        prop_assert_eq!(report.len(), keys.len());
        let mut possible = case.possible();
        for (entry, id) in report.entries().iter().zip(&keys) {
            prop_assert_eq!(&entry.input, &Counter::key_of(id));
            let states = possible.get_mut(id).unwrap();
            match &entry.outcome {
                Outcome::Done => {
                    prop_assert!(case.before.contains(id));
                    *states = [None].into();
                }
                Outcome::Absent => *states = [None].into(),
                Outcome::Failed(error) if error.is_outcome_unknown() => drop(states.insert(None)),
                Outcome::Failed(_) => {}
                outcome => prop_assert!(false, "{outcome:?}"),
            }
        }
        holds(&table(&faults, &db).await, &possible)
    });
}

/// Takes the inputs of each key in order: the table holds what they wrote, as far as that is known (W6).
fn in_turn(
    mut possible: BTreeMap<u64, BTreeSet<Option<u64>>>,
    ended: &[Option<(Counter, Outcome)>],
) -> Result<BTreeMap<u64, BTreeSet<Option<u64>>>, TestCaseError> {
    for (item, outcome) in ended.iter().flatten() {
        let states = possible.get_mut(&item.id).unwrap();
        match outcome {
            Outcome::Done => *states = [Some(item.hits)].into(),
            Outcome::Failed(error) if error.is_outcome_unknown() => drop(states.insert(Some(item.hits))),
            Outcome::Failed(_) => {}
            outcome => prop_assert!(false, "{outcome:?}"),
        }
    }
    Ok(possible)
}

#[test]
fn w8_under_any_faults_a_stream_of_saves_yields_each_outcome_once() {
    check(120, |case| async move {
        let (faults, db) = case.start().await;
        let items = case.items();
        let mut ended: Vec<Option<(Counter, Outcome)>> = items.iter().map(|_| None).collect();
        let mut outcomes = Counter::save_stream(&db, futures::stream::iter(items.clone())).stream();
        while let Some(entry) = outcomes.try_next().await.unwrap() {
            prop_assert!(ended[entry.position].is_none(), "{} is told twice", entry.position);
            prop_assert_eq!(&entry.input, &items[entry.position]);
            ended[entry.position] = Some((entry.input, entry.outcome));
        }
        prop_assert!(ended.iter().all(Option::is_some), "an input is not told of");
        let requests = faults.requests();
        prop_assert!(requests.len() <= case.most_requests() + 3 * items.len(), "{} requests", requests.len());
        for request in requests.iter().filter(|request| request.operation() == "BatchWriteItem") {
            let ids = ids_in(request);
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a key twice");
        }
        holds(&table(&faults, &db).await, &in_turn(case.possible(), &ended)?)
    });
}

/// How often each counter was counted: certainly, and at the most.
fn counted<'a>(
    ended: impl Iterator<Item = (u64, &'a Outcome)>,
    before: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, (u64, u64)>, TestCaseError> {
    let mut counts: BTreeMap<u64, (u64, u64)> = before.iter().map(|id| (*id, (0, 0))).collect();
    for (id, outcome) in ended {
        match (counts.get_mut(&id), outcome) {
            (Some((least, most)), Outcome::Done) => {
                *least += 1;
                *most += 1;
            }
            (Some((_, most)), Outcome::Failed(error)) if error.is_outcome_unknown() => *most += 1,
            // An absent counter may hide behind an answer that was lost.
            (_, Outcome::Failed(_)) | (None, Outcome::Absent) => {}
            (_, outcome) => prop_assert!(false, "{id}: {outcome:?}"),
        }
    }
    Ok(counts)
}

fn holds_counts(table: &BTreeMap<u64, u64>, counts: &BTreeMap<u64, (u64, u64)>) -> Result<(), TestCaseError> {
    prop_assert_eq!(table.keys().collect::<Vec<_>>(), counts.keys().collect::<Vec<_>>());
    for (id, (least, most)) in counts {
        let hits = table[id];
        prop_assert!((least..=most).contains(&&hits), "counter {id}: {hits}, expected {least} to {most}");
    }
    Ok(())
}

#[test]
fn w1_under_any_faults_update_many_counts_nothing_twice() {
    check(60, |case| async move {
        let (faults, db) = case.start().await;
        let keys = case.keys();
        let report = Counter::update_many(&db, &keys, [Counter::HITS.add(1)]).await.unwrap();
        prop_assert_eq!(
            report.entries().iter().map(|entry| entry.input.clone()).collect::<Vec<_>>(),
            Counter::keys_of(&keys)
        );
        let requests = faults.requests();
        prop_assert!(requests.len() <= case.most_requests(), "{} requests", requests.len());
        let ended = keys.iter().copied().zip(report.entries().iter().map(|entry| &entry.outcome));
        holds_counts(&table(&faults, &db).await, &counted(ended, &case.before)?)
    });
}

#[test]
fn w1_under_any_faults_update_many_by_condition_counts_nothing_twice() {
    check(60, |case| async move {
        let (faults, db) = case.start().await;
        let some: BTreeSet<u64> = case.before.iter().copied().filter(|id| id % 3 > 0).collect();
        let condition =
            Counter::HITS.eq(0) & !Counter::ID.is_in(case.before.iter().filter(|id| *id % 3 == 0));
        let update = Counter::update_many(&db, condition, Counter::HITS.add(1)).allow_scan();
        match update.await {
            // The read failed, so nothing was written.
            Err(_) => holds_counts(&table(&faults, &db).await, &counted(std::iter::empty(), &case.before)?),
            Ok(report) => {
                let id = |key: &dynamo_model::Key<Counter>| match key.values().unwrap().hash().to_value() {
                    Value::N(number) => number.as_str().parse::<u64>().unwrap(),
                    value => panic!("{value:?}"),
                };
                let ids: BTreeSet<u64> = report.entries().iter().map(|entry| id(&entry.input)).collect();
                prop_assert_eq!(&ids, &some);
                prop_assert_eq!(report.len(), some.len());
                let ended = report.entries().iter().map(|entry| (id(&entry.input), &entry.outcome));
                holds_counts(&table(&faults, &db).await, &counted(ended, &case.before)?)
            }
        }
    });
}

#[test]
fn w10_under_any_faults_a_time_limit_loses_no_outcome() {
    check(120, |case| async move {
        let (faults, db) = case.start().await;
        let items = case.items();
        let time = std::time::Duration::from_millis(case.before.len() as u64 * 20);
        let report = Counter::save_many(&db, &items).overwrite(true).timeout(time).await.unwrap();
        prop_assert_eq!(report.len(), items.len());
        let mut possible = case.possible();
        for (entry, item) in report.entries().iter().zip(&items) {
            let states = possible.get_mut(&item.id).unwrap();
            match &entry.outcome {
                Outcome::Done => *states = [Some(item.hits)].into(),
                Outcome::Superseded { by } => prop_assert!(report.entries()[*by].outcome.is_succeeded()),
                Outcome::Failed(error) if error.is_outcome_unknown() => drop(states.insert(Some(item.hits))),
                Outcome::Failed(_) => {}
                outcome => prop_assert!(false, "{outcome:?}"),
            }
        }
        holds(&table(&faults, &db).await, &possible)
    });
}

#[test]
fn under_any_faults_a_read_gives_all_items_or_an_error() {
    check(60, |case| async move {
        let (faults, db) = case.start().await;
        for _ in 0..3 {
            faults.on("Scan", Fault::EmptyPage);
        }
        let keys: Vec<u64> = case.keys().into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let expected: Vec<u64> = keys.iter().copied().filter(|id| case.before.contains(id)).collect();
        if let Ok(found) = Counter::get_many(&db, &keys).with_missing().await {
            prop_assert_eq!(found.items.iter().map(|counter| counter.id).collect::<Vec<_>>(), expected);
            let missing = keys.iter().filter(|id| !case.before.contains(id));
            prop_assert_eq!(found.missing, Counter::keys_of(missing));
        }
        let scan = Counter::get_many(&db, Counter::HITS.exists()).allow_scan().page_size(3);
        let rows: Vec<_> = scan.stream().collect().await;
        let ended_well = rows.iter().all(Result::is_ok);
        let ids: BTreeSet<u64> = rows.iter().flatten().map(|counter| counter.id).collect();
        prop_assert_eq!(ids.len(), rows.iter().flatten().count(), "an item twice");
        prop_assert!(!ended_well || ids == case.before, "{ids:?} of {:?}", case.before);
        Ok(())
    });
}
