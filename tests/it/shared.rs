//! Several accounts, one ledger: neither readers nor dead processes block others.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::session::{Ran, Session, skipped};

/// A ledger of the account 40001, in the folder `share`.
struct Desk {
    session: Session,
}

impl Desk {
    /// `folder` and `file` are the modes of the folder and of the ledger. `None`: other accounts
    /// cannot be taken on here.
    fn new(folder: &str, file: &str) -> Option<Self> {
        let session = Session::on_disk().fixture("stadtwerke.txt");
        let line = format!(
            "chmod 755 . && chmod 644 stadtwerke.txt && mkdir share && chown 40001:50000 share \
             && chmod {folder} share"
        );
        session.run(&line).success();
        let desk = Self { session };
        if desk.run(40001, "factledger --version").code != 0 {
            skipped("other accounts cannot be taken on here");
            return None;
        }
        desk.run(40001, "factledger import stadtwerke.txt").success();
        desk.session
            .run(&format!("chown 40001:50000 share/l.db && chmod {file} share/l.db"))
            .success();
        Some(desk)
    }

    /// A line that an account types. They share the group 50000, but for 40003 and 40004.
    fn as_account(&self, account: u32, line: &str) -> String {
        let groups = if account < 40003 { "--groups 50000" } else { "--clear-groups" };
        let keys = self.session.path().join(format!("keys-{account}"));
        let own = format!("mkdir -p {0} && chown {account} {0}", keys.display());
        // All sign with the key of the ledger, which the first of them makes.
        format!(
            "{own}; if [ -d keys-40001 ] && [ {account} != 40001 ]; then \
             cp -r keys-40001/* keys-{account}/; chown -R {account} keys-{account}; fi; umask 022; \
             exec setpriv --reuid {account} --regid {account} {groups} env \
             FACTLEDGER_LEDGER=share/l.db FACTLEDGER_KEYS={} FACTLEDGER_REVIEWER=r{account} \
             sh -c '{line}'",
            keys.display()
        )
    }

    fn run(&self, account: u32, line: &str) -> Ran {
        self.session.run(&self.as_account(account, line))
    }

    /// The files in the folder, with their owners.
    fn files(&self) -> String {
        self.session.run("cd share && stat -c '%n %u' .* * | grep -v '^[.]* '").success()
    }
}

const ALONE: &str = "l.db 40001\n";

#[test]
fn a_read_only_reader_leaves_nothing_beside_the_ledger() {
    for (folder, file) in [("755", "644"), ("2777", "644"), ("1777", "644"), ("3777", "664")] {
        let Some(desk) = Desk::new(folder, file) else { return };
        for line in ["list", "show C1", "history", "export", "verify", "backup /dev/null"] {
            let ran = desk.run(40003, &format!("factledger {line}"));
            assert_eq!(
                ran.code == 0,
                line != "backup /dev/null",
                "{folder} {line}: {}",
                ran.stderr
            );
            assert_eq!(desk.files(), ALONE, "{folder} {file} {line}");
        }
        desk.run(40003, "factledger mark C1 corroborated").failure();
        assert_eq!(desk.files(), ALONE, "{folder} {file}");
        desk.run(40001, "factledger mark C1 corroborated").success();
    }
}

#[test]
fn reading_anothers_writable_ledger_leaves_nothing_beside_it() {
    let Some(desk) = Desk::new("2770", "660") else { return };
    desk.run(40002, "factledger list").success();
    assert_eq!(desk.files(), ALONE);
    desk.run(40002, "factledger mark C1 corroborated").success();
    desk.run(40001, "factledger mark C2 corroborated").success();
    assert_eq!(desk.files(), ALONE);
}

#[test]
fn a_read_only_reader_sees_what_an_open_writer_has_recorded() {
    let Some(desk) = Desk::new("755", "644") else { return };
    let path = desk.session.path().join("share/l.db");
    let writer = rusqlite::Connection::open(&path).unwrap();
    let count = |reader: &Desk| reader.run(40003, "factledger history --format jsonl").success();
    desk.run(40001, "factledger note C1 -m seen").success();
    let files = desk.files();
    // A writer that stays keeps its files there.
    writer.query_row("SELECT count(*) FROM entries", [], |_| Ok(())).unwrap();
    desk.run(40001, "factledger note C1 -m again").success();
    assert_eq!(count(&desk).lines().count(), 6);
    assert_eq!(files, ALONE);
    drop(writer);
    assert_eq!(count(&desk).lines().count(), 6);
    assert_eq!(desk.files(), ALONE);
}

/// What a writer of that account leaves when it is killed: its files, with what was recorded last.
fn killed(desk: &Desk, account: u32) {
    let copy = "cp -p l.db-wal wal; cp -p l.db-shm shm";
    let path = desk.session.path().join("share/l.db");
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entries").unwrap();
    desk.run(40001, "factledger note C1 -m killed").success();
    desk.session.run(&format!("cd share && {copy}")).success();
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    let line = format!(
        "cd share && mv wal l.db-wal && mv shm l.db-shm && chown {account}:{account} l.db-*"
    );
    desk.session.run(&line).success();
}

#[test]
fn files_left_by_a_dead_process_of_another_account_are_taken_over() {
    let Some(desk) = Desk::new("777", "666") else { return };
    killed(&desk, 40002);
    desk.session.run("chmod 644 share/l.db-wal share/l.db-shm").success();
    desk.run(40003, "factledger list").success();
    desk.run(40001, "factledger mark C1 corroborated").success();
    assert_eq!(desk.files(), ALONE);
    let history = desk.run(40003, "factledger history --format jsonl").success();
    assert_eq!(history.lines().count(), 6, "{history}");
    desk.run(40001, "factledger verify").success();
}

#[test]
fn files_that_cannot_be_taken_over_are_named_with_what_to_do() {
    let Some(desk) = Desk::new("1777", "644") else { return };
    desk.session
        .run("chown 0 share && cd share && : > l.db-wal && : > l.db-shm && chown 40002 l.db-*")
        .success();
    let refused = desk.run(40001, "factledger mark C1 corroborated").failure();
    assert!(refused.contains("share/l.db-wal` is in the way"), "{refused}");
    assert!(refused.contains("hint: nothing was recorded; the file is not in use"), "{refused}");
    desk.run(40001, "factledger list").success();
    desk.session.run("rm share/l.db-wal share/l.db-shm").success();
    desk.run(40001, "factledger mark C1 corroborated").success();
}

#[test]
fn files_of_a_writer_are_for_the_whole_group_that_may_write() {
    let Some(desk) = Desk::new("1770", "660") else { return };
    // A reader that stays keeps the writer from taking its files away.
    let path = desk.session.path().join("share/l.db");
    let uri = format!("file:{}?mode=ro", path.display());
    desk.run(40001, "factledger note C1 -m first").success();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    let reader = rusqlite::Connection::open_with_flags(uri, flags).unwrap();
    reader.query_row("SELECT count(*) FROM entries", [], |_| Ok(())).unwrap();
    desk.run(40002, "factledger note C1 -m second").success();
    desk.run(40001, "factledger note C1 -m third").success();
    drop(reader);
    desk.run(40002, "factledger note C1 -m fourth").success();
    desk.run(40001, "factledger verify").success();
}

#[test]
fn a_readers_lock_on_the_write_ahead_log_does_not_block_writers() {
    for how in ["-s", "-x"] {
        let session = Session::with_fixture("stadtwerke.txt");
        let reader = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
        reader.query_row("SELECT count(*) FROM entries", [], |_| Ok(())).unwrap();
        let mut holder = session.start(&format!("exec flock {how} factledger.db-wal sleep 60"));
        thread::sleep(Duration::from_millis(300));
        if holder.try_wait().unwrap().is_some() {
            return skipped("there is no `flock` here");
        }
        let start = Instant::now();
        session.run("factledger mark C1 corroborated").success();
        assert!(start.elapsed() < Duration::from_secs(5), "{how}: {:?}", start.elapsed());
        holder.kill().unwrap();
        holder.wait().unwrap();
    }
}

#[test]
fn a_reader_beside_a_writer_sees_one_moment() {
    let Some(desk) = Desk::new("755", "644") else { return };
    let stop = desk.session.path().join("stop");
    let writer = desk.as_account(
        40001,
        "n=0; while [ ! -e stop ]; do n=$((n+1)); \
         FACTLEDGER_NOW=2026-11-24T08:$((10 + n / 50 % 50)):$((10 + n % 50))Z \
         factledger -q note C3 -m again || exit 1; done",
    );
    let writer = desk.session.start(&writer);
    for n in 0..10 {
        desk.run(40003, "factledger verify").success();
        desk.run(40003, "factledger export --format json").success();
        let saved = desk.session.run(&format!("factledger --ledger share/l.db salvage saved-{n}"));
        assert_eq!(saved.code, 0, "{}", saved.screen());
    }
    std::fs::write(stop, "").unwrap();
    Ran::of("note", &writer.wait_with_output().unwrap()).success();
    desk.run(40001, "factledger note C3 -m last").success();
    assert_eq!(desk.files(), ALONE);
}

/// A writer that is stopped in the middle, if programs can be traced here.
fn stopped(session: &Session, call: u32) -> Option<std::process::Child> {
    let line = format!(
        "exec strace -D -f -qq -s 0 -o .stops -e trace=pwrite64 \
         -e inject=pwrite64:signal=STOP:when={call} factledger note C1 -m stopped"
    );
    let mut writer = session.start(&line);
    let start = Instant::now();
    let log = session.path().join(".stops");
    while !std::fs::read_to_string(&log).unwrap_or_default().contains("stopped by SIGSTOP") {
        if writer.try_wait().unwrap().is_some() || start.elapsed() > Duration::from_secs(20) {
            skipped("there is no strace here, or it may not trace");
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
    Some(writer)
}

#[test]
fn a_stopped_writer_is_waited_for_and_named() {
    let session = Session::with_fixture("stadtwerke.txt");
    let Some(mut writer) = stopped(&session, 6) else { return };
    let waiting: Vec<_> = ["list", "note C1 -m waiting", "backup b.db", "export", "salvage s"]
        .into_iter()
        .map(|line| (line, session.start(&format!("factledger {line}"))))
        .collect();
    for (line, waiting) in waiting {
        let ran = Ran::of(line, &waiting.wait_with_output().unwrap());
        if ran.code != 0 {
            let said = ran.failure();
            assert!(said.contains("the ledger is busy"), "{line}: {said}");
            if Path::new("/proc/locks").exists() {
                let named = format!("`kill -CONT {}` resumes it", writer.id());
                assert!(said.contains(&named), "{line}: {said}");
            }
        }
    }
    let go_on = format!("kill -CONT {}", writer.id());
    session.run(&go_on).success();
    assert!(writer.wait().unwrap().success());
    session.run("factledger verify").success();
}
