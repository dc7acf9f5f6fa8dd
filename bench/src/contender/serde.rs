//! The SDK, and `serde_dynamo` for what comes and goes.

use aws_sdk_dynamodb::Client;
use serde_dynamo::{from_item, from_items, to_item};

use super::by_hand::put;
use super::{Answer, Contender, Setup, raw};
use crate::Failure;
use crate::order::Order;

pub(super) struct Serde {
    client: Client,
    orders: Vec<Order>,
}

impl Contender for Serde {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { client: setup.client, orders: setup.orders })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        Ok(Answer::Orders(from_items(raw::query(&self.client).await?)?))
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        Ok(Answer::Order(from_item(raw::get_item(&self.client, &self.orders).await?)?))
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        Ok(Answer::Orders(from_items(raw::batch_get(&self.client, &self.orders).await?)?))
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        raw::put_item(&self.client, to_item(&self.orders[0])?).await?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        batch_write(&self.client, &self.orders).await?;
        Ok(Answer::Done)
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        Ok(Answer::Order(from_item(raw::update_item(&self.client, &self.orders).await?)?))
    }
}

pub(crate) async fn batch_write(client: &Client, orders: &[Order]) -> Result<(), Failure> {
    let puts = orders.iter().map(|order| put(to_item(order)?)).collect::<Result<_, Failure>>()?;
    raw::batch_write(client, puts).await
}
