use std::ops::BitOr;

use super::token::hash;

/// What is known of words, by their hashes (FNV-1a), in open addressing: one look for nearly every word.
///
/// Sets of words that share a word are joined by `|`.
pub(in crate::text::extract) struct ByHash<V> {
    /// A bit for each word, by other bits of its hash: it stays in the nearest cache.
    filter: Vec<u64>,
    slots: Vec<(u64, V)>,
}

impl<V: BitOr<Output = V> + Copy + Default> ByHash<V> {
    /// For words of at most half of this number, which is a power of two.
    pub(in crate::text::extract) fn with_slots(slots: usize) -> Self {
        debug_assert!(slots.is_power_of_two());
        Self { filter: vec![0; FILTER], slots: vec![(0, V::default()); slots] }
    }

    /// Add what is said of a word, which is in lower case.
    pub(in crate::text::extract) fn add(&mut self, word: &str, value: V) {
        let hash = hash(word);
        let mut slot = self.slot(hash);
        while self.slots[slot].0 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let (block, bit) = filter(hash);
        self.filter[block] |= bit;
        self.slots[slot] = (hash, self.slots[slot].1 | value);
    }

    /// All that was said of the word with this hash.
    pub(in crate::text::extract) fn get(&self, hash: u64) -> V {
        let (block, bit) = filter(hash);
        if self.filter[block] & bit == 0 {
            return V::default();
        }
        let mut slot = self.slot(hash);
        loop {
            match self.slots[slot] {
                (0, _) => return V::default(),
                (found, value) if found == hash => return value,
                (_, _) => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn slot(&self, hash: u64) -> usize {
        let slots = self.slots.len() as u64;
        // The upper bits are the better mixed ones.
        usize::try_from((hash >> 24) & (slots - 1)).unwrap_or_default()
    }
}

/// In blocks of 64 bits: 32 bits to each word or more.
const FILTER: usize = 1 << 11;

fn filter(hash: u64) -> (usize, u64) {
    let block = usize::try_from((hash >> 6) & (FILTER as u64 - 1)).unwrap_or_default();
    (block, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_all_that_was_said_of_them() {
        let mut words = ByHash::with_slots(8);
        for (word, bit) in [("ford", 1_u8), ("weir", 2), ("ford", 4), ("lock", 8)] {
            words.add(word, bit);
        }
        let found = ["ford", "weir", "lock", "gate"].map(|word| words.get(hash(word)));
        assert_eq!(found, [5, 2, 8, 0]);
    }
}
