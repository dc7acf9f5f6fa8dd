//! BatchGetItem: chunks of 100, what is unprocessed asked for again, results in the order of the keys.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use dynamo_model_fields::{DecodeError, ReadItem};
use futures::{StreamExt, TryStreamExt};

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::exec::call::send;
use crate::exec::retry::{MAX_TRIES, pause};
use crate::exec::{expressions, single};
use crate::expr::evaluate::holds;
use crate::expr::render::Renderer;
use crate::expr::tree::Expr;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::BatchGetPlan;
use crate::plan::steps::MAX_BATCH_GET;
use crate::wire::decode::Batch;
use crate::wire::failure;
use crate::wire::response::Slot;
use crate::wire::sdk::{from_attribute_values, key_part};
use crate::wire::seam::{self, Seam};

/// Reads the items of a list of keys, in its order. Keys without an item, or whose item does not satisfy what is
/// evaluated here, are left out.
pub(crate) async fn batch_get<T>(
    db: &Connection,
    schema: &'static Schema,
    plan: &BatchGetPlan,
    names: Option<&[&str]>,
) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    let local = plan.local.clone().map(Arc::new);
    let chunks = plan.keys.chunks(MAX_BATCH_GET).map(|keys| {
        let call = BatchGet { db, schema, plan, names, local: local.clone() };
        async move { call.chunk(keys).await }
    });
    let mut answers = futures::stream::iter(chunks.collect::<Vec<_>>()).buffered(db.settings().in_flight);
    let mut items = Vec::new();
    while let Some(found) = answers.try_next().await? {
        items.extend(found);
        // Chunks are answered in order, so the rest cannot come before what is here.
        if plan.limit.is_some_and(|limit| items.len() >= limit) {
            break;
        }
    }
    items.truncate(plan.limit.unwrap_or(usize::MAX));
    Ok(items)
}

struct BatchGet<'a> {
    db: &'a Connection,
    schema: &'static Schema,
    plan: &'a BatchGetPlan,
    names: Option<&'a [&'a str]>,
    local: Option<Arc<Expr>>,
}

impl BatchGet<'_> {
    async fn chunk<T: ReadItem + Send + 'static>(&self, keys: &[PrimaryKey]) -> Result<Vec<T>> {
        let position: HashMap<&PrimaryKey, usize> =
            keys.iter().enumerate().map(|(position, key)| (key, position)).collect();
        let mut found: Vec<Option<T>> = keys.iter().map(|_| None).collect();
        let mut asked: Vec<HashMap<String, AttributeValue>> =
            keys.iter().map(|key| expressions::key(key, self.schema)).collect();
        let mut attempt = 0;
        loop {
            let wanted = asked.len();
            let (answered, unprocessed) = self.request::<T>(asked).await?;
            // A key without an item is answered by not being left over.
            let progressed = unprocessed.len() < wanted;
            for (key, item) in answered {
                let Some(position) = position.get(&key) else {
                    let words = "the service answered with an item that was not asked for";
                    return Err(self.place(Error::said(ErrorKind::Other, words)));
                };
                found[*position] = item;
            }
            if unprocessed.is_empty() {
                return Ok(found.into_iter().flatten().collect());
            }
            attempt = if progressed { 1 } else { attempt + 1 };
            if attempt >= MAX_TRIES {
                let words =
                    format!("{} keys were left unprocessed after {MAX_TRIES} tries", unprocessed.len());
                return Err(self.place(Error::said(ErrorKind::Throttled, words)));
            }
            pause(attempt).await;
            asked = unprocessed;
        }
    }

    async fn request<T: ReadItem + Send + 'static>(
        &self,
        keys: Vec<HashMap<String, AttributeValue>>,
    ) -> Result<(Vec<(PrimaryKey, Option<T>)>, Vec<HashMap<String, AttributeValue>>)> {
        let slot = Slot::new(Batch::<T>::satisfying(self.schema, self.local.clone()));
        let (seam, typed) = Seam::default().decoding(self.db.layer(seam::batch_get_item()), &slot);
        let mut renderer = Renderer::default();
        let projection = match (self.names, &self.plan.attributes) {
            (Some(names), _) => Some(renderer.projection(names.iter().copied())),
            (None, attributes) => attributes.as_ref().map(|names| renderer.attributes(names)),
        };
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .set_consistent_read(self.plan.consistent.then_some(true))
            .set_projection_expression(projection)
            .set_expression_attribute_names(expressions::names(&renderer))
            .build()
            .map_err(|error| self.place(Error::refused("the list of keys is empty").caused_by(error)))?;
        let request = self.db.client().batch_get_item().request_items(&self.plan.table, wanted);
        let mut output = send!(request, seam).map_err(|error| self.place(failure::of(error)))?;
        let found = if typed { slot.take() } else { self.read_maps(output.responses()) };
        let found = found.map_err(|error| self.place(Error::decode(error)))?;
        let unprocessed = output.unprocessed_keys.take().unwrap_or_default();
        Ok((found, unprocessed.into_values().flat_map(|keys| keys.keys).collect()))
    }

    fn read_maps<T: ReadItem>(
        &self,
        responses: Option<&HashMap<String, Vec<HashMap<String, AttributeValue>>>>,
    ) -> Result<Vec<(PrimaryKey, Option<T>)>, DecodeError> {
        let mut found = Vec::new();
        for map in responses.into_iter().flat_map(HashMap::values).flatten() {
            let mut parts = self.schema.key_attributes().map(|key| map.get(key.name()).and_then(key_part));
            let hash = parts.next().flatten();
            let range = parts.next().flatten();
            let hash = hash.ok_or_else(|| DecodeError::missing().within(self.schema.hash_key().name()))?;
            let wanted = match &self.local {
                Some(local) => holds(local, &from_attribute_values(map)?),
                None => true,
            };
            let item = if wanted { single::from_maps(Some(map))? } else { None };
            found.push((PrimaryKey::new(hash, range), item));
        }
        Ok(found)
    }

    fn place(&self, error: Error) -> Error {
        self.db.locate(error, self.schema, "BatchGetItem", &self.plan.table)
    }
}
