//! The interceptor that puts our serializer and deserializer in place of the SDK's, for one call.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::operation as op;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};

use crate::wire::decode::Decode;
use crate::wire::limit::Limit;
use crate::wire::outcome::Doubt;
use crate::wire::request::{Member, TypedRequest};
use crate::wire::response::{Slot, TypedResponse};
use crate::wire::ticket::{Ticket, Waited};
use crate::wire::watch::{CountItems, Watch};

macro_rules! layers {
    ($($name:ident => $operation:expr;)*) => {$(
        /// The SDK's own configuration of the operation: it holds the SDK's serializer and deserializer.
        pub(crate) fn $name() -> Option<&'static FrozenLayer> {
            static LAYER: OnceLock<Option<FrozenLayer>> = OnceLock::new();
            LAYER.get_or_init(|| RuntimePlugin::config(&$operation)).as_ref()
        }
    )*};
}

layers! {
    get_item => op::get_item::GetItem::new();
    batch_get_item => op::batch_get_item::BatchGetItem::new();
    query => op::query::Query::new();
    scan => op::scan::Scan::new();
    put_item => op::put_item::PutItem::new();
    batch_write_item => op::batch_write_item::BatchWriteItem::new();
    update_item => op::update_item::UpdateItem::new();
    delete_item => op::delete_item::DeleteItem::new();
    execute_statement => op::execute_statement::ExecuteStatement::new();
    transact_write_items => op::transact_write_items::TransactWriteItems::new();
    transact_get_items => op::transact_get_items::TransactGetItems::new();
}

/// How many attempts were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<AtomicU32>);

impl Attempts {
    pub(crate) fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The interceptor of one call.
#[derive(Default)]
pub(crate) struct Seam {
    serializer: Option<SharedRequestSerializer>,
    // `SharedResponseDeserializer` is not `Clone`, and the hook that installs it takes `&self`.
    deserializer: Mutex<Option<SharedResponseDeserializer>>,
    doubt: Option<Doubt>,
    attempts: Option<Attempts>,
    waited: Option<Waited>,
    limit: Option<Limit>,
    /// In a box, since most calls have none and the seam is moved often.
    watch: Option<Box<Watch>>,
}

impl Seam {
    /// Has the attempts watched, if there is a watch.
    pub(crate) fn watched(watch: Option<Watch>) -> Self {
        Self { watch: watch.map(Box::new), ..Self::default() }
    }

    /// Decodes the response into the slot. False where a later SDK leaves no place for that: the caller then
    /// reads the SDK's own maps.
    pub(crate) fn decoding<D: Decode>(
        mut self,
        layer: Option<&'static FrozenLayer>,
        slot: &Arc<Slot<D>>,
    ) -> (Self, bool) {
        let typed = layer.and_then(|layer| TypedResponse::over(layer, slot));
        let installed = typed.is_some();
        self.deserializer = Mutex::new(typed.map(SharedResponseDeserializer::new));
        if let Some(watch) = &mut self.watch {
            watch.counting(Arc::clone(slot) as Arc<dyn CountItems>);
        }
        (self, installed)
    }

    /// Writes a member of the request. Gives it back where a later SDK leaves no place for that.
    pub(crate) fn writing(
        mut self,
        layer: Option<&'static FrozenLayer>,
        member: Member,
    ) -> (Self, Option<Member>) {
        let typed = match layer {
            Some(layer) => TypedRequest::over(layer, member),
            None => Err(member),
        };
        match typed {
            Ok(typed) => {
                self.serializer = Some(SharedRequestSerializer::new(typed));
                (self, None)
            }
            Err(member) => (self, Some(member)),
        }
    }

    /// Counts the attempts, and how long they wait for their turn.
    pub(crate) fn counting(mut self, attempts: &Attempts, waited: &Waited) -> Self {
        self.attempts = Some(attempts.clone());
        self.waited = Some(waited.clone());
        self
    }

    /// Tells that the requests are under this limit.
    pub(crate) fn limited(mut self, limit: Option<&Limit>) -> Self {
        self.limit = limit.cloned();
        self
    }

    /// What goes with a request that may have to wait, or whose wait is measured.
    ///
    /// One that finds a permit free now and none a moment later counts as sent while it waits, which errs on the safe
    /// side.
    fn ticket(&self, bytes: usize) -> Option<Ticket> {
        let may_wait = self.limit.as_ref().is_some_and(Limit::is_reached);
        let watched = self.watch.as_ref().map(|watch| watch.send(bytes));
        let is_wanted = watched.is_some() || self.waited.is_some() || (may_wait && self.doubt.is_some());
        let waited = || self.waited.iter().cloned().chain(watched).collect();
        is_wanted.then(|| Ticket::new(self.doubt.clone(), waited()))
    }

    /// Raises the doubt when an attempt ends in a way that hides its outcome.
    pub(crate) fn watching(mut self, doubt: &Doubt) -> Self {
        self.doubt = Some(doubt.clone());
        self
    }

    /// The configuration of one call.
    pub(crate) fn into_config(self) -> Builder {
        let mut config = Builder::new();
        // `customize().interceptor(..)` makes one that is looked up in all layers of the configuration before each of
        // its hooks, in case that somebody disabled it; nobody can name this one.
        config.push_interceptor(SharedInterceptor::permanent(self));
        config
    }
}

impl Intercept for Seam {
    fn name(&self) -> &'static str {
        "DynamoModelSeam"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(serializer) = &self.serializer {
            config.interceptor_state().store_put(serializer.clone());
        }
        if let Some(deserializer) = self.deserializer.lock().unwrap_or_else(PoisonError::into_inner).take() {
            config.interceptor_state().store_put(deserializer);
        }
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(watch) = &self.watch {
            watch.begin();
        }
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let bytes = context.request().body().bytes().map_or(0, <[u8]>::len);
        if let Some(ticket) = self.ticket(bytes) {
            context.request_mut().add_extension(ticket);
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // One with a ticket is noted where it leaves.
        if let Some(doubt) = &self.doubt
            && context.request().extension::<Ticket>().is_none()
        {
            doubt.note_sent();
        }
        if let Some(Attempts(attempts)) = &self.attempts {
            attempts.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(doubt) = &self.doubt {
            doubt.note_ended(context.inner());
        }
        if let Some(watch) = &self.watch {
            watch.end(context.inner());
        }
        Ok(())
    }
}

impl fmt::Debug for Seam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seam")
    }
}
