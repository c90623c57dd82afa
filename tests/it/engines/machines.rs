//! Two machines that write to one ledger, each with its own keys and its own clock.

use snapbox::{assert_data_eq, str};

use super::server::database;
use crate::session::Session;

#[test]
fn clocks_that_differ_change_nothing_of_the_order() {
    let Some(database) = database() else { return };
    let (here, there) = (Session::piped().fixture("market-day.txt"), Session::piped());
    let ledger = database.address("desk", "");
    let at = |machine: &Session, now: &str, line: &str| {
        machine.run(&format!("FACTLEDGER_NOW={now} factledger --ledger '{ledger}' {line}"))
    };
    at(&here, "2026-11-24T09:00:00Z", "import market-day.txt").success();
    let key = at(&there, "2026-11-24T09:00:00Z", "--as ben reviewer export-key").success();
    let add = format!("reviewer add ben --key '{}'", key.trim());
    at(&here, "2026-11-24T09:01:00Z", &add).success();
    // One clock is behind by a day, and then ahead by a year.
    let said = at(&there, "2026-11-23T09:02:00Z", "--as ben mark C1 corroborated -m one").stderr;
    assert!(said.contains("is a clock wrong? this machine says that it is"), "{said}");
    at(&here, "2026-11-24T09:03:00Z", "mark C1 disputed -m two").success();
    at(&there, "2027-11-24T09:04:00Z", "--as ben mark C1 disputed -m three").success();
    at(&here, "2026-11-24T09:05:00Z", "mark C2 disputed -m four").success();
    let history = "history --type claim.reviewed --format csv | cut -d, -f1-3";
    assert_data_eq!(
        at(&here, "2026-11-24T10:00:00Z", history).success(),
        str![[r#"
id,at,actor
E8,2026-11-24T09:05:00Z,ana
E7,2027-11-24T09:04:00Z,ben
E6,2026-11-24T09:03:00Z,ana
E5,2026-11-23T09:02:00Z,ben

"#]]
    );
    let shown = at(&here, "2026-11-24T10:00:00Z", "list --status disputed --format csv").success();
    assert_eq!(shown.lines().count(), 3, "{shown}");
    for machine in [&here, &there] {
        at(machine, "2026-11-24T10:00:00Z", "verify").success();
        at(machine, "2020-01-01T00:00:00Z", "verify").success();
    }
}
