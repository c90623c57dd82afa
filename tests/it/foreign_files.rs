//! What is wrong in files that others made is reported, with its place, and nothing of it is guessed.

use crate::session::Session;

#[track_caller]
fn check_refused(session: &Session, line: &str, told: &str) {
    let said = session.run(&format!("factledger import --from {line}")).failure();
    assert!(said.contains(told), "{line}: {said}");
    assert!(!session.path().join("factledger.db").exists(), "{line}");
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_an_error() {
    let open = "claim,note\nIt leaks,a\n\"It holds,b\nIt is dry,c\n";
    let twice = "claim,note\n\"It leaks,a\nIt holds,\"b\"\nIt is dry,c\n";
    let session = Session::new().write("open.csv", open).write("twice.csv", twice);
    check_refused(&session, "csv open.csv", "a quotation mark opens in line 3, and none closes it");
    check_refused(
        &session,
        "csv twice.csv --strict",
        "line 2: a quotation mark closes in it, and `b\"` follows: is one missing?",
    );
    let session = session
        .write("marks.csv", "id,status,note\nC1,disputed,\"bad\nC2,disputed,worse\n")
        .write("dam.txt", "The dam cost 41 million marks in 2023.\n");
    session.run("factledger import dam.txt").success();
    let said = session.run("factledger mark --from marks.csv").failure();
    assert!(said.contains("a quotation mark opens in line 2, and none closes it"), "{said}");
}

#[test]
fn a_column_article_is_used_unless_it_is_about_something_else() {
    let table = "Article,Claim text,Ruling\nA1,It cost 41 million marks.,False\n";
    let session = Session::new().write("t.csv", table);
    let told = "its column `article` says which articles of this ledger the claims are in; if it \
                says something else: `--map article=`";
    check_refused(&session, "csv t.csv", told);
    let session = session.write("dam.txt", "The dam leaks. It cost 41 million marks.\n");
    session.run("factledger import dam.txt --min-score 1000").success();
    session.run("factledger import --from csv t.csv").success();
    let claims = session.run("factledger list --format json").json();
    assert_eq!(claims[0]["article"]["id"], "A1");
    assert_eq!(claims[0]["evidence"][0]["quote"], "False");
    let lines = "{\"article\": \"dam.txt\", \"text\": \"The dam leaks.\"}\n";
    let session =
        session.write("t.jsonl", lines).write("o.csv", "article,text\nHarbour,It is dry.\n");
    session.run("factledger import --from jsonl t.jsonl").success();
    assert_eq!(session.run("factledger list --format json").json().as_array().unwrap().len(), 2);
    let said = session.run("factledger import --from csv o.csv").failure();
    assert!(
        said.contains("line 2: there is no article `Harbour`") && said.contains(told),
        "{said}"
    );
    session.run("factledger import --from csv o.csv --map article=").success();
    let said = session.run("factledger import --from csv o.csv --map article= --offsets bytes");
    let said = said.misuse();
    assert!(
        said.contains("`--offsets` needs `--article ARTICLE`, or a column `article`"),
        "{said}"
    );
}

#[test]
fn things_on_one_line_are_told_apart_by_their_number() {
    let review =
        |claim: &str| format!("{{\"@type\": \"ClaimReview\", \"claimReviewed\": \"{claim}\"}}");
    let reviews = ["It leaks.", "It holds.", " ", "It is dry."].map(review).join(", ");
    let items = "[{\"claim\": \"It leaks.\", \"label\": \"Refuted\"}, {\"label\": \"Refuted\"}]";
    let answer = "{\"claims\": [{\"text\": \"It leaks.\"}, {\"text\": null}]}";
    let session = Session::new()
        .write("feed.json", format!("[{reviews}]"))
        .write("items.json", items)
        .write("answer.json", answer);
    for (line, told) in [
        ("claimreview feed.json", "item 3, line 1: it has no claim: no `claimReviewed`"),
        ("averitec items.json", "item 2, line 1: it has no claim: no `claim`"),
        ("factcheck-api answer.json", "item 2, line 1: it has no claim: no `text`"),
    ] {
        check_refused(&session, &format!("{line} --strict"), told);
    }
}

#[test]
fn a_script_that_is_not_json_is_reported_whatever_is_in_it() {
    let page = "<!doctype html><script type=\"application/ld+json\"></script>\n\
        <script type=\"application/ld+json\">{\"@type\": oops</script>\n\
        <script type=\"application/ld+json\">{\"@type\": \"ClaimReview\", \"claimReviewed\": \"It \
        leaks.\"}</script>";
    let session = Session::new().write("page.html", page);
    check_refused(
        &session,
        "claimreview page.html --strict",
        "line 2: a script of data is not JSON: expected value at line 1 column 11",
    );
    let ran = session.run("factledger import --from claimreview page.html");
    assert_eq!(ran.code, 0, "{}", ran.screen());
    assert!(ran.stderr.contains("1 row was left out"), "{}", ran.stderr);
}

/// Each is a file of one `ClaimReview`, on one line; what is recorded of it as evidence.
#[track_caller]
fn check_recorded(json: &str, expected: &str) {
    let session = Session::new().write("a.json", json);
    let ran = session.run("factledger import --from claimreview a.json");
    assert_eq!(ran.code, 0, "{}", ran.screen());
    let claims = session.run("factledger list --format json").json();
    let evidence = &claims[0]["evidence"][0];
    let told = ["locator", "stance", "published", "quote", "note"];
    let told = told.map(|name| evidence[name].as_str().unwrap_or("-").to_owned()).join(" | ");
    assert_eq!(told, expected);
    session.run("factledger verify").success();
    let page = session.run("factledger export --format html").success();
    assert!(!page.contains("href=\"javascript:"));
}

#[test]
fn odd_values_are_recorded_as_they_are_said_or_not_at_all() {
    let review = |more: &str| {
        format!("{{\"@type\": \"ClaimReview\", \"claimReviewed\": \"It leaks.\", {more}}}")
    };
    let rated = |worst: &str, rating: &str, best: &str| {
        let rating =
            format!("\"worstRating\": {worst}, \"ratingValue\": {rating}, \"bestRating\": {best}");
        review(&format!("\"reviewRating\": {{{rating}}}"))
    };
    check_recorded(
        &review("\"url\": \"javascript:alert(1)\", \"datePublished\": \"0000-01-01\""),
        "javascript:alert(1) | context | - | - | published 0000-01-01",
    );
    check_recorded(
        &review("\"datePublished\": \"99999-01-01\", \"reviewRating\": [], \"author\": true"),
        "a.json | context | - | - | published 99999-01-01",
    );
    check_recorded(&rated("1", "\"NaN\"", "5"), "a.json | context | - | - | rating NaN of 1 to 5");
    check_recorded(&rated("5", "5", "1"), "a.json | refutes | - | - | rating 5 of 5 to 1");
    check_recorded(&rated("1", "1e999", "5"), "a.json | context | - | - | rating 1e999 of 1 to 5");
    check_recorded(&rated("{}", "[[]]", "null"), "a.json | context | - | - | -");
    // Of a member that comes twice the last counts, as in other readers of JSON.
    check_recorded(
        &review("\"url\": \"https://a.example\", \"url\": \"https://b.example\""),
        "https://b.example | context | - | - | -",
    );
    check_recorded(
        &review("\"\\ud800\": 1, \"reviewRating\": {\"alternateName\": \"Fal\\udc00se\"}"),
        "a.json | context | - | Fal\u{fffd}\u{fffd}\u{fffd}se | -",
    );
    check_recorded(
        &review(
            "\"@id\": \"#a\", \"author\": {\"@id\": \"#a\"}, \"itemReviewed\": {\"@id\": \"#a\"}",
        ),
        "a.json | context | - | - | -",
    );
    // Names within names, so deep that reading each in the other would end the program.
    let deep = format!("{}\"x\"{}", "{\"name\": ".repeat(100_000), "}".repeat(100_000));
    check_recorded(&review(&format!("\"author\": {deep}")), "a.json | context | - | - | -");
}

#[test]
fn odd_bytes_are_read_or_refused() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let long = format!("[{{\"claim\": \"{}\", \"label\": \"Refuted\"}}]", "x".repeat(2_000_000));
    let session = Session::new()
        .write("a.json", utf_16("\u{feff}[{\"claim\": \"Käse leaks\", \"label\": \"False\"}]"))
        .write("b.csv", utf_16("\u{feff}claim;verdict\nKäse holds;False\n"))
        .write("c.jsonl", "\u{feff}{\"claim\": \"Käse is dry\"}\r\n")
        .write("d.csv", "claim,verdict\nIt \0leaks,False\nIt is\twet,Fal\0se\n")
        .write("e.json", long)
        .write("f.csv", format!("claim\n{}\nIt floats\n", ",".repeat(100_000)))
        .write("g.csv", "sep=é\nclaim\nIt leaks é\n");
    for (line, claims) in [
        ("averitec a.json", 1),
        ("csv b.csv", 1),
        ("jsonl c.jsonl", 1),
        ("csv d.csv", 1),
        ("averitec e.json", 1),
        ("csv f.csv", 1),
    ] {
        session.run(&format!("rm -f factledger.db; factledger import --from {line}")).success();
        let listed = session.run("factledger list --format json").json();
        assert_eq!(listed.as_array().unwrap().len(), claims, "{line}");
        session.run("factledger verify").success();
    }
    session.run("rm factledger.db").success();
    check_refused(&session, "csv g.csv", "no column of it has the words of the claims");
}

#[test]
fn a_place_has_a_start_and_an_end() {
    let table = "article,text,start,end\nA1,It leaks,5,\nA1,It leaks,,5\nA1,It leaks,9,5\n\
                 A1,It leaks,99999999999999999999,5\nA1,It leaks,-1,5\n";
    let session = Session::new().write("t.csv", table).write("dam.txt", "It leaks.\n");
    session.run("factledger import dam.txt").success();
    let said = session.run("factledger import --from csv t.csv --offsets bytes").failure();
    for told in [
        "line 2: it has a start and no end",
        "line 3: it has an end and no start",
        "line 4: ",
        "line 5: `99999999999999999999` and `5` are not both whole numbers",
        "line 6: `-1` and `5` are not both whole numbers",
        "none of its 5 rows can be recorded",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}
