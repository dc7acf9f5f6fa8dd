//! Documents, enums, newtypes, flattened and unknown attributes: what is stored, and what comes back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dynamo_model::prelude::*;
use dynamo_model::{DecodeError, ReadItem, Reader, Result, WriteItem, Writer};
use dynamo_model_tests::engine;

/// An address.
#[derive(Document, Clone, Debug, Default, PartialEq)]
#[model(rename_all = "camelCase")]
struct Address {
    /// The lines.
    #[validate(length(min = 1), each(length(max = 10)))]
    lines: Vec<String>,
    post_code: Option<String>,
    #[model(default = "KE", read_default = "KE")]
    #[validate(length(equal = 2))]
    country: String,
}

/// When and by whom.
#[derive(Document, Clone, Debug, PartialEq)]
struct Stamp {
    created_by: String,
    #[model(rename = "at", alias = "createdAt")]
    created_at: u64,
}

#[derive(Attribute, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[model(rename_all = "snake_case")]
enum State {
    Draft,
    #[model(alias = "reviewing")]
    InReview,
    #[model(rename = "live")]
    Published,
}

#[derive(Attribute, Clone, Debug, PartialEq)]
enum Colour {
    Red,
    #[model(other)]
    Other(String),
}

#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Circle {
        radius: u32,
    },
    Square {
        #[model(rename = "w")]
        width: u32,
        #[model(default)]
        tags: Vec<String>,
    },
    Nothing,
    At(Address),
}

#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(tag = "t", content = "c")]
enum Event {
    Joined(String),
    Moved(i32, i32),
    Left,
    Renamed { to: String },
}

#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(external)]
enum Command {
    Stop,
    Go(u8),
    Turn {
        by: i16,
    },
    #[model(other)]
    Unknown(Value),
}

#[derive(Attribute, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Code(String);

#[derive(Attribute, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[model(transparent)]
struct Cents {
    amount: i64,
}

/// A shop.
#[derive(Model, Clone, Debug, PartialEq)]
struct Shop {
    #[model(hash_key)]
    code: Code,
    #[model(range_key)]
    opened: Cents,
    #[validate(nested)]
    address: Address,
    #[model(default)]
    #[validate(nested, length(max = 2))]
    branches: Vec<Address>,
    #[model(flatten)]
    stamp: Stamp,
    state: State,
    colour: Colour,
    shape: Shape,
    #[model(default)]
    events: Vec<Event>,
    #[model(default)]
    prices: BTreeMap<Code, Cents>,
    #[model(default)]
    by_state: HashMap<State, u32>,
    #[model(default)]
    states: BTreeSet<State>,
    #[model(empty = "absent")]
    note: String,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
}

fn json(shop: &Shop) -> String {
    let mut out = Writer::new();
    shop.write_item(&mut out).expect("it can be stored");
    String::from_utf8(out.into_bytes()).expect("JSON is text")
}

fn read(json: &str) -> std::result::Result<Shop, DecodeError> {
    Shop::read_item(&mut Reader::new(json.as_bytes())?)
}

fn shop() -> Shop {
    Shop {
        branches: vec![Address::new(vec!["A".to_owned()])],
        events: vec![
            Event::Joined("x".to_owned()),
            Event::Moved(1, -2),
            Event::Left,
            Event::Renamed { to: "y".to_owned() },
        ],
        prices: BTreeMap::from([(Code("tea".to_owned()), Cents { amount: 120 })]),
        by_state: HashMap::from([(State::InReview, 2)]),
        states: BTreeSet::from([State::Published, State::Draft]),
        ..Shop::new(
            Code("K1".to_owned()),
            Cents { amount: 7 },
            Address::new(vec!["Moi Avenue".to_owned()]),
            Stamp::new("ann", 5_u64),
            State::InReview,
            Colour::Other("teal".to_owned()),
            Shape::Square { width: 3, tags: vec![] },
            "",
        )
    }
}

const STORED: &str = r#"{"code":{"S":"K1"},"opened":{"N":"7"},"address":{"M":{"lines":{"L":[{"S":"Moi Avenue"}]},"country":{"S":"KE"}}},"branches":{"L":[{"M":{"lines":{"L":[{"S":"A"}]},"country":{"S":"KE"}}}]},"created_by":{"S":"ann"},"at":{"N":"5"},"state":{"S":"in_review"},"colour":{"S":"teal"},"shape":{"M":{"kind":{"S":"square"},"w":{"N":"3"},"tags":{"L":[]}}},"events":{"L":[{"M":{"t":{"S":"Joined"},"c":{"S":"x"}}},{"M":{"t":{"S":"Moved"},"c":{"L":[{"N":"1"},{"N":"-2"}]}}},{"M":{"t":{"S":"Left"}}},{"M":{"t":{"S":"Renamed"},"c":{"M":{"to":{"S":"y"}}}}}]},"prices":{"M":{"tea":{"N":"120"}}},"by_state":{"M":{"in_review":{"N":"2"}}},"states":{"SS":["draft","live"]}}"#;

#[test]
fn a_model_of_every_kind_is_stored_as_documented_and_comes_back() -> Result<()> {
    let shop = shop();
    assert_eq!(json(&shop), STORED);
    assert_eq!(read(STORED), Ok(shop.clone()));
    assert_eq!(Shop::from_item(&shop.to_item()?)?, shop);
    Ok(())
}

/// The stored shop with one attribute in another form.
fn with(name: &str, value: &str) -> String {
    let mut item: serde_json::Value = serde_json::from_str(STORED).expect("it is JSON");
    item[name] = serde_json::from_str(value).expect("it is JSON");
    item.to_string()
}

#[test]
fn older_names_and_absent_attributes_are_read() {
    let old = STORED.replace(r#""at":{"N":"5"}"#, r#""createdAt":{"N":"6"}"#);
    assert_eq!(read(&old).map(|shop| shop.stamp.created_at), Ok(6));
    let state = with("state", r#"{"S":"reviewing"}"#);
    assert_eq!(read(&state).map(|shop| shop.state), Ok(State::InReview));
    let address = with("address", r#"{"M":{"lines":{"L":[]}}}"#);
    assert_eq!(read(&address).map(|shop| shop.address.country), Ok("KE".to_owned()));
    let absent =
        STORED.replace(r#","branches":{"L":[{"M":{"lines":{"L":[{"S":"A"}]},"country":{"S":"KE"}}}]}"#, "");
    assert_eq!(read(&absent).map(|shop| shop.branches), Ok(Vec::new()));
}

#[test]
fn what_does_not_fit_is_told_with_its_path() {
    let cases = [
        (
            "address",
            r#"{"M":{"lines":{"L":[{"S":"a"},{"N":"1"}]}}}"#,
            "`address.lines[1]`: expected S, found N",
        ),
        ("address", r#"{"M":{}}"#, "`address.lines` is absent"),
        ("address", r#"{"S":"x"}"#, "`address`: expected M, found S"),
        ("state", r#"{"S":"gone"}"#, "`state`: expected one of draft, in_review, live, found gone"),
        ("state", r#"{"N":"1"}"#, "`state`: expected S, found N"),
        ("shape", r#"{"M":{"radius":{"N":"1"}}}"#, "`shape.kind` is absent"),
        (
            "shape",
            r#"{"M":{"kind":{"S":"blob"}}}"#,
            "`shape`: expected one of circle, square, nothing, at, found blob",
        ),
        ("shape", r#"{"M":{"kind":{"S":"circle"}}}"#, "`shape.radius` is absent"),
        ("events", r#"{"L":[{"M":{"t":{"S":"Joined"}}}]}"#, "`events[0].c` is absent"),
        (
            "events",
            r#"{"L":[{"M":{"t":{"S":"Moved"},"c":{"L":[{"N":"1"}]}}}]}"#,
            "`events[0].c`: expected 2 elements, found 1",
        ),
        ("prices", r#"{"M":{"tea":{"S":"1"}}}"#, "`prices.tea`: expected N, found S"),
        (
            "by_state",
            r#"{"M":{"x":{"N":"1"}}}"#,
            "`by_state.x`: expected one of draft, in_review, live, found x",
        ),
    ];
    for (name, value, expected) in cases {
        let error = read(&with(name, value)).expect_err(value);
        assert_eq!(error.to_string(), expected, "{value}");
    }
}

#[test]
fn every_tagging_reads_what_it_writes_and_what_serde_writes() {
    let command = |json: &str| {
        let mut reader = Reader::new(json.as_bytes()).expect("it is text");
        <Command as dynamo_model::Attribute>::read(&mut reader).map_err(|error| error.to_string())
    };
    assert_eq!(command(r#"{"S":"Stop"}"#), Ok(Command::Stop), "as serde writes a unit variant");
    assert_eq!(command(r#"{"M":{"Stop":{"NULL":true}}}"#), Ok(Command::Stop));
    assert_eq!(command(r#"{"M":{"Go":{"N":"3"}}}"#), Ok(Command::Go(3)));
    assert_eq!(command(r#"{"M":{"Turn":{"M":{"by":{"N":"-9"}}}}}"#), Ok(Command::Turn { by: -9 }));
    assert_eq!(command(r#"{"S":"Fly"}"#), Ok(Command::Unknown(Value::from("Fly"))));
    let value = Value::from(std::collections::BTreeMap::from([("Fly".to_owned(), Value::from(1))]));
    assert_eq!(command(r#"{"M":{"Fly":{"N":"1"}}}"#), Ok(Command::Unknown(value)));
    for command in
        [Command::Stop, Command::Go(3), Command::Turn { by: 1 }, Command::Unknown(Value::from(true))]
    {
        let value = <Command as dynamo_model::Attribute>::to_value(&command).expect("it can be stored");
        assert!(command != Command::Stop || value == Value::from("Stop"), "as serde writes a unit variant");
        assert_eq!(<Command as dynamo_model::Attribute>::from_value(&value), Ok(command));
    }
    let shapes = [Shape::Circle { radius: 1 }, Shape::Nothing, Shape::At(Address::new(vec!["x".to_owned()]))];
    for shape in shapes {
        let shop = Shop { shape, ..shop() };
        assert_eq!(read(&json(&shop)), Ok(shop));
    }
}

#[test]
fn what_no_field_is_for_is_kept_and_written_again() {
    let stored = with("later", r#"{"M":{"a":{"NS":["1","2"]}}}"#);
    let shop = read(&stored).expect("it is a shop");
    assert_eq!(shop.extra.keys().collect::<Vec<_>>(), ["later"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json(&shop)).expect("it is JSON"),
        serde_json::from_str::<serde_json::Value>(&stored).expect("it is JSON")
    );
    let clash = Shop { extra: BTreeMap::from([("at".to_owned(), Value::Null)]), ..shop };
    let error = clash.to_item().expect_err("a flattened document has this attribute");
    assert_eq!(
        error.to_string(),
        "cannot store Shop: `at`: it is kept among the unknown attributes, and a field is for it"
    );
}

/// A model that takes no unknown attribute, and neither does its document.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(unknown = "deny")]
struct Strict {
    #[model(hash_key)]
    id: String,
    inner: Option<StrictInner>,
}

#[derive(Document, Clone, Debug, PartialEq)]
#[model(unknown = "deny")]
struct StrictInner {
    a: u8,
}

#[test]
fn unknown_attributes_are_refused_where_they_are_denied() {
    let read = |json: &str| Strict::read_item(&mut Reader::new(json.as_bytes()).expect("it is text"));
    let known = r#"{"id":{"S":"x"},"inner":{"M":{"a":{"N":"1"}}}}"#;
    assert_eq!(read(known), Ok(Strict { id: "x".to_owned(), inner: Some(StrictInner { a: 1 }) }));
    let error = read(r#"{"id":{"S":"x"},"b":{"S":"y"}}"#).expect_err("b is unknown");
    assert!(error.is_unknown());
    assert_eq!(error.to_string(), "`b` is unknown");
    let error =
        read(r#"{"id":{"S":"x"},"inner":{"M":{"a":{"N":"1"},"b":{"N":"1"}}}}"#).expect_err("b is unknown");
    assert_eq!(error.to_string(), "`inner.b` is unknown");
}

#[test]
fn handles_reach_into_documents() {
    let conditions = [
        (Shop::ADDRESS.at(Address::COUNTRY).eq("KE"), r#"address.country = "KE""#),
        (Shop::ADDRESS.at(Address::POST_CODE).exists().any(), "address.postCode exists"),
        (Shop::ADDRESS.at(Address::LINES).index(0).begins_with("M"), r#"begins_with(address.lines[0], "M")"#),
        (Shop::BRANCHES.index(1).at(Address::COUNTRY).ne("UG"), r#"branches[1].country <> "UG""#),
        (Shop::STAMP.at(Stamp::CREATED_AT).ge(5), "at >= 5"),
        (Shop::PRICES.key(Code("tea".to_owned())).gt(Cents { amount: 5 }), "prices.tea > 5"),
        (Shop::BY_STATE.key(State::InReview).eq(2), "by_state.in_review = 2"),
        (Shop::STATES.contains(State::Draft), r#"contains(states, "draft")"#),
        (Shop::STATE.is_in([State::Draft, State::Published]), r#"state IN ("draft", "live")"#),
        (Shop::EXTRA.key("later").not_exists(), "later not exists"),
        (Shop::NOTE.eq(""), "note = (absent)"),
        (Shop::COLOUR.eq(Colour::Red), r#"colour = "Red""#),
    ];
    for (condition, text) in conditions {
        assert_eq!(condition.to_string(), text);
    }
    let updates = [
        (Shop::ADDRESS.at(Address::COUNTRY).set("UG"), r#"SET address.country = "UG""#),
        (Shop::ADDRESS.at(Address::POST_CODE).remove(), "REMOVE address.postCode"),
        (Shop::ADDRESS.at(Address::LINES).append(["x"]), r#"SET address.lines = address.lines + ["x"]"#),
        (Shop::STAMP.at(Stamp::CREATED_BY).set("bob"), r#"SET created_by = "bob""#),
        (Shop::NOTE.set(""), "REMOVE note"),
        (Shop::NOTE.set("x"), r#"SET note = "x""#),
        (Shop::STATE.set(State::Published), r#"SET state = "live""#),
        (Shop::EXTRA.key("later").remove(), "REMOVE later"),
        (Shop::PRICES.key(Code("tea".to_owned())).set(Cents { amount: 5 }), "SET prices.tea = 5"),
    ];
    for (update, text) in updates {
        assert_eq!(update.to_string(), text);
    }
}

#[tokio::test]
async fn documents_are_saved_found_and_changed_in_place() -> Result<()> {
    let db = engine::connect()?;
    Shop::create_table(&db).await?;
    let shop = Shop { extra: BTreeMap::from([("later".to_owned(), Value::from(1))]), ..shop() };
    let found = Shop::save_one(&db, shop.clone()).await?;
    assert_eq!(found, shop);
    assert_eq!(Shop::get_one(&db, &shop).await?, Some(shop.clone()));

    let matching = [
        Shop::ADDRESS.at(Address::COUNTRY).eq("KE").any(),
        Shop::ADDRESS.at(Address::LINES).index(0).eq("Moi Avenue").any(),
        Shop::STAMP.at(Stamp::CREATED_BY).eq("ann").any(),
        Shop::STATE.eq(State::InReview).any(),
        Shop::STATES.contains(State::Draft),
        Shop::PRICES.key(Code("tea".to_owned())).ge(Cents { amount: 120 }),
        Shop::NOTE.eq("").any(),
        Shop::EXTRA.key("later").eq(Value::from(1)).any(),
        Shop::SHAPE.eq(Shape::Square { width: 3, tags: vec![] }).any(),
    ];
    for condition in matching {
        assert_eq!(Shop::get_many(&db, &condition).await?, std::slice::from_ref(&shop), "{condition}");
    }

    let updates = [
        Shop::ADDRESS.at(Address::COUNTRY).set("UG"),
        Shop::STAMP.at(Stamp::CREATED_AT).set(9),
        Shop::NOTE.set("open"),
        Shop::EXTRA.key("later").remove(),
    ];
    let new = Shop::update_one(&db, &shop, updates).await?.expect("it is there");
    let mut expected = Shop { note: "open".to_owned(), extra: BTreeMap::new(), ..shop.clone() };
    expected.address.country = "UG".to_owned();
    expected.stamp.created_at = 9;
    assert_eq!(new, expected);

    let mut item = shop.to_item()?;
    item.insert("unheard_of".to_owned(), Value::from("x"));
    let saved = Shop::save_one(&db, &item).await?;
    assert_eq!(saved.extra.get("unheard_of"), Some(&Value::from("x")));
    Ok(())
}
