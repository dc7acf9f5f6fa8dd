//! The routes, and how they are served.

use std::future::Future;
use std::io;

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use dynamo_model::axum::statuses;
use dynamo_model::prelude::*;
use dynamo_model::{Error, ErrorKind, Result};
use tokio::net::TcpListener;

use crate::model::{Article, Author};
use crate::{articles, authors};

/// Creates the tables, where they are not there yet.
pub(crate) async fn create_tables(db: &Connection) -> Result<()> {
    db.create_tables::<(Author, Article)>().await
}

/// Serves until it is told to stop, and then until the requests that are under way have their answers.
pub(crate) async fn serve(
    listener: TcpListener,
    db: Connection,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(db)).with_graceful_shutdown(stop).await
}

fn router(db: Connection) -> Router {
    Router::new()
        .route("/authors", post(authors::create))
        .route("/authors/{author}", get(authors::read))
        .route("/authors/{author}/articles", post(articles::create).get(articles::list))
        .route(
            "/authors/{author}/articles/{slug}",
            get(articles::read).put(articles::change).delete(articles::delete),
        )
        .layer(map_response(statuses(status)))
        .layer(map_response(logged))
        .with_state(db)
}

/// Where DynamoDB itself failed, this service is not to blame.
fn status(error: &Error) -> Option<u16> {
    (error.kind() == ErrorKind::Internal).then_some(502)
}

/// Writes down what an answer does not tell.
async fn logged(response: Response) -> Response {
    let error = response.extensions().get::<Error>();
    if let Some(error) = error.filter(|_| response.status().is_server_error()) {
        eprintln!("{} was answered: {error}", response.status());
    }
    response
}
