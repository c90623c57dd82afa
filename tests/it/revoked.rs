//! A reader sees that a key was revoked, what it signed, and that there is a newer text.

use snapbox::{assert_data_eq, str};

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
    let said = "was revoked by ana in E8, 2026-11-23T08:04:00Z: laptop stolen on 2 May. \
                What it signed until then remains valid: E4–E6.";
    let report = session.run("factledger export").success();
    assert!(report.contains(&format!("- The key of cleo {said}\n")), "{report}");
    assert!(report.contains(
        "- **corroborated** by cleo, 2026-11-23T08:01:00Z, E5 (key revoked since, in E8): register"
    ));
    assert!(
        report.contains("**noted** by cleo, 2026-11-23T08:02:00Z, E6 (key revoked since, in E8)")
    );
    assert!(report.contains("- **Newer text**: A2, imported later from the same origin"));
    let page = session.run("factledger export --format html").success();
    assert!(page.contains("<dt>Revoked key</dt><dd>The key of <bdi>cleo</bdi> was revoked by"));
    assert!(page.contains("E5 (key revoked since, in E8)</small>"));
    assert!(page.contains("<dt>Newer text</dt><dd>A2, imported later from the same origin"));
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
