//! Answers that no engine should give, each with what is made of it: the faults that random input has found, and the
//! cases that are too large for it.

use std::thread;

use dynamo_model::prelude::*;
use dynamo_model::{Error, attr, json};
use dynamo_model_fuzz::canned::Canned;
use dynamo_model_fuzz::model::{Kept, Rich};
use dynamo_model_fuzz::sdk;

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(future)
}

fn got(body: &[u8], sdk_maps: bool) -> Result<Option<Kept>, Error> {
    let canned = Canned::default();
    canned.answer(body);
    run(Kept::get_one(&canned.connect(sdk_maps), "k").send())
}

/// Reads the answer in both ways, which must agree.
fn kept(body: &str) -> Option<String> {
    let [wire, maps] = [false, true].map(|sdk_maps| {
        let found = got(body.as_bytes(), sdk_maps);
        found.unwrap_or_else(|error| panic!("{body}: {error}")).map(|kept| format!("{:?}", kept.rest))
    });
    assert_eq!(wire, maps, "{body}");
    wire
}

#[test]
fn reads_what_the_sdk_reads() {
    let none: [&str; 5] =
        ["", "{}", r#"{"Item":null}"#, r#"{"Item":{"id":{"S":"k"}},"Item":null}"#, r#"{"X":[01]}"#];
    for body in none {
        assert_eq!(kept(body), None, "{body}");
    }
    for (attribute, expected) in [
        (r#"{"NULL":false}"#, "Null"),
        (r#"{"S":null,"N":"1"}"#, "N(Number(1))"),
        (r#"{"N":"1","S":null,"__type":"x"}"#, "N(Number(1))"),
        (r#"{"N":"01.50e+1"}"#, "N(Number(15))"),
        (r#"{"B":""}"#, "B([])"),
        (r#"{"S":"\ud83d\ude00\u0000\/"}"#, r#"S("😀\0/")"#),
        (r#"{"NS":["1","1.0"]}"#, "Ns({Number(1)})"),
    ] {
        let body = format!(r#"{{"Item":{{"a":{{"S":"x"}},"id":{{"S":"k"}},"a":{attribute}}}}}"#);
        assert_eq!(kept(&body), Some(format!("{{\"a\": {expected}}}")), "{body}");
    }
}

#[test]
fn refuses_what_the_sdk_refuses() {
    for attribute in [
        "null",
        "{}",
        "1",
        r#"{"S":null}"#,
        r#"{"S":1}"#,
        r#"{"S":"x","N":"1"}"#,
        r#"{"S":"x","S":"x"}"#,
        r#"{"SS":[null]}"#,
        r#"{"L":[null]}"#,
        r#"{"L":[{"S":"x"},]}"#,
        r#"{"M":{"a":null}}"#,
        r#"{"M":{"a":{"S":"x"},}}"#,
        r#"{"BOOL":"true"}"#,
        r#"{"BOOL":1}"#,
        r#"{"S":"\ud800"}"#,
        r#"{"S":"\udc00"}"#,
        r#"{"S":"\x"}"#,
        "{\"S\":\"\n\"}",
        r#"{"B":"AA"}"#,
        r#"{"B":"A A="}"#,
        r#"{"B":"AAF="}"#,
        r#"{"B":"\u0041A=="}"#,
        r#"{"Q":1}"#,
        r#"{"N":"x"}"#,
        r#"{"N":"NaN"}"#,
    ] {
        let body = format!(r#"{{"Item":{{"id":{{"S":"k"}},"a":{attribute}}}}}"#);
        for sdk_maps in [false, true] {
            assert!(got(body.as_bytes(), sdk_maps).is_err(), "{body}");
        }
    }
    for body in [
        "[]",
        "{",
        "x",
        r#"{"Item":{"id":{"S":"k"}}} x"#,
        r#"{"X":[1,],"Item":null}"#,
        r#"{"X":{]}}"#,
        "\u{feff}{}",
    ] {
        for sdk_maps in [false, true] {
            assert!(got(body.as_bytes(), sdk_maps).is_err(), "{body}");
        }
    }
    for body in [b"{\"Item\":{\"id\":{\"S\":\"\xff\"}}}".as_slice(), b"{\"X\":\"\xed\xa0\x80\"}"] {
        assert!(got(body, false).is_err() && got(body, true).is_err());
    }
}

#[test]
fn a_model_looks_at_the_structure_of_everything_and_at_no_value_of_others() {
    let read = |unknown: &str| {
        let canned = Canned::default();
        canned.answer(format!(r#"{{"Item":{{"unknown":{unknown},"id":{{"S":"k"}}}}}}"#).as_bytes());
        run(Rich::get_one(&canned.connect(false), "k").send()).map(|found| found.map(|rich| rich.id))
    };
    for unknown in
        [r#"{"N":"x"}"#, r#"{"B":"*"}"#, r#"{"Q":[1,{"a":null}]}"#, r#"{"S":"\ud800"}"#, "null", "1"]
    {
        assert_eq!(read(unknown).expect(unknown), Some("k".to_owned()), "{unknown}");
    }
    for unknown in
        [r#"{"L":[{"S":"x"},]}"#, r#"{"L":[}"#, r#"{"S" "x"}"#, r#"{"S":"x"#, "nul", "{\"S\":\"\n\"}"]
    {
        assert!(read(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn pages_and_batches_read_null_as_nothing() {
    let canned = Canned::default();
    for sdk_maps in [false, true] {
        let db = canned.connect(sdk_maps);
        canned.answer(br#"{"Items":[{"id":{"S":"k"}}],"Items":null,"LastEvaluatedKey":null}"#);
        let page = run(db.table("rich").query(attr("id").eq("k")).page()).expect("it is a page");
        assert_eq!((page.items, page.next), (vec![], None));
        canned.answer(br#"{"Responses":{"rich":[{"id":{"S":"k"}}],"rich":[]}}"#);
        assert_eq!(run(Kept::get_many(&db, ["k", "l"]).send()).expect("it is an answer"), []);
        canned.answer(br#"{"Items":[null]}"#);
        assert!(run(db.table("rich").query(attr("id").eq("k")).page()).is_err());
    }
}

#[test]
fn nests_64_deep_and_no_deeper_on_a_small_stack() {
    let deep = |depth: usize| {
        let (open, close) = ("{\"L\":[".repeat(depth), "]}".repeat(depth));
        format!(r#"{{"Item":{{"id":{{"S":"k"}},"a":{open}{{"S":"x"}}{close}}}}}"#)
    };
    let on_a_small_stack = move || {
        for (depth, is_read) in [(62, true), (63, false), (10_000, false)] {
            let found = got(deep(depth).as_bytes(), false);
            assert_eq!(found.is_ok(), is_read, "{depth}");
            if let Err(error) = found {
                assert!(format!("{error:?}").contains("more than 64 nested containers"), "{error:?}");
            }
            assert_eq!(sdk::get_item(deep(depth).as_bytes()).is_some(), is_read, "{depth} by the SDK");
        }
        // What no field is for is no deeper either.
        let unknown = deep(10_000).replace("\"a\"", "\"unknown\"");
        let canned = Canned::default();
        canned.answer(unknown.as_bytes());
        assert!(run(Rich::get_one(&canned.connect(false), "k").send()).is_err());
    };
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(on_a_small_stack).expect("a thread starts");
    thread.join().expect("no overflow, and no panic");
}

#[test]
fn reads_a_text_of_100_mb() {
    let text = "x".repeat(100 << 20);
    let item = json::from_text::<Kept>(format!(r#"{{"id":{{"S":"k"}},"a":{{"S":"{text}"}}}}"#))
        .expect("it is an item");
    assert_eq!(item.rest["a"].as_s().map(str::len), Some(100 << 20));
    let rich = json::from_text::<Rich>(format!(r#"{{"a":{{"S":"{text}"}},"id":{{"S":"k"}}}}"#))
        .expect("it is an item");
    assert_eq!(rich.id, "k");
    let cut = format!(r#"{{"id":{{"S":"{text}"#);
    assert!(json::from_text::<Rich>(cut).expect_err("it is cut").is_decode());
}

#[test]
fn json_knows_four_blanks() {
    assert!(json::from_text::<Item>("{} \t\r\n").is_ok());
    assert!(json::from_text::<Item>("{}\u{c}").expect_err("a form feed is none").is_decode());
}
