//! Statistics: what is done, what waits, who did it, and how far reviewers agree.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// Six claims. Ana and ben judged four of them, and disagreed on two; Eve resolved one conflict and
/// then judged it herself; ana changed her mind on one, and withdrew another review.
fn session() -> Session {
    let lines: Vec<String> = (1..=6)
        .map(|n| format!("The harbour office counted {n}00 ships in the year 19{n:02}, it said."))
        .collect();
    let session = Session::new().write("ships.txt", lines.join("\n"));
    session.run("factledger --as eve import ships.txt --min-score 0").success();
    for line in [
        "mark C1 C2 C3 corroborated",
        "mark C4 disputed -m 'the register says 310'",
        "--as ben mark C1 corroborated",
        "--as ben mark C2 C4 disputed -m 'the almanac says 310'",
        "--as ben mark C3 disputed -m 'a year without a register'",
        "--as eve resolve C3 disputed -m 'there is no register of that year'",
        "mark C3 disputed -m 'ben is right'",
        "mark C5 corroborated",
        "withdraw C5 -m 'that was C6'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn the_work_is_summed_up_for_people() {
    let session = session();
    assert_data_eq!(
        session.run("factledger stats").screen(),
        str![[r#"
6 claims: 2 unverified, 2 disputed, 1 corroborated, 1 in conflict

NO VERDICT    CLAIMS  < 1 DAY  < 7  < 30  < 90  OLDER
not reviewed  2       2        0    0     0     0
waiting       0       0        0    0     0     0
in conflict   1       1        0    0     0     0

9 reviews of 4 claims
half of the first reviews came within 60 seconds
half of the first verdicts came within 60 seconds

WEEK FROM   REVIEWS  FIRST VERDICTS
2026-11-23  9        4

REVIEWER  REVIEWS  CLAIMS  UNVERIFIED  DISPUTED  CORROBORATED  OVERRULED
ana       5        4       0 (0 %)     2 (40 %)  3 (60 %)      1
ben       4        4       0 (0 %)     3 (75 %)  1 (25 %)      0

ARTICLE  REVIEWS  CLAIMS  OPEN  TITLE
A1       9        6       2     -

AGREEMENT                   CLAIMS  PEOPLE  VALUE  95 % INTERVAL
agreement observed          4       2       0.500  -0.066 to 1.000
Krippendorff's alpha        4       2       0.125  -1.000 to 1.000
Fleiss' kappa               4       2       0.000  -1.000 to 1.000
Gwet's AC1                  4       2       0.333  -0.421 to 1.000
Cohen's kappa, ana and ben  4       2       0.200  -0.270 to 0.670
warning: only 4 claims were judged by at least two people: below 30 the agreement says little

"#]]
    );
}

#[test]
fn only_first_judgements_before_a_resolution_are_compared() {
    let session = session();
    let stats = session.run("factledger stats --format json").json();
    let agreement = &stats["agreement"];
    // C1 to C4, each judged by two. Ana's second review of C3 and her withdrawn one do not count.
    assert_eq!((&agreement["claims"], &agreement["judged_twice"]), (&4.into(), &4.into()));
    let pair = &agreement["pairs"][0];
    assert_eq!((&pair["same"], &pair["kappa"]), (&0.5.into(), &0.2.into()));
    let ana = &stats["reviewers"][0];
    assert_eq!((&ana["reviews"], &ana["overruled"]), (&5.into(), &1.into()));
    let none = session.run("factledger stats --until 2026-11-22 --format json").json();
    assert_eq!(
        (&none["throughput"]["reviews"], &none["agreement"]["claims"]),
        (&0.into(), &0.into())
    );
    assert_eq!(none["agreement"]["doubts"][0], "nothing_twice");
    let ben = session.run("factledger stats --by ben --per day --format json").json();
    assert_eq!(ben["throughput"]["periods"][0]["reviews"], 4);
    assert_eq!(ben["reviewers"].as_array().unwrap().len(), 1);
}

#[test]
fn a_damaged_review_gives_no_statistics() {
    let session = session();
    let database = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
    let changed = "UPDATE reviews SET status = 'corroborated' WHERE claim = 4 AND reviewer = 'ben'";
    assert_eq!(database.execute(changed, []).unwrap(), 1);
    drop(database);
    assert_eq!(session.run("factledger stats").code, 3);
    assert_data_eq!(
        session.run("factledger stats --by nobody").failure(),
        str![[r#"
error: there is no reviewer nobody
hint: `factledger reviewer list` lists the reviewers

"#]]
    );
}

#[test]
fn an_empty_ledger_has_statistics() {
    let session = Session::new();
    session.run("factledger init").success();
    assert_data_eq!(
        session.run("factledger stats").screen(),
        str![[r#"
0 claims

NO VERDICT    CLAIMS  < 1 DAY  < 7  < 30  < 90  OLDER
not reviewed  0       0        0    0     0     0
waiting       0       0        0    0     0     0
in conflict   0       0        0    0     0     0

0 reviews of 0 claims
warning: agreement cannot be measured: no claim was judged by two people

"#]]
    );
    let csv = session.run("factledger -q stats --format csv").success();
    assert!(csv.starts_with("part,of,measure,value\r\ncounts,,unverified,0\r\n"), "{csv}");
}
