//! Tables without a model: exact actions by name, and loops over them.

use std::collections::BTreeSet;

use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{SerdeItem, attr, from_serde, to_serde};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Counter, Post};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

fn post(at: u32) -> Item {
    [("user", Value::from("ann")), ("at", at.into()), ("text", "x".into())]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn key(at: u32) -> [(&'static str, Value); 2] {
    [("user", "ann".into()), ("at", at.into())]
}

async fn posts(count: u32) -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    let report = db.table("posts").batch_put((0..count).map(post)).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    faults.forget();
    (faults, db)
}

fn ats(items: &[Item]) -> Vec<u32> {
    items.iter().map(|item| item["at"].to_string().parse().unwrap()).collect()
}

#[tokio::test]
async fn one_item_is_put_read_changed_and_deleted() {
    let (faults, db) = scripted().await;
    let posts = db.table("posts");
    assert_eq!(posts.put(post(1)).await.unwrap(), None);
    assert_eq!(posts.put(post(1)).await.unwrap(), Some(post(1)), "the item that was replaced");
    let again = posts.put(post(1)).only_if(attr("user").not_exists()).await.unwrap_err();
    assert!(again.is_condition_failed());
    assert_eq!(again.item(), Some(&post(1)));
    assert_eq!(posts.get(key(1)).consistent().await.unwrap(), Some(post(1)));
    let text = posts.get(key(1)).attributes(["text"]).await.unwrap().unwrap();
    assert_eq!(text.keys().collect::<Vec<_>>(), ["text"]);
    let updates = [attr("likes").add(2), attr("text").set("y"), attr("seen").key("by").set("bob")];
    let absent_map = posts.update(key(1), updates).await.unwrap_err();
    assert!(absent_map.is_invalid());
    let updates =
        [attr("likes").add(2), attr("seen").set(Item::from([("by".to_owned(), Value::from("bob"))]))];
    let new = posts.update(key(1), updates).only_if(attr("text").eq("x")).await.unwrap().unwrap();
    assert_eq!((&new["likes"], new["seen"].to_string()), (&Value::from(2), r#"{by: "bob"}"#.to_owned()));
    let changed = posts.update(key(1), [attr("likes").increment(1)]).returning_updated_new().await.unwrap();
    assert_eq!(changed, Some(Item::from([("likes".to_owned(), Value::from(3))])));
    // An update creates nothing unless it is asked to.
    assert_eq!(posts.update(key(9), [attr("likes").add(1)]).await.unwrap(), None);
    assert!(posts.update(key(9), [attr("likes").add(1)]).upsert().await.unwrap().is_some());
    let kept = posts.delete(key(1)).only_if(attr("likes").gt(3)).await.unwrap_err();
    assert!(kept.is_condition_failed());
    assert_eq!(posts.delete(key(1)).await.unwrap().unwrap()["likes"], Value::from(3));
    assert_eq!(posts.delete(key(1)).await.unwrap(), None);
    assert_eq!(sent(&faults)[..3], ["PutItem"; 3]);
}

#[tokio::test]
async fn batches_have_no_limits() {
    let (faults, db) = posts(260).await;
    let posts = db.table("posts");
    let found = posts.batch_get((0..260).rev().map(key)).consistent().await.unwrap();
    assert_eq!(ats(&found), (0..260).rev().collect::<Vec<_>>());
    assert_eq!(sent(&faults), ["BatchGetItem"; 3]);
    let report = posts.batch_delete((0..260).map(key)).await.unwrap();
    assert_eq!((report.len(), report.succeeded_count()), (260, 260));
    assert_eq!(posts.scan().count().await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn w8_a_batch_accounts_for_each_input() {
    let (faults, db) = scripted().await;
    faults.next(Fault::Unprocessed).next(Fault::Throttle);
    let bad = Item::from([("user".to_owned(), Value::from("ann"))]);
    let items = vec![post(1), bad, post(2), post(1), Item::from([("user".to_owned(), Value::from(1))])];
    let table = db.table("posts").composite_key("user", "at");
    let report = table.batch_put(&items).await.unwrap();
    let failed: Vec<usize> = report.failed().map(|(position, ..)| position).collect();
    assert_eq!(failed, [1, 4]);
    assert!(report.failed().all(|(_, _, error)| error.is_invalid_key()), "{report:?}");
    assert_eq!(report.succeeded_count(), 3);
    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).count().await.unwrap(), 2);
    // The names of the keys were said, so nobody asked for them.
    assert!(!sent(&faults).contains(&"DescribeTable".to_owned()));
}

#[tokio::test]
async fn a_query_and_a_scan_are_followed_to_the_end() {
    let (faults, db) = posts(300).await;
    let posts = db.table("posts");
    let ann = || posts.query(attr("user").eq("ann"));
    let some = ann().filter(attr("at").size().gt(0)).await;
    assert!(some.is_err(), "DynamoDB takes no key in the filter of a Query");
    let late = posts.query(attr("user").eq("ann") & attr("at").ge(290)).descending().await.unwrap();
    assert_eq!(ats(&late), (290..300).rev().collect::<Vec<_>>());
    faults.forget();
    let streamed: Vec<Item> = ann().page_size(100).stream().try_collect().await.unwrap();
    assert_eq!(streamed.len(), 300);
    assert_eq!(sent(&faults), ["Query"; 4]);
    assert_eq!(ann().limit(7).filter(attr("text").eq("x")).page_size(3).await.unwrap().len(), 7);
    assert_eq!(ann().count().await.unwrap(), 300);
    faults.next(Fault::EmptyPage).next(Fault::EmptyPage);
    assert_eq!(posts.scan().filter(attr("text").begins_with("x")).count().await.unwrap(), 300);
    let side_by_side = posts.parallel_scan(4).await.unwrap();
    assert_eq!(ats(&side_by_side).into_iter().collect::<BTreeSet<_>>().len(), 300);
}

#[tokio::test]
async fn pages_go_on_after_a_key() {
    let (_, db) = posts(25).await;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page =
            db.table("posts").query(attr("user").eq("ann")).page_size(10).after(after).page().await.unwrap();
        all.extend(ats(&page.items));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all, (0..25).collect::<Vec<_>>());
    let rest: Vec<Item> = db
        .table("posts")
        .query(attr("user").eq("ann"))
        .after(Item::from(key(20).map(|(name, value)| (name.to_owned(), value))))
        .await
        .unwrap();
    assert_eq!(ats(&rest), [21, 22, 23, 24]);
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Note {
    user: String,
    at: u32,
    text: Option<String>,
    tags: Vec<String>,
}

#[tokio::test]
async fn whatever_serde_knows_is_an_item() {
    let (_, db) = scripted().await;
    let notes = db.table("posts");
    let note = Note { user: "ann".into(), at: 1, text: None, tags: vec!["a".into()] };
    notes.put(SerdeItem(&note)).await.unwrap();
    let read = notes.get(key(1)).decode::<Note>().await.unwrap().map(|SerdeItem(note)| note);
    assert_eq!(read.as_ref(), Some(&note));
    let read = notes.query(attr("user").eq("ann")).decode::<Note>().await.unwrap();
    assert_eq!(read, [SerdeItem(Note { user: "ann".into(), at: 1, text: None, tags: vec!["a".into()] })]);
    assert_eq!(to_serde::<Note>(from_serde(&note).unwrap()).unwrap(), note);
    let unfit = notes.get(key(1)).decode::<u32>().await.unwrap_err();
    assert!(unfit.is_decode(), "{unfit:?}");
    assert!(from_serde(&1).unwrap_err().is_refused());
}

#[tokio::test]
async fn every_type_of_value_comes_back_as_it_was() {
    let (_, db) = scripted().await;
    let json = r#"{"id":{"N":"1"},"hits":{"N":"12345678901234567890123456789012345678"},"log":{"L":[]},
        "n":{"N":"-1.5E-100"},"s":{"S":"\u00e9"},"b":{"B":"AAH/"},"t":{"BOOL":true},"z":{"NULL":true},"ss":{"SS":["a","b"]},
        "ns":{"NS":["1","2.5"]},"bs":{"BS":["AA==","/w=="]},"l":{"L":[{"N":"1"},{"M":{"x":{"NULL":true}}}]},"m":{"M":{"k":{"L":[]}}}}"#;
    let item =
        <Item as dynamo_model::ReadItem>::read_item(&mut dynamo_model::Reader::new(json.as_bytes()).unwrap())
            .unwrap();
    let table = db.table("counters");
    table.put(&item).await.unwrap();
    assert_eq!(table.get(("id", 1)).await.unwrap(), Some(item.clone()));
    assert_eq!(table.batch_get([("id", 1)]).await.unwrap(), std::slice::from_ref(&item));
    assert_eq!(table.scan().await.unwrap(), std::slice::from_ref(&item));
    assert!(table.batch_put([item.clone()]).await.unwrap().is_complete());
    assert_eq!(table.delete(("id", 1)).await.unwrap(), Some(item));
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), None);
}

#[tokio::test]
async fn wrong_input_is_told_with_its_name() {
    let (faults, db) = scripted().await;
    let missing = db.table("no-such-table").get(("id", 1)).await.unwrap_err();
    assert!(missing.is_table_not_found());
    assert!(missing.to_string().contains("(GetItem on table `no-such-table` in us-east-1)"), "{missing}");
    faults.forget();
    let table = db.table("posts");
    let refusals = [
        (
            table.get([("a", 1), ("b", 2), ("c", 3)]).await.map(drop),
            "a key has one attribute or two, and this has 3",
        ),
        (table.get(("id", true)).await.map(drop), "the key `id` is neither text, nor a number, nor bytes"),
        (table.scan().descending().await.map(drop), "`descending` needs a Query: a Scan has no order"),
        (table.scan().segments(0).await.map(drop), "a scan is cut into 1 to 1000000 segments, not into 0"),
        (table.query(attr("user").eq("a")).segments(2).await.map(drop), "only a Scan has segments"),
        (table.scan().page_size(0).await.map(drop), "a page size of 0 would never end"),
        (
            table.scan().limit(1).page().await.map(drop),
            "a page holds what one request gives: bound it with `page_size`",
        ),
        (
            table
                .batch_get([
                    [("user", Value::from("ann")), ("at", 1.into())],
                    [("user", "ann".into()), ("when", 1.into())],
                ])
                .await
                .map(drop),
            "the item has no key attribute `at`",
        ),
    ];
    for (result, words) in refusals {
        assert_eq!(result.unwrap_err().to_string(), words);
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    let wrong = table.get(("user", "ann")).await.unwrap_err();
    assert!(wrong.is_invalid(), "{wrong:?}");
}

#[tokio::test]
async fn what_every_call_can_be_asked_is_there_too() {
    let (faults, db) = posts(3).await;
    let table = db.table("posts");
    let scan = table.scan().with_metadata().await.unwrap();
    assert_eq!((scan.value.len(), scan.scanned_count, scan.attempts), (3, Some(3), 1));
    let comment = |builder: aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder| builder.limit(1);
    faults.forget();
    assert_eq!(table.scan().customize_scan(comment).await.unwrap().len(), 3);
    assert!(faults.requests().iter().map(Request::json).all(|json| json["Limit"] == 1));
    let none = db.table_in_full("posts").get(key(1)).timeout(std::time::Duration::ZERO).await;
    assert!(none.unwrap_err().is_timeout());
    assert!(table.wait_until_active().await.unwrap().is_settled());
    assert_eq!(table.describe().await.unwrap().map(|found| found.name), Some("posts".to_owned()));
    assert_eq!(db.table("gone").describe().await.unwrap(), None);
    db.table("gone").wait_until_deleted().await.unwrap();
}

#[tokio::test]
async fn r9_what_can_give_nothing_sends_nothing() {
    let (faults, db) = posts(1).await;
    let table = db.table("posts");
    let reversed = table.query(attr("user").eq("ann") & attr("at").between(5, 1));
    assert_eq!(reversed.clone().await.unwrap(), Vec::<Item>::new());
    assert_eq!(reversed.count().await.unwrap(), 0);
    let none = table.scan().filter(attr("text").is_in(Vec::<String>::new()));
    assert_eq!(none.clone().await.unwrap(), Vec::<Item>::new());
    let page = none.page().await.unwrap();
    assert_eq!((page.items, page.next), (Vec::new(), None));
    assert_eq!(table.scan().limit(0).await.unwrap(), Vec::<Item>::new());
    let error = table.scan().attributes([""; 0]).await.unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert_eq!(sent(&faults), [""; 0]);
}

#[tokio::test]
async fn w5_absent_parents_are_made_by_name() {
    let (_, db) = posts(1).await;
    let seen = attr("seen").key("by").set("bob");
    let new = db.table("posts").update(key(0), [seen]).create_parents().await.unwrap().unwrap();
    assert_eq!(new["seen"].to_string(), r#"{by: "bob"}"#);
}

#[tokio::test]
async fn an_item_that_was_created_had_no_old_one() {
    let (_, db) = posts(0).await;
    let table = db.table("posts");
    let likes = || [attr("likes").set(1)];
    assert_eq!(table.update(key(7), likes()).upsert().returning_old().await.unwrap(), None);
    let old = table.update(key(7), likes()).upsert().returning_old().await.unwrap();
    assert_eq!(old.map(|item| item.len()), Some(3));
}

#[tokio::test]
async fn a_description_that_fails_says_of_which_table() {
    let (faults, db) = posts(0).await;
    faults.always(Fault::ConnectionCut { applied: false });
    let error = db.table("posts").describe().await.unwrap_err();
    assert_eq!((error.operation(), error.table()), (Some("DescribeTable"), Some("posts")));
}
