//! The sentences that differences are told in.

use std::fmt;

use super::{Difference, days};
use crate::model::index::IndexKind;
use crate::model::table_options::{Billing, Encryption, Recovery, StreamView, TableClass, Units};

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TableMissing => f.write_str("the table does not exist"),
            Self::TableKey { declared, live } => {
                write!(f, "the live table has the key {live}, and the model declares {declared}")
            }
            Self::IndexMissing { index, kind } => {
                let only =
                    if *kind == IndexKind::Local { ", and can be made only with the table" } else { "" };
                write!(f, "the {} index `{index}` is missing{only}", word(*kind))
            }
            Self::IndexExtra { index, kind } => {
                write!(f, "the live table has the {} index `{index}`, which is not declared", word(*kind))
            }
            Self::IndexOtherKind { index, declared } => {
                let live = match declared {
                    IndexKind::Local => IndexKind::Global,
                    IndexKind::Global => IndexKind::Local,
                };
                write!(
                    f,
                    "the live index `{index}` is {}, and the model declares it {}",
                    word(live),
                    word(*declared)
                )
            }
            Self::IndexKeyAttributes { index, declared, live } => {
                write!(f, "the live index `{index}` has the key {live}, and the model declares {declared}")
            }
            Self::IndexKeyType { index, attribute, declared, live } => write!(
                f,
                "the live index `{index}` has the key attribute `{attribute}` as {live}, and the model declares {declared}"
            ),
            Self::IndexProjection { index, declared, live } => {
                write!(f, "the live index `{index}` holds {live}, and the model declares {declared}")
            }
            Self::IndexBuilding { index, status, backfilling } => {
                let filled = if *backfilling { " and being filled" } else { "" };
                write!(f, "the index `{index}` cannot be read yet: it is {status}{filled}")
            }
            _ => self.fmt_upkeep(f),
        }
    }
}

impl Difference {
    /// The sentences about how the table is kept.
    fn fmt_upkeep(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BillingMode { declared, live } => {
                write!(
                    f,
                    "the live table is {}, and the model declares it {}",
                    billing(*live),
                    billing(*declared)
                )
            }
            Self::TableUnits { declared, live } => {
                write!(f, "the live table has {}, and the model declares {}", units(*live), units(*declared))
            }
            Self::IndexUnits { index, declared, live } => write!(
                f,
                "the live index `{index}` has {}, and the model declares {}",
                units(*live),
                units(*declared)
            ),
            Self::TtlOff { declared } => {
                write!(f, "time to live is off, and the model declares it by `{declared}`")
            }
            Self::TtlAttribute { declared, live } => {
                write!(f, "time to live goes by `{live}`, and the model declares `{declared}`")
            }
            Self::TtlUndeclared { live } => {
                write!(f, "time to live is on by `{live}`, which is not declared")
            }
            Self::StreamOff { declared } => {
                write!(f, "the stream is off, and the model declares one of {}", view(*declared))
            }
            Self::StreamContent { declared, live } => {
                write!(f, "the stream is one of {}, and the model declares {}", view(*live), view(*declared))
            }
            Self::Class { declared, live } => {
                let live = live.map_or("of an unknown class", class);
                write!(f, "the live table is {live}, and the model declares it {}", class(*declared))
            }
            Self::DeletionProtection { declared: true } => {
                f.write_str("the live table is not protected from deletion, and the model declares it so")
            }
            Self::DeletionProtection { declared: false } => {
                f.write_str("the live table is protected from deletion, and the model declares it is not")
            }
            Self::EncryptionKey { declared, live } => {
                let live =
                    live.as_ref().map_or("a key of DynamoDB's own".to_owned(), |key| format!("`{key}`"));
                write!(
                    f,
                    "the live table is encrypted with {live}, and the model declares {}",
                    whose(*declared)
                )
            }
            Self::RecoveryReach { declared, live } => write!(
                f,
                "point-in-time recovery is {}, and the model declares it {}",
                reach(*live),
                reach(*declared)
            ),
            Self::TagMissing { key, declared } => {
                write!(f, "the tag `{key}` is missing, and the model declares `{declared}`")
            }
            Self::TagValue { key, declared, live } => {
                write!(f, "the tag `{key}` is `{live}`, and the model declares `{declared}`")
            }
            Self::WarmThroughput { declared, live } => write!(
                f,
                "the live table is warm for {}, and the model declares {}",
                units(*live),
                units(*declared)
            ),
            Self::TableMissing
            | Self::TableKey { .. }
            | Self::IndexMissing { .. }
            | Self::IndexExtra { .. }
            | Self::IndexOtherKind { .. }
            | Self::IndexKeyAttributes { .. }
            | Self::IndexKeyType { .. }
            | Self::IndexProjection { .. }
            | Self::IndexBuilding { .. } => unreachable!("what is about keys and indexes is written before"),
        }
    }
}

fn word(kind: IndexKind) -> &'static str {
    match kind {
        IndexKind::Local => "local",
        IndexKind::Global => "global",
    }
}

pub(crate) fn billing(billing: Billing) -> String {
    match billing {
        Billing::OnDemand => "on demand".to_owned(),
        Billing::Provisioned(of) => format!("provisioned with {}", units(of)),
    }
}

pub(crate) fn units(units: Units) -> String {
    format!("{} read and {} write units", units.read(), units.write())
}

pub(crate) fn view(view: StreamView) -> &'static str {
    match view {
        StreamView::Keys => "keys",
        StreamView::New => "new items",
        StreamView::Old => "old items",
        StreamView::NewAndOld => "new and old items",
    }
}

pub(crate) fn class(class: TableClass) -> &'static str {
    match class {
        TableClass::Standard => "of the standard class",
        TableClass::InfrequentAccess => "of the class for infrequent access",
    }
}

pub(crate) fn whose(encryption: Encryption) -> String {
    match encryption {
        Encryption::Owned => "a key of DynamoDB's own".to_owned(),
        Encryption::Managed => "the key that AWS manages".to_owned(),
        Encryption::Key(key) => format!("`{key}`"),
    }
}

pub(crate) fn reach(recovery: Recovery) -> String {
    match days(recovery) {
        0 => "off".to_owned(),
        days => format!("on for {days} days"),
    }
}
