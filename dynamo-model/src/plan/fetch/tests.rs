//! What is read through an index that lacks something, row by row: R4, R5, R9 and R11.

use std::sync::Arc;

use dynamo_model_fields::Value;
use dynamo_model_fields::capability::ScalarType;

use crate::error::Result;
use crate::expr::condition::Condition;
use crate::expr::raw::Raw;
use crate::expr::tree::Expr;
use crate::model::field::{Field, HashKey, Plain, RangeKey, Removable};
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
use crate::plan::Plan;
use crate::plan::options::{Missing, ReadOptions};
use crate::plan::read::{counted, read};
use crate::plan::testing::line;
use crate::strategy::Strategy;

/// A ticket, of which the indexes hold little.
struct Ticket;

impl Ticket {
    const QUEUE: Field<Ticket, String, HashKey> = Field::new("queue");
    const ID: Field<Ticket, u32, RangeKey> = Field::new("id");
    const OWNER: Field<Ticket, String, Plain> = Field::new("owner");
    const DAY: Field<Ticket, String, Plain> = Field::new("day");
    const STATE: Field<Ticket, Option<String>, Removable> = Field::new("state");
    const NOTE: Field<Ticket, String, Plain> = Field::new("note");
}

const fn text(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::S)
}

const FIELDS: Fields = Fields::new(
    &[
        FieldSchema::of::<String>("queue", "queue", Presence::Required),
        FieldSchema::of::<u32>("id", "id", Presence::Required),
        FieldSchema::of::<String>("owner", "owner", Presence::Required),
        FieldSchema::of::<String>("day", "day", Presence::Required),
        FieldSchema::of::<Option<String>>("state", "state", Presence::Optional),
        FieldSchema::of::<String>("note", "note", Presence::Required),
    ],
    &[],
    false,
);

const INDEXES: &[IndexSchema] = &[
    IndexSchema::new("by_owner", IndexKind::Global, &[text("owner")], &[text("day")], Projected::Keys),
    IndexSchema::new("by_state", IndexKind::Global, &[text("state")], &[], Projected::Include(&["owner"])),
    IndexSchema::new("by_day", IndexKind::Local, &[text("queue")], &[text("day")], Projected::Keys),
    IndexSchema::new("all_states", IndexKind::Global, &[text("state")], &[], Projected::All),
];

const TICKETS: Schema =
    Schema::new("Ticket", "tickets", text("queue"), Some(KeySchema::new("id", ScalarType::N)), FIELDS)
        .with_indexes(INDEXES);

fn fetching() -> ReadOptions {
    ReadOptions { missing: Missing::Fetched, ..ReadOptions::default() }
}

fn planned<K>(condition: Condition<Ticket, K>, options: ReadOptions) -> Result<Plan> {
    read(&TICKETS, "tickets", &Strategy::Condition(condition.into_expr()), &options)
}

fn with<K>(condition: Condition<Ticket, K>, options: ReadOptions) -> String {
    planned(condition, options).map_or_else(|error| format!("error: {error}"), |plan| line(&plan))
}

fn tickets<K>(condition: Condition<Ticket, K>) -> String {
    with(condition, fetching())
}

fn check(rows: Vec<(String, &str)>) {
    for (row, (found, expected)) in rows.into_iter().enumerate() {
        assert_eq!(found, expected, "row {row}");
    }
}

fn owner() -> Condition<Ticket> {
    Ticket::OWNER.eq("ann").any()
}

#[test]
fn terms_go_where_their_attributes_are() {
    check(vec![
        (with(owner(), ReadOptions::default()), r#"Scan | filter owner = "ann""#),
        (tickets(owner()), r#"Query | index by_owner | key owner = "ann" | then owner = "ann""#),
        // The index holds the table's keys, of which a filter may speak, and its own, of which it may not.
        (
            tickets(owner() & Ticket::ID.gt(5) & Ticket::DAY.ge("1") & Ticket::DAY.ne("3")),
            "Query | index by_owner | key owner = \"ann\" AND day >= \"1\" | filter id > 5 | here day <> \"3\" \
             | then owner = \"ann\" AND day >= \"1\" AND id > 5 AND day <> \"3\"",
        ),
        // What it does not hold is asked of what is fetched.
        (
            tickets(owner() & Ticket::NOTE.contains("x") & Ticket::ID.gt(5)),
            "Query | index by_owner | key owner = \"ann\" | filter id > 5 \
             | then owner = \"ann\" AND contains(note, \"x\") AND id > 5",
        ),
        // A term is asked as a whole.
        (
            tickets(owner() & (Ticket::NOTE.eq("x") | Ticket::ID.gt(5))),
            "Query | index by_owner | key owner = \"ann\" | then owner = \"ann\" AND (note = \"x\" OR id > 5)",
        ),
    ]);
}

#[test]
fn r5_such_an_index_is_taken_last_and_only_if_it_misses_no_item() {
    let in_order = ReadOptions { order_by: Some("day"), ..fetching() };
    check(vec![
        // An index that holds all comes first, though it was declared last.
        (tickets(Ticket::STATE.eq("new")), r#"Query | index all_states | key state = "new""#),
        (tickets(Ticket::STATE.ne("new")), r#"Scan | filter state <> "new""#),
        // The table comes first, too.
        (
            tickets(Ticket::QUEUE.eq("q") & owner() & Ticket::DAY.eq("1")),
            r#"Query | key queue = "q" | filter owner = "ann" AND day = "1""#,
        ),
        (
            tickets(Ticket::QUEUE.eq("q") & Ticket::DAY.eq("1")),
            r#"Query | key queue = "q" | filter day = "1""#,
        ),
        // Unless it lacks the order that is asked for: DynamoDB fetches what a local index does not hold.
        (
            with(Ticket::QUEUE.eq("q") & Ticket::NOTE.eq("x"), in_order),
            r#"Query | index by_day | key queue = "q" | filter note = "x""#,
        ),
        (
            with(owner() & Ticket::NOTE.eq("x"), ReadOptions { descending: true, ..in_order }),
            "Query | index by_owner | key owner = \"ann\" | then owner = \"ann\" AND note = \"x\" | order descending",
        ),
        (with(owner(), ReadOptions { consistent: true, ..fetching() }), r#"Scan | filter owner = "ann""#),
    ]);
}

#[test]
fn unions_fetch_where_they_must() {
    check(vec![
        (
            tickets(Ticket::OWNER.is_in(["ann", "bob"])),
            "Union | Query | index by_owner | key owner = \"ann\" | then owner = \"ann\" \
             || Query | index by_owner | key owner = \"bob\" | then owner = \"bob\"",
        ),
        (
            tickets(Ticket::QUEUE.eq("q").any() | owner()),
            "Union | Query | key queue = \"q\" \
             || Query | index by_owner | key owner = \"ann\" | filter NOT queue = \"q\" \
             | then owner = \"ann\" AND NOT queue = \"q\"",
        ),
        (
            tickets((Ticket::QUEUE.eq("q") & Ticket::NOTE.eq("x")) | owner()),
            "Union | Query | key queue = \"q\" | filter note = \"x\" \
             || Query | index by_owner | key owner = \"ann\" \
             | then owner = \"ann\" AND NOT (queue = \"q\" AND note = \"x\")",
        ),
    ]);
}

#[test]
fn r11_an_index_that_is_named_is_fetched_through_or_refused_with_the_two_ways() {
    let named = |name| ReadOptions { index: Some(name), ..ReadOptions::default() };
    let through = |name| ReadOptions { index: Some(name), ..fetching() };
    let keys = |name| ReadOptions { attributes: Some(&["queue", "owner"]), ..named(name) };
    check(vec![
        (
            with(owner(), named("by_owner")),
            "error: the index `by_owner` does not hold `state`, so its items are no whole models: `.fetch_missing()` reads \
             them from the table, and `.project::<P>()` what the index holds",
        ),
        (with(owner(), keys("by_owner")), r#"Query | index by_owner | key owner = "ann""#),
        (
            with(owner() & Ticket::NOTE.eq("x"), keys("by_owner")),
            "error: the index `by_owner` does not hold `note`, which the condition names: `.fetch_missing()` asks it of \
             the items in the table",
        ),
        (
            with(Ticket::STATE.eq("new") & owner(), through("by_state")),
            "Query | index by_state | key state = \"new\" | filter owner = \"ann\" \
             | then state = \"new\" AND owner = \"ann\"",
        ),
        (
            with(owner() & Ticket::NOTE.eq("x"), through("by_state")),
            "Scan | index by_state | filter owner = \"ann\" | then owner = \"ann\" AND note = \"x\"",
        ),
        // DynamoDB fetches for a local index, and so it may filter as well.
        (
            with(Ticket::QUEUE.eq("q") & Ticket::NOTE.eq("x"), named("by_day")),
            r#"Query | index by_day | key queue = "q" | filter note = "x""#,
        ),
    ]);
    let local = planned(Ticket::QUEUE.eq("q"), named("by_day")).unwrap();
    assert!(matches!(&local, Plan::Query(plan) if plan.fetches && plan.fetch.is_none()));
    let reads =
        "the index does not hold `owner`, so DynamoDB fetches each item from the table: a read more each";
    assert!(local.why().contains(&reads.into()), "{local}");
    let local = planned(
        Ticket::QUEUE.eq("q") & Ticket::NOTE.eq("x"),
        ReadOptions { attributes: Some(&["day"]), ..named("by_day") },
    );
    let reads =
        "the index does not hold `note`, so DynamoDB fetches each item from the table: a read more each";
    assert!(local.as_ref().unwrap().why().contains(&reads.into()), "{local:?}");
}

#[test]
fn r4_a_raw_condition_is_not_asked_of_what_is_fetched() {
    let (names, values) = (vec![("n", "note".to_owned())], vec![("v".to_owned(), Value::from("x"))]);
    let raw: Condition<Ticket> =
        Condition::of(Expr::Raw(Arc::new(Raw::new("#n > :v", names, values, &FIELDS))));
    check(vec![
        (tickets(owner() & raw.clone()), r#"Scan | filter owner = "ann" AND (note > "x")"#),
        (
            with(owner() & raw, ReadOptions { index: Some("by_owner"), ..fetching() }),
            "error: only DynamoDB evaluates a raw condition, and what is fetched from the table is asked again here",
        ),
    ]);
}

/// What the index is asked for, and what is fetched.
fn attributes(plan: &Plan) -> (Option<String>, Option<String>) {
    let joined = |names: Option<&[std::borrow::Cow<'static, str>]>| names.map(|names| names.join(" "));
    match plan {
        Plan::Query(plan) => {
            (joined(plan.attributes()), plan.fetch().and_then(|fetch| joined(fetch.attributes())))
        }
        other => panic!("{other} is no Query"),
    }
}

#[test]
fn of_the_index_come_keys_and_what_is_read_comes_of_the_table() {
    let sent = |names: &str| Some(names.to_owned());
    let note = || owner() & Ticket::NOTE.eq("x");
    let projecting = ReadOptions { attributes: Some(&["state"]), ..fetching() };
    let whole = planned(note(), fetching()).unwrap();
    assert_eq!(attributes(&whole), (sent("queue id owner day"), None));
    let projected = planned(note(), projecting).unwrap();
    assert_eq!(attributes(&projected), (sent("queue id owner day"), sent("state queue id owner note")));

    // A count asks what is evaluated here, and fetches nothing where the index answers all.
    let counting = ReadOptions { attributes: Some(&[]), ..fetching() };
    let count = counted(planned(note(), counting).unwrap());
    assert_eq!(attributes(&count), (sent("queue id owner day"), sent("queue id owner note")));
    let count = counted(planned(owner() & Ticket::DAY.ne("1"), counting).unwrap());
    assert!(matches!(&count, Plan::Query(plan) if plan.fetch.is_none() && plan.local.is_some()), "{count}");
    let count = counted(planned(owner(), counting).unwrap());
    assert!(count.why().contains(&"only the count comes back (Select=COUNT)".into()), "{count}");
}

#[test]
fn a_limit_is_sent_where_the_index_tells_all() {
    let limited = ReadOptions { limit: Some(5), ..fetching() };
    check(vec![
        (
            with(owner(), limited),
            r#"Query | index by_owner | key owner = "ann" | then owner = "ann" | limit 5 | page 5"#,
        ),
        (
            with(owner() & Ticket::NOTE.eq("x"), limited),
            "Query | index by_owner | key owner = \"ann\" | then owner = \"ann\" AND note = \"x\" | limit 5",
        ),
    ]);
}

#[test]
fn a_fetch_counts_as_a_request_and_is_explained() {
    let plan = planned(owner() & Ticket::NOTE.eq("x"), fetching()).unwrap();
    assert_eq!((plan.least_requests(), plan.requests()), (2, None));
    let expected = r#"
Query on `tickets`
  index      `by_owner`
  key        owner = "ann"
  attributes queue, id, owner, day
  then       BatchGetItem of the items found, 100 a request
  again      owner = "ann" AND note = "x"
  fetched    whole items
  order      range key, ascending
  reads      eventually consistent
  requests   one for each page of at most 1 MB read, and one for each 100 items fetched
  why        the index `by_owner` has the hash key `owner`, which is pinned to one value
  why        the index does not hold `state`, so the items that it names are fetched from the table: a read more each
  why        the index lags behind the table, so what is fetched is asked again, here"#;
    assert_eq!(format!("\n{plan}"), expected);
    let refused = planned(owner(), ReadOptions { max_requests: Some(1), ..fetching() });
    assert!(refused.unwrap_err().is_refused());
}
