//! What is done with a request that meets a fault.

use std::io;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::answer::Answer;
use super::batch::{self, Cut, Unprocessed};
use super::empty;
use super::fault::Fault;
use super::request::Request;

/// The way of one request: whether the engine sees it, and what the caller is told.
#[derive(Debug, PartialEq)]
pub(super) enum Course {
    /// The engine answers.
    Pass,
    /// The engine answers, later.
    PassAfter(Duration),
    /// The engine answers, and its answer is damaged.
    Damage(Damage),
    /// The engine answers a part of a batch.
    PassPart(Cut),
    /// The engine tells a next key, and no item is given.
    EmptyPage,
    /// The engine never sees the request.
    Withhold(Outcome),
    /// The engine answers, and the caller is told something else.
    Conceal(Outcome),
}

/// What is wrong with an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    Checksum,
    Body,
}

/// What the caller is told in place of the engine's answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Answer(Answer),
    Refused,
    Reset,
    TimedOut,
}

impl Course {
    /// Decides what is done with a request.
    pub(super) fn of(fault: Fault, request: &Request) -> Self {
        match fault {
            Fault::Pass => Self::Pass,
            Fault::Delay(time) => Self::PassAfter(time),
            Fault::Throttle => Self::Withhold(Outcome::Answer(Answer::error(
                400,
                "com.amazon.coral.availability#ThrottlingException",
                "Rate of requests exceeds the allowed throughput.",
            ))),
            Fault::ProvisionedThroughputExceeded => Self::Withhold(Outcome::Answer(Answer::error(
                400,
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing \
                 your provisioning level with the UpdateTable API.",
            ))),
            Fault::InternalError { applied } => Self::tell(
                Outcome::Answer(Answer::error(500, "InternalServerError", "Internal server error")),
                applied,
            ),
            Fault::Unavailable => Self::Withhold(Outcome::Answer(Answer::without_body(503))),
            Fault::ConnectionRefused => Self::Withhold(Outcome::Refused),
            Fault::ConnectionCut { applied } => Self::tell(Outcome::Reset, applied),
            Fault::Timeout { applied } => Self::tell(Outcome::TimedOut, applied),
            Fault::WrongChecksum => Self::Damage(Damage::Checksum),
            Fault::MalformedBody => Self::Damage(Damage::Body),
            Fault::Unprocessed => {
                batch::halve(request.operation(), request.body()).map_or(Self::Pass, Self::PassPart)
            }
            Fault::UnprocessedAll => {
                batch::leave(request.operation(), request.body()).map_or(Self::Pass, Self::return_all)
            }
            Fault::EmptyPage => {
                if empty::has_pages(request) {
                    Self::EmptyPage
                } else {
                    Self::Pass
                }
            }
            Fault::Service { status, code, message } => {
                Self::Withhold(Outcome::Answer(Answer::error(status, &code, &message)))
            }
            Fault::Answer { status, body } => Self::Withhold(Outcome::Answer(Answer::new(status, body))),
        }
    }

    /// True if the caller is told what the engine answers.
    pub(super) fn gives_a_page(&self) -> bool {
        matches!(self, Self::Pass | Self::PassAfter(_))
    }

    fn tell(outcome: Outcome, applied: bool) -> Self {
        if applied { Self::Conceal(outcome) } else { Self::Withhold(outcome) }
    }

    fn return_all(unprocessed: Unprocessed) -> Self {
        Self::Withhold(Outcome::Answer(Answer::new(200, unprocessed.alone())))
    }

    /// Does it; the number goes into the request id of an answer that no engine gave.
    pub(super) async fn run(
        self,
        inner: &SharedHttpConnector,
        mut request: HttpRequest,
        number: u64,
    ) -> Result<HttpResponse, ConnectorError> {
        match self {
            Self::Pass | Self::EmptyPage => inner.call(request).await,
            Self::PassAfter(time) => {
                tokio::time::sleep(time).await;
                inner.call(request).await
            }
            Self::Damage(damage) => Loaded::of(inner.call(request).await?).await.map(|it| it.damaged(damage)),
            Self::PassPart(Cut { body, unprocessed }) => {
                request.headers_mut().insert("content-length", body.len().to_string());
                *request.body_mut() = SdkBody::from(body);
                Loaded::of(inner.call(request).await?).await?.joined(unprocessed)
            }
            Self::Withhold(outcome) => outcome.tell(number),
            Self::Conceal(outcome) => {
                Loaded::of(inner.call(request).await?).await?;
                outcome.tell(number)
            }
        }
    }
}

impl Outcome {
    fn tell(self, number: u64) -> Result<HttpResponse, ConnectorError> {
        Err(match self {
            Self::Answer(answer) => return answer.respond(number),
            Self::Refused => {
                ConnectorError::io(io::Error::from(io::ErrorKind::ConnectionRefused).into()).never_connected()
            }
            Self::Reset => ConnectorError::io(io::Error::from(io::ErrorKind::ConnectionReset).into()),
            Self::TimedOut => ConnectorError::timeout(io::Error::from(io::ErrorKind::TimedOut).into()),
        })
    }
}

/// An answer whose body has arrived whole.
pub(super) struct Loaded {
    head: HttpResponse,
    body: Vec<u8>,
}

impl Loaded {
    pub(super) async fn of(mut head: HttpResponse) -> Result<Self, ConnectorError> {
        let body = ByteStream::new(head.take_body()).collect().await;
        let body = body.map_err(|error| ConnectorError::io(error.into()))?.to_vec();
        Ok(Self { head, body })
    }

    pub(super) fn is_success(&self) -> bool {
        self.head.status().is_success()
    }

    /// The body, if it is a JSON object.
    pub(super) fn json(&self) -> Option<serde_json::Map<String, serde_json::Value>> {
        serde_json::from_slice(&self.body).ok()
    }

    fn damaged(mut self, damage: Damage) -> HttpResponse {
        match damage {
            Damage::Checksum => {
                let wrong = !crc32fast::hash(&self.body);
                self.head.headers_mut().insert("x-amz-crc32", wrong.to_string());
            }
            Damage::Body => {
                self.body.truncate(self.body.len() / 2);
                self.head.headers_mut().remove("x-amz-crc32");
            }
        }
        self.put_back()
    }

    fn joined(mut self, unprocessed: Unprocessed) -> Result<HttpResponse, ConnectorError> {
        if self.head.status().is_success() {
            let joined = unprocessed.join(&self.body);
            self.body = joined.map_err(|error| ConnectorError::other(error.into(), None))?.into_bytes();
            let checksum = crc32fast::hash(&self.body);
            self.head.headers_mut().insert("x-amz-crc32", checksum.to_string());
        }
        Ok(self.put_back())
    }

    fn put_back(self) -> HttpResponse {
        let Self { mut head, body } = self;
        if head.headers().contains_key("content-length") {
            head.headers_mut().insert("content-length", body.len().to_string());
        }
        *head.body_mut() = SdkBody::from(body);
        head
    }
}
