//! Ours.

use dynamo_model::prelude::*;

use super::{Answer, Contender, Setup};
use crate::Failure;
use crate::order::Order;

pub(super) struct OfModel {
    db: Connection,
    orders: Vec<Order>,
}

impl Contender for OfModel {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { db: Connection::builder().client(setup.client).build()?, orders: setup.orders })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        Ok(Answer::Orders(Order::get_many(&self.db, Order::CUSTOMER.eq("c")).await?))
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        let order = Order::get_one(&self.db, ("c", 0)).await?;
        order.map(Answer::Order).ok_or_else(|| "there is no item".into())
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        let keys = self.orders.iter().map(|order| (&*order.customer, order.number));
        Ok(Answer::Orders(Order::get_many(&self.db, Order::keys_in(keys)).await?))
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        // It gives back what was saved, so that it takes a clone, or the order itself.
        Order::save_one(&self.db, &self.orders[0]).await?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        Order::save_many(&self.db, &self.orders).await?.into_result()?;
        Ok(Answer::Done)
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        let updates = [Order::STATUS.set("paid"), Order::PAID.set(true)];
        let order = Order::update_one(&self.db, ("c", 0), updates).await?;
        order.map(Answer::Order).ok_or_else(|| "there is no item".into())
    }
}
