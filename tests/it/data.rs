//! What is no article is not taken for one: tables, feeds, reports, bundles, keys.

use crate::session::Session;

const TABLE: &str = "claim,claimant,rating\n\
    \"The Upper Dam cost 41 million marks in 2023\",Ilvane,False\n\
    \"Orsk has 12 dams, more than in 2010\",Anders,True\n";

fn ledger() -> Session {
    let session = Session::with_fixture("harbour-bridge.html");
    session.run("factledger mark C1 disputed -m 'the register says less'").success();
    session
}

#[track_caller]
fn check_refused(session: &Session, command: &str, what: &str, next: &str) {
    let before = session.run("factledger history --format csv").success();
    let ran = session.run(command);
    assert_eq!(ran.code, 1, "{command}: {}", ran.stderr);
    assert!(ran.stderr.contains(what), "{command}: {}", ran.stderr);
    let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(next), "{command}: {}", ran.stderr);
    assert_eq!(session.run("factledger history --format csv").success(), before);
}

#[test]
fn data_is_refused_by_its_content_and_by_its_name() {
    let session = ledger()
        .write("table.txt", TABLE)
        .write("answer.txt", "{\"claims\":[{\"text\":\"The dam cost 41 million marks\"}]}")
        .write("lines.md", "{\"text\":\"It cost 41 million\"}\n{\"text\":\"It cost 42 million\"}\n")
        .write("feed.html", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel></channel></rss>")
        .write("prose.csv", "The dam cost 41 million marks in 2023.\n");
    for (file, what, next) in [
        ("table.txt", "it is a table (CSV)", "factledger mark --from FILE"),
        ("answer.txt", "it is data (JSON)", "--reader text"),
        ("lines.md", "it is data (JSON Lines)", "--reader text"),
        ("feed.html", "it is a feed", "factledger import ADDRESS"),
        ("prose.csv", "it is a table (CSV)", "--reader text"),
    ] {
        check_refused(&session, &format!("factledger import {file}"), what, next);
    }
    check_refused(
        &session,
        "factledger import - < table.txt",
        "it is a table (CSV)",
        "mark --from",
    );
    session.run("factledger import prose.csv --reader text").success();
    session.run("factledger import table.txt --reader text").success();
}

#[test]
fn what_the_program_made_is_not_taken_in_again() {
    let session = ledger();
    for format in ["json", "md", "html", "csv"] {
        session.run(&format!("factledger export --format {format} -o report.{format}")).success();
    }
    for line in [
        "factledger export --format bundle -o bundle",
        "factledger export --format bundle -o bundle.tar",
        "tar czf bundle.tar.gz bundle",
        "factledger checkpoint -o checkpoint.txt",
        "factledger prove C1 -o proof.txt",
        "factledger reviewer export-key > key.txt",
        "cat .home/.config/factledger/keys/*/ledger.key > secret.txt",
    ] {
        session.run(line).success();
    }
    for (path, what, next) in [
        ("report.json", "a report that this program made", "export --format bundle"),
        ("report.md", "a report that this program made", "import the articles"),
        ("report.html", "a report that this program made", "import the articles"),
        ("report.csv", "a table of claims and verdicts", "mark --from FILE"),
        ("bundle", "a bundle of a ledger", "factledger verify BUNDLE"),
        ("bundle.tar", "a bundle of a ledger", "factledger verify BUNDLE"),
        ("bundle.tar.gz", "a gzip archive", "unpack it first"),
        ("factledger.db", "a database", "factledger verify FILE"),
        ("checkpoint.txt", "a checkpoint of a ledger", "verify --checkpoint FILE"),
        ("proof.txt", "a proof", "factledger verify FILE"),
        ("key.txt", "a public key", "verify FILE --key KEY"),
        ("secret.txt", "a private key", "nothing was recorded"),
        ("secret.txt --reader text", "a private key", "keep it secret"),
    ] {
        check_refused(&session, &format!("factledger import {path}"), what, next);
    }
}

#[test]
fn in_a_folder_data_is_left_out_and_named_and_the_rest_goes_on() {
    let session = ledger()
        .write("in/table.txt", TABLE)
        .write("in/dam.txt", "The dam cost 41 million marks in 2023, the ministry said.\n");
    session.run("factledger export --format bundle -o in/made").success();
    let ran = session.run("factledger import in");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for named in ["`in/made` is a bundle", "`in/table.txt` was not imported", "A2 recorded"] {
        assert!(ran.screen().contains(named), "{named}: {}", ran.screen());
    }
    let listed = session.run("factledger list --format jsonl").success();
    assert!(listed.contains("The dam cost 41 million") && !listed.contains("claimant,rating"));
}
