//! BatchWriteItem: chunks of 25, what is unprocessed sent again, each write accounted for.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, PutRequest, WriteRequest};
use dynamo_model_fields::{Item, KeyPart, ReadItem, Reader, Writer};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::bulk::{Answer, Ended, Job, Reason, Work, is_worth_another_try};
use crate::exec::call::{Call, send};
use crate::exec::retry::MAX_TRIES;
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

/// A write of a batch.
pub(crate) type Write = Job<Body>;

/// What is written.
pub(crate) enum Body {
    /// An item's JSON.
    Put(Vec<u8>),
    Delete,
}

/// Sends writes as BatchWriteItems.
pub(crate) struct BatchWrite {
    pub(crate) call: Call,
    pub(crate) schema: &'static Schema,
    pub(crate) table: String,
}

impl Work for BatchWrite {
    type Load = Body;
    type Done = ();

    const MOST: usize = MAX_BATCH_WRITE;
    const MAX_SIZE: usize = MAX_REQUEST_SIZE;

    fn size(write: &Write) -> usize {
        match &write.load {
            Body::Put(json) => json.len() + 40,
            Body::Delete => write.key.hash().len() + write.key.range().map_or(0, KeyPart::len) * 2 + 100,
        }
    }

    async fn send(&self, mut writes: Vec<Write>) -> Answer<Body, ()> {
        let doubt = Doubt::default();
        let result = self.request(&writes, &doubt).await;
        for write in &mut writes {
            write.doubt |= doubt.is_raised();
        }
        let mut answer = Answer::new();
        match result {
            Ok(unprocessed) => {
                for write in writes {
                    if unprocessed.contains(&write.key) {
                        answer.left.push(write);
                    } else {
                        answer.ended.push((write, Ok(())));
                    }
                }
            }
            Err(error) if writes.len() > 1 && is_about_one(error.kind()) => {
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

    fn place(&self, error: Error) -> Error {
        self.call.locate(error, self.schema, "BatchWriteItem", &self.table)
    }
}

impl BatchWrite {
    /// Sends one request, and gives the keys of the writes that it left over.
    async fn request(&self, writes: &[Write], doubt: &Doubt) -> Result<Vec<PrimaryKey>> {
        let slot = Slot::new(Bare);
        let (seam, _) = Seam::default().decoding(self.call.layer(seam::batch_write_item()), &slot);
        let json = self.json(writes);
        let (seam, unwritten) = seam.writing(self.call.layer(seam::batch_write_item()), "RequestItems", json);
        // The table stays in the input, which the SDK's endpoint rules read.
        let requests = match unwritten {
            None => Vec::new(),
            Some(_) => self.maps(writes)?,
        };
        let request = self.call.client().batch_write_item().request_items(&self.table, requests);
        let output = send!(self.call, request, seam.watching(doubt))
            .map_err(|error| self.place(failure::of(error)))?;
        let left = output.unprocessed_items.into_iter().flat_map(HashMap::into_values).flatten();
        let left: Option<Vec<PrimaryKey>> = left.map(|write| self.key(&write)).collect();
        // What cannot be told apart counts as left over as a whole: sending it again loses nothing.
        Ok(match left {
            Some(left) if left.iter().all(|key| writes.iter().any(|write| write.key == *key)) => left,
            _ => writes.iter().map(|write| write.key.clone()).collect(),
        })
    }

    fn json(&self, writes: &[Write]) -> Vec<u8> {
        let size: usize = writes.iter().map(Self::size).sum();
        let mut out = Writer::with_capacity(size + 64);
        out.begin_object();
        out.name(&self.table);
        out.begin_array();
        for write in writes {
            out.element();
            match &write.load {
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
        let each = |write: &Write| match &write.load {
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
