//! The planner by what its user meets: unions, indexes by name, plans without a connection, and who is told of them.

use std::sync::{Arc, Mutex};

use dynamo_model::prelude::*;
use dynamo_model::{Plan, Result, ScanPolicy};
use dynamo_model_tests::{Counter, Post, User, engine};

async fn posts() -> Result<Connection> {
    let db = engine::connect()?;
    Post::create_table(&db).await?;
    let all =
        ["ann", "bob", "cy"].into_iter().flat_map(|user| (1..=4_u32).map(move |at| Post::new(user, at, "x")));
    assert!(Post::save_many(&db, all).await?.is_complete());
    Ok(db)
}

fn names(posts: &[Post]) -> Vec<String> {
    posts.iter().map(|post| format!("{}{}", post.user, post.at)).collect()
}

#[tokio::test]
async fn r7_reads_of_several_hash_keys_are_delivered_in_the_order_written() -> Result<()> {
    let db = posts().await?;
    let read = |condition: Condition<Post>| Post::get_many(&db, condition);
    let two = || Post::USER.is_in(["cy", "ann"]) & Post::AT.gt(2);
    assert_eq!(names(&read(two()).await?), ["cy3", "cy4", "ann3", "ann4"]);
    assert_eq!(names(&read(two()).descending().await?), ["cy4", "cy3", "ann4", "ann3"]);
    assert_eq!(names(&read(two()).limit(3).await?), ["cy3", "cy4", "ann3"]);
    assert_eq!(read(two()).count().await?, 4);
    assert_eq!(read(two()).limit(3).count().await?, 3);
    let either = Post::USER.eq("bob") & Post::AT.lt(2)
        | Post::USER.eq("bob") & Post::AT.ge(4)
        | Post::USER.eq("cy") & Post::AT.eq(1);
    let read_either = read(either.clone());
    assert_eq!(read_either.explain()?.least_requests(), 2);
    assert_eq!(names(&read_either.await?), ["bob1", "bob4", "cy1"]);
    assert!(read(either.clone()).exists().await?);
    assert_eq!(read(either.clone()).first().await?.map(|post| post.at), Some(1));
    let report = Post::delete_many(&db, either).await?;
    assert_eq!(report.succeeded_count(), 3);
    assert_eq!(Post::get_many(&db, Condition::all_of([])).count().await?, 9);
    Ok(())
}

#[test]
fn plans_need_no_connection() -> Result<()> {
    let plan = Post::plan_get_many(Post::USER.eq("ann") & Post::AT.ge(5)).descending().limit(3).plan()?;
    let Plan::Query(query) = &plan else { panic!("{plan}") };
    assert_eq!((query.table(), query.limit(), query.is_descending()), ("posts", Some(3), true));
    assert_eq!(Post::plan_get_many(Post::AT.ge(5)).plan()?.operation(), Some("Scan"));
    assert_eq!(Post::plan_get_one(("ann", 5_u32))?.operation(), Some("GetItem"));
    assert_eq!(Post::plan_save_one(false)?.operation(), Some("PutItem"));
    assert_eq!(Post::plan_update_one(("ann", 5_u32), Post::TEXT.set("x"))?.operation(), Some("UpdateItem"));
    assert_eq!(Post::plan_delete_one(("ann", 5_u32))?.operation(), Some("DeleteItem"));
    assert!(Counter::plan_get_one(1_u64).is_ok());
    assert!(User::plan_get_one("").is_err_and(|error| error.is_invalid_key()));
    let users: Vec<String> = (0..30).map(|n| n.to_string()).collect();
    let refused = Post::plan_get_many(Post::USER.is_in(&users)).max_requests(20).plan();
    assert_eq!(
        refused.expect_err("it needs 30").to_string(),
        "Post: the read needs 30 requests or more, and the connection allows 20 (`max_requests`)"
    );
    Ok(())
}

#[tokio::test]
async fn every_plan_is_told_before_it_is_carried_out() -> Result<()> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = told.clone();
    let tell = move |plan: &Plan| listener.lock().expect("no test panics here").push(plan.operation());
    let db = Connection::builder().local(engine::engine()?).on_plan(tell).max_requests(2).build()?;
    Post::create_table(&db).await?;
    Post::save_one(&db, Post::new("ann", 1_u32, "x")).await?;
    assert!(Post::save_many(&db, [Post::new("bob", 1_u32, "x")]).await?.is_complete());
    Post::get_one(&db, ("ann", 1_u32)).await?;
    Post::get_many(&db, Post::USER.eq("ann")).await?;
    Post::get_many(&db, Post::TEXT.eq("x")).count().await?;
    Post::update_one(&db, ("ann", 1_u32), Post::TEXT.set("y")).await?;
    Post::delete_one(&db, ("ann", 1_u32)).await?;
    assert!(Post::delete_many(&db, [("bob", 1_u32)]).await?.is_complete());
    let refused = Post::get_many(&db, Post::USER.is_in(["a", "b", "c"])).await;
    assert!(refused.is_err_and(|error| error.is_refused()));
    let told = told.lock().expect("no test panics here").clone();
    assert_eq!(
        told.into_iter().flatten().collect::<Vec<_>>(),
        [
            "PutItem",
            "BatchWriteItem",
            "GetItem",
            "Query",
            "Scan",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn r13_the_policy_of_the_connection_keeps_scans_out() -> Result<()> {
    let db = Connection::builder().local(engine::engine()?).scan_policy(ScanPolicy::Deny).build()?;
    Post::create_table(&db).await?;
    let branches = Post::USER.eq("ann") | Post::TEXT.eq("x");
    let error = Post::get_many(&db, &branches).await.expect_err("one branch pins nothing");
    assert!(error.is_scan_refused());
    assert!(Post::get_many(&db, branches).allow_scan().await?.is_empty());
    Ok(())
}

/// Conditions that come out of what a caller sent must not take the process down.
#[tokio::test]
async fn a_condition_that_is_nested_too_deep_is_refused() -> Result<()> {
    let db = engine::connect()?;
    Post::create_table(&db).await?;
    let leaf = || Post::TEXT.eq("x").any();
    let shapes: [fn(Condition<Post>, Condition<Post>) -> Condition<Post>; 4] = [
        |c, _| !c,
        |c, x| !(c & x),
        |c, x| (&c & &x) | x,
        |mut c, x| {
            c |= !x.clone();
            c &= x;
            !c
        },
    ];
    for shape in shapes {
        let nested = |rounds| (0..rounds).fold(leaf(), |condition, _| shape(condition, leaf()));
        assert!(Post::get_many(&db, nested(25)).allow_scan().await?.is_empty());
        let deep = nested(50_000);
        let refusals = [
            Post::get_many(&db, &deep).allow_scan().await.map(drop),
            Post::get_many(&db, Post::USER.eq("ann") & (&deep | leaf())).explain().map(drop),
            Post::delete_many(&db, &deep).allow_scan().await.map(drop),
            Post::delete_one(&db, Post::USER.eq("ann") & Post::AT.eq(1) & &deep).await.map(drop),
            Post::update_one(&db, ("ann", 1), Post::TEXT.set("y")).only_if(&deep).await.map(drop),
            Post::save_one(&db, Post::new("ann", 1, "x")).overwrite(&deep).await.map(drop),
        ];
        for refused in refusals {
            let error = refused.unwrap_err();
            assert!(error.is_refused(), "{error}");
            assert!(error.to_string().contains("nested more than 100 deep"), "{error}");
        }
        assert!(deep.to_string().contains("(a condition that cannot be asked)"));
    }
    // Lists are as long as they like, in whatever way they are put together.
    let mut long = leaf();
    for n in 0..2_000 {
        long &= Post::LIKES.ne(n);
    }
    assert!(Post::get_many(&db, long).allow_scan().await?.is_empty());
    Ok(())
}

#[test]
fn r13_a_limit_bounds_the_requests_of_a_list() -> Result<()> {
    let keys: Vec<(String, u32)> = (0..250).map(|at| ("ann".to_owned(), at)).collect();
    let requests =
        |limit| -> Result<usize> { Ok(Post::plan_get_many(&keys).limit(limit).plan()?.least_requests()) };
    assert_eq!((requests(1)?, requests(150)?, requests(1_000)?), (1, 2, 3));
    Ok(())
}
