use super::class::{SORTINGS, Sorting};

#[inline]
pub(super) fn word_key(hash: u32) -> u32 {
    key(hash, WORD)
}

/// The key of a class, or of two side by side.
#[inline]
pub(super) fn alike_key(sorting: Sorting, class: u32) -> u32 {
    key(class, ALIKE[sorting as usize])
}

// What a hash is of.
const ALIKE: [u32; SORTINGS] = [0x2545_f491, 0x6c07_8965, 0xd251_1f53, 0xcd9e_8d57, 0xa076_1d64];
pub(super) const KINDS: u32 = 0x85eb_ca6b;
pub(super) const PAIR: u32 = 0xc2b2_ae35;
pub(super) const PREFIX: u32 = 0x27d4_eb2f;
pub(super) const SUFFIX: u32 = 0x1656_67b1;
pub(super) const THREE: u32 = 0xe703_7ed1;
const WORD: u32 = 0x9e37_79b1;

/// The hash of something of this kind, with every bit mixed into every other.
#[inline]
pub(super) fn key(hash: u32, kind: u32) -> u32 {
    let mixed = (hash ^ kind).wrapping_mul(0x7feb_352d);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(0x846c_a68b);
    mixed ^ mixed >> 16
}
