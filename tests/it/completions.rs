//! Shell completions, with suggestions from the ledger.

use crate::session::Session;

/// Two articles; C2 is dismissed, and ben has marked C1.
fn session() -> Session {
    let article = |place: &str| -> String {
        let line = |n| format!("The {place} office counted {n}00 ships in the year 19{n}0.\n");
        (1..=6).map(line).collect()
    };
    let session =
        Session::new().write("a.txt", article("harbour")).write("b.txt", article("river"));
    session.run("factledger import a.txt b.txt --min-score 0").success();
    session.run("factledger reviewer add ben").success();
    session.run("factledger dismiss C2 -m 'no claim'").success();
    session
}

/// The completions of the last word of the line.
#[track_caller]
fn check(session: &Session, line: &str, expected: &str) {
    let asked = format!("FACTLEDGER_COMPLETE=fish factledger -- {line}");
    let ran = session.run(&asked);
    assert_eq!(ran.stderr, "", "{line}");
    let answer = ran.success();
    let values = answer.lines().map(|line| line.split('\t').next().unwrap_or_default());
    assert_eq!(values.collect::<Vec<_>>().join(" "), expected, "{line}");
}

#[test]
fn ids_reviewers_and_statuses_are_completed_from_the_ledger() {
    let session = session();
    check(&session, "factledger mark C1 dis", "disputed");
    check(&session, "factledger mark C1 co", "corroborated");
    check(&session, "factledger mark C1", "C1 C10 C11 C12");
    check(&session, "factledger mark C1 c1", "c1 c10 c11 c12");
    check(&session, "factledger mark C3-C1", "C3-C1 C3-C10 C3-C11 C3-C12");
    check(&session, "factledger note 1", "1 10 11 12");
    check(&session, "factledger restore C", "C2");
    check(&session, "factledger show A", "A1 A2");
    check(&session, "factledger list --article a", "a1 a2");
    check(&session, "factledger list --status unv", "unverified");
    check(&session, "factledger list --by b", "ben");
    check(&session, "factledger export --article A", "A1 A2");
    check(&session, "factledger --as b", "ben");
    check(&session, "factledger reviewer revoke a", "ana");
    check(&session, "factledger mark C1 disputed C", "");
    check(&session, "factledger import b.t", "b.txt");
    let asked = "FACTLEDGER_COMPLETE=fish factledger -- factledger mark C12";
    let help = session.run(asked).success();
    assert_eq!(help, "C12\tunverified: The river office counted 600 ships in the year 1…\n");
}

#[test]
fn the_ledger_is_named_by_a_flag_or_the_environment() {
    let session = session();
    session.run("mv factledger.db 'my desk.db'").success();
    check(&session, "factledger mark C1", "");
    check(&session, r"factledger --ledger 'my\ desk.db' mark C12", "C12");
    check(&session, "factledger mark --ledger='\"my desk.db\"' C12", "C12");
    let asked = "FACTLEDGER_LEDGER='my desk.db' FACTLEDGER_COMPLETE=fish factledger --";
    assert!(session.run(&format!("{asked} factledger show C12")).success().starts_with("C12\t"));
}

#[test]
fn completing_writes_nothing_and_fails_silently() {
    let session = session();
    let files = session.run("ls -a; sha256sum factledger.db").success();
    check(&session, "factledger mark C12", "C12");
    check(&session, "factledger --as a", "ana");
    assert_eq!(session.run("ls -a; sha256sum factledger.db").success(), files);
    let session = Session::new().write("factledger.db", "not a ledger");
    check(&session, "factledger mark C", "");
    check(&session, "factledger --ledger absent/x.db mark C", "");
    check(&session, "factledger mark C99999999999999999999", "");
    assert_eq!(session.run("ls").success(), "factledger.db\n");
}

#[test]
fn every_shell_has_a_script_that_asks_and_bash_completes_by_it() {
    let session = session();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = session.run(&format!("factledger completions {shell}")).success();
        assert!(script.contains("FACTLEDGER_COMPLETE"), "{shell}");
    }
    let bash = "factledger completions bash > script && bash -c '. ./script
        COMP_WORDS=(factledger mark C1 dis) COMP_CWORD=3 COMP_TYPE=9
        _clap_complete_factledger factledger dis C1
        printf \"%s\\n\" \"${COMPREPLY[@]}\"'";
    assert_eq!(session.run(bash).success(), "disputed\n");
}

#[test]
fn bash_gets_file_names_quoted_so_that_nothing_in_them_runs() {
    let session = session()
        .write("zz$(touch ran).txt", "x")
        .write("zz;touch ran;.txt", "x")
        .write("zz`touch ran`.txt", "x")
        .write("zz * [ab].txt", "x");
    let bash = "factledger completions bash > script && bash -c '. ./script
        COMP_WORDS=(factledger verify zz) COMP_CWORD=2 COMP_TYPE=9
        _factledger_quoted factledger zz verify
        for word in \"${COMPREPLY[@]}\"; do eval \"set -- $word\"; echo \"$#: $1\"; done'";
    let mut quoted: Vec<String> = session.run(bash).success().lines().map(str::to_owned).collect();
    quoted.sort();
    assert_eq!(
        quoted,
        [
            "1: zz * [ab].txt",
            "1: zz$(touch ran).txt",
            "1: zz;touch ran;.txt",
            "1: zz`touch ran`.txt",
        ]
    );
    assert!(!session.path().join("ran").exists());
}
