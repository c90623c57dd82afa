//! The ratings of the house: given with verdicts, shown beside the status, and never in its place.

use serde_json::json;

use crate::session::Session;

const SCALE: &str = r#"[{"label": "false", "status": "disputed"},
 {"label": "misleading", "status": "disputed", "description": "true, and yet it deceives"},
 {"label": "true", "status": "corroborated"}]"#;

/// Two claims, the people ana, ben and cat, of whom ana is the editor, and a scale.
fn session() -> Session {
    let text = "Fares rose by 4 percent.\n\nFares fell by 2 percent.\n";
    let session = Session::new().write("a.txt", text).write("scale.json", SCALE);
    session.run("factledger --as ana import a.txt --min-score 0").success();
    for name in ["ben", "cat"] {
        session.run(&format!("factledger --as ana reviewer add {name}")).success();
    }
    session.run("factledger --as ana rating scale set scale.json -m 'agreed on 3 May'").success();
    session
}

#[test]
fn a_rating_stands_beside_the_status_everywhere() {
    let session = session();
    let shown = session.run("factledger rating scale show").success();
    assert!(shown.contains("misleading  disputed      true, and yet it deceives"), "{shown}");
    let again = session.run("factledger rating scale show --format json > again.json");
    assert_eq!(again.code, 0);
    let same = session.run("factledger --as ana rating scale set again.json -m x");
    assert!(same.stderr.contains("that is the scale of ratings already"), "{}", same.screen());
    for (line, why) in [
        ("mark C1 corroborated --rating false", "these are: `true`"),
        ("mark C1 --rating true-ish", "its ratings are: `false`, `misleading`, `true`"),
        ("mark C1 unverified --rating true -m x", "the scale has none for that"),
        ("rating scale set a.txt -m x", "is no scale of ratings"),
        ("rating scale clear -m x", "ben is a reviewer, who may not do that"),
    ] {
        let ran = session.run(&format!("factledger --as ben {line}"));
        assert!(ran.code > 0 && ran.stderr.contains(why), "{line}\n{}", ran.screen());
    }
    // In any case, and without the status that it stands for.
    session.run("factledger --as ben mark C1 --rating Misleading -m no").success();
    session.run("factledger --as cat mark C1 disputed --rating false -m no").success();
    let shown = session.run("factledger show C1").success();
    assert!(shown.starts_with("C1  disputed (misleading; false)\n"), "{shown}");
    assert!(shown.contains("disputed (false) by cat"), "{shown}");
    let claim = session.run("factledger show C1 --format json").json();
    assert_eq!(
        (&claim["ratings"], &claim["status"]),
        (&json!(["misleading", "false"]), &json!("disputed"))
    );
    // An editor's resolution settles it.
    session.run("factledger --as ben mark C1 --rating true -m 'it rose'").success();
    let claim = session.run("factledger show C1 --format json").json();
    assert_eq!(claim.get("ratings"), None, "in conflict");
    session.run("factledger --as ana resolve C1 --rating misleading -m 'the base year'").success();
    let report = session.run("factledger export").success();
    assert!(report.contains("✕ **disputed** (misleading)"), "{report}");
    assert!(report.contains("ana resolved the conflict on 23 November 2026: the base year"));
    let html = session.run("factledger export --format html").success();
    assert!(html.contains("✕ disputed</span><br><small><bdi>misleading</bdi></small>"), "{html}");
    // Another scale leaves it standing.
    session.run("factledger --as ana rating scale clear -m 'three are enough'").success();
    let table = "id,status,note,rating\nC2,,,true\n";
    std::fs::write(session.path().join("work.csv"), table).unwrap();
    let refused = session.run("factledger --as ana mark --from work.csv");
    assert!(refused.stderr.contains("`true` is no rating"), "{}", refused.screen());
    session.run("factledger --as ana rating scale set scale.json -m back").success();
    session.run("factledger --as ana mark --from work.csv").success();
    let listed = session.run("factledger -q list --sort id --format csv").success();
    let ratings: Vec<&str> = listed.lines().filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(ratings, ["rating", "misleading", "true"]);
    // What a list says is nothing new.
    session.run("factledger list --format csv > work.csv").success();
    let nothing = session.run("factledger --as ana mark --from work.csv");
    assert!(nothing.stderr.contains("nothing to record"), "{}", nothing.screen());
    let history = session.run("factledger history C1").success();
    assert!(history.contains("marked C1 disputed (misleading)"), "{history}");
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    assert_eq!(session.run("python3 -I b/verify.py").code, 0);
    session.run("factledger verify").success();
}
