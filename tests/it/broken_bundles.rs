//! Every way of breaking a bundle is found: what is broken is named, and the rest is
//! checked.

use crate::session::Session;

/// A ledger with two verdicts, and the bundle of it in `b`.
fn bundled() -> Session {
    let session = Session::new().write(
        "a.txt",
        "The toll rose by 5 percent, the council said.\nIt cost 6 crowns in May.\n",
    );
    for line in [
        "factledger import a.txt --title T",
        "factledger mark C1 disputed -m 'it was 4'",
        "factledger --as ben mark C2 corroborated -m 'the receipt'",
        "factledger export --format bundle -o b",
        "cp -r b whole",
    ] {
        session.run(line).success();
    }
    session
}

/// What is wrong with the bundle in `b` after it was changed.
#[track_caller]
fn check(session: &Session, change: &str, expected: &[&str]) {
    session.run(change).success();
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3, "{change}\n{}", found.screen());
    assert!(!found.stdout.contains("sound"), "{change}\n{}", found.screen());
    let named: Vec<&str> =
        found.stdout.lines().filter_map(|line| line.strip_prefix("WRONG ")).collect();
    assert_eq!(named, expected, "{change}");
    session.run("rm -rf b && cp -r whole b").success();
}

#[test]
fn every_broken_file_in_a_folder_is_named_and_the_rest_is_checked() {
    let session = bundled();
    let text = session.run("cd b/contents && ls").success();
    let text = text.trim();
    let no_checkpoint = "no signed checkpoint covers the entries from `E0` on";
    let not_a_checkpoint = "`checkpoint` does not have the expected format";
    let list = "`checkpoint` does not have the hash listed in `SHA256SUMS`";
    let note = "`SHA256SUMS.note` is missing from the bundle";
    for (change, expected) in [
        ("printf '\\377' > b/checkpoint", &[not_a_checkpoint, no_checkpoint, list][..]),
        (": > b/checkpoint", &[not_a_checkpoint, no_checkpoint, list]),
        (
            "rm b/checkpoint",
            &[
                "`checkpoint` is missing from the bundle",
                no_checkpoint,
                "`checkpoint` is listed in `SHA256SUMS`, but missing",
            ],
        ),
        (
            "truncate -s -1 b/tile/entries/*/*",
            &[
                "`tile/entries/000.p/7` does not have the expected format",
                no_checkpoint,
                "`tile/entries/000.p/7` does not have the hash listed in `SHA256SUMS`",
            ],
        ),
        (
            "rm -r b/tile",
            &[
                "`tile/entries/000.p/7` is missing from the bundle",
                "the ledger has words that no entry names, or that are withheld",
                "the ledger has a text or page that no entry names",
                "the log does not say whose it is",
                "`tile/0/000.p/7` is listed in `SHA256SUMS`, but missing",
                "`tile/entries/000.p/7` is listed in `SHA256SUMS`, but missing",
            ],
        ),
        (
            "rm b/words.jsonl",
            &[
                "the words of `E4` are missing",
                "the words of `E6` are missing",
                "`words.jsonl` is listed in `SHA256SUMS`, but missing",
            ],
        ),
        (
            "sed -i p b/words.jsonl",
            &[
                "`words.jsonl` does not have the expected format",
                "the words of `E6` are missing",
                "`words.jsonl` does not have the hash listed in `SHA256SUMS`",
            ],
        ),
        ("rm b/SHA256SUMS.note", &[note]),
        (
            "rm b/SHA256SUMS",
            &[
                "`SHA256SUMS.note` is not valid: it is for another `SHA256SUMS`",
                "`SHA256SUMS` is missing from the bundle",
            ],
        ),
        ("rm b/VERIFY.md", &["`VERIFY.md` is missing from the bundle"]),
        ("rm b/report.json", &["`report.json` is missing from the bundle"]),
        ("echo '[]' > b/report.json", &["`report.json` does not have the expected format"]),
        (
            "rm b/report.html && ln -s ../whole/report.html b",
            &[
                "`report.html` is a link or something else that is not a plain file",
                "`report.html` is missing from the bundle",
            ],
        ),
        ("mkfifo b/pipe", &["`pipe` is a link or something else that is not a plain file"]),
        ("mkdir -p b/x/y", &["`x/y` is an empty folder, and bundles have none"]),
        ("touch b/contents/x", &["`contents/x` is not a file of this bundle"]),
        (
            "mkdir b/bundle && cp b/checkpoint b/bundle",
            &["`bundle/checkpoint` is not a file of this bundle"],
        ),
        (
            "mv b/proofs/E4.tlog-proof b/proofs/E04.tlog-proof",
            &[
                "`proofs/E04.tlog-proof` is not a file of this bundle",
                "`proofs/E4.tlog-proof` is missing from the bundle",
            ],
        ),
        (
            "printf '\\357\\273\\277' | cat - whole/keys/log.vkey > b/keys/log.vkey",
            &["`keys/log.vkey` differs from what the log says, from line 1 on"],
        ),
        (
            "sed -i p b/keys/reviewers.vkey",
            &["`keys/reviewers.vkey` differs from what the log says, from line 2 on"],
        ),
        (
            "sed -i 's/$/\\r/' b/SHA256SUMS",
            &[
                "`SHA256SUMS.note` is not valid: it is for another `SHA256SUMS`",
                "`SHA256SUMS` differs from what the log says, from line 1 on",
            ],
        ),
        (
            "sed -n p b/SHA256SUMS.note b/SHA256SUMS.note > n && mv n b/SHA256SUMS.note",
            &["`SHA256SUMS.note` is not valid: its signature does not verify"],
        ),
    ] {
        check(&session, change, expected);
    }
    let change = "rm b/contents/*";
    check(
        &session,
        change,
        &[
            "`contents` is an empty folder, and bundles have none",
            &format!(
                "the index does not match the log: the text with SHA-256 {text} is missing \
                 from the ledger, or was changed"
            ),
            &format!("`contents/{text}` is listed in `SHA256SUMS`, but missing"),
        ],
    );
    session.run("factledger verify b").success();
}

#[test]
fn an_archive_that_could_unpack_differently_is_refused() {
    let session = bundled();
    session.run("factledger export -o b.tar && mkdir x && tar -xf b.tar -C x").success();
    session.run("factledger verify b.tar").success();
    for (make, named) in [
        (
            "tar -cf c.tar bundle",
            "`bundle/` of the archive has a name that no bundle file can have",
        ),
        ("tar -cf c.tar ./bundle/checkpoint", "`./bundle/checkpoint` of the archive has a name"),
        ("tar -cf c.tar -C bundle checkpoint", "`checkpoint` of the archive has a name"),
        (
            "tar --format=ustar -cf c.tar bundle/checkpoint",
            "`bundle/checkpoint` of the archive has an unexpected header",
        ),
        (
            "cp ../b.tar c.tar && tar --format=ustar -rf c.tar bundle/report.html",
            "`bundle/report.html` of the archive has an unexpected header",
        ),
        ("cat ../b.tar ../b.tar > c.tar", "`the end` of the archive is not where the file ends"),
        ("head -c 300 ../b.tar > c.tar", "`the start` of the archive is followed by nothing"),
        ("head -c 10000 ../b.tar > c.tar", "of the archive is cut off"),
        ("sed '1s/^b/c/' ../b.tar > c.tar", "`cundle/report.html` of the archive has a name"),
        // A size that a disk of no machine holds.
        (
            "{ head -c 124 ../b.tar && printf 77777777777 && tail -c +136 ../b.tar; } > c.tar",
            "`bundle/report.html` of the archive has an unexpected header",
        ),
    ] {
        session.run(&format!("cd x && rm -f c.tar && {make}")).success();
        let refused = session.run("factledger verify x/c.tar");
        assert_eq!(refused.code, 3, "{make}\n{}", refused.screen());
        assert!(refused.stderr.contains(named), "{make}\n{}", refused.stderr);
        assert!(refused.stderr.contains("unpack it, verify the folder"), "{}", refused.stderr);
    }
    session.run("factledger verify x/bundle").success();
}

#[test]
fn the_files_of_an_archive_stand_in_one_order() {
    let session = bundled();
    session.run("factledger export -o b.tar").success();
    let archive = std::fs::read(session.path().join("b.tar")).unwrap();
    // The first two files change places.
    let length = |at: usize| {
        let size = std::str::from_utf8(&archive[at + 124..at + 135]).unwrap();
        512 + usize::from_str_radix(size, 8).unwrap().next_multiple_of(512)
    };
    let second = length(0);
    let third = second + length(second);
    let swapped = [&archive[second..third], &archive[..second], &archive[third..]].concat();
    let session = session.write("c.tar", swapped);
    let found = session.run("factledger verify c.tar");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(
        found.stdout.starts_with("WRONG `report.json` is not in its usual place in the archive"),
        "{}",
        found.stdout
    );
}

/// What cannot be read is not damage: nothing is said of it.
#[cfg(unix)]
#[test]
fn unreadable_files_are_named_and_nothing_is_claimed_about_them() {
    let session = bundled();
    session.run("chmod 000 b/report.html b/proofs").success();
    if session.run("cat b/report.html").code == 0 {
        crate::session::skipped("what may not be read, as a user who may read everything");
        return;
    }
    let failed = session.run("factledger verify b").failure();
    assert!(failed.contains("`proofs/` cannot be read"), "{failed}");
    session.run("chmod 755 b/proofs").success();
    let failed = session.run("factledger verify b").failure();
    assert!(failed.contains("`report.html` cannot be read"), "{failed}");
}
