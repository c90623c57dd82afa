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
    session.run("factledger --as ben mark C2 corroborated -m 'the books were corrected'").success();
    session.run("factledger note C3 -m 'asked the archive'").success();
    session.run("factledger add A1 '40 people' --claimant 'the ferry company'").success();
    session.run("factledger dismiss C4 -m 'in C5 already'").success();
    session
}

#[test]
fn markdown_has_everything() {
    let report = session().run("FACTLEDGER_NOW=2026-11-24 factledger export").success();
    assert_data_eq!(report, str![[r##"
# A bridge for Eastwater

Fact-check report · bridge.txt · checked by ana and ben, 23 November 2026

**Of 4 claims, 1 is in dispute among the checkers, 1 stands and 2 are not verified.** 1 more was dismissed as not checkable.

- ✕ disputed: 0
- ⇄ in conflict: 1
- ✓ corroborated: 1
- ○ unverified: 2

## What does not hold

⇄ **in conflict**, [C2](#c2), said by the council

> It cost 6 million crowns, the council said on Tuesday.

- ana: disputed, 23 November 2026:

  the books say 7 million\
  see \*page\* 12
- ben: corroborated, 23 November 2026: the books were corrected
- Until the checkers agree, the earlier verdict remains in force: disputed.

## What stands

- ✓ [C1](#c1): The bridge was opened on 3 May 1932 by the mayor of Eastwater.; ana: corroborated (minutes of the council, page 3)

## What is not verified, and why

2 claims: not reviewed yet

- ○ [C3](#c3): \"Four of the 12 pillars were built on sand,\" Ina Quell wrote in 1934. (said by Ina Quell)
- ○ [C5](#c5): 40 people (said by the ferry company)

## The article, with its claims

### A1

**A bridge for Eastwater**

bridge.txt · 4 claims


A bridge for Eastwater

⟦The bridge was opened on 3 May 1932 by the mayor of Eastwater.⟧ 1✓

- [C1](#c1) ✓ corroborated: minutes of the council, page 3

⟦It cost 6 million crowns, the council said on Tuesday.⟧ 2⇄

- [C2](#c2) ⇄ in conflict

⟦\"Four of the 12 pillars were built on sand,\" Ina Quell wrote in 1934.⟧ 3○

The ferry stopped on the same day, and ⟦40 people⟧ 5○ lost their work.

## The claims, one by one

### C1

✓ **corroborated**, said by the article itself

> The bridge was opened on 3 May 1932 by the mayor of Eastwater.

- **ana: corroborated**, 23 November 2026, 08:01 UTC, E4: minutes of the council, page 3
- History:
  - E4 `a0ba63dc9609`, 23 November 2026, 08:01 UTC, ana: reviewed it: corroborated
- found by rules 3, score 786 of 1000; 3:1, bytes 24\.\.86; SHA-256 `bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f`

### C2

⇄ **in conflict**, said by the council

> It cost 6 million crowns, the council said on Tuesday.

- **ana: disputed**, 23 November 2026, 08:02 UTC, E5:

  the books say 7 million\
  see \*page\* 12
- **ben: corroborated**, 23 November 2026, 08:03 UTC, E7: the books were corrected
- Until the checkers agree, the earlier verdict remains in force: disputed.
- History:
  - E5 `3eea9fe650ee`, 23 November 2026, 08:02 UTC, ana: reviewed it: disputed
  - E7 `e13664f2d043`, 23 November 2026, 08:03 UTC, ben: reviewed it: corroborated
- found by rules 3, score 784 of 1000; 4:1, bytes 87\.\.141; SHA-256 `504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147`

### C3

○ **unverified**, not reviewed yet, said by Ina Quell

> \"Four of the 12 pillars were built on sand,\" Ina Quell wrote in 1934.

- ana added a note, 23 November 2026, 08:04 UTC, E8: asked the archive
- History:
  - E8 `972e26916d21`, 23 November 2026, 08:04 UTC, ana: added a note
- found by rules 3, score 894 of 1000; 5:1, bytes 142\.\.211; SHA-256 `af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd`

### C5

○ **unverified**, not reviewed yet, said by the ferry company

> 40 people

- History:
  - E9 `0f066580c287`, 23 November 2026, 08:05 UTC, ana: added the claim
- added by ana; 6:40, bytes 251\.\.260; SHA-256 `5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a`

### Dismissed as not checkable

- C4: The ferry stopped on the same day, and 40 people lost their work. (6:1)
  - ana dismissed it, 23 November 2026, E10: in C5 already

## The figures

| Reviews by week | |
|---|--:|
| week of 23 November 2026 | 3 |

| How long open claims have waited | |
|---|--:|
| less than a day | 2 |
| up to a week | 0 |
| up to a month | 0 |
| up to three months | 0 |
| longer | 0 |

| How far pairs of checkers agree | agreed | disagreed |
|---|--:|--:|
| ana and ben | 0 | 1 |

## How it was checked

**What this report is not**

- A score is a guess of what is worth checking. It is no verdict.
- “Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not mean that the claim is false.
- Times and names are as the checkers’ machines reported them.
- This report alone cannot show that it is the latest, or that the ledger’s owner did not rewrite it. Compare it with a checkpoint that is kept elsewhere.

**Not got, or not kept**

No search without a result was recorded, and no source that could not be captured.

**The rules in force**

The ledger has its default rules: one review makes a verdict, and a dispute or a change needs a note.

**Exceptions**

No exception from a rule was made.


## Who said what

| Said by | ✕ disputed | ⇄ in conflict | ✓ corroborated | ○ unverified | all |
|---|--:|--:|--:|--:|--:|
| the article itself | 0 | 0 | 1 | 0 | 1 |
| Ina Quell | 0 | 0 | 0 | 1 | 1 |
| the council | 0 | 1 | 0 | 0 | 1 |
| the ferry company | 0 | 0 | 0 | 1 | 1 |

## What the verdicts rest on

| Of 1 verdict | | |
|---|--:|--:|
| have a written reason | 1 | 100% |
| rest on recorded evidence | 0 | 0% |
| rest on evidence whose page or file was captured | 0 | 0% |
| rest on a primary source | 0 | 0% |
| rest on two or more independent origins | 0 | 0% |
| were reached by two or more checkers | 0 | 0% |

## Corrections

Among these claims, nobody changed a judgement, and nothing was taken back.


## What a signatory of a code of principles would show

Fact-checkers who sign a code of principles are assessed on commitments like these. This is what the ledger shows of each, and what it cannot show.

| Commitment | What the ledger shows | What it does not show |
|---|---|---|
| Fairness: the same standard for everybody | Claims of 3 claimants; the table “Who said what” has the verdicts of each. | How the articles and claims were chosen. |
| Sources that readers can follow | 0% of the verdicts rest on recorded evidence; 0% on captured evidence. | Sources that were used and not recorded. |
| A published method | The rules that verdicts follow, with the entry that set each, and every exception. | How claims are selected, researched and written up. |
| Open and honest corrections | No correction is recorded. | Corrections that readers asked for and nobody recorded. |
| Funding and organisation | Nothing. | Owners, funds and staff: no ledger of claims can show them. |

## Proof: that this report is what was recorded

Each verdict is an entry in a log that only grows. The checkpoint below fixes every entry up to the last one; a bundle of this ledger holds the entries and the proofs. To check: make a bundle with \`factledger export -o bundle.tar\`, then run \`factledger verify bundle.tar\`, or its verify.py, or follow its VERIFY.md by hand.

- Made: 24 November 2026, 00:00 UTC
- Ledger: factledger-test/2e93157149d8c081, 11 entries
- Last entry: E10, 23 November 2026, 08:06 UTC, ana
- Its leaf hash: SHA-256 `59073ec1a568fe4dcc50e4544e0c142f301f96f698e8aa71bf539b0630237357`
- A1: imported 23 November 2026, 08:00 UTC by ana, E2; read as text 1, UTF-8
  - Document, 278 bytes: SHA-256 `f89aa538e0e7c8cfc1e098d718d8d364504b389366a30f324ade35f7f46a629e`
  - Text, 278 bytes: SHA-256 `f89aa538e0e7c8cfc1e098d718d8d364504b389366a30f324ade35f7f46a629e`

Checkpoint:

    factledger-test/2e93157149d8c081
    11
    4rQmzY/1bMTTQQPebVgsBJFAxerZpyEyuW9SJu34sRw=
    
    — factledger-test/2e93157149d8c081 0QduLC4cZ6nm0+jwUZLuSFKBIeu/3WkHuKgXtPwylrSYQl7TwzbQxOR/P5JbSS591yy9iiq2gEs/oCackyDvtZ5B7wQ=


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
C2,disputed,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,bridge.txt,4,1,87,141,504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147,rules 3,784,true,false,ana; ben,,2026-11-23T08:02:00Z; 2026-11-23T08:03:00Z,2026-11-23T08:00:00Z,2026-11-23T08:03:00Z,disputed; corroborated,"[{""reviewer"":""ana"",""status"":""disputed"",""note"":""the books say 7 million\nsee *page* 12"",""at"":""2026-11-23T08:02:00Z"",""entry"":""E5"",""key_revoked"":null},{""reviewer"":""ben"",""status"":""corroborated"",""note"":""the books were corrected"",""at"":""2026-11-23T08:03:00Z"",""entry"":""E7"",""key_revoked"":null}]",,,,,,,,,,,,,,,,,,,
C3,unverified,"""Four of the 12 pillars were built on sand,"" Ina Quell wrote in 1934.",Ina Quell,A1,A bridge for Eastwater,bridge.txt,5,1,142,211,af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd,rules 3,894,false,false,,,,2026-11-23T08:00:00Z,2026-11-23T08:04:00Z,,,,,,,,,,,,,,,,,,,,"[{""id"":""E8"",""at"":""2026-11-23T08:04:00Z"",""actor"":""ana"",""type"":""note.added"",""body"":{""claim"":""C3"",""note"":{""sha256"":""8575c87079974fbe3f3a7b51aa668ecf743abf9d52f3d30f9abdecd9007539b7""},""quote_sha256"":""af27973c72772747533176381d1fc7d440ad2917b089af189c237a3cb55a0edd""},""uuid"":""01a2076e-ed80-7f20-ba4a-90cf41c2d1bb"",""sha256"":""972e26916d21b8ecc7993c768f4acbab5432988741fcfe3da2273ddc46b98f93"",""note"":""asked the archive""}]",
C4,unverified,"The ferry stopped on the same day, and 40 people lost their work.",,A1,A bridge for Eastwater,bridge.txt,6,1,212,277,9b58b4a88afbf3798576db51ab17d79ff9dc1558c8b924489b59dcfa1134f047,rules 3,661,false,true,,,,2026-11-23T08:00:00Z,2026-11-23T08:06:00Z,,,,,,,,,,,,,,,,,,,,"[{""id"":""E10"",""at"":""2026-11-23T08:06:00Z"",""actor"":""ana"",""type"":""claim.dismissed"",""body"":{""claim"":""C4"",""quote_sha256"":""9b58b4a88afbf3798576db51ab17d79ff9dc1558c8b924489b59dcfa1134f047"",""reason"":{""sha256"":""d28a0cb167d67b847563e90a2db5b422f3a6c72d45278cc9143e2823d6051214""}},""uuid"":""01a20770-c240-72a3-a357-526ef0b373e3"",""sha256"":""59073ec1a568fe4dcc50e4544e0c142f301f96f698e8aa71bf539b0630237357"",""note"":""in C5 already""}]",
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
hint: use `--format`, or name the file .md, .html, .json, .jsonl, .csv, .xlsx or .tar

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
