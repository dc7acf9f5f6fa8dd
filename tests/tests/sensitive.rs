//! What a sensitive field holds stands in no error, plan, condition or key that is shown.

use dynamo_model::prelude::*;
use dynamo_model::{DecodeError, ReadItem, Reader, Result};
use dynamo_model_tests::engine;

const SECRET: &str = "s3cr3t";

#[derive(Document, Clone, Debug, PartialEq)]
struct Card {
    #[model(sensitive)]
    number: String,
    holder: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Patient {
    #[model(hash_key, sensitive)]
    insurance: String,
    #[model(range_key, sensitive)]
    born: u32,
    #[model(sensitive)]
    #[validate(length(max = 10))]
    diagnosis: Option<String>,
    #[model(sensitive)]
    codes: Vec<u8_code::Code>,
    card: Card,
    name: String,
}

mod u8_code {
    use dynamo_model::prelude::*;

    #[derive(Attribute, Clone, Copy, Debug, PartialEq)]
    pub(crate) enum Code {
        A,
    }
}

fn patient() -> Patient {
    Patient {
        diagnosis: Some(SECRET.to_owned()),
        ..Patient::new(SECRET, 4_711_u32, vec![u8_code::Code::A], Card::new(SECRET, "Ann"), "Ann")
    }
}

fn assert_hidden(text: &str) {
    assert!(!text.contains(SECRET) && !text.contains("4711"), "{text}");
}

#[test]
fn conditions_updates_and_keys_hide_it() {
    let shown = [
        (Patient::DIAGNOSIS.eq(SECRET).to_string(), "diagnosis = (hidden)"),
        (Patient::DIAGNOSIS.between(SECRET, SECRET).to_string(), "diagnosis BETWEEN (hidden) AND (hidden)"),
        (Patient::DIAGNOSIS.is_in([SECRET]).to_string(), "diagnosis IN ((hidden))"),
        (Patient::DIAGNOSIS.begins_with(SECRET).to_string(), "begins_with(diagnosis, (hidden))"),
        (Patient::DIAGNOSIS.contains(SECRET).to_string(), "contains(diagnosis, (hidden))"),
        (Patient::CARD.at(Card::NUMBER).eq(SECRET).to_string(), "card.number = (hidden)"),
        (Patient::CARD.at(Card::HOLDER).eq("Ann").to_string(), r#"card.holder = "Ann""#),
        (Patient::INSURANCE.eq(SECRET).to_string(), "insurance = (hidden)"),
        (Patient::DIAGNOSIS.set(SECRET).to_string(), "SET diagnosis = (hidden)"),
        (
            Patient::DIAGNOSIS.set_if_not_exists(SECRET).to_string(),
            "SET diagnosis = if_not_exists(diagnosis, (hidden))",
        ),
        (
            format!("{:?}", PatientKey { insurance: SECRET.to_owned(), born: 4_711 }),
            "PatientKey { insurance: (hidden), born: (hidden) }",
        ),
        (format!("{:?}", patient().key()), "PrimaryKey(((hidden), (hidden)))"),
        (format!("{:?}", Patient::key_of((SECRET, 4_711_u32))), "PrimaryKey(((hidden), (hidden)))"),
    ];
    for (shown, expected) in shown {
        assert_eq!(shown, expected);
    }
}

#[tokio::test]
async fn plans_and_errors_hide_it() -> Result<()> {
    let db = engine::connect()?;
    Patient::create_table(&db).await?;
    let patient = patient();
    Patient::save_one(&db, &patient).await?;
    let whole = Patient::INSURANCE.eq(SECRET) & Patient::BORN.eq(4_711);
    let plans = [
        Patient::get_many(&db, whole.clone()).explain()?,
        Patient::get_many(&db, whole.clone() & Patient::NAME.eq("Ann")).explain()?,
        Patient::get_many(&db, Patient::INSURANCE.eq(SECRET) & Patient::BORN.between(4_711, 4_711))
            .explain()?,
        Patient::get_many(
            &db,
            Patient::INSURANCE.eq(SECRET) & Patient::BORN.gt(4_711) & Patient::BORN.ne(4_711),
        )
        .explain()?,
        Patient::get_many(&db, Patient::INSURANCE.is_in([SECRET]) | Patient::DIAGNOSIS.eq(SECRET))
            .explain()?,
        Patient::get_many(&db, [(SECRET, 4_711_u32)]).explain()?,
        Patient::get_many(&db, Patient::keys_in([(SECRET, 4_711_u32)]) | Patient::NAME.eq("x")).explain()?,
        Patient::update_one(&db, &patient, Patient::DIAGNOSIS.set(SECRET)).explain()?,
        Patient::delete_one(&db, whole & Patient::DIAGNOSIS.eq(SECRET)).explain()?,
        Patient::delete_many(&db, Patient::INSURANCE.eq(SECRET)).explain()?,
        Patient::save_one(&db, &patient).overwrite(Patient::DIAGNOSIS.ne(SECRET)).explain()?,
    ];
    for plan in plans {
        assert_hidden(&plan.to_string());
        assert_hidden(&format!("{plan:?} {plan:#?}"));
    }
    let error = Patient::save_one(&db, &patient).overwrite(false).await.expect_err("it is there");
    assert_hidden(&format!("{error} {error:?}"));
    let long = Patient { diagnosis: Some(format!("{SECRET} and more")), ..patient.clone() };
    let error = Patient::save_one(&db, &long).await.expect_err("it is too long");
    assert_hidden(&format!("{error} {error:?}"));
    let report = Patient::save_many(&db, [long]).await?;
    assert_hidden(&format!(
        "{:?}",
        report.failed().map(|(_, item, error)| (item.key(), error)).collect::<Vec<_>>()
    ));
    Ok(())
}

#[test]
fn what_cannot_be_read_is_not_told() {
    let read = |json: &str| -> std::result::Result<Patient, DecodeError> {
        Patient::read_item(&mut Reader::new(json.as_bytes())?)
    };
    let cases = [
        (
            r#"{"born":{"N":"s3cr3t"}}"#,
            "`born`: expected a whole number that fits u32, found something else (sensitive)",
        ),
        (
            r#"{"codes":{"L":[{"S":"s3cr3t"}]}}"#,
            "`codes`: expected one of A, found something else (sensitive)",
        ),
        (
            r#"{"card":{"M":{"number":{"N":"4711"}}}}"#,
            "`card.number`: expected S, found something else (sensitive)",
        ),
    ];
    for (json, expected) in cases {
        let error = read(json).expect_err("it does not fit");
        assert_eq!(error.to_string(), expected);
        assert_hidden(&format!("{error:?}"));
    }
    let item = dynamo_model::Item::from([
        ("insurance".to_owned(), Value::from(SECRET)),
        ("born".to_owned(), Value::from(SECRET)),
    ]);
    assert_hidden(&Patient::from_item(&item).expect_err("it does not fit").to_string());
}
