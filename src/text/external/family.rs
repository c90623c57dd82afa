//! All processes that descend from an extractor, including those that left its group, for a
//! session of their own or as a daemon.
//!
//! Linux hands a process that has lost its parent to the nearest ancestor that asks for it, so what
//! descends from this program stays below it. All are stopped before any is killed: a stopped process
//! starts no others. On other systems only the group is ended.

use std::collections::HashSet;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{
    Pid, Signal, WaitOptions, getpgrp, getpid, kill_process, set_child_subreaper, waitpid,
};

/// This variable in its environment marks a process as started by an extractor.
pub(super) const MARK: &str = "FACTLEDGER_EXTRACTOR";

/// How many extractors this process runs.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// The processes that an extractor has started, and will start.
pub(super) struct Family {
    /// Children that this process already had.
    before: HashSet<(i32, u64)>,
    guard: i32,
    mark: String,
}

/// A process, as `/proc` describes it.
struct Process {
    group: i32,
    id: i32,
    is_dead: bool,
    parent: i32,
    /// When it was started: together with its number, this is unique.
    start: u64,
}

impl Family {
    /// Of an extractor that is yet to be started, and whose group is that of the process `guard`.
    pub(super) fn new(guard: u32) -> Self {
        let own = getpid();
        RUNNING.fetch_add(1, Ordering::SeqCst);
        let _ = set_child_subreaper(Some(own));
        let (guard, own) = (guard.cast_signed(), own.as_raw_nonzero().get());
        let processes = processes();
        let start = |id| processes.iter().find(|known| known.id == id).map_or(0, |of| of.start);
        let mark = format!("{own}-{}-{guard}", start(own));
        let children = processes.iter().filter(|of| of.parent == own && of.id != guard);
        Self { before: children.map(|of| (of.id, of.start)).collect(), guard, mark }
    }

    /// What the variable of each of them has.
    pub(super) fn mark(&self) -> &str {
        &self.mark
    }

    /// End all of them except the guard. A process that starts others faster than they can be stopped
    /// is not waited for forever.
    fn end(&self) {
        const PATIENCE: Duration = Duration::from_secs(3);
        const PAUSE: Duration = Duration::from_millis(1);
        let begun = Instant::now();
        let mut stopped = HashSet::new();
        loop {
            let living = self.living();
            let mut new = living.iter().filter(|of| stopped.insert((of.id, of.start))).peekable();
            if new.peek().is_none() || begun.elapsed() > PATIENCE / 2 {
                break;
            }
            new.for_each(|process| process.send(Signal::STOP));
        }
        loop {
            let living = self.living();
            for process in &living {
                process.send(Signal::KILL);
            }
            if living.is_empty() || begun.elapsed() > PATIENCE {
                return;
            }
            thread::sleep(PAUSE);
        }
    }

    /// Those that live. The dead that this process has taken on are let go.
    fn living(&self) -> Vec<Process> {
        let own = getpid().as_raw_nonzero().get();
        let mut left = processes();
        left.retain(|of| of.id != self.guard && !self.before.contains(&(of.id, of.start)));
        let mut parents = HashSet::from([own, self.guard]);
        let mut found = Vec::new();
        loop {
            let (below, rest): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|of| parents.contains(&of.parent) && self.is_ours(of, own));
            left = rest;
            if below.is_empty() {
                break;
            }
            parents.extend(below.iter().map(|of| of.id));
            found.extend(below);
        }
        for dead in found.iter().filter(|of| of.is_dead && of.parent == own) {
            // Its own child is waited for by the process that started it.
            if dead.group != self.guard {
                let _ = waitpid(Pid::from_raw(dead.id), WaitOptions::NOHANG);
            }
        }
        found.retain(|of| !of.is_dead);
        found
    }

    /// Whether a child of this process comes from the extractor, and not from elsewhere in it.
    fn is_ours(&self, process: &Process, own: i32) -> bool {
        process.parent != own
            || process.group != getpgrp().as_raw_nonzero().get()
            || fs::read(format!("/proc/{}/environ", process.id)).is_ok_and(|environment| {
                let mark = format!("{MARK}={}", self.mark);
                environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
            })
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        self.end();
        if RUNNING.fetch_sub(1, Ordering::SeqCst) == 1 {
            let _ = set_child_subreaper(None);
        }
    }
}

impl Process {
    fn send(&self, signal: Signal) {
        if let Some(id) = Pid::from_raw(self.id) {
            let _ = kill_process(id, signal);
        }
    }
}

fn processes() -> Vec<Process> {
    let Ok(folders) = fs::read_dir("/proc") else { return Vec::new() };
    let numbers = folders.filter_map(|folder| folder.ok()?.file_name().into_string().ok());
    numbers.filter_map(|number| process(number.parse().ok()?)).collect()
}

fn process(id: i32) -> Option<Process> {
    // `4711 (its name) S 1 4711 …`, as proc_pid_stat(5) has it.
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some(Process {
        is_dead: matches!(fields.next()?, "Z" | "X"),
        parent: fields.next()?.parse().ok()?,
        group: fields.next()?.parse().ok()?,
        id,
        start: fields.nth(16)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_described_by_proc() {
        let own = getpid().as_raw_nonzero().get();
        let told = process(own).unwrap();
        assert!(told.id == own && told.start > 0 && !told.is_dead);
        assert_eq!(told.group, getpgrp().as_raw_nonzero().get());
        assert!(process(-1).is_none());
    }
}
