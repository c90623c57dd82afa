//! For every claim of every input, the text at its span is the claim, and the text at the span of its
//! claimant is the claimant's name.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use proptest::prelude::*;

use crate::session::{Session, articles};

#[track_caller]
fn exact(session: &Session, folder: &Path) {
    let mut seen = 0;
    let mut texts: HashMap<String, String> = HashMap::new();
    let documents = documents(folder);
    for claim in session.run("factledger list --format json").json().as_array().unwrap() {
        let article = claim["article"]["id"].as_str().unwrap();
        let text = texts
            .entry(article.to_owned())
            .or_insert_with(|| session.run(&format!("factledger show {article} --text")).success());
        let number = |name: &str| usize::try_from(claim["span"][name].as_u64().unwrap()).unwrap();
        let (start, end) = (number("start"), number("end"));
        let quote = claim["text"].as_str().unwrap();
        assert_eq!(&text[start..end], quote);
        let hash = factledger::domain::Sha256::of(quote).to_string();
        assert_eq!(claim["quote_sha256"], hash);
        let before = text[..start].replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(number("line"), before.matches('\n').count() + 1, "{quote}");
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(number("column"), column, "{quote}");
        // Who said it may be named elsewhere in the article.
        let claimant = range(&claim["claimant_span"]).map(|span| &text[span]);
        assert_eq!(claimant, claim["claimant"].as_str(), "{quote}");
        // The bytes of the document that the words come from, where they are known.
        let document = &documents[claim["article"]["sha256"].as_str().unwrap()];
        if let Some(raw) = range(&claim["raw_span"]) {
            let bytes = &document[raw];
            let is_text = document == text.as_bytes();
            assert!(!is_text || bytes == quote.as_bytes(), "{quote}");
            // Its longest word is among them, though there may be tags in the middle of it.
            let word = quote.split(|c: char| !c.is_ascii_alphanumeric()).max_by_key(|w| w.len());
            let word = word.filter(|word| word.len() > 3).unwrap_or_default();
            let shown = String::from_utf8_lossy(bytes);
            let pieces = shown.split('<').map(|piece| piece.rsplit('>').next().unwrap());
            let shown = if is_text { shown.into_owned() } else { pieces.collect() };
            assert!(shown.contains(word), "{quote} is not in {shown}");
        }
        seen += 1;
    }
    assert!(seen > 0, "nothing was found");
}

fn range(span: &serde_json::Value) -> Option<Range<usize>> {
    let number = |name: &str| usize::try_from(span[name].as_u64()?).ok();
    Some(number("start")?..number("end")?)
}

/// The files of the folder, by their hashes.
fn documents(folder: &Path) -> HashMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.is_file());
    let bytes = files.map(|path| fs::read(path).unwrap());
    bytes.map(|bytes| (factledger::domain::Sha256::of(&bytes).to_string(), bytes)).collect()
}

#[test]
fn spans_are_exact_in_every_fixture() {
    let session = Session::new();
    let articles = articles();
    session.run(&format!("factledger import '{}' --min-score 0", articles.display())).success();
    exact(&session, &articles);
}

#[test]
fn spans_are_exact_in_difficult_text() {
    let session = Session::new()
        .write("emoji.txt", "👩‍👩‍👧 A family of 3 won 👍🏽 the race in 2019. 🇫🇷 France lost by 4 points in May!\r\nOui.\r")
        .write("marks.txt", "Zoe\u{308} A\u{30a}gren paid 300 crowns in May 2020. n\u{303} cost 5 percent more.")
        .write("rtl.txt", "ראש העיר אמר כי 300 בתים נבנו בשנת 2019. המחיר עלה ב-4 אחוזים במאי.")
        .write("mixed.txt", "The council paid 5 million.\r\n\r\nIt paid 6 million in 2020.\rIt paid 7 million in 2021.\n\u{feff}End in 1999.")
        .write("han.txt", "政府在2020年支付了500万元。价格上涨了4%！");
    session.run("factledger import . --min-score 0").success();
    exact(&session, session.path());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Through the library, as `import` does it: inexact spans are refused when they are appended.
    #[test]
    fn spans_are_exact_in_any_text(words in "(\\PC|[ \"“”.!?\r\n\u{301}\u{200d}\u{202e}]){1,200}") {
        use factledger::domain::{
            Actor, ClaimQuery, Draft, Granularity, Reader, SourceMap, Structure, Text,
        };
        use factledger::text::extract::{Search, extract_all};
        use factledger::keys::{KeyFolder, Randomness};
        use factledger::ledger::{Access, Ledger};

        prop_assume!(!words.trim().is_empty());
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path().join("keys"), Randomness::Secret(|| Ok([7; 32])));
        let mut ledger = Ledger::open(&folder.path().join("l.db"), Access::WriteOrCreate, keys).unwrap();
        let author = Actor {
            at: "2026-11-23".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [0; 32],
        };
        let search = Search { granularity: Granularity::Statement, ..Search::ALL };
        let draft = Draft {
            byline: None,
            claim_reviews: Vec::new(),
            encoding: "UTF-8".to_owned(),
            language: None,
            oddities: Vec::new(),
            origin: "any".to_owned(),
            published: None,
            raw: words.clone().into_bytes(),
            reader: Reader { name: "text".to_owned(), version: "1".to_owned() },
            source: SourceMap::same(words.len(), 0),
            structure: Structure::default(),
            text: Text::new(words.clone()),
            title: None,
        };
        ledger.import(&author, &extract_all(vec![draft], search)).unwrap();
        let view = ledger.view().unwrap();
        for listed in view.list(&ClaimQuery::default(), None, None).unwrap() {
            let claim = listed.unwrap().claim;
            assert_eq!(&words[claim.span.range()], claim.words());
        }
    }
}
