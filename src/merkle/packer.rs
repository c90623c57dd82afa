use super::tile::{NotATile, Tile, write_entry};
use super::tree::Frontier;
use crate::domain::{Sha256, TreeHead};

/// Packs a log into tiles, entry by entry (C2SP tlog-tiles). Only tiles that are not full yet are
/// in memory.
#[derive(Debug, Default)]
pub struct Packer {
    entries: Vec<u8>,
    frontier: Frontier,
    /// The hashes of the last tile of each level, the leaves first.
    levels: Vec<Vec<u8>>,
}

/// In bytes.
const HASH: usize = 32;

impl Packer {
    /// Add the next entry, which has this leaf, and visit the tiles that it completes.
    ///
    /// [`NotATile`]: it is longer than 65,535 bytes.
    pub fn push<E: From<NotATile>>(
        &mut self,
        entry: &[u8],
        leaf: Sha256,
        mut visit: impl FnMut(Tile, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        write_entry(&mut self.entries, entry)?;
        let levels = &mut self.levels;
        self.frontier.push(leaf, |node| {
            if node.height.is_multiple_of(Tile::HEIGHT) {
                let level = (node.height / Tile::HEIGHT) as usize;
                levels.resize_with(levels.len().max(level + 1), Vec::new);
                levels[level].extend_from_slice(node.hash.as_bytes());
            }
        });
        let size = self.frontier.size();
        let width = u64::from(Tile::WIDTH);
        if size.is_multiple_of(width) {
            let tile = Tile { index: size / width - 1, level: None, width: Tile::WIDTH };
            visit(tile, &std::mem::take(&mut self.entries))?;
        }
        for (level, hashes) in (0_u8..).zip(&mut self.levels) {
            if hashes.len() == HASH * usize::from(Tile::WIDTH) {
                let hashed = size >> (Tile::HEIGHT * u32::from(level));
                let index = hashed / width - 1;
                visit(
                    Tile { index, level: Some(level), width: Tile::WIDTH },
                    &std::mem::take(hashes),
                )?;
            }
        }
        Ok(())
    }

    /// Visit the tiles that are not full. Returns the size and root of the whole log.
    pub fn finish<E>(
        self,
        mut visit: impl FnMut(Tile, &[u8]) -> Result<(), E>,
    ) -> Result<TreeHead, E> {
        let size = self.frontier.size();
        if let Some(tile) = Tile::all(None, size).last().filter(|tile| tile.width < Tile::WIDTH) {
            visit(tile, &self.entries)?;
        }
        for (level, hashes) in (0_u8..).zip(&self.levels).filter(|(_, hashes)| !hashes.is_empty()) {
            if let Some(tile) = Tile::all(Some(level), size).last() {
                visit(tile, hashes)?;
            }
        }
        Ok(TreeHead { root: self.frontier.root(), size })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::merkle::tile::read_entries;
    use crate::merkle::tree::{Nodes as _, leaf_hash, root_at};

    fn packed(size: u64) -> (BTreeMap<String, Vec<u8>>, TreeHead) {
        let mut tiles = BTreeMap::new();
        let mut packer = Packer::default();
        let mut keep = |tile: Tile, bytes: &[u8]| {
            assert_eq!(tiles.insert(tile.to_string(), bytes.to_vec()), None, "{tile} twice");
            Ok::<_, NotATile>(())
        };
        for number in 0..size {
            let entry = number.to_be_bytes();
            packer.push(&entry, leaf_hash(&entry), &mut keep).unwrap();
        }
        let head = packer.finish(keep).unwrap();
        (tiles, head)
    }

    #[test]
    fn all_tiles_of_a_log_are_packed_with_the_right_content() {
        for size in [0_u64, 1, 255, 256, 257, 512, 65_535, 65_536, 65_537, 70_000] {
            let leaves: Vec<Sha256> =
                (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect();
            let (tiles, head) = packed(size);
            assert_eq!(Ok(head.root), root_at(leaves.as_slice(), size));
            let mut expected = 0;
            for tile in Tile::all(None, size) {
                expected += 1;
                let entries = read_entries(&tiles[&tile.to_string()]).unwrap();
                assert_eq!(entries.len(), usize::from(tile.width));
                assert_eq!(entries[0], (tile.index * 256).to_be_bytes());
            }
            for level in 0..3 {
                for tile in Tile::all(Some(level), size) {
                    expected += 1;
                    let height = Tile::HEIGHT * u32::from(level);
                    for (index, hash) in
                        (tile.index * 256..).zip(tiles[&tile.to_string()].chunks(32))
                    {
                        // A few of the widest nodes are enough.
                        if level < 2 || index == 0 {
                            let node = leaves.node(height, index).unwrap();
                            assert_eq!(hash, node.as_bytes());
                        }
                    }
                }
            }
            assert_eq!(tiles.len(), expected, "of {size}");
        }
    }

    #[test]
    fn an_entry_that_no_tile_can_hold_is_refused() {
        let visit = |_: Tile, _: &[u8]| Ok::<_, NotATile>(());
        assert_eq!(Packer::default().push(&vec![0; 65_536], leaf_hash(b""), visit), Err(NotATile));
    }
}
