//! The engine inside the process: in memory, and in a file that is still there after a restart.

use std::path::PathBuf;

use dynamo_model::prelude::*;
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
