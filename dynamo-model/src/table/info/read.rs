//! The SDK's descriptions as our data.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, ContinuousBackupsDescription, GlobalSecondaryIndexDescription,
    IndexStatus as SdkIndexStatus, KeySchemaElement, KeyType, LocalSecondaryIndexDescription,
    PointInTimeRecoveryStatus, Projection, ProjectionType, ProvisionedThroughputDescription,
    ScalarAttributeType, SseStatus, StreamViewType, TableClass as SdkClass, TableDescription,
    TableStatus as SdkTableStatus, TimeToLiveDescription, TimeToLiveStatus,
};
use dynamo_model_fields::capability::ScalarType;

use super::{IndexInfo, IndexStatus, ProjectedAttributes, StreamInfo, TableInfo, TableStatus, TtlInfo};
use crate::model::index::IndexKind;
use crate::model::table_options::{Billing, Recovery, StreamView, TableClass, Units};
use crate::table::key::{KeyAttribute, KeyAttributes};

/// Reads the answer of DescribeTable.
pub(crate) fn table(found: &TableDescription) -> TableInfo {
    let defined = found.attribute_definitions();
    let billing = billing(found);
    let local = found.local_secondary_indexes().iter().map(|index| local_index(index, defined));
    let global = found.global_secondary_indexes().iter().map(|index| global_index(index, defined, billing));
    TableInfo {
        name: found.table_name().unwrap_or_default().to_owned(),
        status: table_status(found.table_status()),
        key: key(found.key_schema(), defined),
        indexes: local.chain(global).collect(),
        billing,
        item_count: count(found.item_count()),
        size_bytes: count(found.table_size_bytes()),
        arn: found.table_arn().map(ToOwned::to_owned),
        created_at: found.creation_date_time().and_then(|at| SystemTime::try_from(*at).ok()),
        class: class(found),
        deletion_protection: found.deletion_protection_enabled().unwrap_or_default(),
        stream: stream(found),
        encryption_key: encryption_key(found),
        warm_throughput: found.warm_throughput().map(|warm| {
            Units::new(count(warm.read_units_per_second()), count(warm.write_units_per_second()))
        }),
        ttl: None,
        recovery: None,
        tags: None,
    }
}

/// Reads the answer of DescribeTimeToLive.
pub(crate) fn ttl(found: Option<&TimeToLiveDescription>) -> TtlInfo {
    let Some(found) = found else { return TtlInfo::Off };
    match (found.time_to_live_status(), found.attribute_name()) {
        (Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling), Some(attribute)) => {
            TtlInfo::On(attribute.to_owned())
        }
        _ => TtlInfo::Off,
    }
}

/// Reads the answer of DescribeContinuousBackups.
pub(crate) fn recovery(found: Option<&ContinuousBackupsDescription>) -> Recovery {
    let Some(found) = found.and_then(|found| found.point_in_time_recovery_description()) else {
        return Recovery::Off;
    };
    match (found.point_in_time_recovery_status(), found.recovery_period_in_days()) {
        (Some(PointInTimeRecoveryStatus::Enabled), Some(days)) => {
            u8::try_from(days).map_or(Recovery::On, Recovery::Days)
        }
        (Some(PointInTimeRecoveryStatus::Enabled), None) => Recovery::On,
        _ => Recovery::Off,
    }
}

fn billing(found: &TableDescription) -> Billing {
    let mode = found.billing_mode_summary().and_then(|summary| summary.billing_mode());
    match mode {
        Some(BillingMode::PayPerRequest) => Billing::OnDemand,
        // A table that never was on demand has no summary.
        _ => Billing::Provisioned(found.provisioned_throughput().map_or(Units::new(0, 0), units)),
    }
}

fn units(throughput: &ProvisionedThroughputDescription) -> Units {
    Units::new(count(throughput.read_capacity_units()), count(throughput.write_capacity_units()))
}

fn class(found: &TableDescription) -> Option<TableClass> {
    match found.table_class_summary().and_then(|summary| summary.table_class()) {
        // A table whose class was never changed has no summary.
        None | Some(SdkClass::Standard) => Some(TableClass::Standard),
        Some(SdkClass::StandardInfrequentAccess) => Some(TableClass::InfrequentAccess),
        Some(_) => None,
    }
}

fn stream(found: &TableDescription) -> Option<StreamInfo> {
    let stream = found.stream_specification().filter(|stream| stream.stream_enabled())?;
    let view = match stream.stream_view_type()? {
        StreamViewType::KeysOnly => StreamView::Keys,
        StreamViewType::NewImage => StreamView::New,
        StreamViewType::OldImage => StreamView::Old,
        StreamViewType::NewAndOldImages => StreamView::NewAndOld,
        _ => return None,
    };
    Some(StreamInfo { view, arn: found.latest_stream_arn().map(ToOwned::to_owned) })
}

fn encryption_key(found: &TableDescription) -> Option<String> {
    let description = found.sse_description()?;
    let is_on =
        matches!(description.status(), Some(SseStatus::Enabled | SseStatus::Enabling | SseStatus::Updating));
    description.kms_master_key_arn().filter(|_| is_on).map(ToOwned::to_owned)
}

fn local_index(index: &LocalSecondaryIndexDescription, defined: &[AttributeDefinition]) -> IndexInfo {
    IndexInfo {
        name: index.index_name().unwrap_or_default().to_owned(),
        kind: IndexKind::Local,
        key: key(index.key_schema(), defined),
        projected: projected(index.projection()),
        status: IndexStatus::Active,
        backfilling: false,
        units: None,
        item_count: count(index.item_count()),
        size_bytes: count(index.index_size_bytes()),
    }
}

fn global_index(
    index: &GlobalSecondaryIndexDescription,
    defined: &[AttributeDefinition],
    billing: Billing,
) -> IndexInfo {
    let is_provisioned = matches!(billing, Billing::Provisioned(_));
    IndexInfo {
        name: index.index_name().unwrap_or_default().to_owned(),
        kind: IndexKind::Global,
        key: key(index.key_schema(), defined),
        projected: projected(index.projection()),
        status: index_status(index.index_status()),
        backfilling: index.backfilling().unwrap_or_default(),
        units: index.provisioned_throughput().filter(|_| is_provisioned).map(units),
        item_count: count(index.item_count()),
        size_bytes: count(index.index_size_bytes()),
    }
}

fn key(elements: &[KeySchemaElement], defined: &[AttributeDefinition]) -> KeyAttributes {
    let of = |kind: &KeyType| {
        let elements = elements.iter().filter(|element| element.key_type() == kind);
        elements.map(|element| attribute(element.attribute_name(), defined)).collect()
    };
    KeyAttributes { hash: of(&KeyType::Hash), range: of(&KeyType::Range) }
}

fn attribute(name: &str, defined: &[AttributeDefinition]) -> KeyAttribute {
    let found = defined.iter().find(|defined| defined.attribute_name() == name);
    let scalar = found.and_then(|found| match found.attribute_type() {
        ScalarAttributeType::S => Some(ScalarType::S),
        ScalarAttributeType::N => Some(ScalarType::N),
        ScalarAttributeType::B => Some(ScalarType::B),
        _ => None,
    });
    KeyAttribute { name: name.to_owned(), scalar }
}

fn projected(projection: Option<&Projection>) -> ProjectedAttributes {
    match projection.and_then(|projection| projection.projection_type()) {
        Some(ProjectionType::All) => ProjectedAttributes::All,
        Some(ProjectionType::Include) => {
            let names = projection.map_or(&[][..], |projection| projection.non_key_attributes());
            ProjectedAttributes::include(names.iter().cloned())
        }
        _ => ProjectedAttributes::Keys,
    }
}

fn table_status(status: Option<&SdkTableStatus>) -> TableStatus {
    match status {
        Some(SdkTableStatus::Creating) => TableStatus::Creating,
        Some(SdkTableStatus::Updating) => TableStatus::Updating,
        Some(SdkTableStatus::Deleting) => TableStatus::Deleting,
        Some(SdkTableStatus::Active) => TableStatus::Active,
        other => TableStatus::Other(other.map_or("unknown", SdkTableStatus::as_str).to_owned()),
    }
}

/// An engine that tells no status makes its indexes at once.
fn index_status(status: Option<&SdkIndexStatus>) -> IndexStatus {
    match status {
        Some(SdkIndexStatus::Creating) => IndexStatus::Creating,
        Some(SdkIndexStatus::Updating) => IndexStatus::Updating,
        Some(SdkIndexStatus::Deleting) => IndexStatus::Deleting,
        Some(SdkIndexStatus::Active) | None => IndexStatus::Active,
        Some(other) => IndexStatus::Other(other.as_str().to_owned()),
    }
}

fn count(number: Option<i64>) -> u64 {
    number.and_then(|number| u64::try_from(number).ok()).unwrap_or_default()
}
