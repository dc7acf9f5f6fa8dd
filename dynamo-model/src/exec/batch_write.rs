//! BatchWriteItem: chunks of 25, what is unprocessed sent again, each write accounted for.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, PutRequest, WriteRequest};
use dynamo_model_fields::{Item, KeyPart, ReadItem, Reader, Writer};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::bulk::{Answer, Ended, Job, Reason, Work, is_worth_another_try};
use crate::exec::call::{Call, send};
use crate::exec::encoded::Json;
use crate::exec::retry::MAX_TRIES;
use crate::exec::tables::Tables;
use crate::model::key::PrimaryKey;
use crate::plan::steps::MAX_BATCH_WRITE;
use crate::sdk::{key_attribute, to_attribute_values};
use crate::wire::decode::Bare;
use crate::wire::failure;
use crate::wire::outcome::Doubt;
use crate::wire::request::Member;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::watch::Subject;

/// The most that one request may hold, in bytes.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const MAX_REQUEST_SIZE: usize = 16 * 1024 * 1024;

const OPERATION: &str = "BatchWriteItem";

/// What is written, and to which table.
pub(crate) struct Write {
    table: usize,
    body: Body,
}

enum Body {
    Put(Json),
    Delete,
}

/// Tells what it is, and nothing of the item.
impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self.body, Body::Put(_)) { "Put" } else { "Delete" })
    }
}

impl Write {
    /// A put of an item, given as JSON, into the first table.
    pub(crate) fn put(json: Json) -> Self {
        Self { table: 0, body: Body::Put(json) }
    }

    /// A delete from the first table.
    pub(crate) fn delete() -> Self {
        Self { table: 0, body: Body::Delete }
    }

    /// The same in another table.
    pub(crate) fn of_table(self, table: usize) -> Self {
        Self { table, ..self }
    }
}

/// Sends writes as BatchWriteItems.
pub(crate) struct BatchWrite {
    pub(crate) call: Call,
    pub(crate) tables: Tables,
}

impl Work for BatchWrite {
    type Load = Write;
    type Done = ();

    const MOST: usize = MAX_BATCH_WRITE;
    const MAX_SIZE: usize = MAX_REQUEST_SIZE;

    fn size(write: &Job<Write>) -> usize {
        match &write.load.body {
            Body::Put(json) => json.len() + 40,
            Body::Delete => write.key.hash().len() + write.key.range().map_or(0, KeyPart::len) * 2 + 100,
        }
    }

    async fn send(&self, mut writes: Vec<Job<Write>>) -> Answer<Write, ()> {
        let doubt = Doubt::default();
        let result = self.request(&writes, &doubt).await;
        for write in &mut writes {
            write.doubt |= doubt.is_raised();
        }
        let mut answer = Answer::new();
        match result {
            Ok(unprocessed) => {
                let is_left = |write: &mut Job<Write>| unprocessed.iter().any(|left| is_of(write, left));
                answer.left = writes.extract_if(.., is_left).collect();
                answer.ended = writes.into_iter().map(|write| (write, Ok(()))).collect();
            }
            Err(error) if writes.len() > 1 && self.is_about_one(&error) => {
                for write in &mut writes {
                    write.is_alone = true;
                }
                answer.parted = writes;
            }
            // Puts and deletes repeat safely, so what may have been applied is sent again as well (W1).
            Err(error) if is_worth_another_try(error.kind()) => {
                answer.why = Some(Reason { error, is_lost: doubt.is_raised() });
                answer.left = writes;
            }
            Err(error) => {
                for write in writes {
                    let error = self.ended(&write, error.clone());
                    answer.ended.push((write, Err(error)));
                }
            }
        }
        answer
    }

    fn unprocessed(&self) -> Error {
        let words = format!("left unprocessed after {MAX_TRIES} tries without progress");
        Error::said(ErrorKind::Unprocessed, words)
    }

    fn place(&self, write: &Job<Write>, error: Error) -> Error {
        self.tables.place(&self.call, error, OPERATION, std::iter::once(write.load.table))
    }

    fn is_hopeless(&self, error: &Error) -> bool {
        error.kind().is_hopeless() && (self.tables.len() == 1 || !error.kind().is_about_a_table())
    }
}

impl BatchWrite {
    /// Sends one request, and gives the tables and keys of the writes that it left over.
    async fn request(&self, writes: &[Job<Write>], doubt: &Doubt) -> Result<Vec<(usize, PrimaryKey)>> {
        let turn = self.call.take_turn().await;
        let slot = Slot::new(Bare);
        let subject = || {
            let tables = self.used(writes).map(|table| &*self.tables[table].name);
            Subject::of(OPERATION).tables(tables).writing(writes.len())
        };
        let (seam, _) = self.call.seam(subject).decoding(self.call.layer(seam::batch_write_item()), &slot);
        let (seam, unwritten) = seam.writing(self.call.layer(seam::batch_write_item()), self.member(writes));
        let mut request = self.call.client().batch_write_item();
        for table in self.used(writes) {
            // The tables stay in the input, which the SDK's endpoint rules read.
            let requests = if unwritten.is_none() { Vec::new() } else { self.maps(writes, table)? };
            request = request.request_items(&self.tables[table].name, requests);
        }
        let place = |error| self.tables.place(&self.call, error, OPERATION, self.used(writes));
        let output = send!(self.call, turn, request, seam.watching(doubt));
        let output = output.map_err(|error| place(failure::of(error)))?;
        let left = output.unprocessed_items.into_iter().flatten();
        let left = left.flat_map(|(name, left)| {
            let table = self.tables.find(&name);
            left.into_iter().map(move |write| table.and_then(|table| Some((table, self.key(table, &write)?))))
        });
        let left: Option<Vec<(usize, PrimaryKey)>> = left.collect();
        // What cannot be told apart counts as left over as a whole: sending it again loses nothing.
        Ok(match left {
            Some(left) if left.iter().all(|left| writes.iter().any(|write| is_of(write, left))) => left,
            _ => writes.iter().map(|write| (write.load.table, write.key.clone())).collect(),
        })
    }

    /// The tables that are written to.
    fn used(&self, writes: &[Job<Write>]) -> impl Iterator<Item = usize> {
        (0..self.tables.len()).filter(|table| writes.iter().any(|write| write.load.table == *table))
    }

    fn member(&self, writes: &[Job<Write>]) -> Member {
        let size: usize = writes.iter().map(Self::size).sum();
        let mut member = Member::begin("RequestItems", size);
        let out = member.value();
        out.begin_object();
        for table in self.used(writes) {
            out.name(&self.tables[table].name);
            out.begin_array();
            for write in writes.iter().filter(|write| write.load.table == table) {
                out.element();
                self.write(write, out);
            }
            out.end_array();
        }
        out.end_object();
        member
    }

    fn write(&self, write: &Job<Write>, out: &mut Writer) {
        match &write.load.body {
            Body::Put(json) => {
                out.raw(br#"{"PutRequest":{"Item":"#);
                out.raw(json);
            }
            Body::Delete => {
                out.raw(br#"{"DeleteRequest":{"Key":"#);
                out.begin_object();
                for (name, part) in write.key.named(self.tables[write.load.table].schema) {
                    out.name(name);
                    write_part(part, out);
                }
                out.end_object();
            }
        }
        out.raw(b"}}");
    }

    /// The same in the SDK's own types, where a later SDK leaves our serializer no place.
    fn maps(&self, writes: &[Job<Write>], table: usize) -> Result<Vec<WriteRequest>> {
        let bad = |write: &Job<Write>, error: BuildError| {
            self.place(write, Error::refused("a write lacks a part").caused_by(error))
        };
        let each = |write: &Job<Write>| match &write.load.body {
            Body::Put(json) => {
                let item = Item::read_item(&mut Reader::new(json)?)?;
                let put = PutRequest::builder().set_item(Some(to_attribute_values(&item))).build();
                Ok(WriteRequest::builder().put_request(put.map_err(|error| bad(write, error))?).build())
            }
            Body::Delete => {
                let key = write.key.named(self.tables[table].schema);
                let key = key.map(|(name, part)| (name.to_owned(), key_attribute(part))).collect();
                let delete = DeleteRequest::builder().set_key(Some(key)).build();
                Ok(WriteRequest::builder().delete_request(delete.map_err(|error| bad(write, error))?).build())
            }
        };
        writes.iter().filter(|write| write.load.table == table).map(each).collect()
    }

    fn key(&self, table: usize, write: &WriteRequest) -> Option<PrimaryKey> {
        let attributes: &HashMap<String, AttributeValue> = match (&write.put_request, &write.delete_request) {
            (Some(put), _) => &put.item,
            (None, Some(delete)) => &delete.key,
            (None, None) => return None,
        };
        self.tables.key(table, attributes)
    }

    /// True if one write of a request, or one of several tables, may be to blame for its refusal.
    fn is_about_one(&self, error: &Error) -> bool {
        let of_a_table = self.tables.len() > 1 && error.kind().is_about_a_table();
        let of_an_item = matches!(
            error.kind(),
            ErrorKind::Invalid | ErrorKind::ItemTooLarge | ErrorKind::ItemCollectionTooLarge
        );
        of_a_table || of_an_item
    }
}

fn is_of(write: &Job<Write>, (table, key): &(usize, PrimaryKey)) -> bool {
    write.load.table == *table && write.key == *key
}

fn write_part(part: &KeyPart, out: &mut Writer) {
    match part {
        KeyPart::S(text) => out.text(text),
        KeyPart::N(number) => out.number(number.as_str()),
        KeyPart::B(bytes) => out.binary(bytes),
    }
}
