//! BatchWriteItem: chunks of 25, what is unprocessed sent again, each write accounted for.

use std::collections::{HashMap, VecDeque};

use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, PutRequest, WriteRequest};
use dynamo_model_fields::{Item, KeyPart, ReadItem, Reader, Writer};
use futures::StreamExt;
use futures::stream::FuturesUnordered;

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::exec::call::send;
use crate::exec::retry::{MAX_TRIES, pause};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::steps::MAX_BATCH_WRITE;
use crate::wire::decode::Bare;
use crate::wire::failure;
use crate::wire::outcome::Doubt;
use crate::wire::response::Slot;
use crate::wire::sdk::{key_attribute, key_part, to_attribute_values};
use crate::wire::seam::{self, Seam};

/// The most that one request may hold, in bytes.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const MAX_REQUEST_SIZE: usize = 16 * 1024 * 1024;

/// One write of a batch. No two of a batch have the same key.
pub(crate) struct Write {
    /// Where the caller's list holds it.
    pub(crate) position: usize,
    pub(crate) key: PrimaryKey,
    pub(crate) body: Body,
    /// True once an attempt may have applied it although its answer was lost.
    pub(crate) doubt: bool,
    /// True once a request that held others as well was refused: it goes by itself, so that one bad write does not
    /// fail the others.
    pub(crate) is_alone: bool,
}

impl Write {
    pub(crate) fn new(position: usize, key: PrimaryKey, body: Body) -> Self {
        Self { position, key, body, doubt: false, is_alone: false }
    }
}

/// What is written.
pub(crate) enum Body {
    /// An item's JSON.
    Put(Vec<u8>),
    Delete,
}

impl Write {
    /// About what it adds to a request.
    fn size(&self) -> usize {
        match &self.body {
            Body::Put(json) => json.len() + 40,
            Body::Delete => self.key.hash().len() + self.key.range().map_or(0, KeyPart::len) * 2 + 100,
        }
    }
}

/// How one chunk ended.
struct Answer {
    done: Vec<usize>,
    /// Not applied, and worth another try.
    left: Vec<Write>,
    /// Refused together, and to be tried each by itself.
    parted: Vec<Write>,
    /// Why that was, where the service did not just leave them over.
    why: Option<Reason>,
    failed: Vec<(usize, Error)>,
}

struct Reason {
    error: Error,
    /// True if the chunk may have been applied all the same.
    is_lost: bool,
}

/// Sends writes that come one by one, and calls `report` once for each, in the order in which they end.
///
/// Each write is either done, or failed with its reason. Those that the service leaves over are sent again, packed
/// together with the next, a bounded number of times. `writes` is read as the chunks are made.
pub(crate) async fn batch_write(
    db: &Connection,
    schema: &'static Schema,
    table: &str,
    writes: impl Iterator<Item = Encoded>,
    mut report: impl FnMut(usize, Result<()>),
) {
    let call = BatchWrite { db, schema, table };
    let in_flight = db.settings().in_flight;
    let mut queue = Queue { left: VecDeque::new(), fresh: writes.fuse() };
    let mut sending = FuturesUnordered::new();
    // How many tries in a row got nowhere; several chunks in flight at once are one try.
    let mut tries = 0;
    let mut is_alone = false;
    let mut why: Option<Reason> = None;
    let mut hopeless: Option<Error> = None;
    loop {
        // What was left over waits for a pause, so that a table that throttles is not pressed.
        while tries == 0 && hopeless.is_none() && sending.len() < in_flight {
            let chunk = queue.next_chunk(&mut report);
            if chunk.is_empty() {
                break;
            }
            sending.push(call.chunk(chunk));
        }
        let Some(answer) = sending.next().await else {
            if tries == 0 || tries >= MAX_TRIES || hopeless.is_some() {
                break;
            }
            pause(tries).await;
            // One chunk tries the water; the others follow once it went through.
            tries += 1;
            is_alone = true;
            sending.push(call.chunk(queue.next_chunk(&mut report)));
            continue;
        };
        let progressed = !answer.done.is_empty() || !answer.failed.is_empty();
        answer.done.into_iter().for_each(|position| report(position, Ok(())));
        for (position, error) in answer.failed {
            if error.kind().is_hopeless() {
                hopeless.get_or_insert_with(|| error.clone());
            }
            report(position, Err(error));
        }
        queue.left.extend(answer.parted);
        if !answer.left.is_empty() {
            tries = if progressed { 1 } else { tries.max(1) };
            why = answer.why;
            queue.left.extend(answer.left);
        } else if is_alone {
            tries = 0;
        }
        is_alone = false;
    }
    while let Some(write) = queue.pop(&mut report) {
        let error = match &hopeless {
            Some(error) => call.ended(&write, error.clone()),
            None => call.given_up(&write, why.as_ref()),
        };
        report(write.position, Err(error));
    }
}

/// A write, or the position of an input that cannot be written and why.
pub(crate) type Encoded = std::result::Result<Write, (usize, Error)>;

/// What is still to be sent: first what was left over.
struct Queue<I> {
    left: VecDeque<Write>,
    fresh: I,
}

impl<I: Iterator<Item = Encoded>> Queue<I> {
    /// Takes the next write; inputs that cannot be written are reported on the way.
    fn pop(&mut self, report: &mut impl FnMut(usize, Result<()>)) -> Option<Write> {
        if let Some(write) = self.left.pop_front() {
            return Some(write);
        }
        loop {
            match self.fresh.next()? {
                Ok(write) => return Some(write),
                Err((position, error)) => report(position, Err(error)),
            }
        }
    }

    fn next_chunk(&mut self, report: &mut impl FnMut(usize, Result<()>)) -> Vec<Write> {
        let mut chunk = Vec::new();
        let mut size = 0;
        while chunk.len() < MAX_BATCH_WRITE {
            let Some(write) = self.pop(report) else { break };
            size += write.size();
            if !chunk.is_empty() && (write.is_alone || size > MAX_REQUEST_SIZE) {
                self.left.push_front(write);
                break;
            }
            let is_alone = write.is_alone;
            chunk.push(write);
            if is_alone {
                break;
            }
        }
        chunk
    }
}

struct BatchWrite<'a> {
    db: &'a Connection,
    schema: &'static Schema,
    table: &'a str,
}

impl BatchWrite<'_> {
    async fn chunk(&self, mut writes: Vec<Write>) -> Answer {
        let doubt = Doubt::default();
        let result = self.request(&writes, &doubt).await;
        for write in &mut writes {
            write.doubt |= doubt.is_raised();
        }
        match result {
            Ok(unprocessed) => {
                let mut answer = Answer {
                    done: Vec::new(),
                    left: Vec::new(),
                    parted: Vec::new(),
                    why: None,
                    failed: Vec::new(),
                };
                for write in writes {
                    if unprocessed.contains(&write.key) {
                        answer.left.push(write);
                    } else {
                        answer.done.push(write.position);
                    }
                }
                answer
            }
            Err(error) if writes.len() > 1 && is_about_one(error.kind()) => {
                for write in &mut writes {
                    write.is_alone = true;
                }
                Answer { done: Vec::new(), left: Vec::new(), parted: writes, why: None, failed: Vec::new() }
            }
            // Puts and deletes repeat safely, so what may have been applied is sent again as well (W1).
            Err(error) if is_worth_another_try(error.kind()) => {
                let why = Some(Reason { error, is_lost: doubt.is_raised() });
                Answer { done: Vec::new(), left: writes, parted: Vec::new(), why, failed: Vec::new() }
            }
            Err(error) => {
                let failed =
                    writes.iter().map(|write| (write.position, self.ended(write, error.clone()))).collect();
                Answer { done: Vec::new(), left: Vec::new(), parted: Vec::new(), why: None, failed }
            }
        }
    }

    /// What is said of a write when the tries are used up.
    fn given_up(&self, write: &Write, why: Option<&Reason>) -> Error {
        match why {
            // The answer that was lost last was another write's.
            Some(reason) if write.doubt || !reason.is_lost => self.ended(write, reason.error.clone()),
            _ => {
                let words = format!("left unprocessed after {MAX_TRIES} tries without progress");
                self.ended(write, self.place(Error::said(ErrorKind::Unprocessed, words)))
            }
        }
    }

    /// After an attempt in doubt no later refusal says that the write was not applied (W1).
    fn ended(&self, write: &Write, error: Error) -> Error {
        if write.doubt { self.place(failure::unknown(error)) } else { error }
    }

    /// Sends one request, and gives the keys of the writes that it left over.
    async fn request(&self, writes: &[Write], doubt: &Doubt) -> Result<Vec<PrimaryKey>> {
        let slot = Slot::new(Bare);
        let (seam, _) = Seam::default().decoding(self.db.layer(seam::batch_write_item()), &slot);
        let json = self.json(writes);
        let (seam, unwritten) = seam.writing(self.db.layer(seam::batch_write_item()), "RequestItems", json);
        // The table stays in the input, which the SDK's endpoint rules read.
        let requests = match unwritten {
            None => Vec::new(),
            Some(_) => self.maps(writes)?,
        };
        let request = self.db.client().batch_write_item().request_items(self.table, requests);
        let output = send!(request, seam.watching(doubt)).map_err(|error| self.place(failure::of(error)))?;
        let left = output.unprocessed_items.into_iter().flat_map(HashMap::into_values).flatten();
        let left: Option<Vec<PrimaryKey>> = left.map(|write| self.key(&write)).collect();
        // What cannot be told apart counts as left over as a whole: sending it again loses nothing.
        Ok(match left {
            Some(left) if left.iter().all(|key| writes.iter().any(|write| write.key == *key)) => left,
            _ => writes.iter().map(|write| write.key.clone()).collect(),
        })
    }

    fn json(&self, writes: &[Write]) -> Vec<u8> {
        let size: usize = writes.iter().map(Write::size).sum();
        let mut out = Writer::with_capacity(size + 64);
        out.begin_object();
        out.name(self.table);
        out.begin_array();
        for write in writes {
            out.element();
            match &write.body {
                Body::Put(json) => {
                    out.raw(br#"{"PutRequest":{"Item":"#);
                    out.raw(json);
                }
                Body::Delete => {
                    out.raw(br#"{"DeleteRequest":{"Key":"#);
                    out.begin_object();
                    for (name, part) in write.key.named(self.schema) {
                        out.name(name);
                        write_part(part, &mut out);
                    }
                    out.end_object();
                }
            }
            out.raw(b"}}");
        }
        out.end_array();
        out.end_object();
        out.into_bytes()
    }

    /// The same in the SDK's own types, where a later SDK leaves our serializer no place.
    fn maps(&self, writes: &[Write]) -> Result<Vec<WriteRequest>> {
        let bad = |error| self.place(Error::refused("a write lacks a part").caused_by(error));
        let each = |write: &Write| match &write.body {
            Body::Put(json) => {
                let item = Item::read_item(&mut Reader::new(json)?)?;
                let put =
                    PutRequest::builder().set_item(Some(to_attribute_values(&item))).build().map_err(bad)?;
                Ok(WriteRequest::builder().put_request(put).build())
            }
            Body::Delete => {
                let key = write.key.named(self.schema);
                let key = key.map(|(name, part)| (name.to_owned(), key_attribute(part))).collect();
                let delete = DeleteRequest::builder().set_key(Some(key)).build().map_err(bad)?;
                Ok(WriteRequest::builder().delete_request(delete).build())
            }
        };
        writes.iter().map(each).collect()
    }

    fn key(&self, write: &WriteRequest) -> Option<PrimaryKey> {
        let attributes: &HashMap<String, AttributeValue> = match (&write.put_request, &write.delete_request) {
            (Some(put), _) => &put.item,
            (None, Some(delete)) => &delete.key,
            (None, None) => return None,
        };
        let mut parts = self.schema.key_attributes().map(|key| attributes.get(key.name()).and_then(key_part));
        Some(PrimaryKey::new(parts.next().flatten()?, parts.next().flatten()))
    }

    fn place(&self, error: Error) -> Error {
        self.db.locate(error, self.schema, "BatchWriteItem", self.table)
    }
}

fn write_part(part: &KeyPart, out: &mut Writer) {
    match part {
        KeyPart::S(text) => out.text(text),
        KeyPart::N(number) => out.number(number.as_str()),
        KeyPart::B(bytes) => out.binary(bytes),
    }
}

/// True if one write of a request may be to blame for its refusal.
fn is_about_one(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Invalid | ErrorKind::ItemTooLarge)
}

fn is_worth_another_try(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Network)
}
