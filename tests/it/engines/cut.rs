//! A connection that breaks at each message of an act.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Both;
use super::proxy::{Deed, Proxy};

/// What the program says in its first connection, which breaks.
struct First {
    /// At which message of it the program began to write, and at which it committed.
    begun: Arc<AtomicUsize>,
    ended: Arc<AtomicUsize>,
    proxy: Proxy,
    /// How many messages of the program came.
    seen: Arc<AtomicUsize>,
}

impl First {
    /// Break it at this message: before the server has it, or before the program has the answer.
    fn cut(socket: PathBuf, at: usize, is_after: bool) -> Self {
        let [begun, ended, seen] = [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
        let [first, last, counted] = [&begun, &ended, &seen].map(Arc::clone);
        let proxy = Proxy::new(socket, move |connection, message| {
            if connection > 0 {
                return Deed::Pass;
            }
            let number = counted.fetch_add(1, Ordering::SeqCst) + 1;
            if message.says("READ WRITE") {
                first.store(number, Ordering::SeqCst);
            } else if message.says("COMMIT\0") {
                last.store(number, Ordering::SeqCst);
            }
            match (number == at, is_after) {
                (false, _) => Deed::Pass,
                (true, false) => Deed::Cut,
                (true, true) => Deed::CutTheAnswer,
            }
        });
        Self { begun, ended, proxy, seen }
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

/// The first message of a connection. If it breaks there, nobody is at that address.
const GREETING: usize = 1;

#[test]
fn an_act_is_recorded_once_wherever_the_connection_breaks() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt --min-score 0");
    let entries = |both: &Both| -> i64 {
        let mut owner = both.database.connect("desk");
        owner.query_one("SELECT count(*) FROM entries", &[]).unwrap().get(0)
    };
    let mut again = 0;
    let mut cut = |at: usize, is_after: bool| {
        let first = First::cut(both.database.socket(), at, is_after);
        let address = first.proxy.address(&both.database);
        let before = entries(&both);
        let note = format!("cut at {at}, {is_after}");
        let ran = both.server.run(&format!("factledger --ledger '{address}' note C1 -m '{note}'"));
        let now = entries(&both) - before;
        if at == GREETING {
            assert!(ran.stderr.contains("no server answers"), "{}", ran.stderr);
            assert_eq!((ran.code, now), (1, 0));
            return first;
        }
        assert_eq!((ran.code, now), (0, 1), "{note}\n{}", ran.stderr);
        assert!(ran.stdout.contains("C1"), "{note}\n{}", ran.stdout);
        assert!(ran.stderr.contains("1 claim annotated by ana"), "{note}\n{}", ran.stderr);
        again += usize::from(first.seen() >= at);
        first
    };
    let whole = cut(usize::MAX, false);
    let [begun, ended] = [&whole.begun, &whole.ended].map(|at| at.load(Ordering::SeqCst));
    let last = whole.seen();
    assert!(10 < begun && begun + 20 < ended, "it begins to write at {begun} and ends at {ended}");
    assert!(ended + 10 < last, "it commits at {ended} and shows the result until {last}");
    // Before the server has each second message, and before the program has the answer to each other.
    for at in (begun - 2..ended - 3).step_by(5).chain((ended + 3..=last).step_by(3)) {
        cut(at, at % 2 == 0);
    }
    // Around the commit, both; and while it connects and reads, some.
    for at in ended - 3..ended + 3 {
        cut(at, true);
        cut(at, false);
    }
    for at in (GREETING..begun).step_by(9) {
        cut(at, at % 2 != 0);
    }
    assert!(again > 30, "the act was tried again {again} times, from {begun} to {last}");
    let [_, verified] = both.run("factledger verify");
    verified.success();
}

#[test]
fn what_is_read_is_read_again_wherever_the_connection_breaks() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt --min-score 0");
    both.same("factledger mark C1 disputed -m 'it is not so'");
    for line in [
        "list",
        "list --format json",
        "show C1",
        "history",
        "stats",
        "search market",
        "articles",
        "inbox --keep",
        "export",
        "verify",
        "import market-day.txt",
    ] {
        let run = |at: usize, is_after: bool| {
            let first = First::cut(both.database.socket(), at, is_after);
            let (now, address) = ("2026-11-24T08:00:00Z", first.proxy.address(&both.database));
            let line = format!("FACTLEDGER_NOW={now} factledger --ledger '{address}' {line}");
            (both.server.run(&line), first.seen())
        };
        let (whole, last) = run(usize::MAX, false);
        // The last ones among them, since most was read by then.
        for at in (GREETING + 1..last).step_by(last / 8 + 1).chain(last - 2..=last) {
            let (ran, seen) = run(at, at % 2 == 0);
            // Two messages may come at once.
            assert!(seen >= at || at + 1 >= last, "{line}: {seen} of {last}, cut at {at}");
            assert_eq!(ran.stderr, whole.stderr, "{line}, cut at {at} of {last}");
            assert_eq!(
                (&ran.stdout, ran.code),
                (&whole.stdout, 0),
                "{line}, cut at {at} of {last}"
            );
        }
    }
}
