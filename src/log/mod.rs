//! What makes the history verifiable: entries with their signatures, and the keys that are valid.
//! Pure: it connects the terms of `domain` to the notes and trees of `merkle`.

mod keyring;
mod signed;

pub use keyring::{Keyring, KeyringError, LogKey};
pub use signed::{
    has_nul, names_keys, read_entry, read_refused, read_verified, recorded_quote, sign_entry,
    signature_of, signed_entry,
};
