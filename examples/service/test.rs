//! The service over HTTP, on a port of its own, with an engine that fails as it is told to.

mod app;
mod articles;
mod authors;
#[path = "../logs/log.rs"]
mod log;
mod model;

use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;
use std::{env, io};

use dynamo_model::Retry;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::observe::holds_no_value;
use dynamo_model::prelude::*;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing_subscriber::prelude::*;

use log::Log;

/// A service that runs, and its engine.
struct Service {
    address: SocketAddr,
    faults: Faults,
    stop: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
}

impl Service {
    async fn start() -> Self {
        let faults = Faults::embedded().expect("the engine starts");
        let quick = Retry::attempts(2).base(Duration::from_millis(1));
        let db = Connection::builder().local(faults.clone()).retry(quick).build().expect("it is whole");
        app::create_tables(&db).await.expect("the tables are created");
        faults.forget();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap_or_default() };
        Self { address, faults, stop, served: tokio::spawn(app::serve(listener, db, stopped)) }
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        send(self.address, method, path, body).await.expect("it answers")
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string()).await
    }
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| unreachable!("{error}: {}", self.body))
    }
}

async fn send(address: SocketAddr, method: &str, path: &str, body: &str) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head: head.to_lowercase(), body: body.to_owned() })
}

/// The conversation at the top of the example, as pairs of what is sent and what is said.
fn conversation() -> Vec<(String, String)> {
    let lines = include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("//! "));
    let mut pairs = Vec::new();
    let mut asked = None;
    for line in lines {
        match (line.split_at_checked(2), asked.take()) {
            (Some(("> ", request)), _) => asked = Some(request.to_owned()),
            (Some(("< ", answer)), Some(request)) => pairs.push((request, answer.to_owned())),
            _ => {}
        }
    }
    pairs
}

#[tokio::test]
async fn the_conversation_at_the_top_is_real() {
    let service = Service::start().await;
    converse(&service).await;
}

#[test]
fn with_the_filter_no_line_of_its_log_holds_a_key_or_a_value() {
    // What is logged at a place of the code is decided once for all threads, so this has a process to itself.
    let this = env::current_exe().expect("it runs");
    let run = Command::new(this).args(["--ignored", "--exact", "the_log_of_the_conversation"]).output();
    let said = run.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    assert!(said.as_ref().is_ok_and(|said| said.contains("1 passed; 0 failed")), "{said:?}");
}

/// All runs in one thread, so that the log of this one is that of the service.
#[tokio::test]
#[ignore = "runs in a process of its own, by the test above"]
async fn the_log_of_the_conversation() {
    const VALUES: &[&str] = &["It is longer.", "Moi Avenue"];
    let (filtered, all) = (Log::of(VALUES), Log::of(VALUES));
    let layers = filtered.layer(holds_no_value).and_then(all.layer(|_| true));
    let subscriber = tracing_subscriber::registry().with(layers);
    let _log = tracing::subscriber::set_default(subscriber);
    converse(&Service::start().await).await;
    assert_eq!(filtered.found(), Vec::<&str>::new());
    assert_eq!(all.found(), VALUES, "the SDK logs them, so that this test can fail");
}

async fn converse(service: &Service) {
    let conversation = conversation();
    assert_eq!(conversation.len(), 11);
    for (request, expected) in conversation {
        let mut parts = request.splitn(3, ' ');
        let mut part = || parts.next().unwrap_or_default();
        let answer = service.send(part(), part(), part()).await;
        assert_eq!(format!("{} {}", answer.status, answer.body).trim_end(), expected, "{request}");
    }
}

#[tokio::test]
async fn pages_are_joined_by_their_cursors() {
    let service = Service::start().await;
    service.post("/authors", &json!({ "handle": "ann", "name": "Ann" })).await;
    for number in 0..5 {
        let article = json!({ "slug": format!("s{number}"), "title": "x", "text": "" });
        assert_eq!(service.post("/authors/ann/articles", &article).await.status, 201);
    }
    let (mut slugs, mut sizes, mut after) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = service.get(&format!("/authors/ann/articles?limit=2{after}")).await;
        assert_eq!(page.status, 200);
        let page = page.json();
        let items = page["items"].as_array().cloned().unwrap_or_default();
        sizes.push(items.len());
        slugs.extend(items.iter().map(|item| item["slug"].as_str().unwrap_or_default().to_owned()));
        let Some(cursor) = page["cursor"].as_str() else { break };
        // A cursor is of one list.
        let other = service.get(&format!("/authors/bea/articles?after={cursor}")).await;
        assert_eq!(other.status, 422);
        after = format!("&after={cursor}");
    }
    assert_eq!((slugs.join(" ").as_str(), sizes), ("s0 s1 s2 s3 s4", vec![2, 2, 1]));
}

#[tokio::test]
async fn what_fails_behind_the_service_has_its_status_and_tells_nothing_of_it() {
    let service = Service::start().await;
    let table = [
        (Fault::Throttle, 429),
        (Fault::ProvisionedThroughputExceeded, 429),
        (Fault::service(400, "TransactionConflictException", "PLANTED"), 409),
        (Fault::Unavailable, 503),
        (Fault::Timeout { applied: false }, 503),
        (Fault::ConnectionRefused, 503),
        // The service says so itself.
        (Fault::InternalError { applied: false }, 502),
        (Fault::service(400, "AccessDeniedException", "arn:aws:iam::PLANTED"), 500),
        (Fault::service(400, "ResourceNotFoundException", "Table: authors PLANTED"), 500),
    ];
    for (fault, status) in table {
        service.faults.always(fault.clone());
        let answer = service.get("/authors/ann").await;
        assert_eq!(answer.status, status, "{fault:?}");
        assert!(answer.head.contains("content-type: application/problem+json"), "{}", answer.head);
        assert_eq!(answer.json()["status"], status, "{fault:?}");
        for inside in ["PLANTED", "authors", "ann", "Exception", "DynamoDB", "us-east"] {
            assert!(!answer.body.contains(inside), "{fault:?}: {}", answer.body);
        }
    }
    service.faults.clear();
    assert_eq!(service.get("/authors/ann").await.status, 404);
}

#[tokio::test]
async fn an_article_of_nobody_is_not_found_and_one_that_is_there_is_read() {
    let service = Service::start().await;
    let article = json!({ "slug": "a", "title": "A", "text": "" });
    assert_eq!(service.post("/authors/ann/articles", &article).await.status, 404);
    service.post("/authors", &json!({ "handle": "ann", "name": "Ann" })).await;
    assert_eq!(service.get("/authors/ann").await.json(), json!({ "handle": "ann", "name": "Ann" }));
    assert_eq!(service.post("/authors/ann/articles", &article).await.status, 201);
    assert_eq!(service.post("/authors/ann/articles", &article).await.status, 409);
    let read = service.get("/authors/ann/articles/a").await;
    assert_eq!((read.status, &read.json()["version"]), (200, &json!(1)));
    // An update obeys the rules of its fields as well.
    let change = json!({ "title": "", "text": "", "version": 1 });
    let refused = service.send("PUT", "/authors/ann/articles/a", &change.to_string()).await;
    assert_eq!((refused.status, &refused.json()["errors"][0]["path"]), (422, &json!("title")));
}

#[tokio::test]
async fn a_request_that_is_under_way_has_its_answer_before_the_service_stops() {
    let service = Service::start().await;
    service.faults.next(Fault::Delay(Duration::from_millis(300)));
    let address = service.address;
    let asked = tokio::spawn(async move { send(address, "GET", "/authors/ann", "").await });
    while service.faults.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    service.stop.send(()).expect("it still runs");
    let answer = asked.await.expect("it joins").expect("it is answered");
    assert_eq!(answer.status, 404);
    service.served.await.expect("it joins").expect("it stops well");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
