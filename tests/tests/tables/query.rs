//! Queries through each index of the tables that were made.

use dynamo_model::prelude::*;
use dynamo_model::{Index, Plan};

use crate::models::{LastPost, Order, Thread};
use crate::seen::scripted;

/// The table of DynamoDB's guide to local indexes:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html>
#[tokio::test]
async fn the_forum_of_old_is_queried_through_its_local_index() {
    let (_, db) = scripted();
    Thread::create_table(&db).await.unwrap();
    let thread = |forum: &str, subject: &str, day: Option<u32>| Thread {
        last_post_date_time: day.map(|day| format!("2015-03-{day:02}:17:00:00")),
        ..Thread::new(forum, subject)
    };
    let threads = [
        thread("S3", "aaa", Some(15)),
        thread("S3", "bbb", Some(22)),
        thread("S3", "ccc", None),
        thread("S3", "ddd", Some(1)),
        thread("EC2", "eee", Some(12)),
    ];
    Thread::save_many(&db, threads).await.unwrap().into_result().unwrap();

    let s3 = || Thread::FORUM_NAME.eq("S3");
    let since = s3() & Thread::LAST_POST_DATE_TIME.ge("2015-03-10");
    let posts = Thread::get_many(&db, since).project::<LastPost>();
    let Plan::Query(plan) = posts.explain().unwrap() else { panic!("it is a Query") };
    assert_eq!(plan.index(), Some("LastPostIndex"));
    let subjects: Vec<String> = posts.await.unwrap().into_iter().map(|post| post.subject).collect();
    assert_eq!(subjects, ["aaa", "bbb"]);

    let newest = Thread::get_many(&db, s3() & Thread::LAST_POST_DATE_TIME.exists()).descending().limit(1);
    let newest = newest.order_by(Thread::LAST_POST_DATE_TIME).project::<LastPost>();
    let Plan::Query(plan) = newest.explain().unwrap() else { panic!("it is a Query") };
    assert_eq!(plan.index(), Some("LastPostIndex"));
    let last = LastPost { subject: "bbb".into(), last_post_date_time: Some("2015-03-22:17:00:00".into()) };
    assert_eq!(newest.await.unwrap(), [last]);

    // A thread without a post is not in the index, and in the table all the same.
    assert_eq!(Thread::get_many(&db, s3()).index(Thread::LAST_POST_INDEX).count().await.unwrap(), 3);
    assert_eq!(Thread::get_many(&db, s3()).count().await.unwrap(), 4);
}

#[tokio::test]
async fn each_global_index_is_queried() {
    let (_, db) = scripted();
    Order::create_table(&db).await.unwrap();
    let order = |id: u64| Order {
        status: id.is_multiple_of(2).then(|| "open".to_owned()),
        placed: Some(100 - id),
        tenant: Some("t".to_owned()),
        region: Some("eu".to_owned()),
        day: Some(u32::try_from(id / 3).expect("it is small")),
        ..Order::new("ann", format!("{id}"))
    };
    Order::save_many(&db, (0..9).map(order)).await.unwrap().into_result().unwrap();

    let cases: [(Condition<Order>, Index<Order>, &[&str]); 3] = [
        ((Order::STATUS.eq("open") & Order::PLACED.lt(99)).any(), Order::BY_STATUS, &["8", "6", "4", "2"]),
        (Order::PLACED.eq(97).any(), Order::BY_PLACED, &["3"]),
        (
            (Order::TENANT.eq("t") & Order::REGION.eq("eu") & Order::DAY.eq(1) & Order::ID.gt("3")).any(),
            Order::BY_REGION,
            &["4", "5"],
        ),
    ];
    for (condition, index, expected) in cases {
        let find = Order::get_many(&db, &condition).fetch_missing();
        let Plan::Query(plan) = find.explain().unwrap() else { panic!("it is a Query") };
        assert_eq!(plan.index(), Some(index.name()));
        let ids: Vec<String> = find.await.unwrap().into_iter().map(|order| order.id).collect();
        assert_eq!(ids, expected, "{condition}");
    }
}
