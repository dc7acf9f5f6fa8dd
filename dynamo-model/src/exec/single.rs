//! One item: GetItem, PutItem, UpdateItem, DeleteItem.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::put_item::PutItemOutput;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use dynamo_model_fields::{DecodeError, Item, ReadItem, Reader};

use crate::error::{Error, Result};
use crate::exec::call::{Call, send};
use crate::exec::expressions;
use crate::expr::path::AttributePath;
use crate::expr::render::Renderer;
use crate::expr::update::Action;
use crate::model::schema::Schema;
use crate::plan::steps::Returned;
use crate::plan::{DeletePlan, GetPlan, PutPlan, UpdatePlan, parents};
use crate::sdk::{from_attribute_values, to_attribute_values};
use crate::wire::decode::{Bare, Decode, One};
use crate::wire::failure;
use crate::wire::outcome::Doubt;
use crate::wire::request::Member;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::unread::{Unread, read_item};
use crate::wire::watch::Subject;

/// Reads one item.
pub(crate) async fn get<T>(call: &Call, schema: &'static Schema, plan: &GetPlan) -> Result<Option<T>>
where
    T: ReadItem + Send + 'static,
{
    let turn = call.take_turn().await;
    let slot = Slot::new(One::<T>::in_member("Item"));
    let seam = call.seam(|| Subject::of("GetItem").table(&plan.table));
    let (seam, typed) = seam.decoding(call.layer(seam::get_item()), &slot);
    let mut request = call
        .client()
        .get_item()
        .table_name(&plan.table)
        .set_key(Some(expressions::key(&plan.key, schema)))
        .set_consistent_read(plan.consistent.then_some(true));
    if let Some(names) = &plan.attributes {
        let mut renderer = Renderer::default();
        request = request
            .projection_expression(renderer.attributes(names))
            .set_expression_attribute_names(expressions::names(&renderer));
    }
    let place = |error: Error| call.locate(error, schema, "GetItem", &plan.table);
    let output = send!(call, turn, request, seam).map_err(|error| place(failure::of(error)))?;
    let item = if typed { slot.take() } else { from_maps(output.item()) };
    item.map_err(|unread| place(unread.into()))
}

/// Reads an item out of the SDK's own map, where a later SDK leaves our decoder no place.
pub(crate) fn from_maps<T: ReadItem>(
    item: Option<&std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>>,
) -> Result<Option<T>, Unread> {
    let Some(item) = item else { return Ok(None) };
    let item = from_attribute_values(item)?;
    dynamo_model_fields::from_item(&item).map(Some).map_err(|error| Unread::of_item(error, Some(item)))
}

/// Writes one item.
pub(crate) async fn put(call: &Call, schema: &'static Schema, plan: &PutPlan, item: Member) -> Result<()> {
    put_once(call, schema, plan, item, false, &Slot::new(Bare)).await.map(drop)
}

/// Writes one item, and reads the item that it replaced; `None` if there was none.
pub(crate) async fn put_over<T>(
    call: &Call,
    schema: &'static Schema,
    plan: &PutPlan,
    item: Member,
) -> Result<Option<T>>
where
    T: ReadItem + Send + 'static,
{
    let slot = Slot::new(One::<T>::in_member("Attributes"));
    let Some(put) = put_once(call, schema, plan, item, true, &slot).await? else { return Ok(None) };
    let item = if put.typed { slot.take() } else { from_maps(put.output.attributes()) };
    let place = |error: Error| call.locate(error, schema, "PutItem", &plan.table);
    item.map_err(|unread| place(unread.after("the item was saved")))
}

/// An item that was put, and whether the answer was decoded into the slot.
struct Put {
    output: PutItemOutput,
    typed: bool,
}

/// Has a request made under the condition of its plan, if that has one, and the item given back for which it fails.
macro_rules! only_if {
    ($request:ident, $plan:expr) => {
        if let Some(condition) = &$plan.condition {
            let mut renderer = Renderer::default();
            $request = $request
                .condition_expression(renderer.condition(condition))
                .set_expression_attribute_names(expressions::names(&renderer))
                .set_expression_attribute_values(expressions::values(&renderer))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        }
    };
}

/// `None` where an earlier attempt of this call has put the item, as the failed condition of a later one tells. `returns`: what
/// it replaces is to be given back.
async fn put_once<D: Decode>(
    call: &Call,
    schema: &'static Schema,
    plan: &PutPlan,
    item: Member,
    returns: bool,
    slot: &Arc<Slot<D>>,
) -> Result<Option<Put>> {
    let place = |error: Error| call.locate(error, schema, "PutItem", &plan.table);
    let turn = call.take_turn().await;
    let mut request = call.client().put_item().table_name(&plan.table);
    if returns {
        request = request.return_values(ReturnValue::AllOld);
    }
    only_if!(request, plan);
    let layer = call.layer(seam::put_item());
    let seam = call.seam(|| Subject::of("PutItem").table(&plan.table).writing(1));
    let (seam, typed) = seam.decoding(layer, slot);
    // The item is compared only where a condition could fail on our own write.
    let sent = plan.condition.is_some().then(|| item.json().to_vec());
    let (seam, unwritten) = seam.writing(layer, item);
    if let Some(item) = unwritten {
        let item = parsed(item.json()).map_err(|error| place(Error::decode(error)))?;
        request = request.set_item(Some(to_attribute_values(&item)));
    }
    let doubt = Doubt::default();
    let error = match send!(call, turn, request, seam.watching(&doubt)) {
        Ok(_) if returns && doubt.is_raised() => {
            let words = "the item was saved, and what it replaced is not known: an answer was lost";
            return Err(place(failure::unknown(words)));
        }
        Ok(output) => return Ok(Some(Put { output, typed })),
        Err(error) => failure::of_write(error, &doubt),
    };
    if error.is_condition_failed() && doubt.is_raised() {
        // The condition may have failed on what an earlier attempt of this very call wrote (W1).
        let is_ours = |item: &Item| sent.is_some_and(|sent| parsed(&sent).is_ok_and(|sent| sent == *item));
        return match error.item() {
            Some(item) if is_ours(item) && !returns => Ok(None),
            _ => Err(place(failure::unknown(error))),
        };
    }
    Err(place(if plan.on_absence { error.on_absence() } else { error }))
}

pub(crate) fn parsed(json: &[u8]) -> Result<Item, DecodeError> {
    Item::read_item(&mut Reader::new(json)?)
}

/// Changes one item, and reads what is given back of it. `None` if it is absent.
///
/// Where a part of the item is given back, and none of it is there, `T` is read of no attributes.
///
/// A plan that makes absent parents is made again for the item that came back with the failed condition.
pub(crate) async fn update<T>(call: &Call, schema: &'static Schema, plan: &UpdatePlan) -> Result<Option<T>>
where
    T: ReadItem + Send + 'static,
{
    let mut made: Option<Box<UpdatePlan>> = None;
    let mut tries = 1;
    loop {
        let plan = made.as_deref().unwrap_or(plan);
        let sent = update_once(call, schema, plan).await;
        let again = match &sent {
            _ if tries == parents::MAX_TRIES => Ok(None),
            Ok(Updated::Absent) if plan.upsert => parents::again(plan, &Item::new()),
            Err(error) if error.is_condition_failed() => {
                error.item().map_or(Ok(None), |item| parents::again(plan, item))
            }
            _ => Ok(None),
        };
        match again.map_err(|error| call.locate(error, schema, "UpdateItem", &plan.table))? {
            Some(next) => made = Some(Box::new(next)),
            None => return sent.map(Updated::into_item),
        }
        tries += 1;
    }
}

/// How an update ended.
enum Updated<T> {
    /// There is no item, or none for which the condition holds.
    Absent,
    /// It was done, and this came back.
    Done(Option<T>),
}

impl<T> Updated<T> {
    fn into_item(self) -> Option<T> {
        match self {
            Self::Absent => None,
            Self::Done(item) => item,
        }
    }
}

async fn update_once<T>(call: &Call, schema: &'static Schema, plan: &UpdatePlan) -> Result<Updated<T>>
where
    T: ReadItem + Send + 'static,
{
    let place = |error: Error| call.locate(error, schema, "UpdateItem", &plan.table);
    let turn = call.take_turn().await;
    let slot = Slot::new(One::<T>::in_member("Attributes"));
    let seam = call.seam(|| Subject::of("UpdateItem").table(&plan.table).writing(1));
    let (seam, typed) = seam.decoding(call.layer(seam::update_item()), &slot);
    let mut renderer = Renderer::default();
    let update = renderer.update(&plan.actions);
    let condition = plan.condition.as_ref().map(|expr| renderer.condition(expr));
    let request = call
        .client()
        .update_item()
        .table_name(&plan.table)
        .set_key(Some(expressions::key(&plan.key, schema)))
        .update_expression(update)
        .set_condition_expression(condition)
        .set_expression_attribute_names(expressions::names(&renderer))
        .set_expression_attribute_values(expressions::values(&renderer))
        .return_values(returned(plan.returned))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let doubt = Doubt::default();
    let seam = seam.watching(&doubt);
    match send!(call, turn, request, seam, once: !plan.repeats) {
        // An earlier attempt may have changed it, and then this is not what it was before (W1).
        Ok(_) if plan.returned.is_of_before() && doubt.is_raised() => {
            let words = "the item was changed, and what it was before is not known: an answer was lost";
            Err(place(failure::unknown(words)))
        }
        Ok(output) => {
            let item = if typed { slot.take() } else { from_maps(output.attributes()) };
            let item = match item {
                Ok(None) if plan.returned.is_of_a_part() => read_item(&mut Reader::new(b"{}")?).map(Some),
                item => item,
            };
            Ok(Updated::Done(item.map_err(|unread| place(unread.after("the item was changed")))?))
        }
        Err(error) => {
            let error = failure::of_write(error, &doubt);
            failed::<T>(explained(error, &plan.actions), &doubt).map_err(place)?;
            Ok(Updated::Absent)
        }
    }
}

fn returned(returned: Returned) -> ReturnValue {
    match returned {
        Returned::Nothing => ReturnValue::None,
        Returned::New => ReturnValue::AllNew,
        Returned::Old => ReturnValue::AllOld,
        Returned::UpdatedNew => ReturnValue::UpdatedNew,
        Returned::UpdatedOld => ReturnValue::UpdatedOld,
    }
}

/// Says what the service's words about a path mean: that what it steps into is not there.
fn explained(error: Error, actions: &[Action]) -> Error {
    if !error.is_invalid() || !failure::is_of_path(&error) {
        return error;
    }
    let mut parents: Vec<String> = Vec::new();
    for parent in actions.iter().filter_map(Action::path).filter_map(AttributePath::parent) {
        let parent = format!("`{parent}`");
        if !parents.contains(&parent) {
            parents.push(parent);
        }
    }
    let absent = match parents.as_slice() {
        [only] => only.clone(),
        several => format!("one of {}", several.join(", ")),
    };
    error.explained(format!(
        "{absent} is absent, or no map or list, so that no part of it can be updated: set it as a whole first, or have \
         absent maps made by `.create_parents()`, which makes those that something is set in, and no lists"
    ))
}

/// Deletes one item, and reads it as it was. `None` if it is absent.
pub(crate) async fn delete<T>(call: &Call, schema: &'static Schema, plan: &DeletePlan) -> Result<Option<T>>
where
    T: ReadItem + Send + 'static,
{
    let place = |error: Error| call.locate(error, schema, "DeleteItem", &plan.table);
    let turn = call.take_turn().await;
    let slot = Slot::new(One::<T>::in_member("Attributes"));
    let seam = call.seam(|| Subject::of("DeleteItem").table(&plan.table).writing(1));
    let (seam, typed) = seam.decoding(call.layer(seam::delete_item()), &slot);
    let mut request = call
        .client()
        .delete_item()
        .table_name(&plan.table)
        .set_key(Some(expressions::key(&plan.key, schema)))
        .return_values(ReturnValue::AllOld);
    only_if!(request, plan);
    let doubt = Doubt::default();
    match send!(call, turn, request, seam.watching(&doubt)) {
        Ok(output) => {
            let item: Result<Option<T>, Unread> =
                if typed { slot.take() } else { from_maps(output.attributes()) };
            match item.map_err(|unread| place(unread.after("the item was deleted")))? {
                // An earlier attempt may have deleted it, and its answer was lost (W1).
                None if doubt.is_raised() => {
                    Err(place(failure::unknown("nothing was found by an attempt that followed a lost one")))
                }
                item => Ok(item),
            }
        }
        Err(error) => failed(failure::of_write(error, &doubt), &doubt).map_err(place),
    }
}

/// A failed condition without an item means that the item is absent (W2); after an attempt in doubt it means
/// nothing for certain (W1).
fn failed<T>(error: Error, doubt: &Doubt) -> Result<Option<T>> {
    if !error.is_condition_failed() {
        return Err(error);
    }
    if doubt.is_raised() {
        return Err(failure::unknown(error));
    }
    if error.item().is_none() { Ok(None) } else { Err(error) }
}
