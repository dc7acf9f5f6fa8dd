//! Authors: create and read.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use dynamo_model::Result;
use dynamo_model::prelude::*;

use crate::model::Author;

/// Answers 201; 409 where the handle is taken, 422 where a rule is broken.
pub(crate) async fn create(
    State(db): State<Connection>,
    Json(author): Json<Author>,
) -> Result<(StatusCode, Json<Author>)> {
    let author = Author::save_one(&db, author).overwrite(false).await?;
    Ok((StatusCode::CREATED, Json(author)))
}

/// Answers 200 or 404.
pub(crate) async fn read(State(db): State<Connection>, Path(author): Path<String>) -> Result<Json<Author>> {
    Ok(Json(Author::get_one(&db, author).or_not_found().await?))
}
