//! The airports of the world, saved, read, changed and checked: `cargo run --release --example airports`.
//!
//! Prints, for each step, its plan, how many airports it concerned and how long it took; the times differ:
//!
//! ```text
//! The airports of the US whose ICAO code begins with PH: Hawaii
//! Query on `airports`
//!   key       country = "US" AND begins_with(icao, "PH")
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the hash key `country` is pinned to one value
//!   why       the range key `icao` is bounded
//!   = 20 in 689.7µs
//! ```
//!
//! It ends by holding what the table answered against the CSV, and fails where they differ.

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use dynamo_model::prelude::*;
use dynamo_model::{GetMany, Plan};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use serde::Deserialize;

/// From the package `airportsdata`; its licence lies beside it.
const CSV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/airports.csv");

/// How many airports are saved between two moves of the progress bar.
const SLICE: usize = 1_000;

/// An airport: a row of the CSV and an item of the table. An empty cell is an absent attribute.
///
/// Two indexes answer what the table's keys do not: `by_iata` holds the keys of the airports that have a code, `by_tz`
/// whole airports in the order of their elevation.
#[derive(Model, Deserialize, Clone, Debug, PartialEq)]
#[model(
    index(name = "by_iata", hash = iata, projection = "keys"),
    index(name = "by_tz", hash = tz, range = elevation)
)]
struct Airport {
    /// ISO 3166-1, two letters.
    #[model(hash_key)]
    #[validate(length(equal = 2))]
    country: String,
    #[model(range_key)]
    #[validate(length(equal = 4))]
    icao: String,
    iata: Option<String>,
    name: String,
    city: Option<String>,
    /// State, province or region.
    subd: Option<String>,
    /// Feet above the sea.
    elevation: f64,
    #[validate(range(min = -90.0, max = 90.0))]
    lat: f64,
    #[validate(range(min = -180.0, max = 180.0))]
    lon: f64,
    tz: String,
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut rows = csv::Reader::from_path(CSV)?.into_deserialize().collect::<Result<Vec<Airport>, _>>()?;
    // A country's items come in the order of the range key; sorted alike, the rows can be compared with them.
    rows.sort_by(|a, b| a.icao.cmp(&b.icao));
    // Any server by `DYNAMODB_ENDPOINT=http://127.0.0.1:8000`, with `AWS_ACCESS_KEY_ID` and so on.
    let db = match std::env::var_os("DYNAMODB_ENDPOINT") {
        Some(_) => Connection::from_env().await?,
        None => Connection::embedded()?,
    };
    let mut checks = Checks::default();
    Airport::create_table(&db).await?;
    save(&db, &rows, &mut checks).await?;
    read(&db, &rows, &mut checks).await?;
    change(&db, rows, &mut checks).await?;
    Ok(checks.verdict())
}

async fn save(db: &Connection, rows: &[Airport], checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let step = Step::begin("Save all airports", &Airport::save_many(db, rows).explain()?);
    // Draws nothing where stderr is not a terminal.
    let bar = ProgressBar::new(rows.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {human_pos} of {human_len}, {eta} left")?);
    let mut saved = 0;
    for slice in rows.chunks(SLICE) {
        let report = Airport::save_many(db, slice).await?;
        for (_, airport, error) in report.failed() {
            checks.differ(format!("{} was not saved: {error}", airport.icao));
        }
        saved += report.succeeded_count();
        bar.inc(slice.len() as u64);
    }
    bar.finish_and_clear();
    step.end(saved);
    checks.count("saved", saved, rows.len());

    let count = Airport::get_many(db, Condition::all_of([])).allow_scan().count();
    let step = Step::begin("Count all airports", &count.explain()?);
    let counted = usize::try_from(count.await?)?;
    step.end(counted);
    checks.count("counted", counted, rows.len());
    Ok(())
}

async fn read(db: &Connection, rows: &[Airport], checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let csv = |keep: fn(&Airport) -> bool| rows.iter().filter(|row| keep(row)).collect::<Vec<_>>();

    let find = Airport::get_one(db, ("KE", "HKJK"));
    let step = Step::begin("One airport by its key", &find.explain()?);
    let nairobi = find.await?;
    step.end(nairobi.iter().len());
    checks.airports("by key", nairobi.as_slice(), &csv(|row| row.icao == "HKJK"));

    let keys = [
        ("ZA", "FAOR"),
        ("AU", "YSSY"),
        ("BR", "SBGR"),
        ("CA", "CYYZ"),
        ("DE", "EDDF"),
        ("FR", "LFPG"),
        ("GB", "EGLL"),
        ("IN", "VIDP"),
        ("JP", "RJTT"),
        ("KE", "HKMO"),
        ("SG", "WSSS"),
        ("US", "KJFK"),
    ];
    let dozen = find_all("A dozen airports by their keys", Airport::get_many(db, keys)).await?;
    let listed = keys.iter().filter_map(|(_, icao)| rows.iter().find(|row| row.icao == *icao));
    checks.airports("a dozen by keys", &dozen, &listed.collect::<Vec<_>>());

    let find = Airport::get_many(db, Airport::COUNTRY.eq("US") & Airport::ICAO.begins_with("PH"));
    let hawaii = find_all("The airports of the US whose ICAO code begins with PH: Hawaii", find).await?;
    checks.airports("by prefix", &hawaii, &csv(|row| row.country == "US" && row.icao.starts_with("PH")));

    let find = Airport::get_many(db, Airport::IATA.eq("NBO")).fetch_missing();
    let by_code =
        find_all("The airport of an IATA code: found in an index of keys, and fetched", find).await?;
    checks.airports("by IATA code", &by_code, &csv(|row| row.iata.as_deref() == Some("NBO")));

    // No index has the elevations of a country in order, so the whole country is read, and sorted here.
    let find = Airport::get_many(db, Airport::COUNTRY.eq("US"));
    let mut highest = find_all("The highest ten of the US: read all, sort here", find).await?;
    highest.sort_by(|a, b| b.elevation.total_cmp(&a.elevation));
    highest.truncate(10);
    for airport in &highest {
        println!("  {:>9.1} ft  {}  {}", airport.elevation, airport.icao, airport.name);
    }
    let mut expected = csv(|row| row.country == "US");
    expected.sort_by(|a, b| b.elevation.total_cmp(&a.elevation));
    expected.truncate(10);
    checks.airports("the highest ten", &highest, &expected);

    let in_denver = Airport::TZ.eq("America/Denver") & Airport::ELEVATION.ge(8_000.0);
    let find = Airport::get_many(db, &in_denver);
    let mut denver = find_all("The airports at 8,000 ft and more that keep the time of Denver", find).await?;
    checks.rising("by elevation and time zone", &denver);
    denver.sort_by(|a, b| a.icao.cmp(&b.icao));
    let mut expected = csv(|row| row.elevation >= 8_000.0 && row.tz == "America/Denver");
    checks.airports("by elevation and time zone", &denver, &expected);

    let find = Airport::get_many(db, &in_denver).descending().limit(10);
    let mut highest = find_all("The highest ten of them: the index read from its end", find).await?;
    highest.reverse();
    checks.rising("the highest ten of a time zone", &highest);
    // Airports at one elevation come in any order.
    highest.sort_by(|a, b| b.elevation.total_cmp(&a.elevation).then_with(|| a.icao.cmp(&b.icao)));
    expected.sort_by(|a, b| b.elevation.total_cmp(&a.elevation));
    expected.truncate(10);
    checks.airports("the highest ten of a time zone", &highest, &expected);

    let count = Airport::get_many(db, Airport::ELEVATION.lt(0.0)).allow_scan().count();
    let step =
        Step::begin("Count the airports below the sea: no key is pinned, so it is a Scan", &count.explain()?);
    let below = usize::try_from(count.await?)?;
    step.end(below);
    checks.count("below the sea", below, csv(|row| row.elevation < 0.0).len());
    Ok(())
}

async fn change(db: &Connection, mut rows: Vec<Airport>, checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    const NEW_NAME: &str = "Nairobi Jomo Kenyatta International Airport";
    let changes = [Airport::NAME.set(NEW_NAME), Airport::ELEVATION.add(-3.0)];
    let update = Airport::update_one(db, ("KE", "HKJK"), changes).only_if(Airport::IATA.eq("NBO"));
    let step = Step::begin("Rename an airport and correct its elevation", &update.explain()?);
    let nairobi = update.await?;
    step.end(nairobi.iter().len());
    let Some(row) = rows.iter_mut().find(|row| row.icao == "HKJK") else {
        return Err("the CSV has no HKJK".into());
    };
    NEW_NAME.clone_into(&mut row.name);
    row.elevation -= 3.0;
    checks.airports("updated", nairobi.as_slice(), &[row]);

    let key = Airport::COUNTRY.eq("KE") & Airport::ICAO.eq("HKJK");
    let delete = Airport::delete_one(db, key & Airport::IATA.not_exists());
    let step = Step::begin("Delete an airport that has no IATA code (it has one)", &delete.explain()?);
    match delete.await {
        Err(error) if error.is_condition_failed() => {
            step.end(0);
            let kept = error.item_as::<Airport>()?.and_then(|airport| airport.iata);
            println!("  refused: {error}; its code is {}", kept.unwrap_or_default());
        }
        Err(error) => return Err(error.into()),
        // An emulator that sends no item with a failed condition seems to have none; that it is there, the end shows.
        Ok(None) => step.end(0),
        Ok(Some(_)) => checks.differ("an airport with an IATA code was deleted".to_owned()),
    }

    let key = Airport::COUNTRY.eq("US") & Airport::ICAO.eq("00AA");
    let delete = Airport::delete_one(db, key & Airport::IATA.not_exists());
    let step = Step::begin("Delete an airport that has no IATA code (it has none)", &delete.explain()?);
    let deleted = delete.await?;
    step.end(deleted.iter().len());
    let expected: Vec<Airport> = rows.extract_if(.., |row| row.icao == "00AA").collect();
    checks.airports("deleted", deleted.as_slice(), &expected.iter().collect::<Vec<_>>());

    let everything = Airport::get_many(db, Condition::all_of([])).allow_scan();
    let mut left = find_all("All that is left", everything).await?;
    left.sort_by(|a, b| a.icao.cmp(&b.icao));
    checks.airports("left", &left, &rows.iter().collect::<Vec<_>>());
    Ok(())
}

/// Prints the plan of a read, sends it, and prints how many airports came and how long it took.
async fn find_all(title: &str, find: GetMany<Airport>) -> dynamo_model::Result<Vec<Airport>> {
    let step = Step::begin(title, &find.explain()?);
    let found = find.await?;
    step.end(found.len());
    Ok(found)
}

/// One thing that is done and timed.
struct Step(Instant);

impl Step {
    fn begin(title: &str, plan: &Plan) -> Self {
        println!("\n{title}\n{plan}");
        Self(Instant::now())
    }

    fn end(self, airports: usize) {
        println!("  = {} in {:.1?}", HumanCount(airports as u64), self.0.elapsed());
    }
}

/// What the table answered, held against the CSV.
#[derive(Default)]
struct Checks {
    passed: usize,
    differences: Vec<String>,
}

impl Checks {
    fn differ(&mut self, difference: String) {
        self.differences.push(difference);
    }

    fn count(&mut self, what: &str, table: usize, csv: usize) {
        if table == csv {
            self.passed += 1;
        } else {
            self.differ(format!("{what}: {table} in the table, {csv} in the CSV"));
        }
    }

    /// Compares count, order and every attribute; names the first airport that differs.
    fn airports(&mut self, what: &str, table: &[Airport], csv: &[&Airport]) {
        self.count(what, table.len(), csv.len());
        if let Some((table, csv)) = table.iter().zip(csv).find(|(table, csv)| table != *csv) {
            self.differ(format!("{what}: {table:?} in the table, {csv:?} in the CSV"));
        }
    }

    /// Compares the order with that of the elevations.
    fn rising(&mut self, what: &str, table: &[Airport]) {
        if !table.is_sorted_by(|a, b| a.elevation <= b.elevation) {
            self.differ(format!("{what}: the elevations do not rise"));
        }
    }

    fn verdict(self) -> ExitCode {
        for difference in &self.differences {
            eprintln!("DIFFERENT {difference}");
        }
        if !self.differences.is_empty() {
            return ExitCode::FAILURE;
        }
        println!("\n{} counts, and every airport behind them, are as in the CSV.", self.passed);
        ExitCode::SUCCESS
    }
}
