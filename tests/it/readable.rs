//! Remarks keep their form in every report, CSV says who said what, and words of a page are shown as
//! its readers see them.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

const NOTE: &str = "Register of 2024, table 4: 402,000; see https://tide.example/register?y=2024.\n\n\
                    Called the office on 3 March:\n- first call: no answer\n- second call: confirmed";

fn session() -> Session {
    let session = Session::new().write(
        "ferry.txt",
        "The ferry line carried 412,000 passengers in 2024, the harbour office said.\n\
         The operator spent 3.4 million crowns on new engines.\n",
    );
    session.run("factledger import ferry.txt --min-score 0").success();
    session.run(&format!("factledger mark C1 disputed -m '{NOTE}'")).success();
    session
}

#[test]
fn a_note_keeps_its_lines_its_list_and_its_link() {
    let session = session();
    let report = session.run("factledger export").success();
    assert!(
        report.contains(
            ", E4:\n\n  Register of 2024, table 4: 402,000; see \
             <https://tide.example/register?y=2024>.\n\n  Called the office on 3 March:\n\n  \
             - first call: no answer\n  - second call: confirmed\n- History:"
        ),
        "{report}"
    );
    let page = session.run("factledger export --format html").success();
    assert!(page.contains(
        "see <a href=\"https://tide.example/register?y=2024\" rel=\"noopener noreferrer \
         nofollow\"><bdi>https://tide.example/register?y=2024</bdi></a>.\n\nCalled the office on \
         3 March:\n- first call: no answer\n- second call: confirmed</span></p>"
    ));
    let json = session.run("factledger export --format json").json();
    assert_eq!(json["articles"][0]["claims"][0]["reviews"][0]["note"], NOTE);
}

/// The rows of a CSV, each with the cell of a column.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().unwrap().iter().position(|column| column == name).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn a_csv_says_who_said_what_and_nothing_in_it_is_ambiguous() {
    let session = session();
    for line in [
        "--as ben mark C1 corroborated -m 'recounted; \"412,000\" is right'",
        "--as ben note C1 -m '=1+1; asked'",
        "mark C2 corroborated -m 'invoice'",
        "mark C2 disputed -m 'invoice was forged'",
        "reviewer revoke ben -m 'laptop stolen'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    let claims = session.run("factledger export --format csv").success();
    assert_eq!(column(&claims, "conflict"), ["true", "false"]);
    assert_eq!(column(&claims, "reviewer"), ["ana; ben", "ana"]);
    assert_eq!(column(&claims, "review_status"), ["disputed; corroborated", "disputed"]);
    assert_eq!(column(&claims, "note"), ["", "invoice was forged"]);
    assert_eq!(column(&claims, "key_revoked"), ["E6", ""]);
    let reviews: serde_json::Value = serde_json::from_str(&column(&claims, "reviews")[0]).unwrap();
    assert_eq!(reviews[0]["note"], NOTE);
    assert_eq!(reviews[1]["note"], "recounted; \"412,000\" is right");
    assert_eq!(reviews[1]["key_revoked"]["reason"], "laptop stolen");
    let remarks: serde_json::Value = serde_json::from_str(&column(&claims, "remarks")[0]).unwrap();
    assert_eq!(remarks[0]["note"], "=1+1; asked");
    let listed = session.run("factledger list --sort id --format csv").success();
    assert_eq!(column(&listed, "reviews"), column(&claims, "reviews"));

    let said = session.run("factledger export --format csv-reviews").success();
    assert_eq!(column(&said, "claim"), ["C1", "C1", "C1", "C2", "C2"]);
    assert_eq!(column(&said, "act"), ["reviewed", "reviewed", "noted", "reviewed", "reviewed"]);
    assert_eq!(
        column(&said, "status"),
        ["disputed", "corroborated", "", "corroborated", "disputed"]
    );
    assert_eq!(column(&said, "counts"), ["true", "true", "", "false", "true"]);
    assert_eq!(
        column(&said, "key_revoked"),
        ["", "E6", "E7", "", ""].map(|entry| if entry.is_empty() { "" } else { "E10" })
    );
    assert_eq!(column(&said, "note")[2], "'=1+1; asked");
    assert_eq!(column(&said, "note")[0], NOTE);
}

#[test]
fn a_byte_order_mark_is_written_for_spreadsheets_that_need_one() {
    let session = session();
    for format in ["csv", "csv-reviews"] {
        let plain = session.run(&format!("factledger export --format {format}")).success();
        let marked = session.run(&format!("factledger export --format {format} --bom")).success();
        assert_eq!(marked, format!("\u{feff}{plain}"));
    }
    session.run("factledger export --bom -o report.csv").success();
    assert!(session.run("cat report.csv").success().starts_with('\u{feff}'));
    assert_data_eq!(
        session.run("factledger export --bom").stderr,
        str![[r#"
error: `--bom` is for CSV
hint: spreadsheets read `--format csv`; other formats need no byte order mark

"#]]
    );
}

#[test]
fn soft_hyphens_of_a_page_are_not_spelled_out_and_nobody_need_type_them() {
    let session = Session::new().write(
        "page.html",
        "<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Hafen&shy;amt</title>\
         </head><body><article><h1>Das Hafen&shy;amt zählt</h1><p>Das Hafen&shy;amt zahlte 2024 für \
         die Fähr&shy;flotte 3,4 Millionen Kronen, sagte Hafen&shy;meisterin Jule Moen am Dienstag.\
         </p></article></body></html>",
    );
    session.run("factledger import page.html --min-score 0").success();
    for line in ["list", "show A1", "export", "export --format html", "export --format csv"] {
        let shown = session.run(&format!("factledger {line}")).screen();
        assert!(shown.contains("Hafenamt") && !shown.contains("U+00AD"), "{line}: {shown}");
    }
    // The words are those of the page.
    let claims = session.run("factledger list --format json").json();
    assert!(claims.to_string().contains("Hafen\u{ad}amt zahlte 2024"));
    session.run("factledger add A1 'für die Fährflotte 3,4 Millionen Kronen'").success();
    let added = session.run("factledger list --sort newest --limit 1 --format json").json();
    assert_eq!(added[0]["text"], "für die Fähr\u{ad}flotte 3,4 Millionen Kronen");
    session.run("factledger verify").success();
}
