use std::collections::BTreeMap;

use super::*;
use crate::model::table_options::{Billing, Recovery, TableClass, Units};
use crate::table::info::{IndexStatus, ProjectedAttributes, TtlInfo};
use crate::table::testing::{bare, live, orders};

fn planned(definition: &TableDefinition, live: Option<&TableInfo>, choices: &Choices) -> String {
    plan(definition, live, choices).unwrap().to_string()
}

fn removing(names: &[&str]) -> Choices {
    Choices { remove: names.iter().map(ToString::to_string).collect(), replace: Vec::new() }
}

fn replacing(names: &[&str]) -> Choices {
    Choices { remove: Vec::new(), replace: names.iter().map(ToString::to_string).collect() }
}

#[test]
fn a_table_that_fits_needs_no_step() {
    assert_eq!(planned(&orders(), Some(&live()), &Choices::default()), "");
}

#[test]
fn a_table_that_is_missing_is_created() {
    assert_eq!(planned(&orders(), None, &Choices::default()), "creates the table");
}

#[test]
fn all_that_loses_nothing_is_mended_and_indexes_come_last() {
    let mut live = live();
    live.indexes.truncate(1);
    live.billing = Billing::OnDemand;
    live.class = Some(TableClass::Standard);
    live.deletion_protection = false;
    live.stream = None;
    live.encryption_key = None;
    live.recovery = Some(Recovery::Off);
    live.tags = Some(BTreeMap::new());
    live.warm_throughput = Some(Units::new(1, 1));
    live.ttl = Some(TtlInfo::Off);
    assert_eq!(
        planned(&orders(), Some(&live), &Choices::default()),
        "makes the table provisioned with 5 read and 8 write units\n\
         turns time to live on by `expires_at`\n\
         turns a stream of new and old items on\n\
         makes the table of the class for infrequent access\n\
         protects the table from deletion\n\
         encrypts the table with `alias/orders`\n\
         turns point-in-time recovery on for 14 days\n\
         makes the table warm for 12000 read and 4000 write units\n\
         sets the tag `team` to `shop`\n\
         sets the tag `cost ${center}` to `4 \"2\"`\n\
         adds the global index `by_status`\n\
         adds the global index `by_region`"
    );
}

#[test]
fn what_would_lose_something_is_left() {
    let mut live = live();
    live.key.range.clear();
    live.indexes.remove(0);
    live.indexes[1].projected = ProjectedAttributes::Keys;
    live.ttl = Some(TtlInfo::On("until".to_owned()));
    live.recovery = Some(Recovery::On);
    assert_eq!(
        planned(&orders(), Some(&live), &Choices::default()),
        "left: the live table has the key (`customer` S), and the model declares (`customer` S, `placed` N)\n\
         left: the local index `by_total` is missing, and can be made only with the table\n\
         left: the live index `by_region` holds the keys only, and the model declares all attributes\n\
         left: time to live goes by `until`, and the model declares `expires_at`\n\
         left: point-in-time recovery is on for 35 days, and the model declares it on for 14 days"
    );
}

#[test]
fn an_index_that_is_being_built_needs_no_step() {
    let mut live = live();
    live.indexes[1].status = IndexStatus::Creating;
    assert_eq!(planned(&orders(), Some(&live), &Choices::default()), "");
}

#[test]
fn an_index_is_removed_only_where_it_was_said() {
    assert_eq!(
        planned(&bare(), Some(&live()), &removing(&["by_status", "by_nothing"])),
        "removes the global index `by_status`\n\
         left: the live table has the local index `by_total`, which is not declared\n\
         left: the live table has the global index `by_region`, which is not declared\n\
         left: time to live is on by `expires_at`, which is not declared"
    );
}

#[test]
fn an_index_is_replaced_once_however_much_it_differs() {
    let mut live = live();
    live.indexes[2].projected = ProjectedAttributes::Keys;
    live.indexes[2].key.range.clear();
    assert_eq!(
        planned(&orders(), Some(&live), &replacing(&["by_region", "by_status"])),
        "removes the global index `by_region`\nadds the global index `by_region`"
    );
}

#[test]
fn what_is_declared_or_local_is_not_removed() {
    let refused = |definition: &TableDefinition, choices: &Choices| {
        let error = plan(definition, Some(&live()), choices).unwrap_err();
        assert!(error.is_refused(), "{error:?}");
        error.to_string()
    };
    assert_eq!(
        refused(&orders(), &removing(&["by_status"])),
        "the index `by_status` is declared: `.replace_index(..)` removes it and adds it anew"
    );
    let local = "the index `by_total` is local: it is made and deleted only with its table";
    assert_eq!(refused(&bare(), &removing(&["by_total"])), local);
    assert_eq!(refused(&orders(), &replacing(&["by_total"])), local);
}
