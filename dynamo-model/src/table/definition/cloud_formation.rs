//! The definition as a resource of CloudFormation.

use super::TableDefinition;
use super::cli::{
    attributes, billing_mode, encryption, indexes, key_schema, table_class, table_units, tags, throughput,
    warm_throughput,
};
use super::json::{Json, list, object, text};
use crate::model::index::IndexKind;
use crate::model::table_options::Recovery;
use crate::table::words;

pub(super) fn resource(definition: &TableDefinition) -> Json {
    object([("Type", Some(text("AWS::DynamoDB::Table"))), ("Properties", Some(properties(definition)))])
}

fn properties(definition: &TableDefinition) -> Json {
    let options = definition.options();
    let stream = |view| object([("StreamViewType", Some(text(words::stream_view(view).as_str())))]);
    let ttl = |attribute: &str| {
        object([("AttributeName", Some(text(attribute))), ("Enabled", Some(Json::Flag(true)))])
    };
    object([
        ("TableName", Some(text(definition.name()))),
        ("AttributeDefinitions", list(attributes(definition))),
        ("KeySchema", list(key_schema(&definition.key()))),
        ("LocalSecondaryIndexes", list(indexes(definition, IndexKind::Local))),
        ("GlobalSecondaryIndexes", list(indexes(definition, IndexKind::Global))),
        ("BillingMode", Some(billing_mode(definition))),
        ("ProvisionedThroughput", table_units(definition).map(throughput)),
        ("StreamSpecification", options.stream().map(stream)),
        ("SSESpecification", options.encryption().and_then(|whose| encryption("SSEEnabled", whose))),
        ("TableClass", table_class(definition)),
        ("DeletionProtectionEnabled", options.deletion_protection().map(Json::Flag)),
        ("WarmThroughput", options.warm_throughput().map(warm_throughput)),
        ("TimeToLiveSpecification", options.ttl().map(ttl)),
        ("PointInTimeRecoverySpecification", options.point_in_time_recovery().map(recovery)),
        ("Tags", list(tags(definition))),
    ])
}

fn recovery(recovery: Recovery) -> Json {
    let days = match recovery {
        Recovery::Days(days) => Some(Json::Number(days.into())),
        Recovery::On | Recovery::Off => None,
    };
    object([
        ("PointInTimeRecoveryEnabled", Some(Json::Flag(recovery != Recovery::Off))),
        ("RecoveryPeriodInDays", days),
    ])
}
