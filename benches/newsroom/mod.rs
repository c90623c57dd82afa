//! What every bench works with: articles, people, a ledger made of them, a stopwatch.

use std::path::Path;
use std::time::{Duration, Instant};

use factledger::domain::{Actor, Draft, Sha256};
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Ledger};
use factledger::text::extract::{Search, extract_all};
use factledger::text::read::{self, Reading};

/// As many as a long news article has.
pub(crate) const CLAIMS_PER_ARTICLE: usize = 40;

/// An article of sentences like those of the news, no two of which are the same.
pub(crate) fn article(number: usize) -> Vec<u8> {
    const WHO: [&str; 5] =
        ["The harbour office", "The ministry of works", "Mayor Ferring", "The council", "A union"];
    const WHAT: [&str; 4] = [
        "counted {} ships at the northern quay on Tuesday, more than in any month since the war",
        "paid {} crowns for the new bridge in May, after three years of talks with the builders",
        "said that {} houses stood empty in the old town, and that the number rose by a third",
        "found {} faults in the drawings of the tunnel, of which the engineers mended only half",
    ];
    let mut text = String::new();
    for line in 0..CLAIMS_PER_ARTICLE {
        let n = number * CLAIMS_PER_ARTICLE + line;
        let what = WHAT[n % WHAT.len()].replace("{}", &(1000 + n).to_string());
        text.push_str(WHO[n % WHO.len()]);
        text.push(' ');
        text.push_str(&what);
        text.push_str(".\n");
    }
    text.into_bytes()
}

/// Who acts, for the act of this number.
pub(crate) fn author(name: &str, number: u64) -> Actor {
    Actor {
        at: "2026-11-23".parse().expect("a time"),
        name: name.parse().expect("a name"),
        seed: *Sha256::of(number.to_be_bytes()).as_bytes(),
    }
}

/// Make a ledger of these articles.
pub(crate) fn import(path: &Path, articles: &[Vec<u8>]) -> Ledger {
    let mut ledger = Ledger::open(path, Access::WriteOrCreate, keys(path)).expect("a ledger");
    fill(&mut ledger, articles);
    ledger
}

/// Import these articles.
pub(crate) fn fill(ledger: &mut Ledger, articles: &[Vec<u8>]) {
    let mut author = author("ana", 0);
    // As the command does it: some megabytes in a transaction.
    for (batch, articles) in articles.chunks(500).enumerate() {
        let drafts: Vec<Draft> = (batch * 500..)
            .zip(articles)
            .map(|(number, raw)| {
                read::read(raw.clone(), &format!("{number}.txt"), &Reading::default())
                    .expect("an article")
            })
            .collect();
        ledger.import(&author, &extract_all(drafts, Search::ALL)).expect("an import");
        author = author.for_next_act();
    }
}

/// The folder of the keys, beside the ledger.
pub(crate) fn keys(path: &Path) -> KeyFolder {
    KeyFolder::new(path.with_extension("keys"), Randomness::Secret(|| Ok([7; 32])))
}

/// How long this takes.
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
