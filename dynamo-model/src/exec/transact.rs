//! TransactWriteItems and TransactGetItems: all or nothing, and the same again where it did not come to that (W9).

use std::time::Duration;

use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Get, Put, ReturnValuesOnConditionCheckFailure, TransactGetItem,
    TransactWriteItem, Update,
};
use tokio::time::Instant;

use crate::error::{CancellationReason, Error, ErrorKind, Result};
use crate::exec::call::{Call, send};
use crate::exec::retry::{MAX_TRIES, pause};
use crate::exec::{expressions, single};
use crate::expr::render::Renderer;
use crate::model::schema::Schema;
use crate::plan::transact::{Deed, TransactAction};
use crate::plan::{GetPlan, TransactGetPlan};
use crate::sdk::to_attribute_values;
use crate::wire::cancellation::{self, Ended};
use crate::wire::decode::{Answers, Bare};
use crate::wire::failure;
use crate::wire::outcome::Doubt;
use crate::wire::raw::RawItem;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::watch::Subject;

const WRITE: &str = "TransactWriteItems";
const GET: &str = "TransactGetItems";

/// How long DynamoDB knows a token.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const TOKEN_VALIDITY: Duration = Duration::from_mins(10);

/// An action, and what it takes to send it.
pub(crate) struct Sending {
    pub(crate) schema: &'static Schema,
    pub(crate) action: TransactAction,
    /// The item's JSON, of a put.
    pub(crate) json: Option<Vec<u8>>,
}

/// As random as the tokens that the SDK makes where it is given none.
pub(crate) fn random_token() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// The most characters that a token may have.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const MAX_TOKEN: usize = 36;

pub(crate) fn check_token(token: &str) -> Result<()> {
    if (1..=MAX_TOKEN).contains(&token.chars().count()) {
        return Ok(());
    }
    Err(Error::refused(format!("a token has 1 to {MAX_TOKEN} characters")))
}

/// Carries all actions out, or none.
pub(crate) async fn write(call: &Call, actions: Vec<Sending>, token: &str) -> Result<()> {
    let tables: Vec<&str> = actions.iter().map(|sending| &*sending.action.table).collect();
    let place = |error| placed(call, error, WRITE, &tables);
    let items = actions.iter().enumerate().map(|(position, sending)| {
        item(sending).map_err(|error| {
            error.of_action(position, sending.action.action(), &sending.action.table).during(WRITE)
        })
    });
    // Made once, so that each attempt sends the same: a token is refused with anything else.
    let items: Vec<TransactWriteItem> = items.collect::<Result<_>>()?;
    let mut attempts = Attempts::begin();
    loop {
        let turn = call.take_turn().await;
        let slot = Slot::new(Bare);
        let subject = || Subject::of(WRITE).tables(tables.iter().copied()).writing(items.len());
        let (seam, _) = call.seam(subject).decoding(call.layer(seam::transact_write_items()), &slot);
        let request = call
            .client()
            .transact_write_items()
            .set_transact_items(Some(items.clone()))
            .client_request_token(token);
        let sent = send!(call, turn, request, seam.watching(&attempts.doubt));
        let Err(failure) = sent else { return Ok(()) };
        let ended = cancellation::of(failure, |position| name(&actions, position));
        if let Some(error) = attempts.end(call, ended).await {
            return Err(place(error));
        }
    }
}

/// The attempts of one token, which together do a transaction once.
pub(crate) struct Attempts {
    begun: Instant,
    pub(crate) doubt: Doubt,
    tries: u32,
}

impl Attempts {
    pub(crate) fn begin() -> Self {
        Self { begun: Instant::now(), doubt: Doubt::default(), tries: 0 }
    }

    /// Waits before the next attempt; the error, where there is none. After an attempt in doubt, only a certain one says
    /// that nothing was done (W1).
    pub(crate) async fn end(&mut self, call: &Call, ended: Ended) -> Option<Error> {
        self.tries += 1;
        let may_try = self.tries < MAX_TRIES && self.begun.elapsed() < TOKEN_VALIDITY;
        match again(call, ended, may_try, self.tries).await {
            Next::Again => None,
            Next::End { error, is_certain: false } if self.doubt.is_raised() => Some(failure::unknown(error)),
            Next::End { error, .. } => Some(error),
        }
    }
}

/// What is done after an attempt that failed.
enum Next {
    Again,
    End { error: Error, is_certain: bool },
}

/// Waits before the next attempt, if there is one.
async fn again(call: &Call, ended: Ended, may_try: bool, tries: u32) -> Next {
    let Ended { error, is_passing, is_certain } = ended;
    if !(is_passing && may_try) {
        return Next::End { error, is_certain };
    }
    match call.within(pause(tries)).await {
        Some(()) if !call.is_over() => Next::Again,
        _ => Next::End { error: call.unsent().caused_by(error), is_certain },
    }
}

/// Reads all items as they are at one moment.
pub(crate) async fn get(
    call: &Call,
    schemas: &[&'static Schema],
    plan: &TransactGetPlan,
) -> Result<Vec<Option<RawItem>>> {
    let tables: Vec<&str> = plan.gets.iter().map(|get| &*get.table).collect();
    let place = |error| placed(call, error, GET, &tables);
    let items = plan.gets.iter().zip(schemas).map(|(get, schema)| asked(get, schema));
    let items: Vec<TransactGetItem> = items.collect::<Result<_>>().map_err(place)?;
    let mut tries = 0;
    loop {
        let turn = call.take_turn().await;
        let slot = Slot::new(Answers);
        let seam = call.seam(|| Subject::of(GET).tables(tables.iter().copied()));
        let (seam, typed) = seam.decoding(call.layer(seam::transact_get_items()), &slot);
        let request = call.client().transact_get_items().set_transact_items(Some(items.clone()));
        let failure = match send!(call, turn, request, seam) {
            Ok(output) => {
                let found = if typed {
                    slot.take()
                } else {
                    output.responses().iter().map(|found| single::from_maps(found.item())).collect()
                };
                let found = found.map_err(|unread| place(unread.into()))?;
                if found.len() == plan.gets.len() {
                    return Ok(found);
                }
                let words = "the service answered with another number of items than were asked for";
                return Err(place(Error::said(ErrorKind::Other, words)));
            }
            Err(failure) => failure,
        };
        let ended = cancellation::of(failure, |position| {
            CancellationReason::of(position, "get", tables.get(position).map(|table| (*table).to_owned()))
        });
        tries += 1;
        if let Next::End { error, .. } = again(call, ended, tries < MAX_TRIES, tries).await {
            return Err(place(error));
        }
    }
}

fn name(actions: &[Sending], position: usize) -> CancellationReason {
    match actions.get(position).map(|sending| &sending.action) {
        Some(action) => {
            let reason = CancellationReason::of(position, action.action(), Some(action.table.clone()));
            if action.deed == (Deed::Put { on_absence: true }) { reason.on_absence() } else { reason }
        }
        None => CancellationReason::of(position, "action", None),
    }
}

fn placed(call: &Call, error: Error, operation: &'static str, tables: &[&str]) -> Error {
    let is_one = tables.windows(2).all(|pair| pair[0] == pair[1]);
    call.locate_among(error, operation, tables.first().filter(|_| is_one).copied())
}

/// Renders one action in the SDK's own types: a hook can add others, and of at most 100 items the maps cost little.
fn item(sending: &Sending) -> Result<TransactWriteItem> {
    let Sending { schema, action, json } = sending;
    let TransactAction { table, key, condition, deed } = action;
    let mut renderer = Renderer::default();
    let update = match deed {
        Deed::Update(actions) => renderer.update(actions),
        Deed::Put { .. } | Deed::Delete | Deed::Check => String::new(),
    };
    let condition = condition.as_ref().map(|expr| renderer.condition(expr));
    let returned = condition.is_some().then_some(ReturnValuesOnConditionCheckFailure::AllOld);
    macro_rules! conditional {
        ($builder:expr) => {
            $builder
                .table_name(table)
                .set_condition_expression(condition)
                .set_expression_attribute_names(expressions::names(&renderer))
                .set_expression_attribute_values(expressions::values(&renderer))
                .set_return_values_on_condition_check_failure(returned)
        };
    }
    let lacks = |error| Error::refused("an action lacks a part").caused_by(error);
    let key = || Some(expressions::key(key, schema));
    let item = TransactWriteItem::builder();
    Ok(match deed {
        Deed::Put { .. } => {
            let stored = single::parsed(json.as_deref().unwrap_or_default()).map_err(Error::decode)?;
            let put = conditional!(Put::builder()).set_item(Some(to_attribute_values(&stored)));
            item.put(put.build().map_err(lacks)?)
        }
        Deed::Update(_) => {
            let update = conditional!(Update::builder()).set_key(key()).update_expression(update);
            item.update(update.build().map_err(lacks)?)
        }
        Deed::Delete => item.delete(conditional!(Delete::builder()).set_key(key()).build().map_err(lacks)?),
        Deed::Check => {
            let check = conditional!(ConditionCheck::builder()).set_key(key());
            item.condition_check(check.build().map_err(lacks)?)
        }
    }
    .build())
}

fn asked(get: &GetPlan, schema: &'static Schema) -> Result<TransactGetItem> {
    let mut renderer = Renderer::default();
    let get = Get::builder()
        .table_name(&get.table)
        .set_key(Some(expressions::key(&get.key, schema)))
        .set_projection_expression(get.attributes.as_ref().map(|names| renderer.attributes(names)))
        .set_expression_attribute_names(expressions::names(&renderer))
        .build()
        .map_err(|error| Error::refused("a read lacks a part").caused_by(error))?;
    Ok(TransactGetItem::builder().get(get).build())
}
