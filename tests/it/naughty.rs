//! Strings that have broken other programs come back unchanged, and have no effect.

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};

use crate::session::{Session, kept_beside};

/// The strings, where they are kept beside the repository: some are not for everybody's eyes, and so
/// none of them stands in it.
fn strings() -> Option<Vec<String>> {
    let file = kept_beside("vectors/naughty_strings.json", "naughty strings")?;
    let file: Value = serde_json::from_slice(&file).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len() as u64, file["count"].as_u64().unwrap());
    Some(vectors.iter().map(|vector| vector["s"].as_str().unwrap().to_owned()).collect())
}

/// One word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Without runs of eight or more characters that nobody sees, in which a signature may be hidden.
fn without_runs(text: &str) -> String {
    let is_unseen = |c: char| {
        matches!(c as u32, 0x34f | 0x180b..=0x180f | 0x200b..=0x200d | 0x2060..=0x2064
            | 0x206a..=0x206f | 0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe0fff)
    };
    let mut left = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if is_unseen(c) {
            run.push(c);
            continue;
        }
        if run.chars().count() < 8 {
            left.push_str(&run);
        }
        run.clear();
        left.push(c);
    }
    left.pop();
    left
}

#[test]
fn naughty_strings_round_trip_and_stay_text() {
    let Some(strings) = strings() else { return };
    assert!(strings.len() > 200);
    // A paragraph each: what is a control character throughout would be refused as no text.
    let lines: Vec<&str> = strings
        .iter()
        .map(String::as_str)
        .filter(|text| !text.trim().is_empty() && !text.contains(['\0', '\n', '\r']))
        .collect();
    let session = Session::new().write("a.txt", lines.join("\n\n"));
    session.run("factledger import a.txt --reader text --min-score 0").success();
    let text = session.run("factledger show A1 --text").success();
    assert!(text == without_runs(&lines.join("\n\n")));
    let claims = session.run("factledger list --limit 0 --format json").json();
    for claim in claims.as_array().unwrap() {
        let at = |end: &str| usize::try_from(claim["span"][end].as_u64().unwrap()).unwrap();
        assert!(claim["text"] == text[at("start")..at("end")]);
    }
    // As notes: each comes back as it was written. A sample, as each takes a command.
    let notes: Vec<&str> =
        lines.iter().copied().filter(|text| !text.starts_with('-')).step_by(4).collect();
    let kept = notes
        .iter()
        .filter(|note| session.run(&format!("factledger note C1 -m {}", quoted(note))).code == 0)
        .count();
    assert!(kept > notes.len() * 9 / 10, "{kept} of {}", notes.len());
    let history = session.run("factledger history C1 --limit 0 --format jsonl").success();
    let told: Vec<String> = history
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter_map(|entry| Some(entry["note"].as_str()?.to_owned()))
        .collect();
    assert_eq!(told.len(), kept);
    for note in &told {
        assert!(notes.iter().any(|string| string.trim() == note), "{note:?}");
    }
    session.run("factledger verify").success();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    // In the formats for programs, each value is one value, whatever it says.
    session.run("factledger mark C1 C2 C3 C4 C5 C6 C7 C8 C9 corroborated").success();
    session.run("factledger --as ben mark C1 corroborated -m '</script><!-- ]]> =1+1'").success();
    for format in ["claimreview", "annotations", "averitec"] {
        session.run(&format!("factledger export --format {format}")).json();
    }
    let lines = session.run("factledger export --format jsonl").success();
    let words: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["text"].take())
        .filter(Value::is_string)
        .collect();
    let listed: Vec<&Value> = claims.as_array().unwrap().iter().map(|of| &of["text"]).collect();
    assert_eq!(words.len(), listed.len());
    assert!(words.iter().all(|text| listed.contains(&text)));
    let heads = session.run("factledger export --format claimreview-html").success();
    let elements = heads.matches("<script type=\"application/ld+json\">").count();
    assert_eq!(
        (elements, heads.matches('<').count()),
        (9, 9 * 3),
        "a comment, and a start and an end"
    );
    session.run("factledger export -o all.xlsx").success();
    let mut book: Xlsx<_> = calamine::open_workbook(session.path().join("all.xlsx")).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{sheet}");
    }
    assert_eq!(book.worksheet_range("Claims").unwrap().height(), listed.len() + 1);
    session.run("factledger publish site").success();
    session.run("cd site && sha256sum --quiet -c site.sha256").success();
    let page =
        session.run("cat site/*.html site/*.xml site/claims/*.html site/articles/*").success();
    let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!page.contains(acts));
    let python = "import sys, xml.dom.minidom as m; [m.parse(feed) for feed in sys.argv[1:]]";
    session.run(&format!("python3 -I -c '{python}' site/*.xml")).success();
    // What acts on a terminal is written out in everything that is for people.
    for line in ["list --limit 0", "history --limit 0", "show C1", "export", "export --format html"]
    {
        let shown = session.run(&format!("factledger {line}")).success();
        let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!shown.contains(acts), "{line}");
    }
}

/// What is published by others is hostile in each field of each form.
#[test]
fn naughty_strings_of_others_stay_text_in_every_form() {
    stay_text_of_others(8, 8);
}

#[test]
#[ignore = "a minute: every field of every form, where the test above takes a sample"]
fn naughty_strings_of_others_stay_text_in_every_field_of_every_form() {
    stay_text_of_others(4, 1);
}

/// An object of each form begins at one in so many strings, and a row of the table.
fn stay_text_of_others(objects: usize, rows: usize) {
    let Some(strings) = strings() else { return };
    let words = |at: usize| strings[at % strings.len()].as_str();
    let review = |at: usize| {
        json!({
            "@type": "ClaimReview", "claimReviewed": format!("{at} {}", words(at)),
            "url": words(at + 1), "datePublished": words(at + 2), "headline": words(at + 3),
            "author": {"name": words(at + 4)}, "publisher": {"name": words(at + 5)},
            "itemReviewed": {"author": {"name": words(at + 6)}, "datePublished": words(at + 7),
                             "appearance": [words(at + 8), {"url": words(at + 9)}]},
            "reviewRating": {"ratingValue": words(at + 10), "bestRating": words(at + 11),
                             "worstRating": words(at + 12), "alternateName": words(at + 13),
                             "ratingExplanation": words(at + 14)},
        })
    };
    let answer = |at: usize| {
        json!({"text": format!("{at} {}", words(at)), "claimant": words(at + 1), "claimDate": words(at + 2),
            "claimReview": [{"publisher": {"name": words(at + 3)}, "url": words(at + 4),
            "title": words(at + 5), "reviewDate": words(at + 6), "textualRating": words(at + 7)}]})
    };
    let labelled = |at: usize| {
        json!({"claim": format!("{at} {}", words(at)), "label": words(at + 1), "speaker": words(at + 2),
            "justification": words(at + 3), "claim_date": words(at + 4),
            "original_claim_url": words(at + 5), "fact_checking_article": words(at + 6),
            "questions": [{"question": words(at + 7), "answers": [{"answer": words(at + 8),
            "answer_type": words(at + 9), "source_url": words(at + 10), "source_medium": words(at + 11)}]}]})
    };
    // Each string is in some field of each form, since they have at least eight.
    let all = |of: &dyn Fn(usize) -> Value| {
        (0..strings.len()).step_by(objects).map(of).collect::<Vec<_>>()
    };
    let line = |value: &Value| format!("{value}\n");
    let lines: String = all(&review).iter().map(line).collect();
    let columns =
        ["text", "claimant", "verdict", "url", "publisher", "published", "note", "rating"];
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(columns).unwrap();
    for at in (0..strings.len()).step_by(rows) {
        let cells = (0..columns.len()).map(|column| words(at + column).to_owned());
        table.write_record(cells).unwrap();
    }
    // In a script of a page, JSON writes `<` as an escape.
    let page = format!(
        "<!doctype html><title>{}</title><script type='application/ld+json'>{}</script>",
        words(7).replace('<', "&lt;"),
        Value::from(all(&review)).to_string().replace('<', "\\u003c")
    );
    let session = Session::new()
        .write("page.html", page)
        .write("feed.json", json!({"@graph": all(&review)}).to_string())
        .write("answer.json", json!({"claims": all(&answer)}).to_string())
        .write("set.json", Value::from(all(&labelled)).to_string())
        .write("table.csv", table.into_inner().unwrap())
        .write("lines.jsonl", lines);
    for (form, file) in [
        ("claimreview", "feed.json"),
        ("factcheck-api", "answer.json"),
        ("averitec", "set.json"),
        ("csv", "table.csv"),
        ("jsonl", "lines.jsonl"),
        ("claimreview", "page.html"),
    ] {
        let line = format!("factledger import --from {form} {file}");
        for format in ["table", "json", "csv"] {
            let ran = session.run(&format!("{line} --dry-run --format {format}"));
            assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
            check_acts_not(&ran.screen(), &line);
        }
        let ran = session.run(&line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
        check_acts_not(&ran.screen(), &line);
    }
    // The words come back as they were written.
    let claims = session.run("factledger list --limit 0 --format json").json();
    let claims = claims.as_array().unwrap();
    let is_there = |words: &str| claims.iter().any(|claim| claim["text"] == words.trim());
    let lost: Vec<&str> = strings
        .iter()
        .map(String::as_str)
        .enumerate()
        .step_by(objects)
        .filter(|(at, words)| !is_there(&format!("{at} {words}")) && !words.contains('\0'))
        .map(|(_, words)| words)
        .collect();
    assert_eq!(lost, Vec::<&str>::new());
    // The page, and the lines, have the text of the feed.
    let least = strings.len() / objects + strings.len() / rows;
    assert!(claims.len() > least, "{} of {least}", claims.len());
    for claim in claims {
        assert_eq!(claim["status"], "unverified");
    }
    session.run("factledger verify").success();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    let other = "factledger --ledger other.db --keys other";
    session.run(&format!("{other} import --from bundle b")).success();
    session.run(&format!("{other} verify")).success();
    for line in
        ["list --limit 0", "show C1", "show C100", "history --limit 500", "export --format html"]
    {
        check_acts_not(&session.run(&format!("factledger {line}")).success(), line);
    }
    let page = session.run("factledger export --format html").success();
    assert!(!page.contains("<script>alert") && !page.contains("javascript:alert(1)\""), "a script");
}

/// What acts on a terminal is written out.
#[track_caller]
fn check_acts_not(shown: &str, line: &str) {
    let acts = |c: char| {
        c.is_control() && c != '\n' && c != '\r' || ('\u{202a}'..='\u{202e}').contains(&c)
    };
    assert!(!shown.contains(acts), "{line}");
}
