//! The model of the measurements, and the conversion that a user would write by hand.

use std::collections::{BTreeMap, HashMap, HashSet};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{WriteItem, Writer};
use uuid::Uuid;

/// An order: 15 attributes of the usual types.
#[derive(Model, Clone, Debug, PartialEq)]
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
    pub(crate) labels: HashSet<String>,
    pub(crate) note: Option<String>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) city: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: Option<DateTime<Utc>>,
}

/// A condition of ten terms: two on the key, eight on other attributes.
pub(crate) fn ten_terms() -> Condition<Order> {
    let key = Order::CUSTOMER.eq("c") & Order::NUMBER.ge(1_000);
    let state = Order::STATUS.is_in(["open", "paid"]) & Order::PAID.eq(true) & Order::RATING.gt(3.5);
    let goods =
        Order::TAGS.contains("fragile") & Order::TOTAL_CENTS.between(100, 10_000) & Order::NOTE.exists();
    let place = Order::CITY.begins_with("Ki") & Order::EMAIL.ne("nobody@example.com");
    (key & state & goods & place).any()
}

/// The same, as it is written without a model.
pub(crate) fn query_by_hand(client: &Client) -> QueryFluentBuilder {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    client
        .query()
        .table_name("orders")
        .key_condition_expression("#customer = :customer AND #number >= :number")
        .filter_expression(
            "#status IN (:open, :paid) AND #paid = :true AND #rating > :rating AND contains(#tags, :tag) \
             AND #total BETWEEN :low AND :high AND attribute_exists(#note) AND begins_with(#city, :city) \
             AND #email <> :email",
        )
        .expression_attribute_names("#customer", "customer")
        .expression_attribute_names("#number", "number")
        .expression_attribute_names("#status", "status")
        .expression_attribute_names("#paid", "paid")
        .expression_attribute_names("#rating", "rating")
        .expression_attribute_names("#tags", "tags")
        .expression_attribute_names("#total", "total_cents")
        .expression_attribute_names("#note", "note")
        .expression_attribute_names("#city", "city")
        .expression_attribute_names("#email", "email")
        .expression_attribute_values(":customer", text("c"))
        .expression_attribute_values(":number", AttributeValue::N(1_000.to_string()))
        .expression_attribute_values(":open", text("open"))
        .expression_attribute_values(":paid", text("paid"))
        .expression_attribute_values(":true", AttributeValue::Bool(true))
        .expression_attribute_values(":rating", AttributeValue::N(3.5.to_string()))
        .expression_attribute_values(":tag", text("fragile"))
        .expression_attribute_values(":low", AttributeValue::N(100.to_string()))
        .expression_attribute_values(":high", AttributeValue::N(10_000.to_string()))
        .expression_attribute_values(":city", text("Ki"))
        .expression_attribute_values(":email", text("nobody@example.com"))
}

type Map = HashMap<String, AttributeValue>;

impl Order {
    pub(crate) fn sample(n: usize) -> Self {
        let number = i64::try_from(n).unwrap_or_default();
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(1_700_000_000 + number);
        Self {
            customer: "c".to_owned(),
            number,
            id: Uuid::from_u128(0x0123_4567_89ab_cdef_0000_0000_0000_0000 + n as u128),
            email: format!("customer{n}@example.com"),
            status: ["open", "paid", "sent"][n % 3].to_owned(),
            total_cents: 1999 + number * 7,
            rating: 4.25,
            paid: n.is_multiple_of(2),
            tags: vec!["new".to_owned(), "fragile".to_owned(), format!("batch-{}", n / 10)],
            labels: HashSet::from(["a".to_owned(), "b".to_owned()]),
            note: n.is_multiple_of(3).then(|| "leave it at the \"back\" door".to_owned()),
            attributes: BTreeMap::from([
                ("colour".to_owned(), "blue".to_owned()),
                ("size".to_owned(), "xl".to_owned()),
            ]),
            city: "Kisumu".to_owned(),
            created_at: at,
            updated_at: n.is_multiple_of(2).then_some(at),
        }
    }

    pub(crate) fn json(&self) -> dynamo_model::Result<String> {
        let mut out = Writer::new();
        self.write_item(&mut out)?;
        Ok(String::from_utf8(out.into_bytes()).unwrap_or_default())
    }

    /// By hand, moving out of the map.
    pub(crate) fn from_map(mut map: Map) -> Option<Self> {
        fn text(value: AttributeValue) -> Option<String> {
            if let AttributeValue::S(text) = value { Some(text) } else { None }
        }
        fn number<T: std::str::FromStr>(value: AttributeValue) -> Option<T> {
            if let AttributeValue::N(text) = value { text.parse().ok() } else { None }
        }
        fn time(value: AttributeValue) -> Option<DateTime<Utc>> {
            DateTime::parse_from_rfc3339(&text(value)?).ok().map(|time| time.to_utc())
        }
        let AttributeValue::L(tags) = map.remove("tags")? else { return None };
        let AttributeValue::M(attributes) = map.remove("attributes")? else { return None };
        let AttributeValue::Ss(labels) = map.remove("labels")? else { return None };
        let AttributeValue::Bool(paid) = map.remove("paid")? else { return None };
        Some(Self {
            customer: text(map.remove("customer")?)?,
            number: number(map.remove("number")?)?,
            id: Uuid::parse_str(&text(map.remove("id")?)?).ok()?,
            email: text(map.remove("email")?)?,
            status: text(map.remove("status")?)?,
            total_cents: number(map.remove("total_cents")?)?,
            rating: number(map.remove("rating")?)?,
            paid,
            tags: tags.into_iter().map(text).collect::<Option<_>>()?,
            labels: labels.into_iter().collect(),
            note: map.remove("note").and_then(text),
            attributes: attributes
                .into_iter()
                .map(|(name, value)| Some((name, text(value)?)))
                .collect::<Option<_>>()?,
            city: text(map.remove("city")?)?,
            created_at: time(map.remove("created_at")?)?,
            updated_at: map.remove("updated_at").and_then(time),
        })
    }

    /// By hand, into a map.
    pub(crate) fn to_map(&self) -> Map {
        let text = |text: &String| AttributeValue::S(text.clone());
        let time = |time: &DateTime<Utc>| AttributeValue::S(time.to_rfc3339_opts(SecondsFormat::Nanos, true));
        let mut map: Map = HashMap::with_capacity(15);
        let mut put = |name: &str, value| map.insert(name.to_owned(), value);
        put("customer", text(&self.customer));
        put("number", AttributeValue::N(self.number.to_string()));
        put("id", AttributeValue::S(self.id.to_string()));
        put("email", text(&self.email));
        put("status", text(&self.status));
        put("total_cents", AttributeValue::N(self.total_cents.to_string()));
        put("rating", AttributeValue::N(self.rating.to_string()));
        put("paid", AttributeValue::Bool(self.paid));
        put("tags", AttributeValue::L(self.tags.iter().map(text).collect()));
        put("labels", AttributeValue::Ss(self.labels.iter().cloned().collect()));
        if let Some(note) = &self.note {
            put("note", text(note));
        }
        let attributes = self.attributes.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        put("attributes", AttributeValue::M(attributes));
        put("city", text(&self.city));
        put("created_at", time(&self.created_at));
        if let Some(at) = &self.updated_at {
            put("updated_at", time(at));
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_do_the_same_work() -> dynamo_model::Result<()> {
        // One label, since a set has no order.
        let order = Order { labels: HashSet::from(["a".to_owned()]), ..Order::sample(6) };
        assert_eq!(Order::from_map(order.to_map()).as_ref(), Some(&order));
        assert_eq!(dynamo_model::sdk::to_attribute_values(&order.to_item()?), order.to_map());
        Ok(())
    }
}
