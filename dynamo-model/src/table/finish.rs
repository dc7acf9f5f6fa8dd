//! What a new table gets once it is ACTIVE: time to live and point-in-time recovery.

use aws_sdk_dynamodb::types::{PointInTimeRecoverySpecification, TimeToLiveSpecification};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::ask;
use crate::model::table_options::Recovery;
use crate::table::definition::TableDefinition;
use crate::table::describe::{self, known};
use crate::table::difference::days;
use crate::table::info::TtlInfo;
use crate::table::request;
use crate::table::watch::Watch;
use crate::wire::failure;
use crate::wire::watch::Subject;

/// Turns on what is declared and not on yet; a server that does not know it is warned of.
pub(crate) async fn finish(watch: &mut Watch<'_>, definition: &TableDefinition) -> Result<()> {
    if let Some(attribute) = definition.options().ttl() {
        enable_ttl(watch, attribute).await?;
    }
    match definition.options().point_in_time_recovery() {
        None | Some(Recovery::Off) => Ok(()),
        Some(recovery) => set_recovery(watch, recovery).await,
    }
}

async fn enable_ttl(watch: &mut Watch<'_>, attribute: &str) -> Result<()> {
    loop {
        let look = describe::ttl(watch.db, watch.table);
        let Some(found) = known(watch.within("DescribeTimeToLive", look).await)? else {
            tracing::warn!(table = watch.table, "this server knows no time to live");
            return Ok(());
        };
        match found {
            TtlInfo::On(live) if live == attribute => return Ok(()),
            // A process of another release was faster; DynamoDB changes it only after it was turned off.
            TtlInfo::On(_) => {
                tracing::warn!(table = watch.table, attribute, "time to live goes by another attribute");
                return Ok(());
            }
            TtlInfo::Off => {}
        }
        match watch.within("UpdateTimeToLive", update_ttl(watch.db, watch.table, attribute)).await {
            Ok(()) => return Ok(()),
            Err(error) if is_passing(&error) => watch.pause_after(error).await?,
            // Another process was faster, if it is on now.
            Err(error) if error.is_invalid() => {
                let look = describe::ttl(watch.db, watch.table);
                let found = watch.within("DescribeTimeToLive", look).await?;
                let is_on = found == TtlInfo::On(attribute.to_owned());
                return if is_on { Ok(()) } else { Err(error) };
            }
            Err(error) => return Err(error),
        }
    }
}

async fn set_recovery(watch: &mut Watch<'_>, recovery: Recovery) -> Result<()> {
    loop {
        let look = describe::recovery(watch.db, watch.table);
        let Some(found) = known(watch.within("DescribeContinuousBackups", look).await)? else {
            tracing::warn!(table = watch.table, "this server knows no point-in-time recovery");
            return Ok(());
        };
        if days(found) == days(recovery) {
            return Ok(());
        }
        let update = update_recovery(watch.db, watch.table, recovery);
        match watch.within("UpdateContinuousBackups", update).await {
            Ok(()) => return Ok(()),
            Err(error) if is_passing(&error) => watch.pause_after(error).await?,
            Err(error) => return Err(error),
        }
    }
}

/// True if the same call may do later: the table is being changed, there are too many calls, or the backups of a new
/// table are not ready.
pub(crate) fn is_passing(error: &Error) -> bool {
    error.kind().asks_to_slow_down()
        || error.is_resource_in_use()
        || error.code() == Some("ContinuousBackupsUnavailableException")
}

pub(crate) async fn update_ttl(db: &Connection, table: &str, attribute: &str) -> Result<()> {
    let specification = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(true).build();
    let request = db.client().update_time_to_live().table_name(table);
    let request = request.time_to_live_specification(specification.map_err(request::lacks)?);
    let sent = ask!(db, request, Subject::of("UpdateTimeToLive").table(table)).await;
    sent.map(drop).map_err(failure::of)
}

pub(crate) async fn update_recovery(db: &Connection, table: &str, recovery: Recovery) -> Result<()> {
    let specification = PointInTimeRecoverySpecification::builder()
        .point_in_time_recovery_enabled(recovery != Recovery::Off)
        .set_recovery_period_in_days(match recovery {
            Recovery::Days(days) => Some(days.into()),
            Recovery::On | Recovery::Off => None,
        })
        .build()
        .map_err(request::lacks)?;
    let request = db.client().update_continuous_backups().table_name(table);
    let request = request.point_in_time_recovery_specification(specification);
    let sent = ask!(db, request, Subject::of("UpdateContinuousBackups").table(table)).await;
    sent.map(drop).map_err(failure::of)
}
