//! No log line holds a key, a value or a credential, at any level: by the filter, since the SDK's own lines do.

use std::io::Write;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::Credentials;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::observe::{Measurement, correlate, holds_no_value};
use dynamo_model::prelude::*;
use futures::{StreamExt, TryStreamExt};
use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::prelude::*;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Takes all lines of all levels, those of spans among them, that the filter lets pass.
    fn subscriber(
        &self,
        filter: fn(&tracing::Metadata<'_>) -> bool,
    ) -> impl Subscriber + Send + Sync + use<> {
        let lines = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_span_events(FmtSpan::FULL)
            .with_writer(self.clone())
            .with_filter(filter_fn(filter));
        tracing_subscriber::registry().with(lines.with_filter(LevelFilter::TRACE))
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Runs what logs, and gives the log.
fn logged(filter: fn(&tracing::Metadata<'_>) -> bool, run: impl FnOnce()) -> String {
    let log = Log::default();
    tracing::subscriber::with_default(log.subscriber(filter), run);
    log.text()
}

/// A model whose every value is planted.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "logged", index(name = "by_owner", hash = owner))]
struct Planted {
    #[model(hash_key)]
    key: String,
    #[model(range_key)]
    number: u64,
    owner: String,
    #[model(sensitive)]
    secret: String,
    #[validate(length(max = 40))]
    text: Option<String>,
    #[model(default)]
    hits: u64,
}

const NUMBER: u64 = 918_273_645;

fn planted(number: u64) -> Planted {
    let text = Some("PLANTED-TEXT".to_owned());
    Planted { text, ..Planted::new("PLANTED-KEY", number, "PLANTED-OWNER", "PLANTED-SECRET") }
}

/// Every class of verbs, what succeeds and what fails, with credentials that sign.
async fn everything() -> dynamo_model::Result<()> {
    let faults = Faults::embedded()?;
    let credentials =
        Credentials::new("PLANTED-ACCESS", "PLANTED-SIGNING", Some("PLANTED-TOKEN".to_owned()), None, "test");
    let db = Connection::builder()
        .http_client(faults.clone())
        .credentials(credentials)
        .region("us-east-1")
        .endpoint("http://planted.invalid")
        .report_capacity(true)
        .observer(|_: &Measurement| ())
        .build()?;
    Planted::create_table(&db).await?;
    let one = ("PLANTED-KEY", NUMBER);
    Planted::save_one(&db, planted(NUMBER)).await?;
    Planted::save_one(&db, planted(NUMBER)).overwrite(false).await.unwrap_err();
    let long = Planted { text: Some("PLANTED-LONG".repeat(9)), ..planted(NUMBER) };
    Planted::save_one(&db, long).await.unwrap_err();
    assert!(Planted::save_many(&db, (NUMBER..NUMBER + 40).map(planted)).await?.is_complete());
    Planted::get_one(&db, one).await?;
    Planted::get_one(&db, ("PLANTED-ABSENT", NUMBER)).or_not_found().await.unwrap_err();
    Planted::get_many(&db, [one, ("PLANTED-OTHER", NUMBER)]).await?;
    Planted::get_many(&db, Planted::OWNER.eq("PLANTED-OWNER")).await?;
    Planted::get_many(&db, Planted::SECRET.eq("PLANTED-SECRET")).stream().try_collect::<Vec<_>>().await?;
    let page = Planted::get_many(&db, Planted::KEY.eq("PLANTED-KEY")).limit(5).page().await?;
    drop(page);
    let set = [Planted::SECRET.set("PLANTED-NEW"), Planted::TEXT.set("PLANTED-NEW")];
    Planted::update_one(&db, one, set).only_if(Planted::OWNER.eq("PLANTED-OWNER")).await?;
    Planted::update_one(&db, one, Planted::HITS.add(1))
        .only_if(Planted::OWNER.eq("PLANTED-NO"))
        .await
        .unwrap_err();
    let hits = Planted::HITS.add(918_273_645);
    assert!(Planted::update_many(&db, Planted::OWNER.eq("PLANTED-OWNER"), hits).await?.is_complete());
    let more = futures::stream::iter((NUMBER..NUMBER + 9).map(planted));
    Planted::save_stream(&db, more).stream().collect::<Vec<_>>().await;
    db.transact_write().put(planted(NUMBER)).overwrite(false).await.unwrap_err();
    db.transact_get((Planted::key_of(one),)).await?;
    db.execute::<Planted>(r#"SELECT * FROM "logged" WHERE "key" = ?"#, ("PLANTED-KEY",)).await?;
    for fault in
        [Fault::Throttle, Fault::ConnectionCut { applied: true }, Fault::MalformedBody, Fault::WrongChecksum]
    {
        faults.next(fault);
        let _ = Planted::get_one(&db, one).await;
        let _ = Planted::save_one(&db, planted(NUMBER)).await;
    }
    // An attribute that does not fit the model.
    db.table("logged")
        .put(Item::from([
            ("key".to_owned(), "PLANTED-KEY".into()),
            ("number".to_owned(), 1.into()),
            ("secret".to_owned(), NUMBER.into()),
        ]))
        .await?;
    assert!(Planted::get_one(&db, ("PLANTED-KEY", 1)).await.unwrap_err().is_decode());
    assert!(Planted::delete_many(&db, Planted::KEY.eq("PLANTED-KEY")).await?.is_complete());
    db.client().list_tables().send().await.unwrap();
    Ok(())
}

fn run_everything() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(correlate("request-1", everything())).unwrap();
}

#[test]
fn with_the_filter_no_line_of_any_level_holds_a_key_a_value_or_a_credential() {
    let log = logged(holds_no_value, run_everything);
    for word in ["PLANTED", &NUMBER.to_string()] {
        let line = log.lines().find(|line| line.contains(word));
        assert_eq!(line, None);
    }
    // The filter is no muzzle: spans and events are there, by OpenTelemetry's names.
    for words in [
        "dynamo_model::call",
        "dynamo_model::attempt",
        "db.system.name=\"aws.dynamodb\"",
        "db.operation.name=\"save_one\"",
        "db.operation.name=\"BatchWriteItem\"",
        "db.collection.name=\"logged\"",
        "aws.dynamodb.table_names=\"logged\"",
        "aws.dynamodb.index_name=\"by_owner\"",
        "aws.dynamodb.consumed_capacity=",
        "aws.dynamodb.count=",
        "aws.dynamodb.scanned_count=",
        "error.type=Throttled",
        "db.response.status_code=\"ThrottlingException\"",
        "http.response.status_code=400",
        "http.request.resend_count=1",
        "correlation_id=\"request-1\"",
        "the attempt failed",
        "the call failed",
    ] {
        assert!(log.contains(words), "{words}");
    }
}

/// So that the other test can fail.
#[test]
fn without_the_filter_the_sdk_logs_them() {
    let log = logged(|_| true, run_everything);
    for word in ["PLANTED-TEXT", "PLANTED-KEY", "PLANTED-SECRET", "PLANTED-ACCESS"] {
        assert!(log.contains(word), "{word}");
    }
    // Whatever it logs is not of this crate.
    let ours = log.lines().filter(|line| line.contains(" dynamo_model::") && !line.contains("aws_"));
    assert_eq!(ours.filter(|line| line.contains("PLANTED")).collect::<Vec<_>>(), Vec::<&str>::new());
}
