//! Plans for batches over several tables.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::BatchGetPlan;
use crate::plan::attributes;
use crate::plan::steps::{MAX_BATCH_GET, MAX_BATCH_WRITE, Reasons};

/// BatchGetItems of at most 100 keys, of several tables.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchGetTablesPlan {
    pub(crate) tables: Vec<BatchGetPlan>,
    pub(crate) why: Reasons,
}

/// BatchWriteItems of at most 25 writes, to several tables.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchWriteTablesPlan {
    pub(crate) tables: Vec<TableWrites>,
    pub(crate) why: Reasons,
}

/// What is written to one of several tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableWrites {
    /// The full name of the table.
    pub table: String,
    /// How many items are put.
    pub puts: usize,
    /// How many items are deleted.
    pub deletes: usize,
}

impl BatchGetTablesPlan {
    /// Gives what is read of each table, in the order in which they were named first.
    #[must_use]
    pub fn tables(&self) -> &[BatchGetPlan] {
        &self.tables
    }

    pub(crate) fn requests(&self) -> usize {
        self.tables.iter().map(BatchGetPlan::keys).sum::<usize>().div_ceil(MAX_BATCH_GET)
    }
}

impl BatchWriteTablesPlan {
    /// Gives what is written to each table, in the order in which they were named first.
    #[must_use]
    pub fn tables(&self) -> &[TableWrites] {
        &self.tables
    }

    pub(crate) fn requests(&self) -> usize {
        self.tables.iter().map(|table| table.puts + table.deletes).sum::<usize>().div_ceil(MAX_BATCH_WRITE)
    }
}

/// Keys as they were asked for.
#[derive(Clone, Debug)]
pub(crate) struct WantedKeys {
    pub(crate) schema: &'static Schema,
    pub(crate) table: String,
    pub(crate) keys: Vec<PrimaryKey>,
    pub(crate) attributes: Option<&'static [&'static str]>,
    pub(crate) consistent: bool,
}

/// A read of several tables, and where the answers are that belong to each list of keys.
pub(crate) struct Reads {
    pub(crate) plan: BatchGetTablesPlan,
    pub(crate) schemas: Vec<&'static Schema>,
    /// For each list: the places of its items among all that are read, in the order of its keys, each once (R6).
    pub(crate) places: Vec<Vec<usize>>,
}

/// What is read of one table.
struct OfTable {
    schema: &'static Schema,
    plan: BatchGetPlan,
    asked: Option<Vec<&'static str>>,
    known: HashMap<PrimaryKey, usize>,
}

/// Plans the read of lists of keys. A table that is named twice is asked for all its keys together, each once, for all
/// attributes that any of its lists asks for, and consistently if any of them does.
pub(crate) fn get(lists: Vec<WantedKeys>, most: Option<usize>) -> Result<Reads> {
    let mut tables: Vec<OfTable> = Vec::new();
    let mut places: Vec<Vec<(usize, usize)>> = Vec::new();
    for list in lists {
        let place = tables.iter().position(|table| table.plan.table == list.table).unwrap_or_else(|| {
            tables.push(OfTable::new(&list));
            tables.len() - 1
        });
        let mut found = Vec::with_capacity(list.keys.len());
        tables[place].add(list, |key| found.push((place, key)));
        places.push(found);
    }
    let starts: Vec<usize> = tables
        .iter()
        .scan(0, |next, table| {
            *next += table.plan.keys.len();
            Some(*next - table.plan.keys.len())
        })
        .collect();
    let places =
        places.into_iter().map(|list| once(list.into_iter().map(|(table, key)| starts[table] + key)));
    let places = places.collect();
    let schemas = tables.iter().map(|table| table.schema).collect();
    let why = "all keys are given, so that one request can ask several tables".into();
    let plan =
        BatchGetTablesPlan { tables: tables.into_iter().map(OfTable::into_plan).collect(), why: vec![why] };
    let least = plan.requests();
    if let Some(most) = most.filter(|most| least > *most) {
        return Err(Error::refused(format!(
            "the read needs {least} requests or more, and the connection allows {most} (`max_requests`)"
        )));
    }
    Ok(Reads { plan, schemas, places })
}

impl OfTable {
    fn new(list: &WantedKeys) -> Self {
        let plan = BatchGetPlan {
            table: list.table.clone(),
            keys: Vec::new(),
            local: None,
            attributes: None,
            consistent: false,
            limit: None,
            why: vec!["the whole keys are given".into()],
        };
        Self { schema: list.schema, plan, asked: Some(Vec::new()), known: HashMap::new() }
    }

    /// Takes a list in, and tells the place of each of its keys.
    fn add(&mut self, list: WantedKeys, mut tell: impl FnMut(usize)) {
        self.plan.consistent |= list.consistent;
        match (list.attributes, &mut self.asked) {
            (Some(more), Some(asked)) => asked.extend(more),
            (None, asked) => *asked = None,
            (Some(_), None) => {}
        }
        for key in list.keys {
            let place = *self.known.entry(key).or_insert_with_key(|key| {
                self.plan.keys.push(key.clone());
                self.plan.keys.len() - 1
            });
            tell(place);
        }
    }

    fn into_plan(mut self) -> BatchGetPlan {
        self.plan.attributes = self.asked.map(|asked| attributes::with_keys(&asked, self.schema));
        self.plan
    }
}

/// Each once, at its first place.
fn once(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    places.filter(|place| seen.insert(*place)).collect()
}

/// Plans writes, given as table and whether it is a put.
pub(crate) fn write<'a>(writes: impl Iterator<Item = (&'a str, bool)>) -> BatchWriteTablesPlan {
    let mut tables: Vec<TableWrites> = Vec::new();
    for (name, is_put) in writes {
        let place = tables.iter().position(|table| table.table == name).unwrap_or_else(|| {
            tables.push(TableWrites { table: name.to_owned(), ..TableWrites::default() });
            tables.len() - 1
        });
        let table = &mut tables[place];
        *if is_put { &mut table.puts } else { &mut table.deletes } += 1;
    }
    let why = "no condition stands in the way of BatchWriteItem, which takes several tables".into();
    BatchWriteTablesPlan { tables, why: vec![why] }
}
