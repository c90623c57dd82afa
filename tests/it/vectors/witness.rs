//! A conversation with a witness, which is no part of the program: what it must be able to check is
//! all checked with `merkle`.

use factledger::merkle::{
    Checkpoint, KeyName, NotACheckpoint, Rejected, TreeHead, VerifierKey, verify_consistency,
};
use serde::Deserialize;

use super::{hash, hex, text, vectors, vkey};

/// What the file says of the log, in words.
const ORIGIN: &str =
    "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
const PUBLIC: &str = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";

struct Witness {
    log: VerifierKey,
    seen: Option<TreeHead>,
}

impl Witness {
    /// What it answers to a request (C2SP tlog-witness, add-checkpoint).
    fn answer(&mut self, request: &str) -> (u16, String) {
        let (head, checkpoint) = request.split_once("\n\n").unwrap();
        let mut lines = head.split('\n');
        let old: u64 =
            lines.next().and_then(|line| line.strip_prefix("old ")).unwrap().parse().unwrap();
        let path: Vec<_> = lines.map(|line| hash(line).unwrap()).collect();
        let new = match Checkpoint::verified(checkpoint.as_bytes(), &self.log) {
            Ok(checkpoint) => checkpoint.head,
            Err(NotACheckpoint::Origin) => return (403, "unknown log".to_owned()),
            // The published one was spoiled in the spare bits of its base64, which some readers
            // pass over; here a value has one spelling, and so the line is not even read.
            Err(NotACheckpoint::Rejected(Rejected::WrongSignature | Rejected::Malformed)) => {
                return (403, "invalid signature".to_owned());
            }
            Err(other) => panic!("{other}"),
        };
        let seen = self.seen.map_or(0, |seen| seen.size);
        if old != seen {
            return (409, format!("{seen}\n"));
        }
        let extends = self.seen.is_none_or(|seen| {
            verify_consistency(seen.size, seen.root, new.size, new.root, &path).is_ok()
        });
        if !extends {
            return (422, "consistency proof".to_owned());
        }
        self.seen = Some(new);
        (200, "— example.com/witness".to_owned())
    }
}

#[test]
fn witness_answers_match_the_published_ones() {
    #[derive(Deserialize)]
    struct Step {
        body: String,
        request: String,
        status: u16,
        step: usize,
    }
    let said = text("witness_add_checkpoint.json");
    assert!(said.contains(ORIGIN) && said.contains(PUBLIC));
    let name: KeyName = ORIGIN.parse().unwrap();
    let log = vkey(&name, 1, &hex(PUBLIC)).parse().unwrap();
    let mut witness = Witness { log, seen: None };
    for Step { body, request, status, step } in vectors("witness_add_checkpoint.json", 9) {
        assert_eq!(witness.answer(&request), (status, body), "step {step}");
    }
    assert_eq!(witness.seen.map(|seen| seen.size), Some(5));
}
