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
