//! Verdicts that come in a table: all of them or none.

use crate::session::Session;

fn ledger() -> Session {
    Session::with_fixture("harbour-bridge.html")
}

fn statuses(session: &Session) -> Vec<String> {
    let claims = session.run("factledger list --sort id --format json").json();
    let claims = claims.as_array().unwrap().iter();
    claims.map(|claim| claim["status"].as_str().unwrap().to_owned()).collect()
}

fn entries(session: &Session) -> usize {
    session.run("factledger history --format jsonl").success().lines().count()
}

#[test]
fn a_table_is_recorded_whole_in_one_act() {
    let session = ledger().write(
        "work.csv",
        "\u{feff}Note;colour;STATUS;id\r\n\"register; table 4\";red;disputed;C1\r\n\
         fare list;;Corroborated;c2\r\n;;;C3\r\n",
    );
    let before = entries(&session);
    let ran = session.run("factledger mark --from work.csv --dry-run");
    assert!(ran.stdout.contains("C1  unverified  disputed"), "{}", ran.screen());
    for said in ["columns not used: colour", "2 claims would be marked by ana; 1 row left out"] {
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    assert_eq!(entries(&session), before);
    let ran = session.run("factledger mark --from - < work.csv");
    assert!(ran.stderr.contains("2 claims marked by ana; 1 row left out: nothing new"));
    assert_eq!(statuses(&session)[..3], ["disputed", "corroborated", "unverified"]);
    assert_eq!(entries(&session), before + 2);
    // Once more, there is nothing new in it.
    let ran = session.run("factledger mark --from work.csv");
    assert!(
        ran.stderr.contains("nothing to record in work.csv; 3 rows left out"),
        "{}",
        ran.stderr
    );
    assert_eq!(entries(&session), before + 2);
    session.run("factledger verify").success();
}

#[test]
fn every_bad_row_is_named_with_its_line_and_nothing_is_recorded() {
    let session = ledger().write(
        "work.csv",
        "id,status,note\nC1,disputed,register\nC99,disputed,register\nC2,disputed,\n\
         C3,false,register\nC1,corroborated,\nC4,,register\n,disputed,register\n\
         C5,corroborated,\"of\ntwo lines\"\nC6,maybe,\n",
    );
    let before = entries(&session);
    let said = session.run("factledger mark --from work.csv").failure();
    for expected in [
        "line 3: there is no claim `C99`",
        "line 4: ",
        "line 5: `false` is not a status",
        "line 6: `C1` is in line 2 too",
        "line 7: a note for `C4`, but no status",
        "line 8: it names no claim",
        "line 11: `maybe` is not a status",
        "nothing was recorded: 7 of 9 rows in work.csv cannot be",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!said.contains("line 9:"), "{said}");
    assert_eq!(entries(&session), before);
    for (table, expected) in [
        ("", "it is empty"),
        ("id,note\nC1,x\n", "its first line names no column `status`"),
        ("The bridge opened.\n", "its first line names no column `status`"),
        ("id,status\nC1,disputed,a,b\n", "line 2 has 4 cells, and the first line 2"),
    ] {
        let session = Session::new().write("work.csv", table);
        let said = session.run("factledger mark --from work.csv").failure();
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    session.run("factledger mark --from work.csv C1 disputed").misuse();
    session.run("factledger mark --from - -m -").misuse();
    session.run("factledger mark").misuse();
}

#[test]
fn a_list_is_a_table_to_fill_in() {
    let session = ledger();
    session.run("factledger mark C1 disputed -m '=2+2 says the register'").success();
    session.run("factledger --as ben mark C1 corroborated -m 'the minutes agree'").success();
    session.run("factledger mark C2 corroborated -m 'fare list'").success();
    session.run("factledger list --format csv > work.csv").success();
    let before = entries(&session);
    let ran = session.run("factledger mark --from work.csv");
    assert!(ran.stderr.contains("nothing to record"), "{}", ran.stderr);

    // A changed verdict needs a note of its own: the one that is there is of the verdict before.
    session.run("sed 's/^C2,corroborated/C2,disputed/' work.csv > changed.csv").success();
    let said = session.run("factledger mark --from changed.csv").failure();
    assert!(said.contains(": `C2`") || said.contains("note"), "{said}");
    session.run("factledger mark --from changed.csv -m 'new fare list'").success();
    assert_eq!(statuses(&session)[1], "disputed");
    assert_eq!(entries(&session), before + 1);

    // The hash says whether it is the same claim.
    let table = "id,quote_sha256,status\nC3,0000000000,corroborated\n";
    let session = session.write("other.csv", table);
    let said = session.run("factledger mark --from other.csv").failure();
    assert!(said.contains("`C3` has other words here"), "{said}");
}
