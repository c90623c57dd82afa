use crate::domain::Sha256;

/// The hash of a leaf of the log: SHA-256(0x00 ‖ entry), RFC 9162 section 2.1.1. The 0x00 keeps a
/// leaf from ever passing for a node.
pub fn leaf_hash(entry: &[u8]) -> Sha256 {
    Sha256::of_parts(&[&[0x00], entry])
}

/// The hash of a node: SHA-256(0x01 ‖ left ‖ right), RFC 9162 section 2.1.1.
pub fn node_hash(left: Sha256, right: Sha256) -> Sha256 {
    Sha256::of_parts(&[&[0x01], left.as_bytes(), right.as_bytes()])
}

/// The root of a log without entries: the hash of nothing.
pub fn empty_root() -> Sha256 {
    Sha256::of("")
}

/// A full subtree: 2^height leaves, of which `index` times as many stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub hash: Sha256,
    pub height: u32,
    pub index: u64,
}

/// The right edge of a growing tree: the roots of the largest full subtrees, from left to right.
/// All that is needed to append, and never more than 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    peaks: Vec<(u32, Sha256)>,
    size: u64,
}

impl Frontier {
    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Append a leaf, and visit the full subtrees that it completes, the leaf itself first.
    pub fn push(&mut self, leaf: Sha256, complete: impl FnMut(Node)) {
        self.push_full(0, leaf, complete);
    }

    /// Append a full subtree of 2^height leaves, if no smaller one comes before it.
    pub fn push_full(&mut self, height: u32, root: Sha256, mut complete: impl FnMut(Node)) {
        self.size += 1 << height;
        let (mut height, mut hash) = (height, root);
        complete(Node { hash, height, index: (self.size >> height) - 1 });
        while let Some(&(below, left)) = self.peaks.last()
            && below == height
        {
            self.peaks.pop();
            hash = node_hash(left, hash);
            height += 1;
            complete(Node { hash, height, index: (self.size >> height) - 1 });
        }
        self.peaks.push((height, hash));
    }

    /// The root of the tree as it is now.
    pub fn root(&self) -> Sha256 {
        let mut peaks = self.peaks.iter().rev().map(|&(_, hash)| hash);
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(last, |right, left| node_hash(left, right))
    }
}

/// Where the roots of full subtrees are had from.
pub trait Nodes {
    type Error;

    /// The root of the `index`th subtree of 2^height leaves.
    fn node(&self, height: u32, index: u64) -> Result<Sha256, Self::Error>;
}

/// All leaves of a log, in memory.
impl Nodes for [Sha256] {
    type Error = std::convert::Infallible;

    fn node(&self, height: u32, index: u64) -> Result<Sha256, Self::Error> {
        let leaves = usize::try_from(index << height).unwrap_or(usize::MAX);
        let mut frontier = Frontier::default();
        for leaf in self.iter().skip(leaves).take(1 << height) {
            frontier.push(*leaf, |_| {});
        }
        Ok(frontier.root())
    }
}

/// The root of the log when it had `size` leaves.
pub fn root_at<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Result<Sha256, N::Error> {
    if size == 0 { Ok(empty_root()) } else { root_of(nodes, 0, size) }
}

/// MTH(D[start:end]) of RFC 9162 section 2.1.1, where `start` is where a full subtree could start
/// that is at least as large.
pub(super) fn root_of<N: Nodes + ?Sized>(
    nodes: &N,
    start: u64,
    end: u64,
) -> Result<Sha256, N::Error> {
    let leaves = end - start;
    if leaves.is_power_of_two() {
        let height = leaves.trailing_zeros();
        return nodes.node(height, start >> height);
    }
    let middle = start + split(leaves);
    Ok(node_hash(root_of(nodes, start, middle)?, root_of(nodes, middle, end)?))
}

/// The largest power of two below `leaves`, which are at least 2.
pub(super) fn split(leaves: u64) -> u64 {
    1 << (u64::BITS - 1 - (leaves - 1).leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, word for word.
    fn naive(leaves: &[Sha256]) -> Sha256 {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            leaves => {
                let mut k = 1;
                while k * 2 < leaves.len() {
                    k *= 2;
                }
                node_hash(naive(&leaves[..k]), naive(&leaves[k..]))
            }
        }
    }

    fn leaves(count: u64) -> Vec<Sha256> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    #[test]
    fn the_leaf_of_an_empty_entry_is_the_one_of_rfc_6962() {
        assert_eq!(
            leaf_hash(b"").to_string(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    proptest! {
        #[test]
        fn the_root_is_the_one_of_the_recursive_definition(count in 0_u64..700) {
            let leaves = leaves(count);
            let mut frontier = Frontier::default();
            for leaf in &leaves {
                frontier.push(*leaf, |_| {});
            }
            prop_assert_eq!(frontier.size(), count);
            prop_assert_eq!(frontier.root(), naive(&leaves));
            prop_assert_eq!(root_at(leaves.as_slice(), count), Ok(naive(&leaves)));
        }

        #[test]
        fn full_subtrees_are_visited_as_they_are_completed(count in 1_u64..300) {
            let leaves = leaves(count);
            let mut frontier = Frontier::default();
            for leaf in &leaves {
                let mut heights = Vec::new();
                frontier.push(*leaf, |node| heights.push(node));
                for node in heights {
                    prop_assert_eq!(leaves.node(node.height, node.index), Ok(node.hash));
                }
            }
        }

        #[test]
        fn an_edge_made_of_subtrees_is_the_edge(count in 0_u64..2000) {
            let leaves = leaves(count);
            let mut frontier = Frontier::default();
            let mut at = 0;
            for height in (0..11).rev() {
                while count - at >= 1 << height {
                    let node = leaves.node(height, at >> height).unwrap();
                    frontier.push_full(height, node, |_| {});
                    at += 1 << height;
                }
            }
            prop_assert_eq!(frontier.root(), naive(&leaves));
        }
    }
}
