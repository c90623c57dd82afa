//! Someone who has the keys of a ledger and a program of their own that ignores the rules.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use factledger::domain::{Sha256, TreeHead};
use factledger::merkle::{Checkpoint, Frontier, SigningKey, leaf_hash, sign};
use rusqlite::Connection;

use crate::session::Session;

pub(crate) struct Insider {
    database: PathBuf,
    frontier: Frontier,
    /// The keys of the reviewers, by their names.
    pub(crate) keys: BTreeMap<String, SigningKey>,
    kept: PathBuf,
    pub(crate) log: SigningKey,
}

impl Insider {
    /// With all keys of the ledger of a session.
    pub(crate) fn of(session: &Session) -> Self {
        let database = session.path().join("factledger.db");
        let all = session.path().join(".home/.config/factledger/keys");
        let folder = fs::read_dir(all).unwrap().next().unwrap().unwrap().path();
        let key = |path: &Path| -> SigningKey {
            fs::read_to_string(path).unwrap().trim().parse().unwrap()
        };
        let reviewers = fs::read_dir(folder.join("reviewers")).unwrap();
        let keys = reviewers.map(|file| {
            let path = file.unwrap().path();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), key(&path))
        });
        let mut frontier = Frontier::default();
        let connection = Connection::open(&database).unwrap();
        let mut entries =
            connection.prepare("SELECT bytes FROM entries ORDER BY position").unwrap();
        let entries = entries.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        for entry in entries {
            frontier.push(leaf_hash(&entry.unwrap()), |_| {});
        }
        Self {
            database,
            frontier,
            keys: keys.collect(),
            kept: folder.join("last-signed.checkpoint"),
            log: key(&folder.join("ledger.key")),
        }
    }

    fn head(&self) -> TreeHead {
        TreeHead { root: self.frontier.root(), size: self.frontier.size() }
    }

    /// The line of an entry, as the program would write it.
    pub(crate) fn line(&self, actor: &str, kind: &str, body: &str) -> String {
        let TreeHead { root, size } = self.head();
        let unlike = Sha256::of(format!("{size}{body}")).to_string();
        let id = format!("019ab000-0000-7000-8000-{}", &unlike[..12]);
        format!(
            r#"{{"actor":"{}/{actor}","after":{{"root":"{root}","size":{size}}},"body":{body},"id":"{id}","ts":"2026-11-23T20:00:00Z","type":"{kind}","v":1}}"#,
            self.log.name().as_str()
        )
    }

    /// Sign an entry and record it, with a checkpoint of the log as it is then.
    pub(crate) fn record(&mut self, actor: &str, kind: &str, body: &str) {
        let line = self.line(actor, kind, body);
        self.record_line(actor, &line);
    }

    /// The same of any line.
    pub(crate) fn record_line(&mut self, actor: &str, line: &str) {
        let bytes = sign(&format!("{line}\n"), &self.keys[actor]);
        self.append(bytes.as_bytes());
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) {
        let count = |size: u64| i64::try_from(size).unwrap();
        let position = count(self.frontier.size());
        let leaf = leaf_hash(bytes);
        self.frontier.push(leaf, |_| {});
        let id = line_id(bytes).unwrap_or_else(|| leaf.as_bytes()[..16].to_vec());
        let note = Checkpoint::new(self.log.name(), self.head()).sign(&self.log);
        let connection = Connection::open(&self.database).unwrap();
        let entry = (position, id, bytes, leaf.as_bytes());
        connection.execute("INSERT INTO entries VALUES (?1, ?2, ?3, ?4)", entry).unwrap();
        let checkpoint = (count(self.frontier.size()), note.as_bytes());
        connection.execute("INSERT INTO checkpoints VALUES (?1, ?2)", checkpoint).unwrap();
        fs::write(&self.kept, note).unwrap();
    }
}

/// The id that an entry says it has, in bytes.
fn line_id(bytes: &[u8]) -> Option<Vec<u8>> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let entry: serde_json::Value = serde_json::from_slice(line).ok()?;
    let digits = entry["id"].as_str()?.replace('-', "");
    let digits = digits.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes.filter(|bytes| bytes.len() == 16)
}
