//! Import: formats, sources, claims found, and articles that are already known.

use snapbox::{assert_data_eq, str};

use crate::session::{Session, articles};

#[test]
fn the_first_import_makes_the_ledger_and_shows_what_it_found() {
    let session = Session::new().write(
        "bridge.txt",
        "The bridge was opened on 3 May 1932 by the mayor of Eastwater.\nNo comments:\n",
    );
    assert_data_eq!(
        session.run("factledger import bridge.txt").screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY  CLAIM
C1  unverified  [..]    -        The bridge was opened on 3 May 1932 by the mayor
                                of Eastwater.
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 1 claim

"#]]
    );
    assert!(session.path().join("factledger.db").is_file());
}

#[test]
fn the_same_bytes_twice_record_nothing_and_say_so() {
    let session = Session::with_fixture("stadtwerke.txt");
    let before = session.run("factledger history --format json").success();
    let again = session.run("factledger --as ben import stadtwerke.txt");
    assert_eq!(again.stderr, "nothing recorded: already imported as A1, read as text, UTF-8\n");
    assert_eq!(again.code, 0);
    let copied = session.run("cp stadtwerke.txt other.txt; factledger import other.txt");
    assert_eq!(copied.stderr, "nothing recorded: already imported as A1, read as text, UTF-8\n");
    assert_eq!(session.run("factledger history --format json").success(), before);
}

#[test]
fn other_bytes_from_the_same_address_are_kept_beside_the_first_and_reported() {
    let session = Session::new()
        .write("a.txt", "The toll rose by 4 percent in May.\n")
        .write("b.txt", "The toll rose by 5 percent in May.\n")
        .write("c.txt", "The toll rose by 6 percent in May.\n");
    let import = |file: &str| {
        session.run(&format!("factledger import {file} --origin https://example.org/toll"))
    };
    import("a.txt").success();
    assert_data_eq!(
        import("b.txt").stderr,
        str![[r#"
A2 differs from A1, which came from the same place; both are kept
A2 recorded, with 1 claim

"#]]
    );
    // It is the last one that a third is beside.
    assert_data_eq!(
        import("c.txt").stderr,
        str![[r#"
A3 differs from A2, which came from the same place; both are kept
A3 recorded, with 1 claim

"#]]
    );
    assert_data_eq!(
        import("a.txt").stderr,
        str![[r#"
nothing recorded: already imported as A1, read as text, UTF-8

"#]]
    );
}

#[test]
fn a_file_that_was_changed_is_another_article() {
    let session = Session::new().write("a.txt", "The toll rose by 4 percent in May.\n");
    session.run("factledger import a.txt").success();
    let session = session.write("a.txt", "The toll rose by 5 percent in May.\n");
    assert_data_eq!(
        session.run("factledger import a.txt").stderr,
        str![[r#"
A2 recorded, with 1 claim

"#]]
    );
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let session = Session::new()
        .write("desk/b.txt", "The toll rose by 4 percent in May.\n")
        .write("desk/a.md", "# Toll\n\nThe toll **rose** by 5 percent in [May](x).\n")
        .write("desk/sub/c.HTML", "<!doctype html><title>T</title><p>The toll rose by 6 percent in May 2020, said the council.")
        .write("desk/photo.jpg", "no")
        .write("desk/.hidden.txt", "The toll rose by 7 percent in May.\n");
    assert_data_eq!(
        session.run("factledger import desk").screen(),
        str![[r#"
ID  CLAIMS  READ AS   RESULT    ARTICLE
A1  1       markdown  recorded  Toll
A2  1       text      recorded  b.txt
A3  1       html      recorded  T
1 file in desk skipped: not named .txt, .md or .html
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
3 articles recorded, with 3 claims

"#]]
    );
    assert_data_eq!(
        session.run("factledger import desk").screen(),
        str![[r#"
ID  CLAIMS  READ AS   RESULT         ARTICLE
A1  1       markdown  already known  Toll
A2  1       text      already known  b.txt
A3  1       html      already known  T
1 file in desk skipped: not named .txt, .md or .html
nothing recorded: 3 articles are already known

"#]]
    );
}

#[test]
fn one_bad_file_among_many_is_named_and_the_others_are_recorded() {
    let session = Session::new()
        .write("a.txt", "The toll rose by 4 percent in May.\n")
        .write("b.txt", "")
        .write("c.txt", "The toll rose by 5 percent in June.\n");
    let ran = session.run("factledger import a.txt b.txt missing.txt c.txt");
    assert_data_eq!(
        ran.screen(),
        str![[r#"
ID  CLAIMS  READ AS  RESULT    ARTICLE
A1  1       text     recorded  a.txt
A2  1       text     recorded  c.txt
error: `missing.txt` cannot be read
       └─ No such file or directory (os error 2)
error: `b.txt` was not imported
       └─ it is empty
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
2 articles recorded, with 2 claims
error: 2 sources were not imported
hint: the others are recorded; fix these and import them again

"#]]
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn standard_input_is_an_article_too() {
    let session = Session::new();
    let line = "printf 'The toll rose by 4 percent in May.' | \
        factledger import - --title 'On tolls' --origin https://example.org/tolls";
    session.run(line).success();
    let shown = session.run("factledger show A1");
    assert_data_eq!(
        shown.screen(),
        str![[r#"
A1  On tolls

origin     https://example.org/tolls
by         -
published  -
language   -
imported   2026-11-23 08:00 by ana (E2)
read as    text 1, UTF-8
bytes      34
sha-256    90bdc2b6938709e4db31e4115dd3f05be47e53ef8b49390872a82e79515578da
text       34 bytes
sha-256    90bdc2b6938709e4db31e4115dd3f05be47e53ef8b49390872a82e79515578da
claims     1 claim: 1 unverified

"#]]
    );
    assert_eq!(
        session.run("factledger show A1 --text").success(),
        "The toll rose by 4 percent in May."
    );
}

#[test]
fn a_page_gives_its_article_and_what_it_says_of_itself() {
    let session = Session::with_fixture("harbour-bridge.html");
    assert_data_eq!(
        session.run("factledger show A1").screen(),
        str![[r#"
A1  Harbour Bridge opens again, late and over budget

origin     https://example.org/ardelle-tide/2025/05/harbour-bridge
by         Josune Marrable
published  2025-05-12T18:40:00+02:00
language   en-GB
imported   2026-11-23 08:00 by ana (E2)
read as    html 3, UTF-8
bytes      8,567
sha-256    b68ad8e342622633f5b66f1402f8febcbe688ef31b41f86aff0c0fbd7468d32a
text       2,478 bytes
sha-256    8c13a7a83cb3719a300363543629ed866de59ce72abece2b7c0108eb29c8ea3a
claims     25 claims: 25 unverified

"#]]
    );
    let text = session.run("factledger show A1 --text").success();
    for furniture in ["cookie", "Share", "Related", "comment", "console", "font-family"] {
        assert!(!text.contains(furniture), "{furniture} is left in:\n{text}");
    }
}

#[test]
fn markdown_is_read_as_what_it_shows() {
    let session = Session::with_fixture("river-report.md");
    assert_data_eq!(
        session.run("factledger show A1").screen(),
        str![[r#"
A1  The Sarnel runs low: what a year of measuring found

origin     https://example.org/valley-post/2025/sarnel-report
by         Wilhelmina Ostrake
published  2025-09-18
language   en
imported   2026-11-23 08:00 by ana (E2)
read as    markdown 2, UTF-8
bytes      3,805
sha-256    d7fe768060c26b9c6485b5aa869bc35312f24421dace83d062a43c8e4c2c886a
text       2,835 bytes
sha-256    9f5fd6da52ce2f586fac53de5df18498dd817ac35fe272cc6c56b539844454c5
claims     32 claims: 32 unverified

"#]]
    );
    let text = session.run("factledger show A1 --text").success();
    for mark in ["**", "](", "```", "\n# ", "---"] {
        assert!(!text.contains(mark), "{mark} is left in:\n{text}");
    }
}

#[test]
fn the_reader_can_be_chosen() {
    let session = Session::new().write("a.txt", "# Toll\n\nThe toll rose by 5 percent in May.\n");
    session.run("factledger import a.txt --reader text").success();
    let text = session.run("factledger show A1 --text").success();
    assert_eq!(text, "# Toll\n\nThe toll rose by 5 percent in May.\n");
}

#[test]
fn encodings_come_from_a_mark_a_declaration_or_a_flag() {
    let sentence = "Die Gebühr stieg im Mai um 5 Prozent, sagte der Bürgermeister von Überlingen.";
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(sentence.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let latin: Vec<u8> = sentence.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let page = [b"<!doctype html><meta charset=iso-8859-1><p>".as_slice(), &latin].concat();
    let session =
        Session::new().write("mark.txt", utf16).write("page.html", page).write("latin.txt", &latin);
    session.run("factledger import mark.txt").success();
    session.run("factledger import page.html").success();
    assert_data_eq!(
        session.run("factledger import latin.txt").failure(),
        str![[r#"
error: `latin.txt` was not imported
       └─ it is not valid UTF-8: the first wrong byte is at offset 7
hint: name its encoding: `--encoding windows-1252`, say

"#]]
    );
    session.run("factledger import latin.txt --encoding windows-1252").success();
    assert_eq!(session.run("factledger show A1 --text").success().trim(), sentence);
    // The others have the very same text.
    let article = session.run("factledger show A1 --format json").json();
    assert_eq!(article["appearances"].as_array().unwrap().len(), 2);
}

#[test]
fn the_same_input_gives_the_same_claims_and_hashes_anywhere() {
    let session = Session::new();
    session.run(&format!("factledger import '{}'", articles().display())).success();
    let claims = session.run("factledger list --sort id --format csv").success();
    // What any machine makes of these articles. It changes with the extractor, whose version then
    // has to change too.
    assert_data_eq!(
        factledger::domain::Sha256::of(claims).to_string(),
        str!["681a0594c0bddccb8b50445e80562c02bfcbe45ea06a6477a2ec6a012437c0a2"]
    );
}

#[test]
fn work_continues_if_its_progress_is_not_read() {
    let mut session = Session::new();
    for n in 0..150 {
        session = session.write(&format!("desk/{n}.txt"), format!("The toll rose by {n} percent."));
    }
    session.run("factledger import desk 2> /dev/full").success();
    let claims = session.run("factledger list --limit 0 --format jsonl").success();
    assert_eq!(claims.lines().count(), 150);
    session.run("factledger verify 2> /dev/full").success();
}

#[test]
fn a_failed_source_sets_the_exit_code_even_if_output_is_not_read() {
    let session = Session::new().fixture("stadtwerke.txt");
    let ran = session.run("factledger import stadtwerke.txt nothing.txt > /dev/full");
    assert!(ran.failure().contains("1 source was not imported"));
}

#[test]
fn a_page_that_is_a_fact_check_is_reported_as_one() {
    let page = r#"<!doctype html><title>Did the bridge cost nine million?</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"ClaimReview",
"claimReviewed":"The bridge cost nine million crowns","author":{"name":"Tide Checks"},
"itemReviewed":{"author":{"name":"A\u202e union"}},
"reviewRating":{"alternateName":"Half true"}}</script>
<p>The bridge of Port Ardelle cost 6 million crowns, and the road to it 3 million more.</p>"#;
    let session = Session::new().write("page.html", page);
    let screen = session.run("factledger import page.html").screen();
    let told = "the page is a fact-check by Tide Checks: it rates “The bridge cost nine million \
                crowns”, said by A⟪U+202E⟫ union as Half true\n";
    assert!(screen.contains(told), "{screen}");
}

#[test]
fn an_import_that_finds_nothing_says_what_to_do() {
    let session = Session::new().write("a.txt", "Hello there, and good morning to you.\n");
    assert_data_eq!(
        session.run("factledger import a.txt").screen(),
        str![[r#"
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 0 claims
no claim was found: `factledger add A1 'EXACT WORDS'` adds one by hand;
to find more next time, lower `--min-score` (0 takes every sentence)

"#]]
    );
    assert_eq!(session.run("factledger --quiet import a.txt").screen(), "");
    session.run("factledger add A1 'good morning'").success();
}
