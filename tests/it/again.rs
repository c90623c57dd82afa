//! What comes in again: the same text, the same address, the same words, the same bytes.

use crate::session::Session;

const PAGE: &str = "<!doctype html><html><head><title>Tolls rise</title></head><body><article>\
    <h1>Tolls rise</h1><p>The Upper Bridge cost 18.6 million crowns, Mayor Maud Ferring said.</p>\
    <p>Tolls rose by 12 percent on 1 March 2025, the bridge office said.</p></article></body></html>";

fn desk() -> Session {
    let session = Session::piped().write("one.html", PAGE);
    session.run("factledger import one.html --origin https://post.example/tolls").success();
    session.run("factledger mark C2 disputed -m 'the register says less'").success();
    session
}

#[test]
fn the_same_text_at_another_address_is_named() {
    let other = PAGE.replace("</body>", "<script>var visit = 8841</script></body>");
    let session = desk().write("two.html", other);
    let ran = session
        .run("factledger import two.html --origin 'https://post.example/tolls?utm_source=x'");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let said = ran.stderr;
    assert!(said.contains("A2 has the very text of A1, from https://post.example/tolls"), "{said}");
    assert!(said.contains("repeats C2, which is disputed"), "{said}");
    session.run("factledger verify").success();
}

#[test]
fn addresses_are_compared_as_browsers_use_them() {
    let session = desk().write("two.html", PAGE.replace("12 percent", "15 percent"));
    let said = session
        .run("factledger import two.html --origin 'http://www.POST.example:80/tolls/?fbclid=1#top'")
        .stderr;
    assert!(said.contains("A2 differs from A1, which came from the same place"), "{said}");
    let session = desk().write("two.html", PAGE.replace("12 percent", "15 percent"));
    let said =
        session.run("factledger import two.html --origin https://post.example/tolls?page=2").stderr;
    assert!(!said.contains("differs from"), "{said}");
}

#[test]
fn words_that_were_judged_before_are_named_and_nothing_is_inherited() {
    let session = desk().write(
        "letter.txt",
        "A letter.\n\nThe Upper Bridge cost 18.6 million crowns, Mayor Maud Ferring said.\n\n\
         The pier was built by 212 workers in 1931, the museum says.\n",
    );
    let said = session.run("factledger import letter.txt --min-score 0").stderr;
    let line = said.lines().find(|line| line.contains("repeats C2")).expect(&said);
    assert!(line.ends_with(", which is disputed"), "{said}");
    let claim = line.split(' ').next().unwrap();
    let shown = session.run(&format!("factledger show {claim}")).success();
    assert!(shown.contains("same words C2 in A1 (disputed)"), "{shown}");
    assert!(shown.starts_with(&format!("{claim}  unverified")), "{shown}");
    let shown = session.run("factledger show C2").success();
    assert!(shown.contains(&format!("same words {claim} in A2 (unverified)")), "{shown}");
}

#[test]
fn options_that_would_be_ignored_are_refused_with_what_to_do() {
    let session = desk();
    let before = session.run("factledger history --format csv").success();
    for (options, next) in [
        ("--title 'Tolls up'", "`factledger correct A1 --title 'Tolls up'` corrects it"),
        ("--origin https://x.example/", "factledger correct A1 --origin https://x.example/"),
        ("--encoding windows-1252", "import FILE --again --encoding windows-1252"),
        ("--reader text", "import FILE --again --reader text"),
        ("--min-score 0", "import FILE --again --min-score 0"),
        ("--granularity statement", "import FILE --again --granularity statement"),
        ("--extractor 'python3 x.py'", ""),
    ] {
        let said = session.run(&format!("factledger import one.html {options}")).failure();
        assert!(said.contains(next), "{options}: {said}");
    }
    // As it was recorded, or without options, it is known.
    for options in
        ["", "--title 'Tolls rise'", "--origin https://post.example/tolls", "--reader html"]
    {
        let said = session.run(&format!("factledger import one.html {options}"));
        assert_eq!(said.code, 0, "{options}: {}", said.stderr);
        assert!(said.stderr.contains("already imported as A1"), "{}", said.stderr);
    }
    assert_eq!(session.run("factledger history --format csv").success(), before);
}

#[test]
fn an_article_without_claims_can_be_searched_again_only_openly() {
    let session = Session::piped().write("poem.txt", "A wish, no more.\n");
    session.run("factledger import poem.txt").success();
    let said = session.run("factledger import poem.txt --min-score 0").failure();
    assert!(said.contains("A1 was recorded without `--min-score 0`"), "{said}");
}
