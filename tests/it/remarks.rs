//! How notes come in: in the command, from a file, from standard input, and from an editor.

use crate::session::{Session, skipped};

fn note_of(session: &Session, claim: &str) -> String {
    let entries = session.run(&format!("factledger history {claim} --format json")).json();
    entries[0]["note"].as_str().unwrap_or_default().to_owned()
}

fn ledger() -> Session {
    Session::with_fixture("harbour-bridge.html")
}

#[test]
fn a_note_is_read_from_standard_input_and_from_a_file() {
    let session = ledger().write("note.txt", "\u{feff}The register:\r\n- table 4\r\n- table 5\r\n");
    session.run("echo 'Register, table 4.' | factledger mark C1 disputed -m -").success();
    assert_eq!(note_of(&session, "C1"), "Register, table 4.");
    session.run("factledger mark C2 disputed -F note.txt").success();
    assert_eq!(note_of(&session, "C2"), "The register:\n- table 4\n- table 5");
    for act in ["note C3", "dismiss C3", "restore C3"] {
        session.run(&format!("printf 'on {act}' | factledger {act} -F -")).success();
        assert_eq!(note_of(&session, "C3"), format!("on {act}"));
    }
    session.run("factledger mark C4 corroborated").success();
    session.run("factledger mark C5 corroborated -m '-5 degrees'").success();
    assert_eq!(note_of(&session, "C5"), "-5 degrees");
}

#[test]
fn a_note_that_cannot_be_read_is_refused() {
    let session = ledger()
        .write("blank.txt", " \r\n")
        .write("latin1.txt", b"caf\xe9")
        .write("long.txt", "x".repeat(20_000));
    for (how, expected) in [
        ("-F blank.txt", "it is blank"),
        ("-F latin1.txt", "it is not valid UTF-8: the first wrong byte is at offset 3"),
        ("-F long.txt", "it has 20000 bytes; a note can have at most 10000"),
        ("-F absent.txt", "`absent.txt` cannot be read"),
        ("-F .", "it is a folder, not a file"),
        ("-m - < /dev/null", "it is blank"),
    ] {
        let said = session.run(&format!("factledger note C1 {how}")).failure();
        assert!(said.contains(expected), "{how}: {said}");
    }
    let said = session.run("factledger note C1").misuse();
    assert!(said.contains("no note is given"), "{said}");
    session.run("factledger note C1 -m x -F blank.txt").misuse();
    assert_eq!(note_of(&session, "C1"), "");
}

/// Type this at a terminal, with this editor.
fn at_terminal(session: &Session, editor: &str, line: &str) -> Option<(String, i32)> {
    if session.run("script -qec true /dev/null").code != 0 {
        skipped("there is no `script` that makes a terminal");
        return None;
    }
    std::fs::write(session.path().join("line"), line).unwrap();
    let ran = session.run(&format!("env TERM=xterm {editor} script -qec 'sh line' /dev/null"));
    Some((ran.stdout.replace('\r', ""), ran.code))
}

#[test]
fn at_a_terminal_an_editor_asks_for_the_note() {
    let session = ledger()
        .write(
            "write.sh",
            "cp \"$1\" seen.txt\nprintf 'Asked the office.\\n# not this\\n' > \"$1\"\n",
        )
        .write("keep.sh", "exit 0\n");
    let write = "VISUAL='sh write.sh' EDITOR=false";
    let Some((said, code)) = at_terminal(&session, write, "factledger note C1") else { return };
    assert_eq!(code, 0, "{said}");
    assert_eq!(note_of(&session, "C1"), "Asked the office.");
    let seen = std::fs::read_to_string(session.path().join("seen.txt")).unwrap();
    assert!(seen.contains("# a note on 1 claim:\n#   C1 (unverified)"), "{seen}");
    assert!(seen.trim_start().lines().all(|line| line.starts_with('#')), "{seen}");

    // A verdict that needs no note asks for none; one that does, does.
    let marked = |line| at_terminal(&session, write, line).unwrap().1;
    assert_eq!(marked("factledger mark C2 corroborated"), 0);
    assert_eq!(note_of(&session, "C2"), "");
    assert_eq!(marked("factledger mark C3 disputed"), 0);
    assert_eq!(note_of(&session, "C3"), "Asked the office.");

    for (editor, expected) in [
        ("EDITOR='sh keep.sh'", "nothing was recorded: the note is blank"),
        ("EDITOR=false", "nothing was recorded: the editor `false` failed"),
        ("EDITOR=no-such-editor", "nothing was recorded: the editor `no-such-editor` failed"),
    ] {
        let (said, code) = at_terminal(&session, editor, "factledger dismiss C4").unwrap();
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(expected), "{said}");
    }
    let (said, code) = at_terminal(&session, write, "factledger restore C4").unwrap();
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("your note was:") && said.contains("Asked the office."), "{said}");
    let (said, code) = at_terminal(&session, write, "factledger note C99").unwrap();
    assert!(code == 1 && said.contains("there is no claim `C99`"), "{said}");
}
