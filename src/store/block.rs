//! Sets of texts within a block, as they are stored.

/// How many texts a block has.
pub(super) const BLOCK: u64 = 4096;

/// A set of the numbers within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts([u64; 64]);

impl Texts {
    /// From this many on, bits take less than numbers.
    const MANY: usize = 256;

    pub(super) const fn none() -> Self {
        Self([0; 64])
    }

    pub(super) fn insert(&mut self, text: u16) {
        self.0[usize::from(text / 64) % 64] |= 1 << (text % 64);
    }

    pub(super) fn remove(&mut self, text: u16) {
        self.0[usize::from(text / 64) % 64] &= !(1 << (text % 64));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn has(&self, text: u16) -> bool {
        self.0[usize::from(text / 64) % 64] >> (text % 64) & 1 == 1
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The same as a loop over [`Self::iter`], and quicker.
    pub(super) fn each(&self, mut take: impl FnMut(u16)) {
        for (word, first) in self.0.iter().zip((0_u16..).step_by(64)) {
            let mut left = *word;
            while left != 0 {
                take(first + u16::try_from(left.trailing_zeros()).unwrap_or_default());
                left &= left - 1;
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().zip((0_u16..).step_by(64)).flat_map(|(word, first)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = u16::try_from(left.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
                left &= left - 1;
                Some(first + bit)
            })
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        if self.count() >= Self::MANY {
            return self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        }
        self.iter().flat_map(u16::to_le_bytes).collect()
    }

    /// `None`: these are no such bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let mut texts = Self::none();
        if bytes.len() == 2 * Self::MANY {
            for (word, bytes) in texts.0.iter_mut().zip(bytes.as_chunks().0) {
                *word = u64::from_le_bytes(*bytes);
            }
            return Some(texts);
        }
        let (numbers, rest) = bytes.as_chunks();
        if !rest.is_empty() {
            return None;
        }
        for number in numbers {
            let number = u16::from_le_bytes(*number);
            if u64::from(number) >= BLOCK {
                return None;
            }
            texts.insert(number);
        }
        Some(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_any_size_reads_back() {
        for (step, count) in [(4096, 1), (17, 241), (16, 256), (15, 274), (1, 4096)] {
            let mut texts = Texts::none();
            (0..4096).step_by(step).for_each(|text| texts.insert(text));
            assert_eq!((texts.count(), texts.iter().count()), (count, count));
            let mut all = Vec::new();
            texts.each(|text| all.push(text));
            assert!(texts.iter().eq(all));
            let bytes = texts.to_bytes();
            assert!(bytes.len() <= 512);
            assert_eq!(Texts::of(&bytes), Some(texts));
        }
        assert_eq!(Texts::of(&[]), Some(Texts::none()));
        assert!(Texts::of(&[1]).is_none() && Texts::of(&[0, 16]).is_none());
        let mut one = Texts::none();
        one.insert(4095);
        assert!(one.has(4095) && !one.has(0) && !one.is_empty());
        one.remove(4095);
        assert!(one.is_empty());
    }
}
