//! A deserializer that decodes one member itself and leaves the rest to the SDK's own.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::client::interceptors::context::{Error as OperationError, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use dynamo_model_fields::{Reader, Writer};

use crate::wire::decode::Decode;
use crate::wire::unread::Unread;
use crate::wire::watch::CountItems;

/// Where the decoded member waits for the call that asked for it.
pub(crate) struct Slot<D: Decode> {
    decoder: D,
    result: Mutex<Result<D::Output, Unread>>,
    /// How many items the last answer held; `UNKNOWN` before there is one.
    items: AtomicU64,
}

const UNKNOWN: u64 = u64::MAX;

impl<D: Decode> Slot<D> {
    pub(crate) fn new(decoder: D) -> Arc<Self> {
        let result = Mutex::new(Ok(D::Output::default()));
        Arc::new(Self { decoder, result, items: AtomicU64::new(UNKNOWN) })
    }

    pub(crate) fn decoder(&self) -> &D {
        &self.decoder
    }

    /// Gives what the last attempt decoded.
    pub(crate) fn take(&self) -> Result<D::Output, Unread> {
        std::mem::replace(&mut *self.lock(), Ok(D::Output::default()))
    }

    fn put(&self, result: Result<D::Output, Unread>) {
        *self.lock() = result;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Result<D::Output, Unread>> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decodes the member out of a response, and gives the rest of the JSON.
    fn split(&self, body: &[u8], member: &str) -> Result<Vec<u8>, Unread> {
        // No body is an empty one to the SDK.
        let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body })?;
        let mut rest = Writer::with_capacity(256);
        let mut decoded = None;
        rest.begin_object();
        let mut names = reader.object()?;
        while let Some(name) = names.next(&mut reader)? {
            if name == member {
                let is_null = reader.json_null();
                decoded = if is_null { None } else { Some(self.decoder.decode(&mut reader)?) };
            } else {
                rest.name(&name);
                rest.raw(reader.raw()?.as_bytes());
            }
        }
        reader.end()?;
        rest.end_object();
        let decoded = decoded.unwrap_or_default();
        self.items.store(D::count(&decoded).map_or(UNKNOWN, |items| items as u64), Ordering::Relaxed);
        self.put(Ok(decoded));
        Ok(rest.into_bytes())
    }
}

impl<D: Decode> CountItems for Slot<D> {
    fn count_items(&self) -> Option<u64> {
        Some(self.items.load(Ordering::Relaxed)).filter(|items| *items != UNKNOWN)
    }
}

/// The deserializer of one call.
pub(crate) struct TypedResponse<D: Decode> {
    slot: Arc<Slot<D>>,
    layer: &'static FrozenLayer,
}

impl<D: Decode> TypedResponse<D> {
    /// `None` where the operation's layer holds no deserializer to build on.
    pub(crate) fn over(layer: &'static FrozenLayer, slot: &Arc<Slot<D>>) -> Option<Self> {
        layer.load::<SharedResponseDeserializer>()?;
        Some(Self { slot: Arc::clone(slot), layer })
    }

    fn sdk(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> Result<Output, OrchestratorError<OperationError>> {
        match self.layer.load::<SharedResponseDeserializer>() {
            Some(sdk) => sdk.deserialize_nonstreaming_with_config(response, config),
            None => unreachable!("a typed response is only made over a layer with a deserializer"),
        }
    }
}

impl<D: Decode> DeserializeResponse for TypedResponse<D> {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> Result<Output, OrchestratorError<OperationError>> {
        if !response.status().is_success() {
            return self.sdk(response, config);
        }
        let Some(body) = response.body().bytes() else {
            return Err(OrchestratorError::other("the response body was not loaded"));
        };
        if !checksum_fits(response, body) {
            // A response error is transient to the SDK's retry classifier.
            return Err(OrchestratorError::response(Box::new(ChecksumMismatch)));
        }
        let Some(member) = self.slot.decoder.member() else {
            return self.sdk(response, config).map_err(unreadable);
        };
        let rest = match self.slot.split(body, member) {
            Ok(rest) => rest,
            Err(unread) if unread.is_syntax() => return Err(unreadable(unread.into_decode_error())),
            Err(unread) => {
                // No retry: the bytes are right, the model is not. The caller finds the error in the slot.
                self.slot.put(Err(unread));
                b"{}".to_vec()
            }
        };
        let mut smaller = HttpResponse::new(response.status(), SdkBody::from(rest));
        for header in ["x-amzn-requestid", "x-amz-request-id"] {
            if let Some(id) = response.headers().get(header) {
                smaller.headers_mut().insert(header, id.to_owned());
            }
        }
        self.sdk(&smaller, config).map_err(unreadable)
    }
}

/// A body that cannot be parsed is as good as one with a wrong checksum: it hides what the service did (W1).
fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> OrchestratorError<OperationError> {
    OrchestratorError::response(Box::new(error))
}

impl<D: Decode> fmt::Debug for TypedResponse<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedResponse")
    }
}

// The SDK for Rust does not look at this header, which DynamoDB sends with every response.
fn checksum_fits(response: &HttpResponse, body: &[u8]) -> bool {
    let declared = response.headers().get("x-amz-crc32").and_then(|text| text.parse::<u32>().ok());
    declared.is_none_or(|declared| declared == crc32fast::hash(body))
}

/// The body of a response is not what the service sent.
#[derive(Debug)]
pub(crate) struct ChecksumMismatch;

impl fmt::Display for ChecksumMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the response does not have the checksum that its x-amz-crc32 header declares")
    }
}

impl std::error::Error for ChecksumMismatch {}
