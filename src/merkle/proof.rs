use super::tree::{Nodes, node_hash, root_of, split};
use crate::domain::Sha256;

/// Why a proof is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    #[error("it has the wrong number of hashes")]
    Length,
    #[error("a log of that size has no such entry")]
    Place,
    #[error("its hashes lead to another root")]
    Root,
}

/// The hashes that lead from the leaf at `index` to the root of a log of `size` leaves: PATH of RFC
/// 9162 section 2.1.3.1, the leaf's neighbour first. `index` is below `size`.
pub fn inclusion_proof<N: Nodes + ?Sized>(
    nodes: &N,
    index: u64,
    size: u64,
) -> Result<Vec<Sha256>, N::Error> {
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(root_of(nodes, middle, end)?);
            end = middle;
        } else {
            path.push(root_of(nodes, start, middle)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The hashes that show that the log of `size` leaves extends the one of `old` leaves: PROOF of RFC
/// 9162 section 2.1.4.1. `old` is at least 1 and at most `size`; of two equal sizes it is empty.
pub fn consistency_proof<N: Nodes + ?Sized>(
    nodes: &N,
    old: u64,
    size: u64,
) -> Result<Vec<Sha256>, N::Error> {
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end > old {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(root_of(nodes, middle, end)?);
            end = middle;
        } else {
            path.push(root_of(nodes, start, middle)?);
            start = middle;
        }
    }
    if start > 0 {
        path.push(root_of(nodes, start, end)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether `path` leads from the leaf at `index` to the root of a log of `size` leaves: RFC 9162
/// section 2.1.3.2.
pub fn verify_inclusion(
    leaf: Sha256,
    index: u64,
    size: u64,
    path: &[Sha256],
    root: Sha256,
) -> Result<(), NotProven> {
    if index >= size {
        return Err(NotProven::Place);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = leaf;
    for &sibling in path {
        if last == 0 {
            return Err(NotProven::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, hash);
            if node & 1 == 0 {
                let rise = node.trailing_zeros();
                // A node without a number is already the root.
                node = node.checked_shr(rise).unwrap_or(0);
                last = last.checked_shr(rise).unwrap_or(0);
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match last {
        0 if hash == root => Ok(()),
        0 => Err(NotProven::Root),
        _ => Err(NotProven::Length),
    }
}

/// Whether `path` shows that the log of `size` leaves extends the one of `old` leaves: RFC 9162
/// section 2.1.4.2. An `old` of 0 is undefined, so nothing is proven for it.
pub fn verify_consistency(
    old: u64,
    old_root: Sha256,
    size: u64,
    root: Sha256,
    path: &[Sha256],
) -> Result<(), NotProven> {
    if old == 0 || old > size {
        return Err(NotProven::Place);
    }
    if old == size {
        return match path {
            [] if old_root == root => Ok(()),
            [] => Err(NotProven::Root),
            _ => Err(NotProven::Length),
        };
    }
    let (mut node, mut last) = (old - 1, size - 1);
    let rise = node.trailing_ones();
    node >>= rise;
    last >>= rise;
    let mut path = path.iter().copied();
    // A full subtree from the very start is its own first hash.
    let first = if old.is_power_of_two() { Some(old_root) } else { path.next() };
    let first = first.ok_or(NotProven::Length)?;
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in path {
        if last == 0 {
            return Err(NotProven::Length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            if node & 1 == 0 {
                let rise = node.trailing_zeros();
                node = node.checked_shr(rise).unwrap_or(0);
                last = last.checked_shr(rise).unwrap_or(0);
            }
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match last {
        0 if old_hash == old_root && new_hash == root => Ok(()),
        0 => Err(NotProven::Root),
        _ => Err(NotProven::Length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::{leaf_hash, root_at};
    use proptest::prelude::*;

    fn leaves(count: u64) -> Vec<Sha256> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    fn root(leaves: &[Sha256], size: u64) -> Sha256 {
        root_at(leaves, size).unwrap()
    }

    /// The same hashes, but for one bit of one of them.
    fn flipped(path: &[Sha256], which: usize) -> Vec<Sha256> {
        let mut path = path.to_vec();
        let mut bytes = *path[which].as_bytes();
        bytes[which % 32] ^= 1 << (which % 8);
        path[which] = bytes.into();
        path
    }

    proptest! {
        #[test]
        fn every_inclusion_proof_verifies_and_every_other_fails(
            size in 1_u64..300, at in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        ) {
            let leaves = leaves(size);
            let root = root(&leaves, size);
            let index = at.index(leaves.len());
            let leaf = leaves[index];
            let (index, other) = (index as u64, other.index(leaves.len()) as u64);
            let path = inclusion_proof(leaves.as_slice(), index, size).unwrap();
            prop_assert_eq!(verify_inclusion(leaf, index, size, &path, root), Ok(()));
            for which in 0..path.len() {
                prop_assert!(verify_inclusion(leaf, index, size, &flipped(&path, which), root).is_err());
                let short = [&path[..which], &path[which + 1..]].concat();
                prop_assert!(verify_inclusion(leaf, index, size, &short, root).is_err());
            }
            let long = [path.as_slice(), &[leaf]].concat();
            prop_assert!(verify_inclusion(leaf, index, size, &long, root).is_err());
            prop_assert!(verify_inclusion(root, index, size, &path, root).is_err() || size == 1);
            prop_assert!(other == index || verify_inclusion(leaf, other, size, &path, root).is_err());
            prop_assert!(verify_inclusion(leaf, size, size, &path, root).is_err());
        }

        #[test]
        fn every_consistency_proof_verifies_and_every_other_fails(
            size in 1_u64..300, old in any::<prop::sample::Index>(),
        ) {
            let leaves = leaves(size);
            let old = old.index(leaves.len()) as u64 + 1;
            let (old_root, new_root) = (root(&leaves, old), root(&leaves, size));
            let path = consistency_proof(leaves.as_slice(), old, size).unwrap();
            prop_assert_eq!(verify_consistency(old, old_root, size, new_root, &path), Ok(()));
            for which in 0..path.len() {
                let mutated = flipped(&path, which);
                prop_assert!(verify_consistency(old, old_root, size, new_root, &mutated).is_err());
                let short = [&path[..which], &path[which + 1..]].concat();
                prop_assert!(verify_consistency(old, old_root, size, new_root, &short).is_err());
            }
            let long = [path.as_slice(), &[old_root]].concat();
            prop_assert!(verify_consistency(old, old_root, size, new_root, &long).is_err());
            prop_assert!(verify_consistency(old, leaves[0], size, new_root, &path).is_err() || old == 1);
            prop_assert!(verify_consistency(0, old_root, size, new_root, &path).is_err());
            prop_assert!(verify_consistency(size + 1, old_root, size, new_root, &path).is_err());
        }
    }

    #[test]
    fn absurd_sizes_are_harmless() {
        let hash = leaf_hash(b"");
        for size in [u64::MAX, 1 << 63, (1 << 63) + 1] {
            for index in [0, 1, size / 2, size - 1] {
                assert!(verify_inclusion(hash, index, size, &[hash; 70], hash).is_err());
                assert!(verify_consistency(index, hash, size, hash, &[hash; 70]).is_err());
            }
        }
    }
}
