//! Who signs a bundle, and what is said of one that another version of the program made.

use snapbox::{assert_data_eq, str};

use super::{LIST_AGAIN, bundled, sign_again};

#[test]
fn claiming_another_version_excuses_no_file_of_a_bundle() {
    let session = bundled();
    for change in [
        "sed -i 's/corroborated/disputed/' b/report.html",
        "sed -i 's/made by factledger .*/made by factledger 9.9.9./' b/VERIFY.md",
        LIST_AGAIN,
    ] {
        session.run(change).success();
    }
    for note in ["true", "rm b/SHA256SUMS.note"] {
        session.run(note).success();
        let refused = session.run("factledger verify b");
        assert_eq!(refused.code, 3, "{}", refused.screen());
        assert!(!refused.stdout.contains("sound"), "{}", refused.stdout);
        for name in ["SHA256SUMS", "VERIFY.md", "report.html"] {
            let named = format!("WRONG `{name}` differs from what the log says");
            assert!(refused.stdout.contains(&named), "{}", refused.stdout);
        }
        assert!(refused.stdout.contains("WRONG `SHA256SUMS.note` "), "{}", refused.stdout);
    }
}

#[test]
fn files_written_by_another_version_are_reported_as_signed_but_not_compared() {
    let session = bundled();
    let reword = "sed -i 's/made by factledger .*/made by factledger 9.9.9./' b/VERIFY.md && \
                  sed -i 's/<h1 /<h1 id=\"top\" /' b/report.html && echo '# later' >> b/verify.py";
    session.run(reword).success();
    session.run(LIST_AGAIN).success();
    sign_again(&session);
    assert_data_eq!(
        session.run("factledger verify b").success(),
        str![[r#"
12 entries hashed, 12 signatures and 1 checkpoint are valid
2 texts and pages match their hashes; 33 files match the log
the log's key signed the list of files
signed, but not compared with the log: SHA256SUMS, VERIFY.md, report.html, verify.py
  they say that version 9.9.9 wrote them, and this is version 0.2.0
the log and every other file are sound: 12 entries

"#]]
    );
    let told = session.run("factledger verify b --format json").json();
    assert_eq!(told["sound"], false);
    assert_eq!(told["findings"].as_array().unwrap().len(), 0);
    assert_eq!(told["not_compared"][2], "report.html");
    // Nothing is excused that the signed list does not have as it is, nor what the log decides.
    session.run("cp -r b whole").success();
    for (change, is_listed_again, named) in [
        ("sed -i 's/it was 4/it was 3/' b/report.html", false, "report.html"),
        ("sed -i 's/it was 4/it was 3/' b/report.html", true, "SHA256SUMS.note"),
        ("sed -i 's/it was 4/it was 3/' b/report.json", true, "report.json"),
        ("rm b/report.html", true, "report.html"),
        ("touch b/report.pdf", true, "report.pdf"),
        ("sed -i '1!G;h;$!d' b/SHA256SUMS", false, "SHA256SUMS"),
    ] {
        session.run(change).success();
        if is_listed_again {
            session.run(LIST_AGAIN).success();
        }
        if named != "SHA256SUMS.note" && change.contains("b/report.json") || named == "SHA256SUMS" {
            sign_again(&session);
        }
        let found = session.run("factledger verify b");
        assert_eq!(found.code, 3, "{change}\n{}", found.screen());
        assert!(found.stdout.contains(&format!("WRONG `{named}` ")), "{}", found.stdout);
        session.run("rm -r b && cp -r whole b").success();
    }
    session.run("factledger verify b").success();
}

#[test]
fn a_bundle_needs_the_ledgers_private_key() {
    let session = bundled();
    session
        .run("mv .home/.config/factledger/keys/*/ledger.key ledger.key && ls -A > before")
        .success();
    for to in ["-o c", "-o c.tar", "> out"] {
        let refused = session.run(&format!("factledger export --format bundle {to}"));
        assert_data_eq!(
            refused.failure(),
            str![[r#"
error: a bundle is signed with the private key of the ledger
       └─ the key of the ledger is not on this machine: there is no `[..]/ledger.key`
hint: reading and verifying need no key; to write, name the folder it is in: `--keys FOLDER`
      on another machine or account: send a reviewer the line that
      `factledger --as NAME reviewer export-key` prints; when they have added it, a new copy
      of the ledger holds the ledger's key, too, sealed for you
      if it is lost, with all its backups: `factledger ledger succeed`
      `factledger export -o report.html` and `factledger prove CLAIM` need no key

"#]]
        );
    }
    session.run("test ! -s out && rm out && ls -A | cmp - before").success();
    session.run("factledger export -o report.html").success();
    session.run("factledger prove C1 -o C1.tlog-proof").success();
    // Another key does not pass for it.
    session
        .run(
            "cp .home/.config/factledger/keys/*/reviewers/ben.key \
        $(echo .home/.config/factledger/keys/*)/ledger.key",
        )
        .success();
    let refused = session.run("factledger export --format bundle -o c").failure();
    assert!(refused.contains("is not the one in the ledger"), "{refused}");
}
