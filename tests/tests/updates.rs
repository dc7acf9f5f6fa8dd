//! Random updates leave the item that an interpreter of their documentation says.
//!
//! Items and updates are drawn from a fixed seed; `PROPTEST_CASES` asks for more of them.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::model::field::Removable;
use dynamo_model::prelude::*;
use dynamo_model::{Field, Update};
use dynamo_model_tests::engine;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};
use tokio::runtime::Runtime;

const CASES: u32 = 500;

/// An item whose attributes are no fields, so that an absent map and an empty one are told apart.
#[derive(Model, Clone, Debug, PartialEq)]
struct Bag {
    #[model(hash_key)]
    id: u32,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
}

type Free<T> = Field<Bag, Option<T>, Removable>;

impl Bag {
    const COUNT: Free<i64> = Field::new("count");
    const ODD: Free<i64> = Field::new("#n0.x [0]");
    const TAGS: Field<Bag, BTreeSet<String>, Removable> = Field::new("tags");
    const LIST: Free<Vec<i64>> = Field::new("list");
    const MAP: Free<BTreeMap<String, i64>> = Field::new("map");
    const DEEP: Free<BTreeMap<String, BTreeMap<String, i64>>> = Field::new("deep");
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Count,
    Odd,
    Element(usize),
    Entry(&'static str),
    Deep(&'static str, &'static str),
}

#[derive(Clone, Copy, Debug)]
enum Right {
    Value(i64),
    Place(Place),
}

#[derive(Clone, Debug)]
enum Op {
    Set(Place, i64),
    Copy(Place, Place),
    Sum(Place, Place, bool, Right),
    SetIfNotExists(Place, i64),
    Count(Place, bool, i64),
    Add(Place, i64),
    Remove(Place),
    AddTags(BTreeSet<String>),
    DeleteTags(BTreeSet<String>),
    SetTags(BTreeSet<String>),
    Append(Vec<i64>),
    Prepend(Vec<i64>),
    SetMap(BTreeMap<String, i64>),
    RemoveMap,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Index(usize),
}

type Steps = Vec<Step>;

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

impl Place {
    fn steps(self) -> Steps {
        match self {
            Self::Count => vec![key("count")],
            Self::Odd => vec![key("#n0.x [0]")],
            Self::Element(index) => vec![key("list"), Step::Index(index)],
            Self::Entry(name) => vec![key("map"), key(name)],
            Self::Deep(outer, inner) => vec![key("deep"), key(outer), key(inner)],
        }
    }
}

/// Does the same with the handle of each place.
macro_rules! at {
    ($place:expr, |$name:ident| $body:expr) => {
        match $place {
            Place::Count => {
                let $name = Bag::COUNT;
                $body
            }
            Place::Odd => {
                let $name = Bag::ODD;
                $body
            }
            Place::Element(index) => {
                let $name = Bag::LIST.index(index);
                $body
            }
            Place::Entry(name) => {
                let $name = Bag::MAP.key(name);
                $body
            }
            Place::Deep(outer, inner) => {
                let $name = Bag::DEEP.key(outer).key(inner);
                $body
            }
        }
    };
}

macro_rules! sum {
    ($left:ident, $plus:expr, $right:expr) => {
        if $plus { $left.plus($right) } else { $left.minus($right) }
    };
}

/// The update as a caller would write it.
fn typed(op: &Op) -> Update<Bag> {
    match op.clone() {
        Op::Set(place, value) => at!(place, |target| target.set(value)),
        Op::Copy(place, from) => at!(place, |target| at!(from, |source| target.set(source))),
        Op::Sum(place, left, plus, Right::Value(value)) => {
            at!(left, |left| {
                let sum = sum!(left, plus, value);
                at!(place, |target| target.set(sum))
            })
        }
        Op::Sum(place, left, plus, Right::Place(right)) => at!(left, |left| at!(right, |right| {
            let sum = sum!(left, plus, right);
            at!(place, |target| target.set(sum))
        })),
        Op::SetIfNotExists(place, value) => at!(place, |target| target.set_if_not_exists(value)),
        Op::Count(place, true, by) => at!(place, |target| target.increment(by)),
        Op::Count(place, false, by) => at!(place, |target| target.decrement(by)),
        Op::Add(place, by) => at!(place, |target| target.add(by)),
        Op::Remove(place) => at!(place, |target| target.remove()),
        Op::AddTags(tags) => Bag::TAGS.add(tags),
        Op::DeleteTags(tags) => Bag::TAGS.delete(tags),
        Op::SetTags(tags) => Bag::TAGS.set(tags),
        Op::Append(list) => Bag::LIST.append(list),
        Op::Prepend(list) => Bag::LIST.prepend(list),
        Op::SetMap(map) => Bag::MAP.set(map),
        Op::RemoveMap => Bag::MAP.remove(),
    }
}

/// What becomes of an update.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Done(Item),
    /// Not sent.
    Refused,
    /// Refused by the service.
    Invalid,
}

/// What is written to a place.
#[derive(Clone, Debug)]
enum Written {
    Value(Value),
    Gone,
}

fn get<'a>(item: &'a Item, steps: &[Step]) -> Option<&'a Value> {
    let Some((Step::Key(root), inside)) = steps.split_first() else { return None };
    inside.iter().try_fold(item.get(root)?, |value, step| match (step, value) {
        (Step::Key(name), Value::M(map)) => map.get(name),
        (Step::Index(index), Value::L(list)) => list.get(*index),
        _ => None,
    })
}

fn number(item: &Item, place: Place) -> Option<i64> {
    get(item, &place.steps()).and_then(Value::as_n).and_then(dynamo_model::Number::to_i64)
}

fn members(item: &Item) -> BTreeSet<String> {
    match item.get("tags") {
        Some(Value::Ss(tags)) => tags.clone(),
        _ => BTreeSet::new(),
    }
}

fn set_of(tags: BTreeSet<String>) -> Written {
    if tags.is_empty() { Written::Gone } else { Written::Value(Value::Ss(tags)) }
}

impl Op {
    /// An empty operand changes nothing (W4).
    fn is_nothing(&self) -> bool {
        match self {
            Self::AddTags(tags) | Self::DeleteTags(tags) => tags.is_empty(),
            Self::Append(list) | Self::Prepend(list) => list.is_empty(),
            _ => false,
        }
    }

    fn target(&self) -> Steps {
        match self {
            Self::Set(place, _)
            | Self::Copy(place, _)
            | Self::Sum(place, ..)
            | Self::SetIfNotExists(place, _)
            | Self::Count(place, ..)
            | Self::Add(place, _)
            | Self::Remove(place) => place.steps(),
            Self::AddTags(_) | Self::DeleteTags(_) | Self::SetTags(_) => vec![key("tags")],
            Self::Append(_) | Self::Prepend(_) => vec![key("list")],
            Self::SetMap(_) | Self::RemoveMap => vec![key("map")],
        }
    }

    /// What it writes, by the item as it was; `None` if it reads what is not there.
    fn written(&self, was: &Item) -> Option<Written> {
        let plain = |number: i64| Some(Written::Value(Value::from(number)));
        let list = |list: &[i64]| list.iter().copied().map(Value::from).collect::<Vec<_>>();
        let known = || match was.get("list") {
            Some(Value::L(list)) => list.clone(),
            _ => Vec::new(),
        };
        match self {
            Self::Set(_, value) => plain(*value),
            Self::Copy(_, from) => plain(number(was, *from)?),
            Self::Sum(_, left, plus, right) => {
                let left = number(was, *left)?;
                let right = match right {
                    Right::Value(value) => *value,
                    Right::Place(place) => number(was, *place)?,
                };
                plain(if *plus { left + right } else { left - right })
            }
            Self::SetIfNotExists(place, value) => plain(number(was, *place).unwrap_or(*value)),
            Self::Count(place, plus, by) => {
                plain(number(was, *place).unwrap_or_default() + if *plus { *by } else { -by })
            }
            Self::Add(place, by) => plain(number(was, *place).unwrap_or_default() + by),
            Self::Remove(_) | Self::RemoveMap => Some(Written::Gone),
            Self::AddTags(tags) => Some(set_of(&members(was) | tags)),
            Self::DeleteTags(tags) => Some(set_of(&members(was) - tags)),
            Self::SetTags(tags) => Some(set_of(tags.clone())),
            Self::Append(more) => Some(Written::Value(Value::L([known(), list(more)].concat()))),
            Self::Prepend(more) => Some(Written::Value(Value::L([list(more), known()].concat()))),
            Self::SetMap(map) => {
                let map = map.iter().map(|(name, value)| (name.clone(), Value::from(*value)));
                Some(Written::Value(Value::M(map.collect())))
            }
        }
    }

    fn reads_another(&self) -> bool {
        matches!(self, Self::Copy(..) | Self::Sum(..))
    }

    /// Sets a part, rather than removing it.
    fn makes_parents(&self) -> bool {
        let target = self.target();
        let through_maps = target.iter().all(|step| matches!(step, Step::Key(_)));
        target.len() > 1 && through_maps && !matches!(self, Self::Remove(_))
    }
}

fn overlap(one: &[Step], two: &[Step]) -> bool {
    one.iter().zip(two).all(|(one, two)| one == two)
}

/// The updates as the documentation has them; `create` makes absent maps.
fn interpreted(was: &Item, ops: &[Op], create: bool) -> Outcome {
    let ops: Vec<&Op> = ops.iter().filter(|op| !op.is_nothing()).collect();
    let clash = |at: usize| ops[..at].iter().any(|other| overlap(&other.target(), &ops[at].target()));
    if ops.is_empty() || (0..ops.len()).any(clash) {
        return Outcome::Refused;
    }
    let mut missing: BTreeSet<Steps> = BTreeSet::new();
    for op in ops.iter().filter(|op| create && op.makes_parents()) {
        let target = op.target();
        let absent = (1..target.len()).find(|length| get(was, &target[..*length]).is_none());
        missing.extend(absent.map(|length| target[..length].to_vec()));
    }
    let is_below = |steps: &[Step]| missing.iter().any(|parent| overlap(parent, steps));
    if ops.iter().any(|op| op.reads_another() && is_below(&op.target())) {
        return Outcome::Refused;
    }
    let mut item = was.clone();
    let (mut written, mut removed) = (Vec::new(), Vec::new());
    for op in &ops {
        let target = op.target();
        let Some(value) = op.written(was) else { return Outcome::Invalid };
        let is_made = is_below(&target);
        if !is_made && !has_parent(was, &target) {
            return Outcome::Invalid;
        }
        match value {
            Written::Value(value) => written.push((target, value)),
            Written::Gone if get(was, &target).is_some() => removed.push(target),
            Written::Gone => {}
        }
    }
    written.sort_by(|(one, _), (two, _)| one.cmp(two));
    removed.sort_by(|one, two| two.cmp(one));
    for (target, value) in written {
        put(&mut item, &target, value);
    }
    for target in removed {
        take(&mut item, &target);
    }
    Outcome::Done(item)
}

fn has_parent(item: &Item, target: &[Step]) -> bool {
    let Some((last, parent)) = target.split_last().filter(|(_, parent)| !parent.is_empty()) else {
        return true;
    };
    matches!(
        (last, get(item, parent)),
        (Step::Key(_), Some(Value::M(_))) | (Step::Index(_), Some(Value::L(_)))
    )
}

/// Makes the maps on the way; an index behind the end of a list appends.
fn put(map: &mut Item, steps: &[Step], value: Value) {
    let Some((Step::Key(name), inside)) = steps.split_first() else { panic!("a list stands in a map") };
    match (inside, map.get_mut(name)) {
        ([], _) => {
            map.insert(name.clone(), value);
        }
        ([Step::Index(index)], Some(Value::L(list))) => match list.get_mut(*index) {
            Some(element) => *element = value,
            None => list.push(value),
        },
        (inside, Some(Value::M(inner))) => put(inner, inside, value),
        (inside, _) => {
            let mut made = Item::new();
            put(&mut made, inside, value);
            map.insert(name.clone(), Value::M(made));
        }
    }
}

fn take(map: &mut Item, steps: &[Step]) {
    let Some((Step::Key(name), inside)) = steps.split_first() else { panic!("a list stands in a map") };
    match (inside, map.get_mut(name)) {
        ([], _) => {
            map.remove(name);
        }
        ([Step::Index(index)], Some(Value::L(list))) => {
            list.remove(*index);
        }
        (inside, Some(Value::M(inner))) => take(inner, inside),
        _ => {}
    }
}

const NAMES: [&str; 3] = ["a", "b.c", "#n0 [1]"];

fn places() -> impl Strategy<Value = Place> + Clone {
    let name = || select(&NAMES[..]);
    prop_oneof![
        2 => Just(Place::Count),
        2 => Just(Place::Odd),
        2 => (0_usize..4).prop_map(Place::Element),
        2 => name().prop_map(Place::Entry),
        3 => (name(), name()).prop_map(|(outer, inner)| Place::Deep(outer, inner)),
    ]
}

fn tags() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set(select(&["x", "y", "z"][..]).prop_map(str::to_owned), 0..3)
}

fn map() -> impl Strategy<Value = BTreeMap<String, i64>> {
    btree_map(select(&NAMES[..]).prop_map(str::to_owned), -9_i64..9, 0..3)
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let number = || -9_i64..9;
    let right = prop_oneof![number().prop_map(Right::Value), places().prop_map(Right::Place)];
    let list = || vec(number(), 0..3);
    let op = prop_oneof![
        3 => (places(), number()).prop_map(|(place, value)| Op::Set(place, value)),
        1 => (places(), places()).prop_map(|(place, from)| Op::Copy(place, from)),
        3 => (places(), places(), any::<bool>(), right)
            .prop_map(|(place, left, plus, right)| Op::Sum(place, left, plus, right)),
        2 => (places(), number()).prop_map(|(place, value)| Op::SetIfNotExists(place, value)),
        3 => (places(), any::<bool>(), number()).prop_map(|(place, plus, by)| Op::Count(place, plus, by)),
        2 => (places(), number()).prop_map(|(place, by)| Op::Add(place, by)),
        3 => places().prop_map(Op::Remove),
        1 => tags().prop_map(Op::AddTags),
        2 => tags().prop_map(Op::DeleteTags),
        1 => tags().prop_map(Op::SetTags),
        1 => list().prop_map(Op::Append),
        1 => list().prop_map(Op::Prepend),
        1 => map().prop_map(Op::SetMap),
        1 => Just(Op::RemoveMap),
    ];
    vec(op, 1..5)
}

fn items() -> impl Strategy<Value = Item> {
    let of = |map: BTreeMap<String, i64>| {
        Value::M(map.into_iter().map(|(name, value)| (name, Value::from(value))).collect())
    };
    let there = || prop::bool::weighted(0.7);
    let number = || (there(), -9_i64..9).prop_map(|(there, value)| there.then(|| Value::from(value)));
    let list = (there(), vec(-9_i64..9, 0..4))
        .prop_map(|(there, list)| there.then(|| Value::L(list.into_iter().map(Value::from).collect())));
    let tags = tags().prop_map(|tags| (!tags.is_empty()).then_some(Value::Ss(tags)));
    let one = (there(), map()).prop_map(move |(there, map)| there.then(|| of(map)));
    let deep = (there(), btree_map(select(&NAMES[..]).prop_map(str::to_owned), map(), 0..3)).prop_map(
        move |(there, maps)| {
            there.then(|| Value::M(maps.into_iter().map(|(name, map)| (name, of(map))).collect()))
        },
    );
    (number(), number(), tags, list, one, deep).prop_map(|(count, odd, tags, list, map, deep)| {
        let attributes = [
            ("count", count),
            ("#n0.x [0]", odd),
            ("tags", tags),
            ("list", list),
            ("map", map),
            ("deep", deep),
        ];
        attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    })
}

async fn becomes(db: &Connection, item: &Item, ops: &[Op], create: bool) -> TestCaseResult {
    let failed = |error: dynamo_model::Error| TestCaseError::fail(error.to_string());
    Bag::save_one(db, Bag { id: 1, extra: item.clone() }).await.map_err(failed)?;
    let update = Bag::update_one(db, 1, ops.iter().map(typed));
    let update = if create { update.create_parents() } else { update };
    let outcome = match update.await {
        Ok(Some(bag)) => Outcome::Done(bag.extra),
        Ok(None) => return Err(TestCaseError::fail("the item is there")),
        Err(error) if error.is_refused() => Outcome::Refused,
        Err(error) if error.is_invalid() => Outcome::Invalid,
        Err(error) => return Err(failed(error)),
    };
    let expected = interpreted(item, ops, create);
    prop_assert_eq!(&outcome, &expected);
    let stored = Bag::get_one(db, 1).await.map_err(failed)?.map(|bag| bag.extra);
    let left = if let Outcome::Done(item) = expected { item } else { item.clone() };
    prop_assert_eq!(stored, Some(left));
    Ok(())
}

#[test]
fn updates_do_what_the_documentation_says() {
    let runtime = Runtime::new().expect("the runtime starts");
    let db = engine::connect().expect("the engine starts");
    runtime.block_on(async { Bag::create_table(&db).await }).expect("the table is created");
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config { cases: asked.unwrap_or(CASES), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let done = std::cell::Cell::new(0_u32);
    let result = runner.run(&(items(), ops(), any::<bool>()), |(item, ops, create)| {
        done.set(done.get() + u32::from(matches!(interpreted(&item, &ops, create), Outcome::Done(_))));
        runtime.block_on(becomes(&db, &item, &ops, create))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    // Few cases need not meet each kind.
    assert!(
        asked.is_some_and(|asked| asked < CASES) || done.get() >= CASES / 5,
        "{} updates were done only",
        done.get()
    );
}
