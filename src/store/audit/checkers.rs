use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, available_parallelism};

use super::batch::{Batch, Checked};

/// Threads that check batches, one for each processor. Batches come back in the order in which they
/// were given.
pub(super) struct Checkers {
    checkers: Vec<Checker>,
    given: usize,
    taken: usize,
}

struct Checker {
    checked: Receiver<(Batch, Checked)>,
    unchecked: Sender<Batch>,
}

impl Checkers {
    pub(super) fn start<'scope>(scope: &'scope Scope<'scope, '_>) -> Self {
        let threads = available_parallelism().map_or(1, NonZero::get);
        let checkers = (0..threads).map(|_| Checker::start(scope)).collect();
        Self { checkers, given: 0, taken: 0 }
    }

    /// Give a batch, and take one back once all threads have enough work.
    pub(super) fn exchange(&mut self, batch: Batch) -> Option<(Batch, Checked)> {
        let next = &self.checkers[self.given % self.checkers.len()];
        // A thread that takes nothing has panicked, and so will this one at the end.
        let _ = next.unchecked.send(batch);
        self.given += 1;
        let is_enough = self.given - self.taken >= 2 * self.checkers.len();
        if is_enough { self.take() } else { None }
    }

    /// Take back the batch that was given first. `None` if there is none.
    pub(super) fn take(&mut self) -> Option<(Batch, Checked)> {
        if self.taken == self.given {
            return None;
        }
        let next = &self.checkers[self.taken % self.checkers.len()];
        self.taken += 1;
        next.checked.recv().ok()
    }
}

impl Checker {
    fn start<'scope>(scope: &'scope Scope<'scope, '_>) -> Self {
        let (unchecked, batches) = channel::<Batch>();
        let (done, checked) = channel();
        scope.spawn(move || {
            for batch in batches {
                let found = batch.check();
                if done.send((batch, found)).is_err() {
                    break;
                }
            }
        });
        Self { checked, unchecked }
    }
}
