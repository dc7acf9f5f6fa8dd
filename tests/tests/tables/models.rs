//! Models of one table with different declarations.

use dynamo_model::prelude::*;

/// A thread of the forum in DynamoDB's guide.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    table = "Thread",
    rename_all = "PascalCase",
    read_units = 5,
    write_units = 5,
    local_index(name = "LastPostIndex", range = last_post_date_time, projection = "keys")
)]
pub(crate) struct Thread {
    #[model(hash_key)]
    pub(crate) forum_name: String,
    #[model(range_key)]
    pub(crate) subject: String,
    pub(crate) last_post_date_time: Option<String>,
    pub(crate) message: Option<String>,
}

/// What the local index of a thread holds.
#[derive(Projection, Debug, PartialEq)]
#[projection(of = Thread)]
pub(crate) struct LastPost {
    pub(crate) subject: String,
    pub(crate) last_post_date_time: Option<String>,
}

/// Models of the orders of a shop, whose table is declared in one way or another.
macro_rules! orders {
    ($($name:ident($($declared:tt)*);)*) => {$(
        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "orders", $($declared)*)]
        pub(crate) struct $name {
            #[model(hash_key)]
            pub(crate) customer: String,
            #[model(range_key)]
            pub(crate) id: String,
            pub(crate) status: Option<String>,
            pub(crate) placed: Option<u64>,
            pub(crate) tenant: Option<String>,
            pub(crate) region: Option<String>,
            pub(crate) day: Option<u32>,
            pub(crate) expires_at: Option<u64>,
        }
    )*};
}

orders! {
    PlainOrder();
    Order(
        index(name = "by_status", hash = status, range = placed, projection = include(region)),
        index(name = "by_placed", hash = placed, projection = "keys"),
        index(name = "by_region", hash(tenant, region), range(day, id)),
    );
    OtherOrder(index(name = "by_status", hash = status, range = region, projection = include(placed)));
    LocalOrder(local_index(name = "by_day", range = day));
    ExpiringOrder(ttl = expires_at);
    TaggedOrder(tags(team = "shop"));
    KeptOrder(
        read_units = 5,
        write_units = 8,
        index(name = "by_status", hash = status, range = placed, projection = include(region)),
        index(name = "by_placed", hash = placed, projection = "keys", read_units = 2, write_units = 3),
        index(name = "by_region", hash(tenant, region), range(day, id)),
        table_class = "infrequent_access",
        deletion_protection = true,
        stream = "new_and_old",
        point_in_time_recovery = 14,
        encryption = "managed",
        tags(team = "shop"),
        warm_throughput(read = 12_000, write = 4_000),
        ttl = expires_at,
    );
}
