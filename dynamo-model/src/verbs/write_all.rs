//! Puts and deletes of which the last of each item is sent (W6, W8).

use futures::stream;

use crate::error::Result;
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Job};
use crate::exec::call::Call;
use crate::exec::tables::Tables;
use crate::model::key::PrimaryKey;
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::outcomes::Progress;
use crate::verbs::report::{Report, by_key};

/// A write of the item of this key, in the table at this place.
pub(crate) type Placed = (usize, PrimaryKey, Write);

/// Sends writes as BatchWriteItems, and reports each of the inputs that they are of, in order. A write that cannot be made
/// has failed; of several of one item the last replaces the others.
pub(crate) async fn write_all<T>(
    call: &Call,
    tables: Tables,
    in_flight: Option<usize>,
    inputs: Vec<T>,
    writes: Vec<Result<Placed>>,
    progress: Progress<'static>,
) -> BatchResult<T> {
    let mut report = Report::of(writes.len(), progress);
    let note = |(position, write): (usize, Result<Placed>)| {
        write.map_err(|error| report.note(position, Outcome::Failed(error))).ok()
    };
    let mut writes: Vec<Option<Placed>> = writes.into_iter().enumerate().map(note).collect();
    let keys: Vec<Option<(usize, &PrimaryKey)>> =
        writes.iter().map(|write| write.as_ref().map(|(table, key, _)| (*table, key))).collect();
    let last = report.last_of_each(by_key(&keys));
    let job = |position: usize| {
        let (_, key, write) = writes[position].take()?;
        Some(Ok(Job::new(position, key, write)))
    };
    let jobs: Vec<_> = last.into_iter().filter_map(job).collect();
    let in_flight = call.settings().in_flight_of(in_flight);
    let work = BatchWrite { call: call.clone(), tables };
    report.follow(Bulk::new(call, work, stream::iter(jobs), in_flight, true), Outcome::of_write).await;
    BatchResult::of(inputs.into_iter().zip(report.finish()))
}
