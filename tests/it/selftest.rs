//! `selftest`: the program tampers with a scratch ledger and shows what it detects.

use crate::session::Session;

#[test]
fn selftest_finds_everything_it_promises_and_touches_no_ledger_or_key() {
    let session = Session::new();
    let ran = session.run("factledger selftest --format json");
    assert_eq!(ran.code, 0, "{}", ran.screen());
    assert!(ran.stderr.contains(" tamperings found, as promised"), "{}", ran.stderr);
    assert_eq!(session.run("ls -A").success(), "", "nothing was left behind");
    let trials = ran.json();
    let trials = trials.as_array().unwrap();
    let promised = |is: bool| trials.iter().filter(|trial| trial["promised"] == is).count();
    assert!(promised(true) > 40, "{}", promised(true));
    for trial in trials {
        assert_eq!(trial["found"].is_string(), trial["promised"] == true, "{trial}");
    }
    let of = |on: &str| trials.iter().filter(|trial| trial["on"] == on).count();
    for on in ["ledger", "bundle", "proof"] {
        assert!(of(on) > 3, "{on}");
    }
}

#[test]
fn the_trials_have_the_same_results_at_any_time() {
    // The test above has it run by day.
    let session = Session::new();
    let ran = session.run("FACTLEDGER_NOW=2026-12-31T23:59:00Z factledger selftest -q");
    assert_eq!(ran.code, 0, "{}", ran.screen());
}
