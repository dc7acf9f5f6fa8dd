//! Which fault a request meets, and the log of the requests.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use super::empty::Places;
use super::fault::Fault;
use super::request::Request;

#[derive(Default)]
pub(super) struct Script {
    by_operation: BTreeMap<String, VecDeque<Fault>>,
    queued: VecDeque<Fault>,
    always: Option<Fault>,
    log: Vec<Request>,
    met: u64,
    places: Places,
}

impl Script {
    pub(super) fn queue(&mut self, fault: Fault) {
        self.queued.push_back(fault);
    }

    pub(super) fn queue_on(&mut self, operation: String, fault: Fault) {
        self.by_operation.entry(operation).or_default().push_back(fault);
    }

    pub(super) fn set_always(&mut self, fault: Fault) {
        self.always = Some(fault);
    }

    pub(super) fn clear(&mut self) {
        self.by_operation.clear();
        self.queued.clear();
        self.always = None;
    }

    pub(super) fn places(&mut self) -> &mut Places {
        &mut self.places
    }

    pub(super) fn pending(&self) -> usize {
        self.by_operation.values().map(VecDeque::len).sum::<usize>() + self.queued.len()
    }

    pub(super) fn log(&self) -> &[Request] {
        &self.log
    }

    pub(super) fn forget(&mut self) {
        self.log.clear();
    }

    /// Takes the fault of a request, writes both to the log and gives the request's number.
    pub(super) fn meet(&mut self, request: Request) -> (Fault, u64) {
        let fault = self.take(request.operation());
        self.log.push(request.meets(fault.clone()));
        self.met += 1;
        (fault, self.met)
    }

    fn take(&mut self, operation: &str) -> Fault {
        self.by_operation
            .get_mut(operation)
            .and_then(VecDeque::pop_front)
            .or_else(|| self.queued.pop_front())
            .or_else(|| self.always.clone())
            .unwrap_or(Fault::Pass)
    }
}

// The log holds keys and values, and the client that holds the script is printed with its configuration.
impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("pending", &self.pending())
            .field("always", &self.always.is_some())
            .field("requests", &self.log.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_of_the_operation_comes_before_the_common_one_and_that_before_always() {
        let mut script = Script::default();
        script.set_always(Fault::Unavailable);
        script.queue(Fault::Throttle);
        script.queue(Fault::Pass);
        script.queue_on("PutItem".to_owned(), Fault::WrongChecksum);
        script.queue_on("PutItem".to_owned(), Fault::MalformedBody);
        assert_eq!(script.pending(), 4);
        let met = ["PutItem", "GetItem", "PutItem", "PutItem", "PutItem"].map(|name| script.take(name));
        assert_eq!(
            met,
            [Fault::WrongChecksum, Fault::Throttle, Fault::MalformedBody, Fault::Pass, Fault::Unavailable]
        );
        assert_eq!(script.pending(), 0);
    }

    #[test]
    fn a_cleared_script_lets_requests_pass() {
        let mut script = Script::default();
        script.set_always(Fault::Unavailable);
        script.queue(Fault::Throttle);
        script.queue_on("PutItem".to_owned(), Fault::Throttle);
        script.clear();
        assert_eq!((script.take("PutItem"), script.pending()), (Fault::Pass, 0));
    }
}
