//! Lists: pending claims first, filters, orders, pages, formats.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// Twelve claims, of which C3 is disputed, C5 and C6 are corroborated, and C12 is dismissed.
fn session() -> Session {
    let lines: Vec<String> = (1..=12)
        .map(|n| format!("The harbour office counted {n}00 ships in the year 19{n:02}, it said."))
        .collect();
    let session = Session::new().write("ships.txt", lines.join("\n"));
    session.run("factledger import ships.txt --min-score 0").success();
    session.run("factledger mark C3 disputed -m 'the register says 310'").success();
    session.run("factledger mark C5 C6 corroborated").success();
    session.run("factledger dismiss C12 -m 'a year that has no register'").success();
    session
}

#[track_caller]
fn ids(session: &Session, arguments: &str, expected: &str) {
    let list = session.run(&format!("factledger -q list {arguments} --format jsonl")).success();
    let ids = list.lines().filter_map(|line| line.strip_prefix(r#"{"id":""#)?.split('"').next());
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids.join(" "), expected, "list {arguments}");
}

#[test]
fn pending_claims_come_first() {
    let session = session();
    ids(&session, "", "C1 C2 C4 C7 C8 C9 C10 C11 C3 C5 C6");
    ids(&session, "--sort id", "C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11");
    ids(&session, "--sort newest", "C11 C10 C9 C8 C7 C6 C5 C4 C3 C2 C1");
    ids(&session, "--status disputed", "C3");
    ids(&session, "--status corroborated --sort newest", "C6 C5");
    ids(&session, "--dismissed", "C12");
    ids(&session, "--article A1 --limit 2", "C1 C2");
    ids(&session, "--conflict", "");
}

#[test]
fn every_order_can_be_read_page_by_page() {
    let session = session();
    for sort in ["pending", "id", "newest", "score"] {
        let whole = session.run(&format!("factledger list --sort {sort} --format jsonl")).success();
        let mut pages = String::new();
        let mut after = String::new();
        for _ in 0..20 {
            let line = format!("factledger list --sort {sort} --limit 3 --format jsonl {after}");
            let page = session.run(&line);
            pages.push_str(&page.stdout);
            let Some((_, next)) = page.stderr.split_once("--after ") else {
                break;
            };
            after = format!("--after {}", next.trim());
        }
        assert_eq!(pages, whole, "{sort}");
    }
}

#[test]
fn a_page_continues_after_the_last_one_even_if_its_last_claim_has_moved() {
    let session = session();
    ids(&session, "--limit 3", "C1 C2 C4");
    session.run("factledger mark C4 corroborated").success();
    ids(&session, "--limit 3 --after unverified:C4", "C7 C8 C9");
}

#[test]
fn a_marker_of_another_list_is_refused() {
    let session = session();
    assert_data_eq!(
        session.run("factledger list --after 812:C3").failure(),
        str![[r#"
error: that is not a place in this list
hint: use the marker printed under the previous page, with the same `--sort`

"#]]
    );
    assert_data_eq!(
        session.run("factledger list --after nowhere").misuse(),
        str![[r#"
error: invalid value 'nowhere' for '--after <PLACE>': that is not a place in this list

For more information, try '--help'.

"#]]
    );
}

#[test]
fn claimants_are_found_by_any_part_of_their_name_in_any_case() {
    let session = Session::new().write(
        "a.txt",
        "\"The toll rose by 4 percent in May,\" Élodie Quarré said on Monday.\n\
         The ministry said that 50%_of the ferries were late in June.\n",
    );
    session.run("factledger import a.txt --min-score 0").success();
    ids(&session, "--claimant élodie", "C1");
    ids(&session, "--claimant QUARRÉ", "C1");
    ids(&session, "--claimant MINIST", "C2");
    ids(&session, "--claimant '%'", "");
    ids(&session, "--claimant '_'", "");
}

#[test]
fn a_claimant_is_found_across_line_breaks_and_soft_hyphens() {
    let session = Session::new().write(
        "a.txt",
        "\"The toll rose by 4 percent in May,\" Ivo\n   Sandrake said on Monday.\n\n\
         The mayor Ivo of Castle Sandrake spoke. The council paid 300 euros in May.\n",
    );
    session.run("factledger import a.txt --min-score 0").success();
    let wrapped =
        "factledger add A1 '300 euros' --claimant \"$(printf 'Anna\\n\\tLind\\302\\255ström')\"";
    session.run(wrapped).success();
    for name in ["'Ivo Sandrake'", "'IVO   sandrake'", "'ivo\u{a0}sand\u{ad}rake'"] {
        ids(&session, &format!("--claimant {name}"), "C1");
    }
    let added = session.run("factledger -q list --sort newest --limit 1 --format jsonl").json();
    let added = added["id"].as_str().unwrap().to_owned();
    for name in ["'anna lindström'", "Lindström", "'lind\u{ad}STRÖM'"] {
        ids(&session, &format!("--claimant {name}"), &added);
    }
    ids(&session, "--claimant 'anna ström'", "");
    ids(&session, "--claimant 'Lind_tröm'", "");
    let similar = session.run("factledger add A1 '300 EU\u{ad}ROS'").failure();
    assert!(similar.contains("the article says: 300 euros"), "{similar}");
}

#[test]
fn names_that_nearly_fit_leave_no_gap_in_the_pages() {
    let lines: String =
        (0..40).map(|n| format!("The harbour counted {n}00 ships in May.\n")).collect();
    let session = Session::new().write("a.txt", &lines);
    session.run("factledger import a.txt --min-score 1000").success();
    for n in 1..=12 {
        // Every third is the one that is looked for; the others only hold the same words.
        let name = if n % 3 == 0 { "Ivo Sandrake" } else { "Ivo of Sandrake" };
        let quote = format!("counted {n}00 ships");
        session.run(&format!("factledger add A1 '{quote}' --claimant '{name}'")).success();
    }
    ids(&session, "--claimant 'ivo sandrake'", "C3 C6 C9 C12");
    ids(&session, "--claimant 'ivo sandrake' --limit 2", "C3 C6");
    ids(&session, "--claimant 'ivo sandrake' --limit 2 --after unverified:C6", "C9 C12");
    let last = session.run("factledger list --claimant 'ivo sandrake' --limit 4").stderr;
    assert!(!last.contains("--after"), "{last}");
}

#[test]
fn claims_are_found_by_who_judged_them_when_they_changed_and_their_words() {
    let session = session();
    session.run("factledger --as ben mark C3 corroborated -m 'counted again'").success();
    session.run("factledger --as ben note C7 -m 'asked'").success();
    ids(&session, "--by ben", "C3");
    ids(&session, "--by ana --sort id", "C3 C5 C6");
    ids(&session, "--reviewer ana --status corroborated --sort newest", "C6 C5");
    ids(&session, "--by ana --sort score", "C3 C5 C6");
    ids(&session, "--since 2026-11-23T08:02:00Z", "C7 C3 C5 C6");
    ids(&session, "--since 2026-11-23T08:04:00Z --sort id", "C3 C7");
    ids(&session, "--since 2026-11-23T08:04:00Z --by ana", "C3");
    ids(&session, "--since 2026-11-23T08:02:00Z --limit 1 --after unverified:C7", "C3");
    ids(&session, "--since 2w --dismissed", "C12");
    ids(&session, "--since 2026-11-24", "");
    ids(&session, "--search '1907'", "C7");
    ids(&session, "--search 'OFFICE ships 1907'", "C7");
    ids(&session, "--search 'ships office' --limit 2", "C1 C2");
    ids(&session, "--search 'ship%'", "");
    ids(&session, "--search train", "");
}

#[test]
fn words_are_searched_in_any_case_and_whatever_the_spacing_and_soft_hyphens() {
    let session = Session::new().write(
        "a.txt",
        "ÉLODIE paid 300 euros for a har\u{ad}bour\t pilot in May.\n\nThe STRASSE cost 5 million.\n",
    );
    session.run("factledger import a.txt --min-score 0").success();
    ids(&session, "--search élodie", "C1");
    ids(&session, "--search 'HARBOUR pilot'", "C1");
    ids(&session, "--search strasse", "C2");
}

#[test]
fn a_list_of_mixed_articles_names_them_at_80_columns() {
    let session = session();
    let head = |line: &str| session.run(line).success().lines().next().unwrap_or("").to_owned();
    assert!(!head("factledger list").contains("ARTICLE"));
    std::fs::write(session.path().join("b.txt"), "The river rose by 4 metres in May.\n").unwrap();
    session.run("factledger import b.txt --min-score 0").success();
    assert!(head("factledger list").contains("ARTICLE"));
    assert!(!head("factledger list --article A1").contains("ARTICLE"));
    assert!(!head("COLUMNS=60 factledger list").contains("ARTICLE"));
}

#[test]
fn a_list_fits_the_terminal() {
    let session = Session::with_fixture("market-day.txt");
    for columns in [20, 30, 40, 60, 80, 100, 120, 200] {
        let screen = session.run(&format!("COLUMNS={columns} factledger list")).success();
        let widest = screen.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= columns, "{widest} cells in {columns}:\n{screen}");
        assert!(screen.contains("C1"), "{screen}");
    }
}

#[test]
fn in_a_pipe_a_claim_is_a_line() {
    let session = Session::piped().fixture("paris-summit.txt");
    session.run("factledger import paris-summit.txt").success();
    let list = session.run("factledger list").success();
    let claims = session.run("factledger list --format jsonl").success().lines().count();
    assert_eq!(list.lines().count(), claims + 1);
    assert!(!list.contains('\u{1b}'));
    let coloured = session.run("factledger list --color always").success();
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn the_json_of_a_claim_is_as_documented() {
    let session = session();
    let list = session.run("factledger list --status disputed --format json").success();
    assert_data_eq!(
        list,
        str![[r#"
[
 {"id":"C3","status":"disputed","text":"The harbour office counted 300 ships in the year 1903, it said.","claimant":null,"claimant_span":null,"article":{"id":"A1","title":null,"origin":"ships.txt","sha256":"8a08f48d72395fd8519d16bceb4142b60a801c754f3bc2fcf77dc7c136408433","text_sha256":"8a08f48d72395fd8519d16bceb4142b60a801c754f3bc2fcf77dc7c136408433","newer_text":null},"span":{"start":128,"end":191,"line":3,"column":1},"raw_span":{"start":128,"end":191},"quote_sha256":"ab25af3d9a95e765ae1ee8b6010776c0e78d625a9e675c88977cd38dd6bdbbdc","extractor":{"model_sha256":"6501975e0f62c8b9a6f6708a4d2d8d0762c706583ed661ae5e9c52947d9041b9","name":"rules","version":"3","score":940},"stale":false,"conflict":false,"dismissed":false,"reviews":[{"reviewer":"ana","status":"disputed","note":"the register says 310","at":"2026-11-23T08:01:00Z","entry":"E4","key_revoked":null}],"created_at":"2026-11-23T08:00:00Z","updated_at":"2026-11-23T08:01:00Z"}
]

"#]]
    );
    let csv = session.run("factledger list --status disputed --format csv").success();
    assert_data_eq!(
        csv,
        str![[r#"
id,status,text,claimant,article,title,origin,line,column,start,end,quote_sha256,extractor,score,conflict,dismissed,reviewer,note,reviewed_at,created_at,updated_at,review_status,reviews,key_revoked,newer_text,corrected,waits_for,rulings,gone,hidden,assignee,due,tags,evidence,stale,scope_period,scope_place,scope_unit,rests_on,rating
C3,disputed,"The harbour office counted 300 ships in the year 1903, it said.",,A1,,ships.txt,3,1,128,191,ab25af3d9a95e765ae1ee8b6010776c0e78d625a9e675c88977cd38dd6bdbbdc,rules 3,940,false,false,ana,the register says 310,2026-11-23T08:01:00Z,2026-11-23T08:00:00Z,2026-11-23T08:01:00Z,disputed,"[{""reviewer"":""ana"",""status"":""disputed"",""note"":""the register says 310"",""at"":""2026-11-23T08:01:00Z"",""entry"":""E4"",""key_revoked"":null}]",,,,,,,,,,,,,,,,,

"#]]
    );
}

#[test]
fn an_empty_list_is_not_an_error() {
    let session = Session::new().write("a.txt", "Hello.\n");
    session.run("factledger import a.txt").success();
    assert_data_eq!(
        session.run("factledger list").screen(),
        str![[r#"
0 claims shown; the ledger has 0 claims

"#]]
    );
    assert_eq!(session.run("factledger list --format json").success(), "[]\n");
    assert_eq!(session.run("factledger list --format jsonl").success(), "");
}

#[test]
fn a_closed_pipe_ends_the_list_quietly() {
    let session = Session::with_fixture("long-inquiry.txt");
    let ran = session.run("factledger list --limit 0 --format json 2>err | head -n 1; cat err");
    assert_eq!(ran.success(), "[\n");
}
