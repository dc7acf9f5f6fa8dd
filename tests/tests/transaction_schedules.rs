//! Transactions under random schedules of faults: the table holds all of one or nothing, as the caller is told (W9).
//!
//! `PROPTEST_CASES` sets how many schedules are drawn.

use std::collections::BTreeMap;

use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model::{CancellationKind, Result, TransactWrite};
use dynamo_model_tests::Counter;
use dynamo_model_tests::scripted::scripted;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// Counters by their hits.
type Table = BTreeMap<u64, u64>;

#[derive(Clone, Copy, Debug)]
enum Act {
    /// Whatever is there.
    Put(u64),
    /// Only where nothing is.
    Create(u64),
    /// Adds so many hits.
    Add(u64),
    /// Sets the hits, and creates the counter where there is none.
    Upsert(u64),
    Delete,
    /// Only where there are so many hits at the least.
    DeleteIf(u64),
    /// That there are so many hits at the least.
    Check(u64),
}

impl Act {
    /// What is there then; an error says why it cannot be carried out.
    fn of(self, there: Option<u64>) -> Result<Option<u64>, CancellationKind> {
        let failed = there.map_or(CancellationKind::Absent, |_| CancellationKind::ConditionFailed);
        match (self, there) {
            (Self::Put(hits) | Self::Upsert(hits), _) | (Self::Create(hits), None) => Ok(Some(hits)),
            (Self::Add(more), Some(hits)) => Ok(Some(hits + more)),
            (Self::Delete, _) => Ok(None),
            (Self::DeleteIf(least), Some(hits)) if hits >= least => Ok(None),
            (Self::Check(least), Some(hits)) if hits >= least => Ok(there),
            (Self::Create(_) | Self::Add(_) | Self::DeleteIf(_) | Self::Check(_), _) => Err(failed),
        }
    }

    fn add_to(self, transaction: TransactWrite, id: u64) -> TransactWrite {
        let key = Counter::key_of(id);
        match self {
            Self::Put(hits) => transaction.put(Counter::new(id, hits)).any(),
            Self::Create(hits) => transaction.put(Counter::new(id, hits)).overwrite(false).any(),
            Self::Add(more) => transaction.update(key, Counter::HITS.add(more.cast_signed())).any(),
            Self::Upsert(hits) => transaction.update(key, Counter::HITS.set(hits)).upsert().any(),
            Self::Delete => transaction.delete(key).any(),
            Self::DeleteIf(least) => transaction.delete(key).only_if(Counter::HITS.ge(least)).any(),
            Self::Check(least) => transaction.check(key, Counter::HITS.ge(least)).any(),
        }
    }
}

#[derive(Clone, Debug)]
struct Case {
    before: Table,
    /// Transactions, one after another; each item once in each.
    transactions: Vec<BTreeMap<u64, Act>>,
    faults: Vec<Fault>,
    always: Option<Fault>,
}

/// A cancellation of all actions for this reason.
fn cancelled(code: &str) -> Fault {
    let name = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    let reason = format!(r#"{{"Code":"{code}","Message":"no"}}"#);
    Fault::answer(400, format!(r#"{{"__type":"{name}","Message":"no","CancellationReasons":[{reason}]}}"#))
}

fn any_fault() -> impl Strategy<Value = Fault> {
    select(vec![
        Fault::Pass,
        Fault::Pass,
        Fault::Pass,
        Fault::Throttle,
        Fault::InternalError { applied: false },
        Fault::InternalError { applied: true },
        Fault::Unavailable,
        Fault::ConnectionRefused,
        Fault::ConnectionCut { applied: false },
        Fault::ConnectionCut { applied: true },
        Fault::Timeout { applied: true },
        Fault::WrongChecksum,
        Fault::MalformedBody,
        Fault::service(400, "AccessDeniedException", "no"),
        Fault::service(400, "TransactionInProgressException", "wait"),
        cancelled("TransactionConflict"),
        cancelled("ThrottlingError"),
    ])
}

fn any_case() -> impl Strategy<Value = Case> {
    let hits = || 0..9_u64;
    let act = prop_oneof![
        hits().prop_map(Act::Put),
        hits().prop_map(Act::Create),
        hits().prop_map(Act::Add),
        hits().prop_map(Act::Add),
        hits().prop_map(Act::Upsert),
        Just(Act::Delete),
        hits().prop_map(Act::DeleteIf),
        hits().prop_map(Act::Check),
    ];
    let transactions = vec(btree_map(0..8_u64, act, 1..4), 1..5);
    let always = prop_oneof![4 => Just(None), 1 => any_fault().prop_map(Some)];
    (btree_map(0..8_u64, hits(), 0..8), transactions, vec(any_fault(), 0..20), always)
        .prop_map(|(before, transactions, faults, always)| Case { before, transactions, faults, always })
}

/// The table after a transaction; an error names the positions that stand in its way.
fn carried_out(table: &Table, acts: &BTreeMap<u64, Act>) -> Result<Table, Vec<(usize, CancellationKind)>> {
    let mut after = table.clone();
    let mut to_blame = Vec::new();
    for (position, (id, act)) in acts.iter().enumerate() {
        match act.of(table.get(id).copied()) {
            Ok(Some(hits)) => drop(after.insert(*id, hits)),
            Ok(None) => drop(after.remove(id)),
            Err(kind) => to_blame.push((position, kind)),
        }
    }
    if to_blame.is_empty() { Ok(after) } else { Err(to_blame) }
}

/// What the table holds, read behind the script's back.
async fn read(faults: &Faults, db: &Connection) -> Table {
    faults.on("Scan", Fault::Pass);
    let all = Counter::get_many(db, Counter::HITS.exists()).allow_scan().await.unwrap();
    all.into_iter().map(|counter| (counter.id, counter.hits)).collect()
}

async fn holds_as_told(case: Case) -> Result<(), TestCaseError> {
    let (faults, db) = scripted().await;
    let before: Vec<Counter> = case.before.iter().map(|(id, hits)| Counter::new(*id, *hits)).collect();
    assert!(Counter::save_many(&db, before).await.unwrap().is_complete());
    for fault in &case.faults {
        faults.next(fault.clone());
    }
    faults.always(case.always.clone().unwrap_or(Fault::Pass));
    let mut table = case.before;
    for acts in &case.transactions {
        let start = db.transact_write();
        let told = acts.iter().fold(start, |transaction, (id, act)| act.add_to(transaction, *id)).await;
        let found = read(&faults, &db).await;
        let after = carried_out(&table, acts);
        match (&told, &after) {
            (Ok(()), Ok(after)) => prop_assert_eq!(&found, after),
            (Ok(()), Err(_)) => prop_assert!(false, "told that it was done: {:?}", acts),
            (Err(error), after) if error.is_outcome_unknown() => {
                prop_assert!(found == table || after.as_ref().is_ok_and(|after| found == *after));
            }
            (Err(error), after) => {
                prop_assert_eq!(&found, &table, "{:?}", error);
                let reasons: Vec<(usize, CancellationKind)> = error
                    .cancellation_reasons()
                    .iter()
                    .map(|reason| (reason.position(), reason.kind()))
                    .collect();
                let scripted = |(_, kind): &(usize, CancellationKind)| {
                    matches!(kind, CancellationKind::Conflict | CancellationKind::Throttled)
                };
                match after {
                    _ if reasons.iter().all(scripted) => {}
                    Err(to_blame) => prop_assert_eq!(&reasons, to_blame),
                    Ok(_) => prop_assert!(false, "nothing stands in the way: {:?}", error),
                }
            }
        }
        table = found;
    }
    Ok(())
}

#[test]
fn w9_under_any_faults_the_table_holds_all_of_a_transaction_or_nothing_as_told() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    let settings = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(settings, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&any_case(), |case| {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(holds_as_told(case))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
