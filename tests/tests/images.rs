//! Items as other APIs hold them: the SDK's maps, records of streams, events of Lambda, JSON.

use std::collections::{BTreeMap, HashMap};

use aws_lambda_events::dynamodb::Event;
use aws_sdk_dynamodbstreams::primitives::Blob;
use aws_sdk_dynamodbstreams::types::AttributeValue as Streamed;
use dynamo_model::prelude::*;
use dynamo_model::{Item, Result, from_image, json, sdk};
use dynamo_model_tests::engine;
use serde_json::json;

/// Whatever has a number as its key.
#[derive(Model, Clone, Debug, PartialEq)]
struct Thing {
    #[model(hash_key)]
    id: u64,
    #[model(rest)]
    rest: BTreeMap<String, Value>,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Thing)]
struct ThingId {
    id: u64,
}

/// A value of each type, in DynamoDB's form.
fn all_types() -> serde_json::Value {
    json!({
        "id": {"N": "1"},
        "n": {"N": "12345678901234567890123456789012345678"},
        "small": {"N": "-1.5E-100"},
        "s": {"S": "\u{e9}\n\"\\"},
        "b": {"B": "AAH/"},
        "t": {"BOOL": true},
        "z": {"NULL": true},
        "ss": {"SS": ["a", "b"]},
        "ns": {"NS": ["1", "2.5"]},
        "bs": {"BS": ["AA==", "/w=="]},
        "l": {"L": [{"N": "1"}, {"M": {"x": {"NULL": true}}}]},
        "m": {"M": {"k": {"L": []}, "e": {"S": ""}}},
    })
}

#[tokio::test]
async fn every_type_of_value_is_read_and_written_alike_by_the_model_the_table_and_the_client() -> Result<()> {
    let db = engine::connect()?;
    Thing::create_table(&db).await?;
    let item: Item = from_image(all_types())?;
    let put = db.client().put_item().table_name("things").set_item(Some(sdk::to_attribute_values(&item)));
    put.send().await.expect("it is put");
    let raw = async || {
        let key = sdk::to_attribute_value(&Value::from(1));
        let found = db.client().get_item().table_name("things").key("id", key).send().await;
        found.expect("it is read").item.expect("it is there")
    };
    let stored = raw().await;

    let thing = Thing::get_one(&db, 1).await?.expect("it is there");
    assert_eq!(thing.to_item()?, item);
    assert_eq!(Thing::save_one(&db, &thing).await?, thing);
    assert_eq!(raw().await, stored);

    let untyped = db.table("things").get(("id", 1)).await?.expect("it is there");
    assert_eq!(json::to_text(&untyped)?, json::to_text(&item)?);
    db.table("things").put(&untyped).await?;
    assert_eq!(raw().await, stored);
    Ok(())
}

/// The same item as an image of the stream's SDK.
fn streamed() -> HashMap<String, Streamed> {
    let text = |text: &str| text.to_owned();
    let bytes = |bytes: &[u8]| Blob::new(bytes);
    let inner = HashMap::from([(text("x"), Streamed::Null(true))]);
    let map = HashMap::from([(text("k"), Streamed::L(vec![])), (text("e"), Streamed::S(text("")))]);
    HashMap::from([
        (text("id"), Streamed::N(text("1"))),
        (text("n"), Streamed::N(text("12345678901234567890123456789012345678"))),
        (text("small"), Streamed::N(text("-1.5E-100"))),
        (text("s"), Streamed::S(text("\u{e9}\n\"\\"))),
        (text("b"), Streamed::B(bytes(&[0, 1, 255]))),
        (text("t"), Streamed::Bool(true)),
        (text("z"), Streamed::Null(true)),
        (text("ss"), Streamed::Ss(vec![text("a"), text("b")])),
        (text("ns"), Streamed::Ns(vec![text("1"), text("2.5")])),
        (text("bs"), Streamed::Bs(vec![bytes(&[0]), bytes(&[255])])),
        (text("l"), Streamed::L(vec![Streamed::N(text("1")), Streamed::M(inner)])),
        (text("m"), Streamed::M(map)),
    ])
}

#[test]
fn a_record_of_a_stream_and_an_event_of_lambda_are_models() -> Result<()> {
    let thing = Thing::from_image(all_types())?;
    assert_eq!((thing.id, thing.rest.len()), (1, 11));
    assert_eq!(Thing::from_image(streamed())?, thing);
    assert_eq!(Thing::from_image(all_types().to_string())?, thing);
    assert_eq!(Thing::from_image(thing.to_item()?)?, thing);
    assert_eq!(Thing::from_image(sdk::to_attribute_values(&thing.to_item()?))?, thing);

    let event = json!({"Records": [{
        "eventID": "1",
        "eventName": "MODIFY",
        "awsRegion": "us-east-2",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_764_000_000.0,
            "Keys": {"id": {"N": "1"}},
            "NewImage": all_types(),
            "OldImage": {"id": {"N": "1"}},
            "SequenceNumber": "111",
            "SizeBytes": 26,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }]});
    let event: Event = serde_json::from_value(event).expect("it is an event");
    let change = &event.records[0].change;
    assert_eq!(Thing::from_image(&change.new_image)?, thing);
    assert_eq!(Thing::from_image(&change.old_image)?, Thing { rest: BTreeMap::new(), ..thing });
    assert_eq!(from_image::<ThingId>(&change.keys)?, ThingId { id: 1 });
    Ok(())
}

#[test]
fn an_image_that_does_not_fit_is_named() {
    let said = |image: &str| Thing::from_image(image).unwrap_err().to_string();
    assert_eq!(said("{}"), "cannot read Thing: `id` is absent");
    assert_eq!(said(r#"{"id": {"S": "x"}}"#), "cannot read Thing: `id`: expected N, found S");
    assert_eq!(
        said(r#"{"id": {"N": "1"}} {}"#),
        "cannot read Thing: malformed DynamoDB JSON: text after the item at byte 19"
    );
    let unfit = HashMap::from([("id".to_owned(), Streamed::N("many".to_owned()))]);
    let error = Thing::from_image(unfit).unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("`id`"), "{error}");
}

#[test]
fn plain_json_is_for_people() -> Result<()> {
    let item: Item =
        json::from_text(r#"{"id":{"N":"7"},"tags":{"SS":["a","b"]},"none":{"NULL":true},"b":{"B":"AAH/"}}"#)?;
    assert_eq!(json::to_plain(&item), json!({"id": 7, "tags": ["a", "b"], "none": null, "b": "AAH/"}));
    let plain = json!({"id": 7, "name": "Ann", "sizes": [1.5, null], "at": {"home": true}});
    let item = json::from_plain(&plain)?;
    assert_eq!(
        json::to_text(&item)?,
        r#"{"at":{"M":{"home":{"BOOL":true}}},"id":{"N":"7"},"name":{"S":"Ann"},"sizes":{"L":[{"N":"1.5"},{"NULL":true}]}}"#
    );
    assert!(json::from_plain(&json!([1])).is_err_and(|error| error.is_refused()));
    Ok(())
}
