//! The audit report: what it contains, in four formats, and the same bytes each time.

use std::fs;

use snapbox::{IntoData as _, assert_data_eq, str};

use crate::session::Session;

/// An article with a claim of every kind: judged, disputed, in conflict, dismissed, by hand.
fn session() -> Session {
    let session = Session::new().write(
        "bridge.txt",
        "A bridge for Eastwater\n\n\
         The bridge was opened on 3 May 1932 by the mayor of Eastwater.\n\
         It cost 6 million crowns, the council said on Tuesday.\n\
         \"Four of the 12 pillars were built on sand,\" Ina Quell wrote in 1934.\n\
         The ferry stopped on the same day, and 40 people lost their work.\n",
    );
    session.run("factledger import bridge.txt").success();
    session.run("factledger mark C1 corroborated -m 'minutes of the council, page 3'").success();
    session
        .run("factledger mark C2 disputed -m 'the books say 7 million\nsee *page* 12'")
        .success();
    session.run("factledger --as ben mark C2 corroborated -m 'the books were mended'").success();
    session.run("factledger note C3 -m 'asked the archive'").success();
    session.run("factledger add A1 '40 people' --claimant 'the ferry company'").success();
    session.run("factledger dismiss C4 -m 'in C5 already'").success();
    session
}

#[test]
fn markdown_has_everything() {
    let report = session().run("FACTLEDGER_NOW=2026-11-24 factledger export").success();
    assert_data_eq!(report, str![[r##"
# Fact-check report: A bridge for Eastwater

1 article, 4 claims: 2 unverified, 1 corroborated, 1 in conflict; 1 dismissed.

**Still unverified:** [C3](#c3), [C5](#c5)

**In conflict, its reviewers disagree:** [C2](#c2)

- Made: 2026-11-24T00:00:00Z
- Ledger: 11 entries
- Last entry: E10, 2026-11-23T08:06:00Z, by ana
- Its leaf hash: SHA-256 `ff0e27816f7f7f1b7e1c54068849e799e33ca5f09e0783d736283ecd30f0ade6`

The checkpoint of this state, signed by the ledger:

    factledger-test/2e93157149d8c081
    11
    9iT+iJHqE0j6lkGKgqvHG9zWJq52fImyKCM+QkA4Lao=

    — factledger-test/2e93157149d8c081 0QduLLHv5ctabyVTchDI1OYzJ9Pv2v5QXmz29ZGFn4kT7rTGzPmnlLY7X58zf9tQDYNDCvTw47NbMr9t6TM4hSb6rwE=

## A1: A bridge for Eastwater

4 claims: 2 unverified, 1 corroborated, 1 in conflict; 1 dismissed.

- Origin: bridge.txt
- Imported: 2026-11-23T08:00:00Z, by ana, entry E2
- Read as: text 1, UTF-8
- Bytes: 278, SHA-256 `f89aa538e0e7c8cfc1e098d718d8d364504b389366a30f324ade35f7f46a629e`
- Text: 278 bytes, SHA-256 `f89aa538e0e7c8cfc1e098d718d8d364504b389366a30f324ade35f7f46a629e`

### C1

**corroborated** by 1 reviewer.

> **The bridge was opened on 3 May 1932 by the mayor of Eastwater.**

- **corroborated** by ana, 2026-11-23T08:01:00Z, E4: minutes of the council, page 3
- Found by: rules 3, score 786 of 1000, entry E3
- Place: line 3:1, bytes 24..86
- Quote: SHA-256 `bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f`
- History:
  - E4 `a0ba63dc9609`, 2026-11-23T08:01:00Z, ana: marked C1 corroborated: minutes of the council, page 3

### C2

**in conflict**: disputed by ana, corroborated by ben. Until they agree, the earlier verdict stands: disputed.

> **It cost 6 million crowns, the council said on Tuesday.**

- Said by: the council
- **disputed** by ana, 2026-11-23T08:02:00Z, E5:

  the books say 7 million\
  see \*page\* 12
- **corroborated** by ben, 2026-11-23T08:03:00Z, E7: the books were mended
- Found by: rules 3, score 784 of 1000, entry E3
- Place: line 4:1, bytes 87..141
- Quote: SHA-256 `504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147`
- History:
  - E5 `3eea9fe650ee`, 2026-11-23T08:02:00Z, ana: marked C2 disputed:

    the books say 7 million\
    see \*page\* 12
  - E7 `0e658162fcf7`, 2026-11-23T08:03:00Z, ben: marked C2 corroborated: the books were mended

### C3

**unverified**: not reviewed yet.

> **"Four of the 12 pillars were built on sand," Ina Quell wrote in 1934.**

- Said by: Ina Quell
- **noted** by ana, 2026-11-23T08:04:00Z, E8: asked the archive
- Found by: rules 3, score 894 of 1000, entry E3
- Place: line 5:1, bytes 142..211
- Quote: SHA-256 `af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd`
- History:
  - E8 `da551476b5e1`, 2026-11-23T08:04:00Z, ana: added a note to C3: asked the archive

### C5

**unverified**: not reviewed yet.

> The ferry stopped on the same day, and **40 people** lost their work.

- Said by: the ferry company
- Added by: ana, entry E9
- Place: line 6:40, bytes 251..260
- Quote: SHA-256 `5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a`
- History:
  - E9 `eb862502158f`, 2026-11-23T08:05:00Z, ana: added C5 to A1

### Dismissed as not claims

- C4, line 6:1, bytes 212..277: “The ferry stopped on the same day, and 40 people lost their work.”
  - E10 `ff0e27816f7f`, 2026-11-23T08:06:00Z, ana: dismissed C4: in C5 already

## Limits of this report

- “Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not say whether the claim is true.
- Times and names are as the reviewers’ machines reported them.
- This report alone does not prove its history. Its checkpoint fixes every entry up to the last one. The entries, and the proofs that they are in the log, are in the bundle of this report, or in the proof of a single verdict.
- To rule out an older copy, or a rewrite by the ledger’s owner, compare with a checkpoint kept elsewhere.

"##]].raw());
}

#[test]
fn json_has_everything() {
    let session = session();
    let report = session.run("FACTLEDGER_NOW=2026-11-24 factledger export --format json").json();
    assert_eq!(report["format"], "factledger-report");
    assert_eq!(report["made_at"], "2026-11-24T00:00:00Z");
    assert_eq!(report["counts"]["disputed"], 1);
    assert_eq!(report["unverified"], serde_json::json!(["C3", "C5"]));
    let claims = report["articles"][0]["claims"].as_array().unwrap();
    let ids: Vec<&str> = claims.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["C1", "C2", "C3", "C4", "C5"], "in the order of the text");
    for claim in claims {
        let shown = session
            .run(&format!("factledger show {} --format json", claim["id"].as_str().unwrap()))
            .json();
        assert_eq!(*claim, shown, "the report and `show` tell the same");
    }
}

#[test]
fn csv_has_a_row_for_each_claim() {
    let report =
        session().run("FACTLEDGER_NOW=2026-11-24 factledger export --format csv").success();
    assert_data_eq!(report, str![[r#"
id,status,text,claimant,article,title,origin,line,column,start,end,quote_sha256,extractor,score,conflict,dismissed,reviewer,note,reviewed_at,created_at,updated_at,review_status,reviews,key_revoked,newer_text,corrected,waits_for,rulings,gone,hidden,assignee,due,tags,evidence,stale,scope_period,scope_place,scope_unit,rests_on,rating,remarks,as_of
C1,corroborated,The bridge was opened on 3 May 1932 by the mayor of Eastwater.,,A1,A bridge for Eastwater,bridge.txt,3,1,24,86,bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f,rules 3,786,false,false,ana,"minutes of the council, page 3",2026-11-23T08:01:00Z,2026-11-23T08:00:00Z,2026-11-23T08:01:00Z,corroborated,"[{""reviewer"":""ana"",""status"":""corroborated"",""note"":""minutes of the council, page 3"",""at"":""2026-11-23T08:01:00Z"",""entry"":""E4"",""key_revoked"":null}]",,,,,,,,,,,,,,,,,,,
C2,disputed,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,bridge.txt,4,1,87,141,504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147,rules 3,784,true,false,ana; ben,,2026-11-23T08:02:00Z; 2026-11-23T08:03:00Z,2026-11-23T08:00:00Z,2026-11-23T08:03:00Z,disputed; corroborated,"[{""reviewer"":""ana"",""status"":""disputed"",""note"":""the books say 7 million\nsee *page* 12"",""at"":""2026-11-23T08:02:00Z"",""entry"":""E5"",""key_revoked"":null},{""reviewer"":""ben"",""status"":""corroborated"",""note"":""the books were mended"",""at"":""2026-11-23T08:03:00Z"",""entry"":""E7"",""key_revoked"":null}]",,,,,,,,,,,,,,,,,,,
C3,unverified,"""Four of the 12 pillars were built on sand,"" Ina Quell wrote in 1934.",Ina Quell,A1,A bridge for Eastwater,bridge.txt,5,1,142,211,af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd,rules 3,894,false,false,,,,2026-11-23T08:00:00Z,2026-11-23T08:04:00Z,,,,,,,,,,,,,,,,,,,,"[{""id"":""E8"",""at"":""2026-11-23T08:04:00Z"",""actor"":""ana"",""type"":""note.added"",""body"":{""claim"":""C3"",""note"":{""sha256"":""8575c87079974fbe3f3a7b51aa668ecf743abf9d52f3d30f9abdecd9007539b7""},""quote_sha256"":""af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd""},""uuid"":""01a2076e-ed80-7f20-ba4a-90cf41c2d1bb"",""sha256"":""da551476b5e1bbe58efd681801826c6bb797ea9c5c166f0639494440d59dbe30"",""note"":""asked the archive""}]",
C4,unverified,"The ferry stopped on the same day, and 40 people lost their work.",,A1,A bridge for Eastwater,bridge.txt,6,1,212,277,9b58b4a88afbf3798576db51ab17d79ff9dc1558c8b924489b59dcfa1134f047,rules 3,661,false,true,,,,2026-11-23T08:00:00Z,2026-11-23T08:06:00Z,,,,,,,,,,,,,,,,,,,,"[{""id"":""E10"",""at"":""2026-11-23T08:06:00Z"",""actor"":""ana"",""type"":""claim.dismissed"",""body"":{""claim"":""C4"",""quote_sha256"":""9b58b4a88afbf3798576db51ab17d79ff9dc1558c8b924489b59dcfa1134f047"",""reason"":{""sha256"":""d28a0cb167d67b847563e90a2db5b422f3a6c72d45278cc9143e2823d6051214""}},""uuid"":""01a20770-c240-72a3-a357-526ef0b373e3"",""sha256"":""ff0e27816f7f7f1b7e1c54068849e799e33ca5f09e0783d736283ecd30f0ade6"",""note"":""in C5 already""}]",
C5,unverified,40 people,the ferry company,A1,A bridge for Eastwater,bridge.txt,6,40,251,260,5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a,,,false,false,,,,2026-11-23T08:05:00Z,2026-11-23T08:05:00Z,,,,,,,,,,,,,,,,,,,,,

"#]].raw());
}

#[test]
fn html_is_one_page_that_asks_for_nothing() {
    let page = session().run("FACTLEDGER_NOW=2026-11-24 factledger export --format html").success();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    for asks in ["<script", "<link", "<img", "<iframe", "url(", "@import", "src="] {
        assert!(!page.contains(asks), "{asks}");
    }
    for claim in ["C1", "C2", "C3", "C4", "C5"] {
        assert_eq!(page.matches(&format!("id=\"{claim}\"")).count(), 1, "{claim} appears once");
    }
    for told in ["6 million crowns", "minutes of the council, page 3", "in C5 already", "E10"] {
        assert!(page.contains(told), "{told}");
    }
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let session = session();
    let copy = "cp factledger.db copy.db";
    session.run(copy).success();
    for format in ["md", "html", "json", "csv"] {
        let line = format!("FACTLEDGER_NOW=2026-11-24 factledger export --format {format}");
        let first = session.run(&line).success();
        assert_eq!(session.run(&line).success(), first, "{format}");
        let copied = session.run(&format!("{line} --ledger copy.db")).success();
        assert_eq!(copied, first, "{format}");
    }
}

#[test]
fn a_file_is_written_atomically_and_overwritten_only_with_force() {
    let session = session();
    assert_data_eq!(
        session.run("factledger export -o report.html").screen(),
        str![[r#"
report written to report.html

"#]]
    );
    let refused = session.run("factledger export -o report.html").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: the file `report.html` already exists
hint: `--force` overwrites it

"#]]
    );
    session.run("factledger export -o report.html --force").success();
    session.run("factledger export -o report.JSON").success();
    assert!(fs::read(session.path().join("report.JSON")).unwrap().starts_with(b"{\"format\""));
    assert_data_eq!(
        session.run("factledger export -o report.doc").misuse(),
        str![[r#"
error: cannot tell the format from `report.doc`
hint: use `--format`, or name the file .md, .html, .json, .csv or .tar

"#]]
    );
    assert_data_eq!(
        session.run("factledger export -o missing/report.md").failure(),
        str![[r#"
error: `missing/report.md` cannot be written
       └─ No such file or directory (os error 2)

"#]]
    );
    assert_data_eq!(
        session.run("factledger export -o . --format md").failure(),
        str![[r#"
error: `.` cannot be written
       └─ is a directory

"#]]
    );
    let names = session.run("ls -A").success();
    assert_data_eq!(
        names,
        str![[r#"
.home
bridge.txt
factledger.db
report.JSON
report.html

"#]]
    );
}

#[test]
fn a_link_is_not_written_through() {
    let session = session().write("precious.txt", "keep me\n");
    session.run("ln -s precious.txt report.md").success();
    session.run("factledger export -o report.md").failure();
    session.run("factledger export -o report.md --force").success();
    assert_eq!(fs::read(session.path().join("precious.txt")).unwrap(), b"keep me\n");
}

#[test]
fn one_article_is_reported_alone() {
    let session = session().fixture("stadtwerke.txt");
    session.run("factledger import stadtwerke.txt").success();
    let report = session.run("factledger export --article A2 --format json").json();
    assert_eq!(report["articles"].as_array().unwrap().len(), 1);
    assert_eq!(report["articles"][0]["id"], "A2");
    let unverified = report["unverified"].as_array().unwrap().len() as u64;
    assert_eq!(report["counts"]["unverified"].as_u64(), Some(unverified));
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let session = Session::new().fixture("hostile.txt");
    session.run("factledger import hostile.txt --min-score 0").success();
    session.run("factledger mark C1 disputed -m '<img src=x onerror=alert(1)>\n=1+1'").success();
    let html = session.run("factledger export --format html").success();
    for tag in ["<script", "<img", "javascript:"] {
        assert!(
            !html.contains(&format!("\"{tag}")) && (tag == "javascript:" || !html.contains(tag)),
            "{tag}"
        );
    }
    let csv = session.run("factledger export --format csv").success();
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    for row in rows.records() {
        for cell in &row.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        }
    }
    let json = session.run("factledger export --format json").json();
    assert!(json["articles"][0]["claims"].as_array().unwrap().len() > 20);
}
