//! Deletes what runs against a server left behind.

use dynamo_model::Connection;
use dynamo_model_tests::engine::{ENDPOINT, PREFIX, endpoint};

use crate::Result;

/// Deletes all tables of the suite on the server that the environment names.
pub(crate) fn clean() -> Result<()> {
    let url = endpoint().ok_or_else(|| format!("{ENDPOINT} names no server"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let db = Connection::builder().endpoint(url).connect().await?;
        for name in db.list_tables().all().await? {
            if name.starts_with(PREFIX) {
                db.client().delete_table().table_name(&name).send().await?;
                println!("deleted {name}");
            }
        }
        Ok(())
    })
}
