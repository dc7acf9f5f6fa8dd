//! The model of the measurements, and the conversion that a user would write by hand.

use std::collections::{BTreeMap, HashMap, HashSet};

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
