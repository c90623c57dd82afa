//! Several people at one desk: who judges what, when, and under which tags.

use crate::session::Session;

/// Six claims, and the people ana, ben and cat, of whom ana is the editor.
fn session() -> Session {
    let lines: Vec<String> = (1..=6)
        .map(|n| format!("The harbour office counted {n}00 ships in the year 19{n:02}, it said."))
        .collect();
    let session = Session::new().write("ships.txt", lines.join("\n"));
    session.run("factledger --as ana import ships.txt --min-score 0").success();
    for name in ["ben", "cat"] {
        session.run(&format!("factledger --as ana reviewer invite {name}")).success();
        session.run(&format!("factledger --as {name} reviewer join")).success();
    }
    session
}

#[track_caller]
fn ids(session: &Session, arguments: &str, expected: &str) {
    let list = session.run(&format!("factledger -q {arguments} --format jsonl")).success();
    let ids = list.lines().filter_map(|line| line.strip_prefix(r#"{"id":""#)?.split('"').next());
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids.join(" "), expected, "{arguments}");
}

#[track_caller]
fn refused(session: &Session, line: &str, why: &str) {
    let ran = session.run(line);
    assert_eq!(ran.code, 1, "{}", ran.screen());
    assert!(ran.stderr.contains(why), "{}", ran.screen());
}

#[test]
fn next_gives_what_is_mine_then_what_is_due_then_what_matters_most() {
    let session = session();
    session.run("factledger --as ana assign C5 ben").success();
    session.run("factledger --as ana assign C6 ben --due 2026-12-01").success();
    ids(&session, "--as ben list --waiting-for me", "C1 C2 C3 C4 C5 C6");
    ids(&session, "--as cat list --waiting-for me", "C1 C2 C3 C4");
    ids(&session, "--as ben next --peek", "C6");
    ids(&session, "--as ben next", "C6");
    ids(&session, "--as ben next", "C6");
    ids(&session, "--as ben next --another", "C5");
    ids(&session, "--as ben list --mine", "C5 C6");
    ids(&session, "--as ben mark C6 corroborated", "C6");
    ids(&session, "--as ben next", "C5");
    session.run("factledger --as ben release C5").success();
    ids(&session, "--as ben list --mine", "");
    ids(&session, "--as cat next", "C1");
    ids(&session, "--as ben next", "C2");
    refused(&session, "factledger --as ben take C1", "`C1` is taken by cat until");
    // Four hours later, what was taken and not judged is free.
    (0..240).for_each(|_| session.wait_a_minute());
    ids(&session, "--as ben take C1", "C1");
    refused(&session, "factledger --as cat release C1", "neither assigned to cat nor taken by cat");
    session.run("factledger --as ana mark C1-C5 corroborated").success();
    let nothing = session.run("factledger --as cat next --format json");
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, "[]\n"));
    assert_eq!(nothing.stderr, "nothing waits for cat\n");
    session.run("factledger verify").success();
}

#[test]
fn under_four_eyes_a_claim_waits_for_another_person() {
    let session = session();
    session.run("factledger --as ana policy set --reviews-required 2").success();
    session.run("factledger --as ben mark C1-C6 corroborated").success();
    ids(&session, "--as ben next", "");
    ids(&session, "--as cat next", "C1");
    session.run("factledger --as cat mark C1 corroborated").success();
    ids(&session, "list --waiting-for ana --limit 2", "C2 C3");
    ids(&session, "list --waiting-for cat", "C2 C3 C4 C5 C6");
}

#[test]
fn two_who_ask_at_once_get_two_claims() {
    let session = session();
    let next = |second: u8, name: &str| {
        format!(
            "FACTLEDGER_NOW=2026-11-23T20:00:0{second}Z \
             factledger -q --as {name} next --format csv > {name} &"
        )
    };
    session.run(&format!("{} {} wait", next(1, "ben"), next(2, "cat"))).success();
    let id = |file: &str| {
        let rows = std::fs::read_to_string(session.path().join(file)).unwrap();
        rows.lines().nth(1).map(|row| row.split(',').next().unwrap().to_owned())
    };
    let mut given = [id("ben").unwrap(), id("cat").unwrap()];
    given.sort();
    assert_eq!(given, ["C1", "C2"]);
}

#[test]
fn who_leaves_has_nothing_and_who_is_renamed_keeps_it() {
    let session = session();
    session.run("factledger --as ana assign C1-C2 ben --due 2026-12-01").success();
    session.run("factledger --as ana assign C3 cat").success();
    session
        .run("factledger --as ben reviewer rename ben ben.okafor -m 'a second ben came'")
        .success();
    ids(&session, "list --assignee ben.okafor", "C1 C2");
    ids(&session, "list --due 2026-12-01", "C1 C2");
    ids(&session, "list --due", "");
    session.run("factledger --as ana reviewer retire cat -m 'left the desk'").success();
    ids(&session, "list --assignee cat", "");
    refused(&session, "factledger --as ana assign C3 cat", "cat is nobody who judges here");
    refused(&session, "factledger --as ana assign C3 dora", "there is no reviewer dora");
    let odd = session.run("factledger --as ana assign C3 ben.okafor --due 2026-02-30");
    assert_eq!(odd.code, 2, "{}", odd.screen());
    session.run("factledger --as ana assign C1 --nobody").success();
    session.run("factledger verify").success();
}

#[test]
fn tags_choose_claims() {
    let session = session();
    ids(&session, "--as ben tag C1-C3 +Health -draft", "C1 C2 C3");
    ids(&session, "--as ben tag --add ЗДОРОВЬЕ --add health C3 C4", "C3 C4");
    ids(&session, "list --tag '#HEALTH'", "C1 C2 C3 C4");
    ids(&session, "list --tag health --tag здоровье", "C3 C4");
    ids(&session, "--as ben next --tag здоровье", "C3");
    refused(&session, "factledger --as ben tag C1 +health", "would change no tag of `C1`");
    for odd in ["tag C1", "tag +health", "tag C1 +a,b", "tag C1 +a -a"] {
        let ran = session.run(&format!("factledger --as ben {odd}"));
        assert_eq!(ran.code, 2, "{}", ran.screen());
    }
    let shown = session.run("factledger -q show C3").success();
    assert!(shown.contains("tags       health, здоровье"), "{shown}");
}

#[test]
fn nobody_is_given_what_they_may_not_judge_because_they_imported_it() {
    let session = session();
    session.run("factledger --as ana policy set --importer-may-judge off -m 'four eyes'").success();
    ids(&session, "--as ana list --waiting-for me", "");
    ids(&session, "--as ben list --waiting-for me", "C1 C2 C3 C4 C5 C6");
    session.run("factledger --as ana waive C3 no_importer -m 'nobody else reads Dutch'").success();
    ids(&session, "--as ana next", "C3");
}
