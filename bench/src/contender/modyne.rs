//! The mapper `modyne`. Its batches and its single items come back as the SDK's maps, which it converts by serde.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::ReturnValue;
use modyne::expr::{Condition, KeyCondition, Update};
use modyne::keys::{FullKey, Key, KeyDefinition, PrimaryKey, PrimaryKeyDefinition};
use modyne::model::{BatchGet, BatchWrite};
use modyne::{
    Aggregate, Entity, EntityDef, EntityExt, EntityTypeNameRef, ProjectionExt, QueryInput, QueryInputExt,
    Table,
};
use serde::Serialize;

use super::{Answer, Contender, Setup};
use crate::Failure;
use crate::order::Order;

pub(super) struct Modyne {
    table: Orders,
    orders: Vec<Order>,
}

pub(crate) struct Orders {
    client: Client,
}

impl Table for Orders {
    type PrimaryKey = OrderKey;
    type IndexKeys = ();

    fn table_name(&self) -> &'static str {
        "orders"
    }

    fn client(&self) -> &Client {
        &self.client
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct OrderKey {
    customer: String,
    number: i64,
}

impl PrimaryKey for OrderKey {
    const PRIMARY_KEY_DEFINITION: PrimaryKeyDefinition =
        PrimaryKeyDefinition { hash_key: "customer", range_key: Some("number") };
}

impl Key for OrderKey {
    const DEFINITION: KeyDefinition = KeyDefinition::Primary(Self::PRIMARY_KEY_DEFINITION);
}

impl EntityDef for Order {
    const ENTITY_TYPE: &'static EntityTypeNameRef = EntityTypeNameRef::from_static("order");
}

impl Entity for Order {
    type KeyInput<'a> = (&'a str, i64);
    type Table = Orders;
    type IndexKeys = ();

    fn primary_key((customer, number): (&str, i64)) -> OrderKey {
        OrderKey { customer: customer.to_owned(), number }
    }

    fn full_key(&self) -> FullKey<OrderKey, ()> {
        Self::primary_key((&self.customer, self.number)).into()
    }
}

struct OfCustomer<'a>(&'a str);

impl QueryInput for OfCustomer<'_> {
    type Index = OrderKey;
    type Aggregate = Vec<Order>;

    fn key_condition(&self) -> KeyCondition<OrderKey> {
        KeyCondition::in_partition(self.0)
    }
}

impl Contender for Modyne {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { table: Orders { client: setup.client }, orders: setup.orders })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        let output = OfCustomer("c").query().execute(&self.table).await?;
        let mut orders: Vec<Order> = Vec::new();
        orders.reduce(output.items.unwrap_or_default())?;
        Ok(Answer::Orders(orders))
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        let output = <Order as EntityExt>::get(("c", 0)).execute(&self.table).await?;
        Ok(Answer::Order(Order::from_item(output.item.ok_or("there is no item")?)?))
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        let batch = self.orders.iter().fold(BatchGet::new(), |batch, order| {
            batch.operation(<Order as EntityExt>::get((&order.customer, order.number)))
        });
        let output = batch.execute(&self.table).await?;
        let mut orders: Vec<Order> = Vec::new();
        let found = output.responses.and_then(|mut tables| tables.remove("orders"));
        orders.reduce(found.ok_or("there is no answer for the table")?)?;
        Ok(Answer::Orders(orders))
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        // It takes the order itself.
        self.orders[0].clone().put().execute(&self.table).await?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        let puts = self.orders.iter().cloned().map(EntityExt::put);
        let batch = puts.fold(BatchWrite::new(), BatchWrite::operation);
        let left = batch.execute(&self.table).await?.unprocessed_items.unwrap_or_default();
        if left.is_empty() { Ok(Answer::Done) } else { Err("some are unprocessed".into()) }
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        let update = Update::new("SET #s = :s, #p = :p")
            .name("#s", "status")
            .name("#p", "paid")
            .value(":s", "paid")
            .value(":p", true);
        let exists = Condition::new("attribute_exists(#c)").name("#c", "customer");
        let output = <Order as EntityExt>::update(("c", 0))
            .expression(update)
            .condition(exists)
            .execute_with_return(&self.table, ReturnValue::AllNew)
            .await?;
        Ok(Answer::Order(Order::from_item(output.attributes.ok_or("there is no item")?)?))
    }
}
