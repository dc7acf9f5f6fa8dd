//! ExecuteStatement, BatchExecuteStatement and ExecuteTransaction.

use aws_sdk_dynamodb::types::{
    AttributeValue, BatchStatementError, BatchStatementRequest, ParameterizedStatement,
    ReturnValuesOnConditionCheckFailure,
};
use dynamo_model_fields::{ReadItem, Value};

use crate::error::{CancellationReason, Error, ErrorKind, Result, STATEMENT};
use crate::exec::call::{Call, send};
use crate::exec::retry::{MAX_TRIES, pause};
use crate::exec::single::from_maps;
use crate::exec::transact::Attempts;
use crate::sdk::to_attribute_value;
use crate::wire::cancellation;
use crate::wire::decode::Items;
use crate::wire::failure;
use crate::wire::outcome::Doubt;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::watch::Subject;

/// A statement with its parameters.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) parameters: Vec<Value>,
    pub(crate) consistent: bool,
}

impl Statement {
    /// True for a statement that changes nothing.
    pub(crate) fn is_read(&self) -> bool {
        self.text.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("SELECT"))
    }

    fn parameters(&self) -> Option<Vec<AttributeValue>> {
        let parameters: Vec<AttributeValue> = self.parameters.iter().map(to_attribute_value).collect();
        if parameters.is_empty() { None } else { Some(parameters) }
    }
}

/// A page of what a statement gives, and the token of the next one.
pub(crate) async fn page<T>(
    call: &Call,
    statement: &Statement,
    token: Option<String>,
    limit: Option<i32>,
) -> Result<(Vec<T>, Option<String>)>
where
    T: ReadItem + Send + 'static,
{
    let place = |error: Error| call.locate_among(error, "ExecuteStatement", None);
    let turn = call.take_turn().await;
    let slot = Slot::new(Items::<T>::satisfying(None));
    let seam = call.seam(|| Subject::of("ExecuteStatement"));
    let (seam, typed) = seam.decoding(call.layer(seam::execute_statement()), &slot);
    let request = call
        .client()
        .execute_statement()
        .statement(&statement.text)
        .set_parameters(statement.parameters())
        .set_consistent_read(statement.consistent.then_some(true))
        .set_limit(limit)
        .set_next_token(token);
    let doubt = Doubt::default();
    let seam = seam.watching(&doubt);
    // What a statement that writes does, done twice, is not known.
    let answer = send!(call, turn, request, seam, once: !statement.is_read());
    let output = answer.map_err(|error| place(failed(failure::of(error), &doubt, statement.is_read())))?;
    let items = if typed {
        slot.take()
    } else {
        output.items().iter().filter_map(|item| from_maps(Some(item)).transpose()).collect()
    };
    let items = items.map_err(|unread| place(unread.into()))?;
    Ok((items, output.next_token().map(ToOwned::to_owned)))
}

/// What became of each of at most 25 statements; those that are throttled are sent again, a bounded number of times.
pub(crate) async fn batch<T: ReadItem>(call: &Call, statements: &[Statement]) -> Vec<Result<Option<T>>> {
    let mut ended: Vec<Option<Result<Option<T>>>> = statements.iter().map(|_| None).collect();
    let mut left: Vec<usize> = (0..statements.len()).collect();
    for tries in 1..=MAX_TRIES {
        let sent: Vec<&Statement> = left.iter().map(|at| &statements[*at]).collect();
        let answers = once::<T>(call, &sent).await;
        let throttled: Vec<usize> =
            left.iter().zip(&answers).filter(|(_, answer)| is_throttled(answer)).map(|(at, _)| *at).collect();
        for (at, answer) in left.into_iter().zip(answers) {
            ended[at] = Some(answer);
        }
        left = throttled;
        if left.is_empty() || tries == MAX_TRIES || call.within(pause(tries)).await.is_none() {
            break;
        }
    }
    ended.into_iter().flatten().collect()
}

/// True for what was not done since the service was too busy, so that a resend does nothing twice.
fn is_throttled<T>(answer: &Result<T>) -> bool {
    answer.as_ref().is_err_and(Error::is_throttled)
}

/// Sends statements together; a request that fails fails each.
async fn once<T: ReadItem>(call: &Call, statements: &[&Statement]) -> Vec<Result<Option<T>>> {
    let place = |error: Error| call.locate_among(error, "BatchExecuteStatement", None);
    let is_read = statements.iter().all(|statement| statement.is_read());
    let of_all = |error: Error| statements.iter().map(|_| Err(place(error.clone()))).collect();
    let requests = statements.iter().map(|statement| {
        BatchStatementRequest::builder()
            .statement(&statement.text)
            .set_parameters(statement.parameters())
            .set_consistent_read(statement.consistent.then_some(true))
            .build()
    });
    let requests = match requests.collect::<Result<_, _>>() {
        Ok(requests) => requests,
        Err(error) => return of_all(bad(error)),
    };
    let turn = call.take_turn().await;
    let request = call.client().batch_execute_statement().set_statements(Some(requests));
    let doubt = Doubt::default();
    let seam = call.seam(|| Subject::of("BatchExecuteStatement")).watching(&doubt);
    let answer = send!(call, turn, request, seam, once: !is_read);
    let output = match answer {
        Ok(output) => output,
        Err(error) => return of_all(failed(failure::of(error), &doubt, is_read)),
    };
    let each = output.responses().iter().map(|response| match response.error() {
        Some(error) => Err(place(refused(error))),
        None => from_maps(response.item()).map_err(|unread| place(unread.into())),
    });
    let unanswered = |statement: &&Statement| {
        let error = Error::said(ErrorKind::Network, "the answer says nothing of it");
        Err(place(if statement.is_read() { error } else { failure::unknown(error) }))
    };
    let answered = output.responses().len().min(statements.len());
    each.chain(statements[answered..].iter().map(unanswered)).take(statements.len()).collect()
}

/// What each statement of a transaction gives (W9).
pub(crate) async fn transaction<T: ReadItem>(
    call: &Call,
    statements: &[Statement],
    token: &str,
) -> Result<Vec<Option<T>>> {
    let place = |error: Error| call.locate_among(error, "ExecuteTransaction", None);
    let requests = statements.iter().map(|statement| {
        let returned = (!statement.is_read()).then_some(ReturnValuesOnConditionCheckFailure::AllOld);
        ParameterizedStatement::builder()
            .statement(&statement.text)
            .set_parameters(statement.parameters())
            .set_return_values_on_condition_check_failure(returned)
            .build()
    });
    let requests: Vec<_> = requests.collect::<Result<_, _>>().map_err(|error| place(bad(error)))?;
    let mut attempts = Attempts::begin();
    loop {
        let turn = call.take_turn().await;
        // With its token a transaction repeats safely.
        let request = call
            .client()
            .execute_transaction()
            .set_transact_statements(Some(requests.clone()))
            .client_request_token(token);
        let seam = call.seam(|| Subject::of("ExecuteTransaction")).watching(&attempts.doubt);
        let failure = match send!(call, turn, request, seam) {
            Ok(output) => {
                let each = output.responses().iter().map(|response| from_maps(response.item()));
                return each.collect::<Result<_, _>>().map_err(|unread| place(unread.into()));
            }
            Err(failure) => failure,
        };
        let ended = cancellation::of(failure, |position| CancellationReason::of(position, STATEMENT, None));
        if let Some(error) = attempts.end(call, ended).await {
            return Err(place(error));
        }
    }
}

/// After an attempt in doubt, nothing is known of what writes (W1).
fn failed(error: Error, doubt: &Doubt, is_read: bool) -> Error {
    if doubt.is_raised() && !is_read { failure::unknown(error) } else { error }
}

fn bad(error: aws_sdk_dynamodb::error::BuildError) -> Error {
    Error::refused("a statement lacks its text").caused_by(error)
}

fn refused(error: &BatchStatementError) -> Error {
    let code = error.code().map(|code| code.as_str().to_owned());
    failure::of_code(code, error.message().map(ToOwned::to_owned))
}
