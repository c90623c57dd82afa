//! RFC 8785 (JCS), as far as entries need it. They are made of objects, arrays, strings and
//! integers, so the numbers with a fraction or an exponent are left out: nothing here writes one.
//! The names of their members are ASCII, so that to sort them by UTF-16 code units, as JCS has it,
//! is to sort them by bytes, as we do; the vectors with other names are sorted for us here.

use std::collections::BTreeMap;

use factledger::domain::{
    Actor, ArticleId, ArticleImported, Entry, EntryUuid, Event, Reader, Revision, Sha256, TreeHead,
};
use serde::Deserialize;
use serde_json::Value;

use super::{base64, hex, vectors};

#[derive(Deserialize)]
struct Canonical {
    id: String,
    input_b64: String,
    output_hex: String,
}

/// Each input as it is read, and the canonical bytes of it.
fn canonical() -> Vec<(String, BTreeMap<String, Value>, String)> {
    let read = |vector: Canonical| {
        let input = serde_json::from_slice(&base64(&vector.input_b64)).unwrap();
        (vector.id, input, String::from_utf8(hex(&vector.output_hex)).unwrap())
    };
    vectors("jcs.json", 3).into_iter().map(read).collect()
}

fn written(name: &str, value: &Value) -> String {
    format!("{}:{value}", serde_json::to_string(name).unwrap())
}

#[test]
fn strings_and_literals_are_written_canonically() {
    let mut whole = 0;
    for (id, input, output) in canonical() {
        for (name, value) in &input {
            assert!(output.contains(&written(name, value)), "{id}: {name}: {value}");
        }
        if input.values().all(Value::is_string) {
            let mut names: Vec<&String> = input.keys().collect();
            names.sort_by_key(|name| name.encode_utf16().collect::<Vec<u16>>());
            let members: Vec<String> =
                names.into_iter().map(|name| written(name, &input[name])).collect();
            assert_eq!(format!("{{{}}}", members.join(",")), output, "{id}");
            whole += 1;
        }
    }
    assert_eq!(whole, 2);
}

#[test]
fn whole_numbers_are_written_canonically() {
    // The largest integers of which each has its own double: what I-JSON (RFC 7493) allows.
    const MOST: i64 = (1 << 53) - 1;
    let mut inside = 0;
    for (bits, text) in vectors::<(String, String)>("jcs_numbers.json", 504) {
        let Ok(number) = text.parse::<i64>() else { continue };
        if !(-MOST..=MOST).contains(&number) {
            continue;
        }
        assert_eq!(serde_json::to_string(&number).unwrap(), text);
        // It is the same number to who reads numbers as doubles.
        let double = f64::from_bits(u64::from_str_radix(&bits, 16).unwrap());
        assert_eq!(format!("{double}"), text);
        inside += 1;
    }
    assert_eq!(inside, 2);
    for (number, text) in [(0, "0"), (MOST, "9007199254740991"), (-MOST, "-9007199254740991")] {
        assert_eq!(serde_json::to_string(&number).unwrap(), text);
    }
}

fn entry(title: &str) -> Entry {
    let author = Actor {
        at: "2026-11-23T08:00:00Z".parse().unwrap(),
        name: "ana".parse().unwrap(),
        seed: [0; 32],
    };
    let revision = Revision {
        encoding: "UTF-8".to_owned(),
        raw_bytes: (1 << 53) - 1,
        raw_sha256: Sha256::of(title),
        reader: Reader { name: "text".to_owned(), version: "1".to_owned() },
        text_bytes: 0,
        text_sha256: Sha256::of(title),
    };
    let imported = ArticleImported {
        article: ArticleId(1),
        byline: None,
        language: None,
        origin: "any".to_owned(),
        published: None,
        revision,
        title: Some(title.to_owned()),
    };
    Entry {
        actor: author.name.clone(),
        after: TreeHead { root: Sha256::of(""), size: 0 },
        at: author.at,
        event: Event::ArticleImported(imported),
        id: EntryUuid::new(&author, 0),
        log: "desk.example".parse().unwrap(),
    }
}

#[test]
fn an_entry_has_its_strings_in_their_canonical_spelling() {
    let mut seen = 0;
    for (id, input, output) in canonical() {
        for (name, value) in &input {
            let Some(string) = value.as_str() else { continue };
            for string in [name, string] {
                let text = entry(string).to_text().unwrap();
                let (_, title) = text.split_once("\"title\":").unwrap();
                let (title, _) = title.split_once("},\"id\":").unwrap();
                assert!(output.contains(title), "{id}: {title}");
                assert_eq!(Entry::from_text(&text).unwrap(), entry(string));
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 28);
}

#[test]
fn the_members_of_an_entry_are_ascii_and_sorted() {
    fn check(value: &Value) -> usize {
        let Some(members) = value.as_object() else { return 0 };
        assert!(members.keys().all(|name| name.is_ascii()));
        members.values().map(check).sum::<usize>() + members.len()
    }
    let text = entry("A bridge").to_text().unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(check(&value), 21);
    // A map is sorted by bytes, so to write it again shows whether ours was.
    assert_eq!(format!("{value}\n"), text);
}
