//! The SDK's own deserializer reads the bytes that we write as we do.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{Binary, Item, Number, ReadItem, Reader, WriteItem, Writer, sdk};
use dynamo_model_tests::scripted::config;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use uuid::Uuid;

/// Answers every GetItem with the same item.
#[derive(Clone, Debug, Default)]
struct Answer(Arc<Mutex<String>>);

impl HttpConnector for Answer {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from(self.0.lock().expect("no test panics here").as_str());
        let status = StatusCode::try_from(200_u16).expect("200 is a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, body)))
    }
}

impl HttpClient for Answer {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(tag = "kind")]
enum Part {
    Text { text: String },
    Pair { a: i8, b: Option<bool> },
    Nothing,
}

#[derive(Document, Clone, Debug, PartialEq)]
struct Inner {
    floats: Vec<f64>,
    maybe: Vec<Option<String>>,
    parts: Vec<Part>,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Everything {
    #[model(hash_key)]
    id: String,
    number: Number,
    wide: i128,
    unsigned: u64,
    small: f32,
    flag: bool,
    bytes: Binary,
    #[model(as = "binary")]
    plain_bytes: Vec<u8>,
    texts: BTreeSet<String>,
    numbers: BTreeSet<i64>,
    blobs: BTreeSet<Binary>,
    map: BTreeMap<String, Option<u16>>,
    inner: Inner,
    time: DateTime<Utc>,
    #[model(as = "epoch_millis")]
    millis: Option<DateTime<Utc>>,
    day: NaiveDate,
    uuid: Uuid,
    positive: NonZero<u32>,
    tuple: (String, i32, bool),
    #[model(rest)]
    rest: BTreeMap<String, Value>,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,20}", "[\\x00-\\x1f\"\\\\é日😀]{0,12}"]
}

fn number() -> impl Strategy<Value = Number> {
    ("-?[0-9]{1,38}", -120_i32..80)
        .prop_filter_map("in range", |(digits, power)| Number::new(&format!("{digits}e{power}")).ok())
}

fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (-62_167_219_200..253_402_300_800_i64, 0..1_000_000_000_u32)
        .prop_filter_map("in range", |(second, nano)| DateTime::from_timestamp(second, nano))
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        text().prop_map(|text| Part::Text { text }),
        any::<(i8, Option<bool>)>().prop_map(|(a, b)| Part::Pair { a, b }),
        Just(Part::Nothing),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::S),
        number().prop_map(Value::N),
        vec(any::<u8>(), 0..20).prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        btree_set(text(), 1..4).prop_map(Value::Ss),
        btree_set(number(), 1..4).prop_map(Value::Ns),
        btree_set(vec(any::<u8>(), 0..6), 1..4).prop_map(Value::Bs),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::L),
            btree_map(text(), inner, 0..4).prop_map(Value::M),
        ]
    })
}

fn everything() -> impl Strategy<Value = Everything> {
    let plain = (text(), number(), any::<i64>(), any::<u64>(), -1e6_f32..1e6, any::<bool>());
    let bytes = (vec(any::<u8>(), 0..30), btree_set(vec(any::<u8>(), 0..6), 0..4));
    let many = (
        btree_set(text(), 0..4),
        btree_set(any::<i64>(), 0..4),
        btree_map(text(), any::<Option<u16>>(), 0..4),
        btree_map("x_[a-z]{1,8}", value(), 0..4),
    );
    let inner = (vec(-1e9_f64..1e9, 0..4), vec(proptest::option::of(text()), 0..4), vec(part(), 0..4));
    let rest = (
        time(),
        proptest::option::of(time()),
        any::<u128>(),
        1..u32::MAX,
        (text(), any::<i32>(), any::<bool>()),
    );
    (plain, bytes, many, inner, rest).prop_map(|(plain, bytes, many, inner, last)| {
        let millis = |at: DateTime<Utc>| DateTime::from_timestamp_millis(at.timestamp_millis());
        Everything {
            id: plain.0,
            number: plain.1,
            wide: i128::from(plain.2) * i128::from(plain.3) / 7,
            unsigned: plain.3,
            small: plain.4,
            flag: plain.5,
            bytes: bytes.0.clone().into(),
            plain_bytes: bytes.0,
            texts: many.0,
            numbers: many.1,
            blobs: bytes.1.into_iter().map(Binary::from).collect(),
            map: many.2,
            inner: Inner { floats: inner.0, maybe: inner.1, parts: inner.2 },
            time: last.0,
            millis: last.1.and_then(millis),
            day: last.0.date_naive(),
            uuid: Uuid::from_u128(last.2),
            positive: NonZero::new(last.3).expect("it is above 0"),
            tuple: last.4,
            rest: many.3,
        }
    })
}

#[test]
fn the_sdk_reads_the_same_from_the_same_bytes() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts");
    let answer = Answer::default();
    let client = Client::from_conf(config(answer.clone()).build());
    let fixed = ProptestConfig {
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(fixed)
        .run(&everything(), |everything| {
            let mut out = Writer::new();
            everything.write_item(&mut out).expect("it can be stored");
            let json = String::from_utf8(out.into_bytes()).expect("JSON is text");
            *answer.0.lock().expect("no test panics here") = format!("{{\"Item\":{json}}}");
            let output =
                runtime.block_on(client.get_item().table_name("any").send()).expect("it is answered");
            let item = output.item().expect("it is there");
            let theirs: Item = sdk::from_attribute_values(item).expect("its numbers are numbers");
            let ours = Item::read_item(&mut Reader::new(json.as_bytes()).expect("it is text"));
            prop_assert_eq!(ours.as_ref(), Ok(&theirs));
            prop_assert_eq!(everything.to_item().expect("it can be stored"), theirs.clone());
            prop_assert_eq!(Everything::from_item(&theirs).expect("it fits"), everything);
            Ok(())
        })
        .unwrap();
}
