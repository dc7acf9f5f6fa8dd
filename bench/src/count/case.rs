//! What is counted: cases, each with a name that a process of its own finds it by.

use crate::Failure;
use crate::contender::Kind;
use crate::growth::{self, FIELDS, ITEMS};
use crate::order::samples;
use crate::own::{Call, Task};
use crate::work::Work;

/// Who does a task by a model, or with a condition.
pub(super) const WITH: &str = "with";
/// Who does a task by the SDK alone, or without a condition.
pub(super) const WITHOUT: &str = "without";

/// A work, and who does it.
pub(super) struct Case {
    pub(super) work: String,
    pub(super) who: String,
    /// How often it is done while it is counted.
    pub(super) repeats: u32,
    pub(super) prepare: Box<dyn Fn() -> Result<Call, Failure>>,
}

impl Case {
    fn of(
        work: &str,
        who: String,
        repeats: u32,
        prepare: impl Fn() -> Result<Call, Failure> + 'static,
    ) -> Self {
        Self { work: work.to_owned(), who, repeats, prepare: Box::new(prepare) }
    }

    fn new(work: Work, kind: Kind) -> Self {
        let prepare = move || -> Result<Call, Failure> {
            let mut call = kind.prepare(work)?;
            let read = call()?.orders().ok_or("an order lacks an attribute")?;
            if work.reads() && read != samples(work.items()) {
                return Err(format!("{work}: {kind} reads something else").into());
            }
            Ok(Box::new(move || call().map(drop)))
        };
        Self::of(&work.to_string(), kind.to_string(), work.repeats(), prepare)
    }

    pub(super) fn name(&self) -> String {
        format!("{}: {}", self.work, self.who)
    }
}

/// Each work by each contender.
pub(super) fn works() -> Vec<Case> {
    let pairs = Work::ALL.into_iter().flat_map(|work| Kind::ALL.map(|kind| (work, kind)));
    pairs.filter(|(work, kind)| kind.does(*work)).map(|(work, kind)| Case::new(work, kind)).collect()
}

/// What the baseline is about: ours, and what it is measured by.
pub(super) fn compared() -> Vec<Case> {
    let pairs = Work::ALL.into_iter().flat_map(|work| [(work, Kind::ByHand), (work, Kind::Model)]);
    pairs.map(|(work, kind)| Case::new(work, kind)).collect()
}

/// What is measured in [`Task`], with it and without it.
pub(super) fn own() -> Vec<Case> {
    let both = |task: Task| {
        [
            Case::of(task.name(), WITH.to_owned(), 20, move || task.with()),
            Case::of(task.name(), WITHOUT.to_owned(), 20, move || task.without()),
        ]
    };
    Task::ALL.into_iter().flat_map(both).collect()
}

/// Pages of more and more items, and of wider and wider ones; who does it is how many there are.
pub(super) fn growth() -> Vec<Case> {
    let items = ITEMS.map(|count| Case::of("items", count.to_string(), 1, move || growth::items(count)));
    let fields = FIELDS.map(|count| Case::of("fields", count.to_string(), 1, move || growth::fields(count)));
    items.into_iter().chain(fields).collect()
}

/// Finds a case by its name.
pub(super) fn named(name: &str) -> Result<Case, Failure> {
    let mut all = works().into_iter().chain(own()).chain(growth());
    all.find(|case| case.name() == name).ok_or_else(|| format!("there is no case `{name}`").into())
}
