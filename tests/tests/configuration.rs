//! How a connection is configured: by the environment of a process of its own, and by the builder, which wins.

use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future;
use aws_sdk_dynamodb::config::{Credentials, ProvideCredentials};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use dynamo_model::prelude::*;
use dynamo_model::{ConnectionBuilder, Retry};
use dynamo_model_tests::Counter;
use dynamo_model_tests::http::read_request;

/// A server that answers all requests alike, and keeps their heads.
struct Server {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn answering(status: u16, body: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(head) = answer(stream, status, body) {
                    kept.lock().expect("nobody panics with it").push(head);
                }
            }
        });
        Self { url, heads }
    }

    /// With no item in its answers.
    fn empty() -> Self {
        Self::answering(200, "{}")
    }

    fn throttling() -> Self {
        Self::answering(400, r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}"#)
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("nobody panics with it").clone()
    }
}

fn answer(stream: TcpStream, status: u16, body: &str) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let head = read_request(&mut reader)?;
    let answer = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    reader.get_mut().write_all(answer.as_bytes()).ok()?;
    Some(head)
}

/// Connects in a process that has this environment and no other, and gives what it prints.
fn connect(environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_connect"))
        .args(arguments)
        .env_clear()
        // The chain of the SDK ends with a server that is there on AWS only.
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_REGION", "us-east-1")
        .env("HOME", "/nowhere")
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).expect("it prints text").trim().to_owned()
}

const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "OFENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&KEYS[..], more].concat()
}

/// A file of profiles of this test's own, which is removed when it ends.
struct Profiles(PathBuf);

impl Profiles {
    fn holding(text: &str) -> Self {
        static FILES: AtomicU64 = AtomicU64::new(0);
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let name = format!("dynamo-model-profiles-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).expect("the file can be written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path is Unicode")
    }
}

impl Drop for Profiles {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Two profiles, of which one asks for a single attempt.
const PROFILES: &str = "[blue]\naws_access_key_id = OFBLUE\naws_secret_access_key = secret\nmax_attempts = 1\n\
                        [green]\naws_access_key_id = OFGREEN\naws_secret_access_key = secret\n";

#[test]
fn the_older_spelling_of_the_session_token_is_read_where_the_newer_is_not_set() {
    let server = Server::empty();
    let endpoint = ("DYNAMODB_ENDPOINT", server.url.as_str());
    assert_eq!(connect(&with(&[endpoint, ("AWS_SECURITY_TOKEN", "older")]), &[]), "None");
    let both = [endpoint, ("AWS_SECURITY_TOKEN", "older"), ("AWS_SESSION_TOKEN", "newer")];
    assert_eq!(connect(&with(&both), &[]), "None");
    let [first, second] = &server.heads()[..] else { panic!("{:?}", server.heads()) };
    assert!(first.contains("x-amz-security-token: older\r\n"), "{first}");
    assert!(first.contains("Credential=OFENV/"), "{first}");
    assert!(second.contains("x-amz-security-token: newer\r\n"), "{second}");
}

#[test]
fn a_profile_is_named_by_either_spelling_and_the_builder_wins() {
    let (server, profiles) = (Server::empty(), Profiles::holding(PROFILES));
    let base = [("DYNAMODB_ENDPOINT", server.url.as_str()), ("AWS_SHARED_CREDENTIALS_FILE", profiles.path())];
    let older = ("AWS_DEFAULT_PROFILE", "blue");
    assert_eq!(connect(&[&base[..], &[older]].concat(), &[]), "None");
    let both = [&base[..], &[older, ("AWS_PROFILE", "green")]].concat();
    assert_eq!(connect(&both, &[]), "None");
    assert_eq!(connect(&both, &["profile=blue"]), "None");
    // The environment's own keys come before its profile, and not before that of the builder.
    assert_eq!(connect(&[&both[..], &KEYS].concat(), &[]), "None");
    assert_eq!(connect(&[&both[..], &KEYS].concat(), &["profile=blue"]), "None");
    let of = |head: &String| {
        let credential = head.split("Credential=").nth(1).and_then(|rest| rest.split('/').next());
        credential.map(ToOwned::to_owned)
    };
    let told: Vec<_> = server.heads().iter().filter_map(of).collect();
    assert_eq!(told, ["OFBLUE", "OFGREEN", "OFBLUE", "OFENV", "OFBLUE"]);
}

#[test]
fn a_profile_that_does_not_exist_is_told_when_connecting() {
    let profiles = Profiles::holding(PROFILES);
    let file = ("AWS_SHARED_CREDENTIALS_FILE", profiles.path());
    let words = "ProfileNotFound 500: there is no profile `red` in the files of the AWS configuration";
    assert_eq!(connect(&[file, ("AWS_PROFILE", "red")], &[]), words);
    assert_eq!(connect(&with(&[file, ("AWS_DEFAULT_PROFILE", "red")]), &[]), words);
    assert_eq!(connect(&with(&[file]), &["profile=red"]), words);
    assert_eq!(connect(&with(&[("AWS_CONFIG_FILE", "/nowhere")]), &["profile=red"]), words);
}

#[test]
fn the_closest_number_of_attempts_wins() {
    let profiles = Profiles::holding(PROFILES);
    let of_blue = [("AWS_SHARED_CREDENTIALS_FILE", profiles.path()), ("AWS_PROFILE", "blue")];
    let table: [(&[(&str, &str)], &[&str], usize); 5] = [
        (&of_blue, &[], 1),
        (&[("AWS_MAX_ATTEMPTS", "1")], &[], 1),
        (&[("DYNAMODB_MAX_RETRIES", "1"), ("AWS_MAX_ATTEMPTS", "3")], &[], 1),
        (&[("DYNAMODB_MAX_RETRIES", "2"), ("AWS_MAX_ATTEMPTS", "1")], &[], 2),
        (&[("DYNAMODB_MAX_RETRIES", "3"), ("AWS_MAX_ATTEMPTS", "3")], &["attempts=1"], 1),
    ];
    for (variables, arguments, attempts) in table {
        let server = Server::throttling();
        let environment = with(&[&[("DYNAMODB_ENDPOINT", server.url.as_str())], variables].concat());
        let told = connect(&environment, arguments);
        assert!(told.starts_with("Throttled 429: "), "{variables:?}: {told}");
        assert_eq!(server.heads().len(), attempts, "{variables:?}");
    }
}

#[test]
fn the_closest_endpoint_wins() {
    let [ours, of_dynamodb, of_all, builders] = [(); 4].map(|()| Server::empty());
    let least = ("AWS_ENDPOINT_URL", of_all.url.as_str());
    let middle = ("AWS_ENDPOINT_URL_DYNAMODB", of_dynamodb.url.as_str());
    let most = ("DYNAMODB_ENDPOINT", ours.url.as_str());
    assert_eq!(connect(&with(&[least]), &[]), "None");
    assert_eq!(connect(&with(&[least, middle]), &[]), "None");
    assert_eq!(connect(&with(&[least, middle, most]), &[]), "None");
    let argument = format!("endpoint={}", builders.url);
    assert_eq!(connect(&with(&[least, middle, most]), &[&argument]), "None");
    let asked = [&of_all, &of_dynamodb, &ours, &builders].map(|server| server.heads().len());
    assert_eq!(asked, [1, 1, 1, 1]);
}

#[test]
fn measurements_have_the_labels_of_the_environment_or_of_the_builder() {
    let server = Server::empty();
    let endpoint = ("DYNAMODB_ENDPOINT", &*server.url);
    let labels = [("SERVICE", "shop"), ("ENVIRONMENT", "staging")];
    let table: [(&[(&str, &str)], &[&str], &str); 4] = [
        (&[], &[], "None in None"),
        (&labels, &[], r#"Some("shop") in Some("staging")"#),
        (&labels, &["service=till"], r#"Some("till") in Some("staging")"#),
        (&[("SERVICE", "")], &["deployment=live"], r#"None in Some("live")"#),
    ];
    for (variables, arguments, shown) in table {
        let told =
            connect(&with(&[&[endpoint], variables].concat()), &[arguments, &["labels=shown"]].concat());
        assert_eq!(told, format!("{shown}\nNone"), "{variables:?}");
    }
}

#[test]
fn the_want_of_credentials_is_answered_as_the_environment_says() {
    let endpoint = ("DYNAMODB_ENDPOINT", "http://127.0.0.1:9");
    let table: [(&[(&str, &str)], &[&str], &str); 5] = [
        (&[], &[], "500"),
        (&[("DYNAMODB_NO_CREDS_RATE_LIMIT", "TRUE")], &[], "429"),
        (&[("DYANMODB_NO_CREDS_RATE_LIMIT", "true")], &[], "429"),
        (&[("DYANMODB_NO_CREDS_RATE_LIMIT", "true")], &["rate_limit=false"], "500"),
        (&[("DYNAMODB_NO_CREDS_RATE_LIMIT", "false")], &["rate_limit=true"], "429"),
    ];
    for (variables, arguments, status) in table {
        let told = connect(&[&[endpoint], variables].concat(), arguments);
        assert!(told.starts_with(&format!("NoCredentials {status}: ")), "{variables:?}: {told}");
    }
}

#[test]
fn what_does_not_parse_is_named_and_does_not_panic() {
    let profiles = Profiles::holding("[blue]\nmax_attempts = 0\n[green]\nretry_mode = slow\n");
    let file = ("AWS_SHARED_CREDENTIALS_FILE", profiles.path());
    let table: [(&[(&str, &str)], &str); 5] = [
        (
            &[("DYNAMODB_MAX_CLIENTS", "0")],
            "the environment variable DYNAMODB_MAX_CLIENTS is no number of requests, which is 1 or more: `0`",
        ),
        (
            &[("DYNAMODB_MAX_RETRIES", "none")],
            "the environment variable DYNAMODB_MAX_RETRIES is no number of attempts, which is 1 or more: `none`",
        ),
        (
            &[("AWS_RETRY_MODE", "slow")],
            "the environment variable AWS_RETRY_MODE is neither `standard` nor `adaptive`: `slow`",
        ),
        (
            &[file, ("AWS_PROFILE", "blue")],
            "`max_attempts` of the profile `blue` is no number of attempts, which is 1 or more: `0`",
        ),
        (
            &[file, ("AWS_PROFILE", "green")],
            "`retry_mode` of the profile `green` is neither `standard` nor `adaptive`: `slow`",
        ),
    ];
    for (variables, words) in table {
        assert_eq!(connect(&with(variables), &[]), format!("Configuration 500: {words}"));
    }
}

#[test]
fn a_profile_needs_the_files() {
    let error = Connection::builder().region("us-east-1").profile("blue").build().unwrap_err();
    assert!(error.is_configuration(), "{error:?}");
    assert_eq!(error.to_string(), "a profile is read by `connect()`, and not by `build()`");
}

/// Gives new keys each time that it is asked, which expire soon.
#[derive(Debug, Default)]
struct Rotating(AtomicU64);

impl ProvideCredentials for Rotating {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let soon = SystemTime::now() + Duration::from_secs(1);
        future::ProvideCredentials::ready(Ok(Credentials::new(
            format!("KEY{number}"),
            "secret",
            None,
            Some(soon),
            "rotating",
        )))
    }
}

/// What a profile says of itself that the SDK does not find.
#[derive(Debug)]
struct Undefined;

impl ProvideCredentials for Undefined {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let words = "profile `red` was not defined: could not find source profile red";
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(words)))
    }
}

#[tokio::test]
async fn a_profile_that_a_provider_misses_is_told_as_such() {
    let http = Signed::default();
    let db = signed(&http).credentials(Undefined).build().unwrap();
    let error = Counter::get_one(&db, 1).await.unwrap_err();
    assert!(error.is_profile_not_found(), "{error:?}");
    assert_eq!(*http.0.lock().unwrap(), Vec::<String>::new());
}

/// Keeps by whose key each request was signed, and finds nothing.
#[derive(Clone, Debug, Default)]
struct Signed(Arc<Mutex<Vec<String>>>);

impl HttpConnector for Signed {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let by = request.headers().get("authorization").and_then(|header| header.split("Credential=").nth(1));
        let key = by.and_then(|rest| rest.split('/').next()).unwrap_or_default();
        self.0.lock().expect("nobody panics with it").push(key.to_owned());
        let status = 200.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from("{}"))))
    }
}

impl HttpClient for Signed {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn signed(http: &Signed) -> ConnectionBuilder {
    Connection::builder().http_client(http.clone()).region("us-east-1").endpoint("http://scripted.invalid")
}

#[tokio::test]
async fn rotating_credentials_are_picked_up_by_a_connection_in_use() {
    let http = Signed::default();
    let db = signed(&http).credentials(Rotating::default()).build().unwrap();
    for _ in 0..3 {
        assert_eq!(Counter::get_one(&db.clone(), 1).await.unwrap(), None);
    }
    assert_eq!(*http.0.lock().unwrap(), ["KEY0", "KEY1", "KEY2"]);
}

/// A provider whose `Debug` tells all that it has.
#[derive(Debug)]
struct Talkative {
    #[expect(dead_code, reason = "it is there for `Debug`")]
    secret: &'static str,
}

impl ProvideCredentials for Talkative {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Ok(Credentials::new("PLANTED", "PLANTED", None, None, "talkative")))
    }
}

#[tokio::test]
async fn debug_of_a_connection_and_of_its_builder_shows_no_secret() {
    let builder = || {
        signed(&Signed::default())
            .credentials(Talkative { secret: "PLANTED" })
            .cursor_key("PLANTED")
            .endpoint("http://user:PLANTED@127.0.0.1")
            .retry(Retry::attempts(7))
            .table_prefix("dev-")
    };
    let refused = builder().build().unwrap_err();
    assert_eq!(refused.to_string(), "the endpoint holds the name of a user, which would not be sent");
    let connected = builder().endpoint("http://127.0.0.1").build().unwrap();
    let shown = format!("{:?} {connected:?} {refused:?}", builder());
    assert!(!shown.contains("PLANTED"), "{shown}");
    assert!(shown.contains("dev-") && shown.contains('7'), "{shown}");
    let keys = Credentials::new("AKIAEXAMPLE", "PLANTED", Some("PLANTED".to_owned()), None, "test");
    let shown = format!("{:?}", signed(&Signed::default()).credentials(keys));
    assert!(!shown.contains("PLANTED"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn an_adaptive_policy_is_carried_out() {
    let (faults, db) = dynamo_model_tests::scripted::scripted().await;
    faults.next(dynamo_model::faults::Fault::Throttle);
    let policy = Retry::attempts(2).base(Duration::from_millis(5)).adaptive();
    assert_eq!(Counter::get_one(&db, 1).retry(policy).await.unwrap(), None);
    assert_eq!(dynamo_model_tests::scripted::sent(&faults), ["GetItem"; 2]);
}

#[test]
fn a_client_is_used_as_it_is() {
    let client = || {
        let config = aws_sdk_dynamodb::Config::builder().behavior_version_latest();
        let region = aws_sdk_dynamodb::config::Region::new("eu-west-1");
        aws_sdk_dynamodb::Client::from_conf(config.region(region).allow_no_auth().build())
    };
    let error = Connection::builder().client(client()).retry(Retry::never()).build().unwrap_err();
    assert!(error.is_configuration());
    assert_eq!(
        error.to_string(),
        "`.retry(..)` beside `.client(..)`, which is used as it is: set it on the client, or have the client made here"
    );
    assert!(Connection::builder().client(client()).region("eu-west-1").build().is_err());
    assert!(Connection::builder().client(client()).table_prefix("dev-").build().is_ok());
}

#[test]
fn a_region_that_is_none_is_refused() {
    for (region, why) in [
        ("", "the region is empty"),
        ("no such", "the region `no such` holds ' ', and a region holds only letters, digits and `-`"),
    ] {
        let error = Connection::builder().region(region).without_credentials().build().unwrap_err();
        assert_eq!((error.is_configuration(), error.to_string()), (true, why.to_owned()));
    }
}
