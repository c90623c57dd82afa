//! What a claim covers is shown beside its verdict, and changes nothing of that.

use serde_json::json;

use crate::session::Session;

fn session() -> Session {
    let fares = "Fares rose by 4 percent.\n\nFares fell by 2 percent.\n";
    let session = Session::new().write("fares.txt", fares);
    session.run("factledger --as ana import fares.txt --min-score 0").success();
    session
}

#[test]
fn a_scope_is_set_part_by_part_and_taken_back() {
    let session = session();
    let set = |line: &str, expected: &str| {
        let ran = session.run(&format!("factledger --as ana {line}"));
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
        assert!(ran.screen().contains(expected), "{line}\n{}", ran.screen());
    };
    set("scope C1 --period 2024 --place Ardelle", "set by ana: period 2024, place Ardelle");
    set("scope C1 --unit percent -m 'see page 3'", "period 2024, place Ardelle, unit percent");
    set("mark C1 corroborated", "");
    set("scope C1 --no-place --period 2023", "period 2023, unit percent");
    // What changes nothing is left out, and nothing at all is refused.
    set("scope C1 C2 --period 2023", "set by ana: period 2023");
    for (line, why) in [
        ("scope C1 --period 2023", "change nothing of what `C1` covers"),
        ("scope C9 --period 2023", "`C9`"),
        ("scope C1", "nothing is said of what they cover"),
        ("scope C1 --period ' '", "it is blank"),
        ("scope C1 --clear --unit m", "cannot be used with"),
    ] {
        let ran = session.run(&format!("factledger --as ana {line}"));
        assert!(ran.code > 0 && ran.stderr.contains(why), "{line}\n{}", ran.screen());
    }
    set("undo", "C2");
    let report = session.run("factledger export").success();
    assert!(report.contains("- covers period 2023, unit percent\n"), "{report}");
    assert_eq!(report.matches("- covers").count(), 1);
    let html = session.run("factledger export --format html").success();
    assert!(html.contains("period 2023, unit percent"), "{html}");
    let csv = session.run("factledger list --format csv").success();
    assert!(csv.lines().nth(2).unwrap().contains(",2023,,percent,"), "{csv}");
    set("undo", "C1");
    set("scope C1 --clear", "scope of 1 claim taken away by ana");
    let cleared = session.run("factledger show C1 --format json").json();
    assert_eq!(cleared["scope"], json!(null));
    set("undo", "C1");
    let shown = session.run("factledger show C1").success();
    assert!(shown.contains("covers     period 2024, place Ardelle, unit percent"), "{shown}");
    session.run("factledger verify").success();
}

#[test]
fn the_words_of_a_scope_can_be_withheld_and_a_bundle_shows_what_is_left() {
    let session = session();
    session.run("factledger --as ana scope C1 --place 'the house of Ina Quell'").success();
    let recorded = session.run("factledger history C1 --format json").json();
    assert_eq!(recorded[0]["place"], "the house of Ina Quell");
    let entry = recorded[0]["id"].as_str().unwrap();
    session.run("factledger export --format bundle -o whole").success();
    session.run(&format!("factledger --as ana withhold {entry} -m 'a private home'")).success();
    let shown = session.run("factledger show C1").success();
    assert!(shown.contains("place [withheld]") && !shown.contains("Quell"), "{shown}");
    // The part that is gone cannot be said again, and another stands beside it.
    session.run("factledger --as ana scope C1 --period 2024").success();
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["scope"]["period"], "2024");
    assert_eq!(shown["scope"].get("place"), None);
    session.run("factledger export --format bundle -o left").success();
    for bundle in ["whole", "left"] {
        session.run(&format!("factledger verify {bundle}")).success();
        assert_eq!(session.run(&format!("python3 -I {bundle}/verify.py")).code, 0, "{bundle}");
    }
    session.run("! grep -rq Quell left").success();
}
