//! The seam: typed items without the SDK's maps, and everything else as the plain SDK does it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::scan::ScanOutput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemOutput;
use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, Output,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_model::Item;
use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::sdk::to_attribute_values;
use dynamo_model_tests::scripted::{config, create_tables, scripted, sent};
use dynamo_model_tests::{Contact, Counter, Post, User, engine};
use uuid::Uuid;

/// What the SDK's own output held: the operation, the maps of attributes, and the count that goes with them.
type Seen = (&'static str, usize, Option<i32>);

/// An interceptor of the user's that reads each operation's output.
#[derive(Clone, Debug, Default)]
struct Spy(Arc<Mutex<Vec<Seen>>>);

impl Spy {
    fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Intercept for Spy {
    fn name(&self) -> &'static str {
        "Spy"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Ok(output) = context.output_or_error() {
            self.0.lock().unwrap().extend(held(output));
        }
        Ok(())
    }
}

fn held(output: &Output) -> Option<Seen> {
    if let Some(output) = output.downcast_ref::<QueryOutput>() {
        return Some(("Query", output.items().len(), Some(output.count())));
    }
    if let Some(output) = output.downcast_ref::<ScanOutput>() {
        return Some(("Scan", output.items().len(), Some(output.count())));
    }
    if let Some(output) = output.downcast_ref::<GetItemOutput>() {
        return Some(("GetItem", output.item().map_or(0, HashMap::len), None));
    }
    if let Some(output) = output.downcast_ref::<BatchGetItemOutput>() {
        let items = output.responses().into_iter().flat_map(HashMap::values).map(Vec::len).sum();
        return Some(("BatchGetItem", items, None));
    }
    if let Some(output) = output.downcast_ref::<UpdateItemOutput>() {
        return Some(("UpdateItem", output.attributes().map_or(0, HashMap::len), None));
    }
    let output = output.downcast_ref::<DeleteItemOutput>()?;
    Some(("DeleteItem", output.attributes().map_or(0, HashMap::len), None))
}

async fn spied() -> (Spy, Connection) {
    let spy = Spy::default();
    let config = config(engine::faults().unwrap()).interceptor(spy.clone());
    let db = Connection::builder().client(Client::from_conf(config.build())).build().unwrap();
    create_tables(&db).await;
    (spy, db)
}

fn post(at: u32) -> Post {
    Post { likes: Some(at * 2), ..Post::new("ann", at, format!("post {at}")) }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: u32) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

#[tokio::test]
async fn a_query_page_reaches_the_models_without_the_sdks_maps() {
    let (spy, db) = spied().await;
    let posts: Vec<Post> = (0..3).map(post).collect();
    assert!(Post::save_many(&db, &posts).await.unwrap().is_complete());

    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).await.unwrap(), posts);
    assert_eq!(spy.seen(), [("Query", 0, Some(3))]);

    // The plain SDK on the same client does make maps: the spy would see them.
    let raw = db.client().query().table_name("posts").key_condition_expression("#u = :u");
    let raw = raw.expression_attribute_names("#u", "user").expression_attribute_values(":u", text("ann"));
    assert_eq!(raw.send().await.unwrap().items().len(), 3);
    assert_eq!(spy.seen(), [("Query", 3, Some(3))]);
}

#[tokio::test]
async fn a_page_leaves_the_last_key_to_the_sdk() {
    let (spy, db) = spied().await;
    let posts: Vec<Post> = (0..3).map(post).collect();
    assert!(Post::save_many(&db, &posts).await.unwrap().is_complete());

    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).page_size(2).await.unwrap(), posts);
    assert_eq!(spy.seen(), [("Query", 0, Some(2)), ("Query", 0, Some(1))]);
    assert_eq!(Post::get_many(&db, Post::TEXT.exists()).page_size(2).await.unwrap(), posts);
    assert_eq!(spy.seen(), [("Scan", 0, Some(2)), ("Scan", 0, Some(1))]);
}

#[tokio::test]
async fn every_operation_that_returns_items_does_without_the_sdks_maps() {
    let (spy, db) = spied().await;
    let posts: Vec<Post> = (0..3).map(post).collect();
    assert!(Post::save_many(&db, &posts).await.unwrap().is_complete());

    assert_eq!(Post::get_one(&db, ("ann", 1_u32)).await.unwrap(), Some(post(1)));
    assert_eq!(Post::get_many(&db, [("ann", 2_u32), ("ann", 0)]).await.unwrap(), [post(2), post(0)]);
    assert_eq!(Post::get_many(&db, Post::LIKES.ge(2)).await.unwrap(), [post(1), post(2)]);
    let changed = Post::update_one(&db, ("ann", 0_u32), Post::TEXT.set("new")).await.unwrap();
    assert_eq!(changed, Some(Post { text: "new".to_owned(), ..post(0) }));
    assert_eq!(Post::delete_one(&db, ("ann", 2_u32)).await.unwrap(), Some(post(2)));
    assert_eq!(
        spy.seen(),
        [
            ("GetItem", 0, None),
            ("BatchGetItem", 0, None),
            ("Scan", 0, Some(2)),
            ("UpdateItem", 0, None),
            ("DeleteItem", 0, None),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_checksum_is_caught_and_read_again() {
    let (faults, db) = scripted().await;
    let user = User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();

    faults.forget().next(Fault::WrongChecksum);
    let raw = db.client().get_item().table_name("users").key("email", text("a@b.io")).send().await;
    assert!(raw.unwrap().item().is_some(), "the plain SDK does not look at the checksum");
    assert_eq!(sent(&faults), ["GetItem"]);

    faults.forget().next(Fault::WrongChecksum);
    assert_eq!(User::get_one(&db, "a@b.io").await.unwrap(), Some(user.clone()));
    assert_eq!(sent(&faults), ["GetItem"; 2]);
    faults.forget().next(Fault::WrongChecksum);
    assert_eq!(User::get_many(&db, ["a@b.io"]).await.unwrap(), std::slice::from_ref(&user));
    assert_eq!(sent(&faults), ["BatchGetItem"; 2]);
    faults.forget().next(Fault::WrongChecksum);
    assert_eq!(User::get_many(&db, User::NAME.eq("Ann")).await.unwrap(), [user]);
    assert_eq!(sent(&faults), ["Scan"; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_checksum_that_stays_wrong_is_an_error_of_the_network() {
    let (faults, db) = scripted().await;
    User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
    faults.forget().always(Fault::WrongChecksum);

    let error = User::get_one(&db, "a@b.io").await.unwrap_err();
    assert!(error.is_network(), "{error:?}");
    assert_eq!(sent(&faults), ["GetItem"; 3]);
    assert_eq!(
        (error.operation(), error.table(), error.model()),
        (Some("GetItem"), Some("users"), Some("User"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_ends_in_the_middle_is_read_again() {
    let (faults, db) = scripted().await;
    let user = User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
    faults.forget().next(Fault::MalformedBody);
    assert_eq!(User::get_one(&db, "a@b.io").await.unwrap(), Some(user));
    assert_eq!(sent(&faults), ["GetItem"; 2]);

    faults.forget().always(Fault::MalformedBody);
    let error = User::get_one(&db, "a@b.io").await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert!(error.decode_error().unwrap().is_syntax(), "{error:?}");
    assert_eq!(sent(&faults), ["GetItem"; 3]);
}

#[tokio::test(start_paused = true)]
async fn faults_are_retried_as_the_plain_sdk_retries_them() {
    let (faults, db) = scripted().await;
    let user = User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
    let table = [
        Fault::Throttle,
        Fault::ProvisionedThroughputExceeded,
        Fault::InternalError { applied: false },
        Fault::Unavailable,
        Fault::ConnectionRefused,
        Fault::ConnectionCut { applied: false },
        Fault::Timeout { applied: false },
        Fault::service(400, "RequestLimitExceeded", "slow down"),
    ];
    for fault in table {
        faults.forget().next(fault.clone());
        let raw = db.client().get_item().table_name("users").key("email", text("a@b.io")).send().await;
        assert!(raw.unwrap().item().is_some(), "{fault:?}");
        let plain = sent(&faults);

        faults.forget().next(fault.clone());
        assert_eq!(User::get_one(&db, "a@b.io").await.unwrap(), Some(user.clone()), "{fault:?}");
        assert_eq!(sent(&faults), plain, "{fault:?}");
        assert_eq!(plain, ["GetItem"; 2], "{fault:?}");
    }
}

type Kind = fn(&dynamo_model::Error) -> bool;

#[tokio::test(start_paused = true)]
async fn what_never_ends_surfaces_after_the_sdks_three_attempts() {
    let table: [(Fault, Kind, Option<&str>, Option<u16>); 6] = [
        (Fault::Throttle, |e| e.is_throttled(), Some("ThrottlingException"), Some(400)),
        (
            Fault::ProvisionedThroughputExceeded,
            |e| e.is_throttled(),
            Some("ProvisionedThroughputExceededException"),
            Some(400),
        ),
        (
            Fault::InternalError { applied: false },
            |e| e.is_internal(),
            Some("InternalServerError"),
            Some(500),
        ),
        (Fault::Unavailable, |e| e.is_unavailable(), None, Some(503)),
        (Fault::Timeout { applied: false }, |e| e.is_timeout(), None, None),
        (Fault::ConnectionCut { applied: false }, |e| e.is_network(), None, None),
    ];
    for (fault, is_kind, code, status) in table {
        let (faults, db) = scripted().await;
        faults.always(fault.clone());
        let error = User::get_one(&db, "a@b.io").await.unwrap_err();
        assert!(is_kind(&error), "{fault:?}: {error:?}");
        assert_eq!((error.code(), error.status()), (code, status), "{fault:?}");
        assert_eq!(sent(&faults), ["GetItem"; 3], "{fault:?}");
        assert!(std::error::Error::source(&error).is_some(), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_throttled_for_ever_is_throttled_and_not_unknown() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Throttle);
    assert!(User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap_err().is_throttled());
    assert_eq!(sent(&faults), ["PutItem"; 3]);
    faults.forget();
    assert!(Counter::update_one(&db, 1, Counter::HITS.add(1)).await.unwrap_err().is_throttled());
    assert_eq!(sent(&faults), ["UpdateItem"; 3]);
    faults.forget();
    assert!(User::delete_one(&db, "a@b.io").await.unwrap_err().is_throttled());
    assert_eq!(sent(&faults), ["DeleteItem"; 3]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_condition_surfaces_once_with_the_item() {
    let (faults, db) = scripted().await;
    let ann = User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
    faults.forget();

    let error = User::save_one(&db, User::new("a@b.io", "Other")).overwrite(false).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item_as::<User>().unwrap(), Some(ann.clone()));
    assert_eq!(error.to_string(), "an item of this key is there already (PutItem on table `users`)");
    assert_eq!(sent(&faults), ["PutItem"]);

    let update = User::update_one(&db, "a@b.io", User::NAME.set("B")).only_if(User::NAME.eq("x")).await;
    assert_eq!(update.unwrap_err().item_as::<User>().unwrap(), Some(ann.clone()));
    let delete = User::delete_one(&db, User::EMAIL.eq("a@b.io") & User::NAME.eq("x")).await;
    assert_eq!(delete.unwrap_err().item_as::<User>().unwrap(), Some(ann));
    assert_eq!(sent(&faults), ["PutItem", "UpdateItem", "DeleteItem"]);
}

#[tokio::test]
async fn an_attribute_of_another_type_is_named_and_not_read_again() {
    let (faults, db) = scripted().await;
    let put = db.client().put_item().table_name("users").item("email", text("a@b.io"));
    let put = put.item("name", text("Ann")).item("year_of_birth", text("1990"));
    put.item("created_at", text("2024-01-01T00:00:00Z")).send().await.unwrap();
    faults.forget();

    let found: Vec<dynamo_model::Error> = vec![
        User::get_one(&db, "a@b.io").await.unwrap_err(),
        User::get_many(&db, ["a@b.io"]).await.unwrap_err(),
        User::get_many(&db, User::NAME.eq("Ann")).await.unwrap_err(),
        User::update_one(&db, "a@b.io", User::NAME.set("Anna")).await.unwrap_err(),
        User::delete_one(&db, "a@b.io").await.unwrap_err(),
    ];
    let operations = ["GetItem", "BatchGetItem", "Scan", "UpdateItem", "DeleteItem"];
    for (error, operation) in found.iter().zip(operations) {
        assert!(error.is_decode(), "{operation}: {error:?}");
        assert_eq!((error.model(), error.operation()), (Some("User"), Some(operation)));
        let decode = error.decode_error().unwrap();
        assert_eq!(decode.path(), "year_of_birth", "{operation}");
        assert_eq!((decode.expected(), decode.found()), (Some("N"), Some("S")), "{operation}");
        let done = match operation {
            "UpdateItem" => "the item was changed, but what came back does not fit: ",
            "DeleteItem" => "the item was deleted, but what came back does not fit: ",
            _ => "",
        };
        assert_eq!(
            error.to_string(),
            format!(
                "{done}cannot read User of key \"a@b.io\": `year_of_birth`: expected N, found S ({operation} on table `users`)"
            )
        );
        // What came is not lost with the model that cannot hold it.
        let raw = error.item().and_then(|item| item.get("year_of_birth").cloned());
        assert_eq!(raw, Some("1990".into()), "{operation}");
    }
    assert_eq!(sent(&faults), operations);
}

#[tokio::test]
async fn an_absent_attribute_is_named() {
    let (_, db) = scripted().await;
    let put = db.client().put_item().table_name("posts").item("user", text("ann")).item("at", number(1));
    put.send().await.unwrap();
    let error = Post::get_many(&db, Post::USER.eq("ann")).await.unwrap_err();
    assert!(error.is_decode() && error.decode_error().unwrap().is_missing(), "{error:?}");
    assert_eq!(
        error.to_string(),
        r#"cannot read Post of key ("ann", 1): `text` is absent (Query on table `posts`)"#
    );
}

/// A contact with something of every shape.
fn contact(email: &str) -> Contact {
    Contact {
        times: Some(-3),
        tags: ["é\n\"\\", "a", "b"].map(str::to_owned).into(),
        scores: [("x".to_owned(), 0.1), ("y z".to_owned(), 2.5)].into(),
        ..Contact::new(Uuid::from_u128(7), email)
    }
}

/// Sets have no order.
fn sorted(mut json: serde_json::Value) -> serde_json::Value {
    match &mut json {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                *value = sorted(value.take());
                if let (true, Some(set)) = (name == "SS", value.as_array_mut()) {
                    set.sort_by_key(ToString::to_string);
                }
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(|value| *value = sorted(value.take())),
        _ => {}
    }
    json
}

fn map(item: &Item) -> HashMap<String, AttributeValue> {
    to_attribute_values(item)
}

#[tokio::test]
async fn a_put_is_sent_as_the_plain_sdk_sends_it() {
    let (faults, db) = scripted().await;
    for item in [contact("c@d.io"), Contact::new(Uuid::nil(), "日本")] {
        faults.forget();
        let attributes = map(&item.to_item().unwrap());
        db.client().put_item().table_name("contacts").set_item(Some(attributes)).send().await.unwrap();
        Contact::save_one(&db, item).await.unwrap();
        let log = faults.requests();
        assert_eq!(sorted(log[1].json()), sorted(log[0].json()));
    }
}

#[tokio::test]
async fn a_conditional_put_keeps_all_that_the_sdk_writes_beside_the_item() {
    let (faults, db) = scripted().await;
    Counter::save_one(&db, Counter::new(7, 1))
        .overwrite(Counter::HITS.lt(3) | Counter::ID.not_exists())
        .await
        .unwrap();
    assert_eq!(
        faults.requests()[0].json(),
        serde_json::json!({
            "TableName": "counters",
            "Item": {"id": {"N": "7"}, "hits": {"N": "1"}, "log": {"L": []}},
            "ConditionExpression": "#n0 < :v0 OR attribute_not_exists(#n1)",
            "ExpressionAttributeNames": {"#n0": "hits", "#n1": "id"},
            "ExpressionAttributeValues": {":v0": {"N": "3"}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        })
    );
}

#[tokio::test]
async fn a_batch_is_sent_as_the_plain_sdk_sends_it() {
    let (faults, db) = scripted().await;
    let items = [contact("c@d.io"), Contact::new(Uuid::nil(), "日本"), contact("d")];
    let puts = items.iter().map(|item| {
        let put = PutRequest::builder().set_item(Some(map(&item.to_item().unwrap()))).build().unwrap();
        WriteRequest::builder().put_request(put).build()
    });
    db.client().batch_write_item().request_items("contacts", puts.collect()).send().await.unwrap();
    assert!(Contact::save_many(&db, &items).await.unwrap().is_complete());
    let log = faults.requests();
    assert_eq!(sent(&faults), ["BatchWriteItem"; 2]);
    assert_eq!(sorted(log[1].json()), sorted(log[0].json()));
}

#[tokio::test]
async fn an_empty_page_is_not_the_last_and_a_page_that_leads_to_itself_is_an_error() {
    let (faults, db) = scripted().await;
    Post::save_one(&db, post(1)).await.unwrap();
    faults.forget();
    let leads_on = |at: u32| {
        let key = format!(r#"{{"user":{{"S":"ann"}},"at":{{"N":"{at}"}}}}"#);
        Fault::answer(200, format!(r#"{{"Items":[],"Count":0,"ScannedCount":9,"LastEvaluatedKey":{key}}}"#))
    };
    faults.next(leads_on(0));
    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).await.unwrap(), [post(1)]);
    assert_eq!(sent(&faults), ["Query", "Query"]);

    faults.next(leads_on(0)).next(leads_on(0)).next(leads_on(0));
    let error = Post::get_many(&db, Post::USER.eq("ann")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Post: the service answered with the place where the page began, so the pages would never end \
         (Query on table `posts`)"
    );
}
