//! What others published about trees, notes, keys, and logs, checked against `merkle`: the files in
//! `fixtures/vectors`, each of which says where it comes from.

mod json;
mod keys;
mod log;
mod notes;
mod tree;
mod witness;

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use factledger::domain::Sha256;
use factledger::merkle::KeyName;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::session::repository;

#[derive(Deserialize)]
struct File<T> {
    count: usize,
    vectors: Vec<T>,
}

fn text(name: &str) -> String {
    fs::read_to_string(repository().join("fixtures/vectors").join(name)).unwrap()
}

/// The vectors of a file, of which there are `count`: to read fewer is to test less.
#[track_caller]
fn vectors<T: DeserializeOwned>(name: &str, count: usize) -> Vec<T> {
    let file: File<T> = serde_json::from_str(&text(name)).unwrap();
    assert_eq!(file.vectors.len(), count, "{name} is not whole");
    assert_eq!(file.vectors.len(), file.count, "{name} says another number");
    file.vectors
}

fn base64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

fn hex(digits: &str) -> Vec<u8> {
    assert_eq!(digits.len() % 2, 0);
    let pairs = (0..digits.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// A hash, if it is one: of 32 bytes.
fn hash(text: &str) -> Option<Sha256> {
    <[u8; 32]>::try_from(base64(text)).ok().map(Sha256::from)
}

/// All of them, if every one is a hash.
fn hashes(texts: &[String]) -> Option<Vec<Sha256>> {
    texts.iter().map(|text| hash(text)).collect()
}

/// A key as notes know it: the kind is 1 for who signs notes, and 4 for who cosigns checkpoints.
fn vkey(name: &KeyName, kind: u8, public: &[u8]) -> String {
    let key = [&[kind], public].concat();
    let id = Sha256::of_parts(&[name.as_str().as_bytes(), b"\n", &key]).to_string();
    format!("{name}+{}+{}", &id[..8], STANDARD.encode(key))
}
