//! What happens when the program is asked to stop: what it has not finished goes, and then it ends
//! by the signal, as the program that started it expects.

#[cfg(unix)]
pub(crate) use unix::{catch, leave_to_pager, wait_if_stopping};

#[cfg(not(unix))]
pub(crate) fn catch() {}

#[cfg(not(unix))]
pub(crate) fn leave_to_pager() {}

#[cfg(not(unix))]
pub(crate) fn wait_if_stopping() {}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex, OnceLock, PoisonError};
    use std::thread;
    use std::time::Duration;

    use signal_hook::SigId;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, unregister};

    use crate::files::remove_all;

    /// Set by the signal itself, before anything else is done.
    static IS_STOPPING: OnceLock<Arc<AtomicBool>> = OnceLock::new();

    /// Set where an interrupt is for the pager.
    static IS_PAGING: AtomicBool = AtomicBool::new(false);

    /// What an interrupt does at once.
    static ON_INTERRUPT: Mutex<Vec<SigId>> = Mutex::new(Vec::new());

    /// Clean up when one of these signals comes, and end by it. A further one ends the program at
    /// once, should that take long. A signal that was ignored when the program was started (by
    /// `nohup`, or in the background) stays so.
    pub(crate) fn catch() {
        /// One signal may come twice: to the process, and to its group.
        const GRACE: Duration = Duration::from_millis(500);
        let ignored = ignored();
        let is_caught = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
        let caught: Vec<i32> =
            [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(is_caught).collect();
        let is_urgent = Arc::new(AtomicBool::new(false));
        let is_stopping = IS_STOPPING.get_or_init(Arc::default);
        for signal in &caught {
            let done = [
                flag::register(*signal, Arc::clone(is_stopping)),
                flag::register_conditional_default(*signal, Arc::clone(&is_urgent)),
            ];
            if *signal == SIGINT {
                let mut on_interrupt = ON_INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner);
                on_interrupt.extend(done.into_iter().flatten());
            }
        }
        let Ok(mut signals) = Signals::new(&caught) else {
            is_urgent.store(true, Ordering::SeqCst);
            return;
        };
        let urgent = Arc::clone(&is_urgent);
        let stop = move || {
            let is_ours = |signal: &i32| *signal != SIGINT || !IS_PAGING.load(Ordering::SeqCst);
            let Some(signal) = signals.forever().find(is_ours) else { return };
            let clean_up = thread::Builder::new().spawn(move || {
                remove_all();
                let _ = emulate_default_handler(signal);
            });
            if clean_up.is_ok() {
                thread::sleep(GRACE);
            }
            urgent.store(true, Ordering::SeqCst);
        };
        // Without the thread nothing else would end the program.
        is_urgent.store(thread::Builder::new().spawn(stop).is_err(), Ordering::SeqCst);
    }

    /// An interrupt comes to the pager, too, where it ends a search or nothing: from now on it does
    /// nothing here. The program ends when the person leaves the pager.
    pub(crate) fn leave_to_pager() {
        IS_PAGING.store(true, Ordering::SeqCst);
        let mut on_interrupt = ON_INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner);
        for id in on_interrupt.drain(..) {
            unregister(id);
        }
    }

    /// If the program is being stopped, wait for that: what failed meanwhile failed because of it.
    pub(crate) fn wait_if_stopping() {
        while IS_STOPPING.get().is_some_and(|is_stopping| is_stopping.load(Ordering::SeqCst)) {
            thread::park();
        }
    }

    /// The signals that are ignored, each a bit, where the system tells.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}
