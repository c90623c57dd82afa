use std::fmt::Write as _;

use super::tree::leaf_hash;
use crate::domain::Sha256;

/// What stands in the place of an entry whose own words are withheld: the same entry, with hashes in
/// the place of these words. It is no longer what its author signed, and does not hash to its leaf,
/// so it says which leaf that is. The entry that withholds the words vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn<'a> {
    /// The leaf of the entry in the tree.
    pub leaf: Sha256,
    /// What is left of the signed note.
    pub note: &'a [u8],
}

/// An entry is canonical JSON, and never begins so.
const BEGINS: &str = "withheld ";

impl<'a> StandIn<'a> {
    /// `None`: these are the bytes of an entry as it was signed.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (leaf, note) = bytes.strip_prefix(BEGINS.as_bytes())?.split_at_checked(65)?;
        let leaf = std::str::from_utf8(leaf.strip_suffix(b"\n")?).ok()?.parse().ok()?;
        Some(Self { leaf, note })
    }

    /// As it is stored.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut begins = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(begins, "{BEGINS}{}", self.leaf);
        [begins.as_bytes(), self.note].concat()
    }
}

/// The leaf of an entry in the tree, from its stored bytes. Of a stand-in, that is what it says.
pub fn entry_leaf(bytes: &[u8]) -> Sha256 {
    StandIn::read(bytes).map_or_else(|| leaf_hash(bytes), |stand_in| stand_in.leaf)
}

/// The signed note in the stored bytes of an entry.
pub fn note_in(bytes: &[u8]) -> &[u8] {
    StandIn::read(bytes).map_or(bytes, |stand_in| stand_in.note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_is_read_as_it_was_written_and_keeps_the_leaf() {
        let leaf = leaf_hash(b"the entry");
        let stored = StandIn { leaf, note: b"{}\n" }.to_bytes();
        assert_eq!(StandIn::read(&stored), Some(StandIn { leaf, note: b"{}\n" }));
        assert_eq!((entry_leaf(&stored), note_in(&stored)), (leaf, b"{}\n".as_slice()));
        for other in ["{}\n", "withheld ", "withheld 00\n{}", &"withheld x".repeat(12)] {
            assert_eq!(StandIn::read(other.as_bytes()), None, "{other}");
            assert_eq!(entry_leaf(other.as_bytes()), leaf_hash(other.as_bytes()));
        }
    }
}
