//! The history, asked for a person, a time, a kind of act, or words.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// Entries E0 to E9, a minute apart: ana imports, ben and ana act on the claims.
fn session() -> Session {
    let session = Session::new().write(
        "toll.txt",
        "The toll rose by 12 percent in May, the office said.\n\
         The bridge cost 7 million crowns in 2019, the council said.\n",
    );
    session.run("factledger import toll.txt --min-score 0").success();
    session.run("factledger mark C1 disputed -m 'the tariff list says 10 percent'").success();
    session.run("factledger --as ben mark C2 corroborated -m 'Books of the COUNCIL'").success();
    session.run("factledger --as ben note C1 -m 'asked the toll office'").success();
    session.run("factledger dismiss C1 -m 'an opinion of the council'").success();
    session
}

#[track_caller]
fn entries(session: &Session, arguments: &str, expected: &str) {
    let list = session.run(&format!("factledger -q history {arguments} --format jsonl")).success();
    let ids = list.lines().filter_map(|line| line.strip_prefix(r#"{"id":""#)?.split('"').next());
    assert_eq!(ids.collect::<Vec<_>>().join(" "), expected, "history {arguments}");
}

#[test]
fn the_history_is_asked_for_a_person_a_kind_of_act_or_words() {
    let session = session();
    entries(&session, "", "E8 E7 E6 E5 E4 E3 E2 E1 E0");
    entries(&session, "--by ben", "E7 E6 E5");
    entries(&session, "--reviewer ben --type review", "E6");
    entries(&session, "--type claim.reviewed", "E6 E4");
    entries(&session, "--type note --type dismissal", "E8 E7");
    entries(&session, "--type import", "E3 E2");
    entries(&session, "--type key", "E5 E1");
    entries(&session, "C1 --by ana", "E8 E4 E3");
    entries(&session, "A1 --by ben", "E7 E6");
    entries(&session, "--grep council", "E8 E6");
    entries(&session, "--grep 'COUNCIL books'", "E6");
    entries(&session, "--grep 'marked C1'", "E4");
    entries(&session, "--grep council --by ana --type dismissed", "E8");
    entries(&session, "--grep 'no such words'", "");
}

#[test]
fn the_history_is_asked_for_a_time() {
    let session = session();
    // The import was at 08:00.
    entries(&session, "--since 2026-11-23T08:02:00Z", "E8 E7 E6 E5");
    entries(&session, "--since 2026-11-23T04:02:00-04:00", "E8 E7 E6 E5");
    entries(&session, "--until 2026-11-23T08:01:00Z", "E4 E3 E2 E1 E0");
    entries(&session, "--since 2026-11-23T08:01:00Z --until 2026-11-23T08:02:59Z", "E6 E5 E4");
    entries(&session, "--until 2026-11-23 --by ben", "E7 E6 E5");
    entries(&session, "--until 2026-11-22", "");
    entries(&session, "--until yesterday", "");
    entries(&session, "--since today --type note", "E7");
    entries(&session, "--since 7d --type note", "E7");
    entries(&session, "--since 2026-11-24", "");
    let answer = session.run("FACTLEDGER_NOW=2026-12-07T08:03:00Z factledger history --since 2w");
    assert_eq!(answer.success().matches("2026-11-23").count(), 2);
}

#[test]
fn a_selected_history_can_be_read_page_by_page() {
    let session = session();
    for selection in ["--by ana", "--grep the", "--type review --type note", "A1 --since 7d"] {
        let line = format!("factledger history {selection} --format jsonl");
        let whole = session.run(&line).success();
        let (mut pages, mut after) = (String::new(), String::new());
        loop {
            let page = session.run(&format!("{line} --limit 1 {after}"));
            pages.push_str(&page.stdout);
            let Some((_, next)) = page.stderr.split_once("--after ") else { break };
            after = format!("--after {}", next.trim());
        }
        assert_eq!(pages, whole, "{selection}");
    }
}

#[test]
fn what_nobody_could_mean_is_refused() {
    let session = session();
    assert_data_eq!(
        session.run("factledger history --by bne").failure(),
        str![[r#"
error: there is no reviewer bne
hint: `factledger reviewer list` lists the reviewers

"#]]
    );
    assert_data_eq!(
        session.run("factledger list --by bne").failure(),
        str![[r#"
error: there is no reviewer bne
hint: `factledger reviewer list` lists the reviewers

"#]]
    );
    assert_data_eq!(
        session.run("factledger history --type reviw").misuse(),
        str![[r#"
error: invalid value 'reviw' for '--type <TYPE>': not a type of event; these are: article.appeared, article.corrected, article.imported, article.reread, article.restored, article.withdrawn, claim.added, claim.assigned, claim.corrected, claim.dismissed, claim.linked, claim.released, claim.restored, claim.reviewed, claim.scoped, claim.suggested, claim.tagged, claim.taken, claim.unlinked, claims.extracted, content.withheld, evidence.added, evidence.checked, evidence.grouped, evidence.withdrawn, key.rotated, ledger.created, ledger.succeeded, note.added, note.retracted, policy.set, review.withdrawn, reviewer.added, reviewer.invited, reviewer.renamed, reviewer.retired, reviewer.revoked, role.given, scale.set, verdict.resolved, waiver.given

For more information, try '--help'.

"#]]
    );
    assert_data_eq!(
        session.run("factledger history --since lately").misuse(),
        str![[r#"
error: invalid value 'lately' for '--since <TIME>': not a time: write `2026-11-23`, `2026-11-23T08:00:00Z`, `7d`, `2w`, `12h` or `yesterday`

For more information, try '--help'.

"#]]
    );
}

#[test]
fn many_entries_are_selected_page_by_page() {
    let lines: String = (0..9).map(|n| format!("The office counted {n}00 ships.\n")).collect();
    let session = Session::new().write("a.txt", lines);
    session.run("factledger import a.txt --min-score 0").success();
    for round in 0..30 {
        let who = if round % 10 == 0 { "ben" } else { "ana" };
        let line = format!("factledger --as {who} note C1-C9 -m 'round {round}'");
        session.run(&line).success();
    }
    let selected = session.run("factledger history --by ben --type note --format csv").success();
    assert_eq!(selected.lines().count(), 1 + 3 * 9);
    let selected = session.run("factledger history --grep round --format csv").success();
    assert_eq!(selected.lines().count(), 1 + 30 * 9);
    let page = session.run("factledger history --grep 'round 20' --limit 9 -q --format csv");
    assert_eq!(page.success().lines().count(), 10);
    let page = session.run("factledger history --grep 'round 20' --limit 9");
    assert!(page.stderr.ends_with("9 entries shown\n"), "{}", page.stderr);
}
