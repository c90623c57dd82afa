use std::fs;
use std::path::Path;

use factledger::bundle::{Edition, Folder, write};
use factledger::domain::Sha256;
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Ledger, LedgerError, LedgerParts, VerifyOptions};
use factledger::merkle::{
    Checkpoint, Frontier, SigningKey, TreeHead, leaf_hash, read_entries, sign,
};
use serde_json::{Value, json};

use super::Base;
use super::misjudged::misjudged;
use super::random::Random;
use super::tree::Node;

/// Entries that someone with the keys added to the end of a log with another program.
pub(super) struct Forgery {
    pub(super) entries: Vec<String>,
    /// Its reviewer's name looks like another's, which only the program can detect.
    pub(super) is_lookalike: bool,
    pub(super) name: String,
}

/// A log to put entries at the end of.
pub(super) struct Desk {
    pub(super) ana: SigningKey,
    pub(super) ben: SigningKey,
    cy: SigningKey,
    log: String,
    /// Of the article, and of the claims in their order.
    text_sha256: String,
    pub(super) quotes: Vec<String>,
    head: TreeHead,
    pub(super) entries: Vec<Vec<u8>>,
}

impl Forgery {
    /// Write the bundle of the forged log.
    pub(super) fn write(&self, base: &Base, folder: &Path) {
        let mut entries = log(base);
        entries.extend(self.entries.iter().map(|entry| entry.clone().into_bytes()));
        let checkpoint = Checkpoint::new(base.key.name(), head(&entries)).sign(&base.key);
        let size = entries.len() as u64;
        let contents = base.tree.0.iter().filter_map(|(name, node)| match node {
            Node::File(bytes) => Some((name.strip_prefix("contents/")?.parse().ok()?, bytes)),
            Node::EmptyFolder | Node::Link(_) => None,
        });
        let words = base.tree.file("words.jsonl").map_or(&[][..], Vec::as_slice);
        let words = std::str::from_utf8(words).unwrap();
        let parts = LedgerParts {
            checkpoints: [(size, checkpoint.into_bytes())].into(),
            contents: contents.map(|(sha256, bytes): (Sha256, _)| Ok((sha256, bytes.clone()))),
            entries: entries.into_iter().map(Ok),
            words: words.lines().map(|line| Ok(serde_json::from_str(line).unwrap())),
        };
        let keys = base.session.path().join(".home/.config/factledger/keys");
        let keys = KeyFolder::new(keys, Randomness::Guessable([7; 32]));
        let mut ledger = Ledger::of_parts::<_, _, _, LedgerError>(parts, keys).unwrap();
        let depth = VerifyOptions {
            may_be_older: true,
            only_last_checkpoint: true,
            ..VerifyOptions::default()
        };
        ledger.rebuild(depth, &mut |_, _| {}).unwrap();
        let signer = ledger.bundle_signer().unwrap();
        fs::create_dir_all(folder).unwrap();
        let at = "2026-11-24T00:00:00Z".parse().unwrap();
        let mut folder = Folder::new(folder);
        write(&mut ledger, at, Some(&signer), &Edition::Current, &mut folder)
            .unwrap_or_else(|error| panic!("{}: {error:?}", self.name));
    }
}

fn log(base: &Base) -> Vec<Vec<u8>> {
    let tiles = base.tree.0.keys().filter(|name| name.starts_with("tile/entries/"));
    let tiles = tiles.map(|name| read_entries(base.tree.file(name).unwrap()).unwrap());
    tiles.flatten().map(<[u8]>::to_vec).collect()
}

pub(super) fn head(entries: &[Vec<u8>]) -> TreeHead {
    let mut frontier = Frontier::default();
    for entry in entries {
        frontier.push(leaf_hash(entry), |_| {});
    }
    TreeHead { root: frontier.root(), size: frontier.size() }
}

impl Desk {
    fn new(base: &Base) -> Self {
        let key = |name: &str| -> SigningKey {
            let path = format!("cat .home/.config/factledger/keys/*/reviewers/{name}.key");
            base.session.run(&path).success().trim().parse().unwrap()
        };
        let report: Value = serde_json::from_slice(base.tree.file("report.json").unwrap()).unwrap();
        let article = &report["articles"][0];
        let mut claims: Vec<&Value> = article["claims"].as_array().unwrap().iter().collect();
        claims.sort_by_key(|claim| claim["id"].as_str().unwrap());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let entries = log(base);
        Self {
            ana: key("ana"),
            ben: key("ben"),
            cy: key("cy"),
            log: base.key.name().as_str().to_owned(),
            text_sha256: text(&article["text_sha256"]),
            quotes: claims.iter().map(|claim| text(&claim["quote_sha256"])).collect(),
            head: head(&entries),
            entries,
        }
    }

    /// The entry that ana would record next.
    pub(super) fn entry(&self, kind: &str, body: &Value) -> Value {
        json!({
            "actor": format!("{}/ana", self.log),
            "after": {"root": self.head.root.to_string(), "size": self.head.size},
            "body": body,
            "id": "01a2076b-4400-7de4-af4b-8147c314b107",
            "ts": "2026-11-23T10:00:00Z",
            "type": kind,
            "v": 1,
        })
    }

    fn good(&self) -> Vec<Value> {
        let (text, quotes) = (&self.text_sha256, &self.quotes);
        let toll = Sha256::of("toll").to_string();
        let dee = SigningKey::new(format!("{}/dee", self.log).parse().unwrap(), &[5; 32]);
        let span = json!({"end": 8, "start": 4});
        let added = json!({
            "article": "A1", "claim": "C4", "claimant": "the council", "quote_sha256": toll,
            "span": span, "text_sha256": text,
        });
        let extracted = json!({
            "article": "A1",
            "claims": [{"claim": "C4", "claimant": {"end": 8, "start": 4}, "quote_sha256": toll,
                        "raw_span": span, "score": 602, "span": span}],
            "extractor": {"model_sha256": toll, "name": "rules", "version": "1"},
            "granularity": "sentence", "min_score": 300, "text_sha256": text,
        });
        let bytes =
            "The toll rose by 5 percent, the council said.\n\nIt cost 6 crowns in May 2024.\n";
        let imported = json!({
            "article": "A2", "byline": "Ina Quell", "language": "en-GB",
            "origin": "https://news.example/toll", "published": "2026-11-20",
            "revision": {
                "encoding": "UTF-8", "raw_bytes": bytes.len(), "raw_sha256": text,
                "reader": {"name": "text", "version": "1"}, "text_bytes": bytes.len(),
                "text_sha256": text,
            },
            "title": "A toll",
        });
        vec![
            self.entry(
                "claim.reviewed",
                &json!({"claim": "C1", "note": "page 3", "quote_sha256": quotes[0], "status": "disputed"}),
            ),
            self.entry(
                "claim.dismissed",
                &json!({"claim": "C2", "quote_sha256": quotes[1], "reason": "not a claim"}),
            ),
            self.entry(
                "claim.restored",
                &json!({"claim": "C3", "quote_sha256": quotes[2], "reason": "a claim"}),
            ),
            self.entry(
                "note.added",
                &json!({"claim": "C2", "note": "asked", "quote_sha256": quotes[1]}),
            ),
            self.entry("claim.&added", &added),
            self.entry("claims.&extracted", &extracted),
            self.entry("article.&imported", &imported),
            self.entry("reviewer.added", &json!({"key": dee.verifier().to_string(), "name": "dee"})),
            self.entry(
                "reviewer.revoked",
                &json!({"key": self.ben.verifier().to_string(), "name": "ben", "reason": "lost"}),
            ),
            self.entry("claim.sung", &json!({"key": "value", "list": [1, -2, {"a": null}]})),
        ]
    }

    fn signed(&self, name: String, entry: &Value) -> Forgery {
        note(name, &entry.to_string(), &self.ana)
    }
}

/// A forged entry of this text, signed by this key.
fn note(name: String, text: &str, key: &SigningKey) -> Forgery {
    Forgery { entries: vec![sign(&format!("{text}\n"), key)], is_lookalike: false, name }
}

/// Of each kind of entry a good one, and some in which one thing is not good.
pub(super) fn forgeries(base: &Base) -> Vec<Forgery> {
    let desk = Desk::new(base);
    let mut forgeries = Vec::new();
    let mut random = Random::new(7);
    for good in desk.good() {
        let kind = good["type"].as_str().unwrap().to_owned();
        forgeries.push(desk.signed(format!("a good {kind}"), &good));
        let mut paths = Vec::new();
        pointers(&good, "", &mut paths);
        for path in paths {
            for (what, value) in [
                ("nothing", None),
                ("null", Some(Value::Null)),
                ("another type", Some(json!([1]))),
                ("another value", Some(random.one_of(&others()).clone())),
            ] {
                // One of four: all of them would take too long.
                if random.below(4) > 0 {
                    continue;
                }
                let mut entry = good.clone();
                put(&mut entry, &path, value.clone());
                if entry != good {
                    let name = format!("{kind}: {what} at {path}: {value:?}");
                    forgeries.push(desk.signed(name, &entry));
                }
            }
        }
        let mut more = good.clone();
        more["body"]["more"] = json!("TRUE");
        forgeries.push(desk.signed(format!("{kind}: a member more"), &more));
    }
    forgeries.extend(by_hand(&desk));
    forgeries.extend(misjudged(&desk));
    forgeries
}

/// Values that something else would have.
fn others() -> Vec<Value> {
    vec![
        json!(""),
        json!(" x"),
        json!("x\u{202e}y"),
        json!("yesterday"),
        json!("C1"),
        json!("C99"),
        json!("C01"),
        json!("A1"),
        json!("A9"),
        json!(0),
        json!(-1),
        json!(1001),
        json!(1.5),
        json!(9_007_199_254_740_993_u64),
        json!(true),
        json!("99:99:99"),
        json!("TRUE"),
        json!("2026-02-30T00:00:00Z"),
        json!("unverified"),
        json!({"end": 4, "start": 4}),
        json!({"end": 4000, "start": 4}),
        json!("ledger.created"),
        json!("note.added"),
        json!("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        json!("01a2076b-4400-4de4-af4b-8147c314b107"),
        json!({}),
        json!("a".repeat(10_001)),
    ]
}

/// The places of all values in a value.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut inside = |name: &str, value: &Value| {
        let path = format!("{path}/{name}");
        pointers(value, &path, found);
        found.push(path);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| inside(name, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| inside(&at.to_string(), value));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn put(entry: &mut Value, path: &str, value: Option<Value>) {
    let Some(value) = value else {
        let (around, name) = path.rsplit_once('/').unwrap();
        if let Some(Value::Object(members)) = entry.pointer_mut(around) {
            members.remove(name);
        }
        return;
    };
    *entry.pointer_mut(path).unwrap() = value;
}

fn by_hand(desk: &Desk) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    let good = desk.good();
    let (review, remark, sung) = (&good[0], &good[3], &good[9]);
    let text = review.to_string();
    for (name, from, to) in [
        ("a space", "{\"actor\"", "{ \"actor\""),
        ("a member twice", "\"v\":1}", "\"v\":1,\"v\":1}"),
        ("a needless escape", "page 3", "p\\u0061ge 3"),
        ("a number with a fraction", "\"v\":1}", "\"v\":1.0}"),
        ("a note that is a space", "page 3", " "),
        ("a note with a letter that hides", "page 3", "page\u{200b}3"),
        ("half a pair of surrogates", "page 3", "\\ud800"),
        ("a line end as it is", "page 3", "page\n3"),
        ("an id in capitals", "01a2076b-4400", "01A2076B-4400"),
        ("an offset in the time", "10:00:00Z", "10:00:00+00:00"),
        ("a leap second", "10:00:00Z", "23:59:60Z"),
        ("two lines", "{\"actor\"", "\n{\"actor\""),
    ] {
        let name = format!("claim.reviewed: {name}");
        forgeries.push(note(name, &text.replacen(from, to, 1), &desk.ana));
    }
    // Bodies of an unknown type.
    for body in [
        "null",
        "[]",
        "\"x\"",
        "{\"a\": 1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1e5}",
        "{\"a\":-0}",
        "{\"b\":1,\"a\":2}",
        "{\"a\":\"\\u0041\"}",
        "9007199254740992",
        "-9007199254740991",
    ] {
        for kind in ["claim.sung", "reviewer.sung", "ledger.sung"] {
            let mut entry = sung.clone();
            entry["type"] = json!(kind);
            entry["body"] = json!("@");
            let text = entry.to_string().replace("\"@\"", body);
            forgeries.push(note(format!("{kind}: {body}"), &text, &desk.ana));
        }
    }
    for depth in [62, 63, 64, 200] {
        let body = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let mut entry = sung.clone();
        entry["body"] = json!("@");
        let text = entry.to_string().replace("\"@\"", &body);
        forgeries.push(note(format!("nested {depth} deep"), &text, &desk.ana));
    }
    forgeries.extend(keys(desk, review, remark));
    forgeries.extend(histories(desk, review, remark));
    forgeries
}

/// Entries about keys, or signed with other ones.
fn keys(desk: &Desk, review: &Value, remark: &Value) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    let key = |name: &str, seed: u8| {
        SigningKey::new(format!("{}/{name}", desk.log).parse().unwrap(), &[seed; 32])
    };
    for (name, signer) in [
        ("ben signs for ana", &desk.ben),
        ("a key that was revoked signs", &desk.cy),
        ("a key of ana's name that the log does not know", &key("ana", 9)),
    ] {
        forgeries.push(note(name.to_owned(), &review.to_string(), signer));
    }
    let mut by_cy = review.clone();
    by_cy["actor"] = json!(format!("{}/cy", desk.log));
    forgeries.push(note(
        "a revoked key signs in its own name".into(),
        &by_cy.to_string(),
        &desk.cy,
    ));
    for (name, of_key, is_lookalike) in [
        ("eve", "eve", false),
        ("\u{430}na", "\u{430}na", true),
        ("be\u{578}", "be\u{578}", true),
        ("ana\u{200b}", "ana\u{200b}", false),
        ("<b>", "<b>", false),
        ("eve", "mallory", false),
        ("ben", "ben", false),
        ("cy", "cy", false),
    ] {
        let new = key(of_key, 3);
        let mut added =
            desk.entry("reviewer.added", &json!({"key": new.verifier().to_string(), "name": name}));
        let by_ana = desk.signed(format!("ana adds {name:?} with the key of {of_key:?}"), &added);
        forgeries.push(Forgery { is_lookalike, ..by_ana });
        added["actor"] = json!(format!("{}/{name}", desk.log));
        let joins =
            note(format!("{name:?} joins with the key of {of_key:?}"), &added.to_string(), &new);
        forgeries.push(Forgery { is_lookalike, ..joins });
    }
    for (name, owner, known) in [
        ("a key that was revoked before", "cy", &desk.cy),
        ("a key of somebody else", "ana", &desk.ben),
        ("a key that nobody has", "ben", &key("ben", 3)),
        ("the own key", "ana", &desk.ana),
    ] {
        let body = json!({"key": known.verifier().to_string(), "name": owner, "reason": "x"});
        forgeries
            .push(desk.signed(format!("revokes {name}"), &desk.entry("reviewer.revoked", &body)));
    }
    let created = json!({
        "founder": desk.ana.verifier().to_string(), "hash": "sha256",
        "log": key("x", 1).verifier().to_string(),
    });
    forgeries
        .push(desk.signed("a second beginning".into(), &desk.entry("ledger.created", &created)));
    // Notes with other signatures.
    let good = desk.signed(String::new(), remark).entries.remove(0);
    let line = good.lines().last().unwrap().to_owned();
    for (name, entry) in [
        ("signed twice", format!("{good}{line}\n")),
        ("without a line end", good.trim_end().to_owned()),
        ("without a signature", good.replace(&line, "")),
        ("a changed letter", good.replace("asked", "Asked")),
    ] {
        let name = format!("note.added: {name}");
        forgeries.push(Forgery { entries: vec![entry], is_lookalike: false, name });
    }
    forgeries
}

/// Entries that do not follow those before them, and good ones that follow bad ones.
fn histories(desk: &Desk, review: &Value, remark: &Value) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    let mut after = |name: &str, size: u64, root: String| {
        let mut entry = review.clone();
        entry["after"] = json!({"root": root, "size": size});
        forgeries.push(desk.signed(format!("after {name}"), &entry));
    };
    let size = desk.head.size;
    let of = |size: u64| head(&desk.entries[..usize::try_from(size).unwrap()]).root.to_string();
    after("one entry less", size - 1, of(size - 1));
    after("the beginning", 0, of(0));
    after("as many others", size, of(size - 1));
    after("one entry more", size + 1, of(size));
    // The act before it began there.
    let last: Value = {
        let text = std::str::from_utf8(desk.entries.last().unwrap()).unwrap();
        serde_json::from_str(text.lines().next().unwrap()).unwrap()
    };
    after(
        "what the last act was after",
        last["after"]["size"].as_u64().unwrap(),
        last["after"]["root"].as_str().unwrap().to_owned(),
    );
    let mut repeated = review.clone();
    repeated["id"] = last["id"].clone();
    forgeries.push(desk.signed("an id that was there before".into(), &repeated));
    // After a bad entry, in the same act and in the next one.
    let mut bad = review.clone();
    bad["body"]["status"] = json!("TRUE");
    let bad = desk.signed(String::new(), &bad).entries.remove(0);
    let mut next = remark.clone();
    next["id"] = json!("01a2076b-4400-7de4-af4b-8147c314b108");
    let same_act = desk.signed(String::new(), &next).entries.remove(0);
    let mut entries = desk.entries.clone();
    entries.push(bad.clone().into_bytes());
    let head = head(&entries);
    next["after"] = json!({"root": head.root.to_string(), "size": head.size});
    let next_act = desk.signed(String::new(), &next).entries.remove(0);
    for (name, second) in [("in the same act", same_act), ("in the next act", next_act)] {
        forgeries.push(Forgery {
            entries: vec![bad.clone(), second],
            is_lookalike: false,
            name: format!("a good entry after a bad one, {name}"),
        });
    }
    forgeries
}
