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
