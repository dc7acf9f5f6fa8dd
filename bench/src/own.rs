//! The mapper's own part of a call: what it does besides the SDK, on answers that hold nothing.

use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::KeysAndAttributes;
use dynamo_model::prelude::*;

use crate::Failure;
use crate::canned::Canned;
use crate::contender::{key, runtime};
use crate::order::{Order, samples};
use crate::pure::{plan, query_by_hand, ten_terms};
use crate::work::Work;

pub(crate) type Call = Box<dyn FnMut() -> Result<(), Failure>>;

/// A task, and by whom it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// A GetItem that finds nothing.
    OneKey,
    /// A Query of ten terms that finds nothing.
    TenTerms,
    /// A BatchGetItem of 100 keys that finds nothing.
    HundredKeys,
    /// The plan alone.
    PlanOneKey,
    PlanTenTerms,
    PlanHundredKeys,
    /// A BatchGetItem of 100 items, and a condition of three terms that is evaluated here.
    Condition,
}

impl Task {
    pub(crate) const ALL: [Self; 7] = [
        Self::PlanOneKey,
        Self::PlanTenTerms,
        Self::PlanHundredKeys,
        Self::OneKey,
        Self::TenTerms,
        Self::HundredKeys,
        Self::Condition,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OneKey => "GetItem of no item",
            Self::TenTerms => "Query of ten terms, no item",
            Self::HundredKeys => "BatchGetItem of 100 keys, no item",
            Self::PlanOneKey => "plan of one key",
            Self::PlanTenTerms => "plan of ten terms, made before",
            Self::PlanHundredKeys => "plan of 100 keys, made before",
            Self::Condition => "BatchGetItem of 100 items, a condition evaluated here",
        }
    }

    /// Without what is measured: the SDK by hand, or the same read with no condition.
    pub(crate) fn without(self) -> Result<Call, Failure> {
        let runtime = runtime()?;
        let orders = samples(100);
        let client = self.client()?;
        Ok(match self {
            Self::OneKey => Box::new(move || {
                let get = client.get_item().table_name("orders").set_key(Some(key(&orders[0])));
                black_box(runtime.block_on(get.send())?);
                Ok(())
            }),
            Self::TenTerms => Box::new(move || {
                black_box(runtime.block_on(query_by_hand(&client).send())?);
                Ok(())
            }),
            Self::HundredKeys => Box::new(move || {
                let keys = orders.iter().map(key).collect();
                let keys = KeysAndAttributes::builder().set_keys(Some(keys)).build()?;
                black_box(runtime.block_on(client.batch_get_item().request_items("orders", keys).send())?);
                Ok(())
            }),
            Self::PlanOneKey | Self::PlanTenTerms | Self::PlanHundredKeys => Box::new(|| Ok(())),
            Self::Condition => {
                let db = Connection::builder().client(client).build()?;
                Box::new(move || {
                    black_box(runtime.block_on(Order::get_many(&db, keys(&orders)).send())?);
                    Ok(())
                })
            }
        })
    }

    /// With it: by a model.
    pub(crate) fn with(self) -> Result<Call, Failure> {
        let runtime = runtime()?;
        let orders = samples(100);
        let db = Connection::builder().client(self.client()?).build()?;
        Ok(match self {
            Self::OneKey => Box::new(move || {
                black_box(runtime.block_on(Order::get_one(&db, ("c", 0)).send())?);
                Ok(())
            }),
            Self::TenTerms => Box::new(move || {
                black_box(runtime.block_on(Order::get_many(&db, ten_terms()).send())?);
                Ok(())
            }),
            Self::HundredKeys => Box::new(move || {
                black_box(runtime.block_on(Order::get_many(&db, keys(&orders)).send())?);
                Ok(())
            }),
            Self::PlanOneKey => Box::new(|| {
                black_box(Order::plan_get_one(("c", 0))?);
                Ok(())
            }),
            Self::PlanTenTerms => {
                let terms = ten_terms();
                Box::new(move || plan(&terms))
            }
            Self::PlanHundredKeys => {
                let keys = keys(&orders);
                Box::new(move || plan(&keys))
            }
            Self::Condition => Box::new(move || {
                let condition = Order::PAID.is_in([true, false])
                    & Order::RATING.gt(3.5)
                    & Order::EMAIL.ne("nobody@example.com");
                black_box(runtime.block_on(Order::get_many(&db, keys(&orders) & condition).send())?);
                Ok(())
            }),
        })
    }

    fn client(self) -> Result<Client, Failure> {
        let answer = match self {
            Self::OneKey | Self::PlanOneKey | Self::PlanTenTerms | Self::PlanHundredKeys => "{}".to_owned(),
            Self::TenTerms => r#"{"Count":0,"Items":[],"ScannedCount":0}"#.to_owned(),
            Self::HundredKeys => r#"{"Responses":{"orders":[]},"UnprocessedKeys":{}}"#.to_owned(),
            Self::Condition => Work::BatchGet.answer("")?,
        };
        Ok(Canned::answering(answer).client())
    }
}

fn keys(orders: &[Order]) -> Condition<Order> {
    Order::keys_in(orders.iter().map(|order| (&*order.customer, order.number))).any()
}
