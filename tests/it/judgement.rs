//! Marking, noting, dismissing, adding: what a person may do, and the result.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

const TWO_CLAIMS: &str = "The bridge was opened on 3 May 1932 by the mayor of Eastwater.\n\
    It cost 6 million crowns, the council said on Tuesday.\n";

fn session() -> Session {
    let session = Session::new().write("bridge.txt", TWO_CLAIMS);
    session.run("factledger import bridge.txt").success();
    session
}

#[test]
fn a_verdict_is_recorded_with_its_grounds() {
    let session = session();
    let marked = session.run("factledger mark C1 corroborated -m 'the minutes, page 3'");
    assert_data_eq!(
        marked.screen(),
        str![[r#"
ID  STATUS        SCORE  SAID BY  CLAIM
C1  corroborated  [..]    -        The bridge was opened on 3 May 1932 by the
                                  mayor of Eastwater.
1 claim marked corroborated by ana

"#]]
    );
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["status"], "corroborated");
    assert_eq!(shown["reviews"][0]["reviewer"], "ana");
    assert_eq!(shown["reviews"][0]["note"], "the minutes, page 3");
    assert_eq!(shown["reviews"][0]["at"], "2026-11-23T08:01:00Z");
}

#[test]
fn several_claims_are_marked_together_or_not_at_all() {
    let session = session();
    session.run("factledger mark C1 c2 1 corroborated").success();
    assert_eq!(session.run("factledger history --format jsonl").success().lines().count(), 6);
    let refused = session.run("factledger mark C1 C2 C99 disputed -m no").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: there is no claim `C99`
hint: `factledger list` lists the claims

"#]]
    );
    session.run("factledger mark C2 disputed -m 'it was 7 million'").success();
    let refused = session.run("factledger mark C1 C2 disputed").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: `C1` needs a note to be marked disputed
hint: give your grounds: -m NOTE

"#]]
    );
    let statuses = session.run("factledger list --sort id --format csv | cut -d, -f1,2").success();
    assert_eq!(statuses, "id,status\nC1,corroborated\nC2,disputed\n");
}

#[test]
fn a_note_is_required_for_a_dispute_and_for_a_change() {
    let session = session();
    assert_data_eq!(
        session.run("factledger mark C1 disputed").failure(),
        str![[r#"
error: `C1` needs a note to be marked disputed
hint: give your grounds: -m NOTE

"#]]
    );
    assert_data_eq!(
        session.run("factledger mark C1 disputed -m ' '").failure(),
        str![[r#"
error: the note cannot be recorded
       └─ it is blank

"#]]
    );
    session.run("factledger mark C1 corroborated").success();
    assert_data_eq!(
        session.run("factledger mark C1 unverified").failure(),
        str![[r#"
error: `C1` needs a note to be marked unverified
hint: give your grounds: -m NOTE

"#]]
    );
    assert_data_eq!(
        session.run("factledger mark C1 corroborated").failure(),
        str![[r#"
error: `C1` is already corroborated by ana
hint: another reviewer can mark it, or you can change your own review with a note

"#]]
    );
    session.run("factledger mark C1 unverified -m 'the minutes are of 1933'").success();
    assert_eq!(session.run("factledger show C1 --format json").json()["status"], "unverified");
}

#[test]
fn a_reviewer_who_comes_second_is_refused_with_expect() {
    let session = session();
    session.run("factledger mark C1 disputed -m wrong --expect unverified").success();
    let refused = session.run("factledger --as ben mark C1 corroborated --expect unverified");
    assert_data_eq!(
        refused.failure(),
        str![[r#"
error: `C1` is disputed, not unverified as you expected
hint: `factledger history C1` shows who got there first

"#]]
    );
}

#[test]
fn reviewers_who_disagree_make_a_conflict_until_they_agree() {
    let session = session();
    session.run("factledger mark C1 corroborated").success();
    let marked = session.run("factledger --as ben mark C1 disputed -m 'it was in June'");
    assert_data_eq!(
        marked.screen(),
        str![[r#"
ID  STATUS       SCORE  SAID BY  CLAIM
C1  in conflict  [..]    -        The bridge was opened on 3 May 1932 by the
                                 mayor of Eastwater.
ben is new here: a key was made for this name, in ~/.config/factledger/keys/factledger-test%2F2e93157149d8c081/reviewers/ben.key
1 claim marked disputed by ben
C1 is in conflict: disputed by ben, corroborated by ana; until they agree, the earlier verdict stands: corroborated

"#]]
    );
    let conflicts = session.run("factledger list --conflict --format json").json();
    assert_eq!(conflicts.as_array().unwrap().len(), 1);
    assert_eq!(conflicts[0]["status"], "corroborated");
    session.run("factledger mark C1 disputed -m 'ben is right'").success();
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(
        (shown["status"].as_str(), shown["conflict"].as_bool()),
        (Some("disputed"), Some(false))
    );
    assert_eq!(session.run("factledger list --conflict --format json").success(), "[]\n");
}

#[test]
fn a_dismissed_claim_leaves_the_lists_and_can_be_restored() {
    let session = session();
    let dismissed = session.run("factledger dismiss C2 -m 'an estimate, nothing to check'");
    assert_data_eq!(
        dismissed.screen(),
        str![[r#"
ID  STATUS     SCORE  SAID BY      CLAIM
C2  dismissed  [..]    the council  It cost 6 million crowns, the council said on
                                   Tuesday.
1 claim dismissed by ana

"#]]
    );
    assert_data_eq!(
        session.run("factledger list").screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY  CLAIM
C1  unverified  [..]    -        The bridge was opened on 3 May 1932 by the mayor
                                of Eastwater.
1 claim shown; the ledger has 1 claim: 1 unverified; 1 dismissed

"#]]
    );
    assert_data_eq!(
        session.run("factledger mark C2 corroborated").failure(),
        str![[r#"
error: `C2` is dismissed as not a claim
hint: `factledger restore C2 -m REASON` restores it

"#]]
    );
    assert_eq!(session.run("factledger list --dismissed --format json").json()[0]["id"], "C2");
    session.run("factledger dismiss C2 -m again").failure();
    session.run("factledger restore C2 -m 'the council gave a figure'").success();
    session.run("factledger restore C2 -m again").failure();
    session.run("factledger mark C2 corroborated").success();
}

#[test]
fn a_note_changes_no_verdict_and_appears_in_the_history() {
    let session = session();
    session.run("factledger note C1 C2 -m 'asked the archive, no answer yet'").success();
    let history = session.run("factledger history C1");
    assert_data_eq!(
        history.screen(),
        str![[r#"
ENTRY  WHEN (UTC)        WHO  WHAT                  NOTE
E4     2026-11-23 08:01  ana  added a note to C1    asked the archive, no answer
                                                    yet
E3     2026-11-23 08:00  ana  found C1 to C2 in A1
2 entries shown

"#]]
    );
}

#[test]
fn a_claim_is_added_by_its_exact_words() {
    let session = Session::new().write(
        "a.txt",
        "The fee rose by 2 percent in May. The council was silent on it.\n\
         The fee rose by 2 percent in June.\n",
    );
    session.run("factledger import a.txt").success();
    let refused = session.run("factledger add A1 'rose by 2 percent'");
    assert_data_eq!(
        refused.failure(),
        str![[r#"
error: the quote appears more than once in `A1`
hint: choose one with `--at`:
      --at 1:9     The fee »rose by 2 percent« in May. The council was
      --at 2:9     The fee »rose by 2 percent« in June.

"#]]
    );
    let added = session.run(
        "factledger add A1 'rose by 2 percent' --at 2:9 --claimant 'the council' --format json",
    );
    let added = &added.json()[0];
    assert_eq!(added["text"], "rose by 2 percent");
    assert_eq!(added["span"]["line"], 2);
    assert_eq!(added["claimant"], "the council");
    assert_eq!(added["extractor"], serde_json::Value::Null);
    let refused = session.run("factledger add A1 'rose by 2 percent' --at 2:9").failure();
    assert!(refused.starts_with("error: these words are already claim `C"), "{refused}");
    assert_data_eq!(
        session.run("factledger add A1 'Rose  by 2 percent in june'").failure(),
        str![[r#"
error: the quote is not in `A1` like that
hint: the article says: rose by 2 percent in June

"#]]
    );
    assert_data_eq!(
        session.run("factledger add A1 'rose by 3 percent'").failure(),
        str![[r#"
error: the quote is not in `A1`
hint: `factledger show A1 --text` prints its exact words

"#]]
    );
    assert_data_eq!(
        session.run("factledger add A2 'rose'").failure(),
        str![[r#"
error: there is no article `A2`
hint: `factledger articles` lists the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger add A1 ' '").misuse(),
        str![[r#"
error: the quote is blank
hint: give the exact words of the article

"#]]
    );
}

#[test]
fn text_that_starts_like_a_flag_is_text() {
    let session = Session::new().write("a.txt", "The fee fell by -5 percent in May 2020.\n");
    session.run("factledger import a.txt --title '-x' --origin -y").success();
    session.run("factledger add A1 '-5 percent' --claimant '-z'").success();
    session.run("factledger mark C1 disputed -m '- the ministry says no'").success();
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["reviews"][0]["note"], "- the ministry says no");
}

#[test]
fn names_and_notes_that_cannot_be_recorded_are_refused() {
    let session = session();
    assert_data_eq!(
        session.run("factledger --as 'ana b' mark C1 corroborated").failure(),
        str![[r#"
error: `ana b` cannot be a reviewer's name
       └─ names cannot contain a space
hint: names consist of letters, digits and `.`, `_`, `-`, `@`: `--as NAME`

"#]]
    );
    assert_data_eq!(
        session.run("USER='ana b' factledger mark C1 corroborated").failure(),
        str![[r#"
error: `ana b` cannot be a reviewer's name
       └─ names cannot contain a space
hint: names consist of letters, digits and `.`, `_`, `-`, `@`: `--as NAME`

"#]]
    );
    session.run("factledger note C1 -m '\u{200b}\u{2800} '").failure();
    let long = session.run("factledger note C1 -m \"$(printf '%010001d' 0)\"");
    assert_data_eq!(
        long.failure(),
        str![[r#"
error: the note cannot be recorded
       └─ it has 10001 bytes; a note can have at most 10000

"#]]
    );
    assert_data_eq!(
        session.run("factledger mark C1 verified").misuse(),
        str![[r#"
error: invalid value 'verified' for '<STATUS>'
  [possible values: unverified, disputed, corroborated]

  tip: a similar value exists: 'unverified'

For more information, try '--help'.

"#]]
    );
    assert_eq!(session.run("factledger history --format jsonl").success().lines().count(), 4);
}

#[test]
fn the_login_name_is_the_default_reviewer() {
    let session = Session::new().write("bridge.txt", TWO_CLAIMS);
    session.run("env -u USER factledger import bridge.txt").success();
    let login = session.run("id -un").success();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["imported_by"].as_str(), Some(login.trim()));
}

#[test]
fn a_retried_act_is_recorded_once_and_another_with_its_id_is_refused() {
    let session = Session::with_fixture("stadtwerke.txt");
    let at = "FACTLEDGER_NOW=2026-11-24T08:00:00Z factledger";
    for _ in 0..2 {
        session.run(&format!("{at} mark C1 C2 disputed -m 'it was 3.4'")).success();
    }
    for other in [
        "mark C1 disputed -m 'it was 3.4'",
        "mark C1 C2 disputed -m 'it was 3.5'",
        "mark C1 C2 corroborated -m 'it was 3.4'",
        "mark C1 C3 disputed -m 'it was 3.4'",
        "note C1 C2 -m 'it was 3.4'",
    ] {
        let refused = session.run(&format!("{at} {other}")).failure();
        assert!(refused.contains("another act was recorded under the same id"), "{refused}");
    }
    let reviews = "factledger history --format csv | grep -c claim.reviewed";
    assert_eq!(session.run(reviews).success(), "2\n");
}

#[test]
fn a_range_names_all_claims_from_one_to_another() {
    let lines: String =
        (1..=9).map(|n| format!("The harbour counted {n}00 ships in May.\n")).collect();
    let session = Session::new().write("a.txt", lines);
    session.run("factledger import a.txt --min-score 0").success();
    let ids = |line: &str| -> String {
        let csv = session.run(&format!("factledger -q {line} --format csv")).success();
        let ids = csv.lines().skip(1).map(|line| line.split(',').next().unwrap_or_default());
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids("mark C3-C5 C4 c8-9 corroborated"), "C3 C4 C5 C8 C9");
    assert_eq!(ids("dismiss 6-6 -m 'no claim'"), "C6");
    // All of it, or nothing.
    let refused = session.run("factledger mark C1-C9 disputed -m no").failure();
    assert!(refused.contains("`C6`"), "{refused}");
    assert_eq!(ids("list --status unverified"), "C1 C2 C7");
    for range in ["C9-C10", "C0-C3", "C1-C9223372036854775807"] {
        let absent = session.run(&format!("factledger mark {range} corroborated")).failure();
        assert!(absent.contains("there is no claim"), "{absent}");
    }
    let reversed = session.run("factledger mark C5-C3 corroborated").misuse();
    assert!(reversed.contains("the range ends before it begins"), "{reversed}");
    for range in ["C3-", "C3-x", "-C3-C4", "C3--C4"] {
        let malformed = session.run(&format!("factledger note -m x -- {range}")).misuse();
        assert!(malformed.contains("a range is written as `C3-C9`"), "{malformed}");
    }
}

#[test]
fn marked_claims_are_repeated_in_full() {
    let words = "in the long year of the great harbour census ".repeat(200);
    let session = Session::new().write("a.txt", format!("The office counted 300 ships {words}.\n"));
    session.run("factledger import a.txt --min-score 0").success();
    let list = session.run("COLUMNS=60 factledger list").success();
    assert!(list.lines().count() < 10, "{list}");
    for act in ["mark C1 corroborated", "note C1 -m seen", "dismiss C1 -m no", "restore C1 -m yes"]
    {
        let screen = session.run(&format!("COLUMNS=60 factledger {act}")).success();
        assert_eq!(screen.matches("census").count(), 200, "{act}\n{screen}");
    }
}
