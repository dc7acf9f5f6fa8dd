//! The engine inside the process: in memory, and in a file that is still there after a restart.

use std::path::PathBuf;

use dynamo_model::prelude::*;
use dynamo_model::{Embedded, Retry};
use dynamo_model_tests::{Counter, User};

/// A folder of this test's own, which is removed when it ends.
struct Folder(PathBuf);

impl Folder {
    fn named(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dynamo-model-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_file_is_still_there_after_a_restart() -> dynamo_model::Result<()> {
    let folder = Folder::named("restart");
    let path = folder.0.join("data.db");
    let saved = {
        let db = Connection::embedded_at(&path)?;
        User::create_table(&db).await?;
        User::save_one(&db, User::new("a@b.io", "Ann")).await?
    };
    let db = Connection::embedded_at(&path)?;
    User::create_table(&db).await?;
    assert_eq!(User::get_one(&db, "a@b.io").await?, Some(saved));
    Ok(())
}

#[test]
fn a_file_that_is_no_database_is_an_error_of_the_configuration() {
    let folder = Folder::named("garbage");
    let path = folder.0.join("data.db");
    std::fs::write(&path, "this is no database, but some text that is long enough to have a header")
        .expect("it is written");
    let error = Connection::embedded_at(&path).expect_err("it is no database");
    assert!(error.is_configuration(), "{error:?}");
    let error =
        Connection::embedded_at(folder.0.join("no/such/folder/data.db")).expect_err("there is no folder");
    assert!(error.is_configuration(), "{error:?}");
}

#[tokio::test]
async fn clones_share_the_data_and_calls_do_not() -> dynamo_model::Result<()> {
    let db = Connection::embedded()?;
    Counter::create_table(&db).await?;
    Counter::save_one(&db.clone(), Counter::new(1, 2)).await?;
    assert_eq!(Counter::get_one(&db, 1).await?, Some(Counter::new(1, 2)));
    let other = Connection::embedded()?;
    assert!(Counter::get_one(&other, 1).await.is_err_and(|error| error.is_table_not_found()));
    Ok(())
}

#[tokio::test]
async fn a_table_is_created_once_by_many() -> dynamo_model::Result<()> {
    let db = Connection::embedded()?;
    let tasks: Vec<_> = (0..16).map(|_| tokio::spawn(Counter::create_table(&db).send())).collect();
    for task in tasks {
        task.await.expect("it joins")?;
    }
    Counter::save_one(&db, Counter::new(1, 2)).await?;
    Counter::create_table(&db).await?;
    assert_eq!(Counter::get_one(&db, 1).await?, Some(Counter::new(1, 2)));
    Ok(())
}

/// The same table as [`Counter`], with a key of another type.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "counters")]
struct Renamed {
    #[model(hash_key)]
    id: String,
}

#[tokio::test]
async fn a_live_table_of_other_keys_is_told_apart() -> dynamo_model::Result<()> {
    let db = Connection::embedded()?;
    Counter::create_table(&db).await?;
    let error = Renamed::create_table(&db).await.expect_err("the keys differ");
    assert!(error.is_schema_mismatch(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Renamed: the live table has the key (`id` N), and the model declares (`id` S) (CreateTable on table `counters`)"
    );
    Ok(())
}

/// Saves counters of these ids into a file, and closes it.
async fn saved(path: &std::path::Path, ids: std::ops::Range<u64>) -> dynamo_model::Result<()> {
    let db = Connection::embedded_at(path)?;
    Counter::create_table(&db).await?;
    for id in ids {
        Counter::save_one(&db, Counter { log: vec![7; 200], ..Counter::new(id, id) }).await?;
    }
    Ok(())
}

/// A sequence of places in a file that is the same in every run.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let step = move |place: &usize| Some((place * 7919 + 104_729) % length);
    std::iter::successors(Some(1), step).take(60)
}

#[tokio::test]
async fn a_file_that_is_cut_is_an_error_and_never_a_panic() -> dynamo_model::Result<()> {
    let folder = Folder::named("cut");
    let (whole, cut) = (folder.0.join("whole.db"), folder.0.join("cut.db"));
    saved(&whole, 0..200).await?;
    let bytes = std::fs::read(&whole).expect("it is closed");
    assert!(bytes.len() > 100_000, "{} bytes", bytes.len());
    let headers = [1, 15, 16, 31, 99, 100, 101, 4095, 4096, bytes.len() - 1];
    for length in headers.into_iter().chain(places(bytes.len())) {
        std::fs::write(&cut, &bytes[..length]).expect("it is written");
        let error = Connection::embedded_at(&cut).expect_err("bytes are missing");
        assert!(error.is_configuration(), "{length}: {error:?}");
        let said = format!("it is cut: it has {length} bytes");
        assert!(format!("{error:?}").contains(&said), "{length}: {error:?}");
    }
    // An empty file is a new one, which says that nothing is there.
    std::fs::write(&cut, "").expect("it is written");
    let db = Connection::embedded_at(&cut)?;
    assert!(Counter::get_one(&db, 1).await.expect_err("there is no table").is_table_not_found());
    Ok(())
}

#[tokio::test]
async fn bytes_that_are_changed_are_an_error_or_change_nothing() -> dynamo_model::Result<()> {
    let folder = Folder::named("changed");
    let whole = folder.0.join("whole.db");
    saved(&whole, 0..50).await?;
    let bytes = std::fs::read(&whole).expect("it is closed");
    for place in (0..100).step_by(7).chain(places(bytes.len()).take(20)) {
        let mut bytes = bytes.clone();
        bytes[place] ^= 0xff;
        let changed = folder.0.join(format!("changed-{place}.db"));
        std::fs::write(&changed, bytes).expect("it is written");
        // An item may be another one now, and no check knows it; what must not be is a panic.
        let Ok(engine) = Embedded::file(&changed) else { continue };
        let db = Connection::builder().local(engine).retry(Retry::never()).build()?;
        let _ = Counter::get_one(&db, 7).await;
        let _ = Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().await;
        let _ = Counter::save_one(&db, Counter::new(7, 7)).await;
    }
    Ok(())
}

#[tokio::test]
async fn writes_before_the_cut_of_a_log_are_there() -> dynamo_model::Result<()> {
    let folder = Folder::named("log");
    let (path, copy) = (folder.0.join("whole.db"), folder.0.join("copy.db"));
    let log = |path: &std::path::Path| PathBuf::from(format!("{}-wal", path.display()));
    let (main, created, logged) = {
        let db = Connection::embedded_at(&path)?;
        Counter::create_table(&db).await?;
        let created = std::fs::metadata(log(&path)).expect("there is a log").len();
        for id in 0..100 {
            Counter::save_one(&db, Counter::new(id, id)).await?;
        }
        // As a machine leaves it that dies now.
        let main = std::fs::read(&path).expect("it is there");
        (
            main,
            usize::try_from(created).expect("it is short"),
            std::fs::read(log(&path)).expect("there is a log"),
        )
    };
    let mut most = 0;
    for length in places(logged.len()).chain([logged.len()]) {
        std::fs::write(&copy, &main).expect("it is written");
        std::fs::write(log(&copy), &logged[..length]).expect("it is written");
        let db = Connection::builder().local(Embedded::file(&copy)?).retry(Retry::never()).build()?;
        let found = Counter::get_many(&db, Counter::ID.exists()).allow_scan().await;
        if length < created && found.is_err() {
            // The cut is before the table itself, or in the middle of it.
            continue;
        }
        let found = found?;
        // The first so many, each whole, and none after them.
        let mut ids: Vec<(u64, u64)> = found.iter().map(|counter| (counter.id, counter.hits)).collect();
        ids.sort_unstable();
        let expected: Vec<(u64, u64)> = (0..ids.len() as u64).map(|id| (id, id)).collect();
        assert_eq!(ids, expected, "{length}");
        most = most.max(ids.len());
    }
    assert_eq!(most, 100);
    Ok(())
}

#[tokio::test]
async fn a_file_is_open_once() -> dynamo_model::Result<()> {
    let folder = Folder::named("twice");
    let path = folder.0.join("data.db");
    let db = Connection::embedded_at(&path)?;
    for again in [path.clone(), folder.0.join(".").join("data.db")] {
        let error = Connection::embedded_at(again).expect_err("it is open");
        assert!(error.is_configuration(), "{error:?}");
        assert!(format!("{error:?}").contains("this process has it open already"), "{error:?}");
    }
    Counter::create_table(&db.clone()).await?;
    drop(db);
    assert!(Connection::embedded_at(&path).is_ok());
    Ok(())
}

#[tokio::test]
async fn a_file_of_another_version_is_an_error() -> dynamo_model::Result<()> {
    let folder = Folder::named("version");
    let path = folder.0.join("data.db");
    saved(&path, 0..1).await?;
    let bytes = std::fs::read(&path).expect("it is closed");
    // A later format of the file, and a later schema in it.
    let mut format = bytes.clone();
    format[19] = 9;
    let mark = b"schema_version";
    let at =
        bytes.windows(mark.len()).position(|window| window == mark).expect("it is recorded") + mark.len();
    assert!(bytes[at].is_ascii_digit());
    let mut schema = bytes;
    schema[at] = b'9';
    schema[at + 1] = b'9';
    for later in [format, schema] {
        std::fs::write(&path, &later).expect("it is written");
        let error = Connection::embedded_at(&path).expect_err("it is of a later version");
        assert!(error.is_configuration(), "{error:?}");
        assert_eq!(std::fs::read(&path).expect("it is there"), later, "it is left as it was");
    }
    Ok(())
}
