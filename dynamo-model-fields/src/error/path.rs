//! The place inside an item to which an error belongs.

use std::fmt;

/// One step from an item towards the attribute at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(Box<str>),
    Index(usize),
}

/// The steps to the attribute at fault, kept innermost first because errors travel outwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path(Vec<Step>);

impl Path {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn prepend_name(&mut self, name: &str) {
        self.0.push(Step::Name(name.into()));
    }

    pub(super) fn prepend_index(&mut self, index: usize) {
        self.0.push(Step::Index(index));
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().rev().enumerate() {
            match step {
                Step::Name(name) if position == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
