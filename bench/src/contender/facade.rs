//! The mapper `dynamodb-facade`. It has no BatchGetItem.

use aws_sdk_dynamodb::Client;
use dynamodb_facade::explicit_client::{DynamoDBItemOp, dynamodb_batch_write};
use dynamodb_facade::{
    DynamoDBItemBatchOp, KeyCondition, KeyId, NumberAttribute, StringAttribute, Update,
    attribute_definitions, dynamodb_item, table_definitions,
};

use super::{Answer, Contender, Setup};
use crate::Failure;
use crate::order::Order;

attribute_definitions! {
    Customer { "customer": StringAttribute }
    OrderNumber { "number": NumberAttribute }
}

table_definitions! {
    Orders {
        type PartitionKey = Customer;
        type SortKey = OrderNumber;
        fn table_name() -> String { "orders".to_owned() }
    }
}

dynamodb_item! {
    #[table = Orders]
    Order {
        #[partition_key]
        Customer {
            fn attribute_id(&self) -> &'id str { &self.customer }
            fn attribute_value(id) -> String { id.to_owned() }
        }
        #[sort_key]
        OrderNumber {
            fn attribute_id(&self) -> i64 { self.number }
            fn attribute_value(id) -> i64 { id }
        }
    }
}

pub(super) struct Facade {
    client: Client,
    orders: Vec<Order>,
}

impl Contender for Facade {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { client: setup.client, orders: setup.orders })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        let query = <Order as DynamoDBItemOp<Orders>>::query(self.client.clone(), KeyCondition::pk("c"));
        Ok(Answer::Orders(query.all().await.map_err(words)?))
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        let get = <Order as DynamoDBItemOp<Orders>>::get(self.client.clone(), KeyId::pk("c").sk(0));
        Ok(Answer::Order(get.execute().await.map_err(words)?.ok_or("there is no item")?))
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        DynamoDBItemOp::<Orders>::put(&self.orders[0], self.client.clone()).execute().await.map_err(words)?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        let puts = self.orders.iter().map(DynamoDBItemBatchOp::<Orders>::batch_put).collect();
        dynamodb_batch_write::<Orders>(self.client.clone(), puts).await.map_err(words)?;
        Ok(Answer::Done)
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        let update = Update::set("status", "paid").and(Update::set("paid", true));
        let update = <Order as DynamoDBItemOp<Orders>>::update_by_id(
            self.client.clone(),
            KeyId::pk("c").sk(0),
            update,
        );
        Ok(Answer::Order(update.exists().execute().await.map_err(words)?))
    }
}

/// Its error is not `Sync`, and so no [`Failure`].
fn words(error: impl Into<dynamodb_facade::Error>) -> String {
    error.into().to_string()
}
