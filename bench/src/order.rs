//! The model of the measurements, and its samples.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{WriteItem, Writer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An order: 15 attributes of the usual types.
///
/// All who take part read into this struct and write from it; the serde derives are for those that convert by serde.
#[derive(Model, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    #[model(hash_key)]
    pub(crate) customer: String,
    #[model(range_key)]
    pub(crate) number: i64,
    pub(crate) id: Uuid,
    pub(crate) email: String,
    pub(crate) status: String,
    pub(crate) total_cents: i64,
    pub(crate) rating: f64,
    pub(crate) paid: bool,
    pub(crate) tags: Vec<String>,
    #[serde(with = "serde_dynamo::string_set")]
    pub(crate) labels: HashSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) address: Address,
    pub(crate) created_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) updated_at: Option<DateTime<Utc>>,
}

/// Where an order goes.
#[derive(Document, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) house: i32,
    pub(crate) city: String,
    pub(crate) post_code: String,
    pub(crate) country: String,
    pub(crate) verified: bool,
}

impl Order {
    pub(crate) fn sample(n: usize) -> Self {
        let number = i64::try_from(n).unwrap_or_default();
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(1_700_000_000 + number);
        Self {
            customer: "c".to_owned(),
            number,
            id: Uuid::from_u128(0x0123_4567_89ab_cdef_0000_0000_0000_0000 + n as u128),
            email: format!("first.and.last.name{n}@mail.example.com"),
            status: ["open", "paid", "sent"][n % 3].to_owned(),
            total_cents: 1999 + number * 7,
            rating: 4.25,
            paid: n.is_multiple_of(2),
            tags: vec!["new".to_owned(), "fragile".to_owned(), format!("batch-{}", n / 10)],
            labels: ["gift-wrapped", "insured"].map(str::to_owned).into(),
            note: n.is_multiple_of(3).then(|| {
                "Please leave it at the \"back\" door, ring twice and wait for somebody to come.".to_owned()
            }),
            attributes: [("colour", "midnight blue"), ("material", "organic cotton, washed")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            address: Address {
                street: "Oginga Odinga Street, opposite the post office".to_owned(),
                house: 12,
                city: "Kisumu".to_owned(),
                post_code: "40100".to_owned(),
                country: "Kenya".to_owned(),
                verified: true,
            },
            created_at: at,
            updated_at: n.is_multiple_of(2).then_some(at),
        }
    }

    /// The item as DynamoDB would send it: in an order of names that is not that of the struct.
    pub(crate) fn json(&self) -> dynamo_model::Result<String> {
        let mut out = Writer::new();
        self.to_item()?.write_item(&mut out)?;
        Ok(String::from_utf8(out.into_bytes()).unwrap_or_default())
    }
}

/// So many samples.
pub(crate) fn samples(items: usize) -> Vec<Order> {
    (0..items).map(Order::sample).collect()
}
