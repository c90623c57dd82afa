//! A bundle can be verified with nothing else at hand, and any change in it is found: by
//! the program, by Python, and by hand.

mod edition;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use factledger::domain::Sha256;
use factledger::merkle::{SigningKey, sign};
use factledger::view::BundleNote;
use snapbox::{assert_data_eq, str};

use crate::insider::Insider;
use crate::session::{Session, skipped};

/// A ledger in which two reviewers judged, with the bundle of it in `b`.
fn bundled() -> Session {
    let session = Session::new()
        .write("a.txt", "The toll rose by 5 percent, the council said.\nIt cost 6 crowns in May.\n")
        .fixture("market-day.txt");
    for line in [
        "factledger import a.txt --title T",
        "factledger mark C1 disputed -m 'it was 4'",
        "factledger --as ben mark C1 corroborated -m 'the minutes say 5'",
        "factledger --as ben mark C2 corroborated",
        "factledger import market-day.txt",
        "factledger add A1 'in May'",
        "factledger dismiss C3 -m 'no claim'",
        "factledger export --format bundle -o b",
    ] {
        session.run(line).success();
    }
    session
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// Update the hashes, as anyone who changes a file can.
const LIST_AGAIN: &str = "(cd b && find . -type f ! -name 'SHA256SUMS*' | sed 's,^./,,' | LC_ALL=C sort | \
                    xargs -d '\\n' sha256sum > SHA256SUMS)";

const PYTHON: &str = "python3 -I b/verify.py b";

fn has_python(session: &Session) -> bool {
    let is_there =
        session.run("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'").code == 0;
    if !is_there {
        skipped("a bundle by Python, for want of Python 3.9");
    }
    is_there
}

fn has_openssl(session: &Session) -> bool {
    let is_there = session.run("openssl version | grep -q 'OpenSSL [3-9]'").code == 0;
    if !is_there {
        skipped("a bundle by hand, for want of OpenSSL 3");
    }
    is_there
}

#[test]
fn a_bundle_is_enough_to_verify_everything_in_it() {
    let session = bundled();
    session.run("mv .home .elsewhere && rm factledger.db").success();
    assert_data_eq!(
        session.run("factledger verify b").screen(),
        str![[r#"
12 entries hashed, 12 signatures and 1 checkpoint are valid
2 texts and pages match their hashes; 37 files match the log
the log's key signed the list of files
sound: 12 entries, root [..]
to know whose log this is, compare its key with one you got from its owner:
--key factledger-test/2e93157149d8c081+d1076e2c+AV/qF1zKkHRuQ/y21eK/Kxziy7p/5aCmnIRo3rgjGMYr
to rule out an older copy, and a rewrite by its owner,
compare with a checkpoint kept elsewhere: --checkpoint FILE

"#]]
    );
    session.run("factledger verify b --key b/keys/log.vkey --checkpoint b/checkpoint").success();
    if has_python(&session) {
        let said = session.run(&format!("{PYTHON} --key b/keys/log.vkey")).success();
        assert!(said.contains("\nsound: "), "{said}");
    }
}

#[test]
fn the_same_ledger_and_moment_make_the_same_bytes_in_a_folder_and_in_an_archive() {
    let session = bundled();
    let at = "FACTLEDGER_NOW=2026-11-24T00:00:00Z";
    for line in [
        format!("{at} factledger export --format bundle -o one"),
        format!("{at} factledger export --format bundle -o two"),
        format!("{at} factledger export -o one.tar"),
        format!("{at} factledger export --format bundle > two.tar"),
        "cmp one.tar two.tar && mkdir x && tar -xf one.tar -C x".to_owned(),
        "factledger verify one.tar".to_owned(),
    ] {
        session.run(&line).success();
    }
    let one = files(&session.path().join("one"));
    assert_eq!(one, files(&session.path().join("two")));
    assert_eq!(one, files(&session.path().join("x/bundle")));
    assert_ne!(one, files(&session.path().join("b")));
}

#[test]
fn a_changed_byte_in_any_file_is_found_even_if_the_hash_list_is_updated() {
    let session = bundled();
    let bundle = session.path().join("b");
    for (number, (name, bytes)) in files(&bundle).into_iter().enumerate() {
        let mut changed = bytes.clone();
        // Not the last one: a line end is not a letter of any word.
        let at = changed.len() / 2;
        changed[at] ^= 1;
        // A list that was not updated finds it in any case, which is tried with some.
        for list in ["", LIST_AGAIN].into_iter().skip(usize::from(number % 4 != 0)) {
            fs::write(bundle.join(&name), &changed).unwrap();
            if !list.is_empty() && name != "SHA256SUMS" {
                session.run(list).success();
            }
            let found = session.run("factledger verify b");
            assert_eq!(found.code, 3, "{name}\n{}", found.screen());
        }
        fs::write(bundle.join(&name), &bytes).unwrap();
        session.run(LIST_AGAIN).success();
    }
    session.run("factledger verify b").success();
}

#[test]
fn python_finds_a_changed_letter_in_the_report_the_note_the_article_and_the_history() {
    let session = bundled();
    if !has_python(&session) {
        return;
    }
    session.run("cp -r b whole").success();
    for change in [
        "sed -i 's/it was 4/it was 3/' b/report.json",
        "sed -i 's/\"status\":\"corroborated\"/\"status\":\"disputed\"/' b/report.json",
        "sed -i 's/\"claim\":\"C/\"claim\":\"D/' b/entries/E4.note",
        "sed -i 's/\"claim\":\"C/\"claim\":\"D/' b/tile/entries/*/*",
        "sed -i 's/it was 4/it was 3/' b/words.jsonl",
        "sed -i 2d b/words.jsonl",
        "rm b/words.jsonl",
        "sed -i 's/5 percent/6 percent/' b/contents/*",
        "sed -i '2s/1/2/' b/checkpoint",
        "sed -i '3s/^./x/' b/checkpoint",
        "rm b/entries/E4.note",
        "cp b/entries/E4.note b/entries/E99.note",
        "sed -i '$d' b/keys/reviewers.vkey",
    ] {
        session.run(change).success();
        for list in ["true", LIST_AGAIN] {
            session.run(list).success();
            let found = session.run(PYTHON);
            assert_eq!(found.code, 3, "{change}\n{}", found.screen());
            assert!(found.screen().contains("NOT SOUND"), "{change}\n{}", found.screen());
            let found = session.run("factledger verify b");
            assert_eq!(found.code, 3, "{change}\n{}", found.screen());
        }
        session.run("rm -r b && cp -r whole b").success();
    }
    session.run(PYTHON).success();
}

/// The lines of a bundle's VERIFY.md that are for a shell.
fn by_hand(session: &Session) -> String {
    let instructions = fs::read_to_string(session.path().join("b/VERIFY.md")).unwrap();
    let blocks = instructions.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn the_steps_by_hand_convince_and_find_one_changed_letter() {
    let session = bundled();
    if !has_openssl(&session) {
        return;
    }
    let steps = by_hand(&session);
    assert!(steps.contains("E=E7 C=C2"), "{steps}");
    let session = session.write("steps", steps);
    let run = "cd b && sh -eu ../steps";
    let said = session.run(run);
    assert_eq!(said.code, 0, "{}", said.screen());
    assert!(said.stdout.contains("It cost 6 crowns in May."), "{}", said.stdout);
    assert!(said.stdout.contains("you take on trust: KEY is empty"), "{}", said.stdout);
    session.run("cp -r b whole").success();
    // A change, and whether it is found where the hashes were made to fit and the note signed again.
    for (change, is_found_though_signed) in [
        ("sed -i 's/corroborated/disputed/' b/entries/E7.note", true),
        (
            "sed -i 's/corroborated/disputed/' b/entries/E7.note && sed -i \"2s,.*,extra $(base64 -w0 < b/entries/E7.note),\" b/proofs/E7.tlog-proof",
            true,
        ),
        ("sed -i '4s/^./x/' b/proofs/E7.tlog-proof", true),
        ("sed -i 's/6 crowns/7 crowns/' b/contents/*", true),
        ("sed -i '3s/^./x/' b/checkpoint", true),
        ("sed -i '5s/.....$/AAAA=/' b/checkpoint", true),
        ("tail -n 1 b/checkpoint >> b/checkpoint", true),
        (
            "sed -i '0,/\"status\":\"corroborated\"/s//\"status\":\"corroborated\",\"status\":\"disputed\"/' b/report.json",
            true,
        ),
        (
            "sed -i '0,/\"status\":\"corroborated\"/s//\"status\":\"corroborated\",\"s\\\\u0074atus\":\"disputed\"/' b/report.json",
            true,
        ),
        ("sed -i '$s/}$/,\"more\":{ \"id\" : \"C2\"}}/' b/report.json", true),
        ("sed -i 's/It cost 6/It cost 7/' b/report.json", false),
        ("sed -i 's/corroborated/disputed/' b/report.html", false),
        ("touch b/more", false),
        ("mkdir b/ALL_CORROBORATED", true),
        ("touch 'b/ALL CORROBORATED'", true),
        ("mkdir 'b/x\n.' && touch b/x 'b/x\n./checkpoint'", true),
        ("mkfifo b/more", true),
        ("rm b/keys/log.vkey && mkfifo b/keys/log.vkey", true),
        ("ln -s report.json b/more", true),
        ("sed -i p b/SHA256SUMS", true),
    ] {
        session.run(change).success();
        assert_ne!(session.run(run).code, 0, "{change}");
        if !change.ends_with("SHA256SUMS") {
            session.run(LIST_AGAIN).success();
        }
        assert_ne!(session.run(run).code, 0, "{change}, with hashes that fit");
        sign_again(&session);
        let found = session.run(run);
        assert_eq!(found.code != 0, is_found_though_signed, "{change}, signed\n{}", found.screen());
        session.run("rm -r b && cp -r whole b").success();
    }
    session.run(run).success();
    // With the key of another log it is not the one that was asked for.
    let log = fs::read_to_string(session.path().join("b/keys/log.vkey")).unwrap();
    let other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    for (key, code) in [(log.trim(), 0), (other, 1)] {
        session.run(&format!("sed \"s,^KEY='',KEY='{key}',\" steps > keyed")).success();
        let ran = session.run("cd b && sh -eu ../keyed");
        assert_eq!(ran.code, code, "{key}\n{}", ran.screen());
        assert_eq!(ran.stdout.contains("signed by the key that you gave"), code == 0);
    }
}

#[test]
fn no_number_in_a_bundle_is_run_as_shell_code() {
    let session = bundled();
    let log = Insider::of(&session).log;
    let checkpoint = fs::read_to_string(session.path().join("b/checkpoint")).unwrap();
    let size = checkpoint.lines().nth(1).unwrap();
    // Some shells run what is in brackets here when they calculate with it.
    let text: Vec<&str> = checkpoint.lines().take(3).collect();
    let number = "PATH[$(touch ../was-run)]+1";
    let text = text.join("\n").replace(&format!("\n{size}\n"), &format!("\n{number}\n"));
    let steps = by_hand(&session);
    let session =
        session.write("steps", steps).write("b/checkpoint", sign(&format!("{text}\n"), &log));
    session.run(LIST_AGAIN).success();
    sign_again(&session);
    for shell in ["sh", "bash", "dash"] {
        let ran = session.run(&format!("command -v {shell} && cd b && {shell} -eu ../steps"));
        assert_ne!(ran.code, 0, "{shell}: {}", ran.screen());
        assert!(!session.path().join("was-run").exists(), "{shell}: {}", ran.screen());
    }
}

#[test]
fn a_ledger_without_a_verdict_has_a_bundle_too() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    let steps = by_hand(&session);
    let session = session.write("steps", steps);
    let instructions = session.run("cat b/VERIFY.md").success();
    assert!(
        !instructions.contains("{{")
            && instructions.contains("\nNo claim of this ledger has been reviewed")
    );
    if has_openssl(&session) {
        let said = session.run("cd b && sh -eu ../steps").success();
        assert_eq!(said.lines().count(), 3, "{said}");
    }
    if has_python(&session) {
        session.run(PYTHON).success();
    }
}

#[test]
fn a_longer_log_fills_tiles() {
    let session = Session::with_fixture("stadtwerke.txt");
    let claims = "C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20";
    for number in 0..14 {
        session.run(&format!("factledger note {claims} -m 'note {number}'")).success();
    }
    session.run("factledger mark C1 corroborated").success();
    session.run("factledger export --format bundle -o b").success();
    assert_eq!(
        session.run("cd b/tile && find . -type f | sort").success(),
        "./0/000\n./0/001.p/29\n./1/000.p/1\n./entries/000\n./entries/001.p/29\n"
    );
    session.run("factledger verify b").success();
}

#[test]
fn a_key_and_a_checkpoint_show_whose_bundle_it_is() {
    let session = bundled();
    let other = Session::with_fixture("stadtwerke.txt");
    let key = other.run("cat .home/.config/factledger/keys/*/last-signed.checkpoint").success();
    let session = session.write("other.checkpoint", key);
    let refused = session.run("factledger verify b --checkpoint other.checkpoint");
    assert_eq!(refused.code, 3);
    // A later state of the same log: the bundle is older, and says so.
    session.run("factledger mark C2 disputed -m 'it was 7'").success();
    session.run("factledger checkpoint -o later").success();
    let older = session.run("factledger verify b --checkpoint later");
    assert_eq!(older.code, 3);
    assert!(older.stdout.contains("the ledger has 12 entries, but the checkpoint proves 13"));
    session.run("factledger export --format bundle -o later-b").success();
    session.run("factledger verify later-b --checkpoint b/checkpoint").success();
}

#[test]
fn something_else_is_not_verified_as_a_bundle_and_nothing_is_overwritten() {
    let session = bundled();
    session.run("mkdir empty && echo x > file").success();
    assert_data_eq!(
        session.run("factledger verify empty").failure(),
        str![[r#"
error: the bundle `empty` cannot be verified
       └─ it is not a bundle
hint: `factledger export --format bundle` makes one; `factledger verify --help` lists what
      else can be verified

"#]]
    );
    session.run("factledger verify file").failure();
    session.run("factledger verify absent").failure();
    session.run("factledger export --format bundle -o b").failure();
    session.run("factledger export --format bundle -o b --force").misuse();
    session.run("factledger export --article A1 --format bundle -o c").misuse();
    session.run("factledger verify b --rebuild").misuse();
    session.run("factledger verify b").success();
}

/// Sign the note of the bundle in `b` again, with the session's private key.
fn sign_again(session: &Session) {
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let key: SigningKey = secret.trim().parse().unwrap();
    let sums = fs::read(session.path().join("b/SHA256SUMS")).unwrap();
    let note = BundleNote::new(key.name(), Sha256::of(sums)).sign(&key);
    fs::write(session.path().join("b/SHA256SUMS.note"), note).unwrap();
}

#[test]
fn a_given_key_is_valid_or_refused() {
    let session = bundled().write("empty", "\n").write("rubbish", "x+y+z\n");
    for (key, code) in [
        ("b/keys/log.vkey", 0),
        ("empty", 2),
        ("rubbish", 2),
        ("'x+y+z'", 2),
        ("absent", 1),
        ("b/keys/reviewers.vkey", 2),
        ("'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'", 3),
    ] {
        for what in ["", "b"] {
            let ran = session.run(&format!("factledger verify {what} --key {key}"));
            assert_eq!(ran.code, code, "{what} {key}\n{}", ran.screen());
        }
    }
}

#[test]
fn more_findings_than_are_shown_are_counted() {
    let session = bundled();
    session.run("for n in $(seq 70); do touch b/more$n; done").success();
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3);
    assert_eq!(found.stdout.matches("WRONG").count(), 51);
    assert!(found.stdout.contains("WRONG and 20 more"), "{}", found.stdout);
    assert!(found.stderr.contains("70 problems found"), "{}", found.stderr);
}

/// Anyone with a reviewer's key can make a log of their own, but it does not pass for the true one.
#[test]
fn a_reviewers_key_is_never_taken_for_a_logs_key() {
    let session = bundled();
    let (key, name) = {
        let keys = session.path().join("b/keys");
        let log = fs::read_to_string(keys.join("log.vkey")).unwrap();
        let secret = session.run("cat .home/.config/factledger/keys/*/reviewers/ben.key").success();
        let name = format!("{}/ben", log.split('+').next().unwrap());
        (secret.trim().parse::<factledger::merkle::SigningKey>().unwrap(), name)
    };
    let entry = "{\"actor\":\"LOG/ana\",\"after\":{\"root\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"size\":0},\
        \"body\":{\"claim\":\"C1\",\"note\":\"forged\",\"quote_sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"status\":\"disputed\"},\
        \"id\":\"01a2076b-4400-7de4-af4b-8147c314b107\",\"ts\":\"2026-11-23T08:00:00Z\",\"type\":\"claim.reviewed\",\"v\":1}\n";
    let entry = entry.replace("LOG", &name);
    let signer = format!("{name}/ana").parse().unwrap();
    let signer = factledger::merkle::SigningKey::new(signer, &[9; 32]);
    let entry = factledger::merkle::sign(&entry, &signer);
    let root = factledger::merkle::leaf_hash(entry.as_bytes());
    let head = factledger::merkle::TreeHead { root, size: 1 };
    let checkpoint = factledger::merkle::Checkpoint::new(key.name(), head).sign(&key);
    let extra = Some(entry.into_bytes());
    let forged = factledger::merkle::TlogProof { checkpoint, extra, hashes: Vec::new(), index: 0 };
    let session = session.write("forged.tlog-proof", forged.to_string());
    let refused = session.run(
        "factledger verify forged.tlog-proof --key b/keys/log.vkey --key b/keys/reviewers.vkey",
    );
    assert_eq!(refused.code, 2, "{}", refused.screen());
    assert!(refused.stderr.contains(&format!("the key of the log `{name}` is needed")));
}

#[test]
fn nobody_adds_a_signature_to_the_checkpoint_of_a_bundle() {
    let session = bundled();
    session.run("factledger --as ben checkpoint --cosign -o cosigned").success();
    session.run("cp cosigned b/checkpoint").success();
    session.run(LIST_AGAIN).success();
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(found.stdout.contains("the checkpoint of 12 entries is not valid"), "{}", found.stdout);
    if has_python(&session) {
        assert_eq!(session.run(PYTHON).code, 3);
    }
    // Kept elsewhere it says what it says.
    session.run("factledger verify --checkpoint cosigned").success();
}

#[test]
fn a_private_key_given_by_mistake_is_not_shown() {
    let session = bundled();
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let secret = secret.trim();
    for key in [format!("'{secret}'"), ".home/.config/factledger/keys/*/ledger.key".to_owned()] {
        let refused = session.run(&format!("factledger verify b --key {key}"));
        assert_eq!(refused.code, 2);
        assert!(!refused.screen().contains("PRIVATE+KEY+"), "{}", refused.screen());
    }
}
