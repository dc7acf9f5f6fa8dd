//! The SDK alone: requests as a user writes them, and the maps that come back.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnValue, WriteRequest};

use super::by_hand::{Map, put, to_map};
use super::{Answer, Contender, Setup, key, text};
use crate::Failure;
use crate::order::Order;

pub(super) struct Raw {
    client: Client,
    orders: Vec<Order>,
    /// What is written, converted before.
    maps: Vec<Map>,
}

impl Contender for Raw {
    fn new(setup: Setup) -> Result<Self, Failure> {
        let maps = setup.orders.iter().map(to_map).collect();
        Ok(Self { client: setup.client, orders: setup.orders, maps })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        query(&self.client).await.map(Answer::Maps)
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        get_item(&self.client, &self.orders).await.map(Answer::Map)
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        batch_get(&self.client, &self.orders).await.map(Answer::Maps)
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        put_item(&self.client, self.maps[0].clone()).await?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        let puts = self.maps.iter().map(|map| put(map.clone())).collect::<Result<_, Failure>>()?;
        batch_write(&self.client, puts).await?;
        Ok(Answer::Done)
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        update_item(&self.client, &self.orders).await.map(Answer::Map)
    }
}

pub(super) async fn query(client: &Client) -> Result<Vec<Map>, Failure> {
    let output = client
        .query()
        .table_name("orders")
        .key_condition_expression("#c = :c")
        .expression_attribute_names("#c", "customer")
        .expression_attribute_values(":c", text("c"))
        .send()
        .await?;
    Ok(output.items.unwrap_or_default())
}

pub(super) async fn get_item(client: &Client, orders: &[Order]) -> Result<Map, Failure> {
    let output = client.get_item().table_name("orders").set_key(Some(key(&orders[0]))).send().await?;
    output.item.ok_or_else(|| "there is no item".into())
}

pub(super) async fn batch_get(client: &Client, orders: &[Order]) -> Result<Vec<Map>, Failure> {
    let keys = KeysAndAttributes::builder().set_keys(Some(orders.iter().map(key).collect())).build()?;
    let output = client.batch_get_item().request_items("orders", keys).send().await?;
    let found = output.responses.and_then(|mut tables| tables.remove("orders"));
    found.ok_or_else(|| "there is no answer for the table".into())
}

pub(super) async fn put_item(client: &Client, item: Map) -> Result<(), Failure> {
    client.put_item().table_name("orders").set_item(Some(item)).send().await?;
    Ok(())
}

pub(super) async fn batch_write(client: &Client, puts: Vec<WriteRequest>) -> Result<(), Failure> {
    let output = client.batch_write_item().request_items("orders", puts).send().await?;
    let left = output.unprocessed_items.unwrap_or_default();
    if left.is_empty() { Ok(()) } else { Err("some are unprocessed".into()) }
}

pub(super) async fn update_item(client: &Client, orders: &[Order]) -> Result<Map, Failure> {
    let output = client
        .update_item()
        .table_name("orders")
        .set_key(Some(key(&orders[0])))
        .update_expression("SET #s = :s, #p = :p")
        .condition_expression("attribute_exists(#c)")
        .expression_attribute_names("#s", "status")
        .expression_attribute_names("#p", "paid")
        .expression_attribute_names("#c", "customer")
        .expression_attribute_values(":s", text("paid"))
        .expression_attribute_values(":p", AttributeValue::Bool(true))
        .return_values(ReturnValue::AllNew)
        .send()
        .await?;
    output.attributes.ok_or_else(|| "there is no item".into())
}
