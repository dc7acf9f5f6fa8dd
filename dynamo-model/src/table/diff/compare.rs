//! The comparison itself, part by part.

use super::TableDiff;
use crate::model::index::{IndexKind, IndexSchema};
use crate::model::table_options::{Billing, Encryption, TableOptions};
use crate::table::definition::{TableDefinition, index_key, index_units};
use crate::table::difference::{Difference, days};
use crate::table::info::{IndexInfo, IndexStatus, ProjectedAttributes, TableInfo, TtlInfo};
use crate::table::key::KeyAttributes;

/// Tells what differs; `None` stands for no table.
pub(crate) fn diff(definition: &TableDefinition, live: Option<&TableInfo>) -> TableDiff {
    let Some(live) = live else {
        return TableDiff::new(definition.name(), vec![Difference::TableMissing]);
    };
    let parts = [
        key(definition, live),
        indexes(definition, live),
        billing(definition, live),
        ttl(definition.options(), live),
        settings(definition.options(), live),
        tags(definition.options(), live),
    ];
    TableDiff::new(definition.name(), parts.concat())
}

fn key(definition: &TableDefinition, live: &TableInfo) -> Vec<Difference> {
    let declared = definition.key();
    if declared == live.key {
        return Vec::new();
    }
    vec![Difference::TableKey { declared, live: live.key.clone() }]
}

fn indexes(definition: &TableDefinition, live: &TableInfo) -> Vec<Difference> {
    let is_there = |index: &&IndexInfo| index.status != IndexStatus::Deleting;
    let mut found = Vec::new();
    for declared in definition.indexes() {
        if let Some(live) = live.index(declared.name()).filter(is_there) {
            found.extend(index(declared, live));
        } else {
            let (index, kind) = (declared.name().to_owned(), declared.kind());
            found.push(Difference::IndexMissing { index, kind });
        }
    }
    let extra = live.indexes.iter().filter(is_there).filter(|live| definition.index(&live.name).is_none());
    found.extend(extra.map(|live| Difference::IndexExtra { index: live.name.clone(), kind: live.kind }));
    found
}

fn index(declared: &IndexSchema, live: &IndexInfo) -> Vec<Difference> {
    let name = || live.name.clone();
    if declared.kind() != live.kind {
        return vec![Difference::IndexOtherKind { index: name(), declared: declared.kind() }];
    }
    let mut found = index_keys(&live.name, &index_key(declared), &live.key);
    let projected = ProjectedAttributes::declared(declared.projected());
    if projected != live.projected {
        found.push(Difference::IndexProjection {
            index: name(),
            declared: projected,
            live: live.projected.clone(),
        });
    }
    // While it is changed, an index can be read.
    if !matches!(live.status, IndexStatus::Active | IndexStatus::Updating) {
        let (status, backfilling) = (live.status.clone(), live.backfilling);
        found.push(Difference::IndexBuilding { index: name(), status, backfilling });
    }
    found
}

fn index_keys(index: &str, declared: &KeyAttributes, live: &KeyAttributes) -> Vec<Difference> {
    if !declared.has_names_of(live) {
        let (declared, live) = (declared.clone(), live.clone());
        return vec![Difference::IndexKeyAttributes { index: index.to_owned(), declared, live }];
    }
    let pairs = declared.iter().zip(live.iter());
    let other = pairs.filter_map(|(declared, live)| {
        let (declared, live, attribute) = (declared.scalar?, live.scalar?, live.name.clone());
        (declared != live).then(|| Difference::IndexKeyType {
            index: index.to_owned(),
            attribute,
            declared,
            live,
        })
    });
    other.collect()
}

fn billing(definition: &TableDefinition, live: &TableInfo) -> Vec<Difference> {
    let mut found = Vec::new();
    match (definition.options().billing(), live.billing) {
        (Some(Billing::Provisioned(declared)), Billing::Provisioned(units)) => {
            if declared != units {
                found.push(Difference::TableUnits { declared, live: units });
            }
            found.extend(definition.indexes_of(IndexKind::Global).filter_map(|index| {
                let live = live.index(index.name())?;
                let (declared, units) = (index_units(index, Billing::Provisioned(declared))?, live.units?);
                let name = || index.name().to_owned();
                (declared != units).then(|| Difference::IndexUnits { index: name(), declared, live: units })
            }));
        }
        (Some(declared), live) if declared != live => found.push(Difference::BillingMode { declared, live }),
        _ => {}
    }
    found
}

fn ttl(options: &TableOptions, live: &TableInfo) -> Vec<Difference> {
    let Some(found) = &live.ttl else { return Vec::new() };
    let differing = match (options.ttl(), found) {
        (Some(declared), TtlInfo::Off) => Some(Difference::TtlOff { declared: declared.to_owned() }),
        (Some(declared), TtlInfo::On(live)) if declared != live => {
            Some(Difference::TtlAttribute { declared: declared.to_owned(), live: live.clone() })
        }
        (None, TtlInfo::On(live)) => Some(Difference::TtlUndeclared { live: live.clone() }),
        _ => None,
    };
    differing.into_iter().collect()
}

fn settings(options: &TableOptions, live: &TableInfo) -> Vec<Difference> {
    let stream = options.stream().and_then(|declared| match live.stream.as_ref().map(|stream| stream.view) {
        None => Some(Difference::StreamOff { declared }),
        Some(live) => (live != declared).then_some(Difference::StreamContent { declared, live }),
    });
    let class = options.class().filter(|declared| live.class != Some(*declared));
    let protection = options.deletion_protection().filter(|declared| live.deletion_protection != *declared);
    let key = live.encryption_key.as_deref();
    let encryption = options.encryption().filter(|declared| !is_encrypted_with(*declared, key));
    let recovery = options.point_in_time_recovery().zip(live.recovery);
    let warm = options.warm_throughput().zip(live.warm_throughput);
    let found = [
        stream,
        class.map(|declared| Difference::Class { declared, live: live.class }),
        protection.map(|declared| Difference::DeletionProtection { declared }),
        encryption.map(|declared| Difference::EncryptionKey { declared, live: live.encryption_key.clone() }),
        recovery
            .filter(|(declared, live)| days(*declared) != days(*live))
            .map(|(declared, live)| Difference::RecoveryReach { declared, live }),
        warm.filter(|(declared, live)| live.read() < declared.read() || live.write() < declared.write())
            .map(|(declared, live)| Difference::WarmThroughput { declared, live }),
    ];
    found.into_iter().flatten().collect()
}

/// True unless the live key is certainly another one: an ARN tells neither an alias nor who manages the key.
fn is_encrypted_with(declared: Encryption, live: Option<&str>) -> bool {
    match (declared, live) {
        (Encryption::Owned, live) => live.is_none(),
        (_, None) => false,
        (Encryption::Managed, Some(_)) => true,
        (Encryption::Key(key), Some(live)) => {
            let is_alias = key.starts_with("alias/") || key.contains(":alias/");
            is_alias || live == key || live.rsplit_once('/').is_some_and(|(_, id)| id == key)
        }
    }
}

fn tags(options: &TableOptions, live: &TableInfo) -> Vec<Difference> {
    let Some(tags) = &live.tags else { return Vec::new() };
    let differing = options.tags().iter().filter_map(|(key, declared)| {
        let (key, declared) = ((*key).to_owned(), (*declared).to_owned());
        match tags.get(&key) {
            None => Some(Difference::TagMissing { key, declared }),
            Some(live) if *live != declared => {
                Some(Difference::TagValue { key, declared, live: live.clone() })
            }
            Some(_) => None,
        }
    });
    differing.collect()
}
