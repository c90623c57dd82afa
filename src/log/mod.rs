//! What makes the history one that others can check: entries with their signatures, and who may
//! sign. Pure: it joins the words of the domain to the notes and trees of `merkle`.

mod keyring;
mod signed;

pub use keyring::{Keyring, KeyringError};
pub use signed::{
    names_keys, read_entry, read_refused, read_verified, recorded_quote, sign_entry, signature_of,
    signed_entry,
};
