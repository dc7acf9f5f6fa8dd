//! What is counted: cases, each with a name that a process of its own finds it by.

use crate::Failure;
use crate::contender::Kind;
use crate::order::samples;
use crate::work::Work;

pub(super) type Call = Box<dyn FnMut() -> Result<(), Failure>>;

/// A work, and who does it.
pub(super) struct Case {
    pub(super) work: String,
    pub(super) who: String,
    /// How often it is done while it is counted.
    pub(super) repeats: u32,
    pub(super) prepare: Box<dyn Fn() -> Result<Call, Failure>>,
}

impl Case {
    fn new(work: Work, kind: Kind) -> Self {
        let prepare = move || -> Result<Call, Failure> {
            let mut call = kind.prepare(work)?;
            let read = call()?.orders().ok_or("an order lacks an attribute")?;
            if work.reads() && read != samples(work.items()) {
                return Err(format!("{work}: {kind} reads something else").into());
            }
            Ok(Box::new(move || call().map(drop)))
        };
        let (work, repeats) = (work.to_string(), work.repeats());
        Self { work, who: kind.to_string(), repeats, prepare: Box::new(prepare) }
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

/// Finds a case by its name.
pub(super) fn named(name: &str) -> Result<Case, Failure> {
    let mut all = works().into_iter();
    all.find(|case| case.name() == name).ok_or_else(|| format!("there is no case `{name}`").into())
}
