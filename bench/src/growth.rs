//! Pages of more and more items, and items of more and more fields.

use std::hint::black_box;

use dynamo_model::prelude::*;
use dynamo_model::{ReadItem, WriteItem, Writer};

use crate::Failure;
use crate::canned::Canned;
use crate::contender::runtime;
use crate::order::Order;
use crate::own::Call;

/// Items a page.
pub(crate) const ITEMS: [u32; 4] = [10, 100, 1_000, 10_000];

/// Fields an item, the two keys left out.
pub(crate) const FIELDS: [usize; 5] = [5, 10, 20, 40, 80];

/// How many items the pages of wide items have.
pub(crate) const WIDE_PAGE: u32 = 100;

macro_rules! wide {
    ($name:ident: $($field:ident)*) => {
        #[derive(Model, Clone, Debug)]
        #[model(table = "wide")]
        struct $name {
            #[model(hash_key)]
            hash: String,
            #[model(range_key)]
            range: u64,
            $($field: String,)*
        }

        impl $name {
            fn sample(range: u64) -> Self {
                $(let $field = format!("{} of {range}", stringify!($field));)*
                Self { hash: "h".to_owned(), range, $($field,)* }
            }
        }
    };
}

wide!(Wide5: f00 f01 f02 f03 f04);
wide!(Wide10: f00 f01 f02 f03 f04 f05 f06 f07 f08 f09);
wide!(Wide20: f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19);
wide!(Wide40:
    f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19
    f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39);
wide!(Wide80:
    f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19
    f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39
    f40 f41 f42 f43 f44 f45 f46 f47 f48 f49 f50 f51 f52 f53 f54 f55 f56 f57 f58 f59
    f60 f61 f62 f63 f64 f65 f66 f67 f68 f69 f70 f71 f72 f73 f74 f75 f76 f77 f78 f79);

/// Reads a page of so many orders.
pub(crate) fn items(count: u32) -> Result<Call, Failure> {
    let sample = |range| Order::sample(usize::try_from(range).unwrap_or_default());
    read(count, sample, |db| Order::get_many(db, Order::CUSTOMER.eq("c")))
}

/// Reads a page of items with so many fields.
pub(crate) fn fields(count: usize) -> Result<Call, Failure> {
    match count {
        5 => read(WIDE_PAGE, Wide5::sample, |db| Wide5::get_many(db, Wide5::HASH.eq("h"))),
        10 => read(WIDE_PAGE, Wide10::sample, |db| Wide10::get_many(db, Wide10::HASH.eq("h"))),
        20 => read(WIDE_PAGE, Wide20::sample, |db| Wide20::get_many(db, Wide20::HASH.eq("h"))),
        40 => read(WIDE_PAGE, Wide40::sample, |db| Wide40::get_many(db, Wide40::HASH.eq("h"))),
        80 => read(WIDE_PAGE, Wide80::sample, |db| Wide80::get_many(db, Wide80::HASH.eq("h"))),
        _ => Err(format!("there is no model of {count} fields").into()),
    }
}

fn read<M: Model + ReadItem + WriteItem>(
    count: u32,
    sample: impl Fn(u64) -> M,
    query: impl Fn(&Connection) -> dynamo_model::GetMany<M> + 'static,
) -> Result<Call, Failure> {
    let mut out = Writer::new();
    out.raw(format!(r#"{{"Count":{count},"ScannedCount":{count},"Items":["#).as_bytes());
    for range in 0..u64::from(count) {
        out.element();
        sample(range).write_item(&mut out)?;
    }
    out.raw(b"]}");
    let client = Canned::answering(String::from_utf8(out.into_bytes())?).client();
    let db = Connection::builder().client(client).build()?;
    let runtime = runtime()?;
    Ok(Box::new(move || {
        let items = black_box(runtime.block_on(query(&db).send())?);
        if items.len() == usize::try_from(count)? { Ok(()) } else { Err("items are missing".into()) }
    }))
}
