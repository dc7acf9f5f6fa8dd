//! Batches over two tables.

use dynamo_model::{BatchResult, TableWrite};

use super::*;
use crate::noted::id_of;

/// What is measured; it has the keys of the counters.
#[derive(Model, Clone, Debug, PartialEq)]
struct Gauge {
    #[model(hash_key)]
    id: u64,
    level: u64,
}

/// What one write is of: the table, and the key in it.
type Place = (bool, u64);

/// A write of the input at this position: of counters and gauges by turns, and a delete every third time.
fn place(position: usize, input: Input) -> Place {
    (position.is_multiple_of(2), input.id())
}

fn is_delete(position: usize) -> bool {
    position % 3 == 2
}

/// What is there of each place, and what may be.
type Possible = BTreeMap<Place, BTreeSet<Option<u64>>>;

/// What is there of each place to begin with.
fn possible(case: &Case) -> Possible {
    let mut possible: Possible =
        case.before.iter().map(|id| ((true, *id), BTreeSet::from([Some(0)]))).collect();
    for (position, input) in case.inputs.iter().enumerate() {
        possible.entry(place(position, *input)).or_insert_with(|| [None].into());
    }
    possible
}

/// Starts with the counters of `before`, these gauges, and the script in place.
async fn start(case: &Case, gauges: impl IntoIterator<Item = Gauge>) -> (Faults, Connection) {
    let (faults, db) = case.prepare().await;
    Gauge::create_table(&db).await.unwrap();
    Gauge::save_many(&db, gauges.into_iter().collect::<Vec<_>>()).await.unwrap().into_result().unwrap();
    case.script(&faults);
    (faults, db)
}

/// What both tables hold.
async fn found(faults: &Faults, db: &Connection) -> BTreeMap<Place, u64> {
    let counters = table(faults, db).await.into_iter().map(|(id, hits)| ((true, id), hits));
    let gauges = Gauge::get_many(db, Gauge::LEVEL.exists()).allow_scan().await.unwrap();
    counters.chain(gauges.into_iter().map(|gauge| ((false, gauge.id), gauge.level))).collect()
}

async fn write(db: &Connection, case: &Case) -> BatchResult<TableWrite> {
    let mut batch = db.batch_write();
    for (position, input) in case.inputs.iter().enumerate() {
        let hits = position as u64 + 1;
        batch = match (place(position, *input), *input) {
            (_, Input::TooLarge(id)) => batch.put(oversized(id)),
            (_, Input::Invalid(id)) => {
                batch.put(Counter { note: Some(String::new()), ..Counter::new(id, 0) })
            }
            ((true, id), _) if is_delete(position) => batch.delete(Counter::key_of(id)),
            ((true, id), _) => batch.put(Counter::new(id, hits)),
            ((false, id), _) if is_delete(position) => batch.delete(Gauge::key_of(id)),
            ((false, id), _) => batch.put(Gauge::new(id, hits)),
        };
    }
    batch.await.unwrap()
}

/// Every request holds at most 25 writes, of each table no key twice, and nothing that went through before.
fn sends_each_once(log: &[Request]) -> Result<(), TestCaseError> {
    let mut done: BTreeSet<Place> = BTreeSet::new();
    for request in log {
        let json = request.json();
        let tables = json["RequestItems"].as_object().unwrap();
        let mut places = BTreeSet::new();
        let mut count = 0;
        for (name, writes) in tables {
            for write in writes.as_array().unwrap() {
                places.insert((name == "counters", id_of(write)));
                count += 1;
            }
        }
        prop_assert!((1..=25).contains(&count), "{count} writes");
        prop_assert_eq!(places.len(), count, "a key twice");
        prop_assert!(places.is_disjoint(&done), "sent again though it was done");
        if request.fault().is_none() {
            done.extend(places);
        }
    }
    Ok(())
}

#[test]
fn w8_under_any_faults_both_tables_hold_what_a_batch_over_them_says() {
    check(120, |case| async move {
        let (faults, db) = start(&case, []).await;
        let mut possible = possible(&case);
        let report = write(&db, &case).await;
        let log = faults.requests();
        sends_each_once(&log)?;
        prop_assert!(log.len() <= case.most_requests(), "{} requests", log.len());

        prop_assert_eq!(report.len(), case.inputs.len());
        let last = |of: Place| {
            let is_of = |(position, input): (usize, &Input)| {
                matches!(input, Input::Valid(_)) && place(position, *input) == of
            };
            let places = case.inputs.iter().enumerate();
            places.filter(|(position, input)| is_of((*position, input))).map(|(at, _)| at).next_back()
        };
        for (position, (entry, input)) in report.entries().iter().zip(&case.inputs).enumerate() {
            let of = place(position, *input);
            let written = (!is_delete(position)).then_some(position as u64 + 1);
            match (input, &entry.outcome) {
                (Input::TooLarge(_), Outcome::Failed(error)) => prop_assert!(error.is_item_too_large()),
                (Input::Invalid(_), Outcome::Failed(error)) => prop_assert!(error.is_validation()),
                (Input::Valid(_), Outcome::Done) => {
                    prop_assert_eq!(last(of), Some(position));
                    possible.insert(of, [written].into());
                }
                (Input::Valid(_), Outcome::Superseded { by }) => {
                    prop_assert_eq!(last(of), Some(*by));
                    prop_assert!(*by > position);
                }
                (Input::Valid(_), Outcome::Failed(error)) => {
                    if last(of) == Some(position) && error.is_outcome_unknown() {
                        possible.entry(of).or_default().insert(written);
                    }
                }
                (input, outcome) => prop_assert!(false, "{input:?}: {outcome:?}"),
            }
        }
        let found = found(&faults, &db).await;
        for (of, states) in &possible {
            let found = found.get(of).copied();
            prop_assert!(states.contains(&found), "{of:?}: found {found:?}, expected one of {states:?}");
        }
        prop_assert!(found.keys().all(|of| possible.contains_key(of)), "a key that nobody gave: {found:?}");
        Ok(())
    });
}

#[test]
fn under_any_faults_a_read_over_both_tables_is_whole_or_an_error() {
    check(120, |case| async move {
        let ids: Vec<u64> = case.keys();
        let gauges: BTreeMap<u64, Gauge> =
            ids.iter().filter(|id| **id % 3 == 0).map(|id| (*id, Gauge::new(*id, *id))).collect();
        let (faults, db) = start(&case, gauges.values().cloned()).await;
        let read = db.batch_get().keys(Counter::keys_of(&ids)).keys(Gauge::keys_of(&ids)).await;
        prop_assert!(faults.requests().len() <= case.most_requests() + ids.len());
        let Ok((counters, read)) = read else { return Ok(()) };
        let mut seen = BTreeSet::new();
        let distinct: Vec<u64> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
        let counted: Vec<u64> = counters.iter().map(|counter| counter.id).collect();
        let expected: Vec<u64> = distinct.iter().filter(|id| case.before.contains(id)).copied().collect();
        prop_assert_eq!(counted, expected);
        let expected: Vec<Gauge> = distinct.iter().filter_map(|id| gauges.get(id).cloned()).collect();
        prop_assert_eq!(read, expected);
        Ok(())
    });
}
