//! `review` at a terminal, with keys as a person presses them.

use crate::session::{Ran, Session, skipped};

const TEXT: &str = "The bridge cost 18.6 million crowns, the council said on 12 May 2025.\n\n\
    The ferry carried 412,000 passengers in 2024.\n\n\
    The toll rose by 12 percent in May 2025.\n";

/// A ledger of three claims. `None` if the system has no `script` to make a terminal.
fn desk() -> Option<Session> {
    let session = Session::new().write("a.txt", TEXT);
    if session.run("script -qec true /dev/null").code != 0 {
        skipped("there is no `script` that makes a terminal");
        return None;
    }
    session.run("factledger import a.txt --min-score 0").success();
    Some(session)
}

/// Press these keys, one group after the other, at a terminal of 80 columns.
fn press(session: &Session, options: &str, keys: &[&str]) -> Ran {
    let typed: Vec<String> =
        keys.iter().map(|keys| format!("sleep 0.6; printf '{keys}'")).collect();
    let typed = typed.join("; ");
    let line = format!("export TERM=xterm; stty rows 24 columns 80; factledger review {options}");
    session.run(&format!("{{ sleep 1; {typed}; sleep 1; }} | script -qec \"{line}\" /dev/null"))
}

fn history(session: &Session) -> String {
    session.run("factledger history --format csv | cut -d, -f3,5 | grep -v key").success()
}

#[test]
fn a_key_judges_and_what_was_done_is_recorded_at_once() {
    let Some(session) = desk() else { return };
    let ran = press(&session, "", &["c", "d", "the register says otherwise\\r", "s", ""]);
    assert_eq!(ran.code, 0, "{}", ran.screen());
    assert!(ran.stdout.contains("2 judged, 1 skipped; 1 to go"), "{}", ran.screen());
    let history = history(&session);
    assert!(history.contains("ana,marked C1 corroborated\n"), "{history}");
    assert!(history.contains("ana,marked C2 disputed\n"), "{history}");
    session.run("factledger verify").success();
    // It goes on with what is left.
    let ran = press(&session, "", &["c", ""]);
    assert!(ran.stdout.contains("1 of 1"), "{}", ran.screen());
    assert!(ran.stdout.contains("1 judged; 0 to go"), "{}", ran.screen());
    let ran = press(&session, "", &["q"]);
    assert!(ran.stdout.contains("nothing waits for you here"), "{}", ran.screen());
}

#[test]
fn what_was_done_last_is_taken_back() {
    let Some(session) = desk() else { return };
    let keys = ["c", "z", "xa wish\\r", "z", "nasked the council\\r", "z", "q"];
    let ran = press(&session, "", &keys);
    assert!(ran.stdout.contains("nothing done; 3 to go"), "{}", ran.screen());
    let listed = session.run("factledger list --format jsonl").success();
    assert_eq!(listed.matches("\"status\":\"unverified\"").count(), 3, "{listed}");
    assert_eq!(listed.matches("\"dismissed\":false").count(), 3, "{listed}");
    let history = history(&session);
    for done in ["withdrew the review", "restored C1", "retracted the note"] {
        assert!(history.contains(done), "{done}\n{history}");
    }
}

#[test]
fn pasted_text_is_no_key_and_one_line_of_a_note() {
    let Some(session) = desk() else { return };
    let paste = |text: &str| format!("\\033[200~{text}\\033[201~");
    let (stray, reason) = (paste("council\\rzoo"), paste("the register says\\rotherwise"));
    let ran = press(&session, "", &[&stray, "d", &reason, "\\r", "q"]);
    assert!(ran.stdout.contains("pasted text does nothing here"), "{}", ran.screen());
    assert!(ran.stdout.contains("1 judged; 2 to go"), "{}", ran.screen());
    let shown = session.run("factledger show C1").success();
    assert!(shown.contains("the register says otherwise"), "{shown}");
}

#[test]
fn evidence_that_no_judgement_rests_on_is_not_lost_without_a_word() {
    let Some(session) = desk() else { return };
    let session = session.write("minutes.txt", "The bridge cost 18.6 million crowns.\n");
    let ran = press(&session, "", &["eV9\\r", "enowhere.txt\\r", "eminutes.txt\\r", "s", "q"]);
    for said in [
        "there is no file `nowhere.txt`",
        "minutes.txt, with your judgement",
        "minutes.txt: not recorded, since C1 was not judged after it",
    ] {
        assert!(ran.stdout.contains(said), "{said}\n{}", ran.screen());
    }
    let ran = press(&session, "", &["\\033", "eminutes.txt\\r", "c", "xa wish\\r", "b", "q"]);
    assert!(ran.stdout.contains("none: dismissed as not a claim"), "{}", ran.screen());
    assert!(ran.stdout.contains("1 judged, 1 dismissed; 1 to go"), "{}", ran.screen());
    let evidence = session.run("factledger evidence list C1").success();
    assert!(evidence.contains("minutes.txt"), "{evidence}");
}

#[test]
fn a_cancelled_note_records_nothing() {
    let Some(session) = desk() else { return };
    let before = history(&session);
    let ran = press(&session, "", &["dnever mind\\033", "?", "a", "q", "q"]);
    assert!(ran.stdout.contains("nothing done; 3 to go"), "{}", ran.screen());
    assert_eq!(history(&session), before);
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let session = Session::new().write("a.txt", TEXT);
    session.run("factledger import a.txt").success();
    let ran = session.run("echo c | factledger review");
    assert_eq!(ran.code, 2, "{}", ran.screen());
    assert!(ran.stderr.contains("needs a terminal"), "{}", ran.stderr);
    assert!(ran.stderr.contains("factledger mark"), "{}", ran.stderr);
}

#[test]
fn claims_are_tagged_and_given_to_others_and_that_is_taken_back() {
    let Some(session) = desk() else { return };
    session.run("factledger --as ben note C3 -m hello").success();
    let keys =
        ["thealth +eu-27\\r", "gben 2099-12-01\\r", "c", "z", "z", "gnobody at all\\r", "z", "q"];
    let ran = press(&session, "", &keys);
    assert!(ran.stdout.contains("C1 tagged by you"), "{}", ran.screen());
    assert!(ran.stdout.contains("one word too many"), "{}", ran.screen());
    assert!(ran.stdout.contains("nothing done; 3 to go"), "{}", ran.screen());
    let history = history(&session);
    for done in [
        "ana,tagged C1 +eu-27 +health\n",
        "ana,\"assigned C1 to ben\n",
        "ana,\"assigned C1 to nobody\n",
        "ana,\"tagged C1 -eu-27 -health\n",
    ] {
        assert!(history.contains(done), "{done}\n{history}");
    }
    // What somebody else has does not wait for this person.
    session.run("factledger assign C1 ben && factledger --as ben take C2").failure();
    session.run("factledger --as ben take C2").success();
    let ran = press(&session, "", &["q"]);
    assert!(ran.stdout.contains("C3  1 of 1"), "{}", ran.screen());
    let ran = press(&session, "--assignee ben --status unverified", &["q"]);
    assert!(ran.stdout.contains("C1  1 of 1"), "{}", ran.screen());
    session.run("factledger verify").success();
}
