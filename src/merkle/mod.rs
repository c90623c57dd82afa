//! Hashes of hashes. Pure, and has never heard of claims.

use crate::domain::Sha256;

/// The hash of a leaf of the log: SHA-256(0x00 ‖ entry), RFC 6962 section 2.1. The 0x00 keeps a
/// leaf from ever passing for a node.
pub fn leaf_hash(entry: &[u8]) -> Sha256 {
    Sha256::of_parts(&[&[0x00], entry])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leaf_of_an_empty_entry_is_the_one_of_rfc_6962() {
        assert_eq!(
            leaf_hash(b"").to_string(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }
}
