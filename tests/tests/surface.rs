//! Every form that a caller may write, type-checked together and run once on the embedded engine.

#![expect(clippy::cloned_ref_to_slice_refs, reason = "a list of one reads better as `[item.clone()]`")]

use std::collections::HashSet;
use std::future::IntoFuture;

use dynamo_model::prelude::*;
use dynamo_model::{Item, Key, Result, Target, Value};
use dynamo_model_tests::{Contact, ContactKey, Counter, Post, User, UserKey, engine};
use futures::StreamExt;
use uuid::Uuid;

/// A generic model.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "envelopes")]
struct Envelope<T> {
    #[model(hash_key)]
    id: String,
    body: T,
}

async fn reload<M: Model>(db: &Connection, item: &M) -> Result<Option<M>> {
    M::get_one(db, item).await
}

async fn load<M: Model, Mark>(
    db: &Connection,
    key: impl dynamo_model::IntoKey<M, Mark>,
) -> Result<Option<M>> {
    M::get_one(db, key).await
}

async fn ready(sdk_maps: bool) -> Result<Connection> {
    let db = Connection::builder().local(engine::engine()?).sdk_maps(sdk_maps).build()?;
    User::create_table(&db).await?;
    Contact::create_table(&db).await?;
    Counter::create_table(&db).await?;
    Post::create_table(&db).await?;
    Envelope::<Vec<String>>::create_table(&db).await?;
    Ok(db)
}

async fn one_item_is_named_in_every_form(db: Connection) -> Result<()> {
    let id = Uuid::from_u128(1);
    let user = User::save_one(&db, User::new("a@b.io", "Ann")).await?;
    let contact = Contact::save_one(&db, Contact::new(id, "c@d.io")).await?;
    Counter::save_one(&db, Counter::new(7, 1)).await?;

    let email = String::from("a@b.io");
    let some = Some(user.clone());
    assert_eq!(User::get_one(&db, "a@b.io").await?, some);
    assert_eq!(User::get_one(&db, email.clone()).await?, some);
    assert_eq!(User::get_one(&db, &email).await?, some);
    assert_eq!(User::get_one(&db, &user).await?, some);
    assert_eq!(User::get_one(&db, user.clone()).await?, some);
    assert_eq!(User::get_one(&db, UserKey { email: email.clone() }).await?, some);
    assert_eq!(User::get_one(&db, user.to_item()?).await?, some);
    assert_eq!(User::get_one(&db, &user.to_item()?).await?, some);
    assert_eq!(User::get_one(&db, user.key()).await?, some);
    assert_eq!(User::get_one(&db, User::EMAIL.eq("a@b.io")).await?, some);
    assert_eq!(User::get_one(&db, User::key_of("a@b.io")).await?, some);
    let erased: Condition<User> = User::EMAIL.eq("a@b.io").any();
    assert_eq!(User::get_one(&db, Key::try_from(erased)?).await?, some);
    assert_eq!(reload(&db, &user).await?, some);
    assert_eq!(load::<User, _>(&db, "a@b.io").await?, some);

    let some = Some(contact.clone());
    assert_eq!(Contact::get_one(&db, (id, "c@d.io")).await?, some);
    assert_eq!(Contact::get_one(&db, (&id, &String::from("c@d.io"))).await?, some);
    assert_eq!(Contact::get_one(&db, &(id, String::from("c@d.io"))).await?, some);
    assert_eq!(Contact::get_one(&db, Contact::EMAIL.eq("c@d.io") & Contact::USER_ID.eq(id)).await?, some);
    let key = ContactKey { user_id: id, email: "c@d.io".to_owned() };
    assert_eq!(Contact::get_one(&db, key).await?, some);
    assert_eq!(Counter::get_one(&db, 7).await?.map(|counter| counter.hits), Some(1));

    let body = Envelope { id: "x".to_owned(), body: vec!["y".to_owned()] };
    Envelope::save_one(&db, body.clone()).await?;
    assert_eq!(Envelope::<Vec<String>>::get_one(&db, Envelope::<Vec<String>>::ID.eq("x")).await?, Some(body));
    Ok(())
}

async fn many_items_are_named_in_every_form(db: Connection) -> Result<()> {
    let ann = User { year_of_birth: Some(1990), ..User::new("a@b.io", "Ann") };
    let bob = User { cities_visited: vec!["Nairobi".to_owned()], ..User::new("b@b.io", "Bob") };
    let saved = User::save_many(&db, [&ann, &bob]).await?;
    assert_eq!(saved.succeeded_count(), 2);
    let id = Uuid::from_u128(1);
    let contacts: Vec<Contact> =
        (0..5).map(|n| Contact { times: Some(n), ..Contact::new(id, format!("c{n}@d.io")) }).collect();
    assert!(Contact::save_many(&db, contacts.clone()).await?.is_complete());

    let both = vec![ann.clone(), bob.clone()];
    let emails = vec!["a@b.io".to_owned(), "b@b.io".to_owned()];
    assert_eq!(User::get_many(&db, &emails).await?, both);
    assert_eq!(User::get_many(&db, emails.clone()).await?, both);
    assert_eq!(User::get_many(&db, ["a@b.io", "b@b.io"]).await?, both);
    assert_eq!(User::get_many(&db, ["a@b.io", "b@b.io"].iter()).await?, both);
    assert_eq!(User::get_many(&db, ["a@b.io", "b@b.io"]).await?, both);
    assert_eq!(User::get_many(&db, emails.iter().map(String::as_str)).await?, both);
    assert_eq!(User::get_many(&db, [&ann, &bob]).await?, both);
    assert_eq!(User::get_many(&db, [User::EMAIL.eq("a@b.io"), User::EMAIL.eq("b@b.io")]).await?, both);
    assert_eq!(User::get_many(&db, User::EMAIL.is_in(&emails)).await?, both);
    assert_eq!(User::get_many(&db, User::EMAIL.is_in(["a@b.io", "b@b.io"])).await?, both);
    assert_eq!(
        User::get_many(&db, User::keys_in(&emails) & User::NAME.begins_with("B")).await?,
        [bob.clone()]
    );
    assert_eq!(
        User::get_many(&db, User::EMAIL.is_in(&emails) & User::YEAR_OF_BIRTH.gt(1980)).await?,
        [ann.clone()]
    );
    let mixed: [Target<User>; 2] = [User::target("a@b.io"), User::target(&bob)];
    assert_eq!(User::get_many(&db, mixed).await?, both);
    let set: HashSet<String> = HashSet::from(["a@b.io".to_owned()]);
    assert_eq!(User::get_many(&db, &set).await?, [ann.clone()]);
    assert!(User::get_many(&db, Vec::<String>::new()).await?.is_empty());
    assert!(User::get_many(&db, User::EMAIL.is_in(Vec::<String>::new())).await?.is_empty());
    assert!(User::get_many(&db, User::EMAIL.eq("a@b.io") & User::EMAIL.eq("b@b.io")).await?.is_empty());

    assert_eq!(User::get_many(&db, User::CITIES_VISITED.contains("Nairobi")).await?, [bob.clone()]);
    assert_eq!(User::get_many(&db, !User::CITIES_VISITED.contains("Nairobi")).await?, [ann.clone()]);
    assert_eq!(User::get_many(&db, User::NAME.begins_with("A")).count().await?, 1);
    assert_eq!(User::get_many(&db, User::NAME.size().ge(3) & User::EMAIL.ne("a@b.io")).await?, [bob.clone()]);
    let condition = User::NAME.exists() & User::YEAR_OF_BIRTH.between(1, 2000);
    let find = User::get_many(&db, &condition);
    assert_eq!(find.explain()?.operation(), Some("Scan"));
    assert_eq!(find.await?, [ann.clone()]);
    assert_eq!(User::get_many(&db, condition.clone() | !&condition).count().await?, 2);
    let mut built: Condition<User> = User::NAME.exists();
    built &= User::YEAR_OF_BIRTH.is_in([1990, 1991]);
    built |= User::EMAIL.eq("b@b.io");
    assert_eq!(User::get_many(&db, built).count().await?, 2);
    assert_eq!(User::get_many(&db, Condition::all_of([])).count().await?, 2);
    assert_eq!(User::get_many(&db, Condition::any_of([])).count().await?, 0);

    let all = Contact::get_many(&db, Contact::USER_ID.eq(id)).await?;
    assert_eq!(all, contacts);
    let last = Contact::get_many(&db, Contact::USER_ID.eq(id)).descending().limit(1).await?;
    assert_eq!(last, [contacts[4].clone()]);
    let some = Contact::get_many(&db, Contact::USER_ID.eq(id) & Contact::TIMES.ge(2)).limit(2).await?;
    assert_eq!(some, contacts[2..4]);
    let keys = contacts.iter().map(|contact| (contact.user_id, contact.email.clone()));
    assert_eq!(Contact::get_many(&db, Contact::keys_in(keys)).await?, contacts);
    let pairs: Vec<(Uuid, String)> = vec![(id, "c1@d.io".to_owned())];
    assert_eq!(Contact::get_many(&db, &pairs).await?, contacts[1..2]);
    assert_eq!(Contact::get_many(&db, pairs).await?, contacts[1..2]);
    let rows: Vec<Result<Contact>> =
        Contact::get_many(&db, Contact::USER_ID.eq(id)).page_size(2).stream().collect().await;
    assert_eq!(rows.into_iter().collect::<Result<Vec<_>>>()?, contacts);
    Ok(())
}

async fn items_are_written_in_every_form(db: Connection) -> Result<()> {
    let ann = User::save_one(&db, User::new("a@b.io", "Ann")).await?;
    assert!(User::save_one(&db, ann.clone()).overwrite(false).await.is_err_and(|e| e.is_condition_failed()));
    assert!(
        User::save_one(&db, ann.clone())
            .overwrite(User::NAME.eq("x"))
            .await
            .is_err_and(|e| e.is_condition_failed())
    );
    User::save_one(&db, ann.clone()).overwrite(User::YEAR_OF_BIRTH.le(1950) | User::NAME.exists()).await?;
    let map: Item =
        [("email".to_owned(), Value::from("m@b.io")), ("name".to_owned(), Value::from("Map"))].into();
    let saved: User = User::save_one(&db, map.clone()).await?;
    assert_eq!(saved.name, "Map");
    assert!(User::save_many(&db, [map]).overwrite(false).await?.failed_count() == 1);

    let maybe: Option<u16> = None;
    let cities = vec!["Oslo".to_owned()];
    let updates = [
        User::NAME.set(String::from("Anna")),
        User::YEAR_OF_BIRTH.set(maybe),
        User::CITIES_VISITED.append(&cities),
    ];
    let changed = User::update_one(&db, &ann, updates).await?;
    assert_eq!(changed.map(|user| user.cities_visited), Some(cities));
    assert!(User::update_one(&db, "none@b.io", User::NAME.set("x")).await?.is_none());
    let changed = User::update_one(&db, "a@b.io", vec![User::YEAR_OF_BIRTH.set_if_not_exists(1991)])
        .only_if(User::NAME.eq("Anna"))
        .await?;
    assert_eq!(changed.and_then(|user| user.year_of_birth), Some(1991));
    let refused =
        User::update_one(&db, User::EMAIL.eq("a@b.io") & User::NAME.eq("x"), User::YEAR_OF_BIRTH.remove());
    assert!(refused.await.is_err_and(|error| error.is_condition_failed()));
    let item: Item = [
        ("email".to_owned(), Value::from("a@b.io")),
        ("name".to_owned(), Value::from("Ann again")),
        ("year_of_birth".to_owned(), Value::Null),
    ]
    .into();
    let changed = User::update_from_item(&db, &item).await?;
    assert_eq!(changed.map(|user| (user.name, user.year_of_birth)), Some(("Ann again".to_owned(), None)));

    let kept = User::delete_one(&db, User::EMAIL.eq("a@b.io") & User::NAME.eq("x")).await;
    assert!(kept.is_err_and(|error| error.is_condition_failed()));
    let gone = User::delete_one(
        &db,
        User::EMAIL.eq("a@b.io") & (User::YEAR_OF_BIRTH.gt(2000) | User::NAME.exists()),
    );
    assert_eq!(gone.await?.map(|user| user.name), Some("Ann again".to_owned()));
    assert!(User::delete_one(&db, "a@b.io").await?.is_none());
    let id = Uuid::from_u128(9);
    let many: Vec<Contact> =
        (0..57).map(|n| Contact { times: Some(n), ..Contact::new(id, format!("{n}")) }).collect();
    assert!(Contact::save_many(&db, &many).await?.is_complete());
    let report = Contact::delete_many(&db, Contact::USER_ID.eq(id) & Contact::TIMES.lt(2)).await?;
    assert_eq!(report.succeeded_count(), 2);
    assert_eq!(Contact::delete_many(&db, &many[2..30]).await?.succeeded_count(), 28);
    let conditional = [Contact::USER_ID.eq(id) & Contact::EMAIL.eq("30") & Contact::TIMES.gt(1)];
    assert_eq!(Contact::delete_many(&db, conditional).await?.succeeded_count(), 1);
    assert_eq!(Contact::delete_many(&db, many).await?.succeeded_count(), 57);
    Ok(())
}

async fn sets_maps_and_lists_are_updated_in_place(db: Connection) -> Result<()> {
    let id = Uuid::from_u128(1);
    let contact = Contact::save_one(&db, Contact::new(id, "c")).await?;
    let updates = [Contact::TAGS.add(["a", "b"]), Contact::TIMES.add(5)];
    let changed = Contact::update_one(&db, &contact, updates).await?.unwrap_or_else(|| contact.clone());
    assert_eq!((changed.tags.len(), changed.times), (2, Some(5)));
    Contact::update_one(
        &db,
        &contact,
        Contact::SCORES.set(std::collections::BTreeMap::from([("x".to_owned(), 1.5)])),
    )
    .await?;
    let changed = Contact::update_one(&db, &contact, Contact::SCORES.key("y").set(2.5)).await?;
    assert_eq!(changed.map(|contact| contact.scores.len()), Some(2));
    Counter::save_one(&db, Counter::new(1, 1)).await?;
    let counter = Counter::update_one(&db, 1, [Counter::HITS.add(-1), Counter::LOG.prepend([3, 4])]).await?;
    assert_eq!(counter.map(|counter| (counter.hits, counter.log)), Some((0, vec![3, 4])));
    let counter = Counter::update_one(&db, 1, Counter::LOG.index(0).set(9)).await?;
    assert_eq!(counter.map(|counter| counter.log), Some(vec![9, 4]));
    Ok(())
}

fn is_spawnable<F: IntoFuture<IntoFuture: Send + 'static>>(_: F) {}

async fn every_future_is_send_and_static(db: Connection) -> Result<()> {
    let user = || User::new("a@b.io", "Ann");
    tokio::spawn(User::create_table(&db).into_future()).await.expect("joins")?;
    tokio::spawn(User::save_one(&db, user()).into_future()).await.expect("joins")?;
    tokio::spawn(User::save_one(&db, user()).send()).await.expect("joins")?;
    let report = tokio::spawn(User::save_many(&db, vec![user()]).into_future()).await.expect("joins")?;
    assert_eq!(report.len() + report.failed_count(), 1);
    let report =
        tokio::spawn(User::save_many(&db, vec![user()]).overwrite(false).send()).await.expect("joins")?;
    assert_eq!(report.len() + report.failed_count(), 2);
    tokio::spawn(User::get_one(&db, "a@b.io").into_future()).await.expect("joins")?;
    tokio::spawn(User::get_many(&db, ["a@b.io"]).into_future()).await.expect("joins")?;
    tokio::spawn(User::get_many(&db, User::NAME.exists()).count().into_future()).await.expect("joins")?;
    tokio::spawn(User::update_one(&db, "a@b.io", User::NAME.set("B")).into_future()).await.expect("joins")?;
    tokio::spawn(User::update_from_item(&db, user().to_item()?).into_future()).await.expect("joins")?;
    tokio::spawn(User::delete_one(&db, "a@b.io").into_future()).await.expect("joins")?;
    let report = tokio::spawn(User::delete_many(&db, ["a@b.io"]).into_future()).await.expect("joins")?;
    assert_eq!(report.len() + report.failed_count(), 1);
    let report =
        tokio::spawn(User::delete_many(&db, User::NAME.exists()).into_future()).await.expect("joins")?;
    assert_eq!(report.len() + report.failed_count(), 0);
    let rows = User::get_many(&db, User::NAME.exists()).stream();
    let rows = tokio::spawn(rows.collect::<Vec<_>>()).await.expect("joins");
    assert!(rows.is_empty());
    is_spawnable(Post::get_many(&db, Post::USER.eq("x") & Post::AT.ge(3)));
    Ok(())
}

/// Each test on the wire codec, and on the SDK's own maps as with a later SDK that leaves the codec no place.
macro_rules! both_ways {
    ($($name:ident),* $(,)?) => {
        mod on_the_wire {
            $(
                #[tokio::test]
                async fn $name() -> dynamo_model::Result<()> {
                    super::$name(super::ready(false).await?).await
                }
            )*
        }

        mod through_maps {
            $(
                #[tokio::test]
                async fn $name() -> dynamo_model::Result<()> {
                    super::$name(super::ready(true).await?).await
                }
            )*
        }
    };
}

both_ways! {
    one_item_is_named_in_every_form,
    many_items_are_named_in_every_form,
    items_are_written_in_every_form,
    sets_maps_and_lists_are_updated_in_place,
    every_future_is_send_and_static,
}
