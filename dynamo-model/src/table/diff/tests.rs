use std::collections::BTreeMap;

use dynamo_model_fields::capability::ScalarType;

use super::*;
use crate::model::index::IndexKind;
use crate::model::table_options::{Billing, Recovery, StreamView, TableClass, Units};
use crate::table::info::{IndexStatus, ProjectedAttributes, TableInfo, TtlInfo};
use crate::table::testing::{bare, live, orders};

#[test]
fn a_table_that_fits_differs_in_nothing() {
    let found = diff(&orders(), Some(&live()));
    assert_eq!((found.to_string().as_str(), found.len(), found.is_empty()), ("", 0, true));
}

#[test]
fn what_is_not_declared_is_not_compared_but_noted() {
    let found = diff(&bare(), Some(&live()));
    assert_eq!(
        found.to_string(),
        "the live table has the local index `by_total`, which is not declared\n\
         the live table has the global index `by_status`, which is not declared\n\
         the live table has the global index `by_region`, which is not declared\n\
         time to live is on by `expires_at`, which is not declared"
    );
    assert!(found.iter().all(Difference::is_note));
    assert!(!found.is_blocking());
}

#[test]
fn what_the_server_did_not_tell_is_not_compared() {
    let told = TableInfo { ttl: None, recovery: None, tags: None, warm_throughput: None, ..live() };
    assert!(diff(&orders(), Some(&told)).is_empty());
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Is {
    /// An error at start-up, and nothing that a sync mends.
    Blocking,
    /// An error at start-up that a sync mends.
    BlockingAndMendable,
    /// A warning that a sync mends.
    Mendable,
    /// A warning, and nothing that a sync mends.
    Left,
}

fn is(difference: &Difference) -> Is {
    match (difference.is_blocking(), difference.is_mendable()) {
        (true, true) => Is::BlockingAndMendable,
        (true, false) => Is::Blocking,
        (false, true) => Is::Mendable,
        (false, false) => Is::Left,
    }
}

fn changed(change: fn(&mut TableInfo)) -> TableInfo {
    let mut live = live();
    change(&mut live);
    live
}

/// A change of the live table, what the difference is, and its sentence.
type Row = (fn(&mut TableInfo), Is, &'static str);

fn check(rows: &[Row]) {
    for (change, kind, sentence) in rows {
        let found = diff(&orders(), Some(&changed(*change)));
        assert_eq!(found.to_string(), *sentence);
        assert!(found.iter().all(|difference| is(difference) == *kind), "{sentence}: {kind:?}");
    }
}

#[test]
fn another_key_blocks() {
    check(&[
        (
            |live| live.key.range[0].scalar = Some(ScalarType::S),
            Is::Blocking,
            "the live table has the key (`customer` S, `placed` S), and the model declares (`customer` S, `placed` N)",
        ),
        (
            |live| live.key.range.clear(),
            Is::Blocking,
            "the live table has the key (`customer` S), and the model declares (`customer` S, `placed` N)",
        ),
    ]);
}

#[test]
fn each_difference_of_an_index_has_its_sentence() {
    check(&[
        (
            |live| drop(live.indexes.remove(1)),
            Is::BlockingAndMendable,
            "the global index `by_status` is missing",
        ),
        (
            |live| live.indexes[1].status = IndexStatus::Deleting,
            Is::BlockingAndMendable,
            "the global index `by_status` is missing",
        ),
        (
            |live| drop(live.indexes.remove(0)),
            Is::Blocking,
            "the local index `by_total` is missing, and can be made only with the table",
        ),
        (
            |live| {
                let mut extra = live.indexes[1].clone();
                extra.name = "by_day".to_owned();
                live.indexes.push(extra);
            },
            Is::Left,
            "the live table has the global index `by_day`, which is not declared",
        ),
        (
            |live| live.indexes[0].kind = IndexKind::Global,
            Is::Blocking,
            "the live index `by_total` is global, and the model declares it local",
        ),
        (
            |live| drop(live.indexes[2].key.hash.pop()),
            Is::Blocking,
            "the live index `by_region` has the key (`tenant` S, `day` N, `id` S), \
             and the model declares ((`tenant` S, `region` S), `day` N, `id` S)",
        ),
        (
            |live| live.indexes[2].key.range[0].scalar = Some(ScalarType::S),
            Is::Blocking,
            "the live index `by_region` has the key attribute `day` as S, and the model declares N",
        ),
        (
            |live| live.indexes[2].projected = ProjectedAttributes::Keys,
            Is::Blocking,
            "the live index `by_region` holds the keys only, and the model declares all attributes",
        ),
        (
            |live| live.indexes[1].projected = ProjectedAttributes::All,
            Is::Left,
            "the live index `by_status` holds all attributes, and the model declares the keys and `items`, `total`",
        ),
        (
            |live| {
                live.indexes[1].projected = ProjectedAttributes::Include(vec!["total".to_owned()]);
            },
            Is::Blocking,
            "the live index `by_status` holds the keys and `total`, and the model declares the keys and `items`, `total`",
        ),
        (
            |live| {
                live.indexes[2].status = IndexStatus::Creating;
                live.indexes[2].backfilling = true;
            },
            Is::BlockingAndMendable,
            "the index `by_region` cannot be read yet: it is CREATING and being filled",
        ),
    ]);
}

#[test]
fn each_difference_of_billing_time_to_live_and_stream_has_its_sentence() {
    check(&[
        (
            |live| live.billing = Billing::OnDemand,
            Is::Mendable,
            "the live table is on demand, and the model declares it provisioned with 5 read and 8 write units",
        ),
        (
            |live| live.billing = Billing::Provisioned(Units::new(5, 9)),
            Is::Mendable,
            "the live table has 5 read and 9 write units, and the model declares 5 read and 8 write units",
        ),
        (
            |live| live.indexes[1].units = Some(Units::new(5, 8)),
            Is::Mendable,
            "the live index `by_status` has 5 read and 8 write units, and the model declares 2 read and 3 write units",
        ),
        (
            |live| live.indexes[2].units = Some(Units::new(1, 1)),
            Is::Mendable,
            "the live index `by_region` has 1 read and 1 write units, and the model declares 5 read and 8 write units",
        ),
        (
            |live| live.ttl = Some(TtlInfo::Off),
            Is::Mendable,
            "time to live is off, and the model declares it by `expires_at`",
        ),
        (
            |live| live.ttl = Some(TtlInfo::On("until".to_owned())),
            Is::Left,
            "time to live goes by `until`, and the model declares `expires_at`",
        ),
        (
            |live| live.stream = None,
            Is::Mendable,
            "the stream is off, and the model declares one of new and old items",
        ),
        (
            |live| live.stream.iter_mut().for_each(|stream| stream.view = StreamView::Keys),
            Is::Left,
            "the stream is one of keys, and the model declares new and old items",
        ),
    ]);
}

#[test]
fn each_difference_of_what_else_is_declared_has_its_sentence() {
    check(&[
        (
            |live| live.class = Some(TableClass::Standard),
            Is::Mendable,
            "the live table is of the standard class, and the model declares it of the class for infrequent access",
        ),
        (
            |live| live.class = None,
            Is::Mendable,
            "the live table is of an unknown class, and the model declares it of the class for infrequent access",
        ),
        (
            |live| live.deletion_protection = false,
            Is::Mendable,
            "the live table is not protected from deletion, and the model declares it so",
        ),
        (
            |live| live.encryption_key = None,
            Is::Mendable,
            "the live table is encrypted with a key of DynamoDB's own, and the model declares `alias/orders`",
        ),
        (
            |live| live.recovery = Some(Recovery::Off),
            Is::Mendable,
            "point-in-time recovery is off, and the model declares it on for 14 days",
        ),
        (
            |live| live.recovery = Some(Recovery::On),
            Is::Left,
            "point-in-time recovery is on for 35 days, and the model declares it on for 14 days",
        ),
        (
            |live| live.tags = Some(BTreeMap::from([("team".to_owned(), "shop".to_owned())])),
            Is::Mendable,
            "the tag `cost ${center}` is missing, and the model declares `4 \"2\"`",
        ),
        (
            |live| {
                let tags = live.tags.get_or_insert_default();
                tags.insert("team".to_owned(), "bank".to_owned());
            },
            Is::Mendable,
            "the tag `team` is `bank`, and the model declares `shop`",
        ),
        (
            |live| live.warm_throughput = Some(Units::new(12_000, 3_999)),
            Is::Mendable,
            "the live table is warm for 12000 read and 3999 write units, \
             and the model declares 12000 read and 4000 write units",
        ),
    ]);
}

#[test]
fn more_than_is_declared_is_no_difference() {
    check(&[(
        |live| {
            live.tags.get_or_insert_default().insert("more".to_owned(), "yes".to_owned());
            live.warm_throughput = Some(Units::new(40_000, 40_000));
            live.indexes[1].status = IndexStatus::Updating;
        },
        Is::Left,
        "",
    )]);
}

#[test]
fn a_table_that_is_missing_differs_in_that_alone() {
    let found = diff(&orders().named("dev-orders"), None);
    assert_eq!(found.iter().map(is).collect::<Vec<_>>(), [Is::BlockingAndMendable]);
    assert_eq!((found.table(), found.to_string().as_str()), ("dev-orders", "the table does not exist"));
}

#[test]
fn several_differences_stand_in_lines() {
    let live = changed(|live| {
        live.ttl = Some(TtlInfo::Off);
        live.stream = None;
    });
    assert_eq!(
        diff(&orders(), Some(&live)).to_string(),
        "time to live is off, and the model declares it by `expires_at`\n\
         the stream is off, and the model declares one of new and old items"
    );
}

#[test]
fn a_log_names_no_value_of_a_tag_and_no_key() {
    let live = changed(|live| {
        live.encryption_key = None;
        live.tags.get_or_insert_default().insert("team".to_owned(), "bank".to_owned());
        live.tags.get_or_insert_default().remove("cost ${center}");
    });
    let found = diff(&orders(), Some(&live));
    assert_eq!(
        found.iter().map(Difference::without_values).collect::<Vec<_>>(),
        [
            "the live table is encrypted with another key",
            "the tag `team` has another value",
            "the tag `cost ${center}` is missing",
        ]
    );
}
