//! What is written for other programs and can be read comes back equal.

use serde_json::Value;

use crate::session::Session;

fn session() -> Session {
    let session = Session::with_fixture("harbour-bridge.html");
    for line in [
        "mark C1 corroborated -m 'the log of the harbour'",
        "mark C20 disputed -m 'the minutes count 17'",
        "--as ben mark C2 corroborated -m 'the accounts'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

/// Some members of the claims of a ledger, in the order of their words.
fn claims(session: &Session, ledger: &str, which: &str, members: &[&str]) -> Vec<String> {
    let line = format!("factledger --ledger {ledger} list --limit 0 --format json {which}");
    let listed = session.run(&line).json();
    let member = |claim: &Value, path: &&str| claim.pointer(path).unwrap().to_string();
    let mut claims: Vec<String> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| members.iter().map(|path| member(claim, path)).collect::<Vec<_>>().join(" | "))
        .collect();
    claims.sort();
    claims
}

#[test]
fn verdicts_come_back_as_what_another_publisher_says() {
    let session = session();
    let said = ["/text", "/claimant"];
    let mut ours = claims(&session, "factledger.db", "--status corroborated", &said);
    ours.extend(claims(&session, "factledger.db", "--status disputed", &said));
    ours.sort();
    assert_eq!(ours.len(), 3);
    for (format, file) in [("claimreview", "feed.json"), ("averitec", "set.json")] {
        let line = format!("factledger export --format {format} -o {file}");
        session.run(&line).success();
        let other = format!("{format}.db");
        session.run(&format!("factledger --ledger {other} import {file} -q")).success();
        assert_eq!(claims(&session, &other, "--status unverified", &said), ours, "{format}");
        let listed = session.run(&format!("factledger --ledger {other} list --format json")).json();
        for claim in listed.as_array().unwrap() {
            let id = claim["id"].as_str().unwrap();
            let line = format!("factledger --ledger {other} show {id} --format json");
            let stance = session.run(&line).json()["evidence"][0]["stance"].clone();
            let is_disputed = claim["text"].as_str().unwrap().contains("all 19 members");
            assert_eq!(stance, if is_disputed { "refutes" } else { "supports" }, "{format}: {id}");
        }
    }
}

#[test]
fn the_places_of_claims_come_back_from_a_table_and_from_a_bundle() {
    let session = session();
    let placed = ["/text", "/claimant", "/span/start", "/span/end", "/quote_sha256"];
    let ours = claims(&session, "factledger.db", "", &placed);
    assert!(ours.len() > 20);
    for line in [
        "export --format csv -o t.csv",
        "export -o b.tar",
        "-q --ledger table.db import harbour-bridge.html --min-score 1000",
        "--ledger table.db import --from csv t.csv --article A1 --offsets bytes \
         --map text=text,claimant=claimant,start=start,end=end -q",
        "--ledger bundle.db import --from bundle b.tar -q",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    for ledger in ["table.db", "bundle.db"] {
        assert_eq!(claims(&session, ledger, "", &placed), ours, "{ledger}");
        session.run(&format!("factledger --ledger {ledger} verify")).success();
    }
}
