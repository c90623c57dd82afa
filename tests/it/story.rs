//! One story from its first day to its report: two reviewers and an editor judge blind, a page changes
//! under their feet, they disagree, the editor resolves, makes an exception, and a colleague leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fetch::{Server, page, send};
use crate::session::Session;

const BRIDGE: &str = "The new bridge cost 16 million crowns. It carries 9,000 vehicles a day. The council \
    planted 400 trees beside it.\n";
const MINUTES: &str = "<!doctype html><title>Minutes</title><article><h1>Minutes of the council</h1>\
    <p>The council approved a final cost of 16.2 million crowns for the bridge on Monday.</p></article>";
const CHANGED: &str = "<!doctype html><title>Minutes</title><article><h1>Minutes of the council</h1>\
    <p>The council approved the accounts of the bridge on Monday evening.</p></article>";

#[test]
fn two_reviewers_and_an_editor_judge_a_story_blind_and_the_report_tells_it() {
    let has_changed = Arc::new(AtomicBool::new(false));
    let changes = Arc::clone(&has_changed);
    let server = Server::new(move |_, stream| {
        let body = if changes.load(Ordering::SeqCst) { CHANGED } else { MINUTES };
        send(stream, &page("Content-Type: text/html\r\n", body));
    });
    let session = Session::new().write("bridge.txt", BRIDGE);
    let run = |line: &str| session.run(&format!("factledger {line}"));
    let done = |line: &str| run(line).success();

    // The desk: an editor, who founds it, and two reviewers. Two must agree, and nobody sees what the
    // other said before they have judged.
    done("--as edi import bridge.txt --min-score 0");
    for name in ["ana", "ben"] {
        done(&format!("--as edi reviewer invite {name}"));
        done(&format!("--as {name} reviewer join"));
    }
    done(
        "--as edi policy set --reviews-required 2 --blind on --evidence-required on -m 'desk rules'",
    );

    // Ana finds the minutes, keeps the page, and judges.
    let added = server.run(
        &session,
        "factledger --as ana evidence add C1 URL/minutes --archive --allow-private-addresses \
         --stance refutes --quote 'final cost of 16.2 million crowns' --origin 'the council' --kind primary",
    );
    assert_eq!(added.code, 0, "{}", added.screen());
    done("--as ana mark C1 disputed -e V1 -m 'the minutes say 16.2 million'");
    done("--as ana mark C2 corroborated -m 'counted by the council'");

    // Ben sees neither her verdict nor her note, and disagrees.
    for line in ["list", "show C1", "history", "export", "list --format json", "stats"] {
        let seen = run(&format!("--as ben {line}"));
        let screen = seen.screen();
        assert!(
            !screen.contains("the minutes say") && !screen.contains("disputed by"),
            "{line}\n{screen}"
        );
    }
    assert!(
        run("--as ben show C1").screen().contains("hidden"),
        "it says that something is hidden"
    );
    done(
        "--as ben evidence add C1 --searched 'the budget of the council, for the bridge' --stance context",
    );
    done("--as ben mark C1 corroborated -e V2 -m 'rounded, as newspapers do'");
    let seen = run("--as ben show C1").success();
    assert!(seen.contains("the minutes say 16.2 million") && seen.contains("conflict"), "{seen}");

    // The editor is no party, and resolves.
    assert!(run("--as edi list --conflict").success().contains("C1"));
    done("--as edi resolve C1 disputed -m '16.2 is not 16: the sentence gives it as exact'");
    // Nobody else can count vehicles: an exception, and there is no evidence but a count.
    done("--as edi waive C2 reviews_required -m 'only ana has the key of the counter'");
    done("--as edi waive C2 evidence_required -m 'the counter prints nothing'");
    let claims = run("--as edi list --format json").json();
    let status = |id: &str| {
        let claims = claims.as_array().unwrap();
        claims.iter().find(|claim| claim["id"] == id).unwrap()["status"].clone()
    };
    assert_eq!(
        (status("C1"), status("C2"), status("C3")),
        ("disputed".into(), "corroborated".into(), "unverified".into())
    );

    // The page changes: what rests on it is stale. Ben leaves, and his reviews stand.
    has_changed.store(true, Ordering::SeqCst);
    let checked =
        server.run(&session, "factledger --as edi evidence check V1 --allow-private-addresses");
    assert!(checked.screen().contains("quote"), "{}", checked.screen());
    assert!(run("--as edi list --stale").success().contains("C1"));
    let told = run("--as ana inbox --format json").json();
    let told = told.as_array().unwrap().last().unwrap();
    assert_eq!((&told["reason"], &told["claims"][0]), (&"changed".into(), &"C1".into()), "{told}");
    assert!(run("--as ben inbox --format json").success().contains("\"overruled\""));
    done("--as edi reviewer retire ben -m 'left the desk'");

    // Everybody can check it, and the report tells it as it was.
    done("verify");
    done("--as edi export --format bundle -o bundle");
    done("verify bundle");
    session.run("python3 -I bundle/verify.py").success();
    for format in ["md", "html", "json", "csv"] {
        let report = run(&format!("--as edi export --format {format}")).success();
        for words in [
            "the minutes say 16.2 million",
            "rounded, as newspapers do",
            "the sentence gives it as exact",
            "16.2 million crowns",
        ] {
            assert!(report.contains(words), "{format} lacks: {words}\n{report}");
        }
    }
    let report = run("--as edi export").success();
    for words in [
        "the counter prints nothing",
        "only ana has the key",
        "budget of the council",
        "the council",
    ] {
        assert!(report.contains(words), "{words}\n{report}");
    }
}
