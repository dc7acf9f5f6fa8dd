//! Models of one table with different declarations.

use std::sync::LazyLock;

use dynamo_model::capability::{KeyType, ScalarType};
use dynamo_model::model::schema::{KeySchema, Schema};
use dynamo_model::prelude::*;
use dynamo_model::validate::ValidationErrors;
use dynamo_model::{
    Billing, DecodeError, EncodeError, Encryption, IndexKind, IndexSchema, Key, Projected, ReadItem, Reader,
    Recovery, StreamView, TableClass, TableOptions, Units, WriteItem, Writer,
};

/// A thread of the forum in DynamoDB's guide.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Thread")]
pub(crate) struct ThreadItem {
    #[model(hash_key, rename = "ForumName")]
    forum: String,
    #[model(range_key, rename = "Subject")]
    subject: String,
    #[model(rename = "LastPostDateTime")]
    last_post: Option<String>,
}

/// An order of a shop.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "orders")]
pub(crate) struct OrderItem {
    #[model(hash_key)]
    customer: String,
    #[model(range_key)]
    id: String,
    status: Option<String>,
    placed: Option<u64>,
    tenant: Option<String>,
    region: Option<String>,
    day: Option<u32>,
    expires_at: Option<u64>,
}

/// A model of the items of another one, whose table is declared otherwise.
macro_rules! declared {
    ($name:ident($item:ident: $hash:ident $hash_name:literal, $range:ident $range_name:literal), $declare:expr) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name(pub(crate) $item);

        impl ReadItem for $name {
            fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                $item::read_item(from).map(Self)
            }
        }

        impl WriteItem for $name {
            fn write_item(&self, out: &mut Writer) -> Result<(), EncodeError> {
                self.0.write_item(out)
            }
        }

        impl Validate for $name {
            fn validate(&self) -> Result<(), ValidationErrors> {
                self.0.validate()
            }
        }

        impl Model for $name {
            type Key = <$item as Model>::Key;

            fn schema() -> &'static Schema {
                static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
                    let of = $item::schema();
                    let range = of.range_key().copied();
                    let schema =
                        Schema::new(stringify!($name), of.table(), *of.hash_key(), range, *of.fields());
                    let declare: fn(Schema) -> Schema = $declare;
                    declare(schema)
                });
                &SCHEMA
            }

            fn key(&self) -> Key<Self> {
                let hash = (String::to_key(&self.0.$hash), $hash_name);
                Key::of_pair(hash, (String::to_key(&self.0.$range), $range_name))
            }

            fn read_input(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Self::read_item(from)
            }
        }
    };
}

declared!(Thread(ThreadItem: forum "ForumName", subject "Subject"), |schema| {
    schema.with_indexes(LAST_POST).with_options(FIVE_UNITS)
});
declared!(Order(OrderItem: customer "customer", id "id"), |schema| schema.with_indexes(THREE));
declared!(PlainOrder(OrderItem: customer "customer", id "id"), |schema| schema);
declared!(OtherOrder(OrderItem: customer "customer", id "id"), |schema| schema.with_indexes(OTHER));
declared!(LocalOrder(OrderItem: customer "customer", id "id"), |schema| schema.with_indexes(LOCAL));
declared!(ExpiringOrder(OrderItem: customer "customer", id "id"), |schema| {
    schema.with_options(TableOptions::new().with_ttl("expires_at"))
});
declared!(KeptOrder(OrderItem: customer "customer", id "id"), |schema| {
    schema.with_indexes(THREE).with_options(KEPT)
});
declared!(TaggedOrder(OrderItem: customer "customer", id "id"), |schema| {
    schema.with_options(TableOptions::new().with_tags(&[("team", "shop")]))
});

const fn text(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::S)
}

const fn number(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::N)
}

const LAST_POST: &[IndexSchema] = &[IndexSchema::new(
    "LastPostIndex",
    IndexKind::Local,
    &[text("ForumName")],
    &[text("LastPostDateTime")],
    Projected::Keys,
)];

const FIVE_UNITS: TableOptions = TableOptions::new().with_billing(Billing::Provisioned(Units::new(5, 5)));

const THREE: &[IndexSchema] = &[
    IndexSchema::new(
        "by_status",
        IndexKind::Global,
        &[text("status")],
        &[number("placed")],
        Projected::Include(&["region"]),
    ),
    IndexSchema::new("by_placed", IndexKind::Global, &[number("placed")], &[], Projected::Keys)
        .with_units(Units::new(2, 3)),
    IndexSchema::new(
        "by_region",
        IndexKind::Global,
        &[text("tenant"), text("region")],
        &[number("day"), text("id")],
        Projected::All,
    ),
];

const OTHER: &[IndexSchema] = &[IndexSchema::new(
    "by_status",
    IndexKind::Global,
    &[text("status")],
    &[text("region")],
    Projected::Include(&["placed"]),
)];

const LOCAL: &[IndexSchema] =
    &[IndexSchema::new("by_day", IndexKind::Local, &[text("customer")], &[number("day")], Projected::All)];

const KEPT: TableOptions = TableOptions::new()
    .with_billing(Billing::Provisioned(Units::new(5, 8)))
    .with_class(TableClass::InfrequentAccess)
    .with_deletion_protection(true)
    .with_stream(StreamView::NewAndOld)
    .with_point_in_time_recovery(Recovery::Days(14))
    .with_encryption(Encryption::Managed)
    .with_tags(&[("team", "shop")])
    .with_warm_throughput(Units::new(12_000, 4_000))
    .with_ttl("expires_at");
