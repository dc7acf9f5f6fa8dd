//! Every word of conditions and updates, sent to the embedded engine.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeType, Result, Update};
use dynamo_model_tests::{
    engine,
    scripted::{config, sent},
};

#[derive(Document, Clone, Debug, Default, PartialEq)]
struct Stats {
    #[model(default)]
    runs: u32,
    #[model(default)]
    names: Vec<String>,
    #[model(default)]
    marks: BTreeSet<String>,
    #[model(default)]
    by_day: BTreeMap<String, u32>,
    inner: Option<Box<Stats>>,
}

#[derive(Attribute, Clone, Debug, Default, PartialEq)]
struct Labels(BTreeSet<String>);

#[derive(Attribute, Clone, Copy, Debug, Default, PartialEq)]
struct Cents(i64);

#[derive(Model, Clone, Debug, PartialEq)]
struct Job {
    #[model(hash_key)]
    id: u32,
    #[validate(length(min = 1))]
    name: String,
    #[model(default)]
    #[validate(range(max = 100))]
    runs: u32,
    limit: Option<u64>,
    cost: Option<f64>,
    #[model(default)]
    #[validate(each(length(min = 1)))]
    tags: BTreeSet<String>,
    #[model(default, rename = "the.steps")]
    steps: Vec<String>,
    #[model(default)]
    counts: BTreeMap<String, i64>,
    stats: Option<Stats>,
    labels: Option<Labels>,
    price: Option<Cents>,
    #[model(sensitive)]
    secret: Option<String>,
    #[model(sensitive)]
    pin: Option<u32>,
}

fn job() -> Job {
    Job {
        runs: 3,
        limit: Some(2),
        tags: ["a", "b"].map(str::to_owned).into(),
        steps: ["x", "y", "z"].map(str::to_owned).into(),
        counts: BTreeMap::from([("odd #.[0] name".to_owned(), 5)]),
        ..Job::new(1_u32, "build")
    }
}

/// A table with one job, and the script that it is reached through.
async fn started() -> Result<(Faults, Connection)> {
    let faults = Faults::over(engine::engine()?);
    let client = aws_sdk_dynamodb::Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).build()?;
    Job::create_table(&db).await?;
    Job::save_one(&db, job()).await?;
    faults.forget();
    Ok((faults, db))
}

/// The job after some updates.
async fn after(updates: impl IntoIterator<Item = Update<Job>>) -> Result<Job> {
    let (_, db) = started().await?;
    let changed = Job::update_one(&db, 1, updates).await?.expect("it is there");
    assert_eq!(Job::get_one(&db, 1).await?.as_ref(), Some(&changed));
    Ok(changed)
}

#[tokio::test]
async fn each_condition_holds_or_does_not() -> Result<()> {
    let (_, db) = started().await?;
    let odd = || Job::COUNTS.key("odd #.[0] name");
    let table: Vec<(Condition<Job>, bool)> = vec![
        (Job::NAME.attribute_type(AttributeType::S), true),
        (Job::NAME.attribute_type(AttributeType::N), false),
        (Job::TAGS.attribute_type(AttributeType::Ss), true),
        (Job::STEPS.index(1).attribute_type(AttributeType::S), true),
        (odd().attribute_type(AttributeType::N), true),
        (Job::COST.attribute_type(AttributeType::N), false),
        (!Job::COST.attribute_type(AttributeType::N), true),
        (Job::TAGS.size().eq(2), true),
        (Job::TAGS.size().between(1, 2), true),
        (Job::TAGS.size().between(2, 1), false),
        (Job::TAGS.size().is_in([1, 2]), true),
        (Job::TAGS.size().is_in([1, 3]), false),
        (Job::TAGS.size().is_in(Vec::<u64>::new()), false),
        (Job::TAGS.size().lt(Job::STEPS.size()), true),
        (Job::TAGS.size().eq(Job::LIMIT), true),
        (Job::STEPS.size().gt(Job::LIMIT), true),
        (Job::LIMIT.eq(Job::TAGS.size()), true),
        (Job::RUNS.le(Job::STEPS.size()), true),
        (Job::STEPS.size().between(Job::TAGS.size(), Job::RUNS), true),
        (Job::NAME.size().gt(Job::COST), false),
        (odd().gt(4), true),
        (Job::STEPS.index(2).begins_with("z") & Job::STEPS.index(3).not_exists(), true),
    ];
    for (condition, expected) in table {
        let here = Job::get_many(&db, Job::keys_in([1]) & &condition).await?.len() == 1;
        assert_eq!(here, expected, "here: {condition}");
        let there = Job::get_many(&db, condition.clone()).allow_scan().await?.len() == 1;
        assert_eq!(there, expected, "by a filter: {condition}");
        let on_write = Job::update_one(&db, 1, Job::LIMIT.set(2)).only_if(&condition).await;
        assert_eq!(on_write.is_ok(), expected, "by a write: {condition}");
    }
    Ok(())
}

#[tokio::test]
async fn each_update_does_what_it_says() -> Result<()> {
    assert_eq!(after(Job::RUNS.set(Job::RUNS.plus(1))).await?.runs, 4);
    assert_eq!(after(Job::RUNS.set(Job::RUNS.minus(Job::LIMIT))).await?.runs, 1);
    assert_eq!(after(Job::LIMIT.set(Job::LIMIT.plus(odd()))).await?.limit, Some(7));
    assert_eq!(after(odd().set(odd().minus(1))).await?.counts.into_values().sum::<i64>(), 4);
    assert_eq!(
        after([Job::RUNS.increment(2), Job::LIMIT.decrement(1)]).await?,
        Job { runs: 5, limit: Some(1), ..job() }
    );
    assert_eq!(after(Job::COST.increment(0.5)).await?.cost, Some(0.5));
    assert_eq!(after(Job::COST.decrement(0.5)).await?.cost, Some(-0.5));
    assert_eq!(after(Job::RUNS.increment(Job::LIMIT)).await?.runs, 5);
    assert_eq!(after(odd().add(-7)).await?.counts.into_values().sum::<i64>(), -2);
    assert_eq!(after(Job::COUNTS.key("new").increment(1)).await?.counts.get("new"), Some(&1));
    assert_eq!(after(Job::RUNS.add(-1)).await?.runs, 2);
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(after(Job::TAGS.delete(["b", "c"])).await?.tags, tags(&["a"]));
    assert_eq!(after(Job::TAGS.delete(["a", "b"])).await?.tags, tags(&[]));
    assert_eq!(after(Job::TAGS.add(["c"])).await?.tags, tags(&["a", "b", "c"]));
    assert_eq!(after(Job::STEPS.index(1).set("w")).await?.steps, ["x", "w", "z"]);
    assert_eq!(after(Job::STEPS.index(1).remove()).await?.steps, ["x", "z"]);
    let labels = |labels: &[&str]| Some(Labels(tags(labels)));
    assert_eq!(after(Job::LABELS.add(tags(&["l"]))).await?.labels, labels(&["l"]));
    assert_eq!(after(Job::LABELS.delete(tags(&["l"]))).await?.labels, None);
    assert_eq!(after(Job::PRICE.decrement(5)).await?.price, Some(Cents(-5)));
    let all = [
        Job::TAGS.delete(["a"]),
        Job::LIMIT.add(1),
        Job::SECRET.remove(),
        Job::NAME.set("x"),
        Job::STEPS.prepend(["w"]),
    ];
    let of_all_sections = after(all).await?;
    let expected = Job {
        name: "x".to_owned(),
        limit: Some(3),
        tags: tags(&["b"]),
        steps: ["w", "x", "y", "z"].map(str::to_owned).into(),
        ..job()
    };
    assert_eq!(of_all_sections, expected);
    Ok(())
}

fn odd() -> dynamo_model::Path<Job, i64> {
    Job::COUNTS.key("odd #.[0] name")
}

#[tokio::test]
async fn w4_empty_operands_change_nothing() -> Result<()> {
    let (faults, db) = started().await?;
    let nothing = [
        Job::TAGS.delete(BTreeSet::new()),
        Job::TAGS.add(BTreeSet::new()),
        Job::STEPS.append([] as [&str; 0]),
    ];
    let error = Job::update_one(&db, 1, nothing.clone()).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
    let updates = nothing.into_iter().chain([Job::LIMIT.set(9)]);
    let changed = Job::update_one(&db, 1, updates).await?;
    assert_eq!(changed, Some(Job { limit: Some(9), ..job() }));
    assert_eq!(faults.requests()[0].json()["UpdateExpression"], "SET #n0 = :v0");
    Ok(())
}

#[tokio::test]
async fn deltas_and_what_is_deleted_break_no_rule() -> Result<()> {
    let unchecked = [
        Job::RUNS.increment(1000),
        Job::RUNS.add(1000),
        Job::RUNS.set(Job::RUNS.plus(1000)),
        Job::TAGS.delete([""]),
    ];
    for update in unchecked {
        after(update).await?;
    }
    let (faults, db) = started().await?;
    for checked in [Job::RUNS.set(101), Job::TAGS.add([""]), Job::NAME.set("")] {
        assert!(Job::update_one(&db, 1, checked).await.unwrap_err().is_validation());
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_not_resent_and_what_repeats_is() -> Result<()> {
    let counts = [
        Job::RUNS.increment(1),
        Job::RUNS.decrement(1),
        odd().add(1),
        Job::RUNS.set(Job::RUNS.plus(1)),
        Job::RUNS.set(Job::RUNS.minus(Job::LIMIT)),
    ];
    for update in counts {
        let (faults, db) = started().await?;
        faults.next(Fault::ConnectionCut { applied: true });
        let error = Job::update_one(&db, 1, update.clone()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{update}: {error:?}");
        assert_eq!(sent(&faults), ["UpdateItem"], "{update}");
    }
    let (faults, db) = started().await?;
    faults.next(Fault::ConnectionCut { applied: true });
    let updated = Job::update_one(&db, 1, [Job::TAGS.delete(["a"]), Job::LIMIT.set(1)]).await?;
    assert_eq!(updated.map(|job| job.tags.len()), Some(1));
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);
    Ok(())
}

#[tokio::test]
async fn w3_an_upsert_creates_what_can_be_read() -> Result<()> {
    let (faults, db) = started().await?;
    let error = Job::update_one(&db, 2, Job::RUNS.increment(1)).upsert().await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Job: `upsert` could create an item that cannot be read: the updates do not write `name`; set them too, perhaps \
         with `set_if_not_exists`"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());

    let updates = [Job::RUNS.increment(1), Job::NAME.set_if_not_exists("new"), Job::TAGS.add(["t"])];
    let upsert = || Job::update_one(&db, 2, updates.clone()).upsert();
    assert!(upsert().explain()?.to_string().contains("an absent item is created, as asked"));
    let created = upsert().await?.expect("it was created");
    assert_eq!(created, Job { runs: 1, tags: ["t".to_owned()].into(), ..Job::new(2_u32, "new") });
    let again = upsert().await?.expect("it is there");
    assert_eq!((again.runs, again.name.as_str()), (2, "new"));

    let elsewhere = Job::update_one(&db, 3, updates.clone()).upsert().only_if(Job::NAME.exists()).await?;
    assert_eq!(elsewhere, None);
    assert_eq!(Job::update_one(&db, 3, updates).await?, None);
    assert_eq!(Job::get_one(&db, 3).await?, None);
    Ok(())
}

#[tokio::test]
async fn w5_an_absent_parent_is_named() -> Result<()> {
    let (_, db) = started().await?;
    let update = Job::STATS.at(Stats::RUNS).set(1);
    let error = Job::update_one(&db, 1, update).await.unwrap_err();
    assert!(error.is_invalid(), "{error:?}");
    assert_eq!(error.code(), Some("ValidationException"));
    let text = error.to_string();
    assert!(
        text.starts_with(
            "`stats` is absent, or no map or list, so that no part of it can be updated: set it as a whole first, or \
             have absent maps made by `.create_parents()`, which makes those that something is set in, and no lists: \
             ValidationException: The document path"
        ),
        "{text}"
    );
    let several = [Job::STATS.at(Stats::INNER).at(Stats::RUNS).set(1), Job::STATS.at(Stats::RUNS).set(1)];
    let error = Job::update_one(&db, 1, several).await.unwrap_err();
    assert!(error.to_string().starts_with("one of `stats.inner`, `stats` is absent"), "{error}");
    Ok(())
}

#[tokio::test]
async fn w5_absent_parents_are_made() -> Result<()> {
    let (faults, db) = started().await?;
    let updates = || {
        [
            Job::STATS.at(Stats::RUNS).increment(2),
            Job::STATS.at(Stats::NAMES).append(["n"]),
            Job::STATS.at(Stats::INNER).at(Stats::BY_DAY).key("mon.").set(4),
            Job::RUNS.add(1),
        ]
    };
    let update = || Job::update_one(&db, 1, updates()).create_parents();
    let plan = update().explain()?.to_string();
    assert!(plan.contains("id exists AND stats exists AND stats.inner.by_day exists"), "{plan}");
    assert!(plan.contains("the whole parent is set in its place, as asked"), "{plan}");

    let made = update().await?.expect("it is there");
    let inner = Stats { by_day: BTreeMap::from([("mon.".to_owned(), 4)]), ..Stats::default() };
    let stats =
        Stats { runs: 2, names: vec!["n".to_owned()], inner: Some(Box::new(inner)), ..Stats::default() };
    assert_eq!(made, Job { runs: 4, stats: Some(stats.clone()), ..job() });
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);

    // Now that they are there, one request does.
    faults.forget();
    let again = update().await?.expect("it is there").stats.expect("it was made");
    assert_eq!((again.runs, again.names.len()), (4, 2));
    assert_eq!(sent(&faults), ["UpdateItem"]);

    // A condition of the caller's that fails is told apart from an absent parent.
    Job::update_one(&db, 1, Job::STATS.remove()).await?;
    faults.forget();
    let error = update().only_if(Job::RUNS.gt(50)).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);
    assert_eq!(update().await?.map(|job| job.stats.is_some()), Some(true));

    assert_eq!(Job::update_one(&db, 9, updates()).create_parents().await?, None);
    let with_name = updates().into_iter().chain([Job::NAME.set("made")]);
    let created =
        Job::update_one(&db, 9, with_name).upsert().create_parents().await?.expect("it was created");
    assert_eq!(created, Job { runs: 1, stats: Some(stats), ..Job::new(9_u32, "made") });
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w5_parents_are_made_once_though_an_answer_is_lost() -> Result<()> {
    let (faults, db) = started().await?;
    let throttled = Fault::Throttle;
    faults.next(throttled).next(Fault::ConnectionCut { applied: true });
    let update = Job::update_one(&db, 1, Job::STATS.at(Stats::RUNS).increment(2)).create_parents();
    let error = update.await.unwrap_err();
    // The answer that said what is missing was lost, and nothing was changed.
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(Job::get_one(&db, 1).await?, Some(job()));
    Ok(())
}

#[tokio::test]
async fn a_raw_condition_stands_on_writes_and_in_filters() -> Result<()> {
    let (faults, db) = started().await?;
    // Its placeholders are those that the other terms get.
    let raw = |least: u64| {
        Condition::<Job>::raw(
            "size(#n0) > :v0 AND begins_with(name, :p)",
            [("#n0", "the.steps")],
            [(":v0", Value::from(least)), ("p", Value::from("bu"))],
        )
    };
    let other = || Job::NAME.eq("build") | Job::RUNS.gt(4);
    let filter = raw(2) & other();
    assert_eq!(
        filter.to_string(),
        "(size(`the.steps`) > 2 AND begins_with(name, \"bu\")) AND (name = \"build\" OR runs > 4)"
    );
    assert_eq!(Job::get_many(&db, &filter).allow_scan().await?.len(), 1);
    assert_eq!(Job::get_many(&db, !raw(2) & other()).allow_scan().await?.len(), 0);
    assert_eq!(Job::get_many(&db, raw(5) | other()).allow_scan().await?.len(), 1);
    assert_eq!(Job::get_many(&db, raw(5)).allow_scan().count().await?, 0);
    assert_eq!(Job::get_many(&db, Job::ID.eq(1) & raw(2)).await?.len(), 1);
    assert_eq!(sent(&faults), ["Scan", "Scan", "Scan", "Scan", "Query"],);

    assert!(
        Job::update_one(&db, 1, Job::LIMIT.set(1)).only_if(raw(3)).await.unwrap_err().is_condition_failed()
    );
    assert!(Job::update_one(&db, 1, Job::LIMIT.set(1)).only_if(raw(2) & other()).await?.is_some());
    assert!(Job::save_one(&db, job()).overwrite(raw(3)).await.unwrap_err().is_condition_failed());
    assert!(Job::save_one(&db, job()).overwrite(raw(2)).await.is_ok());
    assert!(Job::delete_one(&db, 1).only_if(raw(3)).await.unwrap_err().is_condition_failed());
    assert_eq!(Job::delete_many(&db, raw(3)).allow_scan().await?.succeeded_count(), 0);
    assert_eq!(Job::delete_many(&db, raw(2)).allow_scan().await?.succeeded_count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_raw_condition_is_refused_where_only_we_could_evaluate_it() -> Result<()> {
    let (faults, db) = started().await?;
    let raw = || Condition::<Job>::raw("size(#s) > :v", [("s", "the.steps")], [("v", 2)]);
    let error = Job::get_many(&db, Job::keys_in([1, 2]) & raw()).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Job: only DynamoDB evaluates a raw condition, and a BatchGetItem takes no condition"
    );
    let on_key = Condition::<Job>::raw("#i > :v", [("i", "id")], [("v", 0)]);
    let error = Job::get_many(&db, Job::ID.eq(1) & &on_key & Job::NAME.exists()).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    let error = Job::get_many(&db, Job::keys_in([1]) & &on_key).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
    // Keys that a condition pins are a Query each, which takes a filter.
    let pinned = Job::get_many(&db, Job::ID.is_in([1, 2]) & raw());
    assert_eq!(pinned.explain()?.least_requests(), 2);
    pinned.await?;
    assert_eq!(sent(&faults), ["Query", "Query"]);
    // A Scan's filter may name all keys.
    assert_eq!(Job::get_many(&db, on_key).allow_scan().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_raw_condition_that_cannot_be_sent_says_why() -> Result<()> {
    let (faults, db) = started().await?;
    let table = [
        ("(".repeat(2000), "Job: the raw condition nests parentheses more than 300 deep"),
        (
            "name = 'x'".to_owned(),
            "Job: the raw condition holds ', and text stands in no expression: declare it as a value",
        ),
        ("name = :other".to_owned(), "Job: the raw condition uses `:other`, which is not declared"),
    ];
    for (text, expected) in table {
        let raw = Condition::<Job>::raw(text, [], Item::new());
        let error = Job::get_many(&db, raw.clone()).allow_scan().await.unwrap_err();
        assert!(error.is_refused(), "{error:?}");
        assert_eq!(error.to_string(), expected);
        let error = Job::delete_one(&db, 1).only_if(!raw | Job::NAME.exists()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    Ok(())
}

#[test]
fn arithmetic_hides_what_is_sensitive() {
    let shown = [
        (Job::PIN.increment(4711), "SET pin = if_not_exists(pin, 0) + (hidden)"),
        (Job::RUNS.set(Job::RUNS.plus(Job::PIN)), "SET runs = runs + pin"),
        (Job::PIN.set(Job::PIN.minus(4711)), "SET pin = pin - (hidden)"),
    ];
    for (update, expected) in shown {
        assert_eq!(update.to_string(), expected);
    }
    assert_eq!(Job::SECRET.attribute_type(AttributeType::S).to_string(), "attribute_type(secret, S)");
    assert_eq!(Job::SECRET.size().is_in([4711]).to_string(), "size(secret) IN ((hidden))");
}

#[test]
fn a_raw_condition_hides_what_is_sensitive() {
    let raw = |text: &str| Condition::<Job>::raw(text, [], [("v", "s3cr3t")]).to_string();
    assert_eq!(raw("secret = :v"), "secret = (hidden)");
    // Of a part of a document without rules it is not known.
    assert_eq!(raw("stats.names = :v"), "stats.names = (hidden)");
    assert_eq!(raw("name = :v"), "name = \"s3cr3t\"");
}

#[tokio::test]
async fn an_empty_name_in_a_path_is_refused() -> Result<()> {
    let (faults, db) = started().await?;
    let expected = "Job: the path counts.`` holds an empty name, and DynamoDB has none";
    let error = Job::get_many(&db, Job::COUNTS.key("").gt(1)).allow_scan().await.unwrap_err();
    assert_eq!(error.to_string(), expected);
    let error = Job::update_one(&db, 1, Job::RUNS.increment(Job::COUNTS.key(""))).await.unwrap_err();
    assert_eq!(error.to_string(), expected);
    let error = Job::update_one(&db, 1, Job::COUNTS.key("").remove()).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn r8_a_write_beyond_a_limit_is_not_sent_and_names_it() -> Result<()> {
    let (faults, db) = started().await?;
    let many: Vec<u32> = (0..101).collect();
    let update = || Job::update_one(&db, 1, Job::LIMIT.set(1));
    let error = update().only_if(Job::RUNS.is_in(&many)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Job: the condition of this write has 101 operands of IN, and DynamoDB takes 100"
    );
    let all = Condition::all_of((0..151).map(|n| Job::RUNS.ne(n)));
    let error = update().only_if(all).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Job: the condition of this write has 303 operators and functions, and DynamoDB takes 300"
    );
    let large = "x".repeat(2 * 1024 * 1024);
    let error = update().only_if(Job::NAME.ne(&large)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Job: the names and values of this write have 2097158 bytes, and DynamoDB takes 2097152"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());
    // What just fits is sent.
    assert!(update().only_if(Job::RUNS.is_in(&many[..100])).await.is_ok());
    Ok(())
}

#[test]
fn joining_keeps_the_meaning_and_the_order() {
    let (a, b, c) = (Job::RUNS.gt(1), Job::RUNS.gt(2), Job::RUNS.gt(3));
    let mut joined = a.clone();
    joined &= &b;
    joined |= &c;
    assert_eq!(joined.to_string(), "runs > 1 AND runs > 2 OR runs > 3");
    joined &= !(&a | &b);
    assert_eq!(joined.to_string(), "(runs > 1 AND runs > 2 OR runs > 3) AND NOT (runs > 1 OR runs > 2)");
    let list = [a, b, c];
    assert_eq!(Condition::all_of(list.clone()).to_string(), "runs > 1 AND runs > 2 AND runs > 3");
    assert_eq!(Condition::any_of(list).to_string(), "runs > 1 OR runs > 2 OR runs > 3");
    assert_eq!((!Job::RUNS.lt(1)).to_string(), "NOT runs < 1");
}
