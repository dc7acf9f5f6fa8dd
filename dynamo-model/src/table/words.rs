//! DynamoDB's own words for what is declared.

use aws_sdk_dynamodb::types::{BillingMode, ProjectionType, StreamViewType, TableClass as SdkClass};

use crate::model::index::Projected;
use crate::model::table_options::{Billing, StreamView, TableClass};

pub(crate) fn billing_mode(billing: Billing) -> BillingMode {
    match billing {
        Billing::OnDemand => BillingMode::PayPerRequest,
        Billing::Provisioned(_) => BillingMode::Provisioned,
    }
}

pub(crate) fn stream_view(view: StreamView) -> StreamViewType {
    match view {
        StreamView::Keys => StreamViewType::KeysOnly,
        StreamView::New => StreamViewType::NewImage,
        StreamView::Old => StreamViewType::OldImage,
        StreamView::NewAndOld => StreamViewType::NewAndOldImages,
    }
}

pub(crate) fn table_class(class: TableClass) -> SdkClass {
    match class {
        TableClass::Standard => SdkClass::Standard,
        TableClass::InfrequentAccess => SdkClass::StandardInfrequentAccess,
    }
}

/// The type of a projection, and the attributes that it names.
pub(crate) fn projection(projected: Projected) -> (ProjectionType, Option<&'static [&'static str]>) {
    match projected {
        Projected::All => (ProjectionType::All, None),
        Projected::Keys => (ProjectionType::KeysOnly, None),
        Projected::Include(names) => (ProjectionType::Include, Some(names)),
    }
}
