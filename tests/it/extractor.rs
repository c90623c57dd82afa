//! Import with external extractors, good and bad ones.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session, repository, skipped};

const STORY: &str = "The café paid 4 million in May. It rained. “No,” said the mayor.\n";

/// The output of an extractor that always answers with these lines.
fn printed(lines: &[&str]) -> String {
    const GREETING: &str = r#"{"factledger_extractor":1,"name":"desk","version":"3"}"#;
    [&[GREETING], lines].concat().iter().map(|line| format!("{line}\n")).collect()
}

fn session(lines: &[&str]) -> Session {
    Session::new().write("a.txt", STORY).write("answers", printed(lines))
}

fn import(session: &Session, extractor: &str) -> Ran {
    session.run(&format!("factledger import a.txt --extractor '{extractor}'"))
}

/// An extractor that is started with these answers has failed, and nothing is recorded of it.
#[track_caller]
fn refused(lines: &[&str], extractor: &str) -> String {
    let session = session(lines);
    let start = Instant::now();
    let said = import(&session, extractor).failure();
    assert!(start.elapsed() < Duration::from_secs(50), "{extractor}");
    assert!(!session.path().join("factledger.db").exists(), "{extractor}");
    said
}

/// The same of one that is not waited for long.
#[track_caller]
fn late(extractor: &str) -> String {
    let session = session(&[]);
    let line = format!("factledger import a.txt --extractor-timeout 2 --extractor '{extractor}'");
    let begun = Instant::now();
    let said = session.run(&line).failure();
    assert!(begun.elapsed() < Duration::from_secs(30), "{extractor}");
    assert!(!session.path().join("factledger.db").exists(), "{extractor}");
    said
}

#[test]
fn the_example_proposes_what_has_numbers() {
    let example = repository().join("examples/extractor.py");
    let session = Session::new()
        .write("a.txt", STORY)
        .write("b.md", "# Tolls\n\nThe toll rose by 4 percent in May. It rained.\n")
        .write("extractor.py", fs::read(example).unwrap());
    if session.run("python3 --version").code != 0 {
        skipped("the example of an extractor, for want of `python3`");
        return;
    }
    let line = "factledger import a.txt b.md --extractor 'python3 extractor.py'";
    assert_data_eq!(
        session.run(line).screen(),
        str![[r#"
ID  CLAIMS  READ AS   RESULT    ARTICLE
A1  1       text      recorded  a.txt
A2  1       markdown  recorded  Tolls
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
2 articles recorded, with 2 claims

"#]]
    );
    let claims = session.run("factledger list --format json").json();
    assert_eq!(claims[0]["text"], "The café paid 4 million in May.");
    assert_eq!(claims[0]["extractor"]["name"], "external:numbers");
    assert_eq!(claims[0]["extractor"]["version"], "1");
    assert_eq!(claims[0]["extractor"]["score"], 600);
    session.run("factledger verify").success();
    assert_data_eq!(
        session.run(line).stderr,
        str![[r#"
nothing recorded: 2 articles are already known

"#]]
    );
}

#[test]
fn an_extractor_is_started_once_and_gets_title_and_language() {
    let session = Session::new()
        .write("a.txt", STORY)
        .write("b.html", "<!doctype html><html lang=pt><title>Ponte</title><p>A ponte reabriu.</p>")
        .write("answers", printed(&[]))
        .write(
            "extractor.sh",
            "cat answers; for n in 0 1 2; do read -r line; printf '%s\\n' \"$line\" >> asked; \
             [ $n = 0 ] || echo \"{\\\"id\\\":$n,\\\"done\\\":true}\"; done",
        );
    session.run("factledger import a.txt b.html --extractor 'sh extractor.sh'").success();
    let asked = fs::read_to_string(session.path().join("asked")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        asked.replace(version, "VERSION").lines().collect::<Vec<_>>(),
        [
            r#"{"factledger_extractor":1,"name":"factledger","program":"factledger","version":"VERSION"}"#,
            r#"{"id":1,"sentences":[[0,32],[33,43],[44,69]],"text":"The café paid 4 million in May. It rained. “No,” said the mayor.\n"}"#,
            r#"{"id":2,"language":"pt","sentences":[[0,16]],"text":"A ponte reabriu.","title":"Ponte"}"#,
        ]
    );
}

#[test]
fn lines_that_match_the_text_are_kept_and_the_others_rejected() {
    let session = session(&[
        r#"{"id":1,"start":33,"end":43,"quote":"It rained.","score":10,"kind":"weather"}"#,
        r#"{"id":1,"start":0,"end":32,"quote":"The café paid 4 million in May."}"#,
        r#"{"id":1,"start":0,"end":32,"quote":"The café paid 4 million in May."}"#,
        "",
        r#"{"id":1,"start":0,"end":32,"quote":"The cafe paid 4 million in May."}"#,
        r#"{"id":1,"start":0,"end":8,"quote":"The caf"}"#,
        r#"{"id":1,"start":0,"end":999,"quote":"The"}"#,
        r#"{"id":1,"start":5,"end":5,"quote":""}"#,
        r#"{"id":1,"start":0.5,"end":5,"quote":"The"}"#,
        r#"{"id":1,"start":0,"end":3,"quote":"The","score":1001}"#,
        r#"{"id":1,"start":0,"end":3,"quote":"The","claimant":{"start":0,"end":3,"quote":"He"}}"#,
        r#"{"id":2,"start":0,"end":3,"quote":"The"}"#,
        "Loading \u{1b}[31m 3 %",
        r#"{"id":1,"start":44,"end":53,"quote":"“No,”","claimant":{"start":59,"end":68,"quote":"the mayor"}}"#,
        r#"{"id":1,"done":true}"#,
    ]);
    let ran = import(&session, "cat answers");
    assert_data_eq!(
        ran.screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY    CLAIM
C1  unverified  1000   -          The café paid 4 million in May.
C2  unverified  10     -          It rained.
C3  unverified  1000   the mayor  “No,”
rejected: line 4 of the extractor: it was already proposed
rejected: line 6 of the extractor: at 0..32 the text says `The café paid 4 million in May.`, not `The cafe paid 4 million in May.`
rejected: line 7 of the extractor: span 0..8 splits a character
rejected: line 8 of the extractor: span 0..999 is outside the text of 70 bytes
rejected: line 9 of the extractor: span 5..5 is empty
rejected: line 10 of the extractor: `start` is not a whole number
rejected: line 11 of the extractor: `score` is not a whole number from 0 to 1000
rejected: line 12 of the extractor: claimant: at 0..3 the text says `The`, not `He`
rejected: line 13 of the extractor: it is about article 2, not 1
rejected: line 14 of the extractor: it is not JSON, from byte 1 on
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 3 claims
10 lines of the extractor rejected

"#]]
    );
    assert_eq!(ran.code, 0);
    session.run("factledger verify").success();
}

#[test]
fn only_some_rejections_are_listed_and_too_many_are_a_failure() {
    let said = |count: usize| {
        let mut lines = vec!["?"; count];
        lines.push(r#"{"id":1,"done":true}"#);
        import(&session(&lines), "cat answers")
    };
    let some = said(1000);
    assert_eq!(some.stderr.lines().count(), 23, "{}", some.stderr);
    assert!(some.stderr.ends_with("\n1,000 lines of the extractor rejected\n"), "{}", some.stderr);
    assert_eq!(some.code, 0);
    let more = said(1001).failure();
    assert!(more.contains("more than 1000 of its lines about one article were rejected"), "{more}");
}

#[test]
fn an_article_without_claims_is_recorded() {
    let session = session(&[r#"{"id":1,"done":true}"#]);
    let said = import(&session, "cat answers").screen();
    assert!(said.ends_with("\nA1 recorded, with 0 claims\n"), "{said}");
}

#[test]
fn scores_of_an_extractor_are_compared_with_a_given_minimum() {
    let session = session(&[
        r#"{"id":1,"start":0,"end":3,"quote":"The","score":499}"#,
        r#"{"id":1,"start":33,"end":43,"quote":"It rained.","score":500}"#,
        r#"{"id":1,"start":44,"end":69,"quote":"“No,” said the mayor."}"#,
        r#"{"id":1,"done":true}"#,
    ]);
    let line = "factledger import a.txt --extractor 'cat answers' --min-score 500";
    let said = session.run(line).stderr;
    assert!(said.ends_with("\nA1 recorded, with 2 claims\n"), "{said}");
}

#[test]
fn the_extractors_name_is_made_visible() {
    let greeting = r#"{"factledger_extractor":1,"name":"rules\u202e","version":"1"}"#;
    let answers = format!(
        "{greeting}\n{{\"id\":1,\"start\":0,\"end\":3,\"quote\":\"The\"}}\n{{\"id\":1,\"done\":true}}\n"
    );
    let session = session(&[]).write("answers", answers);
    import(&session, "cat answers").success();
    let claims = session.run("factledger list --format json").json();
    assert_eq!(claims[0]["extractor"]["name"], "external:rules⟪U+202E⟫");
}

#[test]
fn a_failed_extractor_leaves_nothing_recorded() {
    let check = |lines: &[&str], extractor: &str, expected: &str| {
        let said = refused(lines, extractor);
        assert!(said.contains(expected), "{extractor}: {said}");
    };
    let claim = r#"{"id":1,"start":0,"end":3,"quote":"The"}"#;
    check(&[], "nonsense", "nonsense: not found");
    check(&[], "exec nonsense", "it ended (exit status: 127) before it answered");
    check(
        &[],
        "echo hello",
        "its first line is not a valid greeting: it is not JSON, from byte 1 on",
    );
    check(&[], "cat a.txt", "its first line is not a valid greeting");
    check(&[], "true", "it ended (exit status: 0) before it answered");
    check(&[claim], "cat answers; exit 3", "it ended (exit status: 3) before it answered");
    check(&[claim], "cat answers; kill -SEGV $$", "it ended (signal: 11 (SIGSEGV)");
    check(&[claim, r#"{"id":1,"error":"no model"}"#], "cat answers", "it gave up: no model");
    check(&[claim], "cat answers; exec >&-; sleep 60", "it closed its output before");
    check(
        &[],
        "cat; sleep 60",
        "its first line is not a valid greeting: it only repeats what is written to it",
    );
}

#[test]
fn an_extractor_that_floods_is_stopped() {
    let check = |extractor: &str, expected: &str| {
        let said = refused(&[], extractor);
        assert!(said.contains(expected), "{extractor}: {said}");
    };
    check("cat answers; yes", "more than 1000 of its lines about one article were rejected");
    check("cat /dev/zero", "its line 1 is longer than 1048576 bytes");
    check("cat answers /dev/zero", "its line 2 is longer than 1048576 bytes");
    let lines = "cat answers; x=$(head -c 1000000 /dev/zero | tr \"\\0\" x); \
        while :; do echo \"\\\"$x\\\"\"; done";
    check(lines, "it answered more than 33554432 bytes about one article");
}

#[test]
fn a_slow_extractor_is_stopped() {
    let extractors = [
        "sleep 60",
        "cat answers; sleep 60",
        "cat answers; exec <&-; sleep 60",
        "cat answers; trap : TERM INT; while :; do sleep 1; done",
        "cat answers; cat",
    ];
    // The time goes by with waiting, so they wait together.
    thread::scope(|scope| {
        for extractor in extractors {
            scope.spawn(move || {
                let said = late(extractor);
                assert!(said.contains("it did not answer within 2 s"), "{extractor}: {said}");
            });
        }
    });
}

#[test]
fn an_extractors_stderr_is_shown_up_to_a_limit() {
    let session = session(&[r#"{"id":1,"done":true}"#]);
    let ran = import(
        &session,
        "printf \"loading \\\\033[31m\\\\n\\\\377\\\\n\" >&2; cat answers; sleep 1",
    );
    // Two pipes: which is read first is for the system to say.
    let lines = ran.stderr.lines().filter(|line| !line.starts_with("new ledger"));
    let mut lines: Vec<&str> = lines.collect();
    lines.sort_unstable();
    let told =
        ["A1 recorded, with 0 claims", "extractor: loading ⟪U+001B⟫[31m", "extractor: \u{fffd}"];
    assert_eq!(lines, told);
    let said = late("cat answers; yes no >&2");
    assert_eq!(said.matches("extractor: no\n").count(), 100);
    assert!(said.contains("extractor: … further output is not shown\n"), "{said}");
    // All of it is read, so that neither side blocks.
    let session = self::session(&[r#"{"id":1,"done":true}"#]);
    import(&session, "head -c 10000000 /dev/zero >&2; cat answers").success();
}

#[test]
fn a_large_article_and_a_large_answer_do_not_wait_for_each_other() {
    let claim = |n: usize| {
        let start = n * 34;
        let end = start + 33;
        format!(
            "{{\"id\":1,\"start\":{start},\"end\":{end},\"quote\":\"The toll rose by 4 percent today.\"}}"
        )
    };
    let claims: Vec<String> = (0..10_001).map(claim).collect();
    let mut lines: Vec<&str> = claims.iter().map(String::as_str).collect();
    lines.push(r#"{"id":1,"done":true}"#);
    let session =
        session(&lines).write("a.txt", "The toll rose by 4 percent today.\n".repeat(12_000));
    // It prints all that it has to say before it reads.
    let ran = import(&session, "cat answers; cat > /dev/null");
    let said = &ran.stderr;
    assert!(
        said.contains(
            "rejected: line 10002 of the extractor: an article can have at most 10000 claims"
        ),
        "{said}"
    );
    assert!(said.contains("A1 recorded, with 10,000 claims"), "{said}");
    ran.success();
    session.run("factledger verify").success();
}

#[test]
fn an_extractor_that_fails_later_leaves_what_was_recorded_before() {
    let answers =
        printed(&[r#"{"id":1,"start":0,"end":3,"quote":"The"}"#, r#"{"id":1,"done":true}"#]);
    let session = Session::new()
        .write("a.txt", "The first.\n".repeat(400_000))
        .write("b.txt", "The second.\n")
        .write("answers", answers);
    let said = session.run("factledger import a.txt b.txt --extractor 'cat answers'").failure();
    assert_data_eq!(
        said,
        str![[r#"
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
error: only the first 1 article was recorded
       └─ the extractor failed at `b.txt`
       └─ it ended (exit status: 0) before it answered

"#]]
    );
    assert_eq!(session.run("factledger list --format json").json().as_array().unwrap().len(), 1);
    session.run("factledger verify").success();
}

#[test]
fn processes_of_an_extractor_end_with_it() {
    // It ignores what it can, and has children of its own that do not read.
    let session = session(&[r#"{"id":1,"done":true}"#]).write(
        "extractor.sh",
        "trap '' INT TERM HUP; sleep 300 & echo $! > child; echo $$ > own; cat answers; sleep 300",
    );
    import(&session, "sh extractor.sh").success();
    is_gone(&session);
}

#[test]
fn the_extractor_ends_with_the_program() {
    for signal in ["INT", "TERM", "KILL"] {
        let session = session(&[]).write(
            "extractor.sh",
            "trap '' INT TERM HUP; sleep 300 & echo $! > child; cat answers; echo $$ > own; sleep 300",
        );
        let mut command =
            session.command("exec factledger import a.txt --extractor 'sh extractor.sh'");
        let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let start = Instant::now();
        while fs::read_to_string(session.path().join("own")).unwrap_or_default().is_empty() {
            assert!(start.elapsed() < Duration::from_secs(20), "it does not start");
            thread::sleep(Duration::from_millis(10));
        }
        session.run(&format!("kill -{signal} {}", program.id())).success();
        assert!(!program.wait().unwrap().success());
        is_gone(&session);
        assert!(!session.path().join("factledger.db").exists());
    }
}

/// In ways in which a process gets out of the group that it was started in.
const ESCAPES: [&str; 3] = [
    "setsid sh -c \"echo \\$\\$ > child; exec sleep 300\" < /dev/null > /dev/null 2>&1 &",
    // A daemon, which has no parent any more.
    "(setsid sh -c \"(echo \\$\\$; trap \\\"\\\" TERM HUP; sleep 300) & echo \\$! > child\" \
     < /dev/null > /dev/null 2>&1 &)",
    // One that starts others in sessions of their own, without end.
    "setsid sh -c \"echo \\$\\$ > child; while :; do setsid sleep 300 & sleep 0.01; done\" \
     < /dev/null > /dev/null 2>&1 &",
];

#[cfg(target_os = "linux")]
#[test]
fn processes_of_an_extractor_in_other_sessions_end_with_it() {
    for escape in ESCAPES {
        let session = session(&[r#"{"id":1,"done":true}"#]).write(
            "extractor.sh",
            format!("{escape}\necho $$ > own; cat answers; sleep 0.3; while :; do sleep 1; done"),
        );
        import(&session, "sh extractor.sh").success();
        is_gone(&session);
        nothing_runs_in(&session);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn processes_outside_the_group_end_with_the_program() {
    for escape in ESCAPES {
        for signal in ["INT", "KILL"] {
            let session = session(&[])
                .write("extractor.sh", format!("{escape}\ncat answers; echo $$ > own; sleep 300"));
            let mut command =
                session.command("exec factledger import a.txt --extractor 'sh extractor.sh'");
            let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let start = Instant::now();
            let is_written =
                |name| fs::read(session.path().join(name)).is_ok_and(|said| !said.is_empty());
            while !is_written("own") || !is_written("child") {
                assert!(start.elapsed() < Duration::from_secs(20), "it does not start");
                thread::sleep(Duration::from_millis(10));
            }
            session.run(&format!("kill -{signal} {}", program.id())).success();
            assert!(!program.wait().unwrap().success());
            is_gone(&session);
            nothing_runs_in(&session);
        }
    }
}

/// No process is at work in the folder of a session.
#[cfg(target_os = "linux")]
#[track_caller]
fn nothing_runs_in(session: &Session) {
    let folder = session.path().canonicalize().unwrap();
    let start = Instant::now();
    loop {
        let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let runs: Vec<_> = processes
            .map(|process| process.path())
            .filter(|process| fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == folder))
            .collect();
        if runs.is_empty() {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{runs:?} are still there");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that an extractor wrote down are there no more.
#[track_caller]
fn is_gone(session: &Session) {
    if fs::read("/proc/self/stat").is_err() {
        skipped("the end of an extractor, for want of `/proc`");
        return;
    }
    for name in ["own", "child"] {
        let process = fs::read_to_string(session.path().join(name)).unwrap();
        let state = format!("/proc/{}/stat", process.trim());
        let start = Instant::now();
        // A dead process may still wait for its parent to read its status.
        while fs::read_to_string(&state).is_ok_and(|said| !said.contains(") Z ")) {
            assert!(start.elapsed() < Duration::from_secs(10), "{name} is still there");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
