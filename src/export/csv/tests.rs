use snapbox::{IntoData as _, assert_data_eq, str};

use super::super::{Format, samples};
use super::*;

#[test]
fn a_report_is_a_row_for_each_claim() {
    assert_data_eq!(samples::written(Format::Csv), str![[r#"
id,status,text,claimant,article,title,origin,line,column,start,end,quote_sha256,extractor,score,conflict,dismissed,reviewer,note,reviewed_at,created_at,updated_at,review_status,reviews,key_revoked,newer_text,corrected,waits_for,rulings,gone,hidden,assignee,due,tags,evidence,stale,scope_period,scope_place,scope_unit,rests_on,rating,remarks,as_of
C1,corroborated,The bridge was opened on 3 May 1932 by the mayor of Eastwater.,,A1,A bridge for Eastwater,https://news.example/bridge,3,1,24,86,bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f,rules 1,602,false,false,ana; Олена,,2026-11-23T08:04:00Z; 2026-11-23T08:05:00Z,2026-11-23T08:03:00Z,2026-11-23T08:05:00Z,corroborated; corroborated,"[{""reviewer"":""ana"",""status"":""corroborated"",""note"":""minutes of the council, page 3"",""at"":""2026-11-23T08:04:00Z"",""entry"":""E4"",""key_revoked"":null},{""reviewer"":""Олена"",""status"":""corroborated"",""note"":null,""at"":""2026-11-23T08:05:00Z"",""entry"":""E5"",""key_revoked"":null}]",,A2,,,,,,,,,,,,,,,,,
C2,disputed,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,https://news.example/bridge,4,1,87,141,504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147,rules 1,870,true,false,ana; ben,,2026-11-23T08:06:00Z; 2026-11-23T08:07:00Z,2026-11-23T08:03:00Z,2026-11-23T08:07:00Z,disputed; corroborated,"[{""reviewer"":""ana"",""status"":""disputed"",""note"":""the books say 7 million\nsee *page* 12"",""at"":""2026-11-23T08:06:00Z"",""entry"":""E6"",""key_revoked"":null},{""reviewer"":""ben"",""status"":""corroborated"",""note"":""the books were corrected"",""at"":""2026-11-23T08:07:00Z"",""entry"":""E7"",""key_revoked"":{""entry"":""E15"",""at"":""2026-11-23T08:15:00Z"",""by"":""ana"",""reason"":""the *laptop* was stolen""}}]",E7,A2,,,,,,,,,,,,,,,,,
C3,unverified,Four of the 12 pillars were built on sand,Ina Quell,A1,A bridge for Eastwater,https://news.example/bridge,4,57,145,186,6ca32fd5c656c453b31b5610700556b4bdfab022e776b8fb9da18b4a6429e11f,rules 1,931,false,false,,,,2026-11-23T08:03:00Z,2026-11-23T08:14:00Z,,,,A2,,,,,,,,,,,,,,,,"[{""id"":""E14"",""at"":""2026-11-23T08:14:00Z"",""actor"":""ben"",""type"":""note.added"",""body"":{""claim"":""C3"",""note"":""asked the archive again"",""quote_sha256"":""6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26""},""uuid"":""01a20778-1540-7364-9f9a-30cce1738608"",""sha256"":""b7f456e6e397d34ebb3f2c6f6e8ca7d82c6aa18406e03474cfc0a082110e7439""}]",
C6,unverified,The fare had been 2 crowns & a half.,,A1,A bridge for Eastwater,https://news.example/bridge,5,67,282,318,a297ee77cba476e36c224d7c0d0fd2b7e7769da523bfc41eb4e5961e2c0e880f,rules 1,410,false,false,ana,the tariff was of 1934,2026-11-23T08:10:00Z,2026-11-23T08:03:00Z,2026-11-23T08:10:00Z,unverified,"[{""reviewer"":""ana"",""status"":""unverified"",""note"":""the tariff was of 1934"",""at"":""2026-11-23T08:10:00Z"",""entry"":""E10"",""key_revoked"":null}]",,A2,,,,,,,,,,,,,,,,,
C4,unverified,40 people,,A1,A bridge for Eastwater,https://news.example/bridge,5,40,255,264,5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a,,,false,true,,,,2026-11-23T08:03:00Z,2026-11-23T08:11:00Z,,,,A2,,,,,,,,,,,,,,,,"[{""id"":""E11"",""at"":""2026-11-23T08:11:00Z"",""actor"":""ben"",""type"":""claim.dismissed"",""body"":{""claim"":""C4"",""quote_sha256"":""6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26"",""reason"":""no more than a number""},""uuid"":""01a20775-5620-7be8-9c6d-d36e4296d712"",""sha256"":""34db7854bfc1fc23df76ec64c817fe2e041e555603bf4ff7077a7249dd905c97""}]",
C5,disputed,Nobody crossed the river by boat in 1933.,,A2,,ferry.txt,1,1,0,41,2c3dc8b71a4ef36f7036e4b133395d726f91cf999273367afcaf6afece3a0fa3,rules 1,500,false,false,ana,the rowing club did,2026-11-23T08:13:00Z,2026-11-23T08:03:00Z,2026-11-23T08:13:00Z,disputed,"[{""reviewer"":""ana"",""status"":""disputed"",""note"":""the rowing club did"",""at"":""2026-11-23T08:13:00Z"",""entry"":""E13"",""key_revoked"":null}]",,,,,,,,,,,,,1933,the *lower* Eastwater,crossings,C2 in conflict,,,

"#]].raw());
}

#[test]
fn the_long_form_has_a_row_for_each_review_and_remark() {
    assert_data_eq!(samples::written(Format::CsvReviews), str![[r#"
claim,verdict,conflict,dismissed,entry,at,reviewer,act,status,counts,note,key_revoked,key_revoked_why,earlier_than,text,claimant,article,title,origin,rating
C1,corroborated,false,false,E4,2026-11-23T08:04:00Z,ana,reviewed,corroborated,true,"minutes of the council, page 3",,,,The bridge was opened on 3 May 1932 by the mayor of Eastwater.,,A1,A bridge for Eastwater,https://news.example/bridge,
C1,corroborated,false,false,E5,2026-11-23T08:05:00Z,Олена,reviewed,corroborated,true,,,,,The bridge was opened on 3 May 1932 by the mayor of Eastwater.,,A1,A bridge for Eastwater,https://news.example/bridge,
C2,disputed,true,false,E6,2026-11-23T08:06:00Z,ana,reviewed,disputed,true,"the books say 7 million
see *page* 12",,,,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,https://news.example/bridge,
C2,disputed,true,false,E7,2026-11-23T08:07:00Z,ben,reviewed,corroborated,true,the books were corrected,E15,the *laptop* was stolen,,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,https://news.example/bridge,
C3,unverified,false,false,E14,2026-11-23T08:14:00Z,ben,noted,,,asked the archive again,E15,the *laptop* was stolen,,Four of the 12 pillars were built on sand,Ina Quell,A1,A bridge for Eastwater,https://news.example/bridge,
C6,unverified,false,false,E9,2026-11-23T08:09:00Z,ana,reviewed,corroborated,false,,,,,The fare had been 2 crowns & a half.,,A1,A bridge for Eastwater,https://news.example/bridge,
C6,unverified,false,false,E10,2026-11-23T08:10:00Z,ana,reviewed,unverified,true,the tariff was of 1934,,,,The fare had been 2 crowns & a half.,,A1,A bridge for Eastwater,https://news.example/bridge,
C4,unverified,false,true,E11,2026-11-23T08:11:00Z,ben,dismissed,,,no more than a number,E15,the *laptop* was stolen,,40 people,,A1,A bridge for Eastwater,https://news.example/bridge,
C5,disputed,false,false,E13,2026-11-23T08:13:00Z,ana,reviewed,disputed,true,the rowing club did,,,E12,Nobody crossed the river by boat in 1933.,,A2,,ferry.txt,

"#]].raw());
}

#[test]
fn no_cell_is_a_formula() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A"] {
        assert_eq!(defused(formula), format!("'{formula}"));
    }
    assert_eq!(defused("\t=1"), "' =1");
    assert_eq!(defused("\r=1"), "'\n=1");
    assert_eq!(defused("\r\n=1"), "'\n=1");
    for words in ["", "1+1=2", "'=1", "a@b"] {
        assert_eq!(defused(words), words);
    }
}

#[test]
fn a_row_reads_back_as_it_is_shown() {
    let cells = ["a,b", "\"c\"", "d\ne\r\nf", "", "＝x", "naïve 👩‍👧", "\u{1b}[2J\u{202e}"];
    let expected = ["a,b", "\"c\"", "d\ne\nf", "", "'＝x", "naïve 👩‍👧", "⟪U+001B⟫[2J⟪U+202E⟫"];
    let mut out = Vec::new();
    write_row(&mut out, &cells).unwrap();
    assert!(out.ends_with(b"\r\n"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(row.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_hostile_claim_is_one_row() {
    let claims = samples::hostile().claims.into_iter();
    let quote = format!("'{}", Visible::lines(samples::HOSTILE));
    let mut out = Vec::new();
    write(&samples::report(), claims.map(Ok::<_, WriteError<()>>), &mut out).unwrap();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(&*out).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(row.len(), CLAIM.len() + REPORTED.len());
        assert_eq!(&row[2], quote);
    }
}
