//! Indexes that the derive declares: what the schema says of them, reading through them, and what their keys refuse.

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{
    Billing, Binary, Encryption, IndexKind, IndexSchema, KeySchema, Projected, Recovery, StreamView,
};
use dynamo_model::{Plan, TableClass, Units};
use dynamo_model_tests::engine;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    rename_all = "camelCase",
    index(name = "by_customer", hash = customer, range = placed_at, projection = include(total, rush)),
    index(name = "by_flag", hash = flag),
    index(name = "by_place", hash(country, city), range(street, total), projection = "keys", handle = "PLACES"),
    local_index(name = "by_total", range = total)
)]
struct Order {
    #[model(hash_key)]
    shop: String,
    #[model(range_key)]
    id: u32,
    customer: String,
    #[model(as = "epoch_seconds", rename = "at")]
    placed_at: DateTime<Utc>,
    total: u32,
    flag: Option<String>,
    country: String,
    city: String,
    #[model(empty = "absent")]
    street: String,
    #[model(default)]
    rush: bool,
    note: Binary,
}

fn order(id: u32) -> Order {
    Order {
        flag: id.is_multiple_of(4).then(|| "late".to_owned()),
        rush: id.is_multiple_of(2),
        ..Order::new(
            if id < 8 { "north" } else { "south" },
            id,
            format!("customer {}", id % 3),
            DateTime::from_timestamp(1_700_000_000 - i64::from(id), 0).unwrap_or_default(),
            100 - id,
            "KE",
            if id % 5 < 2 { "Kisumu" } else { "Nairobi" },
            if id.is_multiple_of(3) { String::new() } else { format!("street {}", id % 2) },
            Binary::from([1]),
        )
    }
}

async fn stocked() -> Result<Connection> {
    let db = engine::connect()?;
    Order::create_table(&db).await?;
    assert!(Order::save_many(&db, (0..16).map(order)).await?.is_complete());
    Ok(db)
}

fn named(name: &str) -> &'static IndexSchema {
    let index = Order::schema().indexes().iter().find(|index| index.name() == name);
    index.unwrap_or_else(|| panic!("there is no index {name}"))
}

fn keys(keys: &[KeySchema]) -> Vec<(&'static str, String)> {
    keys.iter().map(|key| (key.name(), key.scalar().to_string())).collect()
}

fn key(name: &'static str, scalar: &str) -> (&'static str, String) {
    (name, scalar.to_owned())
}

#[test]
fn the_schema_names_the_attributes_as_they_are_stored() {
    let names: Vec<&str> = Order::schema().indexes().iter().map(IndexSchema::name).collect();
    assert_eq!(names, ["by_customer", "by_flag", "by_place", "by_total"]);
    let customer = named("by_customer");
    assert_eq!(keys(customer.hash()), [key("customer", "S")]);
    assert_eq!(keys(customer.range()), [key("at", "N")]);
    assert_eq!((customer.kind(), customer.units()), (IndexKind::Global, None));
    assert_eq!(customer.projected(), Projected::Include(&["total", "rush"]));
    let place = named("by_place");
    assert_eq!(keys(place.hash()), [key("country", "S"), key("city", "S")]);
    assert_eq!(keys(place.range()), [key("street", "S"), key("total", "N")]);
    assert_eq!(place.projected(), Projected::Keys);
    let total = named("by_total");
    assert_eq!(keys(total.hash()), [key("shop", "S")]);
    assert_eq!((total.kind(), total.projected()), (IndexKind::Local, Projected::All));
    assert_eq!(Order::BY_CUSTOMER.name(), "by_customer");
    assert_eq!(Order::PLACES.name(), "by_place");
}

#[test]
fn the_planner_takes_an_index_that_misses_no_item() -> Result {
    let plan = |condition| -> Result<Plan> { Ok(Order::plan_get_many(condition).plan()?) };
    let operation = |plan: &Plan| (plan.operation().map(ToOwned::to_owned), index_of(plan));
    let query = |index: &str| (Some("Query".to_owned()), Some(index.to_owned()));
    let scan = (Some("Scan".to_owned()), None);
    let flagged = plan(Order::FLAG.eq("late").any())?;
    assert_eq!(operation(&flagged), query("by_flag"));
    // An item without a street is not in the index, and one with another flag may be anywhere.
    let place = Order::COUNTRY.eq("KE") & Order::CITY.eq("Kisumu");
    assert_eq!(operation(&plan(place.any())?), scan);
    assert_eq!(operation(&plan(Order::FLAG.ne("late").any())?), scan);
    // What the index does not hold is not read through it.
    assert_eq!(operation(&plan(Order::CUSTOMER.eq("customer 1").any())?), scan);
    let north = Order::SHOP.eq("north") & Order::TOTAL.gt(95);
    assert_eq!(operation(&plan(north.any())?), query("by_total"));
    Ok(())
}

fn index_of(plan: &Plan) -> Option<String> {
    match plan {
        Plan::Query(query) => query.index().map(ToOwned::to_owned),
        _ => None,
    }
}

type Case = (Condition<Order>, fn(&Order) -> bool);

#[tokio::test]
async fn r5_what_an_index_gives_is_what_a_scan_gives() -> Result {
    let db = stocked().await?;
    let mut all: Vec<Order> = Order::get_many(&db, Order::NOTE.exists()).allow_scan().await?;
    all.sort_by_key(|order| order.id);
    assert_eq!(all, (0..16).map(order).collect::<Vec<Order>>());
    let cases: [Case; 6] = [
        (Order::FLAG.eq("late").any(), |order| order.flag.is_some()),
        ((Order::FLAG.eq("late") & Order::TOTAL.lt(95)).any(), |order| {
            order.flag.is_some() && order.total < 95
        }),
        ((Order::SHOP.eq("north") & Order::TOTAL.between(94, 97)).any(), |order| {
            order.shop == "north" && (94..=97).contains(&order.total)
        }),
        (
            (Order::COUNTRY.eq("KE") & Order::CITY.eq("Kisumu") & Order::STREET.eq("street 1")).any(),
            |order| order.city == "Kisumu" && order.street == "street 1",
        ),
        ((Order::COUNTRY.eq("KE") & Order::CITY.eq("Nairobi")).any(), |order| order.city == "Nairobi"),
        (Order::CUSTOMER.eq("customer 1").any(), |order| order.customer == "customer 1"),
    ];
    for (condition, holds) in cases {
        let mut found = Order::get_many(&db, &condition).allow_scan().await?;
        found.sort_by_key(|order| order.id);
        let expected: Vec<Order> = all.iter().filter(|order| holds(order)).cloned().collect();
        assert_eq!(found, expected, "{condition}");
    }
    Ok(())
}

#[tokio::test]
async fn a_sparse_index_is_taken_when_it_is_named() -> Result {
    let db = stocked().await?;
    let all = Order::get_many(&db, Order::TOTAL.gt(0)).index(Order::BY_FLAG).allow_scan().await?;
    let mut ids: Vec<u32> = all.iter().map(|order| order.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [0, 4, 8, 12]);
    Ok(())
}

/// What an index of keys alone holds of an order.
#[derive(Projection, Debug, PartialEq)]
#[projection(of = Order)]
struct Place {
    id: u32,
    street: String,
    total: u32,
}

#[tokio::test]
async fn r11_an_index_of_several_attributes_is_queried_from_the_left() -> Result {
    let db = stocked().await?;
    let street = Order::COUNTRY.eq("KE") & Order::CITY.eq("Nairobi") & Order::STREET.eq("street 0");
    let places = Order::get_many(&db, street & Order::TOTAL.lt(95)).project::<Place>();
    let Plan::Query(plan) = places.explain()? else { return Err("it is a Query".into()) };
    assert_eq!(plan.index(), Some("by_place"));
    assert_eq!(
        plan.key_condition(),
        r#"country = "KE" AND city = "Nairobi" AND street = "street 0" AND total < 95"#
    );
    let found: Vec<(u32, u32)> = places.await?.iter().map(|place| (place.id, place.total)).collect();
    assert_eq!(found, [(14, 86), (8, 92)]);
    Ok(())
}

fn long(bytes: usize) -> String {
    "x".repeat(bytes)
}

#[tokio::test]
async fn r14_a_key_of_an_index_is_neither_empty_nor_too_long_where_an_item_is_saved() -> Result {
    let db = stocked().await?;
    let refused = [
        (
            Order { customer: String::new(), ..order(20) },
            "`customer` is empty, which the hash key of the index `by_customer` cannot be: leave it out to keep the item \
             out of the index",
        ),
        (
            Order { flag: Some(String::new()), ..order(20) },
            "`flag` is empty, which the hash key of the index `by_flag` cannot be: leave it out to keep the item out of \
             the index",
        ),
        (
            Order { city: long(2_049), ..order(20) },
            "`city` has 2049 bytes, and DynamoDB allows 2048 for the hash key of the index `by_place`",
        ),
        (
            Order { street: long(1_025), ..order(20) },
            "`street` has 1025 bytes, and DynamoDB allows 1024 for the range key of the index `by_place`",
        ),
    ];
    for (item, words) in &refused {
        let error = Order::save_one(&db, item).await.expect_err(words);
        assert!(error.is_invalid_key(), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    let items: Vec<&Order> = refused.iter().map(|(item, _)| item).collect();
    let report = Order::save_many(&db, items).await?;
    assert_eq!(report.failed().filter(|(_, _, error)| error.is_invalid_key()).count(), refused.len());
    let fits =
        Order { flag: None, street: long(1_024), city: long(2_048), customer: "x".into(), ..order(20) };
    Order::save_one(&db, Order { street: String::new(), ..fits }).await?;
    Ok(())
}

#[tokio::test]
async fn r14_an_update_sets_no_key_of_an_index_to_what_it_cannot_be() -> Result {
    let db = stocked().await?;
    let updates = [
        Order::CUSTOMER.set(""),
        Order::CUSTOMER.set_if_not_exists(""),
        Order::FLAG.set(""),
        Order::CITY.set(long(2_049)),
        Order::STREET.set(long(1_025)),
    ];
    for update in updates {
        let error =
            Order::update_one(&db, ("north", 1), update).await.expect_err("a key is too small or too large");
        assert!(error.is_invalid_key(), "{error}");
    }
    let allowed = [Order::FLAG.remove(), Order::STREET.set(""), Order::CITY.set(long(2_048))];
    let order = Order::update_one(&db, ("north", 4), allowed).await?;
    assert_eq!(order.map(|order| (order.flag, order.street)), Some((None, String::new())));
    Ok(())
}

#[derive(Model)]
#[model(
    read_units = 5,
    index(name = "by_owner", hash = owner, write_units = 2),
    table_class = "infrequent_access",
    deletion_protection = false,
    stream = "keys",
    point_in_time_recovery,
    encryption = "managed",
    tags(team = "search", "cost:center" = "42"),
    warm_throughput(write = 5000),
    ttl = until
)]
struct Session<O> {
    #[model(hash_key)]
    id: u64,
    owner: O,
    #[model(rename = "expires")]
    until: Option<u64>,
}

#[test]
fn the_options_of_a_table_are_in_the_schema() {
    let schema = Session::<String>::schema();
    let options = schema.options();
    assert_eq!(options.billing(), Some(Billing::Provisioned(Units::new(5, 8))));
    assert_eq!(schema.indexes()[0].units(), Some(Units::new(8, 2)));
    assert_eq!(options.class(), Some(TableClass::InfrequentAccess));
    assert_eq!(options.deletion_protection(), Some(false));
    assert_eq!(options.stream(), Some(StreamView::Keys));
    assert_eq!(options.point_in_time_recovery(), Some(Recovery::On));
    assert_eq!(options.encryption(), Some(Encryption::Managed));
    assert_eq!(options.tags(), [("team", "search"), ("cost:center", "42")]);
    assert_eq!(options.warm_throughput(), Some(Units::new(12_000, 5_000)));
    assert_eq!(options.ttl(), Some("expires"));
    assert_eq!(Order::schema().options().billing(), None);
    assert_eq!(Session::<u8>::BY_OWNER.name(), "by_owner");
}

/// Nothing of it need be there.
#[derive(Model, Debug)]
#[model(index(name = "by_place", hash = town, range = street))]
struct Stall {
    #[model(hash_key)]
    id: u32,
    town: Option<String>,
    street: Option<String>,
    open: bool,
}

#[test]
fn r5_a_plan_says_all_that_a_sparse_index_leaves_out() {
    let plan = |condition: Condition<Stall>| {
        let plan = Stall::plan_get_many(condition).index(Stall::BY_PLACE).allow_scan().plan().unwrap();
        plan.why().iter().find(|why| why.contains("asked for")).map(ToString::to_string)
    };
    let asked = "the index `by_place` was asked for";
    let lacking = |words: &str| Some(format!("{asked}: items without {words} are left out"));
    assert_eq!(plan(Stall::OPEN.eq(true).any()), lacking("`town` or `street`"));
    assert_eq!(plan(Stall::TOWN.eq("Kisumu").any()), lacking("`street`"));
    assert_eq!(plan((Stall::TOWN.eq("Kisumu") & Stall::STREET.gt("M")).any()), Some(asked.to_owned()));
}
