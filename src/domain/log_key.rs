//! What entries say of the keys that sign the checkpoints.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::Role;

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

/// The first entry of every ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerCreated {
    /// The key that signs this entry, as a vkey: that of the first reviewer.
    pub founder: String,
    /// The hash that the log is made with: `sha256`.
    #[serde(deserialize_with = "sha256_only")]
    pub hash: String,
    /// The key that signs the checkpoints, as a vkey. Its name is the origin of the log.
    pub log: String,
    /// Set if roles are in force from the start: then its founder is the first editor. Absent in
    /// ledgers of earlier versions, where everybody may do everything until the first role is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Role>,
}

/// No other hash is known.
fn sha256_only<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let hash = String::deserialize(deserializer)?;
    if hash == "sha256" { Ok(hash) } else { Err(D::Error::custom("not a hash that is known")) }
}
