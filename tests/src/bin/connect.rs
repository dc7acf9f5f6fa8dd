//! Connects as the environment and its arguments say, reads one item, and prints what came of it.
//!
//! The arguments are words of the builder, such as `profile=blue`, and how often it reads at once: `reads=8`.

use dynamo_model::observe::Measurement;
use dynamo_model::{Connection, Error, Retry, Verbs};
use dynamo_model_tests::Counter;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let answer = match read().await {
        Ok(found) => format!("{found:?}"),
        Err(error) => format!("{:?} {}: {error}", error.kind(), error.http_status()),
    };
    println!("{answer}");
}

async fn read() -> Result<Option<Counter>, Error> {
    let (mut builder, mut reads) = (Connection::builder(), 1);
    for argument in std::env::args().skip(1) {
        builder = match argument.split_once('=').expect("an argument is `word=value`") {
            ("profile", name) => builder.profile(name),
            ("endpoint", url) => builder.endpoint(url),
            ("attempts", number) => builder.retry(Retry::attempts(number.parse().expect("a number"))),
            ("concurrency", number) => builder.max_concurrency(number.parse().expect("a number")),
            ("reads", number) => {
                reads = number.parse().expect("a number");
                builder
            }
            ("service", name) => builder.service(name),
            ("deployment", name) => builder.deployment(name),
            ("labels", "shown") => builder.observer(|attempt: &Measurement| {
                println!("{:?} in {:?}", attempt.service, attempt.deployment);
            }),
            ("rate_limit", limited) => {
                builder.rate_limit_without_credentials(limited.parse().expect("true or false"))
            }
            (word, _) => unreachable!("no such word: {word}"),
        };
    }
    let db = builder.connect().await?;
    let found = futures::future::join_all((0..reads).map(|_| Counter::get_one(&db, 1).send())).await;
    found.into_iter().next_back().expect("it reads once or more")
}
