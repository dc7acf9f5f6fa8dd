//! Pages without items that are not the last.
//!
//! The next key that comes with such a page is one that the engine would give, and stands for the place where the page
//! began: the request that goes on from it is sent to the engine as if it began there, so that no item is lost.

use std::collections::HashMap;

use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::course::Loaded;
use super::request::Request;

const START: &str = "ExclusiveStartKey";
const NEXT: &str = "LastEvaluatedKey";

/// A place where pages without items were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// Where the page began; `None` at the first item.
    start: Option<Value>,
    /// How many there were.
    pages: u64,
}

/// The next keys that were given with pages without items, as JSON, and the places that they stand for.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<String, Place>);

impl Places {
    /// The place that the request goes on from, if it is one of these.
    pub(super) fn of(&self, request: &Request) -> Option<Place> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&request.json().get(START)?.to_string()).cloned()
    }

    /// Forgets a place, once its page was given.
    pub(super) fn forget(&mut self, request: &Request) {
        if let Some(start) = request.json().get(START) {
            self.0.remove(&start.to_string());
        }
    }

    /// Remembers what the next key of a page stands for.
    pub(super) fn add(&mut self, page: &Page) {
        self.0.insert(page.next.to_string(), page.place.clone());
    }
}

/// A page without items.
pub(super) struct Page {
    pub(super) answer: HttpResponse,
    /// The next key that comes with it.
    next: Value,
    /// The place that the key stands for.
    place: Place,
}

/// True for a request that is answered in pages.
pub(super) fn has_pages(request: &Request) -> bool {
    matches!(request.operation(), "Query" | "Scan")
}

/// Has a request begin where the place says.
pub(super) fn begin_at(request: &mut HttpRequest, place: &Place) {
    rewrite(request, |body| {
        match &place.start {
            Some(start) => body.insert(START.to_owned(), start.clone()),
            None => body.remove(START),
        };
    });
}

/// Answers with no items and a next key; `None` where too few items follow to make one.
pub(super) async fn page(
    inner: &SharedHttpConnector,
    request: &HttpRequest,
    place: Place,
    number: u64,
) -> Result<Option<Page>, ConnectorError> {
    let Some(mut asked) = request.try_clone() else { return Ok(None) };
    rewrite(&mut asked, |body| {
        body.insert("Limit".to_owned(), json!(place.pages + 1));
    });
    let answer = Loaded::of(inner.call(asked).await?).await?;
    let Some(mut body) = answer.json() else { return Ok(None) };
    let Some(next) = body.get(NEXT).filter(|_| answer.is_success()).cloned() else { return Ok(None) };
    if body.contains_key("Items") {
        body.insert("Items".to_owned(), json!([]));
    }
    body.insert("Count".to_owned(), json!(0));
    body.insert("ScannedCount".to_owned(), json!(0));
    let place = Place { pages: place.pages + 1, ..place };
    let answer = Answer::new(200, Value::Object(body).to_string()).respond(number)?;
    Ok(Some(Page { answer, next, place }))
}

/// The place where a request begins, if it is none of those that were given.
pub(super) fn begin_of(request: &Request) -> Place {
    Place { start: request.json().get(START).cloned(), pages: 0 }
}

fn rewrite(request: &mut HttpRequest, change: impl FnOnce(&mut Map<String, Value>)) {
    let body = request.body().bytes().and_then(|body| serde_json::from_slice(body).ok());
    let Some(Value::Object(mut body)) = body else { return };
    change(&mut body);
    let body = Value::Object(body).to_string();
    request.headers_mut().insert("content-length", body.len().to_string());
    *request.body_mut() = SdkBody::from(body);
}
