//! What comes in again: the same text, the same address, the same words, the same bytes.

use serde_json::Value;

use crate::session::Session;

const PAGE: &str = "<!doctype html><html><head><title>Tolls rise</title></head><body><article>\
    <h1>Tolls rise</h1><p>The Upper Bridge cost 18.6 million crowns, Mayor Maud Ferring said.</p>\
    <p>Tolls rose by 12 percent on 1 March 2025, the bridge office said.</p></article></body></html>";

fn desk() -> Session {
    let session = Session::piped().write("one.html", PAGE);
    session.run("factledger import one.html --origin https://post.example/tolls").success();
    session.run("factledger mark C1 disputed -m 'the register says less'").success();
    session
}

#[track_caller]
fn is_sound(session: &Session) {
    let _ = std::fs::remove_dir_all(session.path().join("b"));
    session.run("factledger export --format bundle -o b").success();
    for line in ["factledger verify", "factledger verify b", "python3 -I b/verify.py"] {
        let ran = session.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
    }
}

#[test]
fn the_same_text_at_another_address_is_another_place_of_the_article() {
    let other = PAGE.replace("</body>", "<script>var visit = 8841</script></body>");
    let session = desk().write("two.html", other);
    let ran = session.run("factledger import two.html --origin https://wire.example/tolls");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let said = "https://wire.example/tolls has the very text of A1, from https://post.example/tolls: \
        recorded as another place of A1";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert_eq!(
        session.run("factledger articles --format json").json().as_array().unwrap().len(),
        1
    );
    let shown = session.run("factledger show A1").success();
    assert!(shown.contains("also at    https://wire.example/tolls ("), "{shown}");
    // Either address names it.
    for name in ["https://wire.example/tolls", "http://www.wire.example/tolls/#top"] {
        let shown = session.run(&format!("factledger show {name}")).success();
        assert!(shown.starts_with("A1  "), "{shown}");
        let listed = session.run(&format!("factledger list --article {name}")).stderr;
        assert!(listed.contains("A1 has 2 claims"), "{listed}");
    }
    for format in ["md", "html", "json"] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(report.contains("//wire.example/tolls"), "{report}");
    }
    let listed = session.run("factledger articles wire.example --format csv").success();
    assert!(listed.contains("https://wire.example/tolls"), "{listed}");
    // The same again is known.
    let said = session.run("factledger import two.html --origin https://wire.example/tolls").stderr;
    assert!(said.contains("already imported as A1"), "{said}");
    is_sound(&session);
    // Its bytes are withheld with the article.
    session.run("factledger withhold A1 -m 'personal data'").success();
    let bytes = std::fs::read(session.path().join("factledger.db")).unwrap();
    assert!(!bytes.windows(10).any(|found| found == b"visit = 88"));
    is_sound(&session);
}

#[test]
fn the_same_bytes_at_another_address_are_another_place_too() {
    let session = desk();
    let said = session.run("factledger import one.html --origin https://wire.example/tolls").stderr;
    assert!(said.contains("recorded as another place of A1"), "{said}");
    let known = "factledger import one.html --origin 'http://wire.example/tolls/?utm_source=x'";
    assert!(session.run(known).stderr.contains("already imported as A1"));
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["appearances"][0]["sha256"], shown["sha256"]);
    // A newer text there is a newer text of the article.
    let session = session.write("two.html", PAGE.replace("12 percent", "15 percent"));
    let said = session.run("factledger import two.html --origin https://wire.example/tolls").stderr;
    assert!(said.contains("A2 differs from A1, which came from the same place"), "{said}");
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["newer_text"], "A2");
    is_sound(&session);
}

#[test]
fn other_bytes_at_the_same_address_with_the_same_text_are_kept_with_the_article() {
    let other = PAGE.replace("</body>", "<!-- shown 12 times --></body>");
    let session = desk().write("two.html", other);
    let said = session.run("factledger import two.html --origin https://post.example/tolls").stderr;
    assert!(said.contains("has other bytes now, and the very text of A1"), "{said}");
    is_sound(&session);
    for options in ["--min-score 0", "--title 'Tolls up'", "--again"] {
        let session = desk().write("two.html", PAGE.replace("</body>", "<!-- 3 --></body>"));
        let said = session.run(&format!("factledger import two.html {options}")).failure();
        assert!(said.contains("it has the text of `A1`"), "{options}: {said}");
    }
}

#[test]
fn pages_of_amp_and_for_mobiles_are_only_named() {
    let changed = PAGE.replace("12 percent", "about 12 percent");
    let session = desk().write("two.html", changed.clone());
    let said =
        session.run("factledger import two.html --origin https://post.example/tolls/amp").stderr;
    assert!(said.contains("A2 looks like the AMP page of A1; both are kept"), "{said}");
    assert_eq!(session.run("factledger show A1 --format json").json()["newer_text"], Value::Null);
    let session = desk().write("two.html", changed);
    let said =
        session.run("factledger import two.html --origin https://m.post.example/tolls").stderr;
    assert!(said.contains("A2 looks like the page for mobiles of A1; both are kept"), "{said}");
    is_sound(&session);
}

#[test]
fn a_newer_text_is_known_by_its_address_however_it_is_written() {
    let session = desk().write("two.html", PAGE.replace("12 percent", "15 percent"));
    session
        .run("factledger import two.html --origin 'http://www.POST.example:80/tolls/?fbclid=1#top'")
        .success();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["newer_text"], "A2");
    is_sound(&session);
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
    let line = said.lines().find(|line| line.contains("repeats C1")).expect(&said);
    assert!(line.ends_with(", which is disputed"), "{said}");
    let claim = line.split(' ').next().unwrap();
    let shown = session.run(&format!("factledger show {claim}")).success();
    assert!(shown.contains("same words C1 in A1 (disputed)"), "{shown}");
    assert!(shown.starts_with(&format!("{claim}  unverified")), "{shown}");
    let shown = session.run("factledger show C1").success();
    assert!(shown.contains(&format!("same words {claim} in A2 (unverified)")), "{shown}");
}

#[test]
fn an_option_is_never_ignored() {
    let session = desk();
    let before = session.run("factledger history --format csv").success();
    let said = session.run("factledger import one.html --origin 'clipping 7'").failure();
    assert!(said.contains("`factledger correct A1 --origin 'clipping 7'` corrects it"), "{said}");
    // As it was recorded, or without options, it is known.
    for options in [
        "",
        "--title 'Tolls rise'",
        "--origin https://post.example/tolls",
        "--origin http://www.post.example/tolls/",
        "--reader html",
        "--encoding utf-8",
    ] {
        let said = session.run(&format!("factledger import one.html {options}"));
        assert_eq!(said.code, 0, "{options}: {}", said.stderr);
        assert!(said.stderr.contains("already imported as A1"), "{}", said.stderr);
    }
    assert_eq!(session.run("factledger history --format csv").success(), before);
}

#[test]
fn an_article_without_claims_can_be_searched_again() {
    let session = Session::piped().write("poem.txt", "A wish, no more.\n");
    session.run("factledger import poem.txt").success();
    let said = session.run("factledger import poem.txt --min-score 0").stderr;
    assert!(said.contains("A1 read again as text, UTF-8: 0 claims kept, 1 new, 0 gone"), "{said}");
}
