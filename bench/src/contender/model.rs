//! Ours.

use std::cell::RefCell;

use dynamo_model::prelude::*;

use super::{Answer, Contender, Setup};
use crate::Failure;
use crate::order::Order;

pub(super) struct OfModel {
    db: Connection,
    orders: Vec<Order>,
    /// The order of a PutItem, which is given away and comes back.
    given: RefCell<Option<Order>>,
}

impl Contender for OfModel {
    fn new(setup: Setup) -> Result<Self, Failure> {
        let db = Connection::builder().client(setup.client).build()?;
        let given = RefCell::new(setup.orders.first().cloned());
        Ok(Self { db, orders: setup.orders, given })
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
        let order = self.given.take().ok_or("the order did not come back")?;
        let order = Order::save_one(&self.db, order).await?;
        self.given.replace(Some(order));
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
