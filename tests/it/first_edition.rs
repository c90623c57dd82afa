//! A bundle of version 0.1.0, which signed no list of its files, is verified by rebuilding every
//! file as that version made it.

use std::fs;

use factledger::domain::Sha256;
use factledger::merkle::SigningKey;
use factledger::view::BundleNote;
use snapbox::{assert_data_eq, str};

use crate::session::{Session, repository};

fn bundled() -> Session {
    let bundle = fs::read(repository().join("fixtures/bundles/0.1.0.tar")).unwrap();
    let session = Session::new().write("b.tar", bundle);
    session.run("tar -xf b.tar && mv bundle b").success();
    session
}

/// Update the hashes, as anyone who changes a file can.
const LIST_AGAIN: &str = "(cd b && find . -type f ! -name 'SHA256SUMS*' | sed 's,^./,,' | LC_ALL=C sort | \
                    xargs -d '\\n' sha256sum > SHA256SUMS)";

#[test]
fn a_bundle_of_the_first_edition_is_sound() {
    let session = bundled();
    let expected = str![[r#"
8 entries hashed, 8 signatures and 1 checkpoint are valid
1 text or page matches its hash; 27 files match the log
not signed, as in version 0.1.0: anyone who has this log can make such a bundle,
  for an earlier state too, and the date of its report proves nothing
sound: 8 entries, root d258cf202bfc904d2dd6570a603f2621169bc3114448a17334abf362953e6493

"#]];
    for what in ["b.tar", "b"] {
        let said = session.run(&format!("FACTLEDGER_NOW=2026-12-01 factledger verify {what}"));
        let said = said.success();
        assert_data_eq!(said, expected.clone());
    }
}

#[test]
fn no_file_of_a_first_edition_bundle_is_trusted_unchecked() {
    let session = bundled();
    session.run("cp -r b whole").success();
    for change in [
        "sed -i 's/3.1 million/3.2 million/' b/report.html",
        "sed -i 's/3.1 million/3.2 million/' b/report.json",
        "sed -i 's/openssl/true/' b/VERIFY.md",
        "sed -i 's/^E=E[0-9]*/E={{ENTRY}}/' b/VERIFY.md",
        "sed -i 's/^E=E[0-9]* C=C2/E=E4 C=C1/' b/VERIFY.md",
        ": > b/VERIFY.md",
        "echo '#' >> b/verify.py",
        ": > b/verify.py",
        "rm b/verify.py",
        "rm b/VERIFY.md",
        "touch b/more",
    ] {
        session.run(change).success();
        for list in ["true", LIST_AGAIN] {
            session.run(list).success();
            let found = session.run("factledger verify b");
            assert_eq!(found.code, 3, "{change}\n{}", found.screen());
        }
        session.run("rm -r b && cp -r whole b").success();
    }
    session.run("factledger verify b").success();
}

/// To take the note away from a bundle of this version, or to call it one of another version, does
/// not make it one of which less is checked.
#[test]
fn a_bundle_of_this_version_does_not_pass_for_one_of_the_first_edition() {
    let session = Session::new().write("a.txt", "The toll rose by 5 percent.\n");
    for line in [
        "factledger import a.txt",
        "factledger mark C1 disputed -m 'it was 4'",
        "factledger export --format bundle -o b",
        "rm b/SHA256SUMS.note",
    ] {
        session.run(line).success();
    }
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("WRONG `SHA256SUMS.note` is missing"), "{}", found.stdout);
    for change in
        ["sed -i 's/made by factledger .*/made by factledger 0.1.0./' b/VERIFY.md", LIST_AGAIN]
    {
        session.run(change).success();
        let found = session.run("factledger verify b");
        assert_eq!(found.code, 3, "{change}\n{}", found.screen());
        assert!(
            found.stdout.contains("WRONG `VERIFY.md` differs from what the log"),
            "{}",
            found.stdout
        );
    }
}

#[test]
fn a_signature_added_to_a_first_edition_bundle_hides_no_change() {
    let session = bundled();
    session.run("sed -i 's/3.1 million/3.2 million/' b/report.html").success();
    session.run(LIST_AGAIN).success();
    // Its keys were made with a stopped clock: anybody can make them again.
    session.run("FACTLEDGER_NOW=2026-11-23T08:00:00Z factledger import b/VERIFY.md").success();
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let key: SigningKey = secret.trim().parse().unwrap();
    let log = fs::read_to_string(session.path().join("b/keys/log.vkey")).unwrap();
    assert_eq!(log.trim(), key.verifier().to_string());
    let sums = fs::read(session.path().join("b/SHA256SUMS")).unwrap();
    let note = BundleNote::new(key.name(), Sha256::of(sums)).sign(&key);
    let session = session.write("b/SHA256SUMS.note", note);
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3);
    for name in ["report.html", "SHA256SUMS.note"] {
        assert!(found.stdout.contains(&format!("WRONG `{name}` ")), "{}", found.stdout);
    }
}
