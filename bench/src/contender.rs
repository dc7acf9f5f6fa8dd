//! Those who do the works, each in its own way.

mod by_hand;
mod bytes;
mod facade;
mod model;
mod modyne;
mod raw;
mod serde;

use std::fmt;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::canned::Canned;
use crate::order::{Order, samples};
use crate::work::Work;

use by_hand::{Map, from_map};

pub(crate) use by_hand::batch_write as batch_by_hand;
pub(crate) use serde::batch_write as batch_by_serde;

/// What a work ends with.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a box would be an allocation that no contender makes")]
pub(crate) enum Answer {
    Order(Order),
    Orders(Vec<Order>),
    Map(Map),
    Maps(Vec<Map>),
    Done,
}

impl Answer {
    /// The orders that were read; `None` where a map is none.
    pub(crate) fn orders(self) -> Option<Vec<Order>> {
        match self {
            Self::Order(order) => Some(vec![order]),
            Self::Orders(orders) => Some(orders),
            Self::Map(map) => Some(vec![from_map(map)?]),
            Self::Maps(maps) => maps.into_iter().map(from_map).collect(),
            Self::Done => Some(Vec::new()),
        }
    }
}

/// What a contender is given to work with.
pub(crate) struct Setup {
    pub(crate) client: Client,
    pub(crate) body: &'static str,
    /// The orders that are written, or whose keys are read.
    pub(crate) orders: Vec<Order>,
}

trait Contender: Sized + 'static {
    fn new(setup: Setup) -> Result<Self, Failure>;

    async fn query(&self) -> Result<Answer, Failure>;

    async fn get_item(&self) -> Result<Answer, Failure>;

    async fn batch_get(&self) -> Result<Answer, Failure> {
        Err("it has no BatchGetItem".into())
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        Err("it does not write".into())
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        Err("it does not write".into())
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        Err("it does not write".into())
    }
}

/// Which contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The bytes of the answer, decoded by a loop over their names: what is left where there is no SDK.
    Bytes,
    /// The SDK alone, to its maps.
    Raw,
    /// The SDK, and the best conversion by hand: moves, no clones.
    ByHand,
    /// The SDK and `serde_dynamo`.
    Serde,
    Modyne,
    Facade,
    Model,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] =
        [Self::ByHand, Self::Model, Self::Raw, Self::Serde, Self::Modyne, Self::Facade, Self::Bytes];

    /// Whether there is such an operation.
    pub(crate) fn does(self, work: Work) -> bool {
        match self {
            Self::Bytes => work.reads(),
            Self::Facade => work != Work::BatchGet,
            _ => true,
        }
    }

    /// Makes what does the work once; it gives the answer back, so that it can be looked at.
    pub(crate) fn prepare(self, work: Work) -> Result<Box<dyn FnMut() -> Result<Answer, Failure>>, Failure> {
        match self {
            Self::Bytes => prepare::<bytes::Bytes>(work, ""),
            Self::Raw => prepare::<raw::Raw>(work, ""),
            Self::ByHand => prepare::<by_hand::ByHand>(work, ""),
            Self::Serde => prepare::<serde::Serde>(work, ""),
            Self::Modyne => prepare::<modyne::Modyne>(work, r#""entity_type":{"S":"order"},"#),
            Self::Facade => prepare::<facade::Facade>(work, ""),
            Self::Model => prepare::<model::OfModel>(work, ""),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bytes => "bytes by hand, no SDK",
            Self::Raw => "SDK alone, to maps",
            Self::ByHand => "SDK + by hand",
            Self::Serde => "SDK + serde_dynamo",
            Self::Modyne => "modyne",
            Self::Facade => "dynamodb-facade",
            Self::Model => "dynamo-model",
        })
    }
}

fn prepare<C: Contender>(
    work: Work,
    extra: &str,
) -> Result<Box<dyn FnMut() -> Result<Answer, Failure>>, Failure> {
    let canned = Canned::answering(work.answer(extra)?);
    let body = canned.body();
    let contender = C::new(Setup { client: canned.client(), body, orders: samples(work.items()) })?;
    let runtime = runtime()?;
    Ok(Box::new(move || runtime.block_on(run(&contender, work))))
}

/// A runtime of one thread, which is this one.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

async fn run<C: Contender>(contender: &C, work: Work) -> Result<Answer, Failure> {
    let answer = match work {
        Work::QueryPage | Work::QueryTen => contender.query().await,
        Work::GetItem => contender.get_item().await,
        Work::BatchGet => contender.batch_get().await,
        Work::PutItem => contender.put_item().await,
        Work::BatchWrite => contender.batch_write().await,
        Work::UpdateItem => contender.update_item().await,
    };
    black_box(answer)
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// The key of an order, as the SDK wants it.
pub(crate) fn key(order: &Order) -> Map {
    let number = AttributeValue::N(order.number.to_string());
    Map::from([("customer".to_owned(), text(&order.customer)), ("number".to_owned(), number)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_read_the_same() -> Result<(), Failure> {
        for work in Work::ALL {
            for kind in Kind::ALL.into_iter().filter(|kind| kind.does(work)) {
                let read = kind.prepare(work)?()?.orders().ok_or("an order lacks an attribute")?;
                let expected = if work.reads() { samples(work.items()) } else { Vec::new() };
                assert_eq!(read, expected, "{kind}, {work}");
            }
        }
        Ok(())
    }
}
