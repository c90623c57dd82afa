use std::collections::BTreeMap;

use factledger::domain::Sha256;
use factledger::merkle::{
    Checkpoint, KeyName, SignedNote, SigningKey, Tile, TlogProof, TreeHead, VerifierKey,
    consistency_proof, inclusion_proof, leaf_hash, read_entries, root_at, sign, verify_consistency,
    verify_inclusion, write_entry,
};
use serde::Deserialize;

use super::{base64, hash, hashes, hex, text, vectors, vkey};

#[test]
fn tiles_have_the_published_paths() {
    #[derive(Deserialize)]
    struct Vector {
        index: u64,
        level: serde_json::Value,
        partial: u16,
        path: String,
    }
    for Vector { index, level, partial, path } in vectors("tile_paths.json", 11) {
        let level = level.as_u64().map(|level| u8::try_from(level).unwrap());
        assert_eq!(level.is_none(), path.starts_with("tile/entries/"));
        let width = if partial == 0 { Tile::WIDTH } else { partial };
        let tile = Tile { index, level, width };
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }
}

/// The hashes of a tile of hashes.
fn hashes_of(tile: &[u8]) -> Vec<Sha256> {
    assert_eq!(tile.len() % 32, 0);
    tile.chunks_exact(32).map(|hash| <[u8; 32]>::try_from(hash).unwrap().into()).collect()
}

#[test]
fn a_log_made_by_another_program_is_read_down_to_its_leaves() {
    #[derive(Deserialize)]
    struct File {
        vkey: String,
    }
    #[derive(Deserialize)]
    struct Vector {
        #[serde(default)]
        bundle_hex: String,
        bundle_path: Option<String>,
        checkpoint: String,
        entries: Vec<String>,
        id: String,
        #[serde(default)]
        tile0_hex: String,
        tile0_path: Option<String>,
    }
    let File { vkey } = serde_json::from_str(&text("tiled_log.json")).unwrap();
    let key: VerifierKey = vkey.parse().unwrap();
    let mut heads: BTreeMap<u64, (Sha256, Vec<Sha256>)> = BTreeMap::new();
    for vector in vectors::<Vector>("tiled_log.json", 8) {
        let id = &vector.id;
        let checkpoint = Checkpoint::verified(vector.checkpoint.as_bytes(), &key).unwrap();
        let TreeHead { root, size } = checkpoint.head;
        assert_eq!(size, vector.entries.len() as u64, "{id}");

        let bundle = hex(&vector.bundle_hex);
        let entries = read_entries(&bundle).unwrap();
        assert!(
            entries.iter().eq(vector
                .entries
                .iter()
                .map(String::as_bytes)
                .collect::<Vec<_>>()
                .iter())
        );
        let leaves: Vec<Sha256> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        assert_eq!(leaves, hashes_of(&hex(&vector.tile0_hex)), "{id}");
        assert_eq!(root_at(leaves.as_slice(), size), Ok(root), "{id}");

        let paths = |level| Tile::all(level, size).map(|tile| tile.to_string());
        assert!(paths(Some(0)).eq(vector.tile0_path), "{id}");
        assert!(paths(None).eq(vector.bundle_path), "{id}");
        assert_eq!(Tile::all(Some(1), size).count(), 0, "{id}");
        heads.insert(size, (root, leaves));
    }
    // Each size of it extends each smaller one.
    let mut pairs = 0;
    for (&size, (root, leaves)) in &heads {
        for (&old, &(old_root, _)) in heads.range(..=size).filter(|(old, _)| **old > 0) {
            let path = consistency_proof(leaves.as_slice(), old, size).unwrap();
            assert_eq!(verify_consistency(old, old_root, size, *root, &path), Ok(()));
            pairs += 1;
        }
    }
    assert_eq!(pairs, 28);
}

#[derive(Deserialize)]
struct WorkedExample {
    article: String,
    bundle_hex: String,
    checkpoints: Vec<String>,
    consistency: BTreeMap<String, Vec<String>>,
    entries: Vec<String>,
    keys: Keys,
    leaf_hex: Vec<String>,
    policy: String,
    roots: Vec<String>,
    tile0_hex: String,
    tlog_proofs: Vec<String>,
}

#[derive(Deserialize)]
struct Keys {
    log_skey: String,
    log_vkey: String,
    reviewer_skey: String,
    reviewer_vkey: String,
    witness_seed_hex: String,
    witness_vkey: String,
}

impl WorkedExample {
    fn read() -> Self {
        let example: Self = serde_json::from_str(&text("worked_example.json")).unwrap();
        assert_eq!(example.entries.len(), 3);
        assert_eq!(example.leaf_hex.len(), 3);
        assert_eq!(example.roots.len(), 4);
        assert_eq!(example.checkpoints.len(), 4);
        assert_eq!(example.tlog_proofs.len(), 3);
        assert_eq!(example.consistency.len(), 2);
        example
    }

    fn log(&self) -> SigningKey {
        self.keys.log_skey.parse().unwrap()
    }

    fn witness(&self) -> SigningKey {
        let name: KeyName = "witness.example/w1".parse().unwrap();
        SigningKey::new(name, &hex(&self.keys.witness_seed_hex).try_into().unwrap())
    }

    fn leaves(&self) -> Vec<Sha256> {
        self.entries.iter().map(|entry| leaf_hash(entry.as_bytes())).collect()
    }

    fn head(&self, size: u64) -> TreeHead {
        TreeHead { root: root_at(self.leaves().as_slice(), size).unwrap(), size }
    }
}

#[test]
fn the_keys_of_the_worked_example_are_reproduced() {
    let example = WorkedExample::read();
    let Keys { log_skey, log_vkey, reviewer_skey, reviewer_vkey, witness_vkey, .. } = &example.keys;
    for (skey, vkey) in [(log_skey, log_vkey), (reviewer_skey, reviewer_vkey)] {
        let key: SigningKey = skey.parse().unwrap();
        assert_eq!(key.verifier().to_string(), *vkey);
        assert_eq!(key.to_secret(), *skey);
        assert_eq!(vkey.parse().as_ref(), Ok(key.verifier()));
    }
    // A witness is known by another kind of key, and so by another id.
    let witness = example.witness();
    let written = witness.verifier().to_string();
    let public = base64(written.rsplit_once('+').unwrap().1);
    assert_eq!(vkey(witness.name(), 4, &public[1..]), *witness_vkey);
    assert!(witness_vkey.contains(&format!("+{}+", witness.verifier().cosigner_id())));
    assert!(example.policy.contains(log_vkey) && example.policy.contains(witness_vkey));
}

#[test]
fn the_entries_of_the_worked_example_are_signed_again_with_the_same_bytes() {
    let example = WorkedExample::read();
    let mut bundle = Vec::new();
    for (entry, leaf) in example.entries.iter().zip(&example.leaf_hex) {
        let note = SignedNote::parse(entry.as_bytes()).unwrap();
        let keys = [&example.keys.log_skey, &example.keys.reviewer_skey];
        let mut keys = keys.map(|key| key.parse::<SigningKey>().unwrap()).into_iter();
        let key = keys.find(|key| key.name().as_str() == note.signatures[0].name).unwrap();
        assert_eq!(sign(note.text, &key), *entry);
        assert_eq!(note.verify(std::slice::from_ref(key.verifier())), Ok(vec![key.verifier()]));
        assert_eq!(leaf_hash(entry.as_bytes()).to_string(), *leaf);
        write_entry(&mut bundle, entry.as_bytes()).unwrap();
        // What a reviewer signs is one line, and so never passes for what a log signs.
        assert!(note.text.parse::<Checkpoint>().is_err());
    }
    assert_eq!(bundle, hex(&example.bundle_hex));
    let read = read_entries(&bundle).unwrap();
    assert!(read.into_iter().eq(example.entries.iter().map(String::as_bytes)));
    assert_eq!(hashes_of(&hex(&example.tile0_hex)), example.leaves());
    assert!(example.entries[1].contains(&Sha256::of(&example.article).to_string()));
}

#[test]
fn the_checkpoints_of_the_worked_example_are_signed_again_with_the_same_bytes() {
    let example = WorkedExample::read();
    let (log, witness) = (example.log(), example.witness());
    for (size, signed) in (0..).zip(&example.checkpoints) {
        let head = example.head(size);
        assert_eq!(Some(head.root), hash(&example.roots[usize::try_from(size).unwrap()]));
        let checkpoint = Checkpoint::new(log.name(), head);
        assert_eq!(Checkpoint::verified(signed.as_bytes(), log.verifier()), Ok(checkpoint.clone()));
        let mut again = checkpoint.sign(&log);
        let note = SignedNote::parse(signed.as_bytes()).unwrap();
        for line in &note.signatures[1..] {
            let seen = checkpoint.verify_cosignature(line, witness.verifier()).unwrap();
            again += &checkpoint.cosign(&witness, seen.unwrap());
            // It says nothing of any other checkpoint.
            let other = Checkpoint::new(log.name(), example.head(size - 1));
            assert!(other.verify_cosignature(line, witness.verifier()).is_err());
        }
        assert_eq!(again, *signed);
    }
    let last = SignedNote::parse(example.checkpoints[3].as_bytes()).unwrap();
    assert_eq!(last.signatures.len(), 2, "nobody cosigned the last one");
}

#[test]
fn the_proofs_of_the_worked_example_are_reproduced_and_verify() {
    let example = WorkedExample::read();
    let leaves = example.leaves();
    for (index, written) in (0..).zip(&example.tlog_proofs) {
        let proof: TlogProof = written.parse().unwrap();
        assert_eq!(
            proof,
            TlogProof {
                checkpoint: example.checkpoints[3].clone(),
                extra: None,
                hashes: inclusion_proof(leaves.as_slice(), index, 3).unwrap(),
                index,
            }
        );
        assert_eq!(proof.to_string(), *written);
        let log = example.log();
        let head = Checkpoint::verified(proof.checkpoint.as_bytes(), log.verifier()).unwrap().head;
        for (at, &leaf) in (0..).zip(&leaves) {
            let proven = verify_inclusion(leaf, proof.index, head.size, &proof.hashes, head.root);
            assert_eq!(proven.is_ok(), at == index);
        }
    }
    for (sizes, path) in &example.consistency {
        let (old, size) = sizes.split_once('-').unwrap();
        let (old, new) = (example.head(old.parse().unwrap()), example.head(size.parse().unwrap()));
        let path = hashes(path).unwrap();
        assert_eq!(consistency_proof(leaves.as_slice(), old.size, new.size), Ok(path.clone()));
        assert_eq!(verify_consistency(old.size, old.root, new.size, new.root, &path), Ok(()));
    }
}
