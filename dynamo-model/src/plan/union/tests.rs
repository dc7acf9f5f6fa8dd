//! Unions and indexes, row by row: R5 to R7, R10, R11 and R13.

use std::sync::Arc;

use dynamo_model_fields::Value;
use dynamo_model_fields::capability::ScalarType;

use crate::expr::condition::Condition;
use crate::expr::raw::Raw;
use crate::expr::tree::Expr;
use crate::model::field::{Field, HashKey, Plain, RangeKey, Removable};
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
use crate::plan::Plan;
use crate::plan::options::{ReadOptions, ScanPolicy};
use crate::plan::read::read;
use crate::strategy::Strategy;

/// An order of a shop.
struct Order;

impl Order {
    const SHOP: Field<Order, String, HashKey> = Field::new("shop");
    const NUMBER: Field<Order, u32, RangeKey> = Field::new("number");
    const CUSTOMER: Field<Order, String, Plain> = Field::new("customer");
    const DAY: Field<Order, String, Plain> = Field::new("day");
    const STATUS: Field<Order, Option<String>, Removable> = Field::new("status");
    const TOTAL: Field<Order, u32, Plain> = Field::new("total");
    const CITY: Field<Order, String, Plain> = Field::new("city");
}

const fn text(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::S)
}

const FIELDS: Fields = Fields::new(
    &[
        FieldSchema::of::<String>("shop", "shop", Presence::Required),
        FieldSchema::of::<u32>("number", "number", Presence::Required),
        FieldSchema::of::<String>("customer", "customer", Presence::Required),
        FieldSchema::of::<String>("day", "day", Presence::Required),
        FieldSchema::of::<Option<String>>("status", "status", Presence::Optional),
        FieldSchema::of::<u32>("total", "total", Presence::Required),
        FieldSchema::of::<String>("city", "city", Presence::Required),
    ],
    &[],
    false,
);

const INDEXES: &[IndexSchema] = &[
    IndexSchema::new("by_customer", IndexKind::Global, &[text("customer")], &[text("day")], Projected::All),
    IndexSchema::new("by_status", IndexKind::Global, &[text("status")], &[text("day")], Projected::All),
    IndexSchema::new("by_day", IndexKind::Local, &[text("shop")], &[text("day")], Projected::All),
    IndexSchema::new(
        "by_total",
        IndexKind::Local,
        &[text("shop")],
        &[KeySchema::new("total", ScalarType::N)],
        Projected::Keys,
    ),
    IndexSchema::new(
        "by_place",
        IndexKind::Global,
        &[text("city"), text("day")],
        &[text("customer"), KeySchema::new("total", ScalarType::N)],
        Projected::All,
    ),
    IndexSchema::new("thin", IndexKind::Global, &[text("day")], &[], Projected::Include(&["city"])),
];

const ORDERS: Schema =
    Schema::new("Order", "orders", text("shop"), Some(KeySchema::new("number", ScalarType::N)), FIELDS)
        .with_indexes(INDEXES);

fn line(plan: &Plan) -> String {
    let mut parts = vec![plan.operation().unwrap_or("nothing").to_owned()];
    match plan {
        Plan::Union(plan) => return plan.parts().iter().map(line).collect::<Vec<_>>().join(" || "),
        Plan::Query(plan) => {
            parts.extend(plan.index().map(|index| format!("({index})")));
            parts.push(plan.key_condition());
            parts.extend(plan.filter().map(|filter| format!("filter {filter}")));
            parts.extend(plan.local().map(|local| format!("here {local}")));
            parts.extend(plan.fetches.then(|| "fetches".to_owned()));
        }
        Plan::Scan(plan) => {
            parts.extend(plan.index().map(|index| format!("({index})")));
            parts.extend(plan.filter().map(|filter| format!("filter {filter}")));
            parts.extend(plan.local().map(|local| format!("here {local}")));
        }
        Plan::BatchGet(plan) => {
            parts.push(format!("{:?}", plan.keys));
            parts.extend(plan.local().map(|local| format!("here {local}")));
        }
        Plan::Get(plan) => parts.push(format!("{:?}", plan.key)),
        _ => {}
    }
    parts.join(" ")
}

fn with<K>(condition: Condition<Order, K>, options: ReadOptions) -> String {
    match read(&ORDERS, "orders", &Strategy::Condition(condition.into_expr()), &options) {
        Ok(plan) => line(&plan),
        Err(error) => format!("error: {error}"),
    }
}

fn orders<K>(condition: Condition<Order, K>) -> String {
    with(condition, ReadOptions::default())
}

fn check(rows: Vec<(String, &str)>) {
    for (row, (found, expected)) in rows.into_iter().enumerate() {
        assert_eq!(found, expected, "row {row}");
    }
}

fn shop(shop: &str) -> Condition<Order> {
    Order::SHOP.eq(shop).any()
}

#[test]
fn r5_an_index_is_taken_only_if_it_misses_no_item() {
    check(vec![
        (orders(Order::CUSTOMER.eq("c")), r#"Query (by_customer) customer = "c""#),
        (
            orders(Order::CUSTOMER.eq("c") & Order::DAY.ge("2026")),
            r#"Query (by_customer) customer = "c" AND day >= "2026""#,
        ),
        // `status` may be absent, and `=` says that it is not.
        (orders(Order::STATUS.eq("new")), r#"Query (by_status) status = "new""#),
        (
            orders(Order::STATUS.is_in(["new", "paid"])),
            r#"Query (by_status) status = "new" || Query (by_status) status = "paid""#,
        ),
        // None of these pins it.
        (orders(Order::STATUS.ne("new")), r#"Scan filter status <> "new""#),
        (orders(!Order::STATUS.eq("new")), r#"Scan filter NOT status = "new""#),
        (orders(Order::STATUS.begins_with("n")), r#"Scan filter begins_with(status, "n")"#),
        // It does not hold the whole model.
        (orders(Order::DAY.eq("1")), r#"Scan filter day = "1""#),
    ]);
    let plan = read(
        &ORDERS,
        "orders",
        &Strategy::Condition(Order::DAY.eq("1").into_expr()),
        &ReadOptions::default(),
    );
    assert_eq!(
        plan.unwrap().why()[0],
        "no condition pins the hash key `shop`, and the index `thin` does not hold `customer`, which `.fetch_missing()` reads \
         from the table"
    );
}

#[test]
fn r5_ranks_whole_key_then_both_keys_then_hash_then_table_local_global() {
    check(vec![
        (orders(shop("s") & Order::NUMBER.eq(1)), r#"GetItem PrimaryKey(("s", 1))"#),
        (orders(shop("s")), r#"Query shop = "s""#),
        (orders(shop("s") & Order::NUMBER.gt(1)), r#"Query shop = "s" AND number > 1"#),
        (orders(shop("s") & Order::DAY.gt("1")), r#"Query (by_day) shop = "s" AND day > "1""#),
        (
            orders(shop("s") & Order::DAY.gt("1") & Order::NUMBER.gt(1)),
            r#"Query shop = "s" AND number > 1 filter day > "1""#,
        ),
        (orders(shop("s") & Order::CUSTOMER.eq("c")), r#"Query shop = "s" filter customer = "c""#),
        (
            orders(shop("s") & Order::CUSTOMER.eq("c") & Order::DAY.eq("1")),
            r#"Query (by_day) shop = "s" AND day = "1" filter customer = "c""#,
        ),
        // A local index that would have to fetch each item is never taken unasked.
        (orders(shop("s") & Order::TOTAL.gt(5)), r#"Query shop = "s" filter total > 5"#),
        // One Query is preferred to several.
        (
            orders(Order::SHOP.is_in(["s", "t"]) & Order::CUSTOMER.eq("c")),
            r#"Query (by_customer) customer = "c" filter shop IN ("s", "t")"#,
        ),
    ]);
}

#[test]
fn r6_order_is_part_of_the_question() {
    let limited = ReadOptions { limit: Some(5), ..ReadOptions::default() };
    let descending = ReadOptions { descending: true, ..ReadOptions::default() };
    let by_day = ReadOptions { order_by: Some("day"), ..ReadOptions::default() };
    let by_number = ReadOptions { order_by: Some("number"), ..ReadOptions::default() };
    let by_city = ReadOptions { order_by: Some("city"), ..ReadOptions::default() };
    let by_total = ReadOptions { order_by: Some("total"), ..ReadOptions::default() };
    let dated = || (shop("s") & Order::DAY.gt("1")).any();
    check(vec![
        (with(dated(), limited), r#"Query shop = "s" filter day > "1""#),
        (with(dated(), descending), r#"Query shop = "s" filter day > "1""#),
        (with(shop("s"), by_day), r#"Query (by_day) shop = "s""#),
        (with(shop("s"), by_number), r#"Query shop = "s""#),
        (with(Order::CUSTOMER.eq("c"), by_day), r#"Query (by_customer) customer = "c""#),
        (with(shop("s"), by_city), "error: neither the table nor an index has the order of `city`"),
        (
            with(Order::CITY.eq("c"), by_number),
            "error: the table has the order of `number`, and no condition pins its hash key `shop`",
        ),
        (
            with(shop("s"), by_total),
            "error: the index `by_total` does not hold `customer`, which `.fetch_missing()` reads from the table",
        ),
        (
            with(Order::SHOP.is_in(["s", "t"]), by_number),
            "error: 2 reads answer this, and the order of `number` is that of each alone: pin one hash key",
        ),
        (with((shop("s") & Order::NUMBER.eq(1)).any(), by_number), r#"GetItem PrimaryKey(("s", 1))"#),
        (
            with((shop("s") & Order::NUMBER.is_in([1, 2])).any(), by_number),
            "error: a list of keys answers in the order of the list, not in that of `number`",
        ),
    ]);
}

#[test]
fn r7_branches_become_groups_that_never_overlap() {
    let one = |number: u32| (shop("s") & Order::NUMBER.eq(number)).any();
    check(vec![
        (orders(shop("s") | shop("t")), r#"Query shop = "s" || Query shop = "t""#),
        // One hash value is one group, over the hull of its ranges.
        (
            orders(shop("s") & Order::NUMBER.lt(3) | shop("s") & Order::NUMBER.between(5, 9)),
            r#"Query shop = "s" AND number <= 9 here number < 3 OR number BETWEEN 5 AND 9"#,
        ),
        (
            orders(
                shop("s") & Order::NUMBER.ge(3) & Order::NUMBER.le(4)
                    | shop("s") & Order::NUMBER.between(6, 9),
            ),
            r#"Query shop = "s" AND number BETWEEN 3 AND 9 here number >= 3 AND number <= 4 OR number BETWEEN 6 AND 9"#,
        ),
        (
            orders(shop("s") & Order::TOTAL.gt(5) | shop("s") & Order::CITY.eq("x")),
            r#"Query shop = "s" filter total > 5 OR city = "x""#,
        ),
        (orders(shop("s") | shop("s") & Order::CITY.eq("x")), r#"Query shop = "s""#),
        // Whole keys are fetched together, and dropped where a group covers them.
        (orders(one(1) | one(2)), r#"BatchGetItem [PrimaryKey(("s", 1)), PrimaryKey(("s", 2))]"#),
        (orders(one(1) | shop("t")), r#"GetItem PrimaryKey(("s", 1)) || Query shop = "t""#),
        (
            orders(shop("s") & Order::NUMBER.gt(5) | one(1)),
            r#"Query shop = "s" AND number >= 1 here number > 5 OR number = 1"#,
        ),
        (
            orders(one(1) & Order::CITY.eq("x") | one(2)),
            r#"BatchGetItem [PrimaryKey(("s", 1)), PrimaryKey(("s", 2))] here key is the given one AND city = "x" OR key is the given one"#,
        ),
        // Over two sources an item belongs to the first that it satisfies.
        (
            orders(shop("s") | Order::CUSTOMER.eq("c")),
            r#"Query shop = "s" || Query (by_customer) customer = "c" filter NOT shop = "s""#,
        ),
        (
            orders(Order::CUSTOMER.eq("c") | shop("s") & Order::NUMBER.gt(5)),
            r#"Query (by_customer) customer = "c" || Query shop = "s" AND number > 5 filter NOT customer = "c""#,
        ),
        (
            orders(one(1) | Order::CUSTOMER.eq("c")),
            r#"GetItem PrimaryKey(("s", 1)) || Query (by_customer) customer = "c" filter NOT (shop = "s" AND number = 1)"#,
        ),
        // AND is distributed over OR.
        (
            orders((shop("s") | shop("t")) & Order::NUMBER.gt(5)),
            r#"Query shop = "s" AND number > 5 || Query shop = "t" AND number > 5"#,
        ),
        (
            orders((shop("s") | shop("t")) & (Order::CITY.eq("x") | Order::CITY.eq("y"))),
            r#"Query shop = "s" filter city = "x" OR city = "y" || Query shop = "t" filter city = "x" OR city = "y""#,
        ),
        // One branch that pins nothing makes it a Scan.
        (orders(shop("s") | Order::CITY.eq("x")), r#"Scan filter shop = "s" OR city = "x""#),
        (orders(!shop("s") | shop("t")), r#"Scan filter NOT shop = "s" OR shop = "t""#),
        // A branch that can never hold is none.
        (orders(shop("s") | shop("t") & Order::NUMBER.between(9, 1)), r#"Query shop = "s""#),
        (orders(shop("s") & shop("t") | shop("u")), r#"Query shop = "u""#),
    ]);
}

#[test]
fn r7_more_than_100_branches_are_a_scan() {
    let shops = |count: u32| Condition::any_of((0..count).map(|n| shop(&n.to_string())));
    assert_eq!(orders(shops(100)).matches("Query").count(), 100);
    assert!(orders(shops(101)).starts_with("Scan"));
    let plan = read(&ORDERS, "orders", &Strategy::Condition(shops(101).into_expr()), &ReadOptions::default());
    let why = plan.unwrap().why().first().cloned().unwrap_or_default();
    assert_eq!(why, "the condition has more than 100 alternatives, which are not asked one by one");
    // One list is one branch, however long.
    let list: Vec<String> = (0..101).map(|n| n.to_string()).collect();
    assert_eq!(orders(Order::SHOP.is_in(&list)).matches("Query").count(), 101);
}

#[test]
fn r10_consistent_reads_leave_global_indexes_out() {
    let consistent = ReadOptions { consistent: true, ..ReadOptions::default() };
    let named = ReadOptions { index: Some("by_customer"), ..consistent };
    check(vec![
        (with(Order::CUSTOMER.eq("c"), consistent), r#"Scan filter customer = "c""#),
        (with(shop("s") & Order::DAY.gt("1"), consistent), r#"Query (by_day) shop = "s" AND day > "1""#),
        (
            with(Order::CUSTOMER.eq("c"), named),
            "error: `by_customer` is a global index, which lags behind the table: read without `consistent`, or without `index`",
        ),
    ]);
}

#[test]
fn r11_an_index_that_is_named_is_taken_as_far_as_it_can_be() {
    let named = |name| ReadOptions { index: Some(name), ..ReadOptions::default() };
    check(vec![
        (with(Order::STATUS.ne("x"), named("by_status")), r#"Scan (by_status) filter status <> "x""#),
        (
            with(shop("s") & Order::NUMBER.eq(1), named("by_day")),
            r#"Query (by_day) shop = "s" filter number = 1"#,
        ),
        (
            with(shop("s") & Order::TOTAL.gt(5), named("by_total")),
            r#"Query (by_total) shop = "s" AND total > 5 fetches"#,
        ),
        (
            with(Order::DAY.eq("1"), named("thin")),
            "error: the index `thin` does not hold `customer`, so its items are no whole models: \
             `.fetch_missing()` reads them from the table, and `.project::<P>()` what the index holds",
        ),
        (with(Order::DAY.eq("1"), named("none")), "error: there is no index `none`"),
    ]);
    let plan = |name, condition: Condition<Order>| {
        read(&ORDERS, "orders", &Strategy::Condition(condition.into_expr()), &named(name))
            .unwrap()
            .why()
            .to_vec()
    };
    assert_eq!(
        plan("by_status", Order::CITY.eq("x").any()),
        [
            "no condition pins the hash key `status`",
            "the index `by_status` was asked for: items without `status` are left out"
        ]
    );
    assert!(
        plan("by_status", Order::STATUS.eq("x").any())
            .contains(&"the index `by_status` was asked for".into())
    );
}

#[test]
fn r11_keys_of_several_attributes_are_used_from_the_left() {
    let place = || Order::CITY.eq("x") & Order::DAY.eq("1");
    check(vec![
        (orders(place()), r#"Query (by_place) city = "x" AND day = "1""#),
        (orders(Order::CITY.eq("x")), r#"Scan filter city = "x""#),
        (
            orders(place() & Order::CUSTOMER.ge("c")),
            r#"Query (by_place) city = "x" AND day = "1" AND customer >= "c""#,
        ),
        (
            orders(place() & Order::CUSTOMER.ge("c") & Order::TOTAL.eq(5)),
            r#"Query (by_place) city = "x" AND day = "1" AND customer >= "c" here total = 5"#,
        ),
        (
            orders(place() & Order::TOTAL.eq(5) & Order::NUMBER.eq(3)),
            r#"Query (by_place) city = "x" AND day = "1" filter number = 3 here total = 5"#,
        ),
        (
            orders(place() & Order::STATUS.ne("z") & Order::CUSTOMER.is_in(["a", "b"])),
            // Each value of `customer` is a Query of `by_customer`, and one of `by_place` is enough.
            r#"Query (by_place) city = "x" AND day = "1" filter status <> "z" here customer IN ("a", "b")"#,
        ),
        (
            orders(Order::CITY.is_in(["x", "y"]) & Order::DAY.eq("1")),
            r#"Query (by_place) city = "x" AND day = "1" || Query (by_place) city = "y" AND day = "1""#,
        ),
    ]);
}

#[test]
fn r4_a_raw_condition_rides_on_queries_and_is_never_evaluated_here() {
    let greater = |name: &str| -> Condition<Order> {
        let (names, values) = (vec![("n", name.to_owned())], vec![("v".to_owned(), Value::from(5))]);
        Condition::of(Expr::Raw(Arc::new(Raw::new("#n > :v", names, values, &FIELDS))))
    };
    let raw = || greater("total");
    check(vec![
        (orders(shop("s") & raw()), r#"Query shop = "s" filter total > 5"#),
        (
            orders(Order::SHOP.is_in(["s", "t"]) & raw()),
            r#"Query shop = "s" filter total > 5 || Query shop = "t" filter total > 5"#,
        ),
        (
            orders(shop("s") & Order::NUMBER.is_in([1, 2]) & raw()),
            r#"Query shop = "s" filter total > 5 here number IN (1, 2)"#,
        ),
        (
            orders(shop("s") & Order::NUMBER.eq(1) & raw()),
            r#"Query shop = "s" AND number = 1 filter total > 5"#,
        ),
        (orders(raw()), "Scan filter total > 5"),
    ]);
    assert!(
        orders(shop("s") & greater("number")).starts_with("error: only DynamoDB evaluates a raw condition")
    );
}

#[test]
fn r13_a_plan_that_needs_too_many_requests_is_refused() {
    let most = |max_requests| ReadOptions { max_requests: Some(max_requests), ..ReadOptions::default() };
    let list: Vec<String> = (0..50).map(|n| n.to_string()).collect();
    check(vec![
        (
            with(Order::SHOP.is_in(&list), most(49)),
            "error: the read needs 50 requests or more, and the connection allows 49 (`max_requests`)",
        ),
        (with(shop("s"), most(1)), r#"Query shop = "s""#),
        (with(shop("s") | Order::CITY.eq("x"), most(1)), r#"Scan filter shop = "s" OR city = "x""#),
    ]);
    let deny = ReadOptions { scan: ScanPolicy::Deny, ..ReadOptions::default() };
    assert_eq!(
        with(Order::STATUS.ne("x"), deny),
        "error: only a Scan of the whole table can answer: no condition pins the hash key `shop`; `.allow_scan()` permits it"
    );
}

#[test]
fn a_union_explains_itself() {
    let plan = read(
        &ORDERS,
        "orders",
        &Strategy::Condition((shop("s") & Order::NUMBER.gt(5) | Order::CUSTOMER.eq("c")).into_expr()),
        &ReadOptions::default(),
    );
    let text = "\
Union on `orders`
  reads     2
  order     as they are listed here, each in its own
  cost      2 requests or more, a part of them side by side
  why       each branch of the OR pins a hash key, and no item is in two of these reads
Query on `orders`
  key       shop = \"s\" AND number > 5
  order     range key, ascending
  reads     eventually consistent
  requests  one for each page of at most 1 MB read
  why       the hash key `shop` is pinned to one value
  why       the range key `number` is bounded
Query on `orders`
  index     `by_customer`
  key       customer = \"c\"
  filter    NOT (shop = \"s\" AND number > 5)
  order     range key, ascending
  reads     eventually consistent
  requests  one for each page of at most 1 MB read
  why       the index `by_customer` has the hash key `customer`, which is pinned to one value";
    assert_eq!(plan.unwrap().to_string(), text);
}
