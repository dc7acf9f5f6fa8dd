//! A step as a request.

use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, UpdateGlobalSecondaryIndexAction,
};

use super::SyncStep;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::ask;
use crate::exec::hooks::Hook;
use crate::model::index::{IndexKind, IndexSchema};
use crate::model::table_options::{Billing, Units};
use crate::table::definition::{TableDefinition, index_units};
use crate::table::info::TableInfo;
use crate::table::request::{self, lacks};
use crate::table::{finish, words};
use crate::wire::failure;
use crate::wire::watch::Subject;

/// Sends it; the table is as it was found last.
pub(super) async fn send(
    db: &Connection,
    definition: &TableDefinition,
    live: &TableInfo,
    step: &SyncStep,
    hook: &Hook<UpdateTableFluentBuilder>,
) -> Result<()> {
    let table = definition.name();
    match step {
        SyncStep::SetTag { key, value } => set_tag(db, live, key, value).await,
        SyncStep::EnableTtl { attribute } => finish::update_ttl(db, table, attribute).await,
        SyncStep::SetRecovery { recovery } => finish::update_recovery(db, table, *recovery).await,
        _ => {
            let request = update(definition, live, step, db.client().update_table().table_name(table))?;
            let sent = ask!(db, hook.apply(request), Subject::of("UpdateTable").table(table)).await;
            sent.map(drop).map_err(failure::of)
        }
    }
}

async fn set_tag(db: &Connection, live: &TableInfo, key: &str, value: &str) -> Result<()> {
    let request = db.client().tag_resource().set_resource_arn(live.arn.clone());
    let request = request.tags(request::tag(key, value)?);
    let sent = ask!(db, request, Subject::of("TagResource").table(&live.name)).await;
    sent.map(drop).map_err(failure::of)
}

fn update(
    definition: &TableDefinition,
    live: &TableInfo,
    step: &SyncStep,
    request: UpdateTableFluentBuilder,
) -> Result<UpdateTableFluentBuilder> {
    Ok(match step {
        SyncStep::SetBilling { billing } => set_billing(definition, live, *billing, request)?,
        SyncStep::SetUnits { units } => request.provisioned_throughput(request::throughput(*units)?),
        SyncStep::SetIndexUnits { index, units } => {
            request.global_secondary_index_updates(index_throughput(index, *units)?)
        }
        SyncStep::SetClass { class } => request.table_class(words::table_class(*class)),
        SyncStep::SetDeletionProtection { protects } => request.deletion_protection_enabled(*protects),
        SyncStep::EnableStream { view } => request.stream_specification(request::stream(*view)?),
        SyncStep::SetEncryption { encryption } => request.sse_specification(request::encryption(*encryption)),
        SyncStep::SetWarmThroughput { units } => request.warm_throughput(request::warm_throughput(*units)),
        SyncStep::RemoveIndex { index } => {
            let action = DeleteGlobalSecondaryIndexAction::builder().index_name(index).build();
            let update = GlobalSecondaryIndexUpdate::builder().delete(action.map_err(lacks)?);
            request.global_secondary_index_updates(update.build())
        }
        SyncStep::AddIndex { index } => {
            let index = definition.index(index).ok_or_else(|| not_declared(index))?;
            create_index(index, live.billing, request)?
        }
        SyncStep::AddTable
        | SyncStep::SetTag { .. }
        | SyncStep::EnableTtl { .. }
        | SyncStep::SetRecovery { .. } => {
            unreachable!("{} is no UpdateTable", step.operation())
        }
    })
}

/// The units of every index are said together with those of the table.
fn set_billing(
    definition: &TableDefinition,
    live: &TableInfo,
    billing: Billing,
    request: UpdateTableFluentBuilder,
) -> Result<UpdateTableFluentBuilder> {
    let request = request.billing_mode(words::billing_mode(billing));
    let Billing::Provisioned(units) = billing else { return Ok(request) };
    let mut request = request.provisioned_throughput(request::throughput(units)?);
    for live in live.indexes.iter().filter(|index| index.kind == IndexKind::Global) {
        let declared = definition.index(&live.name).and_then(|index| index_units(index, billing));
        request =
            request.global_secondary_index_updates(index_throughput(&live.name, declared.unwrap_or(units))?);
    }
    Ok(request)
}

fn create_index(
    index: &IndexSchema,
    billing: Billing,
    request: UpdateTableFluentBuilder,
) -> Result<UpdateTableFluentBuilder> {
    let (action, attributes) = request::new_index(index, index_units(index, billing))?;
    let update = GlobalSecondaryIndexUpdate::builder().create(action).build();
    Ok(request.set_attribute_definitions(Some(attributes)).global_secondary_index_updates(update))
}

fn index_throughput(index: &str, units: Units) -> Result<GlobalSecondaryIndexUpdate> {
    let action = UpdateGlobalSecondaryIndexAction::builder().index_name(index);
    let action = action.provisioned_throughput(request::throughput(units)?).build().map_err(lacks)?;
    Ok(GlobalSecondaryIndexUpdate::builder().update(action).build())
}

fn not_declared(index: &str) -> Error {
    Error::refused(format!("the index `{index}` is not declared"))
}
