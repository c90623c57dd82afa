//! Bad input gets a clear answer, and records nothing.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::session::{Session, skipped};

/// What is said of this file, after which there is still no ledger.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let session = Session::new().write("it.txt", bytes);
    let said = session.run("factledger import it.txt").failure();
    assert!(!session.path().join("factledger.db").exists(), "a ledger was made");
    said
}

#[test]
fn files_that_are_not_articles_are_refused() {
    assert_data_eq!(
        refused(b""),
        str![[r#"
error: `it.txt` was not imported
       └─ it is empty

"#]]
    );
    assert_data_eq!(
        refused(b"\xef\xbb\xbf \n\t"),
        str![[r#"
error: `it.txt` was not imported
       └─ it is empty

"#]]
    );
    assert_data_eq!(
        refused(b"%PDF-1.7\n%\xe2\xe3"),
        str![[r#"
error: `it.txt` was not imported
       └─ it is a PDF document, not text
hint: save it as plain text, Markdown or HTML

"#]]
    );
    assert_data_eq!(
        refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        str![[r#"
error: `it.txt` was not imported
       └─ it is a PNG image, not text
hint: save it as plain text, Markdown or HTML

"#]]
    );
    assert_data_eq!(
        refused(b"some \0 bytes"),
        str![[r#"
error: `it.txt` was not imported
       └─ it is binary data, not text
hint: save it as plain text, Markdown or HTML

"#]]
    );
    assert_data_eq!(
        refused(b"caf\xe9 au lait"),
        str![[r#"
error: `it.txt` was not imported
       └─ it is not valid UTF-8: the first wrong byte is at offset 3
hint: name its encoding: `--encoding windows-1252`, say

"#]]
    );
}

#[test]
fn missing_paths_are_refused() {
    let session = Session::new();
    fs::create_dir(session.path().join("empty")).unwrap();
    assert_data_eq!(
        session.run("factledger import empty").failure(),
        str![[r#"
error: there are no articles in `empty`: no file is named .txt, .md or .html
hint: to import a file with another name, give its path

"#]]
    );
    assert_data_eq!(
        session.run("factledger import missing.txt").failure(),
        str![[r#"
error: `missing.txt` cannot be read
       └─ No such file or directory (os error 2)

"#]]
    );
    assert_data_eq!(
        session.run("mkfifo pipe; factledger import pipe").failure(),
        str![[r#"
error: `pipe` was not imported
       └─ it is a pipe, not a file

"#]]
    );
    assert_data_eq!(
        session.run("factledger import /dev/zero").failure(),
        str![[r#"
error: `/dev/zero` was not imported
       └─ it is a device, not a file

"#]]
    );
    assert_data_eq!(
        session.run("ln -s loop loop; factledger import loop").failure(),
        str![[r#"
error: `loop` cannot be read
       └─ Too many levels of symbolic links (os error 40)

"#]]
    );
    session.run("factledger import a.txt --min-score 1001").misuse();
    session.run("factledger import").misuse();
    assert!(!session.path().join("factledger.db").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn system_files_are_not_articles() {
    let session = Session::new().write("a.txt", "The toll rose by 4 percent in May.\n");
    session.run("ln -s /proc/kmsg kmsg.txt; ln -s /proc proc").success();
    for line in ["/proc/kmsg", "kmsg.txt", "/sys/kernel/profiling", "/proc/self/mountinfo"] {
        let said = session.run(&format!("timeout 20 factledger import {line}")).failure();
        assert!(said.contains("is a part of the running system, not a file"), "{line}: {said}");
        assert!(said.contains(line), "{said}");
    }
    for line in ["/proc", "proc", "/sys"] {
        let said = session.run(&format!("timeout 20 factledger import {line}")).failure();
        assert!(said.contains("is a part of the running system"), "{line}: {said}");
    }
    for line in ["import /dev/stdin", "import /dev/fd/0", "verify /dev/stdin"] {
        session.run(&format!("sleep 0 | timeout 20 factledger {line}")).failure();
    }
    for line in ["verify /proc/kmsg", "verify --checkpoint /proc/kmsg", "verify --key /proc/kmsg"] {
        let ran = session.run(&format!("timeout 20 factledger {line}"));
        assert!(ran.code == 1 || ran.code == 2, "{line}: {}", ran.screen());
    }
    assert!(!session.path().join("factledger.db").exists());
    session.run("factledger import /dev/stdin < a.txt").success();
    session.run("cat a.txt - | factledger import -").success();
}

/// The program, run without root's rights: root can read everything.
fn as_nobody(session: &Session) -> Option<String> {
    let is_root = session.run("id -u").success().trim() == "0";
    let become_nobody = if is_root { "setpriv --reuid=65534 --clear-groups " } else { "" };
    let program = format!("{become_nobody}factledger");
    (session.run(&format!("{program} --version")).code == 0).then_some(program)
}

#[test]
fn an_unreadable_file_is_refused() {
    let session = Session::new().write("a.txt", "The toll rose by 4 percent in May.\n");
    session.run("chmod 755 . && chmod 000 a.txt").success();
    let Some(program) = as_nobody(&session) else {
        return skipped("another user cannot run the program here");
    };
    assert_data_eq!(
        session.run(&format!("{program} import a.txt")).failure(),
        str![[r#"
error: `a.txt` was not imported
       └─ it cannot be read
       └─ Permission denied (os error 13)

"#]]
    );
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let session = Session::new();
    // Sparse: it takes no room, but it would take a gigabyte of memory.
    let file = fs::File::create(session.path().join("huge.txt")).unwrap();
    file.set_len(1 << 30).unwrap();
    let refused = session.run("ulimit -v 500000; factledger import huge.txt").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: `huge.txt` was not imported
       └─ it has more than 33554432 bytes
hint: `--max-size MIB` reads larger files

"#]]
    );
    let refused = session.run("head -c 50000000 huge.txt | factledger import -").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: `standard input` was not imported
       └─ it has more than 33554432 bytes
hint: `--max-size MIB` reads larger files

"#]]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_for_an_article_is_reported() {
    let claims: String =
        (0..120_000).map(|n| format!("The toll rose by {n} percent.\n\n")).collect();
    let session = Session::new().write("big.txt", claims);
    let said = session.run("ulimit -v 75000; factledger import big.txt").failure();
    assert!(said.contains("there is not enough memory to read it"), "{said}");
    assert!(!session.path().join("factledger.db").exists());
}

#[test]
fn unknown_ids_are_reported() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger show C9223372036854775808").failure();
    session.run("factledger mark C18446744073709551615 corroborated").failure();
    assert_data_eq!(
        session.run("factledger show C999").failure(),
        str![[r#"
error: there is no claim `C999`
hint: `factledger list` lists the claims

"#]]
    );
    assert_data_eq!(
        session.run("factledger show A9").failure(),
        str![[r#"
error: there is no article `A9`
hint: `factledger articles` lists the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger show ffffffff").failure(),
        str![[r#"
error: there is no claim and no article `ffffffff`
hint: `factledger list` lists the claims, and `factledger articles` the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger show 'no\u{1b}[2J'").failure(),
        str![[r#"
error: there is no claim and no article `no⟪U+001B⟫[2J`
hint: `factledger list` lists the claims, and `factledger articles` the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger history A9").failure(),
        str![[r#"
error: there is no article `A9`
hint: `factledger articles` lists the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger list --article C1").failure(),
        str![[r#"
error: there is no article `C1`
hint: `factledger articles` lists the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger list --status maybe").misuse(),
        str![[r#"
error: invalid value 'maybe' for '--status <STATUS>'
  [possible values: unverified, disputed, corroborated]

For more information, try '--help'.

"#]]
    );
    assert_data_eq!(
        session.run("factledger export --article A9").failure(),
        str![[r#"
error: there is no article `A9`
hint: `factledger articles` lists the articles

"#]]
    );
}

#[test]
fn a_file_that_is_not_a_ledger_is_left_alone() {
    let session = Session::new().write("notes.db", "these are notes, and no database at all\n");
    assert_data_eq!(
        session.run("factledger list").failure(),
        str![[r#"
error: the ledger `factledger.db` cannot be used
       └─ there is no ledger
hint: `factledger init` or `import FILE` makes one; `--ledger FILE` names another

"#]]
    );
    assert_data_eq!(
        session.run("factledger --ledger notes.db list").failure(),
        str![[r#"
error: the ledger `notes.db` cannot be used
       └─ the file is not a ledger
hint: name another with `--ledger FILE`

"#]]
    );
    session.run("echo 'It cost 5 million in May.' > a.txt").success();
    assert_data_eq!(
        session.run("factledger --ledger notes.db import a.txt").failure(),
        str![[r#"
error: the ledger `notes.db` cannot be used
       └─ the file is not a ledger
hint: name another with `--ledger FILE`

"#]]
    );
    let notes = fs::read_to_string(session.path().join("notes.db")).unwrap();
    assert_eq!(notes, "these are notes, and no database at all\n");
    assert_data_eq!(
        session.run("factledger --ledger . list").failure(),
        str![[r#"
error: the ledger `.` cannot be used
       └─ the file is not a ledger
hint: name another with `--ledger FILE`

"#]]
    );
    assert_data_eq!(
        session.run("factledger --ledger a/b.db import a.txt").failure(),
        str![[r#"
error: the ledger `a/b.db` cannot be used
       └─ the ledger cannot be opened
       └─ No such file or directory (os error 2)
hint: make its folder first, or name another file with `--ledger FILE`

"#]]
    );
    session.run("factledger --ledger :memory: import a.txt").success();
    assert!(session.path().join(":memory:").is_file(), "the record was thrown away");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let session = Session::new().write("a.txt", "It cost 5 million in May.\n");
    let other = rusqlite::Connection::open(session.path().join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
    drop(other);
    let before = fs::read(session.path().join("other.db")).unwrap();
    let refused = session.run("factledger --ledger other.db import a.txt").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: the ledger `other.db` cannot be used
       └─ the file is not a ledger
hint: name another with `--ledger FILE`

"#]]
    );
    assert_eq!(fs::read(session.path().join("other.db")).unwrap(), before);
}

#[test]
fn a_ledger_of_a_newer_version_is_refused_with_both_numbers() {
    let session = Session::with_fixture("stadtwerke.txt");
    let ledger = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
    ledger.execute_batch("CREATE TABLE of_a_later_version (a TEXT) STRICT").unwrap();
    ledger.pragma_update(None, "user_version", 99).unwrap();
    drop(ledger);
    assert_data_eq!(
        session.run("factledger list").failure(),
        str![[r#"
error: the ledger `factledger.db` cannot be used
       └─ the ledger has format 99; this program reads formats up to 25
hint: use a newer factledger

"#]]
    );
}

#[test]
fn a_read_only_ledger_is_read_and_not_written() {
    let session = Session::with_fixture("stadtwerke.txt");
    // Root writes through permissions, but not to a file system that is read-only.
    let line = "mkdir disk && mount -t tmpfs -o size=20m none disk && cp factledger.db disk/ \
        && mount -o remount,ro disk";
    if session.run(line).code != 0 {
        skipped("a file system cannot be mounted here");
        return;
    }
    let list = session.run("factledger --ledger disk/factledger.db list --limit 1");
    let refused = session.run("factledger --ledger disk/factledger.db mark C1 corroborated");
    let at_new = session.run("factledger --ledger disk/new.db import stadtwerke.txt");
    session.run("umount disk").success();
    list.success();
    assert_data_eq!(
        refused.failure(),
        str![[r#"
error: the ledger `disk/factledger.db` cannot be used
       └─ the ledger is read-only: nothing was recorded
hint: reading works; to write, copy it elsewhere, or ask its owner to let your group write
      to the file and its folder: chmod g+w

"#]]
    );
    assert_data_eq!(
        at_new.failure(),
        str![[r#"
error: the ledger `disk/new.db` cannot be used
       └─ the ledger cannot be opened
       └─ it cannot be read or created

"#]]
    );
}

#[test]
fn a_full_disk_records_nothing_and_loses_nothing() {
    let session = Session::with_fixture("stadtwerke.txt").fixture("long-inquiry.txt");
    if session.run("mkdir disk && mount -t tmpfs -o size=800k none disk").code != 0 {
        skipped("a file system cannot be mounted here");
        return;
    }
    let small =
        session.run("cp factledger.db disk/ && factledger --ledger disk/factledger.db list");
    let large =
        session.run("factledger --ledger disk/factledger.db --this-copy import long-inquiry.txt");
    let after = session.run("factledger --ledger disk/factledger.db list");
    let report = session.run(
        "head -c 700000 /dev/zero > disk/filler; \
         factledger --ledger factledger.db export -o disk/report.html; ls disk/report.html",
    );
    session.run("umount disk").success();
    assert_data_eq!(
        large.failure(),
        str![[r#"
error: the ledger `disk/factledger.db` cannot be used
       └─ the disk is full: nothing was recorded
hint: make room and run it again

"#]]
    );
    assert_eq!(after.success(), small.success());
    assert_ne!(report.code, 0);
    assert!(report.stdout.is_empty(), "half a report was left behind");
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let session = Session::with_fixture("stadtwerke.txt");
    assert_data_eq!(
        session.run("factledger list > /dev/full").failure(),
        str![[r#"
error: the output could not be written
       └─ No space left on device (os error 28)

"#]]
    );
    session.run("factledger export > /dev/full").failure();
    session.run("factledger completions bash > /dev/full").failure();
}

#[test]
fn a_wrong_clock_or_colour_is_misuse() {
    let session = Session::new();
    assert_data_eq!(
        session.run("FACTLEDGER_NOW=soon factledger list").misuse(),
        str![[r#"
error: FACTLEDGER_NOW is not valid
       └─ not a time like `2026-11-23T08:00:00Z` (RFC 3339)

"#]]
    );
    session.run("factledger --color blue list").misuse();
    session.run("factledger").misuse();
}

#[test]
fn an_unreadable_folder_is_named_and_the_others_are_recorded() {
    let session = Session::new()
        .write("desk/a.txt", "The toll rose by 4 percent in May.\n")
        .write("desk/locked/b.txt", "The toll rose by 5 percent in May.\n");
    session.run("chmod 777 . desk && chmod 000 desk/locked").success();
    let Some(program) = as_nobody(&session) else {
        return skipped("another user cannot run the program here");
    };
    let ran = session.run(&format!("{program} import desk"));
    session.run("chmod 755 desk/locked").success();
    assert_data_eq!(
        ran.screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY  CLAIM
C1  unverified  [..]    -        The toll rose by 4 percent in May.
error: the folder `desk/locked` cannot be read
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 1 claim
error: 1 source was not imported
hint: the others are recorded; fix these and import them again

"#]]
    );
    assert_eq!(ran.code, 1);
}
