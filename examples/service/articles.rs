//! Articles: create, read, list, change and delete.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use dynamo_model::prelude::*;
use dynamo_model::{Cursor, Result};
use serde::{Deserialize, Serialize};

use crate::model::{Article, Author};

/// How many articles a page holds, unless fewer are asked for.
const PAGE: usize = 100;

#[derive(Deserialize)]
pub(crate) struct Draft {
    slug: String,
    title: String,
    text: String,
}

/// Answers 201; 404 where there is no such author, 409 where the slug is taken, 422 where a rule is broken.
pub(crate) async fn create(
    State(db): State<Connection>,
    Path(author): Path<String>,
    Json(Draft { slug, title, text }): Json<Draft>,
) -> Result<(StatusCode, Json<Article>)> {
    Author::get_one(&db, &author).or_not_found().await?;
    let article = Article::new(author, slug, title, text);
    let article = Article::save_one(&db, article).overwrite(false).await?;
    Ok((StatusCode::CREATED, Json(article)))
}

/// Answers 200 or 404.
pub(crate) async fn read(
    State(db): State<Connection>,
    Path(key): Path<(String, String)>,
) -> Result<Json<Article>> {
    Ok(Json(Article::get_one(&db, key).or_not_found().await?))
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    limit: Option<usize>,
    /// The cursor of the page before. Its text is read here, so that a damaged one is answered as any other mistake.
    after: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Listed {
    items: Vec<Article>,
    cursor: Option<Cursor>,
}

/// Answers 200; 422 where the cursor is of no page of this list.
pub(crate) async fn list(
    State(db): State<Connection>,
    Path(author): Path<String>,
    Query(Wanted { limit, after }): Query<Wanted>,
) -> Result<Json<Listed>> {
    let after: Option<Cursor> = after.map(|text| text.parse()).transpose()?;
    let limit = limit.unwrap_or(PAGE).clamp(1, PAGE);
    let page = Article::get_many(&db, Article::AUTHOR.eq(author)).limit(limit).after(after).page().await?;
    Ok(Json(Listed { items: page.items, cursor: page.cursor }))
}

#[derive(Deserialize)]
pub(crate) struct Change {
    title: String,
    text: String,
    /// The version that was seen.
    version: u64,
}

/// Answers 200; 404 where there is no such article, 409 where it has another version, 422 where a rule is broken.
pub(crate) async fn change(
    State(db): State<Connection>,
    Path(key): Path<(String, String)>,
    Json(Change { title, text, version }): Json<Change>,
) -> Result<Json<Article>> {
    let next = version.saturating_add(1);
    let updates = [Article::TITLE.set(title), Article::TEXT.set(text), Article::VERSION.set(next)];
    let changed = Article::update_one(&db, key, updates).only_if(Article::VERSION.eq(version));
    Ok(Json(changed.or_not_found().await?))
}

#[derive(Deserialize)]
pub(crate) struct Seen {
    version: u64,
}

/// Answers 204; 404 where there is no such article, 409 where it has another version.
pub(crate) async fn delete(
    State(db): State<Connection>,
    Path(key): Path<(String, String)>,
    Query(Seen { version }): Query<Seen>,
) -> Result<StatusCode> {
    let deleted = Article::delete_one(&db, key).only_if(Article::VERSION.eq(version));
    deleted.or_not_found().await?;
    Ok(StatusCode::NO_CONTENT)
}
