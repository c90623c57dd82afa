//! The `verify.py` of a bundle refuses hostile input: quickly, in plain words, and without ever
//! running, following or printing what it should not.

use crate::session::{Session, repository, skipped};

/// A bundle in `b`, and the verifier beside it. `None`: no Python is new enough.
fn bundled() -> Option<Session> {
    let verifier = std::fs::read(repository().join("src/bundle/verify.py")).unwrap();
    let session = Session::with_fixture("market-day.txt").write("verify.py", verifier);
    if session.run("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'").code != 0 {
        skipped("a hostile bundle by Python, for want of Python 3.9");
        return None;
    }
    session.run("factledger mark C1 disputed -m 'it was 4'").success();
    session.run("factledger export --format bundle -o b && cp -r b whole").success();
    Some(session)
}

/// It is not sound, what is named is among the findings, and nothing acts on the screen.
#[track_caller]
fn check(session: &Session, change: &str, named: &str) {
    session.run(change).success();
    let found = session.run("timeout 60 python3 -I verify.py b");
    assert_eq!(found.code, 3, "{change}\n{}", found.screen());
    assert!(found.stdout.contains("\nNOT SOUND: "), "{change}\n{}", found.screen());
    assert!(found.stdout.contains(named), "{change}\n{}", found.screen());
    assert!(!found.stderr.contains("Traceback"), "{change}\n{}", found.stderr);
    let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!found.screen().contains(acts), "{change}\n{}", found.screen().escape_debug());
    session.run("rm -rf b && cp -r whole b").success();
}

#[test]
fn special_files_are_named_and_never_opened() {
    let Some(session) = bundled() else { return };
    for (change, named) in [
        ("mkfifo b/pipe", "pipe"),
        ("rm b/checkpoint && mkfifo b/checkpoint", "checkpoint"),
        ("rm b/keys/log.vkey && mkfifo b/keys/log.vkey", "keys/log.vkey"),
        ("ln -s . b/loop", "loop"),
        ("ln -s self b/self", "self"),
        ("rm -r b/proofs && ln -s ../whole/proofs b/proofs", "proofs"),
        ("rm b/report.json && ln -s ../whole/report.json b/report.json", "report.json"),
    ] {
        check(&session, change, &format!("WRONG `{named}` is a link, or is not a file\n"));
    }
}

#[test]
fn files_that_are_too_large_or_too_many_are_refused_unread() {
    let Some(session) = bundled() else { return };
    let too_large = "is not a plain file, or is too large";
    for name in ["checkpoint", "report.html", "report.json", "SHA256SUMS", "VERIFY.md"] {
        check(&session, &format!("truncate -s 10G b/{name}"), &format!("`{name}` {too_large}"));
    }
    check(&session, "truncate -s 10G b/more", "WRONG `more` is not listed\n");
    let many = "cd b/contents && seq 5000 | xargs touch";
    check(&session, many, "WRONG `SHA256SUMS` is not checked further: too many findings");
    check(&session, "mkdir -p b/$(printf 'd/%.0s' $(seq 400))", "WRONG ");
    // A size that no log has takes no longer than another.
    check(&session, "sed -i '2s/.*/1000000000000000000000000000000/' b/checkpoint", "checkpoint");
}

#[test]
fn names_are_written_out_letter_by_letter() {
    let Some(session) = bundled() else { return };
    for (name, named) in [
        (r"a\033[2Jb", r"WRONG `a\x1b[2Jb` is not listed"),
        (r"a\342\200\256b", r"WRONG `a\u202eb` is not listed"),
        (r"a\nWRONG b", r"WRONG `a\nWRONG b` is not listed"),
        (r"a\377b", r"WRONG `a\xffb` is not listed"),
    ] {
        check(&session, &format!("touch \"$(printf 'b/{name}')\""), named);
    }
    check(&session, "mkdir b/empty", "WRONG `empty/` is an empty folder\n");
}

#[test]
fn a_bundles_files_never_run_in_place_of_pythons() {
    let Some(session) = bundled() else { return };
    let hijack = "for name in array base64 hashlib json os re sqlite3 unicodedata; do \
                  echo 'print(\"hijacked\"); raise SystemExit(0)' > b/$name.py; done";
    session.run(hijack).success();
    session.run("cp verify.py b/verify.py").success();
    for run in ["cd b && python3 verify.py", "python3 b/verify.py", "python3 -I b/verify.py b"] {
        let found = session.run(run);
        assert_eq!(found.code, 3, "{run}\n{}", found.screen());
        assert!(!found.screen().contains("hijacked"), "{run}");
        assert!(found.stdout.contains("WRONG `sqlite3.py` is not listed\n"), "{}", found.stdout);
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let Some(session) = bundled() else { return };
    for run in ["absent", "b/checkpoint", "b --key nonsense", "b --key /dev/zero", "b --more"] {
        let refused = session.run(&format!("timeout 60 python3 -I verify.py {run}")).misuse();
        assert!(!refused.contains("Traceback"), "{refused}");
    }
}
