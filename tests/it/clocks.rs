//! Clocks that are wrong are warned of, and a report of an earlier moment shows that moment.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// Three claims, recorded on 1 May.
fn session() -> Session {
    let session = Session::new().write(
        "fares.txt",
        "Fares rose by 12 percent on 1 March 2025.\n\
         The ferry line carried 412,000 passengers in 2024, the harbour office said.\n\
         The operator spent 3.4 million crowns on new engines.\n",
    );
    at(&session, "2026-05-01", "import fares.txt --min-score 0");
    session
}

#[track_caller]
fn at(session: &Session, day: &str, line: &str) -> String {
    let ran = session.run(&format!("FACTLEDGER_NOW={day}T08:00:00Z factledger {line}"));
    assert_eq!(ran.code, 0, "{}", ran.screen());
    ran.stderr
}

#[test]
fn a_time_that_cannot_be_right_is_warned_of_when_it_is_recorded() {
    let session = session();
    assert_data_eq!(
        at(&session, "1970-01-01", "mark C1 disputed -m 'flat battery'"),
        str![[r#"
warning: E4 is dated 1970-01-01T08:00:00Z, earlier than E3, which was recorded before it
is a clock wrong? this machine says that it is 1970-01-01T08:00:00Z; it is recorded all the same, and the order of entries is proven
1 claim marked disputed by ana

"#]]
    );
    // The next one is only before the beginning.
    let said = at(&session, "1970-01-02", "note C1 -m 'still flat'");
    assert!(said.contains("E5 is dated 1970-01-02T08:00:00Z, earlier than E0"), "{said}");
    let said = at(&session, "2099-01-01", "mark C2 disputed -m 'wrong year'");
    assert!(said.contains("E5, the entry before, is dated 1970-01-02T08:00:00Z, more"), "{said}");
    let said = at(&session, "2026-05-02", "--as ben note C2 -m 'all is well'");
    assert!(said.contains("E7 is dated 2026-05-02T08:00:00Z, earlier than E6"), "{said}");
    // An import is an act, too.
    let session = session.write("more.txt", "The line owns 14 boats.\n");
    let line = "FACTLEDGER_NOW=2026-05-01T20:00:00Z factledger import more.txt --min-score 0";
    let said = session.run(line).stderr;
    assert!(said.contains("E9 is dated 2026-05-01T20:00:00Z, earlier than E8"), "{said}");
    // Clocks that differ by less than a minute are no surprise, and neither is a slow week.
    let said = session.run("FACTLEDGER_NOW=2026-05-01T19:59:10Z factledger note C3 -m x").stderr;
    assert!(!said.contains("warning"), "{said}");
    let said = at(&session, "2026-05-20", "note C3 -m y");
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn a_wrong_clock_is_named_wherever_its_entries_are_shown() {
    let session = session();
    at(&session, "1970-01-01", "mark C1 disputed -m 'flat battery'");
    at(&session, "2099-01-01", "mark C2 disputed -m 'wrong year'");
    at(&session, "2026-05-03", "export --format bundle -o b");
    let history = session.run("FACTLEDGER_NOW=2026-05-03 factledger history --limit 2").screen();
    assert!(history.contains("marked C1 disputed (dated earlier"), "{history}");
    assert!(
        history.contains("warning: E5 is dated 2099-01-01T08:00:00Z, later than now: a clock"),
        "{history}"
    );
    let verified = session.run("FACTLEDGER_NOW=2026-05-03 factledger verify").success();
    for said in [
        "warning: E4 is dated 1970-01-01T08:00:00Z, earlier than E3, which was recorded before it: a clock was",
        "warning: E5 is dated 2099-01-01T08:00:00Z, later than now: a clock was wrong",
        "sound: 6 entries",
    ] {
        assert!(verified.contains(said), "{verified}");
    }
    let told = session.run("FACTLEDGER_NOW=2026-05-03 factledger verify --format json").json();
    assert_eq!(told["sound"], true);
    assert_eq!(told["odd_times"][0]["earlier_than"], "E3");
    let report = session.run("FACTLEDGER_NOW=2026-05-03 factledger export").success();
    for said in [
        "- A clock was wrong: E4 is dated 1 January 1970, 08:00 UTC, before E3.",
        "- A clock was wrong: E5 is dated 1 January 2099, 08:00 UTC, after this report was made.",
        "ana: reviewed it: disputed (dated before E3)",
    ] {
        assert!(report.contains(said), "{report}");
    }
    let page = session.run("cat b/report.html").success();
    assert!(page.contains("A clock was wrong: <bdi>E4</bdi> is dated"), "{page}");
    // Both verifiers rebuild it.
    session.run("factledger verify b").success();
    session.run("python3 -I b/verify.py b").success();
    session.run("sed -i 's/,\"earlier_than\":\"E3\"//' b/report.json").success();
    assert_eq!(session.run("factledger verify b").code, 3);
    assert_eq!(session.run("python3 -I b/verify.py b").code, 3);
}

#[test]
fn a_report_at_a_time_shows_the_ledger_of_that_time() {
    let session = session();
    at(&session, "2026-05-02", "mark C1 corroborated");
    let then = session.run("FACTLEDGER_NOW=2026-05-03 factledger export --format json").json();
    at(&session, "2026-05-20", "--as ben mark C1 disputed -m 'it was 11 percent'");
    at(&session, "2026-05-21", "reviewer revoke ben -m 'left'");
    let session = session.write("more.txt", "The line owns 14 boats.\n");
    at(&session, "2026-05-22", "import more.txt --min-score 0");
    let line = "FACTLEDGER_NOW=2026-06-01 factledger export --at 2026-05-03 --format";
    let mut report = session.run(&format!("{line} json")).json();
    let as_of = serde_json::json!({
        "at": "2026-05-03T00:00:00Z", "entries": 10, "left_out": []
    });
    assert_eq!(report["as_of"], as_of);
    // But for the date, it is the report that was made then.
    report["as_of"] = serde_json::Value::Null;
    assert_eq!(report["made_at"], "2026-06-01T00:00:00Z");
    report["made_at"] = then["made_at"].clone();
    assert_eq!(report, then);
    for format in ["md", "html"] {
        let report = session.run(&format!("{line} {format}")).success();
        let state = "This is the state of 3 May 2026, 00:00 UTC: 5 of 10 entries.";
        assert!(report.contains(state), "{report}");
        assert!(!report.contains("ben") && !report.contains("2026-05-2"), "{report}");
    }
    let said = session.run(&format!("{line} csv"));
    assert!(said.stderr.contains("it shows the state of 2026-05-03T00:00:00Z: 5 of 10 entries"));
    assert!(!said.success().contains("11 percent"));
    // What did not exist then is not there, and what is impossible is refused.
    for (arguments, why) in [
        ("--at 2026-05-03 --article A2", "there is no article `A2`"),
        ("--at 2026-04-01", "nothing was recorded by 2026-04-01T00:00:00Z: the ledger begins at"),
        ("--at 2027-01-01", "that is in the future"),
        ("--at 2026-05-03 --format bundle -o b", "a bundle shows the latest state"),
    ] {
        let line = format!("FACTLEDGER_NOW=2026-06-01 factledger export {arguments}");
        let refused = session.run(&line);
        assert!(refused.code != 0 && refused.stderr.contains(why), "{}", refused.screen());
    }
}

#[test]
fn a_report_at_a_time_holds_nothing_dated_later_whatever_the_clocks_said() {
    let session = session();
    at(&session, "2099-01-01", "mark C2 disputed -m 'wrong year'");
    at(&session, "2026-05-02", "mark C1 corroborated");
    at(&session, "2026-05-20", "mark C3 corroborated");
    let line = "FACTLEDGER_NOW=2026-06-01 factledger export --at 2026-05-10";
    let report = session.run(line).success();
    assert!(report.contains(
        "**This is the state of 10 May 2026, 00:00 UTC: 4 of 7 entries. (2026-05-10T00:00:00Z)** Left \
         out, because they follow entries that are dated later: E5."
    ), "{report}");
    assert!(!report.contains("✓ **corroborated**") && !report.contains("2099"), "{report}");
}
