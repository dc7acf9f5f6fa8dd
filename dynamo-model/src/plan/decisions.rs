//! The table of what is planned: a row for each operator on each kind of attribute, bare, under NOT and beside an OR.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use dynamo_model_fields::AttributeType;
use dynamo_model_fields::capability::ScalarType;

use crate::expr::condition::Condition;

use crate::model::field::{Field, HashKey, Plain, RangeKey};
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
use crate::plan::options::{Missing, ReadOptions};
use crate::plan::read::read;
use crate::plan::testing::line;
use crate::strategy::Strategy;

/// A parcel, whose attributes are all text, so that every operator is defined for each.
struct Parcel;

impl Parcel {
    const SENDER: Field<Parcel, String, HashKey> = Field::new("sender");
    const AT: Field<Parcel, String, RangeKey> = Field::new("at");
    const CITY: Field<Parcel, String, Plain> = Field::new("city");
    const DAY: Field<Parcel, String, Plain> = Field::new("day");
    const NOTE: Field<Parcel, String, Plain> = Field::new("note");
}

const fn text(name: &'static str) -> KeySchema {
    KeySchema::new(name, ScalarType::S)
}

const INDEXES: &[IndexSchema] =
    &[IndexSchema::new("by_city", IndexKind::Global, &[text("city")], &[text("day")], Projected::All)];

const FIELDS: Fields = Fields::new(
    &[
        FieldSchema::of::<String>("sender", "sender", Presence::Required),
        FieldSchema::of::<String>("at", "at", Presence::Required),
        FieldSchema::of::<String>("city", "city", Presence::Required),
        FieldSchema::of::<String>("day", "day", Presence::Required),
        FieldSchema::of::<String>("note", "note", Presence::Required),
    ],
    &[],
    false,
);

const PARCELS: Schema =
    Schema::new("Parcel", "parcels", text("sender"), Some(text("at")), FIELDS).with_indexes(INDEXES);

/// The same, where the index holds keys alone.
const THIN: &[IndexSchema] =
    &[IndexSchema::new("by_city", IndexKind::Global, &[text("city")], &[text("day")], Projected::Keys)];

const THIN_PARCELS: Schema =
    Schema::new("Parcel", "parcels", text("sender"), Some(text("at")), FIELDS).with_indexes(THIN);

/// Each operator on an attribute.
macro_rules! operators {
    ($field:expr) => {
        [
            $field.eq("m").any(),
            $field.ne("m").any(),
            $field.lt("m").any(),
            $field.le("m").any(),
            $field.gt("m").any(),
            $field.ge("m").any(),
            $field.between("m", "p").any(),
            $field.is_in(["m", "p"]).any(),
            $field.begins_with("m").any(),
            $field.contains("m").any(),
            $field.exists().any(),
            $field.not_exists().any(),
            $field.attribute_type(AttributeType::S).any(),
            $field.size().gt(1).any(),
        ]
    };
}

fn planned(schema: &Schema, condition: Condition<Parcel>, options: &ReadOptions) -> String {
    match read(schema, "parcels", &Strategy::Condition(condition.into_expr()), options) {
        Ok(plan) => line(&plan),
        Err(error) => format!("error: {error}"),
    }
}

/// What is written down, and how it is planned.
struct Table {
    text: String,
    schema: Schema,
    options: ReadOptions,
}

/// The three forms of each operator, beside what pins the hash key.
fn section(
    table: &mut Table,
    title: &str,
    operators: [Condition<Parcel>; 14],
    pinned: Option<&Condition<Parcel>>,
) {
    let Table { text, schema, options } = table;
    let _ = writeln!(text, "== {title}");
    for operator in operators {
        let forms = [operator.clone(), !operator.clone(), operator | Parcel::NOTE.eq("x").any()];
        for form in forms {
            let condition = pinned.into_iter().fold(form, |form, pinned| pinned & form);
            let _ = writeln!(text, "{condition}\n    {}", planned(schema, condition.clone(), options));
        }
    }
}

#[test]
fn each_operator_on_each_kind_of_attribute_is_planned_as_the_table_says() {
    let mut table = Table { text: String::new(), schema: PARCELS, options: ReadOptions::default() };
    let sent = Parcel::SENDER.eq("ann").any();
    let went = Parcel::CITY.eq("Kisumu").any();
    section(&mut table, "the table's hash key", operators!(Parcel::SENDER), None);
    section(&mut table, "the table's range key, beside its hash key", operators!(Parcel::AT), Some(&sent));
    section(&mut table, "the table's range key alone", operators!(Parcel::AT), None);
    section(&mut table, "an index's hash key", operators!(Parcel::CITY), None);
    section(&mut table, "an index's range key, beside its hash key", operators!(Parcel::DAY), Some(&went));
    section(
        &mut table,
        "an index's range key, beside the table's hash key",
        operators!(Parcel::DAY),
        Some(&sent),
    );
    section(&mut table, "a plain field, beside the table's hash key", operators!(Parcel::NOTE), Some(&sent));
    section(&mut table, "a plain field alone", operators!(Parcel::NOTE), None);
    table.schema = THIN_PARCELS;
    section(&mut table, "an index of keys alone, by its hash key", operators!(Parcel::CITY), None);
    table.options.missing = Missing::Fetched;
    section(&mut table, "the same, fetching what it lacks", operators!(Parcel::CITY), None);
    section(&mut table, "its range key, beside its hash key", operators!(Parcel::DAY), Some(&went));
    section(&mut table, "the table's range key, beside its hash key", operators!(Parcel::AT), Some(&went));
    section(&mut table, "a plain field, beside its hash key", operators!(Parcel::NOTE), Some(&went));
    section(&mut table, "its range key, beside the table's hash key", operators!(Parcel::DAY), Some(&sent));
    let table = table.text;

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan/decisions.txt");
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (row, (found, expected)) in table.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {}; UPDATE_SNAPSHOTS=1 writes the table anew", row + 1);
    }
    assert_eq!(table, expected);
}
