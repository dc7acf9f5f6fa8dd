//! The SDK, and the best conversion that a user would write by hand: it moves out of the map and clones nothing.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::raw;
use super::{Answer, Contender, Setup, text};
use crate::Failure;
use crate::order::{Address, Order};

pub(crate) type Map = HashMap<String, AttributeValue>;

pub(super) struct ByHand {
    client: Client,
    orders: Vec<Order>,
}

impl Contender for ByHand {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { client: setup.client, orders: setup.orders })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        all(raw::query(&self.client).await?).map(Answer::Orders)
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        one(raw::get_item(&self.client, &self.orders).await?).map(Answer::Order)
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        all(raw::batch_get(&self.client, &self.orders).await?).map(Answer::Orders)
    }

    async fn put_item(&self) -> Result<Answer, Failure> {
        raw::put_item(&self.client, to_map(&self.orders[0])).await?;
        Ok(Answer::Done)
    }

    async fn batch_write(&self) -> Result<Answer, Failure> {
        batch_write(&self.client, &self.orders).await?;
        Ok(Answer::Done)
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        one(raw::update_item(&self.client, &self.orders).await?).map(Answer::Order)
    }
}

pub(crate) async fn batch_write(client: &Client, orders: &[Order]) -> Result<(), Failure> {
    let puts = orders.iter().map(|order| put(to_map(order))).collect::<Result<_, Failure>>()?;
    raw::batch_write(client, puts).await
}

fn one(map: Map) -> Result<Order, Failure> {
    from_map(map).ok_or_else(|| "an order lacks an attribute".into())
}

fn all(maps: Vec<Map>) -> Result<Vec<Order>, Failure> {
    let orders: Option<_> = maps.into_iter().map(from_map).collect();
    orders.ok_or_else(|| "an order lacks an attribute".into())
}

pub(super) fn put(item: Map) -> Result<WriteRequest, Failure> {
    Ok(WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item)).build()?).build())
}

fn text_of(value: AttributeValue) -> Option<String> {
    if let AttributeValue::S(text) = value { Some(text) } else { None }
}

fn number_of<T: std::str::FromStr>(value: &AttributeValue) -> Option<T> {
    if let AttributeValue::N(text) = value { text.parse().ok() } else { None }
}

fn bool_of(value: &AttributeValue) -> Option<bool> {
    if let AttributeValue::Bool(value) = value { Some(*value) } else { None }
}

fn time_of(value: &AttributeValue) -> Option<DateTime<Utc>> {
    let AttributeValue::S(text) = value else { return None };
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}

/// Reads an order, moving out of the map.
pub(super) fn from_map(mut map: Map) -> Option<Order> {
    let AttributeValue::L(tags) = map.remove("tags")? else { return None };
    let AttributeValue::M(attributes) = map.remove("attributes")? else { return None };
    let AttributeValue::Ss(labels) = map.remove("labels")? else { return None };
    let AttributeValue::S(id) = map.remove("id")? else { return None };
    let attribute = |(name, value)| Some((name, text_of(value)?));
    Some(Order {
        customer: text_of(map.remove("customer")?)?,
        number: number_of(map.get("number")?)?,
        id: Uuid::parse_str(&id).ok()?,
        email: text_of(map.remove("email")?)?,
        status: text_of(map.remove("status")?)?,
        total_cents: number_of(map.get("total_cents")?)?,
        rating: number_of(map.get("rating")?)?,
        paid: bool_of(map.get("paid")?)?,
        tags: tags.into_iter().map(text_of).collect::<Option<_>>()?,
        labels: labels.into_iter().collect(),
        note: map.remove("note").and_then(text_of),
        attributes: attributes.into_iter().map(attribute).collect::<Option<_>>()?,
        address: address_of(map.remove("address")?)?,
        created_at: time_of(map.get("created_at")?)?,
        updated_at: map.get("updated_at").and_then(time_of),
    })
}

fn address_of(value: AttributeValue) -> Option<Address> {
    let AttributeValue::M(mut map) = value else { return None };
    Some(Address {
        street: text_of(map.remove("street")?)?,
        house: number_of(map.get("house")?)?,
        city: text_of(map.remove("city")?)?,
        post_code: text_of(map.remove("post_code")?)?,
        country: text_of(map.remove("country")?)?,
        verified: bool_of(map.get("verified")?)?,
    })
}

/// Writes an order into a map.
pub(super) fn to_map(order: &Order) -> Map {
    let time = |time: &DateTime<Utc>| AttributeValue::S(time.to_rfc3339_opts(SecondsFormat::Nanos, true));
    let attribute = |(name, value): (&String, &String)| (name.clone(), text(value));
    let mut map: Map = HashMap::with_capacity(15);
    let mut put = |name: &str, value| map.insert(name.to_owned(), value);
    put("customer", text(&order.customer));
    put("number", AttributeValue::N(order.number.to_string()));
    put("id", AttributeValue::S(order.id.to_string()));
    put("email", text(&order.email));
    put("status", text(&order.status));
    put("total_cents", AttributeValue::N(order.total_cents.to_string()));
    put("rating", AttributeValue::N(order.rating.to_string()));
    put("paid", AttributeValue::Bool(order.paid));
    put("tags", AttributeValue::L(order.tags.iter().map(|tag| text(tag)).collect()));
    put("labels", AttributeValue::Ss(order.labels.iter().cloned().collect()));
    if let Some(note) = &order.note {
        put("note", text(note));
    }
    put("attributes", AttributeValue::M(order.attributes.iter().map(attribute).collect()));
    put("address", AttributeValue::M(address_map(&order.address)));
    put("created_at", time(&order.created_at));
    if let Some(at) = &order.updated_at {
        put("updated_at", time(at));
    }
    map
}

fn address_map(address: &Address) -> Map {
    Map::from([
        ("street".to_owned(), text(&address.street)),
        ("house".to_owned(), AttributeValue::N(address.house.to_string())),
        ("city".to_owned(), text(&address.city)),
        ("post_code".to_owned(), text(&address.post_code)),
        ("country".to_owned(), text(&address.country)),
        ("verified".to_owned(), AttributeValue::Bool(address.verified)),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn writes_what_the_model_writes() -> Result<(), Failure> {
        // One label, since a set has no order.
        let order = Order { labels: HashSet::from(["a".to_owned()]), ..Order::sample(6) };
        assert_eq!(from_map(to_map(&order)).as_ref(), Some(&order));
        let item = dynamo_model::Model::to_item(&order)?;
        assert_eq!(dynamo_model::sdk::to_attribute_values(&item), to_map(&order));
        Ok(())
    }
}
