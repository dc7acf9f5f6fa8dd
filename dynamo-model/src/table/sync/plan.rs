//! Which steps mend which differences.

use super::{SyncPlan, SyncStep};
use crate::error::{Error, Result};
use crate::model::index::{IndexKind, IndexSchema};
use crate::table::definition::TableDefinition;
use crate::table::diff::{TableDiff, diff};
use crate::table::difference::Difference;
use crate::table::info::TableInfo;

/// What a sync does besides what it does by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    pub(crate) remove: Vec<String>,
    pub(crate) replace: Vec<String>,
}

/// Plans the steps; `None` stands for no table.
pub(crate) fn plan(
    definition: &TableDefinition,
    live: Option<&TableInfo>,
    choices: &Choices,
) -> Result<SyncPlan> {
    check(definition, live, choices)?;
    let mut steps = Vec::new();
    let mut left = Vec::new();
    for difference in &diff(definition, live) {
        let planned = chosen(difference, choices).or_else(|| Some(vec![mends(difference)?]));
        match planned {
            // An index is replaced once, in however many ways it differs.
            Some(planned) => steps.extend(planned),
            // What is being built needs no step.
            None if difference.is_mendable() => {}
            None => left.push(difference.clone()),
        }
    }
    steps.sort_by_key(SyncStep::rank);
    steps.dedup();
    Ok(SyncPlan { steps, left: TableDiff::new(definition.name(), left) })
}

/// The step that mends a difference; none where that would lose something, or where waiting does it.
pub(super) fn mends(difference: &Difference) -> Option<SyncStep> {
    if !difference.is_mendable() {
        return None;
    }
    Some(match difference.clone() {
        Difference::TableMissing => SyncStep::AddTable,
        Difference::IndexMissing { index, .. } => SyncStep::AddIndex { index },
        Difference::BillingMode { declared, .. } => SyncStep::SetBilling { billing: declared },
        Difference::TableUnits { declared, .. } => SyncStep::SetUnits { units: declared },
        Difference::IndexUnits { index, declared, .. } => SyncStep::SetIndexUnits { index, units: declared },
        Difference::TtlOff { declared } => SyncStep::EnableTtl { attribute: declared },
        Difference::StreamOff { declared } => SyncStep::EnableStream { view: declared },
        Difference::Class { declared, .. } => SyncStep::SetClass { class: declared },
        Difference::DeletionProtection { declared } => SyncStep::SetDeletionProtection { protects: declared },
        Difference::EncryptionKey { declared, .. } => SyncStep::SetEncryption { encryption: declared },
        Difference::RecoveryReach { declared, .. } => SyncStep::SetRecovery { recovery: declared },
        Difference::TagMissing { key, declared } | Difference::TagValue { key, declared, .. } => {
            SyncStep::SetTag { key, value: declared }
        }
        Difference::WarmThroughput { declared, .. } => SyncStep::SetWarmThroughput { units: declared },
        _ => return None,
    })
}

/// The steps that were asked for in so many words.
fn chosen(difference: &Difference, choices: &Choices) -> Option<Vec<SyncStep>> {
    let index = difference.index()?.to_owned();
    match difference {
        Difference::IndexExtra { .. } if choices.remove.contains(&index) => {
            Some(vec![SyncStep::RemoveIndex { index }])
        }
        Difference::IndexKeyAttributes { .. }
        | Difference::IndexKeyType { .. }
        | Difference::IndexProjection { .. }
            if choices.replace.contains(&index) =>
        {
            Some(vec![SyncStep::RemoveIndex { index: index.clone() }, SyncStep::AddIndex { index }])
        }
        _ => None,
    }
}

/// Refuses to remove what is declared, and what DynamoDB cannot remove.
pub(super) fn check(definition: &TableDefinition, live: Option<&TableInfo>, choices: &Choices) -> Result<()> {
    for name in &choices.remove {
        if definition.index(name).is_some() {
            let words =
                format!("the index `{name}` is declared: `.replace_index(..)` removes it and adds it anew");
            return Err(Error::refused(words));
        }
    }
    for name in choices.remove.iter().chain(&choices.replace) {
        let live = live.and_then(|live| live.index(name)).map(|index| index.kind);
        let declared = definition.index(name).map(IndexSchema::kind);
        if live == Some(IndexKind::Local) || declared == Some(IndexKind::Local) {
            let words = format!("the index `{name}` is local: it is made and deleted only with its table");
            return Err(Error::refused(words));
        }
    }
    Ok(())
}
