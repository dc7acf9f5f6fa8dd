//! Rules are asked before anything is sent, of items and of updates.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::faults::Faults;
use dynamo_model::prelude::*;
use dynamo_model::validate::ValidationError;
use dynamo_model::{Error, Result};
use dynamo_model_tests::engine;

#[derive(Document, Clone, Debug, Default, PartialEq)]
struct Address {
    #[validate(length(min = 1), each(length(max = 10)))]
    lines: Vec<String>,
    #[validate(length(equal = 2, message = "is no country"))]
    country: String,
}

fn no_admin(name: &str) -> std::result::Result<(), ValidationError> {
    if name == "admin" { Err(ValidationError::new("reserved")) } else { Ok(()) }
}

fn has_a_name(person: &Person) -> std::result::Result<(), ValidationError> {
    if person.nick.is_none() && person.name == "?" {
        return Err(ValidationError::new("nameless"));
    }
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[validate(schema(function = has_a_name, message = "needs a name or a nick"))]
struct Person {
    #[model(hash_key)]
    #[validate(email)]
    email: String,
    #[validate(length(max = 20), custom(function = no_admin))]
    name: String,
    #[validate(custom(function = no_admin))]
    nick: Option<String>,
    #[validate(range(min = 1900, max = 2018))]
    year_of_birth: Option<u16>,
    #[model(default)]
    #[validate(url(fully_qualified))]
    site: Option<String>,
    #[model(default)]
    #[validate(ip(v4))]
    address_v4: Option<String>,
    #[model(default = "a", read_default = "a")]
    #[validate(one_of("a", "b"))]
    grade: String,
    #[model(default)]
    #[validate(length(max = 3), each(length(min = 1), does_not_contain(pattern = " ")))]
    tags: BTreeSet<String>,
    #[model(default)]
    #[validate(each(range(min = 0, max = 10)))]
    scores: BTreeMap<String, i32>,
    #[validate(nested)]
    address: Option<Address>,
    #[model(default)]
    #[validate(nested, length(max = 2))]
    others: Vec<Address>,
    #[model(skip)]
    #[validate(must_match(other = password_again))]
    password: String,
    #[model(skip)]
    password_again: String,
    #[model(default)]
    #[validate(range(max = 100))]
    visits: u32,
    #[validate(required)]
    #[model(default)]
    terms: Option<bool>,
}

fn person() -> Person {
    Person { terms: Some(true), ..Person::new("a@b.io", "Ann") }
}

fn violations(error: &Error) -> serde_json::Value {
    let errors = error.validation_errors().expect("it is a validation error");
    serde_json::to_value(errors).expect("it serialises")
}

fn codes(value: &serde_json::Value) -> Vec<String> {
    let mut codes = Vec::new();
    collect("", value, &mut codes);
    codes.sort();
    codes
}

/// Every violation as `path: code`.
fn collect(path: &str, value: &serde_json::Value, codes: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(found) => {
            let code =
                |error: &serde_json::Value| format!("{path}: {}", error["code"].as_str().unwrap_or("?"));
            codes.extend(found.iter().map(code));
        }
        serde_json::Value::Object(inside) => {
            for (name, value) in inside {
                let separator = if path.is_empty() { "" } else { "." };
                collect(&format!("{path}{separator}{name}"), value, codes);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn every_violation_of_an_item_is_told_at_once_and_nothing_is_sent() -> Result<()> {
    let faults = Faults::over(engine::engine()?);
    let db = Connection::builder().local(faults.clone()).build()?;
    Person::create_table(&db).await?;
    faults.forget();
    let person = Person {
        name: "admin".to_owned(),
        nick: Some("admin".to_owned()),
        year_of_birth: Some(1899),
        site: Some("http://localhost/".to_owned()),
        address_v4: Some("::1".to_owned()),
        grade: "c".to_owned(),
        tags: BTreeSet::from([String::new(), "a b".to_owned(), "c".to_owned(), "d".to_owned()]),
        scores: BTreeMap::from([("x".to_owned(), 11), ("y".to_owned(), 5)]),
        address: Some(Address {
            lines: vec!["much too long a line".to_owned()],
            country: "Kenya".to_owned(),
        }),
        others: vec![Address::default(), Address::new(vec!["x".to_owned()], "KE")],
        password: "a".to_owned(),
        password_again: "b".to_owned(),
        terms: None,
        ..Person::new("nobody", "")
    };
    let error = Person::save_one(&db, &person).await.expect_err("it breaks rules");
    assert!(error.is_validation());
    assert_eq!(
        codes(&violations(&error)),
        [
            "address.country: length",
            "address.lines[0]: length",
            "address_v4: ipv4",
            "email: email",
            "grade: one_of",
            "name: custom",
            "nick: custom",
            "others.0.country: length",
            "others.0.lines: length",
            "password: must_match",
            "scores.x: range",
            "site: url",
            "tags: length",
            "tags[0]: length",
            "tags[1]: does_not_contain",
            "terms: required",
            "year_of_birth: range",
        ]
        .map(|code| code.replace(": custom", ": reserved"))
    );
    let text = error.to_string();
    for part in [
        "invalid Person: `address.country` is no country; `address.lines[0]` must have a length of at most 10;",
        "`address_v4` is not an IPv4 address",
        r#"`grade` must be one of ["a","b"]"#,
        "`others[0].country` is no country",
        "`terms` is required",
        "`year_of_birth` must be at least 1900 and at most 2018",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("1899") && !text.contains("much too long"), "no value is repeated: {text}");
    assert_eq!(faults.requests().len(), 0);

    let whole = Person { name: "?".to_owned(), ..self::person() };
    let error = Person::save_one(&db, &whole).await.expect_err("it has no name");
    assert_eq!(error.to_string(), "invalid Person: the whole needs a name or a nick");

    let report = Person::save_many(&db, [person, self::person()]).await?;
    assert_eq!((report.succeeded_count(), report.failed_count()), (1, 1));
    let sent: Vec<String> = faults.requests().iter().map(|request| request.operation().to_owned()).collect();
    assert_eq!(sent, ["BatchWriteItem"]);
    Ok(())
}

#[tokio::test]
async fn an_update_that_writes_what_the_rules_forbid_is_not_sent() -> Result<()> {
    let faults = Faults::over(engine::engine()?);
    let db = Connection::builder().local(faults.clone()).build()?;
    Person::create_table(&db).await?;
    let person = Person { visits: 99, others: vec![Address::new(vec!["x".to_owned()], "KE")], ..person() };
    let person = Person { address: Some(Address::new(vec!["x".to_owned()], "KE")), ..person };
    Person::save_one(&db, &person).await?;
    faults.forget();
    let refused = [
        (Person::YEAR_OF_BIRTH.set(1800), "`year_of_birth` must be at least 1900 and at most 2018"),
        (
            Person::YEAR_OF_BIRTH.set_if_not_exists(1800),
            "`year_of_birth` must be at least 1900 and at most 2018",
        ),
        (Person::NAME.set("admin"), "`name` breaks the rule `reserved`"),
        (Person::NICK.set("admin"), "`nick` breaks the rule `reserved`"),
        (Person::SITE.set("http://x"), "`site` is not a URL"),
        (Person::GRADE.set("z"), r#"`grade` must be one of ["a","b"]"#),
        (Person::TAGS.set(["a", "b", "c", "d"]), "`tags` must have a length of at most 3"),
        (Person::TAGS.set(["a b"]), r#"`tags[0]` must not contain " ""#),
        (Person::TAGS.add(["ok", "a b"]), r#"`tags[0]` must not contain " ""#),
        (Person::SCORES.key("x").set(11), "`scores.x` must be at least 0 and at most 10"),
        (Person::ADDRESS.at(Address::COUNTRY).set("Kenya"), "`address.country` is no country"),
        (
            Person::ADDRESS.at(Address::LINES).append(["much too long a line"]),
            "`address.lines[0]` must have a length of at most 10",
        ),
        (
            Person::ADDRESS.at(Address::LINES).index(1).set("much too long a line"),
            "`address.lines[1]` must have a length of at most 10",
        ),
        (
            Person::ADDRESS.set(Address::default()),
            "`address.country` is no country; `address.lines` must have a length of at least 1",
        ),
        (
            Person::OTHERS.append([Address::default()]),
            "`others[0].country` is no country; `others[0].lines` must have a length of at least 1",
        ),
        (Person::OTHERS.index(0).at(Address::COUNTRY).set("x"), "`others[0].country` is no country"),
        (
            Person::OTHERS.index(0).set(Address::new(vec!["x".to_owned()], "x")),
            "`others[0].country` is no country",
        ),
    ];
    for (update, text) in refused {
        let shown = update.to_string();
        let error = Person::update_one(&db, "a@b.io", update).await.expect_err(&shown);
        assert_eq!(error.to_string(), format!("invalid Person: {text}"), "{shown}");
        assert!(error.is_validation());
    }
    let item = dynamo_model::Item::from([
        ("email".to_owned(), Value::from("a@b.io")),
        ("year_of_birth".to_owned(), Value::from(1800)),
    ]);
    assert!(Person::update_from_item(&db, &item).await.is_err_and(|error| error.is_validation()));
    assert_eq!(faults.requests().len(), 0);

    let allowed = [
        Person::YEAR_OF_BIRTH.set(None),
        Person::VISITS.add(50),
        Person::NAME.set("Bob"),
        Person::TAGS.add(["ok"]),
        Person::SCORES.key("x").set(10),
        Person::ADDRESS.at(Address::COUNTRY).set("UG"),
        Person::OTHERS.append([Address::new(vec!["y".to_owned()], "UG")]),
    ];
    let scores = Person::SCORES.set(BTreeMap::from([("y".to_owned(), 1)]));
    Person::update_one(&db, "a@b.io", scores).await?;
    let new = Person::update_one(&db, "a@b.io", allowed).await?.expect("it is there");
    // A delta is not checked against the range of the value.
    assert_eq!(new.visits, 149);
    assert_eq!(new.others.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_key_is_only_asked_for_its_own_shape() -> Result<()> {
    let db = engine::connect()?;
    Person::create_table(&db).await?;
    assert_eq!(Person::get_one(&db, "no address at all").await?, None);
    assert_eq!(Person::delete_one(&db, "no address at all").await?, None);
    assert!(Person::get_one(&db, "").await.is_err_and(|error| error.is_invalid_key()));
    Ok(())
}

/// A user whose rules are those of `validator`'s own derive.
mod external {
    use dynamo_model::prelude::*;

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(validate = "external")]
    pub(super) struct Guest {
        #[model(hash_key)]
        #[validate(anything, goes(here))]
        name: String,
    }

    impl Validate for Guest {
        fn validate(&self) -> Result<(), dynamo_model::validate::ValidationErrors> {
            let mut violations = dynamo_model::validate::Violations::new();
            violations.field("name", |found| found.add(dynamo_model::validate::email(&self.name)));
            violations.finish()
        }
    }
}

#[tokio::test]
async fn rules_may_be_somebody_elses() -> Result<()> {
    let db = engine::connect()?;
    external::Guest::create_table(&db).await?;
    let error =
        external::Guest::save_one(&db, external::Guest::new("x")).await.expect_err("it is no address");
    assert_eq!(error.to_string(), "invalid Guest: `name` is not an e-mail address");
    Ok(())
}

#[derive(Attribute, Clone, Copy, Debug, PartialEq)]
struct Cents(i64);

#[derive(Attribute, Clone, Debug, PartialEq)]
struct Tag(String);

#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(external)]
enum Payment {
    Card {
        #[validate(length(equal = 4))]
        number: String,
        #[validate(must_match(other = number))]
        again: String,
        #[validate(custom(function = no_admin))]
        holder: Option<String>,
    },
    Mobile(#[validate(length(min = 10))] String),
    Sent(#[validate(nested)] Address),
    Between(#[validate(nested)] Address, #[validate(nested)] Address),
    Cash,
}

/// What is bought and how it is paid.
#[derive(Model, Clone, Debug, PartialEq)]
struct Purchase {
    #[model(hash_key)]
    id: u32,
    #[validate(range(min = 1))]
    total: Cents,
    #[validate(length(max = 3), one_of("new", "old"), contains(pattern = "e"))]
    tag: Tag,
    #[validate(nested)]
    payment: Payment,
}

async fn refusal(purchase: &Purchase) -> String {
    let db = engine::connect().unwrap();
    Purchase::save_one(&db, purchase).await.unwrap_err().to_string()
}

#[test]
fn a_newtype_obeys_the_rules_that_its_field_takes() {
    let purchase = Purchase::new(1_u32, Cents(1), Tag("new".to_owned()), Payment::Cash);
    assert!(purchase.validate().is_ok());
    let purchase = Purchase { total: Cents(0), tag: Tag("soon".to_owned()), ..purchase };
    let errors = purchase.validate().unwrap_err();
    assert_eq!(errors.field_errors()["total"][0].code, "range");
    let codes: Vec<&str> = errors.field_errors()["tag"].iter().map(|error| &*error.code).collect();
    assert_eq!(codes, ["length", "one_of", "contains"]);
}

#[tokio::test]
async fn each_field_of_a_variant_obeys_its_rules() {
    let paid = |payment| Purchase::new(1_u32, Cents(1), Tag("new".to_owned()), payment);
    let card = |number: &str, again: &str, holder: &str| {
        let (number, again) = (number.to_owned(), again.to_owned());
        paid(Payment::Card { number, again, holder: Some(holder.to_owned()) })
    };
    assert!(card("4111", "4111", "ann").validate().is_ok());
    assert_eq!(
        refusal(&card("411", "4111", "admin")).await,
        "invalid Purchase: `payment.again` must be the same as the field beside it; `payment.holder` breaks the rule \
         `reserved`; `payment.number` must have a length of exactly 4"
    );
    assert_eq!(
        refusal(&paid(Payment::Mobile("0700".to_owned()))).await,
        "invalid Purchase: `payment.0` must have a length of at least 10"
    );
    let good = Address { lines: vec!["x".to_owned()], country: "KE".to_owned() };
    let bad = Address { country: "Kenya".to_owned(), ..good.clone() };
    assert_eq!(
        refusal(&paid(Payment::Sent(bad.clone()))).await,
        "invalid Purchase: `payment.country` is no country"
    );
    assert_eq!(
        refusal(&paid(Payment::Between(good, bad))).await,
        "invalid Purchase: `payment.1.country` is no country"
    );
}

#[derive(Document, Clone, Debug, PartialEq)]
#[model(rename_all = "camelCase")]
struct Place {
    #[validate(length(max = 3))]
    post_code: String,
}

/// Who lives where.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(rename_all = "camelCase")]
struct Resident {
    #[model(hash_key)]
    id: u32,
    #[validate(length(max = 3))]
    nick_name: String,
    #[validate(nested)]
    home_place: Place,
    #[validate(nested)]
    old_places: BTreeMap<String, Place>,
}

#[test]
fn an_update_names_fields_as_a_save_does() -> Result<()> {
    let db = engine::connect()?;
    let of_home = Resident::OLD_PLACES.key("home").at(Place::POST_CODE);
    let cases = [
        (Resident::NICK_NAME.set("long"), "nick_name"),
        (Resident::HOME_PLACE.at(Place::POST_CODE).set("long"), "home_place.post_code"),
        (Resident::HOME_PLACE.set(Place::new("long")), "home_place.post_code"),
        (of_home.set("long"), "old_places.home.post_code"),
    ];
    for (update, path) in cases {
        let error = Resident::update_one(&db, 1, update).explain().unwrap_err();
        let words = format!("invalid Resident: `{path}` must have a length of at most 3");
        assert_eq!(error.to_string(), words);
    }
    Ok(())
}
