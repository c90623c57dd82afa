//! A stopped command leaves nothing behind: no hidden files, no temporary files.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::session::Session;

/// Commands that take a while, and write what is not finished until then.
const COMMANDS: [&str; 6] = [
    "backup k.db",
    "export -o r.json",
    "export --format bundle -o folder",
    "export --format bundle -o c.tar",
    "salvage saved",
    "verify b.tar",
];

fn desk() -> Session {
    let claims: String = (0..1500).map(|n| format!("It is {n} tonnes.\n\n")).collect();
    let session = Session::new().write("big.txt", claims).write("tmp/own", "");
    session.run("factledger -q import big.txt --min-score 0").success();
    session.run("factledger -q export --format bundle -o b.tar").success();
    session
}

fn start(session: &Session, line: &str) -> Child {
    // The one who runs the tests may have a signal ignored, as under `nohup`.
    let line = format!("exec env --default-signal TMPDIR=tmp {line}");
    let mut command = session.command(&line);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What is hidden here, but for the settings, and what is temporary.
fn left(session: &Session) -> Vec<String> {
    let names = |folder: &str| -> Vec<String> {
        let files = fs::read_dir(session.path().join(folder)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    let mut left: Vec<String> =
        names(".").into_iter().filter(|name| name.starts_with('.') && name != ".home").collect();
    left.extend(names("tmp").into_iter().filter(|name| name != "own"));
    left
}

/// Start a command, and wait until it has begun to write. `None`: it was done before.
fn begun(session: &Session, line: &str) -> Option<Child> {
    let mut program = start(session, line);
    let start = Instant::now();
    while left(session).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(30), "{line} writes nothing");
        if program.try_wait().unwrap().is_some() {
            return None;
        }
        thread::sleep(Duration::from_micros(200));
    }
    Some(program)
}

fn kill(session: &Session, program: &Child, signal: &str) {
    session.run(&format!("kill -{signal} {}", program.id())).success();
}

#[test]
fn a_command_stopped_by_a_signal_leaves_nothing_and_ends_by_it() {
    let session = desk();
    for (signal, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        for line in COMMANDS {
            let Some(mut program) = begun(&session, &format!("factledger {line}")) else {
                continue;
            };
            kill(&session, &program, signal);
            let status = program.wait().unwrap();
            assert_eq!(status.signal(), Some(number), "{line}: {status}");
            assert_eq!(left(&session), Vec::<String>::new(), "{line}, after {signal}");
        }
    }
    // The files of SQLite beside the ledger are removed by the next program that opens it.
    session.run("factledger list").success();
    assert_eq!(session.run("ls").success(), "b.tar\nbig.txt\nfactledger.db\ntmp\n");
    session.run("factledger verify").success();
}

#[test]
fn files_of_a_killed_command_are_removed_and_those_of_a_running_one_are_kept() {
    let session = desk();
    for line in COMMANDS {
        let Some(mut program) = begun(&session, &format!("factledger {line}")) else { continue };
        kill(&session, &program, "KILL");
        program.wait().unwrap();
    }
    assert!(!left(&session).is_empty(), "nothing was left to sweep up");
    session.run("TMPDIR=tmp factledger verify").success();
    session.run("factledger export -o first.json").success();
    assert_eq!(left(&session), Vec::<String>::new());
    let Some(mut living) = begun(&session, "factledger backup living.db") else { return };
    // Until it has a lock there is nothing in what it made.
    thread::sleep(Duration::from_millis(50));
    kill(&session, &living, "STOP");
    session.run("TMPDIR=tmp factledger backup next.db").success();
    assert_eq!(left(&session).len(), 1, "{:?}", left(&session));
    kill(&session, &living, "CONT");
    assert!(living.wait().unwrap().success());
    assert_eq!(left(&session), Vec::<String>::new());
    session.run("factledger verify living.db").success();
}

#[test]
fn an_export_that_is_killed_leaves_the_old_file_or_the_new_one() {
    const FORMATS: [&str; 12] = [
        "html",
        "md",
        "json",
        "jsonl",
        "csv",
        "csv-reviews",
        "xlsx",
        "claimreview",
        "claimreview-html",
        "annotations",
        "averitec",
        "bundle",
    ];
    let claims: String = (0..200).map(|n| format!("It is {n} tonnes.\n\n")).collect();
    let session = Session::new().write("big.txt", claims).write("tmp/own", "");
    session.run("factledger -q import big.txt --min-score 0").success();
    let ids: String = (1..=100).map(|n| format!(" C{n}")).collect();
    session.run(&format!("factledger -q mark{ids} disputed -m 'it is less'")).success();
    let read = |name: &str| fs::read(session.path().join(name)).unwrap();
    let mut killed = 0;
    for format in FORMATS {
        let (old, new) = (format!("{format}.tar"), format!("{format}-new.tar"));
        let export = |at: &str, name: &str| {
            format!("env FACTLEDGER_NOW={at} factledger export --force --format {format} -o {name}")
        };
        session.run(&export("2026-12-01T00:00:00Z", &old)).success();
        session.run(&export("2026-12-02T00:00:00Z", &new)).success();
        let (before, after) = (read(&old), read(&new));
        for pause in [0, 10] {
            let line = export("2026-12-02T00:00:00Z", &old);
            let Some(mut program) = begun(&session, line.trim_start_matches("env ")) else {
                continue;
            };
            thread::sleep(Duration::from_millis(pause));
            kill(&session, &program, "KILL");
            killed += usize::from(program.wait().unwrap().signal() == Some(9));
            let there = read(&old);
            assert!(there == before || there == after, "{format}, after {pause} ms");
            // What it left is removed by the next one.
            session.run(&export("2026-12-02T00:00:00Z", &new)).success();
            assert_eq!(read(&new), after, "{format}");
            assert_eq!(left(&session), Vec::<String>::new(), "{format}");
        }
    }
    assert!(killed >= FORMATS.len() / 2, "only {killed} were killed in time");
}

#[test]
fn an_ignored_signal_stays_ignored() {
    let session = desk();
    let Some(mut program) = begun(&session, "factledger backup k.db") else { return };
    kill(&session, &program, "INT");
    assert_eq!(program.wait().unwrap().signal(), Some(2));
    let line = "trap '' INT HUP; exec env TMPDIR=tmp factledger -q backup k.db";
    let mut program = session.command(line).spawn().unwrap();
    while left(&session).is_empty() && program.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(200));
    }
    for signal in ["INT", "HUP"] {
        session.run(&format!("kill -{signal} {} || true", program.id())).success();
    }
    assert!(program.wait().unwrap().success());
    session.run("factledger verify k.db").success();
}
