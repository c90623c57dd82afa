//! What others said of a claim is hidden from a reviewer who has not reviewed it, at every edge.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

const TOLLS: [&str; 2] = [
    "The toll of bridge 1 is 6 crowns.\n\nThe toll of bridge 2 is 7 crowns.\n\n\
     The toll of bridge 3 is 8 crowns.\n\nThe toll of bridge 4 is 9 crowns.\n",
    "The toll of bridge 1 is 6 crowns.\n\nThe toll of bridge 5 is 5 crowns.\n\n\
     The toll of bridge 6 is 4 crowns.\n",
];

/// A desk of an editor and three reviewers, who review blind.
fn desk() -> Session {
    let session = Session::new().write("a.txt", TOLLS[0]).write("b.txt", TOLLS[1]);
    session.run("factledger import a.txt b.txt --min-score 0").success();
    for name in ["ben", "cat", "dov"] {
        session.run(&format!("factledger reviewer add {name}")).success();
    }
    session.run("factledger reviewer add --program owl").success();
    session.run("factledger policy set --blind on -m 'nobody follows anybody'").success();
    session
}

/// The same, and what others than cat said of the claims. `status` is all that differs.
fn judged(status: &str) -> Session {
    let session = desk();
    let stance = if status == "disputed" { "refutes" } else { "supports" };
    let run = |line: &str| {
        let line = line.replace("STATUS", status).replace("STANCE", stance);
        drop(session.run(&line).success());
    };
    // A verdict, a conflict or not, a resolution, a remark, what was taken back, a verdict that waits.
    run("factledger --as ben mark C1 STATUS -m 'STATUS, surely'");
    run("factledger --as ben mark C2 corroborated");
    run("factledger --as dov mark C2 STATUS -m 'STATUS, surely'");
    run("factledger --as ben mark C3 corroborated");
    run("factledger --as dov mark C3 disputed -m no");
    run("factledger resolve C3 STATUS -m 'STATUS, surely'");
    run("factledger --as ben note C4 -m 'STATUS, surely'");
    run("factledger --as owl mark C4 STATUS -m 'STATUS, surely'");
    run("factledger --as ben mark C5 STATUS -m 'STATUS, surely'");
    run("factledger --as ben withdraw C5 -m 'not STATUS, surely'");
    run("factledger policy set --reviews-required 2");
    run("factledger --as dov mark C6 STATUS -m 'STATUS, surely'");
    run("factledger --as cat note C6 -m mine");
    run("factledger waive C6 reviews_required -m 'STATUS, surely'");
    run("factledger --as cat mark C7 disputed -m mine");
    run("cp factledger.db copy.db");
    run("factledger --as ben mark C7 corroborated");
    run("factledger --as ben note C6 -m 'STATUS, surely'");
    let searched = "--searched 'STATUS, surely' --stance STANCE -m 'STATUS, surely'";
    run(&format!("factledger --as ben evidence add C5 C6 {searched}"));
    run("factledger --as ben scope C6 --period 2024");
    run("factledger --as ben rests C4 on C1 C3 -m 'both together'");
    run("factledger --as dov evidence origin V1 --is 'STATUS, surely'");
    run("factledger --as ben evidence add C5 C7 --searched 'the archive' --stance context");
    session
}

/// Without hashes and signatures, which follow from what is hidden, and give nothing away.
fn without_hashes(said: &str) -> String {
    let is_of_hash = |c: char| c.is_ascii_alphanumeric() || "+/=-".contains(c);
    let mut shown = String::new();
    for token in said.split_inclusive(|c| !is_of_hash(c)) {
        let word = token.trim_end_matches(|c| !is_of_hash(c));
        let is_hash = word.len() >= 12 && word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
            || word.len() >= 40 && word.chars().any(|c| c.is_ascii_digit());
        shown.push_str(if is_hash { "#" } else { word });
        shown.push_str(&token[word.len()..]);
    }
    shown
}

#[test]
fn nothing_that_is_read_or_refused_tells_a_blind_reviewer_what_others_said() {
    let sessions = [judged("corroborated"), judged("disputed")];
    let mut lines: Vec<String> = Vec::new();
    for filter in [
        "",
        "--sort score",
        "--sort newest",
        "--status unverified",
        "--status disputed",
        "--status corroborated --sort id",
        "--conflict",
        "--waiting",
        "--by ben",
        "--since 2026-11-23T08:10:00Z",
        "--verified",
        "--fallen",
        "--limit 2",
        "--limit 2 --after unverified:C2",
        "--format csv",
        "--format json",
    ] {
        lines.push(format!("list {filter}"));
    }
    for of in ["", "C3", "A2", "--by ben", "--type review", "--grep corroborated", "--format json"]
    {
        lines.push(format!("history {of}"));
    }
    for id in ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "A1", "C3 --format json"] {
        lines.push(format!("show {id}"));
    }
    for of in
        ["--format md", "--format html", "--format json", "--format csv-reviews", "--format jsonl"]
    {
        lines.push(format!("export {of}"));
    }
    for of in ["--status disputed", "--by ben", "--at 2026-11-23T08:15:00Z"] {
        lines.push(format!("export --format csv {of}"));
    }
    for format in ["claimreview", "claimreview-html", "annotations", "averitec"] {
        lines.push(format!("export --format {format}"));
    }
    lines.push("publish site".to_owned());
    for entry in 8..29 {
        lines.push(format!("prove E{entry}"));
    }
    for entry in [8, 10, 15, 16, 17] {
        lines.push(format!("withdraw E{entry} -m x"));
        lines.push(format!("note C1 --retract E{entry} -m x"));
        lines.push(format!("withhold E{entry} -m x"));
    }
    for claim in [2, 3, 4, 6] {
        lines.push(format!("prove C{claim}"));
        lines.push(format!("mark C{claim} unverified"));
        lines.push(format!("mark C{claim} disputed"));
        lines.push(format!("mark C{claim} corroborated --expect corroborated"));
        lines.push(format!("mark C{claim} corroborated --expect disputed"));
        lines.push(format!("mark C{claim} disputed --expect unverified"));
        lines.push(format!("resolve C{claim} disputed -m x"));
        lines.push(format!("waive C{claim} reviews_required -m x"));
        lines.push(format!("withdraw C{claim} -m x"));
        lines.push(format!("dismiss C{claim} -m x"));
    }
    lines.extend(
        [
            "policy",
            "policy set --reviews-required 1 -m x",
            "stats",
            "scope C6 --place Ardelle -m x",
            "scope C6 --clear",
            "rests C5 on C6 -m x",
            "rests C4 --not C2",
            "inbox --all --keep",
            "rating scale show",
            "mark C6 --rating misleading -m x",
            "stats --by ben --format json",
            "articles",
            "articles --format json",
            "reviewer list",
            "verify --against copy.db | grep -v ' index rows '",
            "withdraw A1 -m x",
            "undo --dry-run",
            "inbox",
            "inbox --format json",
            "search corroborated",
            "search crowns --in evidence",
            "note C1 -m x",
            "import a.txt b.txt",
            "evidence list C6",
            "evidence list C6 --format json",
            "evidence show V1",
            "evidence check V1",
            "evidence withdraw V1 -m x",
            "mark C6 disputed -e V9 -m x",
        ]
        .map(str::to_owned),
    );
    let mut is_hidden = 0;
    for line in lines {
        let line = format!("factledger --as cat {line}");
        let [one, other] = sessions.each_ref().map(|session| {
            let ran = session.run(&line);
            format!("{} {}", ran.code, without_hashes(&ran.screen()))
        });
        assert_eq!(one, other, "{line}");
        assert!(!one.contains("surely"), "{line}\n{one}");
        is_hidden += usize::from(one.contains("hidden"));
    }
    assert!(is_hidden > 50, "{is_hidden}");
}

#[test]
fn what_is_hidden_is_counted_and_shown_once_one_has_judged() {
    let session = judged("disputed");
    let listed = session.run("factledger --as cat list --limit 3");
    assert_data_eq!(
        listed.screen(),
        str![[r#"
ID  STATUS    SCORE  ARTICLE  SAID BY  CLAIM
C1  1 hidden  667    A1       -        The toll of bridge 1 is 6 crowns.
C2  2 hidden  667    A1       -        The toll of bridge 2 is 7 crowns.
C3  3 hidden  667    A1       -        The toll of bridge 3 is 8 crowns.
3 claims shown, more follow; the ledger has 7 claims: 6 unverified, 1 in conflict
next page: --after unverified:C3
4 claims have reviews that are hidden until you give yours

"#]]
    );
    let shown = session.run("factledger --as cat show C3");
    assert_data_eq!(
        shown.screen(),
        str![[r#"
C3  3 entries of others are hidden until you review it

  »The toll of bridge 3 is 8 crowns.«

said by    -
article    A1  a.txt
place      line 5:1, bytes 70..103
found by   rules 3 with the model 6501975e0f62, score 667 of 1000
recorded   2026-11-23 08:00 by ana (E3)
sha-256    eeef1a347e273406903602c0b425c7590a45fdbfeeebba1ecdd4a52ad4ec8f5c

"#]]
    );
    let history = session.run("factledger --as cat history C3");
    assert_data_eq!(
        history.screen(),
        str![[r#"
ENTRY  WHEN (UTC)        WHO  WHAT                        NOTE
E16    2026-11-23 08:11  -    hidden until you review C3
E15    2026-11-23 08:10  -    hidden until you review C3
E14    2026-11-23 08:09  -    hidden until you review C3
E3     2026-11-23 08:00  ana  found C1 to C4 in A1
4 entries shown
3 entries are hidden until you review the claims

"#]]
    );
    let refused = session.run("factledger --as cat prove C3").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: what others said of `C3` is hidden from you until you review it
hint: reviews are blind here: `factledger mark C3 STATUS -m NOTE`, and you see what others said

"#]]
    );
    let report = session.run("factledger --as cat export").success();
    let hidden = report.lines().find(|line| line.contains("left out")).unwrap();
    assert_eq!(
        hidden,
        "**15 entries are left out of this report: reviews are blind, and it was made for cat before \
         they reviewed C1–C6.**"
    );
    // An editor resolves, so they see all.
    let seen = session.run("factledger list --conflict").success();
    assert!(seen.contains("C2  in conflict"), "{seen}");
    session.run("factledger --as cat mark C3 corroborated").success();
    let shown = session.run("factledger --as cat show C3").success();
    assert!(shown.contains("disputed by dov"), "{shown}");
    // With a bundle, everybody has everything.
    let bundled = session.run("factledger --as cat export --format bundle -o bundle");
    assert!(bundled.screen().contains("do not read it"), "{}", bundled.screen());
    session.run("factledger verify bundle").success();
    assert_eq!(session.run("python3 -I bundle/verify.py").code, 0);
    let policy = session.run("factledger policy");
    assert_data_eq!(
        policy.screen(),
        str![[r#"
reviews_required     2
editor_required      off
evidence_required    off
independent_origins  0
note_required        on
importer_may_judge   on
blind                on
resolver             editor
join                 open
E10, 2026-11-23 08:05: ana set blind to on: nobody follows anybody
E21, 2026-11-23 08:16: ana set reviews_required to 2
3 people review blind: what others said of a claim is hidden from a reviewer until they review it.
editors and observers see all, and so does anybody who reads the file with another program

"#]]
    );
}
