//! What the tests of this room share: a declaration of everything, and a live table that fits it.

use std::collections::BTreeMap;

use dynamo_model_fields::capability::ScalarType;

use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{Fields, KeySchema, Schema};
use crate::model::table_options::{
    Billing, Encryption, Recovery, StreamView, TableClass, TableOptions, Units,
};
use crate::table::definition::{TableDefinition, index_key, index_units};
use crate::table::info::{
    IndexInfo, IndexStatus, ProjectedAttributes, StreamInfo, TableInfo, TableStatus, TtlInfo,
};

const fn text(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::S)
}

const fn number(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::N)
}

const FIELDS: Fields = Fields::new(&[], &[], false);

const INDEXES: &[IndexSchema] = &[
    IndexSchema::new("by_total", IndexKind::Local, &[text("customer")], &[number("total")], Projected::Keys),
    IndexSchema::new(
        "by_status",
        IndexKind::Global,
        &[text("status")],
        &[number("placed")],
        Projected::Include(&["total", "items"]),
    )
    .with_units(Units::new(2, 3)),
    IndexSchema::new(
        "by_region",
        IndexKind::Global,
        &[text("tenant"), text("region")],
        &[number("day"), text("id")],
        Projected::All,
    ),
];

static ORDERS: Schema = Schema::new("Order", "orders", text("customer"), Some(number("placed")), FIELDS)
    .with_indexes(INDEXES)
    .with_options(
        TableOptions::new()
            .with_billing(Billing::Provisioned(Units::new(5, 8)))
            .with_class(TableClass::InfrequentAccess)
            .with_deletion_protection(true)
            .with_stream(StreamView::NewAndOld)
            .with_point_in_time_recovery(Recovery::Days(14))
            .with_encryption(Encryption::Key("alias/orders"))
            .with_tags(&[("team", "shop"), ("cost ${center}", "4 \"2\"")])
            .with_warm_throughput(Units::new(12_000, 4_000))
            .with_ttl("expires_at"),
    );

static BARE: Schema = Schema::new("Order", "orders", text("customer"), Some(number("placed")), FIELDS);

/// All that can be declared.
pub(crate) fn orders() -> TableDefinition {
    TableDefinition::of(&ORDERS)
}

/// The same key, and nothing else.
pub(crate) fn bare() -> TableDefinition {
    TableDefinition::of(&BARE)
}

/// A live table that fits [`orders`].
pub(crate) fn live() -> TableInfo {
    let definition = orders();
    let options = definition.options();
    let tags = options.tags().iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let arn = "arn:aws:dynamodb:eu-west-1:1:table/orders".to_owned();
    TableInfo {
        name: "orders".to_owned(),
        status: TableStatus::Active,
        key: definition.key(),
        indexes: definition.indexes().iter().map(index).collect(),
        billing: definition.billing(),
        item_count: 0,
        size_bytes: 0,
        stream: options.stream().map(|view| StreamInfo { view, arn: Some(format!("{arn}/stream/1")) }),
        arn: Some(arn),
        created_at: None,
        class: options.class(),
        deletion_protection: true,
        encryption_key: Some("arn:aws:kms:eu-west-1:1:key/7".to_owned()),
        warm_throughput: options.warm_throughput(),
        ttl: options.ttl().map(|attribute| TtlInfo::On(attribute.to_owned())),
        recovery: options.point_in_time_recovery(),
        tags: Some(tags.collect::<BTreeMap<_, _>>()),
    }
}

fn index(declared: &IndexSchema) -> IndexInfo {
    IndexInfo {
        name: declared.name().to_owned(),
        kind: declared.kind(),
        key: index_key(declared),
        projected: ProjectedAttributes::declared(declared.projected()),
        status: IndexStatus::Active,
        backfilling: false,
        units: index_units(declared, orders().billing()).filter(|_| declared.kind() == IndexKind::Global),
        item_count: 0,
        size_bytes: 0,
    }
}
