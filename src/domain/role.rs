use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a reviewer may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything: also resolve conflicts, give roles and waivers, set the policy, withhold, invite
    /// and retire.
    Editor,
    /// Nothing but read.
    Observer,
    /// Import, add claims and notes, and suggest verdicts, which are no person's.
    Program,
    /// Judge claims.
    Reviewer,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Editor, Self::Observer, Self::Program, Self::Reviewer];
    /// Those that people have.
    pub const OF_PEOPLE: [Self; 3] = [Self::Editor, Self::Observer, Self::Reviewer];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Observer => "observer",
            Self::Program => "program",
            Self::Reviewer => "reviewer",
        }
    }

    /// `an editor`.
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::Editor => "an editor",
            Self::Observer => "an observer",
            Self::Program => "a program",
            Self::Reviewer => "a reviewer",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Not one of the four.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a role: `editor`, `reviewer`, `observer` or `program`")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(role: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|known| known.as_str() == role).ok_or(NotARole)
    }
}
