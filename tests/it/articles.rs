//! Articles: listed, with and without claims, and found by their address or title.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn page(title: &str, address: &str, date: &str, words: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <link rel=\"canonical\" href=\"{address}\">\
         <meta property=\"article:published_time\" content=\"{date}\"></head>\
         <body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    )
}

/// Two pages about one harbour, a page without claims, and a file without a title.
fn session() -> Session {
    let toll = page(
        "Harbour toll rises in Osterfen",
        "https://www.osterfen-post.example/2025/harbour-toll",
        "2025-04-02T08:00:00Z",
        "The harbour toll rose by 12 percent on 1 March 2025, the office said on Tuesday.",
    );
    let crane = page(
        "Harbour buys a crane",
        "https://kallby.example/news/crane",
        "2025-03-01",
        "The crane cost 3.4 million crowns in 2024, the council said on Monday.",
    );
    let poem = page(
        "An Ode to the Sea",
        "https://kallby.example/poem",
        "",
        "O you lovely sea! How I wish that I were with you, and that you were with me!",
    );
    let session = Session::new()
        .write("toll.html", toll)
        .write("crane.html", crane)
        .write("poem.html", poem)
        .write("notes.txt", "The bridge cost 7 million crowns in 2019, the roads office said.\n");
    for file in ["toll.html", "crane.html", "poem.html", "notes.txt"] {
        session.run(&format!("factledger import {file}")).success();
    }
    session.run("factledger mark C1 disputed -m 'the tariff says 10 percent'").success();
    session
}

#[track_caller]
fn ids(session: &Session, arguments: &str, expected: &str) {
    let list = session.run(&format!("factledger -q articles {arguments} --format jsonl")).success();
    let ids = list.lines().filter_map(|line| line.strip_prefix(r#"{"id":""#)?.split('"').next());
    assert_eq!(ids.collect::<Vec<_>>().join(" "), expected, "articles {arguments}");
}

#[test]
fn articles_are_listed_with_their_counts_even_those_without_claims() {
    let session = session();
    assert_data_eq!(
        session.run("factledger articles").screen(),
        str![[r#"
ID  CLAIMS  UNVERIFIED  PUBLISHED   TITLE                  ADDRESS
A4  1       1           -           -                      notes.txt
A3  0       0           -           An Ode to the Sea      https://kallby.exampl
                                                           e/poem
A2  1       1           2025-03-01  Harbour buys a crane   https://kallby.exampl
                                                           e/news/crane
A1  1       0           2025-04-02  Harbour toll rises in  https://www.osterfen-
                                    Osterfen               post.example/2025/har
                                                           bour-toll
4 articles shown; the ledger has 4 articles, 3 claims: 2 unverified, 1 disputed

"#]]
    );
    assert_data_eq!(
        session.run("factledger articles sea --format csv").success(),
        str![[r#"
id,title,origin,byline,published,language,reader,encoding,bytes,sha256,text_bytes,text_sha256,imported_at,imported_by,unverified,disputed,corroborated,dismissed,conflict,newer_text,corrected,withdrawn,gone,also_at
A3,An Ode to the Sea,https://kallby.example/poem,,,en,html 3,UTF-8,355,67f07a77370a44f073b2559df20d5c1aad1849dd6af8bacf9406c77889c27dd4,77,4ed612fd146ab35b3ebeb2eb3b690bab85bc48df7ec71c277e58e1ee720f5fee,2026-11-23T08:02:00Z,ana,0,0,0,0,0,,,,0,

"#]]
    );
    let listed = session.run("factledger articles --sort id --limit 1 --format json").json();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(listed[0], shown, "a list and `show` tell the same");
}

#[test]
fn articles_are_ordered_and_filtered() {
    let session = session();
    ids(&session, "", "A4 A3 A2 A1");
    ids(&session, "--sort id", "A1 A2 A3 A4");
    ids(&session, "--sort title", "A3 A2 A1 A4");
    ids(&session, "--sort address", "A2 A3 A4 A1");
    ids(&session, "--sort date", "A1 A2 A3 A4");
    ids(&session, "HARBOUR", "A2 A1");
    ids(&session, "harbour osterfen", "A1");
    ids(&session, "kallby.example", "A3 A2");
    ids(&session, "notes.txt", "A4");
    ids(&session, "'crane  harbour'", "A2");
    ids(&session, "harbour poem", "");
}

#[test]
fn every_order_of_articles_can_be_read_page_by_page() {
    let session = session();
    for sort in ["newest", "id", "title", "address", "date"] {
        let line = format!("factledger articles --sort {sort} --format jsonl");
        let whole = session.run(&line).success();
        let (mut pages, mut after) = (String::new(), String::new());
        loop {
            let page = session.run(&format!("{line} --limit 1 {after}"));
            pages.push_str(&page.stdout);
            let Some((_, next)) = page.stderr.split_once("--after ") else { break };
            after = format!("--after {}", next.trim());
        }
        assert_eq!(pages, whole, "{sort}");
    }
    // The last article of a page need not match the filter of the next.
    ids(&session, "harbour --sort title --after A3", "A2 A1");
    session.run("factledger articles --after A9").failure();
}

#[test]
fn an_article_is_found_by_its_address_in_any_form_or_by_a_part_of_its_title() {
    let session = session();
    for name in [
        "https://www.osterfen-post.example/2025/harbour-toll",
        "http://Osterfen-Post.example/2025/harbour-toll/",
        "https://osterfen-post.example/2025/harbour-toll#prices",
        "'toll rises'",
        "OSTERFEN",
    ] {
        let shown = session.run(&format!("factledger show {name} --format json")).json();
        assert_eq!(shown["id"], "A1", "{name}");
        let claims = session.run(&format!("factledger list --article {name} --format json")).json();
        assert_eq!(claims[0]["article"]["id"], "A1", "{name}");
        session.run(&format!("factledger history {name}")).success();
        let report = session.run(&format!("factledger export --article {name}")).success();
        assert!(report.contains("\n### A1\n"), "{name}");
    }
    let shown = session.run("factledger show notes.txt --format json").json();
    assert_eq!(shown["id"], "A4");
    session.run("factledger add 'ode to the sea' 'lovely sea'").success();
}

#[test]
fn a_name_that_several_articles_have_lists_them() {
    let session = session();
    assert_data_eq!(
        session.run("factledger show harbour").failure(),
        str![[r#"
error: several articles match `harbour`
hint: name one by its id:
      A1     Harbour toll rises in Osterfen
      A2     Harbour buys a crane

"#]]
    );
    assert_data_eq!(
        session.run("factledger list --article kallby").failure(),
        str![[r#"
error: several articles match `kallby`
hint: name one by its id:
      A2     Harbour buys a crane
      A3     An Ode to the Sea

"#]]
    );
    assert_data_eq!(
        session.run("factledger show 'harbour bridge'").failure(),
        str![[r#"
error: there is no claim and no article `harbour bridge`
hint: `factledger list` lists the claims, and `factledger articles` the articles

"#]]
    );
    assert_data_eq!(
        session.run("factledger export --article bridge").failure(),
        str![[r#"
error: there is no article `bridge`
hint: `factledger articles` lists the articles

"#]]
    );
}
