//! Projections: what is asked for, what comes back, and that the model's names, forms and defaults hold.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::faults::{Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{DecodeError, Plan, ReadItem, Reader, Result};
use dynamo_model_tests::{engine, scripted::config};
use futures::TryStreamExt;

#[derive(Document, Clone, Debug, PartialEq)]
struct Stamp {
    created_by: String,
    #[model(rename = "at", alias = "createdAt")]
    created_at: u64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
struct Post {
    #[model(hash_key)]
    user: String,
    #[model(range_key, rename = "n")]
    number: u32,
    // A reserved word, as are `status` and `data`.
    name: String,
    #[model(rename = "status", alias = "state", handle = "STATE")]
    published: Option<bool>,
    #[model(default)]
    tags: Vec<String>,
    #[model(read_default = "plain")]
    kind: String,
    #[model(as = "text")]
    data: u64,
    #[model(empty = "absent")]
    note: String,
    #[model(sensitive)]
    secret: Option<String>,
    #[model(flatten)]
    stamp: Stamp,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
}

#[derive(Projection, Clone, Debug, PartialEq)]
#[projection(of = Post)]
struct Headline {
    name: String,
    number: u32,
}

/// Everything that a model can say of a field.
#[derive(Projection, Clone, Debug, PartialEq)]
#[projection(of = Post)]
struct Details {
    #[projection(handle = "STATE")]
    published: Option<bool>,
    tags: Vec<String>,
    #[projection(field = kind)]
    sort: String,
    data: u64,
    note: String,
    #[projection(handle = Post::STAMP.at(Stamp::CREATED_AT))]
    created_at: u64,
}

#[derive(Projection, Clone, Debug, PartialEq)]
#[projection(of = Post)]
struct Secret {
    secret: Option<String>,
}

fn post(number: u32) -> Post {
    let stamp = Stamp { created_by: "ann".to_owned(), created_at: 5 };
    Post {
        published: Some(number.is_multiple_of(2)),
        tags: vec!["rust".to_owned()],
        secret: Some("s3cr3t".to_owned()),
        extra: BTreeMap::from([("unknown".to_owned(), Value::from(1))]),
        ..Post::new("ann", number, format!("post {number}"), "long", 7_u64, "n", stamp)
    }
}

fn headline(number: u32) -> Headline {
    Headline { name: format!("post {number}"), number }
}

fn details(number: u32) -> Details {
    Details {
        published: Some(number.is_multiple_of(2)),
        tags: vec!["rust".to_owned()],
        sort: "long".to_owned(),
        data: 7,
        note: "n".to_owned(),
        created_at: 5,
    }
}

/// A connection to an engine with five posts, and the log of what is sent; items are read by our decoder, or out of the
/// SDK's maps.
async fn five_posts(sdk_maps: bool) -> Result<(Connection, Faults)> {
    let faults = engine::faults()?;
    let client = Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).sdk_maps(sdk_maps).build()?;
    Post::create_table(&db).await?;
    assert!(Post::save_many(&db, (1..=5).map(post)).await?.is_complete());
    faults.forget();
    Ok((db, faults))
}

/// The projection that was sent, with its names in place of the placeholders.
fn asked(faults: &Faults) -> Vec<String> {
    let shown = |request: &Request| {
        let json = request.json();
        let mut inner = &json;
        if let Some(tables) = json.get("RequestItems") {
            inner = &tables["posts"];
        }
        let text = inner["ProjectionExpression"].as_str().unwrap_or("(all)").to_owned();
        let name = |word: &str| inner["ExpressionAttributeNames"][word].as_str().unwrap_or(word).to_owned();
        let names: Vec<String> = text.split(", ").map(name).collect();
        format!("{} {}", request.operation(), names.join(" "))
    };
    let log = faults.requests().iter().map(shown).collect();
    faults.forget();
    log
}

#[tokio::test]
async fn every_operation_asks_for_what_is_named_and_for_the_keys() -> Result<()> {
    for sdk_maps in [false, true] {
        let (db, faults) = five_posts(sdk_maps).await?;
        let one = Post::get_one(&db, ("ann", 1_u32)).project::<Headline>().await?;
        assert_eq!(one, Some(headline(1)));
        assert_eq!(Post::get_one(&db, ("ann", 9_u32)).project::<Headline>().await?, None);
        assert_eq!(asked(&faults), ["GetItem name n user"; 2]);

        let listed = Post::get_many(&db, [("ann", 3_u32), ("bob", 1), ("ann", 1)]).project::<Headline>();
        assert_eq!(listed.await?, [headline(3), headline(1)]);
        assert_eq!(asked(&faults), ["BatchGetItem name n user"]);

        let query = Post::get_many(&db, Post::USER.eq("ann") & Post::NUMBER.ge(3)).project::<Headline>();
        assert_eq!(query.descending().limit(2).await?, [headline(5), headline(4)]);
        assert_eq!(asked(&faults), ["Query name n user"]);

        let scan = Post::get_many(&db, Post::TAGS.contains("rust")).allow_scan().project::<Headline>();
        let mut found: Vec<Headline> = scan.page_size(2).stream().try_collect().await?;
        found.sort_by_key(|post| post.number);
        assert_eq!(found, [1, 2, 3, 4, 5].map(headline));
        assert_eq!(asked(&faults), ["Scan name n user"; 3]);

        let whole: Vec<Post> = Post::get_many(&db, [("ann", 2_u32)]).project::<Post>().await?;
        assert_eq!(whole, [post(2)]);
        assert_eq!(asked(&faults), ["BatchGetItem (all)"]);
    }
    Ok(())
}

#[tokio::test]
async fn r4_what_is_evaluated_here_comes_back_too() -> Result<()> {
    for sdk_maps in [false, true] {
        let (db, faults) = five_posts(sdk_maps).await?;
        let keys = [("ann", 1_u32), ("ann", 2), ("ann", 4)];
        let listed = Post::get_many(&db, Post::keys_in(keys) & Post::STATE.eq(true) & Post::NOTE.eq("n"));
        assert_eq!(listed.project::<Headline>().await?, [headline(2), headline(4)]);
        assert_eq!(asked(&faults), ["BatchGetItem name n user status note"]);

        let query = Post::get_many(&db, Post::USER.eq("ann") & Post::NUMBER.ne(2)).project::<Secret>();
        assert_eq!(query.await?.len(), 4);
        assert_eq!(asked(&faults), ["Query secret user n"]);

        let filtered = Post::get_many(&db, Post::USER.eq("ann") & Post::STATE.eq(true)).project::<Secret>();
        assert_eq!(filtered.await?.len(), 2);
        assert_eq!(asked(&faults), ["Query secret user n"]);
    }
    Ok(())
}

#[tokio::test]
async fn r9_a_count_ignores_the_projection() -> Result<()> {
    let (db, faults) = five_posts(false).await?;
    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).project::<Details>().count().await?, 5);
    assert_eq!(asked(&faults), ["Query (all)"]);
    let local = Post::get_many(&db, Post::USER.eq("ann") & Post::NUMBER.ne(2)).project::<Details>().count();
    assert_eq!(local.await?, 4);
    assert_eq!(asked(&faults), ["Query user n"]);
    Ok(())
}

#[tokio::test]
async fn names_forms_and_flattened_fields_are_the_models() -> Result<()> {
    for sdk_maps in [false, true] {
        let (db, faults) = five_posts(sdk_maps).await?;
        let found = Post::get_one(&db, ("ann", 1_u32)).project::<Details>().await?;
        assert_eq!(found, Some(details(1)));
        assert_eq!(asked(&faults), ["GetItem status state tags kind data note at createdAt user n"]);
        let secret = Post::get_one(&db, ("ann", 1_u32)).project::<Secret>().await?;
        assert_eq!(secret, Some(Secret { secret: Some("s3cr3t".to_owned()) }));
    }
    Ok(())
}

/// Puts an item as another program might have written it.
async fn put(db: &Connection, attributes: &[(&str, AttributeValue)]) {
    let mut request = db.client().put_item().table_name("posts");
    for (name, value) in attributes {
        request = request.item(*name, value.clone());
    }
    request.send().await.expect("the item is stored");
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: u32) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

#[tokio::test]
async fn what_is_absent_or_stored_under_an_older_name_reads_as_in_the_model() -> Result<()> {
    let (db, _) = five_posts(false).await?;
    let required = [
        ("user", text("bob")),
        ("n", number(1)),
        ("name", text("x")),
        ("data", text("7")),
        ("created_by", text("ann")),
    ];
    let old = [("createdAt", number(5)), ("state", AttributeValue::Bool(true))];
    put(&db, &[required.as_slice(), &old].concat()).await;
    let model = Post::get_one(&db, ("bob", 1_u32)).await?.expect("it is there");
    let expected = Details {
        published: Some(true),
        tags: Vec::new(),
        sort: "plain".to_owned(),
        data: 7,
        note: String::new(),
        created_at: 5,
    };
    assert_eq!((model.published, &model.kind, model.stamp.created_at), (Some(true), &expected.sort, 5));
    assert_eq!(Post::get_one(&db, ("bob", 1_u32)).project::<Details>().await?, Some(expected.clone()));

    // A field's own name wins.
    let both = [("at", number(6)), ("createdAt", number(5)), ("status", AttributeValue::Bool(false))];
    put(&db, &[required.as_slice(), &both, &old[1..]].concat()).await;
    let found = Post::get_one(&db, ("bob", 1_u32)).project::<Details>().await?;
    assert_eq!(found, Some(Details { published: Some(false), created_at: 6, ..expected }));
    Ok(())
}

#[tokio::test]
async fn an_item_is_there_although_it_has_nothing_of_the_projection() -> Result<()> {
    let (db, _) = five_posts(false).await?;
    put(&db, &[("user", text("bob")), ("n", number(1))]).await;
    assert_eq!(Post::get_one(&db, ("bob", 1_u32)).project::<Secret>().await?, Some(Secret { secret: None }));
    assert_eq!(Post::get_many(&db, Post::USER.eq("bob")).project::<Secret>().await?.len(), 1);
    let error = Post::get_one(&db, ("bob", 1_u32)).project::<Headline>().await.expect_err("`name` is absent");
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        r#"cannot read Post of key ("bob", 1): `name` is absent (GetItem on table `posts`)"#
    );
    Ok(())
}

#[test]
fn what_cannot_be_read_is_named_and_sensitive_values_are_not_told() {
    fn read<T: ReadItem>(json: &str) -> std::result::Result<T, DecodeError> {
        T::read_item(&mut Reader::new(json.as_bytes())?)
    }
    let error = read::<Secret>(r#"{"secret":{"N":"4711"}}"#).expect_err("it is no text");
    assert_eq!(error.to_string(), "`secret`: expected S, found something else (sensitive)");
    let error = read::<Headline>(r#"{"n":{"S":"x"}}"#).expect_err("it is no number");
    assert!(error.to_string().starts_with("`n`: expected N"), "{error}");
}

#[tokio::test]
async fn the_plan_names_what_comes_back() -> Result<()> {
    let db = engine::connect()?;
    let one = Post::get_one(&db, ("ann", 1_u32)).consistent().project::<Headline>();
    assert_eq!(
        one.explain()?.to_string(),
        "GetItem on `posts`\n  \
           key        (\"ann\", 1)\n  \
           attributes name, n, user\n  \
           reads      strongly consistent\n  \
           requests   1\n  \
           why        the whole key is given"
    );
    let query = Post::get_many(&db, Post::USER.eq("ann") & Post::NUMBER.ne(2) & Post::NAME.exists());
    let Plan::Query(plan) = query.project::<Secret>().explain()? else { panic!("it is a Query") };
    assert_eq!(plan.attributes().map(|names| names.join(" ")), Some("secret user n".to_owned()));
    let whole = Post::get_many(&db, Post::USER.eq("ann")).project::<Secret>().project::<Post>();
    let Plan::Query(plan) = whole.explain()? else { panic!("it is a Query") };
    assert_eq!(plan.attributes(), None);
    Ok(())
}

#[tokio::test]
async fn a_projection_can_be_asked_for_by_a_generic_function() -> Result<()> {
    async fn first<M: Model, P: Projection<M>>(db: &Connection, all: Condition<M>) -> Result<Option<P>> {
        Ok(M::get_many(db, all).allow_scan().project::<P>().limit(1).await?.pop())
    }
    let (db, _) = five_posts(false).await?;
    let found = tokio::spawn(async move { first::<Post, Headline>(&db, Post::NUMBER.eq(2).any()).await });
    assert_eq!(found.await.expect("it ends")?, Some(headline(2)));
    Ok(())
}
