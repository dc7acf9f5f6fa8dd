//! A web service over two models, with axum: `cargo run --example service`.
//!
//! It runs on the engine inside the process and forgets all when it stops. With `DYNAMODB_ENDPOINT` or
//! `AWS_ENDPOINT_URL_DYNAMODB` it connects there, as the environment says (`Connection::from_env`). `PORT` is where it
//! listens, 3000 where it is not set. Ctrl-C or SIGTERM stops it once the requests that are under way have their answers.
//!
//! Prints:
//!
//! ```text
//! listening on http://127.0.0.1:3000
//! stopped
//! ```
//!
//! and meanwhile answers, with a `>` before what is sent to it and a `<` before what it says:
//!
//! ```http
//! > POST /authors {"handle":"ann","name":"Ann"}
//! < 201 {"handle":"ann","name":"Ann"}
//! > POST /authors {"handle":"ann","name":"Another"}
//! < 409 {"detail":"there is such an item already","status":409,"title":"Conflict"}
//! > POST /authors {"handle":"","name":"Nobody"}
//! < 422 {"detail":"what was sent breaks rules","errors":[{"code":"length","detail":"must have a length of at least 1 and at most 40","path":"handle"}],"status":422,"title":"Unprocessable Entity"}
//! > GET /authors/bea
//! < 404 {"detail":"there is no such item","status":404,"title":"Not Found"}
//! > POST /authors/ann/articles {"slug":"moi","title":"Moi Avenue","text":"It is long."}
//! < 201 {"author":"ann","slug":"moi","title":"Moi Avenue","text":"It is long.","version":1}
//! > PUT /authors/ann/articles/moi {"title":"Moi Avenue","text":"It is longer.","version":1}
//! < 200 {"author":"ann","slug":"moi","title":"Moi Avenue","text":"It is longer.","version":2}
//! > PUT /authors/ann/articles/moi {"title":"Moi Avenue","text":"It is short.","version":1}
//! < 409 {"detail":"what is stored is not, or no longer, as this request needs it","status":409,"title":"Conflict"}
//! > GET /authors/ann/articles?limit=20
//! < 200 {"items":[{"author":"ann","slug":"moi","title":"Moi Avenue","text":"It is longer.","version":2}],"cursor":null}
//! > GET /authors/ann/articles?after=nowhere
//! < 422 {"detail":"the cursor is damaged, or is of another list","status":422,"title":"Unprocessable Entity"}
//! > DELETE /authors/ann/articles/moi?version=2
//! < 204
//! > DELETE /authors/ann/articles/moi?version=2
//! < 404 {"detail":"there is no such item","status":404,"title":"Not Found"}
//! ```

mod app;
mod articles;
mod authors;
mod model;

use std::env;
use std::error::Error;

use dynamo_model::prelude::*;
use tokio::net::TcpListener;

/// Where it listens unless `PORT` says otherwise.
const PORT: u16 = 3000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let db = connect().await?;
    app::create_tables(&db).await?;
    let listener = TcpListener::bind(("127.0.0.1", port()?)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    app::serve(listener, db, signals::to_stop()).await?;
    println!("stopped");
    Ok(())
}

async fn connect() -> dynamo_model::Result<Connection> {
    let endpoints = ["DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL_DYNAMODB"];
    if endpoints.iter().any(|name| env::var_os(name).is_some_and(|url| !url.is_empty())) {
        Connection::from_env().await
    } else {
        Connection::embedded()
    }
}

fn port() -> Result<u16, String> {
    let Ok(port) = env::var("PORT") else { return Ok(PORT) };
    port.parse().map_err(|_| format!("the environment variable PORT is no port: `{port}`"))
}

#[cfg(unix)]
mod signals {
    use tokio::signal::ctrl_c;
    use tokio::signal::unix::{SignalKind, signal};

    /// Waits for Ctrl-C, or for what stops a container. Where signals cannot be heard, it waits for ever.
    pub(crate) async fn to_stop() {
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            return std::future::pending().await;
        };
        tokio::select! {
            Ok(()) = ctrl_c() => {}
            Some(()) = terminated.recv() => {}
            else => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
mod signals {
    /// Waits for Ctrl-C. Where it cannot be heard, it waits for ever.
    pub(crate) async fn to_stop() {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
