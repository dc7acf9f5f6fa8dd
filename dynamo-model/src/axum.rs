//! Errors as answers of [axum](https://docs.rs/axum): problem details, as [RFC 9457] has them (feature `axum`).
//!
//! An [`Error`] is an answer, so that a handler may end with `?`:
//!
//! ```
//! use axum::Json;
//! use axum::extract::{Path, State};
//! use dynamo_model::prelude::*;
//! use serde::Serialize;
//!
//! #[derive(Model, Debug, Serialize)]
//! struct User {
//!     #[model(hash_key)]
//!     #[validate(email)]
//!     email: String,
//! }
//!
//! async fn read(State(db): State<Connection>, Path(email): Path<String>) -> dynamo_model::Result<Json<User>> {
//!     Ok(Json(User::get_one(&db, email).or_not_found().await?))
//! }
//! # let _ = axum::Router::<Connection>::new().route("/users/{email}", axum::routing::get(read));
//! ```
//!
//! The status is that of [`Error::http_status`]; [`statuses`] gives others. The body is `application/problem+json`, and tells
//! of violations each path, its rule and what the rule demands:
//!
//! ```json
//! {
//!   "title": "Unprocessable Entity",
//!   "status": 422,
//!   "detail": "what was sent breaks rules",
//!   "errors": [{ "path": "email", "code": "email", "detail": "is not an e-mail address" }]
//! }
//! ```
//!
//! No table, key, region or word of DynamoDB's is in it. The error itself is in the response's extensions, for whatever writes the
//! log: `response.extensions().get::<dynamo_model::Error>()`.
//!
//! [RFC 9457]: https://www.rfc-editor.org/rfc/rfc9457

use std::future::{Ready, ready};

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::error::{Error, Violation};

/// The media type of problem details.
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = status(self.http_status());
        let mut response = Response::new(body(&self, status));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, PROBLEM);
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives errors other statuses than [`Error::http_status`] does: those that the closure names, and where it gives `None`, the
/// same. It is for `axum::middleware::map_response`.
///
/// A number that is no HTTP status, which has three digits, is answered as 500.
///
/// ```
/// use axum::Router;
/// use axum::middleware::map_response;
/// use dynamo_model::ErrorKind;
/// use dynamo_model::axum::statuses;
///
/// let of_errors = statuses(|error| match error.kind() {
///     ErrorKind::Validation => Some(400),
///     ErrorKind::Internal => Some(502),
///     _ => None,
/// });
/// let router: Router = Router::new().layer(map_response(of_errors));
/// ```
pub fn statuses(
    status_of: impl Fn(&Error) -> Option<u16> + Clone + Send + Sync + 'static,
) -> impl Fn(Response) -> Ready<Response> + Clone + Send + Sync + 'static {
    move |response| {
        let error = response.extensions().get::<Error>();
        let wanted = error.and_then(|error| Some((error.clone(), status_of(error)?)));
        ready(match wanted {
            Some((error, wanted)) => answered(response, &error, status(wanted)),
            None => response,
        })
    }
}

/// The same answer with another status, which stands in its body as well.
fn answered(response: Response, error: &Error, status: StatusCode) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = status;
    parts.headers.insert(CONTENT_TYPE, PROBLEM);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, body(error, status))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn body(error: &Error, status: StatusCode) -> Body {
    Body::from(problem(error, status).to_string())
}

fn problem(error: &Error, status: StatusCode) -> Value {
    let mut problem = json!({ "status": status.as_u16() });
    if let Some(title) = status.canonical_reason() {
        problem["title"] = title.into();
    }
    if let Some(detail) = error.answer() {
        problem["detail"] = detail.into();
    }
    let violations = error.violations();
    if !violations.is_empty() {
        problem["errors"] = violations.iter().map(violated).collect();
    }
    problem
}

fn violated(violation: &Violation) -> Value {
    json!({ "path": violation.path(), "code": violation.code(), "detail": violation.message() })
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt;

    use super::*;
    use crate::error::{CancellationKind, CancellationReason, ErrorKind};

    async fn told(response: Response) -> (u16, String, Value) {
        let status = response.status().as_u16();
        let kind = response.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
        let bytes: Vec<_> = response.into_body().into_data_stream().try_collect().await.unwrap();
        (status, kind, serde_json::from_slice(&bytes.concat()).unwrap())
    }

    fn of_service(kind: ErrorKind) -> Error {
        let words = "Table arn:aws:dynamodb:PLANTED";
        let error = Error::service(kind, Some("PLANTED".to_owned()), Some(words.to_owned()), Some(400));
        error
            .of_model("PLANTED")
            .of_key("PLANTED".to_owned())
            .at("PutItem", "PLANTED")
            .located("PLANTED".to_owned())
    }

    #[tokio::test]
    async fn an_answer_tells_what_concerns_who_asked_and_no_more() {
        let service = of_service;
        let cancelled = |kind| {
            let reason = CancellationReason::of(0, "put", Some("PLANTED".to_owned()));
            Error::cancelled(vec![reason.because(kind, Some("PLANTED".to_owned()))])
        };
        let changed = "what is stored is not, or no longer, as this request needs it";
        let busy = "there are too many requests at this time; the same one may go through later";
        let table = [
            (Error::item_not_found(), 404, "Not Found", Some("there is no such item")),
            (Error::condition_failed(None), 409, "Conflict", Some(changed)),
            (
                Error::condition_failed(None).on_absence(),
                409,
                "Conflict",
                Some("there is such an item already"),
            ),
            (cancelled(CancellationKind::Absent), 409, "Conflict", Some(changed)),
            (cancelled(CancellationKind::Throttled), 429, "Too Many Requests", Some(busy)),
            (cancelled(CancellationKind::Other), 500, "Internal Server Error", None),
            (
                service(ErrorKind::ItemTooLarge),
                413,
                "Payload Too Large",
                Some("the item is larger than can be stored"),
            ),
            (service(ErrorKind::Throttled), 429, "Too Many Requests", Some(busy)),
            (service(ErrorKind::NoCredentials).rate_limited(), 429, "Too Many Requests", Some(busy)),
            (service(ErrorKind::NoCredentials), 500, "Internal Server Error", None),
            (
                service(ErrorKind::Unavailable),
                503,
                "Service Unavailable",
                Some("this is not available at this time; the same request may go through later"),
            ),
            (service(ErrorKind::TableNotFound), 500, "Internal Server Error", None),
            (service(ErrorKind::Invalid), 500, "Internal Server Error", None),
            (Error::refused("PLANTED"), 500, "Internal Server Error", None),
            (
                Error::invalid_key("PLANTED"),
                422,
                "Unprocessable Entity",
                Some("no item can have a key of what was sent"),
            ),
        ];
        for (error, status, title, detail) in table {
            let shown = format!("{error:?}");
            let mut expected = json!({ "status": status, "title": title });
            if let Some(detail) = detail {
                expected["detail"] = detail.into();
            }
            let kind = "application/problem+json".to_owned();
            assert_eq!(told(error.into_response()).await, (status, kind, expected), "{shown}");
        }
    }

    #[tokio::test]
    async fn a_closure_gives_other_statuses_and_the_rest_stays() {
        let of_errors = statuses(|error| match error.kind() {
            ErrorKind::ItemNotFound => Some(410),
            ErrorKind::Refused => Some(7),
            _ => None,
        });
        let table = [
            (
                Error::item_not_found(),
                json!({ "status": 410, "title": "Gone", "detail": "there is no such item" }),
            ),
            (Error::refused("x"), json!({ "status": 500, "title": "Internal Server Error" })),
            (of_service(ErrorKind::Other), json!({ "status": 500, "title": "Internal Server Error" })),
        ];
        for (error, expected) in table {
            let mut response = error.into_response();
            response.headers_mut().insert("x-of", HeaderValue::from_static("the handler"));
            let response = of_errors(response).into_inner();
            assert_eq!(response.headers()["x-of"], "the handler");
            let (status, _, body) = told(response).await;
            assert_eq!((u64::from(status), body), (expected["status"].as_u64().unwrap(), expected));
        }
        let other = of_errors(Response::new(Body::from("no error"))).into_inner();
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn the_error_goes_with_its_answer_for_the_log() {
        let response = of_service(ErrorKind::Other).into_response();
        assert_eq!(response.extensions().get::<Error>().and_then(Error::table), Some("PLANTED"));
    }
}
