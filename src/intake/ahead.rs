//! Reads the next files, and finds their claims, on another thread while earlier articles are recorded.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope};

use super::{Intake, ReadingOptions, Source, SourceError};
use crate::domain::{Draft, Extraction};
use crate::text::extract::{self, Search};
use crate::text::fetch::Fetcher;

/// An article that was read, and what was found in it, if that was already looked for.
pub(super) type Taken = (Draft, Option<Extraction>);

/// The files that are read ahead, in order.
pub(super) struct Ahead<'r> {
    read: Receiver<Result<Taken, SourceError>>,
    room: &'r Room,
}

impl<'r> Ahead<'r> {
    /// Start to read. `None`: they are read one by one; pages and standard input are, and a file that
    /// is the only one.
    ///
    /// With a `search`, the claims are found, too.
    pub(super) fn start<'s, 'e>(
        scope: &'s Scope<'s, 'e>,
        sources: &'e [Source],
        how: &'e ReadingOptions,
        search: Option<Search>,
        room: &'r Room,
    ) -> Option<Self>
    where
        'r: 's,
    {
        let is_file = |source: &Source| matches!(source, Source::File { .. });
        if sources.len() < 2 || !sources.iter().all(is_file) {
            return None;
        }
        let (sender, read) = channel();
        let work = move || read_all(sources, how, search, room, &sender);
        // Without room for another thread, they are read one by one.
        Builder::new().spawn_scoped(scope, work).ok()?;
        Some(Self { read, room })
    }

    /// The next one. `None`: it was not read.
    pub(super) fn next(&self) -> Option<Result<Taken, SourceError>> {
        let next = self.read.recv().ok()?;
        self.room.give_back(size(&next));
        Some(next)
    }
}

impl Drop for Ahead<'_> {
    fn drop(&mut self) {
        self.room.close();
    }
}

fn read_all(
    sources: &[Source],
    how: &ReadingOptions,
    search: Option<Search>,
    room: &Room,
    sender: &Sender<Result<Taken, SourceError>>,
) {
    let fetcher = Fetcher::new(how.limits);
    for source in sources {
        let read = source.read(how, &fetcher, &mut std::io::empty());
        let read = read.map(|draft| {
            let found = search.map(|search| extract::extract_from(&draft, search));
            (draft, found)
        });
        if !room.take(size(&read)) || sender.send(read).is_err() {
            return;
        }
    }
}

/// In bytes, with something for what each article takes beside them.
fn size(read: &Result<Taken, SourceError>) -> usize {
    const BESIDE: usize = Intake::MOST_BYTES / Intake::MOST_ARTICLES;
    read.as_ref().map_or(0, |(draft, _)| draft.raw.len()).max(BESIDE)
}

/// The room for what is read and not recorded yet: about a batch.
#[derive(Default)]
pub(super) struct Room {
    changed: Condvar,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_closed: bool,
    /// In bytes.
    taken: usize,
}

impl Room {
    /// Wait for room. `false`: nobody wants any more.
    fn take(&self, bytes: usize) -> bool {
        let mut state = self.state();
        // Anything may be the only one.
        while !state.is_closed && state.taken > 0 && state.taken + bytes > Intake::MOST_BYTES {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.taken += bytes;
        !state.is_closed
    }

    fn give_back(&self, bytes: usize) {
        self.state().taken -= bytes;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn one_that_is_larger_than_the_room_has_it_for_itself() {
        let room = Room::default();
        assert!(room.take(10 * Intake::MOST_BYTES));
        thread::scope(|scope| {
            let next = scope.spawn(|| room.take(1));
            assert_eq!(room.state().taken, 10 * Intake::MOST_BYTES);
            room.give_back(10 * Intake::MOST_BYTES);
            assert!(next.join().unwrap());
        });
        assert_eq!(room.state().taken, 1);
    }

    #[test]
    fn who_waits_for_room_is_told_that_nobody_wants_any_more() {
        let room = Room::default();
        assert!(room.take(Intake::MOST_BYTES));
        thread::scope(|scope| {
            let next = scope.spawn(|| room.take(1));
            room.close();
            assert!(!next.join().unwrap());
        });
    }
}
