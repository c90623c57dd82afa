//! What happens when a signal stops the program: it removes unfinished files, and then ends
//! by that signal, as the program that started it expects.

#[cfg(unix)]
pub(crate) use unix::{at_stop, catch, leave_to_child, wait_if_stopping};

#[cfg(not(unix))]
pub(crate) fn at_stop(_: fn()) {}

#[cfg(not(unix))]
pub(crate) fn catch() {}

#[cfg(not(unix))]
pub(crate) fn leave_to_child() {}

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

    /// Set in the signal handler, first of all.
    static IS_STOPPING: OnceLock<Arc<AtomicBool>> = OnceLock::new();

    /// Set if an interrupt is meant for a program that was started.
    static IS_LEFT: AtomicBool = AtomicBool::new(false);

    /// The part of an interrupt that takes effect at once.
    static ON_INTERRUPT: Mutex<Vec<SigId>> = Mutex::new(Vec::new());

    /// What is done before the program ends by a signal.
    static AT_STOP: Mutex<Option<fn()>> = Mutex::new(None);

    /// Do this, too, before the program ends by a signal.
    pub(crate) fn at_stop(act: fn()) {
        *AT_STOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(act);
    }

    /// Clean up when one of these signals arrives, and end by it. Another one ends the program at
    /// once, in case that takes long. A signal that was ignored when the program was started (by
    /// `nohup`, or in the background) stays so.
    pub(crate) fn catch() {
        /// One signal may arrive twice: at the process, and at its group.
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
            let is_ours = |signal: &i32| *signal != SIGINT || !IS_LEFT.load(Ordering::SeqCst);
            let Some(signal) = signals.forever().find(is_ours) else { return };
            let clean_up = thread::Builder::new().spawn(move || {
                remove_all();
                if let Some(act) = *AT_STOP.lock().unwrap_or_else(PoisonError::into_inner) {
                    act();
                }
                let _ = emulate_default_handler(signal);
            });
            if clean_up.is_ok() {
                thread::sleep(GRACE);
            }
            urgent.store(true, Ordering::SeqCst);
        };
        // Without the thread, nothing would end the program.
        is_urgent.store(thread::Builder::new().spawn(stop).is_err(), Ordering::SeqCst);
    }

    /// An interrupt also reaches a pager, where it may end a search, or an editor: from now on it
    /// does nothing here. The program goes on when the person quits that one.
    pub(crate) fn leave_to_child() {
        IS_LEFT.store(true, Ordering::SeqCst);
        let mut on_interrupt = ON_INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner);
        for id in on_interrupt.drain(..) {
            unregister(id);
        }
    }

    /// If the program is being stopped, wait for that: it is the cause of any failure meanwhile.
    pub(crate) fn wait_if_stopping() {
        while IS_STOPPING.get().is_some_and(|is_stopping| is_stopping.load(Ordering::SeqCst)) {
            thread::park();
        }
    }

    /// The signals that are ignored, one bit each, if the system says.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}
