//! A reader sees that a key was revoked, what it signed, and that there is a newer text.

use snapbox::{assert_data_eq, str};

use crate::insider::Insider;
use crate::session::Session;

/// cleo judged C1, and her key was revoked; the article was imported again with another text.
fn session() -> Session {
    let session = Session::new()
        .write("old.html", page("402,000 passengers"))
        .write("new.html", page("412,000 passengers"));
    for line in [
        "import old.html --min-score 0",
        "--as cleo mark C1 corroborated -m 'register, page 3'",
        "--as cleo note C1 -m 'asked the harbour office'",
        "mark C1 corroborated",
        "reviewer revoke cleo -m 'laptop stolen on 2 May'",
        "import new.html --min-score 0",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

fn page(counted: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Ferries</title>\
         <link rel=\"canonical\" href=\"https://tide.example/ferries\"></head><body><article>\
         <h1>Ferries</h1><p>The ferry line carried {counted} in 2024, the harbour office \
         said.</p></article></body></html>"
    )
}

#[test]
fn a_review_says_that_its_key_was_revoked_since() {
    let session = session();
    let shown = session.run("factledger show C1").success();
    let (_, reviews) = shown.split_once("newer text").unwrap();
    let (reviews, _) = reviews.split_once("\nENTRY").unwrap();
    assert_data_eq!(
        reviews,
        str![[r#"
 A2, imported later from the same origin, has another text

corroborated by cleo, 2026-11-23 08:01 (E5)
  ana revoked this key since (E8, 2026-11-23 08:04): laptop stolen on 2 May
  register, page 3

corroborated by ana, 2026-11-23 08:03 (E7)

"#]]
    );
    let shown = session.run("factledger show C1 --format json").json();
    let revocation = serde_json::json!({
        "entry": "E8", "at": "2026-11-23T08:04:00Z", "by": "ana",
        "reason": "laptop stolen on 2 May"
    });
    assert_eq!(shown["reviews"][0]["key_revoked"], revocation);
    assert_eq!(shown["reviews"][1]["key_revoked"], serde_json::Value::Null);
    assert_eq!(shown["article"]["newer_text"], "A2");
    assert_eq!(session.run("factledger show A1 --format json").json()["newer_text"], "A2");
    assert!(session.run("factledger show A2 --format json").json()["newer_text"].is_null());
}

#[test]
fn a_report_says_which_keys_were_revoked_and_what_they_signed() {
    let session = session();
    let report = session.run("factledger export").success();
    for said in [
        "- **The key of cleo was revoked by ana on 23 November 2026 (E8): laptop stolen on 2 May** \
         What it signed before remains valid: E4–E6.\n",
        "- **cleo: corroborated**, 23 November 2026, 08:01 UTC, E5, key revoked since (E8): register",
        "- cleo added a note, 23 November 2026, 08:02 UTC, E6, key revoked since (E8)",
        "- **A2 is a newer text of the same article.**\n",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let page = session.run("factledger export --format html").success();
    for said in [
        "The key of <bdi>cleo</bdi> was revoked by",
        "E5, key revoked since (E8)</small>",
        "<bdi>A2</bdi> is a newer text of the same article.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let json = session.run("factledger export --format json").json();
    let revoked = &json["revoked_keys"][0];
    assert_eq!(revoked["reviewer"], "cleo");
    assert_eq!(revoked["signed"], serde_json::json!(["E4", "E5", "E6"]));
    assert_eq!(revoked["refused"], serde_json::json!([]));
    assert_eq!(json["articles"][0]["newer_text"], "A2");
}

#[test]
fn both_verifiers_rebuild_what_a_report_says_of_keys_and_newer_texts() {
    let session = session();
    // Somebody else gives cleo a new key, which signs too, and is revoked too.
    for line in [
        "reviewer add cleo",
        "--as cleo mark C1 disputed -m 'it was 402,000'",
        "reviewer revoke cleo -m 'left the desk'",
        "export --format bundle -o b",
        "verify b",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session.run("python3 -I b/verify.py b").success();
    let report = session.run("cat b/report.json").json();
    let signed: Vec<String> = report["revoked_keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["signed"].to_string())
        .collect();
    assert_eq!(signed, [r#"["E4","E5","E6"]"#, r#"["E12"]"#]);
    for change in ["s/laptop stolen/laptop lost/", "s/\"newer_text\":\"A2\"/\"newer_text\":null/"] {
        session.run(&format!("cp b/report.json kept && sed -i '{change}' b/report.json")).success();
        for line in ["factledger verify b", "python3 -I b/verify.py b"] {
            assert_eq!(session.run(line).code, 3, "{change}: {line}");
        }
        session.run("mv kept b/report.json").success();
    }
}

/// With another program, somebody signs with the key after it was revoked. That has no effect, and
/// the report says so; both verifiers name the entry, and nothing else.
#[test]
fn what_a_revoked_key_signs_later_is_named_and_has_no_effect() {
    let session = session();
    let shown = session.run("factledger show C1 --format json").json();
    let mut insider = Insider::of(&session);
    let body = format!(
        r#"{{"claim":"C1","note":"it is false","quote_sha256":{},"status":"disputed"}}"#,
        shown["quote_sha256"]
    );
    insider.record("cleo", "claim.reviewed", &body);
    assert_eq!(session.run("factledger verify --rebuild").code, 3);
    let report = session.run("factledger export").success();
    assert!(
        report.contains(
            "What it signed before remains valid: E4–E6. What it signed later has no effect: E11."
        ),
        "{report}"
    );
    session.run("factledger export --format bundle -o b").success();
    let refused = session.run("cat b/report.json").json()["revoked_keys"][0]["refused"].clone();
    assert_eq!(refused, serde_json::json!(["E11"]));
    for line in ["factledger verify b", "python3 -I b/verify.py b"] {
        let found = session.run(line);
        assert_eq!((found.code, found.stdout.matches("WRONG").count()), (3, 1), "{}", found.stdout);
        assert!(found.stdout.contains("WRONG `E11`"), "{}", found.stdout);
    }
}
