use factledger::domain::Sha256;
use factledger::merkle::{
    Checkpoint, Frontier, SignedNote, TreeHead, consistency_proof, empty_root, inclusion_proof,
    leaf_hash, node_hash, root_at, verify_consistency, verify_inclusion,
};
use serde::Deserialize;

use super::{base64, hash, hashes, hex, vectors};

#[derive(Deserialize)]
struct Consistency {
    id: String,
    proof: Vec<String>,
    root1: String,
    root2: String,
    size1: u64,
    size2: u64,
    valid: bool,
}

#[derive(Deserialize)]
struct Inclusion {
    id: String,
    index: u64,
    leaf_hash: String,
    proof: Vec<String>,
    root: String,
    size: u64,
    valid: bool,
}

impl Consistency {
    /// Anything other than 32 bytes is not a hash, and never reaches the proof.
    fn holds(&self) -> bool {
        let parts = (hash(&self.root1), hash(&self.root2), hashes(&self.proof));
        let (Some(old), Some(new), Some(path)) = parts else { return false };
        verify_consistency(self.size1, old, self.size2, new, &path).is_ok()
    }
}

impl Inclusion {
    fn holds(&self) -> bool {
        let parts = (hash(&self.leaf_hash), hash(&self.root), hashes(&self.proof));
        let (Some(leaf), Some(root), Some(path)) = parts else { return false };
        verify_inclusion(leaf, self.index, self.size, &path, root).is_ok()
    }
}

#[test]
fn consistency_proofs_hold_or_fail_as_published() {
    // Its two equal roots are not of 32 bytes, so here they are none.
    const OF_NO_HASHES: &str = "additional/sizes-are-equal-one-and-proof-is-empty";
    let vectors: Vec<Consistency> = vectors("merkle_consistency.json", 47);
    for vector in &vectors {
        let expected = vector.valid && vector.id != OF_NO_HASHES;
        assert_eq!(vector.holds(), expected, "{}", vector.id);
    }
    assert_eq!(vectors.iter().filter(|vector| vector.valid).count(), 3);
    assert!(vectors.iter().any(|vector| vector.valid && vector.id == OF_NO_HASHES));
}

#[test]
fn inclusion_proofs_hold_or_fail_as_published() {
    let vectors: Vec<Inclusion> = vectors("merkle_inclusion.json", 49);
    for vector in &vectors {
        assert_eq!(vector.holds(), vector.valid, "{}", vector.id);
    }
    assert_eq!(vectors.iter().filter(|vector| vector.valid).count(), 2);
}

#[test]
fn inclusion_proofs_of_a_second_source_hold_or_fail_as_published() {
    let vectors: Vec<Inclusion> = vectors("merkle_inclusion_sigsum.json", 4);
    for vector in &vectors {
        assert_eq!(vector.holds(), vector.valid, "{}", vector.id);
    }
}

#[test]
fn entries_of_a_large_public_log_are_found_in_it() {
    #[derive(Deserialize)]
    struct Rekor {
        checkpoint: String,
        checkpoint_agrees: bool,
        id: String,
        inclusion_valid: bool,
        index: u64,
        leaf_data: String,
        proof: Vec<String>,
        root: String,
        size: u64,
    }
    // It has no signatures, so it is not a note.
    const UNSIGNED: &str = "rekor2-checkpoint-missing-log-signature_fail";
    let vectors: Vec<Rekor> = vectors("rekor_inclusion.json", 19);
    for vector in &vectors {
        let head = TreeHead { root: hash(&vector.root).unwrap(), size: vector.size };
        let (leaf, path) = (leaf_hash(&base64(&vector.leaf_data)), hashes(&vector.proof).unwrap());
        let holds = verify_inclusion(leaf, vector.index, head.size, &path, head.root).is_ok();
        assert_eq!(holds, vector.inclusion_valid, "{}", vector.id);
        // Its signatures are of other kinds than ours, but it is read all the same.
        let note = SignedNote::parse(vector.checkpoint.as_bytes());
        assert_eq!(note.is_ok(), vector.id != UNSIGNED, "{}", vector.id);
        let (text, _) = vector.checkpoint.rsplit_once("\n\n").unwrap();
        let text = format!("{text}\n");
        assert!(note.is_err() || note.is_ok_and(|note| note.text == text), "{}", vector.id);
        let checkpoint = text.parse::<Checkpoint>();
        let agrees = checkpoint.is_ok_and(|checkpoint| checkpoint.head == head);
        assert_eq!(agrees, vector.checkpoint_agrees, "{}", vector.id);
    }
    assert_eq!(vectors.iter().filter(|vector| !vector.inclusion_valid).count(), 2);
    assert_eq!(vectors.iter().filter(|vector| !vector.checkpoint_agrees).count(), 2);
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    Leaf { leaf_hex: String, leaf_hash_hex: String },
    Node { left_hex: String, right_hex: String, node_hash_hex: String },
    Root { leaves_hex: Vec<String>, root_hex: String },
}

/// The trees of the reference, from the empty one to the one of eight leaves.
fn reference_trees() -> Vec<(Vec<Sha256>, Sha256)> {
    let mut trees = Vec::new();
    for vector in vectors("rfc6962_reference.json", 12) {
        let Reference::Root { leaves_hex, root_hex } = vector else { continue };
        let leaves = leaves_hex.iter().map(|leaf| leaf_hash(&hex(leaf))).collect();
        trees.push((leaves, root_hex.parse().unwrap()));
    }
    assert_eq!(trees.len(), 9);
    trees
}

#[test]
fn roots_are_those_of_the_reference() {
    for (leaves, root) in reference_trees() {
        let mut frontier = Frontier::default();
        for leaf in &leaves {
            frontier.push(*leaf, |_| {});
        }
        assert_eq!(frontier.root(), root);
        assert_eq!(root_at(leaves.as_slice(), leaves.len() as u64), Ok(root));
        if leaves.is_empty() {
            assert_eq!(empty_root(), root);
        }
    }
}

#[test]
fn leaves_and_nodes_are_hashed_as_in_the_reference() {
    let mut seen = (0, 0);
    for vector in vectors("rfc6962_reference.json", 12) {
        match vector {
            Reference::Leaf { leaf_hex, leaf_hash_hex } => {
                assert_eq!(leaf_hash(&hex(&leaf_hex)).to_string(), leaf_hash_hex);
                seen.0 += 1;
            }
            // Its halves are not hashes, as those of our nodes always are.
            Reference::Node { left_hex, right_hex, node_hash_hex } => {
                let parts: [&[u8]; 3] = [&[1], &hex(&left_hex), &hex(&right_hex)];
                assert_eq!(Sha256::of_parts(&parts).to_string(), node_hash_hex);
                let (left, right) = (Sha256::of(&left_hex), Sha256::of(&right_hex));
                let parts: [&[u8]; 3] = [&[1], left.as_bytes(), right.as_bytes()];
                assert_eq!(node_hash(left, right), Sha256::of_parts(&parts));
                seen.1 += 1;
            }
            Reference::Root { .. } => {}
        }
    }
    assert_eq!(seen, (2, 1));
}

#[test]
fn our_proofs_equal_the_published_ones() {
    let (leaves, _) = reference_trees().pop().unwrap();
    let leaves = leaves.as_slice();
    let mut made = 0;
    for vector in vectors::<Inclusion>("merkle_inclusion.json", 49) {
        if vector.valid {
            assert_eq!(root_at(leaves, vector.size).ok(), hash(&vector.root), "{}", vector.id);
            let proof = inclusion_proof(leaves, vector.index, vector.size).unwrap();
            assert_eq!(Some(proof), hashes(&vector.proof), "{}", vector.id);
            made += 1;
        }
    }
    for vector in vectors::<Consistency>("merkle_consistency.json", 47) {
        if vector.holds() {
            let proof = consistency_proof(leaves, vector.size1, vector.size2).unwrap();
            assert_eq!(Some(proof), hashes(&vector.proof), "{}", vector.id);
            made += 1;
        }
    }
    assert_eq!(made, 4);
}
