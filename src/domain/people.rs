//! What entries say of the people of a ledger, besides their first and last keys.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Note, ReviewerName, Role};

/// Who may become a reviewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    /// Those whom a reviewer invited, or whose key a reviewer added.
    Invited,
    /// Anyone who can write to the ledger.
    #[default]
    Open,
}

impl Join {
    pub const ALL: [Self; 2] = [Self::Invited, Self::Open];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Open => "open",
        }
    }
}

/// Not one of the two.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a rule for newcomers: `invited` or `open`")]
pub struct NotAJoin;

impl FromStr for Join {
    type Err = NotAJoin;

    fn from_str(join: &str) -> Result<Self, NotAJoin> {
        Self::ALL.into_iter().find(|known| known.as_str() == join).ok_or(NotAJoin)
    }
}

/// A reviewer has this role from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleGiven {
    pub name: ReviewerName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    pub role: Role,
}

/// A person may become a reviewer under this name, where only those who are invited may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerInvited {
    pub name: ReviewerName,
}

/// A reviewer has another name from here on. The key under the old name is not valid any more, and
/// what was reviewed under it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerRenamed {
    pub from: ReviewerName,
    /// The key that the person signs with from here on, as a vkey of the new name.
    pub key: String,
    pub name: ReviewerName,
    pub reason: Note,
}
