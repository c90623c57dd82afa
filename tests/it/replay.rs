//! After any sequence of acts, a ledger matches its log, and verifies.

use std::path::{Path, PathBuf};

use factledger::domain::{
    Actor, ArticleId, ClaimId, Draft, Event, NewReview, Note, Sha256, Status, TreeHead,
};
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Addition, Ledger, LedgerError, Location, VerifyOptions};
use factledger::log::read_entry;
use factledger::merkle::{
    Checkpoint, Nodes as _, VerifierKey, consistency_proof, empty_root, inclusion_proof, leaf_hash,
    node_hash, root_at, verify_consistency, verify_inclusion,
};
use factledger::store::{Store, StoreError};
use factledger::text::extract::{Search, extract_all};
use factledger::text::read::{Reading, read};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

const REVIEWERS: [&str; 3] = ["ana", "ben", "cat"];

const TEXTS: [&str; 4] = [
    "The toll rose by 5 percent in May, the council said. It fell by 2 percent in June.\n",
    "Mayor Ferring said that 300 houses stood empty. A union counted 412 of them.\n",
    "The bridge opened in 1932. The bridge opened in 1932, and closed in 1944.\n",
    "# Quay\n\n“Ships: 1,200 in a year,” said the harbour office. Rents doubled in Faro.\n",
];

/// Words that are in an article once, in another twice, and nowhere.
const QUOTES: [&str; 4] = ["the council said", "A union", "The bridge opened", "No such words"];

/// Something that a person tries. It may be refused: claims and articles need not be there.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Add {
        article: u64,
        quote: usize,
    },
    /// The last attempt, whose result its author did not see.
    Again,
    Dismiss(Vec<u64>),
    Import(Vec<usize>),
    Mark {
        claims: Vec<u64>,
        status: Status,
        with_note: bool,
    },
    Note(Vec<u64>),
    Restore(Vec<u64>),
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let import = || prop::collection::vec(0..TEXTS.len(), 1..4).prop_map(Act::Import);
    let claims = || prop::collection::vec(1..8_u64, 1..3);
    let act = prop_oneof![
        2 => import(),
        6 => (claims(), prop::sample::select(&Status::ALL[..]), prop::bool::weighted(0.8))
            .prop_map(|(claims, status, with_note)| Act::Mark { claims, status, with_note }),
        3 => claims().prop_map(Act::Note),
        2 => claims().prop_map(Act::Dismiss),
        2 => claims().prop_map(Act::Restore),
        2 => (1..4_u64, 0..QUOTES.len()).prop_map(|(article, quote)| Act::Add { article, quote }),
        1 => Just(Act::Again),
    ];
    // Most begin with something to judge.
    let first = prop_oneof![9 => import(), 1 => Just(Act::Again)];
    let deeds = prop::collection::vec((0..REVIEWERS.len(), act), 0..24);
    (0..REVIEWERS.len(), first, deeds)
        .prop_map(|(reviewer, first, rest)| [vec![(reviewer, first)], rest].concat())
}

/// A ledger in a folder of its own.
pub(crate) struct Desk {
    folder: TempDir,
    last: Option<(Actor, Act)>,
    pub(crate) ledger: Ledger,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::at(|folder| Location::File(folder.join("ledger.db")))
    }

    /// Its ledger is in a place that may be in its folder.
    pub(crate) fn at(place: impl FnOnce(&Path) -> Location) -> Self {
        let folder = TempDir::new().unwrap();
        let keys = KeyFolder::new(folder.path().join("keys"), Randomness::Secret(|| Ok([3; 32])));
        let place = place(folder.path());
        let ledger = Ledger::at(&place, Access::WriteOrCreate, keys).unwrap();
        Self { folder, last: None, ledger }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// Try this as the act with that number.
    pub(crate) fn perform(
        &mut self,
        number: u64,
        reviewer: usize,
        act: Act,
    ) -> Result<(), LedgerError> {
        let author = Actor {
            at: "2026-11-23".parse().unwrap(),
            name: REVIEWERS[reviewer].parse().unwrap(),
            seed: *Sha256::of(number.to_be_bytes()).as_bytes(),
        };
        let (author, act) = match self.last.take() {
            Some(last) if matches!(act, Act::Again) => last,
            Some(_) | None => (author, act),
        };
        self.last = Some((author.clone(), act.clone()));
        let ids = |claims: &[u64]| claims.iter().copied().map(ClaimId).collect::<Vec<_>>();
        let why: Note = format!("because of {number}").parse().unwrap();
        let ledger = &mut self.ledger;
        match act {
            Act::Add { article, quote } => {
                let (article, quote) = (ArticleId(article), QUOTES[quote].to_owned());
                let addition = Addition { article, at: None, claimant: None, quote };
                ledger.add(&author, &addition).map(drop)
            }
            Act::Again => Ok(()),
            Act::Dismiss(claims) => ledger.dismiss(&author, &ids(&claims), &why, true),
            Act::Import(articles) => {
                let drafts: Vec<Draft> = articles
                    .into_iter()
                    .map(|n| read(TEXTS[n].into(), &format!("{n}.txt"), &Reading::default()))
                    .map(Result::unwrap)
                    .collect();
                ledger.import(&author, &extract_all(drafts, Search::ALL)).map(drop)
            }
            Act::Mark { claims, status, with_note } => {
                let opinion = NewReview {
                    rating: None,
                    evidence: std::collections::BTreeSet::new(),
                    expected: None,
                    note: with_note.then_some(why),
                    status,
                };
                ledger.mark(&author, &ids(&claims), &opinion)
            }
            Act::Note(claims) => ledger.note(&author, &ids(&claims), &why),
            Act::Restore(claims) => ledger.restore(&author, &ids(&claims), &why),
        }
    }
}

/// The log as it is stored.
#[derive(PartialEq)]
pub(crate) struct Stored {
    pub(crate) checkpoints: Vec<(u64, Vec<u8>)>,
    pub(crate) entries: Vec<Vec<u8>>,
}

impl Stored {
    pub(crate) fn of(path: &Path) -> Self {
        let database = Connection::open(path).unwrap();
        let mut entries = database.prepare("SELECT bytes FROM entries ORDER BY position").unwrap();
        let mut checkpoints =
            database.prepare("SELECT size, note FROM checkpoints ORDER BY size").unwrap();
        let entries = entries.query_map([], |row| row.get(0)).unwrap();
        let checkpoints = checkpoints
            .query_map([], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)))
            .unwrap();
        Self {
            checkpoints: checkpoints.map(Result::unwrap).collect(),
            entries: entries.map(Result::unwrap).collect(),
        }
    }
}

/// MTH of RFC 6962, section 2.1, word for word.
fn root(entries: &[Vec<u8>]) -> Sha256 {
    match entries {
        [] => empty_root(),
        [entry] => leaf_hash(entry),
        entries => {
            let k = (entries.len() - 1).ilog2();
            let (left, right) = entries.split_at(1 << k);
            node_hash(root(left), root(right))
        }
    }
}

/// Each way to change one thing about a proof.
fn mutated(proof: &[Sha256]) -> Vec<Vec<Sha256>> {
    let flip = |at: usize| {
        let mut proof = proof.to_vec();
        let mut bytes = *proof[at].as_bytes();
        bytes[at % 32] ^= 1 << (at % 8);
        proof[at] = bytes.into();
        proof
    };
    let without = |at: usize| [&proof[..at], &proof[at + 1..]].concat();
    let twice = |at: usize| [&proof[..=at], &proof[at..]].concat();
    let all = 0..proof.len();
    let mut mutated: Vec<Vec<Sha256>> = all.clone().map(flip).collect();
    mutated.extend(all.clone().map(without));
    mutated.extend(all.map(twice));
    mutated.push([proof, &[empty_root()]].concat());
    mutated
}

/// Everything that may be said of any ledger.
fn holds(path: &Path) {
    let nowhere =
        KeyFolder::new(path.with_extension("nowhere"), Randomness::Secret(|| Ok([0; 32])));
    let ledger = Ledger::open(path, Access::Read, nowhere).unwrap();
    let found = ledger.verify(VerifyOptions::default(), &mut |_, _| {}).unwrap();
    assert_eq!(found.findings, []);

    let stored = Stored::of(path);
    let size = stored.entries.len() as u64;
    assert_eq!((found.entries, found.signatures), (size, size));
    assert_eq!(found.checkpoints, stored.checkpoints.len() as u64);
    assert_eq!(found.head, Some(TreeHead { root: root(&stored.entries), size }));

    let Some(first) = stored.entries.first() else { return };
    let Event::LedgerCreated(created) = read_entry(first).unwrap().event else {
        panic!("a log begins with its creation");
    };
    let key: VerifierKey = created.log.parse().unwrap();
    let store = Store::open(path, Access::Read).unwrap();
    store
        .read(|snapshot| {
            let leaf = |index: u64| leaf_hash(&stored.entries[usize::try_from(index).unwrap()]);
            for (old, note) in &stored.checkpoints {
                let head = Checkpoint::verified(note, &key).unwrap().head;
                let before = &stored.entries[..usize::try_from(*old).unwrap()];
                assert_eq!(head, TreeHead { root: root(before), size: *old });
                assert_eq!(root_at(snapshot, *old)?, head.root);
                // Of the whole log every entry, of those before it some.
                let indices: Vec<u64> =
                    if *old == size { (0..size).collect() } else { vec![0, old / 2, old - 1] };
                for index in indices {
                    let proof = inclusion_proof(snapshot, index, *old)?;
                    let verify = |index, leaf, proof: &[Sha256]| {
                        verify_inclusion(leaf, index, *old, proof, head.root)
                    };
                    assert_eq!(verify(index, leaf(index), &proof), Ok(()));
                    assert!(verify(index ^ 1, leaf(index), &proof).is_err());
                    assert!(verify(index, empty_root(), &proof).is_err());
                    for proof in mutated(&proof) {
                        assert!(verify(index, leaf(index), &proof).is_err());
                    }
                }
                let proof = consistency_proof(snapshot, *old, size)?;
                let whole = root(&stored.entries);
                let verify = |old_root, proof: &[Sha256]| {
                    verify_consistency(*old, old_root, size, whole, proof)
                };
                assert_eq!(verify(head.root, &proof), Ok(()));
                assert!(verify(empty_root(), &proof).is_err());
                for proof in mutated(&proof) {
                    assert!(verify(head.root, &proof).is_err());
                }
            }
            assert_eq!(snapshot.frontier()?.root(), root(&stored.entries));
            assert_eq!(snapshot.node(0, size - 1)?, leaf(size - 1));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn the_ledger_always_matches_its_log(acts in acts()) {
        matches_its_log(acts)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]
    #[test]
    #[ignore = "minutes: a thousand sequences of acts, where the test above takes a sample"]
    fn the_ledger_matches_its_log_after_a_thousand_sequences_of_acts(acts in acts()) {
        matches_its_log(acts)?;
    }
}

fn matches_its_log(acts: Vec<(usize, Act)>) -> Result<(), TestCaseError> {
    let mut desk = Desk::new();
    for (number, (reviewer, act)) in (0..).zip(acts) {
        let before = Stored::of(&desk.path());
        let is_repeated = matches!(act, Act::Again);
        let performed = desk.perform(number, reviewer, act);
        let after = Stored::of(&desk.path());
        if is_repeated || performed.is_err() {
            prop_assert!(after == before);
        } else {
            prop_assert!(after.entries.starts_with(&before.entries));
            prop_assert!(after.checkpoints.starts_with(&before.checkpoints));
        }
    }
    holds(&desk.path());
    Ok(())
}

#[test]
fn a_log_of_more_than_a_tile_of_entries_is_proven_as_well() {
    let mut desk = Desk::new();
    let articles = (0..TEXTS.len()).collect();
    desk.perform(0, 0, Act::Import(articles)).unwrap();
    // Three hundred entries more, in acts of any length.
    for number in 1..=60 {
        let claims = (1..=number % 9 + 1).map(|claim| claim % 7 + 1).collect();
        desk.perform(number, usize::try_from(number % 3).unwrap(), Act::Note(claims)).unwrap();
    }
    let stored = Stored::of(&desk.path());
    assert!(stored.entries.len() > 260, "{}", stored.entries.len());
    holds(&desk.path());
}
