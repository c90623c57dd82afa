//! What entries say of the key that signs the checkpoints, after the first.

use serde::{Deserialize, Serialize};

/// The log has another key from here on. The old one signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRotated {
    /// The new key, as a vkey of the same name.
    pub key: String,
    /// In base64, the old key's signature of the statement that names the new one.
    pub signature: String,
}

/// The key of the log was lost, and another one took its place, under another name. The old one did
/// not sign it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerSucceeded {
    /// The last checkpoint that the old key signed: of the entries before this one.
    pub checkpoint: String,
    /// The key that signs this entry, as a vkey: of a reviewer, or a new one of theirs.
    pub founder: String,
    /// The new key, as a vkey. Its name is the origin of the checkpoints from here on.
    pub log: String,
}
