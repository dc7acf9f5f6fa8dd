//! What a user meets when it goes wrong: the right predicate, words that name the thing, and nothing half done.

use std::error::Error as _;
use std::time::Duration;

use aws_config::credential_process::CredentialProcessProvider;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model::{Error, Item, ScanPolicy, Value};
use dynamo_model_tests::scripted::{config, scripted, sent};
use dynamo_model_tests::{Contact, Counter, Post, User, engine};
use uuid::Uuid;

/// Every error that the verbs give on this connection, by operation.
async fn each_verb(db: &Connection) -> Vec<(&'static str, Error)> {
    let user = || User::new("a@b.io", "Ann");
    let unwritten = User::save_many(db, [user()]).await.unwrap().into_result().unwrap_err();
    let kept = User::delete_many(db, ["a@b.io"]).await.unwrap().into_result().unwrap_err();
    vec![
        ("PutItem", User::save_one(db, user()).await.unwrap_err()),
        ("PutItem", User::save_one(db, user()).overwrite(false).await.unwrap_err()),
        ("BatchWriteItem", unwritten),
        ("GetItem", User::get_one(db, "a@b.io").await.unwrap_err()),
        ("BatchGetItem", User::get_many(db, ["a@b.io"]).await.unwrap_err()),
        ("Scan", User::get_many(db, User::NAME.eq("Ann")).await.unwrap_err()),
        ("Scan", User::get_many(db, User::NAME.eq("Ann")).count().await.unwrap_err()),
        ("UpdateItem", User::update_one(db, "a@b.io", User::NAME.set("x")).await.unwrap_err()),
        ("UpdateItem", User::update_one(db, "a@b.io", User::CITIES_VISITED.append(["x"])).await.unwrap_err()),
        ("DeleteItem", User::delete_one(db, "a@b.io").await.unwrap_err()),
        ("BatchWriteItem", kept),
        ("Scan", User::delete_many(db, User::NAME.eq("Ann")).await.unwrap_err()),
    ]
}

/// The words of an error and of all that caused it.
fn whole_story(error: &Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        words = format!("{words}: {cause}");
        next = cause.source();
    }
    words
}

#[tokio::test]
async fn a_missing_table_is_named() {
    let faults = engine::faults().unwrap();
    let client = Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).table_prefix("test-").build().unwrap();
    for (operation, error) in each_verb(&db).await {
        assert!(error.is_table_not_found(), "{operation}: {error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "the table does not exist here (is the region right, and the table prefix?): \
                 ResourceNotFoundException: Requested resource not found \
                 ({operation} on table `test-users` in us-east-1)"
            )
        );
        assert_eq!((error.table(), error.model()), (Some("test-users"), Some("User")), "{operation}");
        assert_eq!((error.code(), error.status()), (Some("ResourceNotFoundException"), Some(400)));
    }
    assert_eq!(sent(&faults).len(), 12, "nothing is sent twice");
}

fn without_auth(http: impl HttpClient + 'static) -> Builder {
    Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url("http://scripted.invalid")
        .http_client(http)
}

#[tokio::test(start_paused = true)]
async fn missing_credentials_are_said_before_anything_is_sent() {
    let faults = engine::faults().unwrap();
    let client = Client::from_conf(without_auth(faults.clone()).build());
    let db = Connection::builder().client(client).build().unwrap();
    for (operation, error) in each_verb(&db).await {
        assert!(error.is_no_credentials(), "{operation}: {error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "no credentials were found: give them with `.credentials(..)`, or by AWS_PROFILE, or by \
                 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ({operation} on table `users`)"
            )
        );
    }
    let error = User::create_table(&db).await.unwrap_err();
    assert!(error.is_no_credentials(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_provider_without_credentials_is_said_before_anything_is_sent() {
    let faults = engine::faults().unwrap();
    let db = Connection::builder()
        .http_client(faults.clone())
        .region("us-east-1")
        .endpoint("http://scripted.invalid")
        .credentials(CredentialProcessProvider::new("exit 3".to_owned()))
        .build()
        .unwrap();
    let found = [
        ("GetItem", User::get_one(&db, "a@b.io").await.unwrap_err()),
        (
            "UpdateItem",
            User::update_one(&db, "a@b.io", User::CITIES_VISITED.append(["x"])).await.unwrap_err(),
        ),
    ];
    for (operation, error) in found {
        assert!(error.is_no_credentials(), "{operation}: {error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "no credentials were found: give them with `.credentials(..)`, or by AWS_PROFILE, or by \
                 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ({operation} on table `users`)"
            )
        );
        assert!(whole_story(&error).contains("exit"), "{}", whole_story(&error));
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_missing_region_is_said_when_connecting() {
    let error = Connection::builder().without_credentials().build().unwrap_err();
    assert!(error.is_configuration(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "no region was given: call `.region(..)`, or `connect()` to read the environment"
    );
    let error = Connection::builder().region("us-east-1").endpoint("localhost:8000").build().unwrap_err();
    assert!(error.is_configuration(), "{error:?}");
    assert_eq!(error.to_string(), "the endpoint is not an http or https URL: `localhost:8000`");
}

#[tokio::test(start_paused = true)]
async fn a_region_that_is_none_is_an_error_of_the_configuration() {
    let faults = engine::faults().unwrap();
    // The builder refuses such a region; a client of the caller's own may have it.
    let mut config = config(faults.clone()).region(Region::new("us east 1"));
    config.set_endpoint_url(None);
    let db = Connection::builder().client(Client::from_conf(config.build())).build().unwrap();
    for (operation, error) in each_verb(&db).await {
        assert!(error.is_configuration(), "{operation}: {error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "the configuration cannot be used: invalid value for field: `region` - must be a valid host label \
                 ({operation} on table `users`)"
            )
        );
        assert!(whole_story(&error).contains("region"), "{}", whole_story(&error));
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn an_endpoint_where_nobody_listens_is_an_error_of_the_network() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let db = Connection::builder()
        .region("us-east-1")
        .endpoint(format!("http://127.0.0.1:{port}"))
        .without_credentials()
        .retry(RetryConfig::standard().with_max_attempts(2).with_initial_backoff(Duration::from_millis(1)))
        .build()
        .unwrap();
    let user = User::new("a@b.io", "Ann");
    let found = [
        ("GetItem", User::get_one(&db, "a@b.io").await.unwrap_err()),
        ("PutItem", User::save_one(&db, user).await.unwrap_err()),
        // A connection that was never made carried nothing, so this is no unknown outcome.
        (
            "UpdateItem",
            User::update_one(&db, "a@b.io", User::CITIES_VISITED.append(["x"])).await.unwrap_err(),
        ),
        ("DeleteItem", User::delete_one(&db, "a@b.io").await.unwrap_err()),
    ];
    for (operation, error) in found {
        assert!(error.is_network(), "{operation}: {error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "no whole answer came from the service: Connection refused (os error 111) \
                 ({operation} on table `users` at http://127.0.0.1:{port})"
            )
        );
        assert!(whole_story(&error).to_lowercase().contains("connection refused"), "{}", whole_story(&error));
    }
}

/// What the SDK's own HTTP client says of a host that does not exist, as that of a region that does not.
#[derive(Clone, Debug)]
struct NoSuchHost;

impl HttpConnector for NoSuchHost {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let cause: BoxError = "dns error".into();
        HttpConnectorFuture::ready(Err(ConnectorError::io(cause)))
    }
}

impl HttpClient for NoSuchHost {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_does_not_exist_is_an_error_of_the_network() {
    let faults = Faults::over(NoSuchHost);
    let db = Connection::builder().client(Client::from_conf(config(faults.clone()).build())).build().unwrap();
    for (operation, error) in each_verb(&db).await {
        assert!(error.is_network(), "{operation}: {error:?}");
        assert!(whole_story(&error).contains("dns error"), "{}", whole_story(&error));
    }
}

#[tokio::test]
async fn a_wrong_region_or_signature_is_told_apart_from_a_missing_right() {
    let (faults, db) = scripted().await;
    let scope = "Credential should be scoped to a valid region.";
    faults.next(Fault::service(400, "InvalidSignatureException", scope));
    let error = User::get_one(&db, "a@b.io").await.unwrap_err();
    assert!(error.is_credentials(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the credentials, their signature or the clock are wrong: InvalidSignatureException: Credential should \
         be scoped to a valid region. (GetItem on table `users` in us-east-1)"
    );
    faults.next(Fault::service(400, "UnrecognizedClientException", "The security token is invalid."));
    assert!(User::save_one(&db, User::new("a@b.io", "x")).await.unwrap_err().is_credentials());
    faults.next(Fault::service(400, "ExpiredTokenException", "expired"));
    assert!(User::delete_one(&db, "a@b.io").await.unwrap_err().is_credentials());
    faults.next(Fault::service(400, "AccessDeniedException", "User: x is not authorized"));
    let error = User::get_many(&db, ["a@b.io"]).await.unwrap_err();
    assert!(error.is_access_denied(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the credentials do not allow this: AccessDeniedException: User: x is not authorized \
         (BatchGetItem on table `users`)"
    );
    assert_eq!(sent(&faults), ["GetItem", "PutItem", "DeleteItem", "BatchGetItem"]);
}

#[tokio::test]
async fn all_violations_are_told_at_once_and_nothing_is_sent() {
    let (faults, db) = scripted().await;
    let user = User { year_of_birth: Some(1066), ..User::new("no address", "x".repeat(81)) };
    let words = "invalid User: `email` is not an e-mail address; \
                 `name` must have a length of at least 1 and at most 80; \
                 `year_of_birth` must be at least 1900 and at most 2018";
    for error in [
        User::save_one(&db, &user).await.unwrap_err(),
        User::save_one(&db, &user).overwrite(false).await.unwrap_err(),
        User::save_one(&db, user.to_item().unwrap()).await.unwrap_err(),
        User::save_many(&db, [&user]).await.unwrap().into_result().unwrap_err(),
        User::save_many(&db, [user.to_item().unwrap()])
            .overwrite(false)
            .await
            .unwrap()
            .into_result()
            .unwrap_err(),
    ] {
        assert!(error.is_validation(), "{error:?}");
        assert_eq!(error.to_string(), words);
        let mut fields: Vec<String> =
            error.validation_errors().unwrap().errors().keys().map(ToString::to_string).collect();
        fields.sort();
        assert_eq!(fields, ["email", "name", "year_of_birth"]);
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn r14_an_empty_key_is_refused_and_nothing_is_sent() {
    let (faults, db) = scripted().await;
    let post = Post::new("", 1_u32, "x");
    for error in [
        Post::get_one(&db, ("", 1_u32)).await.unwrap_err(),
        Post::get_one(&db, Post::USER.eq("") & Post::AT.eq(1)).await.unwrap_err(),
        Post::get_many(&db, [("ann", 1_u32), ("", 2)]).await.unwrap_err(),
        Post::get_many(&db, Post::keys_in([("", 2_u32)])).await.unwrap_err(),
        Post::save_one(&db, &post).await.unwrap_err(),
        Post::save_many(&db, [&post]).await.unwrap().into_result().unwrap_err(),
        Post::update_one(&db, &post, Post::TEXT.set("y")).await.unwrap_err(),
        Post::update_from_item(&db, post.to_item().unwrap()).await.unwrap_err(),
        Post::delete_one(&db, ("", 1_u32)).await.unwrap_err(),
        Post::delete_many(&db, [("", 1_u32)]).await.unwrap().into_result().unwrap_err(),
        Post::key_of(("", 1_u32)).values().unwrap_err(),
    ] {
        assert!(error.is_invalid_key(), "{error:?}");
        assert_eq!(error.to_string(), "Post: key `user` is empty");
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn r14_an_error_of_a_key_names_the_model() {
    let (_, db) = scripted().await;
    assert_eq!(Post::get_one(&db, ("", 1_u32)).await.unwrap_err().model(), Some("Post"));
    assert_eq!(Contact::get_one(&db, (Uuid::nil(), "")).await.unwrap_err().model(), Some("Contact"));
}

#[tokio::test]
async fn r14_an_oversized_key_is_refused_and_nothing_is_sent() {
    let (faults, db) = scripted().await;
    let (hash, range) = ("h".repeat(2049), "é".repeat(513));
    for error in [
        Post::get_one(&db, (&hash, 1_u32)).await.unwrap_err(),
        Post::save_one(&db, Post::new(&hash, 1_u32, "x")).await.unwrap_err(),
        Post::delete_many(&db, [(&hash, 1_u32)]).await.unwrap().into_result().unwrap_err(),
    ] {
        assert!(error.is_invalid_key(), "{error:?}");
        assert_eq!(error.to_string(), "Post: key `user` has 2049 bytes, and DynamoDB allows 2048");
    }
    let error = Contact::get_one(&db, (Uuid::nil(), &range)).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error:?}");
    assert_eq!(error.to_string(), "Contact: key `contactEmail` has 1026 bytes, and DynamoDB allows 1024");
    assert_eq!(sent(&faults), Vec::<String>::new());

    // What DynamoDB takes is never refused here.
    let longest = Post::new("h".repeat(2048), 1_u32, "x");
    assert_eq!(Post::save_one(&db, &longest).await.unwrap(), longest);
    assert_eq!(Post::get_one(&db, &longest).await.unwrap(), Some(longest));
}

/// A key of two numbers, of which not all floats are one.
#[derive(Model, Clone, Debug, PartialEq)]
struct Sample {
    ratio: f64,
    #[model(hash_key)]
    depth: f64,
    #[model(range_key)]
    step: f64,
}

#[tokio::test]
async fn r14_a_key_that_cannot_be_stored_is_named_and_nothing_is_sent() {
    let (faults, db) = scripted().await;
    for (sample, key) in [
        (Sample::new(f64::NAN, f64::NAN, 1.0), "depth"),
        (Sample::new(0.5, 1.0, f64::INFINITY), "step"),
        (Sample::new(f64::NAN, 1.0, 1e300), "step"),
    ] {
        for error in [
            Sample::save_one(&db, &sample).await.unwrap_err(),
            Sample::save_one(&db, &sample).overwrite(false).await.unwrap_err(),
            Sample::save_many(&db, [&sample]).await.unwrap().into_result().unwrap_err(),
        ] {
            assert!(error.is_encode(), "{error:?}");
            assert!(error.to_string().starts_with(&format!("cannot store Sample: `{key}`: ")), "{error}");
        }
    }
    let error = Contact::save_one(&db, Contact::new(Uuid::nil(), "é".repeat(513))).await.unwrap_err();
    assert_eq!(error.to_string(), "Contact: key `contactEmail` has 1026 bytes, and DynamoDB allows 1024");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn r14_a_condition_on_an_empty_key_finds_nothing_and_sends_nothing() {
    let (faults, db) = scripted().await;
    assert_eq!(User::get_many(&db, User::EMAIL.eq("")).await.unwrap(), []);
    assert_eq!(User::get_many(&db, User::EMAIL.is_in(["", ""])).await.unwrap(), []);
    assert_eq!(Post::get_many(&db, Post::USER.eq("")).await.unwrap(), []);
    assert_eq!(Post::get_many(&db, Post::USER.eq("") & Post::AT.ge(1)).count().await.unwrap(), 0);
    assert_eq!(User::delete_many(&db, User::EMAIL.eq("")).await.unwrap().len(), 0);
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn v5_an_item_over_400_kb_is_refused_and_nothing_is_sent() {
    let (faults, db) = scripted().await;
    // `user` 4 + 3, `at` 2 + 2, `text` 4.
    let of_size = |size: usize| Post::new("ann", 1_u32, "x".repeat(size - 15));
    for error in [
        Post::save_one(&db, of_size(409_601)).await.unwrap_err(),
        Post::save_one(&db, of_size(409_601)).overwrite(false).await.unwrap_err(),
        Post::save_many(&db, [of_size(409_601)]).await.unwrap().into_result().unwrap_err(),
    ] {
        assert!(error.is_item_too_large(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "an item of Post of at least 409601 bytes exceeds DynamoDB's limit of 409600 bytes (400 KB)"
        );
        assert_eq!(error.model(), Some("Post"));
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    assert_eq!(Post::save_one(&db, of_size(409_600)).await.unwrap(), of_size(409_600));
}

#[tokio::test]
async fn v5_an_update_that_grows_an_item_too_large_is_refused_by_the_service() {
    let (_, db) = scripted().await;
    let post = Post::save_one(&db, Post::new("ann", 1_u32, "x")).await.unwrap();
    let error = Post::update_one(&db, &post, Post::TEXT.set("x".repeat(409_600))).await.unwrap_err();
    assert!(error.is_item_too_large(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the item is too large: ValidationException: Item size to update has exceeded the maximum allowed size \
         (UpdateItem on table `posts`)"
    );
    assert_eq!(Post::get_one(&db, &post).await.unwrap(), Some(post));
}

#[tokio::test]
async fn w4_an_update_that_changes_nothing_is_refused_and_not_sent() {
    let (faults, db) = scripted().await;
    let nothing = Vec::<String>::new();
    for error in [
        User::update_one(&db, "a@b.io", []).await.unwrap_err(),
        User::update_one(&db, "a@b.io", User::CITIES_VISITED.append(&nothing)).await.unwrap_err(),
        User::update_one(&db, "a@b.io", [User::CITIES_VISITED.prepend(&nothing)]).await.unwrap_err(),
    ] {
        assert!(error.is_refused(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "User: the update changes nothing: there is no update, or each has an empty operand"
        );
        assert_eq!(error.model(), Some("User"));
    }
    let none = std::collections::HashSet::new();
    let error = Contact::update_one(&db, (Uuid::nil(), "c"), Contact::TAGS.add(&none)).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn overlapping_updates_are_refused_and_not_sent() {
    let (faults, db) = scripted().await;
    let error = Counter::update_one(&db, 1, [Counter::HITS.set(1), Counter::HITS.add(1)]).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "Counter: two updates write `hits`");
    let nested = [Counter::LOG.index(0).set(9), Counter::HITS.set(1), Counter::LOG.append([2])];
    let error = Counter::update_one(&db, 1, nested).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "Counter: two updates write the same place: `log[0]` and `log`");
    let apart = [Contact::SCORES.key("a").set(1.0), Contact::SCORES.key("b").set(2.0)];
    assert_eq!(Contact::update_one(&db, (Uuid::nil(), "c"), apart).await.unwrap(), None);
    assert_eq!(sent(&faults), ["UpdateItem"]);
}

fn item<const N: usize>(attributes: [(&str, Value); N]) -> Item {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[tokio::test]
async fn a_map_that_does_not_fit_the_model_is_refused_and_not_sent() {
    let (faults, db) = scripted().await;
    let email = || ("email", Value::from("a@b.io"));
    let refused = [
        (item([email(), ("age", Value::from(7_u64))]), "User: there is no attribute `age`"),
        (item([email()]), "User: the map holds only the key, so there is nothing to update"),
        (
            item([email(), ("name", Value::Null)]),
            "User: `name` is required, and an empty value would remove it",
        ),
    ];
    for (map, words) in refused {
        let error = User::update_from_item(&db, &map).await.unwrap_err();
        assert!(error.is_refused(), "{error:?}");
        assert_eq!(error.to_string(), words);
        assert_eq!(error.model(), Some("User"));
    }
    let error = User::update_from_item(&db, item([("name", Value::from("x"))])).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error:?}");
    assert_eq!(error.to_string(), "User: the item has no key attribute `email`");
    let error = User::save_one(&db, item([email(), ("age", Value::from(7_u64))])).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "User: there is no attribute `age`");
    let error = User::save_one(&db, item([email()])).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.to_string(), "cannot read User: `name` is absent");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_value_of_a_map_that_does_not_fit_its_field_is_named() {
    let (faults, db) = scripted().await;
    let map = item([("email", Value::from("a@b.io")), ("name", Value::Bool(true))]);
    let error = User::update_from_item(&db, map).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.to_string(), "cannot read User: `name`: expected S, found BOOL");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[test]
fn to_item_only_refuses_a_name_that_the_model_does_not_have() {
    let contact = Contact::new(Uuid::nil(), "c@d.io");
    let error = contact.to_item_only(["user_id", "email"]).unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "Contact: there is no attribute `email`");
    let only = contact.to_item_only(["contactEmail", "times"]).unwrap();
    assert_eq!(only, item([("contactEmail", Value::from("c@d.io"))]));
}

#[tokio::test]
async fn a_scan_that_the_policy_denies_is_refused_and_not_sent() {
    let faults = engine::faults().unwrap();
    let client = Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).scan_policy(ScanPolicy::Deny).build().unwrap();
    User::create_table(&db).await.unwrap();
    faults.forget();
    let by_name = || User::NAME.eq("Ann");
    for error in [
        User::get_many(&db, by_name()).await.unwrap_err(),
        User::get_many(&db, by_name()).count().await.unwrap_err(),
        User::get_many(&db, by_name()).explain().unwrap_err(),
        User::delete_many(&db, by_name()).await.unwrap_err(),
    ] {
        assert!(error.is_scan_refused(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "User: only a Scan of the whole table can answer: no condition pins the hash key `email`; `.allow_scan()` \
             permits it"
        );
        assert_eq!(error.model(), Some("User"));
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    assert_eq!(User::get_many(&db, by_name()).allow_scan().await.unwrap(), []);
    assert_eq!(sent(&faults), ["Scan"]);
}

#[tokio::test]
async fn options_that_cannot_be_carried_out_are_refused_and_not_sent() {
    let (faults, db) = scripted().await;
    let error = Post::get_many(&db, Post::USER.eq("ann")).page_size(0).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "Post: a page size of 0 would never end");
    let error = User::get_many(&db, ["a@b.io"]).descending().await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "User: `descending` needs a Query: a list of keys answers in the order of the list"
    );
    let error = User::get_many(&db, User::NAME.exists()).descending().await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "User: `descending` needs a Query, and no condition pins the hash key `email`"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_number_that_cannot_be_stored_is_named_and_not_sent() {
    let (faults, db) = scripted().await;
    let scores = [("x".to_owned(), f64::NAN)].into();
    let contact = Contact { scores, ..Contact::new(Uuid::nil(), "c") };
    let error = Contact::save_one(&db, &contact).await.unwrap_err();
    assert!(error.is_encode(), "{error:?}");
    assert_eq!(error.to_string(), "cannot store Contact: `scores.x`: a number is not finite");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_condition_that_can_never_hold_is_refused_on_a_write() {
    let (faults, db) = scripted().await;
    let user = User::new("a@b.io", "Ann");
    let error = User::save_one(&db, user).overwrite(User::YEAR_OF_BIRTH.between(9, 1)).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.to_string(), "User: the condition of this write can never hold");
    assert_eq!(sent(&faults), Vec::<String>::new());
}

/// A model with a read-only field and an older name.
#[derive(Model, Clone, Debug, PartialEq)]
struct Paper {
    #[model(hash_key)]
    id: u32,
    #[model(alias = "heading")]
    title: String,
    #[model(read_only, default)]
    log: Vec<String>,
    #[model(default)]
    marks: Vec<Option<u8>>,
    tags: std::collections::HashSet<String>,
    size: i64,
    step: i64,
}

async fn paper() -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    Paper::create_table(&db).await.unwrap();
    Paper::save_one(&db, Paper::new(1, "t", std::collections::HashSet::new(), 1, 2)).await.unwrap();
    faults.forget();
    (faults, db)
}

#[tokio::test]
async fn a_field_that_is_never_updated_is_refused_in_a_map_too() {
    let (faults, db) = paper().await;
    let map = item([("id", Value::from(1_u64)), ("log", Value::L(vec![Value::from("x")]))]);
    let error = Paper::update_from_item(&db, map).await.unwrap_err();
    assert_eq!(error.to_string(), "Paper: `log` is read-only");
    // A set that reads as empty where it is absent may be removed.
    let map = item([("id", Value::from(1_u64)), ("tags", Value::L(Vec::new()))]);
    assert!(Paper::update_from_item(&db, map).await.unwrap().is_some_and(|paper| paper.tags.is_empty()));
    assert_eq!(sent(&faults), ["UpdateItem"]);
}

#[tokio::test]
async fn a_field_cannot_be_added_to_a_field() {
    let (faults, db) = paper().await;
    let error = Paper::update_one(&db, 1, Paper::SIZE.add(Paper::STEP)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Paper: `step` cannot be added to `size`: DynamoDB adds values, and reads no other field for it"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn v1_none_inside_a_list_is_null_and_moves_nothing() {
    let (_, db) = paper().await;
    Paper::update_one(&db, 1, Paper::MARKS.set([Some(1), None, Some(3)])).await.unwrap();
    let paper = Paper::update_one(&db, 1, Paper::MARKS.index(0).set(None)).await.unwrap().unwrap();
    assert_eq!(paper.marks, [None, None, Some(3)]);
    let paper = Paper::update_one(&db, 1, Paper::MARKS.index(0).remove()).await.unwrap().unwrap();
    assert_eq!(paper.marks, [None, Some(3)]);
}

#[tokio::test]
async fn a_name_of_today_wins_over_an_older_one() {
    let both = |first: &str, second: &str| {
        let rest = r#""id":{"N":"1"},"size":{"N":"1"},"step":{"N":"1"}"#;
        format!(r#"{{"Item":{{"{first}":{{"S":"{first}"}},"{second}":{{"S":"{second}"}},{rest}}}}}"#)
    };
    let (faults, db) = paper().await;
    for (first, second) in [("title", "heading"), ("heading", "title")] {
        faults.next(Fault::answer(200, both(first, second)));
        assert_eq!(Paper::get_one(&db, 1).await.unwrap().unwrap().title, "title");
    }
}
